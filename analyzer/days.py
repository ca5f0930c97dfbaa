"""Days as people type them."""

from datetime import date

from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.text import printable


def parse_day(text: str | None, today: date) -> date:
    """Return the as-of date that `text` gives as YYYY-MM-DD, or `today` when it is empty.

    Raises:
        InputError: The text is no calendar date.
    """
    if not text:
        return today
    try:
        day = date.fromisoformat(text)
        if day.isoformat() != text:  # Python also reads week dates, dates without hyphens, and what follows those.
            raise ValueError
        return day
    except ValueError:
        raise InputError(
            both('"{shown}" is no calendar date; write it as YYYY-MM-DD, such as 2026-01-02', shown=printable(text, 20))
        ) from None
