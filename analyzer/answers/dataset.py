"""The base as a data set: what it is called, how much it holds, in which files it can be had, and how it is cited."""

import json
from typing import Any

from analyzer.criteria.reader import derived_links
from analyzer.errors import DataError
from analyzer.export import FORMATS, statements_in_file
from analyzer.i18n import both
from analyzer.inventory import inventory
from analyzer.knowledge import Knowledge
from analyzer.queries import Row
from analyzer.rows import text_of

Answer = dict[str, Any]


def dataset(knowledge: Knowledge) -> Answer:
    """Return the description of the data set, its formats, and how much it holds.

    ``statements`` counts the triples of the data, ``statementsInFile`` those of a file of the whole base, which also
    describes itself, and ``statementsInQueries`` those that queries see, with the links that follow from the data.
    """
    described = _described(knowledge)
    counted = inventory(knowledge)
    statements = len(knowledge.store)
    return {
        "data": counted.pop("data"),
        "iri": described["dataset"],
        "title": text_of(described, "title").json(),
        "description": text_of(described, "description").json(),
        "publisher": described["publisher"],
        "license": described["license"],
        "citation": both(
            "{publisher}. {title}. Version {version} [data set]. {address} (SHA-256 {sha256})",
            publisher=described["publisher"],
            title=text_of(described, "title"),
            version=knowledge.version,
            address=described["dataset"],
            sha256=knowledge.sha256,
        ).json(),
        "statements": statements,
        "statementsInFile": statements_in_file(knowledge),
        "statementsInQueries": statements + len(derived_links(knowledge.store, knowledge.queries)),
        "formats": list(FORMATS),
        "coverage": counted,
    }


def citation_file(knowledge: Knowledge) -> str:
    """Return how the data set is cited, in the Citation File Format 1.2.0."""
    described = _described(knowledge)
    title = text_of(described, "title")

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)  # a string of JSON is one of YAML

    lines = (
        "cff-version: 1.2.0",
        f"message: {quoted('Cite the data with their version, and a report with its as-of date too.')}",
        "type: dataset",
        f"title: {quoted(title.en)}",
        f"abstract: {quoted(text_of(described, 'description').en)}",
        "authors:",
        f"  - name: {quoted(described['publisher'])}",
        f"version: {quoted(knowledge.version)}",
        f"license-url: {quoted(described['license'])}",
        f"url: {quoted(described['dataset'])}",
        "identifiers:",
        "  - type: other",
        f"    value: {quoted(f'sha256:{knowledge.sha256}')}",
        f"    description: {quoted('Fingerprint of the data files')}",
    )
    return "\n".join(lines) + "\n"


def _described(knowledge: Knowledge) -> Row:
    row = next(knowledge.queries.rows(knowledge.store, "model/dataset"), None)
    if row is None:
        raise DataError("the base does not describe itself as a dcat:Dataset with title, description and licence")
    return row
