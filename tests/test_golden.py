"""Reports compared, byte for byte, with the ones that a lawyer has read: the files in ``tests/golden``.

A change of a sentence, a rule or the data shows here as a difference to judge. When it is meant, rewrite the files with

    SELARAS_UPDATE_GOLDEN=1 python -m pytest tests/test_golden.py

and read the difference before committing it. The SHA-256 of the data, which changes with every file of the base, is
replaced by a fixed word. Pictures are left out: what they show is tested in ``test_documents``.
"""

import os
import re
from pathlib import Path

import pytest

from analyzer.service import Service
from tests.conftest import Run

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("SELARAS_UPDATE_GOLDEN"))
FINGERPRINT = "0" * 64
"""Stands for the SHA-256 of the data: just as long, so that lines are wrapped alike."""
PICTURE = re.compile("<svg .*?</svg>", re.DOTALL)

CHILD_AT_HOME = (
    *("screen", "--act", "harbouring", "--means", "none", "--purpose", "other-sexual-exploitation"),
    *("--age", "15", "--route", "domestic", "--citizenship", "indonesian", "--stage", "intended"),
)
REPORTS = {
    "gaps.en.txt": ("gaps",),
    "gaps.id.txt": ("gaps", "--lang", "id"),
    "gaps.en.md": ("gaps", "--format", "md"),
    "gaps.en.csv": ("gaps", "--format", "csv"),
    "gaps.en.html": ("gaps", "--format", "html"),
    "screen-child-at-home.en.txt": CHILD_AT_HOME,
    "screen-child-at-home.id.txt": (*CHILD_AT_HOME, "--lang", "id"),
    "show-kuhp-455-1.en.txt": ("show", "kuhp:455.1"),
    "show-kuhp-455-1.id.txt": ("show", "kuhp:455.1", "--lang", "id"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_report_is_the_one_that_was_read(run: Run, service: Service, name: str) -> None:
    outcome = run(*REPORTS[name], "--as-of", "2026-11-21")
    assert outcome.code == 0
    # Bytes, since the line breaks of CSV are part of the format.
    printed = PICTURE.sub("<svg></svg>", outcome.out.replace(service.knowledge.sha256, FINGERPRINT)).encode()
    golden = GOLDEN / name
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(printed)
    assert golden.exists(), f"{golden} is missing; the docstring of this module says how to write it"
    assert printed.decode().splitlines() == golden.read_bytes().decode().splitlines()
    assert printed == golden.read_bytes()


def test_every_golden_file_is_compared() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == REPORTS.keys()
