"""Namespaces of the knowledge base and the identity of works and provisions.

Works and provisions are named by the Akoma Ntoso naming convention (OASIS LegalDocML Naming Convention 1.0): a work is
``…/akn/id/act/uu/2007/21``, a provision is the work followed by ``/~`` and its element id, ``…/~art_2__para_1``. The
elucidation (Penjelasan) is a component of the work: ``…/!penjelasan~penjelasan__art_6``.
"""

from functools import cache

BASE = "https://w3id.org/selaras/"
VOCABULARY = f"{BASE}ontology#"

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sel": VOCABULARY,
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

ELUCIDATION = "penjelasan"
"""The name of the component of a work that explains it."""

_PORTION = "/~"
_COMPONENT = "/!"
_LEVEL = "__"


def work_iri(frbr_uri: str) -> str:
    """Return the IRI of a work from its FRBR URI, such as ``/akn/id/act/uu/2007/21``."""
    return BASE + frbr_uri.strip("/")


def provision_iri(work: str, element_id: str) -> str:
    """Return the IRI of the element `element_id` of the work with the IRI `work`."""
    return f"{work}{_PORTION}{element_id}"


def elucidation_iri(work: str, element_id: str) -> str:
    """Return the IRI of the element `element_id` of the elucidation of the work with the IRI `work`.

    >>> elucidation_iri("https://w3id.org/selaras/akn/id/act/uu/2007/21", "penjelasan__art_6")
    'https://w3id.org/selaras/akn/id/act/uu/2007/21/!penjelasan~penjelasan__art_6'
    """
    return f"{work}{_COMPONENT}{ELUCIDATION}~{element_id}"


def work_of(iri: str) -> str:
    """Return the IRI of the work that the resource with this IRI is, or is a part of."""
    return iri.partition(_PORTION)[0].partition(_COMPONENT)[0]


@cache
def ancestors(provision: str) -> tuple[str, ...]:
    """Return the provision's IRI followed by those of the elements that hold it, up to the article.

    >>> ancestors("https://w3id.org/selaras/akn/id/act/uu/2007/21/~art_15__para_2__point_a")[1:]
    ('https://w3id.org/selaras/akn/id/act/uu/2007/21/~art_15__para_2', \
'https://w3id.org/selaras/akn/id/act/uu/2007/21/~art_15')
    """
    work, _, element_id = provision.partition(_PORTION)
    parts = element_id.split(_LEVEL)
    return tuple(provision_iri(work, _LEVEL.join(parts[:count])) for count in range(len(parts), 0, -1))


def element_path(element_id: str) -> tuple[tuple[str, str], ...]:
    """Return the levels of an element id as (kind, number) pairs.

    >>> element_path("art_15__para_2__point_a")
    (('art', '15'), ('para', '2'), ('point', 'a'))
    """
    return tuple((kind, number) for kind, _, number in (part.partition("_") for part in element_id.split(_LEVEL)))
