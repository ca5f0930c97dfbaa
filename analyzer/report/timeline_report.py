"""The timeline laid out for readers: each day with what happened, which answers changed, and through what."""

from collections.abc import Mapping
from typing import Any

from analyzer.report import pictures
from analyzer.report.document import Block, Document, Heading, Items, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("date", "criterion", "title", "from", "to", "through")


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the report on `answer`; its records are the changes of criteria."""
    say, pick = wording.say, wording.pick
    blocks: list[Block] = [
        Paragraph(
            say(
                "Every day from {first} to {last} on which an answer changed, what changed, and through which "
                "provision.",
                first=wording.day(answer["from"]),
                last=wording.day(answer["to"]),
            )
        )
    ]
    if any(answer["statuses"][0]["counts"].values()):
        blocks.append(pictures.statuses_over_time(answer, wording))
    if not answer["events"]:
        blocks.append(Paragraph(say("Nothing changed.")))
    for event in answer["events"]:
        blocks += _event(event, wording)
    return Document(
        language=wording.language,
        title=say("Timeline"),
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(
            COLUMNS,
            [
                (
                    event["date"],
                    change["criterion"],
                    pick(change["title"]),
                    change["from"],
                    change["to"],
                    " ".join(change["through"]),
                )
                for event in answer["events"]
                for change in event["changes"]
            ],
        ),
    )


def _event(event: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    blocks: list[Block] = [Heading(wording.day(event["date"]), 2)]
    if event["happened"]:
        blocks.append(Items([pick(text) for text in event["happened"]]))
    before, after = event["cases"]["before"], event["cases"]["after"]
    if before != after:
        blocks.append(
            Paragraph(
                say(
                    "Treaty cases covered: {covered_before} to {covered}; arguable: {arguable_before} to {arguable}; "
                    "in the gap: {uncovered_before} to {uncovered}.",
                    **{name: wording.number(after[name]) for name in ("covered", "arguable", "uncovered")},
                    **{f"{name}_before": wording.number(before[name]) for name in ("covered", "arguable", "uncovered")},
                )
            )
        )
    if event["changes"]:
        rows = [
            (
                f"{change['criterion']} {pick(change['title'])}",
                wording.status(change["from"]),
                wording.status(change["to"]),
                wording.cite(change["through"]) or "-",
            )
            for change in event["changes"]
        ]
        blocks.append(Table((say("Criterion"), say("Before"), say("After"), say("Through")), rows))
        told = [f"{change['criterion']}: {pick(change['reason'])}" for change in event["changes"] if change["reason"]]
        blocks += [Items(told)] if told else []
    return blocks
