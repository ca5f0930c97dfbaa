"""The data: files to download, how much of them is known in which way, queries, the interface, and the vocabulary."""

from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from analyzer.errors import BusyError, InputError, StoppedError
from analyzer.report import inventory_report
from webui import openapi, sparql
from webui.errors import Refusal
from webui.language import PREFIX, current, told
from webui.responses import FILE, TURTLE, asks_for_turtle, report, turtle, twin
from webui.site import footer_data, site, today

blueprint = Blueprint("data", __name__)

Answer = dict[str, Any]

FILES = {
    "ttl": TURTLE,
    "trig": "application/trig",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "csv": "text/csv",
    "akn.zip": "application/zip",
}
"""The endings of the files on offer, with the media type of each; the ending begins with the format of the export."""

WHOLE = "selaras"
"""The name of the files with the whole base."""

COVERAGE = "selaras check --coverage"
RETRY_AFTER = {"Retry-After": "5"}


@blueprint.get(f"{PREFIX}/data")
def page() -> str:
    """Offer the files, and show how each statement is known."""
    answer = site().service.dataset()
    return render_template(
        "data/page.html",
        answer=answer,
        files=list(FILES),
        whole=WHOLE,
        titles={item["id"]: item["title"] for item in site().instruments},
        footer=footer_data(today()),
    )


@blueprint.get(f"{PREFIX}/data.json")
def page_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.dataset())


@blueprint.get(f"{PREFIX}/data.{FILE}")
def page_file(form: str) -> Response:
    """Return how each statement is known as a file."""
    wording = site().wordings[current()]
    document = inventory_report.lay_out(site().service.inventory(), wording, f"{COVERAGE} --lang {current()}")
    return report(document, form, f"{WHOLE}-coverage-{current()}")


@blueprint.get(f"{PREFIX}/data/files/<name>.<any({','.join(FILES)}):form>")
def download(name: str, form: str) -> Response:
    """Return the whole base, or one instrument, as a file."""
    try:
        content = site().export(None if name == WHOLE else name, form.partition(".")[0])
    except InputError as error:
        raise Refusal(404, gettext("The knowledge base holds nothing at this address."), error.text) from None
    response = Response(content, mimetype=FILES[form])
    response.headers.set("Content-Disposition", "attachment", filename=f"{_file_name(name)}.{form}")
    return response


@blueprint.get(f"{PREFIX}/data/CITATION.cff")
def citation() -> Response:
    """Return how the data are cited, in the Citation File Format."""
    response = Response(site().service.citation_file(), mimetype="application/yaml")
    response.headers.set("Content-Disposition", "attachment", filename="CITATION.cff")
    return response


@blueprint.get(f"{PREFIX}/data/sparql")
def sparql_page() -> ResponseReturnValue:
    """Ask for a query, and show its rows; a program that asks for rows only gets them here too."""
    asked = sparql.read_asked()
    wanted = sparql.media_type_wanted(request.accept_mimetypes) if "query" in request.args else ""
    if wanted:
        response = sparql_twin() if sparql.MEDIA_TYPES[wanted] == "json" else sparql_table()
        response.mimetype = wanted
        response.vary.add("Accept")
        response.add_etag(weak=True)
        return response
    groups = sparql.examples(today())
    typed = sparql.written(asked.example, groups) if asked.example and not asked.query else asked.query
    answer, problem, status = None, None, 200
    if "query" in request.args:
        try:
            answer = asked.ask()
        except InputError as error:
            problem, status = error, 503 if isinstance(error, StoppedError | BusyError) else 400
    response = make_response(
        render_template(
            "data/sparql.html",
            typed=typed,
            chosen=next((item for group in groups.values() for item in group if item["name"] == asked.example), None),
            groups=groups,
            answer=answer,
            problem=sparql.explained(problem) if problem else "",
            detail=told(problem) if problem else "",
            limits=sparql,
            longest=site().service.longest_query,
            prefixes=site().service.prefixes(),
            footer=footer_data(today()),
        ),
        status,
    )
    response.vary.add("Accept")
    if status == 503:
        response.headers.update(RETRY_AFTER)
    return response


@blueprint.get(f"{PREFIX}/data/sparql.json")
def sparql_twin() -> Response:
    """Return the rows in the SPARQL 1.1 Query Results JSON Format; without a query, the examples."""
    if "query" not in request.args:
        return twin(site().service.example_queries(today()))
    return twin(sparql.answered(sparql.read_asked()))


@blueprint.get(f"{PREFIX}/data/sparql.csv")
def sparql_table() -> Response:
    """Return the rows as CSV."""
    text = site().service.sparql_as(sparql.answered(sparql.read_asked()), "csv")
    response = Response(text, mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename="selaras-query.csv")
    return response


@blueprint.get(f"{PREFIX}/data/api")
def api() -> str:
    """Describe the interface for other programs."""
    return render_template("data/api.html", described=openapi.describe(current()), footer=footer_data(today()))


@blueprint.get(f"{PREFIX}/data/api.json")
def api_twin() -> Response:
    """Return the description of the interface, in the words of the page's language."""
    return twin(openapi.describe(current()))


@blueprint.get("/openapi.json")
def api_description() -> Response:
    """Return the description of the interface at the address where programs look for it."""
    return twin(openapi.describe("en"))


@blueprint.get(f"{PREFIX}/vocabulary")
def vocabulary() -> ResponseReturnValue:
    """Explain the classes and properties, or state them as linked data."""
    if asks_for_turtle():
        response = vocabulary_turtle()
        response.headers["Content-Location"] = url_for("data.vocabulary_turtle")
        response.set_etag(site().data["sha256"][:32], weak=True)
    else:
        answer = site().service.declared()
        page = render_template("data/vocabulary.html", answer=answer, footer=footer_data(today()))
        response = make_response(page)
    response.vary.add("Accept")
    return response


@blueprint.get(f"{PREFIX}/vocabulary.json")
def vocabulary_twin() -> Response:
    """Return the service's answer."""
    return twin(site().service.declared())


@blueprint.get(f"{PREFIX}/vocabulary.ttl")
def vocabulary_turtle() -> Response:
    """Return what the base states of its vocabulary."""
    return turtle(site().service.declared_turtle())


def _file_name(name: str) -> str:
    return f"{WHOLE}-{site().data['version']}" if name == WHOLE else f"{WHOLE}-{name}"
