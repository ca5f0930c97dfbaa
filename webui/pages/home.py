"""The first page, and the search box that turns a citation into the page of its provision."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from analyzer.citations import LONGEST_REFERENCE
from analyzer.errors import InputError
from webui.dates import printable
from webui.language import PREFIX, preferred
from webui.responses import twin
from webui.site import site, today
from webui.view import reference_url

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def choose() -> ResponseReturnValue:
    """Send the reader to the first page in the language that the browser asks for."""
    return redirect(url_for("home.page", lang=preferred()))


@blueprint.get(f"{PREFIX}/")
def page() -> str:
    """Say what Selaras is, and how the law stands today."""
    answer = site().service.gaps(today())
    return render_template("home.html", answer=answer)


@blueprint.get(f"{PREFIX}.json")
def page_twin() -> Response:
    """Return the answer behind the figure on the first page."""
    return twin(site().service.gaps(today()))


@blueprint.get(f"{PREFIX}/find")
def find() -> ResponseReturnValue:
    """Send the reader to what a citation names, or help to write one."""
    typed = request.args.get("q", "").strip()
    if not typed:
        return render_template("find.html", typed="", detail="", instruments=site().service.instruments())
    try:
        found = site().service.show(typed, today())
    except InputError as error:
        readable = len(typed) <= LONGEST_REFERENCE and typed.isprintable()
        page = render_template(
            "find.html",
            typed=printable(typed, LONGEST_REFERENCE),
            detail=str(error),
            instruments=site().service.instruments(),
        )
        return page, 404 if readable else 400
    return redirect(reference_url(found["id"]), 303)


@blueprint.get(f"{PREFIX}/find.json")
def find_twin() -> Response:
    """Return what a citation names."""
    try:
        return twin(site().service.show(request.args.get("q", ""), today()))
    except InputError as error:
        return twin({"error": str(error)}, 404)
