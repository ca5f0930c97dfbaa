"""Serving with several workers, and what browsers may keep."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

PATIENCE = 30.0
"""Seconds to wait for the server."""


@pytest.fixture
def served() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve with two workers; yield the process and its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "analyzer", "serve", "--workers", "2", "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn needs a system that can fork")
def test_two_workers_serve_one_base_and_stop_when_told(served: tuple[subprocess.Popen[str], str]) -> None:
    process, address = served
    assert process.stderr is not None
    assert process.stderr.readline() == f"Selaras is at {address}/ - stop it with Ctrl+C\n"
    for path in ("/en/law", "/id/gaps"):
        with urllib.request.urlopen(address + path, timeout=PATIENCE) as response:  # noqa: S310
            assert response.status == 200
    if sys.platform == "linux":
        assert len(Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()) == 2
    os.kill(process.pid, signal.SIGTERM)
    began = time.monotonic()
    process.wait(PATIENCE)
    assert time.monotonic() - began < 10


def test_every_public_page_may_be_kept_as_long_as_the_data_stay(client: FlaskClient) -> None:
    for path in (
        "/en/",
        "/id/law",
        "/en/law/kuhp/455.1",
        "/id/gaps",
        "/en/findings/DEF-10",
        "/en/glossary",
        "/en/find?q=anak",
    ):
        response = client.get(path)
        assert response.cache_control.public and response.cache_control.no_cache, path
        tag = response.headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304, path


def test_a_case_of_a_reader_is_kept_by_nobody_else(client: FlaskClient, case: str) -> None:
    response = client.get(f"/en/screen/result?{case}")
    assert response.cache_control.private and not response.cache_control.public
