"""Takes the pictures of the README anew, from pages as a browser shows them: ``make screenshots``.

The day is fixed, so that only a change of the data or the pages changes a picture.
"""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

from analyzer.service import Service
from tests.web.conftest import CASE
from tests.web.serving import chromium, served
from webui import create_app

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
DAY = "2026-11-21"
DESKTOP = ViewportSize(width=1280, height=1000)
PROJECTOR = ViewportSize(width=1280, height=720)
PHONE = ViewportSize(width=360, height=720)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture shows: the name of its file, the address of the page, and the size of the window."""

    name: str
    page: str
    size: ViewportSize


PICTURES = (
    Picture("gap-report-desktop-en", f"/en/gaps?as_of={DAY}", DESKTOP),
    Picture("screening-result-phone-id", f"/id/screen/result?{CASE}", PHONE),
    Picture("provision-phone-id", f"/id/law/kuhp/455.1?as_of={DAY}", PHONE),
    Picture("quiz-phone-id", "/id/workshop/quiz", PHONE),
    Picture("presenter-projector-id", f"/id/workshop/present?as_of={DAY}", PROJECTOR),
)


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Open the page of `picture` on the server at `address` and write its file.

    Raises:
        ValueError: The page does not open.
    """
    page = browser.new_page(viewport=picture.size, color_scheme="light", reduced_motion="reduce")
    answer = page.goto(address + picture.page)
    if answer is None or not answer.ok:
        raise ValueError(f"{picture.page} does not open; correct its address in {__file__}")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    page.close()


def main() -> None:
    """Take all pictures."""
    with served(create_app(Service.load())) as address, chromium() as browser:
        for picture in PICTURES:
            take(browser, address, picture)


if __name__ == "__main__":
    main()
