"""The as-of date of a page, from the field of that name in its address."""

from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import gettext

from analyzer.days import parse_day
from analyzer.errors import InputError
from analyzer.text import Text, printable
from webui.site import today


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day that was asked for; `error` says why it cannot be read, `line` in one line without the reader's language.

    A date that cannot be read leaves `day` at today.
    """

    day: date
    typed: str
    error: str = ""
    line: Text | str = ""


def read_as_of() -> AsOf:
    """Return the as-of date of this request; today when none is given."""
    return read_day("as_of")


def read_day(name: str) -> AsOf:
    """Return the day in the field `name` of this request; today when none is given."""
    typed = request.args.get(name, "").strip()
    try:
        day = parse_day(typed, today())
    except InputError as error:
        shown = printable(typed)
        line = gettext('"%(value)s" is no calendar date; write it as year-month-day, such as 2026-01-02.', value=shown)
        return AsOf(today(), shown, line, error.text)
    return AsOf(day, day.isoformat())
