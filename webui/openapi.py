"""What other programs can ask: the JSON twins of the pages, described in OpenAPI 3.1.

The addresses come from the routes of the application, the choices from the knowledge base. Only what a page is about,
and which fields it reads, is written down here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import force_locale, gettext
from werkzeug.routing import Rule

from analyzer.filters import NAMED
from analyzer.report.criteria_report import STATUSES
from webui.site import site, today

Answer = dict[str, Any]

VERSION = "3.1.0"
ENDING = ".json"

ANSWER = {"type": ["object", "array"]}
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {"error": {"type": "string"}},
    "additionalProperties": False,
}
"""The schemas of an answer, which the page of each question shows, and of a refusal, which is one line in English."""

_VARIABLE = re.compile(r"<(?:(\w+)(?:\((.*?)\))?:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Operation:
    """A question: what it asks, the names of the fields in its address, and examples for the parts of its path."""

    summary: str
    fields: tuple[str, ...] = ()
    examples: Mapping[str, str] | None = None


def describe(lang: str) -> Answer:
    """Return the description of the interface in the words of `lang`."""
    with force_locale(lang):
        known, fields = operations(), parameters(lang)
        return {
            "openapi": VERSION,
            "info": {
                "title": "Selaras",
                "version": site().data["version"],
                "description": gettext(
                    "Law on trafficking in persons in Indonesia, held against its treaties. Everything can only be "
                    "read, without a key. Every page has a twin in JSON at its own address with .json at the end; "
                    "texts in it are in both languages. Not legal advice."
                ),
                "license": {"name": "CC-BY-4.0", "identifier": "CC-BY-4.0"},
            },
            "servers": [{"url": "/"}],
            "paths": {_path(rule): {"get": _operation(rule, known.get(rule.endpoint), fields)} for rule in routes()},
            "components": {"schemas": {"Error": ERROR}},
        }


def routes() -> Iterator[Rule]:
    """Yield the routes that answer in JSON, in the order of their addresses."""
    rules = (
        rule for rule in current_app.url_map.iter_rules() if rule.rule.endswith(ENDING) and "lang" in rule.arguments
    )
    yield from sorted(rules, key=lambda rule: rule.rule)


def operations() -> dict[str, Operation]:
    """Return what each route in JSON is about, by its endpoint."""
    instrument = next(item for item in site().instruments if item["contains"])
    article = instrument["contains"][0]["id"].partition(":")[2]
    law = {"slug": instrument["id"], "path": article}
    criteria = site().findings(today())["findings"]
    rule = next(row["rule"] for row in criteria if row["rule"])
    term = site().service.glossary()[0]
    case = ("act", "means", "purpose", "age", "citizenship", "route", "stage", "circumstance", "as_of")
    filters = (*NAMED, "children", "in_force", "as_of", "page")
    return {
        "home.page_twin": Operation(gettext("The figures of the first page")),
        "find.page_twin": Operation(gettext("Provisions and terms that fit some words"), ("q", *filters)),
        "law.index_twin": Operation(gettext("The laws and treaties that the base holds")),
        "law.twin_of": Operation(gettext("A law, a treaty, or one of its provisions"), ("as_of",), law),
        "questions.page_twin": Operation(gettext("Questions of law with their answers")),
        "elements.page_twin": Operation(gettext("Act, means and purpose in each instrument"), ("as_of",)),
        "glossary.page_twin": Operation(gettext("The glossary")),
        "glossary.term_twin": Operation(gettext("A term of the glossary"), (), {"slug": term["id"]}),
        "glossary.schemes_twin": Operation(gettext("The lists of concepts")),
        "gaps.page_twin": Operation(gettext("The gap report"), ("as_of", "victim", "against")),
        "gaps.cases_twin": Operation(gettext("The cases of the gap report"), ("as_of", "victim", "against")),
        "findings.page_twin": Operation(
            gettext("Findings that pass some filters"), ("pillar", "obligation", "status", "child", "as_of")
        ),
        "findings.finding_twin": Operation(
            gettext("A finding with its evidence"), ("as_of",), {"criterion": criteria[0]["criterion"]}
        ),
        "findings.rule_twin": Operation(gettext("A rule that judges criteria"), (), {"name": rule}),
        "timeline.page_twin": Operation(gettext("The days on which an answer changed"), ("criterion", "as_of")),
        "whatif.index_twin": Operation(gettext("The drafts that come with the base")),
        "whatif.page_twin": Operation(
            gettext("What a draft would change"), (), {"name": site().drafts[0]["name"] if site().drafts else ""}
        ),
        "compare.index_twin": Operation(gettext("What can be compared")),
        "compare.page_twin": Operation(gettext("A comparison of two of a kind"), ("first", "second", "as_of")),
        "challenges.page_twin": Operation(gettext("Challenges in practice beside the law"), ("as_of",)),
        "score.page_twin": Operation(gettext("Our findings beside those of others"), ("as_of",)),
        "screen.form_twin": Operation(gettext("The questions on a case, with their choices")),
        "screen.patterns_twin": Operation(gettext("Ready cases with what the law says of them"), ("as_of",)),
        "screen.result_twin": Operation(gettext("What the law says of the facts of a case"), case),
        "screen.around_twin": Operation(gettext("What bears on a case, and what would change the result"), case),
        "screen.compare_twin": Operation(gettext("The same case on two days"), (*case, "other")),
        "workshop.index_twin": Operation(gettext("The screens of the workshop"), ("as_of",)),
        "workshop.handout_twin": Operation(gettext("What the handout is made from"), ("as_of",)),
        "workshop.present_twin": Operation(gettext("One screen of the workshop"), ("as_of",), {"number": "1"}),
        "workshop.cards_twin": Operation(gettext("What the cards are made from"), ("as_of",)),
        "workshop.cases_twin": Operation(gettext("Documented patterns with their screening"), ("as_of",)),
        "workshop.quiz_twin": Operation(gettext("A question of the quiz"), ("n", "as_of")),
        "data.page_twin": Operation(gettext("The data set and how each statement is known")),
        "data.sparql_twin": Operation(gettext("The rows of a query; the example queries without one"), ("query",)),
        "data.api_twin": Operation(gettext("This description")),
        "data.vocabulary_twin": Operation(gettext("The classes and properties of the vocabulary")),
        "about.page_twin": Operation(gettext("A text about Selaras, in both languages")),
    }


def parameters(lang: str) -> dict[str, Answer]:
    """Return what each field of an address may hold, by its name."""
    vocabulary = site().vocabulary["dimensions"]
    treaties = [treaty["instrument"] for treaty in site().gaps(today())["treaties"]]
    slugs = [item["id"] for item in site().instruments]
    criteria = [row["criterion"] for row in site().findings(today())["findings"]]
    terms = {name: [term["value"] for term in dimension["terms"]] for name, dimension in vocabulary.items()}
    years = [year for term in vocabulary["age"]["terms"] for year in term["years"]]
    known = [item["value"] for item in site().vocabulary["circumstances"] if not item["implied"]]
    chosen = {name: [term["value"] for term in held] for name, held in site().criterion_terms.items()}
    yes_or_no = _one_of(("yes", "no"))
    asking = {"type": "string", "maxLength": site().service.longest_query}
    age = {"type": "integer", "minimum": min(years), "maximum": max(years)}
    facts = {
        **{name: _several(terms[name], True) for name in ("act", "means", "purpose")},
        **{name: {**_one_of(terms[name]), "required": True} for name in ("citizenship", "route", "stage")},
    }
    fields = {
        "as_of": _field({"type": "string", "format": "date"}, today().isoformat()),
        "other": _field({"type": "string", "format": "date"}, today().isoformat()),
        "victim": _one_of((*terms["age"], "both")),
        "against": _several(treaties),
        **{name: _one_of(values) for name, values in chosen.items()},
        "status": _one_of(STATUSES),
        "child": yes_or_no,
        "children": yes_or_no,
        "in_force": yes_or_no,
        "q": {**_field({"type": "string", "minLength": 1, "maxLength": 200}, _word(lang))},
        **{name: _one_of(known) for name, known in site().service.choices.items()},
        "instrument": _one_of(slugs),
        "page": _field({"type": "integer", "minimum": 1, "maximum": 100}, 1),
        "criterion": _several(criteria),
        "first": {**_field({"type": "string"}, slugs[0]), "required": True},
        "second": {**_field({"type": "string"}, slugs[1]), "required": True},
        **facts,
        "age": {**_field(age, min(years)), "required": True},
        "circumstance": _several(known),
        "n": _field({"type": "integer", "minimum": 1}, 1),
        "query": _field(asking, "SELECT ?law { ?law a sel:Instrument }"),
    }
    said = _meanings(lang)
    return {name: {"name": name, "in": "query", "description": said[name], **field} for name, field in fields.items()}


def _word(lang: str) -> str:
    """Return a word that is worth looking for."""
    return str(site().service.glossary()[0]["label"][lang])


def _meanings(lang: str) -> dict[str, str]:
    several = gettext("may be repeated")
    labels = {name: site().wordings[lang].dimension(name) for name in site().vocabulary["dimensions"]}
    repeated = {name: f"{labels[name]}; {several}" for name in ("act", "means", "purpose")}
    return {
        **labels,
        **repeated,
        "as_of": gettext("The day as of which the law is asked about; today when left out"),
        "other": gettext("The other day; today when left out"),
        "victim": gettext("The class of victims"),
        "against": "; ".join((gettext("The treaties to hold the law against"), several)),
        "pillar": gettext("The subject of the criterion"),
        "obligation": gettext("How firmly the criterion demands"),
        "status": gettext("How the law stands to the criterion"),
        "child": gettext("Whether it is about children"),
        "children": gettext("Whether it is about children"),
        "in_force": gettext("Whether it is in force on the day"),
        "q": gettext("A citation, or some words; with a filter it may be left out"),
        "instrument": gettext("The law or treaty"),
        "kind": gettext("What the provision does"),
        "topic": gettext("What the provision is about"),
        "modality": gettext("How strongly the provision binds"),
        "bearer": gettext("Whom the provision binds or empowers"),
        "beneficiary": gettext("Whom the provision serves"),
        "page": gettext("The results up to this page, twenty a page"),
        "criterion": "; ".join((gettext("The criterion"), several)),
        "first": gettext("One side: a date, an instrument or a provision"),
        "second": gettext("The other side, of the same kind"),
        "circumstance": "; ".join((gettext("A circumstance of the case"), several)),
        "n": gettext("The number of the question"),
        "query": gettext("A query in SPARQL that begins with SELECT"),
    }


def _path(rule: Rule) -> str:
    return _VARIABLE.sub(lambda variable: f"{{{variable[3]}}}", rule.rule)


def _operation(rule: Rule, operation: Operation | None, fields: Mapping[str, Answer]) -> Answer:
    operation = operation or Operation(rule.endpoint)
    named = [_part(variable, operation) for variable in _VARIABLE.finditer(rule.rule)]
    return {
        "operationId": re.sub(r"\W+", "-", _path(rule).removesuffix(ENDING)).strip("-"),
        "summary": operation.summary,
        "tags": [str(rule.endpoint).partition(".")[0]],
        "parameters": [*named, *(fields[name] for name in operation.fields)],
        "responses": {
            "200": {"description": gettext("The answer"), "content": _json(ANSWER)},
            "default": {
                "description": gettext("Why there is no answer, and what would be right"),
                "content": _json({"$ref": "#/components/schemas/Error"}),
            },
        },
    }


def _part(variable: re.Match[str], operation: Operation) -> Answer:
    """Describe a part of a path, as its route restricts it."""
    converter, among, name = variable.groups()
    part = {"name": name, "in": "path", "required": True}
    if converter == "any":
        return {**part, **_one_of(value.strip("'") for value in among.split(","))}
    example = (operation.examples or {}).get(name, "")
    if converter == "int":
        return {**part, **_field({"type": "integer", "minimum": 0}, int(example or 0))}
    return {**part, **_field({"type": "string", "pattern": "^[^/]+$"}, example)}


def _field(schema: Answer, example: str | int) -> Answer:
    return {"schema": schema, "example": example}


def _one_of(values: Iterable[str]) -> Answer:
    held = list(values)
    return _field({"type": "string", "enum": held}, held[0])


def _several(values: Iterable[str], required: bool = False) -> Answer:
    held = list(values)
    schema = {"type": "array", "items": {"type": "string", "enum": held}, "uniqueItems": True}
    if required:
        schema["minItems"] = 1
    return {"schema": schema, "example": held[:1], "required": required}


def _json(schema: Answer) -> Answer:
    return {"application/json": {"schema": schema}}
