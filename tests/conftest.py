"""What all tests share: one loaded base, and skips that say what to install."""

import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analyzer.cli import main
from analyzer.data import FOLDERS, find_root
from analyzer.knowledge import Knowledge
from analyzer.service import Service

TOOLS = {
    "java": ("java", "Java is missing; install it, on Debian with: apt install default-jre-headless"),
    "browser": ("chromium", "Chromium is missing; install it, on Debian with: apt install chromium"),
}
# Programs, which find their neighbours only when they are started as such.
collect_ignore = ["bench.py", "screenshots.py"]

Screen = Callable[..., dict[str, Any]]
Run = Callable[..., "Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one run of the program ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests whose tool is missing, or let them fail where tools are required (as the full check does)."""
    if os.environ.get("SELARAS_REQUIRE_TOOLS"):
        return
    for marker, (program, advice) in TOOLS.items():
        if shutil.which(program) is None:
            for item in items:
                if item.get_closest_marker(marker):
                    item.add_marker(pytest.mark.skip(reason=advice))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge base that comes with Selaras."""
    return Knowledge.load()


@pytest.fixture(scope="session")
def service(knowledge: Knowledge) -> Service:
    """The service over the knowledge base that comes with Selaras."""
    return Service(knowledge)


@pytest.fixture(scope="session")
def screen(service: Service) -> Screen:
    """Screen a case: an adult Indonesian recruited at home by deception for forced labour, but for what is said."""

    def ask(
        *,
        act: str = "recruitment",
        means: str = "deception",
        purpose: str = "forced-labour",
        age: int = 25,
        route: str = "domestic",
        citizenship: str = "indonesian",
        stage: str = "intended",
        circumstances: tuple[str, ...] = (),
        day: str = "2026-11-21",
    ) -> dict[str, Any]:
        values = {
            "act": act.split(),
            "means": means.split(),
            "purpose": purpose.split(),
            "route": [route],
            "citizenship": [citizenship],
            "stage": [stage],
        }
        return service.screen(service.facts(values, age, circumstances), date.fromisoformat(day))

    return ask


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of ontology/ and corpus/ in which a test may break a file; name it with ``--data``."""
    folder = tmp_path / "data"
    for name in FOLDERS:
        shutil.copytree(find_root() / name, folder / name)
    return folder


@pytest.fixture
def run(
    service: Service,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> Run:
    """Run the program in this process, in an empty folder, as ``selaras ARGUMENTS < stdin``.

    The base that came with Selaras is loaded once for all runs, which makes many cheap; ``--data`` is read anew.
    """
    load = Service.load
    monkeypatch.setattr(Service, "load", lambda root=None, extra=None: load(root, extra) if root or extra else service)
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)

    def start(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["selaras", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        assert list(empty.iterdir()) == [], "the program left something behind in the folder it ran in"
        written = capsys.readouterr()
        return Outcome(ended.value.code if isinstance(ended.value.code, int) else 0, written.out, written.err)

    return start
