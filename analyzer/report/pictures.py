"""The pictures in reports, each with a caption and with words for those who do not see it.

They are drawn only where a format shows them, so that matplotlib is not loaded for plain text.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from analyzer.report.document import Figure
from analyzer.report.wording import Wording

Answer = Mapping[str, Any]


def statuses_over_time(answer: Answer, wording: Wording) -> Figure:
    """Return the number of criteria by status over the days of a timeline."""

    def draw(form: str) -> bytes:
        from analyzer.report import plots

        return plots.statuses_over_time(answer, wording, form)

    first, last = answer["statuses"][0], answer["statuses"][-1]
    return Figure(
        draw,
        caption=wording.say("Number of criteria by status over time."),
        key=wording.say(
            "Long lines: days on which an answer changed; short lines at the top: other days on which something "
            "happened."
        ),
        alternative=wording.say(
            "On {first}: {before}. On {last}: {after}.",
            first=wording.day(answer["from"]),
            before=_counts(first["counts"], wording),
            last=wording.day(answer["to"]),
            after=_counts(last["counts"], wording),
        ),
    )


def pillar_matrix(pillars: Mapping[str, Mapping[str, int]], wording: Wording) -> Figure:
    """Return the number of criteria by pillar and status; a table beside it holds the same numbers."""

    def draw(form: str) -> bytes:
        from analyzer.report import plots

        return plots.pillar_matrix(pillars, wording, form)

    return Figure(
        draw,
        caption=wording.say(
            "Number of criteria by pillar and status. The darker a cell, the larger its share of the pillar."
        ),
        alternative=wording.say("Matrix of pillars and statuses; the table after it holds the same numbers."),
        tabled=True,
    )


def element_matrix(elements: Sequence[Answer], wording: Wording) -> Figure:
    """Return the status of national law by term of the treaties; a table beside it holds the same, with reasons."""

    def draw(form: str) -> bytes:
        from analyzer.report import plots

        return plots.element_matrix(elements, wording, form)

    return Figure(
        draw,
        caption=wording.say(
            "How national law stands to each term of the treaties. In italics: terms that national law alone has."
        ),
        alternative=wording.say("Matrix of terms and statuses; the table after it holds the same, with the reasons."),
        tabled=True,
    )


def _counts(counts: Mapping[str, int], wording: Wording) -> str:
    return ", ".join(f"{wording.status(status)} {count}" for status, count in counts.items())
