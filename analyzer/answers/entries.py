"""A provision as one entry of a list: what it says in short, whether it is in force, and what it is about."""

from datetime import date
from typing import Any

from analyzer.answers import context
from analyzer.iris import ancestors
from analyzer.knowledge import Knowledge
from analyzer.model import Provision
from analyzer.text import Text

Answer = dict[str, Any]


def entry(knowledge: Knowledge, provision: Provision) -> Answer:
    """Return what every list says of a provision; ``depth`` is 0 for an article, 1 for a paragraph, and so on."""
    return {
        "id": str(provision.reference),
        "citation": provision.citation.json(),
        "heading": heading(knowledge, provision).json(),
        "digest": provision.digest.json(),
        "depth": len(provision.reference.path) - 1,
        "inForce": in_force(provision),
        "confirmation": provision.confirmation,
    }


def heading(knowledge: Knowledge, provision: Provision) -> Text:
    """Return the heading of the provision, or of the nearest element that holds it and has one."""
    holders = (knowledge.provisions.get(iri) for iri in ancestors(provision.iri))
    return next((held.heading for held in holders if held and held.heading.en), Text("", ""))


def in_force(provision: Provision) -> dict[str, str | None]:
    """Return the first day in force, and the first day no longer in force, None where there is none."""
    end = provision.interval.end
    return {"from": provision.interval.start.isoformat(), "to": end.isoformat() if end else None}


def norm(knowledge: Knowledge, provision: Provision) -> Answer:
    """Return what a provision is about, how strongly it binds, and whom it binds and serves."""
    concepts = knowledge.concepts
    return {side: [concepts[iri].notation for iri in iris] for side, iris in provision.norm.items()}


class Entries:
    """Entries for lists from many instruments; all but the force on a day is composed once."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the provisions from `knowledge`."""
        self._knowledge = knowledge
        self._composed: dict[str, Answer] = {}

    def listed(self, provision: Provision, day: date) -> Answer:
        """Return the entry of a provision with its instrument, norm and divisions, and its force on `day`."""
        if provision.iri not in self._composed:
            self._composed[provision.iri] = {
                **entry(self._knowledge, provision),
                "instrument": provision.reference.instrument,
                "kind": provision.kind,
                "childSpecific": provision.child_specific,
                **norm(self._knowledge, provision),
                "divisions": context.divisions(self._knowledge, provision),
            }
        return {**self._composed[provision.iri], "inForceOn": provision.interval.holds(day)}
