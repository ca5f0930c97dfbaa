"""A derived copy of what was read from the data files, so that a command starts at once.

Parsing the law takes some hundred milliseconds, reading the copy some ten. The copy is keyed by the fingerprint of all
data files and by the versions of Selaras and Python, and never a second truth: delete it and nothing changes. It lies
in the user's own cache folder (``XDG_CACHE_HOME``, else ``~/.cache``) and only a file of the same user is read.
``SELARAS_NO_CACHE`` set to anything turns it off.
"""

import contextlib
import gc
import os
import pickle
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from analyzer import __version__

KEPT = 4
"""How many copies are kept, the newest first."""

# What reading a damaged or foreign copy can raise; it is then derived again.
_UNREADABLE = (
    OSError,
    pickle.UnpicklingError,
    EOFError,
    AttributeError,
    ImportError,
    IndexError,
    TypeError,
    ValueError,
)


def read(name: str, fingerprint: str) -> Any:
    """Return the copy called `name` of the data with this fingerprint, None where there is none to be used."""
    path = _path(name, fingerprint)
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            with _undisturbed():
                return pickle.load(file)  # noqa: S301 - written by this user's own Selaras
    except _UNREADABLE:
        return None


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector still: it would look through a hundred thousand new values again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def write(name: str, fingerprint: str, value: Any) -> None:
    """Keep `value` as the copy called `name`; where nothing can be written, nothing is kept."""
    path = _path(name, fingerprint)
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Written beside the copy and moved into place: nobody ever reads half a file.
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=path.stem, suffix=".part", delete=False) as file:
            try:
                pickle.dump(value, file, pickle.HIGHEST_PROTOCOL)
                file.close()
                os.replace(file.name, path)
            except OSError:
                os.unlink(file.name)
                raise
        _forget_old(name, path.parent)


def _path(name: str, fingerprint: str) -> Path | None:
    if os.environ.get("SELARAS_NO_CACHE"):
        return None
    try:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return home / "selaras" / f"{name}-{__version__}-{python}-{fingerprint}.pickle"


def _forget_old(name: str, folder: Path) -> None:
    copies = sorted(folder.glob(f"{name}-*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in copies[KEPT:]:
        path.unlink(missing_ok=True)
