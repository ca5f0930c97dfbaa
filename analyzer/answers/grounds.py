"""What stands behind and beside the finding on one criterion: its rule, its history, others' findings, practice."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from analyzer.answers import findings
from analyzer.criteria.reader import RULES
from analyzer.criteria.values import Criterion, Policy
from analyzer.errors import InputError
from analyzer.i18n import LANGUAGES, both
from analyzer.queries import Queries
from analyzer.text import printable

Answer = dict[str, Any]


def rule(policy: Policy, queries: Queries, name: str) -> Answer:
    """Return a rule: what it asks, its legal basis where it states one, its query, and the criteria it judges.

    Raises:
        InputError: No criterion is judged by a rule of this name.
    """
    judged = [item.notation for item in policy.criteria.values() if item.rule == name]
    if not judged:
        known = sorted({item.rule for item in policy.criteria.values() if item.rule})
        raise InputError(
            both('"{name}" is no rule; choose from {choices}', name=printable(name), choices=", ".join(known))
        )
    query = queries.get(RULES + name)

    def stated(key: str) -> dict[str, str] | None:
        texts = {tag: query.header.get(f"{key}-{tag}", "") for tag in LANGUAGES}
        return texts if all(texts.values()) else None

    return {
        "name": name,
        **{key: stated(key) for key in ("title", "question", "basis")},
        "query": query.text,
        "criteria": judged,
    }


def outside(policy: Policy, criterion: Criterion, day: date) -> list[Answer]:
    """Return all that outside bodies had found on the criterion by `day`, on the law as written and on practice."""
    return [findings.outside(policy, item) for item in findings.published(policy, criterion, day)]


def practice(policy: Policy, criterion: Criterion) -> list[Answer]:
    """Return the challenges about the working of the criterion in practice, which never change its status."""
    return [
        {
            "id": item.slug,
            "label": item.label.json(),
            "description": item.description.json(),
            "confirmation": item.confirmation,
            "sources": [policy.sources[iri].json() for iri in item.sources if iri in policy.sources],
        }
        for item in findings.challenges_on(policy, criterion)
    ]


def history(timeline: Mapping[str, Any]) -> list[Answer]:
    """Return from the timeline of one criterion which status it had from which day on, the oldest first.

    ``to`` is the first day on which the status was no longer that one; the last has none.
    """
    first = next(status for status, count in timeline["statuses"][0]["counts"].items() if count)
    spans = [{"from": timeline["from"], "to": None, "status": first, "through": []}]
    spans += [
        {"from": event["date"], "to": None, "status": change["to"], "through": change["through"]}
        for event in timeline["events"]
        for change in event["changes"]
    ]
    for earlier, later in pairwise(spans):
        earlier["to"] = later["from"]
    return spans


def neighbours(policy: Policy, criterion: Criterion) -> Answer:
    """Return the criteria right before and after this one, None at the ends."""
    ordered = list(policy.criteria.values())
    place = ordered.index(criterion)

    def named(index: int) -> Answer | None:
        if not 0 <= index < len(ordered):
            return None
        return {"criterion": ordered[index].notation, "title": ordered[index].title.json()}

    return {"previous": named(place - 1), "next": named(place + 1)}
