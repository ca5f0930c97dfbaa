"""Screening: the facts of one case in plain words, and what every definition and offence says of them.

The case lives in the address alone; nothing is stored.
"""

from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from analyzer.errors import InputError
from analyzer.report import screening_report
from webui import case_form
from webui.case_form import CaseForm
from webui.commands import case_command
from webui.dates import AsOf, read_as_of
from webui.language import PREFIX, current
from webui.responses import report, twin
from webui.site import site

blueprint = Blueprint("screen", __name__)


@blueprint.get(f"{PREFIX}/screen")
def form() -> str:
    """Ask for the facts; an address with facts in it fills them in."""
    return _form(case_form.read(request.args, site().vocabulary), read_as_of())


@blueprint.get(f"{PREFIX}/screen.json")
def form_twin() -> Response:
    """Return the vocabulary behind the form."""
    return twin(site().vocabulary)


@blueprint.get(f"{PREFIX}/screen/result")
def result() -> ResponseReturnValue:
    """Show the verdict and what it rests on, or the form again with what is missing."""
    filled, as_of = case_form.read(request.args, site().vocabulary), read_as_of()
    errors = case_form.check(filled, site().vocabulary)
    if as_of.error:
        errors["as_of"] = as_of.error
    if errors:
        return _form(replace(filled, errors=errors), as_of), 400
    answer = _ask(filled, as_of)
    return render_template(
        "screen/result.html",
        answer=answer,
        opened=[(slug, list(entries)) for slug, entries in groupby(answer["opens"], itemgetter("instrument"))],
        titles={item["id"]: item["citation"] for item in site().instruments},
        command=case_command(answer["case"], as_of.day, current()),
    )


@blueprint.get(f"{PREFIX}/screen/result.json")
def result_twin() -> Response:
    """Return the service's answer."""
    return twin(_ask(case_form.read(request.args, site().vocabulary), read_as_of()))


@blueprint.get(f"{PREFIX}/screen/result.<any(csv,md,html):form>")
def result_file(form: str) -> Response:
    """Return the result as a file."""
    as_of, lang = read_as_of(), current()
    answer = _ask(case_form.read(request.args, site().vocabulary), as_of)
    command = case_command(answer["case"], as_of.day, lang, form)
    document = screening_report.lay_out(answer, site().wordings[lang], command)
    return report(document, form, f"selaras-case-{as_of.day}-{lang}")


def _form(filled: CaseForm, as_of: AsOf) -> str:
    least, greatest = case_form.bounds(site().vocabulary)
    return render_template(
        "screen/form.html", filled=filled, as_of=as_of, least=least, greatest=greatest, several=case_form.SEVERAL
    )


def _ask(filled: CaseForm, as_of: AsOf) -> dict[str, Any]:
    """Return the service's answer.

    Raises:
        InputError: A fact is missing or cannot be understood.
    """
    if as_of.error:
        raise InputError(as_of.line)
    facts = site().service.facts(filled.values, filled.age, filled.circumstances)
    return site().service.screen(facts, as_of.day)
