"""The space of cases: every combination of one term per dimension.

The dimensions and their terms are data (``ontology/elements.ttl``). A set of cases is an integer with one bit per case,
in row-major order of the dimensions, so that union, intersection and difference are single operations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import prod

from analyzer.elements.boxes import Box
from analyzer.model import Dimension, Term


@dataclass(frozen=True)
class CaseSpace:
    """All cases over `dimensions`, each with the terms that span the space."""

    dimensions: tuple[Dimension, ...]

    @cached_property
    def terms(self) -> tuple[tuple[Term, ...], ...]:
        """For each dimension its spanning terms."""
        return tuple(dimension.spanning for dimension in self.dimensions)

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The IRIs of the spanning terms: sets of cases can be compared only where these are equal."""
        return tuple(tuple(term.iri for term in terms) for terms in self.terms)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many terms each dimension has."""
        return tuple(len(terms) for terms in self.terms)

    @property
    def size(self) -> int:
        """How many cases there are."""
        return prod(self.shape)

    def product(self, allowed: Mapping[str, frozenset[str]]) -> int:
        """Return the set of cases whose term on every dimension is in `allowed` (dimension notation to term IRIs)."""
        cases = 1
        width = 1
        for dimension, terms in zip(reversed(self.dimensions), reversed(self.terms), strict=True):
            accepted = allowed[dimension.notation]
            cases = sum(cases << (width * index) for index, term in enumerate(terms) if term.iri in accepted)
            width *= len(terms)
        return cases

    def slice(self, notation: str, term: str) -> int:
        """Return the set of cases whose dimension `notation` has the term with the IRI `term`."""
        return self.product(
            {
                dimension.notation: frozenset(
                    value.iri for value in terms if dimension.notation != notation or value.iri == term
                )
                for dimension, terms in zip(self.dimensions, self.terms, strict=True)
            }
        )

    def box_terms(self, box: Box) -> dict[str, tuple[Term, ...]]:
        """Return the terms of a box by dimension notation."""
        return {
            dimension.notation: tuple(terms[index] for index in indices)
            for dimension, terms, indices in zip(self.dimensions, self.terms, box, strict=True)
        }
