"""The base, or one instrument of it, as files for other programs: equal data give equal bytes.

RDF comes sorted and with a VoID and DCAT description; ``csv`` is one row a provision, or a part of an elucidation;
``akn`` is a ZIP archive of the Akoma Ntoso documents, with an editorial note on what was not read in the text.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from itertools import takewhile
from pathlib import Path
from typing import TypeAlias

import pyoxigraph

from analyzer.corpus import Document
from analyzer.data import data_files
from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.iris import BASE, PREFIXES, work_of
from analyzer.knowledge import Knowledge
from analyzer.model import Elucidation, Instrument, Interval, Provision
from analyzer.report.wording import STATUSES
from analyzer.text import Text

Triple: TypeAlias = pyoxigraph.Triple
"""One statement of the base."""

DATASET = f"{BASE}dataset"
RDF_FORMATS = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
FORMATS = (*RDF_FORMATS, "csv", "akn")
COLUMNS = (
    "id", "iri", "citation_en", "citation_id", "heading_en", "heading_id", "digest_en", "digest_id", "kind",
    "in_force_from", "no_longer_in_force", "replaced_by", "child_specific", "confirmation",
)  # fmt: skip
_XSD = "http://www.w3.org/2001/XMLSchema#"
_VOID = "http://rdfs.org/ns/void#"
_OLDEST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def export(knowledge: Knowledge, output: str, slug: str | None = None) -> bytes:
    """Return the whole base, or the instrument `slug`, in one of `FORMATS`.

    Raises:
        InputError: The base holds no such instrument.
    """
    if slug is not None and slug not in knowledge.instruments:
        raise InputError(
            both(
                '"{slug}" is no instrument of the base; choose from {choices}',
                slug=slug,
                choices=", ".join(knowledge.instruments),
            )
        )
    instrument = knowledge.instruments[slug] if slug else None
    if output == "csv":
        return _table(knowledge, instrument)
    if output == "akn":
        return _documents(knowledge, instrument)
    return _rdf(knowledge, RDF_FORMATS[output], instrument)


def _rdf(knowledge: Knowledge, output: pyoxigraph.RdfFormat, instrument: Instrument | None) -> bytes:
    triples = [triple for triple in knowledge.store.triples() if instrument is None or _belongs(triple, instrument)]
    triples += _description(knowledge, len(triples), instrument)
    # Canonical labels for the few blank nodes (lists in the shapes), so that sorting gives the same order every time.
    dataset = pyoxigraph.Dataset(pyoxigraph.Quad(*triple) for triple in triples)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((quad.triple for quad in dataset), key=str)
    if output not in (pyoxigraph.RdfFormat.TURTLE, pyoxigraph.RdfFormat.TRIG):
        return pyoxigraph.serialize(triples, format=output) or b""
    return _prefixed(triples, output, {**PREFIXES, "dcat": "http://www.w3.org/ns/dcat#", "void": _VOID})


def statements_in_file(knowledge: Knowledge) -> int:
    """Return how many triples a file of the whole base holds: those of the data, and what it says about itself."""
    known = set(knowledge.store.about(DATASET))
    count = len(knowledge.store)
    return count + len(set(_description(knowledge, count, None)) - known)


def turtle_of(triples: Iterable[pyoxigraph.Triple]) -> bytes:
    """Return triples without blank nodes as Turtle with our prefixes; equal triples give equal bytes."""
    return _prefixed(sorted(triples, key=str), pyoxigraph.RdfFormat.TURTLE, PREFIXES)


def json_ld_of(triples: Iterable[Triple]) -> bytes:
    """Return triples without blank nodes as JSON-LD; equal triples give equal bytes."""
    return pyoxigraph.serialize(sorted(triples, key=str), format=pyoxigraph.RdfFormat.JSON_LD) or b""


def _prefixed(triples: Iterable[pyoxigraph.Triple], output: pyoxigraph.RdfFormat, prefixes: Mapping[str, str]) -> bytes:
    text = pyoxigraph.serialize(triples, format=output, prefixes=dict(prefixes)) or b""
    # Prefixes are declared in no fixed order; sorted, the same data give the same bytes.
    lines = text.splitlines(keepends=True)
    declarations = list(takewhile(lambda line: line.startswith(b"@prefix"), lines))
    return b"".join([*sorted(declarations), *lines[len(declarations) :]])


def _belongs(triple: pyoxigraph.Triple, instrument: Instrument) -> bool:
    subject = triple.subject
    return isinstance(subject, pyoxigraph.NamedNode) and work_of(subject.value) == instrument.iri


def _description(knowledge: Knowledge, count: int, instrument: Instrument | None) -> list[pyoxigraph.Triple]:
    """Return what only the export knows: how many triples, of which version, and of which part of the base."""
    described = pyoxigraph.NamedNode(DATASET if instrument is None else f"{DATASET}/{instrument.slug}")
    facts: list[tuple[str, pyoxigraph.Literal | pyoxigraph.NamedNode]] = [
        (f"{_VOID}triples", pyoxigraph.Literal(str(count), datatype=pyoxigraph.NamedNode(f"{_XSD}integer"))),
        ("http://www.w3.org/2002/07/owl#versionInfo", pyoxigraph.Literal(knowledge.version)),
        ("http://purl.org/dc/terms/identifier", pyoxigraph.Literal(f"sha256:{knowledge.sha256}")),
        ("http://purl.org/dc/terms/license", pyoxigraph.NamedNode("https://creativecommons.org/licenses/by/4.0/")),
    ]
    if instrument is not None:
        facts.append(("http://purl.org/dc/terms/isPartOf", pyoxigraph.NamedNode(DATASET)))
    return [pyoxigraph.Triple(described, pyoxigraph.NamedNode(name), value) for name, value in facts]


def _table(knowledge: Knowledge, instrument: Instrument | None) -> bytes:
    held = [
        provision
        for provision in knowledge.provisions.values()
        if instrument is None or provision.reference.instrument == instrument.slug
    ]
    held.sort(key=lambda provision: (provision.reference.instrument, provision.position))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(knowledge, provision) for provision in held)
    explained = sorted(knowledge.elucidations.values(), key=lambda item: (item.reference.instrument, item.order))
    writer.writerows(
        _explanation_row(knowledge, item)
        for item in explained
        if instrument is None or item.reference.instrument == instrument.slug
    )
    return buffer.getvalue().encode()


def _row(knowledge: Knowledge, provision: Provision) -> tuple[str, ...]:
    interval = provision.interval
    return (
        str(provision.reference),
        provision.iri,
        *provision.citation,
        *provision.heading,
        *provision.digest,
        provision.kind,
        interval.start.isoformat(),
        interval.end.isoformat() if interval.end else "",
        knowledge.reference(provision.replaced_by) if provision.replaced_by else "",
        str(provision.child_specific).lower(),
        provision.confirmation,
    )


def _explanation_row(knowledge: Knowledge, item: Elucidation) -> tuple[str, ...]:
    """Return the row of a part of an elucidation, which holds as long as the provision that it explains."""
    explained = knowledge.provisions.get(item.explains)
    start = knowledge.instruments[item.reference.instrument].dates.get("first_date_entry_in_force")
    interval = explained.interval if explained else Interval(start) if start else None
    return (
        str(item.reference),
        item.iri,
        *item.citation,
        *item.heading,
        *item.digest,
        "Elucidation",
        interval.start.isoformat() if interval else "",
        interval.end.isoformat() if interval and interval.end else "",
        "",
        str(explained.child_specific).lower() if explained else "",
        item.confirmation,
    )


def _documents(knowledge: Knowledge, instrument: Instrument | None) -> bytes:
    folder = knowledge.root / "corpus"
    known = {item.iri: item.confirmation for item in knowledge.provisions.values()}
    known |= {item.iri: item.confirmation for item in knowledge.elucidations.values()}
    unread = {iri: both(STATUSES[value]) for iri, value in known.items() if value != "text"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in data_files(knowledge.root, ".xml", "corpus"):
            name = path.relative_to(folder).as_posix()
            if instrument is None or BASE + name.rpartition("/")[0] == instrument.iri:
                archive.writestr(zipfile.ZipInfo(name, _OLDEST_ZIP_DATE), _noted(path, unread))
    return buffer.getvalue()


def _noted(path: Path, unread: Mapping[str, Text]) -> bytes:
    """Return a document with a note on every element that was not read in the text, in the document's language."""
    document = Document(path)
    return document.noted(
        {
            iri.partition("~")[2]: remark.json()[document.language]
            for iri, remark in unread.items()
            if work_of(iri) == document.work
        }
    )
