"""What a reader of the reports is told in words: which offence is milder than which, and what an answer rests on."""

from datetime import date

import pytest

from analyzer.report import criteria_report, render, timeline_report
from analyzer.report.wording import Wording
from analyzer.service import Service

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def wording(service: Service) -> Wording:
    return Wording("en", service.vocabulary(), service.citations)


@pytest.fixture(scope="module")
def findings(service: Service, wording: Wording) -> str:
    """The report on the penalties in cases of children, as running text."""
    answer = service.findings(DAY, criteria=["CRI-06"])
    return " ".join(render.text(criteria_report.lay_out(answer, wording, "")).split())


def test_offences_that_are_too_mild_are_told_with_the_offence_beside_which_they_are(findings: str) -> None:
    assert (
        "Not met: punished too mildly beside KUHP Art. 455(1): KUHP Art. 422(1), KUHP Art. 425(1) and KUHP Art. 425(2)."
        in findings
    )


def test_an_article_known_from_memory_is_named_and_does_not_mark_the_whole_reason(findings: str) -> None:
    assert "KUHP Art. 425(2). It rests in part on ACTIP Art. 5(3)(b) [recalled, not checked]. Demanded" in findings


def test_the_parts_of_a_finding_say_whose_penalty_is_held_against_whose(service: Service) -> None:
    (found,) = service.findings(DAY, criteria=["CRI-06"])["findings"]
    labels = {part["label"]["en"] for part in found["parts"]}
    assert "the penalty of KUHP Art. 422(1) beside that of KUHP Art. 455(1)" in labels


def test_a_finding_that_is_no_longer_assessed_says_why_and_blames_no_provision(
    service: Service, wording: Wording
) -> None:
    answer = service.timeline(DAY, criteria=["MIG-10"])
    (change,) = [change for event in answer["events"] for change in event["changes"] if change["to"] == "not-assessed"]
    assert change["through"] == []
    assert change["reason"]["en"].startswith("To be read first")
    assert "MIG-10: To be read first" in render.text(timeline_report.lay_out(answer, wording, ""))


def test_the_quiz_begins_with_a_word_and_a_story(service: Service) -> None:
    first, second = (service.quiz(DAY, number) for number in (1, 2))
    assert (first["kind"], second["kind"]) == ("word", "verdict")
    assert first["story"] and second["story"]
