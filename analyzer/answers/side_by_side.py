"""Two provisions side by side: what they say, how strongly they bind, their elements and penalties, and what differs.

Every row holds what each side has, and says in words what differs. How strongly a norm binds is read from its modality
(`Policy.strengths`); elements are compared by what the encodings reach, so that a national word that carries a term of
the treaties counts for it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from analyzer.criteria.judge import CERTAINTY
from analyzer.criteria.values import Policy
from analyzer.elements.coverage import CoverageRules, Reach
from analyzer.i18n import N_, both, calendar, joined, rupiah
from analyzer.iris import ancestors
from analyzer.knowledge import Knowledge
from analyzer.model import Dimension, Encoding, Penalty, Provision, Term
from analyzer.penalties import describe
from analyzer.text import Text

Answer = dict[str, Any]

SIDES = {"bearer": N_("Whom it binds"), "beneficiary": N_("Whom it serves"), "topic": N_("What it is about")}
"""The sides of a norm that are lists of things; its strength is told apart."""

MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two provisions, with the encoding that is compared, where there is one, and its penalty."""

    provision: Provision
    encoding: Encoding | None
    penalty: Penalty | None

    @property
    def name(self) -> Text:
        """How the provision is cited."""
        return self.provision.citation


Pair = tuple[Side, Side]


def provisions(
    knowledge: Knowledge, policy: Policy, rules: CoverageRules, first: Provision, second: Provision, day: date
) -> Answer:
    """Return the two provisions as they stand on `day`, and row by row what differs where either says anything."""
    pair = (_side(knowledge, first), _side(knowledge, second))
    return {
        "first": _told(knowledge, pair[0], day),
        "second": _told(knowledge, pair[1], day),
        "points": _telling(
            _kind(pair),
            _strength(knowledge, policy, pair),
            *(_listed(knowledge, pair, side, message) for side, message in SIDES.items()),
            _force(pair, day),
        ),
        "elements": _elements(knowledge, rules, pair),
        "penalty": _penalties(pair),
    }


def _side(knowledge: Knowledge, provision: Provision) -> Side:
    """Return the provision with its own encoding, or else with the first one inside it."""
    encoding = next(iter(_encodings(knowledge, provision)), None)
    if encoding is not None:
        return Side(provision, encoding, encoding.penalty)
    accessory = next((item for item in knowledge.accessories if provision.iri in ancestors(item.provision)), None)
    return Side(provision, None, accessory.penalty if accessory else None)


def _encodings(knowledge: Knowledge, provision: Provision) -> list[Encoding]:
    found = [
        item for item in (*knowledge.definitions, *knowledge.offences) if provision.iri in ancestors(item.provision)
    ]
    return sorted(found, key=lambda item: knowledge.provisions[item.provision].position)


def _telling(*rows: Answer) -> list[Answer]:
    """Return the rows in which a side says anything."""
    return [row for row in rows if row["first"] or row["second"]]


def _read(knowledge: Knowledge, provision: Provision) -> list[Provision]:
    """Return the provision whose digest tells it: itself, or else those of its parts that have one."""
    if provision.digest.en:
        return [provision]
    parts = [item for item in knowledge.provisions.values() if provision.iri in ancestors(item.iri) and item.digest.en]
    return sorted(parts, key=lambda item: item.position) or [provision]


def _digest(provision: Provision, read: Sequence[Provision]) -> Text:
    if list(read) == [provision]:
        return provision.digest
    return joined([both("{citation}: {digest}", citation=item.citation, digest=item.digest) for item in read], " ")


def _told(knowledge: Knowledge, side: Side, day: date) -> Answer:
    provision = side.provision
    read = _read(knowledge, provision)
    return {
        "id": str(provision.reference),
        "instrument": provision.reference.instrument,
        "citation": provision.citation.json(),
        "heading": provision.heading.json(),
        "digest": _digest(provision, read).json(),
        "kind": provision.kind,
        "childSpecific": provision.child_specific,
        "inForceOn": provision.interval.holds(day),
        "confirmation": max((item.confirmation for item in read), key=CERTAINTY.index),
        "encoded": knowledge.reference(side.encoding.provision) if side.encoding else None,
        "encodings": len(_encodings(knowledge, provision)),
        "penalty": describe(side.penalty).json() if side.penalty else None,
    }


def _row(point: str, label: Text, sides: Sequence[Sequence[Text]], text: Text, same: bool) -> Answer:
    first, second = sides
    return {
        "point": point,
        "label": label.json(),
        "first": [item.json() for item in first],
        "second": [item.json() for item in second],
        "same": same,
        "text": text.json(),
    }


def _kind(pair: Pair) -> Answer:
    labels = [side.provision.kind_label for side in pair]
    children = [side.provision.child_specific for side in pair]
    told = []
    if labels[0] != labels[1]:
        told.append(both("They are of different kinds."))
    if children[0] != children[1]:
        told.append(both("Only {citation} is particular to children.", citation=pair[children.index(True)].name))
    same = not told
    return _row("kind", both("Kind"), [labels[:1], labels[1:]], _or_alike(told), same)


def _or_alike(told: Sequence[Text]) -> Text:
    return joined(list(told), " ") if told else both("The same in both.")


def _strength(knowledge: Knowledge, policy: Policy, pair: Pair) -> Answer:
    """Compare how strongly the two bind; a provision without modality cannot be compared."""
    given = [side.provision.norm["modality"] for side in pair]
    labels = [[knowledge.concepts[iri].label for iri in iris] for iris in given]
    silent = [side.name for side, iris in zip(pair, given, strict=True) if not iris]
    if silent:
        text = both("No strength is encoded for {citations}, so it is not compared.", citations=joined(silent))
        return _row("strength", both("How strongly it binds"), labels, text, len(silent) == len(pair))
    strengths = [max(policy.strengths.get(iri, 0) for iri in iris) for iris in given]
    if strengths[0] == strengths[1]:
        text = both("The same in both.") if labels[0] == labels[1] else both("Neither binds more strongly.")
    else:
        stronger, weaker = pair if strengths[0] > strengths[1] else reversed(pair)
        text = both("{stronger} binds more strongly than {weaker}.", stronger=stronger.name, weaker=weaker.name)
    return _row("strength", both("How strongly it binds"), labels, text, strengths[0] == strengths[1])


def _listed(knowledge: Knowledge, pair: Pair, side: str, message: str) -> Answer:
    given = [[knowledge.concepts[iri].label for iri in item.provision.norm[side]] for item in pair]
    only = [[label for label in labels if label not in others] for labels, others in (given, reversed(given))]
    told = [
        both("Only {citation}: {things}.", citation=item.name, things=joined(labels))
        for item, labels in zip(pair, only, strict=True)
        if labels
    ]
    return _row(side, both(message), given, _or_alike(told), not told)


def _force(pair: Pair, day: date) -> Answer:
    told = []
    for side in pair:
        interval = side.provision.interval
        if interval.end is None:
            told.append(both("from {day}", day=calendar(interval.start)))
        else:
            told.append(
                both(
                    "from {first} until {last}; no longer in force from then on",
                    first=calendar(interval.start),
                    last=calendar(interval.end),
                )
            )
    held = [side.provision.interval.holds(day) for side in pair]
    if all(held):
        text = both("Both are in force on {day}.", day=calendar(day))
    elif not any(held):
        text = both("Neither is in force on {day}.", day=calendar(day))
    else:
        text = both("Only {citation} is in force on {day}.", citation=pair[held.index(True)].name, day=calendar(day))
    return _row("validity", both("In force"), [told[:1], told[1:]], text, held[0] == held[1])


# --- elements ---------------------------------------------------------------------------------------------------------


def _elements(knowledge: Knowledge, rules: CoverageRules, pair: Pair) -> list[Answer] | None:
    """Return the elements of the two encodings, dimension by dimension; None unless both are encoded."""
    encodings = [side.encoding for side in pair if side.encoding is not None]
    if len(encodings) < len(pair):
        return None
    reaches = [rules.reach(item) for item in encodings]
    return [_element(dimension, reaches, pair) for dimension in knowledge.dimensions.values()]


def _element(dimension: Dimension, reaches: Sequence[Reach], pair: Pair) -> Answer:
    name = dimension.notation
    listed = [reach.encoding.listed[name] for reach in reaches]
    asked = [None if terms is None else _terms(dimension, terms) for terms in listed]
    named = _terms(dimension, frozenset().union(*(terms for terms in listed if terms is not None)))
    levels = {term: [reach.level(name, term.iri) for reach in reaches] for term in named}
    told: list[Text] = []
    if all(terms is None for terms in listed):
        told.append(both("Neither asks for anything here."))
    elif None in listed:
        free = listed.index(None)
        told.append(
            both("{free} asks for nothing here; {bound} does.", free=pair[free].name, bound=pair[1 - free].name)
        )
    else:
        told += [
            both("Only {citation}: {things}.", citation=side.name, things=_labels(only))
            for place, side in enumerate(pair)
            if (only := [term for term, of in levels.items() if of[place] and not of[1 - place]])
        ]
    told += [
        both("Arguable under {citation}: {things}.", citation=side.name, things=_labels(argued))
        for place, side in enumerate(pair)
        if listed[place] is not None
        if (argued := [term for term, of in levels.items() if of[place] < of[1 - place] and of[place]])
    ]
    same = not told or listed == [None, None]
    labels = [[both("asks for nothing here")] if terms is None else [term.label for term in terms] for terms in asked]
    return {
        **_row(name, dimension.label, labels, _or_alike(told), same),
        "unrestricted": [terms is None for terms in listed],
    }


def _terms(dimension: Dimension, chosen: frozenset[str]) -> list[Term]:
    return [term for term in dimension.terms if term.iri in chosen]


def _labels(terms: Iterable[Term]) -> Text:
    return joined([term.label for term in terms])


# --- penalties --------------------------------------------------------------------------------------------------------


def _penalties(pair: Pair) -> list[Answer]:
    """Return the figures of the penalties; none unless a side threatens one."""
    penalties = [side.penalty for side in pair]
    if not any(penalties):
        return []
    rows = [
        ("longest", both("Longest imprisonment"), _longest),
        ("shortest", both("Shortest imprisonment"), _shortest),
        ("greatest-fine", both("Greatest fine"), lambda item: _money(item.fine_maximum)),
        ("least-fine", both("Least fine"), lambda item: _money(item.fine_minimum)),
    ]
    return _telling(*(_figure(point, label, pair, read) for point, label, read in rows))


Figure = tuple[tuple[int, ...], Text]
"""A figure by which penalties are compared, and how it is said."""


def _figure(point: str, label: Text, pair: Pair, read: Callable[[Penalty], Figure | None]) -> Answer:
    figures = [None if side.penalty is None else read(side.penalty) for side in pair]
    here, there = figures
    if here is None or there is None:
        text = both("Only {citation} sets one.", citation=pair[0 if there is None else 1].name)
    elif here[0] == there[0]:
        text = both("The same in both.")
    else:
        text = both("Higher in {citation}.", citation=pair[0 if here[0] > there[0] else 1].name)
    told = [[] if figure is None else [figure[1]] for figure in figures]
    same = (here and here[0]) == (there and there[0])
    return _row(point, label, told, text, same)


def _longest(item: Penalty) -> Figure | None:
    years = item.prison_maximum
    if years is None and not item.life and not item.death_penalty:
        return None
    told = [both("the death penalty")] if item.death_penalty else []
    told += [both("imprisonment for life")] if item.life else []
    told += [both("{years} years", years=years)] if years is not None else []
    return (int(item.death_penalty), int(item.life), years or 0), joined(told, both(" or "))


def _shortest(item: Penalty) -> Figure | None:
    if item.prison_minimum_months is not None:
        return (item.prison_minimum_months,), both("{months} months", months=item.prison_minimum_months)
    if item.prison_minimum is None:
        return None
    return (item.prison_minimum * MONTHS_A_YEAR,), both("{years} years", years=item.prison_minimum)


def _money(amount: int | None) -> Figure | None:
    return None if amount is None else ((amount,), rupiah(amount))
