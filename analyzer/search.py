"""Full text search over digests, headings, notes, elucidations and glossary terms, in both languages at once.

tantivy ranks. Every document has its words as written and as stems (Snowball, English and Indonesian): a word as
written counts far more than its stem, since stems merge words of different meaning (trade with trafficking). Labels
that the glossary gives to one concept stand for each other, so that "calo" also finds what is written about brokers.
Questions may be asked plainly: the words that only make them questions are not looked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import tantivy
from snowballstemmer import stemmer

from analyzer.errors import InputError
from analyzer.fillers import WORD, telling, words_of
from analyzer.i18n import LANGUAGES, both
from analyzer.knowledge import Knowledge
from analyzer.model import GlossaryTerm, Provision
from analyzer.text import Text

LONGEST_SEARCH = 200
"""Characters that a search may have."""

HEADING_WEIGHT = 3.0
EXACT_WEIGHT = 6.0
SYNONYM_WEIGHT = 2.0
STEM_WEIGHT = 1.0
MOST_FOUND = 2_000
"""How many documents the ranking returns at the most, before filters."""

SNIPPET_LENGTH = 220
_STEMMERS = {"en": "english", "id": "indonesian"}

Found: TypeAlias = Provision | GlossaryTerm


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: what was found, how well it fits, and the passage that fits in each language."""

    found: Found
    score: float
    snippet: Text


class SearchIndex:
    """An index in memory, derived from the knowledge base and never a second truth."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Index every provision that says something and every glossary term of `knowledge`."""
        self._stemmers = {tag: stemmer(name) for tag, name in _STEMMERS.items()}
        self._stems: dict[tuple[str, str], str] = {}
        self._found: list[Found] = [
            *(item for item in knowledge.provisions.values() if item.digest.en),
            *knowledge.glossary,
        ]
        self._synonyms = [_labels(term) for term in knowledge.glossary]
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("number", stored=True, fast=True, indexed=True)
        for name in ("heading", "exact", "stem"):
            builder.add_text_field(name, tokenizer_name="whitespace")
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        writer = index.writer(heap_size=15_000_000, num_threads=1)
        for number, found in enumerate(self._found):
            heading, body = _texts(found)
            for item in knowledge.explanations.get(found.iri, ()):
                body += zip((*item.heading, *item.digest), LANGUAGES * 2, strict=True)
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("heading", _joined(heading))
            document.add_text("exact", _joined((*heading, *body)))
            document.add_text("stem", " ".join(self._stemmed((*heading, *body))))
            writer.add_document(document)
        writer.commit()
        index.reload()
        self._index = index

    @cached_property
    def _searcher(self) -> tantivy.Searcher:
        return self._index.searcher()

    def search(self, text: str) -> list[Hit]:
        """Return what fits `text`, best first; documents with all its words, or else with any, fillers left aside.

        The terms of the glossary that the text names come before all others.

        Raises:
            InputError: The text is empty, has no word, or is too long.
        """
        typed = words_of(text)
        if not typed:
            raise InputError(both("the search is empty; write one or more words, such as: penjeratan utang"))
        if len(text) > LONGEST_SEARCH:
            raise InputError(
                both("the search is longer than {longest} characters; use fewer words", longest=LONGEST_SEARCH)
            )
        words = telling(typed)
        named = self._named(typed)
        for occur in (tantivy.Occur.Must, tantivy.Occur.Should):
            found = self._searcher.search(self._query(typed, words, named, occur), MOST_FOUND).hits
            if len(found) > len(named):
                break
        stems = {self._stem(word, tag) for word in words for tag in LANGUAGES}
        hits = [self._hit(score, address, set(words), stems) for score, address in found]
        return sorted(hits, key=lambda hit: not _names(typed, hit.found))

    def _named(self, typed: Sequence[str]) -> list[int]:
        """Return the numbers of the documents of the terms that the words name."""
        return [number for number, found in enumerate(self._found) if _names(typed, found)]

    def _hit(self, score: float, address: tantivy.DocAddress, words: set[str], stems: set[str]) -> Hit:
        found = self._found[self._searcher.doc(address)["number"][0]]
        digest = found.digest if isinstance(found, Provision) else found.meaning
        return Hit(
            found,
            score,
            Text(*(self._snippet(text, tag, words, stems) for text, tag in zip(digest, LANGUAGES, strict=True))),
        )

    def _query(
        self, typed: Sequence[str], words: Sequence[str], named: Sequence[int], occur: tantivy.Occur
    ) -> tantivy.Query:
        """Return the query for documents that hold the words, or what each stands for, and for the terms named."""
        fitting = tantivy.Query.boolean_query(
            [(occur, tantivy.Query.boolean_query(self._alternatives(word, typed))) for word in words]
        )
        terms = [tantivy.Query.term_query(self._schema, "number", number) for number in named]
        return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in (fitting, *terms)])

    def _alternatives(self, word: str, typed: Sequence[str]) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        queries = [self._word_query(word), *self._synonym_queries(word, typed)]
        return [(tantivy.Occur.Should, query) for query in queries]

    def _word_query(self, word: str) -> tantivy.Query:
        weighted = [("heading", word, HEADING_WEIGHT), ("exact", word, EXACT_WEIGHT)]
        weighted += [("stem", f"{tag}:{self._stem(word, tag)}", STEM_WEIGHT) for tag in LANGUAGES]
        return tantivy.Query.disjunction_max_query(
            [
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, value), weight)
                for field, value, weight in weighted
            ]
        )

    def _synonym_queries(self, word: str, typed: Sequence[str]) -> list[tantivy.Query]:
        """Return a query for each other label of the concepts that the words name with this word."""
        labels = {
            label
            for group in self._synonyms
            if any(word in known and _contains(typed, known) for known in group)
            for label in group
            if not _contains(typed, label)
        }
        return [
            tantivy.Query.boost_query(
                tantivy.Query.phrase_query(self._schema, "exact", list(label))
                if len(label) > 1
                else tantivy.Query.term_query(self._schema, "exact", label[0]),
                SYNONYM_WEIGHT,
            )
            for label in sorted(labels)
        ]

    def _stem(self, word: str, tag: str) -> str:
        if (word, tag) not in self._stems:
            self._stems[word, tag] = self._stemmers[tag].stemWord(word)
        return self._stems[word, tag]

    def _stemmed(self, texts: Iterable[tuple[str, str]]) -> list[str]:
        return [f"{tag}:{self._stem(word, tag)}" for text, tag in texts for word in words_of(text)]

    def _snippet(self, text: str, tag: str, words: set[str], stems: set[str]) -> str:
        """Return the passage of `text` around its first fitting word."""
        start = 0
        for match in WORD.finditer(text):
            word = match[0].lower()
            if word in words or self._stem(word, tag) in stems:
                start = max(0, match.start() - SNIPPET_LENGTH // 3)
                break
        start = text.rfind(" ", 0, start) + 1 if start else 0
        end = len(text) if start + SNIPPET_LENGTH >= len(text) else text.rfind(" ", start, start + SNIPPET_LENGTH)
        return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def _texts(found: Found) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the heading and the body of a document as (text, language tag)."""
    if isinstance(found, Provision):
        heading = [*zip(found.heading, LANGUAGES, strict=True)]
        notes = [(note, tag) for tag in LANGUAGES for note in found.notes[tag]]
        return heading, [*zip(found.digest, LANGUAGES, strict=True), *notes]
    labels = [(label, tag) for tag in LANGUAGES for label in found.names[tag]]
    return labels, [*zip(found.meaning, LANGUAGES, strict=True)]


def _labels(term: GlossaryTerm) -> set[tuple[str, ...]]:
    """Return the words of each name of a term, in both languages."""
    return {tuple(words_of(label)) for names in term.names.values() for label in names}


def _names(words: Sequence[str], found: Found) -> bool:
    """Tell whether the words name what was found, a term of the glossary."""
    return isinstance(found, GlossaryTerm) and any(_contains(words, label) for label in _labels(found))


def _joined(texts: Iterable[tuple[str, str]]) -> str:
    return " ".join(word for text, _ in texts for word in words_of(text))


def _contains(words: Sequence[str], label: Sequence[str]) -> bool:
    """Tell whether the words of `label` stand in `words` one after the other."""
    size = len(label)
    return size > 0 and any(
        tuple(words[start : start + size]) == tuple(label) for start in range(len(words) - size + 1)
    )
