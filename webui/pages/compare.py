"""Comparisons: two dates, two instruments, or two provisions side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.report import comparison_report, reform_report
from analyzer.report.document import Document
from analyzer.report.wording import Wording
from webui.commands import policy_command
from webui.dates import AsOf, read_as_of, read_day
from webui.language import PREFIX, current, told
from webui.responses import report, twin
from webui.site import site, today
from webui.view import here

blueprint = Blueprint("compare", __name__)

Answer = dict[str, Any]

DATES, INSTRUMENTS, PROVISIONS = "dates", "instruments", "provisions"
KINDS = f"<any({DATES},{INSTRUMENTS},{PROVISIONS}):kind>"
LAYOUTS: dict[str, Callable[[Answer, Wording, str], Document]] = {
    DATES: reform_report.lay_out_days,
    INSTRUMENTS: comparison_report.lay_out,
    PROVISIONS: comparison_report.lay_out_provisions,
}


@dataclass(frozen=True, slots=True)
class Question:
    """The two sides as typed, and for instruments and provisions the day; for dates the sides are the days."""

    kind: str
    first: str
    second: str
    as_of: AsOf

    @property
    def asked(self) -> dict[str, str]:
        """What stands in the address."""
        values = {"first": self.first, "second": self.second}
        return values | ({"as_of": self.as_of.typed} if "as_of" in request.args and self.kind != DATES else {})

    def check(self) -> dict[str, str]:
        """Return for each field that is missing or wrong one line in the reader's language."""
        errors = {side: self._error(side) for side in ("first", "second")}
        if self.kind != DATES:
            errors["as_of"] = self.as_of.error
        return {name: line for name, line in errors.items() if line}

    def _error(self, side: str) -> str:
        typed = getattr(self, side)
        if not typed:
            return str(gettext("Fill this in."))
        return read_day(side).error if self.kind == DATES else ""

    def ask(self) -> Answer:
        """Return the service's answer.

        Raises:
            InputError: A side is missing, or cannot be understood or compared.
        """
        service, missing = site().service, [side for side in ("first", "second") if not getattr(self, side)]
        if missing:
            raise InputError(both("{name} is missing; name two to compare, as first and second", name=missing[0]))
        if self.kind == DATES:
            days = [read_day(side) for side in ("first", "second")]
            for day in days:
                if day.error:
                    raise InputError(day.line)
            return site().compare_days(days[0].day, days[1].day)
        if self.as_of.error:
            raise InputError(self.as_of.line)
        compare = service.compare_instruments if self.kind == INSTRUMENTS else service.compare_provisions
        return compare(self.first, self.second, self.as_of.day)

    def command(self, form: str = "") -> str:
        """Return the command that gives the same answer."""
        day = None if self.kind == DATES else self.as_of.day
        return policy_command("compare", [self.first, self.second], day, current(), form)


def read_question(kind: str) -> Question:
    """Read the question from the address."""
    first, second = (request.args.get(side, "").strip() for side in ("first", "second"))
    return Question(kind, first, second, read_as_of())


@blueprint.get(f"{PREFIX}/compare")
def index() -> str:
    """Offer the three comparisons."""
    scope = comparison_report.SCOPE
    return render_template("compare/index.html", choices=_choices(), as_of=read_as_of(), errors={}, scope=scope)


@blueprint.get(f"{PREFIX}/compare.json")
def index_twin() -> Response:
    """Return what can be compared."""
    return twin(_choices())


@blueprint.get(f"{PREFIX}/compare/{KINDS}")
def page(kind: str) -> ResponseReturnValue:
    """Show one comparison under the form that asks for another, or the form with what is wrong in it."""
    question = read_question(kind)
    if not question.first and not question.second:
        return redirect(url_for("compare.index", _anchor=kind), 303)
    errors, refusal, answer = question.check(), "", None
    if not errors:
        try:
            answer = question.ask()
        except InputError as error:
            refusal = told(error)
        else:
            if kind != DATES and (question.first, question.second) != _names(answer):
                first, second = _names(answer)
                return redirect(here(first=first, second=second), 308)
    page = render_template(
        f"compare/{kind}.html",
        question=question,
        as_of=question.as_of,
        choices=_choices(),
        errors=errors,
        refusal=refusal,
        answer=answer,
        command=question.command(),
        titles={item["id"]: item["citation"] for item in site().instruments},
        instruments_of=_by_instrument,
        scope=comparison_report.SCOPE,
        headings=comparison_report.HEADINGS,
        named=comparison_report.NAMED,
        not_in_force=comparison_report.NOT_IN_FORCE,
    )
    return page, 200 if answer else 400


@blueprint.get(f"{PREFIX}/compare/{KINDS}.json")
def page_twin(kind: str) -> Response:
    """Return the service's answer."""
    return twin(read_question(kind).ask())


@blueprint.get(f"{PREFIX}/compare/{KINDS}.<any(csv,md,html):form>")
def page_file(kind: str, form: str) -> Response:
    """Return one comparison as a file."""
    question, lang = read_question(kind), current()
    answer = question.ask()
    document = LAYOUTS[kind](answer, site().wordings[lang], question.command(form))
    return report(document, form, f"selaras-compare-{kind}-{answer['asOf']}-{lang}")


def _by_instrument(entries: list[Answer]) -> list[tuple[str, list[Answer]]]:
    """Return provisions, which stand in the order of their instruments, by the short name of each."""
    return [(slug, list(held)) for slug, held in groupby(entries, lambda entry: str(entry["id"]).partition(":")[0])]


def _names(answer: Answer) -> tuple[str, str]:
    """Return the short forms of the two sides, which stand in the one stable address of the comparison."""
    first, second = (answer[side].get("id") or answer[side]["instrument"] for side in ("first", "second"))
    return first, second


def _choices() -> Answer:
    return site().comparable(today())
