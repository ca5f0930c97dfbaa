"""The command line: reads words, asks the service, prints the answer.

Exit codes: 0 fine, 1 findings at or above ``--fail-on``, 2 bad input with one clear line on stderr. Everything heavy is
imported when a command needs it, so that the program starts at once.
"""

import os
import sys

import click

from analyzer import __version__
from analyzer.cli import analysis, law, policy, upkeep
from analyzer.cli.common import LANGUAGE
from analyzer.errors import SelarasError

BAD_INPUT = 2
INTERRUPTED = 130


@click.group(no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="selaras", message="%(prog)s %(version)s")
def selaras() -> None:
    """Query Indonesian law on trafficking in persons and hold it against the treaties."""


for command in (
    *(analysis.gaps, analysis.findings, analysis.screen, analysis.patterns),
    *(policy.timeline, policy.whatif, policy.compare, policy.map_, policy.score),
    *(law.show, law.list_, law.search, law.export),
    *(upkeep.query, upkeep.check, upkeep.reason, upkeep.serve),
):
    selaras.add_command(command)


def main() -> None:
    """Run the command line; every failure is one line on stderr."""
    known: dict[str, str] = {}
    try:
        with selaras.make_context("selaras", sys.argv[1:]) as context:
            known = context.meta
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
        _fail(getattr(error.text, known.get(LANGUAGE, "en")))
    except OSError as error:
        what = f"cannot read or write {error.filename}" if error.filename else "cannot write the answer"
        _fail(f"{what}: {error.strerror or error}")
    sys.exit()


def _fail(message: str) -> None:
    click.echo(f"selaras: {' '.join(message.split())}", err=True)
    sys.exit(BAD_INPUT)
