"""The pages of the site as files: which addresses are pages of it, and what their files are called.

Only what one copy can hold is a page: the law of today, no twins and no report files, and of addresses with a query
those that are finite in number. File names differ in more than case and hold no character that a USB stick refuses.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from webui.site import today

CASE = "screen.result"
"""The endpoint whose pages lead to cases that differ in one fact, and so on without end."""

EVERY = frozenset({"findings.page", CASE, "compare.page"})
"""Endpoints at which every query that is linked is a page of its own."""

SOME = {
    "workshop.quiz": {"n", "answer"},
    "workshop.handout": {"size"},
    "workshop.present": {"both"},
}
"""The parts of a query that make pages of their own, by endpoint."""

SEARCH = "find.page"
"""The endpoint whose query is answered by a script in the copy."""

QUIZ = "workshop.quiz"
MOST_QUESTIONS = 24
"""How many questions of the quiz a copy holds; the quiz begins again after the last."""

DAY = "as_of"
LONGEST_NAME = 60
"""Characters of a query that are told in the name of a file; longer ones are told by their hash."""

ORIGIN = "http://localhost"
"""Where the application believes to be while nobody serves it."""

Wanted = Callable[[str], bool]
"""Tells whether the page at an address, such as ``/en/law``, belongs into the copy."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a link leads to: the `address` of a page, the `query` for the script there, and the `fragment` on it.

    A `varied` case is told from another case on the page with the link.
    """

    address: str
    query: str = ""
    fragment: str = ""
    varied: bool = False


class Addresses:
    """The addresses of one application that are pages of its copy."""

    def __init__(self, app: Flask, wanted: Wanted) -> None:
        """Take the pages of `app` that are `wanted`."""
        self._routes = app.url_map.bind("localhost")
        self._wanted = wanted
        self._today = today().isoformat()

    def target(self, link: str, base: str, *, shown: bool = False) -> Target | None:
        """Return what `link` on the page at `base` leads to; None where that is no page of the copy.

        What is `shown` in a page, such as an image, may be a file.
        """
        parts = urlsplit(urljoin(ORIGIN + base, link))
        if f"{parts.scheme}://{parts.netloc}" != ORIGIN or not self._wanted(parts.path):
            return None
        try:
            rule, _ = self._routes.match(parts.path, return_rule=True)
        except (HTTPException, RequestRedirect):
            return None
        if rule.endpoint == "static" or ("." in rule.rule.rsplit("/", 1)[-1] and not shown):
            return None
        asked = parse_qsl(parts.query)
        if rule.endpoint == SEARCH:
            return Target(parts.path, urlencode(asked), parts.fragment)
        query = self._query(rule.endpoint, asked)
        varied = rule.endpoint == CASE and parts.path == urlsplit(base).path
        return None if query is None else Target(parts.path + query, fragment=parts.fragment, varied=varied)

    def _query(self, endpoint: str, asked: list[tuple[str, str]]) -> str | None:
        """Return the query in one spelling; None where it asks for what the copy cannot hold."""
        kept = sorted((name, value) for name, value in asked if value and (name, value) != (DAY, self._today))
        names = {name for name, _ in kept}
        if DAY in names or not (endpoint in EVERY or names <= SOME.get(endpoint, set())):
            return None
        if endpoint == QUIZ:
            kept = [(name, _within(value) if name == "n" else value) for name, value in kept]
        return f"?{urlencode(kept)}" if kept else ""


def file_name(address: str, ending: str = ".html") -> str:
    """Return the name of the file, from the root of the copy, that holds the page at `address`.

    The address of an image has the `ending` already, so that it is given none.

    >>> file_name("/en/")
    'en/index.html'
    >>> file_name("/id/workshop/quiz?answer=partial&n=3")
    'id/workshop/quiz~answer-partial-n-3.html'
    """
    parts = urlsplit(address)
    name = parts.path.strip("/")
    if parts.path.endswith("/"):
        name += "/index"
    if parts.query:
        told = re.sub(r"[^a-z0-9]+", "-", parts.query.lower())
        name += f"~{told if len(told) <= LONGEST_NAME else hashlib.sha256(parts.query.encode()).hexdigest()[:16]}"
    return name + ending


def relative(target: str, source: str) -> str:
    """Return the link from the file `source` to the file `target`, both named from the root of the copy.

    >>> relative("static/selaras.css", "en/law/actip.html")
    '../../static/selaras.css'
    """
    return quote(relpath(target, dirname(source) or "."), safe="/~")


def _within(number: str) -> str:
    """Return the number of a question that the copy holds: the first again where there are no more."""
    return number if number.isdigit() and int(number) <= MOST_QUESTIONS else "1"
