"""Lists of provisions and search results, laid out for readers."""

from collections.abc import Mapping
from typing import Any

from analyzer.report.document import Block, Document, Heading, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]

COLUMNS = ("id", "citation", "heading", "digest", "kind", "in_force", "confirmation")


def lay_out_list(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the list of provisions in `answer`."""
    say, pick = wording.say, wording.pick
    rows = [
        (
            entry["id"],
            pick(entry["heading"]),
            wording.marked(pick(entry["digest"]), entry["confirmation"]),
            wording.force(entry["inForceOn"]),
        )
        for entry in answer["provisions"]
    ]
    blocks: list[Block] = [
        Paragraph(say("{count} provisions, as of {day}.", count=answer["count"], day=wording.day(answer["asOf"])))
    ]
    if rows:
        blocks.append(Table((say("Provision"), say("Heading"), say("Digest"), say("In force")), rows))
    return Document(
        language=wording.language,
        title=say("Provisions"),
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(COLUMNS, [_record(entry, wording) for entry in answer["provisions"]]),
    )


def lay_out_search(answer: Answer, wording: Wording, command: str) -> Document:
    """Return the search results in `answer`, best first."""
    say, pick = wording.say, wording.pick
    blocks: list[Block] = [Paragraph(say("{count} found for: {query}", count=answer["count"], query=answer["query"]))]
    blocks += [Paragraph(line) for line in _remarks(answer, wording)]
    for result in answer["results"]:
        if result["type"] == "term":
            blocks += [
                Heading(say("{term} (glossary)", term=pick(result["label"])), 2),
                Paragraph(pick(result["meaning"])),
            ]
        else:
            title = f"{pick(result['citation'])} - {pick(result['heading'])}"
            blocks += [
                Heading(title, 2),
                Paragraph(wording.marked(pick(result["snippet"]), result["confirmation"])),
                Paragraph(f"{result['id']} ({wording.force(result['inForceOn'])})", quiet=True),
            ]
    found = [entry for entry in answer["results"] if entry["type"] == "provision"]
    return Document(
        language=wording.language,
        title=say("Search"),
        blocks=blocks,
        footer=wording.footer(answer, command),
        records=Table(COLUMNS, [_record(entry, wording) for entry in found]),
    )


def _remarks(answer: Answer, wording: Wording) -> list[str]:
    """Return what a reader must know of a search besides its results: where it looked, how to go on from nothing."""
    say = wording.say
    lines = []
    if answer["suggestion"]:
        lines.append(say("Did you mean: {suggestion}?", suggestion=answer["suggestion"]))
    if not answer["count"]:
        lines.append(say("Nothing was found. Use fewer or other words, or leave out filters to look in all laws."))
    if answer["nearest"]:
        lines.append(say("The knowledge base does not hold the provision that is cited; these are the nearest."))
    if answer["numbered"]:
        lines.append(
            say(
                "Provisions of this number come first: {count}. Name the law too to find one of them.",
                count=answer["numbered"],
            )
        )
    lines += [
        say("Finding {criterion}: {title}", criterion=item["criterion"], title=wording.pick(item["title"]))
        for item in answer["findings"]
    ]
    return lines + _where(answer, wording)


def _where(answer: Answer, wording: Wording) -> list[str]:
    """Return in which laws it was looked, where the words name one."""
    within = answer["within"]
    if not (within and answer["count"]):
        return []
    laws = ", ".join(wording.pick(item["citation"]) for item in within["instruments"])
    if within["found"]:
        return [wording.say("Looked for in {laws}, as the words ask.", laws=laws)]
    return [wording.say("Nothing was found in {laws}; this is what is found elsewhere.", laws=laws)]


def _record(entry: Answer, wording: Wording) -> tuple[str, ...]:
    return (
        entry["id"],
        wording.pick(entry["citation"]),
        wording.pick(entry["heading"]),
        wording.pick(entry["digest"]),
        entry["kind"],
        str(entry["inForceOn"]).lower(),
        entry["confirmation"],
    )
