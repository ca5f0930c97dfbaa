"""The questions of law that the base answers, each with the provisions on which its answer rests."""

from itertools import groupby

from flask import Blueprint, Response, render_template

from webui.language import PREFIX
from webui.responses import twin
from webui.site import site, today

blueprint = Blueprint("questions", __name__)


@blueprint.get(f"{PREFIX}/questions")
def page() -> str:
    """List the questions with their answers, by the letters of their numbers."""
    answer = site().service.questions(today())
    groups = {
        letters: list(asked)
        for letters, asked in groupby(answer["questions"], key=lambda item: item["notation"].rstrip("0123456789"))
    }
    return render_template("law/questions.html", answer=answer, groups=groups)


@blueprint.get(f"{PREFIX}/questions.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.questions(today()))
