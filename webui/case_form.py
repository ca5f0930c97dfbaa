"""The form that takes the facts of a case: its steps and fields, what was filled in, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from analyzer.text import printable
from webui.language import current

SEVERAL = ("act", "means", "purpose")
"""The dimensions in which one case may have several values."""

AGE = "age"
CIRCUMSTANCE = "circumstance"
DAY = "as_of"

VICTIM = (AGE, "citizenship")
"""The dimensions that say who the victim is; they are asked together, and first."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the form: its number from 1, its name, and the fields that it asks for."""

    number: int
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseForm:
    """The filled-in form: values by dimension, the age and the day as typed, circumstances, a line for each bad field.

    `day` is empty where no day was named.
    """

    values: Mapping[str, list[str]]
    age: str
    circumstances: list[str]
    day: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def given(self, name: str) -> list[str]:
        """Return what the field `name` holds, as it stands in the address."""
        if name in self.values:
            return self.values[name]
        if name == CIRCUMSTANCE:
            return self.circumstances
        typed = self.age if name == AGE else self.day
        return [typed] if typed else []

    def query(self, *left_out: str) -> dict[str, list[str]]:
        """Return all that was filled in as it stands in an address, but for the fields `left_out`."""
        names = (*self.values, AGE, CIRCUMSTANCE, DAY)
        return {name: given for name in names if name not in left_out and (given := self.given(name))}


def steps(vocabulary: Mapping[str, Any]) -> tuple[Step, ...]:
    """Return the steps: the victim, each other side of the case with the day beside the last, and circumstances."""
    sides = [name for name in vocabulary["dimensions"] if name not in VICTIM]
    fields = [VICTIM, *((name,) for name in sides[:-1]), (sides[-1], DAY), (CIRCUMSTANCE,)]
    names = ("victim", *sides, CIRCUMSTANCE)
    return tuple(Step(number, *step) for number, step in enumerate(zip(names, fields, strict=True), 1))


def read(arguments: MultiDict[str, str], vocabulary: Mapping[str, Any]) -> CaseForm:
    """Return what the reader filled in, unchecked."""
    values = {
        name: [_folded(value) for value in arguments.getlist(name) if value.strip()][: None if name in SEVERAL else 1]
        for name in vocabulary["dimensions"]
        if name != AGE
    }
    circumstances = [_folded(value) for value in arguments.getlist(CIRCUMSTANCE) if value.strip()]
    return CaseForm(values, arguments.get(AGE, "").strip(), circumstances, arguments.get(DAY, "").strip())


def check(form: CaseForm, vocabulary: Mapping[str, Any]) -> dict[str, str]:
    """Return for each field that is missing or wrong one line in the reader's language, in the order of the form."""
    errors: dict[str, str] = {}
    for step in steps(vocabulary):
        for name in step.fields:
            line = _wrong(form, name, vocabulary)
            if line:
                errors[name] = line
    return errors or _misfits(form, vocabulary)


def bounds(vocabulary: Mapping[str, Any]) -> tuple[int, int]:
    """Return the least and the greatest age in whole years."""
    years = [term["years"] for term in vocabulary["dimensions"][AGE]["terms"]]
    return min(item[0] for item in years), max(item[1] for item in years)


def _wrong(form: CaseForm, name: str, vocabulary: Mapping[str, Any]) -> str:
    """Return what is wrong with one field; empty where nothing is. The day is read elsewhere."""
    if name == AGE:
        least, greatest = bounds(vocabulary)
        plain = form.age.isascii() and form.age.isdigit() and len(form.age) <= 3
        if plain and least <= int(form.age) <= greatest:
            return ""
        return str(
            gettext("Give the age in whole years, from %(least)s to %(greatest)s.", least=least, greatest=greatest)
        )
    if name == CIRCUMSTANCE:
        known = {item["value"] for item in vocabulary["circumstances"] if not item["implied"]}
        return _unknown_among(form.circumstances, known)
    if name not in form.values:
        return ""
    values = form.values[name]
    if not values:
        return str(gettext("Choose at least one.") if name in SEVERAL else gettext("Choose one."))
    terms = {term["value"]: term for term in vocabulary["dimensions"][name]["terms"]}
    alone = next((terms[value] for value in values if value in terms and terms[value]["excludes"]), None)
    if alone is not None and len(set(values)) > 1:
        return str(
            gettext(
                '"%(value)s" cannot stand beside another answer: keep it alone, or take it away.',
                value=alone["definition"][current()].rstrip("."),
            )
        )
    return _unknown_among(values, set(terms))


def _misfits(form: CaseForm, vocabulary: Mapping[str, Any]) -> dict[str, str]:
    """Return a line for each field with a value that cannot be true with another side of the case."""
    chosen = [(name, _term(vocabulary, name, value)) for name, values in form.values.items() for value in values]
    chosen += [(CIRCUMSTANCE, item) for item in vocabulary["circumstances"] if item["value"] in form.circumstances]
    errors: dict[str, str] = {}
    for name, fact in chosen:
        needed = fact["onlyWith"]
        if needed and needed["value"] not in _classed(form, needed["dimension"], vocabulary):
            errors[name] = str(
                gettext(
                    '"%(value)s" goes only with "%(needed)s"; change one of the two.',
                    value=fact["label"][current()],
                    needed=_term(vocabulary, needed["dimension"], needed["value"])["label"][current()],
                )
            )
    return errors


def _term(vocabulary: Mapping[str, Any], dimension: str, value: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(
        term for term in vocabulary["dimensions"][dimension]["terms"] if term["value"] == value
    )
    return found


def _classed(form: CaseForm, name: str, vocabulary: Mapping[str, Any]) -> list[str]:
    """Return the values of one side of the case; of the age the class that it falls in."""
    if name != AGE:
        return form.values[name]
    terms = vocabulary["dimensions"][AGE]["terms"]
    return [term["value"] for term in terms if term["years"][0] <= int(form.age) <= term["years"][1]]


def _unknown_among(values: list[str], known: set[str]) -> str:
    unknown = next((value for value in values if value not in known), None)
    if unknown is None:
        return ""
    return str(gettext('"%(value)s" is not one of the choices.', value=printable(unknown)))


def _folded(value: str) -> str:
    return value.strip().lower()
