"""The sections of the site: what the header leads to, and the pages of the section the reader is in."""

from dataclasses import dataclass

from flask import current_app, request
from flask_babel import gettext

from webui.language import current


@dataclass(frozen=True, slots=True)
class Link:
    """A page by its endpoint; `here` where the reader is on it or, for a section, in it."""

    endpoint: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the site with its pages, the first of them its entrance."""

    link: Link
    pages: tuple[Link, ...]


def sections() -> list[Section]:
    """Return the sections in the words of the page's language; composed once for each kind of page."""
    composed: dict[tuple[str, str | None], list[Section]] = current_app.extensions.setdefault("selaras-sections", {})
    key = (current(), request.endpoint)
    if key not in composed:
        composed[key] = _composed()
    return composed[key]


def _composed() -> list[Section]:
    known = {
        gettext("The law"): {
            "law.index": gettext("Laws and treaties"),
            "questions.page": gettext("Questions answered"),
            "find.page": gettext("Search"),
        },
        gettext("The gaps"): {
            "gaps.page": gettext("Summary"),
            "findings.page": gettext("Findings"),
            "gaps.cases": gettext("Cases"),
            "elements.page": gettext("Elements"),
            "timeline.page": gettext("Timeline"),
            "whatif.index": gettext("What if"),
            "compare.index": gettext("Compare"),
            "challenges.page": gettext("Practice"),
            "score.page": gettext("Others' findings"),
        },
        gettext("Screen a case"): {
            "screen.form": gettext("Screen a case"),
            "screen.patterns": gettext("Ready cases"),
        },
        gettext("Words"): {
            "glossary.page": gettext("Glossary"),
            "glossary.schemes": gettext("Lists of concepts"),
        },
        gettext("Teach"): {
            "workshop.index": gettext("Workshop"),
            "workshop.present_first": gettext("Present"),
            "workshop.cases": gettext("Case cards"),
            "workshop.quiz": gettext("Quiz"),
            "workshop.handout": gettext("Handout"),
        },
        gettext("Data"): {
            "data.page": gettext("Files"),
            "data.sparql_page": gettext("Queries"),
            "data.api": gettext("Interface"),
            "data.vocabulary": gettext("Vocabulary"),
            "about.method": gettext("Method"),
            "about.about": gettext("About"),
            "about.report": gettext("Report an error"),
        },
    }
    return [section for label, pages in known.items() if (section := _section(label, _registered(pages))) is not None]


def _registered(pages: dict[str, str]) -> dict[str, str]:
    return {endpoint: label for endpoint, label in pages.items() if endpoint in current_app.view_functions}


def _section(label: str, pages: dict[str, str]) -> Section | None:
    if not pages:
        return None
    families = {endpoint.partition(".")[0] for endpoint in pages}
    links = tuple(Link(endpoint, text, endpoint == request.endpoint) for endpoint, text in pages.items())
    return Section(Link(links[0].endpoint, label, request.blueprint in families), links)
