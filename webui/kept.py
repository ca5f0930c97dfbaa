"""Pages that were rendered once are kept: the same question on the same day has the same answer.

A page depends on the data, the templates, its whole address and the day, and nothing else, so that every public page
can be kept in memory, compressed once. The host belongs to the address: what is printed leads back to it. Cases that a
reader screens and queries that a reader writes are never kept. The memory is bounded by bytes; the pages that were
asked for longest ago go first.
"""

import gzip
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue

from webui.responses import LINKED_DATA, private
from webui.site import today

MOST_BYTES = 32 * 1024 * 1024
"""How much all kept pages may weigh together, compressed and plain."""

LARGEST_PAGE = 1024 * 1024
WORTH_COMPRESSING = 500
"""Bytes below which compressing costs more than it saves."""

COMPRESSED_TYPES = (
    *("text/", "application/json", "application/ld+json", "application/n-triples", "application/trig"),
    *("application/sparql-results+json", "application/javascript", "image/svg+xml"),
)
_HEADERS = ("Content-Type", "Content-Disposition", "Content-Security-Policy", "Link", "Vary", "Content-Language")


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page: what was sent, plain and compressed."""

    body: bytes
    compressed: bytes | None
    headers: tuple[tuple[str, str], ...]

    def weight(self, key: str) -> int:
        """Return the bytes that keeping it under `key` takes."""
        return len(self.body) + len(self.compressed or b"") + len(key)


class Memory:
    """The pages of one application, those asked for last at the end; safe for several threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        """Keep pages of `most_bytes` together at the most."""
        self._most = most_bytes
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, key: str) -> Page | None:
        """Return the page kept under `key`, if there is one."""
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: str, page: Page) -> None:
        """Keep `page` under `key`, and let go of the oldest pages where there is no room."""
        with self._lock:
            if key in self._pages:
                return
            self._pages[key] = page
            self._weight += page.weight(key)
            while self._weight > self._most:
                oldest, let_go = self._pages.popitem(last=False)
                self._weight -= let_go.weight(oldest)


def register(app: Flask) -> None:
    """Answer from memory where a page is kept, keep what is rendered, and compress what is sent.

    To be registered before what finishes responses: Flask runs what follows a request in reverse order.
    """
    app.extensions["selaras-pages"] = Memory()

    @app.before_request
    def from_memory() -> ResponseReturnValue | None:
        page = _memory().get(_key()) if _may_be_kept() else None
        if page is None:
            return None
        g.page = page
        return Response(page.body, headers=list(page.headers))

    @app.after_request
    def keep(response: Response) -> Response:
        if response.direct_passthrough or response.is_streamed:
            return response
        page = g.get("page")
        if page is None and response.status_code == 200:
            page = _rendered(response, may_be_kept=_may_be_kept())
            if _may_be_kept() and len(page.body) <= LARGEST_PAGE:
                _memory().keep(_key(), page)
        if page is not None and page.compressed is not None and response.status_code == 200:
            response.vary.add("Accept-Encoding")
            if request.accept_encodings["gzip"] > 0:
                response.set_data(page.compressed)
                response.content_encoding = "gzip"
        return response


def _memory() -> Memory:
    memory: Memory = current_app.extensions["selaras-pages"]
    return memory


def _may_be_kept() -> bool:
    return request.method in ("GET", "HEAD") and request.blueprint is not None and not private()


def _key() -> str:
    forms = ("text/html", *LINKED_DATA.values())
    wanted = request.accept_mimetypes.best_match(forms, "text/html") or ""
    return "\n".join((request.host_url, request.root_path, request.full_path, wanted, today().isoformat()))


def _rendered(response: Response, *, may_be_kept: bool) -> Page:
    """Return the page, compressed where somebody asks for that, or may later."""
    body = response.get_data()
    asked = may_be_kept or request.accept_encodings["gzip"] > 0
    compress = asked and len(body) >= WORTH_COMPRESSING and (response.mimetype or "").startswith(COMPRESSED_TYPES)
    headers = tuple((name, response.headers[name]) for name in _HEADERS if name in response.headers)
    return Page(body, gzip.compress(body, 6, mtime=0) if compress else None, headers)
