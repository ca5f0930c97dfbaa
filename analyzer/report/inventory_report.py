"""What the base holds and how sure it is: the answer of `analyzer.inventory.inventory`, laid out for readers."""

from collections.abc import Mapping
from typing import Any

from analyzer.report.document import Document, Heading, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("instrument", "kind", "provisions", "text", "secondary", "recalled", "digest_en", "digest_id")


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the tables; the records are one row for each kind of provision of each instrument, so that they add up."""
    say, pick = wording.say, wording.pick
    counted = (
        say("Provisions"),
        *(wording.capital(wording.status(name)) for name in ("text", "secondary", "recalled")),
        say("Digests, English"),
        say("Digests, Indonesian"),
    )
    instruments = [(pick(item["citation"]), *_counts(item)) for item in answer["instruments"]]
    kinds = [
        (pick(item["citation"]), pick(kind["label"]), *_counts(kind))
        for item in answer["instruments"]
        for kind in item["kinds"]
    ]
    reviews = [
        (", ".join(map(pick, review["citations"])), wording.day(review["date"]), *_rates(review, wording))
        for review in answer["reviews"]
    ]
    return Document(
        language=wording.language,
        title=say("What the base holds"),
        blocks=[
            Heading(say("By instrument")),
            Table((say("Instrument"), *counted), [*instruments, (say("All"), *_counts(answer["total"]))]),
            Heading(say("By kind of provision")),
            Table((say("Instrument"), say("Kind"), *counted), kinds),
            Heading(say("Second reading")),
            Paragraph(
                say(
                    "Somebody who did not write the statements read them again. The error rate is the share of the "
                    "statements read that would have led a reader to a wrong answer, before they were corrected."
                )
            ),
            Table(
                (
                    say("Instrument or pillar"),
                    say("Date"),
                    say("Read"),
                    say("Changed"),
                    say("Would have misled"),
                    say("Error rate"),
                ),
                [*reviews, (say("All"), "", *_rates(answer["reviewed"], wording))],
            ),
        ],
        footer=[
            say("Selaras data {version}, SHA-256 {sha256}.", **answer["data"]),
            say("To reproduce: {command}", command=command),
        ],
        records=Table(
            COLUMNS,
            [(item["id"], kind["kind"], *_counts(kind)) for item in answer["instruments"] for kind in item["kinds"]],
        ),
    )


def _counts(item: Answer) -> tuple[str, ...]:
    return tuple(map(str, (item["provisions"], *item["confirmation"].values(), *item["digests"].values())))


def _rates(review: Answer, wording: Wording) -> tuple[str, ...]:
    rate = review["errorRate"]
    shown = "-" if rate is None else f"{100 * rate:.1f}%"
    figures = (str(review[name]) for name in ("read", "changed", "wouldHaveMisled"))
    return (*figures, shown.replace(".", ",") if wording.language == "id" else shown)
