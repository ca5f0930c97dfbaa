"""Documented patterns on the command line and in the service: their cases, their screening, what is refused."""

import csv
import io
import json
from datetime import date

import pytest

from analyzer.errors import InputError
from analyzer.service import Service
from tests.conftest import Run

DATED = ("--as-of", "2026-11-21")
DAY = date(2026, 11, 21)
AGE_FRAUD = (
    *("--act", "recruitment", "--act", "transportation", "--means", "forgery", "--purpose", "forced-labour"),
    *("--age", "16", "--route", "outbound", "--citizenship", "indonesian", "--stage", "intended"),
)


class TestService:
    """What `Service.patterns` gives."""

    def test_every_pattern_of_the_base_is_told_in_order_with_its_story_and_its_sources(self, service: Service) -> None:
        told = service.patterns(DAY)
        assert [item["id"] for item in told][:3] == [
            "brokers-seize-documents",
            "forged-documents",
            "overcharged-into-debt-bondage",
        ]
        assert len(told) == 14
        for item in told:
            assert all(item["story"].values()) and all(item["label"].values())
            assert item["sources"] and item["confirmation"] == "secondary"

    def test_the_verdict_of_a_pattern_is_that_of_its_case(self, service: Service) -> None:
        for item in service.patterns(DAY):
            screened = service.screen(service.pattern_facts(item["id"]), DAY)
            for key in ("case", "verdict", "reason", "treaty", "national"):
                assert item[key] == screened[key], item["id"]
            assert {result["provision"] for result in item["results"]} <= {
                *item["treaty"]["by"],
                *item["national"]["by"],
            }

    def test_the_law_of_another_day_gives_another_verdict(self, service: Service) -> None:
        before = {item["id"]: item["verdict"] for item in service.patterns(date(2005, 1, 1))}
        assert set(before.values()) == {"not-assessed"}

    def test_an_unknown_pattern_is_refused_with_the_names_there_are(self, service: Service) -> None:
        with pytest.raises(InputError, match='pattern "nothing" is unknown; choose from brokers-seize-documents, '):
            service.pattern_facts("nothing")


class TestScreen:
    """`selaras screen --pattern`."""

    def test_of_a_pattern_is_the_screening_of_its_facts(self, run: Run) -> None:
        by_name = run("screen", "--pattern", "age-fraud", "--format", "json", *DATED)
        by_facts = run("screen", *AGE_FRAUD, "--format", "json", *DATED)
        assert by_name.code == 0
        assert json.loads(by_name.out) == json.loads(by_facts.out)

    @pytest.mark.parametrize(
        ("words", "named"),
        [
            (("--age", "16"), "--age"),
            (("--act", "receipt", "--stage", "intended"), "--act, --stage"),
            (("--circumstance", "official"), "--circumstance"),
        ],
    )
    def test_a_pattern_takes_no_other_facts(self, run: Run, words: tuple[str, ...], named: str) -> None:
        outcome = run("screen", "--pattern", "age-fraud", *words)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == f"selaras: --pattern brings all facts of its case; leave out {named}\n"

    @pytest.mark.parametrize("name", ["", "nothing", "age fraud", "\x1b[2J"])
    def test_an_unknown_pattern_is_refused_in_one_line(self, run: Run, name: str) -> None:
        outcome = run("screen", "--pattern", name)
        assert (outcome.code, outcome.out) == (2, "")
        assert "is unknown; choose from brokers-seize-documents, " in outcome.err
        assert outcome.err.count("\n") == 1 and "\x1b" not in outcome.err


class TestPatterns:
    """`selaras patterns`."""

    def test_as_json_is_the_answer_of_the_service(self, run: Run, service: Service) -> None:
        assert json.loads(run("patterns", "--format", "json", *DATED).out) == service.patterns(DAY)

    def test_as_csv_has_one_row_for_each(self, run: Run) -> None:
        rows = list(csv.DictReader(io.StringIO(run("patterns", "--format", "csv", *DATED).out)))
        assert len(rows) == 14
        fraud = next(row for row in rows if row["pattern"] == "age-fraud")
        assert (fraud["label"], fraud["verdict"], fraud["national"]) == (
            "Age raised in the documents",
            "covered",
            "uu-2007-21:4",
        )

    @pytest.mark.parametrize(
        ("language", "label"), [("en", "Documented patterns"), ("id", "Modus yang terdokumentasi")]
    )
    def test_is_a_report_in_both_languages_that_can_be_run_again(self, run: Run, language: str, label: str) -> None:
        text = run("patterns", "--lang", language, *DATED).out
        assert text.startswith(label)
        assert "age-fraud" in text
        assert "selaras patterns --as-of 2026-11-21" in text
