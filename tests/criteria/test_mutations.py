"""What becomes of a finding when the data change: statuses follow the evidence, and nothing else.

Each test changes the real base in memory: takes a norm, a review or an assessment away, or moves the day.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.criteria.judge import Judgement, best_parts, days_of_change, judge, judge_all, status_of
from analyzer.criteria.values import Criterion, Degree, Evidence, Policy, Status
from analyzer.knowledge import Knowledge
from analyzer.model import Interval, ReviewScope
from analyzer.service import Service

DAY = date(2026, 11, 21)
BETTER = [Status.GAP, Status.PARTIAL, Status.ALIGNED, Status.EXCEEDS]
"""From worst to best, inside a scope."""


@pytest.fixture(scope="module")
def policy(service: Service) -> Policy:
    return service.policy


def judged(policy: Policy, criterion: Criterion, scopes: tuple[ReviewScope, ...], day: date = DAY) -> Judgement:
    return judge(policy, criterion, day, scopes)


def without_evidence(policy: Policy, criterion: Criterion) -> Policy:
    """Return the policy with no national law on `criterion`: its demands stay, what meets them is gone."""
    kept = tuple(row for row in policy.evidence[criterion.iri] if row.degree is Degree.MISSING)
    return replace(policy, evidence={**policy.evidence, criterion.iri: kept})


def demanded(policy: Policy, knowledge: Knowledge) -> Iterator[Criterion]:
    """Yield the criteria that a rule judges inside a scope of today and that the law meets, wholly or in part."""
    for item in judge_all(policy, DAY, knowledge.scopes):
        unconditional = [row for row in policy.evidence.get(item.criterion.iri, ()) if row.degree is Degree.MISSING]
        named = {(row.part, row.also) for row in unconditional if row.supporting is None}
        computed = item.criterion.rule is not None
        if (
            computed
            and item.closed
            and item.status in BETTER[1:]
            and named >= {(part.part, part.also) for part in item.parts}
        ):
            yield item.criterion


def test_there_are_such_criteria(policy: Policy, knowledge: Knowledge) -> None:
    assert len(list(demanded(policy, knowledge))) > 30


def test_taking_the_only_evidence_away_leaves_a_gap(policy: Policy, knowledge: Knowledge) -> None:
    for criterion in demanded(policy, knowledge):
        bare = without_evidence(policy, criterion)
        assert judged(bare, criterion, knowledge.scopes).status is Status.GAP, criterion.notation


def test_without_the_review_a_gap_is_not_assessed(policy: Policy, knowledge: Knowledge) -> None:
    for criterion in demanded(policy, knowledge):
        bare = without_evidence(policy, criterion)
        others = tuple(scope for scope in knowledge.scopes if scope.iri != criterion.scope)
        assert judged(bare, criterion, others).status is Status.NOT_ASSESSED, criterion.notation


def test_without_the_review_a_demand_that_is_met_stays_met(policy: Policy, knowledge: Knowledge) -> None:
    for item in judge_all(policy, DAY, knowledge.scopes):
        if item.status is Status.ALIGNED and item.criterion.rule is not None:
            assert judged(policy, item.criterion, ()).status is Status.ALIGNED, item.criterion.notation


def test_evidence_on_a_part_never_worsens_a_finding(policy: Policy, knowledge: Knowledge) -> None:
    for item in judge_all(policy, DAY, knowledge.scopes):
        if item.criterion.rule is None or not item.closed:
            continue
        for part in item.parts:
            more = replace(part_evidence(policy, item, part.part, part.also), degree=Degree.MET)
            rows = (*policy.evidence[item.criterion.iri], more)
            richer = replace(policy, evidence={**policy.evidence, item.criterion.iri: rows})
            now = judged(richer, item.criterion, knowledge.scopes).status
            assert BETTER.index(now) >= BETTER.index(item.status), item.criterion.notation


def part_evidence(policy: Policy, item: Judgement, part: str, also: str | None) -> Evidence:
    return next(row for row in policy.evidence[item.criterion.iri] if (row.part, row.also) == (part, also))


@given(st.lists(st.sampled_from(Degree), min_size=1, max_size=6), st.sampled_from(Degree), st.integers(0, 5))
def test_meeting_a_part_further_never_worsens_a_status(degrees: list[Degree], degree: Degree, place: int) -> None:
    further = list(degrees)
    further[place % len(further)] = max(degree, further[place % len(further)])
    assert BETTER.index(status_of(further, closed=True)) >= BETTER.index(status_of(degrees, closed=True))


@given(st.lists(st.sampled_from(Degree), max_size=6))
def test_a_status_outside_a_review_is_that_inside_or_none(degrees: list[Degree]) -> None:
    outside, inside = status_of(degrees, closed=False), status_of(degrees, closed=True)
    assert outside in (inside, Status.NOT_ASSESSED)
    assert outside is not Status.GAP


def test_a_status_changes_only_on_days_on_which_what_it_rests_on_changes(policy: Policy, knowledge: Knowledge) -> None:
    turns = {*days_of_change(policy), *(scope.interval.start for scope in knowledge.scopes)}
    turns |= {scope.interval.end for scope in knowledge.scopes if scope.interval.end is not None}
    ordered = sorted(turns)
    for first, following in pairwise(ordered):
        before = following - timedelta(days=1)
        at_first = [item.status for item in judge_all(policy, first, knowledge.scopes)]
        assert [item.status for item in judge_all(policy, before, knowledge.scopes)] == at_first, (first, before)


def test_the_day_the_code_replaced_article_2_flips_just_what_the_law_flips(service: Service) -> None:
    last, first = date(2026, 1, 1), date(2026, 1, 2)
    before = {row["criterion"]: row["status"] for row in service.findings(last)["findings"]}
    after = {row["criterion"]: row["status"] for row in service.findings(first)["findings"]}
    flipped = {name for name in before if before[name] != after[name]}
    (event,) = [item for item in service.timeline(DAY)["events"] if item["date"] == first.isoformat()]
    assert flipped == {change["criterion"] for change in event["changes"]}
    assert not flipped & {"DEF-02", "DEF-10", "DEF-11", "CRI-01"}, "the Code took the offence over as it stood"


def test_an_assessment_ends_with_its_interval(policy: Policy, knowledge: Knowledge) -> None:
    ended = [item for items in policy.assessments.values() for item in items if item.interval.end is not None]
    assert ended
    for item in ended:
        (criterion,) = [known for known in policy.criteria.values() if known.iri == item.criterion]
        assert item.interval.end is not None
        on_the_day = judged(policy, criterion, knowledge.scopes, item.interval.end).assessment
        assert on_the_day is None or on_the_day.iri != item.iri


def test_the_best_evidence_decides_a_part() -> None:
    weak = Evidence("part", None, Degree.ARGUABLE, "law", None, None, Interval(date.min), "text")
    strong = replace(weak, degree=Degree.MET, national="stronger law")
    (part,) = best_parts([weak, strong])
    assert part.degree is Degree.MET
    assert [row.national for row in part.evidence] == ["stronger law"]
