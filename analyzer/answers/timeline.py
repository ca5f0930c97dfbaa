"""Every day on which an answer changes, what changed, and through which provision."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from analyzer.answers import findings
from analyzer.criteria.judge import Judgement, days_of_change, judge
from analyzer.criteria.values import Criterion, Policy, Status
from analyzer.elements.coverage import CoverageRules, SpaceJudgement
from analyzer.i18n import N_, both
from analyzer.knowledge import Knowledge
from analyzer.screening import offences_in_force, review_scope, treaty_definitions
from analyzer.text import Text

Answer = dict[str, Any]

MILESTONES = {
    "signedByIndonesia": N_("Indonesia signed {instrument}."),
    "ratifiedByIndonesia": N_("Indonesia ratified {instrument}."),
    "bindsIndonesiaFrom": N_("{instrument} binds Indonesia."),
    "first_date_entry_in_force": N_("{instrument} entered into force."),
}
"""What happens on the dates of an instrument, by the name of its property."""

DIVISION = ("covered", "arguable", "uncovered")
"""The sets into which the treaty cases divide."""


@dataclass(frozen=True, slots=True)
class _State:
    """The answers of one day: the judgements by criterion, and how the cases divide, None where nobody has judged."""

    day: date
    judged: Mapping[str, Judgement]
    cases: Mapping[str, int | None]


def timeline(
    knowledge: Knowledge,
    policy: Policy,
    rules: CoverageRules,
    criteria: Sequence[Criterion],
    first: date,
    last: date,
) -> list[Answer]:
    """Return the days from `first` to `last` on which an answer on `criteria`, or the division of cases, changes.

    Days on which a treaty was signed, was ratified or began to bind are told as well, since they say what an answer is
    worth, and so are the days on which laws entered into force.
    """
    happened = _milestones(knowledge)
    days = sorted(
        {day for day in (*days_of_change(policy), *_days_of_law(knowledge), *happened) if first <= day <= last}
    )
    states = (_state(knowledge, policy, rules, criteria, day) for day in days)
    start = _state(knowledge, policy, rules, criteria, first)
    told = [
        _event(knowledge, policy, before, after, happened.get(after.day, ()))
        for before, after in pairwise((start, *states))
    ]
    return [
        event
        for event in told
        if event["changes"] or event["happened"] or event["cases"]["before"] != event["cases"]["after"]
    ]


def _state(
    knowledge: Knowledge, policy: Policy, rules: CoverageRules, criteria: Iterable[Criterion], day: date
) -> _State:
    scope = review_scope(knowledge)
    assessed = scope.interval.holds(day)
    space = SpaceJudgement(
        rules, treaty_definitions(knowledge, day), offences_in_force(knowledge, day) if assessed else ()
    )
    cases: dict[str, int | None] = {"treaty": space.treaty.bit_count()}
    cases |= {name: getattr(space, name).bit_count() if assessed else None for name in DIVISION}
    judged = {item.notation: judge(policy, item, day, knowledge.scopes) for item in criteria}
    return _State(day, judged, cases)


def _event(knowledge: Knowledge, policy: Policy, before: _State, after: _State, happened: Iterable[Text]) -> Answer:
    """Return what changed; where a finding is no longer assessed, no provision shows it, so its reason says why."""
    changes = [
        {
            "criterion": notation,
            "title": now.criterion.title.json(),
            "childSpecific": now.criterion.child_specific,
            "from": str(before.judged[notation].status),
            "to": str(now.status),
            "through": [
                knowledge.reference(iri) for iri in _through(knowledge, before.judged[notation], now, after.day)
            ],
            "reason": findings.reason(knowledge, policy, now).json() if now.status is Status.NOT_ASSESSED else None,
        }
        for notation, now in after.judged.items()
        if now.status is not before.judged[notation].status
    ]
    return {
        "date": after.day.isoformat(),
        "happened": [text.json() for text in happened],
        "changes": changes,
        "cases": {"before": dict(before.cases), "after": dict(after.cases)},
    }


def _through(knowledge: Knowledge, before: Judgement, after: Judgement, day: date) -> Iterator[str]:
    """Yield the provisions through which an answer changed on `day`: what began or ended then, or else what is new.

    That an answer is no longer assessed follows from no provision, unless one began or ended then.
    """
    provisions = dict.fromkeys((*before.national, *after.national))
    moved = [
        iri
        for iri in provisions
        if day in (knowledge.provisions[iri].interval.start, knowledge.provisions[iri].interval.end)
    ]
    new = [iri for iri in provisions if (iri in before.national) is not (iri in after.national)]
    yield from moved or (() if after.status is Status.NOT_ASSESSED else new or after.national)


def _days_of_law(knowledge: Knowledge) -> Iterator[date]:
    """Yield the days on which a definition, an offence or a review begins or ends."""
    intervals = [item.interval for item in (*knowledge.definitions, *knowledge.offences)]
    intervals += [scope.interval for scope in knowledge.scopes]
    yield from (day for interval in intervals for day in (interval.start, interval.end) if day is not None)


def _milestones(knowledge: Knowledge) -> dict[date, list[Text]]:
    """Return what happened to instruments, by day."""
    happened: dict[date, list[Text]] = {}
    for instrument in knowledge.instruments.values():
        for name, sentence in MILESTONES.items():
            if name in instrument.dates:
                told = both(sentence, instrument=instrument.short)
                happened.setdefault(instrument.dates[name], []).append(told)
    return happened
