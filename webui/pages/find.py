"""The search box: a citation leads to its provision, any other words to what fits them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.citations import parse_reference
from analyzer.errors import InputError
from analyzer.filters import Filters
from webui.commands import search_command
from webui.dates import AsOf, printable, read_as_of
from webui.errors import Refusal
from webui.language import PREFIX, current
from webui.responses import twin
from webui.site import site
from webui.view import reference_url

blueprint = Blueprint("find", __name__)

RESULTS_A_PAGE = 20
MOST_PAGES = 100
"""No more pages than the ranking has results for."""

YES_OR_NO = {"": None, "yes": True, "no": False}


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
    def asked(self) -> dict[str, str]:
        """What stands in the address, without the page."""
        said = {answer: word for word, answer in YES_OR_NO.items()}
        values = {
            "q": self.text,
            "instrument": self.chosen.instrument or "",
            "kind": self.chosen.kind or "",
            "children": said[self.chosen.child],
            "in_force": said[self.chosen.in_force],
            "as_of": self.as_of.typed if "as_of" in request.args else "",
        }
        return {name: value for name, value in values.items() if value}

    @property
    def limit(self) -> int:
        """How many results the pages up to this one show."""
        return self.page * RESULTS_A_PAGE

    def ask(self) -> dict[str, Any]:
        """Return the service's answer: the results of this page and of those before it.

        Raises:
            InputError: There is no word to look for, or the date or a filter cannot be understood.
        """
        if self.as_of.error:
            raise InputError(self.as_of.line)
        return site().service.search(self.text, self.day, self.chosen, self.limit)


def read_question() -> Question:
    """Read the question from the address.

    Raises:
        InputError: The words, a filter or the number of the page cannot be understood.
    """
    return Question(
        text=_words(),
        as_of=read_as_of(),
        chosen=Filters(
            instrument=_typed("instrument") or None,
            kind=_typed("kind").lower() or None,
            child=_yes_or_no("children"),
            in_force=_yes_or_no("in_force"),
        ),
        page=_page_number(),
    )


@blueprint.get(f"{PREFIX}/find")
def page() -> ResponseReturnValue:
    """Send the reader to what a citation names, show what fits the words, or help to write others."""
    typed = _typed("q")
    if not typed:
        return _help("")
    try:
        return redirect(reference_url(site().service.show(typed, read_as_of().day)["id"]), 303)
    except InputError as error:
        missing = str(error) if _cites(typed) else ""
    question = read_question()
    if question.as_of.error:
        return _results(question, None, missing), 400
    answer = question.ask()
    if not answer["count"]:
        return _help(typed, missing), 404
    if question.page > 1 and not answer["results"][question.limit - RESULTS_A_PAGE :]:
        raise Refusal(404, gettext("There are fewer pages of results than that."))
    return _results(question, answer, missing)


@blueprint.get(f"{PREFIX}/find.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(read_question().ask())


def _help(typed: str, missing: str = "") -> str:
    return render_template("find/help.html", typed=typed, detail=missing, instruments=site().service.instruments())


def _results(question: Question, answer: dict[str, Any] | None, missing: str) -> str:
    lang = current()
    return render_template(
        "find/results.html",
        question=question,
        answer=answer,
        missing=missing,
        first=question.limit - RESULTS_A_PAGE,
        pages=min(MOST_PAGES, -(-answer["count"] // RESULTS_A_PAGE)) if answer else 0,
        instruments=[(item["id"], item["citation"][lang]) for item in site().service.instruments() if item["contains"]],
        kinds=[(kind, label[lang]) for kind, label in site().kinds.items()],
        command=search_command(question.text, question.chosen, question.limit, question.day, lang),
    )


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
        raise InputError("the search contains a control character; write plain words")
    return text


def _yes_or_no(name: str) -> bool | None:
    value = _typed(name).lower()
    if value not in YES_OR_NO:
        raise InputError(f'{name} "{printable(value)}" is unknown; choose yes or no')
    return YES_OR_NO[value]


def _page_number() -> int:
    value = _typed("page") or "1"
    if not (value.isascii() and value.isdigit() and len(value) <= 3 and 1 <= int(value) <= MOST_PAGES):
        raise InputError(f'page "{printable(value)}" is no number from 1 to {MOST_PAGES}')
    return int(value)
