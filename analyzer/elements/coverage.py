"""Coverage by elements: whether a definition or an offence reaches a case, and why.

An encoding reaches a case as far as it reaches the case's value on its weakest dimension:

* a dimension on which it asks nothing is reached (`NOT_REQUIRED`);
* a value that it lists is reached, unless a reading of the encoding makes that value arguable;
* a value that it does not list is reached as far as a mapping from a listed term, or a reading, carries it.

A related offence never covers; it can only make a case arguable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from analyzer.elements.space import CaseSpace
from analyzer.model import Coverage, Dimension, Encoding, Remark, Term, TermMapping

RELATED = "related"
TRAFFICKING = "trafficking"

Case = Mapping[str, tuple[Term, ...]]
"""The facts: for each dimension notation the terms that apply (several acts, for instance)."""


class ElementStatus(StrEnum):
    """What became of one element of a rule in one case."""

    MET = "met"
    NOT_REQUIRED = "not-required"
    MISSING = "missing"
    ARGUABLE = "arguable"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one encoding says of one case: how far it reaches it, element by element, with the remarks that carry it."""

    encoding: Encoding
    coverage: Coverage
    elements: Mapping[str, ElementStatus]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Reach:
    """How far each term of each dimension is reached by one encoding."""

    encoding: Encoding
    remarks: Mapping[
        str, Remark
    ]  # by term IRI; a term without a remark on a restricted dimension is judged by `listed`

    def status(self, dimension: str, terms: Iterable[Term]) -> tuple[ElementStatus, Remark | None]:
        """Return the best status that one of `terms` has on `dimension`, and the remark that carries it, if any."""
        best = max(terms, key=lambda term: self.level(dimension, term.iri))
        level = self.level(dimension, best.iri)
        if level is Coverage.NOT_COVERED:
            return ElementStatus.MISSING, None
        remark = self.remarks.get(best.iri)
        if level is Coverage.ARGUABLE:
            return ElementStatus.ARGUABLE, remark
        return (ElementStatus.NOT_REQUIRED if self.encoding.listed[dimension] is None else ElementStatus.MET), remark

    def level(self, dimension: str, term: str) -> Coverage:
        """Return how far the term with the IRI `term` is reached."""
        remark = self.remarks.get(term)
        if remark is not None:
            return remark.coverage
        listed = self.encoding.listed[dimension]
        return Coverage.COVERED if listed is None or term in listed else Coverage.NOT_COVERED


class CoverageRules:
    """Judges cases against encodings with the mappings between terms; `mappings` and `dimensions` are data."""

    def __init__(self, dimensions: Mapping[str, Dimension], mappings: Iterable[TermMapping]) -> None:
        """Keep the dimensions (by notation) and the mappings by the term that they reach."""
        self.space = CaseSpace(tuple(dimensions.values()))
        self._dimensions = dimensions
        self._by_reached: dict[str, list[TermMapping]] = {}
        for mapping in mappings:
            self._by_reached.setdefault(mapping.reached, []).append(mapping)
        self._reaches: dict[str, Reach] = {}

    def reach(self, encoding: Encoding) -> Reach:
        """Return how far `encoding` reaches each term."""
        if encoding.iri not in self._reaches:
            remarks = {
                term.iri: remark
                for dimension in self._dimensions.values()
                for term in dimension.terms
                if (remark := self._remark(encoding, dimension.notation, term.iri)) is not None
            }
            self._reaches[encoding.iri] = Reach(encoding, remarks)
        return self._reaches[encoding.iri]

    def _remark(self, encoding: Encoding, dimension: str, term: str) -> Remark | None:
        """Return the reading of a term, or else the mapping that carries it furthest; None where the list decides."""
        if term in encoding.readings:
            return encoding.readings[term]
        listed = encoding.listed[dimension]
        if listed is None or term in listed:
            return None
        carried = [mapping.remark for mapping in self._by_reached.get(term, ()) if mapping.listed in listed]
        return max(carried, key=lambda remark: remark.coverage, default=None)

    def judge(self, encoding: Encoding, case: Case) -> Judgement:
        """Judge one case, element by element."""
        reach = self.reach(encoding)
        elements: dict[str, ElementStatus] = {}
        remarks: list[Remark] = []
        for dimension, terms in case.items():
            elements[dimension], remark = reach.status(dimension, terms)
            if remark is not None:
                remarks.append(remark)
        if ElementStatus.MISSING in elements.values():
            coverage = Coverage.NOT_COVERED
        elif ElementStatus.ARGUABLE in elements.values() or encoding.family == RELATED:
            coverage = Coverage.ARGUABLE
        else:
            coverage = Coverage.COVERED
        return Judgement(encoding, coverage, elements, tuple(dict.fromkeys(remarks)))

    def level(self, encoding: Encoding, dimension: str, terms: Iterable[Term]) -> Coverage:
        """Return how far one of `terms` is reached on its dimension alone: what `judge` finds where nothing else is."""
        reach = self.reach(encoding)
        level = max(reach.level(dimension, term.iri) for term in terms)
        return min(level, Coverage.ARGUABLE) if encoding.family == RELATED else level

    def cases(self, encoding: Encoding, at_least: Coverage) -> int:
        """Return the set of cases in the space that `encoding` reaches at least as far as `at_least`."""
        if encoding.family == RELATED and at_least is Coverage.COVERED:
            return 0
        reach = self.reach(encoding)
        return self.space.product(
            {
                notation: frozenset(
                    term.iri for term in dimension.spanning if reach.level(notation, term.iri) >= at_least
                )
                for notation, dimension in self._dimensions.items()
            }
        )


@dataclass(frozen=True)
class SpaceJudgement:
    """The whole case space judged: what `definitions` and `offences` reach, as sets of cases."""

    rules: CoverageRules
    definitions: tuple[Encoding, ...]
    offences: tuple[Encoding, ...]

    def _union(self, encodings: Iterable[Encoding], at_least: Coverage) -> int:
        cases = 0
        for encoding in encodings:
            cases |= self.rules.cases(encoding, at_least)
        return cases

    @cached_property
    def treaty(self) -> int:
        """Cases that a treaty definition covers."""
        return self._union(self.definitions, Coverage.COVERED)

    @cached_property
    def treaty_arguable(self) -> int:
        """Cases that a treaty definition reaches only arguably."""
        return self._union(self.definitions, Coverage.ARGUABLE) & ~self.treaty

    @cached_property
    def _trafficking(self) -> tuple[Encoding, ...]:
        return tuple(offence for offence in self.offences if offence.family == TRAFFICKING)

    @cached_property
    def national(self) -> int:
        """Cases that a trafficking offence covers."""
        return self._union(self._trafficking, Coverage.COVERED)

    @cached_property
    def national_arguable(self) -> int:
        """Cases that a trafficking offence reaches only arguably."""
        return self._union(self._trafficking, Coverage.ARGUABLE) & ~self.national

    @cached_property
    def related(self) -> int:
        """Cases that a related offence makes arguable."""
        return self._union((offence for offence in self.offences if offence.family == RELATED), Coverage.ARGUABLE)

    @property
    def covered(self) -> int:
        """Treaty cases that a trafficking offence covers."""
        return self.treaty & self.national

    @property
    def arguable(self) -> int:
        """Treaty cases that a trafficking offence reaches only arguably."""
        return self.treaty & self.national_arguable

    @property
    def uncovered(self) -> int:
        """Treaty cases that no trafficking offence reaches, even arguably: the gap in the trafficking law."""
        return self.treaty & ~self.national & ~self.national_arguable

    @property
    def exceeding(self) -> int:
        """Cases that a trafficking offence covers and no treaty definition reaches."""
        return self.national & ~self.treaty & ~self.treaty_arguable
