"""Filters over provisions: instrument, kind, topic, whom they bind and serve and how, child-specific, in force."""

import shlex
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.knowledge import Knowledge
from analyzer.model import NORM_SIDES, Provision
from analyzer.text import Text, printable

NAMED = ("instrument", "kind", *NORM_SIDES)
"""The filters that take a value by its name."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a provision must be to pass; None asks nothing.

    `instrument` is any name of an instrument, `kind` the local name of a kind without its ending ("Offence"); the
    others that are named take the notation of a concept: what the provision is about (`topic`), whom it binds or
    empowers (`bearer`), whom it serves (`beneficiary`), and how strongly it binds (`modality`).
    """

    instrument: str | None = None
    kind: str | None = None
    topic: str | None = None
    bearer: str | None = None
    beneficiary: str | None = None
    modality: str | None = None
    child: bool | None = None
    in_force: bool | None = None

    @property
    def named(self) -> dict[str, str]:
        """The values that are asked for, by the name of the filter."""
        asked = {name: getattr(self, name) for name in NAMED}
        return {name: value for name, value in asked.items() if value is not None}

    def on(self, knowledge: Knowledge, day: date) -> Callable[[Provision], bool]:
        """Return the test that the provisions of `knowledge` must pass on `day`.

        Raises:
            InputError: There is no such instrument, kind or concept; the message lists what there is.
        """
        wanted = {(name, _known(knowledge, name, value)) for name, value in self.named.items()}

        def accepts(provision: Provision) -> bool:
            return (
                self.child in (None, provision.child_specific)
                and self.in_force in (None, provision.interval.holds(day))
                and (not wanted or wanted <= {(name, value) for name, value, _ in traits(knowledge, provision)})
            )

        return accepts

    def options(self) -> list[str]:
        """Return the options of the command line that filter alike."""
        words = [f"--{name} {shlex.quote(value)}" for name, value in self.named.items()]
        words += ["--child" if self.child else "--not-child"] if self.child is not None else []
        words += ["--in-force" if self.in_force else "--not-in-force"] if self.in_force is not None else []
        return words


def traits(knowledge: Knowledge, provision: Provision) -> Iterator[tuple[str, str, Text]]:
    """Yield all that can be asked of a provision by name: the filter, its value, and what the value is called."""
    instrument = knowledge.instruments[provision.reference.instrument]
    yield "instrument", instrument.slug, instrument.short
    yield "kind", provision.kind.lower(), provision.kind_label
    for side, concepts in provision.norm.items():
        for concept in map(knowledge.concepts.__getitem__, concepts):
            yield side, concept.notation, concept.label


def _known(knowledge: Knowledge, name: str, value: str) -> str:
    if name == "instrument":
        return knowledge.find_instrument(value).slug
    known = {
        choice
        for provision in knowledge.provisions.values()
        for filtered, choice, _ in traits(knowledge, provision)
        if filtered == name
    }
    if value.lower() not in known:
        raise InputError(
            both(
                '{name} "{value}" is unknown; choose from {choices}',
                name=name,
                value=printable(value),
                choices=", ".join(sorted(known)),
            )
        )
    return value.lower()
