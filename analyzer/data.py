"""Where the knowledge base lies, installed or in a checkout alike, and which bytes it consists of."""

import hashlib
from importlib.resources import files
from pathlib import Path

from analyzer.errors import DataError

FOLDERS = ("corpus", "ontology")
ENDINGS = (".rq", ".ttl", ".xml")


def find_root() -> Path:
    """Return the folder that holds ``ontology/`` and ``corpus/``.

    In a wheel they travel inside the package as ``analyzer/_data``; in a checkout they stand beside it.
    """
    package = Path(str(files("analyzer")))
    for root in (package / "_data", package.parent):
        if all((root / folder).is_dir() for folder in FOLDERS):
            return root
    raise DataError(f"the folders ontology/ and corpus/ are missing beside {package}; install Selaras again")


def data_files(root: Path, ending: str, folder: str) -> list[Path]:
    """Return the files below ``root/folder`` whose name ends with `ending`, in a fixed order."""
    return sorted(path for path in (root / folder).rglob(f"*{ending}") if path.is_file())


def fingerprint(root: Path) -> str:
    """Return the SHA-256 (hexadecimal) over the names and bytes of all data files, so that a report can be traced.

    Raises:
        DataError: A file cannot be read.
    """
    digest = hashlib.sha256()
    for folder in FOLDERS:
        for ending in ENDINGS:
            for path in data_files(root, ending, folder):
                try:
                    content = path.read_bytes()
                except OSError as error:
                    raise DataError(f"{path}: cannot be read: {error.strerror}") from None
                digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
                digest.update(content)
    return digest.hexdigest()
