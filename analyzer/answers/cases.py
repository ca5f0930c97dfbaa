"""A screened case: what every definition and offence says of it, the verdict, its reason, and the rights that open."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from analyzer import reasons
from analyzer.answers import sentences
from analyzer.answers.entries import Entries, heading
from analyzer.answers.sentences import doubts, penalty
from analyzer.elements.coverage import RELATED, ElementStatus, Judgement
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
    results = [_result(knowledge, judgement, screening) for judgement in screening.judgements]
    return {
        "treaty": _side(knowledge, screening.treaty),
        "national": _side(knowledge, screening.national),
        "verdict": str(screening.verdict),
        "reason": _reason(knowledge, screening).json(),
        "consent": _consent(knowledge, screening),
        "results": results,
        "rules": sentences.rules(results),
        "elementsToProve": _to_prove(knowledge, screening),
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
                    "No trafficking offence reaches it, though it is covered by {treaty}: a gap. "
                    "Only a related offence can be argued: {law}.",
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
            if screening.national.judgements:
                national = both("National law may reach it, but that must be argued under {law}.", law=by_law)
            else:
                national = both("No national offence reaches it either.")
            return joined([_outside(knowledge, screening), national], " ")
        case _:
            return screening.scope.outside


def _outside(knowledge: Knowledge, screening: Screening) -> Text:
    """Return why no treaty definition reaches the case: the sides of it that none of them names, if there are any."""
    home = screening.scope.jurisdiction
    treaties = [item for item in screening.judgements if item.encoding.jurisdiction != home]
    unnamed = [
        dimension
        for name, dimension in knowledge.dimensions.items()
        if treaties and all(item.elements[name] is ElementStatus.MISSING for item in treaties)
    ]
    if not unnamed:
        return both("No treaty definition reaches this case.")
    slugs = dict.fromkeys(knowledge.provisions[item.encoding.provision].reference.instrument for item in treaties)
    texts = [
        both(
            "The {dimension} is not among those that the treaties name ({instruments}).",
            dimension=joined([dimension.label for dimension in unnamed]),
            instruments=joined([knowledge.instruments[slug].short for slug in slugs], ", "),
        ),
        *(dimension.note for dimension in unnamed if dimension.note is not None),
    ]
    return joined(texts, " ")


def _to_prove(knowledge: Knowledge, screening: Screening) -> list[Answer]:
    """Return the elements that the offences reaching the case ask for and the facts give: each has to be proved.

    ``provisions`` are the offences under which the element is met, ``argued`` those under which it must be argued, and
    ``notes`` say how the former read the values that the facts give.
    """
    found = [_element(knowledge, screening, name) for name in knowledge.dimensions]
    return [element for element in found if element["provisions"] or element["argued"]]


def _element(knowledge: Knowledge, screening: Screening, name: str) -> Answer:
    terms = screening.facts.case[name]
    asking: dict[ElementStatus, list[Encoding]] = {ElementStatus.MET: [], ElementStatus.ARGUABLE: []}
    for judgement in screening.judgements:
        if judgement.coverage and judgement.encoding.family is not None and judgement.elements[name] in asking:
            asking[judgement.elements[name]].append(judgement.encoding)
    notes: dict[Text, list[Encoding]] = {}
    for encoding in asking[ElementStatus.MET]:
        for term in terms:
            if term.iri in encoding.readings:
                notes.setdefault(encoding.readings[term.iri].reason, []).append(encoding)

    def cited(encodings: Iterable[Encoding]) -> list[str]:
        return [knowledge.reference(item.provision) for item in encodings]

    return {
        "dimension": name,
        "values": [term.notation for term in terms],
        "provisions": cited(asking[ElementStatus.MET]),
        "argued": cited(asking[ElementStatus.ARGUABLE]),
        "notes": [{"text": text.json(), "provisions": cited(encodings)} for text, encodings in notes.items()],
    }


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
