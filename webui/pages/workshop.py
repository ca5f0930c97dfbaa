"""The workshop: screens to present, cases to reveal, a quiz, and what to print, all made from the base."""

from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.text import printable
from webui import qr
from webui.dates import AsOf, read_as_of
from webui.errors import Refusal
from webui.language import PREFIX
from webui.responses import twin
from webui.site import footer_data, site

blueprint = Blueprint("workshop", __name__)

Answer = dict[str, Any]

SIZES = ("a4", "a5")
"""The sizes of paper for handouts, the usual one first."""

SIDE_BY_SIDE = "yes"
LONG, VERY_LONG = 150, 320
"""From how many characters on the text of a screen is set smaller, so that it stays on the screen."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Hosts that only this machine reaches, so that no phone can follow a code to them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of every page of the workshop may carry: a day, and whether both languages are shown."""

    as_of: AsOf
    both: bool

    @property
    def kept(self) -> dict[str, str]:
        """What links from page to page hand on."""
        values = {"as_of": self.as_of.typed if "as_of" in request.args else "", "both": SIDE_BY_SIDE * self.both}
        return {name: value for name, value in values.items() if value}


def read_asked() -> Asked:
    """Read from the address what all pages share.

    Raises:
        Refusal: The date cannot be read.
    """
    as_of = read_as_of()
    if as_of.error:
        raise Refusal(400, as_of.error, as_of.line)
    return Asked(as_of, request.args.get("both", "").strip().lower() == SIDE_BY_SIDE)


@blueprint.get(f"{PREFIX}/workshop")
def index() -> str:
    """Say what there is for a workshop, and how to hold one without the internet."""
    asked = read_asked()
    answer = site().service.workshop(asked.as_of.day)
    return render_template(
        "workshop/index.html",
        answer=answer,
        asked=asked,
        screens=_screens(answer),
        patterns=len(site().service.patterns(asked.as_of.day)),
        questions=site().service.quiz(asked.as_of.day, 1)["count"],
        sizes=SIZES,
        code=_code("workshop.index"),
        private=_private(),
    )


@blueprint.get(f"{PREFIX}/workshop.json")
@blueprint.get(f"{PREFIX}/workshop/handout.json", endpoint="handout_twin")
def index_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.workshop(_day_for_twin()))


@blueprint.get(f"{PREFIX}/workshop/present")
def present_first() -> ResponseReturnValue:
    """Lead to the first screen."""
    return redirect(here_with("workshop.present", number=1), 303)


@blueprint.get(f"{PREFIX}/workshop/present/<int:number>")
def present(number: int) -> str:
    """Show one idea in big type."""
    asked = read_asked()
    answer = site().service.workshop(asked.as_of.day)
    screens = _screens(answer)
    if not 1 <= number <= len(screens):
        raise Refusal(404, gettext("There are screens 1 to %(count)s.", count=len(screens)))
    held = next(item for item in answer["chapters"] if screens[number - 1] in item["screens"])
    return render_template(
        "workshop/present.html",
        asked=asked,
        chapter=held,
        screen=screens[number - 1],
        count=len(screens),
        answer=answer,
        length=_length(screens[number - 1]),
    )


@blueprint.get(f"{PREFIX}/workshop/present/<int:number>.json")
def present_twin(number: int) -> Response:
    """Return the screen out of the service's answer."""
    screens = _screens(site().service.workshop(_day_for_twin()))
    if not 1 <= number <= len(screens):
        raise Refusal(404, "", f"there is no screen {number}; choose from 1 to {len(screens)}")
    return twin(screens[number - 1])


@blueprint.get(f"{PREFIX}/workshop/cases")
def cases() -> str:
    """Tell the documented patterns as stories, each with what the screening says of it."""
    asked = read_asked()
    patterns = site().service.patterns(asked.as_of.day)
    return render_template("workshop/cases.html", asked=asked, patterns=patterns, footer=footer_data(asked.as_of.day))


@blueprint.get(f"{PREFIX}/workshop/cases.json")
@blueprint.get(f"{PREFIX}/workshop/cards.json", endpoint="cards_twin")
def cases_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.patterns(_day_for_twin()))


@blueprint.get(f"{PREFIX}/workshop/quiz")
def quiz() -> ResponseReturnValue:
    """Ask one question; once it is answered, say what is right and why."""
    asked = read_asked()
    question = site().service.quiz(asked.as_of.day, _number())
    chosen = request.args.get("answer", "").strip().lower()
    known = [choice["value"] for choice in question["choices"]]
    error = ""
    if chosen and chosen not in known:
        error = gettext('"%(value)s" is not one of the choices.', value=printable(chosen))
    elif "check" in request.args and not chosen:
        error = gettext("Choose one.")
    return (
        render_template(
            "workshop/quiz.html",
            asked=asked,
            question=question,
            chosen="" if error else chosen,
            error=error,
            following=question["number"] % question["count"] + 1,
        ),
        400 if error else 200,
    )


@blueprint.get(f"{PREFIX}/workshop/quiz.json")
def quiz_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.quiz(_day_for_twin(), _number()))


@blueprint.get(f"{PREFIX}/workshop/handout")
def handout() -> ResponseReturnValue:
    """Lay the definitions, the child rule and whom to ask out for paper."""
    asked = read_asked()
    size = request.args.get("size", "").strip().lower() or SIZES[0]
    if size not in SIZES:
        raise Refusal(
            400,
            gettext('"%(value)s" is no size of these handouts; choose A4 or A5.', value=printable(size)),
            f"size must be one of {', '.join(SIZES)}",
        )
    answer = site().service.workshop(asked.as_of.day)
    return render_template(
        "workshop/handout.html",
        asked=asked,
        answer=answer,
        chapters={item["id"]: item for item in answer["chapters"]},
        size=size,
        sizes=SIZES,
        code=_code("workshop.handout", size=size),
        private=_private(),
    )


@blueprint.get(f"{PREFIX}/workshop/cards")
def cards() -> str:
    """Lay cases and elements out as cards to cut."""
    asked = read_asked()
    answer = site().service.workshop(asked.as_of.day)
    return render_template(
        "workshop/cards.html",
        asked=asked,
        answer=answer,
        elements=[item for item in answer["chapters"] if item["screens"][0]["kind"] == "element"],
        patterns=site().service.patterns(asked.as_of.day),
        code=_code("workshop.cards"),
        private=_private(),
    )


def here_with(endpoint: str, **values: Any) -> str:
    """Return the address of another page of the workshop that keeps the day and the languages of this one."""
    kept: dict[str, Any] = {**values, **read_asked().kept}
    return url_for(endpoint, **kept)


def _screens(answer: Answer) -> list[Answer]:
    return list(chain.from_iterable(item["screens"] for item in answer["chapters"]))


def _length(screen: Answer) -> str:
    """Return how long the text of a screen is in its longer language, as a class of its style."""
    longest = max(map(len, screen["text"].values()))
    return "is-very-long" if longest > VERY_LONG else "is-long" if longest > LONG else ""


def _number() -> int:
    typed = request.args.get("n", "").strip() or "1"
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
        raise InputError(
            both('n "{typed}" is no number of a question; write it in digits, such as 7', typed=printable(typed))
        )
    return int(typed)


def _day_for_twin() -> Any:
    as_of = read_as_of()
    if as_of.error:
        raise InputError(as_of.line)
    return as_of.day


def _code(endpoint: str, **values: Any) -> qr.Code:
    """Return the code of the page's own address, without what means nothing to it."""
    address = here_with(endpoint, **values, _external=True)
    if len(address) > qr.LONGEST_ADDRESS:
        abort(414)
    return qr.encode(address)


def _private() -> bool:
    """Tell whether this address is one that no other machine can open."""
    return (urlsplit(request.host_url).hostname or "") in LOOPBACK
