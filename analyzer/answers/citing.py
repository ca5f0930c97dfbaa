"""How a provision or an instrument is cited in a pleading: in Indonesian, in English, and as a full reference."""

from typing import Any

from analyzer.i18n import calendar
from analyzer.model import Instrument, Provision
from analyzer.text import Text

_SHORT_WORD, _LONG_WORD = "Art. ", "Article "
"""How the base shortens the word in English citations, and how it stands where a citation begins with it."""

_DAYS = ("date_document", "date_publication", "first_date_entry_in_force")
"""The dates that tell a reader which text is meant, the one to prefer first."""


def copies(instrument: Instrument, provision: Provision | None = None) -> dict[str, Any]:
    """Return the citation to paste: ``id``, ``en``, and ``full`` in both languages with what is needed to find it."""
    held = provision or instrument
    short = instrument.short
    full = [
        ", ".join([named, *([instrument.gazette] if instrument.gazette else []), *published, held.iri])
        for named, published in zip(_named(instrument, provision, instrument.title), _days(instrument), strict=True)
    ]
    cited = provision.citation if provision else short
    return {"id": cited.id, "en": _named(instrument, provision, short).en, "full": Text(*full).json()}


def _named(instrument: Instrument, provision: Provision | None, name: Text) -> Text:
    """Return the provision, if one is given, in the instrument that is called `name`."""
    if provision is None:
        return name
    place = provision.citation.en.removeprefix(instrument.short.en).strip()
    if place.startswith("("):
        english = f"{name.en} {place}"
    elif place.startswith(_SHORT_WORD):
        english = f"{_LONG_WORD}{place.removeprefix(_SHORT_WORD)}, {name.en}"
    else:
        english = f"{place[:1].upper()}{place[1:]}, {name.en}"
    return Text(english, provision.citation.id.replace(instrument.short.id, name.id))


def _days(instrument: Instrument) -> tuple[list[str], ...]:
    """Return for each language the day of the instrument, in a list that is empty where none is known."""
    known = next((instrument.dates[name] for name in _DAYS if name in instrument.dates), None)
    return tuple([] if known is None else [words] for words in (calendar(known) if known else Text("", "")))
