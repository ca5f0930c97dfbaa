"""The screening report: the answer of `Service.screen` laid out for the file of a case."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from analyzer.i18n import N_
from analyzer.report.document import Block, Document, Heading, Items, Pairs, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]


def lay_out(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the report on `answer`; `command` is printed so that a reader can run it again."""
    say, pick = wording.say, wording.pick
    others = [result for result in answer["results"] if result["coverage"] == "not-covered"]
    verdict = wording.status(answer["verdict"])
    blocks: list[Block] = [
        Paragraph(say("Result: {verdict}. {reason}", verdict=verdict.upper(), reason=pick(answer["reason"]))),
        Heading(say("The facts, as of {day}", day=wording.day(answer["asOf"]))),
        Pairs(wording.case(answer["case"])),
    ]
    if answer["consent"]["text"]:
        blocks.append(Paragraph(f"{pick(answer['consent']['text'])} ({wording.cite(answer['consent']['by'])})"))
    blocks += [*_reached(answer, wording), *_rules(answer, wording), *_to_prove(answer, wording)]
    blocks += _open_questions(answer, wording)
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


def _reached(answer: Answer, wording: Wording) -> list[Block]:
    """Return what reaches the case: the definitions, the offences that cover it, and those that can be argued."""
    reached = [result for result in answer["results"] if result["coverage"] != "not-covered"]
    if not reached:
        return [
            Heading(wording.say("What reaches the case")),
            Paragraph(wording.say("Nothing in the base reaches it.")),
        ]
    offences = [result for result in reached if result["kind"] != "definition"]
    groups = {
        N_("Definitions that reach the case ({count})"): [item for item in reached if item["kind"] == "definition"],
        N_("Offences that cover the case ({count})"): [item for item in offences if item["coverage"] == "covered"],
        N_("Offences that can be argued ({count})"): [item for item in offences if item["coverage"] != "covered"],
    }
    told = {rule["basis"] for rule in answer["rules"] if len(rule["appliedTo"]) > 1}
    blocks: list[Block] = []
    for title, results in groups.items():
        if results:
            blocks.append(Heading(wording.say(title, count=len(results))))
            for result in results:
                blocks += _result(result, wording, told)
    return blocks


def shared_rules(answer: Answer) -> list[Answer]:
    """Return the rules of the answer that are not told in full with the one offence to which they are applied."""
    return [rule for rule in answer["rules"] if rule["notApplied"] or len(rule["appliedTo"]) > 1]


def doubts(results: Iterable[Answer]) -> list[Answer]:
    """Return each doubt about what reaches the case once, with the provisions that it is ``about``."""
    found: dict[str, dict[str, Any]] = {}
    for item in results:
        if item["coverage"] != "not-covered":
            for doubt in (*item["doubts"], *(item["penalty"]["doubts"] if item["penalty"] else ())):
                told = found.setdefault(doubt["text"]["en"], {**doubt, "about": []})
                if item["provision"] not in told["about"]:
                    told["about"].append(item["provision"])
    return list(found.values())


def _open_questions(answer: Answer, wording: Wording) -> list[Block]:
    lines = []
    for doubt in doubts(answer["results"]):
        basis = f" ({wording.cite(doubt['basis'])})" if doubt["basis"] else ""
        others = [provision for provision in doubt["about"] if provision not in doubt["basis"]]
        about = wording.say(" About {provisions}.", provisions=wording.cite(others)) if others else ""
        lines.append(f"{wording.pick(doubt['text'])}{basis}{about}")
    return [Heading(wording.say("Open questions of law")), Items(lines)] if lines else []


def _rules(answer: Answer, wording: Wording) -> list[Block]:
    """Return the rules that were looked at for the penalties, each with its condition once."""
    lines = []
    for rule in shared_rules(answer):
        line = f"[{wording.cite([rule['basis']])}] {wording.pick(rule['condition'])}"
        if rule["appliedTo"]:
            line += " " + wording.say("Applied to {provisions}.", provisions=wording.cite(rule["appliedTo"]))
        for item in rule["notApplied"]:
            reason = wording.pick(item["reason"])
            if rule["appliedTo"] or len(rule["notApplied"]) > 1:
                reason += f" ({wording.cite(item['provisions'])})"
            line += " " + wording.say("Not applied: {reason}", reason=reason)
        lines.append(line)
    return [Heading(wording.say("Rules that can change the penalty")), Items(lines)] if lines else []


def _to_prove(answer: Answer, wording: Wording) -> list[Block]:
    """Return the elements that the facts give, each of which has to be proved."""
    lines = []
    for item in answer["elementsToProve"]:
        line = f"{wording.dimension(item['dimension'])}: {wording.terms(item['dimension'], item['values'])}"
        if item["provisions"]:
            line += f" ({wording.cite(item['provisions'])})"
        if item["argued"]:
            line += "; " + wording.say("to be argued under {provisions}", provisions=wording.cite(item["argued"]))
        lines.append(". ".join([line, *(wording.pick(note["text"]) for note in item["notes"])]))
    return [Heading(wording.say("What has to be proved")), Items(lines)] if lines else []


def _result(result: Answer, wording: Wording, told: AbstractSet[str]) -> list[Block]:
    """Return one result; the conditions of the rules `told` (their bases) are said elsewhere."""
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
    if penalty:
        blocks.append(Paragraph(say("Penalty: {range}.", range=pick(penalty["text"]))))
        if len(penalty["steps"]) > 1:
            blocks.append(Items([_step(step, wording, told) for step in penalty["steps"]]))
        if penalty["raisedMinimum"]:
            blocks.append(Paragraph(pick(penalty["raisedMinimum"]), quiet=True))
    return blocks


def _step(step: Answer, wording: Wording, told: AbstractSet[str]) -> str:
    through = wording.say(" through {provisions}", provisions=wording.cite(step["through"])) if step["through"] else ""
    text = step["effect" if step["basis"] in told else "text"]
    return f"[{wording.cite([step['basis']])}{through}] {wording.pick(text)}"


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
