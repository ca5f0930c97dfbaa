"""The law: the list of instruments, an instrument with its provisions, and a provision."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import InputError
from analyzer.report import provision_report
from webui.commands import show_command
from webui.dates import AsOf, read_as_of
from webui.errors import Refusal
from webui.language import PREFIX, current
from webui.responses import report, twin
from webui.site import footer_data, site
from webui.view import here, reference_url

blueprint = Blueprint("law", __name__)

Answer = dict[str, Any]


@blueprint.get(f"{PREFIX}/law")
def index() -> str:
    """List the instruments."""
    return render_template("law/index.html", instruments=site().service.instruments())


@blueprint.get(f"{PREFIX}/law.json")
def index_twin() -> Response:
    """Return the instruments."""
    return twin(site().service.instruments())


@blueprint.get(f"{PREFIX}/law/<slug>")
def instrument(slug: str) -> ResponseReturnValue:
    """Show an instrument with its provisions as they stand on the day asked for."""
    as_of = read_as_of()
    answer = _show(slug, as_of)
    if answer["id"] != slug:
        return _canonical(answer)
    page = render_template(
        "law/instrument.html",
        answer=answer,
        as_of=as_of,
        tree=_tree(answer["contains"]),
        command=show_command(answer["id"], as_of.day, current()),
    )
    return page, 400 if as_of.error else 200


@blueprint.get(f"{PREFIX}/law/<slug>/<path>")
def provision(slug: str, path: str) -> ResponseReturnValue:
    """Show a provision as it stands on the day asked for."""
    as_of = read_as_of()
    answer = _show(f"{slug}:{path}", as_of)
    if answer["id"] != f"{slug}:{path}":
        return _canonical(answer)
    if "digest" not in answer:  # A book, chapter or part: its provisions stand on the page of the instrument.
        return redirect(reference_url(answer["instrument"]), 303)
    whole = site().service.show(answer["instrument"], as_of.day)
    order = [entry["id"] for entry in whole["contains"]]
    place = order.index(answer["id"])
    page = render_template(
        "law/provision.html",
        answer=answer,
        instrument=whole,
        as_of=as_of,
        tree=_tree(answer["contains"]),
        holders=_holders(answer["id"], order),
        previous=order[place - 1] if place else None,
        following=order[place + 1] if place + 1 < len(order) else None,
        command=show_command(answer["id"], as_of.day, current()),
    )
    return page, 400 if as_of.error else 200


@blueprint.get(f"{PREFIX}/law/<slug>.json")
@blueprint.get(f"{PREFIX}/law/<slug>/<path>.json")
def twin_of(slug: str, path: str = "") -> Response:
    """Return the service's answer."""
    as_of = read_as_of()
    if as_of.error:
        raise InputError(as_of.line)
    return twin(_show(f"{slug}:{path}" if path else slug, as_of))


@blueprint.get(f"{PREFIX}/law/<slug>.<any(csv,md,html):form>")
@blueprint.get(f"{PREFIX}/law/<slug>/<path>.<any(csv,md,html):form>")
def file_of(slug: str, form: str, path: str = "") -> Response:
    """Return the page as a file."""
    as_of, lang = read_as_of(), current()
    if as_of.error:
        raise InputError(as_of.line)
    answer, wording = _show(f"{slug}:{path}" if path else slug, as_of), site().wordings[lang]
    footer = wording.footer(footer_data(as_of.day), show_command(answer["id"], as_of.day, lang, form))
    name = f"selaras-{answer['id'].replace(':', '-')}-{as_of.day}-{lang}"
    return report(provision_report.lay_out(answer, wording, footer), form, name)


def _show(reference: str, as_of: AsOf) -> Answer:
    """Return what the address names, or refuse it as not found."""
    try:
        return site().service.show(reference, as_of.day)
    except InputError as error:
        raise Refusal(404, gettext("The knowledge base holds nothing at this address."), str(error)) from None


def _canonical(answer: Answer) -> ResponseReturnValue:
    """Send the reader from another spelling of a reference to its own address."""
    if "digest" in answer:
        slug, _, path = answer["id"].partition(":")
        return redirect(here(slug=slug, path=path), 308)
    return redirect(reference_url(answer["id"]), 308)


def _holders(reference: str, order: list[str]) -> list[str]:
    """Return the provisions of the instrument that hold this one, the article first."""
    slug, _, path = reference.partition(":")
    parts = path.split(".")
    holders = (f"{slug}:{'.'.join(parts[:count])}" for count in range(1, len(parts)))
    return [holder for holder in holders if holder in order]


def _tree(entries: list[Answer]) -> list[Answer]:
    """Return the entries, which stand in the order of the text, as a tree by their depth."""
    roots: list[Answer] = []
    open_branches: list[Answer] = []
    for entry in entries:
        node = {**entry, "children": []}
        while open_branches and open_branches[-1]["depth"] >= entry["depth"]:
            open_branches.pop()
        (open_branches[-1]["children"] if open_branches else roots).append(node)
        open_branches.append(node)
    return roots
