"""Coverage proved by a description logic reasoner, independently of the set engine.

The dimensions of a case, the treaty definitions and the trafficking offences become OWL classes; HermiT, which runs on
Java, then answers by logic alone whether the ontology is consistent, whether each definition lies within the national
offences, and whether the gap that the set engine found is the gap. Every question is put in one form, "can this class
have a member?": A lies within B if and only if nothing is in A and not in B.

Nothing here says what a word of the law means. The reasoner works on the same encodings as the other two ways.
"""

import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import pyoxigraph

from analyzer.elements.boxes import cover
from analyzer.elements.coverage import TRAFFICKING, CoverageRules, SpaceJudgement
from analyzer.errors import DataError, InputError, MissingToolError
from analyzer.iris import BASE, PREFIXES
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage, Encoding

CLASSES = f"{BASE}reasoning/"
"""Where the IRIs of the classes built here begin."""

_INDONESIA = f"{PREFIXES['sel']}Indonesia"
_QUESTIONS = f"{CLASSES}question/"

_Class: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode
"""A class by name, or an anonymous class expression."""


@dataclass(frozen=True, slots=True)
class Subsumption:
    """Whether every case of the definition in `provision` (IRI) is a case of a national trafficking offence.

    If not, `witness` is a case that the definition covers and national law does not, by dimension notation, as IRIs of
    terms; one that national law does not reach even arguably is preferred.
    """

    provision: str
    subsumed: bool
    witness: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class ReasoningResult:
    """What the reasoner proved of the law of one day.

    `unsatisfiable` names the classes, of the vocabulary or built here, that can have no member. `boxes_proved` says
    that the boxes of the set engine are exactly the cases that a definition covers and no trafficking offence reaches
    even arguably. Where the ontology is not consistent, everything would follow from it: nothing is answered then.
    """

    day: date
    consistent: bool
    unsatisfiable: tuple[str, ...]
    definitions: tuple[Subsumption, ...]
    boxes_proved: bool


def reason(knowledge: Knowledge, day: date, treaties: Sequence[str] | None = None) -> ReasoningResult:
    """Run the reasoner over the law in force on `day`; see `reason_on_days`."""
    return reason_on_days(knowledge, [day], treaties)[0]


def reason_on_days(
    knowledge: Knowledge, days: Sequence[date], treaties: Sequence[str] | None = None
) -> tuple[ReasoningResult, ...]:
    """Run the reasoner once and answer for each of `days`, in their order.

    Args:
        knowledge: The encoded law, the vocabulary included, whose consistency is examined with it.
        days: The days whose law is asked about.
        treaties: Slugs of the treaties to ask about; None for all that are encoded.

    Raises:
        InputError: A treaty is not encoded.
        MissingToolError: There is no Java, or it cannot run the reasoner.
    """
    encoded = {knowledge.provisions[d.provision].reference.instrument: d for d in _foreign(knowledge.definitions)}
    for treaty in treaties or ():
        if treaty not in encoded:
            raise InputError(f"no definition of {treaty!r} is encoded; encoded treaties are {', '.join(sorted(encoded))}")
    # Most days share their law with the day before; the reasoner is asked once about each state of the law.
    states = {_State.of(knowledge, day, treaties): None for day in days}
    raise NotImplementedError
