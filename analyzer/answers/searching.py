"""The answer to a search: what is cited first, then provisions and terms that fit the words, best first.

A number without a law finds the provisions of that number in all laws first, those of the laws on trafficking before
the others.

A law that the words name narrows the search to it and to those that amend it, unless nothing is found there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from analyzer.answers import context, listing
from analyzer.answers.entries import Entries
from analyzer.citations import named_among, numbered, without_article_words
from analyzer.criteria.values import Criterion
from analyzer.elements.coverage import RELATED
from analyzer.errors import InputError
from analyzer.fillers import FILLERS, words_of
from analyzer.i18n import LANGUAGES
from analyzer.knowledge import Knowledge
from analyzer.model import GlossaryTerm, Provision

if TYPE_CHECKING:
    from analyzer.search import Hit, SearchIndex

Answer = dict[str, Any]

MOST_FINDINGS = 5
"""How many findings a search offers at the most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search asks.

    Attributes:
        words: What to look for.
        instruments: The slugs of the instruments that the text names to look in; all if there are none.
        cited: The provision that the text cites, which is found first, or all of its number where it names no law; or,
            if the base does not hold it, the nearest.
        held: Whether the base holds what is cited, if anything is.
        numbered: Whether the text gives a number without a law.
    """

    words: str
    instruments: tuple[str, ...] = ()
    cited: tuple[Provision, ...] = ()
    held: bool = True
    numbered: bool = False

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


def read(knowledge: Knowledge, text: str, day: date, accepts: Callable[[Provision], bool], narrow: bool) -> Asked:
    """Return what `text` asks on `day` of the provisions that pass `accepts`.

    An instrument that it names beside words that tell something narrows the search where that may be (`narrow`), to it
    and to those that amend it under its numbers.
    """
    words = without_article_words(text)
    cited = _cited_provision(knowledge, text)
    if cited is not None:
        return Asked(words, cited=(cited,) if accepts(cited) else ())
    near = tuple(filter(accepts, knowledge.near(text)))
    if near:
        return Asked(words, cited=near, held=False)
    alike = tuple(filter(accepts, _of_number(knowledge, numbered(text), day)))
    if alike:
        return Asked(words, cited=alike, numbered=True)
    slug, others = named_among(words, knowledge.names)
    if slug is None or FILLERS.issuperset(words_of(others)):
        return Asked(words)
    return Asked(others, (slug, *knowledge.amending.get(slug, ())) if narrow else ())


def _cited_provision(knowledge: Knowledge, text: str) -> Provision | None:
    try:
        found = knowledge.find(text)
    except InputError:
        return None
    return found if isinstance(found, Provision) else None


def prominence(knowledge: Knowledge) -> dict[str, int]:
    """Return by slug, treaties first, how many definitions and offences of trafficking each instrument holds."""
    held = Counter(
        knowledge.provisions[item.provision].reference.instrument
        for item in (*knowledge.definitions, *knowledge.offences)
        if item.family != RELATED
    )
    return {item.slug: held[item.slug] for item in context.ordered(knowledge)}


def aids(knowledge: Knowledge, index: "SearchIndex") -> Answer:
    """Return what a search without the index needs to find as it does.

    ``forms`` are groups of words with one stem, ``ambiguous`` the names of terms that are never looked for in place of
    another, ``prominence`` is as `prominence` says, ``headed`` are the provisions with a heading of their own, and
    ``beside`` is what notes and elucidations say, by provision.
    """
    beside = {
        str(item.reference): " ".join(
            (
                *(note for tag in LANGUAGES for note in item.notes[tag]),
                *(text for told in knowledge.explanations.get(item.iri, ()) for text in (*told.heading, *told.digest)),
            )
        )
        for item in knowledge.provisions.values()
    }
    return {
        "forms": index.forms(),
        "ambiguous": index.ambiguous,
        "prominence": prominence(knowledge),
        "headed": [str(item.reference) for item in knowledge.provisions.values() if item.heading.en],
        "beside": {reference: text for reference, text in beside.items() if text},
    }


def _of_number(knowledge: Knowledge, path: tuple[str, ...], day: date) -> list[Provision]:
    """Return the provisions with these numbers in all instruments.

    The more prominent instruments come first, among equals what is in force on `day`.
    """
    held = prominence(knowledge)
    order = list(held)

    def place(item: Provision) -> tuple[int, bool, int]:
        slug = item.reference.instrument
        return -held[slug], not item.interval.holds(day), order.index(slug)

    return sorted((item for item in knowledge.provisions.values() if item.reference.path == path), key=place)


def results(
    knowledge: Knowledge, entries: Entries, asked: Asked, hits: "Sequence[Hit]", day: date, limit: int
) -> Answer:
    """Return how much was found, by what it can be narrowed, and of what is cited with the hits behind it `limit`.

    ``numbered`` counts the results that have the number that the text gives without naming a law.
    ``nearest`` tells that the results are those nearest to what is cited, which the base does not hold; ``within`` in
    which instruments it was looked, because the text names one, and whether anything was ``found`` there.
    """
    behind = asked.narrowed(hits)
    provisions = [hit.found for hit in behind if isinstance(hit.found, Provision)]
    instruments = [knowledge.instruments[slug] for slug in asked.instruments]
    return {
        "count": len(asked.cited) + len(behind),
        "nearest": not asked.held,
        "numbered": len(asked.cited) if asked.numbered else 0,
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
                for item in asked.cited[:limit]
            ),
            *(
                _result(hit, lambda found: entries.listed(found, day))
                for hit in behind[: max(0, limit - len(asked.cited))]
            ),
        ],
    }


def offers(index: "SearchIndex", asked: Asked, text: str, criteria: Iterable[Criterion]) -> Answer:
    """Return what is offered beside the results: the findings on those of `criteria` whose title fits the words.

    ``suggestion`` is the `text` with the nearest words that are in use, where it has others and cites nothing; else
    None.
    """
    fitting = () if asked.cited else (item for item in criteria if index.fits(text, item.title))
    return {
        "suggestion": None if asked.cited else index.suggestion(text),
        "findings": [
            {"criterion": item.notation, "title": item.title.json()} for item in islice(fitting, MOST_FINDINGS)
        ],
    }


def _result(hit: "Hit", listed: Callable[[Provision], Answer]) -> Answer:
    found = _term(hit.found) if isinstance(hit.found, GlossaryTerm) else {"type": "provision", **listed(hit.found)}
    return {**found, "score": round(hit.score, 3), "snippet": hit.snippet.json()}


def _term(term: GlossaryTerm) -> Answer:
    return {"type": "term", "id": term.slug, "label": term.label.json(), "meaning": term.meaning.json()}
