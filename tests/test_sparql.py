"""Queries of users: what may not run is refused before it runs, and nothing but a clear refusal is ever raised."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.data import find_root
from analyzer.errors import BusyError, DataError, InputError, StoppedError
from analyzer.knowledge import Knowledge
from analyzer.sandbox import MOST_MEMORY, Sandbox
from analyzer.service import Service
from analyzer.sparql import LONGEST_QUERY, Question, evaluate, open_base, refuse_unsafe

ROOT = find_root()
Run = Callable[..., Any]
CALL = "SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o }"
OUTBOUND = {
    "alone": "SELECT * { CALL }",
    "in lower case and SILENT": "select * where { service silent <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "on several lines": "SELECT *\n{\nSERVICE\n# which?\n<http://127.0.0.1:{port}/>\n{ ?s ?p ?o }\n}",
    "with a variable": "SELECT * { VALUES ?where { <http://127.0.0.1:{port}/> } SERVICE ?where { ?s ?p ?o } }",
    "with a prefix": "PREFIX far: <http://127.0.0.1:{port}/> SELECT * { SERVICE far: { ?s ?p ?o } }",
    "in a sub-select": "SELECT * { { SELECT ?s { { SELECT ?s { CALL } } } } }",
    "in OPTIONAL": "SELECT * { ?s ?p ?o OPTIONAL { CALL } }",
    "in UNION": "SELECT * { { ?s ?p ?o } UNION { CALL } }",
    "in MINUS": "SELECT * { ?s ?p ?o MINUS { CALL } }",
    "in GRAPH": "SELECT * { GRAPH ?g { CALL } }",
    "in FILTER EXISTS": "SELECT * { ?s ?p ?o FILTER EXISTS { CALL } }",
    "in FILTER NOT EXISTS": "SELECT * { ?s ?p ?o FILTER NOT EXISTS { CALL } }",
    "in BIND": "SELECT * { BIND(EXISTS { CALL } AS ?found) }",
    "in a selected expression": "SELECT (IF(EXISTS { CALL }, 1, 2) AS ?found) { }",
    "in HAVING": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s HAVING(EXISTS { CALL })",
    "in ORDER BY": "SELECT * { ?s ?p ?o } ORDER BY (EXISTS { CALL })",
    "in LATERAL, which only the engine knows": "SELECT * { ?s ?p ?o LATERAL { CALL } }",
    "after a comment that a carriage return ends": "SELECT * { #\rCALL\n}",
    "between escaped quotation marks": "SELECT * { FILTER('\\u0027' != 'x') CALL FILTER('\\u0027' != 'x') }",
    "between doubly escaped quotation marks": "SELECT * { FILTER('\\\\u0027' != 'x') CALL FILTER('\\\\u0027' != 'x') }",
    "after an IRI with a number sign": "SELECT * { ?s <urn:x#y> ?o . CALL }",
    "written with an escaped letter": "SELECT * { \\u0053ERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "right after a number": "SELECT * { ?s ?p 1CALL }",
}


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine that notes who calls: its port and what it heard."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                heard.append(connection.recv(100))
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], heard


@pytest.mark.parametrize("name", OUTBOUND)
def test_no_query_calls_another_server(knowledge: Knowledge, listener: tuple[int, list[bytes]], name: str) -> None:
    port, heard = listener
    text = OUTBOUND[name].replace("CALL", CALL).replace("{port}", str(port))
    with pytest.raises(InputError):
        evaluate(knowledge.store, Question(text))
    assert heard == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <urn:x> { ?s ?p ?o }",
        "SELECT * FROM NAMED <urn:x> { GRAPH ?g { ?s ?p ?o } }",
        "select * from\n<urn:x> { ?s ?p ?o }",
    ],
)
def test_no_query_names_another_graph(text: str) -> None:
    with pytest.raises(InputError, match="FROM names another graph"):
        refuse_unsafe(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "insert { ?s ?p 1 } where { ?s ?p ?o }",
        "DELETE DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/data.ttl>",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:x>",
        "CLEAR ALL",
        "DROP DEFAULT",
        "CREATE GRAPH <urn:x>",
        "COPY DEFAULT TO <urn:x>",
        "PREFIX x: <urn:x>\n# first\nCLEAR SILENT GRAPH x:y ; DROP ALL",
    ],
)
def test_no_query_changes_the_base(knowledge: Knowledge, text: str) -> None:
    before = len(knowledge.store)
    with pytest.raises(InputError, match="the query is an update; the base is read-only"):
        evaluate(knowledge.store, Question(text))
    assert len(knowledge.store) == before


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ("SERVICE <http://x/> { }" AS ?text) {}',
        "SELECT ('''FROM <urn:x>\nSERVICE ?s { }''' AS ?text) {}",
        "# SERVICE <http://x/> { }\nSELECT (1 AS ?one) {} # FROM <urn:x>",
        "SELECT (1 AS ?service) (2 AS ?from) {}",
        "SELECT ?o { <http://example.org/service#from> sel:service ?o }",
        "PREFIX service: <urn:x> SELECT ?o { service:from ?p ?o }",
        'SELECT ("CLEAR ALL; INSERT DATA {}" AS ?text) {}',
        "SELECT (1 AS ?one)\r\n{ # a comment\r\n}\r\n",
        'SELECT DISTINCT ?s { ?s a sel:Offence ; sel:encodes/sel:from ?d FILTER(?d < "2020-01-01"^^xsd:date) } LIMIT 1',
    ],
)
def test_words_in_texts_comments_and_names_are_only_words(knowledge: Knowledge, text: str) -> None:
    refuse_unsafe(text)
    assert "bindings" in evaluate(knowledge.store, Question(text))["results"]


def test_a_query_of_the_greatest_length_is_read() -> None:
    text = "SELECT (1 AS ?one) {}"
    refuse_unsafe(text.ljust(LONGEST_QUERY))
    with pytest.raises(InputError, match="longer than 20000 characters"):
        refuse_unsafe(text.ljust(LONGEST_QUERY + 1))


@pytest.mark.parametrize("opening", ["{", "(", "[", "!", "<", '"""', "SELECT * { ", "FILTER(", "-"])
def test_deep_nesting_is_refused_and_not_a_crash(opening: str) -> None:
    for text in (opening * 3000, f"SELECT * {{ ?s ?p {opening * 2000}", f"SELECT ({opening * 2000}1 AS ?x) {{}}"):
        with pytest.raises(InputError):
            refuse_unsafe(text[:LONGEST_QUERY])


WORDS = st.sampled_from(
    [
        *("SELECT", "*", "?s", "$p", "WHERE", "{", "}", "(", ")", "AS", "FILTER", "OPTIONAL", "UNION", "MINUS", "BIND"),
        *("EXISTS", "NOT", "SERVICE", "SILENT", "FROM", "NAMED", "GRAPH", "VALUES", "UNDEF", "PREFIX", "BASE", "a"),
        *("INSERT", "DELETE", "DATA", "LOAD", "CLEAR", ";", ".", ",", "<urn:x#y>", "sel:x", ":", "_:b", "[", "]", "|"),
        *(
            "'",
            '"',
            "'''",
            '"""',
            "#",
            "\n",
            "\r",
            "\\",
            "\\u0027",
            "^^xsd:date",
            "@id",
            "1",
            "-1.5e3",
            "true",
            "<",
            ">",
        ),
        *(
            "=",
            "&&",
            "||",
            "!",
            "^",
            "/",
            "+",
            "COUNT",
            "GROUP BY",
            "ORDER BY",
            "LIMIT",
            "\x00",
            "\ufeff",
            "é",
            "\U0001f600",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join)
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(TEXTS)
def test_arbitrary_text_is_accepted_or_refused_and_nothing_else(text: str) -> None:
    try:
        refuse_unsafe(text)
    except InputError as refusal:
        assert "\n" not in str(refusal)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=15).map(" ".join))
def test_no_mixture_of_words_around_a_call_lets_it_through(mixture: str) -> None:
    for text in (
        f"SELECT * {{ {mixture} SERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }} {mixture} }}",
        f"SELECT * {{ {mixture}\rSERVICE <http://127.0.0.1:9/> {{ ?s ?p ?o }}\n{mixture} }}",
    ):
        try:
            refuse_unsafe(text)
        except InputError:
            continue
        # What is let through must be a text or a comment for the engine too, not a call.
        assert not _calls(text)


def _calls(text: str) -> bool:
    """Return whether Oxigraph calls another server for `text`: port 9 of this machine answers nobody."""
    import pyoxigraph

    try:
        list(pyoxigraph.Store().query(text))  # type: ignore[arg-type]
    except OSError:
        return True
    except (SyntaxError, ValueError):
        return False
    return False


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""Joins everything with everything, three times over: it would run for longer than there are people to wait."""

GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d"
"""Wants all pairs of statements in memory at once."""

ONE = 'SELECT ?term { ?term skos:notation "harbouring" }'


class TestLimits:
    """No query outlives its time, takes all memory, or fills a page without end."""

    def test_a_query_that_would_run_for_ever_is_stopped_on_time_and_the_next_one_is_answered(
        self, service: Service
    ) -> None:
        service.sparql(ONE, 60)
        begun = time.monotonic()
        with pytest.raises(StoppedError, match=r"took longer than 0\.5 seconds and was stopped"):
            service.sparql(ENDLESS, 0.5)
        assert time.monotonic() - begun < 5
        assert service.sparql(ONE, 60)["results"]["bindings"]

    @pytest.mark.skipif(sys.platform != "linux", reason="only there the memory of a process is bounded")
    def test_a_query_that_takes_too_much_memory_is_stopped(self) -> None:
        sandbox = Sandbox(open_base, ROOT, None, most_memory=MOST_MEMORY // 4)
        with pytest.raises(StoppedError, match="took too much memory"):
            sandbox.ask(Question(GREEDY), 60)
        assert sandbox.ask(Question(ONE), 60)["results"]["bindings"]
        sandbox.close()

    def test_a_query_waits_for_another_no_longer_than_it_is_patient(self, service: Service) -> None:
        service.sparql(ONE, 60)
        ended: list[str] = []

        def ask() -> None:
            with pytest.raises(StoppedError):
                service.sparql(ENDLESS, 1.5)
            ended.append("stopped")

        first = threading.Thread(target=ask)
        first.start()
        time.sleep(0.3)
        with pytest.raises(BusyError, match="ask again"):
            service.sparql(ONE, 60, patience=0.1)
        first.join()
        assert ended == ["stopped"]

    def test_the_process_that_answers_stays_for_the_next_query(self, service: Service) -> None:
        service.sparql(ONE, 60)
        begun = time.monotonic()
        for _ in range(3):
            service.sparql(ONE, 60)
        assert time.monotonic() - begun < 1

    def test_a_process_that_was_ended_from_outside_is_started_anew(self, service: Service) -> None:
        service.sparql(ONE, 60)
        process = service._sandbox._process
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert service.sparql(ONE, 60)["results"]["bindings"]

    def test_rows_beyond_the_limit_are_left_out_and_the_answer_says_so(self, service: Service) -> None:
        few = service.sparql("SELECT ?s { ?s a sel:Provision }", 60, most_rows=7)
        assert (len(few["results"]["bindings"]), few["truncated"]) == (7, True)
        exact = service.sparql("SELECT ?s { ?s a sel:Provision } LIMIT 7", 60, most_rows=7)
        assert (len(exact["results"]["bindings"]), exact["truncated"]) == (7, False)

    def test_one_endless_text_is_left_out_too(self, service: Service) -> None:
        long = "SELECT (GROUP_CONCAT(STR(?p)) AS ?all) { ?s ?p ?o }"
        answer = service.sparql(long, 60, most_rows=10, most_characters=1000)
        assert answer["results"]["bindings"] == []
        assert answer["truncated"]

    def test_a_base_that_cannot_be_read_is_reported_as_such(self, tmp_path: Path) -> None:
        (tmp_path / "ontology").mkdir()
        (tmp_path / "ontology" / "broken.ttl").write_text("this is no Turtle", encoding="utf-8")
        with pytest.raises(DataError, match=r"broken\.ttl"):
            Sandbox(open_base, tmp_path, None).ask(Question(ONE), 60)

    def test_a_mistake_of_our_own_is_no_refusal(self) -> None:
        sandbox = Sandbox(open_base, ROOT, None)
        with pytest.raises(RuntimeError, match="AttributeError"):
            sandbox.ask("no question", 60)
        sandbox.close()

    def test_the_command_line_stops_a_query_after_the_time_that_it_is_given(self, run: Run) -> None:
        outcome = run("query", "-", "--timeout", "0.5", stdin=ENDLESS.encode())
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == (
            "selaras: the question took longer than 0.5 seconds and was stopped; ask for less at once, or give it more "
            "time with --timeout\n"
        )

    @pytest.mark.parametrize("seconds", ["0", "-1", "soon", "1e99"])
    def test_a_time_that_is_none_is_refused(self, run: Run, seconds: str) -> None:
        assert run("query", "-", "--timeout", seconds, stdin=ONE.encode()).code == 2


def test_the_project_s_own_queries_run_within_the_limits_of_the_page(service: Service) -> None:
    for item in service.example_queries(date(2026, 11, 21))["queries"]:
        answer = service.sparql(item["query"], 10, 1000)
        assert answer["head"]["vars"] == item["columns"], item["name"]


def test_a_rule_asked_by_a_user_finds_what_it_finds_for_us(service: Service) -> None:
    """Rules are asked over links that follow from the data, which a user's query sees too."""
    answer = service.sparql("SELECT DISTINCT ?offence { ?offence sel:reaches ?term }", 60)
    assert answer["results"]["bindings"]
