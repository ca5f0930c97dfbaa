"""Our findings beside those of outside bodies: agreement by source, and every disagreement with both reasons."""

from collections.abc import Mapping
from typing import Any

from analyzer.report.document import Block, Document, Heading, Pairs, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("external", "criterion", "title", "source", "year", "child_specific", "theirs", "ours", "result", "because")


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the comparison in `answer`; disagreements are told in full."""
    say, pick = wording.say, wording.pick
    result = answer["result"]
    rows = [(say("All"), *_counts(result["all"], wording)), (say("Children"), *_counts(result["children"], wording))]
    rows += [(pick(item["source"]), *_counts(item, wording)) for item in result["bySource"] if item["compared"]]
    blocks: list[Block] = [
        Paragraph(
            say(
                "Compared are outside findings on the law as written that come to a status, by experts and by the "
                "source documents of the base. Kappa tells how far the agreement goes beyond chance (1 full, 0 "
                "chance), with its 95 percent interval. Disagreements are shown, never tuned away."
            )
        ),
        Table(
            (
                say("Source"),
                say("Compared"),
                say("Agree"),
                say("Disagree"),
                say("Kappa (95 percent interval)"),
                say("Agree that the law falls short, or does not"),
                say("Kappa of falling short or not (95 percent interval)"),
                say("Not comparable"),
            ),
            rows,
        ),
        Paragraph(
            say(
                "Most outside bodies say that the law falls short, not how far. A gap for them is often partly aligned "
                "for us, because another provision carries a part; the second comparison asks the coarser question."
            ),
            quiet=True,
        ),
    ]
    disagreements = [row for row in answer["rows"] if row["result"] == "disagree"]
    if disagreements:
        blocks.append(Heading(say("Where we disagree")))
    for row in disagreements:
        title = say(
            "{external} on {criterion} {title}: they say {theirs}, we say {ours}",
            external=row["external"],
            criterion=row["criterion"],
            title=pick(row["title"]),
            theirs=wording.status(row["theirs"]),
            ours=wording.status(row["ours"]),
        )
        source = pick(row["source"]) + (f" ({row['year']})" if row["year"] else "")
        pairs = [
            (say("Source"), source),
            (say("Their reason"), pick(row["theirReason"])),
            (say("Our reason"), pick(row["ourReason"])),
        ]
        if row["disputedByText"]:
            pairs.append((say("The text"), pick(row["disputedByText"])))
        blocks += [Heading(title, 2), Pairs(pairs)]
    return Document(
        language=wording.language,
        title=say("Our findings and those of others"),
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(
            COLUMNS,
            [
                (
                    row["external"],
                    row["criterion"],
                    pick(row["title"]),
                    pick(row["source"]),
                    str(row["year"] or ""),
                    str(row["childSpecific"]).lower(),
                    row["theirs"] or "",
                    row["ours"],
                    row["result"],
                    row["because"] or "",
                )
                for row in answer["rows"]
            ],
        ),
    )


def _counts(counts: Answer, wording: Wording) -> tuple[str, ...]:
    return (
        *(str(counts[name]) for name in ("compared", "agree", "disagree")),
        _kappa(counts["kappa"], wording),
        str(counts["shortfall"]["agree"]),
        _kappa(counts["shortfall"]["kappa"], wording),
        str(counts["notComparable"]),
    )


def _kappa(kappa: Answer | None, wording: Wording) -> str:
    if kappa is None:
        return "-"
    value, low, high = (wording.figure(kappa[name]) for name in ("value", "low", "high"))
    return wording.say("{value} ({low} to {high})", value=value, low=low, high=high)
