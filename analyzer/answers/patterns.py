"""The documented patterns as cases: what the story is, what the screening says of it, and by which provisions."""

from collections.abc import Mapping
from typing import Any

from analyzer.criteria.values import Pattern, Policy
from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.knowledge import Knowledge
from analyzer.screening import AGE, Facts, read_facts
from analyzer.text import printable

Answer = dict[str, Any]


def find(policy: Policy, name: str) -> Pattern:
    """Return the pattern called `name`.

    Raises:
        InputError: There is none of that name; the message lists those there are.
    """
    for pattern in policy.patterns:
        if pattern.slug == name.strip().lower():
            return pattern
    raise InputError(
        both(
            'pattern "{shown}" is unknown; choose from {choices}',
            shown=printable(name),
            choices=", ".join(item.slug for item in policy.patterns),
        )
    )


def facts(knowledge: Knowledge, pattern: Pattern) -> Facts:
    """Return the facts of the typical case of `pattern`."""
    terms = sorted((knowledge.terms[iri] for iri in pattern.values), key=lambda term: term.order)
    values = {
        name: [term.notation for term in terms if term.dimension == name]
        for name in knowledge.dimensions
        if name != AGE
    }
    return read_facts(knowledge, values, pattern.age)


def told(policy: Policy, pattern: Pattern, screened: Mapping[str, Any]) -> Answer:
    """Return the card of `pattern` from `screened`, the answer of the screening on its case."""
    return {
        "id": pattern.slug,
        "iri": pattern.iri,
        "label": pattern.label.json(),
        "story": pattern.story.json(),
        "case": screened["case"],
        "asOf": screened["asOf"],
        "verdict": screened["verdict"],
        "reason": screened["reason"],
        "treaty": screened["treaty"],
        "national": screened["national"],
        "results": [
            {
                "provision": result["provision"],
                "citation": result["citation"],
                "kind": result["kind"],
                "coverage": result["coverage"],
                "reason": result["reason"],
                "penalty": result["penalty"]["text"] if result["penalty"] else None,
            }
            for result in screened["results"]
            if result["provision"] in (*screened["treaty"]["by"], *screened["national"]["by"])
        ],
        "sources": [policy.sources[iri].json() for iri in pattern.sources if iri in policy.sources],
        "confirmation": pattern.confirmation,
    }
