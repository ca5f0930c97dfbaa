"""The law: the list of instruments, an instrument with its table of contents, and a provision with all around it."""

import hashlib
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import InputError
from analyzer.report import provision_report
from webui.commands import show_command
from webui.dates import AsOf, read_as_of
from webui.errors import Refusal
from webui.language import PREFIX, current
from webui.responses import FILE, LINKED_DATA, linked_data_asked, report, twin
from webui.site import footer_data, site
from webui.view import here, holds, reference_url

blueprint = Blueprint("law", __name__)

Answer = dict[str, Any]

LINKED = f"<any({','.join(LINKED_DATA)}):form>"
"""The ending of the address of a resource as linked data, as part of a route."""

FEW_ARTICLES = 24
"""Up to how many articles a table of contents stands open."""

FEW_CRITERIA = 8
"""Up to how many criteria a list of them stands open."""

MOST_NEAR = 9
"""How many provisions near to one that is not held are offered."""

FEW_DIFFERENCES = 2
"""Up to how many rows in which a definition or offence differs from the one before it are told alone."""

ELEMENTS = {
    "act": "acts",
    "means": "means",
    "purpose": "purposes",
    "age": "victim",
    "citizenship": "citizenship",
    "route": "route",
    "stage": "stage",
}
"""Under which key an encoding tells its terms on each dimension."""

FURTHER = ("family", "furtherElement", "readWith", "confirmation")
"""What an encoding tells beside its elements."""


@blueprint.get(f"{PREFIX}/law")
def index() -> ResponseReturnValue:
    """List the instruments: treaties first, then the law at home by its form."""
    as_of = read_as_of()
    groups: dict[str, list[Answer]] = {}
    for instrument in site().instruments:
        treaty = instrument["jurisdiction"] != site().home
        groups.setdefault("treaty" if treaty else instrument["form"], []).append(instrument)
    page = render_template("law/index.html", groups=groups, as_of=as_of, day=as_of.day.isoformat())
    return page, 400 if as_of.error else 200


@blueprint.get(f"{PREFIX}/law.json")
def index_twin() -> Response:
    """Return the instruments."""
    return twin(site().service.instruments())


@blueprint.get(f"{PREFIX}/law/<slug>")
def instrument(slug: str) -> ResponseReturnValue:
    """Show an instrument with its table of contents as it stands on the day asked for."""
    as_of = read_as_of()
    answer = _show(slug, as_of)
    if answer["id"] != slug:
        return _canonical(answer)
    if form := linked_data_asked():
        return _negotiated(_linked(answer, form), url_for("law.linked", slug=slug, form=form))
    contents = _contents(answer, as_of.day.isoformat())
    page = render_template(
        "law/instrument.html",
        answer=answer,
        as_of=as_of,
        day=as_of.day.isoformat(),
        contents=contents,
        citations={item["id"]: item["citation"] for item in site().instruments},
        short=sum(entry["depth"] == 0 for entry in answer["contains"]) <= FEW_ARTICLES,
        command=show_command(answer["id"], as_of.day, current()),
    )
    return _page(page, as_of)


@blueprint.get(f"{PREFIX}/law/<slug>/<path>")
def provision(slug: str, path: str) -> ResponseReturnValue:
    """Show a provision as it stands on the day asked for."""
    as_of = read_as_of()
    answer = _show(f"{slug}:{path}", as_of)
    if answer["id"] != f"{slug}:{path}":
        return _canonical(answer)
    if "digest" not in answer:  # A book, chapter or part: its provisions stand on the page of the instrument.
        return redirect(f"{reference_url(answer['instrument'])}#{path}", 303)
    if form := linked_data_asked():
        return _negotiated(_linked(answer, form), url_for("law.linked", slug=slug, path=path, form=form))
    _link_first_only(answer)
    page = render_template(
        "law/provision.html",
        answer=answer,
        instrument=next(item for item in site().instruments if item["id"] == answer["instrument"]),
        as_of=as_of,
        tree=_tree(answer["contains"]),
        encodings=_in_short(answer["definitions"] + answer["offences"]),
        elements=ELEMENTS,
        roles=_by_role(answer["criteria"]),
        few=FEW_CRITERIA,
        both=request.args.get("both") == "1",
        command=show_command(answer["id"], as_of.day, current()),
    )
    return _page(page, as_of)


@blueprint.get(f"{PREFIX}/law/<slug>/")
@blueprint.get(f"{PREFIX}/law/<slug>/<path:rest>")
def beyond(slug: str, rest: str = "") -> ResponseReturnValue:
    """Lead to the address without its last slashes; below a provision there is nothing, but that provision is near."""
    if not rest or rest.endswith("/"):
        return redirect(reference_url(f"{slug}:{rest.rstrip('/')}"), 308)
    nearest = _show(f"{slug}:{rest.partition('/')[0]}", read_as_of())["id"]
    raise Refusal(404, gettext("The knowledge base holds nothing at this address."), near=(nearest,))


@blueprint.get(f"{PREFIX}/law/<slug>.json")
@blueprint.get(f"{PREFIX}/law/<slug>/<path>.json")
def twin_of(slug: str, path: str = "") -> Response:
    """Return the service's answer."""
    as_of = read_as_of()
    if as_of.error:
        raise InputError(as_of.line)
    return twin(_show(f"{slug}:{path}" if path else slug, as_of))


@blueprint.get(f"{PREFIX}/law/<slug>.{LINKED}")
@blueprint.get(f"{PREFIX}/law/<slug>/<path>.{LINKED}")
def linked(slug: str, form: str, path: str = "") -> Response:
    """Return what the base states: of a provision, or of an instrument with all its provisions."""
    return _linked(_show(f"{slug}:{path}" if path else slug, read_as_of()), form)


@blueprint.get(f"{PREFIX}/law/<slug>.akn.zip")
def akoma_ntoso(slug: str) -> Response:
    """Return the Akoma Ntoso documents of an instrument, in both languages."""
    answer = _show(slug, read_as_of())
    if not answer["contains"]:
        raise Refusal(404, gettext("The knowledge base holds this instrument, but none of its provisions."))
    response = Response(site().service.export(answer["id"], "akn"), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"selaras-{answer['id']}.akn.zip")
    return response


@blueprint.get(f"{PREFIX}/law/<slug>.{FILE}")
@blueprint.get(f"{PREFIX}/law/<slug>/<path>.{FILE}")
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
        near = tuple(site().service.near(reference)[:MOST_NEAR])
        raise Refusal(404, gettext("The knowledge base holds nothing at this address."), error.text, near) from None


def _canonical(answer: Answer) -> ResponseReturnValue:
    """Send the reader from another spelling of a reference to its own address."""
    if "digest" in answer:
        slug, _, path = answer["id"].partition(":")
        return redirect(here(slug=slug, path=path), 308)
    return redirect(reference_url(answer["id"]), 308)


def _page(page: str, as_of: AsOf) -> Response:
    """Return a page of a resource that is also there as linked data."""
    response = Response(page, 400 if as_of.error else 200)
    response.vary.add("Accept")
    return response


def _linked(answer: Answer, form: str) -> Response:
    """Return what the base states of the resource that `answer` is about, in the RDF format `form`."""
    service = site().service
    if "dates" in answer:
        stated: bytes | str = service.export(answer["id"], form)
    else:
        stated = service.turtle(answer["iri"]) if form == "ttl" else service.json_ld(answer["iri"])
    return Response(stated, mimetype=LINKED_DATA[form])


def _negotiated(response: Response, address: str) -> Response:
    """Return linked data that was asked for at the address of a page, with its own address and tag."""
    response.headers["Content-Location"] = address
    response.vary.add("Accept")
    response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:32], weak=True)
    return response


def _link_first_only(answer: Answer) -> None:
    """Link each glossary term once a page and language: where it first stands, in the provision or its parts."""
    for lang in answer["digestParts"]:
        linked: set[str] = set()
        for entry in (answer, *answer["contains"]):
            parts = [
                {**part, "term": None if part["term"] in linked else part["term"]}
                for part in entry["digestParts"][lang]
            ]
            entry["digestParts"] = {**entry["digestParts"], lang: parts}
            linked.update(part["term"] for part in parts if part["term"])


def _in_short(encodings: list[Answer]) -> list[tuple[Answer, str | None, set[str]]]:
    """Return each encoding with the reference of the first, where they are almost alike, and the rows to tell of it."""
    told: list[tuple[Answer, str | None, set[str]]] = []
    for encoding in encodings:
        rows = _rows(encoding)
        first = _rows(encodings[0])
        unlike = {name for name, row in rows.items() if row != first[name]}
        alike = encoding is not encodings[0] and len(unlike) <= FEW_DIFFERENCES
        told.append((encoding, encodings[0]["provision"], unlike) if alike else (encoding, None, set(rows)))
    return told


def _rows(encoding: Answer) -> Answer:
    """Return what an encoding tells, by row: its terms and readings on each dimension, and the rest."""
    elements = {
        dimension: (
            encoding[key],
            dimension in encoding["unrestricted"],
            [reading for reading in encoding["readings"] if reading["dimension"] == dimension],
        )
        for dimension, key in ELEMENTS.items()
    }
    return elements | {name: encoding[name] for name in FURTHER}


def _by_role(criteria: list[Answer]) -> dict[str, list[Answer]]:
    """Return the criteria by the way in which they use a provision."""
    roles: dict[str, list[Answer]] = {}
    for item in criteria:
        roles.setdefault(item["role"], []).append(item)
    return roles


def _contents(answer: Answer, day: str) -> list[Answer]:
    """Return the articles of an instrument as they stand in its divisions, in the order of the text.

    An article is an entry with ``standing``: "in", "part" where some of its parts are not in force on `day`, or "out".
    """
    articles: dict[str, Answer] = {}
    for node in _tree(answer["contains"]):
        inside = _flat(node["children"])
        part = any(not holds(entry["inForce"], day) for entry in inside)
        standing = "out" if not holds(node["inForce"], day) else "part" if part else "in"
        articles[node["id"]] = {**node, "standing": standing}

    def division(branch: Answer) -> Answer:
        held = [articles.pop(reference) for reference in branch["contains"] if reference in articles]
        return {**branch, "articles": held, "divisions": [division(inner) for inner in branch["divisions"]]}

    order = list(articles)
    divisions = [division(branch) for branch in answer["divisions"]]
    placed = [(order.index(first), branch) for branch in divisions if (first := _first(branch))]
    placed += [(order.index(reference), article) for reference, article in articles.items()]
    return [node for _, node in sorted(placed, key=lambda pair: pair[0])]


def _first(branch: Answer) -> str:
    """Return the first article in a division or in those inside it; empty where it holds none."""
    if branch["articles"]:
        return str(branch["articles"][0]["id"])
    return next((first for inner in branch["divisions"] if (first := _first(inner))), "")


def _flat(nodes: list[Answer]) -> list[Answer]:
    return [entry for node in nodes for entry in (node, *_flat(node["children"]))]


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
