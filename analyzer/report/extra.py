"""The libraries of the extra ``research``, which only documents, plots and statistics need."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec

from analyzer.errors import InputError
from analyzer.i18n import both


@contextmanager
def needed_for(subject: str) -> Iterator[None]:
    """Say in one line how to add what is missing when an import inside this block fails.

    Raises:
        InputError: A Python library is not installed, or a library of the system that it needs.
    """
    try:
        yield
    except ImportError:
        raise InputError(
            both('{subject} need the research extra: pip install "selaras[research]"', subject=both(subject))
        ) from None
    except OSError:
        raise InputError(
            both(
                "{subject} need the library Pango of the system; on Debian: "
                "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
                subject=both(subject),
            )
        ) from None


@cache
def installed(*libraries: str) -> bool:
    """Tell whether all these Python libraries are installed, without loading them."""
    return all(find_spec(name) is not None for name in libraries)
