"""Our findings held against what outside bodies published: agreement, disagreement with both reasons, and chance.

Only findings on the law as written that come to a status are compared, and only those of people outside: experts, and
the source documents of the base. Each pair of an outside finding and a criterion it bears on is one comparison. Cohen's
kappa says how far the agreement goes beyond chance; its interval is the asymptotic one of Fleiss, Cohen and Everitt.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from analyzer.criteria.values import ExternalFinding, Policy, Status
from analyzer.errors import InputError
from analyzer.i18n import both

Answer = dict[str, Any]

COMPARED = ("expert", "source-document")
"""The bases of outside findings that count as validation by people."""

FALLS_SHORT = (Status.PARTIAL, Status.GAP)
"""Most outside bodies say that the law falls short, not how far; that coarser question is compared as well."""

NORMATIVE = "normative"
CONFIDENCE = 0.95


def comparisons(policy: Policy, findings: Mapping[str, Mapping[str, Any]], day: date) -> list[Answer]:
    """Return one row for each outside finding and criterion; `findings` are ours of `day` by the IRI of the criterion.

    What was published after that day is left out; anything older is held against the law of that day.
    """
    return [
        _row(policy, item, findings[criterion])
        for item in policy.external
        if item.basis in COMPARED and item.published_by(day)
        for criterion in item.criteria
        if criterion in findings
    ]


def _row(policy: Policy, item: ExternalFinding, ours: Mapping[str, Any]) -> Answer:
    because = _not_comparable(item, ours)
    theirs = str(item.direction) if item.direction else None
    result = "not-comparable" if because else "agree" if theirs == ours["status"] else "disagree"
    return {
        "external": item.notation,
        "criterion": ours["criterion"],
        "title": ours["title"],
        "childSpecific": item.child_specific or ours["childSpecific"],
        "kind": item.kind,
        "year": item.year,
        "source": policy.sources[item.source].json(),
        "publication": policy.publications[item.source].json(),
        "theirs": theirs,
        "ours": ours["status"],
        "result": result,
        "because": because,
        "theirReason": item.description.json(),
        "ourReason": ours["reason"],
        "disputedByText": item.disputed.json() if item.disputed else None,
    }


def _not_comparable(item: ExternalFinding, ours: Mapping[str, Any]) -> str | None:
    if item.kind != NORMATIVE:
        return "practice"
    if item.direction is None:
        return "no-direction"
    return "not-assessed" if ours["status"] == Status.NOT_ASSESSED else None


def result(rows: Sequence[Mapping[str, Any]]) -> Answer:
    """Return agreement and kappa over all rows, over the rows on children, and by source."""
    return {
        "all": agreement(rows),
        "children": agreement([row for row in rows if row["childSpecific"]]),
        "bySource": [
            {"source": source[0], **agreement([row for row in rows if row["source"] == source[0]])}
            for source in _distinct(row["source"] for row in rows)
        ],
    }


def _distinct(sources: Iterable[Mapping[str, str]]) -> list[tuple[Mapping[str, str], str]]:
    found = {source["en"]: source for source in sources}
    return [(source, name) for name, source in sorted(found.items())]


def agreement(rows: Sequence[Mapping[str, Any]]) -> Answer:
    """Count agreement and disagreement, with Cohen's kappa and its 95 % interval where it can be computed.

    Kappa is None with fewer than two comparable rows, and where a side gives one status only: it then says nothing.
    """
    counts = Counter(row["result"] for row in rows)
    compared = [(row["ours"], row["theirs"]) for row in rows if row["result"] != "not-comparable"]
    share = counts["agree"] / len(compared) if compared else None
    short = [tuple("short" if status in FALLS_SHORT else "met" for status in pair) for pair in compared]
    return {
        "compared": len(compared),
        "agree": counts["agree"],
        "disagree": counts["disagree"],
        "notComparable": counts["not-comparable"],
        "agreement": None if share is None else round(share, 3),
        "kappa": kappa(compared),
        "shortfall": {
            "agree": sum(ours == theirs for ours, theirs in short),
            "kappa": kappa([(ours, theirs) for ours, theirs in short]),
        },
    }


def kappa(pairs: Sequence[tuple[str, str]]) -> Answer | None:
    """Return Cohen's kappa of the pairs of statuses, with its interval.

    Raises:
        InputError: The statistics library is not installed.
    """
    categories = sorted({status for pair in pairs for status in pair})
    if len(pairs) < 2 or any(len({pair[side] for pair in pairs}) < 2 for side in (0, 1)):
        return None
    try:
        from statsmodels.stats.inter_rater import cohens_kappa
    except ImportError:
        raise InputError(
            both('kappa needs the statistics library; install it with: pip install "selaras[research]"')
        ) from None
    table = [[sum(pair == (ours, theirs) for pair in pairs) for theirs in categories] for ours in categories]
    found = cohens_kappa(table, return_results=True)
    return {
        "value": round(float(found.kappa), 3),
        "low": round(max(-1.0, float(found.kappa_low)), 3),
        "high": round(min(1.0, float(found.kappa_upp)), 3),
        "confidence": CONFIDENCE,
    }
