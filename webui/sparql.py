"""The form for queries: what was asked, within which limits, and how terms of an answer are shown."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MIMEAccept

from analyzer.errors import BusyError, InputError, StoppedError
from analyzer.i18n import both
from webui.errors import Refusal
from webui.site import site

Answer = dict[str, Any]

SECONDS = 10.0
"""How long a query may take."""

PATIENCE = 3.0
"""Seconds that a query waits for another one of somebody else."""

MOST_ROWS = 1000
MOST_CHARACTERS = 2_000_000
"""Characters that an answer may have, so that no browser chokes on it."""

MEDIA_TYPES = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "text/csv": "csv",
}
"""The forms in which other programs ask for an answer at the address of the page, by media type."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it was typed, and the example that stands in the form instead, empty where there is none."""

    query: str
    example: str

    def ask(self) -> Answer:
        """Return the service's answer.

        Raises:
            InputError: There is no query, or it cannot be run as it stands.
            StoppedError: It took too long, or too much memory.
            BusyError: Another one is under way.
        """
        if not self.query.strip():
            raise InputError(both("there is no query; give one that begins with SELECT in the field query"))
        return site().service.sparql(self.query, SECONDS, MOST_ROWS, MOST_CHARACTERS, PATIENCE)


def read_asked() -> Asked:
    """Read the query from the address."""
    return Asked(request.args.get("query", ""), request.args.get("example", "").strip())


def answered(asked: Asked) -> Answer:
    """Return the answer for a program.

    Raises:
        Refusal: The query was stopped, or has to wait.
        InputError: It cannot be run as it stands.
    """
    try:
        return asked.ask()
    except (StoppedError, BusyError) as error:
        raise Refusal(503, explained(error), error.text) from None


def explained(error: InputError) -> str:
    """Return in the reader's language why a query has no answer, and what would help."""
    match error:
        case StoppedError():
            return str(
                gettext(
                    "The query was stopped: it needed more than %(seconds)s seconds, or too much memory. Ask for less "
                    "at once: name what you look for, add LIMIT, or leave out what joins everything with everything.",
                    seconds=f"{SECONDS:g}",
                )
            )
        case BusyError():
            return str(gettext("Another query is under way. Ask again in a few seconds."))
        case _:
            return str(gettext("This query cannot be run as it stands."))


def media_type_wanted(accepted: MIMEAccept) -> str:
    """Return which of `MEDIA_TYPES` a program likes better than a page; empty when it does not say."""
    best = accepted.best_match(("text/html", *MEDIA_TYPES), "text/html")
    return best if best in MEDIA_TYPES else ""


def examples(day: date) -> dict[str, list[Answer]]:
    """Return the project's own queries by their use; those about a day ask about `day`."""
    groups: dict[str, list[Answer]] = {}
    for item in site().service.example_queries(day)["queries"]:
        groups.setdefault(item["use"], []).append(item)
    return groups


def written(name: str, groups: dict[str, list[Answer]]) -> str:
    """Return the text of the example called `name`.

    Raises:
        Refusal: There is no such example.
    """
    found = next((item["query"] for group in groups.values() for item in group if item["name"] == name), None)
    if found is None:
        raise Refusal(404, gettext("There is no example of this name; the page lists those there are."))
    return str(found)
