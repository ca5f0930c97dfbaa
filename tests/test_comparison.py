"""What changed between two days, and how two instruments stand to each other: nothing unjudged is told as a number."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest

from analyzer.i18n import LANGUAGES
from analyzer.service import Service
from tests.conftest import Run

Answer = dict[str, Any]

DAY = date(2026, 11, 21)
BEFORE_LAW_21 = date(2006, 12, 31)
UNDER_LAW_21 = date(2012, 6, 1)
LAST_DAY_OF_THE_OLD_CODE = date(2025, 12, 31)
FIRST_DAY_OF_THE_NEW_CODE = date(2026, 1, 2)
DIVISION = ("covered", "arguable", "uncovered")


def records(run: Run, *words: str) -> list[dict[str, str]]:
    """Return the rows that a command prints as CSV."""
    outcome = run(*words, "--format", "csv")
    assert (outcome.code, outcome.err) == (0, "")
    return list(csv.DictReader(io.StringIO(outcome.out, newline="")))


def row(answer: Answer, label: str) -> Answer:
    """Return the one point of a comparison whose English label begins with these words."""
    found: Answer
    (found,) = [row for row in answer["rows"] if row["label"]["en"].startswith(label)]
    return found


@pytest.fixture(scope="module")
def first_verdict(service: Service) -> Answer:
    """A day without verdict on the cases beside one with a verdict."""
    return service.compare_days(BEFORE_LAW_21, UNDER_LAW_21)


@pytest.fixture(scope="module")
def new_code(service: Service) -> Answer:
    """The last day of the old Criminal Code beside the first of the new one."""
    return service.compare_days(LAST_DAY_OF_THE_OLD_CODE, FIRST_DAY_OF_THE_NEW_CODE)


@pytest.fixture(scope="module")
def treaties(service: Service) -> Answer:
    """The two treaties on trafficking beside each other."""
    return service.compare_instruments("actip", "palermo", DAY)


@pytest.fixture(scope="module")
def law(service: Service) -> Answer:
    """The Protocol beside the Law on trafficking."""
    return service.compare_instruments("palermo", "uu-2007-21", DAY)


class TestDaysWithoutAVerdict:
    def test_cases_nobody_judged_have_no_number(self, first_verdict: Answer) -> None:
        assert first_verdict["assessed"] == {"before": False, "after": True}
        assert [first_verdict["cases"]["before"][name] for name in DIVISION] == [None] * len(DIVISION)
        assert all(first_verdict["cases"]["after"][name] for name in DIVISION)

    def test_no_gap_region_is_said_to_open_or_close(self, first_verdict: Answer) -> None:
        assert first_verdict["regionsOpened"] == first_verdict["regionsClosed"] == []

    @pytest.mark.parametrize(("language", "words"), [("en", "not assessed"), ("id", "belum dinilai")])
    def test_the_report_says_not_assessed_where_others_have_a_number(self, run: Run, language: str, words: str) -> None:
        table = run("compare", "2006-12-31", "2012-06-01", "--lang", language).out.split("DEF-01")[0]
        assert table.count(words) >= len(DIVISION)
        assert "Gap regions" not in table and "Wilayah celah" not in table

    def test_the_gap_report_of_such_a_day_has_no_number_either(self, service: Service) -> None:
        assert [service.gaps(BEFORE_LAW_21)["cases"][name] for name in DIVISION] == [None] * len(DIVISION)

    @pytest.mark.parametrize("form", ["text", "md", "html"])
    def test_the_gap_report_of_such_a_day_still_holds_the_criteria(self, run: Run, service: Service, form: str) -> None:
        outcome = run("gaps", "--as-of", BEFORE_LAW_21.isoformat(), "--format", form)
        assert "This is about the cases only" in outcome.out
        for finding in service.gaps(BEFORE_LAW_21)["findings"]:
            assert f"{finding['criterion']} " in outcome.out

    def test_the_first_day_with_a_verdict_comes_from_none(self, service: Service) -> None:
        (event,) = [item for item in service.timeline(DAY)["events"] if item["date"] == "2007-04-19"]
        assert [event["cases"]["before"][name] for name in DIVISION] == [None] * len(DIVISION)
        assert all(event["cases"]["after"][name] for name in DIVISION)

    def test_the_timeline_tells_no_move_of_cases_where_none_is_known(self, run: Run) -> None:
        told = run("timeline").out
        assert "0 to 0" not in told
        assert "in the gap: not assessed to 364." in " ".join(told.split())
        assert "Treaty cases" not in told.split("25 December 2003")[1].split("22 September 2004")[0]

    @pytest.mark.parametrize("form", ["text", "md"])
    def test_a_report_without_the_plot_does_not_explain_its_lines(self, run: Run, form: str) -> None:
        assert "Long lines" not in run("timeline", "--format", form).out


class TestChangesBetweenTwoDays:
    def test_parts_that_change_under_an_equal_status_are_told(self, new_code: Answer) -> None:
        moved = {
            (part["criterion"], part["before"], part["after"])
            for part in new_code["parts"]
            if None not in (part["before"], part["after"])
        }
        assert {("CRI-17", "arguable", "met"), ("CRI-07", "missing", "arguable")} <= moved

    def test_parts_that_only_one_day_asks_about_come_last(self, new_code: Answer) -> None:
        alone = [None in (part["before"], part["after"]) for part in new_code["parts"]]
        assert alone == sorted(alone)

    def test_what_a_repealed_article_met_ends_as_what_its_successor_meets_begins(self, new_code: Answer) -> None:
        consent = {part["part"]["en"]: part["after"] for part in new_code["parts"] if part["criterion"] == "DEF-12"}
        assert [after for name, after in consent.items() if name.endswith("KUHP Art. 455(1)")] == ["met"]
        assert [after for name, after in consent.items() if name.endswith("Law 21/2007 Art. 2(1)")] == [None]

    def test_the_table_has_a_row_for_each_change_and_says_of_what_kind(self, run: Run, new_code: Answer) -> None:
        kinds = [item["kind"] for item in records(run, "compare", "2025-12-31", "2026-01-02")]
        for key, kind in (
            ("findings", "finding"),
            ("parts", "part"),
            ("began", "provision-began"),
            ("ended", "provision-ended"),
        ):
            assert kinds.count(kind) == len(new_code[key]) > 0

    def test_the_table_of_the_timeline_holds_events_and_cases_too(self, run: Run) -> None:
        told = [item for item in records(run, "timeline") if item["date"] == "2007-04-19"]
        assert {item["kind"] for item in told} == {"event", "cases", "finding"}
        (gap,) = [item for item in told if item["title"] == "uncovered"]
        assert (gap["from"], gap["to"]) == ("not-assessed", "364")


class TestTwoInstruments:
    def test_no_row_rests_on_a_repealed_article(self, service: Service, law: Answer) -> None:
        cited = {reference for row in law["rows"] for reference in (*row["first"], *row["second"])}
        assert not {"uu-2007-21:2.1", "uu-2007-21:2.2"} & cited
        held = {str(item.reference): item.interval for item in service.knowledge.provisions.values()}
        assert all(held[reference].holds(DAY) for reference in cited)

    def test_on_a_day_before_its_repeal_the_article_counts(self, service: Service) -> None:
        answer = service.compare_instruments("palermo", "uu-2007-21", LAST_DAY_OF_THE_OLD_CODE)
        assert "uu-2007-21:2.1" in {reference for row in answer["rows"] for reference in row["second"]}

    @pytest.mark.parametrize(
        ("action", "article"),
        [
            ("give foreign victims a set time to recover", "uu-2007-21:51.1"),
            ("have an independent body report", "uu-2007-21:58.4"),
            ("tell the victim's home state", "uu-2007-21:54.2"),
        ],
    )
    def test_a_norm_that_falls_short_is_marked_as_asking_in_part(
        self, service: Service, law: Answer, action: str, article: str
    ) -> None:
        told = row(law, action)
        assert article in told["second"] and article in told["inPart"]
        assert told["note"]["en"].startswith(service.citations[article]["en"] + ": ")

    @pytest.mark.parametrize(("language", "words"), [("en", "in part: Law 21/2007"), ("id", "sebagian: Pasal")])
    def test_the_report_marks_what_falls_short_and_says_why(
        self, run: Run, law: Answer, language: str, words: str
    ) -> None:
        told = run("compare", "palermo", "uu-2007-21", "--as-of", DAY.isoformat(), "--format", "md", "--lang", language)
        assert words in told.out
        note = row(law, "give foreign victims a set time")["note"][language]
        assert note.split(":")[1][:60] in told.out

    @pytest.mark.parametrize(
        "reference",
        [
            "actip:5.3.a",
            "actip:5.3.e",
            "actip:5.3.g",
            "actip:2.b",
            "actip:2.d",
            "actip:5.1",
            "actip:5.2.a",
            "actip:6.1",
        ],
    )
    def test_the_core_provisions_of_actip_are_compared(self, treaties: Answer, reference: str) -> None:
        assert reference in {item for row in treaties["rows"] for item in row["first"]}

    @pytest.mark.parametrize(
        "reference", ["palermo:3.b", "palermo:3.d", "palermo:5.1", "palermo:5.2.a", "palermo:5.2.c"]
    )
    def test_the_core_provisions_of_the_palermo_protocol_are_compared(self, treaties: Answer, reference: str) -> None:
        assert reference in {item for row in treaties["rows"] for item in row["second"]}

    def test_a_criterion_that_both_serve_is_alike_and_named(self, treaties: Answer) -> None:
        told = row(treaties, "Attempt, aiding, organising and directing")
        assert (told["kind"], told["criterion"], told["relation"]) == ("criterion", "CRI-02", "same")

    def test_the_aggravating_circumstances_are_only_in_actip(self, treaties: Answer) -> None:
        assert row(treaties, "ACTIP aggravating factors")["relation"] == "adds"

    def test_the_summary_counts_every_row(self, treaties: Answer) -> None:
        assert sum(treaties["summary"].values()) == len(treaties["rows"])

    def test_a_treaty_that_is_not_yet_in_force_is_said_to_be_so(self, run: Run, service: Service) -> None:
        answer = service.compare_instruments("actip", "palermo", date(2005, 1, 1))
        assert (answer["first"]["inForce"], answer["second"]["inForce"]) == (False, True)
        assert not any(row["first"] for row in answer["rows"])
        told = run("compare", "actip", "palermo", "--as-of", "2005-01-01").out
        assert "No provision of ACTIP is in force on 1 January 2005." in told


class TestQuestionsThatCannotBeAnswered:
    @pytest.mark.parametrize("sides", [("2025-12-31", "xyz"), ("2025-12-31", "actip"), ("actip", "2025-12-31")])
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_date_is_compared_with_a_date_only(self, run: Run, sides: tuple[str, str], language: str) -> None:
        outcome = run("compare", *sides, "--lang", language)
        assert outcome.code == 2
        (line,) = outcome.err.splitlines()
        assert ("two dates, two instruments" if language == "en" else "dua tanggal, dua instrumen") in line

    def test_the_score_refuses_days_before_the_base_as_all_answers_do(self, run: Run) -> None:
        outcomes = [run(command, "--as-of", "2000-01-01") for command in ("gaps", "score")]
        assert {outcome.code for outcome in outcomes} == {2}
        assert len({outcome.err for outcome in outcomes}) == 1

    def test_filters_that_let_nothing_through_are_answered_with_a_sentence(self, run: Run) -> None:
        filters = ("--criterion", "CRI-01", "--status", "not-assessed")
        assert json.loads(run("findings", *filters, "--format", "json").out)["findings"] == []
        told = run("findings", *filters).out
        assert "No criterion passes all of these filters." in told
        assert "----  " not in told
