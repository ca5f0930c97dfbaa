"""Facts that cannot be true together are refused, and an age limit of an offence counts years, not classes."""

from datetime import date
from typing import Any

import pytest

from analyzer.errors import InputError
from analyzer.service import Service
from tests.conftest import Screen

DAY = date(2026, 11, 22)
GIVEN_AWAY: dict[str, Any] = {"act": "transfer", "means": "none", "stage": "exploited"}


def coverage(answer: dict[str, Any], provision: str) -> str:
    (found,) = (result for result in answer["results"] if result["provision"] == provision)
    return str(found["coverage"])


@pytest.mark.parametrize("age", [12, 15, 17])
def test_a_child_of_twelve_or_more_is_not_offered_the_offence_that_protects_below_twelve(
    screen: Screen, age: int
) -> None:
    assert coverage(screen(**GIVEN_AWAY, age=age), "kuhp:425.1") == "not-covered"


def test_whether_receiving_an_older_child_is_punished_must_be_argued(screen: Screen) -> None:
    assert coverage(screen(**{**GIVEN_AWAY, "act": "receipt"}, age=15), "kuhp:425.2") == "arguable"


def test_a_child_of_eleven_given_away_for_work_may_be_reached_by_it(screen: Screen) -> None:
    assert coverage(screen(**GIVEN_AWAY, age=11), "kuhp:425.1") == "arguable"


def test_the_reason_names_the_age_below_which_it_protects(screen: Screen) -> None:
    answer = screen(**GIVEN_AWAY, age=15)
    (found,) = (result for result in answer["results"] if result["provision"] == "kuhp:425.1")
    assert "below 12 years only" in found["reason"]["en"]
    assert "di bawah 12 tahun" in found["reason"]["id"]


@pytest.mark.parametrize(
    ("act", "route", "needed"), [("taking-out", "domestic", "outbound"), ("bringing-in", "outbound", "inbound")]
)
def test_crossing_the_border_goes_only_with_the_route_that_crosses_it(
    screen: Screen, act: str, route: str, needed: str
) -> None:
    with pytest.raises(InputError, match=f"act {act} goes with route {needed} only, not {route}; change one"):
        screen(act=act, route=route)
    assert screen(act=act, route=needed)["verdict"]


def test_an_adult_cannot_be_adopted(screen: Screen) -> None:
    with pytest.raises(InputError, match="act adoption goes with age child only, not adult"):
        screen(act="adoption", age=30)


@pytest.mark.parametrize("circumstance", ["promise", "own-or-entrusted-child"])
def test_a_circumstance_about_a_child_goes_only_with_a_child(screen: Screen, circumstance: str) -> None:
    with pytest.raises(InputError, match=f"circumstance {circumstance} goes with age child only, not adult"):
        screen(age=28, circumstances=(circumstance,))
    assert screen(age=17, circumstances=(circumstance,))["verdict"]


def test_a_child_who_was_promised_work_has_no_neighbour_of_full_age(service: Service) -> None:
    values = {"act": ["receipt"], "means": ["none"], "purpose": ["forced-labour"]} | {
        "route": ["domestic"],
        "citizenship": ["indonesian"],
        "stage": ["intended"],
    }
    neighbours = service.around(service.facts(values, 15, ["promise"]), DAY)["neighbours"]
    assert neighbours and "age" not in {row["dimension"] for row in neighbours}


def test_every_neighbour_of_a_case_can_be_screened(service: Service) -> None:
    values = {
        "act": ["adoption"],
        "means": ["none"],
        "purpose": ["forced-labour"],
        "route": ["domestic"],
        "citizenship": ["indonesian"],
        "stage": ["intended"],
    }
    neighbours = service.around(service.facts(values, 5), DAY)["neighbours"]
    assert neighbours
    for row in neighbours:
        case = row["case"]
        given = {name: held if isinstance(held, list) else [held] for name, held in case.items() if name in values}
        assert service.screen(service.facts(given, case["age"]), DAY)["verdict"] == row["verdict"]


def test_cases_without_means_are_counted_apart_so_that_the_child_rule_has_its_own_number(service: Service) -> None:
    answer = service.gaps(DAY)
    counted = answer["casesWithoutMeans"]
    assert counted["treaty"] == counted["covered"] + counted["arguable"] + counted["uncovered"]
    assert counted["uncovered"] == answer["cases"]["uncovered"]
    assert counted["treaty"] < answer["cases"]["treaty"]
    assert service.gaps(DAY, victim="adult")["casesWithoutMeans"]["treaty"] == 0


def test_an_article_says_which_values_must_be_argued_under_it_and_why(service: Service) -> None:
    (offence,) = service.show("kuhp:455.1", DAY)["offences"]
    (abroad,) = (item for item in offence["readings"] if item["terms"] == ["outbound"])
    assert (abroad["dimension"], abroad["coverage"]) == ("route", "arguable")
    assert "territory of Indonesia" in abroad["reason"]["en"]
