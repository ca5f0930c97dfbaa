"""The timeline laid out for readers: each day with what happened, which answers changed, and through what."""

from collections.abc import Iterator, Mapping
from typing import Any

from analyzer.report import pictures
from analyzer.report.document import Block, Document, Heading, Items, Paragraph, Table
from analyzer.report.wording import NOT_ASSESSED, Wording

Answer = Mapping[str, Any]

COLUMNS = ("date", "kind", "criterion", "title", "from", "to", "through")

DIVISION = ("covered", "arguable", "uncovered")
"""The sets into which the treaty cases divide, by their names in the answer."""


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the report on `answer`; its records are a row for each event and each change."""
    say = wording.say
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
            [row for event in answer["events"] for row in _records(event, wording)],
        ),
    )


def _records(event: Answer, wording: Wording) -> Iterator[tuple[str, ...]]:
    """Yield a row for all that happened or changed on a day: events, numbers of cases, findings."""
    day, pick, cases = event["date"], wording.pick, event["cases"]
    yield from ((day, "event", "", pick(text), "", "", "") for text in event["happened"])
    for name in DIVISION:
        before, after = cases["before"][name], cases["after"][name]
        if before != after:
            yield (
                day,
                "cases",
                "",
                name,
                *(NOT_ASSESSED if side is None else str(side) for side in (before, after)),
                "",
            )
    for change in event["changes"]:
        through = " ".join(change["through"])
        yield (day, "finding", change["criterion"], pick(change["title"]), change["from"], change["to"], through)


def cases_move(event: Answer) -> bool:
    """Tell whether treaty cases divide otherwise from this day on; that more are demanded alone moves none."""
    return any(event["cases"]["before"][name] != event["cases"]["after"][name] for name in DIVISION)


def _event(event: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    blocks: list[Block] = [Heading(wording.day(event["date"]), 2)]
    if event["happened"]:
        blocks.append(Items([pick(text) for text in event["happened"]]))
    if cases_move(event):
        before, after = event["cases"]["before"], event["cases"]["after"]
        blocks.append(
            Paragraph(
                say(
                    "Treaty cases covered: {covered_before} to {covered}; arguable: {arguable_before} to {arguable}; "
                    "in the gap: {uncovered_before} to {uncovered}.",
                    **{name: wording.count(after[name]) for name in DIVISION},
                    **{f"{name}_before": wording.count(before[name]) for name in DIVISION},
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
