"""The set engine against the definition of coverage: every case judged on its own, and random laws."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.elements.boxes import box_mask, cover
from analyzer.elements.coverage import RELATED, TRAFFICKING, Case, CoverageRules, SpaceJudgement
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage, Dimension, Encoding, Interval, Remark, Term, TermMapping
from analyzer.screening import offences_in_force, treaty_definitions
from analyzer.text import Text

DAYS = [date(2007, 4, 19), date(2014, 10, 17), date(2017, 3, 8), date(2026, 1, 1), date(2026, 1, 2), date(2026, 11, 21)]
NOTHING = Text("", "")


def dimension(name: str, count: int) -> Dimension:
    terms = tuple(Term(f"{name}/{n}", f"{name}-{n}", name, n, n < count - 1, NOTHING, NOTHING) for n in range(count))
    return Dimension(name, True, NOTHING, NOTHING, terms)


# Three small dimensions; the last term of each is a national one that does not span the space.
DIMENSIONS = {name: dimension(name, count) for name, count in (("act", 4), ("means", 3), ("route", 3))}
TERMS = [term.iri for side in DIMENSIONS.values() for term in side.terms]
LEVELS = st.sampled_from([Coverage.ARGUABLE, Coverage.COVERED])
REMARKS = st.builds(Remark, LEVELS, st.just(NOTHING))
MAPPINGS = st.lists(
    st.builds(TermMapping, st.sampled_from(TERMS), st.sampled_from(TERMS), st.booleans(), REMARKS).filter(
        lambda mapping: mapping.listed != mapping.reached and mapping.listed[:3] == mapping.reached[:3]
    ),
    max_size=5,
)


@st.composite
def encodings(draw: st.DrawFn, family: str | None = TRAFFICKING) -> Encoding:
    listed: dict[str, frozenset[str] | None] = {
        name: draw(st.none() | st.frozensets(st.sampled_from([term.iri for term in side.terms])))
        for name, side in DIMENSIONS.items()
    }
    readings = draw(st.dictionaries(st.sampled_from(TERMS), REMARKS, max_size=3))
    iri = f"law/{draw(st.uuids())}"
    return Encoding(iri, iri, "home", family, Interval(date(2000, 1, 1)), "text", listed, readings, (), (), None, None)


def every_case(rules: CoverageRules) -> list[Case]:
    names = [side.notation for side in rules.space.dimensions]
    return [dict(zip(names, ((term,) for term in terms), strict=True)) for terms in product(*rules.space.terms)]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([TRAFFICKING, RELATED, None]).flatmap(lambda family: encodings(family)), MAPPINGS)
def test_the_set_of_reached_cases_is_what_judging_each_case_gives(law: Encoding, mappings: list[TermMapping]) -> None:
    rules = CoverageRules(DIMENSIONS, mappings)
    for level in (Coverage.ARGUABLE, Coverage.COVERED):
        reached = rules.cases(law, level)
        for number, case in enumerate(every_case(rules)):
            assert bool(reached >> number & 1) == (rules.judge(law, case).coverage >= level)


@settings(max_examples=80, deadline=None)
@given(st.lists(encodings(), max_size=3), encodings(), encodings(None), MAPPINGS)
def test_adding_an_offence_never_widens_the_gap(
    offences: list[Encoding], added: Encoding, treaty: Encoding, mappings: list[TermMapping]
) -> None:
    rules = CoverageRules(DIMENSIONS, mappings)
    before = SpaceJudgement(rules, (treaty,), tuple(offences))
    after = SpaceJudgement(rules, (treaty,), (*offences, added))
    assert after.uncovered & ~before.uncovered == 0
    assert before.covered & ~after.covered == 0


@settings(max_examples=80, deadline=None)
@given(encodings(), st.sampled_from(TERMS), MAPPINGS)
def test_listing_one_more_term_never_loses_a_case(law: Encoding, term: str, mappings: list[TermMapping]) -> None:
    rules = CoverageRules(DIMENSIONS, mappings)
    name = term.partition("/")[0]
    listed = law.listed[name]
    wider: Mapping[str, frozenset[str] | None] = {**law.listed, name: None if listed is None else listed | {term}}
    more = CoverageRules(DIMENSIONS, mappings)
    for level in (Coverage.ARGUABLE, Coverage.COVERED):
        assert rules.cases(law, level) & ~more.cases(replace(law, listed=wider), level) == 0


@given(encodings(RELATED), MAPPINGS)
@settings(max_examples=50, deadline=None)
def test_a_related_offence_never_covers(law: Encoding, mappings: list[TermMapping]) -> None:
    rules = CoverageRules(DIMENSIONS, mappings)
    assert rules.cases(law, Coverage.COVERED) == 0
    assert SpaceJudgement(rules, (), (law,)).national == 0


@pytest.mark.parametrize("day", DAYS)
def test_the_treaty_cases_divide_into_covered_arguable_and_uncovered(knowledge: Knowledge, day: date) -> None:
    rules = CoverageRules(knowledge.dimensions, knowledge.mappings)
    judged = SpaceJudgement(rules, treaty_definitions(knowledge, day), offences_in_force(knowledge, day))
    parts = [judged.covered, judged.arguable, judged.uncovered]
    assert sum(part.bit_count() for part in parts) == judged.treaty.bit_count()
    assert parts[0] | parts[1] | parts[2] == judged.treaty
    assert judged.exceeding & judged.treaty == 0


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("part", ["uncovered", "arguable", "exceeding"])
def test_the_boxes_are_exactly_the_cases_none_can_grow_and_none_is_redundant(
    knowledge: Knowledge, day: date, part: str
) -> None:
    rules = CoverageRules(knowledge.dimensions, knowledge.mappings)
    judged = SpaceJudgement(rules, treaty_definitions(knowledge, day), offences_in_force(knowledge, day))
    shape = rules.space.shape
    for victim in knowledge.dimensions["age"].terms:
        cases: int = getattr(judged, part) & rules.space.slice("age", victim.iri)
        boxes = cover(shape, cases)
        masks = [box_mask(shape, box) for box in boxes]
        union = 0
        for mask in masks:
            union |= mask
        assert union == cases
        for number, box in enumerate(boxes):
            others = 0
            for other, mask in enumerate(masks):
                others |= mask if other != number else 0
            assert masks[number] & ~others, "a redundant box"
            for side, size in enumerate(shape):
                for value in set(range(size)) - set(box[side]):
                    grown = (*box[:side], tuple(sorted((*box[side], value))), *box[side + 1 :])
                    assert box_mask(shape, grown) & ~cases, "a box that can grow"
