"""How fast all criteria are judged: our engine, rdflib's own, and the same joins in DuckDB as the floor.

`python -m tests.bench_criteria` runs every rule on the store and on rdflib's engine over the same triples, and the rule
with the most rows (``duty``) in DuckDB as well, written in SQL by hand over one table of triples. The engines must give
the same rows, so that their times compare. rdflib needs minutes for some rules: each is stopped after `PATIENCE`
seconds and counts with just those, so that the ratio is the least that is true.
"""

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any, TypeAlias

import duckdb
import pyoxigraph
from rdflib import Graph, URIRef, Variable

from analyzer.criteria.reader import DERIVED, RULES
from analyzer.data import data_files, find_root
from analyzer.iris import PREFIXES
from analyzer.queries import Queries
from analyzer.store import Store

FLOOR = "duty"
RUNS = 5
Rows: TypeAlias = set[tuple[Any, ...]]
PATIENCE = 10
"""Seconds for which rdflib may work on one rule."""

# The joins of the rule: `t` holds every triple as (s, p, o), `v` the full names of what the rule mentions.
DUTY_IN_SQL = """
WITH demand AS (
    SELECT r.s AS criterion, d.o AS part FROM t r JOIN t d ON d.s = r.s AND d.p = $demands
    WHERE r.p = $rule AND r.o = 'duty'
), norm AS (
    SELECT n.s AS norm, a.o AS part, e.o AS national FROM t n
    JOIN t a ON a.s = n.s AND a.p = $action JOIN t e ON e.s = n.s AND e.p = $encodes
    JOIN t w ON w.s = e.o AND w.p = $part_of JOIN t j ON j.s = w.o AND j.p = $jurisdiction AND j.o = $indonesia
    WHERE n.p = $type AND n.o = $norm
), short AS (SELECT DISTINCT s FROM t WHERE p = $shortfall)
SELECT DISTINCT criterion, part, 'missing', NULL, NULL, NULL FROM demand
UNION
SELECT DISTINCT d.criterion, d.part, 'arguable', n.national, n.norm, CASE WHEN s.s IS NULL THEN m.o ELSE n.norm END
FROM demand d JOIN norm n USING (part) LEFT JOIN short s ON s.s = n.norm
LEFT JOIN t m ON m.s = n.national AND m.p = $modality
UNION
SELECT DISTINCT d.criterion, d.part, 'met', n.national, n.norm, NULL
FROM demand d JOIN norm n USING (part) JOIN t o ON o.s = d.criterion AND o.p = $obligation
JOIN t b ON b.s = o.o AND b.p = $satisfied JOIN t m ON m.s = n.national AND m.p = $modality AND m.o = b.o
ANTI JOIN short s ON s.s = n.norm
"""


@dataclass(frozen=True, slots=True)
class CriteriaTimes:
    """Seconds of all rules on the store and, `stopped` rules not ended, on rdflib; of the floor rule on two engines."""

    store: float
    rdflib: float
    floor_store: float
    floor_duckdb: float
    rows: int
    stopped: int


def time_criteria() -> CriteriaTimes:
    """Time all rules on the store and on rdflib, and the rule with the most rows in DuckDB.

    Raises:
        AssertionError: Two engines do not give the same rows.
    """
    root = find_root()
    queries, store = Queries(root), Store.load(root)
    # Through N-Triples: rdflib tells "duty" from "duty"^^xsd:string, which RDF 1.1 and the store do not.
    written = pyoxigraph.serialize(store.triples(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=written, format="nt")
    for name in DERIVED:
        links = [(row["subject"], row["property"], row["object"]) for row in queries.rows(store, name)]
        store.derive(links)
        for link in links:
            graph.add(tuple(map(URIRef, link)))  # type: ignore[arg-type]
    names = [path.stem for path in data_files(root, ".rq", "ontology/queries/criteria")]

    def rows_of_store(name: str) -> Rows:
        return {tuple(row.values()) for row in queries.rows(store, RULES + name, derived=True)}

    def rows_of_rdflib(name: str) -> Rows:
        query = queries.get(RULES + name)
        unordered = query.text.rpartition("ORDER BY")[0]  # rdflib cannot order by the text of an unbound variable
        found = graph.query(unordered, initNs=PREFIXES).bindings
        return {
            tuple(None if row.get(Variable(column)) is None else str(row[Variable(column)]) for column in query.columns)
            for row in found
        }

    def whole_run() -> int:
        return sum(len(rows_of_store(name)) for name in names)

    rows = whole_run()
    ours = median(_seconds(whole_run) for _ in range(RUNS))
    theirs = [_patiently(rows_of_rdflib, name) for name in names]
    for name, (_, found) in zip(names, theirs, strict=True):
        assert found is None or found == rows_of_store(name), f"rule {name}: the engines differ"

    floor = median(_seconds(lambda: rows_of_store(FLOOR)) for _ in range(RUNS))
    duckdb_seconds, duckdb_rows = _duckdb(store)
    columns = [0, 1, 3, 4, 5, 6]
    expected = {tuple(row[column] for column in columns) for row in rows_of_store(FLOOR)}
    assert duckdb_rows == expected, f"DuckDB gives {len(duckdb_rows)} rows, the store {len(expected)}"
    return CriteriaTimes(
        store=ours,
        rdflib=sum(seconds for seconds, _ in theirs),
        floor_store=floor,
        floor_duckdb=duckdb_seconds,
        rows=rows,
        stopped=sum(found is None for _, found in theirs),
    )


def _patiently(ask: Callable[[str], Rows], name: str) -> tuple[float, Rows | None]:
    """Return the seconds that asking took in a process of its own, and its rows; None where it was stopped."""
    context = multiprocessing.get_context("fork")  # the child sees the graph without reading it again
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sender.send(ask(name)))
    started = perf_counter()
    child.start()
    found = receiver.recv() if receiver.poll(PATIENCE) else None
    seconds = perf_counter() - started
    child.kill()
    child.join()
    return seconds, found


def _duckdb(store: Store) -> tuple[float, Rows]:
    """Return the median seconds and the rows of the floor rule in DuckDB, over one table of triples."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t (s VARCHAR, p VARCHAR, o VARCHAR)")
    triples = [tuple(map(str, row)) for row in store.select("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")[1]]
    connection.executemany("INSERT INTO t VALUES (?, ?, ?)", triples)
    sel = PREFIXES["sel"]
    names = {
        **{name: sel + name for name in ("demands", "rule", "action", "encodes", "jurisdiction", "shortfall")},
        **{name: sel + name for name in ("modality", "obligation")},
        "satisfied": f"{sel}satisfiedBy",
        "indonesia": f"{sel}Indonesia",
        "norm": f"{sel}Norm",
        "part_of": f"{PREFIXES['dcterms']}isPartOf",
        "type": f"{PREFIXES['rdf']}type",
    }

    def run() -> Rows:
        return set(connection.execute(DUTY_IN_SQL, names).fetchall())

    rows = run()
    return median(_seconds(run) for _ in range(RUNS)), rows


def _seconds(run: Any) -> float:
    started = perf_counter()
    run()
    return perf_counter() - started


if __name__ == "__main__":
    times = time_criteria()
    print(f"all rules, {times.rows} rows: store {times.store * 1000:.0f} ms, rdflib {times.rdflib * 1000:.0f} ms")
    print(f"the store is at least {times.rdflib / times.store:.0f} times faster ({times.stopped} rules stopped)")
    print(f"rule {FLOOR}: store {times.floor_store * 1000:.1f} ms, DuckDB {times.floor_duckdb * 1000:.1f} ms (floor)")
