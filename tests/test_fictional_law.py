"""The law is data: a law written in Turtle alone changes every answer, without a line of Python."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analyzer.report import gap_report, provision_report, screening_report
from analyzer.report.render import text
from analyzer.report.wording import Wording
from analyzer.service import Service

IN_FORCE = date(2026, 6, 1)
DAY_BEFORE = date(2026, 5, 31)
CASE: dict[str, list[str]] = {
    "act": ["harbouring"],
    "means": ["none"],
    "purpose": ["forced-labour"],
    "route": ["domestic"],
    "citizenship": ["indonesian"],
    "stage": ["intended"],
}


@pytest.fixture(scope="module")
def amended() -> Iterator[Service]:
    yield Service.load(extra=Path(__file__).parent / "fictional")


def screened(service: Service, day: date) -> dict[str, Any]:
    return service.screen(service.facts(CASE, 15), day)


def test_it_covers_a_child_harboured_at_home_from_its_first_day(amended: Service) -> None:
    assert screened(amended, DAY_BEFORE)["verdict"] == "arguable"
    assert screened(amended, IN_FORCE)["verdict"] == "covered"
    assert screened(amended, IN_FORCE)["national"]["by"] == ["uu-2099-1:1"]


def test_it_closes_the_gap_for_harbouring_and_receipt_and_no_other(amended: Service, service: Service) -> None:
    before, after = amended.gaps(DAY_BEFORE), amended.gaps(IN_FORCE)
    assert before["cases"] == service.gaps(DAY_BEFORE)["cases"]
    assert after["cases"]["uncovered"] < before["cases"]["uncovered"]
    acts = {act for region in after["regions"] for act in region["dimensions"]["act"]}
    assert acts == {"recruitment", "transportation", "transfer"}


def test_its_penalty_is_told_without_increases_that_do_not_name_it(amended: Service) -> None:
    answer = screened(amended, IN_FORCE)
    penalty = next(found for found in answer["results"] if found["provision"] == "uu-2099-1:1")["penalty"]
    assert (penalty["prisonMinYears"], penalty["prisonMaxYears"], penalty["fineMaxIdr"]) == (2, 9, 70_000_000)
    assert [step["basis"] for step in penalty["notApplied"]] == ["uu-2007-21:17"]


@pytest.mark.parametrize(
    "name", ["uu-2099-1:1", "Pasal 1 UU Khayalan", "UU No. 1 Tahun 2099 Pasal 1", "Law 1/2099 Art. 1"]
)
def test_it_is_found_by_every_name(amended: Service, name: str) -> None:
    assert amended.show(name, IN_FORCE)["id"] == "uu-2099-1:1"


@pytest.mark.parametrize("language", ["en", "id"])
def test_it_stands_in_every_report(amended: Service, language: str) -> None:
    wording = Wording(language, amended.vocabulary(), amended.citations)
    citation = {"en": "Law 1/2099 Art. 1", "id": "Pasal 1 UU 1/2099"}[language]
    gaps = gap_report.lay_out(amended.gaps(IN_FORCE), wording, "selaras gaps")
    case = screening_report.lay_out(screened(amended, IN_FORCE), wording, "selaras screen")
    page = provision_report.lay_out(amended.show("uu-2099-1:1", IN_FORCE), wording, [])
    for report in (gaps, case, page):
        assert citation in text(report)
