"""What differs between two states of the law: without and with a drafted amendment, or on two days."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from analyzer.answers import findings, gaps
from analyzer.criteria.judge import judge_all
from analyzer.criteria.values import Degree, Policy, Status
from analyzer.gaps import GapAnalysis, Region, moved
from analyzer.knowledge import Knowledge

Answer = dict[str, Any]
Outcome: TypeAlias = tuple[Status, dict[tuple[str, str | None], Degree]]


@dataclass(frozen=True, slots=True)
class State:
    """One state of the law: a base, what criteria are judged by, and the analysis of the cases of a day."""

    knowledge: Knowledge
    policy: Policy
    analysis: GapAnalysis

    def outcomes(self) -> dict[str, Outcome]:
        """Return by criterion the status of the day, and how far each part is met."""
        judged = judge_all(self.policy, self.analysis.day, self.knowledge.scopes)
        return {
            item.criterion.notation: (item.status, {(part.part, part.also): part.degree for part in item.parts})
            for item in judged
        }

    def findings(self, criteria: Sequence[str]) -> list[Answer]:
        """Return the findings of the day on some criteria."""
        chosen = tuple(self.policy.criteria[notation] for notation in criteria)
        return findings.tell(self.knowledge, self.policy, self.analysis.day, chosen)


def difference(before: State, after: State) -> Answer:
    """Return what differs: how the cases divide, which leave the gap or come into it, and the findings.

    ``assessed`` tells for each side whether the cases were judged at all; where they were not, their numbers are null
    and no region is said to close or open.

    Raises:
        InputError: The two sides are about different cases.
    """
    sides = {"before": before, "after": after}
    closed, opened = moved(before.analysis, after.analysis)
    # Findings take long to tell, and few differ.
    now, then = after.outcomes(), before.outcomes()
    differing = [notation for notation, outcome in now.items() if outcome != then[notation]]
    told = [side.findings(differing) for side in sides.values()]
    return {
        "assessed": {name: side.analysis.assessed for name, side in sides.items()},
        "cases": {name: asdict(side.analysis.counts) for name, side in sides.items()},
        "regionsClosed": _regions(before, closed),
        "regionsOpened": _regions(after, opened),
        "findings": changes(*told),
        "parts": parts_changed(*told),
    }


def _regions(state: State, regions: Sequence[Region]) -> list[Answer]:
    return gaps.in_the_gap(state.knowledge, state.analysis.judged.rules, state.analysis, regions)


def changes(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """Return the findings whose status differs, with both reasons; the two lists are over the same criteria."""
    earlier = {row["criterion"]: row for row in before}
    return [
        {
            "criterion": row["criterion"],
            "title": row["title"],
            "obligation": row["obligation"],
            "childSpecific": row["childSpecific"],
            "before": earlier[row["criterion"]]["status"],
            "after": row["status"],
            "reasonBefore": earlier[row["criterion"]]["reason"],
            "reasonAfter": row["reason"],
        }
        for row in after
        if row["status"] != earlier[row["criterion"]]["status"]
    ]


def parts_changed(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """Return the parts of findings that are met further, or less far, though the status of the whole stays.

    Those that only one side asks about, such as an offence that is new, come last; the other side is None there.
    """
    earlier = {row["criterion"]: row for row in before}
    changed = [
        {
            "criterion": row["criterion"],
            "title": row["title"],
            "part": (new.get(name) or old[name])["label"],
            "before": old[name]["degree"] if name in old else None,
            "after": new[name]["degree"] if name in new else None,
        }
        for row in after
        if row["status"] == earlier[row["criterion"]]["status"]
        for old, new in [(_by_name(earlier[row["criterion"]]), _by_name(row))]
        for name in {**new, **old}
    ]
    return sorted(
        (row for row in changed if row["before"] != row["after"]), key=lambda row: None in (row["before"], row["after"])
    )


def _by_name(finding: Mapping[str, Any]) -> dict[str, Answer]:
    return {part["label"]["en"]: part for part in finding["parts"]}
