"""About Selaras: how it decides, what it is, how to report an error in it, and how to lay a draft over it."""

from flask import Blueprint, Response, render_template

from webui import texts
from webui.language import PREFIX, current
from webui.responses import twin
from webui.site import footer_data, site, today

blueprint = Blueprint("about", __name__)


@blueprint.get(f"{PREFIX}/method")
def method() -> str:
    """Say how findings come about."""
    return _page("method")


@blueprint.get(f"{PREFIX}/about")
def about() -> str:
    """Say what Selaras is, for whom, and under which licence."""
    return _page("about")


@blueprint.get(f"{PREFIX}/report-an-error")
def report() -> str:
    """Say what a report of an error needs."""
    return _page("report-an-error")


@blueprint.get(f"{PREFIX}/write-a-draft")
def write_a_draft() -> str:
    """Say how a draft of reform is written."""
    return _page("write-a-draft")


@blueprint.get(f"{PREFIX}/<any(method,about,'report-an-error','write-a-draft'):name>.json")
def page_twin(name: str) -> Response:
    """Return the text in both languages, as Markdown."""
    return twin({"data": site().data, "text": texts.source(name)})


def _page(name: str) -> str:
    return render_template(
        "about/text.html", name=name, text=texts.written(name, current()), footer=footer_data(today())
    )
