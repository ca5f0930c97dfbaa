"""The form that takes the facts of a case: which fields there are, what was filled in, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from webui.dates import printable

SEVERAL = ("act", "means", "purpose")
"""The dimensions in which one case may have several values."""

AGE = "age"


@dataclass(frozen=True, slots=True)
class CaseForm:
    """The filled-in form: values by dimension, the age as typed, circumstances, and one line for each bad field."""

    values: Mapping[str, list[str]]
    age: str
    circumstances: list[str]
    errors: dict[str, str] = field(default_factory=dict)


def read(arguments: MultiDict[str, str], vocabulary: Mapping[str, Any]) -> CaseForm:
    """Return what the reader filled in, unchecked."""
    values = {
        name: [_folded(value) for value in arguments.getlist(name) if value.strip()][: None if name in SEVERAL else 1]
        for name in vocabulary["dimensions"]
        if name != AGE
    }
    circumstances = [_folded(value) for value in arguments.getlist("circumstance") if value.strip()]
    return CaseForm(values, arguments.get(AGE, "").strip(), circumstances)


def check(form: CaseForm, vocabulary: Mapping[str, Any]) -> dict[str, str]:
    """Return for each field that is missing or wrong one line in the reader's language."""
    errors: dict[str, str] = {}
    for name, values in form.values.items():
        known = {term["value"] for term in vocabulary["dimensions"][name]["terms"]}
        if not values:
            errors[name] = gettext("Choose at least one.") if name in SEVERAL else gettext("Choose one.")
        elif not known.issuperset(values):
            errors[name] = _unknown(next(value for value in values if value not in known))
    least, greatest = bounds(vocabulary)
    plain = form.age.isascii() and form.age.isdigit() and len(form.age) <= 3
    if not plain or not least <= int(form.age) <= greatest:
        errors[AGE] = gettext(
            "Give the age in whole years, from %(least)s to %(greatest)s.", least=least, greatest=greatest
        )
    known = {item["value"] for item in vocabulary["circumstances"] if not item["implied"]}
    if not known.issuperset(form.circumstances):
        errors["circumstance"] = _unknown(next(value for value in form.circumstances if value not in known))
    return errors


def bounds(vocabulary: Mapping[str, Any]) -> tuple[int, int]:
    """Return the least and the greatest age in whole years."""
    years = [term["years"] for term in vocabulary["dimensions"][AGE]["terms"]]
    return min(item[0] for item in years), max(item[1] for item in years)


def _folded(value: str) -> str:
    return value.strip().lower()


def _unknown(value: str) -> str:
    return str(gettext('"%(value)s" is not one of the choices.', value=printable(value)))
