"""Words: the glossary from A to Z, a page a term, and the schemes as trees."""

from flask import Blueprint, Response, abort, render_template

from analyzer.answers.words import by_letter
from analyzer.errors import InputError
from webui.language import PREFIX, current
from webui.responses import twin
from webui.site import site

blueprint = Blueprint("glossary", __name__)


@blueprint.get(f"{PREFIX}/glossary")
def page() -> str:
    """Show every term in both languages, in the alphabet of the page's language."""
    return render_template("glossary/page.html", letters=by_letter(site().service.glossary(), current()))


@blueprint.get(f"{PREFIX}/glossary.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.glossary())


@blueprint.get(f"{PREFIX}/glossary/<slug>")
def term(slug: str) -> str:
    """Show one term with its provisions."""
    try:
        found = site().service.glossary_term(slug)
    except InputError:
        abort(404)
    return render_template("glossary/term.html", term=found)


@blueprint.get(f"{PREFIX}/glossary/<slug>.json")
def term_twin(slug: str) -> Response:
    """Return the service's answer."""
    try:
        return twin(site().service.glossary_term(slug))
    except InputError:
        abort(404)


@blueprint.get(f"{PREFIX}/schemes")
def schemes() -> str:
    """Show the schemes as trees."""
    return render_template("glossary/schemes.html", schemes=site().service.schemes())


@blueprint.get(f"{PREFIX}/schemes.json")
def schemes_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.schemes())
