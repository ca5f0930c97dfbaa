"""The wheel: built from the files under version control, installed elsewhere, and run where nothing else is."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from analyzer import __version__
from analyzer.i18n import both
from analyzer.knowledge import Knowledge

ROOT = Path(__file__).parent.parent
DATED = ("--as-of", "2026-11-21")
PATIENCE = 30.0
"""Seconds to wait for the server."""

pytestmark = pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a checkout says which files belong to it")


@dataclass(frozen=True, slots=True)
class Installed:
    """Selaras installed from its wheel into `target`, and an `empty` folder to run it in."""

    target: Path
    empty: Path

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a run: nothing of ours but what the wheel holds."""
        home = {"HOME": str(self.empty), "XDG_CACHE_HOME": str(self.target.parent / "cache")}
        return {**os.environ, "PYTHONPATH": str(self.target), **home}

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the installed script ``selaras``."""
        return subprocess.run(
            [sys.executable, str(self.target / "bin" / "selaras"), *arguments],
            cwd=self.empty,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    source, target, empty = folder / "source", folder / "target", folder / "empty"
    empty.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for name in listed.stdout.split("\0"):
        if name and (ROOT / name).is_file() and not name.startswith("tests/"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--target"]
    for command in (build, [*install, str(target), *(str(folder / f"selaras-{__version__}-py3-none-any.whl"),)]):
        ended = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    return Installed(target, empty)


def test_the_installed_program_reports_gaps_from_the_data_it_came_with(
    installed: Installed, knowledge: Knowledge
) -> None:
    assert (installed.target / "analyzer" / "_data" / "ontology" / "core.ttl").is_file()
    ended = installed.run("gaps", *DATED, "--format", "json")
    assert (ended.returncode, ended.stderr) == (0, "")
    answer = json.loads(ended.stdout)
    assert answer["regions"]
    assert answer["data"] == {"version": __version__, "sha256": knowledge.sha256}
    assert list(installed.empty.iterdir()) == []


def test_the_installed_program_speaks_indonesian(installed: Installed) -> None:
    title = both("Gap report: trafficking in persons")
    assert title.en != title.id
    assert installed.run("gaps", *DATED, "--lang", "id").stdout.startswith(f"{title.id}\n")
    assert title.id in installed.run("gaps", *DATED, "--lang", "id", "--format", "html").stdout


def test_the_installed_program_answers_like_the_checkout(installed: Installed) -> None:
    for arguments in (("show", "Pasal 17 UU TPPO", *DATED), ("show", "uu-2007-21:999"), ("--version",)):
        here = subprocess.run(
            [sys.executable, "-m", "analyzer", *arguments], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
        )
        there = installed.run(*arguments)
        assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


def test_the_wheel_holds_what_runs_and_nothing_else(installed: Installed) -> None:
    held = {path.relative_to(installed.target) for path in installed.target.rglob("*") if path.is_file()}
    assert {path.parts[0] for path in held} == {"analyzer", "webui", "bin", f"selaras-{__version__}.dist-info"}
    assert {path.suffix for path in held if path.parts[:2] == ("analyzer", "_data")} == {".rq", ".ttl", ".xml"}
    for licence in ("LICENSE", "LICENSE-DATA"):
        assert any(path.name == licence for path in held)
    catalogues = {path.parts[0] for path in held if path.suffix == ".mo"}
    assert catalogues == {path.parts[0] for path in held if path.suffix == ".po"}


def test_the_installed_server_serves_its_first_page(installed: Installed) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, str(installed.target / "bin" / "selaras"), "serve", "--port", str(port)],
        cwd=installed.empty,
        env=installed.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as server:
        try:
            status, page = first_page(f"http://127.0.0.1:{port}/", server)
        finally:
            server.send_signal(signal.SIGINT)
            try:
                said, complained = server.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()
                raise
    assert status == 200
    assert "<html" in page
    assert said == ""
    assert complained.splitlines()[0] == f"Selaras is at http://127.0.0.1:{port}/ - stop it with Ctrl+C"
    assert "Traceback" not in complained
    assert server.returncode == 0
    assert list(installed.empty.iterdir()) == []


def first_page(address: str, server: subprocess.Popen[str]) -> tuple[int, str]:
    """Return the status and the text of the page at `address`, once the server answers."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with direct.open(address, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.URLError as error:
            if isinstance(error, urllib.error.HTTPError) or server.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.1)
