"""A report as a list of blocks, independent of the format in which it is printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title; `level` 1 is the highest."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a `quiet` one is secondary, such as a source or a caveat."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list of lines."""

    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with values, such as the facts of a case."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column headings."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Link:
    """What a source is called, and where it is published, None where it is not or the name is the address."""

    text: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Sources:
    """A list of works, each told in a line, with the sources in which it was read."""

    rows: Sequence[tuple[str, Sequence[Link]]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption, and with words that serve in its place.

    `draw` gives it as ``svg`` (one element, UTF-8) or as ``png``, and is called only by formats that show pictures. A
    `tabled` figure stands beside a table that says the same, so that formats without pictures leave it out. The `key`
    says what its marks mean, so that it follows the caption only where there is a picture.
    """

    draw: Callable[[str], bytes]
    caption: str
    alternative: str
    tabled: bool = False
    key: str = ""


Block: TypeAlias = Heading | Paragraph | Items | Pairs | Table | Sources | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A report in one language: title, blocks and footer.

    `records` are what the CSV format holds: one main table with stable column names.
    """

    language: str
    title: str
    blocks: Sequence[Block]
    footer: Sequence[str]
    records: Table = field(default_factory=lambda: Table((), ()))
