"""What the tests of the web pages share: a client, and the pages to visit."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from analyzer.service import Service
from webui import create_app

CASE = (
    "act=harbouring&means=none&purpose=other-sexual-exploitation&age=15&route=domestic&citizenship=indonesian"
    "&stage=exploited&as_of=2026-11-21"
)
"""A girl of 15, kept at home in her own region for sexual exploitation, nobody having used any improper means."""


@pytest.fixture(scope="session")
def app(service: Service) -> Flask:
    """The web application over the shared service."""
    return create_app(service)


@pytest.fixture
def client(app: Flask) -> Iterator[FlaskClient]:
    """A client without cookies."""
    with app.test_client(use_cookies=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def case() -> str:
    """The query string of the case that many tests screen."""
    return CASE


@pytest.fixture(scope="session")
def today() -> str:
    """The day as of which pages answer when none is named."""
    return date.today().isoformat()


@pytest.fixture(scope="session")
def pages(service: Service) -> list[str]:
    """The address of every kind of page, without its language."""
    references = [entry["id"] for item in service.instruments() for entry in item["contains"]]
    return [
        "/",
        "/find",
        "/gaps",
        "/gaps?victim=child&against=palermo&as_of=2026-11-21",
        "/gaps?as_of=2000-01-01",
        "/law",
        *(f"/law/{item['id']}" for item in service.instruments()),
        *(f"/law/{reference.replace(':', '/')}?as_of=2026-11-21" for reference in references),
        "/screen",
        f"/screen/result?{CASE}",
        f"/screen/result?{CASE}&circumstance=official&circumstance=death",
        f"/screen/result?{CASE.replace('2026-11-21', '2000-01-01')}",
    ]
