"""What lists of provisions can be narrowed by, and how many of a list would be left."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from analyzer.filters import NAMED, traits
from analyzer.knowledge import Knowledge
from analyzer.model import Provision

Answer = dict[str, Any]

FACETS = ("topic", "kind", "instrument")
"""The filters by which lists are counted."""

MOST_COUNTED = 8
"""How many values of a filter are counted at the most."""


def facets(knowledge: Knowledge, found: Iterable[Provision]) -> Answer:
    """Return for each of `FACETS` the values that most of the provisions `found` have, and how many have each."""
    # An article that only holds paragraphs says nothing itself, and no filter lets it through.
    held = [trait for provision in found if provision.digest.en for trait in traits(knowledge, provision)]
    labels = {(name, value): label.json() for name, value, label in held}
    counts = Counter((name, value) for name, value, _ in held)
    ordered = sorted(counts.items(), key=lambda counted: (-counted[1], counted[0]))
    return {
        facet: [
            {"value": value, "label": labels[name, value], "count": count}
            for (name, value), count in ordered
            if name == facet
        ][:MOST_COUNTED]
        for facet in FACETS
    }


def choices(knowledge: Knowledge) -> dict[str, dict[str, dict[str, str]]]:
    """Return for each filter by name the values of provisions that say something, with what each is called."""
    known: dict[str, dict[str, dict[str, str]]] = {name: {} for name in NAMED}
    for provision in knowledge.provisions.values():
        for name, value, label in traits(knowledge, provision) if provision.digest.en else ():
            known[name].setdefault(value, label.json())
    return known
