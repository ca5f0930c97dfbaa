"""What every page needs of the running site: the service, its vocabulary, and the words of each language."""

import hashlib
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from threading import Lock
from typing import Any, cast

from flask import current_app

from analyzer.i18n import LANGUAGES
from analyzer.report import pictures
from analyzer.report.wording import Wording
from analyzer.service import Service

MOST_ANSWERS = 24
"""How many answers of a kind are kept; one on all criteria takes about two megabytes."""


MOST_EXPORTS = 6
"""How many exported files are kept; the largest takes about nine megabytes."""


class Site:
    """One loaded knowledge base, as the pages use it.

    Answers that take long are kept by day and arguments, which are all that they depend on; pages never change them.
    """

    def __init__(self, service: Service) -> None:
        """Answer from `service`."""
        self.service = service
        self.gaps = lru_cache(MOST_ANSWERS)(service.gaps)
        self.findings = lru_cache(MOST_ANSWERS)(service.findings)
        self.finding = lru_cache(MOST_ANSWERS)(service.finding)
        self.timeline = lru_cache(MOST_ANSWERS)(service.timeline)
        self.comparable = lru_cache(MOST_ANSWERS)(service.comparable)
        self.compare_days = lru_cache(MOST_ANSWERS)(service.compare_days)
        self.score = lru_cache(MOST_ANSWERS)(service.score)
        self.patterns = lru_cache(MOST_ANSWERS)(service.patterns)
        self.plot = lru_cache(MOST_ANSWERS)(self._plot)
        self._export = lru_cache(MOST_EXPORTS)(service.export)
        self._exporting = Lock()
        self._whatif = lru_cache(MOST_ANSWERS)(self._reformed)
        self._reforming = Lock()
        self.vocabulary = service.vocabulary()
        self.wordings = {tag: Wording(tag, self.vocabulary, service.citations) for tag in LANGUAGES}

    @cached_property
    def data(self) -> dict[str, str]:
        """The version and the fingerprint of the data, as answers carry them."""
        return {"version": self.service.knowledge.version, "sha256": self.service.knowledge.sha256}

    @cached_property
    def instruments(self) -> list[dict[str, Any]]:
        """The instruments of the base, as the service lists them."""
        return self.service.instruments()

    @cached_property
    def home(self) -> str:
        """The jurisdiction whose law is held against the treaties."""
        return self.service.home

    @cached_property
    def suggestions(self) -> dict[str, list[str]]:
        """What the search box suggests in each language: terms of the glossary and short names of instruments."""
        terms, instruments = self.service.glossary(), self.instruments
        return {
            tag: [*(item["label"][tag] for item in terms), *(item["citation"][tag] for item in instruments)]
            for tag in LANGUAGES
        }

    @cached_property
    def criterion_terms(self) -> dict[str, list[dict[str, Any]]]:
        """The pillars and the kinds of obligation, as the service lists them."""
        return self.service.criterion_terms()

    @cached_property
    def drafts(self) -> list[dict[str, Any]]:
        """The worked drafts that come with the base, as the service lists them."""
        return self.service.drafts()

    def whatif(self, name: str, day: date) -> dict[str, Any]:
        """Return what the shipped draft called `name` would change, as one asks on `day`.

        The base is read anew under each draft, which takes a second: one at a time, and once a day.
        """
        with self._reforming:
            return self._whatif(name, day)

    def export(self, slug: str | None, form: str) -> bytes:
        """Return an instrument, or the whole base, as a file in the format `form`.

        The whole base takes seconds to write and megabytes to keep: one at a time, and the last few are kept.

        Raises:
            InputError: The base holds no such instrument.
        """
        with self._exporting:
            return self._export(slug, form)

    def _reformed(self, name: str, day: date) -> dict[str, Any]:
        return self.service.whatif(self.service.draft_files()[name], day)

    def _plot(self, lang: str, day: date, criteria: tuple[str, ...]) -> bytes:
        """Draw the timeline until `day` as SVG.

        Raises:
            InputError: The library that draws is not installed.
        """
        answer = self.timeline(day, criteria=criteria)
        return pictures.statuses_over_time(answer, self.wordings[lang]).draw("svg")

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of the pages themselves: templates, styles, texts and catalogues."""
        digest = hashlib.sha256()
        for folder in ("templates", "static", "texts", "translations"):
            for content in _contents(files("webui") / folder):
                digest.update(content)
        return digest.hexdigest()[:16]


def site() -> Site:
    """Return the site of the application that handles this request."""
    return cast(Site, current_app.extensions["selaras"])


def today() -> date:
    """Return the day as of which a page answers when the reader names none."""
    return date.today()


def footer_data(day: date) -> dict[str, Any]:
    """Return as-of date and data version in the form in which answers carry them, for answers that do not."""
    return {"asOf": day.isoformat(), "data": site().data}


def _contents(folder: Traversable) -> list[bytes]:
    found: list[bytes] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        found += _contents(entry) if entry.is_dir() else [entry.read_bytes()]
    return found
