"""Full text search over digests, headings, notes, elucidations and glossary terms, in both languages at once.

tantivy ranks. Every document has its words as written and as stems (Snowball, English and Indonesian): a word as
written counts far more than its stem, since stems merge words of different meaning (trade with trafficking). Labels
that the glossary gives to one concept stand for each other, so that "calo" also finds what is written about brokers.
Questions may be asked plainly: the words that only make them questions are not looked for. For a word that nothing
holds the nearest that something does is suggested.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from threading import Lock
from typing import TypeAlias

import tantivy
from snowballstemmer import stemmer

from analyzer.errors import InputError
from analyzer.fillers import FILLERS, WORD, telling, words_of
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

SHORTEST_SUGGESTED = 4
"""Letters of a word for which another is suggested; shorter ones are near to too many."""

MOST_SUGGESTED = 6
"""Words of a search that are looked at for a nearer one: looking takes some milliseconds each."""

NEAREST = 0.8
"""How alike two words must be, from 0 to 1, for one to be suggested for the other."""

SNIPPET_LENGTH = 220
_STEMMERS = {tag: stemmer(name) for tag, name in (("en", "english"), ("id", "indonesian"))}
_STEMMING = Lock()
"""A stemmer keeps the word that it works on, so that one thread at a time may use it."""

MOST_STEMS = 32_768
"""Stems that are kept: those of all words of the base, in both languages, and some of what users type."""

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
        self._found: list[Found] = [
            *(item for item in knowledge.provisions.values() if item.digest.en),
            *knowledge.glossary,
        ]
        self._synonyms = [_labels(term) for term in knowledge.glossary]
        # Abbreviations that are words of texts too, case being left aside: they name their term and nothing else.
        self._ambiguous = {
            tuple(words_of(name))
            for term in knowledge.glossary
            for names in term.everyday.values()
            for name in names
            if name.isupper()
        }
        self._used = Counter(word for name in knowledge.names for word in name.split())
        self._used_stems: dict[str, set[str]] = defaultdict(set)
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
            words, stems = _words((*heading, *body)), self._stemmed((*heading, *body))
            self._used.update(words)
            for word, stem in zip(words, stems, strict=True):
                self._used_stems[stem].add(word)
            document = tantivy.Document()
            document.add_unsigned("number", number)
            document.add_text("heading", " ".join(_words(heading)))
            document.add_text("exact", " ".join(words))
            document.add_text("stem", " ".join(stems))
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
        refuse_too_long(text)
        words = telling(typed)
        named = self._named(typed)
        for occur in (tantivy.Occur.Must, tantivy.Occur.Should):
            found = self._searcher.search(self._query(typed, words, named, occur), MOST_FOUND).hits
            if len(found) > len(named):
                break
        stems = {_stem(word, tag) for word in words for tag in LANGUAGES}
        hits = [self._hit(score, address, set(words), stems) for score, address in found]
        return sorted(hits, key=lambda hit: not _names(typed, hit.found))

    def forms(self) -> list[tuple[str, ...]]:
        """Return the words that are taken for forms of one word, by language: those with the same stem."""
        return sorted({tuple(sorted(words)) for words in self._used_stems.values() if len(words) > 1})

    @property
    def ambiguous(self) -> list[str]:
        """The abbreviations that are words of texts too."""
        return sorted(" ".join(words) for words in self._ambiguous)

    def suggestion(self, text: str) -> str | None:
        """Return `text` with the nearest word in use for each that nothing holds; None where that changes nothing."""
        plain = text.lower()
        nearest = WORD.sub(lambda match: self._nearest(match[0]), plain, count=MOST_SUGGESTED)
        return nearest if nearest != plain else None

    def _nearest(self, word: str) -> str:
        """Return the word in use that is most like `word`, of equally like ones the most frequent; `word` if none."""
        if len(word) < SHORTEST_SUGGESTED or not word.isalpha() or word in FILLERS or self._is_used(word):
            return word
        near = (used for used in self._used if abs(len(used) - len(word)) <= 2 and used.isalpha())
        by_frequency = sorted(near, key=lambda used: (self._used[used], used), reverse=True)
        return next(iter(get_close_matches(word, by_frequency, 1, NEAREST)), word)

    def _is_used(self, word: str) -> bool:
        return word in self._used or any(f"{tag}:{_stem(word, tag)}" in self._used_stems for tag in LANGUAGES)

    def fits(self, text: str, title: Text) -> bool:
        """Tell whether a title has all that `text` asks: each word as written, as a stem, or by another name."""
        typed = words_of(text)
        texts = list(zip(title, LANGUAGES, strict=True))
        held, stems = _words(texts), set(self._stemmed(texts))
        return all(
            word in held
            or not stems.isdisjoint(f"{tag}:{_stem(word, tag)}" for tag in LANGUAGES)
            or any(_contains(held, label) for label in self._other_names(word, typed))
            for word in telling(typed)
        )

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
        weighted += [("stem", f"{tag}:{_stem(word, tag)}", STEM_WEIGHT) for tag in LANGUAGES]
        return tantivy.Query.disjunction_max_query(
            [
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, field, value), weight)
                for field, value, weight in weighted
            ]
        )

    def _other_names(self, word: str, typed: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the other labels of the concepts that the words name with this word, but no ambiguous one."""
        return sorted(
            {
                label
                for group in self._synonyms
                if any(word in known and _contains(typed, known) for known in group)
                for label in group
                if label not in self._ambiguous and not _contains(typed, label)
            }
        )

    def _synonym_queries(self, word: str, typed: Sequence[str]) -> list[tantivy.Query]:
        """Return a query for each other label of the concepts that the words name with this word."""
        return [
            tantivy.Query.boost_query(
                tantivy.Query.phrase_query(self._schema, "exact", list(label))
                if len(label) > 1
                else tantivy.Query.term_query(self._schema, "exact", label[0]),
                SYNONYM_WEIGHT,
            )
            for label in self._other_names(word, typed)
        ]

    def _stemmed(self, texts: Iterable[tuple[str, str]]) -> list[str]:
        return [f"{tag}:{_stem(word, tag)}" for text, tag in texts for word in words_of(text)]

    def _snippet(self, text: str, tag: str, words: set[str], stems: set[str]) -> str:
        """Return the passage of `text` around its first fitting word."""
        start = 0
        for match in WORD.finditer(text):
            word = match[0].lower()
            if word in words or _stem(word, tag) in stems:
                start = max(0, match.start() - SNIPPET_LENGTH // 3)
                break
        start = text.rfind(" ", 0, start) + 1 if start else 0
        end = len(text) if start + SNIPPET_LENGTH >= len(text) else text.rfind(" ", start, start + SNIPPET_LENGTH)
        return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"


def refuse_too_long(text: str) -> None:
    """Raise InputError where `text` is longer than a search may be."""
    if len(text) > LONGEST_SEARCH:
        raise InputError(
            both("the search is longer than {longest} characters; use fewer words", longest=LONGEST_SEARCH)
        )


@lru_cache(MOST_STEMS)
def _stem(word: str, tag: str) -> str:
    with _STEMMING:
        return str(_STEMMERS[tag].stemWord(word))


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


def _words(texts: Iterable[tuple[str, str]]) -> list[str]:
    return [word for text, _ in texts for word in words_of(text)]


def _contains(words: Sequence[str], label: Sequence[str]) -> bool:
    """Tell whether the words of `label` stand in `words` one after the other."""
    size = len(label)
    return size > 0 and any(
        tuple(words[start : start + size]) == tuple(label) for start in range(len(words) - size + 1)
    )
