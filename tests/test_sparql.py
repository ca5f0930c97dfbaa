"""Queries of users: what may not run is refused before it runs, and nothing but a clear refusal is ever raised."""

import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.errors import InputError
from analyzer.knowledge import Knowledge
from analyzer.sparql import LONGEST_QUERY, refuse_unsafe, run_query

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
        run_query(knowledge, text, "text")
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
        run_query(knowledge, text, "text")
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
    assert run_query(knowledge, text, "csv")


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
