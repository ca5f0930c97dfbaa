"""The gap report: the answer of `Service.gaps` laid out for readers, the child before the adult."""

from collections.abc import Mapping
from typing import Any

from analyzer.i18n import joined
from analyzer.report import criteria_report, pictures
from analyzer.report.document import Block, Document, Heading, Items, Pairs, Paragraph, Table
from analyzer.report.wording import Wording
from analyzer.text import Text

Answer = Mapping[str, Any]


def lay_out(answer: Answer, wording: Wording, command: str, timeline: Answer | None = None) -> Document:
    """Return the report on `answer`; `command` is printed so that a reader can run it again.

    `timeline` is the answer of `Service.timeline` up to the day of the report, for formats that show pictures.
    """
    say, pick = wording.say, wording.pick
    blocks: list[Block] = [
        Paragraph(
            say(
                "Indonesian law on trafficking in persons, held against {treaties}, as of {day}.",
                treaties=joined([Text(**treaty["short"]) for treaty in answer["treaties"]]),
                day=wording.day(answer["asOf"]),
            )
        ),
        Items([f"{pick(treaty['short'])}: {pick(treaty['note'])}" for treaty in answer["treaties"]]),
    ]
    if answer["assessed"]:
        blocks += _cases(answer, wording)
    else:
        blocks += [
            Heading(say("Cases: not assessed")),
            Paragraph(pick(answer["reason"])),
            Paragraph(say("This is about the cases only; the criteria follow, each with what could be judged.")),
        ]
    if timeline is not None:
        blocks += [Heading(say("How the findings came about")), pictures.statuses_over_time(timeline, wording)]
    blocks += criteria_report.blocks(answer, wording)
    return _document(answer, wording, command, blocks)


def _cases(answer: Answer, wording: Wording) -> list[Block]:
    """Return the analysis of the cases, from the numbers to what was reviewed."""
    say, pick, cases = wording.say, wording.pick, answer["cases"]
    blocks: list[Block] = [
        Heading(say("In short")),
        Paragraph(_summary(cases, wording)),
        *_without_means(answer["casesWithoutMeans"], wording),
        Table(
            (say("Cases"), say("Number")),
            (
                (say("in the whole space"), wording.number(cases["enumerated"])),
                (say("that a treaty covers"), wording.number(cases["treaty"])),
                (say("of these: covered by a trafficking offence"), wording.number(cases["covered"])),
                (say("of these: arguable"), wording.number(cases["arguable"])),
                (
                    say("of these: not reached by any trafficking offence (the gap)"),
                    wording.number(cases["uncovered"]),
                ),
                (say("of the gap: arguable through a related offence"), wording.number(cases["fallback"])),
            ),
        ),
        Paragraph(
            say(
                "A case is one combination of act, means, purpose, victim, route and stage. The boxes below are the "
                "fewest and largest that describe a set of cases exactly; they may overlap."
            ),
            quiet=True,
        ),
    ]
    blocks += _regions(
        answer["regions"],
        wording,
        say("Where the trafficking law has a gap"),
        say("No treaty case lacks a trafficking offence that reaches it, at least arguably."),
    )
    blocks += _regions(
        answer["arguableRegions"],
        wording,
        say("Where it must be argued"),
        say("No treaty case depends on an argument alone."),
    )
    blocks += _elements(answer, wording)
    blocks += _regions(
        answer["exceeds"],
        wording,
        say("Where national law goes further"),
        say("National law does not go further than the treaties."),
    )
    blocks += [
        Heading(say("Open questions that this answer carries")),
        Items([f"{pick(doubt['text'])} ({wording.cite(doubt['basis'])})" for doubt in answer["doubts"]]),
        Heading(say("What was reviewed")),
        Paragraph(pick(answer["reason"])),
    ]
    return blocks


def _document(answer: Answer, wording: Wording, command: str, blocks: list[Block]) -> Document:
    columns = (
        "kind",
        "victim",
        "act",
        "means",
        "purpose",
        "citizenship",
        "route",
        "stage",
        "cases",
        "reached_by",
        "arguable",
        "reason",
    )
    rows = [
        (
            kind,
            region["victim"],
            *(" ".join(region["dimensions"][name]) for name in columns[2:8]),
            str(region["cases"]),
            " ".join(region["treaty"]),
            " ".join(region["arguable"]),
            wording.pick(region["reason"]),
        )
        for kind, key in (("gap", "regions"), ("arguable", "arguableRegions"), ("exceeds", "exceeds"))
        for region in answer[key]
    ]
    return Document(
        language=wording.language,
        title=wording.say("Gap report: trafficking in persons"),
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(columns, rows),
    )


def _summary(cases: Answer, wording: Wording) -> str:
    if not cases["treaty"]:
        return wording.say(
            "No treaty of this report is in force on this date, so there is nothing to hold the law against."
        )
    if cases["uncovered"]:
        return wording.say(
            "Of {treaty} cases that the treaties cover, no trafficking offence reaches {uncovered}; "
            "{arguable} more depend on an argument.",
            treaty=wording.number(cases["treaty"]),
            uncovered=wording.number(cases["uncovered"]),
            arguable=wording.number(cases["arguable"]),
        )
    return wording.say(
        "Every one of {treaty} cases that the treaties cover is reached; {arguable} depend on an argument.",
        treaty=wording.number(cases["treaty"]),
        arguable=wording.number(cases["arguable"]),
    )


def _without_means(cases: Answer, wording: Wording) -> list[Block]:
    """Return how the child rule fares, in numbers of its own: the whole space would make its gap look small."""
    if not cases["treaty"]:
        return []
    line = wording.say(
        "Without any improper means, which the treaties do not ask for where the victim is a child: of {treaty} such "
        "cases, {uncovered} ({share} %) are reached by no trafficking offence, {covered} are covered, and {arguable} "
        "must be argued.",
        treaty=wording.number(cases["treaty"]),
        uncovered=wording.number(cases["uncovered"]),
        share=wording.number(round(100 * cases["uncovered"] / cases["treaty"])),
        covered=wording.number(cases["covered"]),
        arguable=wording.number(cases["arguable"]),
    )
    return [Paragraph(line)]


def _regions(regions: list[Answer], wording: Wording, heading: str, none: str) -> list[Block]:
    blocks: list[Block] = [Heading(heading)]
    if not regions:
        return [*blocks, Paragraph(none)]
    for number, region in enumerate(regions, 1):
        blocks += _region(region, number, wording)
    return blocks


def _region(region: Answer, number: int, wording: Wording) -> list[Block]:
    say = wording.say
    narrowed = {name: wording.spanned(name, values) for name, values in region["dimensions"].items()}
    pairs = [(wording.dimension(name), label) for name, label in narrowed.items() if label != say("any")]
    free = [wording.dimension(name).lower() for name, label in narrowed.items() if label == say("any")]
    if free:
        pairs.append((say("Whatever the"), ", ".join(free)))
    pairs.append((say("Reached by"), wording.cite(region["treaty"])))
    if region["arguable"]:
        pairs.append((say("Can be argued"), wording.cite(region["arguable"])))
    pairs.append((say("Why"), wording.pick(region["reason"])))
    pairs.append((say("Example"), example(region["example"], wording)))
    return [Heading(f"{number}. {region_title(region, wording)}", 2), Pairs(pairs)]


def region_title(region: Answer, wording: Wording) -> str:
    """Return a region in one line: the victim, what narrows it, and how many cases it holds."""
    narrowed = (wording.spanned(name, values) for name, values in region["dimensions"].items())
    return wording.say(
        "{victim}: {narrowed} ({cases} cases)",
        victim=wording.capital(wording.term("age", region["victim"])),
        narrowed="; ".join(label for label in narrowed if label != wording.say("any")),
        cases=wording.number(region["cases"]),
    )


def example(case: Answer, wording: Wording) -> str:
    """Return a worked example in one line, and the command that screens it."""
    facts = "; ".join(f"{label.lower()}: {value}" for label, value in wording.case(case))
    return wording.say("{facts}. Try it: {command}", facts=facts, command=screen_command(case))


def screen_command(case: Answer) -> str:
    """Return the command that screens `case`."""
    words = ["selaras", "screen"]
    for name in ("act", "means", "purpose"):
        for value in case[name]:
            words += [f"--{name}", value]
    for name in ("age", "route", "citizenship", "stage"):
        words += [f"--{name}", str(case[name])]
    for value in case["circumstances"]:
        words += ["--circumstance", value]
    return " ".join(words)


def _elements(answer: Answer, wording: Wording) -> list[Block]:
    say = wording.say
    rows = [
        (
            wording.dimension(row["dimension"]),
            wording.term(row["dimension"], row["treatyTerm"]) if row["treatyTerm"] else "-",
            ", ".join(wording.term(row["dimension"], value) for value in row["national"]) or "-",
            wording.status(row["status"]),
            wording.pick(row["reason"]),
        )
        for row in answer["elements"]
    ]
    return [
        Heading(say("Element by element")),
        Paragraph(
            say(
                "The table compares terms. A term is partial where national law lists no equal one, even where another "
                "term carries the cases; what is reached is told case by case above, and demand by demand in the "
                "findings."
            ),
            quiet=True,
        ),
        *([pictures.element_matrix(answer["elements"], wording)] if answer["elements"] else []),
        Table((say("Element"), say("Treaties"), say("National law"), say("Status"), say("Reason")), rows),
    ]
