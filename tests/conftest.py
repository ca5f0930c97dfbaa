"""What all tests share: one loaded base, and skips that say what to install."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from analyzer.knowledge import Knowledge
from analyzer.service import Service

TOOLS = {
    "java": ("java", "Java is missing; install it, on Debian with: apt install default-jre-headless"),
    "browser": ("chromium", "Chromium is missing; install it, on Debian with: apt install chromium"),
}
Screen = Callable[..., dict[str, Any]]


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
