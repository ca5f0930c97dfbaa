"""Reading values from the rows of a query: columns ``<name>En`` and ``<name>Id`` are one bilingual text."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from analyzer.queries import Row
from analyzer.text import Text


def text_of(row: Row, name: str) -> Text:
    """Return the text whose two languages stand in the columns of `name`."""
    return Text(row[f"{name}En"], row[f"{name}Id"])


def optional_text_of(row: Row, name: str) -> Text | None:
    """Return the text of `name`, None where its columns are unbound."""
    return None if row[f"{name}En"] is None else text_of(row, name)


def local_name(iri: str) -> str:
    """Return the last part of an IRI, after its hash or last slash."""
    return iri.rpartition("#")[2].rpartition("/")[2]


def grouped(rows: Iterable[Row], name: str) -> Iterator[tuple[str, list[Row]]]:
    """Yield each value of the column `name` with the rows, standing together, that have it."""
    return ((key, list(group)) for key, group in groupby(rows, key=lambda row: str(row[name])))
