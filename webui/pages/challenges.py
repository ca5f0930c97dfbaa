"""The map of challenges: what practice lacks, by dimension and aspect of the problem, beside what the law says."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from analyzer.errors import InputError
from analyzer.report import challenge_report
from webui.commands import policy_command
from webui.dates import read_as_of
from webui.language import PREFIX, current
from webui.responses import page_or_turtle, report, turtle, twin
from webui.site import site, today

blueprint = Blueprint("challenges", __name__)


@blueprint.get(f"{PREFIX}/map")
def page() -> Response:
    """Show the map."""
    as_of = read_as_of()
    answer = site().service.challenge_map(as_of.day)
    command = policy_command("map", [], as_of.day, current())

    def rendered() -> ResponseReturnValue:
        page = render_template("challenges/page.html", answer=answer, as_of=as_of, command=command)
        return page, 400 if as_of.error else 200

    return page_or_turtle(rendered, url_for("challenges.page_turtle"))


@blueprint.get(f"{PREFIX}/map.json")
def page_twin() -> Response:
    """Return the service's answer."""
    as_of = read_as_of()
    if as_of.error:
        raise InputError(as_of.line)
    return twin(site().service.challenge_map(as_of.day))


@blueprint.get(f"{PREFIX}/map.ttl")
def page_turtle() -> Response:
    """Return what the base states of every challenge."""
    dimensions = site().service.challenge_map(today())["dimensions"]
    aspects = [aspect for dimension in dimensions for aspect in dimension["aspects"]]
    # A challenge stands under each of its aspects.
    challenges = {challenge["iri"] for aspect in aspects for challenge in aspect["challenges"]}
    return turtle(site().service.turtle(*challenges))


@blueprint.get(f"{PREFIX}/map.<any(csv,md,html):form>")
def page_file(form: str) -> Response:
    """Return the map as a file."""
    as_of, lang = read_as_of(), current()
    if as_of.error:
        raise InputError(as_of.line)
    command = policy_command("map", [], as_of.day, lang, form)
    document = challenge_report.lay_out(site().service.challenge_map(as_of.day), site().wordings[lang], command)
    return report(document, form, f"selaras-map-{as_of.day}-{lang}")
