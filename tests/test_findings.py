"""What the base answers about child victims and the state of the law, and which rights open in which case."""

from datetime import date
from typing import Any

import pytest

from analyzer.filters import Filters
from analyzer.knowledge import Knowledge
from analyzer.service import Service
from tests.conftest import Screen

FINDINGS = """
PREFIX sel: <https://w3id.org/selaras/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?number ?evidence WHERE { ?finding a sel:Finding ; skos:notation ?number ; sel:evidence ?evidence }
"""
CHILD_FINDINGS = {f"CF{number:02d}" for number in range(1, 36)}
STATUS = {f"S{number}" for number in range(1, 14)}
EXPLOITED_CHILD: dict[str, Any] = {"age": 15, "purpose": "prostitution-of-others", "stage": "exploited"}
WORKER_ABROAD: dict[str, Any] = {"act": "transportation", "route": "outbound", "stage": "exploited"}
LAST_DAY_BEFORE_TPKS = "2022-05-08"
CHILD_PROCEDURE = {"uu-2007-21:38", "uu-2007-21:39.1", "uu-2007-21:39.2", "uu-2007-21:40.1", "uu-2014-31:29A.1"}


@pytest.fixture(scope="module")
def evidence(knowledge: Knowledge) -> dict[str, set[str]]:
    """The provisions on which each finding rests, by its number."""
    found: dict[str, set[str]] = {}
    for number, provision in knowledge.store.select(FINDINGS)[1]:
        found.setdefault(str(number), set()).add(str(provision))
    return found


def opened(answer: dict[str, Any]) -> set[str]:
    return {found["id"] for found in answer["opens"]}


def test_all_child_findings_and_status_statements_are_there(evidence: dict[str, set[str]]) -> None:
    assert set(evidence) == CHILD_FINDINGS | STATUS


@pytest.mark.parametrize("number", sorted(CHILD_FINDINGS | STATUS))
def test_a_finding_cites_provisions_that_exist(
    knowledge: Knowledge, evidence: dict[str, set[str]], number: str
) -> None:
    assert evidence[number] <= knowledge.provisions.keys()


def test_that_a_child_needs_a_means_rests_on_the_code_and_on_palermo(
    knowledge: Knowledge, evidence: dict[str, set[str]]
) -> None:
    cited = {knowledge.reference(iri) for iri in evidence["CF01"]}
    assert {"kuhp:455.1", "uu-2007-21:1.1", "palermo:3.c"} <= cited


def test_every_victim_may_have_a_companion_and_claim_restitution(screen: Screen) -> None:
    for case in ({}, EXPLOITED_CHILD, WORKER_ABROAD, {"citizenship": "foreign", "route": "inbound"}):
        assert {"uu-2007-21:35", "uu-2007-21:48.1", "uu-2007-21:51.1"} <= opened(screen(**case))


def test_a_child_victim_of_sexual_exploitation_is_paid_by_the_state_and_heard_in_closed_session(screen: Screen) -> None:
    rights = opened(screen(**EXPLOITED_CHILD))
    assert {"uu-2022-12:35.1", "uu-2022-12:52", "uu-2007-21:39.1", "uu-2014-35:71D.1", "pp-2017-43:10"} <= rights


def test_a_child_trafficked_for_labour_is_not_offered_the_law_on_sexual_violence(screen: Screen) -> None:
    rights = opened(screen(age=15, purpose="forced-labour"))
    assert rights >= CHILD_PROCEDURE
    assert not {right for right in rights if right.startswith("uu-2022-12:")}


def test_an_adult_is_not_offered_child_procedure(screen: Screen, knowledge: Knowledge) -> None:
    for purpose in ("forced-labour", "prostitution-of-others"):
        rights = opened(screen(age=25, purpose=purpose))
        assert not rights & CHILD_PROCEDURE
        child_only = {str(item.reference) for item in knowledge.provisions.values() if item.child_specific}
        assert not rights & child_only


def test_an_adult_too_is_heard_in_closed_session_when_the_purpose_is_sexual(screen: Screen) -> None:
    assert "uu-2022-12:58" in opened(screen(purpose="other-sexual-exploitation"))


def test_an_indonesian_victim_abroad_is_protected_and_brought_home_by_the_mission(screen: Screen) -> None:
    rights = opened(screen(**WORKER_ABROAD))
    assert {"uu-2007-21:54.1", "uu-2017-18:24.1", "uu-2017-18:6.1.j"} <= rights
    assert "uu-2007-21:54.2" not in rights


def test_a_victim_at_home_is_not_offered_the_help_of_a_mission(screen: Screen) -> None:
    assert not {"uu-2007-21:54.1", "uu-2007-21:54.2", "uu-2017-18:24.1"} & opened(screen())


def test_a_foreign_victim_in_indonesia_is_offered_return_and_no_deportation(screen: Screen) -> None:
    rights = opened(screen(citizenship="foreign", route="inbound"))
    assert {"uu-2007-21:54.2", "uu-2011-6:86", "uu-2011-6:136.3"} <= rights
    assert "uu-2007-21:54.1" not in rights


@pytest.mark.parametrize("day", ["2007-04-19", "2014-10-16", LAST_DAY_BEFORE_TPKS, "2026-01-01", "2026-11-21"])
def test_nobody_is_offered_a_provision_that_is_not_in_force_on_the_day(
    screen: Screen, service: Service, day: str
) -> None:
    in_force = {found["id"] for found in service.listing(date.fromisoformat(day), Filters(in_force=True))["provisions"]}
    for case in (EXPLOITED_CHILD, WORKER_ABROAD):
        rights = opened(screen(**case, day=day))
        assert rights
        assert rights <= in_force


def test_the_law_on_sexual_violence_opens_on_its_first_day(screen: Screen) -> None:
    assert "uu-2022-12:35.1" not in opened(screen(**EXPLOITED_CHILD, day=LAST_DAY_BEFORE_TPKS))
    assert "uu-2022-12:35.1" in opened(screen(**EXPLOITED_CHILD, day="2022-05-09"))


def test_every_right_that_opens_stands_under_one_need_of_the_victim(screen: Screen) -> None:
    answer = screen(**EXPLOITED_CHILD)
    needs = [need["id"] for need in answer["needs"]]
    assert {entry["need"] for entry in answer["opens"]} == set(needs)
    assert len(needs) == len(set(needs))


@pytest.mark.parametrize(
    ("provision", "need"),
    [
        ("uu-2007-21:18", "no-punishment"),
        ("uu-2007-21:48.1", "money"),
        ("uu-2007-21:51.1", "recovery"),
        ("uu-2007-21:39.1", "hearing"),
        ("uu-2007-21:27", "money"),
        ("uu-2007-21:53", "recovery"),
        ("uu-2014-31:29A.2", "witness"),
        ("uu-2007-21:35", "company"),
    ],
)
def test_a_right_stands_under_the_need_that_it_answers_to(screen: Screen, provision: str, need: str) -> None:
    (entry,) = (entry for entry in screen(**EXPLOITED_CHILD)["opens"] if entry["id"] == provision)
    assert entry["need"] == need
