"""The map of challenges: each dimension and aspect of the problem, what practice lacks there, what the law says."""

from collections.abc import Mapping
from typing import Any

from analyzer.criteria.judge import Judgement
from analyzer.criteria.values import Challenge, Policy, Status

Answer = dict[str, Any]


def challenge_map(policy: Policy, judged: Mapping[str, Judgement]) -> list[Answer]:
    """Return the dimensions with their aspects, their challenges, and the criteria these bear on.

    `judged` holds the judgements by the IRI of the criterion. What remains open in law (criteria that are not aligned)
    is said apart from practice, which is the challenge itself: a challenge never changes a normative status.
    """
    dimensions = [aspect for aspect in policy.aspects if aspect.dimension is None]
    return [
        {
            "dimension": dimension.label.json(),
            "aspects": [
                {
                    "aspect": aspect.label.json(),
                    "challenges": [
                        _challenge(policy, item, judged) for item in policy.challenges if aspect.iri in item.aspects
                    ],
                }
                for aspect in policy.aspects
                if dimension.iri in (aspect.iri, aspect.dimension)
                and (aspect.dimension is not None or any(aspect.iri in item.aspects for item in policy.challenges))
            ],
        }
        for dimension in dimensions
    ]


def _challenge(policy: Policy, challenge: Challenge, judged: Mapping[str, Judgement]) -> Answer:
    criteria = [judged[iri] for iri in challenge.criteria if iri in judged]
    return {
        "id": challenge.slug,
        "iri": challenge.iri,
        "label": challenge.label.json(),
        "description": challenge.description.json(),
        "level": policy.labels[challenge.level].json() if challenge.level else None,
        "confirmation": challenge.confirmation,
        "sources": [policy.sources[iri].json() for iri in challenge.sources if iri in policy.sources],
        "criteria": [
            {
                "criterion": item.criterion.notation,
                "title": item.criterion.title.json(),
                "status": str(item.status),
                "open": item.status not in (Status.ALIGNED, Status.EXCEEDS),
            }
            for item in criteria
        ],
    }
