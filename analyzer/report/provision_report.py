"""One provision or instrument: the answer of `Service.show` laid out for readers."""

from collections.abc import Mapping
from typing import Any

from analyzer.report.document import Block, Document, Heading, Items, Pairs, Paragraph, Table
from analyzer.report.wording import N_, Wording

Answer = Mapping[str, Any]


def lay_out(answer: Answer, wording: Wording, footer: list[str]) -> Document:
    """Return the page on `answer`, which is about a provision or about a whole instrument."""
    blocks = _provision(answer, wording) if "digest" in answer else _instrument(answer, wording)
    entries = [answer, *answer["contains"]] if "digest" in answer else answer["contains"]
    return Document(
        language=wording.language,
        title=wording.pick(answer["citation"]),
        blocks=blocks,
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


def _provision(answer: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    blocks: list[Block] = [Heading(pick(answer["heading"]))] if pick(answer["heading"]) else []
    if pick(answer["digest"]):
        blocks.append(Paragraph(pick(answer["digest"])))
    blocks += _contains(answer, wording)
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
    if answer["sources"]:
        rows.append((say("Source"), ", ".join(answer["sources"])))
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
    if encoding["penalty"]:
        rows.append((say("Penalty"), wording.pick(encoding["penalty"]["text"])))
    return [Heading(f"{title} ({encoding['provision']})", 2), Pairs(rows)]


def _contains(answer: Answer, wording: Wording) -> list[Block]:
    if not answer["contains"]:
        return []
    lines = [
        f"{wording.pick(entry['citation'])}: {wording.pick(entry['digest']) or wording.pick(entry['heading'])}"
        for entry in answer["contains"]
    ]
    return [Items(lines)]


def _instrument(answer: Answer, wording: Wording) -> list[Block]:
    say, pick = wording.say, wording.pick
    rows = [(say(_DATES[name]), wording.day(value)) for name, value in answer["dates"].items() if name in _DATES]
    if answer["gazette"]:
        rows.append((say("Gazette"), answer["gazette"]))
    rows += [(say("Known"), wording.status(answer["confirmation"])), (say("Short form"), answer["id"])]
    rows += [(say("Official source"), address) for address in answer["officialSources"]]
    blocks: list[Block] = [Paragraph(pick(answer["title"])), Pairs(rows)]
    if answer["notes"][wording.language]:
        blocks += [Heading(say("Notes"), 2), Items(answer["notes"][wording.language])]
    if answer["contains"]:
        table = [
            (entry["id"], pick(entry["heading"]), pick(entry["digest"]))
            for entry in answer["contains"]
            if pick(entry["digest"])
        ]
        blocks += [Heading(say("Provisions")), Table((say("Provision"), say("Heading"), say("Digest")), table)]
    return blocks


_DATES = {
    "date_document": N_("Adopted or enacted"),
    "date_publication": N_("Promulgated"),
    "first_date_entry_in_force": N_("Entry into force"),
    "signedByIndonesia": N_("Signed by Indonesia"),
    "ratifiedByIndonesia": N_("Ratified by Indonesia"),
    "bindsIndonesiaFrom": N_("Binds Indonesia from"),
}
