"""What a draft, or the time between two days, changes: cases, gap regions, findings and provisions."""

from collections.abc import Mapping, Sequence
from typing import Any

from analyzer.report.document import Block, Document, Heading, Items, Paragraph, Table
from analyzer.report.gap_report import region_title
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("criterion", "title", "before", "after", "reason_before", "reason_after")
CASES = ("treaty", "covered", "arguable", "uncovered", "fallback")


def lay_out_draft(answer: Answer, wording: Wording, command: str) -> Document:
    """Return what the draft in `answer` would change."""
    say, pick = wording.say, wording.pick
    draft = answer["draft"]
    blocks: list[Block] = [
        Paragraph(pick(draft["description"])),
        Paragraph(
            say(
                "The draft would hold from {start}; both sides are told as of {day}. It is a proposal, not law.",
                start=wording.day(draft["from"]),
                day=wording.day(answer["asOf"]),
            ),
            quiet=True,
        ),
    ]
    if not draft["inForce"]:
        blocks.append(Paragraph(say("On this day the draft does not hold yet, so nothing changes through it.")))
    blocks += _difference(answer, wording, say("Today's law"), say("With the draft"))
    return _document(answer, wording, command, say("What if: {title}", title=pick(draft["title"])), blocks)


def lay_out_days(answer: Answer, wording: Wording, command: str) -> Document:
    """Return what is different between the two days in `answer`."""
    say = wording.say
    first, second = (wording.day(answer[name]) for name in ("first", "second"))
    blocks = _difference(answer, wording, first, second)
    for key, heading in (
        ("began", say("Provisions in force on {day} only", day=second)),
        ("ended", say("Provisions in force on {day} only", day=first)),
    ):
        if answer[key]:
            blocks += [Heading(heading), Items([_provision(item, wording) for item in answer[key]])]
    return _document(answer, wording, command, say("{first} and {second}", first=first, second=second), blocks)


def _provision(item: Answer, wording: Wording) -> str:
    return wording.marked(f"{wording.pick(item['citation'])}: {wording.pick(item['heading'])}", item["confirmation"])


def _document(answer: Answer, wording: Wording, command: str, title: str, blocks: Sequence[Block]) -> Document:
    pick = wording.pick
    return Document(
        language=wording.language,
        title=title,
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(
            COLUMNS,
            [
                (
                    row["criterion"],
                    pick(row["title"]),
                    row["before"],
                    row["after"],
                    pick(row["reasonBefore"]),
                    pick(row["reasonAfter"]),
                )
                for row in answer["findings"]
            ],
        ),
    )


def _difference(answer: Answer, wording: Wording, before: str, after: str) -> list[Block]:
    say, pick = wording.say, wording.pick
    cases = answer["cases"]
    labels = {
        "treaty": say("that a treaty covers"),
        "covered": say("of these: covered by a trafficking offence"),
        "arguable": say("of these: arguable"),
        "uncovered": say("of these: not reached by any trafficking offence (the gap)"),
        "fallback": say("the gap, as far as a related offence can be argued"),
    }
    blocks: list[Block] = [
        Heading(say("Cases")),
        Table(
            (say("Cases"), before, after),
            [(labels[name], *(wording.number(cases[side][name]) for side in ("before", "after"))) for name in CASES],
        ),
    ]
    for key, heading in (
        ("regionsClosed", say("Gap regions that close")),
        ("regionsOpened", say("Gap regions that open")),
    ):
        if answer[key]:
            blocks += [Heading(heading), Items([region_title(region, wording) for region in answer[key]])]
    blocks.append(Heading(say("Findings that change")))
    if not answer["findings"]:
        blocks.append(Paragraph(say("No finding changes its status.")))
    for row in answer["findings"]:
        title = say(
            "{criterion} {title}: {before} to {after}",
            criterion=row["criterion"],
            title=pick(row["title"]),
            before=wording.status(row["before"]),
            after=wording.status(row["after"]),
        )
        blocks += [Heading(title, 2), Paragraph(pick(row["reasonAfter"]))]
    if answer.get("parts"):
        rows = [
            (
                f"{row['criterion']} {pick(row['title'])}",
                pick(row["part"]),
                wording.degree(row["before"]),
                wording.degree(row["after"]),
            )
            for row in answer["parts"]
        ]
        blocks += [
            Heading(say("Parts of other findings that change")),
            Table((say("Criterion"), say("Part"), before, after), rows),
        ]
    return blocks
