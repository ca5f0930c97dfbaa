"""The Indonesian sentences of the analyzer: as many as the English ones in the code, whole and with the same gaps."""

from importlib.resources import files
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from analyzer.i18n import LANGUAGES, both, indonesian

ANALYZER = Path(str(files("analyzer")))
PAGES = Path(str(files("webui")))
CATALOGUE = ANALYZER / "translations" / "id" / "LC_MESSAGES" / "analyzer.po"
KEYWORDS = {"both": None, "say": None, "N_": None}
"""The functions whose first argument is a sentence."""


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as lines:
        return read_po(lines, locale="id", abort_invalid=True)


@pytest.fixture(scope="module")
def entries(catalogue: Catalog) -> list[Message]:
    """Every entry but the header."""
    return [message for message in catalogue if message.id]


@pytest.fixture(scope="module")
def written() -> set[str]:
    """The English sentences in the code."""
    found = [
        *extract_from_dir(ANALYZER, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()),
        # What the pages refuse is said in both languages as well; all else of theirs is in their own catalogue.
        *extract_from_dir(PAGES, method_map=[("**.py", "python")], keywords={"both": None}, comment_tags=()),
    ]
    return {sentence for _, _, sentence, _, _ in found if isinstance(sentence, str)}


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_sentences_are_found_in_the_code(written: set[str]) -> None:
    assert "covered" in written
    assert len(written) > 100


def test_every_sentence_of_the_code_has_a_translation(written: set[str], entries: list[Message]) -> None:
    assert written - {str(message.id) for message in entries} == set()


def test_every_translation_is_used(written: set[str], entries: list[Message], catalogue: Catalog) -> None:
    assert {str(message.id) for message in entries} - written == set()
    assert list(catalogue.obsolete) == []


def test_every_translation_is_there_and_settled(entries: list[Message]) -> None:
    assert [message.id for message in entries if not message.string] == []
    assert [message.id for message in entries if message.fuzzy] == []
    assert [message.id for message in entries if message.context or message.pluralizable] == []


def test_translations_have_the_same_gaps(entries: list[Message]) -> None:
    assert {
        str(message.id): gaps(str(message.string))
        for message in entries
        if gaps(str(message.id)) != gaps(str(message.string))
    } == {}


def test_translations_begin_and_end_as_the_sentences_do(entries: list[Message]) -> None:
    """Spaces join a sentence to its neighbours; a full stop or colon ends it in both languages or in neither."""

    def frame(sentence: str) -> tuple[bool, bool, str]:
        last = sentence.rstrip()[-1:]
        return sentence != sentence.lstrip(), sentence != sentence.rstrip(), last if last in ".:?" else ""

    assert [message.id for message in entries if frame(str(message.id)) != frame(str(message.string))] == []


def test_what_is_compiled_is_what_is_written(entries: list[Message]) -> None:
    """If this fails, the compiled catalogue is old: install Selaras again (``make install``)."""
    compiled = indonesian()
    assert [message.id for message in entries if compiled.gettext(str(message.id)) != message.string] == []


def test_a_sentence_comes_in_both_languages() -> None:
    assert both("{years} years", years=3)._asdict() == {"en": "3 years", "id": "3 tahun"}
    assert set(LANGUAGES) == {"en", "id"}
