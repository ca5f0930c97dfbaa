"""Filters over provisions: instrument, kind, topic, child-specific, in force."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from analyzer.errors import InputError
from analyzer.knowledge import Knowledge
from analyzer.model import Provision


@dataclass(frozen=True, slots=True)
class Filters:
    """What a provision must be to pass; None asks nothing.

    `instrument` is any name of an instrument, `kind` the local name of a kind without its ending ("Offence"), `topic`
    the notation of a topic.
    """

    instrument: str | None = None
    kind: str | None = None
    topic: str | None = None
    child: bool | None = None
    in_force: bool | None = None

    def on(self, knowledge: Knowledge, day: date) -> Callable[[Provision], bool]:
        """Return the test that the provisions of `knowledge` must pass on `day`.

        Raises:
            InputError: There is no such instrument, kind or topic; the message lists what there is.
        """
        slug = None if self.instrument is None else knowledge.find_instrument(self.instrument).slug
        kinds = {provision.kind.lower(): provision.kind for provision in knowledge.provisions.values()}
        topics = {item.notation: item.iri for item in knowledge.concepts.values() if item.scheme == "topic"}
        kind = _chosen("kind", self.kind, kinds)
        topic = _chosen("topic", self.topic, topics)

        def accepts(provision: Provision) -> bool:
            return (
                slug in (None, provision.reference.instrument)
                and kind in (None, provision.kind)
                and (topic is None or topic in provision.norm["topic"])
                and self.child in (None, provision.child_specific)
                and self.in_force in (None, provision.interval.holds(day))
            )

        return accepts


def _chosen(name: str, value: str | None, known: dict[str, str]) -> str | None:
    if value is None:
        return None
    if value.lower() not in known:
        raise InputError(f'{name} "{value[:40]}" is unknown; choose from {", ".join(sorted(known))}')
    return known[value.lower()]
