"""Queries of users: read-only SPARQL 1.1 over the loaded base, nothing fetched, nothing written, nothing endless.

A query is judged and run in a process that is ended when it takes too long; see `analyzer.sandbox`.
"""

import csv
import io
import json
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from analyzer.criteria.reader import derive_links
from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.iris import PREFIXES
from analyzer.queries import Queries
from analyzer.sandbox import Answerer
from analyzer.store import Store

Answer = dict[str, Any]

LONGEST_QUERY = 20_000
"""Characters a query may have."""

_ESCAPED_CHARACTER = re.compile(r"\\u", re.IGNORECASE)
_LINE_BREAK = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class Question:
    """A query of a user, and how many rows and characters its answer may have; as many as there are when None."""

    text: str
    most_rows: int | None = None
    most_characters: int | None = None


def open_base(root: Path, extra: Path | None) -> Answerer:
    """Load the base below `root`, with the Turtle of `extra` on top, and return what answers a `Question` from it.

    Queries also see the links that rules derive from the data, as the project's own queries do.

    Raises:
        DataError: A file is unreadable.
    """
    store = Store.load(root, extra)
    derive_links(store, Queries(root))
    refuse_unsafe("SELECT * {}")  # the parser builds its grammar once, which is no part of the first question
    return partial(evaluate, store)


def evaluate(store: Store, question: Question) -> Answer:
    """Return the rows of a query in the SPARQL 1.1 Query Results JSON Format.

    Beside the keys of the standard, ``truncated`` tells whether rows were left out because there are too many.

    Raises:
        InputError: The query is malformed, an update, calls another server, or selects nothing.
    """
    refuse_unsafe(question.text)
    columns, bindings = store.bindings(question.text, derived=True)
    rows: list[dict[str, Any]] = []
    characters, truncated = 0, False
    for row in bindings:
        characters += sum(len(text) for term in row.values() for text in term.values())
        truncated = (question.most_rows is not None and len(rows) >= question.most_rows) or (
            question.most_characters is not None and characters > question.most_characters
        )
        if truncated:
            break
        rows.append(row)
    return {"head": {"vars": list(columns)}, "results": {"bindings": rows}, "truncated": truncated}


def printed(answer: Answer, output: str) -> str:
    """Return an answer of `evaluate` in the format `output`: ``text``, ``json`` or ``csv``."""
    if output == "json":
        return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
    columns = answer["head"]["vars"]
    table = [tuple(row[name]["value"] if name in row else "" for name in columns) for row in _rows(answer)]
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


def _rows(answer: Answer) -> list[Answer]:
    rows: list[Answer] = answer["results"]["bindings"]
    return rows


def refuse_unsafe(text: str) -> None:
    """Refuse what is no read-only query over this base alone.

    Raises:
        InputError: The query is too long, malformed, an update, names other graphs, or calls a SERVICE.
    """
    from pyparsing import ParseBaseException, ParseResults
    from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
    from rdflib.plugins.sparql.parserutils import CompValue

    if len(text) > LONGEST_QUERY:
        raise InputError(both("the query is longer than {longest} characters; shorten it", longest=LONGEST_QUERY))
    # The parser that judges the query must read it as the engine does that runs it. They differ in two things: where
    # an escaped character is put in, and whether a carriage return alone ends a comment.
    if _ESCAPED_CHARACTER.search(text):
        raise InputError(both("a query may not hold \\u escapes; write the character itself"))
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
            raise InputError(
                both("the query is not valid SPARQL near line {line}; a query begins with SELECT", line=line)
            ) from None
        raise InputError(both("the query is an update; the base is read-only, begin with SELECT")) from None
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, CompValue):
            if node.name == "ServiceGraphPattern":
                raise InputError(both("SERVICE calls another server; a query may only use the base itself"))
            if node.name == "DatasetClause":
                raise InputError(both("FROM names another graph; leave it out, the base is one graph"))
            pending.extend(node.values())
        elif isinstance(node, list | tuple | ParseResults):
            pending.extend(node)
