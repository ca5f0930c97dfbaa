"""What values are called: dimensions of a case with their terms, circumstances, pillars, obligations, challenges."""

from collections.abc import Mapping
from typing import Any

from analyzer.answers.glossing import explained_by
from analyzer.criteria.values import Policy
from analyzer.knowledge import Knowledge
from analyzer.model import Dimension

Answer = dict[str, Any]

SCHEMES = ("pillar", "obligation")
"""The schemes by which criteria are sorted."""


def vocabulary(knowledge: Knowledge, named: Mapping[str, Answer]) -> Answer:
    """Return the dimensions with their terms, and the circumstances, as forms and reports need them.

    `named` are the names of other things, by what they are named in answers; see `names`.
    """
    return {
        "dimensions": {name: _dimension(knowledge, item) for name, item in knowledge.dimensions.items()},
        "names": dict(named),
        "circumstances": [
            {
                "value": item.notation,
                "label": item.label.json(),
                "implied": item.implied_by is not None,
                "onlyWith": _named(knowledge, item.only_with),
            }
            for item in knowledge.circumstances
        ],
    }


def _dimension(knowledge: Knowledge, dimension: Dimension) -> Answer:
    return {
        "label": dimension.label.json(),
        "question": dimension.question.json(),
        "terms": [
            {
                "value": term.notation,
                "label": term.label.json(),
                "definition": term.definition.json(),
                "examples": term.examples.json() if term.examples else None,
                "national": not term.spans,
                "years": list(term.years) if term.years else None,
                "excludes": term.excludes,
                "onlyWith": _named(knowledge, term.only_with),
                "glossary": explained_by(knowledge.glossary, term),
            }
            for term in dimension.terms
        ],
    }


def _named(knowledge: Knowledge, iri: str | None) -> Answer | None:
    """Return the dimension and the value that a term with this IRI is called by in a case."""
    if iri is None:
        return None
    term = knowledge.terms[iri]
    return {"dimension": term.dimension, "value": term.notation}


def criterion_terms(knowledge: Knowledge, policy: Policy) -> dict[str, list[Answer]]:
    """Return the pillars and the kinds of obligation that criteria have, in their order, with what they mean."""
    used = {name: {getattr(item, name) for item in policy.criteria.values()} for name in SCHEMES}
    return {
        name: [
            {
                "value": concept.notation,
                "label": concept.label.json(),
                "definition": concept.definition.json() if concept.definition else None,
            }
            for concept in knowledge.concepts.values()
            if concept.scheme == name and concept.notation in values
        ]
        for name, values in used.items()
    }


def names(knowledge: Knowledge, policy: Policy) -> dict[str, dict[str, str]]:
    """Return what pillars and obligations (by notation) and challenges (by slug) are called."""
    concepts = [item for item in knowledge.concepts.values() if item.scheme in SCHEMES]
    return {item.notation: item.label.json() for item in concepts} | {
        item.slug: item.label.json() for item in policy.challenges
    }
