"""The language of a page stands in its address; only an address without one asks the browser."""

from typing import Any

from flask import Flask, g, request

from analyzer.errors import SelarasError
from analyzer.i18n import LANGUAGES

DEFAULT = "id"
"""The language for readers whose browser asks for neither."""

FORMER_CODES = {"in": "id"}
"""Indonesian had the code "in" in ISO 639 until 1989; old Android phones still ask for it."""

PREFIX = f"/<any({','.join(LANGUAGES)}):lang>"
"""The first segment of every page's address."""


def current() -> str:
    """Return the language of this request: that of its address, else the one the browser likes best."""
    if lang := g.get("lang"):
        return str(lang)
    first = request.path.split("/", 2)[1].partition(".")[0]
    return first if first in LANGUAGES else preferred()


def told(error: SelarasError) -> str:
    """Return in the reader's language what failed and what would be right."""
    return str(getattr(error.text, current()))


def preferred() -> str:
    """Return the language that the browser asks for, among those we speak."""
    for tag, quality in request.accept_languages:
        primary = tag.lower().partition("-")[0]
        language = FORMER_CODES.get(primary, primary)
        if quality and language in LANGUAGES:
            return language
    return DEFAULT


def register(app: Flask) -> None:
    """Take the language from every address, and put it into every address that is built."""

    @app.url_value_preprocessor
    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.url_defaults
    def give(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current()
