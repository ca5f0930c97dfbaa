"""Plots of answers, drawn with matplotlib: equal answers give equal pictures.

A status is told by its place and its pattern or mark as well as by its colour, so that it survives a printer without
colour and a reader who sees few; the colours themselves are those of the pages. Texts stay texts, in the font that
travels with matplotlib.
"""

import io
import logging
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from textwrap import fill
from threading import Lock
from typing import Any

from analyzer.i18n import N_
from analyzer.report.criteria_report import STATUSES
from analyzer.report.extra import needed_for
from analyzer.report.wording import Wording

# matplotlib keeps settings and a list of fonts; they belong to what can be deleted, not among the user's settings.
_CACHE = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
os.environ.setdefault("MPLCONFIGDIR", os.path.join(_CACHE, "selaras", "matplotlib"))

with needed_for(N_("plots")):
    import matplotlib
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch, Rectangle
    from matplotlib.ticker import MaxNLocator

Answer = Mapping[str, Any]

FORMS = ("svg", "png")
"""What a plot can be drawn as."""

WIDTH = 6.7
"""Width of every plot in inches: the text of an A4 page."""

_INK, _QUIET, _LINE = "#1c2430", "#56606e", "#cfd6de"
_COLOURS = {
    "aligned": "#0f5f73",
    "exceeds": "#44499c",
    "partial": "#e5a33b",
    "gap": "#ad2f13",
    "not-assessed": "#d9dde2",
}
_EDGES = {status: "#9aa5b1" if status == "not-assessed" else "white" for status in STATUSES}
_HATCHES = {"aligned": "", "exceeds": "++", "partial": "///", "gap": "xxx", "not-assessed": "--"}
_MARKS = {"aligned": "o", "exceeds": "^", "partial": "D", "gap": "X", "not-assessed": "_"}
_SETTINGS: dict[Any, Any] = {
    "axes.edgecolor": _LINE,
    "axes.labelcolor": _QUIET,
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",
    "svg.hashsalt": "selaras",
    "text.color": _INK,
    "xtick.color": _QUIET,
    "ytick.color": _QUIET,
}
_FEWEST_DAYS_BETWEEN_LABELS = 300
_MOST_LABELS = 9
_LONGEST_LABEL = 44
_WIDEST_HEAD = 12

# The settings of matplotlib belong to the process, not to the thread.
_DRAWING = Lock()
logging.getLogger("matplotlib").setLevel(logging.ERROR)


def font_folder() -> Path:
    """Return the folder with the fonts that travel with matplotlib, DejaVu and STIX, which are the same everywhere."""
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def statuses_over_time(answer: Answer, wording: Wording, form: str = "svg") -> bytes:
    """Draw how many criteria have each status from day to day, and mark the days on which something happened.

    Args:
        answer: That of `Service.timeline`: ``from``, ``to``, ``statuses`` and ``events``.
        wording: The language of the texts.
        form: One of `FORMS`.

    Returns:
        The picture: an SVG element in UTF-8, or a PNG file.
    """
    points = answer["statuses"]
    days = [_ordinal(point["date"]) for point in points] + [_ordinal(answer["to"])]
    with _DRAWING, matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=(WIDTH, 5.6), layout="constrained")
        plot = figure.subplots()
        heights = [0] * len(days)
        for status in STATUSES:
            counts = [point["counts"][status] for point in points]
            tops = [below + count for below, count in zip(heights, [*counts, counts[-1]], strict=True)]
            plot.fill_between(
                days, heights, tops, step="post", facecolor=_COLOURS[status], hatch=_HATCHES[status],
                edgecolor=_EDGES[status], linewidth=0.4,
            )  # fmt: skip
            heights = tops
        plot.set_xlim(days[0], max(days[-1], days[0] + 1))
        plot.set_ylim(0, max(*heights, 1))
        plot.yaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
        _mark_days(plot, answer["events"], wording)
        _label_years(plot, days[0], days[-1])
        plot.set_ylabel(wording.say("Number of criteria"))
        plot.spines[["top", "right"]].set_visible(False)
        _name_statuses(figure, points[-1]["counts"], wording)
        return _drawn(figure, "statuses-over-time", form)


def pillar_matrix(pillars: Mapping[str, Mapping[str, int]], wording: Wording, form: str = "svg") -> bytes:
    """Draw how many criteria of each pillar have each status, as numbers in a matrix.

    Args:
        pillars: The number of criteria by status, by pillar, such as ``summary.byPillar`` of an answer.
        wording: The language of the texts.
        form: One of `FORMS`.

    Returns:
        The picture: an SVG element in UTF-8, or a PNG file.
    """
    with _DRAWING, matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=(WIDTH, 0.75 + 0.36 * len(pillars)), layout="constrained")
        plot = figure.subplots()
        for row, counts in enumerate(pillars.values()):
            total = max(sum(counts.values()), 1)
            for column, status in enumerate(STATUSES):
                _draw_cell(plot, column, row, counts[status], counts[status] / total, status)
        _frame(plot, [wording.capital(wording.name(pillar)) for pillar in pillars], wording)
        return _drawn(figure, "pillar-matrix", form)


def element_matrix(elements: Sequence[Answer], wording: Wording, form: str = "svg") -> bytes:
    """Draw how national law stands to each term of the treaties, as a mark in the column of the status.

    Terms that national law alone has are in italics.

    Args:
        elements: The rows ``elements`` of the answer of `Service.gaps`.
        wording: The language of the texts.
        form: One of `FORMS`.

    Returns:
        The picture: an SVG element in UTF-8, or a PNG file.
    """
    labels: list[str] = []
    marks: list[tuple[int, str]] = []
    headings: list[int] = []
    own: list[int] = []
    for dimension, rows in groupby(elements, key=lambda element: str(element["dimension"])):
        headings.append(len(labels))
        labels.append(wording.dimension(dimension))
        for element in rows:
            marks.append((len(labels), element["status"]))
            if not element["treatyTerm"]:
                own.append(len(labels))
            labels.append(_term(element, wording))
    with _DRAWING, matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=(WIDTH, 0.6 + 0.175 * len(labels)), layout="constrained")
        plot = figure.subplots()
        for row, status in marks:
            plot.axhline(row, color=_LINE, linewidth=0.5, zorder=1)
            plot.scatter(
                STATUSES.index(status), row, s=52, marker=_MARKS[status], color=_COLOURS[status], edgecolor=_INK,
                linewidth=1.6 if _MARKS[status] == "_" else 0.6, zorder=2,
            )  # fmt: skip
        _frame(plot, labels, wording)
        _slant(plot, wording)
        for row, label in enumerate(plot.get_yticklabels()):
            label.set_fontweight("bold" if row in headings else "normal")
            label.set_fontstyle("italic" if row in own else "normal")
        return _drawn(figure, "element-matrix", form)


def _draw_cell(plot: Axes, column: int, row: int, count: int, share: float, status: str) -> None:
    """Draw one cell: tinted by its share of the row, with the pattern of its status at the left edge."""
    if count:
        colour = _COLOURS[status]
        tint = 0.12 + 0.45 * share
        plot.add_patch(Rectangle((column - 0.48, row - 0.46), 0.96, 0.92, facecolor=colour, alpha=tint, linewidth=0))
        plot.add_patch(
            Rectangle(
                (column - 0.48, row - 0.46), 0.12, 0.92, facecolor=colour, hatch=_HATCHES[status],
                edgecolor=_EDGES[status], linewidth=0,
            )
        )  # fmt: skip
    plot.text(
        column + 0.06, row, str(count), ha="center", va="center_baseline", fontsize=10 if count else 8.5,
        fontweight="bold" if count else "normal", color=_INK if count else _QUIET,
    )  # fmt: skip


def _frame(plot: Axes, rows: Sequence[str], wording: Wording) -> None:
    """Name the rows at the left and the statuses above, without any line around them."""
    plot.set_xlim(-0.5, len(STATUSES) - 0.5)
    plot.set_ylim(len(rows) - 0.5, -0.5)
    plot.set_yticks(range(len(rows)), rows, color=_INK)
    heads = [fill(_capital(wording, status), _WIDEST_HEAD) for status in STATUSES]
    plot.set_xticks(range(len(STATUSES)), heads, color=_INK)
    plot.xaxis.tick_top()
    plot.tick_params(length=0)
    for label in plot.get_xticklabels():
        label.set_fontweight("bold")
    plot.spines[:].set_visible(False)


def _slant(plot: Axes, wording: Wording) -> None:
    """Turn the names of the statuses, for columns that long names of rows leave little room."""
    plot.set_xticks(range(len(STATUSES)), [_capital(wording, status) for status in STATUSES])
    for label in plot.get_xticklabels():
        label.set(rotation=35, rotation_mode="anchor", horizontalalignment="left")


def _name_statuses(figure: Figure, counts: Mapping[str, int], wording: Wording) -> None:
    """Add the legend under the plot, with the number of criteria on the last day."""
    figure.legend(
        handles=[
            Patch(
                facecolor=_COLOURS[status], hatch=_HATCHES[status], linewidth=0.4,
                edgecolor=_EDGES[status],
                label=f"{_capital(wording, status)} ({counts[status]})",
            )
            for status in STATUSES
        ],
        loc="outside lower center", ncols=len(STATUSES), frameon=False, fontsize=8, columnspacing=1.2,
        handlelength=2.2, handleheight=1.4,
    )  # fmt: skip


def _mark_days(plot: Axes, events: Sequence[Answer], wording: Wording) -> None:
    """Mark every day on which something happened, longer where an answer changed, and name those that changed most."""
    for event in events:
        changed = bool(event["changes"])
        plot.axvline(_ordinal(event["date"]), ymin=0 if changed else 0.965, color=_INK, linewidth=0.6)
    top = plot.get_ylim()[1]
    for event in _most_told(events):
        plot.text(
            _ordinal(event["date"]), top * 1.015, _told(event, wording), rotation=55, rotation_mode="anchor",
            ha="left", va="baseline", fontsize=7.5,
        )  # fmt: skip


def _most_told(events: Sequence[Answer]) -> list[Answer]:
    """Return the events with most changes, as many as have room beside each other, and few enough to read."""
    chosen: list[Answer] = []
    for event in sorted(events, key=lambda event: -len(event["changes"])):
        apart = all(
            abs(_ordinal(event["date"]) - _ordinal(other["date"])) >= _FEWEST_DAYS_BETWEEN_LABELS for other in chosen
        )
        if event["changes"] and apart and len(chosen) < _MOST_LABELS:
            chosen.append(event)
    return chosen


def _told(event: Answer, wording: Wording) -> str:
    """Return what happened in a few words; the day alone where that is not told."""
    day = wording.day(event["date"])
    if not event["happened"]:
        return day
    first = wording.pick(event["happened"][0]).rstrip(".")
    label = first if len(event["happened"]) == 1 else wording.say("{first} and more", first=first)
    return label if len(label) <= _LONGEST_LABEL else day


def _label_years(plot: Axes, first: float, last: float) -> None:
    begin, end = date.fromordinal(int(first)).year, date.fromordinal(int(last)).year
    step = max(1, (end - begin) // 9)
    years = [year for year in range(begin, end + 1) if year % step == 0 and first <= date(year, 1, 1).toordinal()]
    plot.set_xticks([date(year, 1, 1).toordinal() for year in years], [str(year) for year in years])


def _term(element: Answer, wording: Wording) -> str:
    """Return the term of the treaties, or that which national law alone has."""
    dimension = element["dimension"]
    if element["treatyTerm"]:
        return wording.capital(wording.term(dimension, element["treatyTerm"]))
    return wording.capital(", ".join(wording.term(dimension, value) for value in element["national"]))


def _capital(wording: Wording, status: str) -> str:
    return wording.capital(wording.status(status))


def _ordinal(iso: str) -> float:
    return float(date.fromisoformat(iso).toordinal())


def _drawn(figure: Figure, name: str, form: str) -> bytes:
    """Return the picture without a date or the version of a program in it."""
    buffer = io.BytesIO()
    if form == "png":
        figure.savefig(buffer, format="png", dpi=220, metadata={"Software": None})
        return buffer.getvalue()
    figure.savefig(buffer, format="svg", metadata={"Creator": None, "Date": None, "Format": None, "Type": None})
    return _element(buffer.getvalue().decode(), name).encode()


def _element(svg: str, name: str) -> str:
    """Return the SVG of matplotlib as one element that can stand in a page beside others.

    Its identifiers begin with `name`; what it looks like stands in attributes, since a strict content security policy
    lets no style sheet or style attribute pass.
    """
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<defs>\s*</defs>", "", svg)
    svg = svg.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "").replace("xlink:href=", "href=")
    svg = re.sub(r'\b(id="|href="#|url\(#)', rf"\g<1>{name}-", svg)
    svg = re.sub(r' style="([^"]*)"', lambda found: _attributes(found[1]), svg)
    svg = svg.replace("<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1)
    return re.sub(r"\n\s*(?=\n)", "", svg).strip() + "\n"


def _attributes(style: str) -> str:
    """Return the declarations of a style attribute as presentation attributes."""
    told: dict[str, str] = {}
    for declaration in filter(None, (part.strip() for part in style.split(";"))):
        key, value = (part.strip() for part in declaration.split(":", 1))
        if key == "font":
            font = re.fullmatch(
                r"(?P<style>italic )?(?P<weight>bold |[0-9]+ )?(?P<size>[0-9.]+px) (?P<family>.*)", value
            )
            if font is None:
                raise ValueError(f'the font "{value}" is none that a plot asks for')
            told |= {"font-size": font["size"], "font-family": font["family"].replace('"', "'")}
            told |= {f"font-{key}": font[key].strip() for key in ("style", "weight") if font[key]}
        else:
            told[key] = value
    return "".join(f' {key}="{value}"' for key, value in told.items())
