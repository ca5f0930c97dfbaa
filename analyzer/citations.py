"""Legal references: how people cite a provision, read into one canonical form.

A reference names an instrument and the numbers that lead to one provision in it. People write it in Indonesian
("Pasal 2 ayat (1) UU 21/2007"), in English ("Art. 3(c) Palermo Protocol") or in the short form that is printed
back to them ("uu-2007-21:2.1"). Which names an instrument has is data: callers pass them in, folded by `fold_name`.

Divisions, which only group provisions, are cited alike: "Bab II UU 21/2007" is "uu-2007-21:chapter-ii", "Bab XV Buku
Kedua KUHP" is "kuhp:book-2.chapter-xv". Several provisions in one text ("Pasal 2 jo. Pasal 17 UU 21/2007", "Pasal 3, 4
dan 6 UU TPPO", "Pasal 455 KUHP jo. Pasal 17 UU TPPO", "Pasal 2-6 UU 21/2007") are read by `parse_references`.

What the elucidation says of a provision is cited with it: "Penjelasan Pasal 6 UU 21/2007" is "uu-2007-21:penjelasan.6".

Of a law that is cited with its amendment ("Pasal 76I UU 23/2002 sebagaimana diubah dengan UU 35/2014") the amending law
is meant, and the amended one where that is silent: "uu-2014-35:76I", which remembers "uu-2002-23" in `amended`.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from analyzer.errors import InputError
from analyzer.i18n import N_, both
from analyzer.iris import ELUCIDATION
from analyzer.text import printable

LONGEST_REFERENCE = 200
"""The most characters that a text that cites may have, and a printed reference."""

MOST_CITED = 50
"""The most provisions that one text may cite, and the most articles that a range may span."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"([0-9]{1,4})([a-z]{0,3})", re.IGNORECASE)
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.IGNORECASE)

# The patterns below read text in lower case with single spaces. None of them repeats without a bound, so the time
# to read a text grows only with its length.
_PRINTED = r"(?:[0-9]{1,4}[a-z]{0,3}|[ivx]{1,6}|[a-z])"
# After z a list goes on with aa, bb, ...; "uu" is left out, being the beginning of a law's name.
_LOWER = rf"(?:{'|'.join(letter * 2 for letter in 'abcdefghijklmnopqrstvwxyz')}|{_PRINTED})"
ARTICLE_WORDS = ("pasal", "psl", "ps", "articles", "article", "arts", "art")
"""What people write before the number of an article, each before its own beginnings."""
_ARTICLE_WORD = rf"(?:{'|'.join(ARTICLE_WORDS)})\.? ?"
_ARTICLE = re.compile(rf"(?<![a-z0-9]){_ARTICLE_WORD}(?=[0-9]|[ivx]{{1,6}}(?![a-z0-9]))")
_FIRST_NUMBER = re.compile(rf" ?(?:{_ARTICLE_WORD})?({_PRINTED})(?![a-z0-9])")
_FOLLOWING_NUMBER = re.compile(rf"({_LOWER})(?![a-z0-9])")
_LEVEL_WORDS = {
    "paragraph": r"ayat|ay|paragraph|para|par",
    "letter": r"huruf|hrf|letter|sub[- ]?paragraph|subpara",
    "number": r"angka|butir|ke-?|points|point|item|clause",
}
LEVEL_WORDS = frozenset(word for words in _LEVEL_WORDS.values() for word in words.split("|") if word.isalpha())
"""What people write before the number of a part of an article."""
_LEVEL_WORD = rf"(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _LEVEL_WORDS.items())})(?![a-z])\.?"
_NEXT_NUMBER = re.compile(
    rf" ?,? ?{_LEVEL_WORD} ?(?:\( ?(?P<held>{_LOWER}) ?\)|(?P<named>{_LOWER})(?![a-z0-9]))"
    rf"| ?\( ?(?P<bracketed>{_LOWER}) ?\)"
    rf"|\.(?P<dotted>{_LOWER})(?![a-z0-9])"
)
_ORDINALS = (
    *(("kesatu", "pertama", "one", "first"), ("kedua", "two", "second"), ("ketiga", "three", "third")),
    *(("keempat", "four", "fourth"), ("kelima", "five", "fifth"), ("keenam", "six", "sixth")),
    *(("ketujuh", "seven", "seventh"), ("kedelapan", "eight", "eighth"), ("kesembilan", "nine", "ninth")),
    *(("kesepuluh", "ten", "tenth"), ("kesebelas", "eleven", "eleventh"), ("kedua belas", "twelve", "twelfth")),
)
_ORDINAL_NUMBERS = {word: str(number) for number, words in enumerate(_ORDINALS, 1) for word in words}
_DIVISION_WORDS = {"book": "buku|book", "chapter": "bab|chapter|chap", "part": "bagian|part"}
"""What divisions are called, the outer before the inner."""
_DIVISION = re.compile(
    rf"(?<![a-z0-9])(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _DIVISION_WORDS.items())})\.? "
    rf"(?P<printed>{'|'.join(sorted(_ORDINAL_NUMBERS, key=len, reverse=True))}|[0-9]{{1,3}}[a-z]?|[ivxlc]{{1,8}}[ab]?)"
    r"(?![a-z0-9]),? ?"
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

# Where one citation can end and another begin. Names hold such words too, so a joint is only tried, the longest text
# between two joints first. A hyphen joins only what can be numbers of articles.
_RANGE_WORD = r"(?:s\.?d\.?|s/d|sampai(?: dengan)?|hingga|to|until|through)(?![a-z0-9])"
_JOINT = re.compile(
    r" ?(?:[,;] ?)?(?<![a-z0-9])(?:dan/atau|and/or|dan|and|serta|atau|or|juncto|junto|jis|jo)(?![a-z0-9])\.? ?"
    r"| ?[,;&] ?"
    rf"|(?P<range>(?: ?[-\u2013\u2014]| (?<![a-z0-9]){_RANGE_WORD}) ?)"
    rf"(?=(?:{_ARTICLE_WORD})?(?:[0-9(]|[ivx]{{1,6}}(?![a-z0-9])))"
    r"| (?=[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,4}:[a-z0-9])"
)
_BARE_START = re.compile(rf"(?:\( ?{_LOWER} ?\)|{_LEVEL_WORD} ?[(a-z0-9]|{_LOWER}(?![a-z0-9]))")

_NAME_PART = re.compile(r"[^\W\d_]+|\d+")
NUMBERING_WORDS = frozenset(
    {"no", "nomor", "nomer", "num", "number", "nr", "tahun", "thn", "th", "year", "of", "the"},
)
"""The words around the number and the year of a law, which do not count in its name."""
_NUMBERED_LAW = re.compile(
    r"(?:(?P<uu>uu|law|act)|(?P<pp>pp|peraturan pemerintah|government regulation))"
    r"(?: ri| republik indonesia| republic indonesia)? (?P<number>[0-9]{1,4}) (?P<year>[0-9]{4})"
)
_SUBJECT = re.compile(r" (?:tentang|on|concerning|regarding) .*")
LONGEST_NAME = 20
"""The most words that a name of an instrument may have where it stands among others."""

# Between an amended law and the one that amends it: "sebagaimana telah beberapa kali diubah, terakhir dengan".
_AMENDING_WORD = (
    r"(?:telah|sudah|beberapa|kali|kedua|ketiga|keempat|kalinya|lagi|terakhir|di-?ubah|dirubah"
    r"|has|been|last|lastly|most|recently|further|subsequently|amended),? "
)
_AMENDED = re.compile(
    rf"(?:^| |,|\()(?:sebagaimana|yang|jo\.?|dan|as|and) (?:{_AMENDING_WORD}){{1,7}}(?:dengan|oleh|melalui|by) "
)

_ELUCIDATION_OPENINGS = ("penjelasan umum ", "penjelasan atas ", "penjelasan ", "elucidation of ")
_ELUCIDATION_CLOSINGS = (", elucidation", ", elucidation, general part", " elucidation")

_FORMS = N_('write "uu-2007-21:2.1", "Pasal 2 ayat (1) UU 21/2007" or "Art. 3(c) Palermo Protocol"')


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """One provision of one instrument, or the whole instrument.

    The numbers are kept as the law prints them, and brought to one spelling: letters after the number of an article
    and Roman article numbers are capitals ("76F", "IX"), everything below the article is in lower case.

    Attributes:
        instrument: The slug of the instrument, such as "uu-2007-21" or "palermo".
        path: The numbers from the article down, such as ("2", "1") or ("3", "c"); empty for the whole instrument.
        amended: The slugs of the instruments that the text says this one amends, the last first; they are where to
            look if it is silent, and no part of the reference.

    Raises:
        InputError: The slug or a number cannot be printed and read back.
    """

    instrument: str
    path: tuple[str, ...] = ()
    amended: tuple[str, ...] = field(default=(), compare=False, repr=False)

    def __post_init__(self) -> None:
        """Bring the numbers to their one spelling."""
        if not _SLUG.fullmatch(self.instrument):
            raise InputError(
                both("{name} is no short name of an instrument, such as uu-2007-21", name=_quoted(self.instrument))
            )
        object.__setattr__(self, "path", tuple(_spelled(number, depth) for depth, number in enumerate(self.path)))
        if len(str(self)) > LONGEST_REFERENCE:
            raise InputError(
                both("{text} is longer than {longest} characters", text=_quoted(str(self)), longest=LONGEST_REFERENCE)
            )

    def __str__(self) -> str:
        """Return the canonical short form: "uu-2007-21:2.1", "palermo:3.c", "kuhp"."""
        return f"{self.instrument}:{'.'.join(self.path)}" if self.path else self.instrument


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """The articles of one instrument from one to another, both included, as in "Pasal 2-6 UU 21/2007".

    Which articles lie between is for the law to say (76A to 76J are ten): `within` picks them from those there are.

    Attributes:
        instrument: The slug of the instrument.
        first: The number of the first article, such as "2" or "76A".
        last: The number of the last article.

    Raises:
        InputError: A number is none of an article with digits, the range runs backwards, or it is too long.
    """

    instrument: str
    first: str
    last: str

    def __post_init__(self) -> None:
        """Bring the numbers to their one spelling, and refuse what is no range."""
        ends = [Reference(self.instrument, (number,)).path[0] for number in (self.first, self.last)]
        for number in ends:
            if not _NUMBER.fullmatch(number):
                raise InputError(
                    both("{number} cannot begin or end a range; write articles such as 2-6", number=_quoted(number))
                )
        if _place(ends[0]) > _place(ends[1]):
            raise InputError(
                both(
                    "the range {first}-{last} runs backwards; write the lower article first",
                    first=ends[0],
                    last=ends[1],
                )
            )
        if _place(ends[1])[0] - _place(ends[0])[0] >= MOST_CITED:
            raise InputError(
                both(
                    "the range {first}-{last} spans more than {most} articles; take a shorter one",
                    first=ends[0],
                    last=ends[1],
                    most=MOST_CITED,
                )
            )
        object.__setattr__(self, "first", ends[0])
        object.__setattr__(self, "last", ends[1])

    def __str__(self) -> str:
        """Return the canonical short form: "uu-2007-21:2-6"."""
        return f"{self.instrument}:{self.first}-{self.last}"

    def within(self, known: Iterable[Reference]) -> tuple[Reference, ...]:
        """Return the articles among `known` that lie in the range, in the order of their numbers."""
        least, most = _place(self.first), _place(self.last)
        found = {
            reference
            for reference in known
            if reference.instrument == self.instrument
            and len(reference.path) == 1
            and _NUMBER.fullmatch(reference.path[0])
            and least <= _place(reference.path[0]) <= most
        }
        return tuple(sorted(found, key=lambda reference: _place(reference.path[0])))


def nearest(reference: Reference, known: Iterable[Reference], most: int = 4) -> tuple[Reference, ...]:
    """Return the articles among `known` around the one cited, in the order of their numbers: as many before as after.

    Empty where the number cited is none of an article with digits.
    """
    if not _NUMBER.fullmatch(reference.path[0]):
        return ()
    numbered = {item for item in known if len(item.path) == 1 and _NUMBER.fullmatch(item.path[0])}
    articles = sorted(numbered, key=lambda item: _place(item.path[0]))
    here = bisect_left(articles, _place(reference.path[0]), key=lambda item: _place(item.path[0]))
    first = max(0, min(here - most // 2, len(articles) - most))
    return tuple(articles[first : first + most])


Cited: TypeAlias = Reference | Range
"""What one part of a text cites."""


@dataclass(frozen=True, slots=True)
class _Level:
    """One number of a citation: its kind (article, paragraph, letter, number or a division), and if in brackets."""

    number: str
    kind: str
    bracketed: bool = False


_Path: TypeAlias = tuple[_Level, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part of a text: where it leads, in which instrument if it says so, and whether it named it first.

    Behind the instrument stand those that it amends, if the text says so.
    `closes` where it ends a range.
    """

    path: _Path
    instruments: tuple[str, ...]
    named_first: bool = False
    closes: bool = False


def fold_name(text: str) -> str:
    """Return the form of an instrument's name under which all its spellings meet.

    Case, spaces and punctuation do not count, nor do the words around number and year: "UU No. 21 Tahun 2007",
    "Undang-Undang Nomor 21 Tahun 2007" and "uu 21/2007" all fold to "uu 21 2007".

    Args:
        text: A name or slug as written, in any language.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    parts = (part for part in _NAME_PART.findall(plain) if part not in NUMBERING_WORDS)
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
    explained = _explained(phrase)
    if explained is not None:
        provision = parse_reference(explained, names)
        return replace(provision, path=(ELUCIDATION, *provision.path))
    unknown = ""
    for name, path in _readings(phrase):
        instruments = _instruments(name, names)
        if instruments:
            return Reference(instruments[0], _numbers(path), instruments[1:])
        unknown = unknown or name.strip(" ,.;")
    if _SEVERAL.search(_LAW_SLUG.sub("", phrase)):
        raise InputError(
            both(
                "{text} seems to cite several provisions: give one provision at a time; {forms}",
                text=_quoted(text),
                forms=both(_FORMS),
            )
        )
    raise _refusal(text, unknown, names)


def parse_references(text: str, names: Mapping[str, str]) -> tuple[Cited, ...]:
    """Read all that a text cites, as Indonesian lawyers, courts and reports write it.

    What joins them ("jo.", "dan", "and", commas) does not count. A provision without an instrument belongs to the one
    named before the list it stands in, or else to the next one named, or else to the last. "ayat (2)", "(2)" and "4"
    take the place of the number of their kind in what stands before them. A text that `parse_reference` reads gives
    the one reference that it gives.

    Args:
        text: What the user typed, at most 200 characters.
        names: As for `parse_reference`.

    Returns:
        References and ranges of articles in the order of the text. Whether the provisions exist is not asked here.

    Raises:
        InputError: The text is empty, too long, not printable, unreadable, cites too much, or names no instrument in
            `names`.
    """
    phrase = _phrase(text)
    joints = list(_JOINT.finditer(phrase))
    if not joints or _explained(phrase) is not None:
        return (parse_reference(text, names),)
    if len(joints) >= MOST_CITED:
        raise InputError(
            both(
                "{text} seems to cite more than {most} provisions; give fewer at a time",
                text=_quoted(text),
                most=MOST_CITED,
            )
        )
    pieces: list[_Piece] = []
    begins, joint = 0, 0
    while begins < len(phrase):
        closes = begins > 0 and joints[joint - 1]["range"] is not None
        # The longest text first: "UU Informasi dan Transaksi Elektronik" is one name.
        for last in range(len(joints), joint - 1, -1):
            ends = joints[last].start() if last < len(joints) else len(phrase)
            piece = _piece(phrase[begins:ends].strip(" ,.;"), names, pieces[-1] if pieces else None)
            if piece is not None:
                break
        else:
            ends = next((later.start() for later in joints[joint:] if not later["range"]), len(phrase))
            unread = phrase[begins:ends].strip(" ,.;") or phrase
            unknown = next((name.strip(" ,.;") for name, _ in _readings(unread)), "")
            raise _refusal(unread, unknown, names)
        pieces.append(replace(piece, closes=closes))
        begins, joint = (joints[last].end(), last + 1) if last < len(joints) else (len(phrase), last)
    return _cited(pieces, text)


def named_among(text: str, names: Mapping[str, str]) -> tuple[str | None, str]:
    """Return the slug of the instrument that a text names somewhere, the longest name counting, and the other words.

    Args:
        text: Words of any kind, such as "debt bondage in Law 18/2017".
        names: As for `parse_reference`.
    """
    words = text.split()
    for size in range(min(len(words), LONGEST_NAME), 0, -1):
        for start in range(len(words) - size + 1):
            slug = _called(fold_name(" ".join(words[start : start + size])), names)
            if slug is not None:
                return slug, " ".join([*words[:start], *words[start + size :]])
    return None, text


def numbered(text: str) -> tuple[str, ...]:
    """Return the numbers of a provision that a text cites without an instrument; empty where it is no such citation.

    "Pasal 455", "art. 17" and "455" name articles, "Pasal 4 ayat (2)" a paragraph: ("4", "2").
    """
    try:
        phrase = _phrase(text)
        path = _whole_path(phrase) if _ARTICLE.match(phrase) or phrase[0].isdigit() else ()
        return tuple(_spelled(level.number, depth) for depth, level in enumerate(path))
    except InputError:
        return ()


def without_article_words(text: str) -> str:
    """Return a text in lower case without the words before numbers of articles: "psl 17" and "Art. 17" are "17"."""
    return _ARTICLE.sub("", text.lower())


def _phrase(text: str) -> str:
    """Return the text in lower case with single spaces, or refuse what no citation contains."""
    if not text.strip():
        raise InputError(both('"" is empty where a provision was expected; {forms}', forms=both(_FORMS)))
    if len(text) > LONGEST_REFERENCE:
        raise InputError(
            both(
                "{text} is longer than {longest} characters; {forms}",
                text=_quoted(text),
                longest=LONGEST_REFERENCE,
                forms=both(_FORMS),
            )
        )
    plain = unicodedata.normalize("NFKC", text.strip())
    if not plain.isprintable():
        raise InputError(both("{text} contains a control character; {forms}", text=_quoted(text), forms=both(_FORMS)))
    return " ".join(plain.lower().split())


def _explained(phrase: str) -> str | None:
    """Return what is cited in a text that cites its elucidation, None where it does not."""
    for opening in _ELUCIDATION_OPENINGS:
        if phrase.startswith(opening):
            return phrase.removeprefix(opening)
    for closing in _ELUCIDATION_CLOSINGS:
        if phrase.endswith(closing):
            return phrase.removesuffix(closing)
    return None


def _refusal(text: str, unknown: str, names: Mapping[str, str]) -> InputError:
    """Return why `text` cannot be read: an instrument that is unknown, or else its form."""
    if not unknown:
        return InputError(
            both(
                "{text} cannot be read as a provision of an instrument; {forms}", text=_quoted(text), forms=both(_FORMS)
            )
        )
    known = ", ".join(sorted(set(names.values()))[:6]) or "none"
    return InputError(
        both(
            "{text}: no instrument is called {name} (known: {known}, ...); {forms}",
            text=_quoted(text),
            name=_quoted(unknown),
            known=known,
            forms=both(_FORMS),
        )
    )


def _piece(text: str, names: Mapping[str, str], previous: _Piece | None) -> _Piece | None:
    """Read one part of a text in the light of the one before; None where it is nothing of the kind."""
    if previous is not None and _BARE_START.match(text) and ":" not in text:
        path, name = _read_following(text)
        instruments = _instruments(name, names)
        if path and (instruments or not fold_name(name)):
            return _Piece(_replacing(previous.path, path, text), instruments)
    for name, path in _readings(text):
        instruments = _instruments(name, names)
        if instruments:
            return _Piece(path, instruments, named_first=text.startswith(name) or not path)
    for path, rest in ((_read_path(text) if _ARTICLE.match(text) else ((), text)), _read_divisions(text)):
        if path and not rest:
            return _Piece(path, ())
    if previous is None and text[:1].isdigit():
        path, rest = _read_path(text)
        return _Piece(path, ()) if path and not rest else None
    return None


def _read_following(text: str) -> tuple[_Path, str]:
    """Read numbers that go on from an earlier citation: "4", "ayat (2) huruf a", "(2)", "b"."""
    return _read_levels((), text, 0) if _NEXT_NUMBER.match(text) else _read_path(text, _FOLLOWING_NUMBER)


def _replacing(previous: _Path, following: _Path, text: str) -> _Path:
    """Return the path that `following` means after `previous`: it takes the place of the number of its kind.

    Raises:
        InputError: There is nothing before it whose place it can take.
    """
    depth = _replaced(previous, following)
    if depth is None:
        raise InputError(
            both("{text} follows nothing whose place it could take; write the whole provision", text=_quoted(text))
        )
    first = following[0]
    if first.kind == "article" and depth < len(previous):
        first = replace(first, kind=previous[depth].kind)
    return (*previous[:depth], first, *following[1:])


def _replaced(previous: _Path, following: _Path) -> int | None:
    """Return at what depth of `previous` the path `following` sets in; None where it fits nowhere."""
    first = following[0]
    digits = first.number[0].isdigit()
    below = [depth for depth, level in enumerate(previous) if depth and level.number[0].isdigit() == digits]
    if first.kind != "article":
        return max((depth for depth in below if previous[depth].kind == first.kind), default=max(below, default=None))
    if previous and previous[-1].kind in _DIVISION_WORDS:
        return len(previous) - 1
    if below and not digits:
        return below[-1]
    # A bare number goes on where bare numbers stand ("ayat 1 dan 2"); after brackets it is an article ("3(1), 5").
    deepest = len(previous) - 1
    if (
        deepest in below
        and not previous[deepest].bracketed
        and previous[deepest].kind not in {level.kind for level in following[1:]}
    ):
        return deepest
    return 0 if digits or _ROMAN.fullmatch(first.number) else None


def _cited(pieces: Sequence[_Piece], text: str) -> tuple[Cited, ...]:
    """Return what the pieces cite, each in its instrument, ranges closed.

    Raises:
        InputError: No instrument is named, or a range is none over articles.
    """
    cited: list[Cited] = []
    before: tuple[str, ...] = ()
    for number, piece in enumerate(pieces):
        instruments = piece.instruments or before
        if not instruments:
            ahead = (other for other in pieces[number + 1 :] if other.instruments and not other.named_first)
            instruments = next((other.instruments for other in ahead), ())
        if not instruments:
            instruments = next((other.instruments for other in reversed(pieces[:number]) if other.instruments), ())
        if not instruments:
            raise InputError(
                both("{text} names no instrument after its provisions; {forms}", text=_quoted(text), forms=both(_FORMS))
            )
        if piece.instruments:
            before = piece.instruments if piece.named_first else ()
        instrument, *amended = instruments
        if not piece.closes:
            cited.append(Reference(instrument, _numbers(piece.path), tuple(amended)))
            continue
        first = cited.pop()
        if isinstance(first, Range) or first.instrument != instrument or len(first.path) != 1 or len(piece.path) != 1:
            raise InputError(
                both("{text}: a range goes over whole articles of one instrument; cite one by one", text=_quoted(text))
            )
        cited.append(Range(instrument, first.path[0], piece.path[0].number))
    return tuple(cited)


def _numbers(path: _Path) -> tuple[str, ...]:
    """Return the numbers of a path, those of divisions with their kind."""
    return tuple(f"{level.kind}-{level.number}" if level.kind in _DIVISION_WORDS else level.number for level in path)


def _readings(phrase: str) -> Iterator[tuple[str, _Path]]:
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
        if path:
            yield from ((name, path) for name in _around(before, after))
        return
    yield phrase, ()
    division = _DIVISION.search(phrase)
    if division:
        before = phrase[: division.start()]
        path, after = _read_divisions(phrase[division.start() :])
        if path:
            yield from ((name, path) for name in _around(before, after))
    for space in _BARE_NUMBER.finditer(phrase):
        path = _whole_path(phrase[space.end() :])
        if path:
            yield phrase[: space.start()], path
    path, after = _read_path(phrase)
    if path and after:
        yield after, path


def _around(before: str, after: str) -> Iterator[str]:
    """Yield the name of the instrument out of what stands before and after the numbers; one of both is empty.

    Only what amends the instrument may follow a name that stands before ("UU 23/2002 Pasal 76I as amended by").
    """
    if not (fold_name(before) and fold_name(after)):
        yield before if fold_name(before) else after
    elif _AMENDED.match(after):
        yield f"{before} {after}"


def _short_path(text: str) -> _Path:
    """Read "2.1", "622.1.q", "minima" or "chapter-ii"; empty when the text is nothing of the kind."""
    numbers = tuple(part.strip() for part in text.split("."))
    if not all(_NUMBER.fullmatch(number) or _WORD.fullmatch(number) for number in numbers):
        return ()
    return tuple(_Level(number, _kind(number, depth)) for depth, number in enumerate(numbers))


def _whole_path(text: str) -> _Path:
    """Read a text that is numbers to its end; empty when something follows them."""
    path, after = _read_path(text)
    return () if after else path


def _read_path(text: str, first: re.Pattern[str] = _FIRST_NUMBER) -> tuple[_Path, str]:
    """Read the numbers at the start of a text; return what follows them too, without the word that joins it on."""
    found = first.match(text)
    return _read_levels((_Level(found[1], "article"),), text, found.end()) if found else ((), text)


def _read_levels(path: _Path, text: str, start: int) -> tuple[_Path, str]:
    """Read the numbers from `start` on, which lead below `path`; return the whole path, and what follows it."""
    while found := _NEXT_NUMBER.match(text, start):
        printed = found["held"] or found["named"] or found["bracketed"] or found["dotted"]
        word = next((kind for kind in _LEVEL_WORDS if found[kind]), None)
        # "ayat (1), ayat (2)" are two paragraphs side by side; "huruf a huruf i" is one letter inside the other.
        if word and found[0].strip().startswith(",") and any(level.kind == word for level in path):
            break
        kind = "letter" if printed.isalpha() else word or _kind(printed, max(len(path), 1))
        path = (*path, _Level(printed, kind, bool(found["held"] or found["bracketed"])))
        start = found.end()
    return path, _JOINING_WORD.sub("", text[start:].strip(" ,.;"))


def _kind(number: str, depth: int) -> str:
    """Return the kind of a number that no word names: its place and its spelling tell."""
    if depth == 0:
        return "article"
    return "letter" if number.isalpha() else "paragraph" if depth == 1 else "number"


def _read_divisions(text: str) -> tuple[_Path, str]:
    """Read divisions at the start of a text ("bab xv buku kedua"), the outer first; return what follows them too."""
    found: dict[str, _Level] = {}
    start = 0
    while division := _DIVISION.match(text, start):
        kind = next(kind for kind in _DIVISION_WORDS if division[kind])
        if kind in found:
            return (), text
        found[kind] = _Level(_ORDINAL_NUMBERS.get(division["printed"], division["printed"]), kind)
        start = division.end()
    path = tuple(found[kind] for kind in _DIVISION_WORDS if kind in found)
    return path, _JOINING_WORD.sub("", text[start:].strip(" ,.;"))


def _instruments(name: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the slug of the instrument with this name, and of those that the name says it amends; none if unknown."""
    named = [part for part in _AMENDED.split(name) if fold_name(part)]
    found = [_instrument(part, names) for part in reversed(named)]
    return tuple(slug for slug in found if slug is not None) if None not in found else ()


def _instrument(name: str, names: Mapping[str, str]) -> str | None:
    """Return the slug of the instrument with this name, directly or by the number and year of a law."""
    folded = fold_name(name)
    return _called(folded, names) or _called(_SUBJECT.sub("", folded), names)


def _called(folded: str, names: Mapping[str, str]) -> str | None:
    """Return the slug of the instrument with this folded name, or else with the number and year in it."""
    law = _NUMBERED_LAW.fullmatch(folded)
    if folded in names or not law:
        return names.get(folded) if folded else None
    kind = "uu" if law["uu"] else "pp"
    return names.get(fold_name(f"{kind}-{law['year']}-{law['number']}"))


def _spelled(number: str, depth: int) -> str:
    """Return a number in its one spelling, or refuse what is neither a number nor a word."""
    numeral = _NUMBER.fullmatch(number)
    if numeral:
        letters = numeral[2].lower() if depth else numeral[2].upper()
        return f"{int(numeral[1])}{letters}"
    if not _WORD.fullmatch(number):
        raise InputError(both("{number} is no number of a provision, such as 2, 76F or c", number=_quoted(number)))
    return number.upper() if depth == 0 and _ROMAN.fullmatch(number) else number.lower()


def _place(number: str) -> tuple[int, int, str]:
    """Return the place of an article among others: 76, 76A, ..., 76Z, 76AA, 77."""
    numeral = _NUMBER.fullmatch(number)
    if not numeral:
        raise InputError(both("{number} is no number of an article, such as 2 or 76F", number=_quoted(number)))
    return int(numeral[1]), len(numeral[2]), numeral[2].upper()


def _quoted(text: str) -> str:
    """Return a text between quotation marks, shortened to one line of printable characters."""
    return f'"{printable(text.strip())}"'
