"""Words: the glossary from A to Z, a page a term, and the schemes as trees."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, Response, abort, render_template

from analyzer.errors import InputError
from webui.language import PREFIX, current
from webui.responses import twin
from webui.site import site

blueprint = Blueprint("glossary", __name__)


@blueprint.get(f"{PREFIX}/glossary")
def page() -> str:
    """Show every term in both languages, in the alphabet of the page's language."""
    return render_template("glossary/page.html", letters=_by_letter(site().service.glossary(), current()))


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


def _by_letter(terms: Iterable[Mapping[str, Any]], language: str) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Return the terms under the first letter of their name in `language`, in its order."""
    ordered = sorted(terms, key=lambda item: str(item["label"][language]).casefold())
    letters = dict.fromkeys(str(item["label"][language])[0].upper() for item in ordered)
    return [(letter, [item for item in ordered if item["label"][language][0].upper() == letter]) for letter in letters]
