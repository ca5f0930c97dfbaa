"""WCAG 2.2 AA in a real browser: axe over every family of pages, the keyboard alone, and reduced motion."""

from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SEVERE = ("serious", "critical")
SIZES = {"phone": ViewportSize(width=360, height=740), "desktop": ViewportSize(width=1280, height=900)}

CASE = (
    "act=harbouring&means=none&purpose=other-sexual-exploitation&age=15&route=domestic&citizenship=indonesian"
    "&stage=exploited"
)
PAGES = [
    "/",
    "/law",
    "/law/uu-2007-21",
    "/law/kuhp/455.1",
    "/questions",
    "/find",
    "/find?q=anak",
    "/find?q=xyzzy",
    "/gaps",
    "/gaps/cases",
    "/findings",
    "/findings/DEF-10",
    "/elements",
    "/timeline",
    "/whatif",
    "/compare",
    "/compare/provisions?first=palermo:3.c&second=kuhp:455.1",
    "/map",
    "/score",
    "/screen",
    "/screen/patterns",
    f"/screen/result?{CASE}",
    "/glossary",
    "/glossary/broker",
    "/schemes",
    "/workshop",
    "/workshop/present/1",
    "/workshop/cases",
    "/workshop/cards",
    "/workshop/handout",
    "/workshop/quiz?n=1",
    "/data",
    "/data/sparql",
    "/vocabulary",
    "/method",
    "/about",
    "/law/no-such-law",
]
"""One page of every family, and a page that tells of a mistake."""


def complaints(page: Page) -> list[str]:
    """Return what axe finds serious or critical on the page, one line for each rule with the first places."""
    page.evaluate(AXE)  # By the debugger, which the security policy of the page does not bind.
    answer: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    return [
        f"{found['id']} ({found['impact']}): {'; '.join(node['html'][:160] for node in found['nodes'][:3])}"
        for found in answer["violations"]
        if found["impact"] in SEVERE
    ]


# Every two of language, size and scheme meet; all three need not.
@pytest.mark.parametrize(
    ("lang", "size", "scheme"),
    [("en", "phone", "light"), ("en", "desktop", "dark"), ("id", "phone", "dark"), ("id", "desktop", "light")],
)
def test_axe_finds_nothing_serious(browser: Browser, address: str, lang: str, size: str, scheme: str) -> None:
    context = browser.new_context(
        base_url=address,
        viewport=SIZES[size],
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page, found = context.new_page(), dict[str, list[str]]()
    for path in PAGES:
        page.goto(f"/{lang}{path}")
        if lines := complaints(page):
            found[path] = lines
    context.close()
    assert found == {}


def test_axe_would_notice(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html lang="en"><title>t</title><main><h1>t</h1><img src="x"><input></main>')
    assert {line.split()[0] for line in complaints(page)} >= {"image-alt", "label"}
    page.close()


FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element.closest('.choice') || element);
  const box = element.getBoundingClientRect();
  return {
    text: `${element.tagName} ${element.id} ${element.textContent.trim()}`,
    href: element.getAttribute('href') || '',
    header: !!element.closest('header.masthead'),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.mark.parametrize("size", SIZES)
def test_the_keyboard_alone_reaches_the_content_and_every_section(browser: Browser, address: str, size: str) -> None:
    context = browser.new_context(base_url=address, viewport=SIZES[size])
    page = context.new_page()
    page.goto("/id/gaps")
    page.keyboard.press("Tab")
    skip = page.evaluate(FOCUSED)
    assert skip["href"] == "#content" and skip["inside"] and skip["outlined"]

    links = page.locator("header.masthead a").count()
    assert links >= 8
    for _ in range(links):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        assert focused["header"] and focused["outlined"] and focused["inside"], focused["text"]

    page.goto("/id/gaps")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")
    context.close()


@pytest.mark.parametrize("path", ["/en/findings", "/en/screen", "/en/law/kuhp/455.1", "/en/find?q=anak"])
def test_the_focus_is_visible_wherever_the_keyboard_leads(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context(base_url=address, viewport=SIZES["desktop"])
    page = context.new_page()
    page.goto(path)
    seen: list[str] = []
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if page.evaluate("document.activeElement === document.body"):
            break
        assert focused["outlined"], f"{focused['text'][:60]} {focused['href']}"
        seen.append(focused["text"])
    assert len(seen) > 10
    context.close()


def test_nothing_moves_for_those_who_asked_for_stillness(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    for path in ("/en/", "/en/gaps", "/en/screen", "/en/workshop/present/1", "/en/findings/DEF-10"):
        page.goto(path)
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(element => {
              const style = getComputedStyle(element);
              const lasts = times => times.split(',').some(time => parseFloat(time) > 0.01);
              return style.scrollBehavior === 'smooth' || lasts(style.transitionDuration)
                || (style.animationName !== 'none' && lasts(style.animationDuration));
            }).map(element => element.tagName + '.' + element.className)"""
        )
        assert moving == [], path
    context.close()
