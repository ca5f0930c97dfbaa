"""The Indonesian catalogue of the pages: complete, current, and compiled."""

from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import force_locale, gettext

ROOT = Path(__file__).parents[2] / "webui"
CATALOGUE = ROOT / "translations" / "id" / "LC_MESSAGES" / "messages.po"


def extracted() -> set[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found: set[str] = set()
    for _, _, message, _, _ in extract_from_dir(ROOT, methods, options):
        found.add(message if isinstance(message, str) else message[0])
    return found


def test_every_sentence_of_the_pages_is_translated_and_no_translation_is_left_over() -> None:
    with CATALOGUE.open("rb") as lines:
        catalogue = read_po(lines, locale="id", abort_invalid=True)
    entries = {
        (message.id if isinstance(message.id, str) else message.id[0]): message for message in catalogue if message.id
    }
    assert set(entries) == extracted()
    for key, message in entries.items():
        translations = [message.string] if isinstance(message.string, str) else message.string
        assert translations and all(translations), key
        assert not message.fuzzy, key
        assert not list(message.check(catalogue)), f"the placeholders of {key!r} differ"


def test_the_compiled_catalogue_is_the_one_in_use(app: Flask) -> None:
    with app.test_request_context("/id/"), force_locale("id"):
        assert gettext("Screen a case") == "Periksa kasus"
