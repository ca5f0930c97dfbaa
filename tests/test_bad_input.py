"""Bad input: whatever is wrong, the program says so in one line, writes nothing and ends with exit code 2."""

import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from analyzer.data import fingerprint
from tests.conftest import Outcome, Run

BEFORE_THE_BASE = "2002-10-21"
BEFORE_THE_SCOPE = "2003-01-01"
DATED = ("--as-of", "2026-11-21")
CASE = {
    "--act": "recruitment",
    "--means": "deception",
    "--purpose": "forced-labour",
    "--age": "25",
    "--route": "domestic",
    "--citizenship": "indonesian",
    "--stage": "intended",
}


def case(**changes: str | None) -> tuple[str, ...]:
    """Return the arguments that screen a sound case, but for `changes`; None leaves an option out."""
    options = CASE | {f"--{name}": value for name, value in changes.items()}
    return ("screen", *(word for name, value in options.items() if value is not None for word in (name, value)))


def assert_refused(outcome: Outcome, *said: str) -> None:
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    assert outcome.err.startswith("selaras: ")
    assert outcome.err.endswith("\n")
    assert outcome.err.count("\n") == 1, outcome.err
    assert "Traceback" not in outcome.err
    for words in said:
        assert words in outcome.err


IMPOSSIBLE_DAYS = [
    "2026-02-30",
    "2025-02-29",
    "2026-1-2",
    "2026-13-01",
    "0000-01-01",
    "10000-01-01",
    "-001-01-01",
    "20260102",
    "20260102xx",
    "2026-W01-1",
    "2026-001",
    "2026/01/02",
    "02-01-2026",
    "2026-01-02T00:00",
    "\u0662\u0660\u0662\u0666-\u0660\u0661-\u0660\u0662",  # digits, but not ours
    "yesterday",
    "2026-01-\n2",
]


@pytest.mark.parametrize("day", IMPOSSIBLE_DAYS)
def test_a_date_that_is_in_no_calendar(run: Run, day: str) -> None:
    assert_refused(run("gaps", "--as-of", day), "is no calendar date; write it as YYYY-MM-DD")


@pytest.mark.parametrize("command", [("show", "kuhp:455.1"), case(), ("gaps",), ("reason",)])
def test_every_command_that_takes_a_date_refuses_an_impossible_one(run: Run, command: tuple[str, ...]) -> None:
    assert_refused(run(*command, "--as-of", "2026-02-30"), "2026-02-30")


@pytest.mark.parametrize("age", ["-1", "121", "1.5", "", " ", "abc", "1e1", "+5", "\u0663", "9" * 5000])
def test_an_age_that_nobody_has(run: Run, age: str) -> None:
    assert_refused(run(*case(age=age)), "from 0 to 120")


@pytest.mark.parametrize("option", ["act", "means", "purpose", "route", "citizenship", "stage"])
def test_an_unknown_fact_of_a_case_comes_with_the_known_ones(run: Run, option: str) -> None:
    assert_refused(
        run(*case(**{option: "nonsense"})), option, '"nonsense" is unknown; choose from', CASE[f"--{option}"]
    )


@pytest.mark.parametrize("option", ["act", "means", "purpose", "age", "route", "citizenship", "stage"])
def test_a_missing_fact_of_a_case(run: Run, option: str) -> None:
    assert_refused(run(*case(**{option: None})), f"{option} is missing")


@pytest.mark.parametrize("value", ["Recruitment;", "re\ncruitment", "\x1b[31m", "\udcff", "a" * 10_000, "خطف"])
def test_a_strange_fact_is_shown_on_one_line_without_control_characters(run: Run, value: str) -> None:
    outcome = run(*case(act=value))
    assert_refused(outcome, "act")
    assert outcome.err.rstrip("\n").isprintable()
    assert len(outcome.err) < 1000


BAD_OPTIONS: list[tuple[tuple[str, ...], str]] = [
    ((), "Missing command"),
    (("gap",), "No such command 'gap'"),
    (("gaps", "--victim", "elderly"), 'victim "elderly" is unknown; choose from child, adult, both'),
    (("gaps", "--victim", ""), 'victim "" is unknown'),
    (("gaps", "--against", "echr"), '"echr" is no treaty of the base; choose from palermo, actip'),
    (("gaps", "--against", "palermo,echr"), '"echr"'),
    (("gaps", "--against", ""), '""'),
    (("gaps", "--against", "kuhp"), '"kuhp" is no treaty'),
    (("gaps", "--fail-on", "always"), "'never', 'gap', 'arguable'"),
    (("gaps", "--format", "xml"), "'text', 'json', 'csv', 'md', 'html'"),
    (("gaps", "--lang", "fr"), "'en', 'id'"),
    (("gaps", "--as-of"), "requires an argument"),
    (("gaps", "--nonsense"), "No such option '--nonsense'"),
    (("gaps", "nonsense"), "unexpected extra argument"),
    (case(circumstance="rain"), 'circumstance "rain" is unknown; choose from official'),
    ((*case(), "--format", "odt"), "'text', 'json', 'csv', 'md', 'html', 'docx', 'pdf'"),
    ((*case(), "--lang", "ind"), "'en', 'id'"),
    (("show",), "Missing argument 'REFERENCE...'"),
    (("show", ""), "is empty where a provision was expected"),
    (("show", "uu-2007-21:999"), "does not hold uu-2007-21:999"),
    (("show", "Pasal 999 UU TPPO"), "does not hold uu-2007-21:999"),
    (("show", "uu-1999-1:1"), 'no instrument is called "uu-1999-1"'),
    (("show", "Pasal 1 UU Lalu Lintas"), 'no instrument is called "uu lalu lintas"'),
    (("show", "what is trafficking?"), "no instrument is called"),
    (("show", "kuhp:455.1\x07"), "control character"),
    (("show", "Pasal 2 dan Pasal 3"), "names no instrument"),
    (("show", "Pasal 2-99 UU TPPO"), "spans more than 50 articles"),
    (("show", "x" * 1000), "longer than 200 characters"),
    (("show", "kuhp:455.1", "--format", "rtf"), "'text', 'json', 'csv', 'md', 'html'"),
    (("list", "--kind", "poem"), 'kind "poem" is unknown; choose from additionalpenalty'),
    (("list", "--topic", ""), 'topic "" is unknown; choose from'),
    (("list", "--bearer", "nobody"), 'bearer "nobody" is unknown; choose from asean-secretariat, child'),
    (("list", "--beneficiary", "x" * 90), f'beneficiary "{"x" * 60}..." is unknown; choose from child'),
    (("gaps", "--against", "z" * 3000), f'"{"z" * 60}..." is no treaty of the base; choose from palermo'),
    (("search", "anak", "--modality", "can"), 'modality "can" is unknown; choose from may, must'),
    (("list", "--instrument", "echr"), '"echr" is no instrument of the base; choose from actip'),
    (("list", "--as-of", "2026-02-30"), "is no calendar date"),
    (("search",), "Missing argument 'WORDS...'"),
    (("search", ""), "the search is empty"),
    (("search", "(*)"), "the search is empty"),
    (("search", "a" * 1000), "longer than 200 characters"),
    (("search", "anak", "--limit", "0"), "not in the range 1<=x<=500"),
    (("search", "anak", "--kind", "poem"), 'kind "poem" is unknown'),
    (("export", "--format", "pdf"), "'ttl', 'trig', 'nt', 'jsonld', 'csv', 'akn'"),
    (("export", "--instrument", "echr"), '"echr" is no instrument of the base'),
    (("export", "--output", "missing/file.ttl"), 'cannot write "missing/file.ttl": No such file or directory'),
    (("export", "--output", "."), "is a directory"),
    (("check", "--fail-on", "never"), "'error', 'warning'"),
    (("check", "--format", "csv"), "--format csv needs --coverage"),
    (("check", "--format", "pdf"), "'text', 'json', 'csv'"),
    (("reason", "--against", "echr"), '"echr" is no treaty'),
    (("reason", "--format", "md"), "'text', 'json'"),
    (("query",), "Missing argument 'FILE'"),
    (("query", "-", "--format", "md"), "'text', 'json', 'csv'"),
    (("serve", "--port", "0"), "not in the range 1<=x<=65535"),
    (("serve", "--port", "65536"), "not in the range 1<=x<=65535"),
    (("serve", "--port", "http"), "'http'"),
    (("serve", "--host", "300.1.1.1"), "cannot listen on 300.1.1.1:8000"),
    (("serve", "--host", ""), "cannot listen on :8000"),
]


@pytest.mark.parametrize(("arguments", "said"), BAD_OPTIONS, ids=[" ".join(words)[:60] for words, _ in BAD_OPTIONS])
def test_a_wrong_word_on_the_command_line(run: Run, arguments: tuple[str, ...], said: str) -> None:
    assert_refused(run(*arguments), said)


def test_what_click_refuses_comes_with_the_way_to_the_help(run: Run) -> None:
    assert_refused(run("show"), "See selaras show --help")
    assert_refused(run("nonsense"), "See selaras --help")


def test_a_port_that_is_taken(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert_refused(run("serve", "--port", str(port)), f"cannot listen on 127.0.0.1:{port}", "--port")


def test_the_reasoner_without_java(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert_refused(run("reason", *DATED), "needs Java", "install it")


class TestDatesBeforeTheReviewedLaw:
    """A day between the first encoding and the reviewed law is no mistake: the answer is that nothing is assessed."""

    @pytest.mark.parametrize("language", ["en", "id"])
    @pytest.mark.parametrize("output", ["text", "json", "csv", "md", "html"])
    @pytest.mark.parametrize("command", [("gaps",), case(), ("show", "kuhp:455.1")])
    def test_every_command_answers(self, run: Run, command: tuple[str, ...], output: str, language: str) -> None:
        outcome = run(*command, "--as-of", BEFORE_THE_SCOPE, "--format", output, "--lang", language)
        assert (outcome.code, outcome.err) == (0, "")
        assert outcome.out

    def test_and_says_that_it_is_not_assessed(self, run: Run) -> None:
        assert "Not assessed" in run("gaps", "--as-of", BEFORE_THE_SCOPE).out
        assert "NOT ASSESSED" in run(*case(), "--as-of", BEFORE_THE_SCOPE).out

    def test_and_finds_no_gap_to_fail_on(self, run: Run) -> None:
        assert run("gaps", "--as-of", BEFORE_THE_SCOPE, "--fail-on", "arguable").code == 0


class TestDateBeforeTheBaseBegins:
    """A day on which the base holds no definition and no offence."""

    @pytest.mark.parametrize("command", [("gaps",), case()])
    @pytest.mark.parametrize("day", [BEFORE_THE_BASE, "1900-01-01"])
    def test_is_refused_with_the_first_day_of_the_base(self, run: Run, command: tuple[str, ...], day: str) -> None:
        outcome = run(*command, "--as-of", day)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == (
            f"selaras: the base begins on 2002-10-22, {day} lies before it; ask as of that day or a later one\n"
        )


class TestQueries:
    """Queries that are refused."""

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "not valid SPARQL"),
            ("# only a comment", "not valid SPARQL"),
            ("SELECT ?s WHERE { ?s ?p ?o", "not valid SPARQL near line 1"),
            ("SELECT *\n{ ?s ?p }\n", "not valid SPARQL near line 2"),
            ("SELECT * { nowhere:declared ?p ?o }", "not valid SPARQL"),
            ("ASK { ?s ?p ?o }", "only SELECT queries"),
            ("CONSTRUCT WHERE { ?s ?p ?o }", "only SELECT queries"),
            ("DESCRIBE <urn:x>", "only SELECT queries"),
            ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "is an update"),
            ("DELETE WHERE { ?s ?p ?o }", "is an update"),
            ("LOAD <http://example.org/>", "is an update"),
            ("CLEAR ALL", "is an update"),
            ("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }", "SERVICE calls another server"),
            ("SELECT * FROM <urn:x> { ?s ?p ?o }", "FROM names another graph"),
            ("SELECT * { ?s ?p ?o }" + " " * 20_000, "longer than 20000 characters"),
            ("SELECT * { ?s ?p '\x00' }\x00", "not valid SPARQL"),
        ],
    )
    def test_from_standard_input(self, run: Run, text: str, said: str) -> None:
        assert_refused(run("query", "-", stdin=text.encode()), said)

    def test_from_a_file_that_is_missing(self, run: Run) -> None:
        assert_refused(run("query", "missing.rq"), "missing.rq", "No such file")

    def test_from_a_folder(self, run: Run, tmp_path: Path) -> None:
        assert_refused(run("query", str(tmp_path)), "Is a directory")

    @pytest.mark.parametrize("content", [b"\xff\xfe\x00\x01", b"\x89PNG\r\n\x1a\n\x00", b"SELECT * { ?s ?p '\xe9' }"])
    def test_from_a_file_that_is_no_text(self, run: Run, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "binary.rq"
        file.write_bytes(content)
        assert_refused(run("query", str(file)), "the query is not UTF-8 text")
        assert_refused(run("query", "-", stdin=content), "the query is not UTF-8 text")


CORPUS = "corpus/akn/id/act/uu/2007/21/eng.xml"
ENCODINGS = "ontology/encodings/kuhp.ttl"


def overwrite(name: str, content: bytes) -> Callable[[Path], None]:
    def change(data: Path) -> None:
        (data / name).write_bytes(content)

    return change


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(data: Path) -> None:
        text = (data / name).read_text(encoding="utf-8")
        assert old in text
        (data / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def remove(name: str) -> Callable[[Path], None]:
    def change(data: Path) -> None:
        target = data / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    return change


BROKEN_DATA: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "no ontology": (remove("ontology"), ("holds no ontology/ and corpus/ folders",)),
    "no corpus": (remove("corpus"), ("holds no ontology/ and corpus/ folders",)),
    "malformed Turtle": (overwrite(ENCODINGS, b"@prefix sel: <urn:x> .\nsel:a sel:b"), (ENCODINGS, "no valid Turtle")),
    "Turtle that is not UTF-8": (overwrite(ENCODINGS, b'<urn:a> <urn:b> "\xff" .'), (ENCODINGS, "no valid Turtle")),
    "a binary Turtle file": (overwrite(ENCODINGS, b"\x00\x01\x02"), (ENCODINGS, "no valid Turtle")),
    "an encoding without its law": (overwrite("ontology/instruments/kuhp.ttl", b""), ("2023/1", "no instrument file")),
    "a treaty definition without its text": (
        remove("corpus/akn/un/act/protocol/2000-11-15/trafficking-in-persons/eng.xml"),
        ("art_3__point_a", "which no instrument file and document declare"),
    ),
    "a related offence without its text": (
        remove("corpus/akn/id/act/uu/2014/35/eng.xml"),
        ("uu/2014/35", "which no instrument file and document declare"),
    ),
    "no scope of what was reviewed": (remove("ontology/scopes"), ("trafficking-offences",)),
    "an empty document": (overwrite(CORPUS, b""), (CORPUS, "no readable XML")),
    "a document cut short": (overwrite(CORPUS, b"<akomaNtoso>"), (CORPUS, "no readable XML")),
    "a document type": (
        replace(CORPUS, "<akomaNtoso", '<!DOCTYPE akomaNtoso SYSTEM "file:///etc/passwd">\n<akomaNtoso'),
        (CORPUS, "a document type is not allowed"),
    ),
    "an entity bomb": (
        overwrite(
            CORPUS,
            b'<!DOCTYPE a [<!ENTITY a0 "ha">'
            + b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 20) for level in range(1, 12))
            + b"]><a>&a11;</a>",
        ),
        (CORPUS,),
    ),
    "XML that is not Akoma Ntoso": (overwrite(CORPUS, b"<html/>"), (CORPUS, "the root element must be akomaNtoso")),
    "an element without eId": (replace(CORPUS, 'eId="art_2"', 'wId="art_2"'), (CORPUS, "eId")),
    "an eId that is no IRI": (replace(CORPUS, 'eId="art_2"', 'eId="art 2"'), (CORPUS, "eId", "art 2")),
    "an eId of an unknown level": (
        replace(CORPUS, 'eId="art_2__para_1"', 'eId="art_2__verse_1"'),
        (CORPUS, "eId", "art_2__verse_1"),
    ),
    "a language we do not speak": (replace(CORPUS, 'language="eng"', 'language="fra"'), (CORPUS, "'fra'")),
    "a work without its name": (
        replace(CORPUS, '<FRBRuri value="/akn/id/act/uu/2007/21"/>', ""),
        (CORPUS, "FRBRWork/FRBRuri"),
    ),
    "a work whose name is no IRI": (
        replace(CORPUS, '<FRBRuri value="/akn/id/act/uu/2007/21"/>', '<FRBRuri value="/akn/id/act uu"/>'),
        (CORPUS, "/akn/id/act uu"),
    ),
    "a query without header": (
        overwrite("ontology/queries/model/terms.rq", b"SELECT * { ?s ?p ?o }"),
        ("terms.rq", "the header lacks title-en"),
    ),
    "a query without columns": (
        replace("ontology/queries/model/terms.rq", "# columns:", "# colonnes:"),
        ("terms.rq", "the header lacks columns"),
    ),
    "a malformed query": (
        replace("ontology/queries/model/terms.rq", "SELECT", "SELEKT"),
        ("not valid SPARQL",),
    ),
    "no query": (remove("ontology/queries/model/terms.rq"), ("model/terms", "no such file")),
}


class TestData:
    """Another folder with data, named with ``--data``."""

    @pytest.mark.parametrize("name", BROKEN_DATA)
    def test_with_a_broken_file(self, run: Run, data: Path, name: str) -> None:
        break_it, said = BROKEN_DATA[name]
        break_it(data)
        before = fingerprint(data)
        assert_refused(run("gaps", *DATED, "--data", str(data)), *said)
        assert fingerprint(data) == before

    @pytest.mark.parametrize("command", [("check",), ("reason",), ("query", "-"), ("show", "kuhp"), ("serve",), case()])
    def test_every_command_says_which_file_is_broken(self, run: Run, data: Path, command: tuple[str, ...]) -> None:
        overwrite(ENCODINGS, b"nonsense")(data)
        assert_refused(run(*command, "--data", str(data)), ENCODINGS, "no valid Turtle")

    def test_that_is_nowhere(self, run: Run, tmp_path: Path) -> None:
        assert_refused(run("gaps", "--data", str(tmp_path / "nowhere")), "nowhere holds no ontology/ and corpus/")

    def test_that_is_a_file(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        assert_refused(run("gaps", "--data", str(tmp_path / "file")), "--data")

    def test_with_a_file_that_may_not_be_read(self, run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: Path) -> bytes:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "read_bytes", refuse)
        assert_refused(run("gaps", "--data", str(data)), "cannot be read: Permission denied")

    def test_that_is_sound_answers_like_the_base_that_came_with_selaras(self, run: Run, data: Path) -> None:
        assert run("gaps", *DATED, "--format", "json", "--data", str(data)) == run("gaps", *DATED, "--format", "json")
