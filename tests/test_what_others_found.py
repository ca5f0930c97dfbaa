"""What others found as reports use it: by what day it was there, what it is compared with, and where it is told."""

from datetime import date
from itertools import groupby
from typing import Any

import pytest

from analyzer.criteria.values import Status
from analyzer.i18n import LANGUAGES
from analyzer.service import Service
from tests.conftest import Run

DAY = date(2026, 11, 21)
EARLY = date(2012, 6, 1)


def flat(text: str) -> str:
    return " ".join(text.split())


class TestByWhatDay:
    """Nothing is used before it was published."""

    @pytest.mark.parametrize("day", [EARLY, date(2017, 12, 31), DAY])
    def test_a_report_sets_no_later_finding_beside_its_own(self, service: Service, day: date) -> None:
        years = [item["year"] for item in service.gaps(day)["external"]]
        assert all(year is None or year <= day.year for year in years)

    @pytest.mark.parametrize("day", [EARLY, date(2017, 12, 31), DAY])
    def test_the_score_counts_no_later_finding(self, service: Service, day: date) -> None:
        rows = service.score(day)["rows"]
        assert rows
        assert all(row["year"] is None or row["year"] <= day.year for row in rows)

    def test_praise_of_a_ratification_in_2017_says_nothing_against_the_law_of_2012(self, service: Service) -> None:
        (early,) = service.findings(EARLY, criteria=["COO-04"])["findings"]
        (today,) = service.findings(DAY, criteria=["COO-04"])["findings"]
        assert "XE-49" not in [*early["external"], *early["externalDisagree"]]
        assert "XE-49" in today["externalAgree"]
        assert "XE-49" not in {item["id"] for item in service.finding("COO-04", EARLY)["external"]}

    def test_an_article_without_a_year_counts_from_the_year_of_what_it_speaks_of(self, service: Service) -> None:
        assert "XE-36" not in {row["external"] for row in service.score(date(2012, 12, 31))["rows"]}
        assert "XE-36" in {row["external"] for row in service.score(date(2013, 1, 1))["rows"]}

    def test_an_older_finding_is_held_against_the_law_of_the_day_that_is_asked_about(self, service: Service) -> None:
        for day in (date(2016, 1, 1), DAY):
            (row,) = (row for row in service.score(day)["rows"] if row["external"] == "XE-44")
            (ours,) = service.findings(day, criteria=["CRI-17"])["findings"]
            assert (row["year"], row["ours"]) == (2015, ours["status"])

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_score_says_what_is_compared_with_what(self, run: Run, language: str) -> None:
        told = flat(run("score", "--as-of", "2016-01-01", "--lang", language).out)
        assert {
            "en": "Each finding published by 1 January 2016 is held against the law of that day",
            "id": "Setiap temuan yang sudah terbit pada 1 Januari 2016 dibandingkan dengan hukum pada hari itu",
        }[language] in told


class TestWhereItIsTold:
    """A reader of a printed report sees what each finding is about and what the text says to it."""

    def test_a_report_names_year_criterion_and_author(self, run: Run) -> None:
        told = flat(run("gaps", "--as-of", "2026-11-21").out)
        assert "XE-01 (2018) on DEF-10, DEF-11: gap." in told
        assert "XE-36 (year not known) on PRT-17, PRT-18: gap." in told
        assert "Wiend Sakti Myharto" in told
        assert "a law journal of Sriwijaya University" in told

    def test_what_the_text_says_answers_no_question_that_nobody_asked(self, service: Service) -> None:
        said = [item["disputedByText"] for item in service.findings(DAY)["external"] if item["disputedByText"]]
        assert said
        for text in said:
            assert text["en"].split()[0] not in {"Yes,", "In", "Partly"}
            assert text["id"].split()[0] not in {"Ya,", "Sebagian."}
        (buyers,) = (row for row in service.score(DAY)["rows"] if row["external"] == "XE-44")
        assert buyers["disputedByText"]["en"].startswith("The text contradicts it today. ")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_score_lists_agreements_and_what_cannot_be_compared(
        self, run: Run, service: Service, language: str
    ) -> None:
        told = run("score", "--as-of", "2026-11-21", "--format", "md", "--lang", language).out
        heads = {
            "en": ("## Where we agree", "## What cannot be compared"),
            "id": ("## Di mana kami sependapat", "## Yang tidak dapat dibandingkan"),
        }[language]
        _, _, after = told.partition(heads[0])
        agree, _, incomparable = after.partition(heads[1])
        rows = service.score(DAY)["rows"]
        for result, table in (("agree", agree), ("not-comparable", incomparable)):
            assert table.count("\n| X") == sum(row["result"] == result for row in rows) > 0


class TestReasonsAndNotes:
    """What is met is said, and what must be noted on a judgement reaches its reader."""

    @pytest.mark.parametrize(
        ("criterion", "asked"),
        [
            ("DEF-12", "the consent of an adult victim does not matter: KUHP Art. 455(1)"),
            ("DEF-13", "the consent of the child does not matter: KUHP Art. 455(1)"),
            ("CRI-05", "a maximum of four years in prison or more: KUHP Art. 455(1)"),
        ],
    )
    def test_a_reason_names_what_is_asked_of_each_offence(self, service: Service, criterion: str, asked: str) -> None:
        (finding,) = service.findings(DAY, criteria=[criterion])["findings"]
        assert asked in finding["reason"]["en"]
        assert any(part["asked"] and part["offence"]["en"] == "KUHP Art. 455(1)" for part in finding["parts"])

    @pytest.mark.parametrize("criterion", ["STA-03", "COO-04", "COO-06", "PRV-06", "PRV-10", "MIG-09"])
    def test_the_note_on_an_assessment_stands_beside_that_on_its_criterion(
        self, run: Run, service: Service, criterion: str
    ) -> None:
        known = service.policy.criteria[criterion]
        (assessment,) = (
            item for item in service.policy.assessments[known.iri] if item.interval.holds(DAY) and item.note
        )
        (finding,) = service.findings(DAY, criteria=[criterion])["findings"]
        assert assessment.note
        assert assessment.note.json() in finding["notes"]
        assert assessment.note.json() in service.finding(criterion, DAY)["finding"]["notes"]
        printed = run("findings", "--criterion", criterion, "--as-of", "2026-11-21").out
        assert flat(assessment.note.en) in flat(printed)

    def test_the_notes_on_a_criterion_say_the_same_in_both_languages(self, service: Service) -> None:
        (workers,) = service.findings(DAY, criteria=["MIG-08"])["findings"]
        (note,) = workers["notes"]
        assert note["en"].index("Part III") < note["en"].index("59/2021") < note["en"].index("39 to 41")
        assert note["id"].index("Bagian III") < note["id"].index("59/2021") < note["id"].index("39 sampai 41")


class TestListsOfLaw:
    """Citations stand in the order of the law, and each source by one name, once."""

    def test_citations_stand_in_the_order_of_the_law(self, service: Service) -> None:
        places = {str(item.reference): item.position for item in service.knowledge.provisions.values()}
        for row in service.findings(DAY)["findings"]:
            for side in ("treaty", "national"):
                for _, cited in groupby(row[side], key=lambda reference: reference.split(":")[0]):
                    order = [places[reference] for reference in cited]
                    assert order == sorted(order)

    def test_article_8_is_cited_before_article_10(self, service: Service) -> None:
        (workers,) = service.findings(DAY, criteria=["MIG-08"])["findings"]
        rights = [reference for reference in workers["treaty"] if reference.startswith("icrmw")]
        assert rights.index("icrmw:8") < rights.index("icrmw:10")

    def test_guidance_goes_by_one_name(self, service: Service) -> None:
        named = {name for row in service.findings(DAY)["findings"] for name in row["guidance"]}
        assert "UNODC International Framework for Action, pillar 1" in named
        for other in ("IFA", "UN Recommended Principles,", "OHCHR", "ILO Convention", "ASEAN guideline 2025"):
            assert not [name for name in named if name.startswith(other)]
        assert "UN Recommended Principles" not in named
        assert len({name for name in named if "Child Victims of Trafficking" in name}) == 1

    def test_each_source_of_a_law_is_linked_once(self, service: Service, run: Run) -> None:
        page = run("gaps", "--format", "html", "--as-of", "2026-11-21").out
        for item in service.gaps(DAY)["sources"]:
            addresses = [source["address"] for source in item["sourceTitles"] if source["address"]]
            assert len(addresses) == len(set(addresses))
            for address in addresses:
                assert f'<a href="{address.replace("&", "&amp;")}">' in page

    def test_a_plain_report_tells_the_address_of_a_source(self, service: Service, run: Run) -> None:
        told = run("gaps", "--as-of", "2026-11-21").out
        for item in service.gaps(DAY)["sources"]:
            assert all(source["address"] in told for source in item["sourceTitles"] if source["address"])


class TestCounts:
    """What pages count, reports count as well."""

    def test_the_criteria_particular_to_children_are_counted_in_short(self, service: Service, run: Run) -> None:
        counts: dict[str, Any] = service.gaps(DAY)["summary"]["childSpecific"]
        order = ("aligned", "exceeds", "partial", "gap", "not-assessed")
        row = " | ".join(str(counts[Status(status)]) for status in order)
        assert f"| Particular to children | {row} |" in run("gaps", "--as-of", "2026-11-21", "--format", "md").out

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_map_says_what_remains_open_in_law(self, service: Service, run: Run, language: str) -> None:
        told = run("map", "--as-of", "2026-11-21", "--format", "md", "--lang", language).out
        items = [
            item
            for dimension in service.challenge_map(DAY)["dimensions"]
            for aspect in dimension["aspects"]
            for challenge in aspect["challenges"]
            for item in challenge["criteria"]
        ]
        open_in_law = {"en": "(open in law)", "id": "(terbuka dalam hukum)"}[language]
        assert told.count(open_in_law) == sum(item["open"] for item in items) > 0

    def test_a_case_of_the_gap_is_arguable_through_a_related_offence_only_and_says_so(self, run: Run) -> None:
        facts = ("--act", "harbouring", "--means", "none", "--purpose", "other-sexual-exploitation", "--age", "15")
        place = ("--route", "domestic", "--citizenship", "indonesian", "--stage", "intended")
        told = flat(run("screen", *facts, *place, "--as-of", "2026-11-21").out)
        assert "Result: ARGUABLE. No trafficking offence reaches it" in told
        assert "Only a related offence can be argued" in told
