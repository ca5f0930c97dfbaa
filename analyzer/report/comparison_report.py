"""Two instruments, or two provisions, side by side, point by point."""

from collections.abc import Mapping, Sequence
from typing import Any

from analyzer.i18n import N_
from analyzer.report.document import Block, Document, Heading, Items, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("kind", "criterion", "point", "relation", "first", "second", "in_part", "note")
PROVISION_COLUMNS = ("part", "point", "first", "second", "same", "difference")

SCOPE = N_(
    "Compared is what is in force on the date: the elements of the definitions of trafficking, the actions of the "
    "provisions that the criteria look at, each with the strength of its norm, and the criteria for which other "
    "provisions stand, without their strength; nothing else of the texts."
)
NAMED = N_(
    "Here a point is a criterion as a whole. Added and lacking say only that the criterion rests on provisions of one "
    "of the two; it is no proof that the other is silent."
)
NOT_IN_FORCE = N_("No provision of {instrument} is in force on {day}.")
HEADINGS = {
    "element": N_("Elements of the definition"),
    "action": N_("Actions asked for"),
    "criterion": N_("Other demands of the criteria"),
}
"""What the kinds of points are called, in the order in which they are told."""


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the comparison in `answer`: elements, actions, criteria."""
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
        *(
            Paragraph(say(NOT_IN_FORCE, instrument=pick(answer[side]["short"]), day=wording.day(answer["asOf"])))
            for side in ("first", "second")
            if not answer[side]["inForce"]
        ),
        Paragraph(say(SCOPE), quiet=True),
    ]
    for kind, heading in HEADINGS.items():
        rows = [row for row in answer["rows"] if row["kind"] == kind]
        if rows:
            blocks += [
                Heading(say(heading)),
                *([Paragraph(say(NAMED), quiet=True)] if kind == "criterion" else []),
                Table(
                    (say("Point"), first, second, say("{first} is", first=first)),
                    [
                        (
                            _point(row, wording),
                            _cited(row, "first", wording),
                            _cited(row, "second", wording),
                            wording.relation(row["relation"]),
                        )
                        for row in rows
                    ],
                ),
            ]
            short = [f"{pick(row['label'])}: {pick(row['note'])}" for row in rows if row["note"]]
            blocks += [Heading(say("What is asked for in part only"), 2), Items(short)] if short else []
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
                    row["criterion"] or "",
                    pick(row["label"]),
                    row["relation"],
                    " ".join(row["first"]),
                    " ".join(row["second"]),
                    " ".join(row["inPart"]),
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


def _point(row: Answer, wording: Wording) -> str:
    return " ".join(filter(None, [row["criterion"], wording.pick(row["label"])]))


def _cited(row: Answer, side: str, wording: Wording) -> str:
    """Return the provisions of one side, those that ask for the point in part only last."""
    whole, part = ([item for item in row[side] if (item in row["inPart"]) is partly] for partly in (False, True))
    told = [wording.cite(whole)] if whole else []
    told += [wording.say("in part: {provisions}", provisions=wording.cite(part))] if part else []
    return "; ".join(told) or "-"


def _said(texts: Sequence[Mapping[str, str]], wording: Wording) -> str:
    return ", ".join(map(wording.pick, texts)) or "-"
