"""The gap report: how national law stands to the treaties in short, and the whole analysis of their elements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import InputError
from analyzer.report import gap_report
from analyzer.report.render import PICTURED
from analyzer.text import printable
from webui.commands import gaps_command
from webui.dates import AsOf, read_as_of
from webui.errors import Refusal
from webui.language import PREFIX, current
from webui.pages.findings import choices, in_short
from webui.responses import FILE, report, twin
from webui.site import site

blueprint = Blueprint("gaps", __name__)

WORST_FIRST = ("gap", "partial", "not-assessed", "aligned", "exceeds")

BOTH = "both"
"""The value that asks for every class of victims."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader asks: the treaties, all when empty, and the class of victims on a day."""

    as_of: AsOf
    victim: str
    against: tuple[str, ...]

    @property
    def day(self) -> date:
        """The day whose law is asked about."""
        return self.as_of.day

    def ask(self) -> dict[str, Any]:
        """Return the service's answer.

        Raises:
            InputError: The date, a treaty or the class of victims cannot be understood.
        """
        if self.as_of.error:
            raise InputError(self.as_of.line)
        return site().gaps(self.day, self.against or None, self.victim)


def read_question() -> Question:
    """Read the question from the address; treaties may be repeated or joined by commas, as on the command line."""
    named = [slug.strip().lower() for value in request.args.getlist("against") for slug in value.split(",")]
    return Question(
        as_of=read_as_of(),
        victim=request.args.get("victim", "").strip().lower() or BOTH,
        against=tuple(slug for slug in named if slug),
    )


@blueprint.get(f"{PREFIX}/gaps")
def page() -> ResponseReturnValue:
    """Say in short how the law stands to all criteria and to the elements of the treaties."""
    question = read_question()
    if question.victim != BOTH or question.against:
        asked = {name: request.args.getlist(name) for name in ("as_of", "victim", "against")}
        return redirect(url_for("gaps.cases", **asked), 303)  # type: ignore[arg-type]
    if question.as_of.error:
        raise Refusal(400, question.as_of.error, question.as_of.line)
    answer = question.ask()
    return render_template(
        "gaps/summary.html",
        question=question,
        answer=answer,
        children=[
            (finding, in_short(finding)) for finding in _worst_first(answer["findings"]) if finding["childSpecific"]
        ],
        obligations=site().criterion_terms["obligation"],
        choices=choices(),
        command=_command(question, ""),
    )


@blueprint.get(f"{PREFIX}/gaps/cases")
def cases() -> ResponseReturnValue:
    """Show the whole analysis of the elements, under the form that asks for another."""
    question = read_question()
    treaties = site().gaps(question.day)["treaties"]
    classes = vocabulary_of_victims()
    errors = _errors(question, [treaty["instrument"] for treaty in treaties], [*classes, BOTH])
    if errors:
        page = render_template("gaps/cases.html", question=question, treaties=treaties, classes=classes, errors=errors)
        return page, 400
    return render_template(
        "gaps/cases.html",
        question=question,
        treaties=treaties,
        classes=classes,
        errors={},
        answer=question.ask(),
        command=_command(question, ""),
    )


@blueprint.get(f"{PREFIX}/gaps.json")
@blueprint.get(f"{PREFIX}/gaps/cases.json", endpoint="cases_twin")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(read_question().ask())


@blueprint.get(f"{PREFIX}/gaps.{FILE}")
@blueprint.get(f"{PREFIX}/gaps/cases.{FILE}", endpoint="cases_file")
def page_file(form: str) -> Response:
    """Return the report as a file."""
    question, lang = read_question(), current()
    answer = question.ask()
    criteria = tuple(row["criterion"] for row in answer["findings"])
    timeline = site().timeline(question.day, criteria=criteria) if criteria and form in PICTURED else None
    document = gap_report.lay_out(answer, site().wordings[lang], _command(question, form), timeline)
    return report(document, form, f"selaras-gaps-{question.day}-{lang}")


def vocabulary_of_victims() -> list[str]:
    """Return the classes of victims, the child first as the vocabulary orders them."""
    return [term["value"] for term in site().vocabulary["dimensions"]["age"]["terms"]]


def _worst_first(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return findings with those first that ask for most attention, in each status in the order of the criteria."""
    return sorted(findings, key=lambda finding: WORST_FIRST.index(finding["status"]))


def _command(question: Question, form: str) -> str:
    return gaps_command(question.day, question.victim, question.against, current(), form)


def _errors(question: Question, treaties: list[str], classes: list[str]) -> dict[str, str]:
    """Return for each field that cannot be understood one line in the reader's language."""
    errors = {"as_of": question.as_of.error} if question.as_of.error else {}
    if question.victim not in classes:
        errors["victim"] = gettext('"%(value)s" is not one of the choices.', value=printable(question.victim))
    unknown = [slug for slug in question.against if slug not in treaties]
    if unknown:
        errors["against"] = gettext('"%(value)s" is not one of the choices.', value=printable(unknown[0]))
    return errors
