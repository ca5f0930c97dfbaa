"""What stands around a provision in its answer: glossary terms, citations, sources, criteria, questions, place."""

from datetime import date

import pytest

from analyzer.answers.glossing import Glosser
from analyzer.criteria.judge import judge_all
from analyzer.errors import InputError
from analyzer.model import GlossaryTerm
from analyzer.service import Service
from analyzer.text import Text
from tests.conftest import Run

DAY = date(2026, 11, 21)


def term(slug: str, english: tuple[str, ...], everyday: tuple[str, ...] = ()) -> GlossaryTerm:
    names = {"en": english, "id": (slug,)}
    return GlossaryTerm(slug, slug, names, {"en": everyday, "id": ()}, Text("", ""), (), ())


def linked(glosser: Glosser, text: str) -> list[tuple[str, str]]:
    parts = glosser.parts(Text(text, ""))["en"]
    assert "".join(part["text"] for part in parts) == text
    return [(part["text"], part["term"]) for part in parts if part["term"]]


class TestGlossaryTermsInTexts:
    """Whole words, the longest name, once a text, no everyday words."""

    glosser = Glosser(
        [
            term("victim", ("victim",)),
            term("child-victim", ("child victim",)),
            term("means", ("means", "how control was gained"), ("means",)),
            term("report", ("TIP",)),
        ]
    )

    def test_the_longest_name_is_linked(self) -> None:
        assert linked(self.glosser, "A child victim is a victim.") == [
            ("child victim", "child-victim"),
            ("victim", "victim"),
        ]

    def test_a_term_is_linked_where_it_first_stands(self) -> None:
        assert linked(self.glosser, "Victims and a victim") == [("Victims", "victim")]

    def test_a_part_of_a_word_is_no_term(self) -> None:
        assert linked(self.glosser, "victimhood, non-victim") == []

    def test_an_abbreviation_is_none_where_it_is_written_small(self) -> None:
        assert linked(self.glosser, "a tip on the TIP") == [("TIP", "report")]

    def test_an_everyday_word_is_not_linked(self) -> None:
        assert linked(self.glosser, "which means how control was gained") == [("how control was gained", "means")]

    def test_without_terms_nothing_is_linked(self) -> None:
        assert linked(Glosser([]), "A victim.") == []

    def test_the_parts_of_every_digest_make_up_the_digest(self, service: Service) -> None:
        slugs = {item.slug for item in service.knowledge.glossary}
        glosser = Glosser(service.knowledge.glossary)
        for provision in service.knowledge.provisions.values():
            for tag, parts in glosser.parts(provision.digest).items():
                assert "".join(part["text"] for part in parts) == provision.digest.json()[tag]
                named = [part["term"] for part in parts if part["term"]]
                assert set(named) <= slugs
                assert len(named) == len(set(named))


class TestCitations:
    """Three ways to cite, as a lawyer pastes them."""

    @pytest.mark.parametrize(
        ("reference", "english", "indonesian"),
        [
            ("uu-2007-21:17", "Article 17, Law 21/2007", "Pasal 17 UU 21/2007"),
            ("palermo:3.c", "Article 3(c), Palermo Protocol", "Pasal 3 huruf c Protokol Palermo"),
            ("uu-2009-14:annex-1", "Annex, Law 14/2009", "UU 14/2009 lampiran"),
        ],
    )
    def test_short(self, service: Service, reference: str, english: str, indonesian: str) -> None:
        cited = service.show(reference, DAY)["cite"]
        assert (cited["en"], cited["id"]) == (english, indonesian)

    def test_in_full_with_title_gazette_date_and_permanent_link(self, service: Service) -> None:
        full = service.show("uu-2007-21:17", DAY)["cite"]["full"]
        assert full["en"] == (
            "Article 17, Law Number 21 of 2007 on the Eradication of the Crime of Trafficking in Persons, "
            "LN 2007/58, TLN 4720, 19 April 2007, https://w3id.org/selaras/akn/id/act/uu/2007/21/~art_17"
        )
        assert full["id"].startswith("Pasal 17 Undang-Undang Nomor 21 Tahun 2007 tentang ")

    def test_every_provision_and_instrument_has_them(self, service: Service) -> None:
        for instrument in service.instruments():
            for identifier in (instrument["id"], *(entry["id"] for entry in instrument["contains"])):
                answer = service.show(identifier, DAY)
                for words in (answer["cite"]["id"], answer["cite"]["en"], *answer["cite"]["full"].values()):
                    assert words.strip()
                    assert ", ," not in words
                assert all(words.endswith(answer["iri"]) for words in answer["cite"]["full"].values())


def test_a_provision_knows_where_it_stands_and_what_lies_beside_it(service: Service) -> None:
    answer = service.show("kuhp:455.1", DAY)
    assert [item["id"] for item in answer["divisions"]] == ["kuhp:book-2", "kuhp:book-2.chapter-xix"]
    assert answer["holders"] == ["kuhp:455"]
    assert answer["next"] == "kuhp:455.2"
    article = service.show("uu-2007-21:17", DAY)
    assert (article["previous"], article["next"]) == ("uu-2007-21:16", "uu-2007-21:18")
    assert service.show("uu-2007-21:1", DAY)["previous"] is None


def test_a_provision_tells_what_it_replaced_and_repealed(service: Service) -> None:
    assert service.show("kuhp:455.1", DAY)["replaces"] == ["uu-2007-21:2.1"]
    assert "uu-2007-21:2" in service.show("kuhp:622.1.q", DAY)["repeals"]


def test_sources_are_told_by_title_and_bare_addresses_by_their_host(service: Service) -> None:
    answer = service.show("uu-2007-21", DAY)
    assert len(answer["sourceTitles"]) == len(answer["sources"])
    first, *others = answer["sourceTitles"]
    assert first["title"]["en"] == "Law 21/2007, public copy of the text"
    assert first["address"].startswith("https://")
    assert all(item["title"]["en"] in item["address"] for item in others)


def test_the_criteria_of_a_provision_are_those_that_name_it_with_the_status_of_the_day(service: Service) -> None:
    judged = {item.criterion.notation: item for item in judge_all(service.policy, DAY, service.knowledge.scopes)}
    for reference in ("palermo:3", "kuhp:455", "uu-2007-21:17"):
        answer = service.show(reference, DAY)
        inside = {answer["id"], *(entry["id"] for entry in answer["contains"])}
        assert answer["criteria"]
        for item in answer["criteria"]:
            found = judged[item["criterion"]]
            assert item["status"] == found.status
            named = found.criterion.treaty if item["role"] == "treaty" else found.national
            assert set(item["provisions"]) == inside & {service.knowledge.reference(iri) for iri in named}
    assert {item["role"] for item in service.show("palermo:3", DAY)["criteria"]} == {"treaty"}


def test_every_question_is_found_from_each_provision_on_which_its_answer_rests(service: Service) -> None:
    questions = service.questions(DAY)["questions"]
    assert len(questions) == 48
    for question in questions:
        assert question["evidence"]
        for reference in question["evidence"]:
            found = [item["notation"] for item in service.show(reference, DAY)["questions"]]
            assert question["notation"] in found


def test_instruments_that_act_on_each_other_know_it_from_both_sides(service: Service) -> None:
    relations = {item["id"]: item["relations"] for item in service.instruments()}
    assert relations["uu-2007-21"]["partlyRepealedBy"] == ["kuhp"]
    assert "uu-2007-21" in relations["kuhp"]["repealsInPart"]
    assert relations["palermo"]["ratifiedBy"] == ["uu-2009-14"]
    assert relations["uu-2009-14"]["ratifies"] == ["palermo"]


def test_a_term_of_a_case_leads_to_the_glossary_term_that_is_called_so(service: Service) -> None:
    glossary = {item.slug for item in service.knowledge.glossary}
    found = {
        term["value"]: term["glossary"]
        for dimension in service.vocabulary()["dimensions"].values()
        for term in dimension["terms"]
    }
    assert {slug for slug in found.values() if slug} <= glossary
    assert found["debt-bondage"] == "debt-bondage"
    assert found["forced-labour"] == "forced-labour"
    assert found["indonesian"] is None


def test_a_resource_is_told_as_turtle_and_as_json_ld(service: Service) -> None:
    iri = service.show("uu-2007-21:17", DAY)["iri"]
    assert iri in service.turtle(iri)
    assert iri in service.json_ld(iri)
    with pytest.raises(InputError, match="states nothing"):
        service.json_ld(iri + "0")


def test_a_definition_names_the_terms_that_it_lists_and_never_calls_them_any(run: Run) -> None:
    shown = " ".join(run("show", "palermo:3.a", "--lang", "en").out.split())
    assert "Act recruitment, transportation, transfer, harbouring, receipt Means" in shown
    assert "servitude, removal of organs Age of the victim not required" in shown
