"""A report as a Word file (Office Open XML), written with python-docx; LibreOffice opens it as well.

Headings, tables and the table of contents are real ones, so that an office can go on working in the file. Equal
documents give equal bytes: no clock enters the file.
"""

import io
from collections.abc import Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from analyzer.i18n import LANGUAGES, N_, both
from analyzer.report.document import Document, Figure, Heading, Items, Link, Pairs, Paragraph, Sources, Table
from analyzer.report.extra import needed_for
from analyzer.report.render import listed

with needed_for(N_("Word files")):
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Length, Mm, Pt, RGBColor
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as WordTable
    from docx.table import _Cell as Cell
    from docx.table import _Row as Row
    from docx.text.paragraph import Paragraph as WordParagraph

FONT = "Arial"
"""A font that every office has, or has one of the same widths for."""

INK, ACCENT, QUIET = RGBColor(0x1C, 0x24, 0x30), RGBColor(0x14, 0x50, 0x5C), RGBColor(0x56, 0x60, 0x6E)
REGIONS = {"en": "en-GB", "id": "id-ID"}
"""The language of spelling by the language of the report."""

TEXT_WIDTH = Mm(170)
LABEL_WIDTH = Mm(34)
CHARACTERS = 100
"""What fits into a line of a table."""
CELL_MARGIN = 4
"""Characters that would fit into the margins of a cell."""
WIDEST_CELL = 100
"""Characters from which on a longer cell makes its column no wider."""

_EARLIEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)
_QUIET_STYLE, _CELL_STYLE, _HEAD_STYLE = "Selaras Quiet", "Selaras Cell", "Selaras Column Heading"
_CONTENTS_STYLE, _CONTENTS_HEADING_STYLE = "toc 1", "Selaras Contents Heading"


def write(document: Document) -> bytes:
    """Return the document as a Word file, in its language and with its title."""
    return _repacked(_Writer(document).write())


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._file = docx.Document()
        self._listed = listed(document)
        self._language = LANGUAGES.index(document.language)

    def write(self) -> bytes:
        self._lay_out_page()
        self._set_styles()
        self._set_properties()
        self._file.add_heading(self._document.title, 0)
        if self._listed:
            self._add_contents()
        for number, block in enumerate(self._document.blocks):
            match block:
                case Heading(text, level):
                    self._add_heading(text, level, number)
                case Paragraph(text, quiet):
                    self._file.add_paragraph(text, _QUIET_STYLE if quiet else None)
                case Items(lines):
                    for line in lines:
                        self._file.add_paragraph(line, "List Bullet")
                case Pairs(rows):
                    self._add_pairs(rows)
                case Table():
                    self._add_table(block)
                case Sources(works):
                    for work, links in works:
                        self._add_sources(work, links)
                case Figure():
                    self._add_figure(block)
        for line in self._document.footer:
            self._file.add_paragraph(line, _QUIET_STYLE)
        buffer = io.BytesIO()
        self._file.save(buffer)
        return buffer.getvalue()

    def _lay_out_page(self) -> None:
        """Make it A4, with what the data are, how to run the report again, and the page number below every page."""
        section = self._file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(20), Mm(24)
        section.footer_distance = Mm(9)
        footer = section.footer
        lines = self._document.footer[:2]
        for number, line in enumerate(lines):
            paragraph = footer.paragraphs[0] if number == 0 else footer.add_paragraph(style="Footer")
            paragraph.add_run(line)
        told = both("Page {page} of {pages}", page="\0PAGE\0", pages="\0NUMPAGES\0")[self._language]
        paragraph = footer.add_paragraph(style="Footer") if lines else footer.paragraphs[0]
        for number, part in enumerate(told.split("\0")):
            if number % 2:
                _add_field(paragraph, part, "1")
            else:
                paragraph.add_run(part)

    def _set_styles(self) -> None:
        styles = self._file.styles
        normal = styles["Normal"]
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.15
        for name, size, colour, bold in (
            ("Normal", 10, INK, False),
            ("Title", 20, ACCENT, True),
            ("Heading 1", 14, ACCENT, True),
            ("Heading 2", 10.5, INK, True),
            ("Heading 3", 10, INK, True),
            ("Caption", 8.5, QUIET, False),
            ("Footer", 7, QUIET, False),
        ):
            _set_font(styles[name], size, colour, bold)
        styles["Heading 1"].paragraph_format.space_before = Pt(20)
        styles["Heading 2"].paragraph_format.space_before = Pt(12)
        for name in ("Heading 1", "Heading 2", "Heading 3"):
            styles[name].paragraph_format.space_after = Pt(4)
        styles["Title"].paragraph_format.space_after = Pt(14)
        styles["Footer"].paragraph_format.space_after = Pt(0)
        styles["List Bullet"].paragraph_format.space_after = Pt(3)
        for name, size, colour, bold in (
            (_QUIET_STYLE, 9, QUIET, False),
            (_CELL_STYLE, 9, INK, False),
            (_HEAD_STYLE, 8, INK, True),
            (_CONTENTS_STYLE, 10, INK, False),
            (_CONTENTS_HEADING_STYLE, 10.5, ACCENT, True),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            _set_font(style, size, colour, bold)
            style.paragraph_format.space_after = Pt(2)
        styles[_CONTENTS_STYLE].paragraph_format.left_indent = Mm(5)
        styles[_CONTENTS_STYLE].paragraph_format.tab_stops.add_tab_stop(
            TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
        )
        for properties in self._file.styles.element.iter(qn("w:rPrDefault")):
            for told in properties.iter(qn("w:lang")):
                told.set(qn("w:val"), REGIONS[self._document.language])

    def _set_properties(self) -> None:
        """Set title and language; take out the dates of the template, which say nothing about the report."""
        properties = self._file.core_properties
        properties.title, properties.author = self._document.title, "Selaras"
        properties.last_modified_by = properties.comments = ""
        properties.language = REGIONS[self._document.language]
        element = properties._element
        for child in [child for child in element if child.tag in (qn("dcterms:created"), qn("dcterms:modified"))]:
            element.remove(child)

    def _add_contents(self) -> None:
        """Add a table of contents that is there at once, and ask the office to fill in its page numbers."""
        self._file.add_paragraph(both("Contents")[self._language], _CONTENTS_HEADING_STYLE)
        paragraphs = [self._file.add_paragraph(style=_CONTENTS_STYLE) for _ in self._listed]
        _begin_field(paragraphs[0], r'TOC \o "1-1" \h \z \u')
        for paragraph, (number, text) in zip(paragraphs, self._listed.items(), strict=True):
            link = _element("w:hyperlink", anchor=_bookmark(number), history="1")
            link.append(paragraph.add_run(text)._r)
            paragraph._p.append(link)
        _end_field(paragraphs[-1])
        # The schema of the settings fixes the order of its elements.
        settings = self._file.settings.element
        settings.find(qn("w:compat")).addprevious(_element("w:updateFields", val="true"))
        paragraphs[-1].paragraph_format.space_after = Pt(14)

    def _add_heading(self, text: str, level: int, number: int) -> None:
        paragraph = self._file.add_heading(text, level)
        if number not in self._listed:
            return
        start = _element("w:bookmarkStart", id=str(number), name=_bookmark(number))
        paragraph.runs[0]._r.addprevious(start)
        paragraph._p.append(_element("w:bookmarkEnd", id=str(number)))

    def _add_sources(self, work: str, links: Sequence[Link]) -> None:
        paragraph = self._file.add_paragraph(f"{work} ", "List Bullet")
        for number, link in enumerate(links):
            if number:
                paragraph.add_run("; ")
            run = paragraph.add_run(link.text)
            if link.address is not None:
                run.font.color.rgb = ACCENT
                target = paragraph.part.relate_to(link.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                hyperlink: Any = OxmlElement("w:hyperlink")
                hyperlink.set(qn("r:id"), target)
                hyperlink.append(run._r)
                paragraph._p.append(hyperlink)

    def _add_pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        table = self._new_table((LABEL_WIDTH, Length(TEXT_WIDTH - LABEL_WIDTH)))
        for label, value in rows:
            first, second = _add_row(table).cells
            _fill(first, label, _QUIET_STYLE)
            _fill(second, value, _CELL_STYLE)
        self._finish(table)

    def _add_table(self, block: Table) -> None:
        table = self._new_table(_widths(block))
        for number, row in enumerate((block.columns, *block.rows)):
            added = _add_row(table)
            properties = added._tr.get_or_add_trPr()
            properties.append(_element("w:cantSplit"))
            if number == 0:
                properties.append(_element("w:tblHeader"))
            for cell, text in zip(added.cells, row, strict=True):
                _fill(cell, text, _HEAD_STYLE if number == 0 else _CELL_STYLE)
                _underline(cell, "14505C" if number == 0 else "CFD6DE")
        self._finish(table)

    def _add_figure(self, figure: Figure) -> None:
        self._file.add_picture(io.BytesIO(figure.draw("png")), width=TEXT_WIDTH)
        picture = self._file.paragraphs[-1]
        picture.paragraph_format.keep_with_next = True
        for told in picture._p.iter(qn("wp:docPr")):
            told.set("descr", figure.alternative)
        self._file.add_paragraph(f"{figure.caption} {figure.key}".rstrip(), "Caption")

    def _new_table(self, widths: Sequence[Length]) -> WordTable:
        table: WordTable = self._file.add_table(0, len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        return table

    def _finish(self, table: WordTable) -> None:
        """Leave room after a table."""
        paragraph = self._file.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(8)


def _set_font(style: ParagraphStyle, size: float, colour: RGBColor, bold: bool) -> None:
    """Give a style a font, in the place of those that the theme of the template names."""
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def _widths(table: Table) -> list[Length]:
    """Give every column room for its longest word, and share the rest of the width by the longest cells."""
    columns = list(zip(table.columns, *table.rows, strict=True))
    words = [max(len(word) for cell in column for word in (cell.split() or [""])) + CELL_MARGIN for column in columns]
    more = [
        max(min(max(map(len, column)), WIDEST_CELL) + CELL_MARGIN - word, 0)
        for column, word in zip(columns, words, strict=True)
    ]
    rest = min(max(CHARACTERS - sum(words), 0) / max(sum(more), 1), 1)
    wanted = [word + rest * wish for word, wish in zip(words, more, strict=True)]
    return [Length(int(TEXT_WIDTH * width / sum(wanted))) for width in wanted]


def _element(tag: str, **attributes: str) -> Any:
    """Return an element of the text, such as ``w:p``, with attributes of the same namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def _add_row(table: WordTable) -> Row:
    row: Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _fill(cell: Cell, text: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)


def _underline(cell: Cell, colour: str) -> None:
    borders = _element("w:tcBorders")
    borders.append(_element("w:bottom", val="single", sz="4", space="0", color=colour))
    cell._tc.get_or_add_tcPr().append(borders)


def _bookmark(number: int) -> str:
    """Return the name of the bookmark at a heading; Word hides those that begin with an underscore."""
    return f"_Toc{number:08}"


def _add_field(paragraph: WordParagraph, instruction: str, shown: str) -> None:
    """Add a field that shows a text until the office works it out."""
    _begin_field(paragraph, instruction)
    paragraph.add_run(shown)
    _end_field(paragraph)


def _begin_field(paragraph: WordParagraph, instruction: str) -> None:
    _add_mark(paragraph, "begin")
    told = _element("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {instruction} "
    paragraph.add_run()._r.append(told)
    _add_mark(paragraph, "separate")


def _end_field(paragraph: WordParagraph) -> None:
    _add_mark(paragraph, "end")


def _add_mark(paragraph: WordParagraph, kind: str) -> None:
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType=kind))


def _repacked(written: bytes) -> bytes:
    """Return the archive with the same parts in the same order, but without the time at which it was written."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(written)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, _EARLIEST_IN_ZIP), source.read(name), ZIP_DEFLATED)
    return buffer.getvalue()
