"""How a threatened penalty is told, step by step, the rules that change several, and the doubts about the law."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from analyzer.knowledge import Knowledge
from analyzer.model import Doubt, Encoding
from analyzer.penalties import Sentence, Step, describe, raised_minimum, sentence
from analyzer.screening import Facts
from analyzer.text import Text

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
        "prisonMinMonthsIfRaised": result.raised_minimum_months,
        "raisedMinimum": None if (raised := raised_minimum(result)) is None else raised.json(),
        "corporateFineMinIdr": least,
        "corporateFineMaxIdr": most,
        "text": describe(result).json(),
        "steps": [_step(knowledge, step) for step in result.steps],
        "notApplied": [_step(knowledge, step) for step in result.not_applied],
        "doubts": doubts(knowledge, result.doubts),
    }


def _step(knowledge: Knowledge, step: Step) -> Answer:
    rule, *bases = step.basis
    condition = _condition(knowledge, step)
    return {
        "basis": knowledge.reference(rule),
        "through": [knowledge.reference(iri) for iri in bases],
        "text": step.text.json(),
        "condition": condition.json() if condition else None,
        "effect": _effect(step.text, condition).json(),
    }


def _condition(knowledge: Knowledge, step: Step) -> Text | None:
    """Return the condition of the rule behind a step, with which its text begins; None where it has none."""
    stated = (rule.condition for rule in knowledge.aggravations if rule.provision == step.basis[0])
    return next((condition for condition in stated if step.text.en.startswith(condition.en)), None)


def _effect(text: Text, condition: Text | None) -> Text:
    """Return the text of a step without its condition."""
    if condition is None:
        return text
    return Text(*(told.removeprefix(stated).strip() for told, stated in zip(text, condition, strict=True)))


def rules(results: Iterable[Mapping[str, Any]]) -> list[Answer]:
    """Return each rule with a condition that was looked at for the penalties of `results`, once.

    ``appliedTo`` are the offences whose penalty it changes, ``notApplied`` says why others stay as they are.
    """
    found: dict[tuple[str, str], Answer] = {}
    for result in results:
        told = result["penalty"] or {"steps": [], "notApplied": []}
        for step in told["steps"]:
            if step["condition"] is not None:
                _rule(found, step)["appliedTo"].append(result["provision"])
        for step in told["notApplied"]:
            if step["condition"] is not None:
                reasons = _rule(found, step)["notApplied"]
                same = next((item for item in reasons if item["reason"] == step["effect"]), None)
                if same is None:
                    reasons.append({"reason": step["effect"], "provisions": [result["provision"]]})
                else:
                    same["provisions"].append(result["provision"])
    return list(found.values())


def _rule(found: dict[tuple[str, str], Answer], step: Answer) -> Answer:
    """Return what `found` holds of the rule behind a step, which is there from now on."""
    fresh = {"basis": step["basis"], "condition": step["condition"], "appliedTo": [], "notApplied": []}
    return found.setdefault((step["basis"], step["condition"]["en"]), fresh)


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
