"""The encoded law as plain, frozen values: what the queries read from the store and the analysis works on.

Years are whole years, money is whole rupiah, dates are calendar dates. Intervals are half-open: `start` is the first
day in force, `end` the first day no longer in force (as in the European Legislation Identifier), None without an end.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from fractions import Fraction

from analyzer.citations import Reference
from analyzer.text import Text

INSTRUMENT_LINKS = {"amendedBy": "amends", "partlyRepealedBy": "repealsInPart", "ratifiedBy": "ratifies"}
"""The ways in which one instrument acts on another, each with what it is called from the other side."""

NORM_SIDES = ("topic", "modality", "bearer", "beneficiary")
"""The sides of a norm: what it is about, how strongly it binds, whom it binds, whom it serves."""


class Coverage(IntEnum):
    """Whether a rule reaches a case; the order makes `min` and `max` meaningful."""

    NOT_COVERED = 0
    ARGUABLE = 1
    COVERED = 2

    @property
    def notation(self) -> str:
        """The value used in JSON and on the command line."""
        return self.name.lower().replace("_", "-")


@dataclass(frozen=True, slots=True)
class Interval:
    """The days on which something holds: from `start`, and before `end`."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies in the interval."""
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Term:
    """A value of one dimension of a case, such as ``harbouring``; `spans` tells whether it spans the case space.

    `years` are the least, the greatest and the example age of an age class; `excludes` where the term cannot stand
    beside another of its dimension; `only_with` is the one term (IRI) of another dimension with which it can be true.
    `examples` are everyday words for it, None where there are none.
    """

    iri: str
    notation: str
    dimension: str
    order: int
    spans: bool
    label: Text
    definition: Text
    years: tuple[int, int, int] | None = None
    excludes: bool = False
    only_with: str | None = None
    examples: Text | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of a case with its terms in display order; `compared` where national law is held to its terms.

    `note` says how the list of terms is meant, None where nothing is to say.
    """

    notation: str
    compared: bool
    label: Text
    question: Text
    terms: tuple[Term, ...]
    note: Text | None = None

    @property
    def spanning(self) -> tuple[Term, ...]:
        """The terms that span the case space."""
        return tuple(term for term in self.terms if term.spans)


@dataclass(frozen=True, slots=True)
class Remark:
    """How far something reaches, and why."""

    coverage: Coverage
    reason: Text


@dataclass(frozen=True, slots=True)
class TermMapping:
    """A rule that lists the term `listed` reaches cases described with the term `reached` (both IRIs).

    `equivalent` where SKOS calls the two an exact or a close match.
    """

    listed: str
    reached: str
    equivalent: bool
    remark: Remark


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision with what a reader needs to find and judge it; `notes` are by language tag.

    `norm` holds what it is about and whom it binds and serves: for each of `NORM_SIDES` the concepts (IRIs).
    """

    iri: str
    reference: Reference
    position: int
    citation: Text
    heading: Text
    digest: Text
    kind: str
    kind_label: Text
    interval: Interval
    confirmation: str
    child_specific: bool
    replaced_by: str | None
    repealed_by: str | None
    sources: tuple[str, ...]
    refers_to: tuple[str, ...]
    notes: Mapping[str, tuple[str, ...]]
    norm: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a scheme, such as a topic or a bearer, that provisions and criteria are described with."""

    iri: str
    scheme: str
    notation: str
    label: Text
    definition: Text | None


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term as people use it: `names` are all its labels by language tag, the preferred one first.

    Those of them that also say other things are `everyday` words.
    """

    iri: str
    slug: str
    names: Mapping[str, tuple[str, ...]]
    everyday: Mapping[str, tuple[str, ...]]
    meaning: Text
    provisions: tuple[str, ...]
    concepts: tuple[str, ...]

    @property
    def label(self) -> Text:
        """The preferred label in both languages."""
        return Text(*(self.names[tag][0] for tag in Text._fields))


@dataclass(frozen=True, slots=True)
class Instrument:
    """A treaty or statute as a work. `dates` are keyed by the property's local name, `notes` by language.

    `links` are the instruments (IRIs) that amended, repealed in part or ratified it, named as in `INSTRUMENT_LINKS`.
    """

    iri: str
    slug: str
    jurisdiction: str
    title: Text
    short: Text
    names: tuple[str, ...]
    confirmation: str
    gazette: str | None
    dates: Mapping[str, date]
    official_sources: tuple[str, ...]
    sources: tuple[str, ...]
    notes: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Division:
    """A book, chapter or part of an instrument; `parts` are the articles and divisions (IRIs) it holds, in order."""

    iri: str
    reference: Reference
    order: int
    citation: Text
    heading: Text
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Elucidation:
    """A part of the official elucidation (Penjelasan) of a law.

    `explains` is the IRI of the provision that it explains and shares its days with, or of the law as a whole. How it
    is known (`confirmation`) is said apart: the one can be read where the other is missing.
    """

    iri: str
    reference: Reference
    order: int
    explains: str
    citation: Text
    heading: Text
    digest: Text
    confirmation: str


@dataclass(frozen=True, slots=True)
class Review:
    """A second reading of statements: how many were read, changed, and misleading.

    They are the provisions of `instruments` (slugs), or the criteria, norms and assessments of `pillars` (notations),
    of which `part` names what was read where it was not the whole.
    """

    iri: str
    instruments: tuple[str, ...]
    pillars: tuple[str, ...]
    part: Text | None
    day: date
    read: int
    changed: int
    misled: int


@dataclass(frozen=True, slots=True)
class Penalty:
    """A range of imprisonment and fine.

    Terms are whole years, but for a minimum that the law counts in months. Categories of fines are resolved to rupiah;
    `by_category` remembers those of the least fine, where there is one, and of the greatest. `death_penalty` stands
    where the provision threatens it beside imprisonment.
    """

    provisions: tuple[str, ...]
    prison_minimum: int | None
    prison_minimum_months: int | None
    prison_maximum: int | None
    life: bool
    death_penalty: bool
    fine_minimum: int | None
    fine_maximum: int | None
    by_category: tuple[str | None, str] | None
    link: str


@dataclass(frozen=True, slots=True)
class Encoding:
    """A definition or offence taken apart: for each dimension the listed terms (IRIs), None where nothing is asked.

    `family` is None for a definition, ``trafficking`` or ``related`` for an offence. `readings` says how a value of a
    dimension (IRI) is read in this encoding. `below_years` is the age that the victim must not have reached.
    """

    iri: str
    provision: str
    jurisdiction: str
    family: str | None
    interval: Interval
    confirmation: str
    listed: Mapping[str, frozenset[str] | None]
    readings: Mapping[str, Remark]
    read_with: tuple[str, ...]
    consent: tuple[str, ...]
    further: Text | None
    penalty: Penalty | None
    below_years: int | None = None


@dataclass(frozen=True, slots=True)
class AccessoryOffence:
    """An offence that lives off trafficking by others; it has a penalty but takes no part in the coverage analysis."""

    iri: str
    provision: str
    interval: Interval
    conduct: Text
    penalty: Penalty | None


@dataclass(frozen=True, slots=True)
class Aggravation:
    """A rule that raises (`fraction`), replaces or multiplies the penalty of the provisions it names, as enacted.

    Where `maximum_only`, the judge may raise the greatest penalty by up to the fraction, and the least stays. Where
    `of_own_range`, the fraction is one of the offence's own range, even where another rule has replaced that.
    """

    provision: str
    interval: Interval
    circumstance: str
    implied_by: str | None
    applies_to: tuple[str, ...]
    condition: Text
    fraction: Fraction | None
    fine_factor: int | None
    replacement: Penalty | None
    scale_of: str | None
    maximum_only: bool = False
    of_own_range: bool = False

    @property
    def factor(self) -> str:
        """The effect in one token: ``+1/3``, ``x3`` or ``replaces``."""
        if self.fraction is not None:
            return f"+{self.fraction}"
        return f"x{self.fine_factor}" if self.fine_factor is not None else "replaces"


@dataclass(frozen=True, slots=True)
class AncillaryRule:
    """Attempt, aiding, planning, conspiracy or corporate liability; `share` of the principal's maximum where stated."""

    provision: str
    interval: Interval
    participation: tuple[str, ...]
    applies_to: tuple[str, ...]
    general: bool
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class Redirection:
    """While `interval` holds, references to `source` mean `target`, by force of `provision`."""

    provision: str
    interval: Interval
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """An open question of law: `about` these provisions, touching this `concern` of an answer."""

    iri: str
    concern: str
    interval: Interval
    about: tuple[str, ...]
    basis: tuple[str, ...]
    reason: Text


@dataclass(frozen=True, slots=True)
class PrisonCap:
    """The longest fixed term of imprisonment, in years."""

    provision: str
    interval: Interval
    years: int


@dataclass(frozen=True, slots=True)
class Opening:
    """A right or procedure that opens when the case has one of the terms (IRIs) of every dimension in `when`.

    `need` is the notation of the need that it answers to, None where its topics tell.
    """

    provision: str
    when: Mapping[str, frozenset[str]]
    need: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a victim needs, with the topics (IRIs) of the provisions that answer to it."""

    notation: str
    label: Text
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewScope:
    """For this jurisdiction and subject the law was fully reviewed in `interval`; `outside` says why not beyond."""

    iri: str
    jurisdiction: str
    subject: str
    interval: Interval
    reviewed: tuple[str, ...]
    note: Text
    outside: Text


@dataclass(frozen=True, slots=True)
class Circumstance:
    """A fact that raises a penalty, chosen by the user unless a term of the case implies it (`implied_by`, IRI).

    `only_with` is the one term (IRI) of a dimension with which it can be true.
    """

    iri: str
    notation: str
    label: Text
    implied_by: str | None
    only_with: str | None = None
