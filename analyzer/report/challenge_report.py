"""The map of challenges laid out for readers: dimension, aspect, challenge, criterion."""

from collections.abc import Mapping
from typing import Any

from analyzer.report.document import Block, Document, Heading, Items, Pairs, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("dimension", "aspect", "challenge", "label", "criterion", "status", "open_in_law", "sources")


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the map in `answer`."""
    say, pick = wording.say, wording.pick
    blocks: list[Block] = [
        Paragraph(
            say(
                "What published studies found wanting in practice, by dimension and aspect of the problem, beside "
                "what the law says. A challenge remains open in practice whatever the law says, and never changes a "
                "finding on the law."
            )
        ),
        _overview(answer, wording),
        Paragraph(
            say(
                "Open in law is a challenge if one of its criteria is not aligned, settled if all are; without a "
                "criterion it is neither. One challenge may stand under several aspects."
            ),
            quiet=True,
        ),
    ]
    for dimension in answer["dimensions"]:
        blocks.append(Heading(wording.capital(pick(dimension["dimension"]))))
        for aspect in dimension["aspects"]:
            blocks.append(Heading(wording.capital(pick(aspect["aspect"])), 2))
            if not aspect["challenges"]:
                blocks.append(Paragraph(say("No study of the base names a challenge here."), quiet=True))
            for challenge in aspect["challenges"]:
                blocks += _challenge(challenge, wording)
    return Document(
        language=wording.language,
        title=say("Map of challenges"),
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(
            COLUMNS,
            [
                (
                    pick(dimension["dimension"]),
                    pick(aspect["aspect"]),
                    challenge["id"],
                    pick(challenge["label"]),
                    criterion["criterion"],
                    criterion["status"],
                    str(criterion["open"]).lower(),
                    "; ".join(pick(source) for source in challenge["sources"]),
                )
                for dimension in answer["dimensions"]
                for aspect in dimension["aspects"]
                for challenge in aspect["challenges"]
                for criterion in challenge["criteria"] or [{"criterion": "", "status": "", "open": ""}]
            ],
        ),
    )


def _overview(answer: Answer, wording: Wording) -> Table:
    """Return how many challenges of each aspect are open in practice, open in law, and settled in law."""
    say, pick = wording.say, wording.pick
    rows = []
    for dimension in answer["dimensions"]:
        for aspect in dimension["aspects"]:
            states = [_open_in_law(challenge) for challenge in aspect["challenges"]]
            counts = (len(states), states.count(True), states.count(False))
            rows.append((wording.capital(pick(aspect["aspect"])), *map(str, counts)))
    return Table((say("Aspect"), say("Open in practice"), say("Open in law"), say("Settled in law")), rows)


def _open_in_law(challenge: Answer) -> bool | None:
    """Tell whether a criterion of the challenge remains open, None where it has no criterion."""
    return any(item["open"] for item in challenge["criteria"]) if challenge["criteria"] else None


def _challenge(challenge: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    blocks: list[Block] = [
        Heading(pick(challenge["label"]), 3),
        Paragraph(wording.marked(pick(challenge["description"]), challenge["confirmation"])),
    ]
    remains = {
        True: say("open in practice and in law"),
        False: say("open in practice, settled in law"),
        None: say("open in practice; no criterion of the base says how the law stands"),
    }
    pairs = [(say("What remains"), remains[_open_in_law(challenge)])]
    pairs += [(say("Level"), pick(challenge["level"]))] if challenge["level"] else []
    pairs.append((say("Source"), "; ".join(pick(source) for source in challenge["sources"])))
    blocks.append(Pairs(pairs))
    if challenge["criteria"]:
        remaining = say("open in law")
        lines = [
            f"{item['criterion']} {pick(item['title'])}: {wording.status(item['status'])}"
            + (f" ({remaining})" if item["open"] else "")
            for item in challenge["criteria"]
        ]
        blocks += [Paragraph(say("What the law says:"), quiet=True), Items(lines)]
    return blocks
