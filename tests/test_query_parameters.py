"""Parameters of queries: they reach into sub-selects, and no value can change the query."""

from datetime import date

import pytest
from pyoxigraph import NamedNode

from analyzer.errors import InputError
from analyzer.knowledge import Knowledge
from analyzer.store import fill_slots


def test_a_value_reaches_every_slot_and_every_sub_select(knowledge: Knowledge) -> None:
    text = """
    SELECT ?first ?second WHERE {
      { SELECT (?word AS ?first) WHERE { VALUES ?word { UNDEF } } }
      { SELECT (?word AS ?second) WHERE { VALUES  ?word {UNDEF} } }
    }
    """
    assert list(knowledge.store.select(text, {"word": "anak"})[1]) == [("anak", "anak")]


@pytest.mark.parametrize(
    "value",
    ['" } UNION { ?s ?p ?o } #', "two\nlines", "back\\slash \\1", "VALUES ?other { UNDEF }", '\'"""'],
)
def test_a_text_stays_one_text_whatever_stands_in_it(knowledge: Knowledge, value: str) -> None:
    text = "SELECT ?word ?other WHERE { VALUES ?word { UNDEF } VALUES ?other { UNDEF } }"
    assert list(knowledge.store.select(text, {"word": value, "other": '"x'})[1]) == [(value, '"x')]


def test_dates_and_names_keep_their_kind() -> None:
    filled = fill_slots(
        "VALUES ?day { UNDEF } VALUES ?term { UNDEF }", {"day": date(2026, 1, 2), "term": NamedNode("urn:term")}
    )
    assert '"2026-01-02"^^<http://www.w3.org/2001/XMLSchema#date>' in filled
    assert "<urn:term>" in filled


def test_a_slot_without_a_value_stays_open(knowledge: Knowledge) -> None:
    assert list(knowledge.store.select("SELECT ?word WHERE { VALUES ?word { UNDEF } }")[1]) == [(None,)]


def test_a_parameter_without_a_slot_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match=r"no place for day; write VALUES \?day \{ UNDEF \}"):
        knowledge.store.select("SELECT ?day WHERE { ?s ?p ?day }", {"day": date(2026, 1, 2)})
