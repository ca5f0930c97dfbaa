"""What a draft, or the time between two days, changes: cases, gap regions, findings and provisions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analyzer.i18n import N_
from analyzer.report.document import Block, Document, Heading, Items, Paragraph, Table
from analyzer.report.gap_report import region_title
from analyzer.report.wording import NOT_ASSESSED, Wording

Answer = Mapping[str, Any]

COLUMNS = ("kind", "criterion", "title", "part", "provision", "before", "after", "reason_before", "reason_after")
ONE_SIDED = N_(
    "A part without an answer on one side is not asked about there, because what it is about is not in force."
)
REGIONS = N_(
    "The boxes below are the fewest and largest that describe exactly the cases that leave the gap, or come into it; "
    "they may overlap."
)
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
    return Document(
        language=wording.language,
        title=title,
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(COLUMNS, [tuple(row.get(name, "") for name in COLUMNS) for row in _records(answer, wording)]),
    )


def _records(answer: Answer, wording: Wording) -> Iterator[dict[str, str]]:
    """Yield a row for each change, with what kind of change it is: only the columns that say something of it."""
    pick, labels, cases = wording.pick, _labels(wording), answer["cases"]
    for name in CASES:
        before, after = (_recorded(cases[side][name]) for side in ("before", "after"))
        if before != after:
            yield {"kind": "cases", "title": labels[name], "part": name, "before": before, "after": after}
    for region in answer["regionsClosed"]:
        sides = {"before": str(region["cases"]), "after": "0", "reason_before": pick(region["reason"])}
        yield {"kind": "region-closed", "title": region_title(region, wording), **sides}
    for region in answer["regionsOpened"]:
        sides = {"before": "0", "after": str(region["cases"]), "reason_after": pick(region["reason"])}
        yield {"kind": "region-opened", "title": region_title(region, wording), **sides}
    for row in answer["findings"]:
        reasons = {"reason_before": pick(row["reasonBefore"]), "reason_after": pick(row["reasonAfter"])}
        yield {**_moved("finding", row, wording), **reasons}
    for row in answer["parts"]:
        yield {**_moved("part", row, wording), "part": pick(row["part"])}
    for key in ("began", "ended"):
        for item in answer.get(key, ()):
            title = f"{pick(item['citation'])}: {pick(item['heading'])}"
            yield {"kind": f"provision-{key}", "title": title, "provision": item["id"]}


def _moved(kind: str, row: Answer, wording: Wording) -> dict[str, str]:
    return {
        "kind": kind,
        "criterion": row["criterion"],
        "title": wording.pick(row["title"]),
        "before": row["before"] or "",
        "after": row["after"] or "",
    }


def _one_sided(parts: Sequence[Answer]) -> bool:
    return any(None in (row["before"], row["after"]) for row in parts)


def _recorded(count: int | None) -> str:
    return NOT_ASSESSED if count is None else str(count)


def _labels(wording: Wording) -> dict[str, str]:
    """Return what the numbers of cases are called."""
    say = wording.say
    return {
        "treaty": say("that a treaty covers"),
        "covered": say("of these: covered by a trafficking offence"),
        "arguable": say("of these: arguable"),
        "uncovered": say("of these: not reached by any trafficking offence (the gap)"),
        "fallback": say("of the gap: arguable through a related offence"),
    }


def _difference(answer: Answer, wording: Wording, before: str, after: str) -> list[Block]:
    say, pick = wording.say, wording.pick
    cases = answer["cases"]
    blocks: list[Block] = [
        Heading(say("Cases")),
        Table(
            (say("Cases"), before, after),
            [
                (label, *(wording.count(cases[side][name]) for side in ("before", "after")))
                for name, label in _labels(wording).items()
            ],
        ),
    ]
    if answer["regionsClosed"] or answer["regionsOpened"]:
        blocks.append(Paragraph(say(REGIONS), quiet=True))
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
    if answer["parts"]:
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
            *([Paragraph(say(ONE_SIDED), quiet=True)] if _one_sided(answer["parts"]) else []),
            Table((say("Criterion"), say("Part"), before, after), rows),
        ]
    return blocks
