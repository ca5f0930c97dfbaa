"""Commands that hold the law against the treaties, or a case against the law."""

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyzer.cli.common import (
    FINDINGS,
    Output,
    as_of_day,
    data_folder,
    formats,
    language,
    open_service,
    print_answer,
    read_day,
)
from analyzer.errors import InputError
from analyzer.i18n import both

if TYPE_CHECKING:
    from analyzer.report.document import Document
    from analyzer.report.wording import Wording

FAIL_ON = ("never", "gap", "arguable")


@click.command()
@click.option("--victim", default="both", metavar="adult|child|both", help="Whose cases to look at.")
@click.option(
    "--against", metavar="SLUGS", help="Treaties to hold the law against, such as palermo,actip; all by default."
)
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), default="never", help="Exit 1 when the report has such a region."
)
@as_of_day
@formats
@language
@data_folder
def gaps(
    victim: str, against: str | None, fail_on: str, as_of: str | None, output: Output, lang: str, data: Path | None
) -> None:
    """Report where national law falls short of the treaties, goes further, or must be argued."""
    service, day = open_service(data), read_day(as_of)
    slugs = [slug.strip().lower() for slug in against.split(",")] if against is not None else None
    answer = service.gaps(day, slugs, victim.lower())

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import gap_report, render

        pictured = answer["findings"] and output.format in render.PICTURED
        criteria = [row["criterion"] for row in answer["findings"]]
        timeline = service.timeline(day, criteria=criteria) if pictured else None
        return gap_report.lay_out(answer, wording, command, timeline)

    words = [f"--victim {victim}"] if victim != "both" else []
    words += [f"--against {','.join(slugs)}"] if slugs else []
    print_answer(service, answer, output, lang, lay_out, " ".join(["selaras gaps", *words, f"--as-of {day}"]))
    found = bool(answer["regions"]) or (fail_on == "arguable" and bool(answer["arguableRegions"]))
    if fail_on != "never" and found:
        sys.exit(FINDINGS)


@click.command()
@click.option("--act", multiple=True, metavar="ACT", help="What was done; may be repeated.")
@click.option("--means", multiple=True, metavar="MEANS", help="How control was gained, or none; may be repeated.")
@click.option("--purpose", multiple=True, metavar="PURPOSE", help="For what exploitation; may be repeated.")
@click.option("--age", default="", metavar="YEARS", help="Age of the victim in whole years.")
@click.option("--route", default="", metavar="ROUTE", help="domestic, inter-region, inbound or outbound.")
@click.option("--citizenship", default="", metavar="CITIZENSHIP", help="indonesian or foreign.")
@click.option("--stage", default="", metavar="STAGE", help="intended or exploited.")
@click.option("--circumstance", multiple=True, metavar="FACT", help="A fact that raises the penalty; may be repeated.")
@click.option("--pattern", metavar="NAME", help="The typical case of a documented pattern, instead of all facts above.")
@as_of_day
@formats
@language
@data_folder
def screen(
    act: tuple[str, ...],
    means: tuple[str, ...],
    purpose: tuple[str, ...],
    age: str,
    route: str,
    citizenship: str,
    stage: str,
    circumstance: tuple[str, ...],
    pattern: str | None,
    as_of: str | None,
    output: Output,
    lang: str,
    data: Path | None,
) -> None:
    """Hold the facts of one case against every definition and offence in force."""
    service, day = open_service(data), read_day(as_of)
    values = {
        "act": act,
        "means": means,
        "purpose": purpose,
        "route": [route],
        "citizenship": [citizenship],
        "stage": [stage],
    }
    if pattern is None:
        facts = service.facts(values, age, circumstance)
    else:
        _refuse_other_facts({**values, "age": [age], "circumstance": circumstance})
        facts = service.pattern_facts(pattern)
    answer = service.screen(facts, day)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import screening_report

        return screening_report.lay_out(answer, wording, command)

    from analyzer.report.gap_report import screen_command

    print_answer(service, answer, output, lang, lay_out, f"{screen_command(answer['case'])} --as-of {day}")


def _refuse_other_facts(values: Mapping[str, Sequence[str]]) -> None:
    """Refuse facts beside a pattern, which brings all of its own."""
    given = [f"--{name}" for name, held in values.items() if any(held)]
    if given:
        raise InputError(both("--pattern brings all facts of its case; leave out {given}", given=", ".join(given)))


@click.command()
@as_of_day
@formats
@language
@data_folder
def patterns(as_of: str | None, output: Output, lang: str, data: Path | None) -> None:
    """List the documented patterns, with what screening says of the typical case of each."""
    service, day = open_service(data), read_day(as_of)
    answer = service.patterns(day)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import pattern_report

        data_of = {
            "asOf": day.isoformat(),
            "data": {"version": service.knowledge.version, "sha256": service.knowledge.sha256},
        }
        return pattern_report.lay_out(answer, wording, wording.footer(data_of, command))

    print_answer(service, answer, output, lang, lay_out, f"selaras patterns --as-of {day}")


@click.command()
@click.option("--pillar", metavar="PILLAR", help="Only this pillar, such as protection.")
@click.option("--obligation", metavar="KIND", help="Only mandatory, qualified or recommended criteria.")
@click.option("--status", metavar="STATUS", help="Only aligned, partial, gap, exceeds or not-assessed.")
@click.option("--child/--not-child", "child", default=None, help="Only what is, or is not, particular to children.")
@click.option("--criterion", "criteria", multiple=True, metavar="C", help="Only this criterion; may be repeated.")
@as_of_day
@formats
@language
@data_folder
def findings(
    pillar: str | None,
    obligation: str | None,
    status: str | None,
    child: bool | None,
    criteria: tuple[str, ...],
    as_of: str | None,
    output: Output,
    lang: str,
    data: Path | None,
) -> None:
    """Tell how national law stands to each criterion, with reason, evidence and what others found."""
    service, day = open_service(data), read_day(as_of)
    answer = service.findings(day, pillar=pillar, obligation=obligation, status=status, child=child, criteria=criteria)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import criteria_report

        return criteria_report.lay_out(answer, wording, command)

    chosen = {"pillar": pillar, "obligation": obligation, "status": status}
    words = [f"--{name} {shlex.quote(value)}" for name, value in chosen.items() if value is not None]
    words += ["--child" if child else "--not-child"] if child is not None else []
    words += [f"--criterion {name}" for name in criteria]
    print_answer(service, answer, output, lang, lay_out, " ".join(["selaras findings", *words, f"--as-of {day}"]))
