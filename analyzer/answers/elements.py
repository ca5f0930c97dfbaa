"""The matrix of elements: what each instrument says of every act, means and purpose, for a child and for an adult."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from analyzer.elements.coverage import RELATED, CoverageRules
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage, Dimension, Encoding, Term
from analyzer.screening import AGE, offences_in_force, review_scope, treaty_definitions

Answer = dict[str, Any]


def matrix(knowledge: Knowledge, rules: CoverageRules, day: date) -> Answer:
    """Return what the definitions and trafficking offences in force on `day` say of each term, by instrument.

    A cell is ``not-required`` where a rule of the instrument asks nothing on the dimension, ``met`` where one lists the
    term or takes it in, ``arguable`` where it must be argued, and ``missing`` where none of its rules reaches it. Its
    ``offence`` says the same of the offences of the instrument alone: a definition by itself punishes nobody.
    """
    scope = review_scope(knowledge)
    national = [item for item in offences_in_force(knowledge, day) if item.family != RELATED]
    home = [
        item for item in knowledge.definitions if item.jurisdiction == scope.jurisdiction and item.interval.holds(day)
    ]
    encodings = [*treaty_definitions(knowledge, day), *home, *national]
    columns = list(dict.fromkeys(_instrument(knowledge, item) for item in encodings))
    return {
        "instruments": [
            {
                "id": slug,
                "short": knowledge.instruments[slug].short.json(),
                "national": knowledge.instruments[slug].jurisdiction == scope.jurisdiction,
            }
            for slug in columns
        ],
        "victims": [
            {
                "victim": victim.notation,
                "label": victim.label.json(),
                "dimensions": [
                    _dimension(knowledge, rules, dimension, victim, encodings, columns)
                    for dimension in knowledge.dimensions.values()
                    if dimension.compared
                ],
            }
            for victim in knowledge.dimensions[AGE].spanning
        ],
    }


def _instrument(knowledge: Knowledge, encoding: Encoding) -> str:
    return knowledge.provisions[encoding.provision].reference.instrument


def _dimension(
    knowledge: Knowledge,
    rules: CoverageRules,
    dimension: Dimension,
    victim: Term,
    encodings: Sequence[Encoding],
    columns: Sequence[str],
) -> Answer:
    reaching = [item for item in encodings if rules.reach(item).level(AGE, victim.iri) is Coverage.COVERED]
    return {
        "dimension": dimension.notation,
        "label": dimension.label.json(),
        "rows": [
            {
                "term": term.notation,
                "label": term.label.json(),
                "definition": term.definition.json(),
                "national": not term.spans,
                "cells": [
                    _cell(knowledge, rules, term, [item for item in reaching if _instrument(knowledge, item) == slug])
                    for slug in columns
                ],
            }
            for term in dimension.terms
        ],
    }


def _cell(knowledge: Knowledge, rules: CoverageRules, term: Term, encodings: Sequence[Encoding]) -> Answer:
    offences = [encoding for encoding in encodings if encoding.family is not None]
    return {
        **_reached(knowledge, rules, term, encodings),
        "offence": _reached(knowledge, rules, term, offences),
    }


def _reached(knowledge: Knowledge, rules: CoverageRules, term: Term, encodings: Sequence[Encoding]) -> Answer:
    """Return how far these rules of one instrument reach `term`, by which provisions, and with what reasons."""
    found: dict[str, list[Encoding]] = {}
    for encoding in encodings:
        found.setdefault(_status(rules, encoding, term), []).append(encoding)
    status = next((name for name in ("not-required", "met", "arguable") if name in found), "missing")
    carrying = found.get(status, []) if status != "missing" else []
    remarks = [rules.reach(encoding).remarks.get(term.iri) for encoding in carrying]
    return {
        "status": status,
        "provisions": [knowledge.reference(encoding.provision) for encoding in carrying],
        "reasons": [text.json() for text in dict.fromkeys(remark.reason for remark in remarks if remark is not None)],
    }


def _status(rules: CoverageRules, encoding: Encoding, term: Term) -> str:
    level = rules.reach(encoding).level(term.dimension, term.iri)
    if encoding.listed[term.dimension] is None and level is Coverage.COVERED:
        return "not-required"
    return {Coverage.COVERED: "met", Coverage.ARGUABLE: "arguable"}.get(level, "missing")
