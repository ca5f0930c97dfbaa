"""The answer to a search: what is cited first, then provisions and terms that fit the words, best first.

A law that the words name narrows the search to it and to those that amend it, unless nothing is found there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from analyzer.answers import listing
from analyzer.answers.entries import Entries
from analyzer.citations import named_among
from analyzer.errors import InputError
from analyzer.fillers import FILLERS, words_of
from analyzer.knowledge import Knowledge
from analyzer.model import GlossaryTerm, Provision

if TYPE_CHECKING:
    from analyzer.search import Hit

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search asks.

    Attributes:
        words: What to look for.
        instruments: The slugs of the instruments that the text names to look in; all if there are none.
        cited: The provision that the text cites, which is found first; or, if the base does not hold it, the nearest.
        held: Whether the base holds what is cited, if anything is.
    """

    words: str
    instruments: tuple[str, ...] = ()
    cited: tuple[Provision, ...] = ()
    held: bool = True

    def narrowed(self, hits: "Sequence[Hit]") -> "list[Hit]":
        """Return the hits behind what is cited: those in the instruments asked for, with terms, or else all."""
        if not self.held:
            return []
        others = [hit for hit in hits if hit.found not in self.cited]
        return [hit for hit in others if self._inside(hit.found)] if self.found_inside(hits) else others

    def found_inside(self, hits: "Sequence[Hit]") -> bool:
        """Tell whether a provision of the instruments asked for is among the hits."""
        return any(isinstance(hit.found, Provision) and self._inside(hit.found) for hit in hits)

    def _inside(self, found: Provision | GlossaryTerm) -> bool:
        return isinstance(found, GlossaryTerm) or found.reference.instrument in self.instruments


def read(knowledge: Knowledge, text: str, accepts: Callable[[Provision], bool], narrow: bool) -> Asked:
    """Return what `text` asks of the provisions that pass `accepts`.

    An instrument that it names beside words that tell something narrows the search where that may be (`narrow`), to it
    and to those that amend it under its numbers.
    """
    cited = _cited_provision(knowledge, text)
    if cited is not None:
        return Asked(text, cited=(cited,) if accepts(cited) else ())
    near = tuple(filter(accepts, knowledge.near(text)))
    if near:
        return Asked(text, cited=near, held=False)
    slug, others = named_among(text, knowledge.names)
    if slug is None or FILLERS.issuperset(words_of(others)):
        return Asked(text)
    return Asked(others, (slug, *knowledge.amending.get(slug, ())) if narrow else ())


def _cited_provision(knowledge: Knowledge, text: str) -> Provision | None:
    try:
        found = knowledge.find(text)
    except InputError:
        return None
    return found if isinstance(found, Provision) else None


def results(
    knowledge: Knowledge, entries: Entries, asked: Asked, hits: "Sequence[Hit]", day: date, limit: int
) -> Answer:
    """Return how much was found, by what it can be narrowed, and what is cited with the first `limit` hits behind it.

    ``nearest`` tells that the results are those nearest to what is cited, which the base does not hold; ``within`` in
    which instruments it was looked, because the text names one, and whether anything was ``found`` there.
    """
    behind = asked.narrowed(hits)
    provisions = [hit.found for hit in behind if isinstance(hit.found, Provision)]
    instruments = [knowledge.instruments[slug] for slug in asked.instruments]
    return {
        "count": len(asked.cited) + len(behind),
        "nearest": not asked.held,
        "within": {
            "instruments": [{"id": item.slug, "citation": item.short.json()} for item in instruments],
            "found": asked.found_inside(hits),
        }
        if instruments
        else None,
        "facets": listing.facets(knowledge, [*asked.cited, *provisions]),
        "results": [
            *(
                {**entries.listed(item, day), "type": "provision", "score": None, "snippet": item.digest.json()}
                for item in asked.cited
            ),
            *(_result(hit, lambda found: entries.listed(found, day)) for hit in behind[:limit]),
        ],
    }


def _result(hit: "Hit", listed: Callable[[Provision], Answer]) -> Answer:
    found = _term(hit.found) if isinstance(hit.found, GlossaryTerm) else {"type": "provision", **listed(hit.found)}
    return {**found, "score": round(hit.score, 3), "snippet": hit.snippet.json()}


def _term(term: GlossaryTerm) -> Answer:
    return {"type": "term", "id": term.slug, "label": term.label.json(), "meaning": term.meaning.json()}
