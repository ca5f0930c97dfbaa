"""Words: the glossary from A to Z, a page a term, and the schemes as trees."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for

from analyzer.errors import InputError
from webui.language import PREFIX, current
from webui.responses import page_or_turtle, turtle, twin
from webui.site import site

blueprint = Blueprint("glossary", __name__)

Answer = dict[str, Any]


@blueprint.get(f"{PREFIX}/glossary")
def page() -> Response:
    """Show every term in both languages, in the alphabet of the page's language."""
    letters = _by_letter(site().service.glossary(), current())
    return page_or_turtle(
        lambda: render_template("glossary/page.html", letters=letters), url_for("glossary.page_turtle")
    )


@blueprint.get(f"{PREFIX}/glossary.ttl")
def page_turtle() -> Response:
    """Return what the base states of every term."""
    service = site().service
    return turtle(service.turtle(*(item["iri"] for item in service.glossary())))


@blueprint.get(f"{PREFIX}/glossary.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.glossary())


@blueprint.get(f"{PREFIX}/glossary/<slug>")
def term(slug: str) -> Response:
    """Show one term with its provisions."""
    found = _term(slug)
    return page_or_turtle(
        lambda: render_template("glossary/term.html", term=found), url_for("glossary.term_turtle", slug=slug)
    )


@blueprint.get(f"{PREFIX}/glossary/<slug>.json")
def term_twin(slug: str) -> Response:
    """Return the service's answer."""
    return twin(_term(slug))


@blueprint.get(f"{PREFIX}/glossary/<slug>.ttl")
def term_turtle(slug: str) -> Response:
    """Return what the base states of one term."""
    return turtle(site().service.turtle(_term(slug)["iri"]))


@blueprint.get(f"{PREFIX}/schemes")
def schemes() -> Response:
    """Show the schemes as trees."""
    trees = site().service.schemes()
    return page_or_turtle(
        lambda: render_template("glossary/schemes.html", schemes=trees), url_for("glossary.schemes_turtle")
    )


@blueprint.get(f"{PREFIX}/schemes.json")
def schemes_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.schemes())


@blueprint.get(f"{PREFIX}/schemes.ttl")
def schemes_turtle() -> Response:
    """Return what the base states of every scheme and its concepts."""
    trees = site().service.schemes()
    concepts = [iri for tree in trees for iri in _concepts(tree["concepts"])]
    return turtle(site().service.turtle(*(tree["iri"] for tree in trees), *concepts))


def _term(slug: str) -> Answer:
    try:
        return site().service.glossary_term(slug)
    except InputError:
        abort(404)


def _concepts(tree: Iterable[Answer]) -> Iterator[str]:
    """Yield the IRIs of the concepts of a tree."""
    for concept in tree:
        yield concept["iri"]
        yield from _concepts(concept["narrower"])


def _by_letter(terms: Iterable[Mapping[str, Any]], language: str) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Return the terms under the first letter of their name in `language`, in its order."""
    ordered = sorted(terms, key=lambda item: str(item["label"][language]).casefold())
    letters = dict.fromkeys(str(item["label"][language])[0].upper() for item in ordered)
    return [(letter, [item for item in ordered if item["label"][language][0].upper() == letter]) for letter in letters]
