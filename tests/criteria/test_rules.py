"""Every rule that judges criteria is held to a small fictional law that meets it, and to one that does not."""

from pathlib import Path

import pyoxigraph
import pytest

from analyzer.criteria.judge import best_parts
from analyzer.criteria.reader import RULES, read_standing, run_rules
from analyzer.criteria.values import Degree, Evidence
from analyzer.data import data_files, find_root
from analyzer.queries import Queries
from analyzer.store import Store

ROOT = find_root()
FIXTURES = Path(__file__).parent / "fixtures"
VOCABULARY = [
    *(ROOT / "ontology" / name for name in ("core.ttl", "elements.ttl")),
    *data_files(ROOT, ".ttl", "ontology/schemes"),
]
"""What a rule needs beside a law: the words in which laws and criteria are stated."""
NAMES = sorted(path.stem for path in data_files(ROOT, ".rq", "ontology/queries/criteria"))


def degrees(name: str, fixture: str) -> list[Degree]:
    """Return how far each part of the one criterion of a fixture is met, whatever the day."""
    triples = pyoxigraph.Store()
    for path in (*VOCABULARY, FIXTURES / name / f"{fixture}.ttl"):
        triples.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    store, queries = Store(triples), Queries(ROOT)
    evidence: dict[str, tuple[Evidence, ...]] = run_rules(store, queries, [name], read_standing(store, queries))
    assert len(evidence) == 1, "a fixture states one criterion"
    return [part.degree for rows in evidence.values() for part in best_parts(rows)]


@pytest.mark.parametrize("name", NAMES)
class TestRules:
    def test_a_law_that_meets_the_demand_meets_every_part(self, name: str) -> None:
        found = degrees(name, "clean")
        assert found
        assert min(found) >= Degree.MET

    def test_a_law_that_falls_short_leaves_a_part_unmet(self, name: str) -> None:
        assert min(degrees(name, "hit")) < Degree.MET

    def test_the_rule_states_its_legal_basis_in_both_languages(self, name: str) -> None:
        header = Queries(ROOT).get(RULES + name).header
        assert header["basis-en"]
        assert header["basis-id"]


def test_no_fixture_is_left_over() -> None:
    assert sorted(path.name for path in FIXTURES.iterdir()) == NAMES
