"""What stands around a provision or an instrument: its place, its history, its sources, and what rests on it."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Any
from urllib.parse import urlsplit

from analyzer.criteria.judge import Judgement
from analyzer.criteria.values import Policy, Question
from analyzer.i18n import plain
from analyzer.iris import ancestors
from analyzer.knowledge import Knowledge
from analyzer.model import INSTRUMENT_LINKS, Division, Instrument, Provision
from analyzer.screening import review_scope

Answer = dict[str, Any]

_FORM = -3
"""Where the form of an instrument ("uu", "convention") stands in its IRI, before the year and the number."""


def form(instrument: Instrument) -> str:
    """Return the form of the instrument as its Akoma Ntoso IRI names it, such as ``uu`` or ``protocol``."""
    return instrument.iri.split("/")[_FORM]


def relations(knowledge: Knowledge, instrument: Instrument) -> dict[str, list[str]]:
    """Return the slugs of the instruments that stand to this one in each way, both ways."""
    slugs = {item.iri: item.slug for item in knowledge.instruments.values()}
    found: dict[str, list[str]] = {}
    for name, inverse in INSTRUMENT_LINKS.items():
        found[name] = [slugs[iri] for iri in instrument.links[name] if iri in slugs]
        found[inverse] = [item.slug for item in knowledge.instruments.values() if instrument.iri in item.links[name]]
    return found


def source_titles(policy: Policy, sources: Iterable[str]) -> list[Answer]:
    """Return what each source is called and where it is published, those with a title of their own first.

    A bare address is called by its host.
    """
    return [
        {"title": policy.sources[iri].json(), "address": policy.addresses.get(iri)}
        if iri in policy.sources
        else {"title": plain(urlsplit(iri).netloc.removeprefix("www.")).json(), "address": iri}
        for iri in sorted(sources, key=lambda iri: (iri not in policy.sources, iri))
    ]


def bibliography(knowledge: Knowledge, policy: Policy, cited: AbstractSet[str]) -> list[Answer]:
    """Return the instruments of the provisions `cited` (references), treaties first, and where these were read."""
    held = [item for item in knowledge.provisions.values() if str(item.reference) in cited]
    slugs = {item.reference.instrument for item in held}
    return [
        {
            "instrument": instrument.slug,
            "citation": instrument.short.json(),
            "title": instrument.title.json(),
            "gazette": instrument.gazette,
            "confirmation": instrument.confirmation,
            "sourceTitles": source_titles(
                policy, {iri for item in held if item.reference.instrument == instrument.slug for iri in item.sources}
            ),
        }
        for instrument in ordered(knowledge)
        if instrument.slug in slugs
    ]


def ordered(knowledge: Knowledge) -> list[Instrument]:
    """Return all instruments, treaties first."""
    home = review_scope(knowledge).jurisdiction
    return sorted(knowledge.instruments.values(), key=lambda item: (item.jurisdiction == home, item.slug))


def place(knowledge: Knowledge, provision: Provision) -> Answer:
    """Return the divisions and elements that hold the provision, outermost first, and its neighbours of equal depth."""
    depth = len(provision.reference.path)
    alike = [
        item
        for item in knowledge.provisions.values()
        if item.reference.instrument == provision.reference.instrument and len(item.reference.path) == depth
    ]
    alike.sort(key=lambda item: item.position)
    index = alike.index(provision)
    holders = [iri for iri in reversed(ancestors(provision.iri)[1:]) if iri in knowledge.provisions]
    return {
        "divisions": divisions(knowledge, provision),
        "holders": [knowledge.reference(iri) for iri in holders],
        "previous": str(alike[index - 1].reference) if index else None,
        "next": str(alike[index + 1].reference) if index + 1 < len(alike) else None,
    }


def divisions(knowledge: Knowledge, provision: Provision) -> list[Answer]:
    """Return the divisions that hold the provision, such as a chapter, outermost first."""
    return [
        {
            "id": str(division.reference),
            "citation": division.citation.json(),
            "heading": division.heading.json(),
        }
        for division in _divisions(knowledge, ancestors(provision.iri)[-1])
    ]


def _divisions(knowledge: Knowledge, part: str) -> list[Division]:
    """Return the divisions that hold `part` (IRI), the outermost first."""
    holder = next((division for division in knowledge.divisions.values() if part in division.parts), None)
    return [] if holder is None else [*_divisions(knowledge, holder.iri), holder]


def succession(knowledge: Knowledge, provision: Provision) -> Answer:
    """Return what this provision replaced and repealed."""
    known = knowledge.provisions.values()
    return {
        "replaces": _named(item for item in known if item.replaced_by == provision.iri),
        "repeals": _named(item for item in known if item.repealed_by == provision.iri),
    }


def _named(provisions: Iterable[Provision]) -> list[str]:
    return [str(reference) for reference in sorted(item.reference for item in provisions)]


def norm_labels(knowledge: Knowledge, provision: Provision) -> Answer:
    """Return what the topics, the modality and the persons of the provision are called, by notation."""
    concepts = knowledge.concepts
    return {
        side: {concepts[iri].notation: concepts[iri].label.json() for iri in iris}
        for side, iris in provision.norm.items()
    }


def criteria(knowledge: Knowledge, judged: Iterable[Judgement], inside: AbstractSet[str]) -> list[Answer]:
    """Return the criteria that rest on the provisions `inside` (IRIs), with their status.

    ``role`` tells how: as the ``treaty`` source of the demand, or as ``national`` evidence of how it is met.
    """
    return [
        {
            "criterion": item.criterion.notation,
            "title": item.criterion.title.json(),
            "role": role,
            "status": str(item.status),
            "childSpecific": item.criterion.child_specific,
            "provisions": [knowledge.reference(iri) for iri in named if iri in inside],
        }
        for item in judged
        for role, named in (("treaty", item.criterion.treaty), ("national", item.national))
        if not inside.isdisjoint(named)
    ]


def questions(knowledge: Knowledge, asked: Iterable[Question]) -> list[Answer]:
    """Return questions with their answers, as they stand in the base."""
    return [
        {
            "notation": item.notation,
            "label": item.label.json(),
            "answer": item.answer.json(),
            "topics": [
                {"value": knowledge.concepts[iri].notation, "label": knowledge.concepts[iri].label.json()}
                for iri in item.topics
            ],
            "evidence": [knowledge.reference(iri) for iri in item.evidence],
            "notes": {tag: list(notes) for tag, notes in item.notes.items()},
            "confirmation": item.confirmation,
        }
        for item in asked
    ]


def resting_on(asked: Sequence[Question], inside: AbstractSet[str]) -> list[Question]:
    """Return the questions whose answers rest on one of the provisions `inside` (IRIs)."""
    return [item for item in asked if not inside.isdisjoint(item.evidence)]
