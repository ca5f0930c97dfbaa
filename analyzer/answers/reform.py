"""What a drafted amendment would change: the base with the draft laid over it, beside the base without."""

from collections.abc import Mapping, Sequence
from typing import Any

Answer = dict[str, Any]


def changes(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """Return the findings whose status differs, with both reasons; the two lists are over the same criteria."""
    earlier = {row["criterion"]: row for row in before}
    return [
        {
            "criterion": row["criterion"],
            "title": row["title"],
            "obligation": row["obligation"],
            "childSpecific": row["childSpecific"],
            "before": earlier[row["criterion"]]["status"],
            "after": row["status"],
            "reasonBefore": earlier[row["criterion"]]["reason"],
            "reasonAfter": row["reason"],
        }
        for row in after
        if row["status"] != earlier[row["criterion"]]["status"]
    ]


def parts_changed(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[Answer]:
    """Return the parts of findings that are met further, or less far, though the status of the whole stays."""
    earlier = {(row["criterion"], part["label"]["en"]): part["degree"] for row in before for part in row["parts"]}
    statuses = {row["criterion"]: row["status"] for row in before}
    return [
        {
            "criterion": row["criterion"],
            "title": row["title"],
            "part": part["label"],
            "before": earlier.get((row["criterion"], part["label"]["en"])),
            "after": part["degree"],
        }
        for row in after
        if row["status"] == statuses[row["criterion"]]
        for part in row["parts"]
        if part["degree"] != earlier.get((row["criterion"], part["label"]["en"]))
    ]


def regions_changed(
    before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> tuple[list[Answer], list[Answer]]:
    """Return the gap regions that are gone or smaller, and those that are new or larger."""

    def key(region: Mapping[str, Any]) -> str:
        return repr((region["victim"], sorted((name, tuple(values)) for name, values in region["dimensions"].items())))

    then, now = {key(item): dict(item) for item in before}, {key(item): dict(item) for item in after}
    closed = [item for name, item in then.items() if name not in now]
    return closed, [item for name, item in now.items() if name not in then]
