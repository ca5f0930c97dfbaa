"""What drafted amendments would change: the worked drafts that are shipped, and files that are no draft."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from analyzer.errors import InputError
from analyzer.knowledge import Knowledge
from analyzer.service import LARGEST_DRAFT, Service, open_draft
from tests.conftest import Run

Answer = dict[str, Any]
WhatIf = Callable[[str], Answer]

TODAY = date(2026, 11, 21)
STARTS = date(2027, 1, 1)
DAY_BEFORE = date(2026, 12, 31)

MEANS = "waive-means-for-children"
INCREASE = "child-increase-for-articles-5-and-6"
NON_PUNISHMENT = "non-punishment-without-coercion"
SHIPPED = (INCREASE, NON_PUNISHMENT, MEANS)

PREFIXES = """
@prefix aggravation: <https://w3id.org/selaras/aggravation/> .
@prefix circumstance: <https://w3id.org/selaras/circumstance/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix draft: <https://w3id.org/selaras/draft/> .
@prefix element: <https://w3id.org/selaras/element/> .
@prefix kuhp: <https://w3id.org/selaras/akn/id/act/uu/2023/1/~> .
@prefix offence: <https://w3id.org/selaras/offence/> .
@prefix penalty: <https://w3id.org/selaras/penalty/> .
@prefix sel: <https://w3id.org/selaras/ontology#> .
@prefix uu-2007-21: <https://w3id.org/selaras/akn/id/act/uu/2007/21/~> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
STATED = """
draft:trial a sel:Draft ; sel:from "2027-01-01"^^xsd:date ; dcterms:title "A trial"@en , "Percobaan"@id ;
    dcterms:description "A trial."@en , "Percobaan."@id .
"""
SECOND = STATED.replace("draft:trial", "draft:second-trial")
WITHOUT_MEANS = """
<https://w3id.org/selaras/offence/trial> a sel:Offence ; sel:family sel:TraffickingFamily ;
    sel:encodes kuhp:art_455__para_1 ; sel:from "2027-01-01"^^xsd:date ; sel:confirmation sel:Proposed ;
    sel:penalty penalty:kuhp-455 ;
    sel:unrestricted element:act , element:purpose , element:age , element:citizenship , element:route , element:stage .
"""
UNKNOWN_ARTICLE = """
aggravation:trial a sel:Aggravation ; sel:encodes uu-2007-21:art_17 ; sel:from "2027-01-01"^^xsd:date ;
    sel:confirmation sel:Proposed ; sel:circumstance circumstance:child-victim ; sel:appliesTo uu-2007-21:art_999 ;
    sel:addsFraction "1/3" ; sel:condition "The victim is a child."@en , "Korbannya anak."@id .
"""

REPEAL = """
offence:kuhp-455.1 sel:to "2027-01-01"^^xsd:date .
offence:kuhp-455.2 sel:to "2027-01-01"^^xsd:date .
"""
HARBOURING_ONLY = """
offence:trial a sel:Offence ; sel:family sel:TraffickingFamily ; sel:encodes kuhp:art_455__para_1 ;
    sel:from "2027-01-01"^^xsd:date ; sel:confirmation sel:Proposed ; sel:penalty penalty:kuhp-455 ;
    sel:element <https://w3id.org/selaras/element/act/harbouring> , <https://w3id.org/selaras/element/age/child> ;
    sel:unrestricted element:means , element:purpose , element:citizenship , element:route , element:stage .
"""
ANOTHER_ACT = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://w3id.org/selaras/element/act/trial> a skos:Concept ; skos:inScheme element:act ;
    skos:topConceptOf element:act ; skos:notation "trial" ; sel:order 99 ; skos:prefLabel "trial"@en , "percobaan"@id ;
    skos:definition "A trial."@en , "Percobaan."@id ; skos:example "a trial"@en , "percobaan"@id .
"""


@pytest.fixture(scope="module")
def what_if(service: Service) -> WhatIf:
    """What a shipped draft would change from its first day; each draft is laid over the base once."""
    answers: dict[str, Answer] = {}

    def ask(name: str) -> Answer:
        if name not in answers:
            answers[name] = service.whatif(service.draft_files()[name], TODAY)
        return answers[name]

    return ask


@pytest.fixture(scope="module")
def increased(service: Service) -> Service:
    """The base with the increase for child victims under every offence laid over it."""
    return open_draft(service.knowledge, service.draft_files()[INCREASE])


def statuses(answer: Answer) -> dict[str, tuple[str, str]]:
    """Return the status before and after of each finding that changes."""
    return {row["criterion"]: (row["before"], row["after"]) for row in answer["findings"]}


def parts(answer: Answer, criterion: str) -> dict[str, str]:
    """Return how far each part of a finding that keeps its status would be met, where that changes."""
    return {row["part"]["en"]: row["after"] for row in answer["parts"] if row["criterion"] == criterion}


def penalty(service: Service, provision: str, act: str, route: str, day: date = STARTS) -> Answer:
    """Return what `provision` threatens where a child of sixteen was exploited."""
    values = {
        "act": [act],
        "means": ["none"],
        "purpose": ["forced-labour"],
        "route": [route],
        "citizenship": ["indonesian"],
        "stage": ["exploited"],
    }
    results = service.screen(service.facts(values, 16, ()), day)["results"]
    (found,) = (result["penalty"] for result in results if result["provision"] == provision)
    return dict(found)


class TestWaivingMeansForChildren:
    def test_it_closes_every_gap_region_and_opens_none(self, what_if: WhatIf) -> None:
        answer = what_if(MEANS)
        assert answer["cases"]["before"]["uncovered"] > 0
        assert answer["cases"]["after"]["uncovered"] == 0
        assert answer["regionsClosed"]
        assert answer["regionsOpened"] == []

    def test_every_region_that_closes_is_about_children(self, what_if: WhatIf) -> None:
        assert {region["victim"] for region in what_if(MEANS)["regionsClosed"]} == {"child"}

    def test_the_treaties_cover_as_many_cases_as_before(self, what_if: WhatIf) -> None:
        cases = what_if(MEANS)["cases"]
        assert cases["before"]["treaty"] == cases["after"]["treaty"]

    def test_an_article_is_not_held_against_itself(self, what_if: WhatIf) -> None:
        assert not [name for name in parts(what_if(MEANS), "CRI-06") if name.count("KUHP Art. 455(1)") > 1]

    def test_harbouring_and_receiving_a_child_are_reached_without_means(self, what_if: WhatIf) -> None:
        reached = parts(what_if(MEANS), "DEF-10")
        assert {reached["harbouring"], reached["receipt"]} <= {"arguable", "met"}

    def test_while_the_words_on_territory_stay_the_child_rule_is_not_met_in_full(self, what_if: WhatIf) -> None:
        assert statuses(what_if(MEANS)) == {}
        assert "not met in full" in what_if(MEANS)["draft"]["description"]["en"]

    def test_every_act_inside_indonesia_is_then_met(self, what_if: WhatIf) -> None:
        reached = parts(what_if(MEANS), "DEF-11")
        acts = ("recruitment", "transportation", "transfer", "harbouring", "receipt")
        assert {reached[f"{act}, inside one region of Indonesia"] for act in acts} == {"met"}

    def test_harbouring_a_child_abroad_stays_arguable_because_of_the_words_on_territory(self, what_if: WhatIf) -> None:
        assert parts(what_if(MEANS), "DEF-11")["harbouring, out of Indonesia"] == "arguable"


class TestRegionsThatMove:
    """A region is told by the cases in it, so that one that only grows or shrinks neither closes nor opens."""

    @staticmethod
    def ask(service: Service, folder: Path, statements: str) -> Answer:
        draft = folder / "draft.ttl"
        draft.write_text(PREFIXES + STATED + statements, encoding="utf-8")
        return service.whatif(draft, TODAY)

    def test_a_repeal_opens_regions_and_closes_none(self, service: Service, tmp_path: Path) -> None:
        answer = self.ask(service, tmp_path, REPEAL)
        assert answer["cases"]["before"]["uncovered"] < answer["cases"]["after"]["uncovered"]
        assert answer["regionsClosed"] == []
        assert {region["victim"] for region in answer["regionsOpened"]} == {"child", "adult"}

    def test_regions_that_open_hold_no_case_of_the_old_gap(self, service: Service, tmp_path: Path) -> None:
        opened = self.ask(service, tmp_path, REPEAL)["regionsOpened"]
        children = [region["dimensions"]["means"] for region in opened if region["victim"] == "child"]
        assert children and not any("none" in means for means in children)

    def test_a_narrow_draft_closes_the_box_that_it_reaches_and_opens_none(
        self, service: Service, tmp_path: Path
    ) -> None:
        answer = self.ask(service, tmp_path, HARBOURING_ONLY)
        (closed,) = answer["regionsClosed"]
        assert closed["dimensions"]["act"] == ["harbouring"] and closed["dimensions"]["means"] == ["none"]
        assert closed["cases"] == answer["cases"]["before"]["uncovered"] - answer["cases"]["after"]["uncovered"]
        assert answer["regionsOpened"] == []

    def test_a_region_that_closes_says_why_nothing_reached_it_before(self, service: Service, tmp_path: Path) -> None:
        (closed,) = self.ask(service, tmp_path, HARBOURING_ONLY)["regionsClosed"]
        assert "KUHP Art. 455(1)" in closed["reason"]["en"]

    def test_a_draft_with_other_acts_is_refused_because_no_case_can_be_followed(
        self, service: Service, tmp_path: Path
    ) -> None:
        with pytest.raises(InputError, match="no case can be followed"):
            self.ask(service, tmp_path, ANOTHER_ACT)


class TestFileOfTheDraft:
    def test_its_fingerprint_stands_in_the_answer_and_in_the_footer(self, run: Run, tmp_path: Path) -> None:
        draft = tmp_path / "draft.ttl"
        draft.write_text(PREFIXES + STATED, encoding="utf-8")
        fingerprint = sha256(draft.read_bytes()).hexdigest()
        assert json.loads(run("whatif", str(draft), "--format", "json").out)["draft"]["sha256"] == fingerprint
        assert f"File of the draft: SHA-256 {fingerprint}." in run("whatif", str(draft), "--format", "md").out


class TestTableOfChanges:
    def test_it_has_a_row_for_each_change_and_says_of_what_kind(self, run: Run, what_if: WhatIf) -> None:
        rows = list(csv.DictReader(io.StringIO(run("whatif", MEANS, "--format", "csv").out, newline="")))
        kinds = [row["kind"] for row in rows]
        assert kinds.count("part") == len(what_if(MEANS)["parts"]) > 0
        assert kinds.count("region-closed") == len(what_if(MEANS)["regionsClosed"]) > 0
        (gap,) = [row for row in rows if row["part"] == "uncovered"]
        assert (gap["kind"], gap["before"], gap["after"]) == ("cases", "364", "0")


class TestIncreaseForArticles5And6:
    def test_the_increase_for_children_reaches_every_trafficking_offence(self, what_if: WhatIf) -> None:
        assert statuses(what_if(INCREASE)) == {"CRI-08": ("partial", "aligned")}

    @pytest.mark.parametrize(("provision", "act"), [("uu-2007-21:5", "adoption"), ("uu-2007-21:6", "sending")])
    def test_articles_5_and_6_then_threaten_a_third_more(
        self, service: Service, increased: Service, provision: str, act: str
    ) -> None:
        assert penalty(service, provision, act, "outbound")["prisonMaxYears"] == 15
        raised = penalty(increased, provision, act, "outbound")
        assert raised["prisonMaxYears"] == 20
        assert [step["basis"] for step in raised["steps"]] == [provision, "uu-2007-21:17"]
        assert raised["notApplied"] == []

    def test_article_4_threatens_what_it_threatened_before(self, service: Service, increased: Service) -> None:
        before, after = (penalty(law, "uu-2007-21:4", "taking-out", "outbound") for law in (service, increased))
        assert before["prisonMaxYears"] == after["prisonMaxYears"] == 20

    def test_a_day_before_article_6_threatens_what_it_does_today(self, increased: Service) -> None:
        assert penalty(increased, "uu-2007-21:6", "sending", "outbound", DAY_BEFORE)["prisonMaxYears"] == 15

    def test_no_case_is_reached_that_was_not_reached_before(self, what_if: WhatIf) -> None:
        answer = what_if(INCREASE)
        assert answer["cases"]["before"] == answer["cases"]["after"]
        assert answer["regionsClosed"] == answer["regionsOpened"] == []


class TestNonPunishmentWithoutCoercion:
    def test_without_the_coercion_condition_the_rules_on_non_punishment_are_aligned(self, what_if: WhatIf) -> None:
        changed = statuses(what_if(NON_PUNISHMENT))
        assert changed == {"PRT-12": ("partial", "aligned"), "PRT-13": ("partial", "aligned")}

    def test_the_answer_rests_on_article_18_and_no_longer_on_its_condition(self, what_if: WhatIf) -> None:
        for row in what_if(NON_PUNISHMENT)["findings"]:
            assert "Law 21/2007 Art. 18" in row["reasonAfter"]["en"]
            assert "forced to commit" not in row["reasonAfter"]["en"]

    def test_what_is_an_offence_of_trafficking_stays_the_same(self, what_if: WhatIf) -> None:
        cases = what_if(NON_PUNISHMENT)["cases"]
        assert cases["before"] == cases["after"]


class TestShippedDrafts:
    def test_three_drafts_are_shipped(self, service: Service) -> None:
        assert tuple(service.draft_files()) == SHIPPED

    @pytest.mark.parametrize("language", ["en", "id"])
    def test_each_says_that_it_is_an_example_and_nobodys_proposal(self, what_if: WhatIf, language: str) -> None:
        words = {"en": "not a proposal of anybody", "id": "bukan usul siapa pun"}
        for name in SHIPPED:
            assert words[language] in what_if(name)["draft"]["description"][language]

    def test_a_draft_is_asked_about_on_its_first_day(self, what_if: WhatIf) -> None:
        assert {what_if(name)["asOf"] for name in SHIPPED} == {STARTS.isoformat()}

    @pytest.mark.parametrize("name", SHIPPED)
    def test_a_day_before_the_draft_holds_nothing_changes(self, service: Service, name: str) -> None:
        answer = service.whatif(service.draft_files()[name], TODAY, DAY_BEFORE)
        assert not answer["draft"]["inForce"]
        assert answer["cases"]["before"] == answer["cases"]["after"]
        assert answer["regionsClosed"] == answer["regionsOpened"] == []
        assert answer["findings"] == answer["parts"] == []

    def test_drafts_are_no_part_of_the_law(self, service: Service, what_if: WhatIf) -> None:
        assert service.policy.drafts == ()
        assert service.gaps(STARTS)["cases"] == what_if(MEANS)["cases"]["before"]

    def test_their_names_and_titles_are_listed(self, run: Run) -> None:
        outcome = run("whatif", "--lang", "id")
        assert outcome.code == 0
        assert [line.split(":")[0] for line in outcome.out.splitlines()] == list(SHIPPED)
        assert "Tanpa unsur cara bila korbannya anak (Pasal 455 KUHP)" in outcome.out

    def test_a_shipped_draft_is_found_by_its_name_and_its_report_says_that_it_is_no_law(self, run: Run) -> None:
        outcome = run("whatif", NON_PUNISHMENT)
        assert outcome.code == 0
        assert "It is a proposal, not law." in " ".join(outcome.out.split())
        assert "PRT-12 Non-punishment: partial to aligned" in outcome.out

    def test_a_program_can_read_what_a_draft_changes(self, run: Run) -> None:
        outcome = run("whatif", INCREASE, "--format", "json")
        assert statuses(json.loads(outcome.out)) == {"CRI-08": ("partial", "aligned")}


class TestReadingTheBaseUnderADraft:
    @pytest.mark.parametrize("name", SHIPPED)
    def test_what_is_taken_over_from_the_base_is_what_would_be_read(self, service: Service, name: str) -> None:
        draft = service.draft_files()[name]
        read = Knowledge.load(service.knowledge.root, draft)
        laid = open_draft(service.knowledge, draft, shipped=True).knowledge
        assert laid.provisions is service.knowledge.provisions
        assert [
            field.name for field in fields(Knowledge) if getattr(laid, field.name) != getattr(read, field.name)
        ] == []

    def test_a_draft_that_changes_an_article_is_read_with_its_change(self, service: Service, tmp_path: Path) -> None:
        draft = tmp_path / "draft.ttl"
        note = 'uu-2007-21:art_18 sel:note "The draft would end it."@en , "Rancangan akan mengakhirinya."@id .\n'
        draft.write_text(PREFIXES + STATED + note, encoding="utf-8")
        article = service.knowledge.find("uu-2007-21:18").iri
        notes = open_draft(service.knowledge, draft).knowledge.provisions[article].notes
        assert "The draft would end it." in notes["en"]
        assert "The draft would end it." not in service.knowledge.provisions[article].notes["en"]

    def test_a_shipped_draft_is_known_by_whatever_path_leads_to_it(
        self, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("analyzer.check.check_draft", lambda *_: pytest.fail("it was held to the contract before"))
        link = tmp_path / "linked.ttl"
        link.symlink_to(service.draft_files()[MEANS])
        assert service.whatif(link, TODAY)["cases"]["after"]["uncovered"] == 0


def refusal(run: Run, tmp_path: Path, content: bytes | str) -> str:
    """Ask about a file with this content, which must be refused with one line, and return the line."""
    path = tmp_path / "draft.ttl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    outcome = run("whatif", str(path))
    assert outcome.code == 2
    assert outcome.out == ""
    (line,) = outcome.err.splitlines()
    assert line.startswith("selaras: ")
    assert "draft.ttl" in line
    return line


class TestFilesThatAreNoDraft:
    @pytest.mark.parametrize("content", ["", PREFIXES, "# only a remark\n"])
    def test_a_file_that_states_no_draft_is_refused_and_told_what_to_state(
        self, run: Run, tmp_path: Path, content: str
    ) -> None:
        line = refusal(run, tmp_path, content)
        assert "states 0 drafts; state one sel:Draft with dcterms:title and dcterms:description" in line

    @pytest.mark.parametrize("property", ["dcterms:title", "dcterms:description"])
    def test_a_draft_in_one_language_only_is_refused(self, run: Run, tmp_path: Path, property: str) -> None:
        lines = STATED.replace(' , "Percobaan"@id', "" if property == "dcterms:title" else ' , "Percobaan"@id')
        lines = lines.replace(' , "Percobaan."@id', "" if property == "dcterms:description" else ' , "Percobaan."@id')
        assert "in both languages" in refusal(run, tmp_path, PREFIXES + lines)

    def test_a_draft_without_a_first_day_is_refused(self, run: Run, tmp_path: Path) -> None:
        undated = STATED.replace('sel:from "2027-01-01"^^xsd:date ; ', "")
        assert "sel:from" in refusal(run, tmp_path, PREFIXES + undated)

    def test_a_first_day_that_is_no_date_is_refused(self, run: Run, tmp_path: Path) -> None:
        undated = STATED.replace('"2027-01-01"^^xsd:date', '"soon"')
        assert "sel:from" in refusal(run, tmp_path, PREFIXES + undated)

    def test_a_file_that_states_two_drafts_is_refused(self, run: Run, tmp_path: Path) -> None:
        assert "states 2 drafts" in refusal(run, tmp_path, PREFIXES + STATED + SECOND)

    @pytest.mark.parametrize("content", ["Article 18 is repealed.", PREFIXES + STATED.rstrip(" .\n"), b"\xff\xfe"])
    def test_what_is_no_turtle_is_refused_with_the_line_where_reading_ends(
        self, run: Run, tmp_path: Path, content: bytes | str
    ) -> None:
        line = refusal(run, tmp_path, content)
        assert "no valid Turtle" in line
        assert "line " in line

    def test_a_file_larger_than_any_draft_is_not_read(self, run: Run, tmp_path: Path) -> None:
        assert "is larger than 2 MB" in refusal(run, tmp_path, b"#" * (LARGEST_DRAFT + 1))

    def test_a_folder_is_no_draft(self, run: Run, tmp_path: Path) -> None:
        outcome = run("whatif", str(tmp_path))
        assert outcome.code == 2
        (line,) = outcome.err.splitlines()
        assert "is no file and no shipped draft; choose from " + ", ".join(SHIPPED) in line

    def test_an_unknown_name_is_answered_with_the_names_there_are(self, run: Run) -> None:
        outcome = run("whatif", "abolish-article-18")
        assert outcome.code == 2
        assert outcome.err.splitlines() == [
            'selaras: "abolish-article-18" is no file and no shipped draft; choose from ' + ", ".join(SHIPPED)
        ]

    def test_a_file_that_vanished_is_refused_by_the_service_too(self, service: Service, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="cannot read"):
            service.whatif(tmp_path / "gone.ttl", TODAY)


class TestDraftsThatBreakTheContractOfTheData:
    def test_a_drafted_offence_that_is_silent_on_means_is_refused(self, run: Run, tmp_path: Path) -> None:
        line = refusal(run, tmp_path, PREFIXES + STATED + WITHOUT_MEANS)
        assert "offence/trial" in line
        assert "element/means" in line

    def test_a_drafted_rule_on_an_article_that_does_not_exist_is_refused(self, run: Run, tmp_path: Path) -> None:
        assert "art_999" in refusal(run, tmp_path, PREFIXES + STATED + UNKNOWN_ARTICLE)

    def test_a_drafted_rule_in_one_language_only_is_refused(self, run: Run, tmp_path: Path) -> None:
        rule = UNKNOWN_ARTICLE.replace("art_999", "art_5").replace(' , "Korbannya anak."@id', "")
        assert "aggravation/trial" in refusal(run, tmp_path, PREFIXES + STATED + rule)


class TestHowToWriteADraft:
    """The page on writing drafts is true: each of its examples is read, and changes what it says."""

    @staticmethod
    def examples(language: str) -> list[str]:
        text = (files("webui") / "texts" / f"write-a-draft.{language}.md").read_text(encoding="utf-8")
        return re.findall(r"```turtle\n(.*?)```", text, re.DOTALL)

    def test_the_examples_are_the_same_in_both_languages(self) -> None:
        assert self.examples("en") == self.examples("id")

    @pytest.mark.parametrize(
        ("number", "criterion"), [(1, "CRI-07"), (2, "CRI-05"), (3, "PRT-15"), (4, "CRI-02")], ids=str
    )
    def test_each_example_changes_an_answer(
        self, service: Service, tmp_path: Path, number: int, criterion: str
    ) -> None:
        beginning, *examples = self.examples("en")
        draft = tmp_path / "draft.ttl"
        draft.write_text(beginning + examples[number - 1], encoding="utf-8")
        changed = service.whatif(draft, TODAY)
        assert criterion in {item["criterion"] for item in (*changed["findings"], *changed["parts"])}


class TestHalfADraft:
    """A draft that says something without any effect, or forgets a part of a repeal, is refused."""

    @pytest.mark.parametrize(
        ("statement", "said"),
        [
            ('kuhp:art_455 sel:to "2027-01-01"^^xsd:date .', "A provision ends by eli:date_no_longer_in_force"),
            ('kuhp:art_455 eli:date_no_longer_in_force "2027-01-01"^^xsd:date .', "art_455__para_1"),
            ('uu-2007-21:art_5 eli:date_no_longer_in_force "2027-01-01"^^xsd:date .', "offence/uu-2007-21-5"),
            ('offence:kuhp-455.1 sel:addsFraction "1/3" .', "Property where it means nothing"),
        ],
    )
    def test_is_refused(self, service: Service, tmp_path: Path, statement: str, said: str) -> None:
        draft = tmp_path / "draft.ttl"
        prefixes = f"{PREFIXES}@prefix eli: <http://data.europa.eu/eli/ontology#> ."
        draft.write_text(prefixes + STATED + statement, encoding="utf-8")
        with pytest.raises(InputError, match=re.escape(said)):
            service.whatif(draft, TODAY)
