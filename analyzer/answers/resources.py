"""Resources of the base as linked data."""

from analyzer.errors import InputError
from analyzer.export import Triple, json_ld_of, turtle_of
from analyzer.i18n import both
from analyzer.knowledge import Knowledge
from analyzer.text import printable


def turtle(knowledge: Knowledge, *iris: str) -> str:
    """Return all that the base states of the resources with these IRIs, as Turtle; equal data give equal text.

    Raises:
        InputError: The base states nothing of one of them.
    """
    return turtle_of(triple for iri in iris for triple in _stated(knowledge, iri)).decode()


def json_ld(knowledge: Knowledge, iri: str) -> str:
    """Return the same as JSON-LD in its expanded form.

    Raises:
        InputError: The base states nothing of it.
    """
    return json_ld_of(_stated(knowledge, iri)).decode()


def _stated(knowledge: Knowledge, iri: str) -> list[Triple]:
    stated = list(knowledge.store.about(iri))
    if not stated:
        raise InputError(both("the base states nothing of {iri}; name a resource of the base", iri=printable(iri, 200)))
    return stated
