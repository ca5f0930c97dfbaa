"""Two dates, or two instruments, side by side."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from analyzer.answers.entries import heading
from analyzer.answers.findings import name_of
from analyzer.criteria.values import Norm, Policy
from analyzer.i18n import both, joined
from analyzer.knowledge import Knowledge
from analyzer.model import Encoding, Instrument, Provision
from analyzer.text import Text

Answer = dict[str, Any]

SAME, ADDS, LACKS, WEAKENS, STRENGTHENS = "same", "adds", "lacks", "weakens", "strengthens"
"""How the first instrument stands to the second on one point."""


def comparable(knowledge: Knowledge, events: Sequence[Mapping[str, Any]]) -> Answer:
    """Return the instruments that hold provisions, and of the `events` of a timeline those that changed a finding.

    Each comes with the day before it, on which the answer was still another.
    """
    held = {item.reference.instrument for item in knowledge.provisions.values()}
    return {
        "instruments": [
            {"id": slug, "citation": item.short.json()}
            for slug, item in sorted(knowledge.instruments.items())
            if slug in held
        ],
        "days": [
            {
                "before": (date.fromisoformat(event["date"]) - timedelta(days=1)).isoformat(),
                "date": event["date"],
                "happened": event["happened"],
                "changes": len(event["changes"]),
            }
            for event in events
            if event["changes"]
        ],
    }


def law_between(knowledge: Knowledge, first: date, second: date) -> tuple[list[Answer], list[Answer]]:
    """Return the provisions in force on `second` but not on `first`, and those on `first` but not on `second`.

    What has no digest only holds others, which are listed themselves.
    """

    def only(day: date, other: date) -> list[Answer]:
        held = (
            item
            for item in knowledge.provisions.values()
            if item.digest.en and item.interval.holds(day) and not item.interval.holds(other)
        )
        ordered = sorted(held, key=lambda item: (item.reference.instrument, item.position))
        return [_listed(knowledge, item) for item in ordered]

    return only(second, first), only(first, second)


def _listed(knowledge: Knowledge, provision: Provision) -> Answer:
    return {
        "id": str(provision.reference),
        "citation": provision.citation.json(),
        "heading": heading(knowledge, provision).json(),
        "confirmation": provision.confirmation,
    }


def instruments(knowledge: Knowledge, policy: Policy, first: Instrument, second: Instrument) -> list[Answer]:
    """Return, point by point, what `first` adds to `second`, lacks, weakens or strengthens, or says alike.

    Points are the terms of their definitions of trafficking, and the actions that their provisions ask for, with the
    strength of the norm (`Policy.strengths`). A point of which neither speaks does not appear.
    """
    return [*_elements(knowledge, first, second), *_actions(knowledge, policy, first, second)]


def _elements(knowledge: Knowledge, first: Instrument, second: Instrument) -> list[Answer]:
    here, there = (_definitions(knowledge, item) for item in (first, second))
    if not here or not there:
        return []
    rows = []
    for dimension in knowledge.dimensions.values():
        for term in dimension.terms:
            given = [
                [item for item in items if term.iri in (item.listed[dimension.notation] or ())]
                for items in (here, there)
            ]
            if any(given):
                kind = SAME if all(given) else ADDS if given[0] else LACKS
                rows.append(
                    _row(
                        "element",
                        both("{dimension}: {term}", dimension=dimension.label, term=term.label),
                        kind,
                        tuple([knowledge.reference(item.provision) for item in items] for items in given),
                    )
                )
    return rows


def _definitions(knowledge: Knowledge, instrument: Instrument) -> list[Encoding]:
    return [
        item
        for item in (*knowledge.definitions, *knowledge.offences)
        if knowledge.provisions[item.provision].reference.instrument == instrument.slug
    ]


def _actions(knowledge: Knowledge, policy: Policy, first: Instrument, second: Instrument) -> list[Answer]:
    here, there = (_norms(knowledge, policy, item) for item in (first, second))
    rows = []
    for action in dict.fromkeys((*here, *there)):
        given = [here.get(action, []), there.get(action, [])]
        strengths = [_strength(knowledge, policy, norms) for norms in given]
        reasons = [norm.shortfall for norms in given for norm in norms if norm.shortfall is not None]
        rows.append(
            _row(
                "action",
                name_of(policy, action),
                _relation(*strengths),
                tuple([knowledge.reference(norm.provision) for norm in norms] for norms in given),
                joined(reasons, " ") if reasons else None,
            )
        )
    return rows


def _norms(knowledge: Knowledge, policy: Policy, instrument: Instrument) -> dict[str, list[Norm]]:
    found: dict[str, list[Norm]] = {}
    for norm in policy.norms:
        if knowledge.provisions[norm.provision].reference.instrument == instrument.slug:
            found.setdefault(norm.action, []).append(norm)
    return found


def _strength(knowledge: Knowledge, policy: Policy, norms: Iterable[Norm]) -> tuple[int, int] | None:
    """Return how strongly the strongest of `norms` binds, a whole action before a part of it; None without norms."""
    return max(
        (
            (
                max(
                    (policy.strengths.get(iri, 0) for iri in knowledge.provisions[norm.provision].norm["modality"]),
                    default=0,
                ),
                int(norm.shortfall is None),
            )
            for norm in norms
        ),
        default=None,
    )


def _relation(here: tuple[int, int] | None, there: tuple[int, int] | None) -> str:
    if there is None:
        return ADDS
    if here is None:
        return LACKS
    return SAME if here == there else STRENGTHENS if here > there else WEAKENS


def _row(kind: str, label: Text, relation: str, given: Sequence[list[str]], note: Text | None = None) -> Answer:
    first, second = given
    return {
        "kind": kind,
        "label": label.json(),
        "relation": relation,
        "first": first,
        "second": second,
        "note": note.json() if note else None,
    }


def counted(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Count the points by relation."""
    told = [row["relation"] for row in rows]
    return {name: told.count(name) for name in (SAME, ADDS, LACKS, STRENGTHENS, WEAKENS)}
