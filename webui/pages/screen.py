"""Screening: the facts of one case in plain words, and what every definition and offence says of them.

The case lives in the address alone; nothing is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import InputError
from analyzer.report import screening_report
from webui import case_form
from webui.case_form import CaseForm, Step
from webui.commands import case_command
from webui.dates import AsOf, read_as_of, read_day
from webui.errors import Refusal
from webui.language import PREFIX, current
from webui.responses import FILE, page_or_turtle, report, turtle, twin
from webui.site import footer_data, site, today
from webui.view import screen_url

blueprint = Blueprint("screen", __name__)

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """The facts of a case as filled in, and the day whose law is applied to them."""

    filled: CaseForm
    as_of: AsOf

    def checked(self, day_asked: bool) -> CaseForm:
        """Return the form with a line for each field that is missing or wrong.

        The day is missed only where it was asked for (`day_asked`): an address that names none means today.
        """
        errors = case_form.check(self.filled, site().vocabulary)
        if self.as_of.error:
            errors[case_form.DAY] = self.as_of.error
        elif day_asked and not self.filled.day:
            errors[case_form.DAY] = gettext("Give the day; the law may have changed since. A likely day will do.")
        return replace(self.filled, errors=errors)

    @property
    def facts(self) -> Any:
        """The facts as the service takes them.

        Raises:
            InputError: A fact is missing or cannot be understood, or the day cannot be read.
        """
        if self.as_of.error:
            raise InputError(self.as_of.line)
        return site().service.facts(self.filled.values, self.filled.age, self.filled.circumstances)


def read_question() -> Question:
    """Read the facts and the day from the address."""
    return Question(case_form.read(request.args, site().vocabulary), read_as_of())


# --- The form ---------------------------------------------------------------------------------------------------------


@blueprint.get(f"{PREFIX}/screen")
def form() -> ResponseReturnValue:
    """Ask for the facts, all on one page or one step a page; an address with facts in it fills them in."""
    question = read_question()
    if "step" not in request.args:
        return _form(question.filled, question.as_of)
    steps = case_form.steps(site().vocabulary)
    number = _number("step", len(steps) + 1)
    checked = question.checked(day_asked=True)
    left = steps[_number("from", len(steps)) - 1] if "from" in request.args else None
    if left is not None and left.number < number:
        wrong = {name: line for name, line in checked.errors.items() if name in left.fields}
        if wrong:
            return _step(steps, left, replace(checked, errors=wrong), question.as_of), 400
    if number > len(steps):
        return render_template("screen/review.html", steps=steps, filled=checked, as_of=question.as_of)
    return _step(steps, steps[number - 1], question.filled, question.as_of)


@blueprint.get(f"{PREFIX}/screen.json")
def form_twin() -> Response:
    """Return the vocabulary behind the form."""
    return twin(site().vocabulary)


def _number(name: str, most: int) -> int:
    typed = request.args[name]
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4 and 1 <= int(typed) <= most):
        line = gettext("The form has no step of this number; it begins with step 1.")
        raise Refusal(400, line, f"{name} must be a number from 1 to {most}")
    return int(typed)


def _form(filled: CaseForm, as_of: AsOf) -> str:
    return render_template(
        "screen/form.html",
        steps=case_form.steps(site().vocabulary),
        patterns=site().patterns(today()),
        **_asked(filled, as_of),
    )


def _step(steps: tuple[Step, ...], step: Step, filled: CaseForm, as_of: AsOf) -> str:
    return render_template("screen/step.html", steps=steps, step=step, **_asked(filled, as_of))


def _asked(filled: CaseForm, as_of: AsOf) -> Answer:
    """Return what the fields of the form are laid out from."""
    return {
        "filled": filled,
        "as_of": as_of,
        "bounds": case_form.bounds(site().vocabulary),
        "several": case_form.SEVERAL,
        "spared": {item["dimension"]: item["text"] for item in site().service.spared(as_of.day)},
    }


# --- Ready cases ------------------------------------------------------------------------------------------------------


@blueprint.get(f"{PREFIX}/screen/patterns")
def patterns() -> Response:
    """Show the documented patterns as cases that can be screened as they are, or changed first."""
    as_of = read_as_of()
    if as_of.error:
        raise Refusal(400, as_of.error, as_of.line)
    values = {"patterns": site().patterns(as_of.day), "as_of": as_of, "footer": footer_data(as_of.day)}
    return page_or_turtle(lambda: render_template("screen/patterns.html", **values), url_for("screen.patterns_turtle"))


@blueprint.get(f"{PREFIX}/screen/patterns.ttl")
def patterns_turtle() -> Response:
    """Return what the base states of every pattern."""
    return turtle(site().service.turtle(*(item["iri"] for item in site().patterns(today()))))


@blueprint.get(f"{PREFIX}/screen/patterns.json")
def patterns_twin() -> Response:
    """Return the service's answer."""
    as_of = read_as_of()
    if as_of.error:
        raise InputError(as_of.line)
    return twin(site().patterns(as_of.day))


# --- The result -------------------------------------------------------------------------------------------------------


@blueprint.get(f"{PREFIX}/screen/result")
def result() -> ResponseReturnValue:
    """Show the verdict and what it rests on, or the form again with what is missing."""
    question = read_question()
    checked = question.checked(day_asked=case_form.DAY in request.args)
    if checked.errors:
        return _form(checked, question.as_of), 400
    facts, day = question.facts, question.as_of.day
    answer, around = site().service.screen(facts, day), site().service.around(facts, day)
    address = screen_url("screen.result", answer["case"], answer["asOf"])
    changes, wording = _changes(around["neighbours"], answer["verdict"]), site().wordings[current()]
    return render_template(
        "screen/result.html",
        answer=answer,
        around=around,
        elements={item["provision"]: item for item in around["offences"]},
        alike=_alike(around["offences"]),
        rules=screening_report.shared_rules(answer),
        told=[rule["basis"] for rule in answer["rules"] if len(rule["appliedTo"]) > 1],
        day_named=bool(question.filled.day),
        future=day > today(),
        changes=changes,
        unmoved=[wording.dimension(item["dimension"]).lower() for item in changes if not item["verdicts"]],
        opened=[
            (item["label"], [entry for entry in answer["opens"] if entry["need"] == item["id"]])
            for item in answer["needs"]
        ],
        doubts=screening_report.doubts(answer["results"]),
        treaties={item["id"] for item in site().instruments if item["jurisdiction"] != site().home},
        earlier=_before_the_last_change(around["history"], answer["asOf"]),
        query=question.filled.query(case_form.DAY),
        address=request.host_url.rstrip("/") + address,
        command=case_command(answer["case"], day, current()),
    )


@blueprint.get(f"{PREFIX}/screen/result.json")
def result_twin() -> Response:
    """Return the service's answer."""
    question = read_question()
    return twin(site().service.screen(question.facts, question.as_of.day))


@blueprint.get(f"{PREFIX}/screen/around.json")
def around_twin() -> Response:
    """Return what the service says beside the screening: what would change it, and what bears on it."""
    question = read_question()
    return twin(site().service.around(question.facts, question.as_of.day))


@blueprint.get(f"{PREFIX}/screen/result.{FILE}")
def result_file(form: str) -> Response:
    """Return the result as a file."""
    question, lang = read_question(), current()
    day = question.as_of.day
    answer = site().service.screen(question.facts, day)
    command = case_command(answer["case"], day, lang, form)
    document = screening_report.lay_out(answer, site().wordings[lang], command)
    return report(document, form, f"selaras-case-{day}-{lang}")


def _alike(offences: list[Answer]) -> dict[str, Answer]:
    """Return for an offence the first one of the same article before it, where most of their elements are the same."""
    found: dict[str, Answer] = {}
    for number, offence in enumerate(offences):
        article, inside, _ = offence["provision"].rpartition(".")
        for earlier in offences[:number] if inside else ():
            same = [row for row in offence["elements"] if row in earlier["elements"]]
            if earlier["provision"].rpartition(".")[0] == article and 2 * len(same) > len(offence["elements"]):
                found[offence["provision"]] = earlier
                break
    return found


def _changes(neighbours: list[Answer], verdict: str) -> list[Answer]:
    """Return by dimension which single facts would change the verdict, to which, and which would not."""
    found = []
    for dimension, rows in groupby(neighbours, itemgetter("dimension")):
        verdicts: dict[str, list[Answer]] = {}
        for row in rows:
            verdicts.setdefault(row["verdict"], []).append(row)
        same = verdicts.pop(verdict, [])
        found.append({"dimension": dimension, "verdicts": verdicts, "same": same})
    return sorted(found, key=lambda change: not change["verdicts"])


def _before_the_last_change(history: list[Answer], day: str) -> str:
    """Return the day before the law last changed for the case, as of `day` (ISO); empty where it never did."""
    changes = [span["from"] for span in history[1:] if span["from"] <= day]
    return (date.fromisoformat(changes[-1]) - timedelta(days=1)).isoformat() if changes else ""


# --- Two days ---------------------------------------------------------------------------------------------------------


@blueprint.get(f"{PREFIX}/screen/compare")
def compare() -> ResponseReturnValue:
    """Show the same case under the law of two days, the earlier one first."""
    question, other = read_question(), read_day("other")
    checked = question.checked(day_asked=False)
    if checked.errors:
        return _form(checked, question.as_of), 400
    if other.error:
        raise Refusal(400, other.error, other.line)
    return render_template(
        "screen/compare.html",
        answer=_compared(question, other),
        as_of=question.as_of,
        query=question.filled.query(case_form.DAY),
    )


@blueprint.get(f"{PREFIX}/screen/compare.json")
def compare_twin() -> Response:
    """Return the service's answer."""
    return twin(_compared(read_question(), read_day("other")))


def _compared(question: Question, other: AsOf) -> Mapping[str, Any]:
    """Return how the screening differs on the two days.

    Raises:
        InputError: A fact is missing, or a day cannot be read.
    """
    if other.error:
        raise InputError(other.line)
    first, second = sorted((question.as_of.day, other.day))
    return site().service.screen_days(question.facts, first, second)
