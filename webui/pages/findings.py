"""Findings: how national law stands to each criterion, as a list to filter, and one page for each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.report import criteria_report
from analyzer.report.criteria_report import STATUSES
from analyzer.text import printable
from webui.commands import findings_command
from webui.dates import AsOf, read_as_of
from webui.errors import Refusal
from webui.language import PREFIX, current
from webui.responses import FILE, LINKED_DATA, linked_data_asked, report, twin
from webui.site import site
from webui.view import here, number

blueprint = Blueprint("findings", __name__)

Answer = dict[str, Any]

FILTERS = ("pillar", "obligation", "status", "children")
"""The filters by their names in the address."""

YES_OR_NO = {"": None, "yes": True, "no": False}
"""Whether only criteria particular to children are asked for, or only the others."""

MOST_PARTS = 3
"""The most parts of a demand that one line names."""

LONGEST_LINE = 190
"""Characters of a reason that stands in one line."""


@dataclass(frozen=True, slots=True)
class Question:
    """The filters of a list on a day, empty where there is none."""

    as_of: AsOf
    pillar: str
    obligation: str
    status: str
    children: str

    @property
    def chosen(self) -> Answer:
        """The filters as the service takes them.

        Raises:
            InputError: The date cannot be read, or ``children`` is neither yes nor no.
        """
        if self.as_of.error:
            raise InputError(self.as_of.line)
        if self.children not in YES_OR_NO:
            raise InputError(both('children "{value}" is unknown; choose yes or no', value=printable(self.children)))
        return dict(
            pillar=self.pillar or None,
            obligation=self.obligation or None,
            status=self.status or None,
            child=YES_OR_NO[self.children],
        )

    @property
    def asked(self) -> dict[str, str]:
        """What stands in the address of the list, its date only where one was named."""
        values = {name: getattr(self, name) for name in FILTERS}
        values["as_of"] = self.as_of.typed if "as_of" in request.args else ""
        return {name: value for name, value in values.items() if value}

    def ask(self) -> Answer:
        """Return the service's answer.

        Raises:
            InputError: The date or a filter cannot be understood.
        """
        return site().findings(self.as_of.day, **self.chosen)


def read_question() -> Question:
    """Read the filters from the address."""
    return Question(read_as_of(), *(request.args.get(name, "").strip().lower() for name in FILTERS))


def choices() -> Answer:
    """Return what each filter can be set to, as pairs of value and label in the language of the page."""
    lang, wording = current(), site().wordings[current()]
    return {
        **{
            name: [(term["value"], term["label"][lang]) for term in terms]
            for name, terms in site().criterion_terms.items()
        },
        "status": [(value, wording.status(value)) for value in STATUSES],
        "children": [("yes", gettext("about children")), ("no", gettext("not particular to children"))],
    }


@blueprint.get(f"{PREFIX}/findings")
def page() -> str:
    """List the findings that pass the filters, by pillar."""
    question = read_question()
    if question.as_of.error:
        raise Refusal(400, question.as_of.error, question.as_of.line)
    answer = question.ask()
    by_pillar = groupby(answer["findings"], lambda finding: finding["pillar"])
    return render_template(
        "findings/list.html",
        question=question,
        answer=answer,
        choices=choices(),
        groups=[(pillar, [(finding, in_short(finding)) for finding in rows]) for pillar, rows in by_pillar],
        command=findings_command(question.as_of.day, current(), **question.chosen),
    )


@blueprint.get(f"{PREFIX}/findings.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(read_question().ask())


@blueprint.get(f"{PREFIX}/findings.{FILE}")
def page_file(form: str) -> Response:
    """Return the list with all reasons as a file."""
    question, lang = read_question(), current()
    command = findings_command(question.as_of.day, lang, form, **question.chosen)
    document = criteria_report.lay_out(question.ask(), site().wordings[lang], command)
    return report(document, form, f"selaras-findings-{question.as_of.day}-{lang}")


@blueprint.get(f"{PREFIX}/findings/<criterion>")
def finding(criterion: str) -> ResponseReturnValue:
    """Show one finding with all that stands behind and beside it."""
    if form := linked_data_asked():
        return _told_by_what_is_liked(redirect(url_for("findings.linked", criterion=criterion, form=form), 303))
    as_of = read_as_of()
    if as_of.error:
        raise Refusal(400, as_of.error, as_of.line)
    answer = _ask(criterion, as_of)
    notation = answer["finding"]["criterion"]
    if notation != criterion:
        return redirect(here(criterion=notation), 308)
    page = render_template(
        "findings/finding.html",
        answer=answer,
        finding=answer["finding"],
        as_of=as_of,
        parts=_alike(answer["finding"]["parts"]),
        command=findings_command(as_of.day, current(), criteria=[notation]),
    )
    return _told_by_what_is_liked(make_response(page))


@blueprint.get(f"{PREFIX}/findings/<criterion>.json")
def finding_twin(criterion: str) -> Response:
    """Return the service's answer."""
    return twin(_ask(criterion, read_as_of()))


@blueprint.get(f"{PREFIX}/findings/<criterion>.<any({','.join(LINKED_DATA)}):form>")
def linked(criterion: str, form: str) -> Response:
    """Return what the base states of the criterion as linked data."""
    service, iri = site().service, _ask(criterion, read_as_of())["iri"]
    return Response(service.turtle(iri) if form == "ttl" else service.json_ld(iri), mimetype=LINKED_DATA[form])


@blueprint.get(f"{PREFIX}/findings/<criterion>.{FILE}")
def finding_file(criterion: str, form: str) -> Response:
    """Return the finding as a file."""
    as_of, lang = read_as_of(), current()
    notation = _ask(criterion, as_of)["finding"]["criterion"]
    answer = site().findings(as_of.day, criteria=(notation,))
    command = findings_command(as_of.day, lang, form, criteria=[notation])
    document = criteria_report.lay_out(answer, site().wordings[lang], command)
    return report(document, form, f"selaras-{notation}-{as_of.day}-{lang}")


@blueprint.get(f"{PREFIX}/findings/rules/<name>.rq")
def rule(name: str) -> Response:
    """Return the query of a rule, as text that every browser shows."""
    return Response(_rule(name)["query"], mimetype="text/plain")


@blueprint.get(f"{PREFIX}/findings/rules/<name>.json")
def rule_twin(name: str) -> Response:
    """Return the service's answer."""
    return twin(_rule(name))


def in_short(finding: Mapping[str, Any]) -> str:
    """Return in one line why a finding is what it is: which parts of the demand are not met, or met only in part."""
    lang = current()
    if not finding["parts"]:
        return _first_words(finding["reason"][lang])
    by_degree: dict[str, list[str]] = {}
    for part in finding["parts"]:
        by_degree.setdefault(part["degree"], []).append(part["label"][lang])
    met = sum(len(by_degree.get(degree, ())) for degree in ("met", "beyond"))
    whole = len(finding["parts"])
    lines = []
    if "missing" in by_degree:
        lines.append(gettext("Not met: %(parts)s.", parts=_some(by_degree["missing"])))
    if "arguable" in by_degree:
        lines.append(gettext("Only in part, or arguably: %(parts)s.", parts=_some(by_degree["arguable"])))
    if not lines:
        return str(gettext("Met: %(parts)s.", parts=_some(by_degree.get("met", []) + by_degree.get("beyond", []))))
    if met:
        lines.append(gettext("Met: %(count)s of %(whole)s parts.", count=number(met), whole=number(whole)))
    return " ".join(lines)


def _told_by_what_is_liked(response: BaseResponse) -> BaseResponse:
    """Tell caches that this address answers by what the request likes best, a page or linked data."""
    response.vary.add("Accept")
    return response


def _some(labels: Sequence[str]) -> str:
    """Return the first few labels, and how many more there are."""
    if len(labels) <= MOST_PARTS + 1:
        return "; ".join(labels)
    rest = gettext("and %(count)s more", count=number(len(labels) - MOST_PARTS))
    return "; ".join([*labels[:MOST_PARTS], rest])


def _first_words(text: str) -> str:
    """Return a text cut to one line between two words, with an ellipsis where something follows."""
    if len(text) <= LONGEST_LINE:
        return text
    return text[:LONGEST_LINE].rsplit(" ", 1)[0].rstrip(",;:") + "\N{HORIZONTAL ELLIPSIS}"


def _alike(parts: Sequence[Answer]) -> list[tuple[str, list[Answer]]]:
    """Return the parts of a demand by degree, the worst first; those that rest on the same grounds are one."""
    degrees = ("missing", "arguable", "met", "beyond")
    found: dict[str, dict[str, Answer]] = {degree: {} for degree in degrees}
    for part in parts:
        together = found[part["degree"]].setdefault(
            repr((part["national"], part["reasons"], part["asked"])),
            {"asked": part["asked"], "labels": [], "national": part["national"], "reasons": part["reasons"]},
        )
        together["labels"].append(part["offence"] or part["label"])
    return [(degree, list(grounds.values())) for degree, grounds in found.items() if grounds]


def _ask(criterion: str, as_of: AsOf) -> Answer:
    """Return the service's answer on one criterion, or refuse it as not found.

    Raises:
        InputError: The date cannot be read, or lies before the base begins.
    """
    if as_of.error:
        raise InputError(as_of.line)
    notation = criterion.upper()
    if notation not in site().service.policy.criteria:
        raise Refusal(
            404,
            gettext("There is no criterion at this address; the list shows all of them."),
            "there is no such criterion",
        )
    return site().finding(notation, as_of.day)


def _rule(name: str) -> Answer:
    try:
        return site().service.rule(name)
    except InputError as error:
        raise Refusal(404, gettext("There is no rule at this address."), error.text) from None
