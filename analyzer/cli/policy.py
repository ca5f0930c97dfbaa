"""Commands on policy: how answers change in time, through a draft, between instruments, and beside others' findings."""

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyzer.cli.common import (
    Output,
    as_of_day,
    data_folder,
    formats,
    formats_and,
    language,
    open_service,
    print_answer,
    read_day,
    wording_in,
)
from analyzer.errors import InputError
from analyzer.i18n import both
from analyzer.text import printable

if TYPE_CHECKING:
    from analyzer.report.document import Document
    from analyzer.report.wording import Wording
    from analyzer.service import Service


@click.command()
@click.option("--criterion", "criteria", multiple=True, metavar="C", help="Only this criterion; may be repeated.")
@click.option("--from", "first", metavar="YYYY-MM-DD", help="First day; by default the oldest date of the treaties.")
@as_of_day
@formats_and("svg")
@language
@data_folder
def timeline(
    criteria: tuple[str, ...], first: str | None, as_of: str | None, output: Output, lang: str, data: Path | None
) -> None:
    """Tell every day on which an answer changed, what changed, and through which provision.

    As svg, the plot of the report alone: how many criteria have each status over time.
    """
    service, last = open_service(data), read_day(as_of)
    answer = service.timeline(last, first=read_day(first) if first else None, criteria=criteria)
    if output.format == "svg":
        from analyzer.report import plots

        output.write(plots.statuses_over_time(answer, wording_in(lang, service)))
        return

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import timeline_report

        return timeline_report.lay_out(answer, wording, command)

    words = [*(f"--criterion {name}" for name in criteria), *([f"--from {first}"] if first else [])]
    print_answer(service, answer, output, lang, lay_out, " ".join(["selaras timeline", *words, f"--as-of {last}"]))


@click.command()
@click.argument("draft", required=False, metavar="[FILE.ttl]")
@as_of_day
@formats
@language
@data_folder
def whatif(draft: str | None, as_of: str | None, output: Output, lang: str, data: Path | None) -> None:
    """Lay a drafted amendment over the base and tell what it would open or close.

    FILE.ttl is a Turtle file that states a draft, or the name of one that is shipped; without it, those are listed.
    """
    service = open_service(data)
    if draft is None:
        for shipped in service.drafts():
            click.echo(f"{shipped['name']}: {shipped['title'][lang]}")
        return
    answer = service.whatif(_draft_path(service, draft), date.today(), read_day(as_of) if as_of else None)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import reform_report

        return reform_report.lay_out_draft(answer, wording, command)

    command = f"selaras whatif {shlex.quote(draft)} --as-of {answer['asOf']}"
    print_answer(service, answer, output, lang, lay_out, command)


def _draft_path(service: "Service", draft: str) -> Path:
    """Return the file called `draft`: a path, or else the name of a shipped draft."""
    path = Path(draft)
    if path.is_file():
        return path
    shipped = service.draft_files()
    if draft not in shipped:
        raise InputError(
            both(
                '"{draft}" is no file and no shipped draft; choose from {choices}',
                draft=draft,
                choices=", ".join(shipped),
            )
        )
    return shipped[draft]


@click.command()
@click.argument("first")
@click.argument("second")
@as_of_day
@formats
@language
@data_folder
def compare(first: str, second: str, as_of: str | None, output: Output, lang: str, data: Path | None) -> None:
    """Compare two dates (2025-12-31 2026-01-02), two instruments (actip palermo) or provisions (actip:2 palermo:3)."""
    service = open_service(data)
    days = [side[:4].isdigit() for side in (first, second)]
    if any(days) and not all(days):
        line = both(
            '"{first}" and "{second}" are not of a kind; compare two dates, two instruments or two provisions',
            first=printable(first),
            second=printable(second),
        )
        raise InputError(line)
    if all(days):
        answer = service.compare_days(read_day(first), read_day(second))

        def lay_out(wording: "Wording", command: str) -> "Document":
            from analyzer.report import reform_report

            return reform_report.lay_out_days(answer, wording, command)

        words = [first, second]
    else:
        day = read_day(as_of)
        whole = service.names_an_instrument(first)
        answer = (service.compare_instruments if whole else service.compare_provisions)(first, second, day)

        def lay_out(wording: "Wording", command: str) -> "Document":
            from analyzer.report import comparison_report

            compared = comparison_report.lay_out if whole else comparison_report.lay_out_provisions
            return compared(answer, wording, command)

        words = [shlex.quote(first), shlex.quote(second), f"--as-of {day}"]
    print_answer(service, answer, output, lang, lay_out, " ".join(["selaras compare", *words]))


@click.command("map")
@as_of_day
@formats
@language
@data_folder
def map_(as_of: str | None, output: Output, lang: str, data: Path | None) -> None:
    """Map what practice lacks, by dimension and aspect of the problem, beside what the law says."""
    service, day = open_service(data), read_day(as_of)
    answer = service.challenge_map(day)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import challenge_report

        return challenge_report.lay_out(answer, wording, command)

    print_answer(service, answer, output, lang, lay_out, f"selaras map --as-of {day}")


@click.command()
@as_of_day
@formats
@language
@data_folder
def score(as_of: str | None, output: Output, lang: str, data: Path | None) -> None:
    """Hold our findings against those of outside bodies: agreement, kappa, and every disagreement with both reasons."""
    service, day = open_service(data), read_day(as_of)
    answer = service.score(day)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import score_report

        return score_report.lay_out(answer, wording, command)

    print_answer(service, answer, output, lang, lay_out, f"selaras score --as-of {day}")
