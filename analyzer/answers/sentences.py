"""How a threatened penalty is told, step by step, and the doubts about the law that concern it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from analyzer.knowledge import Knowledge
from analyzer.model import Doubt, Encoding
from analyzer.penalties import Sentence, Step, describe, sentence
from analyzer.screening import Facts

Answer = dict[str, Any]


def penalty(knowledge: Knowledge, encoding: Encoding, day: date, facts: Facts | None = None) -> Answer | None:
    """Return what an offence threatens on `day`, raised by what `facts` give; None where it threatens nothing."""
    circumstances = [item.iri for item in facts.circumstances] if facts else []
    terms = [term.iri for values in facts.case.values() for term in values] if facts else []
    result = sentence(knowledge, encoding, day, circumstances, terms)
    return None if result is None else _told(knowledge, result)


def _told(knowledge: Knowledge, result: Sentence) -> Answer:
    least, most = result.corporate_fine or (None, None)
    return {
        "prisonMinYears": result.prison_minimum,
        "prisonMaxYears": result.prison_maximum,
        "prisonMaxMonths": result.prison_maximum_months,
        "life": result.life,
        "fineMinIdr": result.fine_minimum,
        "fineMaxIdr": result.fine_maximum,
        "link": result.link,
        "prisonMinYearsIfRaised": result.raised_minimum,
        "corporateFineMinIdr": least,
        "corporateFineMaxIdr": most,
        "text": describe(result).json(),
        "steps": [_step(knowledge, step) for step in result.steps],
        "notApplied": [_step(knowledge, step) for step in result.not_applied],
        "doubts": doubts(knowledge, result.doubts),
    }


def _step(knowledge: Knowledge, step: Step) -> Answer:
    rule, *bases = step.basis
    return {
        "basis": knowledge.reference(rule),
        "through": [knowledge.reference(iri) for iri in bases],
        "text": step.text.json(),
    }


def doubts(knowledge: Knowledge, stated: Iterable[Doubt]) -> list[Answer]:
    """Return doubts, each once, with the provisions from which they arise."""
    return [
        {
            "concern": doubt.concern,
            "basis": [knowledge.reference(iri) for iri in doubt.basis],
            "text": doubt.reason.json(),
        }
        for doubt in dict.fromkeys(stated)
    ]
