"""The corpus: Akoma Ntoso documents read into triples.

Every document is one expression (one language) of a work. Its numbered elements become provisions with a heading and a
digest in that language. The files are treated as hostile input: no document type, no entities, no network.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from analyzer.errors import DataError
from analyzer.iris import element_path, provision_iri, work_iri

AKOMA_NTOSO = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES = {"eng": "en", "ind": "id"}
"""Languages of Akoma Ntoso expressions (ISO 639-2) and of RDF literals (BCP 47)."""

PROVISIONS = frozenset({"article", "paragraph", "point", "hcontainer"})
"""The elements that are provisions; chapters, parts and books only group them."""

Statement: TypeAlias = tuple[str, str, str, str | int]
"""Provision IRI, local name of the property in our vocabulary, language tag (empty for numbers), value."""

_WORK = re.compile(r"/akn(?:/[0-9A-Za-z-]+)+")
_ELEMENT_ID = re.compile(r"(?:art|hcontainer)_[0-9A-Za-z]+(?:__(?:para|point|hcontainer)_[0-9A-Za-z]+)*")

_ARTICLE = {"en": "Art. {}", "id": "Pasal {}"}
_LEVELS = {
    "en": {"para": "({})", "point": "({})"},
    "id": {"para": " ayat ({})", "letter": " huruf {}", "number": " angka {}"},
}
# Parts of an instrument without a number of their own, by the name of their container.
_UNNUMBERED = {
    "en": {
        "annex": "annex",
        "elucidation": "elucidation",
        "recital": "recitals",
        "undetermined": "(article not determined)",
        "undetermined-letter": "(letter not determined)",
    },
    "id": {
        "annex": "lampiran",
        "elucidation": "penjelasan",
        "recital": "konsiderans",
        "undetermined": "(pasal belum dipastikan)",
        "undetermined-letter": "(huruf belum dipastikan)",
    },
}


def cite(short: str, element_id: str, language: str, container: str = "undetermined") -> str:
    """Return the citation of the element `element_id` of the instrument cited as `short`, as lawyers write it.

    `container` is the name of an element without number: annex, elucidation, recital or undetermined.

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


def read_document(path: Path, short_citation: Callable[[str, str], str]) -> Iterator[Statement]:
    """Yield what the document at `path` says of its provisions, in reading order.

    `short_citation` gives, for a work IRI and a language, how the instrument is cited.

    Raises:
        DataError: The file is no Akoma Ntoso document, declares entities, or lacks what the corpus asks for.
    """
    root = _parse(path)
    frbr_uri = _value(root, "FRBRWork/{*}FRBRuri", "value", path)
    code = _value(root, "FRBRExpression/{*}FRBRlanguage", "language", path)
    if code not in LANGUAGES:
        raise DataError(f"{path}: language {code!r} is not one of {', '.join(LANGUAGES)}")
    if not _WORK.fullmatch(frbr_uri):
        raise DataError(f'{path}: the FRBRuri of a work must look like /akn/id/act/uu/2007/21, not "{frbr_uri}"')
    work, language = work_iri(frbr_uri), LANGUAGES[code]
    short = short_citation(work, language)
    for position, element in enumerate(root.iter(*(f"{{{AKOMA_NTOSO}}}{name}" for name in sorted(PROVISIONS)))):
        element_id = element.get("eId", "")
        if not _ELEMENT_ID.fullmatch(element_id):
            raise DataError(
                f"{path}: line {element.sourceline}: the eId of an element of the law must look like "
                f'art_2__para_1__point_a, not "{element_id}"'
            )
        container = element.get("name", "undetermined")
        if container not in _UNNUMBERED[language]:
            raise DataError(
                f"{path}: line {element.sourceline}: a part without number is called annex, elucidation, recital or "
                f'undetermined, not "{container}"'
            )
        provision = provision_iri(work, element_id)
        yield provision, "position", "", position
        yield provision, "citation", language, cite(short, element_id, language, container)
        for name, child in (("heading", "heading"), ("digest", "content"), ("digest", "intro")):
            found = element.find(f"{{*}}{child}")
            if found is not None and (text := " ".join("".join(found.itertext()).split())):
                yield provision, name, language, text


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
