"""SPARQL as files: one question a file, below ``ontology/queries/<use>/``, with a header that is a contract.

A header line is ``# key: value``. Every file states its title and question in both languages, its parameters (name and
type, or ``none``) and its columns in order; loading refuses a file that does not, and running refuses other columns.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from analyzer.data import data_files
from analyzer.errors import DataError
from analyzer.store import Parameter, Store

HEADER_KEYS = ("title-en", "title-id", "question-en", "question-id", "parameters", "columns")
_HEADER_LINE = re.compile(r"#\s*([a-z-]+):\s*(.*)")

Row = dict[str, Any]
"""One result: column name to value (`analyzer.store.Value`; untyped, since columns differ from query to query)."""


@dataclass(frozen=True)
class Query:
    """One query file: its name (``use/name``), header and text."""

    name: str
    text: str
    header: Mapping[str, str]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns it promises, in order."""
        return tuple(self.header["columns"].split())

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The variables that a caller must bind."""
        value = self.header["parameters"]
        return frozenset() if value == "none" else frozenset(part.split()[0] for part in value.split(","))


class Queries:
    """All query files of one data folder."""

    def __init__(self, root: Path) -> None:
        """Remember where the files lie; each is read when first asked for."""
        self._folder = root / "ontology" / "queries"
        self._root = root
        self._known: dict[str, Query] = {}

    def names(self) -> list[str]:
        """Return the names of all queries, such as ``model/terms``."""
        paths = data_files(self._root, ".rq", "ontology")
        return [path.relative_to(self._folder).with_suffix("").as_posix() for path in paths]

    def get(self, name: str) -> Query:
        """Return the query called `name`.

        Raises:
            DataError: There is no such file, or its header is incomplete.
        """
        if name not in self._known:
            self._known[name] = read_query(self._folder / f"{name}.rq", name)
        return self._known[name]

    def rows(self, store: Store, name: str, *, derived: bool = False, **parameters: Parameter) -> Iterator[Row]:
        """Run the query called `name`, over derived links too where asked, and yield its rows.

        Raises:
            DataError: The parameters or the columns are not those of the header.
        """
        query = self.get(name)
        if query.parameters != parameters.keys():
            raise DataError(f"query {name}: parameters are {sorted(query.parameters)}, not {sorted(parameters)}")
        columns, rows = store.select(query.text, parameters, derived=derived)
        if columns != query.columns:
            raise DataError(f"query {name}: the header promises columns {query.columns}, the query gives {columns}")
        for row in rows:
            yield dict(zip(columns, row, strict=True))


def read_query(path: Path, name: str) -> Query:
    """Read one query file and hold it to the header contract.

    Raises:
        DataError: The file is missing or its header lacks a key.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        raise DataError(f"query {name}: no such file: {path}") from None
    header: dict[str, str] = {}
    for line in text.splitlines():
        match = _HEADER_LINE.match(line)
        if not match:
            break
        header[match[1]] = match[2].strip()
    missing = [key for key in HEADER_KEYS if not header.get(key)]
    if missing:
        raise DataError(f"{path}: the header lacks {', '.join(missing)}; each is one line such as '# title-en: …'")
    return Query(name, text, header)
