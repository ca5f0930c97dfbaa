"""The first page."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webui.language import PREFIX, preferred
from webui.responses import twin
from webui.site import site, today

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def choose() -> ResponseReturnValue:
    """Send the reader to the first page in the language that the browser asks for."""
    return redirect(url_for("home.page", lang=preferred()))


@blueprint.get(f"{PREFIX}/")
def page() -> str:
    """Say what Selaras is, and how the law stands today."""
    answer = site().gaps(today())
    mandatory = site().criterion_terms["obligation"][0]["value"]
    return render_template("home.html", answer=answer, mandatory=mandatory)


@blueprint.get(f"{PREFIX}.json")
def page_twin() -> Response:
    """Return the answer behind the figures on the first page."""
    return twin(site().gaps(today()))
