"""Commands for those who keep the base: query, check, reason, serve."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.cli.common import (
    FINDINGS,
    Output,
    as_of_day,
    data_folder,
    data_root,
    echo_json,
    language,
    open_service,
    print_answer,
    read_day,
)
from analyzer.errors import InputError, StoppedError
from analyzer.i18n import both

if TYPE_CHECKING:
    from analyzer.check import Finding
    from analyzer.report.document import Document
    from analyzer.report.wording import Wording


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"))
@click.option("--format", "output", type=click.Choice(["text", "json", "csv"]), default="text", help="How to print it.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    default=60.0,
    show_default=True,
    type=click.FloatRange(0, 86_400, min_open=True),
    help="How long the query may take.",
)
@data_folder
def query(file: Any, output: str, timeout: float, data: Path | None) -> None:
    """Run one read-only SPARQL query from FILE (- reads standard input) over the knowledge base."""
    from analyzer.sparql import printed

    try:
        text = file.read()
    except UnicodeDecodeError:
        raise InputError(both("the query is not UTF-8 text; save it as UTF-8")) from None
    try:
        answer = open_service(data).sparql(text, timeout)
    except StoppedError as error:
        raise InputError(both("{error}, or give it more time with --timeout", error=error.text)) from None
    click.echo(printed(answer, output), nl=False)


@click.command()
@click.option(
    "--fail-on", type=click.Choice(["error", "warning"]), default="error", help="Exit 1 at this severity or above."
)
@click.option(
    "--texts",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Hold the figures to the law texts <slug>.md in this folder instead; nothing of them is kept.",
)
@click.option("--coverage", is_flag=True, help="Count what the base holds and how it is known, instead of checking.")
@click.option(
    "--format", "output", type=click.Choice(["text", "json", "csv"]), default="text", help="csv only with --coverage."
)
@language
@data_folder
def check(fail_on: str, texts: Path | None, coverage: bool, output: str, lang: str, data: Path | None) -> None:
    """Check the knowledge base against its data contract, or its figures against law texts; one line a finding."""
    if coverage and texts is not None:
        raise InputError(both("--coverage and --texts are two different questions; give one of them"))
    if coverage:
        _print_inventory(output, lang, data)
        return
    if output == "csv":
        raise InputError(both("findings come as text or json; --format csv needs --coverage"))
    findings = _contract_findings(data) if texts is None else _figure_findings(texts, data)
    if output == "json":
        echo_json([finding.json() for finding in findings])
    else:
        for finding in findings:
            click.echo(finding.line(lang))
        click.echo(f"findings: {len(findings)}" if lang == "en" else f"temuan: {len(findings)}", err=True)
    severities = {"error"} if fail_on == "error" else {"error", "warning"}
    if any(finding.severity in severities for finding in findings):
        sys.exit(FINDINGS)


@click.command()
@click.option("--against", metavar="SLUGS", help="Treaties to prove, such as palermo,actip; all by default.")
@as_of_day
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@language
@data_folder
def reason(against: str | None, as_of: str | None, output: str, lang: str, data: Path | None) -> None:
    """Prove or refute with the HermiT reasoner that national offences take in each treaty definition (needs Java)."""
    service, day = open_service(data), read_day(as_of)
    slugs = [slug.strip().lower() for slug in against.split(",")] if against is not None else None
    answer = service.reason(day, slugs)
    if output == "json":
        echo_json(answer)
        return
    for line in answer["lines"][lang]:
        click.echo(line)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Processes that answer at a time; they share the memory of the base.",
)
@data_folder
def serve(host: str, port: int, workers: int, data: Path | None) -> None:
    """Serve the web pages on this machine until stopped with Ctrl+C."""
    from analyzer.cli import serving
    from webui import create_app

    service = open_service(data)
    application = create_app(service)
    if workers == 1:
        serving.serve_alone(application, host, port)
        return
    service.prepare()
    serving.serve_with_workers(application, host, port, workers)


def _contract_findings(data: Path | None) -> "list[Finding]":
    from analyzer.check import check_data
    from analyzer.data import find_root
    from analyzer.queries import Queries
    from analyzer.store import Store

    root = data_root(data) or find_root()
    return check_data(root, Store.load(root), Queries(root))


def _figure_findings(texts: Path, data: Path | None) -> "list[Finding]":
    from analyzer.figures import check_figures
    from analyzer.knowledge import Knowledge

    return check_figures(Knowledge.load(data_root(data)), texts)


def _print_inventory(output: str, lang: str, data: Path | None) -> None:
    from analyzer.inventory import inventory

    service = open_service(data)
    answer = inventory(service.knowledge)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import inventory_report

        return inventory_report.lay_out(answer, wording, command)

    print_answer(service, answer, Output(output), lang, lay_out, "selaras check --coverage")
