"""The gap report: where national law falls short of the treaties, goes further, or must be argued."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import InputError
from analyzer.report import gap_report
from webui.commands import gaps_command
from webui.dates import AsOf, printable, read_as_of
from webui.language import PREFIX, current
from webui.responses import report, twin
from webui.site import site

blueprint = Blueprint("gaps", __name__)

BOTH = "both"
"""The value that asks for every class of victims."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the reader asks: the treaties, all when empty, and the class of victims on a day."""

    as_of: AsOf
    victim: str
    against: list[str]

    @property
    def day(self) -> date:
        """The day whose law is asked about."""
        return self.as_of.day

    def ask(self, victim: str | None = None) -> dict[str, Any]:
        """Return the service's answer.

        Raises:
            InputError: The date, a treaty or the class of victims cannot be understood.
        """
        if self.as_of.error:
            raise InputError(self.as_of.line)
        return site().service.gaps(self.day, self.against or None, victim or self.victim)


def read_question() -> Question:
    """Read the question from the address; treaties may be repeated or joined by commas, as on the command line."""
    named = [slug.strip().lower() for value in request.args.getlist("against") for slug in value.split(",")]
    return Question(
        as_of=read_as_of(),
        victim=request.args.get("victim", "").strip().lower() or BOTH,
        against=[slug for slug in named if slug],
    )


@blueprint.get(f"{PREFIX}/gaps")
def page() -> ResponseReturnValue:
    """Show the report, under the form that asks for another."""
    question = read_question()
    treaties = site().service.gaps(question.day)["treaties"]
    classes = vocabulary_of_victims()
    errors = _errors(question, [treaty["instrument"] for treaty in treaties], [*classes, BOTH])
    if errors:
        page = render_template("gaps.html", question=question, treaties=treaties, classes=classes, errors=errors)
        return page, 400
    answer = question.ask()
    shown = classes if question.victim == BOTH else [question.victim]
    return render_template(
        "gaps.html",
        question=question,
        treaties=treaties,
        classes=classes,
        errors={},
        answer=answer,
        figures=[(name, question.ask(name)["cases"]) for name in shown],
        command=gaps_command(question.day, question.victim, question.against, current()),
    )


@blueprint.get(f"{PREFIX}/gaps.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(read_question().ask())


@blueprint.get(f"{PREFIX}/gaps.<any(csv,md,html):form>")
def page_file(form: str) -> Response:
    """Return the report as a file."""
    question, lang = read_question(), current()
    answer = question.ask()
    command = gaps_command(question.day, question.victim, question.against, lang, form)
    document = gap_report.lay_out(answer, site().wordings[lang], command)
    return report(document, form, f"selaras-gaps-{question.day}-{lang}")


def vocabulary_of_victims() -> list[str]:
    """Return the classes of victims, the child first as the vocabulary orders them."""
    return [term["value"] for term in site().vocabulary["dimensions"]["age"]["terms"]]


def _errors(question: Question, treaties: list[str], classes: list[str]) -> dict[str, str]:
    """Return for each field that cannot be understood one line in the reader's language."""
    errors = {"as_of": question.as_of.error} if question.as_of.error else {}
    if question.victim not in classes:
        errors["victim"] = gettext('"%(value)s" is not one of the choices.', value=printable(question.victim))
    unknown = [slug for slug in question.against if slug not in treaties]
    if unknown:
        errors["against"] = gettext('"%(value)s" is not one of the choices.', value=printable(unknown[0]))
    return errors
