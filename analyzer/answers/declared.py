"""The vocabulary: the classes and properties of our own that the base declares, and what each means."""

from collections import defaultdict
from typing import Any

from analyzer.export import turtle_of
from analyzer.iris import PREFIXES, VOCABULARY
from analyzer.knowledge import Knowledge
from analyzer.rows import local_name, text_of

Answer = dict[str, Any]

CLASS = "Class"
LINKS = ("subClassOf", "subPropertyOf", "domain", "range", "inverseOf", "disjointWith")
"""How terms hang together, as RDF Schema and OWL call it."""


def declared(knowledge: Knowledge) -> Answer:
    """Return the classes and the properties, each in the order of their names.

    ``kind`` is the class of OWL that the term belongs to; links name terms of ours by their local name, others in the
    short form with a prefix.
    """
    store, queries = knowledge.store, knowledge.queries
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: {name: [] for name in LINKS})
    for row in queries.rows(store, "model/declared_links"):
        links[row["term"]][local_name(row["property"])].append(short(row["value"]))
    terms = [
        {
            "id": local_name(row["term"]),
            "iri": row["term"],
            "kind": local_name(row["sort"]),
            "label": text_of(row, "label").json(),
            "comment": text_of(row, "comment").json(),
            "deprecated": bool(row["deprecated"]),
            **links[row["term"]],
        }
        for row in queries.rows(store, "model/declared")
    ]
    return {
        "data": {"version": knowledge.version, "sha256": knowledge.sha256},
        "namespace": VOCABULARY,
        "classes": [term for term in terms if term["kind"] == CLASS],
        "properties": [term for term in terms if term["kind"] != CLASS],
    }


def short(iri: str) -> str:
    """Return an IRI as people read it: the local name of a term of ours, another one with its prefix."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            name = iri.removeprefix(namespace)
            return name if namespace == VOCABULARY else f"{prefix}:{name}"
    return iri


def turtle(knowledge: Knowledge) -> str:
    """Return the triples about the vocabulary and its terms, as Turtle."""
    ours = (VOCABULARY, f"<{VOCABULARY.rstrip('#')}>")
    return turtle_of(
        triple for triple in knowledge.store.triples() if str(triple.subject).startswith((f"<{ours[0]}", ours[1]))
    ).decode()
