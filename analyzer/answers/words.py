"""The glossary and the schemes: what words mean, in both languages, and where they stand."""

from collections.abc import Iterable
from typing import Any

from analyzer.criteria.values import WordList
from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.knowledge import Knowledge
from analyzer.model import GlossaryTerm
from analyzer.queries import Row
from analyzer.rows import grouped, optional_text_of, text_of
from analyzer.text import Text, printable

Answer = dict[str, Any]

GLOSSARY = "glossary"
"""The scheme that has pages of its own."""


def glossary(knowledge: Knowledge) -> list[Answer]:
    """Return every term with its names and meaning in both languages."""
    return [_term(term) for term in knowledge.glossary]


def term(knowledge: Knowledge, slug: str) -> Answer:
    """Return one term with the provisions and concepts it belongs to.

    Raises:
        InputError: There is no such term.
    """
    found = next((item for item in knowledge.glossary if item.slug == slug), None)
    if found is None:
        raise InputError(
            both('"{slug}" is no term of the glossary; see the glossary for all of them', slug=printable(slug))
        )
    return {
        **_term(found),
        "provisions": [
            {
                "id": knowledge.reference(iri),
                "citation": knowledge.citation(iri).json(),
                "heading": knowledge.provisions[iri].heading.json(),
                "digest": knowledge.provisions[iri].digest.json(),
                "confirmation": knowledge.provisions[iri].confirmation,
            }
            for iri in found.provisions
            if iri in knowledge.provisions
        ],
        "concepts": [label.json() for label in _concepts(knowledge, found)],
    }


def word_list(knowledge: Knowledge, lists: Iterable[WordList], slug: str) -> Answer | None:
    """Return the word list called `slug` with its terms, None where the base has no such list."""
    held = next((item for item in lists if item.slug == slug), None)
    if held is None:
        return None
    terms = {item.iri: item for item in knowledge.glossary}
    return {"id": held.slug, "label": held.label.json(), "terms": [_term(terms[iri]) for iri in held.terms]}


def _term(item: GlossaryTerm) -> Answer:
    return {
        "id": item.slug,
        "iri": item.iri,
        "label": item.label.json(),
        "others": {tag: list(names[1:]) for tag, names in item.names.items()},
        "meaning": item.meaning.json(),
    }


def _concepts(knowledge: Knowledge, item: GlossaryTerm) -> Iterable[Text]:
    for iri in item.concepts:
        if iri in knowledge.terms:
            yield knowledge.terms[iri].label
        elif iri in knowledge.concepts:
            yield knowledge.concepts[iri].label


def schemes(knowledge: Knowledge) -> list[Answer]:
    """Return every scheme but the glossary as a tree of concepts, in their order."""
    rows = knowledge.queries.rows(knowledge.store, "policy/schemes")
    return [
        {
            "id": notation,
            "iri": found[0]["node"],
            "label": text_of(found[0], "scheme").json(),
            "concepts": _tree(found, None),
        }
        for notation, found in grouped(rows, "scheme")
        if notation != GLOSSARY
    ]


def _tree(rows: list[Row], broader: str | None) -> list[Answer]:
    return [
        {
            "id": row["notation"],
            "iri": row["concept"],
            "label": text_of(row, "label").json(),
            "meaning": meaning.json() if (meaning := optional_text_of(row, "meaning")) else None,
            "narrower": _tree(rows, row["notation"]),
        }
        for row in rows
        if row["broader"] == broader
    ]
