"""The command line: reads words, asks the service, prints the answer.

Exit codes: 0 fine, 1 findings at or above ``--fail-on``, 2 bad input with one clear line on stderr. Everything heavy is
imported when a command needs it, so that the program starts at once.
"""

import os
import shlex
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer import __version__
from analyzer.errors import InputError, SelarasError

if TYPE_CHECKING:
    from analyzer.check import Finding
    from analyzer.report.document import Document
    from analyzer.report.wording import Wording
    from analyzer.service import Service

FORMATS = ("text", "json", "csv", "md", "html")
EXPORTS = ("ttl", "trig", "nt", "jsonld", "csv", "akn")
FAIL_ON = ("never", "gap", "arguable")
BAD_INPUT = 2
FINDINGS = 1
INTERRUPTED = 130

Command = Callable[..., Any]


def _language(command: Command) -> Command:
    return click.option("--lang", type=click.Choice(["en", "id"]), default="en", help="Language of the output.")(
        command
    )


def _as_of(command: Command) -> Command:
    return click.option(
        "--as-of", "as_of", metavar="YYYY-MM-DD", help="Date of the law that is asked about; today by default."
    )(command)


def _format(command: Command) -> Command:
    return click.option("--format", "output", type=click.Choice(FORMATS), default="text", help="How to print it.")(
        command
    )


def _data(command: Command) -> Command:
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help="Another folder with ontology/ and corpus/ instead of the one that came with Selaras.",
    )(command)


@click.group(no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="selaras", message="%(prog)s %(version)s")
def selaras() -> None:
    """Query Indonesian law on trafficking in persons and hold it against the treaties."""


@selaras.command()
@click.option("--victim", default="both", metavar="adult|child|both", help="Whose cases to look at.")
@click.option(
    "--against", metavar="SLUGS", help="Treaties to hold the law against, such as palermo,actip; all by default."
)
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON), default="never", help="Exit 1 when the report has such a region."
)
@_as_of
@_format
@_language
@_data
def gaps(
    victim: str, against: str | None, fail_on: str, as_of: str | None, output: str, lang: str, data: Path | None
) -> None:
    """Report where national law falls short of the treaties, goes further, or must be argued."""
    service, day = _service(data), _day(as_of)
    slugs = [slug.strip().lower() for slug in against.split(",")] if against is not None else None
    answer = service.gaps(day, slugs, victim.lower())

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import gap_report

        return gap_report.lay_out(answer, wording, command)

    words = [f"--victim {victim}"] if victim != "both" else []
    words += [f"--against {','.join(slugs)}"] if slugs else []
    _print(service, answer, output, lang, lay_out, " ".join(["selaras gaps", *words, f"--as-of {day}"]))
    found = bool(answer["regions"]) or (fail_on == "arguable" and bool(answer["arguableRegions"]))
    if fail_on != "never" and found:
        sys.exit(FINDINGS)


@selaras.command()
@click.option("--act", multiple=True, metavar="ACT", help="What was done; may be repeated.")
@click.option("--means", multiple=True, metavar="MEANS", help="How control was gained, or none; may be repeated.")
@click.option("--purpose", multiple=True, metavar="PURPOSE", help="For what exploitation; may be repeated.")
@click.option("--age", default="", metavar="YEARS", help="Age of the victim in whole years.")
@click.option("--route", default="", metavar="ROUTE", help="domestic, inter-region, inbound or outbound.")
@click.option("--citizenship", default="", metavar="CITIZENSHIP", help="indonesian or foreign.")
@click.option("--stage", default="", metavar="STAGE", help="intended or exploited.")
@click.option("--circumstance", multiple=True, metavar="FACT", help="A fact that raises the penalty; may be repeated.")
@_as_of
@_format
@_language
@_data
def screen(
    act: tuple[str, ...],
    means: tuple[str, ...],
    purpose: tuple[str, ...],
    age: str,
    route: str,
    citizenship: str,
    stage: str,
    circumstance: tuple[str, ...],
    as_of: str | None,
    output: str,
    lang: str,
    data: Path | None,
) -> None:
    """Hold the facts of one case against every definition and offence in force."""
    service, day = _service(data), _day(as_of)
    values = {
        "act": act,
        "means": means,
        "purpose": purpose,
        "route": [route],
        "citizenship": [citizenship],
        "stage": [stage],
    }
    answer = service.screen(service.facts(values, age, circumstance), day)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import screening_report

        return screening_report.lay_out(answer, wording, command)

    from analyzer.report.gap_report import screen_command

    _print(service, answer, output, lang, lay_out, f"{screen_command(answer['case'])} --as-of {day}")


@selaras.command()
@click.argument("reference", nargs=-1, required=True)
@_as_of
@_format
@_language
@_data
def show(reference: tuple[str, ...], as_of: str | None, output: str, lang: str, data: Path | None) -> None:
    """Show provisions, chapters or instruments, named in any short or citation form.

    One or several: "Pasal 17 UU TPPO", kuhp:455.1, "Pasal 2 jo. Pasal 17 UU TPPO", "Bab II UU TPPO".
    """
    service, day = _service(data), _day(as_of)
    answer = service.show_all(reference, day)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import provision_report

        data_of = {
            "asOf": day.isoformat(),
            "data": {"version": service.knowledge.version, "sha256": service.knowledge.sha256},
        }
        return provision_report.lay_out(answer, wording, wording.footer(data_of, command))

    shown = " ".join(item["id"] for item in answer.get("provisions", [answer]))
    _print(service, answer, output, lang, lay_out, f"selaras show {shown} --as-of {day}")


def _filters(command: Command) -> Command:
    for option in (
        click.option(
            "--in-force/--not-in-force", "in_force", default=None, help="Only what is, or is not, in force on the date."
        ),
        click.option(
            "--child/--not-child", "child", default=None, help="Only what is, or is not, particular to children."
        ),
        click.option("--topic", metavar="TOPIC", help="Only provisions on this topic, such as restitution."),
        click.option("--kind", metavar="KIND", help="Only this kind of provision, such as offence or victimright."),
        click.option("--instrument", metavar="NAME", help="Only this instrument, by any of its names."),
    ):
        command = option(command)
    return command


def _filter_words(
    instrument: str | None, kind: str | None, topic: str | None, child: bool | None, in_force: bool | None
) -> list[str]:
    """Return the options that filter alike."""
    chosen = {"instrument": instrument, "kind": kind, "topic": topic}
    words = [f"--{name} {shlex.quote(value)}" for name, value in chosen.items() if value is not None]
    words += ["--child" if child else "--not-child"] if child is not None else []
    words += ["--in-force" if in_force else "--not-in-force"] if in_force is not None else []
    return words


@selaras.command("list")
@_filters
@_as_of
@_format
@_language
@_data
def list_(
    instrument: str | None,
    kind: str | None,
    topic: str | None,
    child: bool | None,
    in_force: bool | None,
    as_of: str | None,
    output: str,
    lang: str,
    data: Path | None,
) -> None:
    """List provisions by instrument, kind, topic, child and force."""
    from analyzer.filters import Filters

    service, day = _service(data), _day(as_of)
    answer = service.listing(day, Filters(instrument, kind, topic, child, in_force))

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import finding_report

        return finding_report.lay_out_list(answer, wording, command)

    words = _filter_words(instrument, kind, topic, child, in_force)
    _print(service, answer, output, lang, lay_out, " ".join(["selaras list", *words, f"--as-of {day}"]))


@selaras.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 500), help="How many results at the most."
)
@_filters
@_as_of
@_format
@_language
@_data
def search(
    words: tuple[str, ...],
    limit: int,
    instrument: str | None,
    kind: str | None,
    topic: str | None,
    child: bool | None,
    in_force: bool | None,
    as_of: str | None,
    output: str,
    lang: str,
    data: Path | None,
) -> None:
    """Search digests, headings and terms in both languages, best first ("jeratan utang", calo, "child victim")."""
    from analyzer.filters import Filters

    service, day = _service(data), _day(as_of)
    text = " ".join(words)
    answer = service.search(text, day, Filters(instrument, kind, topic, child, in_force), limit)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import finding_report

        return finding_report.lay_out_search(answer, wording, command)

    filtered = [f"--limit {limit}", *_filter_words(instrument, kind, topic, child, in_force)]
    command = " ".join(["selaras search", shlex.quote(text), *filtered, f"--as-of {day}"])
    _print(service, answer, output, lang, lay_out, command)


@selaras.command()
@click.option("--format", "output", type=click.Choice(EXPORTS), default="ttl", help="In which format.")
@click.option("--instrument", metavar="NAME", help="Only this instrument, by any of its names.")
@click.option(
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output by default.",
)
@_data
def export(output: str, instrument: str | None, target: Path | None, data: Path | None) -> None:
    """Export the base, or one instrument, as RDF, CSV or Akoma Ntoso (a ZIP archive); equal data give equal bytes."""
    from analyzer.export import export as exported

    knowledge = _service(data).knowledge
    slug = knowledge.find_instrument(instrument).slug if instrument is not None else None
    content = exported(knowledge, output, slug)
    if target is None:
        click.echo(content, nl=False)
        return
    try:
        _write(target, content)
    except OSError as error:
        raise InputError(f'cannot write "{target}": {error.strerror}; choose another --output') from None


@selaras.command()
@click.argument("file", type=click.File("r", encoding="utf-8-sig"))
@click.option("--format", "output", type=click.Choice(["text", "json", "csv"]), default="text", help="How to print it.")
@_data
def query(file: Any, output: str, data: Path | None) -> None:
    """Run one read-only SPARQL query from FILE (- reads standard input) over the knowledge base."""
    from analyzer.sparql import run_query

    try:
        text = file.read()
    except UnicodeDecodeError:
        raise InputError("the query is not UTF-8 text; save it as UTF-8") from None
    click.echo(run_query(_service(data).knowledge, text, output), nl=False)


@selaras.command()
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
@_language
@_data
def check(fail_on: str, texts: Path | None, coverage: bool, output: str, lang: str, data: Path | None) -> None:
    """Check the knowledge base against its data contract, or its figures against law texts; one line a finding."""
    if coverage and texts is not None:
        raise InputError("--coverage and --texts are two different questions; give one of them")
    if coverage:
        _print_inventory(output, lang, data)
        return
    if output == "csv":
        raise InputError("findings come as text or json; --format csv needs --coverage")
    findings = _contract_findings(data) if texts is None else _figure_findings(texts, data)
    if output == "json":
        _echo_json([finding.json() for finding in findings])
    else:
        for finding in findings:
            click.echo(finding.line(lang))
        click.echo(f"findings: {len(findings)}" if lang == "en" else f"temuan: {len(findings)}", err=True)
    severities = {"error"} if fail_on == "error" else {"error", "warning"}
    if any(finding.severity in severities for finding in findings):
        sys.exit(FINDINGS)


@selaras.command()
@click.option("--against", metavar="SLUGS", help="Treaties to prove, such as palermo,actip; all by default.")
@_as_of
@click.option("--format", "output", type=click.Choice(["text", "json"]), default="text", help="How to print it.")
@_language
@_data
def reason(against: str | None, as_of: str | None, output: str, lang: str, data: Path | None) -> None:
    """Prove or refute with the HermiT reasoner that national offences take in each treaty definition (needs Java)."""
    service, day = _service(data), _day(as_of)
    slugs = [slug.strip().lower() for slug in against.split(",")] if against is not None else None
    answer = service.reason(day, slugs)
    if output == "json":
        _echo_json(answer)
        return
    for line in answer["lines"][lang]:
        click.echo(line)


@selaras.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@_data
def serve(host: str, port: int, data: Path | None) -> None:
    """Serve the web pages on this machine until stopped with Ctrl+C."""
    from waitress.server import create_server

    from webui import create_app

    application = create_app(_service(data))
    try:
        server = create_server(application, host=host, port=port)
    except (OSError, ValueError) as error:
        problem = str(getattr(error, "strerror", None) or error).rstrip(".")
        raise InputError(f"cannot listen on {host}:{port}: {problem}; choose another --host or --port") from None
    click.echo(f"Selaras is at http://{host}:{port}/ - stop it with Ctrl+C", err=True)
    server.run()


def _contract_findings(data: Path | None) -> "list[Finding]":
    from analyzer.check import check_data
    from analyzer.data import find_root
    from analyzer.queries import Queries
    from analyzer.store import Store

    root = _root(data) or find_root()
    return check_data(root, Store.load(root), Queries(root))


def _figure_findings(texts: Path, data: Path | None) -> "list[Finding]":
    from analyzer.figures import check_figures
    from analyzer.knowledge import Knowledge

    return check_figures(Knowledge.load(_root(data)), texts)


def _print_inventory(output: str, lang: str, data: Path | None) -> None:
    from analyzer.inventory import inventory

    service = _service(data)
    answer = inventory(service.knowledge)

    def lay_out(wording: "Wording", command: str) -> "Document":
        from analyzer.report import inventory_report

        return inventory_report.lay_out(answer, wording, command)

    _print(service, answer, output, lang, lay_out, "selaras check --coverage")


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all; a device such as /dev/stdout is written to, never replaced."""
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    target = target.resolve()
    partial = target.with_name(f"{target.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def _root(data: Path | None) -> Path | None:
    if data is not None and not all((data / folder).is_dir() for folder in ("ontology", "corpus")):
        raise InputError(f"{data} holds no ontology/ and corpus/ folders; name the folder that holds both")
    return data


def _service(data: Path | None) -> "Service":
    from analyzer.service import Service

    return Service.load(_root(data))


def _day(text: str | None) -> date:
    from analyzer.service import parse_day

    return parse_day(text, date.today())


def _print(
    service: "Service",
    answer: Any,
    output: str,
    lang: str,
    lay_out: Callable[["Wording", str], "Document"],
    command: str,
) -> None:
    """Print an answer as JSON, or laid out in the format and language asked for."""
    if output == "json":
        _echo_json(answer)
        return
    from analyzer.report.render import FORMATS as RENDERERS
    from analyzer.report.wording import Wording

    words = [command, *(["--lang id"] if lang == "id" else []), *([f"--format {output}"] if output != "text" else [])]
    document = lay_out(Wording(lang, service.vocabulary(), service.citations), " ".join(words))
    click.echo(RENDERERS[output](document), nl=False)


def _echo_json(answer: Any) -> None:
    import json

    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def main() -> None:
    """Run the command line; every failure is one line on stderr."""
    try:
        with selaras.make_context("selaras", sys.argv[1:]) as context:
            selaras.invoke(context)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Nobody reads on, as in `selaras gaps | head`: no finding and no mistake. What is still buffered must not be
        # written when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except click.UsageError as error:
        _fail(f"{error.format_message()} See {error.ctx.command_path if error.ctx else 'selaras'} --help")
    except click.ClickException as error:
        _fail(error.format_message())
    except SelarasError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"cannot write the answer: {error.strerror or error}")
    sys.exit()


def _fail(message: str) -> None:
    click.echo(f"selaras: {' '.join(message.split())}", err=True)
    sys.exit(BAD_INPUT)
