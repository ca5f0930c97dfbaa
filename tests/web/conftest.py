"""What the tests of the web pages share: a client, and the pages to visit."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from analyzer.cli import selaras
from analyzer.service import Service
from tests.web.serving import chromium, served
from webui import create_app

Printed = Callable[..., bytes]

CASE = (
    "act=harbouring&means=none&purpose=other-sexual-exploitation&age=15&route=domestic&citizenship=indonesian"
    "&stage=exploited&as_of=2026-11-21"
)
"""A girl of 15, kept at home in her own region for sexual exploitation, nobody having used any improper means."""

EVERY_SO_MANY = 40
"""Which provisions stand for all where a page of each would take too long."""


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
def address(app: Flask) -> Iterator[str]:
    """The address at which the application is served on a free loopback port."""
    with served(app) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window; it asks nothing of other hosts."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def case() -> str:
    """The query string of the case that many tests screen."""
    return CASE


@pytest.fixture
def printed(service: Service, monkeypatch: pytest.MonkeyPatch) -> Printed:
    """What the program prints for ``selaras ARGUMENTS``, over the shared service, so that no run loads the base."""
    monkeypatch.setattr(Service, "load", lambda root=None, extra=None: service)
    return lambda *arguments: CliRunner().invoke(selaras, arguments, catch_exceptions=False).stdout_bytes


@pytest.fixture(scope="session")
def today() -> str:
    """The day as of which pages answer when none is named."""
    return date.today().isoformat()


@pytest.fixture(scope="session")
def provisions(service: Service) -> list[str]:
    """The address of the page of every provision, without its language."""
    references = [entry["id"] for item in service.instruments() for entry in item["contains"]]
    return [f"/law/{reference.replace(':', '/')}?as_of=2026-11-21" for reference in references]


@pytest.fixture(scope="session")
def pages(service: Service, provisions: list[str]) -> list[str]:
    """The addresses of every kind of page, without the language; of provisions only some, see `provisions`."""
    return [
        "/",
        "/find",
        "/find?q=anak",
        "/find?q=anak&page=2",
        "/find?topic=restitution",
        "/find?modality=right&beneficiary=child-victim&in_force=yes&as_of=2026-11-21",
        "/find?q=Pasal+999+KUHP",
        "/find?q=perdagangan+orang&instrument=kuhp&kind=offence&children=no&in_force=no&as_of=2020-01-01",
        "/gaps",
        "/gaps?as_of=2003-01-01",
        "/gaps/cases",
        "/gaps/cases?victim=child&against=palermo&as_of=2026-11-21",
        "/gaps/cases?as_of=2003-01-01",
        "/findings",
        "/findings?pillar=protection&obligation=mandatory&status=partial&children=no&as_of=2026-11-21",
        "/findings?status=exceeds&as_of=2003-01-01",
        *(f"/findings/{notation}" for notation in service.policy.criteria),
        "/findings/DEF-10?as_of=2006-01-01",
        "/law",
        "/questions",
        *(f"/law/{item['id']}" for item in service.instruments()),
        *provisions[::EVERY_SO_MANY],
        "/screen",
        "/screen?step=1",
        f"/screen?step=3&{CASE}",
        "/screen?step=8&age=15",
        f"/screen?step=8&{CASE}",
        "/screen/patterns",
        f"/screen/compare?{CASE}&other=2006-01-01",
        f"/screen/result?{CASE}",
        f"/screen/result?{CASE}&circumstance=official&circumstance=death",
        f"/screen/result?{CASE.replace('2026-11-21', '2003-01-01')}",
    ]
