"""How national law stands to a criterion on a day.

A computed criterion falls into parts; the best evidence that stands on the day decides each:

* all parts met: `aligned`, or `exceeds` where one is met beyond the demand;
* no part met, not even arguably: `gap`;
* anything else: `partial`.

A missing part counts only within a review scope: outside it nobody has looked, so that the criterion is `not-assessed`.
An assessed criterion has the status that its assessment of the day gives, and without one is `not-assessed`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from analyzer.criteria.values import Assessment, Criterion, Degree, Evidence, Policy, Status
from analyzer.model import ReviewScope
from analyzer.text import Text

CERTAINTY = ("text", "secondary", "recalled", "proposed")
"""How a statement is known, the surest first; what is only proposed is no law at all."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a demand on a day: how far it is met, and by which evidence, best only."""

    part: str
    also: str | None
    degree: Degree
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """How national law stands to `criterion` on a day; `closed` where silence counts as a gap."""

    criterion: Criterion
    status: Status
    parts: tuple[Part, ...]
    assessment: Assessment | None
    closed: bool

    @property
    def national(self) -> tuple[str, ...]:
        """The national provisions (IRIs) that the judgement rests on."""
        if self.assessment is not None:
            return self.assessment.evidence
        found = (row.national for part in self.parts for row in part.evidence)
        return tuple(dict.fromkeys(iri for iri in found if iri is not None))

    @property
    def notes(self) -> tuple[Text, ...]:
        """What must be noted on the criterion, and on the assessment that decides."""
        noted = (self.criterion.note, self.assessment.note if self.assessment else None)
        return tuple(note for note in noted if note is not None)

    @property
    def confirmation(self) -> str:
        """How surely it is known: as surely as the least sure statement it rests on."""
        known = {self.criterion.confirmation}
        if self.assessment is not None:
            known.add(self.assessment.confirmation)
        known |= {row.confirmation for part in self.parts for row in part.evidence if row.confirmation is not None}
        return max(known, key=CERTAINTY.index)


def judge(policy: Policy, criterion: Criterion, day: date, scopes: Iterable[ReviewScope]) -> Judgement:
    """Judge `criterion` on `day`; `scopes` are all that was reviewed."""
    closed = any(scope.iri == criterion.scope and scope.interval.holds(day) for scope in scopes)
    if criterion.rule is None:
        held = (item for item in policy.assessments.get(criterion.iri, ()) if item.interval.holds(day))
        assessment = next(held, None)
        status = Status.NOT_ASSESSED if assessment is None else assessment.status
        return Judgement(criterion, status, (), assessment, closed)
    parts = best_parts(row for row in policy.evidence.get(criterion.iri, ()) if row.interval.holds(day))
    return Judgement(criterion, status_of([part.degree for part in parts], closed), parts, None, closed)


def status_of(degrees: list[Degree], closed: bool) -> Status:
    """Return the status of a demand whose parts are met to these `degrees`; `closed` where silence counts."""
    if not degrees or (Degree.MISSING in degrees and not closed):
        return Status.NOT_ASSESSED
    if min(degrees) >= Degree.MET:
        return Status.EXCEEDS if Degree.BEYOND in degrees else Status.ALIGNED
    return Status.GAP if max(degrees) is Degree.MISSING else Status.PARTIAL


def best_parts(rows: Iterable[Evidence]) -> tuple[Part, ...]:
    """Return each part with its best evidence, in the order in which the rule names them."""
    by_part: dict[tuple[str, str | None], list[Evidence]] = {}
    for row in rows:
        by_part.setdefault((row.part, row.also), []).append(row)
    best = {key: max(row.degree for row in found) for key, found in by_part.items()}
    return tuple(
        Part(*key, best[key], tuple(row for row in found if row.degree is best[key])) for key, found in by_part.items()
    )


def judge_all(policy: Policy, day: date, scopes: Iterable[ReviewScope]) -> tuple[Judgement, ...]:
    """Judge every criterion on `day`, in their order."""
    reviewed = tuple(scopes)
    return tuple(judge(policy, criterion, day, reviewed) for criterion in policy.criteria.values())


def days_of_change(policy: Policy) -> list[date]:
    """Return the days on which evidence or an assessment begins or ends, in order."""
    intervals = [row.interval for rows in policy.evidence.values() for row in rows]
    intervals += [item.interval for items in policy.assessments.values() for item in items]
    return sorted({day for interval in intervals for day in (interval.start, interval.end) if day is not None})
