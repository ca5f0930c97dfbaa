"""An instrument as a whole, and its divisions: books, chapters and parts."""

from collections.abc import Iterable
from typing import Any

from analyzer.answers import citing, context
from analyzer.answers.entries import entry
from analyzer.criteria.values import Policy
from analyzer.iris import ancestors
from analyzer.knowledge import Knowledge
from analyzer.model import Division, Instrument

Answer = dict[str, Any]


def instrument(knowledge: Knowledge, policy: Policy, chosen: Instrument) -> Answer:
    """Return an instrument with its dates, sources, relations, and every provision in reading order."""
    held = [item for item in knowledge.provisions.values() if item.reference.instrument == chosen.slug]
    held.sort(key=lambda provision: provision.position)
    return {
        "id": chosen.slug,
        "iri": chosen.iri,
        "instrument": chosen.slug,
        "citation": chosen.short.json(),
        "title": chosen.title.json(),
        "names": list(chosen.names),
        "jurisdiction": chosen.jurisdiction,
        "dates": {name: value.isoformat() for name, value in sorted(chosen.dates.items())},
        "gazette": chosen.gazette,
        "confirmation": chosen.confirmation,
        "officialSources": list(chosen.official_sources),
        "sources": list(chosen.sources),
        "sourceTitles": context.source_titles(policy, chosen.sources),
        "form": context.form(chosen),
        "relations": context.relations(knowledge, chosen),
        "cite": citing.copies(chosen),
        "notes": {tag: list(notes) for tag, notes in chosen.notes.items()},
        "elucidations": elucidations(knowledge, [chosen.iri]),
        "contains": [entry(knowledge, provision) for provision in held],
        "divisions": _outer_divisions(knowledge, chosen),
    }


def division(knowledge: Knowledge, chosen: Division) -> Answer:
    """Return a division with all provisions in it, at every depth, and the divisions that it holds."""
    articles = _articles(knowledge, chosen)
    held = [item for item in knowledge.provisions.values() if articles.intersection(ancestors(item.iri))]
    held.sort(key=lambda provision: provision.position)
    return {
        **_branch(knowledge, chosen),
        "iri": chosen.iri,
        "instrument": chosen.reference.instrument,
        "contains": [entry(knowledge, provision) for provision in held],
    }


def elucidations(knowledge: Knowledge, explained: Iterable[str]) -> list[Answer]:
    """Return what the elucidations say of the provisions or the instrument with the IRIs `explained`."""
    return [
        {
            "id": str(item.reference),
            "citation": item.citation.json(),
            "heading": item.heading.json(),
            "digest": item.digest.json(),
            "confirmation": item.confirmation,
        }
        for iri in explained
        for item in knowledge.explanations.get(iri, ())
    ]


def _outer_divisions(knowledge: Knowledge, chosen: Instrument) -> list[Answer]:
    """Return the divisions of an instrument as a tree, from those that no other holds."""
    known = knowledge.divisions.values()
    inner = {iri for item in known for iri in item.parts}
    outer = [item for item in known if item.reference.instrument == chosen.slug and item.iri not in inner]
    return [_branch(knowledge, item) for item in sorted(outer, key=lambda item: item.order)]


def _branch(knowledge: Knowledge, chosen: Division) -> Answer:
    """Return a division with the articles and the divisions that it holds directly."""
    known = knowledge.divisions
    return {
        "id": str(chosen.reference),
        "citation": chosen.citation.json(),
        "heading": chosen.heading.json(),
        "contains": [knowledge.reference(iri) for iri in chosen.parts if iri not in known],
        "divisions": [_branch(knowledge, known[iri]) for iri in chosen.parts if iri in known],
    }


def _articles(knowledge: Knowledge, chosen: Division) -> set[str]:
    known = knowledge.divisions
    return {iri for part in chosen.parts for iri in (_articles(knowledge, known[part]) if part in known else {part})}
