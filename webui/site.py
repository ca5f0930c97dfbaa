"""What every page needs of the running site: the service, its vocabulary, and the words of each language."""

import hashlib
from datetime import date
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, cast

from flask import current_app

from analyzer.i18n import LANGUAGES
from analyzer.report.wording import Wording
from analyzer.service import Service


class Site:
    """One loaded knowledge base, as the pages use it."""

    def __init__(self, service: Service) -> None:
        """Answer from `service`."""
        self.service = service
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
    def kinds(self) -> dict[str, dict[str, str]]:
        """The label of every kind of provision that says something, by its name as filters take it."""
        provisions = self.service.knowledge.provisions.values()
        labels = {item.kind.lower(): item.kind_label.json() for item in provisions if item.digest.en}
        return dict(sorted(labels.items()))

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of the pages themselves: templates, styles and catalogues."""
        digest = hashlib.sha256()
        for folder in ("templates", "static", "translations"):
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
