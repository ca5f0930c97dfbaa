"""The first five minutes of an advocate, a researcher and a trainer, in a real browser that runs no scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

SIZES = {"phone": ViewportSize(width=360, height=740), "desktop": ViewportSize(width=1280, height=900)}


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport=SIZES[request.param], java_script_enabled=False)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def follow(page: Page, address: str) -> None:
    """Follow the first visible link to an address that begins like this."""
    page.locator(f'a[href^="{address}"]:visible').first.click()
    page.wait_for_url(lambda url: address.split("#")[0] in url)


@pytest.mark.parametrize("lang", ["en", "id"])
def test_an_advocate_finds_an_article_screens_a_case_and_prints_it(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/")
    page.locator('input[name="q"]').first.fill("Pasal 17 UU TPPO")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{lang}/law/uu-2007-21/17*")
    expect(page.locator("h1")).to_contain_text("17")
    follow(page, f"/{lang}/findings/CRI-08")
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"/{lang}/screen/patterns")
    follow(page, f"/{lang}/screen/result?")
    expect(page.locator(".verdict, [class*=verdict]").first).to_be_visible()
    assert page.locator(f'a[href*="/{lang}/law/"]').count() > 5, "the result cites the law"


@pytest.mark.parametrize("lang", ["en", "id"])
def test_a_researcher_reads_the_gaps_a_finding_its_history_and_a_draft(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/")
    follow(page, f"/{lang}/gaps")
    follow(page, f"/{lang}/findings/DEF-10")
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"/{lang}/timeline")
    assert page.get_by_text("2026").count() > 0
    page.goto(f"/{lang}/whatif")
    follow(page, f"/{lang}/whatif/waive-means-for-children")
    expect(page.locator("main")).to_contain_text("364")
    answer = page.request.get(f"/{lang}/gaps.json").json()
    assert len(answer["findings"]) == sum(sum(row.values()) for row in answer["summary"]["byPillar"].values())


@pytest.mark.parametrize("lang", ["en", "id"])
def test_a_trainer_presents_a_term_looks_it_up_and_asks_the_quiz(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/")
    follow(page, f"/{lang}/workshop")
    page.goto(f"/{lang}/workshop/present/1")
    follow(page, f"/{lang}/workshop/present/2")
    page.goto(f"/{lang}/glossary")
    follow(page, f"/{lang}/glossary/debt-bondage")
    expect(page.locator("main")).to_contain_text("penjeratan utang")
    page.goto(f"/{lang}/workshop/quiz?n=7")
    page.locator('main input[type="radio"]').first.check()
    page.locator('main button[name="check"]').click()
    page.wait_for_url("**/workshop/quiz?*check=yes*")
    assert page.locator(f'main a[href*="/{lang}/"]').count() > 0, "the answer is explained with its provisions"
