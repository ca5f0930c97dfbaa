"""Commands that read the law: show, list, search, export."""

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analyzer.cli.common import (
    Output,
    as_of_day,
    data_folder,
    filters,
    formats,
    language,
    open_service,
    output_file,
    print_answer,
    read_day,
)

if TYPE_CHECKING:
    from analyzer.filters import Filters
    from analyzer.report.document import Document
    from analyzer.report.wording import Wording

EXPORTS = ("ttl", "trig", "nt", "jsonld", "csv", "akn")


@click.command()
@click.argument("reference", nargs=-1, required=True)
@as_of_day
@formats
@language
@data_folder
def show(reference: tuple[str, ...], as_of: str | None, output: Output, lang: str, data: Path | None) -> None:
    """Show provisions, chapters or instruments, named in any short or citation form.

    One or several: "Pasal 17 UU TPPO", kuhp:455.1, "Pasal 2 jo. Pasal 17 UU TPPO", "Bab II UU TPPO".
    """
    service, day = open_service(data), read_day(as_of)
    answer = service.show_all(reference, day)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import provision_report

        data_of = {
            "asOf": day.isoformat(),
            "data": {"version": service.knowledge.version, "sha256": service.knowledge.sha256},
        }
        return provision_report.lay_out(answer, wording, wording.footer(data_of, command))

    shown = " ".join(item["id"] for item in answer.get("provisions", [answer]))
    print_answer(service, answer, output, lang, lay_out, f"selaras show {shown} --as-of {day}")


@click.command("list")
@filters
@as_of_day
@formats
@language
@data_folder
def list_(chosen: "Filters", as_of: str | None, output: Output, lang: str, data: Path | None) -> None:
    """List provisions by instrument, kind, topic, whom they bind and serve and how, child and force."""
    service, day = open_service(data), read_day(as_of)
    answer = service.listing(day, chosen)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import finding_report

        return finding_report.lay_out_list(answer, wording, command)

    command = " ".join(["selaras list", *chosen.options(), f"--as-of {day}"])
    print_answer(service, answer, output, lang, lay_out, command)


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 500), help="How many results at the most."
)
@filters
@as_of_day
@formats
@language
@data_folder
def search(
    words: tuple[str, ...],
    limit: int,
    chosen: "Filters",
    as_of: str | None,
    output: Output,
    lang: str,
    data: Path | None,
) -> None:
    """Search digests, headings and terms in both languages, best first ("jeratan utang", calo, "child victim")."""
    service, day = open_service(data), read_day(as_of)
    text = " ".join(words)
    answer = service.search(text, day, chosen, limit)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import finding_report

        return finding_report.lay_out_search(answer, wording, command)

    filtered = [f"--limit {limit}", *chosen.options()]
    command = " ".join(["selaras search", shlex.quote(text), *filtered, f"--as-of {day}"])
    print_answer(service, answer, output, lang, lay_out, command)


@click.group(invoke_without_command=True)
@click.option("--format", "output", type=click.Choice(EXPORTS), default="ttl", help="In which format.")
@click.option("--instrument", metavar="NAME", help="Only this instrument, by any of its names.")
@output_file
@data_folder
@click.pass_context
def export(context: click.Context, output: str, instrument: str | None, file: Path | None, data: Path | None) -> None:
    """Export the base, or one instrument, as RDF, CSV or Akoma Ntoso (a ZIP archive); equal data give equal bytes."""
    if context.invoked_subcommand is not None:
        return
    from analyzer.export import export as exported

    knowledge = open_service(data).knowledge
    slug = knowledge.find_instrument(instrument).slug if instrument is not None else None
    content = exported(knowledge, output, slug)
    Output(output, file).write(content)


@export.command("site")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@data_folder
def export_site(folder: Path, data: Path | None) -> None:
    """Write all web pages into the folder DIR, as files that open without a server, from a USB stick for example."""
    from webui import static_site

    written = static_site.export_site(open_service(data), folder, partial(click.echo, err=True))
    click.echo(f"{written.files} files, {written.bytes / 1_000_000:.1f} MB; open {folder / 'index.html'}", err=True)
