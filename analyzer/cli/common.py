"""What the commands share: options, and printing an answer in the format and language asked for."""

import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analyzer.errors import InputError
from analyzer.i18n import both

if TYPE_CHECKING:
    from analyzer.report.document import Document
    from analyzer.report.wording import Wording
    from analyzer.service import Service

FORMATS = ("text", "json", "csv", "md", "html")
FILES = ("docx", "pdf")
"""Formats that are no text, and so nothing for a terminal."""
FINDINGS = 1
"""Exit code where something was found at or above ``--fail-on``."""

Command = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Output:
    """Where an answer goes and as what: a file, standard output where that is None."""

    format: str
    file: Path | None = None

    def write(self, content: str | bytes) -> None:
        """Write what was printed; a file whole or not at all.

        Raises:
            InputError: The file cannot be written.
        """
        if self.file is None:
            click.echo(content, nl=False)
        else:
            write_file(self.file, content if isinstance(content, bytes) else content.encode())


LANGUAGE = "language"
"""Under which the context of the program keeps the language of its answers, and so of its errors."""


def language(command: Command) -> Command:
    """Add ``--lang``."""

    def keep(context: click.Context, _parameter: click.Parameter, value: str) -> str:
        context.meta[LANGUAGE] = value
        return value

    choice = click.Choice(["en", "id"])
    return click.option(
        "--lang", type=choice, default="en", is_eager=True, callback=keep, help="Language of the output and of errors."
    )(command)


def as_of_day(command: Command) -> Command:
    """Add ``--as-of``."""
    return click.option(
        "--as-of", "as_of", metavar="YYYY-MM-DD", help="Date of the law that is asked about; today by default."
    )(command)


def formats(command: Command) -> Command:
    """Add ``--format`` and ``--output``, which reach the command as one `Output`."""
    return formats_and()(command)


def formats_and(*pictures: str) -> Callable[[Command], Command]:
    """Add the options of `formats`, with further formats of one command, such as ``svg``."""

    def add(command: Command) -> Command:
        @wraps(command)
        def start(*arguments: Any, output: str, file: Path | None, **options: Any) -> Any:
            if output in FILES and file is None and sys.stdout.isatty():
                raise InputError(
                    both(
                        "{output} is no text for a terminal; add > report.{output} or --output report.{output}",
                        output=output,
                    )
                )
            return command(*arguments, output=Output(output, file), **options)

        choice = click.Choice([*FORMATS, *FILES, *pictures])
        start = click.option("--format", "output", type=choice, default="text", help="How to print it.")(start)
        return output_file(start)

    return add


def output_file(command: Command) -> Command:
    """Add ``--output``."""
    return click.option(
        "--output",
        "file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="File to write; standard output by default.",
    )(command)


def data_folder(command: Command) -> Command:
    """Add ``--data``."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help="Another folder with ontology/ and corpus/ instead of the one that came with Selaras.",
    )(command)


def filters(command: Command) -> Command:
    """Add the options that narrow a list of provisions, which reach the command as one `Filters`."""

    @wraps(command)
    def start(*arguments: Any, child: bool | None, in_force: bool | None, **options: Any) -> Any:
        from analyzer.filters import NAMED, Filters

        named = {name: options.pop(name) for name in NAMED}
        return command(*arguments, chosen=Filters(**named, child=child, in_force=in_force), **options)

    for option in (
        click.option(
            "--in-force/--not-in-force", "in_force", default=None, help="Only what is, or is not, in force on the date."
        ),
        click.option(
            "--child/--not-child", "child", default=None, help="Only what is, or is not, particular to children."
        ),
        click.option("--modality", metavar="HOW", help="Only norms of this strength, such as must, may or right."),
        click.option("--beneficiary", metavar="WHOM", help="Only provisions that serve these, such as victim."),
        click.option("--bearer", metavar="WHO", help="Only provisions that bind or empower these, such as court."),
        click.option("--topic", metavar="TOPIC", help="Only provisions on this topic, such as restitution."),
        click.option("--kind", metavar="KIND", help="Only this kind of provision, such as offence or victimright."),
        click.option("--instrument", metavar="NAME", help="Only this instrument, by any of its names."),
    ):
        start = option(start)
    return start


def data_root(data: Path | None) -> Path | None:
    """Return the folder of the base that the user named, None where none was."""
    if data is not None and not all((data / folder).is_dir() for folder in ("ontology", "corpus")):
        raise InputError(
            both("{data} holds no ontology/ and corpus/ folders; name the folder that holds both", data=data)
        )
    return data


def open_service(data: Path | None) -> "Service":
    """Return the service over the base in the folder `data`, the shipped one by default."""
    from analyzer.service import Service

    return Service.load(data_root(data))


def read_day(text: str | None) -> date:
    """Return the as-of date, today by default."""
    from analyzer.days import parse_day

    return parse_day(text, date.today())


def print_answer(
    service: "Service",
    answer: Any,
    output: Output,
    lang: str,
    lay_out: Callable[["Wording", str], "Document"],
    command: str,
) -> None:
    """Print an answer as JSON, or laid out in the format and language asked for."""
    if output.format == "json":
        output.write(_json(answer))
        return
    from analyzer.report import render

    words = [command, *(["--lang id"] if lang == "id" else [])]
    if data := click.get_current_context().params.get("data"):
        words.append(f"--data {shlex.quote(str(data))}")
    words += [f"--format {output.format}"] if output.format != "text" else []
    document = lay_out(wording_in(lang, service), " ".join(words))
    if output.format in render.FILES:
        output.write(render.FILES[output.format](document))
    else:
        output.write(render.FORMATS[output.format](document))


def wording_in(lang: str, service: "Service") -> "Wording":
    """Return the words of reports in one language."""
    from analyzer.report.wording import Wording

    return Wording(lang, service.vocabulary(), service.citations)


def echo_json(answer: Any) -> None:
    """Print an answer as JSON."""
    click.echo(_json(answer), nl=False)


def write_file(target: Path, content: bytes) -> None:
    """Write a file whole or not at all; a device such as /dev/stdout is written to, never replaced.

    Raises:
        InputError: The file cannot be written.
    """
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
        else:
            _replace(target.resolve(), content)
    except OSError as error:
        raise InputError(
            both('cannot write "{target}": {problem}; choose another --output', target=target, problem=error.strerror)
        ) from None


def _replace(target: Path, content: bytes) -> None:
    partial = target.with_name(f"{target.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def _json(answer: Any) -> str:
    import json

    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
