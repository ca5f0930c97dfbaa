"""Queries of users: read-only SPARQL 1.1 over the loaded base, nothing fetched, nothing written."""

import csv
import io
import json
import re
from typing import Any

from analyzer.errors import InputError
from analyzer.iris import PREFIXES
from analyzer.knowledge import Knowledge

LONGEST_QUERY = 20_000
"""Characters a query may have."""

_ESCAPED_CHARACTER = re.compile(r"\\u", re.IGNORECASE)
_LINE_BREAK = re.compile(r"\r\n?")


def run_query(knowledge: Knowledge, text: str, output: str) -> str:
    """Run `text` and return its rows in the format `output` (``text``, ``json`` or ``csv``).

    ``json`` is the SPARQL 1.1 Query Results JSON Format. Our prefixes need not be declared.

    Raises:
        InputError: The query is malformed, an update, or calls another server.
    """
    refuse_unsafe(text)
    columns, rows = knowledge.store.select(text)
    if output == "json":
        # Only the terms themselves tell an IRI from a text, and give a text its language or datatype.
        answer = json.loads(knowledge.store.graph.query(text, initNs=PREFIXES).serialize(format="json") or "{}")
        return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    table = [tuple("" if value is None else str(value) for value in row) for row in rows]
    if output == "csv":
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\r\n").writerows([columns, *table])
        return buffer.getvalue()
    widths = [max(len(cell) for cell in column) for column in zip(columns, *table, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [columns, *table]
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines) + "\n"


def refuse_unsafe(text: str) -> None:
    """Refuse what is no read-only query over this base alone.

    Raises:
        InputError: The query is too long, malformed, an update, names other graphs, or calls a SERVICE.
    """
    from pyparsing import ParseBaseException, ParseResults
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
    from rdflib.plugins.sparql.parserutils import CompValue

    if len(text) > LONGEST_QUERY:
        raise InputError(f"the query is longer than {LONGEST_QUERY} characters; shorten it")
    # The parser that judges the query must read it as the engine does that runs it. They differ in two things: where
    # an escaped character is put in, and whether a carriage return alone ends a comment.
    if _ESCAPED_CHARACTER.search(text):
        raise InputError("a query may not hold \\u escapes; write the character itself")
    text = _LINE_BREAK.sub("\n", text)
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    try:
        tree: Any = parseQuery(declared + text)
    except (ParseBaseException, RecursionError) as error:
        try:
            update: Any = parseUpdate(declared + text)
        except (ParseBaseException, RecursionError):
            update = None
        if update is None or not update.request:
            line = max(getattr(error, "lineno", 0) - len(PREFIXES), 1)
            raise InputError(f"the query is not valid SPARQL near line {line}; a query begins with SELECT") from None
        raise InputError("the query is an update; the base is read-only, begin with SELECT") from None
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, CompValue):
            if node.name == "ServiceGraphPattern":
                raise InputError("SERVICE calls another server; a query may only use the base itself")
            if node.name == "DatasetClause":
                raise InputError("FROM names another graph; leave it out, the base is one graph")
            pending.extend(node.values())
        elif isinstance(node, list | tuple | ParseResults):
            pending.extend(node)
