"""Sentences that the analyzer composes, in both languages at once.

English is written where it is used; Indonesian stands in ``translations/id``. Legal content is never translated here:
it comes from the knowledge base in both languages.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from gettext import GNUTranslations, translation
from importlib.resources import files
from typing import Literal

from analyzer.errors import DataError
from analyzer.text import Text

LANGUAGES = Text._fields
"""The languages of every answer, as BCP 47 tags."""

_MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
}
_WRITTEN = {"en": "en_GB", "id": "id"}
"""How lists are written; English is that of Britain, as in the dates."""

MOST_LISTS = 4096
"""How many enumerations are kept; the same terms and provisions are listed again and again."""

_THOUSANDS = {"en": ",", "id": "."}


@cache
def indonesian() -> GNUTranslations:
    """Return the Indonesian catalogue of the analyzer.

    Raises:
        DataError: The catalogue was not compiled, as the installation does.
    """
    try:
        return translation("analyzer", str(files("analyzer") / "translations"), ["id"])
    except OSError:
        raise DataError("the Indonesian sentences are not compiled; install Selaras again (make install)") from None


def both(message: str, **values: object) -> Text:
    """Return `message` in both languages with `values` filled in, each Text in the language of its sentence.

    >>> both("{count} cases", count=2).en
    '2 cases'
    """
    sentences = (message, indonesian().gettext(message))
    return Text(
        *(
            sentence.format(**{name: v[index] if isinstance(v, Text) else v for name, v in values.items()})
            for index, sentence in enumerate(sentences)
        )
    )


def N_(message: str) -> str:
    """Mark a message that is translated later."""
    return message


def joined(texts: Sequence[Text], separator: Text | str | None = None) -> Text:
    """Return the texts joined in each language: by `separator`, or else as a sentence lists them.

    >>> joined([plain("act"), plain("means"), plain("purpose")])
    Text(en='act, means and purpose', id='act, means, dan purpose')
    """
    if separator is None:
        return _listed(tuple(texts), "standard")
    separators = separator if isinstance(separator, Text) else plain(separator)
    return Text(*(separators[index].join(text[index] for text in texts) for index in range(len(LANGUAGES))))


def either(texts: Sequence[Text]) -> Text:
    """Return the texts as a sentence offers them, "a, b or c"."""
    return _listed(tuple(texts), "or")


@lru_cache(MOST_LISTS)
def _listed(texts: tuple[Text, ...], style: Literal["standard", "or"]) -> Text:
    from babel.lists import format_list

    return Text(
        *(format_list([text[index] for text in texts], style, _WRITTEN[tag]) for index, tag in enumerate(LANGUAGES))
    )


def plain(value: str) -> Text:
    """Return a text that is the same in both languages, such as a number."""
    return Text(value, value)


def rupiah(amount: int) -> Text:
    """Return an amount of money as people write it.

    >>> rupiah(600000000)
    Text(en='Rp600,000,000', id='Rp600.000.000')
    """
    return Text(*(f"Rp{amount:,}".replace(",", _THOUSANDS[tag]) for tag in LANGUAGES))


def calendar(day: date) -> Text:
    """Return a date as people write it.

    >>> calendar(date(2026, 1, 2))
    Text(en='2 January 2026', id='2 Januari 2026')
    """
    return Text(*(f"{day.day} {_MONTHS[tag][day.month - 1]} {day.year}" for tag in LANGUAGES))
