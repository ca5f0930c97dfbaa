"""Our findings beside those of outside bodies: agreement by source, and every disagreement with both reasons."""

from collections.abc import Mapping
from typing import Any

from analyzer.i18n import N_
from analyzer.report.criteria_report import source_line, year
from analyzer.report.document import Block, Document, Heading, Pairs, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("external", "criterion", "title", "source", "year", "child_specific", "theirs", "ours", "result", "because")


RESULTS = ("disagree", "agree", "not-comparable")

BECAUSE = {
    "practice": N_("it speaks of practice"),
    "no-direction": N_("it comes to no status"),
    "not-assessed": N_("we have no answer of our own"),
}


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
        Paragraph(
            say(
                "Each finding published by {day} is held against the law of that day, and later ones are left out. An "
                "older one speaks of the law of its own time, whose year stands beside it; where the law has changed "
                "since, that alone can make us disagree.",
                day=wording.day(answer["asOf"]),
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
    by_result = {name: [row for row in answer["rows"] if row["result"] == name] for name in RESULTS}
    if by_result["disagree"]:
        blocks.append(Heading(say("Where we disagree")))
    for row in by_result["disagree"]:
        blocks += _disagreement(row, wording)
    if by_result["agree"]:
        blocks += [
            Heading(say("Where we agree")),
            Table(
                (say("Finding"), say("Year"), say("Criterion"), say("Status"), say("Source")),
                [
                    (*_named(row, wording), wording.status(row["ours"]), source_line(row, wording))
                    for row in by_result["agree"]
                ],
            ),
        ]
    if by_result["not-comparable"]:
        blocks += [
            Heading(say("What cannot be compared")),
            Table(
                (say("Finding"), say("Year"), say("Criterion"), say("Because")),
                [(*_named(row, wording), _because(row, wording)) for row in by_result["not-comparable"]],
            ),
        ]
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


def _disagreement(row: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    title = say(
        "{external} on {criterion} {title}: they say {theirs}, we say {ours}",
        external=f"{row['external']} ({year(row, wording)})",
        criterion=row["criterion"],
        title=pick(row["title"]),
        theirs=wording.status(row["theirs"]),
        ours=wording.status(row["ours"]),
    )
    pairs = [
        (say("Source"), source_line(row, wording)),
        (say("Their reason"), pick(row["theirReason"])),
        (say("Our reason"), pick(row["ourReason"])),
    ]
    if row["disputedByText"]:
        pairs.append((say("The text"), pick(row["disputedByText"])))
    return [Heading(title, 2), Pairs(pairs)]


def _named(row: Answer, wording: Wording) -> tuple[str, str, str]:
    """Return the number and the year of an outside finding, and the criterion it is held against."""
    return row["external"], year(row, wording), f"{row['criterion']} {wording.pick(row['title'])}"


def _because(row: Answer, wording: Wording) -> str:
    reason = BECAUSE[row["because"]]
    return wording.say(reason)


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
