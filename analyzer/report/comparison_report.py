"""Two instruments, or two provisions, side by side, point by point."""

from collections.abc import Mapping, Sequence
from typing import Any

from analyzer.report.document import Block, Document, Heading, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("kind", "point", "relation", "first", "second", "note")
PROVISION_COLUMNS = ("part", "point", "first", "second", "same", "difference")
KINDS = ("element", "action")


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the comparison in `answer`, elements before actions."""
    say, pick = wording.say, wording.pick
    first, second = (pick(answer[side]["short"]) for side in ("first", "second"))
    counts = answer["summary"]
    blocks: list[Block] = [
        Paragraph(
            say(
                "{first} against {second}: {same} points the same, {adds} added, {lacks} lacking, {strengthens} "
                "stronger, {weakens} weaker.",
                first=first,
                second=second,
                **counts,
            )
        ),
        Paragraph(
            say(
                "Compared are the elements of the definitions of trafficking, and the actions of the provisions that "
                "the criteria look at, each with the strength of its norm; nothing else of the texts."
            ),
            quiet=True,
        ),
    ]
    headings = {"element": say("Elements of the definition"), "action": say("Actions asked for")}
    for kind in KINDS:
        rows = [row for row in answer["rows"] if row["kind"] == kind]
        if rows:
            blocks += [
                Heading(headings[kind]),
                Table(
                    (say("Point"), first, second, say("{first} is", first=first)),
                    [
                        (
                            pick(row["label"]),
                            wording.cite(row["first"]) or "-",
                            wording.cite(row["second"]) or "-",
                            wording.relation(row["relation"]),
                        )
                        for row in rows
                    ],
                ),
            ]
    return Document(
        language=wording.language,
        title=say("{first} against {second}", first=first, second=second),
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(
            COLUMNS,
            [
                (
                    row["kind"],
                    pick(row["label"]),
                    row["relation"],
                    " ".join(row["first"]),
                    " ".join(row["second"]),
                    pick(row["note"]) if row["note"] else "",
                )
                for row in answer["rows"]
            ],
        ),
    )


def lay_out_provisions(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the two provisions in `answer` beside each other, with what differs in words."""
    say, pick = wording.say, wording.pick
    first, second = (pick(answer[side]["citation"]) for side in ("first", "second"))
    blocks: list[Block] = []
    for side in ("first", "second"):
        told = answer[side]
        digest = wording.marked(pick(told["digest"]), told["confirmation"])
        blocks += [Heading(pick(told["citation"])), Paragraph(digest)]
        if told["penalty"]:
            blocks.append(Paragraph(say("Penalty: {range}.", range=pick(told["penalty"]))))
    for key, heading in (
        ("points", say("What they are")),
        ("elements", say("Element by element")),
        ("penalty", say("Penalty figures")),
    ):
        if answer[key]:
            rows = [
                (pick(row["label"]), _said(row["first"], wording), _said(row["second"], wording), pick(row["text"]))
                for row in answer[key]
            ]
            blocks += [Heading(heading), Table((say("Point"), first, second, say("What differs")), rows)]
    return Document(
        language=wording.language,
        title=say("{first} against {second}", first=first, second=second),
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(
            PROVISION_COLUMNS,
            [
                (
                    key,
                    pick(row["label"]),
                    _said(row["first"], wording),
                    _said(row["second"], wording),
                    str(row["same"]).lower(),
                    pick(row["text"]),
                )
                for key in ("points", "elements", "penalty")
                for row in answer[key] or ()
            ],
        ),
    )


def _said(texts: Sequence[Mapping[str, str]], wording: Wording) -> str:
    return ", ".join(map(wording.pick, texts)) or "-"
