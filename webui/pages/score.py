"""The score: our findings beside those of outside bodies, and every disagreement with both reasons."""

from collections import Counter
from typing import Any

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import InputError
from analyzer.report import score_report
from analyzer.report.extra import installed
from webui.commands import policy_command
from webui.dates import AsOf, read_as_of
from webui.errors import Refusal
from webui.language import PREFIX, current
from webui.responses import report, twin
from webui.site import site

blueprint = Blueprint("score", __name__)

STATISTICS = "statsmodels"


@blueprint.get(f"{PREFIX}/score")
def page() -> ResponseReturnValue:
    """Show agreement and disagreement; where the statistics library is missing, say how to add it."""
    as_of = read_as_of()
    if as_of.error or not installed(STATISTICS):
        page = render_template("score/page.html", as_of=as_of, answer=None, missing=not installed(STATISTICS))
        return page, 400 if as_of.error else 501
    answer = _ask(as_of)
    return render_template(
        "score/page.html",
        as_of=as_of,
        answer=answer,
        because=Counter(row["because"] for row in answer["rows"]),
        reasons=score_report.BECAUSE,
        command=policy_command("score", [], as_of.day, current()),
    )


@blueprint.get(f"{PREFIX}/score.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(_ask(read_as_of()))


@blueprint.get(f"{PREFIX}/score.<any(csv,md,html):form>")
def page_file(form: str) -> Response:
    """Return the comparison as a file."""
    as_of, lang = read_as_of(), current()
    command = policy_command("score", [], as_of.day, lang, form)
    document = score_report.lay_out(_ask(as_of), site().wordings[lang], command)
    return report(document, form, f"selaras-score-{as_of.day}-{lang}")


def _ask(as_of: AsOf) -> dict[str, Any]:
    if as_of.error:
        raise InputError(as_of.line)
    if not installed(STATISTICS):
        line = gettext("The statistics library is not installed on this site.")
        raise Refusal(501, line, "the score needs statsmodels")
    return site().score(as_of.day)
