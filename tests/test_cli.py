"""The command line: the keys of its JSON, its formats and exit codes, and what it costs to start it."""

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner, Result

from analyzer import __version__
from analyzer.cli import main, selaras
from analyzer.cli.common import FORMATS
from analyzer.data import find_root
from tests.conftest import Run

DATED = ("--as-of", "2026-11-21")
CHILD_AT_HOME = (
    *("screen", "--act", "harbouring", "--means", "none", "--purpose", "other-sexual-exploitation"),
    *("--age", "15", "--route", "domestic", "--citizenship", "indonesian", "--stage", "intended"),
)
ADULT_ABUSED_BY_AN_OFFICIAL = (
    *("screen", "--act", "transportation", "--means", "abuse-of-power", "--purpose", "forced-labour", "--age", "30"),
    *("--route", "inbound", "--citizenship", "indonesian", "--stage", "intended", "--circumstance", "official"),
)
REPORTS = {
    "gaps": ("gaps", *DATED),
    "screen": (*CHILD_AT_HOME, *DATED),
    "show": ("show", "kuhp:455.1", *DATED),
    "show instrument": ("show", "uu-2007-21", *DATED),
    "list": ("list", "--kind", "offence", "--not-child", "--in-force", *DATED),
    "search": ("search", "jeratan utang", "--limit", "3", "--instrument", "UU TPPO", *DATED),
}
LANGUAGES = ("en", "id")

Shape: TypeAlias = "type | UnionType | dict[str, Shape] | list[Shape]"
"""What JSON must look like: a type; an object with at least these keys; a list whose members are each like this."""

TEXT: Shape = {"en": str, "id": str}
PENALTY: Shape = {
    "prisonMinYears": int | None,
    "prisonMaxYears": int | None,
    "life": bool,
    "fineMinIdr": int | None,
    "fineMaxIdr": int | None,
    "steps": [{"basis": str, "text": TEXT}],
}
SCREEN: Shape = {
    "case": dict,
    "asOf": str,
    "treaty": {"coverage": str, "by": list},
    "national": {"coverage": str, "by": list},
    "verdict": str,
    "results": [
        {
            "instrument": str,
            "provision": str,
            "coverage": str,
            "elements": dict,
            "reason": TEXT,
            "penalty": dict | None,
        }
    ],
}
OFFENCE: Shape = {
    "acts": [str],
    "means": [str],
    "meansRequired": bool,
    "purposes": [str],
    "stage": [str],
    "victim": [str],
    "route": [str],
    "citizenship": [str],
    "penalty": PENALTY,
}
SHOW: Shape = {
    "id": str,
    "iri": str,
    "instrument": str,
    "citation": TEXT,
    "heading": TEXT,
    "digest": TEXT,
    "kind": str,
    "inForce": {"from": str, "to": str | None},
    "replacedBy": str | None,
    "confirmation": str,
    "sources": [str],
    "offences": [OFFENCE],
    "aggravations": [{"factor": str, "appliesTo": [str], "condition": TEXT}],
    "refersTo": list,
}
GAPS: Shape = {
    "asOf": str,
    "data": {"version": str, "sha256": str},
    "against": [str],
    "cases": {"enumerated": int, "treaty": int, "covered": int, "arguable": int, "uncovered": int},
    "regions": [
        {
            "victim": str,
            "dimensions": {"act": [str], "means": [str], "purpose": [str], "route": [str]},
            "cases": int,
            "example": dict,
            "reason": TEXT,
            "treaty": [str],
            "arguable": list,
        }
    ],
    "elements": [
        {"dimension": str, "treatyTerm": str | None, "national": list, "status": str, "reason": TEXT},
    ],
    "exceeds": list,
}


def assert_has(answer: Any, shape: Shape, where: str = "answer") -> None:
    """Hold `answer` to `shape`: keys may be added, never missing."""
    if isinstance(shape, dict):
        assert isinstance(answer, dict), where
        assert shape.keys() <= answer.keys(), f"{where} lacks {shape.keys() - answer.keys()}"
        for key, inner in shape.items():
            assert_has(answer[key], inner, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(answer, list), where
        for number, item in enumerate(answer):
            assert_has(item, shape[0], f"{where}[{number}]")
    else:
        assert isinstance(answer, shape), f"{where} is {answer!r}"


@pytest.fixture
def invoke(run: Run) -> Any:
    """Invoke a command as Click's own tests do; `run` sees to it that the base is loaded once."""
    return lambda *arguments: CliRunner().invoke(selaras, arguments, catch_exceptions=False)


def answer_of(result: Result) -> Any:
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


class TestJson:
    """The keys are a contract: they may grow, never shrink."""

    def test_of_screen(self, invoke: Any) -> None:
        answer = answer_of(invoke(*CHILD_AT_HOME, *DATED, "--format", "json"))
        assert_has(answer, SCREEN)
        assert answer["asOf"] == "2026-11-21"
        dimensions = {"act", "means", "purpose", "age", "route", "citizenship", "stage"}
        assert dimensions <= answer["case"].keys()
        assert all(dimensions == result["elements"].keys() for result in answer["results"])

    def test_of_a_penalty_with_its_steps(self, invoke: Any) -> None:
        answer = answer_of(invoke(*ADULT_ABUSED_BY_AN_OFFICIAL, *DATED, "--format", "json"))
        penalties = [result["penalty"] for result in answer["results"] if result["penalty"]]
        assert penalties
        assert any(penalty["steps"] for penalty in penalties)
        assert_has(penalties, [PENALTY])

    def test_of_show(self, invoke: Any) -> None:
        answer = answer_of(invoke("show", "kuhp:455.1", *DATED, "--format", "json"))
        assert_has(answer, SHOW)
        assert answer["offences"]
        assert answer["sources"]
        assert answer["inForce"] == {"from": "2026-01-02", "to": None}

    def test_of_show_for_a_provision_that_is_gone(self, invoke: Any) -> None:
        answer = answer_of(invoke("show", "uu-2007-21:2.1", *DATED, "--format", "json"))
        assert_has(answer, SHOW)
        assert answer["inForce"] == {"from": "2007-04-19", "to": "2026-01-02"}
        assert answer["replacedBy"] == "kuhp:455.1"

    def test_of_show_for_an_increase(self, invoke: Any) -> None:
        answer = answer_of(invoke("show", "uu-2007-21:17", *DATED, "--format", "json"))
        assert_has(answer, SHOW)
        assert answer["aggravations"][0]["factor"] == "+1/3"

    def test_of_gaps(self, invoke: Any) -> None:
        answer = answer_of(invoke("gaps", *DATED, "--format", "json"))
        assert_has(answer, GAPS)
        assert answer["regions"]
        assert answer["elements"]
        assert re.fullmatch("[0-9a-f]{64}", answer["data"]["sha256"])
        assert answer["against"] == ["palermo", "actip"]
        cases = answer["cases"]
        assert cases["covered"] + cases["arguable"] + cases["uncovered"] == cases["treaty"] <= cases["enumerated"]

    def test_example_of_a_gap_is_one_when_it_is_screened(self, invoke: Any) -> None:
        for region in answer_of(invoke("gaps", *DATED, "--format", "json"))["regions"]:
            case, words = region["example"], ["screen"]
            for name in ("act", "means", "purpose"):
                words += [word for value in case[name] for word in (f"--{name}", value)]
            for name in ("age", "route", "citizenship", "stage"):
                words += [f"--{name}", str(case[name])]
            screened = answer_of(invoke(*words, *DATED, "--format", "json"))
            assert screened["case"] == case
            assert screened["verdict"] == region["verdict"] != "covered"
            assert screened["treaty"]["coverage"] == "covered"

    def test_is_the_same_in_both_languages(self, invoke: Any) -> None:
        for words in REPORTS.values():
            outputs = {invoke(*words, "--format", "json", "--lang", tag).stdout for tag in LANGUAGES}
            assert len(outputs) == 1


class TestShow:
    """One provision, however it is cited."""

    @pytest.mark.parametrize(
        "citation",
        [
            ("uu-2007-21:17",),
            ("Law 21/2007 Art. 17",),
            ("UU No. 21 Tahun 2007 Pasal 17",),
            ("Pasal", "17", "UU", "TPPO"),
            ("pasal 17 uu 21/2007",),
            ("Art. 17 of Law 21/2007",),
        ],
    )
    def test_gives_the_same_answer_for_every_form_of_citation(self, invoke: Any, citation: tuple[str, ...]) -> None:
        expected = answer_of(invoke("show", "Pasal 17 UU TPPO", *DATED, "--format", "json"))
        assert expected["id"] == "uu-2007-21:17"
        assert answer_of(invoke("show", *citation, *DATED, "--format", "json")) == expected

    def test_reads_back_every_short_form_and_citation_that_it_prints(self, service: Any) -> None:
        for provision in service.knowledge.provisions.values():
            assert service.knowledge.find(str(provision.reference)) == provision
            if provision.reference.path[0].isalnum() and not provision.reference.path[0].isalpha():
                assert {service.knowledge.find(cited).iri for cited in provision.citation} == {provision.iri}

    def test_of_an_instrument_lists_its_provisions(self, invoke: Any) -> None:
        answer = answer_of(invoke("show", "UU TPPO", *DATED, "--format", "json"))
        assert answer["id"] == "uu-2007-21"
        assert "uu-2007-21:2.1" in [entry["id"] for entry in answer["contains"]]


class TestShowSeveral:
    """Several provisions at once, and chapters."""

    @pytest.mark.parametrize(
        "words",
        [
            ("uu-2007-21:2.1", "uu-2007-21:17"),
            ("uu-2007-21:2.1, uu-2007-21:17",),
            ("Pasal 2 ayat (1) jo. Pasal 17 UU No. 21 Tahun 2007",),
            ("Pasal", "2", "ayat", "(1)", "jo.", "Pasal", "17", "UU", "TPPO"),
            ("Pasal 2 ayat (1) UU TPPO", "Art. 17 of Law 21/2007"),
        ],
    )
    def test_gives_each_in_its_order_as_alone(self, invoke: Any, words: tuple[str, ...]) -> None:
        answer = answer_of(invoke("show", *words, *DATED, "--format", "json"))
        assert answer["asOf"] == "2026-11-21"
        alone = [
            answer_of(invoke("show", name, *DATED, "--format", "json")) for name in ("uu-2007-21:2.1", "uu-2007-21:17")
        ]
        assert answer["provisions"] == alone

    def test_of_a_range_gives_the_articles_of_the_base(self, invoke: Any) -> None:
        answer = answer_of(invoke("show", "Pasal 2-6 UU 21/2007", *DATED, "--format", "json"))
        assert [shown["id"] for shown in answer["provisions"]] == [f"uu-2007-21:{number}" for number in range(2, 7)]

    def test_names_what_of_several_is_not_held(self, run: Run) -> None:
        outcome = run("show", "Pasal 2 UU TPPO", "Pasal 999 UU TPPO")
        assert outcome.code == 2
        assert "uu-2007-21:999" in outcome.err
        assert run("show", "Pasal 900-910 UU TPPO").code == 2

    def test_of_a_chapter_gives_its_provisions(self, invoke: Any) -> None:
        expected = answer_of(invoke("show", "uu-2007-21:chapter-ii", *DATED, "--format", "json"))
        assert expected["contains"][0]["id"] == "uu-2007-21:2"
        assert {entry["id"] for entry in expected["contains"]} >= {"uu-2007-21:17", "uu-2007-21:15.2.a"}
        for words in (("Bab", "II", "UU", "21/2007"), ("Chapter II Law 21/2007",)):
            assert answer_of(invoke("show", *words, *DATED, "--format", "json")) == expected

    def test_of_a_chapter_number_that_occurs_twice_asks_which(self, run: Run) -> None:
        outcome = run("show", "Bab VI KUHP")
        assert outcome.code == 2
        assert "kuhp:book-1.chapter-vi" in outcome.err
        assert "kuhp:book-2.chapter-vi" in outcome.err

    def test_reads_back_every_chapter_that_it_prints(self, service: Any) -> None:
        assert service.knowledge.divisions
        for division in service.knowledge.divisions.values():
            assert service.knowledge.find(str(division.reference)) == division
            assert {service.knowledge.find(cited).iri for cited in division.citation} == {division.iri}

    def test_of_an_instrument_is_a_tree_that_loses_no_article(self, invoke: Any, service: Any) -> None:
        def articles(divisions: list[Any]) -> list[str]:
            return [
                reference
                for division in divisions
                for reference in (*division["contains"], *articles(division["divisions"]))
            ]

        for slug, instrument in service.knowledge.instruments.items():
            answer = answer_of(invoke("show", slug, *DATED, "--format", "json"))
            held = articles(answer["divisions"])
            order = [entry["id"] for entry in answer["contains"] if entry["depth"] == 0]
            assert held == [reference for reference in order if reference in held], instrument.slug
            text = invoke("show", slug, *DATED).stdout
            assert all(division["citation"]["en"] in text for division in answer["divisions"])


class TestConfirmation:
    """What was not read in the text is marked wherever it is shown."""

    MARKS = {  # noqa: RUF012
        "en": {"recalled": "recalled, not checked", "secondary": "from a secondary source"},
        "id": {"recalled": "dari ingatan, belum diperiksa", "secondary": "dari sumber sekunder"},
    }

    @pytest.fixture
    def doubtful(self, service: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
        """The base in which nothing was read in the text: half is recalled, half from a secondary source."""
        known = ("recalled", "secondary")
        provisions = {
            iri: replace(provision, confirmation=known[number % 2])
            for number, (iri, provision) in enumerate(service.knowledge.provisions.items())
        }
        knowledge = replace(service.knowledge, provisions=provisions)
        changed = type(service)(knowledge)
        monkeypatch.setattr(type(service), "load", lambda root=None, extra=None: changed)
        return changed

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("output", ["text", "md", "html"])
    @pytest.mark.parametrize(
        "words",
        [
            ("show", "uu-2007-21"),
            ("show", "uu-2007-21:chapter-ii"),
            ("show", "uu-2007-21:1"),
            ("show", "Pasal 1 dan 2 UU TPPO"),
            ("list", "--instrument", "uu-2007-21"),
            ("search", "restitusi", "--instrument", "uu-2007-21"),
        ],
    )
    def test_is_marked_in_both_languages(
        self, run: Run, doubtful: Any, words: tuple[str, ...], output: str, language: str
    ) -> None:
        plain = run(*words, *DATED, "--format", "csv", "--lang", language).out
        rows = list(csv.DictReader(io.StringIO(plain, newline="")))
        assert {row["confirmation"] for row in rows} <= {"recalled", "secondary"}
        shown = " ".join(run(*words, *DATED, "--format", output, "--lang", language).out.split())
        for name, mark in self.MARKS[language].items():
            said = [row for row in rows if row["confirmation"] == name and row["digest"]]
            # In narrow columns of plain text a mark can be broken over lines; its last word stays whole.
            mark = mark if output != "text" else mark.split()[-1] + "]"
            assert shown.count(mark) >= (len(said) if output != "text" else min(1, len(said))), name

    def test_of_what_was_read_is_not_marked(self, run: Run, service: Any) -> None:
        read = next(
            str(item.reference)
            for item in service.knowledge.provisions.values()
            if item.confirmation == "text" and item.digest.en and item.kind == "Procedure"
        )
        assert "not checked" not in run("show", read, *DATED).out


class TestCoverage:
    """How much the base holds, and how sure it is."""

    FIGURES = ("provisions", "text", "secondary", "recalled", "digest_en", "digest_id")

    def test_adds_up(self, run: Run, service: Any) -> None:
        answer = json.loads(run("check", "--coverage", "--format", "json").out)

        def figures(item: Any) -> list[int]:
            return [item["provisions"], *item["confirmation"].values(), *item["digests"].values()]

        assert answer["total"]["provisions"] == len(service.knowledge.provisions)
        for item in (answer["total"], *answer["instruments"]):
            assert sum(item["confirmation"].values()) == item["provisions"]
        for item in answer["instruments"]:
            kinds = [figures(kind) for kind in item["kinds"]]
            assert figures(item) == [sum(column) for column in zip(*kinds, strict=True)] or not kinds
        instruments = [figures(item) for item in answer["instruments"]]
        assert figures(answer["total"]) == [sum(column) for column in zip(*instruments, strict=True)]
        rows = list(csv.DictReader(io.StringIO(run("check", "--coverage", "--format", "csv").out, newline="")))
        assert [sum(int(row[name]) for row in rows) for name in self.FIGURES] == figures(answer["total"])

    def test_gives_the_second_reading_with_its_error_rate(self, run: Run) -> None:
        answer = json.loads(run("check", "--coverage", "--format", "json").out)
        for review in (*answer["reviews"], answer["reviewed"]):
            assert 0 <= review["wouldHaveMisled"] <= review["changed"] <= review["read"]
            assert review["errorRate"] == round(review["wouldHaveMisled"] / review["read"], 4)
        for name in ("read", "changed", "wouldHaveMisled"):
            assert answer["reviewed"][name] == sum(review[name] for review in answer["reviews"])
        assert {slug for review in answer["reviews"] for slug in review["instruments"]} >= {"uu-2007-21", "palermo"}

    def test_gives_the_second_reading_of_the_criteria_by_pillar(self, run: Run, service: Any) -> None:
        reviews = json.loads(run("check", "--coverage", "--format", "json").out)["reviews"]
        pillars = {concept.notation for concept in service.knowledge.concepts.values() if concept.scheme == "pillar"}
        assert {pillar for review in reviews for pillar in review["pillars"]} == pillars
        assert all(bool(review["instruments"]) != bool(review["pillars"]) for review in reviews)
        (protection,) = [review for review in reviews if review["read"] == 103]
        assert protection["citations"] == [
            {
                "en": "criteria on protection: identification and help",
                "id": "kriteria perlindungan: identifikasi dan bantuan",
            }
        ]

    @pytest.mark.parametrize(
        ("language", "named"),
        [("en", "criteria on cooperation"), ("id", "kriteria kerja sama")],
    )
    def test_names_the_pillars_that_were_read_again(self, run: Run, language: str, named: str) -> None:
        assert named in run("check", "--coverage", "--lang", language).out

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_is_a_table_in_both_languages(self, run: Run, language: str) -> None:
        outcome = run("check", "--coverage", "--lang", language)
        assert (outcome.code, outcome.err) == (0, "")
        assert f"selaras check --coverage{' --lang id' if language == 'id' else ''}" in " ".join(outcome.out.split())
        assert max(map(len, outcome.out.splitlines())) <= 200

    def test_alone_comes_as_csv(self, run: Run) -> None:
        assert run("check", "--format", "csv").code == 2


class TestExitCodes:
    """0 fine, 1 findings at or above ``--fail-on``; what ends with 2 is in ``test_bad_input``."""

    @pytest.mark.parametrize(
        ("words", "code"),
        [
            ((), 0),
            (("--fail-on", "never"), 0),
            (("--fail-on", "gap"), 1),
            (("--fail-on", "arguable"), 1),
            (("--fail-on", "gap", "--victim", "adult"), 0),
            (("--fail-on", "arguable", "--victim", "adult"), 1),
            (("--fail-on", "gap", "--victim", "child"), 1),
        ],
    )
    def test_of_gaps(self, run: Run, words: tuple[str, ...], code: int) -> None:
        outcome = run("gaps", *DATED, *words)
        assert (outcome.code, outcome.err) == (code, "")
        assert outcome.out

    def test_of_check_without_findings_which_it_says_on_stderr(self, run: Run) -> None:
        outcome = run("check")
        assert (outcome.code, outcome.out, outcome.err) == (0, "", "findings: 0\n")

    def test_of_check_with_a_finding(self, run: Run, data: Path) -> None:
        extra = '<https://w3id.org/selaras/x> <https://w3id.org/selaras/ontology#undeclared> "x" .'
        (data / "ontology" / "stray.ttl").write_text(extra, encoding="utf-8")
        outcome = run("check", "--data", str(data), "--format", "json")
        assert (outcome.code, outcome.err) == (1, "")
        assert "undeclared" in json.dumps(json.loads(outcome.out))


class TestFormats:
    """Every report in every format and language."""

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("output", FORMATS)
    @pytest.mark.parametrize("report", REPORTS)
    def test_renders(self, run: Run, report: str, output: str, language: str) -> None:
        outcome = run(*REPORTS[report], "--format", output, "--lang", language)
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out.endswith("\n")
        if output == "csv":
            header, *rows = csv.reader(io.StringIO(outcome.out, newline=""))
            assert rows
            assert {len(row) for row in rows} == {len(header)}
        if output == "html":
            assert f'<html lang="{language}"' in outcome.out
            assert "<script" not in outcome.out
            # Where a law was read is linked, with the address that it has; nothing is fetched from anywhere.
            assert "http://" not in re.sub(r'<a href="[^"]*">[^<]*</a>', "", outcome.out)
        if output == "text":
            # An address is never broken, so that it can be copied.
            assert max(len(line) for line in outcome.out.splitlines() if "://" not in line) <= 200
        if output in ("text", "md", "html"):
            assert "--as-of 2026-11-21" in " ".join(outcome.out.split())

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("report", REPORTS)
    def test_the_command_in_the_footer_gives_the_same_report_again(self, run: Run, report: str, language: str) -> None:
        outcome = run(*REPORTS[report], "--lang", language)
        printed = " ".join(outcome.out.split())
        command = re.search(
            r"(?:To reproduce|Untuk mengulang)\S*(?: \w+)?: selaras (.*?--as-of \S+(?: --lang id)?)", printed
        )
        assert command, printed[-400:]
        assert run(*shlex.split(command[1])) == outcome

    def test_two_processes_give_identical_bytes(self) -> None:
        """Whatever the seed of Python's hashes, which orders sets, may be."""
        script = f"""
import hashlib
from click.testing import CliRunner
from analyzer.cli import selaras
from analyzer.service import Service
service = Service.load()
Service.load = lambda root=None, extra=None: service
for words in {list(REPORTS.values())!r}:
    for output in {FORMATS!r}:
        for language in {LANGUAGES!r}:
            result = CliRunner().invoke(selaras, [*words, "--format", output, "--lang", language])
            print(words, output, language, result.exit_code, hashlib.sha256(result.stdout_bytes).hexdigest())
"""
        outputs = [
            subprocess.run(
                [sys.executable, "-c", script],
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                text=True,
                check=True,
            ).stdout.splitlines()
            for seed in ("1", "2")
        ]
        assert len(outputs[0]) == len(REPORTS) * len(FORMATS) * len(LANGUAGES)
        assert outputs[0] == outputs[1]


class TestFooter:
    def test_names_another_base_where_the_answer_comes_from_one(self, run: Run) -> None:
        root = str(find_root())
        assert f"--data {root}" in " ".join(
            run("findings", "--criterion", "DEF-10", "--data", root, *DATED).out.split()
        )


class TestExport:
    """Exports into a file: whole or not at all, and never in the place of a device."""

    def test_is_what_stdout_gives(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "base.csv"
        assert run("export", "--format", "csv", "--output", str(file)).out == ""
        assert run("export", "--format", "csv").out.encode() == file.read_bytes()
        assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["base.csv"]

    def test_follows_a_link(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "link.csv").symlink_to(tmp_path / "base.csv")
        assert run("export", "--format", "csv", "--output", str(tmp_path / "link.csv")).code == 0
        assert (tmp_path / "link.csv").is_symlink()
        assert (tmp_path / "base.csv").is_file()

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
    def test_writes_to_a_pipe_and_leaves_it_one(self, run: Run, tmp_path: Path) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
            assert run("export", "--format", "csv", "--instrument", "kuhp", "--output", str(pipe)).code == 0
            assert reader.stdout is not None
            assert reader.stdout.read().startswith(b"id,iri,")
        assert pipe.is_fifo()


class TestHelp:
    """What ``--help`` says."""

    @pytest.mark.parametrize("name", sorted(selaras.commands))
    def test_of_a_command_explains_every_option(self, run: Run, name: str) -> None:
        outcome = run(name, "--help")
        assert (outcome.code, outcome.err) == (0, "")
        assert f"Usage: selaras {name} [OPTIONS]" in outcome.out
        for parameter in selaras.commands[name].params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), f"{name} {parameter.opts} has no help"
                assert parameter.opts[0] in outcome.out

    def test_of_the_program_names_every_command(self, run: Run) -> None:
        outcome = run("--help")
        assert outcome.code == 0
        assert set(selaras.commands) <= set(re.findall(r"^  (\w+)", outcome.out, re.MULTILINE))


class TestQuery:
    """SPARQL from a file and from standard input."""

    TEXT = (
        'SELECT ?term ?label WHERE { ?term skos:notation "harbouring" ; skos:topConceptOf ?dimension ; '
        "skos:prefLabel ?label } ORDER BY ?label"
    )

    def test_from_a_file_and_from_standard_input_gives_the_same(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "terms.rq"
        file.write_bytes(b"\xef\xbb\xbf" + self.TEXT.replace(" ", "\r\n", 1).encode())
        for output in ("text", "json", "csv"):
            outcome = run("query", str(file), "--format", output)
            assert (outcome.code, outcome.err) == (0, "")
            assert run("query", "-", "--format", output, stdin=self.TEXT.encode()) == outcome

    def test_as_json_follows_the_standard_of_results(self, run: Run) -> None:
        answer = json.loads(run("query", "-", "--format", "json", stdin=self.TEXT.encode()).out)
        assert answer["head"]["vars"] == ["term", "label"]
        first, second = answer["results"]["bindings"]
        iri = "https://w3id.org/selaras/element/act/harbouring"
        assert first["term"] == {"type": "uri", "value": iri}
        assert {first["label"]["xml:lang"], second["label"]["xml:lang"]} == {"en", "id"}

    def test_as_json_tells_an_empty_text_from_no_value_and_keeps_datatypes(self, run: Run) -> None:
        text = 'SELECT ("" AS ?empty) ?none (1 AS ?one) ("2026-01-02"^^xsd:date AS ?day) {}'
        (row,) = json.loads(run("query", "-", "--format", "json", stdin=text.encode()).out)["results"]["bindings"]
        assert row["empty"]["value"] == ""
        assert "none" not in row
        assert row["one"] == {"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
        assert row["day"]["value"] == "2026-01-02"

    def test_as_csv_has_the_columns_first(self, run: Run) -> None:
        header, *rows = csv.reader(
            io.StringIO(run("query", "-", "--format", "csv", stdin=self.TEXT.encode()).out, newline="")
        )
        assert header == ["term", "label"]
        assert len(rows) == 2

    def test_without_rows_prints_the_columns(self, run: Run) -> None:
        outcome = run("query", "-", stdin=b'SELECT ?s { ?s skos:notation "nothing" }')
        assert (outcome.code, outcome.out) == (0, "s\n-\n")


def python(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, *arguments], input=stdin, capture_output=True, timeout=60, check=False)


class TestProcess:
    """The program as its users start it."""

    def test_answers_as_json_alone_on_stdout(self) -> None:
        ended = python("-m", "analyzer", "show", "Pasal 17 UU TPPO", *DATED, "--format", "json")
        assert (ended.returncode, ended.stderr) == (0, b"")
        assert json.loads(ended.stdout)["id"] == "uu-2007-21:17"

    def test_refuses_in_one_line_on_stderr(self) -> None:
        ended = python("-m", "analyzer", "show", "uu-2007-21:999")
        assert (ended.returncode, ended.stdout) == (2, b"")
        assert ended.stderr.startswith(b"selaras: ")
        assert ended.stderr.count(b"\n") == 1

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (("show", "kuhp:999", "--lang", "id"), "kuhp:999 tidak ada dalam basis data; yang terdekat"),
            (("gaps", "--as-of", "1990-01-01", "--lang", "id"), "basis data dimulai pada "),
            (("gaps", "--lang", "id", "--as-of", "kemarin"), '"kemarin" bukan tanggal kalender; tulis sebagai TTTT-'),
            (("gaps", "--as-of", "kemarin"), '"kemarin" is no calendar date; write it as YYYY-'),
        ],
    )
    def test_refuses_in_the_language_of_the_answer(self, run: Run, words: tuple[str, ...], said: str) -> None:
        outcome = run(*words)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err.startswith(f"selaras: {said}")

    def test_has_findings(self) -> None:
        assert python("-m", "analyzer", "gaps", *DATED, "--fail-on", "gap").returncode == 1

    def test_reads_a_query_from_a_pipe(self) -> None:
        ended = python("-m", "analyzer", "query", "-", "--format", "csv", stdin=b"SELECT (1 AS ?one) {}")
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"one\r\n1\r\n", b"")

    @pytest.mark.parametrize("words", [("gaps", "--format", "json"), ("gaps",), ("--help",)])
    def test_ends_quietly_when_its_reader_has_read_enough(self, words: tuple[str, ...]) -> None:
        """As in ``selaras gaps | head -1``: no traceback, and no exit code that means findings."""
        with subprocess.Popen(
            [sys.executable, "-m", "analyzer", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
    def test_says_when_the_disk_is_full(self) -> None:
        with open("/dev/full", "wb") as full:
            ended = subprocess.run(
                [sys.executable, "-m", "analyzer", "show", "kuhp"], stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert ended.returncode == 2
        assert ended.stderr == b"selaras: cannot write the answer: No space left on device\n"


class TestStart:
    """What is imported only when a command needs it."""

    def imported(self, *words: str) -> set[str]:
        """Return the top-level modules in memory after the command has run."""
        script = f"""
import sys
sys.argv = {["selaras", *words]!r}
from analyzer.cli import main
try:
    main()
except SystemExit as ended:
    print(*sorted({{name.partition('.')[0] for name in sys.modules}}), file=sys.stderr)
    sys.exit(ended.code)
"""
        ended = python("-c", script)
        assert ended.returncode == 0
        return set(ended.stderr.decode().split())

    def test_the_version_comes_without_any_library_but_click(self) -> None:
        heavy = {"pyoxigraph", "lxml", "jinja2", "rdflib", "oxrdflib", "flask", "owlready2", "pyshacl", "waitress"}
        assert not heavy & self.imported("--version")
        assert python("-m", "analyzer", "--version").stdout.decode() == f"selaras {__version__}\n"

    def test_a_report_comes_without_rdflib_and_what_builds_on_it(self) -> None:
        heavy = {"jinja2", "rdflib", "oxrdflib", "flask", "owlready2", "pyshacl", "waitress"}
        loaded = self.imported("gaps", *DATED)
        assert "pyoxigraph" in loaded
        assert not heavy & loaded

    def test_main_is_the_entry_point(self) -> None:
        from importlib.metadata import entry_points

        scripts = [script for script in entry_points(group="console_scripts") if script.name == "selaras"]
        assert all(script.load() is main for script in scripts)
