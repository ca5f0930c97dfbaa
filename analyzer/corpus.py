"""The corpus: Akoma Ntoso documents read into triples.

Every document is one expression (one language) of a work. Its numbered elements become provisions with a heading and a
digest in that language; its books, chapters and parts become divisions, which only group provisions. The elucidation
(Penjelasan) that is published with an Indonesian law is an attachment of its own, whose elements explain provisions.
The files are treated as hostile input: no document type, no entities, no network.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from analyzer.errors import DataError
from analyzer.iris import ELUCIDATION, element_path, elucidation_iri, provision_iri, work_iri

AKOMA_NTOSO = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES = {"eng": "en", "ind": "id"}
"""Languages of Akoma Ntoso expressions (ISO 639-2) and of RDF literals (BCP 47)."""

PROVISIONS = frozenset({"article", "paragraph", "point", "hcontainer"})
"""The elements that are provisions; divisions only group them."""

DIVISIONS = frozenset({"book", "chapter", "part"})
"""The elements that group provisions, and each other."""

Statement: TypeAlias = tuple[str, str, str, str | int]
"""Provision IRI, local name of the property in our vocabulary, language tag (empty for numbers), value."""

_WORK = re.compile(r"/akn(?:/[0-9A-Za-z-]+)+")
_ELEMENT_ID = re.compile(r"(?:art|hcontainer)_[0-9A-Za-z]+(?:__(?:para|point|hcontainer)_[0-9A-Za-z]+)*")
_EXPLAINS = f"{ELUCIDATION}__"
"""Before the eId of what is explained, this makes the eId of what explains it."""

_DIVISION_ID = re.compile(r"(?:book|chp|part)_[0-9A-Za-z]+(?:__(?:chp|part)_[0-9A-Za-z]+)*")
_DIVISION_WORDS = {"book": "book", "chp": "chapter", "part": "part"}

_BODY = "{*}act/{*}body"
_ELUCIDATION_DOCUMENT = f"{{*}}act/{{*}}attachments/{{*}}attachment/{{*}}doc[@name='{ELUCIDATION}']"

_ARTICLE = {"en": "Art. {}", "id": "Pasal {}"}
_LEVELS = {
    "en": {"para": "({})", "point": "({})"},
    "id": {"para": " ayat ({})", "letter": " huruf {}", "number": " angka {}"},
}
# Parts of an instrument without a number of their own, by the name of their container.
_UNNUMBERED = {
    "en": {
        "annex": "annex",
        "recital": "recitals",
        "undetermined": "(article not determined)",
        "undetermined-letter": "(letter not determined)",
    },
    "id": {
        "annex": "lampiran",
        "recital": "konsiderans",
        "undetermined": "(pasal belum dipastikan)",
        "undetermined-letter": "(huruf belum dipastikan)",
    },
}


def cite(short: str, element_id: str, language: str, container: str = "undetermined") -> str:
    """Return the citation of the element `element_id` of the instrument cited as `short`, as lawyers write it.

    `container` is the name of an element without number: annex, recital or undetermined.

    >>> cite("Law 21/2007", "art_15__para_2__point_a", "en")
    'Law 21/2007 Art. 15(2)(a)'
    >>> cite("UU 21/2007", "art_1__point_7", "id")
    'Pasal 1 angka 7 UU 21/2007'
    """
    (kind, number), *below = element_path(element_id)
    if kind != "art":
        return f"{short} {_UNNUMBERED[language][container]}"
    cited = _ARTICLE[language].format(number)
    for level, value in below:
        if level == "hcontainer":
            cited += f" {_UNNUMBERED[language]['undetermined-letter']}"
            continue
        name = level if level == "para" or language == "en" else "number" if value[0].isdigit() else "letter"
        cited += _LEVELS[language][name].format(value)
    return f"{short} {cited}" if language == "en" else f"{cited} {short}"


@dataclass(frozen=True, slots=True)
class Group:
    """A book, chapter or part of a document: what it is called there, and the IRIs of what it holds directly.

    `path` is the rest of its short reference, such as ``book-2.chapter-xv``; `order` its place among the groups.
    """

    iri: str
    path: str
    order: int
    citation: str
    heading: str
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A part of the elucidation of a document; `explains` is the IRI of a provision, or of the work as a whole.

    `path` is the rest of its short reference, such as ``penjelasan.48.1``; `order` its place in the elucidation.
    """

    iri: str
    path: str
    order: int
    explains: str
    citation: str
    heading: str
    digest: str


class Document:
    """One expression of a work, parsed once; `work` is the IRI of the work, `language` a tag such as ``en``."""

    def __init__(self, path: Path) -> None:
        """Parse the document at `path`.

        Raises:
            DataError: The file is no Akoma Ntoso document, declares entities, or lacks what the corpus asks for.
        """
        self._path = path
        self._root = _parse(path)
        frbr_uri = _value(self._root, "FRBRWork/{*}FRBRuri", "value", path)
        code = _value(self._root, "FRBRExpression/{*}FRBRlanguage", "language", path)
        if code not in LANGUAGES:
            raise DataError(f"{path}: language {code!r} is not one of {', '.join(LANGUAGES)}")
        if not _WORK.fullmatch(frbr_uri):
            raise DataError(f'{path}: the FRBRuri of a work must look like /akn/id/act/uu/2007/21, not "{frbr_uri}"')
        self.work, self.language = work_iri(frbr_uri), LANGUAGES[code]

    def provisions(self, short: str) -> Iterator[Statement]:
        """Yield what the document says of its provisions, in reading order; `short` cites the instrument.

        Raises:
            DataError: An element breaks the naming convention.
        """
        path, language = self._path, self.language
        for position, element in enumerate(self._elements(PROVISIONS)):
            element_id = element.get("eId", "")
            if not _ELEMENT_ID.fullmatch(element_id):
                raise DataError(
                    f"{path}: line {element.sourceline}: the eId of an element of the law must look like "
                    f'art_2__para_1__point_a, not "{element_id}"'
                )
            container = element.get("name", "undetermined")
            if container not in _UNNUMBERED[language]:
                raise DataError(
                    f"{path}: line {element.sourceline}: a part without number is called annex, recital "
                    f'or undetermined, not "{container}"'
                )
            provision = provision_iri(self.work, element_id)
            yield provision, "position", "", position
            yield provision, "citation", language, cite(short, element_id, language, container)
            for name, child in (("heading", "heading"), ("digest", "content"), ("digest", "intro")):
                if text := _words(element, child):
                    yield provision, name, language, text

    def groups(self, short: str) -> Iterator[Group]:
        """Yield the books, chapters and parts of the document, in reading order; `short` cites the instrument.

        Raises:
            DataError: One of them breaks the naming convention or has no number.
        """
        numbers: dict[str, str] = {}
        for order, element in enumerate(self._elements(DIVISIONS)):
            element_id, number = element.get("eId", ""), _words(element, "num")
            if not _DIVISION_ID.fullmatch(element_id) or not number:
                raise DataError(
                    f"{self._path}: line {element.sourceline}: a book, chapter or part needs a num, and an eId that "
                    f'looks like chp_II or book_2__chp_XV, not "{element_id}"'
                )
            kind, _, rest = number.partition(" ")
            above = numbers.get(element_id.rpartition("__")[0], "")
            # Indonesian names the inner one first: Bab XV Buku Kedua.
            named = (
                (above, f"{kind.capitalize()} {rest}")
                if self.language == "en"
                else (f"{kind.capitalize()} {rest}", above)
            )
            numbers[element_id] = " ".join(filter(None, named))
            cited = (short, numbers[element_id]) if self.language == "en" else (numbers[element_id], short)
            yield Group(
                iri=provision_iri(self.work, element_id),
                path=".".join(f"{_DIVISION_WORDS[kind]}-{number.lower()}" for kind, number in element_path(element_id)),
                order=order,
                citation=" ".join(cited),
                heading=_words(element, "heading"),
                holds=tuple(
                    provision_iri(self.work, child.get("eId", ""))
                    for child in element.iterchildren(*_tags(PROVISIONS | DIVISIONS))
                ),
            )

    def elucidations(self, short: str) -> Iterator[Explanation]:
        """Yield what the elucidation of the document says, in reading order; `short` cites the instrument.

        What explains an article, paragraph or letter has its eId after ``penjelasan__``. A statement of the general
        part explains what an implicitReference links it to, and else the work as a whole.

        Raises:
            DataError: An element breaks the naming convention.
        """
        path, english = self._path, self.language == "en"
        components = self._root.findall(_ELUCIDATION_DOCUMENT)
        if not components:
            return
        if len(components) > 1:
            raise DataError(f"{path}: {len(components)} elucidations; a law has one")
        component = components[0]
        links = {
            link.get("for", "").removeprefix("#"): link.get("href", "").removeprefix("#")
            for link in component.iter(f"{{{AKOMA_NTOSO}}}implicitReference")
        }
        for order, element in enumerate(component.iter(*_tags(PROVISIONS))):
            digest = _words(element, "content") or _words(element, "intro")
            if not digest:  # A shell, which only leads to what is inside it.
                continue
            element_id = element.get("eId", "")
            explained = element_id.removeprefix(_EXPLAINS)
            if explained == element_id or not _ELEMENT_ID.fullmatch(explained):
                raise DataError(
                    f"{path}: line {element.sourceline}: the eId of an element of the elucidation must look like "
                    f'penjelasan__art_2__para_1, not "{element_id}"'
                )
            levels = element_path(explained)
            if levels[0][0] == "art":
                numbers, cited = tuple(number for _, number in levels), cite(short, explained, self.language)
                citation = f"{cited}, elucidation" if english else f"Penjelasan {cited}"
            else:
                numbers, explained = (f"umum-{levels[0][1]}",), links.get(element_id, "")
                citation = f"{short}, elucidation, general part" if english else f"Penjelasan Umum {short}"
            yield Explanation(
                iri=elucidation_iri(self.work, element_id),
                path=".".join((ELUCIDATION, *numbers)),
                order=order,
                explains=provision_iri(self.work, explained) if explained else self.work,
                citation=citation,
                heading=_words(element, "heading"),
                digest=digest,
            )

    def noted(self, remarks: Mapping[str, str]) -> bytes:
        """Return the document as XML in which the elements whose eIds are keys of `remarks` carry an editorial note.

        Each remark is one note in the metadata; a noteRef at the end of the words of an element leads to it. An element
        without words of its own carries none. Where nothing is to be noted, the document stays as it is, to the byte.
        """
        root = deepcopy(self._root)
        notes = etree.Element(f"{{{AKOMA_NTOSO}}}notes", source="#selaras")
        numbers: dict[str, str] = {}
        for element in root.iter(*_tags(PROVISIONS)):
            remark = remarks.get(element.get("eId", ""))
            words = next(
                (place for part in ("intro", "content") for place in element.iterfind(f"{{*}}{part}/{{*}}p")), None
            )
            if remark is None or words is None:
                continue
            if remark not in numbers:
                numbers[remark] = f"note_{len(numbers) + 1}"
                note = etree.SubElement(notes, f"{{{AKOMA_NTOSO}}}note", eId=numbers[remark])
                etree.SubElement(note, f"{{{AKOMA_NTOSO}}}p").text = remark
            etree.SubElement(words, f"{{{AKOMA_NTOSO}}}noteRef", href=f"#{numbers[remark]}", placement="inline")
        metadata = root.find("{*}act/{*}meta")
        if metadata is None or not numbers:
            return self._path.read_bytes()
        etree.indent(notes, level=3)
        metadata[-1].tail, notes.tail = "\n      ", metadata[-1].tail
        metadata.append(notes)
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"

    def _elements(self, names: frozenset[str]) -> Iterator[etree._Element]:
        for body in self._root.findall(_BODY):
            yield from body.iter(*_tags(names))


def _tags(names: frozenset[str]) -> list[str]:
    return [f"{{{AKOMA_NTOSO}}}{name}" for name in sorted(names)]


def _words(element: etree._Element, child: str) -> str:
    found = element.find(f"{{*}}{child}")
    return "" if found is None else " ".join("".join(found.itertext()).split())


def _parse(path: Path) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(str(path), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise DataError(f"{path}: no readable XML: {error}") from None
    if tree.docinfo.doctype:
        raise DataError(f"{path}: a document type is not allowed in the corpus; remove the DOCTYPE line")
    root = tree.getroot()
    if root.tag != f"{{{AKOMA_NTOSO}}}akomaNtoso":
        raise DataError(f"{path}: the root element must be akomaNtoso in the namespace {AKOMA_NTOSO}")
    return root


def _value(root: etree._Element, below: str, attribute: str, path: Path) -> str:
    found = root.find(f".//{{*}}{below}")
    value = None if found is None else found.get(attribute)
    if not value:
        raise DataError(f"{path}: the metadata lack {below.replace('{*}', '')}/@{attribute}")
    return value
