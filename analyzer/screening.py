"""Screening: the facts of one case, held against every definition and offence in force on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from analyzer.elements.coverage import RELATED, TRAFFICKING, Case, CoverageRules, ElementStatus, Judgement
from analyzer.errors import DataError, InputError
from analyzer.i18n import both
from analyzer.knowledge import Knowledge
from analyzer.model import Circumstance, Coverage, Dimension, Encoding, ReviewScope, Term
from analyzer.text import printable

AGE = "age"
"""The dimension whose terms are classes of ages."""

CIRCUMSTANCE = "circumstance"
"""What facts that raise a penalty are called in a case; they are no dimension of it."""

SUBJECT = "trafficking-offences"
"""The review scope that closes the world for screening and gaps."""


class Verdict(StrEnum):
    """What treaty and national law together say of a case."""

    COVERED = "covered"
    ARGUABLE = "arguable"
    GAP = "gap"
    OUTSIDE = "outside"
    EXCEEDS = "exceeds"
    NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one case: its terms by dimension, the victim's age in years, and aggravating circumstances."""

    case: Case
    age: int
    circumstances: tuple[Circumstance, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """How far one side (treaties, or national law) reaches a case, and the judgements that carry it."""

    coverage: Coverage
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """The answer for one case: both sides, the verdict and every judgement, definitions first."""

    facts: Facts
    day: date
    scope: ReviewScope
    treaty: Side
    national: Side
    verdict: Verdict
    judgements: tuple[Judgement, ...]


def review_scope(knowledge: Knowledge) -> ReviewScope:
    """Return the scope within which silence of the national law counts.

    Raises:
        DataError: The base does not say what was reviewed.
    """
    for scope in knowledge.scopes:
        if scope.subject == SUBJECT:
            return scope
    raise DataError(f"ontology/scopes: no review scope says what was reviewed of {SUBJECT}")


def treaty_definitions(knowledge: Knowledge, day: date, against: Sequence[str] | None = None) -> tuple[Encoding, ...]:
    """Return the definitions of the treaties in force on `day`, of the instruments `against` (slugs) if given."""
    home = review_scope(knowledge).jurisdiction
    return tuple(
        definition
        for definition in knowledge.definitions
        if definition.jurisdiction != home
        and definition.interval.holds(day)
        and (against is None or knowledge.provisions[definition.provision].reference.instrument in against)
    )


def offences_in_force(knowledge: Knowledge, day: date) -> tuple[Encoding, ...]:
    """Return the national offences in force on `day`, trafficking offences first."""
    home = review_scope(knowledge).jurisdiction
    held = [item for item in knowledge.offences if item.jurisdiction == home and item.interval.holds(day)]
    return tuple(sorted(held, key=lambda offence: offence.family == RELATED))


def read_facts(
    knowledge: Knowledge, values: Mapping[str, Iterable[str]], age: str | int, circumstances: Iterable[str] = ()
) -> Facts:
    """Turn what a user typed into facts: `values` by dimension notation, `age` in whole years.

    Raises:
        InputError: A value is unknown, missing or impossible; the message lists what would be right.
    """
    case: dict[str, tuple[Term, ...]] = {}
    for notation, dimension in knowledge.dimensions.items():
        if notation == AGE:
            years = _years(dimension, age)
            case[AGE] = (_age_class(dimension, years),)
            continue
        chosen = [value for value in values.get(notation, ()) if value]
        if not chosen:
            raise InputError(
                both(
                    "{notation} is missing; choose from {choices}", notation=notation, choices=_choices(dimension.terms)
                )
            )
        case[notation] = _compatible(dimension, tuple(dict.fromkeys(_term(dimension, value) for value in chosen)))
    aggravating = tuple(_circumstance(knowledge, name) for name in dict.fromkeys(circumstances))
    clash = misfit(knowledge, case, aggravating)
    if clash is not None:
        fact, needed = clash
        given = ", ".join(item.notation for item in case[needed.dimension])
        raise InputError(
            both(
                "{dimension} {value} goes with {other} {needed} only, not {given}; change one of the two",
                dimension=fact.dimension if isinstance(fact, Term) else CIRCUMSTANCE,
                value=fact.notation,
                other=needed.dimension,
                needed=needed.notation,
                given=given,
            )
        )
    return Facts(case, years, aggravating)


def misfit(
    knowledge: Knowledge, case: Case, circumstances: Iterable[Circumstance] = ()
) -> tuple[Term | Circumstance, Term] | None:
    """Return a fact that cannot be true with the rest of `case`, and the term it can be true with; None if all fit."""
    facts: Iterable[Term | Circumstance] = chain(chain.from_iterable(case.values()), circumstances)
    for fact in facts:
        needed = knowledge.terms[fact.only_with] if fact.only_with else None
        if needed is not None and needed not in case[needed.dimension]:
            return fact, needed
    return None


def protects(encoding: Encoding, facts: Facts) -> bool:
    """Tell whether the victim has not reached the age from which on the encoding protects nobody."""
    return encoding.below_years is None or facts.age < encoding.below_years


def screen(knowledge: Knowledge, rules: CoverageRules, facts: Facts, day: date) -> Screening:
    """Judge the case on `day` against every definition and offence in force."""
    scope = review_scope(knowledge)
    definitions = [definition for definition in knowledge.definitions if definition.interval.holds(day)]
    treaties = [rules.judge(item, facts.case) for item in definitions if item.jurisdiction != scope.jurisdiction]
    home = [rules.judge(item, facts.case) for item in definitions if item.jurisdiction == scope.jurisdiction]
    offences = [_judge(rules, offence, facts) for offence in offences_in_force(knowledge, day)]
    treaty, national = _side(treaties), _side(offences)
    assessed = scope.interval.holds(day)
    return Screening(
        facts=facts,
        day=day,
        scope=scope,
        treaty=treaty,
        national=national,
        verdict=verdict(treaty.coverage, national.coverage) if assessed else Verdict.NOT_ASSESSED,
        judgements=(*treaties, *home, *offences),
    )


def _judge(rules: CoverageRules, offence: Encoding, facts: Facts) -> Judgement:
    judged = rules.judge(offence, facts.case)
    if protects(offence, facts):
        return judged
    elements = {**judged.elements, AGE: ElementStatus.MISSING}
    return Judgement(offence, Coverage.NOT_COVERED, elements, ())


def verdict(treaty: Coverage, national: Coverage) -> Verdict:
    """Return what the treaties and the national offences together mean, from how far each side reaches the case."""
    if treaty is Coverage.NOT_COVERED:
        return Verdict.EXCEEDS if national is Coverage.COVERED else Verdict.OUTSIDE
    if national is Coverage.COVERED:
        return Verdict.COVERED
    if national is Coverage.ARGUABLE or treaty is Coverage.ARGUABLE:
        return Verdict.ARGUABLE
    return Verdict.GAP


def _side(judgements: Sequence[Judgement]) -> Side:
    """Return the furthest coverage and the judgements that reach it, trafficking offences before fall-backs."""
    best = max((judgement.coverage for judgement in judgements), default=Coverage.NOT_COVERED)
    carrying = [judgement for judgement in judgements if judgement.coverage is best is not Coverage.NOT_COVERED]
    carrying.sort(key=lambda judgement: judgement.encoding.family not in (None, TRAFFICKING))
    return Side(best, tuple(carrying))


def _compatible(dimension: Dimension, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Return `terms` if they can be true of one case together; only what is compared can have several."""
    if len(terms) > 1:
        named = ", ".join(term.notation for term in terms)
        if not dimension.compared:
            raise InputError(
                both(
                    "{dimension} has one value in a case, not {named}; screen each on its own",
                    dimension=dimension.notation,
                    named=named,
                )
            )
        for term in terms:
            if term.excludes:
                raise InputError(
                    both(
                        "{dimension} {value} excludes every other, here {named}; leave one out",
                        dimension=dimension.notation,
                        value=term.notation,
                        named=named,
                    )
                )
    return terms


def _term(dimension: Dimension, value: str) -> Term:
    for term in dimension.terms:
        if term.notation == value.strip().lower():
            return term
    raise InputError(
        both(
            "{dimension} {value} is unknown; choose from {choices}",
            dimension=dimension.notation,
            value=_quoted(value),
            choices=_choices(dimension.terms),
        )
    )


def _years(dimension: Dimension, age: str | int) -> int:
    bounds = [term.years for term in dimension.terms if term.years is not None]
    least, greatest = min(years[0] for years in bounds), max(years[1] for years in bounds)
    text = str(age).strip()
    years = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else -1
    if not least <= years <= greatest:
        shown = _quoted(text) if text else "is missing; it"
        raise InputError(
            both(
                "age {shown} must be a whole number of years from {least} to {greatest}",
                shown=shown,
                least=least,
                greatest=greatest,
            )
        )
    return years


def _age_class(dimension: Dimension, years: int) -> Term:
    return next(term for term in dimension.terms if term.years and term.years[0] <= years <= term.years[1])


def _circumstance(knowledge: Knowledge, name: str) -> Circumstance:
    choices = [item for item in knowledge.circumstances if item.implied_by is None]
    for circumstance in choices:
        if circumstance.notation == name.strip().lower():
            return circumstance
    raise InputError(
        both(
            "circumstance {name} is unknown; choose from {choices}",
            name=_quoted(name),
            choices=", ".join(item.notation for item in choices),
        )
    )


def _choices(terms: Iterable[Term]) -> str:
    return ", ".join(term.notation for term in terms)


def _quoted(value: str) -> str:
    return f'"{printable(value, 40)}"'
