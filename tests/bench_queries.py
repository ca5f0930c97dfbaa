"""How much faster the store answers the gap query than rdflib's own engine: `python tests/bench_queries.py`.

Both engines run the same text on the same triples. rdflib needs minutes for the whole case space, so the graph holds
fewer spanning terms: one class of victims, one citizenship, one stage, and every act, means, purpose and route.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import median
from time import perf_counter

import pyoxigraph
from rdflib import Graph, URIRef, Variable
from rdflib.namespace import SKOS

from analyzer.data import find_root
from analyzer.iris import BASE, PREFIXES
from analyzer.queries import Queries
from analyzer.store import Parameter, Store, fill_slots

LEFT_OUT = ("age/adult", "citizenship/foreign", "stage/exploited")
RUNS = 5


@dataclass(frozen=True, slots=True)
class EngineTimes:
    """Median seconds of a warm run through the store, seconds of one run of rdflib's engine, and the rows of each."""

    store: float
    rdflib: float
    rows: int

    @property
    def ratio(self) -> float:
        """How many times faster the store is."""
        return self.rdflib / self.store


def time_gap_query(day: date) -> EngineTimes:
    """Time ``coverage/uncovered`` on both engines.

    Raises:
        AssertionError: The engines do not give the same rows, so that their times would not compare.
    """
    root = find_root()
    query = Queries(root).get("coverage/uncovered")
    narrowed = Graph()
    for triple in Store.load(root).graph:
        narrowed.add(triple)
    for name in LEFT_OUT:
        narrowed.remove((URIRef(f"{BASE}element/{name}"), SKOS.topConceptOf, None))
    triples = pyoxigraph.Store()
    triples.load(input=narrowed.serialize(format="nt").encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    store = Store(triples)
    parameters: dict[str, Parameter] = {"day": day}

    def through_store() -> set[tuple[str, ...]]:
        return {tuple(map(str, row)) for row in store.select(query.text, parameters)[1]}

    def through_rdflib() -> set[tuple[str, ...]]:
        text = fill_slots(query.text, parameters)
        result = narrowed.query(text, initNs=PREFIXES)
        return {tuple(str(row[Variable(column)]) for column in query.columns) for row in result.bindings}

    rows = through_store()
    seconds = median(_timed(through_store)[1] for _ in range(RUNS))
    other_rows, other_seconds = _timed(through_rdflib)
    assert rows == other_rows, f"the engines differ: {len(rows)} rows and {len(other_rows)}"
    return EngineTimes(seconds, other_seconds, len(rows))


def _timed(run: Callable[[], set[tuple[str, ...]]]) -> tuple[set[tuple[str, ...]], float]:
    start = perf_counter()
    result = run()
    return result, perf_counter() - start


if __name__ == "__main__":
    times = time_gap_query(date.today())
    print(f"gap query, {times.rows} rows: store {times.store * 1000:.1f} ms, rdflib {times.rdflib * 1000:.0f} ms")
    print(f"the store is {times.ratio:.0f} times faster")
