"""Criteria, what was assessed of them, and what others found, as plain, frozen values.

As in `analyzer.model`, provisions and other things of the base are named by IRI, intervals are half-open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from analyzer.model import Interval
from analyzer.text import Text


class Status(StrEnum):
    """How national law stands to a criterion."""

    ALIGNED = "aligned"
    PARTIAL = "partial"
    GAP = "gap"
    EXCEEDS = "exceeds"
    NOT_ASSESSED = "not-assessed"


class Degree(IntEnum):
    """How far one part of a demand is met; the order makes `max` meaningful: more evidence never worsens."""

    MISSING = 0
    ARGUABLE = 1
    MET = 2
    BEYOND = 3


@dataclass(frozen=True, slots=True)
class Criterion:
    """One testable demand.

    `pillar` and `obligation` are notations, `treaty` the treaty provisions it comes from, `guidance` other standards.
    `rule` names the query that judges it, None where a person does. Silence counts as a gap only within `scope`.
    `of_each_offence` says what is asked of each offence, where the parts of the demand are offences.
    """

    iri: str
    notation: str
    pillar: str
    obligation: str
    weight: int
    child_specific: bool
    confirmation: str
    title: Text
    test: Text
    rationale: Text
    treaty: tuple[str, ...]
    guidance: tuple[str, ...]
    rule: str | None
    scope: str | None
    unassessed: Text | None
    note: Text | None
    of_each_offence: Text | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row of a rule: how far a `part` of a demand (with `also`, where two things make a part) is met, and by what.

    `national` is the provision, `supporting` the encoding or norm it rests on; the row stands on the days of both.
    `reason` says why it is only arguable.
    """

    part: str
    also: str | None
    degree: Degree
    national: str | None
    supporting: str | None
    reason: Text | None
    interval: Interval
    confirmation: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgement of a person on one criterion for an interval; `day` is the day of the judgement."""

    iri: str
    criterion: str
    status: Status
    interval: Interval
    reason: Text
    evidence: tuple[str, ...]
    confirmation: str
    reviewer: Text
    day: date
    note: Text | None


@dataclass(frozen=True, slots=True)
class ExternalFinding:
    """What an outside body published on criteria, in our own words; `direction` where its words come to a status.

    `not_before` is the earliest year that what it speaks of allows, where its `year` is not known.
    """

    iri: str
    notation: str
    basis: str
    kind: str
    certainty: str
    direction: Status | None
    child_specific: bool
    year: int | None
    not_before: int | None
    description: Text
    disputed: Text | None
    source: str
    criteria: tuple[str, ...]
    requirements: tuple[str, ...]
    provisions: tuple[str, ...]

    def published_by(self, day: date) -> bool:
        """Tell whether it was there on `day`, as far as is known."""
        earliest = self.year or self.not_before
        return earliest is None or earliest <= day.year


@dataclass(frozen=True, slots=True)
class Challenge:
    """A published finding that practice falls short; `aspect` and `level` are IRIs of the frameworks."""

    iri: str
    slug: str
    order: int
    label: Text
    description: Text
    aspects: tuple[str, ...]
    level: str | None
    criteria: tuple[str, ...]
    touches: tuple[str, ...]
    sources: tuple[str, ...]
    confirmation: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way in which trafficking happens, as a typical case: `values` are its terms (IRIs), `age` in whole years."""

    iri: str
    slug: str
    label: Text
    story: Text
    values: tuple[str, ...]
    age: int
    sources: tuple[str, ...]
    confirmation: str


@dataclass(frozen=True, slots=True)
class WordList:
    """The glossary terms (IRIs) that a workshop shows together, in order."""

    slug: str
    label: Text
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """An aspect of the problem, or a dimension of it, which has no `dimension` of its own."""

    iri: str
    dimension: str | None
    label: Text


@dataclass(frozen=True, slots=True)
class Norm:
    """What a provision asks for, as one action; `shortfall` says how it does less than the whole of it."""

    provision: str
    action: str
    shortfall: Text | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed change of the law that was laid over the base, and the first day on which it would hold."""

    iri: str
    title: Text
    description: Text
    start: date


@dataclass(frozen=True, slots=True)
class Question:
    """A question of law with its answer: `evidence` are the provisions it rests on, `notes` are by language tag."""

    iri: str
    notation: str
    label: Text
    answer: Text
    topics: tuple[str, ...]
    evidence: tuple[str, ...]
    notes: Mapping[str, tuple[str, ...]]
    confirmation: str


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that criteria are judged by. Mappings are keyed by IRI unless a comment says otherwise."""

    criteria: Mapping[str, Criterion]  # by notation, in order
    evidence: Mapping[str, tuple[Evidence, ...]]  # by criterion
    assessments: Mapping[str, tuple[Assessment, ...]]  # by criterion
    labels: Mapping[str, Text]
    external: tuple[ExternalFinding, ...]
    challenges: tuple[Challenge, ...]
    aspects: tuple[Aspect, ...]  # in order, each dimension before its aspects
    norms: tuple[Norm, ...]
    strengths: Mapping[str, int]  # of modalities: for how many kinds of obligation each is strong enough
    drafts: tuple[Draft, ...]
    patterns: tuple[Pattern, ...]
    word_lists: tuple[WordList, ...]
    sources: Mapping[str, Text]
    publications: Mapping[str, Text]  # of sources, by whom and in what they were published
    addresses: Mapping[str, str]  # of sources, where they are published
    questions: tuple[Question, ...]
