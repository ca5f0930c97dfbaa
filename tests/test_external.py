"""What others found about Indonesian law and practice: who said it, of what, and where the text says otherwise."""

import re
from collections import defaultdict
from datetime import date

import pytest

from analyzer.knowledge import Knowledge
from analyzer.service import Service

STATEMENTS = """
PREFIX sel: <https://w3id.org/selaras/ontology#>
SELECT ?finding ?property (STR(?object) AS ?value) (LANG(?object) AS ?language)
WHERE { ?finding a sel:ExternalFinding ; ?property ?object }
"""
SOURCES = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX sel: <https://w3id.org/selaras/ontology#>
SELECT ?source ?address WHERE { ?source a sel:SourceText OPTIONAL { ?source dcterms:source ?address } }
"""


def numbered(*numbers: int) -> frozenset[str]:
    return frozenset(f"XE-{number:02d}" for number in numbers)


EXPERTS = numbered(
    *(1, 5, 6, 7, 8, 10, 12, 14, 15, 16, 18, 19, 20, 21, 23, 24),
    *(27, 30, 33, 35, 36, 37, 39, 41, 43, 44, 48, 49, 50, 51, 53, 54),
)
SOURCE_DOCUMENTS = numbered(2, 55, 58, 60, 61, 62, 63, 64, 65, 67, 69)
PRESS = frozenset({"XT-50"})
ALL = sorted(EXPERTS | SOURCE_DOCUMENTS | PRESS)
BASES = {"expert": EXPERTS, "source-document": SOURCE_DOCUMENTS, "press": PRESS}

Statements = dict[str, dict[str, set[str]]]


def local_name(value: object) -> str:
    """Return the last part of one of our names, and any text as it is."""
    name = str(value)
    return re.split(r"[/#]", name)[-1] if name.startswith("https://w3id.org/selaras/") else name


@pytest.fixture(scope="module")
def findings(knowledge: Knowledge) -> Statements:
    """What is stated on each finding by its number; a property with a language goes by "property@language"."""
    found: Statements = defaultdict(lambda: defaultdict(set))
    for finding, name, value, language in knowledge.store.select(STATEMENTS)[1]:
        written = re.split(r"[/#]", str(name))[-1] + (f"@{language}" if language else "")
        found[local_name(finding)][written].add(local_name(value))
    return found


def test_every_published_finding_that_was_gathered_is_there(findings: Statements) -> None:
    assert sorted(findings) == ALL


@pytest.mark.parametrize("basis", BASES)
def test_experts_source_documents_and_the_press_are_kept_apart(findings: Statements, basis: str) -> None:
    assert {number for number, stated in findings.items() if stated["findingBasis"] == {basis}} == BASES[basis]


def test_what_only_we_read_in_the_texts_is_no_finding_of_others(findings: Statements) -> None:
    assert [number for number in findings if number.startswith("XT-")] == ["XT-50"]


@pytest.mark.parametrize("number", ALL)
class TestEveryFinding:
    """What each must say, so that a reader can weigh it."""

    def test_tells_what_was_found_in_both_languages(self, findings: Statements, number: str) -> None:
        for language in ("en", "id"):
            (told,) = findings[number][f"description@{language}"]
            assert len(told.split()) >= 5

    def test_names_the_standard_and_a_criterion(self, findings: Statements, number: str) -> None:
        assert findings[number]["requirement"]
        assert findings[number]["bearsOn"]

    def test_says_how_the_law_or_practice_stands(self, findings: Statements, number: str) -> None:
        (direction,) = findings[number]["direction"]
        assert direction in {"Aligned", "Partial", "Gap", "Exceeds"}
        (kind,) = findings[number]["kindOfFinding"]
        assert kind in {"Normative", "Implementation"}

    def test_says_how_sure_it_is(self, findings: Statements, number: str) -> None:
        (certainty,) = findings[number]["certainty"]
        assert certainty in {"high", "medium", "low"}
        assert findings[number]["confirmation"] == {"Secondary"}

    def test_has_one_source_that_the_base_names(self, knowledge: Knowledge, findings: Statements, number: str) -> None:
        known = {local_name(source) for source, _ in knowledge.store.select(SOURCES)[1]}
        (source,) = findings[number]["source"]
        assert source in known

    def test_disputes_in_both_languages_or_in_neither(self, findings: Statements, number: str) -> None:
        assert len(findings[number]["disputedByText@en"]) == len(findings[number]["disputedByText@id"]) <= 1


def test_the_report_of_2018_on_the_means_for_a_child_bears_on_both_criteria_of_the_rule(findings: Statements) -> None:
    stated = findings["XE-01"]
    assert stated["bearsOn"] == {"DEF-10", "DEF-11"}
    assert stated["direction"] == {"Gap"}
    assert stated["kindOfFinding"] == {"Normative"}
    assert stated["childSpecific"] == {"true"}
    assert stated["source"] == {"tip-2018"}
    assert stated["issued"] == {"2018"}
    assert {"Palermo Protocol Art. 3(c)", "ACTIP Art. 2(c)"} == stated["requirement"]


def test_the_text_disputes_it_for_the_articles_that_ask_for_no_means(findings: Statements) -> None:
    (dispute,) = findings["XE-01"]["disputedByText@en"]
    assert dispute.startswith("The text contradicts it in part.")
    agreed, _, denied = dispute.partition("It is not true of")
    assert "KUHP Art. 455" in agreed
    assert all(article in denied for article in ("Arts. 3, 4 and 6", "76F", "76I", "415(b)", "419", "422", "473(2)(b)"))


def test_the_text_disputes_just_these_findings(findings: Statements) -> None:
    disputed = {number for number, stated in findings.items() if stated["disputedByText@en"]}
    assert disputed == numbered(1, 18, 23, 33, 35, 36, 41, 43, 44, 53, 54, 62)


def test_that_buying_sex_from_a_child_is_no_crime_is_what_was_said_in_2015_and_no_longer_so(
    findings: Statements,
) -> None:
    assert findings["XE-44"]["issued"] == {"2015"}
    assert findings["XE-44"]["direction"] == {"Gap"}
    (dispute,) = findings["XE-44"]["disputedByText@en"]
    assert "Since 2 January 2026 KUHP Arts. 415(b) and 473(2)(b)" in dispute


def test_a_finding_of_2015_does_not_name_a_code_of_2023(findings: Statements) -> None:
    for number in ("XE-01", "XE-41", "XE-43", "XE-44"):
        assert not any("KUHP" in named for named in findings[number]["provisionsNamed"])


@pytest.mark.parametrize("number", sorted(numbered(16, 21, 33, 36, 53)))
def test_a_finding_on_law_and_practice_is_entered_for_the_law_and_says_so(findings: Statements, number: str) -> None:
    assert findings[number]["kindOfFinding"] == {"Normative"}
    (note,) = findings[number]["note@en"]
    assert "It speaks of practice too" in note


def test_findings_on_the_law_and_on_practice_are_counted_apart(findings: Statements) -> None:
    kinds = [kind for stated in findings.values() for kind in stated["kindOfFinding"]]
    assert kinds.count("Implementation") == 25
    assert kinds.count("Normative") == 19


def test_only_findings_on_children_are_marked_as_such(findings: Statements) -> None:
    marked = {number for number, stated in findings.items() if stated["childSpecific"] == {"true"}}
    assert marked == numbered(1, 2, 5, 6, 8, 19, 41, 43, 44, 48, 49, 50, 61, 65)


def test_what_the_press_says_of_the_law_of_2026_is_of_low_certainty_and_waits_for_the_text(
    findings: Statements,
) -> None:
    stated = findings["XT-50"]
    assert stated["certainty"] == {"low"}
    assert stated["bearsOn"] == {"CRI-05", "PRT-18"}
    (note,) = stated["note@en"]
    assert note.startswith("Not checked in the statute.")


def test_the_source_documents_are_those_of_the_base(findings: Statements) -> None:
    read = {number: min(findings[number]["source"]) for number in SOURCE_DOCUMENTS}
    assert {number for number, source in read.items() if source == "d5"} == numbered(55, 58, 60, 61, 62)
    assert {number for number, source in read.items() if source == "d2"} == numbered(63, 64, 65, 67)
    assert read["XE-02"] == "d3"
    assert read["XE-69"] == "d1"


def test_a_finding_without_a_year_comes_from_a_source_whose_year_is_not_known(findings: Statements) -> None:
    undated = {min(stated["source"]) for stated in findings.values() if not stated["issued"]}
    assert undated == {"d2", "d5", "hasanudin", "myharto", "unsri"}


def test_every_outside_report_says_where_it_can_be_read(knowledge: Knowledge, findings: Statements) -> None:
    addresses = {local_name(source): address for source, address in knowledge.store.select(SOURCES)[1]}
    for number in EXPERTS | PRESS:
        (source,) = findings[number]["source"]
        assert str(addresses[source]).startswith("http")


DAY = date(2026, 11, 21)


def test_a_report_tells_in_full_the_findings_of_others_that_it_sets_beside_its_own(service: Service) -> None:
    answer = service.findings(DAY, child=True)
    beside = {name for row in answer["findings"] for name in (*row["externalAgree"], *row["externalDisagree"])}
    assert beside
    assert {item["id"] for item in answer["external"]} == beside


def test_a_report_tells_where_every_instrument_that_it_cites_was_read(service: Service) -> None:
    answer = service.findings(DAY, criteria=["PRT-13"])
    (row,) = answer["findings"]
    cited = {reference.split(":")[0] for reference in (*row["treaty"], *row["national"])}
    assert {item["instrument"] for item in answer["sources"]} == cited
    assert all(item["sourceTitles"] for item in answer["sources"])
    assert service.finding("PRT-13", DAY)["sources"] == answer["sources"]


def test_treaties_stand_first_among_the_sources(service: Service) -> None:
    homes = [service.show(item["instrument"], DAY)["jurisdiction"] for item in service.findings(DAY)["sources"]]
    assert homes == sorted(homes, key=lambda home: home == service.home)
    assert len(set(homes)) > 1
