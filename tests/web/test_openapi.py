"""The description of the interface: complete, current, and kept by the answers."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance
from schemathesis.specs.openapi.schemas import OpenApiSchema

from webui import openapi

PAGES = Path(openapi.__file__).parent
READ = re.compile(r'(?:args\.get(?:list)?|_typed|_yes_or_no|read_day)\("(\w+)"')
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
PLAIN = {"Accept-Encoding": "identity"}
NOT_FOR_PROGRAMS = {"answer", "both", "example", "size", "step"}
"""Fields that change how a page looks, and nothing in its twin."""


def described(client: FlaskClient) -> dict[str, Any]:
    answer: dict[str, Any] | None = client.get("/openapi.json").json
    assert answer is not None
    return answer


def test_every_twin_is_described_and_every_described_address_exists(app: Flask, client: FlaskClient) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.endswith(".json") and "lang" in rule.arguments]
    addresses = {re.sub(r"<[^>]*?(\w+)>", r"{\1}", rule.rule) for rule in rules}
    assert set(described(client)["paths"]) == addresses
    with app.test_request_context("/en/"):
        assert set(openapi.operations()) == {rule.endpoint for rule in rules}, "say what each route is about"


def test_every_field_that_a_page_reads_is_described(app: Flask) -> None:
    read = {name for path in PAGES.rglob("*.py") for name in READ.findall(path.read_text(encoding="utf-8"))}
    with app.test_request_context("/en/"):
        fields = openapi.parameters("en")
        used = {name for operation in openapi.operations().values() for name in operation.fields}
    assert read - NOT_FOR_PROGRAMS <= set(fields)
    assert used == set(fields), "no field is described for nothing"


def test_the_choices_come_from_the_base(app: Flask, client: FlaskClient) -> None:
    held = {
        parameter["name"]: parameter["schema"]
        for item in described(client)["paths"].values()
        for parameter in item["get"]["parameters"]
    }
    vocabulary = app.extensions["selaras"].vocabulary["dimensions"]
    assert held["act"]["items"]["enum"] == [term["value"] for term in vocabulary["act"]["terms"]]
    assert held["instrument"]["enum"] == [item["id"] for item in app.extensions["selaras"].instruments]


def test_operations_have_names_of_their_own_and_summaries_in_both_languages(client: FlaskClient) -> None:
    english, indonesian = (client.get(f"/{lang}/data/api.json").json for lang in ("en", "id"))
    assert english == described(client)
    assert indonesian is not None
    names = [item["get"]["operationId"] for item in described(client)["paths"].values()]
    assert len(names) == len(set(names))
    for path, item in described(client)["paths"].items():
        assert item["get"]["summary"] != indonesian["paths"][path]["get"]["summary"], path


@pytest.fixture(scope="module")
def schema(app: Flask) -> OpenApiSchema:
    """The description as schemathesis reads it, which refuses one that is not valid."""
    loaded: OpenApiSchema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    loaded.validate()
    return loaded


def test_the_examples_are_answered_as_described(schema: OpenApiSchema) -> None:
    for operation in operations(schema):
        given_examples: dict[str, dict[str, Any]] = {"path": {}, "query": {}}
        for parameter in operation.definition.raw["parameters"]:
            given_examples[parameter["in"]][parameter["name"]] = parameter["example"]
        if operation.path.endswith("/compare/{kind}.json"):
            given_examples["query"] |= {"first": "2020-01-01", "second": "2026-11-21"}
        case = operation.Case(path_parameters=given_examples["path"], query=given_examples["query"])
        response = case.call(headers=PLAIN)
        assert response.status_code == 200, (operation.path, response.text)
        case.validate_response(response, checks=CHECKS)


def test_no_question_makes_the_server_fail(schema: OpenApiSchema) -> None:
    for operation in operations(schema):

        @settings(
            max_examples=2,
            derandomize=True,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Case[Any]) -> None:
            case.call_and_validate(checks=CHECKS, headers=PLAIN)

        ask()


def operations(schema: OpenApiSchema) -> Iterator[Any]:
    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        yield found.ok()
