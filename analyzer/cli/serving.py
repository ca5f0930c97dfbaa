"""The servers behind ``selaras serve``: one process with threads, or several that share the memory of the base."""

import gc
from typing import TYPE_CHECKING, Any

import click

from analyzer.errors import InputError
from analyzer.i18n import both

if TYPE_CHECKING:
    from flask import Flask
    from waitress.server import BaseWSGIServer

THREADS = 4
"""Requests that one worker answers at a time, so that a slow reader keeps nobody waiting."""

BACKLOG = 512
"""Connections that may wait for a worker."""


def serve_alone(application: "Flask", host: str, port: int) -> None:
    """Serve until stopped, from this process.

    Raises:
        InputError: The address cannot be listened on.
    """
    server = _listening(application, host, port)
    _announce(host, port)
    server.run()


def serve_with_workers(application: "Flask", host: str, port: int, workers: int) -> None:
    """Serve until stopped, from as many processes as there are `workers`; all read the base that was loaded once.

    Raises:
        InputError: The address cannot be listened on, or this system cannot share memory in this way.
    """
    try:
        from gunicorn.app.base import BaseApplication
    except ImportError:
        raise InputError(
            both("several workers need gunicorn, which this system does not have; use --workers 1")
        ) from None
    _listening(application, host, port).close()  # A port that is taken is told in one line, as for one process.

    class Workers(BaseApplication):  # type: ignore[misc]
        """gunicorn with the settings given here, and none from files or from the environment."""

        def load_config(self) -> None:
            settings: dict[str, Any] = {
                "bind": _place(host, port),
                "workers": workers,
                "worker_class": "gthread",
                "threads": THREADS,
                "backlog": BACKLOG,
                "preload_app": True,
                "loglevel": "warning",
                "proc_name": "selaras",
                "when_ready": lambda _server: _announce(host, port),
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> "Flask":
            return application

    # What is loaded stays for good: the collector never touches it again, so that its memory stays shared.
    gc.collect()
    gc.freeze()
    Workers().run()


def _listening(application: "Flask", host: str, port: int) -> "BaseWSGIServer":
    from waitress.server import create_server

    try:
        return create_server(application, host=host, port=port, threads=THREADS)  # type: ignore[return-value]
    except (OSError, ValueError) as error:
        problem = str(getattr(error, "strerror", None) or error).rstrip(".")
        raise InputError(
            both(
                "cannot listen on {host}:{port}: {problem}; choose another --host or --port",
                host=host,
                port=port,
                problem=problem,
            )
        ) from None


def _place(host: str, port: int) -> str:
    """Return host and port as an address has them; an IPv6 host stands between brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _announce(host: str, port: int) -> None:
    click.echo(f"Selaras is at http://{_place(host, port)}/ - stop it with Ctrl+C", err=True)
