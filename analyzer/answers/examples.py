"""The project's own queries, as examples for whoever writes one."""

from datetime import date
from typing import Any

from analyzer.i18n import LANGUAGES
from analyzer.queries import Queries
from analyzer.store import fill_slots

Answer = dict[str, Any]


def examples(queries: Queries, day: date) -> Answer:
    """Return every query with its title and question in both languages; a parameter that it takes is given `day`."""
    return {"asOf": day.isoformat(), "queries": [_example(queries, name, day) for name in queries.names()]}


def _example(queries: Queries, name: str, day: date) -> Answer:
    query = queries.get(name)
    # What the header says stands beside the query already.
    text = "\n".join(query.text.splitlines()[len(query.header) :]).strip() + "\n"
    return {
        "name": name,
        "use": name.partition("/")[0],
        **{key: {tag: query.header[f"{key}-{tag}"] for tag in LANGUAGES} for key in ("title", "question")},
        "columns": list(query.columns),
        "query": fill_slots(text, dict.fromkeys(query.parameters, day)),
    }
