"""The formats: a document as plain text, Markdown, HTML or CSV. Equal documents give equal bytes."""

import csv
import io
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from analyzer.errors import InputError
from analyzer.i18n import LANGUAGES, both
from analyzer.report.document import Document, Figure, Heading, Items, Link, Pairs, Paragraph, Sources, Table
from analyzer.report.extra import installed

if TYPE_CHECKING:
    from jinja2 import Template

WIDTH = 96
"""Columns of the plain text."""

FEWEST_LISTED = 3
"""Main headings from which on a document has a table of contents."""


def text(document: Document) -> str:
    """Return the document for a terminal, wrapped to `WIDTH` columns."""
    lines = [document.title, "=" * min(len(document.title), WIDTH), ""]
    for block in document.blocks:
        match block:
            case Heading(heading, level):
                lines += ["", *_wrapped(heading), ("-" if level == 1 else "·") * min(len(heading), WIDTH)]
            case Paragraph(paragraph, _):
                lines += [*_wrapped(paragraph), ""]
            case Items(items):
                for item in items:
                    lines += _wrapped(item, "  - ", "    ")
                lines.append("")
            case Pairs(rows):
                lines += [*_pairs(rows), ""]
            case Table():
                lines += [*_grid(block), ""]
            case Sources(works):
                for work, links in works:
                    lines += _wrapped(work, "  - ", "    ")
                    lines += [line for link in links for line in _wrapped(_spelled_out(link), "    > ", "      ")]
                lines.append("")
            case Figure(_, caption, alternative, tabled) if not tabled:
                lines += [*_wrapped(f"{caption} {alternative}"), ""]
    for footer in document.footer:
        lines += _wrapped(footer)
    return _squeezed(lines)


def markdown(document: Document) -> str:
    """Return the document as Markdown (CommonMark with tables)."""
    lines = [f"# {_escaped(document.title)}", ""]
    for block in document.blocks:
        match block:
            case Heading(heading, level):
                lines += [f"{'#' * (level + 1)} {_escaped(heading)}", ""]
            case Paragraph(paragraph, quiet):
                lines += [f"*{_escaped(paragraph)}*" if quiet else _escaped(paragraph), ""]
            case Items(items):
                lines += [*(f"- {_escaped(item)}" for item in items), ""]
            case Pairs(rows):
                lines += [*(f"- **{_escaped(label)}**: {_escaped(value)}" for label, value in rows), ""]
            case Table(columns, rows):
                lines += [_row(columns), _row(["---"] * len(columns)), *(_row(row) for row in rows), ""]
            case Sources(works):
                lines += [*(f"- {_escaped(work)} {'; '.join(map(_linked, links))}" for work, links in works), ""]
            case Figure(_, caption, alternative, tabled) if not tabled:
                lines += [f"*{_escaped(caption)}* {_escaped(alternative)}", ""]
    lines += ["---", "", *(f"{_escaped(footer)}  " for footer in document.footer)]
    return _squeezed(lines)


def html(document: Document) -> str:
    """Return the document as one self-contained HTML page.

    Without matplotlib, which is not part of a plain installation, words stand in the place of pictures.
    """
    return _template().render(document=document, paged=False)


def paged(document: Document, style: str) -> str:
    """Return the page of `html` for paper, in another `style`, with a table of contents."""
    contents = both("Contents")[LANGUAGES.index(document.language)]
    return _template().render(document=document, paged=True, style=style, contents=contents)


def listed(document: Document) -> dict[int, str]:
    """Return the headings of the table of contents by their places among the blocks; a short document has none."""
    found = {
        number: block.text
        for number, block in enumerate(document.blocks)
        if isinstance(block, Heading) and block.level == 1
    }
    return found if len(found) >= FEWEST_LISTED else {}


def records(document: Document) -> str:
    """Return the main table of the document as CSV (RFC 4180)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(document.records.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in document.records.rows)
    return buffer.getvalue()


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("analyzer.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    environment.filters["kind"] = lambda block: type(block).__name__.lower()
    environment.filters["picture"] = _picture
    environment.filters["listed"] = listed
    return environment.get_template("document.html.j2")


FORMATS: Mapping[str, Callable[[Document], str]] = {"text": text, "csv": records, "md": markdown, "html": html}
"""Every format of a document that is text, by its name on the command line; JSON is the answer itself."""


def _word(document: Document) -> bytes:
    from analyzer.report import word

    return word.write(document)


def _pdf(document: Document) -> bytes:
    from analyzer.report import pdf

    return pdf.write(document)


FILES: Mapping[str, Callable[[Document], bytes]] = {"docx": _word, "pdf": _pdf}
"""Every format of a document that is no text, by its name; they need the extra ``research``."""

PICTURED = ("html", *FILES)
"""The formats that show pictures."""

_LIBRARIES = {"docx": ("docx",), "pdf": ("weasyprint", "matplotlib")}


def writable() -> tuple[str, ...]:
    """Return the names of the `FILES` whose libraries are installed."""
    return tuple(name for name in FILES if installed(*_LIBRARIES[name]))


def _picture(figure: Figure) -> str | None:
    """Return the picture as an element of a page, None where it cannot be drawn."""
    try:
        svg = figure.draw("svg").decode()
    except InputError:
        return None
    # A page knows the element without the namespace that a file of its own must name.
    svg = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(figure.alternative)}" ', 1)


def _wrapped(paragraph: str, first: str = "", following: str | None = None) -> list[str]:
    return textwrap.wrap(
        paragraph,
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if following is None else following,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [""]


def _pairs(pairs: Sequence[tuple[str, str]]) -> list[str]:
    indent = max((len(label) for label, _ in pairs), default=0) + 4
    lines: list[str] = []
    for label, value in pairs:
        lines += _wrapped(value, f"  {label}".ljust(indent), " " * indent)
    return lines


def _grid(table: Table) -> list[str]:
    """Lay out a table in columns; the widest column gives way so that the lines fit."""
    rows = [list(table.columns), *([str(cell) for cell in row] for row in table.rows)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(table.columns))]
    while sum(widths) + 2 * len(widths) > WIDTH and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    lines: list[str] = []
    for number, row in enumerate(rows):
        cells = [
            textwrap.wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(row, widths, strict=True)
        ]
        for index in range(max(map(len, cells))):
            shown = (
                (cell[index] if index < len(cell) else "").ljust(width)
                for cell, width in zip(cells, widths, strict=True)
            )
            lines.append(("  " + "  ".join(shown)).rstrip())
        if number == 0:
            lines.append("  " + "  ".join("-" * width for width in widths))
    return lines


def _escaped(value: str) -> str:
    for character in "\\`*_[]<>|#":
        value = value.replace(character, f"\\{character}")
    return value


def _spelled_out(link: Link) -> str:
    return link.text if link.address in (None, link.text) else f"{link.text}, {link.address}"


def _linked(link: Link) -> str:
    return _escaped(link.text) if link.address is None else f"[{_escaped(link.text)}](<{link.address}>)"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_escaped(cell) if cell != "---" else cell for cell in cells) + " |"


def _harmless(cell: str) -> str:
    """Keep spreadsheets from reading a cell as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "@", "\t", "\r") else cell


def _squeezed(lines: list[str]) -> str:
    """Join lines without more than one empty line in a row, and end with one line break."""
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).strip("\n") + "\n"
