"""A provision as a whole: what it says, what is encoded of it, what it is tied to, and what rests on it."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from analyzer.answers import citing, context
from analyzer.answers.entries import entry, heading, in_force, norm
from analyzer.answers.instruments import elucidations
from analyzer.answers.sentences import doubts, penalty
from analyzer.criteria.judge import Judgement
from analyzer.criteria.values import Policy
from analyzer.iris import ancestors
from analyzer.knowledge import Knowledge
from analyzer.model import AccessoryOffence, Aggravation, AncillaryRule, Encoding, Provision, Remark, Term
from analyzer.penalties import describe

Answer = dict[str, Any]

_KEYS = {"act": "acts", "purpose": "purposes", "age": "victim"}
"""Where the key of an encoding in JSON is not the notation of its dimension."""


def provision(
    knowledge: Knowledge,
    policy: Policy,
    chosen: Provision,
    day: date,
    judged: Sequence[Judgement],
    gloss: Callable[[Provision], Answer],
) -> Answer:
    """Return a provision as it stands on `day`, with the provisions inside it.

    `judged` are the criteria as judged on `day`, and `gloss` gives a digest with the glossary terms in it.
    """
    within = [item for item in knowledge.provisions.values() if chosen.iri in ancestors(item.iri)]
    within.sort(key=lambda item: item.position)
    inside = {item.iri for item in within}
    return {
        "id": str(chosen.reference),
        "iri": chosen.iri,
        "instrument": chosen.reference.instrument,
        "citation": chosen.citation.json(),
        "heading": heading(knowledge, chosen).json(),
        "digest": chosen.digest.json(),
        "kind": chosen.kind,
        "kindLabel": chosen.kind_label.json(),
        "childSpecific": chosen.child_specific,
        "digestParts": gloss(chosen),
        **norm(knowledge, chosen),
        "normLabels": context.norm_labels(knowledge, chosen),
        **context.place(knowledge, chosen),
        "cite": citing.copies(knowledge.instruments[chosen.reference.instrument], chosen),
        "inForce": in_force(chosen),
        "asOf": day.isoformat(),
        "inForceOn": chosen.interval.holds(day),
        "replacedBy": _reference(knowledge, chosen.replaced_by),
        "repealedBy": _reference(knowledge, chosen.repealed_by),
        **context.succession(knowledge, chosen),
        "confirmation": chosen.confirmation,
        "sources": list(chosen.sources),
        "sourceTitles": context.source_titles(policy, chosen.sources),
        "notes": {tag: list(notes) for tag, notes in chosen.notes.items()},
        "elucidations": elucidations(knowledge, (item.iri for item in within)),
        **_encoded(knowledge, inside, day),
        "refersTo": [knowledge.reference(iri) for iri in chosen.refers_to],
        "referredToBy": [
            str(reference)
            for reference in sorted(
                other.reference for other in knowledge.provisions.values() if chosen.iri in other.refers_to
            )
        ],
        "contains": [
            {**entry(knowledge, item), "digestParts": gloss(item)} for item in within if item.iri != chosen.iri
        ],
        "criteria": context.criteria(knowledge, judged, inside),
        "questions": context.questions(knowledge, context.resting_on(policy.questions, inside)),
        "doubts": doubts(
            knowledge,
            (
                doubt
                for doubt in knowledge.doubts
                if doubt.interval.holds(day) and inside.intersection((*doubt.about, *doubt.basis))
            ),
        ),
    }


def _encoded(knowledge: Knowledge, inside: AbstractSet[str], day: date) -> Answer:
    """Return what is encoded of the provisions `inside` (IRIs)."""

    def held(items: Iterable[Any]) -> list[Any]:
        return [item for item in items if item.provision in inside]

    return {
        "definitions": [_encoding(knowledge, item, day) for item in held(knowledge.definitions)],
        "offences": [_encoding(knowledge, item, day) for item in held(knowledge.offences)],
        "accessoryOffences": [
            _accessory(knowledge, item) for item in held(knowledge.accessories) if item.interval.holds(day)
        ],
        "aggravations": [_aggravation(knowledge, rule, day) for rule in _aggravations(knowledge, inside, day)],
        "ancillary": [_ancillary(knowledge, rule, day) for rule in held(knowledge.ancillary)],
    }


def _encoding(knowledge: Knowledge, encoding: Encoding, day: date) -> Answer:
    answer: Answer = {"provision": knowledge.reference(encoding.provision), "family": encoding.family}
    for name, dimension in knowledge.dimensions.items():
        listed = encoding.listed[name]
        terms: Iterable[Term] = (
            (term for term in dimension.terms if term.iri in listed)
            if listed is not None
            else (term for term in dimension.spanning if not dimension.compared)
        )
        answer[_KEYS.get(name, name)] = [term.notation for term in terms]
    answer["meansRequired"] = encoding.listed["means"] is not None
    answer["unrestricted"] = [name for name, listed in encoding.listed.items() if listed is None]
    answer["readings"] = _readings(knowledge, encoding)
    answer["penalty"] = penalty(knowledge, encoding, day) if encoding.penalty else None
    answer["readWith"] = [knowledge.reference(iri) for iri in encoding.read_with]
    answer["furtherElement"] = encoding.further.json() if encoding.further else None
    answer["confirmation"] = encoding.confirmation
    return answer


def _readings(knowledge: Knowledge, encoding: Encoding) -> list[Answer]:
    """Return how values are read in the encoding, those with one reason together, in the order of the dimensions."""
    grouped: dict[tuple[str, Remark], list[str]] = {}
    for dimension in knowledge.dimensions.values():
        for term in dimension.terms:
            if term.iri in encoding.readings:
                grouped.setdefault((dimension.notation, encoding.readings[term.iri]), []).append(term.notation)
    return [
        {"dimension": name, "terms": terms, "coverage": remark.coverage.notation, "reason": remark.reason.json()}
        for (name, remark), terms in grouped.items()
    ]


def _accessory(knowledge: Knowledge, offence: AccessoryOffence) -> Answer:
    return {
        "provision": knowledge.reference(offence.provision),
        "conduct": offence.conduct.json(),
        "penalty": None if offence.penalty is None else describe(offence.penalty).json(),
    }


def _aggravations(knowledge: Knowledge, inside: AbstractSet[str], day: date) -> list[Aggravation]:
    """Return the rules that stand in the provisions `inside`, or that reach an offence there on `day`."""
    offences = {item.provision for item in knowledge.offences if item.provision in inside}
    lineage = {iri for offence in offences for iri in ancestors(offence)}
    return [
        rule
        for rule in knowledge.aggravations
        if rule.provision in inside
        or (
            rule.interval.holds(day)
            and any(knowledge.redirected(named, day)[0] in lineage for named in rule.applies_to)
        )
    ]


def _aggravation(knowledge: Knowledge, rule: Aggravation, day: date) -> Answer:
    return {
        "provision": knowledge.reference(rule.provision),
        "factor": rule.factor,
        "appliesTo": _targets(knowledge, rule.applies_to, day),
        "appliesToAsEnacted": [knowledge.reference(iri) for iri in rule.applies_to],
        "condition": rule.condition.json(),
    }


def _ancillary(knowledge: Knowledge, rule: AncillaryRule, day: date) -> Answer:
    return {
        "provision": knowledge.reference(rule.provision),
        "participation": list(rule.participation),
        "share": None if rule.share is None else str(rule.share),
        "appliesTo": _targets(knowledge, rule.applies_to, day),
        "general": rule.general,
    }


def _targets(knowledge: Knowledge, named: Iterable[str], day: date) -> list[str]:
    return [knowledge.reference(knowledge.redirected(iri, day)[0]) for iri in named]


def _reference(knowledge: Knowledge, iri: str | None) -> str | None:
    return None if iri is None else knowledge.reference(iri)
