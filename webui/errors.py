"""Error pages: one clear line in the reader's language, never a traceback."""

from dataclasses import dataclass

from flask import Flask, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from analyzer.errors import InputError
from analyzer.text import Text
from webui.language import current
from webui.responses import LONGEST_QUERIES, LONGEST_QUERY, twin


@dataclass(frozen=True, slots=True)
class Refusal(Exception):
    """A request that is refused with `status`: `line` says why in the reader's language.

    `detail` says it more exactly, to programs too; they are answered in English. `near` are references
    of provisions close to what was asked for, which the page links to.
    """

    status: int
    line: str
    detail: Text | str = ""
    near: tuple[str, ...] = ()


def register(app: Flask) -> None:
    """Answer every failure with a page, or with JSON where JSON was asked for."""

    @app.before_request
    def refuse_what_cannot_be_read() -> None:
        if len(request.query_string) > LONGEST_QUERIES.get(request.endpoint or "", LONGEST_QUERY):
            abort(414)
        if (request.content_length or 0) > app.config["MAX_CONTENT_LENGTH"]:
            abort(413)
        try:
            request.query_string.decode()
        except UnicodeDecodeError:
            abort(400)

    @app.errorhandler(Refusal)
    def refused(error: Refusal) -> ResponseReturnValue:
        return _page(error.status, error.line, error.detail, error.near)

    @app.errorhandler(InputError)
    def misunderstood(error: InputError) -> ResponseReturnValue:
        return _page(400, gettext("This question cannot be answered as it stands."), error.text)

    @app.errorhandler(HTTPException)
    def failed(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status < 400:
            return error
        response = _page(status, _line(status))
        for name, value in error.get_headers():
            if name == "Allow":
                response.headers[name] = value
        return response


def _page(status: int, line: str, detail: Text | str = "", near: tuple[str, ...] = ()) -> Response:
    told = detail if isinstance(detail, Text) else Text(detail, "")
    if request.path.endswith(".json"):
        return twin({"error": told.en or line}, status)
    page = render_template("error.html", status=status, line=line, detail=getattr(told, current()), near=near)
    return Response(page, status)


def _line(status: int) -> str:
    match status:
        case 404:
            line = gettext("There is no page at this address.")
        case 405:
            line = gettext("This address can only be read; nothing can be sent to it.")
        case 413:
            line = gettext("The request is too large; the pages take no uploads.")
        case 414:
            line = gettext("The address is too long; shorten the question.")
        case _ if status < 500:
            line = gettext("This question cannot be answered as it stands.")
        case _:
            line = gettext("Something failed on our side; the knowledge base itself is unharmed.")
    return str(line)
