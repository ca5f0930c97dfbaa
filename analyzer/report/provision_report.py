"""Provisions, divisions and instruments: the answer of `Service.show`, or of `show_all`, laid out for readers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from analyzer.i18n import N_
from analyzer.report.document import Block, Document, Heading, Items, Pairs, Paragraph, Table
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]


def lay_out(answer: Answer, wording: Wording, footer: list[str]) -> Document:
    """Return the page on `answer`, which is about a provision, a division, a whole instrument, or several of them."""
    several = "provisions" in answer
    answers = answer["provisions"] if several else [answer]
    blocks: list[Block] = []
    for shown in answers:
        blocks += [Heading(wording.pick(shown["citation"])), *_lowered(_page(shown, wording))] if several else []
    entries = [entry for shown in answers for entry in ([shown] if "digest" in shown else []) + list(shown["contains"])]
    return Document(
        language=wording.language,
        title=wording.say("Provisions") if several else wording.pick(answer["citation"]),
        blocks=blocks or _page(answer, wording),
        footer=footer,
        records=Table(
            ("id", "citation", "heading", "digest", "confirmation"),
            [
                (
                    entry["id"],
                    wording.pick(entry["citation"]),
                    wording.pick(entry["heading"]),
                    wording.pick(entry["digest"]),
                    entry["confirmation"],
                )
                for entry in entries
            ],
        ),
    )


def _page(answer: Answer, wording: Wording) -> list[Block]:
    if "digest" in answer:
        return _provision(answer, wording)
    return _instrument(answer, wording) if "dates" in answer else _division(answer, wording)


def _lowered(blocks: Sequence[Block]) -> list[Block]:
    return [replace(block, level=block.level + 1) if isinstance(block, Heading) else block for block in blocks]


def _provision(answer: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    blocks: list[Block] = [Heading(pick(answer["heading"]))] if pick(answer["heading"]) else []
    if pick(answer["digest"]):
        blocks.append(Paragraph(pick(answer["digest"])))
    blocks += [*_contains(answer, wording), *_elucidations(answer, wording)]
    blocks.append(Pairs(_status(answer, wording)))
    for encoding in (*answer["definitions"], *answer["offences"]):
        blocks += _encoding(encoding, wording)
    for accessory in answer["accessoryOffences"]:
        blocks += [Heading(say("Offence"), 2), Paragraph(pick(accessory["conduct"]))]
        if accessory["penalty"]:
            blocks.append(Paragraph(say("Penalty: {range}.", range=pick(accessory["penalty"]))))
    if answer["aggravations"]:
        rows = [
            (
                wording.cite([rule["provision"]]),
                rule["factor"],
                wording.cite(rule["appliesTo"]),
                pick(rule["condition"]),
            )
            for rule in answer["aggravations"]
        ]
        blocks += [
            Heading(say("Aggravations"), 2),
            Table((say("Rule"), say("Effect"), say("Applies to"), say("Condition")), rows),
        ]
    if answer["notes"][wording.language]:
        blocks += [Heading(say("Notes"), 2), Items(answer["notes"][wording.language])]
    if answer["doubts"]:
        lines = [f"{pick(doubt['text'])} ({wording.cite(doubt['basis'])})" for doubt in answer["doubts"]]
        blocks += [Heading(say("Open questions"), 2), Items(lines)]
    return blocks


def _elucidations(answer: Answer, wording: Wording) -> list[Block]:
    """Return what the official elucidation says, apart from the law that it explains."""
    if not answer["elucidations"]:
        return []
    lines = []
    for item in answer["elucidations"]:
        heading = wording.pick(item["heading"])
        label = f"{wording.pick(item['citation'])} ({heading})" if heading else wording.pick(item["citation"])
        lines.append(f"{label}: {wording.marked(wording.pick(item['digest']), item['confirmation'])}")
    return [Heading(wording.say("Elucidation"), 2), Items(lines)]


def _status(answer: Answer, wording: Wording) -> list[tuple[str, str]]:
    say = wording.say
    force = answer["inForce"]
    period = say("from {day}", day=wording.day(force["from"]))
    if force["to"]:
        period = say(
            "from {first} until {last}; no longer in force from then on",
            first=wording.day(force["from"]),
            last=wording.day(force["to"]),
        )
    rows = [(say("Kind"), wording.pick(answer["kindLabel"])), (say("In force"), period)]
    if answer["repealedBy"]:
        rows.append((say("Repealed by"), wording.cite([answer["repealedBy"]])))
    if answer["replacedBy"]:
        rows.append((say("Replaced by"), wording.cite([answer["replacedBy"]])))
    rows.append((say("Known"), wording.status(answer["confirmation"])))
    if answer["refersTo"]:
        rows.append((say("Refers to"), wording.cite(answer["refersTo"])))
    if answer["referredToBy"]:
        rows.append((say("Referred to by"), wording.cite(answer["referredToBy"])))
    if answer["sourceTitles"]:
        rows.append((say("Source"), wording.sources(answer["sourceTitles"])))
    rows.append((say("Short form"), answer["id"]))
    return rows


def _encoding(encoding: Answer, wording: Wording) -> list[Block]:
    say = wording.say
    title = say("Definition by elements") if encoding["family"] is None else say("Offence by elements")
    keys = {
        "acts": "act",
        "means": "means",
        "purposes": "purpose",
        "victim": "age",
        "citizenship": "citizenship",
        "route": "route",
        "stage": "stage",
    }
    rows = [
        (
            wording.dimension(dimension),
            say("not required")
            if dimension in encoding["unrestricted"]
            else wording.terms(dimension, encoding[key]) or say("argued, see below"),
        )
        for key, dimension in keys.items()
    ]
    if encoding["furtherElement"]:
        rows.append((say("Further element"), wording.pick(encoding["furtherElement"])))
    if encoding["confirmation"] != "text":
        rows.append((say("Known"), wording.status(encoding["confirmation"])))
    if encoding["penalty"]:
        rows.append((say("Penalty"), wording.pick(encoding["penalty"]["text"])))
    laid_out: list[Block] = [Heading(f"{title} ({encoding['provision']})", 2), Pairs(rows)]
    if encoding["readings"]:
        laid_out += [
            Paragraph(say("How values are read here:")),
            Items([_reading(item, wording) for item in encoding["readings"]]),
        ]
    return laid_out


def _reading(reading: Answer, wording: Wording) -> str:
    """Return in one line how far some values of a dimension are reached, and why."""
    named = f"{wording.dimension(reading['dimension'])}: {wording.terms(reading['dimension'], reading['terms'])}"
    return f"{named}: {wording.status(reading['coverage'])}. {wording.pick(reading['reason'])}"


def _contains(answer: Answer, wording: Wording) -> list[Block]:
    if not answer["contains"]:
        return []
    lines = []
    for entry in answer["contains"]:
        said = wording.pick(entry["digest"]) or wording.pick(entry["heading"])
        lines.append(wording.marked(f"{wording.pick(entry['citation'])}: {said}", entry["confirmation"]))
    return [Items(lines)]


def _division(answer: Answer, wording: Wording) -> list[Block]:
    heading = wording.pick(answer["heading"])
    blocks: list[Block] = [Heading(heading)] if heading else []
    return [*blocks, Pairs([(wording.say("Short form"), answer["id"])]), *_tree(answer, [answer], wording)]


def _tree(answer: Answer, outer: Sequence[Answer], wording: Wording) -> list[Block]:
    """Return the provisions of `answer` in reading order, under the headings of the divisions `outer` and below."""
    above: dict[str, tuple[Answer, ...]] = {}
    _place(outer, (), above)
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    opened: tuple[Answer, ...] = (answer,) if outer and outer[0] is answer else ()
    branch, already = opened, len(opened)

    def close() -> None:
        if rows:
            columns = (wording.say("Provision"), wording.say("Heading"), wording.say("Digest"))
            blocks.append(Table(columns, list(rows)))
            rows.clear()

    for entry in answer["contains"]:
        if entry["depth"] == 0:
            branch = above.get(entry["id"], ())
        digest = wording.pick(entry["digest"])
        if not digest:
            continue
        if branch != opened:
            close()
            fresh = [division for division in branch if division not in opened]
            for division in fresh:
                title = f"{wording.pick(division['citation'])} - {wording.pick(division['heading'])}"
                blocks.append(Heading(title.removesuffix(" - "), 2 + branch.index(division) - already))
            opened = branch
        rows.append((entry["id"], wording.pick(entry["heading"]), wording.marked(digest, entry["confirmation"])))
    close()
    return blocks


def _place(divisions: Sequence[Answer], branch: tuple[Answer, ...], above: dict[str, tuple[Answer, ...]]) -> None:
    """Note for every article of `divisions` in `above` the divisions that hold it, the outer first."""
    for division in divisions:
        inside = (*branch, division)
        _place(division["divisions"], inside, above)
        for held in division["contains"]:
            reference = held if isinstance(held, str) else held["id"]
            above.setdefault(reference, inside)


def _instrument(answer: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    dates = answer["dates"]
    rows = [(say(label), wording.day(dates[name])) for name, label in _DATES.items() if name in dates]
    if answer["gazette"]:
        rows.append((say("Gazette"), answer["gazette"]))
    rows += [(say("Known"), wording.status(answer["confirmation"])), (say("Short form"), answer["id"])]
    rows += [(say("Official source"), address) for address in answer["officialSources"]]
    if answer["sourceTitles"]:
        rows.append((say("Source"), wording.sources(answer["sourceTitles"])))
    blocks: list[Block] = [Paragraph(pick(answer["title"])), Pairs(rows), *_elucidations(answer, wording)]
    if answer["notes"][wording.language]:
        blocks += [Heading(say("Notes"), 2), Items(answer["notes"][wording.language])]
    if answer["contains"]:
        blocks += [Heading(say("Provisions")), *_tree(answer, answer["divisions"], wording)]
    return blocks


_DATES = {
    "date_document": N_("Adopted or enacted"),
    "date_publication": N_("Promulgated"),
    "first_date_entry_in_force": N_("Entry into force"),
    "date_no_longer_in_force": N_("No longer in force from"),
    "signedByIndonesia": N_("Signed by Indonesia"),
    "ratifiedByIndonesia": N_("Ratified by Indonesia"),
    "bindsIndonesiaFrom": N_("Binds Indonesia from"),
}
