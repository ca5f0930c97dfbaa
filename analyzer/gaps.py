"""The element analysis of one day: where treaty and national law part, over the whole space of cases.

Gap regions are the cases that a treaty definition covers and no trafficking offence reaches, even arguably. They are
described by the fewest and largest boxes (`analyzer.elements.boxes`), for each class of victims on its own. Related
offences are named with a region as fall-backs; they never close it. Regions that are only arguable, and those where
national law goes further than the treaties, are described the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

from analyzer.elements.boxes import Box, box_mask, cells_in, cover
from analyzer.elements.coverage import RELATED, Case, CoverageRules, SpaceJudgement
from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage, Encoding, ReviewScope, Term
from analyzer.screening import AGE, Facts, offences_in_force, review_scope, treaty_definitions
from analyzer.text import Text, printable


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases the analysis enumerated, and how the treaty cases divide, None where nobody has judged them.

    Of the uncovered ones, `fallback` are arguable through a related offence.
    """

    enumerated: int
    treaty: int
    covered: int | None
    arguable: int | None
    uncovered: int | None
    fallback: int | None


@dataclass(frozen=True, slots=True)
class Region:
    """A box of cases of one class of victims, with the encodings that matter there and one worked example."""

    victim: Term
    terms: Case
    cases: int
    example: Facts
    reaching: tuple[Encoding, ...]
    arguable: tuple[Encoding, ...]


@dataclass(frozen=True, slots=True)
class ElementRow:
    """One treaty term (None for a term only national law has) beside the national terms that reach it."""

    dimension: str
    treaty: Term | None
    national: tuple[Term, ...]
    status: str
    reason: Text


@dataclass(frozen=True)
class GapAnalysis:
    """The element analysis of one day, of the classes `victims`; what is described in boxes is so when asked for."""

    day: date
    against: tuple[str, ...]
    victims: tuple[Term, ...]
    scope: ReviewScope
    judged: SpaceJudgement

    @property
    def assessed(self) -> bool:
        """Whether the law of the day was reviewed, so that silence counts."""
        return self.scope.interval.holds(self.day)

    @property
    def definitions(self) -> tuple[Encoding, ...]:
        """The definitions of the treaties in force."""
        return self.judged.definitions

    @property
    def offences(self) -> tuple[Encoding, ...]:
        """The national offences in force, none where the law was not reviewed."""
        return self.judged.offences

    @cached_property
    def _slices(self) -> dict[Term, int]:
        return {term: self.judged.rules.space.slice(AGE, term.iri) for term in self.victims}

    @property
    def _looked_at(self) -> int:
        return reduce(or_, self._slices.values(), 0)

    @property
    def counts(self) -> Counts:
        """How all cases divide."""
        return self._counts(self._looked_at)

    @property
    def counts_without_means(self) -> Counts:
        """How the cases without any improper means divide."""
        return self._counts(self._looked_at & _bare(self.judged.rules))

    @property
    def counts_by_victim(self) -> tuple[tuple[Term, Counts], ...]:
        """How the cases of each class of victims divide."""
        return tuple((term, self._counts(cases)) for term, cases in self._slices.items())

    def _counts(self, looked_at: int) -> Counts:
        def count(cases: int) -> int | None:
            return (cases & looked_at).bit_count() if self.assessed else None

        judged = self.judged
        return Counts(
            enumerated=looked_at.bit_count(),
            treaty=(judged.treaty & looked_at).bit_count(),
            covered=count(judged.covered),
            arguable=count(judged.arguable),
            uncovered=count(judged.uncovered),
            fallback=count(judged.uncovered & judged.related),
        )

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The boxes over the gap."""
        return self.describe(self.judged.uncovered)

    @cached_property
    def arguable(self) -> tuple[Region, ...]:
        """The boxes over the treaty cases that are only arguable."""
        return self.describe(self.judged.arguable)

    @cached_property
    def exceeding(self) -> tuple[Region, ...]:
        """The boxes over the cases in which national law goes further."""
        return self.describe(self.judged.exceeding)

    def describe(self, cases: int) -> tuple[Region, ...]:
        """Return the fewest and largest boxes over a set of cases, for each class of victims on its own."""
        if not self.assessed:
            return ()
        rules = self.judged.rules
        return tuple(
            _region(rules, self.judged, term, box)
            for term, of_victim in self._slices.items()
            for box in cover(rules.space.shape, cases & of_victim)
        )


def moved(before: GapAnalysis, after: GapAnalysis) -> tuple[tuple[Region, ...], tuple[Region, ...]]:
    """Return the boxes over the cases that left the gap, as they stood before, and over those that came into it.

    There are none where either side was not reviewed: nothing is known to have moved then.

    Raises:
        InputError: The two sides are about different cases, because a draft changed the terms that span them.
    """
    if not (before.assessed and after.assessed):
        return (), ()
    if before.judged.rules.space.names != after.judged.rules.space.names:
        raise InputError(
            both("the terms that cases are made of differ between the two sides, so that no case can be followed")
        )
    gone = before.judged.uncovered & ~after.judged.uncovered
    new = after.judged.uncovered & ~before.judged.uncovered
    return before.describe(gone), after.describe(new)


def treaties(knowledge: Knowledge) -> tuple[str, ...]:
    """Return the slugs of the instruments that national law can be held against, in the order of their definitions."""
    home = review_scope(knowledge).jurisdiction
    slugs = {
        knowledge.provisions[definition.provision].reference.instrument: definition.interval.start
        for definition in knowledge.definitions
        if definition.jurisdiction != home
    }
    return tuple(sorted(slugs, key=lambda slug: (slugs[slug], slug)))


def choose_treaties(knowledge: Knowledge, against: Sequence[str] | None) -> tuple[str, ...]:
    """Return the chosen treaties, all by default.

    Raises:
        InputError: A name is not that of a treaty with an encoded definition.
    """
    known = treaties(knowledge)
    for slug in against or ():
        if slug not in known:
            raise InputError(
                both(
                    '"{slug}" is no treaty of the base; choose from {choices}',
                    slug=printable(slug),
                    choices=", ".join(known),
                )
            )
    return tuple(slug for slug in known if not against or slug in against)


def choose_victims(knowledge: Knowledge, victim: str | None) -> tuple[Term, ...]:
    """Return the classes of victims to report on: one by its notation, or all (``both`` or None).

    Raises:
        InputError: There is no such class.
    """
    classes = knowledge.dimensions[AGE].spanning
    chosen = tuple(term for term in classes if victim in (None, "both", term.notation))
    if not chosen:
        raise InputError(
            both(
                'victim "{victim}" is unknown; choose from {choices}, both',
                victim=printable(victim or ""),
                choices=", ".join(t.notation for t in classes),
            )
        )
    return chosen


def analyse(
    knowledge: Knowledge, rules: CoverageRules, day: date, against: Sequence[str] | None, victim: str | None
) -> GapAnalysis:
    """Analyse the whole case space on `day`.

    Raises:
        InputError: A treaty or a class of victims is unknown.
    """
    chosen = choose_treaties(knowledge, against)
    scope = review_scope(knowledge)
    offences = offences_in_force(knowledge, day) if scope.interval.holds(day) else ()
    return GapAnalysis(
        day=day,
        against=chosen,
        victims=choose_victims(knowledge, victim),
        scope=scope,
        judged=SpaceJudgement(rules, treaty_definitions(knowledge, day, chosen), offences),
    )


def _bare(rules: CoverageRules) -> int:
    """Return the cases whose only value on a side is the one that excludes all others: no means."""
    cases = 0
    for dimension in rules.space.dimensions:
        for term in dimension.spanning:
            if term.excludes:
                cases |= rules.space.slice(dimension.notation, term.iri)
    return cases


def _region(rules: CoverageRules, judged: SpaceJudgement, victim: Term, box: Box) -> Region:
    mask = box_mask(rules.space.shape, box)
    terms = rules.space.box_terms(box)

    def reaching(encodings: tuple[Encoding, ...], level: Coverage) -> tuple[Encoding, ...]:
        return tuple(encoding for encoding in encodings if rules.cases(encoding, level) & mask)

    covering = reaching(judged.definitions, Coverage.COVERED)
    trafficking = tuple(offence for offence in judged.offences if offence.family != RELATED)
    example = {name: values[:1] for name, values in terms.items()}
    return Region(
        victim=victim,
        terms=terms,
        cases=cells_in(box),
        example=Facts(example, victim.years[2] if victim.years else 0),
        reaching=covering or reaching(trafficking, Coverage.COVERED),
        arguable=reaching(judged.offences, Coverage.ARGUABLE) if covering else (),
    )


def compare_elements(
    knowledge: Knowledge, definitions: Sequence[Encoding], offences: Sequence[Encoding], nothing: Text
) -> tuple[ElementRow, ...]:
    """Hold the terms of the treaties against those of the trafficking offences, dimension by dimension.

    A treaty term is aligned where national law lists the same or an equivalent term, partial where another term or a
    reading has to carry it, and a gap where none does (`nothing` is the reason then). A term that only national law
    lists is aligned where a treaty term takes it in, and exceeds otherwise.
    """
    home = [item for item in knowledge.definitions if item.jurisdiction == review_scope(knowledge).jurisdiction]
    national = {
        iri
        for offence in offences
        if offence.family != RELATED
        for terms in offence.listed.values()
        for iri in terms or ()
    }
    treaty = {iri for definition in definitions for terms in definition.listed.values() for iri in terms or ()}
    rows = []
    for dimension in knowledge.dimensions.values():
        if not dimension.compared:
            continue
        for term in dimension.terms:
            if term.iri in treaty:
                rows.append(_treaty_row(knowledge, term, national, home, nothing))
        for term in dimension.terms:
            if term.iri in national and term.iri not in treaty:
                rows.append(_national_row(knowledge, term, treaty))
    return tuple(rows)


def _treaty_row(
    knowledge: Knowledge, term: Term, national: set[str], home: Sequence[Encoding], nothing: Text
) -> ElementRow:
    listed = [term] if term.iri in national else []
    enough = Coverage.COVERED if listed else Coverage.ARGUABLE
    carried = [
        item
        for item in knowledge.mappings
        if item.reached == term.iri and item.listed in national and item.remark.coverage >= enough
    ]
    carried.sort(key=lambda item: -item.remark.coverage)
    reading = next((item.readings[term.iri].reason for item in home if term.iri in item.readings), None)
    reached_by = tuple(dict.fromkeys([*listed, *(knowledge.terms[item.listed] for item in carried)]))
    if listed:
        return ElementRow(
            term.dimension, term, reached_by, "partial" if reading else "aligned", reading or Text("", "")
        )
    if not carried:
        return ElementRow(term.dimension, term, (), "gap", nothing)
    status = "aligned" if carried[0].equivalent else "partial"
    return ElementRow(term.dimension, term, reached_by, status, carried[0].remark.reason)


def _national_row(knowledge: Knowledge, term: Term, treaty: set[str]) -> ElementRow:
    carried = [item.remark for item in knowledge.mappings if item.reached == term.iri and item.listed in treaty]
    best = max(carried, key=lambda remark: remark.coverage, default=None)
    if best is not None and best.coverage is Coverage.COVERED:
        return ElementRow(term.dimension, None, (term,), "aligned", best.reason)
    return ElementRow(term.dimension, None, (term,), "exceeds", best.reason if best else term.definition)
