"""The three independent ways to compute coverage agree, case by case, over the whole space.

They are the set engine (`analyzer.elements`), SPARQL on the same graph (``ontology/queries/coverage``) and the reasoner
(`analyzer.reasoning`).
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from analyzer.elements.coverage import CoverageRules, SpaceJudgement
from analyzer.elements.space import CaseSpace
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage
from analyzer.reasoning import reason_on_days
from analyzer.screening import offences_in_force, treaty_definitions

DAYS = tuple(
    map(
        date.fromisoformat,
        (
            "2007-04-18",  # the day before Law 21/2007: treaties without national law
            "2007-04-19",
            "2010-01-01",
            "2014-10-17",  # Law 35/2014
            "2017-03-08",  # ACTIP
            "2026-01-01",
            "2026-01-02",  # the Criminal Code replaces Law 21/2007 Art. 2
            "2026-11-21",
        ),
    )
)
TODAY = DAYS[-1]

QUESTIONS = ("uncovered", "covered", "exceeding")

# Every precedence between list, silence, mapping and reading, and every ground to leave a rule out, also those that
# the encoded law does not show today.
CORNERS = """
@prefix act: <https://w3id.org/selaras/element/act/> .
@prefix draft: <https://w3id.org/selaras/draft/> .
@prefix element: <https://w3id.org/selaras/element/> .
@prefix means: <https://w3id.org/selaras/element/means/> .
@prefix purpose: <https://w3id.org/selaras/element/purpose/> .
@prefix route: <https://w3id.org/selaras/element/route/> .
@prefix sel: <https://w3id.org/selaras/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

draft:definition a sel:Definition ;
    sel:from "2007-01-01"^^xsd:date ; sel:confirmation sel:Text ;
    sel:encodes <https://w3id.org/selaras/akn/un/act/protocol/2000-11-15/trafficking-in-persons/~art_3__point_a> ;
    sel:element act:bringing-in , act:harbouring , act:receipt , route:domestic ;
    sel:unrestricted element:means , element:purpose , element:age , element:citizenship , element:stage .
draft:definition-receipt a sel:Reading ;
    sel:reads draft:definition ; sel:value act:receipt ; sel:coverage sel:Arguable ;
    sel:reason "A listed term that is arguable."@en , "Istilah tercantum yang dapat didalilkan."@id .

draft:offence a sel:Offence ; sel:family sel:TraffickingFamily ;
    sel:from "2007-01-01"^^xsd:date ; sel:confirmation sel:Text ;
    sel:encodes <https://w3id.org/selaras/akn/id/act/uu/2007/21/~art_2__para_1> ;
    sel:element act:sending , means:threat , route:inbound ;
    sel:unrestricted element:purpose , element:age , element:citizenship , element:stage .
draft:offence-transfer a sel:Reading ;
    sel:reads draft:offence ; sel:value act:transfer ; sel:coverage sel:Arguable ;
    sel:reason "A reading below a covered mapping."@en , "Tafsir di bawah pemetaan yang menjangkau."@id .
draft:offence-coercion a sel:Reading ;
    sel:reads draft:offence ; sel:value means:other-coercion ; sel:coverage sel:Covered ;
    sel:reason "A reading above an arguable mapping."@en , "Tafsir di atas pemetaan yang dapat didalilkan."@id .
draft:offence-servitude a sel:Reading ;
    sel:reads draft:offence ; sel:value purpose:servitude ; sel:coverage sel:Arguable ;
    sel:reason "A reading where the rule asks nothing."@en , "Tafsir pada dimensi tanpa batas."@id .
draft:offence-outbound a sel:Reading ;
    sel:reads draft:offence ; sel:value route:outbound ; sel:coverage sel:Covered ;
    sel:reason "A reading of a term that is not listed."@en , "Tafsir atas istilah yang tidak tercantum."@id .

draft:adoption a sel:Offence ; sel:family sel:TraffickingFamily ;
    sel:from "2007-01-01"^^xsd:date ; sel:confirmation sel:Text ;
    sel:encodes <https://w3id.org/selaras/akn/id/act/uu/2007/21/~art_5> ; sel:element act:adoption ;
    sel:unrestricted element:means , element:purpose , element:age , element:citizenship ,
        element:route , element:stage .

# None of these may count: too late, too weak, of the wrong maker. Each would swallow the space.

draft:ended-definition a sel:Definition ; sel:to "2026-11-21"^^xsd:date ;
    sel:from "2007-01-01"^^xsd:date ; sel:confirmation sel:Text ;
    sel:encodes <https://w3id.org/selaras/akn/un/act/protocol/2000-11-15/trafficking-in-persons/~art_3__point_a> ;
    sel:unrestricted element:act , element:means , element:purpose , element:age , element:citizenship ,
        element:route , element:stage .
draft:national-definition a sel:Definition ;
    sel:from "2007-01-01"^^xsd:date ; sel:confirmation sel:Text ;
    sel:encodes <https://w3id.org/selaras/akn/id/act/uu/2007/21/~art_1__point_1> ;
    sel:unrestricted element:act , element:means , element:purpose , element:age , element:citizenship ,
        element:route , element:stage .
draft:ended-offence a sel:Offence ; sel:family sel:TraffickingFamily ; sel:to "2026-11-21"^^xsd:date ;
    sel:from "2007-01-01"^^xsd:date ; sel:confirmation sel:Text ;
    sel:encodes <https://w3id.org/selaras/akn/id/act/uu/2007/21/~art_2__para_1> ;
    sel:unrestricted element:act , element:means , element:purpose , element:age , element:citizenship ,
        element:route , element:stage .
draft:related-offence a sel:Offence ; sel:family sel:RelatedFamily ;
    sel:from "2007-01-01"^^xsd:date ; sel:confirmation sel:Text ;
    sel:encodes <https://w3id.org/selaras/akn/id/act/uu/2014/35/~art_83> ;
    sel:unrestricted element:act , element:means , element:purpose , element:age , element:citizenship ,
        element:route , element:stage .
draft:foreign-offence a sel:Offence ; sel:family sel:TraffickingFamily ;
    sel:from "2007-01-01"^^xsd:date ; sel:confirmation sel:Text ;
    sel:encodes <https://w3id.org/selaras/akn/un/act/protocol/2000-11-15/trafficking-in-persons/~art_5__para_1> ;
    sel:unrestricted element:act , element:means , element:purpose , element:age , element:citizenship ,
        element:route , element:stage .
"""


@pytest.fixture(scope="module")
def corners(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The base with a draft laid over it that meets every precedence and every ground to leave a rule out."""
    folder: Path = tmp_path_factory.mktemp("draft")
    (folder / "draft.ttl").write_text(CORNERS, encoding="utf-8")
    return Knowledge.load(extra=folder)


def by_sets(knowledge: Knowledge, day: date) -> SpaceJudgement:
    rules = CoverageRules(knowledge.dimensions, knowledge.mappings)
    return SpaceJudgement(rules, treaty_definitions(knowledge, day), offences_in_force(knowledge, day))


def by_sparql(knowledge: Knowledge, question: str, day: date) -> set[tuple[str, ...]]:
    rows = [
        tuple(row[notation] for notation in knowledge.dimensions)
        for row in knowledge.queries.rows(knowledge.store, f"coverage/{question}", day=day)
    ]
    assert len(rows) == len(set(rows)), "a case is listed twice"
    return set(rows)


def named(space: CaseSpace, cases: int) -> set[tuple[str, ...]]:
    """Return a set of cases as tuples of notations."""
    found = set()
    for index in range(space.size):
        if cases >> index & 1:
            notations = []
            for terms in reversed(space.terms):
                index, position = divmod(index, len(terms))
                notations.append(terms[position].notation)
            found.add(tuple(reversed(notations)))
    return found


def assert_sparql_agrees(knowledge: Knowledge, day: date) -> None:
    judgement = by_sets(knowledge, day)
    for question in QUESTIONS:
        cases = getattr(judgement, question)
        assert by_sparql(knowledge, question, day) == named(judgement.rules.space, cases), question


def assert_reasoner_agrees(knowledge: Knowledge, days: Sequence[date]) -> None:
    for result in reason_on_days(knowledge, days):
        assert result.consistent
        assert result.unsatisfiable == ()
        assert result.boxes_proved, result.day
        judgement = by_sets(knowledge, result.day)
        assert len(result.definitions) == len(judgement.definitions)
        for definition, answer in zip(judgement.definitions, result.definitions, strict=True):
            outside = judgement.rules.cases(definition, Coverage.COVERED) & ~judgement.national
            assert answer.subsumed == (outside == 0), (result.day, definition.iri)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_sparql_finds_the_cases_of_the_set_engine(knowledge: Knowledge, day: date) -> None:
    assert_sparql_agrees(knowledge, day)


def test_sparql_weighs_lists_silence_mappings_and_readings_like_the_set_engine(corners: Knowledge) -> None:
    assert_sparql_agrees(corners, TODAY)


@pytest.mark.java
def test_the_reasoner_proves_the_gap_of_the_set_engine_on_every_day(knowledge: Knowledge) -> None:
    assert_reasoner_agrees(knowledge, DAYS)


@pytest.mark.java
def test_the_reasoner_weighs_lists_silence_mappings_and_readings_like_the_set_engine(corners: Knowledge) -> None:
    assert_reasoner_agrees(corners, (TODAY,))


def test_what_is_compared_is_not_empty(knowledge: Knowledge, corners: Knowledge) -> None:
    for base in (knowledge, corners):
        judgement = by_sets(base, TODAY)
        assert judgement.uncovered
        assert judgement.covered
        assert judgement.exceeding
    assert by_sets(corners, TODAY).uncovered != by_sets(knowledge, TODAY).uncovered


def test_before_national_law_every_treaty_case_is_uncovered(knowledge: Knowledge) -> None:
    judgement = by_sets(knowledge, DAYS[0])
    assert judgement.uncovered == judgement.treaty != 0
    assert len(by_sparql(knowledge, "uncovered", DAYS[0])) == judgement.treaty.bit_count()
