"""Findings on criteria laid out for readers: the summary, the children first, then each pillar."""

from collections.abc import Mapping, Sequence
from typing import Any

from analyzer.report import pictures
from analyzer.report.document import Block, Document, Heading, Items, Link, Pairs, Paragraph, Sources, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = (
    *("criterion", "title", "pillar", "obligation", "weight", "child_specific", "kind", "status", "method", "reason"),
    *("treaty", "national", "external_agree", "external_disagree", "confirmation"),
)
STATUSES = ("aligned", "exceeds", "partial", "gap", "not-assessed")
"""The statuses in the order in which tables show them."""

MOST_NAMED = 4
"""More sources than this are not named after a reason."""


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the report on `answer`; `command` is printed so that a reader can run it again."""
    return Document(
        language=wording.language,
        title=wording.say("Findings on criteria"),
        blocks=blocks(answer, wording),
        footer=wording.footer(answer, command),
        records=records(answer["findings"], wording),
    )


def blocks(answer: Answer, wording: Wording) -> list[Block]:
    """Return the summary and all findings, those particular to children first."""
    say = wording.say
    children = [row for row in answer["findings"] if row["childSpecific"]]
    laid_out = [Heading(say("Criteria in short")), *_summary(answer, wording)]
    if children:
        laid_out += [Heading(say("Children first")), *_findings(children, wording)]
    for pillar in answer["summary"]["byPillar"]:
        rows = [row for row in answer["findings"] if row["pillar"] == pillar and not row["childSpecific"]]
        if rows:
            laid_out += [Heading(wording.capital(wording.name(pillar))), *_findings(rows, wording)]
    if answer["external"]:
        laid_out += [Heading(say("What others found")), Items([_outside(item, wording) for item in answer["external"]])]
    if answer["sources"]:
        laid_out += [
            Heading(say("Where the law was read")),
            Sources([_read(item, wording) for item in answer["sources"]]),
        ]
    return laid_out


def records(findings: Sequence[Answer], wording: Wording) -> Table:
    """Return the findings as the rows of a table with stable column names."""
    pick = wording.pick
    return Table(
        COLUMNS,
        [
            (
                row["criterion"],
                pick(row["title"]),
                row["pillar"],
                row["obligation"],
                str(row["weight"]),
                str(row["childSpecific"]).lower(),
                row["kind"],
                row["status"],
                row["method"],
                pick(row["reason"]),
                " ".join(row["treaty"]),
                " ".join(row["national"]),
                " ".join(row["externalAgree"]),
                " ".join(row["externalDisagree"]),
                row["confirmation"],
            )
            for row in findings
        ],
    )


def _summary(answer: Answer, wording: Wording) -> list[Block]:
    say, summary = wording.say, answer["summary"]
    if not summary["criteria"]:
        return [Paragraph(say("No criterion passes all of these filters."))]
    heads = tuple(wording.capital(wording.status(status)) for status in STATUSES)

    def row(name: str, counts: Mapping[str, int]) -> tuple[str, ...]:
        return (name, *(str(counts[status]) for status in STATUSES))

    def table(name: str, counted: Mapping[str, Mapping[str, int]]) -> Table:
        return Table(
            (name, *heads), [row(wording.capital(wording.name(key)), counts) for key, counts in counted.items()]
        )

    return [
        Paragraph(
            say(
                "Criteria: {count}. Judged by a rule over the encoded law: {computed}; by a person: {assessed}. "
                "Duties and recommendations are counted apart; there is no total score. Notes on a finding speak of "
                "all dates, not only of the one asked about.",
                count=summary["criteria"],
                computed=summary["computed"],
                assessed=summary["assessed"],
            )
        ),
        table(say("Obligation"), summary["byObligation"]),
        Table((say("Of these"), *heads), [row(say("Particular to children"), summary["childSpecific"])]),
        pictures.pillar_matrix(summary["byPillar"], wording),
        table(say("Pillar"), summary["byPillar"]),
    ]


def _findings(rows: Sequence[Answer], wording: Wording) -> list[Block]:
    return [block for row in rows for block in _finding(row, wording)]


def _finding(row: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    title = f"{row['criterion']} {pick(row['title'])}: {wording.status(row['status']).upper()}"
    pairs = [
        (say("Test"), pick(row["test"])),
        (say("Why"), _why(row, wording)),
        (
            say("Demanded by"),
            "; ".join([*([wording.cite(row["treaty"])] if row["treaty"] else []), *row["guidance"]]),
        ),
    ]
    if row["national"]:
        pairs.append((say("National law"), wording.cite(row["national"])))
    obligation = say("{obligation}, weight {weight}", obligation=wording.name(row["obligation"]), weight=row["weight"])
    pairs.append((say("Obligation"), obligation))
    if row["method"] == "computed":
        pairs.append((say("Judged by"), say("the rule {rule}", rule=row["rule"])))
    elif row["reviewer"]:
        pairs.append((say("Judged by"), f"{pick(row['reviewer'])}, {wording.day(row['reviewed'])}"))
    if row["externalAgree"]:
        pairs.append((say("Others agree"), ", ".join(row["externalAgree"])))
    if row["externalDisagree"]:
        pairs.append((say("Others disagree"), ", ".join(row["externalDisagree"])))
    if row["practice"]:
        pairs.append((say("In practice"), ", ".join(wording.name(slug) for slug in row["practice"])))
    laid_out: list[Block] = [Heading(title, 2), Pairs(pairs)]
    if row["notes"]:
        laid_out.append(Items([pick(note) for note in row["notes"]]))
    return laid_out


def _why(row: Answer, wording: Wording) -> str:
    """Return the reason, and what it rests on that was not read in the text, where that is only a part of it."""
    reason, confirmation = wording.pick(row["reason"]), row["confirmation"]
    sources = [*row["treaty"], *row["national"]]
    unsure = [source for source in sources if wording.confirmation(source) == confirmation]
    if confirmation == "text" or len(unsure) == len(sources) or (not unsure and row["method"] == "assessed"):
        return wording.marked(reason, confirmation)
    if 0 < len(unsure) <= MOST_NAMED:
        return f"{reason} " + wording.say("It rests in part on {sources}.", sources=wording.cite(unsure))
    return f"{reason} [" + wording.say("in part {status}", status=wording.status(confirmation)) + "]"


def _outside(item: Answer, wording: Wording) -> str:
    """Return an outside finding in one line, and what the text of the law says to it where it says otherwise."""
    pick = wording.pick
    head = wording.say(
        "{finding} ({year}) on {criteria}: {status}.",
        finding=item["id"],
        year=year(item, wording),
        criteria=", ".join(item["criteria"]),
        status=wording.status(item["direction"]) if item["direction"] else wording.say("no status"),
    )
    disputed = [pick(item["disputedByText"])] if item["disputedByText"] else []
    source = wording.say("Source: {source}.", source=source_line(item, wording))
    return " ".join([head, pick(item["description"]), *disputed, source])


def year(item: Answer, wording: Wording) -> str:
    """Return the year in which an outside finding was published."""
    return str(item["year"]) if item["year"] else wording.say("year not known")


def source_line(item: Answer, wording: Wording) -> str:
    """Return what the source of an outside finding is called, and by whom or in what it was published."""
    return f"{wording.pick(item['source'])}; {wording.pick(item['publication'])}"


def _read(item: Answer, wording: Wording) -> tuple[str, list[Link]]:
    """Return an instrument as a list of literature has it, and where it was read: by title, or else by address."""
    pick = wording.pick
    title = ", ".join([pick(item["title"]), *filter(None, [item["gazette"]])])
    named = wording.marked(pick(item["citation"]), item["confirmation"])
    links = [
        Link(source["address"] if _untitled(source, wording) else pick(source["title"]), source["address"])
        for source in item["sourceTitles"]
    ]
    return f"{named}: {title}.", links


def _untitled(source: Answer, wording: Wording) -> bool:
    """Tell whether a source is called by the host of its address only."""
    return source["address"] is not None and wording.pick(source["title"]) in source["address"]
