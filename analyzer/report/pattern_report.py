"""The documented patterns: the answer of `Service.patterns`, laid out for readers."""

from collections.abc import Mapping, Sequence
from typing import Any

from analyzer.report.document import Block, Document, Heading, Items, Pairs, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("pattern", "label", "verdict", "treaty", "national", "confirmation")


def lay_out(answer: Sequence[Answer], wording: Wording, footer: Sequence[str]) -> Document:
    """Return the patterns, each with its story, its name on the command line and the result of its screening."""
    say, pick = wording.say, wording.pick
    blocks: list[Block] = []
    for item in answer:
        verdict = wording.status(item["verdict"])
        lines = [
            f"{pick(result['citation'])}: {wording.status(result['coverage'])}. {pick(result['reason'])}"
            for result in item["results"]
        ]
        blocks += [
            Heading(wording.marked(pick(item["label"]), item["confirmation"])),
            Paragraph(pick(item["story"])),
            Pairs(
                [
                    (say("Name"), item["id"]),
                    (say("Result"), f"{verdict}. {pick(item['reason'])}"),
                    (say("Source"), "; ".join(map(pick, item["sources"]))),
                ]
            ),
            Items(lines),
        ]
    return Document(
        language=wording.language,
        title=say("Documented patterns"),
        blocks=blocks,
        footer=footer,
        records=Table(
            COLUMNS,
            [
                (
                    item["id"],
                    pick(item["label"]),
                    item["verdict"],
                    " ".join(item["treaty"]["by"]),
                    " ".join(item["national"]["by"]),
                    item["confirmation"],
                )
                for item in answer
            ],
        ),
    )
