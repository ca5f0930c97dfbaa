"""The matrix of act, means and purpose: what each instrument says of each, for a child and for an adult."""

from typing import Any

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from analyzer.errors import InputError
from webui.dates import read_as_of
from webui.language import PREFIX
from webui.responses import twin
from webui.site import site

blueprint = Blueprint("elements", __name__)


@blueprint.get(f"{PREFIX}/elements")
def page() -> ResponseReturnValue:
    """Show the matrix as of a day."""
    as_of = read_as_of()
    if as_of.error:
        return render_template("elements.html", as_of=as_of, answer=None), 400
    return render_template("elements.html", as_of=as_of, answer=site().service.elements(as_of.day))


@blueprint.get(f"{PREFIX}/elements.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(_ask())


def _ask() -> dict[str, Any]:
    as_of = read_as_of()
    if as_of.error:
        raise InputError(as_of.line)
    return site().service.elements(as_of.day)
