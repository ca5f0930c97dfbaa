"""Two dates, or two instruments, side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from analyzer.answers.entries import heading
from analyzer.answers.findings import name_of
from analyzer.criteria.judge import judge
from analyzer.criteria.values import Criterion, Degree, Norm, Policy, Status
from analyzer.i18n import both, joined
from analyzer.iris import ancestors
from analyzer.knowledge import Knowledge
from analyzer.model import Encoding, Instrument, Provision, Term
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


@dataclass(frozen=True, slots=True)
class _Side:
    """What one instrument says on a point: its provisions (IRIs), those that do so only in part, and how strongly.

    Strengths can be compared, a stronger modality before the whole of an action; None where it says nothing.
    """

    provisions: tuple[str, ...] = ()
    in_part: tuple[str, ...] = ()
    shortfalls: tuple[Text, ...] = ()
    strength: tuple[int, int] | None = None


def instruments(knowledge: Knowledge, policy: Policy, first: Instrument, second: Instrument, day: date) -> list[Answer]:
    """Return, point by point, what `first` adds to `second`, lacks, weakens or says alike, as both stand on `day`.

    Points are the terms of their definitions of trafficking, the actions that their provisions ask for, with the
    strength of the norm (`Policy.strengths`), and the criteria for which other provisions of theirs stand. A point of
    which neither speaks does not appear.
    """
    return _Comparison(knowledge, policy, (first, second), day).rows()


def side(knowledge: Knowledge, instrument: Instrument, day: date) -> Answer:
    """Return what an instrument is called, and whether any of its provisions is in force on `day`."""
    held = (item for item in knowledge.provisions.values() if item.reference.instrument == instrument.slug)
    return {
        "instrument": instrument.slug,
        "short": instrument.short.json(),
        "title": instrument.title.json(),
        "inForce": any(item.interval.holds(day) for item in held),
    }


class _Comparison:
    """Two instruments beside each other as they stand on one day."""

    def __init__(self, knowledge: Knowledge, policy: Policy, pair: tuple[Instrument, Instrument], day: date) -> None:
        self._knowledge = knowledge
        self._policy = policy
        self._day = day
        self._slugs = tuple(instrument.slug for instrument in pair)
        definitions = [self._encodings(slug) for slug in self._slugs]
        self._definitions = definitions if all(definitions) else []
        self._norms = [self._norms_of(slug) for slug in self._slugs]
        self._actions_known = {norm.action for norm in policy.norms}

    def rows(self) -> list[Answer]:
        """Return the rows: elements, actions, criteria."""
        return [*self._elements(), *self._actions(), *self._criteria()]

    def _held(self, iri: str, slug: str) -> bool:
        """Tell whether a provision is in force and one of the instrument."""
        provision = self._knowledge.provisions[iri]
        return provision.reference.instrument == slug and provision.interval.holds(self._day)

    def _encodings(self, slug: str) -> list[Encoding]:
        encodings = (*self._knowledge.definitions, *self._knowledge.offences)
        return [item for item in encodings if item.interval.holds(self._day) and self._held(item.provision, slug)]

    def _norms_of(self, slug: str) -> dict[str, list[Norm]]:
        """Return the norms of the instrument by the action that they ask for."""
        found: dict[str, list[Norm]] = {}
        for norm in self._policy.norms:
            if self._held(norm.provision, slug):
                found.setdefault(norm.action, []).append(norm)
        return found

    def _elements(self) -> list[Answer]:
        rows = []
        for dimension in self._knowledge.dimensions.values():
            for term in dimension.terms:
                sides = [_listing(items, dimension.notation, term) for items in self._definitions]
                if any(side.provisions for side in sides):
                    label = both("{dimension}: {term}", dimension=dimension.label, term=term.label)
                    rows.append(self._row("element", label, sides))
        return rows

    def _actions(self) -> list[Answer]:
        asked = dict.fromkeys(action for norms in self._norms for action in norms)
        return [
            self._row(
                "action", name_of(self._policy, action), [self._asking(norms.get(action, [])) for norms in self._norms]
            )
            for action in asked
        ]

    def _asking(self, norms: Sequence[Norm]) -> _Side:
        """Return the side that asks for an action in `norms`, as strongly as the strongest of them."""
        strengths, provisions = self._policy.strengths, self._knowledge.provisions
        return _Side(
            tuple(norm.provision for norm in norms),
            tuple(norm.provision for norm in norms if norm.shortfall is not None),
            tuple(
                both("{citation}: {reason}", citation=provisions[norm.provision].citation, reason=norm.shortfall)
                for norm in norms
                if norm.shortfall is not None
            ),
            max(
                (
                    (
                        max((strengths.get(iri, 0) for iri in provisions[norm.provision].norm["modality"]), default=0),
                        int(norm.shortfall is None),
                    )
                    for norm in norms
                ),
                default=None,
            ),
        )

    def _criteria(self) -> list[Answer]:
        """Return the criteria for which provisions stand that neither elements nor actions tell.

        Of a criterion that falls into actions, those tell already what one of the two lacks.
        """
        rows = []
        for criterion in self._policy.criteria.values():
            sides = [self._serving(criterion, slug) for slug in self._slugs]
            parts = {row.part for row in self._policy.evidence.get(criterion.iri, ())}
            told = self._told(parts)
            untold = any(not _tells(told, iri) for side in sides for iri in side.provisions)
            in_actions = parts and parts <= self._actions_known
            if untold and (not in_actions or all(side.provisions for side in sides)):
                rows.append(self._row("criterion", criterion.title, sides, criterion.notation))
        return rows

    def _told(self, parts: Iterable[str]) -> list[str]:
        """Return the provisions that the elements tell, and those whose actions are `parts` of a demand."""
        told = [item.provision for items in self._definitions for item in items]
        return told + [norm.provision for norms in self._norms for action in parts for norm in norms.get(action, ())]

    def _serving(self, criterion: Criterion, slug: str) -> _Side:
        """Return the provisions of an instrument that a criterion comes from, or else those that meet it.

        An instrument that leaves a part of the demand open, or meets one less far, meets it in part.
        """
        demanding = tuple(iri for iri in criterion.treaty if self._held(iri, slug))
        if demanding:
            return _Side(demanding, strength=(0, 1))
        judged = judge(self._policy, criterion, self._day, self._knowledge.scopes)
        met = [part for part in judged.parts if part.degree is not Degree.MISSING]
        rested = (
            judged.assessment.evidence if judged.assessment else (row.national for part in met for row in part.evidence)
        )
        meeting = tuple(dict.fromkeys(iri for iri in rested if iri is not None and self._held(iri, slug)))
        if judged.status is Status.GAP or not meeting:
            return _Side()
        whole = judged.status in (Status.ALIGNED, Status.EXCEEDS) and all(
            any(row.national in meeting for row in part.evidence) for part in judged.parts
        )
        return _Side(meeting, () if whole else meeting, strength=(0, int(whole)))

    def _row(self, kind: str, label: Text, sides: Sequence[_Side], criterion: str | None = None) -> Answer:
        reference = self._knowledge.reference
        first, second = ([reference(iri) for iri in side.provisions] for side in sides)
        notes = [text for side in sides for text in side.shortfalls]
        return {
            "kind": kind,
            "label": label.json(),
            "criterion": criterion,
            "relation": _relation(*(side.strength for side in sides)),
            "first": first,
            "second": second,
            "inPart": [reference(iri) for side in sides for iri in side.in_part],
            "note": joined(notes, " ").json() if notes else None,
        }


def _listing(encodings: Iterable[Encoding], dimension: str, term: Term) -> _Side:
    """Return the side whose definitions list a term."""
    listed = tuple(item.provision for item in encodings if term.iri in (item.listed[dimension] or ()))
    return _Side(listed, strength=(0, 1) if listed else None)


def _tells(told: Iterable[str], provision: str) -> bool:
    """Tell whether a provision, one that holds it or one inside it is among those `told`."""
    return any(provision in ancestors(iri) or iri in ancestors(provision) for iri in told)


def _relation(here: tuple[int, int] | None, there: tuple[int, int] | None) -> str:
    if there is None:
        return ADDS
    if here is None:
        return LACKS
    return SAME if here == there else STRENGTHENS if here > there else WEAKENS


def counted(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Count the points by relation."""
    told = [row["relation"] for row in rows]
    return {name: told.count(name) for name in (SAME, ADDS, LACKS, STRENGTHENS, WEAKENS)}
