"""What the base holds: provisions by instrument, kind, confirmation and language, and what a second reading found.

Whoever relies on the base sees here how much of it was read in the text, and how often a statement was wrong.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from analyzer.i18n import LANGUAGES, both
from analyzer.knowledge import Knowledge
from analyzer.model import Provision, Review
from analyzer.text import Text

Answer = dict[str, Any]

CONFIRMATIONS = ("text", "secondary", "recalled")
"""How a statement can be known, the surest first."""


def inventory(knowledge: Knowledge) -> Answer:
    """Return the counts of every instrument, of each of its kinds of provisions, and of all together.

    Counts are provisions. ``digests`` are those with a digest in that language; an article that only holds paragraphs
    has none of its own. ``errorRate`` is the share of the statements read again that would have misled, from 0 to 1;
    these are provisions of the instruments that a reading names, or criteria, norms and assessments of its pillars.
    """
    held: dict[str, list[Provision]] = {slug: [] for slug in knowledge.instruments}
    for provision in knowledge.provisions.values():
        held[provision.reference.instrument].append(provision)
    return {
        "data": {"version": knowledge.version, "sha256": knowledge.sha256},
        "instruments": [
            {
                "id": slug,
                "citation": knowledge.instruments[slug].short.json(),
                **_counted(provisions),
                "kinds": [
                    {"kind": kind, "label": inside[0].kind_label.json(), **_counted(inside)}
                    for kind, inside in _by_kind(provisions).items()
                ],
            }
            for slug, provisions in held.items()
        ],
        "total": _counted(knowledge.provisions.values()),
        "reviews": [_review(review, knowledge) for review in knowledge.reviews],
        "reviewed": _rates(
            sum(review.read for review in knowledge.reviews),
            sum(review.changed for review in knowledge.reviews),
            sum(review.misled for review in knowledge.reviews),
        ),
    }


def _by_kind(provisions: Iterable[Provision]) -> dict[str, list[Provision]]:
    found: dict[str, list[Provision]] = {}
    for provision in sorted(provisions, key=lambda provision: provision.kind):
        found.setdefault(provision.kind, []).append(provision)
    return found


def _counted(provisions: Iterable[Provision]) -> Answer:
    counted = list(provisions)
    known = Counter(provision.confirmation for provision in counted)
    return {
        "provisions": len(counted),
        "confirmation": {name: known[name] for name in CONFIRMATIONS},
        "digests": {
            tag: sum(bool(provision.digest[index]) for provision in counted) for index, tag in enumerate(LANGUAGES)
        },
    }


def _review(review: Review, knowledge: Knowledge) -> Answer:
    labels = {item.notation: item.label for item in knowledge.concepts.values() if item.scheme == "pillar"}
    return {
        "instruments": list(review.instruments),
        "pillars": list(review.pillars),
        "citations": [
            *(knowledge.instruments[slug].short.json() for slug in review.instruments),
            *(_criteria_of(labels[pillar], review.part).json() for pillar in review.pillars),
        ],
        "date": review.day.isoformat(),
        **_rates(review.read, review.changed, review.misled),
    }


def _criteria_of(pillar: Text, part: Text | None) -> Text:
    if part is None:
        return both("criteria on {pillar}", pillar=pillar)
    return both("criteria on {pillar}: {part}", pillar=pillar, part=part)


def _rates(read: int, changed: int, misled: int) -> Answer:
    return {
        "read": read,
        "changed": changed,
        "wouldHaveMisled": misled,
        "errorRate": round(misled / read, 4) if read else None,
    }
