"""What the commands share: options, and printing an answer in the format and language asked for."""

import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.errors import InputError

if TYPE_CHECKING:
    from analyzer.report.document import Document
    from analyzer.report.wording import Wording
    from analyzer.service import Service

FORMATS = ("text", "json", "csv", "md", "html")
FINDINGS = 1
"""Exit code where something was found at or above ``--fail-on``."""

Command = Callable[..., Any]


def language(command: Command) -> Command:
    """Add ``--lang``."""
    return click.option("--lang", type=click.Choice(["en", "id"]), default="en", help="Language of the output.")(
        command
    )


def as_of_day(command: Command) -> Command:
    """Add ``--as-of``."""
    return click.option(
        "--as-of", "as_of", metavar="YYYY-MM-DD", help="Date of the law that is asked about; today by default."
    )(command)


def formats(command: Command) -> Command:
    """Add ``--format``."""
    return click.option("--format", "output", type=click.Choice(FORMATS), default="text", help="How to print it.")(
        command
    )


def data_folder(command: Command) -> Command:
    """Add ``--data``."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help="Another folder with ontology/ and corpus/ instead of the one that came with Selaras.",
    )(command)


def filters(command: Command) -> Command:
    """Add the options that narrow a list of provisions."""
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


def filter_words(
    instrument: str | None, kind: str | None, topic: str | None, child: bool | None, in_force: bool | None
) -> list[str]:
    """Return the options that filter alike."""
    chosen = {"instrument": instrument, "kind": kind, "topic": topic}
    words = [f"--{name} {shlex.quote(value)}" for name, value in chosen.items() if value is not None]
    words += ["--child" if child else "--not-child"] if child is not None else []
    words += ["--in-force" if in_force else "--not-in-force"] if in_force is not None else []
    return words


def data_root(data: Path | None) -> Path | None:
    """Return the folder of the base that the user named, None where none was."""
    if data is not None and not all((data / folder).is_dir() for folder in ("ontology", "corpus")):
        raise InputError(f"{data} holds no ontology/ and corpus/ folders; name the folder that holds both")
    return data


def open_service(data: Path | None) -> "Service":
    """Return the service over the base in the folder `data`, the shipped one by default."""
    from analyzer.service import Service

    return Service.load(data_root(data))


def read_day(text: str | None) -> date:
    """Return the as-of date, today by default."""
    from analyzer.service import parse_day

    return parse_day(text, date.today())


def print_answer(
    service: "Service",
    answer: Any,
    output: str,
    lang: str,
    lay_out: Callable[["Wording", str], "Document"],
    command: str,
) -> None:
    """Print an answer as JSON, or laid out in the format and language asked for."""
    if output == "json":
        echo_json(answer)
        return
    from analyzer.report.render import FORMATS as RENDERERS
    from analyzer.report.wording import Wording

    words = [command, *(["--lang id"] if lang == "id" else []), *([f"--format {output}"] if output != "text" else [])]
    document = lay_out(Wording(lang, service.vocabulary(), service.citations), " ".join(words))
    click.echo(RENDERERS[output](document), nl=False)


def echo_json(answer: Any) -> None:
    """Print an answer as JSON."""
    import json

    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
