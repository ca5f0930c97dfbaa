"""Reports as files for an office: Word and PDF, and the pictures in them and in HTML."""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

import analyzer.report
from analyzer.errors import InputError
from analyzer.report import criteria_report, gap_report, plots, render, timeline_report
from analyzer.report.document import Document, Figure, Paragraph, Table
from analyzer.report.pdf import Fonts
from analyzer.report.wording import Wording
from analyzer.service import Service
from tests.conftest import Run

DAY = date(2026, 11, 21)
LANGUAGES = ("en", "id")
SVG = "{http://www.w3.org/2000/svg}"
TIMELINE = ("timeline", "--criterion", "CRI-17", "--as-of", DAY.isoformat())
SCREEN = (
    *("screen", "--act", "harbouring", "--means", "none", "--purpose", "other-sexual-exploitation", "--age", "15"),
    *("--route", "domestic", "--citizenship", "indonesian", "--stage", "intended", "--as-of", DAY.isoformat()),
)
REPORTS = {
    "timeline": TIMELINE,
    "screen": SCREEN,
    "show": ("show", "kuhp:455.1", "--as-of", DAY.isoformat()),
    "list": ("list", "--kind", "offence", "--child", "--as-of", DAY.isoformat()),
    "search": ("search", "restitusi", "--limit", "3", "--as-of", DAY.isoformat()),
    "findings": ("findings", "--pillar", "prosecution", "--child", "--as-of", DAY.isoformat()),
    "compare": ("compare", "actip", "palermo", "--as-of", DAY.isoformat()),
}

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None and not os.environ.get("SELARAS_REQUIRE_TOOLS"),
    reason="Poppler is missing; install it, on Debian with: apt install poppler-utils",
)
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is missing; install it, on Debian with: apt install libreoffice-writer-nogui",
)

Wordings = Callable[[str], Wording]


@pytest.fixture(scope="module")
def wording(service: Service) -> Wordings:
    return lambda language: Wording(language, service.vocabulary(), service.citations)


@pytest.fixture(scope="module")
def gaps(service: Service) -> Any:
    return service.gaps(DAY, None, "both")


@pytest.fixture(scope="module")
def timeline(service: Service) -> Any:
    return service.timeline(DAY)


@pytest.fixture(scope="module", params=LANGUAGES)
def written(request: pytest.FixtureRequest, gaps: Any, wording: Wordings) -> Any:
    """The gap report, as laid out and as python-docx reads the Word file again."""
    document = gap_report.lay_out(gaps, wording(request.param), "selaras gaps")
    return document, docx.Document(io.BytesIO(render.FILES["docx"](document)))


def _obligations(document: Document) -> Table:
    """Return the table of criteria by obligation, the first after the heading on criteria."""
    heads = {"Obligation", "Sifat kewajiban"}
    return next(block for block in document.blocks if isinstance(block, Table) and block.columns[0] in heads)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a library look as if it were not installed."""

    def hide(library: str) -> None:
        monkeypatch.setitem(sys.modules, library, None)
        for name in ("plots", "word", "pdf"):
            monkeypatch.delitem(sys.modules, f"analyzer.report.{name}", raising=False)
            monkeypatch.delattr(analyzer.report, name, raising=False)

    return hide


def texts(svg: bytes) -> list[str]:
    return ["".join(element.itertext()).strip() for element in etree.fromstring(svg).iter(f"{SVG}text")]


def told_by_pdf(file: Path) -> str:
    told = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    return " ".join(told.split())


class TestWord:
    """The Word file is one that an office can go on working in."""

    def test_has_the_headings_of_the_report_as_headings(self, written: Any) -> None:
        document, file = written
        found = [
            (paragraph.style.name, paragraph.text)
            for paragraph in file.paragraphs
            if paragraph.style.name.startswith("Heading")
        ]
        assert found == [(f"Heading {block.level}", block.text) for block in document.blocks if hasattr(block, "level")]

    def test_has_its_tables_with_column_headings_that_are_repeated_on_each_page(self, written: Any) -> None:
        document, file = written
        expected = [block for block in document.blocks if hasattr(block, "columns")]
        headed = [table for table in file.tables if table._tbl.findall(f".//{qn('w:tblHeader')}")]
        assert len(headed) == len(expected) > 3
        for table, block in zip(headed, expected, strict=True):
            assert [cell.text for cell in table.rows[0].cells] == list(block.columns)
            assert len(table.rows) == len(block.rows) + 1
            assert len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 1

    def test_has_a_table_of_contents_that_is_there_at_once_and_leads_to_the_headings(self, written: Any) -> None:
        document, file = written
        body = file.element.body
        fields = [told.text for told in body.iter(qn("w:instrText"))]
        assert [field for field in fields if field.strip().startswith("TOC ")]
        links = {
            link.get(qn("w:anchor")): "".join(told.text for told in link.iter(qn("w:t")))
            for link in body.iter(qn("w:hyperlink"))
            if link.get(qn("w:anchor"))
        }
        assert list(links.values()) == list(render.listed(document).values())
        assert links.keys() == {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}

    def test_asks_the_office_for_the_page_numbers_of_its_contents(self, written: Any) -> None:
        _, file = written
        (asked,) = file.settings.element.iter(qn("w:updateFields"))
        assert asked.get(qn("w:val")) == "true"
        # The schema has it before the settings for compatibility; an office may refuse a file that breaks the order.
        assert "w:compat" in {f"w:{item.tag.rpartition('}')[2]}" for item in asked.itersiblings()}

    def test_gives_the_kinds_of_obligation_a_column_that_holds_the_word(self, written: Any) -> None:
        document, file = written
        longest = max((row[0] for row in _obligations(document).rows), key=len)
        (table,) = (table for table in file.tables if table.rows[0].cells[0].text == _obligations(document).columns[0])
        assert table.columns[0].width >= Pt(9) * 0.6 * len(longest) + Mm(3.8)

    def test_links_where_the_law_was_read(self, written: Any, gaps: Any) -> None:
        _, file = written
        linked = {link.target_ref for link in file.part.rels.values() if link.is_external}
        read = {source["address"] for item in gaps["sources"] for source in item["sourceTitles"]}
        assert linked == read - {None}

    def test_says_below_every_page_what_the_data_are(self, written: Any) -> None:
        document, file = written
        paragraphs = file.sections[0].footer.paragraphs
        assert [paragraph.text for paragraph in paragraphs[:2]] == list(document.footer[:2])
        fields = [told.text.strip() for told in file.sections[0].footer._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]

    def test_names_its_language_and_title_and_no_time(self, written: Any) -> None:
        document, file = written
        language = next(file.styles.element.iter(qn("w:lang"))).get(qn("w:val"))
        assert language.startswith(document.language)
        assert file.core_properties.title == document.title
        assert {child.tag for child in file.core_properties._element}.isdisjoint(
            {qn("dcterms:created"), qn("dcterms:modified")}
        )

    def test_has_its_pictures_with_words_for_those_who_do_not_see_them(self, written: Any) -> None:
        document, file = written
        figures = [block for block in document.blocks if isinstance(block, Figure)]
        assert len(file.inline_shapes) == len(figures) == 2
        told = [picture.get("descr") for picture in file.element.body.iter(qn("wp:docPr"))]
        assert told == [figure.alternative for figure in figures]

    def test_is_an_archive_without_times(self, gaps: Any, wording: Wordings) -> None:
        document = Document("en", "Title", [Paragraph("Text")], ["Footer"])
        with zipfile.ZipFile(io.BytesIO(render.FILES["docx"](document))) as archive:
            assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.testzip() is None

    @needs_office
    def test_is_one_that_libreoffice_opens(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "report.docx"
        assert run(*TIMELINE, "--format", "docx", "--output", str(file)).code == 0
        subprocess.run(
            [
                *("soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
                *("--convert-to", "txt:Text", "--outdir", str(tmp_path), str(file)),
            ],
            capture_output=True,
            timeout=120,
            check=True,
        )
        assert "CRI-17" in (tmp_path / "report.txt").read_text(encoding="utf-8-sig")


class TestPdf:
    """The PDF file can be read by people, by programs and aloud."""

    @needs_poppler
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_has_text_that_can_be_taken_out(self, run: Run, service: Service, tmp_path: Path, language: str) -> None:
        file = tmp_path / "report.pdf"
        outcome = run(*TIMELINE, "--lang", language, "--format", "pdf", "--output", str(file))
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
        told = told_by_pdf(file)
        assert {"en": "Law 23/2002", "id": "UU 23/2002"}[language] in told
        assert {"en": "Page 1 of", "id": "Halaman 1 dari"}[language] in told
        assert {"en": "Number of criteria", "id": "Jumlah kriteria"}[language] in told
        assert service.knowledge.sha256 in told.replace(" ", "")

    @needs_poppler
    def test_is_tagged_and_says_its_title_and_no_time(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "report.pdf"
        run(*REPORTS["show"], "--lang", "id", "--format", "pdf", "--output", str(file))
        told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
        assert re.search(r"Title: +Pasal 455 ayat \(1\) KUHP", told)
        assert re.search(r"Tagged: +yes", told)
        assert not re.search("CreationDate|ModDate", told)
        packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file.read_bytes(), re.DOTALL)
        assert any(b"/Lang (id)" in zlib.decompress(part) for part in packed if part.startswith(b"x"))

    @needs_poppler
    def test_brings_its_own_fonts_so_that_it_is_the_same_everywhere(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "report.pdf"
        run(*TIMELINE, "--format", "pdf", "--output", str(file))
        told = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
        fonts = {line.split()[0].partition("+")[2] for line in told.splitlines()[2:]}
        assert fonts
        assert all(font.startswith(("Selaras-Serif", "DejaVu-Sans")) for font in fonts)

    @pytest.mark.parametrize(
        "address", ["https://w3id.org/", "file:///etc/passwd", "font:../matplotlibrc", "font:/etc"]
    )
    def test_fetches_nothing_but_fonts(self, address: str) -> None:
        with pytest.raises(ValueError, match="nothing but its fonts"):
            Fonts().fetch(address)

    def test_shows_markup_in_a_command_as_it_is(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "report.pdf"
        assert run("search", '</style>"\\', "--format", "pdf", "--output", str(file)).code == 0
        if shutil.which("pdftotext"):
            assert "</style>" in told_by_pdf(file)


class TestFiles:
    """What both formats have in common."""

    @pytest.mark.parametrize("form", render.FILES)
    @pytest.mark.parametrize("report", REPORTS)
    def test_every_report_can_be_written(self, run: Run, tmp_path: Path, report: str, form: str) -> None:
        file = tmp_path / f"report.{form}"
        outcome = run(*REPORTS[report], "--format", form, "--output", str(file))
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
        assert file.read_bytes().startswith({"docx": b"PK", "pdf": b"%PDF-"}[form])

    def test_two_processes_give_identical_bytes(self) -> None:
        script = f"""
import hashlib
from click.testing import CliRunner
from analyzer.cli import selaras
from analyzer.service import Service
service = Service.load()
Service.load = lambda root=None, extra=None: service
for language in {LANGUAGES!r}:
    for form in ("docx", "pdf", "html", "svg"):
        result = CliRunner().invoke(selaras, [*{TIMELINE!r}, "--format", form, "--lang", language])
        print(form, language, result.exit_code, hashlib.sha256(result.stdout_bytes).hexdigest())
"""
        outputs = [
            subprocess.run(
                [sys.executable, "-c", script],
                env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
                capture_output=True,
                text=True,
                check=True,
            ).stdout.splitlines()
            for seed, zone in (("1", "UTC"), ("2", "Asia/Jayapura"))
        ]
        assert len({line.split()[-1] for line in outputs[0]}) == 8
        assert all(line.split()[2] == "0" for line in outputs[0])
        assert outputs[0] == outputs[1]

    @pytest.mark.parametrize("form", render.FILES)
    def test_are_not_thrown_at_a_terminal(self, run: Run, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        outcome = run(*REPORTS["show"], "--format", form)
        assert outcome.code == 2
        assert outcome.out == ""
        assert outcome.err.count("\n") == 1
        assert f"> report.{form}" in outcome.err

    def test_output_takes_text_as_well(self, run: Run, tmp_path: Path) -> None:
        for form in ("text", "json", "csv", "md", "html"):
            file = tmp_path / f"report.{form}"
            assert run(*REPORTS["show"], "--format", form, "--output", str(file)).out == ""
            assert file.read_bytes().decode() == run(*REPORTS["show"], "--format", form).out

    def test_that_cannot_be_written_are_told_in_one_line(self, run: Run, tmp_path: Path) -> None:
        outcome = run(*REPORTS["show"], "--output", str(tmp_path / "missing" / "report.txt"))
        assert outcome.code == 2
        assert "choose another --output" in outcome.err
        assert outcome.err.count("\n") == 1

    @pytest.mark.parametrize(
        ("library", "form"), [("docx", "docx"), ("weasyprint", "pdf"), ("matplotlib", "pdf"), ("matplotlib", "svg")]
    )
    def test_without_their_library_say_what_to_install(
        self, run: Run, without: Callable[[str], None], tmp_path: Path, library: str, form: str
    ) -> None:
        without(library)
        outcome = run(*TIMELINE, "--format", form, "--output", str(tmp_path / "report"))
        assert outcome.code == 2
        assert outcome.err.endswith('need the research extra: pip install "selaras[research]"\n')
        assert outcome.err.count("\n") == 1
        assert not (tmp_path / "report").exists()


class TestPlots:
    """Pictures say what the answer says, in words, and without colour."""

    @pytest.fixture(params=LANGUAGES)
    def pictures(self, request: pytest.FixtureRequest, gaps: Any, timeline: Any, wording: Wordings) -> Any:
        words = wording(request.param)
        return {
            "statuses": plots.statuses_over_time(timeline, words),
            "pillars": plots.pillar_matrix(gaps["summary"]["byPillar"], words),
            "elements": plots.element_matrix(gaps["elements"], words),
        }

    def test_are_well_formed_and_hold_neither_scripts_nor_styles_nor_addresses(self, pictures: Any) -> None:
        for picture in pictures.values():
            root = etree.fromstring(picture)
            assert root.tag == f"{SVG}svg"
            assert {element.tag for element in root.iter()}.isdisjoint({f"{SVG}script", f"{SVG}style", f"{SVG}image"})
            names = {name for element in root.iter() for name in element.attrib}
            assert "style" not in names
            assert not [name for name in names if name.startswith("on")]
            assert re.findall(rb"https?://[^\"']*", picture) == [b"http://www.w3.org/2000/svg"]

    def test_have_identifiers_that_are_theirs_alone(self, pictures: Any) -> None:
        found = [name for picture in pictures.values() for name in re.findall(rb'\bid="([^"]*)"', picture)]
        assert len(found) == len(set(found)) > 10
        used = {name for picture in pictures.values() for name in re.findall(rb"(?:url\(|href=\")#([^)\"]*)", picture)}
        assert used <= set(found)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_pillars_show_the_numbers_of_the_answer(self, gaps: Any, wording: Wordings, language: str) -> None:
        words, pillars = wording(language), gaps["summary"]["byPillar"]
        shown = texts(plots.pillar_matrix(pillars, words))
        assert {words.capital(words.name(pillar)) for pillar in pillars} <= set(shown)
        numbers = [str(counts[status]) for counts in pillars.values() for status in criteria_report.STATUSES]
        assert [text for text in shown if text.isdigit()] == numbers

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_of_time_end_with_the_counts_of_the_last_day(self, timeline: Any, wording: Wordings, language: str) -> None:
        words, counts = wording(language), timeline["statuses"][-1]["counts"]
        shown = texts(plots.statuses_over_time(timeline, words))
        for status, count in counts.items():
            assert f"{words.capital(words.status(status))} ({count})" in shown

    def test_of_elements_have_a_mark_for_each_element(self, gaps: Any, wording: Wordings) -> None:
        picture = plots.element_matrix(gaps["elements"], wording("en"))
        rows = [element for element in gaps["elements"] if element["treatyTerm"]]
        labels = {wording("en").capital(wording("en").term(row["dimension"], row["treatyTerm"])) for row in rows}
        assert labels <= set(texts(picture))
        marks = [group for group in etree.fromstring(picture).iter(f"{SVG}g") if "PathColl" in group.get("id", "")]
        assert len(marks) == len(gaps["elements"])

    def test_tell_the_statuses_apart_without_colour(self) -> None:
        assert plots._HATCHES.keys() == plots._MARKS.keys() == set(criteria_report.STATUSES)
        assert len(set(plots._HATCHES.values())) == len(set(plots._MARKS.values())) == len(criteria_report.STATUSES)

    def test_of_a_base_without_changes_are_drawn_too(self, timeline: Any, wording: Wordings) -> None:
        still = {**timeline, "events": [], "statuses": timeline["statuses"][:1], "to": timeline["from"]}
        assert texts(plots.statuses_over_time(still, wording("en")))

    def test_alone_come_from_the_timeline(self, run: Run, service: Service, wording: Wordings) -> None:
        answer = service.timeline(DAY, criteria=("CRI-17",))
        expected = plots.statuses_over_time(answer, wording("id"))
        assert run(*TIMELINE, "--format", "svg", "--lang", "id").out.encode() == expected


class TestPicturesInReports:
    """Formats that show no pictures lose nothing by it."""

    DRAWN = Figure(lambda form: b'<svg xmlns="http://www.w3.org/2000/svg" width="9"></svg>', "Caption.", 'So "many".')

    @pytest.mark.parametrize("form", ["text", "md"])
    def test_stand_as_words_where_no_table_says_the_same(self, form: str) -> None:
        words = render.FORMATS[form](Document("en", "Title", [self.DRAWN], []))
        assert "Caption." in words
        assert 'So "many".' in words

    @pytest.mark.parametrize("form", ["text", "md"])
    def test_beside_a_table_leave_plain_reports_as_they_were(self, gaps: Any, wording: Wordings, form: str) -> None:
        document = gap_report.lay_out(gaps, wording("en"), "selaras gaps")
        plain = [block for block in document.blocks if not isinstance(block, Figure)]
        assert len(document.blocks) - len(plain) == 2
        expected = render.FORMATS[form](Document("en", document.title, plain, document.footer))
        assert render.FORMATS[form](document) == expected

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_stand_in_html_with_a_caption_and_words(self, timeline: Any, wording: Wordings, language: str) -> None:
        document = timeline_report.lay_out(timeline, wording(language), "selaras timeline")
        (figure,) = (block for block in document.blocks if isinstance(block, Figure))
        page = render.html(document)
        (picture,) = re.findall("<figure>.*?</figure>", page, re.DOTALL)
        assert f'role="img" aria-label="{figure.alternative}"' in picture
        assert f"<figcaption>{figure.caption} {figure.key}</figcaption>" in picture
        assert "style=" not in page
        assert "http://" not in page

    @pytest.mark.parametrize("form", ["html", "text"])
    def test_show_the_timeline_in_the_gap_report_where_pictures_are_shown(
        self, run: Run, wording: Wordings, form: str
    ) -> None:
        told = run("gaps", "--as-of", DAY.isoformat(), "--format", form).out
        assert ("statuses-over-time" in told) == (form == "html")

    def test_have_their_words_escaped(self) -> None:
        assert 'aria-label="So &quot;many&quot;."' in render.html(Document("en", "Title", [self.DRAWN], []))

    def test_in_html_give_way_to_words_where_matplotlib_is_not_installed(
        self, run: Run, without: Callable[[str], None]
    ) -> None:
        without("matplotlib")
        outcome = run(*TIMELINE, "--format", "html")
        assert (outcome.code, outcome.err) == (0, "")
        assert "<svg" not in outcome.out
        assert "Number of criteria by status over time." in outcome.out

    def test_of_plain_text_need_no_library(self) -> None:
        script = """
import sys
from click.testing import CliRunner
from analyzer.cli import selaras
for form in ("text", "md", "csv", "json"):
    assert CliRunner().invoke(selaras, ["timeline", "--criterion", "CRI-17", "--format", form]).exit_code == 0
print(sorted({"matplotlib", "docx", "weasyprint", "numpy"} & sys.modules.keys()))
"""
        ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert ended.stdout == "[]\n"

    def test_that_cannot_be_drawn_say_why(
        self, timeline: Any, wording: Wordings, without: Callable[[str], None]
    ) -> None:
        document = timeline_report.lay_out(timeline, wording("en"), "selaras timeline")
        (figure,) = (block for block in document.blocks if isinstance(block, Figure))
        without("matplotlib")
        with pytest.raises(InputError, match="plots need the research extra"):
            figure.draw("svg")

    def test_are_the_same_each_time(self, timeline: Any, wording: Wordings) -> None:
        pictures = [plots.statuses_over_time(timeline, wording("en"), form) for form in plots.FORMS for _ in range(2)]
        digests = [hashlib.sha256(picture).hexdigest() for picture in pictures]
        assert digests[0] == digests[1] != digests[2] == digests[3]
