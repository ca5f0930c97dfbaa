"""What if: the worked drafts that come with the base, and what each would open or close.

Only those: a draft is a Turtle file that is laid over the whole base, and the pages take no uploads.
"""

from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from analyzer.report import reform_report
from webui.commands import policy_command
from webui.errors import Refusal
from webui.language import PREFIX, current
from webui.responses import report, twin
from webui.site import footer_data, site, today

blueprint = Blueprint("whatif", __name__)


@blueprint.get(f"{PREFIX}/whatif")
def index() -> str:
    """Show the drafts as cards."""
    return render_template("whatif/index.html", drafts=site().drafts, footer=footer_data(today()))


@blueprint.get(f"{PREFIX}/whatif.json")
def index_twin() -> Response:
    """Return the drafts."""
    return twin(site().drafts)


@blueprint.get(f"{PREFIX}/whatif/<name>")
def page(name: str) -> str:
    """Show what the draft would change."""
    answer = _ask(name)
    command = policy_command("whatif", [name], date.fromisoformat(answer["asOf"]), current())
    return render_template("whatif/page.html", name=name, answer=answer, command=command)


@blueprint.get(f"{PREFIX}/whatif/<name>.json")
def page_twin(name: str) -> Response:
    """Return the service's answer."""
    return twin(_ask(name))


@blueprint.get(f"{PREFIX}/whatif/<name>.<any(csv,md,html):form>")
def page_file(name: str, form: str) -> Response:
    """Return what the draft would change as a file."""
    answer, lang = _ask(name), current()
    command = policy_command("whatif", [name], date.fromisoformat(answer["asOf"]), lang, form)
    document = reform_report.lay_out_draft(answer, site().wordings[lang], command)
    return report(document, form, f"selaras-whatif-{name}-{answer['asOf']}-{lang}")


def _ask(name: str) -> dict[str, Any]:
    known = [draft["name"] for draft in site().drafts]
    if name not in known:
        line = gettext("There is no draft of this name; the list of drafts shows those that come with the base.")
        raise Refusal(404, line, f"there is no shipped draft of this name; choose from {', '.join(known)}")
    return site().whatif(name, today())
