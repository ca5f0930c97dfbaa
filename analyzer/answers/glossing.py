"""The words of a digest that the glossary explains, so that a page can link them."""

import re
from collections.abc import Iterable
from typing import Any

from analyzer.model import GlossaryTerm, Term
from analyzer.text import Text

_PLURAL = {"en": "(?:s|es)?", "id": ""}
"""How a word may end beyond its name; Indonesian writes one and many alike."""


class Glosser:
    """Finds the names of glossary terms in texts: whole words, the longest name first, each term once a text.

    Everyday words are passed over.
    """

    def __init__(self, terms: Iterable[GlossaryTerm]) -> None:
        """Know the names of `terms` in each language."""
        listed = list(terms)
        self._slugs = {
            tag: {
                name.casefold(): term.slug
                for term in reversed(listed)
                for name in term.names[tag]
                if name not in term.everyday[tag]
            }
            for tag in Text._fields
        }
        names = {tag: {name for term in listed for name in term.names[tag]} for tag in Text._fields}
        self._patterns = {
            tag: _pattern(tag, [name for name in sorted(names[tag]) if name.casefold() in self._slugs[tag]])
            for tag in Text._fields
        }

    def parts(self, text: Text) -> dict[str, list[dict[str, Any]]]:
        """Return the text of each language in parts: ``text``, and ``term``, the slug of what it names, or None."""
        return {tag: self._split(words, tag) for tag, words in text.json().items()}

    def _split(self, words: str, language: str) -> list[dict[str, Any]]:
        parts: list[dict[str, Any]] = []
        linked: set[str] = set()
        done = 0
        for match in self._patterns[language].finditer(words):
            slug = self._slugs[language][match["name"].casefold()]
            if slug in linked:
                continue
            linked.add(slug)
            if words[done : match.start()]:
                parts.append({"text": words[done : match.start()], "term": None})
            parts.append({"text": match[0], "term": slug})
            done = match.end()
        if words[done:]:
            parts.append({"text": words[done:], "term": None})
        return parts


def explained_by(glossary: Iterable[GlossaryTerm], term: Term) -> str | None:
    """Return the slug of the glossary term that explains a term of the case, None where the related ones say more.

    It is called the same, or its name is a part of the name of the term.
    """
    named = term.label.en.casefold()
    related = [item for item in glossary if term.iri in item.concepts]
    alike = [item for item in related if named in (name.casefold() for name in item.names["en"])]
    alike += [item for item in related if item.label.en.casefold() in named]
    return alike[0].slug if alike else None


def _pattern(language: str, names: list[str]) -> re.Pattern[str]:
    if not names:
        return re.compile("(?P<name>(?!))")
    # An abbreviation in capitals is none where it is written small.
    longest = sorted(names, key=len, reverse=True)
    written = "|".join(re.escape(name) if name.isupper() else f"(?i:{re.escape(name)})" for name in longest)
    return re.compile(rf"(?<![\w-])(?P<name>{written}){_PLURAL[language]}(?![\w-])")
