"""The base, or one instrument of it, as files for other programs: equal data give equal bytes.

RDF comes sorted and with a VoID and DCAT description; ``csv`` is one row a provision; ``akn`` is a ZIP archive of the
Akoma Ntoso documents.
"""

import csv
import io
import zipfile

import pyoxigraph

from analyzer.data import data_files
from analyzer.errors import InputError
from analyzer.iris import BASE, PREFIXES
from analyzer.knowledge import Knowledge
from analyzer.model import Instrument, Provision

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
        raise InputError(f'"{slug}" is no instrument of the base; choose from {", ".join(knowledge.instruments)}')
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
    prefixes = {**PREFIXES, "dcat": "http://www.w3.org/ns/dcat#", "void": _VOID}
    text = pyoxigraph.serialize(triples, format=output, prefixes=prefixes) or b""
    # Prefixes are declared in no fixed order; sorted, the same data give the same bytes.
    declarations, body = text[: text.rindex(b"@prefix")], text[text.rindex(b"@prefix") :]
    last, _, rest = body.partition(b"\n")
    return b"\n".join([*sorted([*declarations.splitlines(), last]), rest])


def _belongs(triple: pyoxigraph.Triple, instrument: Instrument) -> bool:
    subject = triple.subject
    return isinstance(subject, pyoxigraph.NamedNode) and subject.value.partition("/~")[0] == instrument.iri


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


def _documents(knowledge: Knowledge, instrument: Instrument | None) -> bytes:
    folder = knowledge.root / "corpus"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in data_files(knowledge.root, ".xml", "corpus"):
            name = path.relative_to(folder).as_posix()
            if instrument is None or BASE + name.rpartition("/")[0] == instrument.iri:
                archive.writestr(zipfile.ZipInfo(name, _OLDEST_ZIP_DATE), path.read_bytes())
    return buffer.getvalue()
