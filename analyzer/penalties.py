"""Penalty arithmetic: the range an offence threatens, and what aggravations in force make of it, step by step.

Each step names the provision it rests on. Increases by a fraction are each taken of the range before any increase, or
of the offence's own range where the rule says so; one list of circumstances adds once however many of them are met,
and fixed terms stay below the cap in force. Where the law does not say how figures combine, the answer carries the
doubt. Terms are whole years, with whole months where an increase ends between two years; money is whole rupiah, rounded
down.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from analyzer.elements.coverage import TRAFFICKING
from analyzer.i18n import both, joined, plain, rupiah
from analyzer.iris import ancestors
from analyzer.knowledge import Knowledge
from analyzer.model import Aggravation, Doubt, Encoding, Penalty
from analyzer.text import Text


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the arithmetic, with the provisions it rests on (the first is the rule itself)."""

    basis: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Sentence:
    """The range that results. `raised_minimum` is the least imprisonment if an increase also lifts the minimum.

    `prison_maximum_months` and `raised_minimum_months` are the months beyond whole years.
    `corporate_fine` is the least and greatest fine of a corporation, None where it was not asked or cannot be told.
    """

    prison_minimum: int | None
    prison_maximum: int | None
    life: bool
    fine_minimum: int | None
    fine_maximum: int | None
    link: str
    steps: tuple[Step, ...] = ()
    not_applied: tuple[Step, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    raised_minimum: int | None = None
    corporate_fine: tuple[int | None, int | None] | None = None
    by_category: bool = field(default=False, repr=False)
    prison_minimum_months: int | None = None
    prison_maximum_months: int = 0
    raised_minimum_months: int = 0
    death_penalty: bool = False


def sentence(
    knowledge: Knowledge, offence: Encoding, day: date, circumstances: Iterable[str], case_terms: Iterable[str]
) -> Sentence | None:
    """Return what `offence` threatens on `day`, None where the base holds no penalty for it.

    `circumstances` are the IRIs of the aggravating circumstances that the user states, `case_terms` those of the case,
    which may imply a circumstance (a child victim does).
    """
    if offence.penalty is None:
        return None
    given = set(circumstances)
    implied = set(case_terms)
    called = [
        aggravation
        for aggravation in knowledge.aggravations
        if aggravation.interval.holds(day) and (aggravation.circumstance in given or aggravation.implied_by in implied)
    ]
    reaching = {id(rule): bases for rule in called if (bases := _reached(knowledge, rule, offence, day)) is not None}
    rules = [rule for rule in called if id(rule) in reaching]

    result = _base(offence.penalty)
    steps = [Step((offence.provision,), both("Range of the offence: {range}.", range=describe(result)))]
    for rule in rules:
        if rule.replacement is not None:
            result = _base(rule.replacement)
            text = both("{condition} The range is then {range}.", condition=rule.condition, range=describe(result))
            steps.append(Step((rule.provision, *reaching[id(rule)]), text))
        elif rule.scale_of is not None and (scale := _scale(knowledge, rule.scale_of, day)) is not None:
            result = _base(scale)
            text = both(
                "The rule takes the range of {other}: {range}.",
                other=_cited(knowledge, scale.provisions, day),
                range=describe(result),
            )
            steps.append(Step((rule.provision, *reaching[id(rule)]), text))
    before, own = result, _base(offence.penalty)
    added: set[str] = set()
    for rule in rules:
        if rule.fraction is None:
            continue
        basis = (rule.provision, *reaching[id(rule)])
        if _list_of(rule) in added:
            text = both("{condition} It stands in the same list, which adds only once.", condition=rule.condition)
            steps.append(Step(basis, text))
            continue
        added.add(_list_of(rule))
        result = _raise(result, own if rule.of_own_range else before, rule.fraction, rule.maximum_only)
        steps.append(Step(basis, _raised(rule, result)))
    for cap in knowledge.caps:
        if cap.interval.holds(day) and _months(result) > 12 * cap.years:
            result = replace(result, prison_maximum=cap.years, prison_maximum_months=0)
            text = both("A fixed term can never exceed {years} years.", years=cap.years)
            steps.append(Step((cap.provision,), text))
    for rule in rules:
        if rule.fine_factor is not None:
            result = replace(result, corporate_fine=_multiplied(_base(offence.penalty), rule.fine_factor))
            steps.append(Step((rule.provision, *reaching[id(rule)]), _corporate(rule, result)))
    return replace(
        result,
        steps=tuple(steps),
        not_applied=tuple(
            Step(
                (rule.provision,),
                both("{condition} This rule does not name the offence, so nothing is added.", condition=rule.condition),
            )
            for rule in called
            if id(rule) not in reaching and (rule.circumstance in given or _raises_trafficking(knowledge, rule, day))
        ),
        doubts=_doubts(knowledge, offence, rules, result, day),
    )


def raised_minimum(result: Sentence) -> Text | None:
    """Return in words what becomes of the least imprisonment if an increase lifts it, None where none can."""
    if result.raised_minimum is None:
        return None
    term = both("{years} years", years=result.raised_minimum)
    if result.raised_minimum_months:
        term = both(
            "{years} years and {months} months", years=result.raised_minimum, months=result.raised_minimum_months
        )
    return both("If the increase also lifts the minimum: {term}.", term=term)


def describe(result: "Sentence | Penalty") -> Text:
    """Return a range in words: imprisonment, then fine."""
    return joined(
        [text for text in (_prison(result), _fine(result)) if text is not None],
        _link(result.link),
    )


def _link(link: str) -> Text:
    """Return how prison and fine combine, in words."""
    if link == "and":
        return both(" and ")
    return both(" or ") if link == "or" else both(" and/or ")


def _prison(result: "Sentence | Penalty") -> Text | None:
    term = _term(result)
    return (
        joined([both("the death penalty"), term], both(" or ")) if result.death_penalty and term is not None else term
    )


def _term(result: "Sentence | Penalty") -> Text | None:
    most = both("life") if result.life else None if result.prison_maximum is None else plain(str(result.prison_maximum))
    if most is None:
        return None
    if result.life:
        return both("imprisonment from {least} years to life", least=result.prison_minimum or 0)
    if isinstance(result, Sentence) and result.prison_maximum_months:
        most = both("{years} years and {months} months", years=most, months=result.prison_maximum_months)
        if result.prison_minimum is None:
            return both("imprisonment of up to {most}", most=most)
        return both("imprisonment of {least} years to {most}", least=result.prison_minimum, most=most)
    if result.prison_minimum_months is not None:
        return both("imprisonment of {least} months to {most} years", least=result.prison_minimum_months, most=most)
    if result.prison_minimum is None:
        return both("imprisonment of up to {most} years", most=most)
    return both("imprisonment of {least} to {most} years", least=result.prison_minimum, most=most)


def _fine(result: "Sentence | Penalty") -> Text | None:
    if result.fine_maximum is None:
        return None
    if result.fine_minimum is None:
        return both("a fine of up to {most}", most=rupiah(result.fine_maximum))
    return both("a fine of {least} to {most}", least=rupiah(result.fine_minimum), most=rupiah(result.fine_maximum))


def _base(penalty: Penalty) -> Sentence:
    return Sentence(
        penalty.prison_minimum,
        penalty.prison_maximum,
        penalty.life,
        penalty.fine_minimum,
        penalty.fine_maximum,
        penalty.link,
        by_category=penalty.by_category is not None,
        prison_minimum_months=penalty.prison_minimum_months,
        death_penalty=penalty.death_penalty,
    )


def _reached(knowledge: Knowledge, rule: Aggravation, offence: Encoding, day: date) -> tuple[str, ...] | None:
    """Return the provisions that redirect the rule to the offence (often none), or None where it does not reach it."""
    lineage = set(ancestors(offence.provision))
    for named in rule.applies_to:
        target, *bases = knowledge.redirected(named, day)
        if target in lineage:
            return tuple(bases)
    return None


def _raises_trafficking(knowledge: Knowledge, rule: Aggravation, day: date) -> bool:
    """Tell whether a rule raises any trafficking offence: only such a one is looked for where the case implies it."""
    trafficking = (offence for offence in knowledge.offences if offence.family == TRAFFICKING)
    return any(_reached(knowledge, rule, offence, day) is not None for offence in trafficking)


def _list_of(rule: Aggravation) -> str:
    """Return the provision (IRI) whose points list circumstances side by side, of which the rule's is one."""
    return rule.provision.partition("__point_")[0]


def _scale(knowledge: Knowledge, provision: str, day: date) -> Penalty | None:
    target = knowledge.redirected(provision, day)[0]
    for offence in knowledge.offences:
        if offence.interval.holds(day) and target in ancestors(offence.provision):
            return offence.penalty
    return None


def _cited(knowledge: Knowledge, provisions: tuple[str, ...], day: date) -> Text:
    current = [iri for iri in provisions if knowledge.provisions[iri].interval.holds(day)] or list(provisions)
    return knowledge.citation(current[0])


def _raised(rule: Aggravation, result: Sentence) -> Text:
    if rule.maximum_only:
        return both(
            "{condition} The greatest penalty can rise by up to {fraction}: {range}.",
            condition=rule.condition,
            fraction=str(rule.fraction),
            range=describe(result),
        )
    return both(
        "{condition} The threatened penalty rises by {fraction}: {range}.",
        condition=rule.condition,
        fraction=str(rule.fraction),
        range=describe(result),
    )


def _raise(result: Sentence, base: Sentence, fraction: Fraction, maximum_only: bool) -> Sentence:
    """Add `fraction` of the range `base`; life stays life, and fines by category stay as they are."""
    years, months = divmod(int(_months(result) + _months(base) * fraction), 12)
    result = replace(
        result, prison_maximum=None if result.prison_maximum is None else years, prison_maximum_months=months
    )
    if not (result.by_category or result.fine_maximum is None or base.fine_maximum is None):
        result = replace(result, fine_maximum=int(result.fine_maximum + base.fine_maximum * fraction))
    if maximum_only or result.prison_minimum is None or base.prison_minimum is None:
        return result
    now = 12 * (result.raised_minimum or result.prison_minimum) + result.raised_minimum_months
    years, months = divmod(int(now + 12 * base.prison_minimum * fraction), 12)
    return replace(result, raised_minimum=years, raised_minimum_months=months)


def _months(result: Sentence) -> int:
    """Return the greatest imprisonment in months, 0 where there is no fixed term."""
    return 12 * (result.prison_maximum or 0) + result.prison_maximum_months


def _multiplied(base: Sentence, factor: int) -> tuple[int | None, int | None]:
    if base.by_category or base.fine_maximum is None:
        return (None, None)
    return (None if base.fine_minimum is None else base.fine_minimum * factor, base.fine_maximum * factor)


def _corporate(rule: Aggravation, result: Sentence) -> Text:
    least, most = result.corporate_fine or (None, None)
    if most is None:
        return both("{condition} How that works on a fine set by category is not settled.", condition=rule.condition)
    return both(
        "{condition} That is {least} to {most}.", condition=rule.condition, least=rupiah(least or 0), most=rupiah(most)
    )


def _doubts(
    knowledge: Knowledge, offence: Encoding, rules: list[Aggravation], result: Sentence, day: date
) -> tuple[Doubt, ...]:
    """Return the doubts that touch this figure, each once."""
    concerns = ["meaning", "ranking"]
    if result.prison_minimum is not None or result.prison_minimum_months is not None:
        concerns.append("prison-minimum")
    if result.by_category:
        concerns.append("category-fine")
    found = list(knowledge.doubts_about(offence.provision, day, *concerns))
    raising = [rule for rule in rules if rule.fraction is not None]
    for rule in rules:
        wanted = ["ranking", *(["category-fine"] if result.by_category else [])]
        if rule.fraction is not None and not rule.maximum_only and result.prison_minimum is not None:
            wanted.append("raised-minimum")
        if len(raising) > 1 or (raising and rule.replacement is not None):
            wanted.append("combined-increase")
        if rule.replacement is not None:
            wanted.append("prison-minimum")
        found.extend(knowledge.doubts_about(rule.provision, day, *wanted))
    return tuple(dict.fromkeys(found))
