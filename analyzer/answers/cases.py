"""A screened case: what every definition and offence says of it, the verdict, its reason, and the rights that open."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from analyzer import reasons
from analyzer.answers.entries import Entries, heading
from analyzer.answers.sentences import doubts, penalty
from analyzer.elements.coverage import RELATED, Judgement
from analyzer.i18n import both, joined
from analyzer.knowledge import Knowledge
from analyzer.model import Encoding
from analyzer.screening import AGE, Facts, Screening, Side, Verdict
from analyzer.text import Text

Answer = dict[str, Any]

_SEVERAL = ("act", "means", "purpose")
"""The dimensions on which a case can have several values."""


def case(facts: Facts) -> Answer:
    """Return the case as one can put it to the service again."""
    told: Answer = {
        name: [term.notation for term in terms] if name in _SEVERAL else terms[0].notation
        for name, terms in facts.case.items()
        if name != AGE
    }
    told["age"] = facts.age
    told["victim"] = facts.case[AGE][0].notation
    told["circumstances"] = [circumstance.notation for circumstance in facts.circumstances]
    return told


def screened(knowledge: Knowledge, entries: Entries, screening: Screening) -> Answer:
    """Return a screening without its head: both sides, the verdict and all that stands behind it."""
    return {
        "treaty": _side(knowledge, screening.treaty),
        "national": _side(knowledge, screening.national),
        "verdict": str(screening.verdict),
        "reason": _reason(knowledge, screening).json(),
        "consent": _consent(knowledge, screening),
        "results": [_result(knowledge, judgement, screening) for judgement in screening.judgements],
        **_opened(knowledge, _openings(knowledge, entries, screening)),
    }


def references(knowledge: Knowledge, encodings: Iterable[Encoding]) -> list[str]:
    """Return the references of encodings, a prohibition right before the offence that punishes it."""
    found: list[str] = []
    for encoding in encodings:
        prohibited = [iri for iri in encoding.read_with if knowledge.provisions[iri].kind == "Prohibition"]
        found.extend(knowledge.reference(iri) for iri in (*prohibited, encoding.provision))
    return list(dict.fromkeys(found))


def _side(knowledge: Knowledge, side: Side) -> Answer:
    return {
        "coverage": side.coverage.notation,
        "by": references(knowledge, (judgement.encoding for judgement in side.judgements)),
    }


def _reason(knowledge: Knowledge, screening: Screening) -> Text:
    by_treaty = _cited(knowledge, screening.treaty.judgements)
    by_law = _cited(knowledge, screening.national.judgements)
    match screening.verdict.value:
        case "covered":
            return both("Covered by {law}, as the treaties ask.", law=by_law)
        case "arguable" if not screening.treaty.judgements or screening.national.judgements:
            fallback = all(item.encoding.family == RELATED for item in screening.national.judgements)
            if fallback:
                return both(
                    "Covered by {treaty}, but by no trafficking offence; it can be argued under {law}.",
                    treaty=by_treaty,
                    law=by_law,
                )
            return both("It must be argued under {law}.", law=by_law)
        case "arguable":
            return both("It must be argued under {treaty}; no national offence reaches it.", treaty=by_treaty)
        case "gap":
            return both("Covered by {treaty}, but by no national offence of the base.", treaty=by_treaty)
        case "exceeds":
            return both("Covered by {law}, though no treaty definition asks for it.", law=by_law)
        case "outside":
            return both("No treaty definition reaches this case, and no national offence clearly does.")
        case _:
            return screening.scope.outside


def _cited(knowledge: Knowledge, judgements: Iterable[Judgement]) -> Text:
    cited = [knowledge.citation(judgement.encoding.provision) for judgement in judgements]
    return joined(list(dict.fromkeys(cited)))


def _consent(knowledge: Knowledge, screening: Screening) -> Answer:
    """Return by what rules of the encodings that reach the case the victim's consent is irrelevant."""
    reaching = [judgement for judgement in screening.judgements if judgement.coverage]
    provisions = dict.fromkeys(iri for judgement in reaching for iri in judgement.encoding.consent)
    held = [iri for iri in provisions if knowledge.provisions[iri].interval.holds(screening.day)]
    return {
        "relevant": None if not held else False,
        "by": [knowledge.reference(iri) for iri in held],
        "text": both("The consent of the victim changes nothing.").json() if held else None,
    }


def _result(knowledge: Knowledge, judgement: Judgement, screening: Screening) -> Answer:
    encoding, facts, day = judgement.encoding, screening.facts, screening.day
    provision = knowledge.provisions[encoding.provision]
    return {
        "instrument": provision.reference.instrument,
        "provision": str(provision.reference),
        "citation": provision.citation.json(),
        "heading": heading(knowledge, provision).json(),
        "kind": "definition" if encoding.family is None else f"{encoding.family}-offence",
        "coverage": judgement.coverage.notation,
        "elements": {name: str(status) for name, status in judgement.elements.items()},
        "reason": reasons.of_judgement(knowledge, judgement, facts.case).json(),
        "penalty": penalty(knowledge, encoding, day, facts) if judgement.coverage else None,
        "readWith": [knowledge.reference(iri) for iri in encoding.read_with],
        "confirmation": encoding.confirmation,
        "doubts": doubts(knowledge, knowledge.doubts_about(encoding.provision, day, "meaning", "ranking")),
    }


def _opened(knowledge: Knowledge, opened: Sequence[Answer]) -> Answer:
    """Return what opens, each with the first need of a victim that its topics answer to, and the needs there are."""
    topics = {need.notation: {knowledge.concepts[iri].notation for iri in need.topics} for need in knowledge.needs}

    def need(entry: Answer) -> str:
        if entry["need"] is not None:
            return str(entry["need"])
        fitting = (name for name, held in topics.items() if not held or held.intersection(entry["topic"]))
        return next(fitting)

    sorted_out = [{**entry, "need": need(entry)} for entry in opened]
    met = {entry["need"] for entry in sorted_out}
    return {
        "opens": sorted_out,
        "needs": [
            {"id": item.notation, "label": item.label.json()} for item in knowledge.needs if item.notation in met
        ],
    }


def _openings(knowledge: Knowledge, entries: Entries, screening: Screening) -> list[Answer]:
    """Return the rights and procedures that open for the victim, once any national offence reaches the case.

    The instrument that gives most of them comes first; within an instrument they stand in reading order.
    """
    if not screening.national.judgements or screening.verdict is Verdict.NOT_ASSESSED:
        return []
    chosen = {name: {term.iri for term in terms} for name, terms in screening.facts.case.items()}
    needs: dict[str, str | None] = {}
    for opening in knowledge.openings:
        if all(terms & chosen[name] for name, terms in opening.when.items()):
            needs[opening.provision] = needs.get(opening.provision) or opening.need
    provisions = [knowledge.provisions[iri] for iri in needs]
    held = [item for item in provisions if item.interval.holds(screening.day)]
    given = Counter(item.reference.instrument for item in held)
    held.sort(key=lambda item: (-given[item.reference.instrument], item.reference.instrument, item.position))
    return [{**entries.listed(item, screening.day), "need": needs[item.iri]} for item in held]
