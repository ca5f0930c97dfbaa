"""Figures against the wording: every encoded penalty and every number in an offence's digest, held to the article.

The wording is never part of the project. The user brings a folder with one text file a law, ``<slug>.md``, as scanned
copies give it: letters that stand for digits (``Rp2.OOO``), broken words, stray marks. A figure of the law stands there
twice, in digits and in words, ``5 (lima) tahun``; either may be damaged, so each is read on its own, and a figure is
confirmed only by what can be read. Nothing of the text is kept or printed but the numbers that were read in it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from analyzer.check import Finding, Rules
from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.iris import element_path
from analyzer.knowledge import Knowledge
from analyzer.model import Provision
from analyzer.queries import Row

DIFFERS = "figure-differs"
NOT_FOUND = "figure-not-found"

Bound: TypeAlias = Literal["least", "greatest"]
Unit: TypeAlias = Literal["years", "months", "rupiah", "category"]

_UNITS = {
    word: value
    for value, word in enumerate(
        ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
    )
}
_SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_WORDS = "|".join(("se(?:puluh|belas|ratus|ribu)", *_UNITS, "belas", "puluh", "ratus", *_SCALES))

_DIGIT_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "f": "1", "S": "5"})
# A scan merges the two letters of VI into one M, which is no category.
_ROMAN_LOOKALIKES = str.maketrans({"l": "I", "1": "I", "M": "VI"})
_LETTER_LOOKALIKES = str.maketrans({"1": "l", "0": "o"})
_STRAY_MARKS = re.compile(r"[\^*_]")
_NUMBER = r"[0-9lIO]{1,3}(?:[ ][0-9lI])?[ ]?[A-Z]?\b"
_HEADING = re.compile(
    rf"^\W*Pasa[l1I]\s+(?P<alone>{_NUMBER})[ \t]*$"
    rf"|(?<=[.;]\s)Pasa[l1I]\s+(?P<inline>{_NUMBER})\s+(?=Setiap\s|Cukup\s|\(1\)\s+[A-Z])"
    rf"|Ketentuan\s+Pasa[l1I]\s+(?P<changed>{_NUMBER})\s+diubah",
    re.MULTILINE,
)
_PARAGRAPH = re.compile(r"(?:^|(?<=[.:;]\s))\s*\(([0-9lI]{1,2})\)\s*(?=[A-Z])", re.MULTILINE)
_POINT = re.compile(r"(?:^|(?<=[.:;]\s))\s*([a-z])[.,]\s+(?=[a-z])", re.MULTILINE)
_NAMED = re.compile(rf"[Pp]asa[l1I]\s+(?P<first>{_NUMBER})")

_BOUND = r"(?P<bound>paling\s+(?:singkat|lama|sedikit|banyak))"
# The months of "7 (tujuh) tahun 6 (enam) bulan" have no bound of their own: it is that of the years before them.
_TERM = re.compile(
    rf"(?:{_BOUND}|(?<=tahun)(?:\s+dan)?)\s+(?P<digits>[0-9lIO]+)\s*\W?\s*\((?P<words>[^)]*)\)\s*(?P<unit>tahun|bulan)",
    re.IGNORECASE,
)
_FINE = re.compile(
    rf"{_BOUND}\s+\W?Rp\s*(?P<digits>[0-9OoIlfS][0-9OoIlfS.,\s]*)\s*\W?\((?P<words>[^)]*)\)", re.IGNORECASE
)
_CATEGORY = re.compile(rf"{_BOUND}\s+kategori\s+(?P<category>[IVXlM1]+)", re.IGNORECASE)

_DIGEST_AMOUNT = re.compile(r"Rp\s?(\d+(?:,\d+)?)\s(ribu|juta|miliar|triliun)")
_DIGEST_ARTICLE = re.compile(r"Pasal\s(\d+[A-Z]?)")
_DIGEST_CATEGORY = re.compile(r"kategori\s([IVX]+)(?:\ssampai\s([IVX]+))?")
_DIGEST_RANGE = re.compile(rf"(\d+|(?:(?:{_WORDS})\s?)+)\s?sampai\s(\d+|(?:(?:{_WORDS})\s?)+)\stahun")
_DIGEST_TERM = re.compile(rf"(\d+|(?:\b(?:{_WORDS})\s)+)\s?(tahun|bulan)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, as the base states it; `bound` where it is the least or the greatest of a range."""

    unit: Unit
    value: int
    bound: Bound | None = None

    def __str__(self) -> str:
        """Return the figure for a message, such as ``least 3 years``; a category by its Roman number."""
        shown = f"category {_ROMAN[self.value - 1]}" if self.unit == "category" else f"{self.value} {self.unit}"
        return f"{self.bound} {shown}" if self.bound else shown


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as it stands in the text: what its digits say and what its words say, None where one cannot be read."""

    unit: Unit
    bound: Bound
    digits: int | None
    words: int | None

    def confirms(self, figure: Figure) -> bool:
        """Return whether the figure stands here: nothing that can be read says otherwise, and something says so."""
        values = {self.digits, self.words} - {None}
        return self.unit == figure.unit and figure.bound in (None, self.bound) and values == {figure.value}

    def __str__(self) -> str:
        """Return the reading for a message, both ways where they differ."""
        values = [value for value in dict.fromkeys((self.digits, self.words)) if value is not None]
        return " / ".join(str(Figure(self.unit, value, self.bound)) for value in values)


def check_figures(knowledge: Knowledge, folder: Path) -> list[Finding]:
    """Hold the figures of the base to the law texts ``<slug>.md`` in `folder`; an empty list means that all agree.

    Figures that are only recalled are compared as well. A law without a file gives one warning.

    Raises:
        InputError: There is no such folder, or it holds no text of a law in the base.
    """
    texts = LawTexts(folder)
    rules = Rules(knowledge.store, knowledge.queries)
    return sorted({*_penalties(knowledge, texts, rules), *_digests(knowledge, texts, rules)})


def _penalties(knowledge: Knowledge, texts: "LawTexts", rules: Rules) -> Iterator[Finding]:
    """Yield what is wrong with the encoded penalties."""
    for row in knowledge.queries.rows(knowledge.store, "model/penalties"):
        provision = knowledge.provisions[row["provision"]]
        passages = texts.passages(provision)
        # A paragraph or point may leave the range to what surrounds it.
        readings = next(filter(None, map(read_figures, passages)), [])
        if not readings:
            yield rules.finding(NOT_FOUND, row["penalty"], found=[str(provision.reference)])
            continue
        missing = [figure for figure in figures_of(row) if not any(reading.confirms(figure) for reading in readings)]
        if missing:
            read = "; ".join(dict.fromkeys(map(str, readings)))
            shown = ", ".join(map(str, missing))
            yield rules.finding(DIFFERS, row["penalty"], found=[f"{provision.reference}: {shown} (text: {read})"])


def _digests(knowledge: Knowledge, texts: "LawTexts", rules: Rules) -> Iterator[Finding]:
    """Yield the numbers in digests of offences that their article does not hold."""
    for provision in knowledge.provisions.values():
        if provision.kind != "Offence":
            continue
        figures = digest_figures(provision.digest.id)
        passages = texts.passages(provision)
        if not passages or (figures and not read_figures(passages[-1])):
            yield rules.finding(NOT_FOUND, provision.iri, found=[str(provision.reference)])
            continue
        readings = read_figures(passages[-1])
        missing = [str(figure) for figure in figures if not any(r.confirms(figure) for r in readings)]
        missing += [f"Pasal {number}" for number in _unnamed(provision.digest.id, passages[-1])]
        if missing:
            yield rules.finding(DIFFERS, provision.iri, found=missing)


def _unnamed(digest: str, passage: str) -> Iterator[str]:
    """Yield the articles that `digest` names and `passage` does not."""
    named = {_article(found["first"]) for found in _NAMED.finditer(passage)}
    for number in dict.fromkeys(_DIGEST_ARTICLE.findall(digest)):
        if _article(number) not in named:
            yield number


def figures_of(row: Row) -> list[Figure]:
    """Return the figures of a penalty, a row of ``model/penalties``; a fine by category is its category, no amount."""
    candidates: tuple[tuple[Unit, Bound, int | None], ...] = (
        ("years", "least", row["prisonMinimum"]),
        ("months", "least", row["prisonMinimumMonths"]),
        ("years", "greatest", row["prisonMaximum"]),
        ("rupiah", "least", row["fineMinimum"]),
        ("rupiah", "greatest", row["fineMaximum"]),
        ("category", "least", _category(row["minimumCategory"])),
        ("category", "greatest", _category(row["maximumCategory"])),
    )
    return [Figure(unit, value, bound) for unit, bound, value in candidates if value is not None]


def digest_figures(digest: str) -> list[Figure]:
    """Return the terms, amounts and fine categories that an Indonesian digest of an offence names.

    >>> [str(figure) for figure in digest_figures("penjara 3 sampai tujuh tahun dan denda paling banyak Rp1,5 miliar")]
    ['3 years', '7 years', '1500000000 rupiah']
    """
    figures: list[Figure] = []
    # A term that is no imprisonment is an age; "di bawah", "berumur" or "usia" stands before it.
    digest = re.sub(r"(?:di bawah|berumur|usia|umur)\s+(?:\w+\s){1,2}tahun", "", digest)
    for least, greatest in _DIGEST_RANGE.findall(digest):
        figures += [Figure("years", value) for value in (_value(least), _value(greatest)) if value is not None]
    for number, unit in _DIGEST_TERM.findall(_DIGEST_RANGE.sub("", digest)):
        value = _value(number)
        if value is not None:
            figures.append(Figure("years" if unit == "tahun" else "months", value))
    for number, scale in _DIGEST_AMOUNT.findall(digest):
        figures.append(Figure("rupiah", round(float(number.replace(",", ".")) * _SCALES[scale])))
    for numbers in _DIGEST_CATEGORY.findall(digest):
        figures += [Figure("category", _ROMAN.index(number) + 1) for number in numbers if number in _ROMAN]
    return list(dict.fromkeys(figures))


def read_figures(passage: str) -> list[Reading]:
    """Return the terms, amounts and fine categories of a passage, in the order in which the kinds are listed here."""
    readings: list[Reading] = []
    for found in _TERM.finditer(passage):
        if found["bound"] is None and not readings:
            continue
        bound = _bound(found["bound"]) if found["bound"] else readings[-1].bound
        readings.append(Reading("years" if found["unit"].lower() == "tahun" else "months", bound, *_both(found)))
    readings += [Reading("rupiah", _bound(found["bound"]), *_both(found)) for found in _FINE.finditer(passage)]
    for found in _CATEGORY.finditer(passage):
        roman = found["category"].translate(_ROMAN_LOOKALIKES)
        if roman in _ROMAN:
            readings.append(Reading("category", _bound(found["bound"]), _ROMAN.index(roman) + 1, None))
    return readings


def _both(found: re.Match[str]) -> tuple[int | None, int | None]:
    digits = re.sub(r"[,.]\s*0\s*0\s*$", "", found["digits"].translate(_DIGIT_LOOKALIKES).strip())
    number = re.sub(r"\D", "", digits)
    return int(number) if number else None, words_value(found["words"])


def _bound(words: str) -> Bound:
    return "least" if words.lower().split()[-1] in ("singkat", "sedikit") else "greatest"


def _value(number: str) -> int | None:
    return int(number) if number.isdigit() else words_value(number)


@cache
def words_value(words: str) -> int | None:
    """Return the number that Indonesian words name, None where one of them is no number word.

    >>> words_value("satu miliar lima ratus juta rupiah")
    1500000000
    >>> words_value("dua be1as")
    12
    >>> words_value("tqjuh") is None
    True
    """
    total = group = current = 0
    found = False
    for raw in re.sub(r"[^\w\s]", "", words.lower()).split():
        word = raw.translate(_LETTER_LOOKALIKES)
        word, prefixed = (word[2:], True) if word in {"seratus", "seribu"} else (word, False)
        if word == "rupiah":
            continue
        if word in _UNITS:
            current = _UNITS[word]
        elif word == "belas":
            current += 10
        elif word == "puluh":
            group, current = group + current * 10, 0
        elif word == "ratus":
            group, current = group + (1 if prefixed else current) * 100, 0
        elif word in _SCALES:
            total, group, current = total + (1 if prefixed else group + current) * _SCALES[word], 0, 0
        else:
            return None
        found = True
    return total + group + current if found else None


def _category(roman: str | None) -> int | None:
    return None if roman is None else _ROMAN.index(roman) + 1


def _article(number: str) -> str:
    """Return a key under which an article is found however a scan writes its number: 7l as 71, ``8 1`` as 81."""
    return number.replace(" ", "").translate(_DIGIT_LOOKALIKES)


class LawTexts:
    """The law texts of one folder, article by article."""

    def __init__(self, folder: Path) -> None:
        """Read every ``<slug>.md`` in `folder`.

        Raises:
            InputError: The folder holds no such file, or one that cannot be read.
        """
        try:
            self._articles = {
                path.stem: _articles(_STRAY_MARKS.sub("", path.read_text(encoding="utf-8")))
                for path in sorted(folder.glob("*.md"))
            }
        except (OSError, UnicodeDecodeError):
            raise InputError(
                both("{folder} cannot be read; name a folder with UTF-8 files called <slug>.md", folder=folder)
            ) from None
        if not self._articles:
            raise InputError(
                both("{folder} holds no law text; name a folder with files called <slug>.md", folder=folder)
            )

    def passages(self, provision: Provision) -> list[str]:
        """Return the text of the provision, then that of what holds it, up to its article; empty where not found.

        The text may stand in the law itself or in one that changed it, which the provision then names as its source.
        """
        work, element_id = provision.iri.split("/~")
        (_, article), *levels = element_path(element_id)
        names = [provision.reference.instrument, "-".join(work.split("/")[-3:])]
        names += [source.rpartition("/")[2] for source in provision.sources]
        found = [
            text for name in dict.fromkeys(names) for text in self._articles.get(name, {}).get(_article(article), [])
        ]
        if not found:
            return []
        passages = ["\n".join(found)]
        for kind, number in levels:
            part = _part(passages[0], _PARAGRAPH if kind == "para" else _POINT, number)
            if part is None:
                break
            passages.insert(0, part)
        return passages


def _articles(text: str) -> dict[str, list[str]]:
    """Cut a law into its articles by their headings; the elucidation comes second under the same number."""
    articles: dict[str, list[str]] = {}
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=False):
        articles.setdefault(_article(heading[heading.lastgroup or 0]), []).append(text[heading.end() : end])
    return articles


def _part(text: str, marker: re.Pattern[str], number: str) -> str | None:
    """Return the paragraph or point `number` of `text`, None where it cannot be told apart."""
    marks = list(marker.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        if number in (mark[1], mark[1].translate(_DIGIT_LOOKALIKES)):
            return text[mark.end() : end]
    return None
