"""The answer to a search: what is cited first, then provisions and terms that fit the words, best first."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from analyzer.answers import listing
from analyzer.answers.entries import Entries
from analyzer.errors import InputError
from analyzer.knowledge import Knowledge
from analyzer.model import GlossaryTerm, Provision

if TYPE_CHECKING:
    from analyzer.search import Hit

Answer = dict[str, Any]


def cited_provision(knowledge: Knowledge, text: str) -> Provision | None:
    """Return the provision that `text` cites, None where it cites none of the base."""
    try:
        found = knowledge.find(text)
    except InputError:
        return None
    return found if isinstance(found, Provision) else None


def results(
    knowledge: Knowledge,
    entries: Entries,
    cited: Provision | None,
    hits: "Sequence[Hit]",
    day: date,
    limit: int,
) -> Answer:
    """Return how much was found, by what it can be narrowed, and the first `limit` hits behind the one `cited`."""
    hits = [hit for hit in hits if hit.found is not cited]
    first = [] if cited is None else [cited]
    return {
        "count": len(first) + len(hits),
        "facets": listing.facets(knowledge, [*first, *(hit.found for hit in hits if isinstance(hit.found, Provision))]),
        "results": [
            *(
                {**entries.listed(item, day), "type": "provision", "score": None, "snippet": item.digest.json()}
                for item in first
            ),
            *(_result(hit, lambda found: entries.listed(found, day)) for hit in hits[:limit]),
        ],
    }


def _result(hit: "Hit", listed: Callable[[Provision], Answer]) -> Answer:
    found = _term(hit.found) if isinstance(hit.found, GlossaryTerm) else {"type": "provision", **listed(hit.found)}
    return {**found, "score": round(hit.score, 3), "snippet": hit.snippet.json()}


def _term(term: GlossaryTerm) -> Answer:
    return {"type": "term", "id": term.slug, "label": term.label.json(), "meaning": term.meaning.json()}
