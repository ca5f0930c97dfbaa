"""Everything a response is beside its HTML: JSON twins, report files, security headers, caching."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from threading import Lock
from typing import Any

from flask import Flask, Response, g, make_response, redirect, request
from flask.typing import ResponseReturnValue

from analyzer.report.document import Document
from analyzer.report.render import FILES, FORMATS
from webui.site import site, today

MEDIA_TYPES = {
    "txt": "text/plain",
    "csv": "text/csv",
    "md": "text/markdown",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
"""The report files on offer, by the ending of their addresses, with the media type of each."""

FILE = f"<any({','.join(MEDIA_TYPES)}):form>"
"""The ending of the address of a report file, as part of a route."""

TURTLE = "text/turtle"

LINKED_DATA = {"ttl": TURTLE, "jsonld": "application/ld+json"}
"""The forms of linked data, by the ending of their addresses, with the media type of each."""

LONGEST_QUERY = 4000
"""The most characters of a query string; a case with every term ticked needs about a thousand."""

LONGEST_QUERIES = {"data.sparql_page": 64_000, "data.sparql_twin": 64_000, "data.sparql_table": 64_000}
"""Where a query string may be longer: a query of SPARQL is written into it, some characters as three."""

POLICY = (
    "default-src 'none'; style-src {styles}; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; script-src {scripts}"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
MOST_FILES = 12
"""How many Word and PDF files are kept, of about half a megabyte each."""

_KEPT: dict[str, bytes] = {}
"""The files written last, by the fingerprint of what is in them."""

_WRITING = Lock()
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def twin(answer: Any, status: int = 200) -> Response:
    """Return an answer of the service as JSON, byte for byte as the command line prints it."""
    text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    return Response(text, status, mimetype="application/json")


def report(document: Document, form: str, name: str) -> Response:
    """Return a report as a file called `name`; the HTML form opens in the browser, the others are saved.

    The HTML report brings its own style sheet inside the page, which the content security policy lets pass by its hash.
    """
    if form in FILES:
        response = Response(_written(document, form), mimetype=MEDIA_TYPES[form])
        response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
        return response
    text = FORMATS["text" if form == "txt" else form](document)
    response = Response(text, mimetype=MEDIA_TYPES[form])
    if form == "html":
        response.headers["Content-Security-Policy"] = POLICY.format(
            styles=" ".join(map(_hash, _STYLE.findall(text))), scripts="'none'"
        )
    else:
        response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return response


def _written(document: Document, form: str) -> bytes:
    """Return a report as a Word or PDF file, which takes seconds: one at a time, and the last few are kept."""
    key = hashlib.sha256(f"{form} {document.language}\n{FORMATS['md'](document)}".encode()).hexdigest()
    with _WRITING:
        if key in _KEPT:
            return _KEPT[key]
        content = FILES[form](document)
        if not private():
            while len(_KEPT) >= MOST_FILES:
                del _KEPT[next(iter(_KEPT))]
            _KEPT[key] = content
        return content


def turtle(text: str) -> Response:
    """Return linked data that is written as Turtle."""
    return Response(text, mimetype=TURTLE)


def asks_for_turtle() -> bool:
    """Tell whether the request likes Turtle better than a page; a page answers when it does not say."""
    return request.accept_mimetypes.best_match(("text/html", TURTLE), "text/html") == TURTLE


def page_or_turtle(page: Callable[[], ResponseReturnValue], address: str) -> Response:
    """Return the page, or send on to its Turtle at `address` who likes that better."""
    response = make_response(redirect(address, 303) if asks_for_turtle() else page())
    response.vary.add("Accept")
    return response


def linked_data_asked() -> str:
    """Return the form of linked data that the request likes better than a page; empty when it does not say."""
    best = request.accept_mimetypes.best_match(("text/html", *LINKED_DATA.values()), "text/html")
    return next((form for form, media_type in LINKED_DATA.items() if media_type == best), "")


def register(app: Flask) -> None:
    """Give every response its headers, and a tag by which browsers need not fetch a page twice."""

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY.format(styles="'self'", scripts="'self'"))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint == "static":
            response.cache_control.public = True
            return response
        response.cache_control.private = True if private() else None
        response.cache_control.public = not private()
        response.cache_control.no_cache = True
        if "lang" not in g:
            response.vary.add("Accept-Language")
        if response.status_code == 200 and request.method in ("GET", "HEAD"):
            # A page in another form than its address says has a tag of its own already.
            if response.get_etag()[0] is None:
                response.set_etag(_tag(), weak=True)  # weak, since the page is sent compressed or not
            response.make_conditional(request)
        return response


def private() -> bool:
    """Tell whether the answer is about a screened case or a query of the reader's own: none of them is kept."""
    return request.blueprint == "screen" or "query" in request.args


def _tag() -> str:
    """Return the tag of this page: it changes with the data, the pages themselves, the address and the day."""
    address = (request.host_url, request.root_path, request.full_path)
    parts = (site().data["sha256"], site().fingerprint, today().isoformat(), *address)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _hash(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
