"""The screening report: the answer of `Service.screen` laid out for the file of a case."""

from collections.abc import Mapping
from typing import Any

from analyzer.report.document import Block, Document, Heading, Items, Pairs, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the report on `answer`; `command` is printed so that a reader can run it again."""
    say, pick = wording.say, wording.pick
    reached = [result for result in answer["results"] if result["coverage"] != "not-covered"]
    others = [result for result in answer["results"] if result["coverage"] == "not-covered"]
    verdict = wording.status(answer["verdict"])
    blocks: list[Block] = [
        Paragraph(say("Result: {verdict}. {reason}", verdict=verdict.upper(), reason=pick(answer["reason"]))),
        Heading(say("The facts, as of {day}", day=wording.day(answer["asOf"]))),
        Pairs(wording.case(answer["case"])),
    ]
    if answer["consent"]["text"]:
        blocks.append(Paragraph(f"{pick(answer['consent']['text'])} ({wording.cite(answer['consent']['by'])})"))
    blocks.append(Heading(say("What reaches the case")))
    if not reached:
        blocks.append(Paragraph(say("Nothing in the base reaches it.")))
    for result in reached:
        blocks += _result(result, wording)
    if answer["opens"]:
        blocks += [
            Heading(say("Rights and procedures that open for the victim")),
            Paragraph(say("Each applies as far as the case is handled under the law that gives it."), quiet=True),
        ]
        for need in answer["needs"]:
            lines = [
                wording.marked(f"{pick(entry['citation'])}: {pick(entry['digest'])}", entry["confirmation"])
                for entry in answer["opens"]
                if entry["need"] == need["id"]
            ]
            blocks += [Heading(wording.capital(pick(need["label"])), 2), Items(lines)]
    if others:
        blocks += [
            Heading(say("What does not reach it")),
            Items(
                [
                    wording.marked(f"{pick(result['citation'])}: {pick(result['reason'])}", result["confirmation"])
                    for result in others
                ]
            ),
        ]
    columns = (
        (
            "provision",
            "kind",
            "coverage",
            *answer["results"][0]["elements"],
            "prison_min_years",
            "prison_max_years",
            "fine_min_idr",
            "fine_max_idr",
            "reason",
            "confirmation",
        )
        if answer["results"]
        else ()
    )
    return Document(
        language=wording.language,
        title=say("Screening of a case"),
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(columns, [_record(result, wording) for result in answer["results"]]),
    )


def _result(result: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    title = f"{pick(result['citation'])} - {pick(result['heading'])}: {wording.status(result['coverage'])}"
    elements = ", ".join(
        f"{wording.dimension(name).lower()} {wording.status(status)}" for name, status in result["elements"].items()
    )
    pairs = [(say("Why"), pick(result["reason"])), (say("Elements"), elements)]
    if result["readWith"]:
        pairs.append((say("Read with"), wording.cite(result["readWith"])))
    pairs.append((say("Known"), wording.status(result["confirmation"])))
    blocks: list[Block] = [Heading(title, 2), Pairs(pairs)]
    penalty = result["penalty"]
    doubts = {doubt["text"][wording.language]: doubt for doubt in result["doubts"]}
    if penalty:
        blocks.append(Paragraph(say("Penalty: {range}.", range=pick(penalty["text"]))))
        blocks.append(Items([_step(step, wording) for step in (*penalty["steps"], *penalty["notApplied"])]))
        doubts |= {doubt["text"][wording.language]: doubt for doubt in penalty["doubts"]}
        raised = penalty["prisonMinYearsIfRaised"]
        if raised:
            blocks.append(
                Paragraph(say("If the increase also lifts the minimum: {years} years.", years=raised), quiet=True)
            )
    if doubts:
        lines = [f"{text} ({wording.cite(doubt['basis'])})" for text, doubt in doubts.items()]
        blocks += [Paragraph(say("Open questions:"), quiet=True), Items(lines)]
    return blocks


def _step(step: Answer, wording: Wording) -> str:
    through = wording.say(" through {provisions}", provisions=wording.cite(step["through"])) if step["through"] else ""
    return f"[{wording.cite([step['basis']])}{through}] {wording.pick(step['text'])}"


def _record(result: Answer, wording: Wording) -> tuple[str, ...]:
    penalty = result["penalty"] or {}
    figures = ("prisonMinYears", "prisonMaxYears", "fineMinIdr", "fineMaxIdr")
    return (
        result["provision"],
        result["kind"],
        result["coverage"],
        *result["elements"].values(),
        *("" if penalty.get(name) is None else str(penalty[name]) for name in figures),
        wording.pick(result["reason"]),
        result["confirmation"],
    )
