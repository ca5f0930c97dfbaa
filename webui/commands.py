"""The command line that gives the same answer as a page, so that a reader can run it again."""

import shlex
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from analyzer.filters import Filters
from analyzer.report.gap_report import screen_command


def gaps_command(day: date, victim: str, against: Sequence[str], lang: str, form: str = "") -> str:
    """Return the command behind a gap report; `form` is the file format, if it is one."""
    words = [f"--victim {victim}"] if victim != "both" else []
    words += [f"--against {','.join(against)}"] if against else []
    return " ".join(["selaras gaps", *words, f"--as-of {day}", *_printing(lang, form)])


def findings_command(
    day: date,
    lang: str,
    form: str = "",
    *,
    pillar: str | None = None,
    obligation: str | None = None,
    status: str | None = None,
    child: bool | None = None,
    criteria: Sequence[str] = (),
) -> str:
    """Return the command behind a list of findings; the filters are those of `Service.findings`."""
    chosen = {"pillar": pillar, "obligation": obligation, "status": status}
    words = [f"--{name} {shlex.quote(value)}" for name, value in chosen.items() if value is not None]
    words += ["--child" if child else "--not-child"] if child is not None else []
    words += [f"--criterion {name}" for name in criteria]
    return " ".join(["selaras findings", *words, f"--as-of {day}", *_printing(lang, form)])


def case_command(case: Mapping[str, Any], day: date, lang: str, form: str = "") -> str:
    """Return the command behind the screening of a case."""
    return " ".join([screen_command(case), f"--as-of {day}", *_printing(lang, form)])


def show_command(reference: str, day: date, lang: str, form: str = "") -> str:
    """Return the command behind the page of a provision or an instrument."""
    return " ".join(["selaras show", shlex.quote(reference), f"--as-of {day}", *_printing(lang, form)])


def search_command(text: str, chosen: Filters, limit: int, day: date, lang: str) -> str:
    """Return the command behind a page of search results."""
    words = [*chosen.options(), f"--limit {limit}", f"--as-of {day}"]
    return " ".join(["selaras search", *words, *_printing(lang, ""), "--", shlex.quote(text)])


def list_command(chosen: Filters, day: date, lang: str) -> str:
    """Return the command behind a list of provisions."""
    return " ".join(["selaras list", *chosen.options(), f"--as-of {day}", *_printing(lang, "")])


def policy_command(name: str, words: Sequence[str], day: date | None, lang: str, form: str = "") -> str:
    """Return the command `name` on policy with its `words`, as of `day` where it takes one."""
    on = [f"--as-of {day}"] if day else []
    return " ".join(["selaras", name, *map(shlex.quote, words), *on, *_printing(lang, form)])


def _printing(lang: str, form: str) -> list[str]:
    """Return how the answer is printed; plain text, the form of a terminal, need not be named."""
    return [*(["--lang id"] if lang == "id" else []), *([f"--format {form}"] if form not in ("", "txt") else [])]
