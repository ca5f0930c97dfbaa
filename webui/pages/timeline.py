"""The timeline: every day on which an answer changed, what changed, and through which provision."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import InputError
from analyzer.report import pictures, timeline_report
from analyzer.report.extra import installed
from analyzer.text import printable
from webui.commands import policy_command
from webui.dates import AsOf, read_as_of
from webui.errors import Refusal
from webui.language import PREFIX, current
from webui.responses import report, twin
from webui.site import site

blueprint = Blueprint("timeline", __name__)

PLOTTER = "matplotlib"
FEW = 6
"""As many changes of one day stand open; more are folded."""


@dataclass(frozen=True, slots=True)
class Question:
    """The last day of the timeline, and the criteria it is about, all when empty."""

    as_of: AsOf
    criteria: tuple[str, ...]

    @property
    def asked(self) -> dict[str, Any]:
        """What stands in the address."""
        return {"criterion": list(self.criteria), "as_of": self.as_of.typed if "as_of" in request.args else None}

    def ask(self) -> dict[str, Any]:
        """Return the service's answer.

        Raises:
            InputError: A criterion is unknown, or the day cannot be read or lies before the timeline begins.
        """
        if self.as_of.error:
            raise InputError(self.as_of.line)
        return site().timeline(self.as_of.day, criteria=self.criteria)

    def command(self, form: str = "") -> str:
        """Return the command that gives the same answer."""
        words = [word for name in self.criteria for word in ("--criterion", name)]
        return policy_command("timeline", words, self.as_of.day, current(), form)


def read_question() -> Question:
    """Read the question from the address; criteria may be repeated or joined by commas."""
    named = [name.strip().upper() for value in request.args.getlist("criterion") for name in value.split(",")]
    return Question(read_as_of(), tuple(dict.fromkeys(name for name in named if name)))


@blueprint.get(f"{PREFIX}/timeline")
def page() -> ResponseReturnValue:
    """Show the plot and the days."""
    question = read_question()
    known = {item["criterion"]: item["title"] for item in site().findings(question.as_of.day)["findings"]}
    errors = {"as_of": question.as_of.error} if question.as_of.error else {}
    unknown = [name for name in question.criteria if name not in known]
    if unknown:
        errors["criterion"] = gettext('"%(value)s" is not one of the choices.', value=printable(unknown[0]))
    shared = {"question": question, "known": known, "errors": errors, "few": FEW}
    if errors:
        return render_template("timeline/page.html", **shared), 400
    answer = question.ask()
    return render_template(
        "timeline/page.html",
        **shared,
        answer=answer,
        figure=pictures.statuses_over_time(answer, site().wordings[current()]),
        plotted=installed(PLOTTER),
        cases_move=timeline_report.cases_move,
        command=question.command(),
    )


@blueprint.get(f"{PREFIX}/timeline.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(read_question().ask())


@blueprint.get(f"{PREFIX}/timeline.svg")
def plot() -> Response:
    """Return the plot as an image."""
    question = read_question()
    if not installed(PLOTTER):
        line = gettext("Plots are not installed on this site; the list of days holds the same.")
        raise Refusal(501, line, "plots need matplotlib")
    question.ask()  # A question that cannot be answered says so before anything is drawn.
    return Response(site().plot(current(), question.as_of.day, question.criteria), mimetype="image/svg+xml")


@blueprint.get(f"{PREFIX}/timeline.<any(csv,md,html):form>")
def page_file(form: str) -> Response:
    """Return the timeline as a file."""
    question, lang = read_question(), current()
    document = timeline_report.lay_out(question.ask(), site().wordings[lang], question.command(form))
    return report(document, form, f"selaras-timeline-{question.as_of.day}-{lang}")
