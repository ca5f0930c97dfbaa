"""Everything a response is beside its HTML: JSON twins, report files, security headers, caching."""

import base64
import hashlib
import json
import re
from typing import Any

from flask import Flask, Response, g, request

from analyzer.report.document import Document
from analyzer.report.render import FORMATS
from webui.site import site, today

MEDIA_TYPES = {"csv": "text/csv", "md": "text/markdown", "html": "text/html"}
"""The report files on offer, with the media type of each."""

LONGEST_QUERY = 4000
"""The most characters of a query string; a case with every term ticked needs about a thousand."""

POLICY = (
    "default-src 'none'; style-src {styles}; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def twin(answer: Any, status: int = 200) -> Response:
    """Return an answer of the service as JSON, byte for byte as the command line prints it."""
    text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    return Response(text, status, mimetype="application/json")


def report(document: Document, form: str, name: str) -> Response:
    """Return a report as a file called `name`; the HTML form opens in the browser, the others are saved.

    The HTML report brings its own style sheet inside the page, which the content security policy lets pass by its hash.
    """
    text = FORMATS[form](document)
    response = Response(text, mimetype=MEDIA_TYPES[form])
    if form == "html":
        response.headers["Content-Security-Policy"] = POLICY.format(styles=" ".join(map(_hash, _STYLE.findall(text))))
    else:
        response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form}")
    return response


def register(app: Flask) -> None:
    """Give every response its headers, and a tag by which browsers need not fetch a page twice."""

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY.format(styles="'self'"))
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint == "static":
            response.cache_control.public = True
            return response
        # A screened case is nobody's business but the reader's: shared caches must not keep it.
        private = request.blueprint == "screen"
        response.cache_control.private = True if private else None
        response.cache_control.public = not private
        response.cache_control.no_cache = True
        if "lang" not in g:
            response.vary.add("Accept-Language")
        if response.status_code == 200 and request.method in ("GET", "HEAD"):
            response.set_etag(_tag())
            response.make_conditional(request)
        return response


def _tag() -> str:
    """Return the tag of this page: it changes with the data, the pages themselves, the address and the day."""
    parts = (site().data["sha256"], site().fingerprint, today().isoformat(), request.full_path)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _hash(style: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
