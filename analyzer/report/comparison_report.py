"""Two instruments side by side, point by point."""

from collections.abc import Mapping
from typing import Any

from analyzer.report.document import Block, Document, Heading, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("kind", "point", "relation", "first", "second", "note")
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
