"""A real server and a real browser, for tests and for the pictures of the README."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from waitress.server import BaseWSGIServer, create_server

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve `app` on a free loopback port and yield its address."""
    server = create_server(app, host="127.0.0.1", port=0)
    assert isinstance(server, BaseWSGIServer) and server.socket is not None
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.socket.getsockname()[1]}"
    # In the server's own thread, which may be waiting on the socket; the stubs call the trigger a number.
    server.trigger.pull_trigger(server.close)  # type: ignore[attr-defined]
    thread.join(timeout=5)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open Debian's Chromium without a window; it asks nothing of other hosts."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()
