"""The search: a citation leads to its provision, other words to what fits them, filters alone to a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.citations import parse_reference
from analyzer.errors import InputError
from analyzer.filters import NAMED, Filters
from analyzer.i18n import both
from analyzer.text import printable
from webui.commands import list_command, search_command
from webui.dates import AsOf, read_as_of
from webui.errors import Refusal
from webui.language import PREFIX, current, told
from webui.responses import twin
from webui.site import site
from webui.view import reference_url

blueprint = Blueprint("find", __name__)

RESULTS_A_PAGE = 20
MOST_PAGES = 100
"""No more pages than the ranking has results for."""

YES = "yes"
YES_OR_NO = {"": None, YES: True, "no": False}
QUICK = ("in_force", "children")
"""The filters that stand above the results, to be set with one click."""

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """The words to look for, the filters on a day, and which page of the results to show, from 1."""

    text: str
    as_of: AsOf
    chosen: Filters
    page: int

    @property
    def day(self) -> date:
        """The day on which provisions are, or are not, in force."""
        return self.as_of.day

    @property
    def filtered(self) -> dict[str, str]:
        """The filters as they stand in the address."""
        said = {answer: word for word, answer in YES_OR_NO.items()}
        values = {**self.chosen.named, "children": said[self.chosen.child], "in_force": said[self.chosen.in_force]}
        return {name: value for name, value in values.items() if value}

    @property
    def asked(self) -> dict[str, str]:
        """What stands in the address, without the page."""
        values = {"q": self.text, **self.filtered, "as_of": self.as_of.typed if "as_of" in request.args else ""}
        return {name: value for name, value in values.items() if value}

    @property
    def narrower(self) -> list[tuple[str, str]]:
        """The short filters that most readers look for and that are not set: name and value."""
        return [(name, YES) for name in QUICK if name not in self.filtered]

    @property
    def first(self) -> int:
        """How many results stand on the pages before this one."""
        return (self.page - 1) * RESULTS_A_PAGE

    @property
    def limit(self) -> int:
        """How many results the pages up to this one show."""
        return self.page * RESULTS_A_PAGE

    def ask(self) -> Answer:
        """Return the service's answer: the results of this page and of those before it, or all that a list holds.

        Raises:
            InputError: There is neither a word nor a filter, or the date or a filter cannot be understood.
        """
        if self.as_of.error:
            raise InputError(self.as_of.line)
        if self.filtered and not self.text:
            return site().service.listing(self.day, self.chosen)
        return site().service.search(self.text, self.day, self.chosen, self.limit)

    def shown(self, answer: Answer) -> list[tuple[Answer, dict[str, str]]]:
        """Return what this page shows of `answer`, each result with what it says."""
        if self.text:
            return [(result, result["snippet"]) for result in answer["results"][self.first :]]
        return [(entry, entry["digest"]) for entry in answer["provisions"][self.first : self.limit]]

    @property
    def twin(self) -> str:
        """The address of the answer as JSON."""
        paged = {"page": self.page} if self.text and self.page > 1 else {}
        return url_for("find.page_twin", **self.asked, **paged)  # type: ignore[arg-type]

    @property
    def command(self) -> str:
        """The command line that gives the same answer."""
        if self.text:
            return search_command(self.text, self.chosen, self.limit, self.day, current())
        return list_command(self.chosen, self.day, current())


def read_question() -> Question:
    """Read the question from the address.

    Raises:
        InputError: The words, a filter or the number of the page cannot be understood.
    """
    return Question(
        text=_words(),
        as_of=read_as_of(),
        chosen=Filters(
            **{name: _typed(name).lower() or None for name in NAMED},
            child=_yes_or_no("children"),
            in_force=_yes_or_no("in_force"),
        ),
        page=_page_number(),
    )


@blueprint.get(f"{PREFIX}/find")
def page() -> ResponseReturnValue:
    """Send the reader to what a citation names, show what fits, or help to ask."""
    typed, missing = _typed("q"), ""
    if typed:
        try:
            return redirect(reference_url(site().service.identify(typed)), 303)
        except InputError as error:
            missing = told(error) if _cites(typed) else ""
    question = read_question()
    if not (typed or question.filtered):
        return _help(question)
    if question.as_of.error:
        return _results(question, None, missing), 400
    answer = question.ask()
    if typed and not answer["count"]:
        return _help(question, missing, answer)
    if question.page > 1 and not question.shown(answer):
        raise Refusal(404, gettext("There are fewer pages of results than that."))
    return _results(question, answer, missing)


@blueprint.get(f"{PREFIX}/find.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(read_question().ask())


def _help(question: Question, missing: str = "", answer: Answer | None = None) -> str:
    return render_template(
        "find/help.html",
        typed=question.text,
        asked=question.asked,
        detail=missing,
        answer=answer,
        instruments=site().service.instruments(),
        browsed={name: _choices(name) for name in ("topic", "kind")},
    )


def _results(question: Question, answer: Answer | None, missing: str) -> str:
    return render_template(
        "find/results.html",
        question=question,
        answer=answer,
        missing=missing,
        pages=min(MOST_PAGES, -(-answer["count"] // RESULTS_A_PAGE)) if answer else 0,
        choices={name: _choices(name) for name in NAMED},
        chosen=list(_chosen(question)),
    )


def _choices(name: str) -> list[tuple[str, str]]:
    """Return the values of a filter with their labels: the laws in their order, all else by the alphabet."""
    lang = current()
    known = [(value, label[lang]) for value, label in site().service.choices[name].items()]
    if name == "instrument":
        order = [item["id"] for item in site().instruments]
        return sorted(known, key=lambda choice: order.index(choice[0]))
    return sorted(known, key=lambda choice: choice[1].lower())


def _chosen(question: Question) -> Iterator[tuple[str, str, str]]:
    """Yield each filter that is set: its name, its value, and the address without it."""
    for name, value in question.filtered.items():
        others = {other: asked for other, asked in question.asked.items() if other != name}
        label = site().service.choices.get(name, {}).get(value)
        yield name, label[current()] if label else value, url_for("find.page", **others)  # type: ignore[arg-type]


def _cites(text: str) -> bool:
    """Tell whether the text reads as the citation of a numbered provision, so that the base should have held it."""
    try:
        parse_reference(text, site().service.knowledge.names)
    except InputError:
        return False
    return any(character.isdigit() for character in text)


def _typed(name: str) -> str:
    return request.args.get(name, "").strip()


def _words() -> str:
    text = _typed("q")
    if not text.isprintable():
        raise InputError(both("the search contains a control character; write plain words"))
    return text


def _yes_or_no(name: str) -> bool | None:
    value = _typed(name).lower()
    if value not in YES_OR_NO:
        raise InputError(both('{name} "{value}" is unknown; choose yes or no', name=name, value=printable(value)))
    return YES_OR_NO[value]


def _page_number() -> int:
    value = _typed("page") or "1"
    if not (value.isascii() and value.isdigit() and len(value) <= 3 and 1 <= int(value) <= MOST_PAGES):
        raise InputError(both('page "{value}" is no number from 1 to {most}', value=printable(value), most=MOST_PAGES))
    return int(value)
