"""The whole browser as files that open without a server: every page of both languages, from a USB stick if need be.

The pages are rendered by the application itself, by following its links from the first page of each language. What
needs a server gives way: report files are left out, forms say what answers them, and the search is done by a script.
"""

import shutil
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

from flask import Flask, render_template

from analyzer.errors import InputError
from analyzer.i18n import LANGUAGES, both
from analyzer.service import Service
from webui import create_app, offline_search
from webui.offline_addresses import Addresses, Target, Wanted, file_name
from webui.offline_page import Copy, Insets, links
from webui.site import today

MANIFEST = "selaras-files.txt"
"""Lists all other files of a copy, by which we know a folder that we have made."""

INDEX = "static/offline-index.js"
REDIRECTS = (301, 302, 303, 307, 308)

Tell = Callable[[str], None]
"""Takes one line about the progress."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a copy amounts to."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class _Crawled:
    """What the application answered: pages and images by address, and where redirects lead to."""

    pages: dict[str, str]
    images: dict[str, bytes]
    redirects: dict[str, Target]

    def reached(self) -> dict[str, Target]:
        """Return the file behind every address."""
        found = {address: Target(file_name(address)) for address in self.pages}
        found |= {address: Target(file_name(address, ending="")) for address in self.images}
        for address, target in self.redirects.items():
            with suppress(KeyError):  # It leads to what is no page of the copy.
                found[address] = Target(found[target.address].address, fragment=target.fragment)
        return found


def export_site(service: Service, folder: Path, tell: Tell) -> Written:
    """Write the copy of the site over `service` into `folder`, whole or not at all.

    Raises:
        InputError: The folder holds files that are not ours, or cannot be written.
    """
    _refuse_what_is_not_ours(folder)
    content = render_site(create_app(service, keep_pages=False), lambda path: True, tell)
    try:
        _write(folder.resolve(), content)
    except OSError as error:
        raise InputError(
            both('cannot write "{folder}": {problem}; choose another folder', folder=folder, problem=error.strerror)
        ) from None
    return Written(len(content), sum(map(len, content.values())))


def render_site(app: Flask, wanted: Wanted, tell: Tell) -> dict[str, bytes]:
    """Return the files of the copy by name, those of the pages that are `wanted` only; equal data give equal bytes."""
    addresses = Addresses(app, wanted)
    crawled = _crawl(app, addresses, tell)
    reached = crawled.reached()
    copy = Copy(addresses, reached, {tag: _insets(app, tag) for tag in LANGUAGES})
    content = {reached[address].address: image for address, image in crawled.images.items()}
    for address, text in crawled.pages.items():
        content[reached[address].address] = copy.rework(text, address)
    with app.test_request_context(f"/{LANGUAGES[0]}/"):
        content["index.html"] = render_template("offline/start.html").encode()
        content[INDEX] = offline_search.index(content)
    for asset in (files("webui") / "static").iterdir():
        content[f"static/{asset.name}"] = asset.read_bytes()
    _refuse_names_that_differ_in_case_only(content)
    content[MANIFEST] = "".join(f"{name}\n" for name in sorted(content)).encode()
    return dict(sorted(content.items()))


def _crawl(app: Flask, addresses: Addresses, tell: Tell) -> _Crawled:
    """Return all pages that can be reached from the first page of each language, by following links.

    A page of a case leads to another case only where other pages tell that too.
    """
    crawled = _Crawled({}, {}, {})
    waiting = deque(f"/{tag}/" for tag in LANGUAGES)
    seen = set(waiting)

    def follow(link: str, base: str, shown: bool = False) -> Target | None:
        target = addresses.target(link, base, shown=shown)
        if target is not None and target.address not in seen and not target.varied:
            seen.add(target.address)
            waiting.append(target.address)
        return target

    with app.test_client(use_cookies=False) as client:
        while waiting:
            address = waiting.popleft()
            response = client.get(address)
            if response.status_code in REDIRECTS:
                if target := follow(response.headers["Location"], address):
                    crawled.redirects[address] = target
            elif response.status_code == 200 and response.mimetype == "text/html":
                crawled.pages[address] = response.text
                led, shown = links(response.text)
                for link in led:
                    follow(link, address)
                for link in shown:
                    follow(link, address, shown=True)
                if len(crawled.pages) % 250 == 0:
                    tell(f"{len(crawled.pages)} pages, {len(waiting)} more known")
            elif response.status_code == 200 and (response.mimetype or "").startswith("image/"):
                crawled.images[address] = response.data
    return crawled


def _insets(app: Flask, language: str) -> Insets:
    """Return what pages in `language` are given in place of what needs a server."""

    def rendered(name: str, root: str) -> str:
        with app.test_request_context(f"/{language}/"):
            day = today()
            patterns = app.extensions["selaras"].patterns(day)
            return render_template(f"offline/{name}.html", root=root, day=day.isoformat(), patterns=patterns).strip()

    names = ("results", "hint", "cases", "files", "foot")
    return Insets(*(partial(rendered, name) for name in names))


def _refuse_names_that_differ_in_case_only(content: dict[str, bytes]) -> None:
    """Raise where two files would be one on a USB stick, whose names know no case."""
    folded: dict[str, str] = {}
    for name in content:
        other = folded.setdefault(name.casefold(), name)
        if other != name:
            raise InputError(
                both("{other} and {name} would be one file; name the provisions apart", other=other, name=name)
            )


def _refuse_what_is_not_ours(folder: Path) -> None:
    """Raise where writing into `folder` would replace what somebody else has put there."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise InputError(both('"{folder}" is a file; name a new or empty folder', folder=folder))
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    manifest = folder / MANIFEST
    ours = set(manifest.read_text(encoding="utf-8").splitlines()) | {MANIFEST} if manifest.is_file() else set()
    if strange := sorted(held - ours):
        raise InputError(
            both(
                '"{folder}" holds {name}, which is no file of such a copy; name a new or empty folder',
                folder=folder,
                name=strange[0],
            )
        )


def _write(folder: Path, content: dict[str, bytes]) -> None:
    """Write all files beside `folder` first, then put them in its place."""
    partial_copy, former = (folder.with_name(f"{folder.name}{ending}") for ending in (".part", ".former"))
    for left_over in (partial_copy, former):
        if left_over.exists():
            raise InputError(
                both('"{left_over}" stands in the way; remove it, or name another folder', left_over=left_over)
            )
    try:
        for name, data in content.items():
            path = partial_copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if folder.exists():
            folder.rename(former)
        partial_copy.rename(folder)
    except BaseException:
        shutil.rmtree(partial_copy, ignore_errors=True)
        if former.exists() and not folder.exists():
            former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)
