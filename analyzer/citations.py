"""Legal references: how people cite a provision, read into one canonical form.

A reference names an instrument and the numbers that lead to one provision in it. People write it in Indonesian
("Pasal 2 ayat (1) UU 21/2007"), in English ("Art. 3(c) Palermo Protocol") or in the short form that is printed
back to them ("uu-2007-21:2.1"). Which names an instrument has is data: callers pass them in, folded by `fold_name`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analyzer.errors import InputError

LONGEST_REFERENCE = 200
"""The most characters that a reference may have, typed or printed."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"([0-9]{1,4})([a-z]{0,3})", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.IGNORECASE)

# The patterns below read text in lower case with single spaces. None of them repeats without a bound, so the time
# to read a text grows only with its length.
_PRINTED = r"(?:[0-9]{1,4}[a-z]{0,3}|[ivx]{1,6}|[a-z])"
_ARTICLE_WORD = r"(?:pasal|psl|ps|articles?|arts?)\.? ?"
_ARTICLE = re.compile(rf"(?<![a-z0-9]){_ARTICLE_WORD}(?:[0-9]|[ivx]{{1,6}}(?![a-z0-9]))")
_FIRST_NUMBER = re.compile(rf" ?(?:{_ARTICLE_WORD})?({_PRINTED})(?![a-z0-9])")
_LEVEL_WORD = (
    r"(?:ayat|ay|huruf|hrf|angka|butir|ke-?|sub[- ]?paragraph|subpara|paragraph|para|par|points?|letter|item|clause)"
)
_NEXT_NUMBER = re.compile(
    rf" ?,? ?{_LEVEL_WORD}(?![a-z])\.? ?(?:\( ?({_PRINTED}) ?\)|({_PRINTED})(?![a-z0-9]))"
    rf"| ?\( ?({_PRINTED}) ?\)"
    rf"|\.({_PRINTED})(?![a-z0-9])"
)
# Without the word "article", four digits after a name are a year ("KUHP 2023"), not an article.
_BARE_NUMBER = re.compile(r" (?=[0-9]{1,3}(?![0-9]))")
_JOINING_WORD = re.compile(r"^(?:of|in|under|dari|dalam|pada)(?![a-z0-9])")
_LAW_SLUG = re.compile(r"[a-z]{1,9}-[0-9]{4}-[0-9]{1,4}")
_SEVERAL = re.compile(
    r"(?<![a-z0-9])(?:jo|jis|juncto|junto)(?![a-z0-9])"
    rf"|(?<![a-z0-9]){_PRINTED}\)?,? (?:dan|and|serta|atau|or|s\.?d|s/d|sampai|hingga|to|until)(?![a-z0-9])"
    rf"|(?<![a-z0-9]){_PRINTED}\)? ?[-\u2013\u2014,;&] ?\(?[0-9]"
    r"|:.*:"
)

_NAME_PART = re.compile(r"[^\W\d_]+|\d+")
_NUMBERING_WORDS = frozenset(
    {"no", "nomor", "nomer", "num", "number", "nr", "tahun", "thn", "th", "year", "of", "the"},
)
_NUMBERED_LAW = re.compile(
    r"(?:(?P<uu>uu|law|act)|(?P<pp>pp|peraturan pemerintah|government regulation))"
    r"(?: ri| republik indonesia| republic indonesia)? (?P<number>[0-9]{1,4}) (?P<year>[0-9]{4})"
)

_FORMS = 'write "uu-2007-21:2.1", "Pasal 2 ayat (1) UU 21/2007" or "Art. 3(c) Palermo Protocol"'


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One provision of one instrument, or the whole instrument.

    The numbers are kept as the law prints them, and brought to one spelling: letters after the number of an article
    and Roman article numbers are capitals ("76F", "IX"), everything below the article is in lower case.

    Attributes:
        instrument: The slug of the instrument, such as "uu-2007-21" or "palermo".
        path: The numbers from the article down, such as ("2", "1") or ("3", "c"); empty for the whole instrument.

    Raises:
        InputError: The slug or a number cannot be printed and read back.
    """

    instrument: str
    path: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Bring the numbers to their one spelling."""
        if not _SLUG.fullmatch(self.instrument):
            raise InputError(f"{_quoted(self.instrument)} is no short name of an instrument, such as uu-2007-21")
        object.__setattr__(self, "path", tuple(_spelled(number, depth) for depth, number in enumerate(self.path)))
        if len(str(self)) > LONGEST_REFERENCE:
            raise InputError(f"{_quoted(str(self))} is longer than {LONGEST_REFERENCE} characters")

    def __str__(self) -> str:
        """Return the canonical short form: "uu-2007-21:2.1", "palermo:3.c", "kuhp"."""
        return f"{self.instrument}:{'.'.join(self.path)}" if self.path else self.instrument


def fold_name(text: str) -> str:
    """Return the form of an instrument's name under which all its spellings meet.

    Case, spaces and punctuation do not count, nor do the words around number and year: "UU No. 21 Tahun 2007",
    "Undang-Undang Nomor 21 Tahun 2007" and "uu 21/2007" all fold to "uu 21 2007".

    Args:
        text: A name or slug as written, in any language.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    parts = (part for part in _NAME_PART.findall(plain) if part not in _NUMBERING_WORDS)
    return re.sub(r"\bundang undang\b", "uu", " ".join(parts))


def parse_reference(text: str, names: Mapping[str, str]) -> Reference:
    """Read one reference as people write it, in Indonesian, in English or in the short form.

    Args:
        text: What the user typed, at most 200 characters.
        names: The slug of each instrument by every name it has, its slug included, each name folded by `fold_name`.

    Returns:
        The reference, its instrument being a slug from `names`. Whether the provision exists is not asked here.

    Raises:
        InputError: The text is empty, too long, not printable, unreadable, cites more than one provision, or names
            no instrument in `names`.
    """
    phrase = _phrase(text)
    unknown = ""
    for name, path in _readings(phrase):
        instrument = _instrument(name, names)
        if instrument is not None:
            return Reference(instrument, path)
        unknown = unknown or name.strip(" ,.;")
    if _SEVERAL.search(_LAW_SLUG.sub("", phrase)):
        raise InputError(f"{_quoted(text)} seems to cite several provisions: give one provision at a time; {_FORMS}")
    if unknown:
        known = ", ".join(sorted(set(names.values()))[:6]) or "none"
        raise InputError(f"{_quoted(text)}: no instrument is called {_quoted(unknown)} (known: {known}, ...); {_FORMS}")
    raise InputError(f"{_quoted(text)} cannot be read as a provision of an instrument; {_FORMS}")


def _phrase(text: str) -> str:
    """Return the text in lower case with single spaces, or refuse what no citation contains."""
    if not text.strip():
        raise InputError(f'"" is empty where a provision was expected; {_FORMS}')
    if len(text) > LONGEST_REFERENCE:
        raise InputError(f"{_quoted(text)} is longer than {LONGEST_REFERENCE} characters; {_FORMS}")
    plain = unicodedata.normalize("NFKC", text.strip())
    if not plain.isprintable():
        raise InputError(f"{_quoted(text)} contains a control character; {_FORMS}")
    return " ".join(plain.lower().split())


def _readings(phrase: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each way to part a phrase into the name of an instrument and the numbers of a provision."""
    before, colon, after = phrase.partition(":")
    if colon:
        path = _short_path(after) or _whole_path(after)
        if path:
            yield before, path
        return
    article = _ARTICLE.search(phrase)
    if article:
        before = phrase[: article.start()]
        path, after = _read_path(phrase[article.start() :])
        if path and not (fold_name(before) and fold_name(after)):
            yield (before if fold_name(before) else after), path
        return
    yield phrase, ()
    for space in _BARE_NUMBER.finditer(phrase):
        path = _whole_path(phrase[space.end() :])
        if path:
            yield phrase[: space.start()], path
    path, after = _read_path(phrase)
    if path and after:
        yield after, path


def _short_path(text: str) -> tuple[str, ...]:
    """Read "2.1", "622.1.q" or "minima"; empty when the text is nothing of the kind."""
    numbers = tuple(part.strip() for part in text.split("."))
    return numbers if all(_NUMBER.fullmatch(number) or _WORD.fullmatch(number) for number in numbers) else ()


def _whole_path(text: str) -> tuple[str, ...]:
    """Read a text that is numbers to its end; empty when something follows them."""
    path, after = _read_path(text)
    return () if after else path


def _read_path(text: str) -> tuple[tuple[str, ...], str]:
    """Read the numbers at the start of a text; return what follows them too, without the word that joins it on."""
    found = _FIRST_NUMBER.match(text)
    if not found:
        return (), text
    path = [found[1]]
    while following := _NEXT_NUMBER.match(text, found.end()):
        found = following
        path.append(found[found.lastindex or 0])
    return tuple(path), _JOINING_WORD.sub("", text[found.end() :].strip(" ,.;"))


def _instrument(name: str, names: Mapping[str, str]) -> str | None:
    """Return the slug of the instrument with this name, directly or by the number and year of a law."""
    folded = fold_name(name)
    if not folded:
        return None
    law = _NUMBERED_LAW.fullmatch(folded)
    if folded in names or not law:
        return names.get(folded)
    kind = "uu" if law["uu"] else "pp"
    return names.get(fold_name(f"{kind}-{law['year']}-{law['number']}"))


def _spelled(number: str, depth: int) -> str:
    """Return a number in its one spelling, or refuse what is neither a number nor a word."""
    numeral = _NUMBER.fullmatch(number)
    if numeral:
        letters = numeral[2].lower() if depth else numeral[2].upper()
        return f"{int(numeral[1])}{letters}"
    if not _WORD.fullmatch(number):
        raise InputError(f"{_quoted(number)} is no number of a provision, such as 2, 76F or c")
    return number.upper() if depth == 0 and _ROMAN.fullmatch(number) else number.lower()


def _quoted(text: str) -> str:
    """Return a text between quotation marks, shortened to one line of printable characters."""
    shown = "".join(character if character.isprintable() else "?" for character in text.strip()[:60])
    return f'"{shown}{"..." if len(text.strip()) > 60 else ""}"'
