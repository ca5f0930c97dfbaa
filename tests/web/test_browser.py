"""The pages in a real browser: small screens, the keyboard, an advocate's errand, paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, ViewportSize

import webui

pytestmark = pytest.mark.browser

STATIC = Path(webui.__file__).parent / "static"
PHONE = ViewportSize(width=360, height=740)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A phone that runs no scripts, as every page must work without them."""
    context = browser.new_context(base_url=address, viewport=PHONE, java_script_enabled=False, reduced_motion="reduce")
    context.set_default_timeout(5_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("lang", ["en", "id"])
def test_no_page_scrolls_sideways_on_a_small_phone(
    browser: Browser, address: str, client: FlaskClient, pages: list[str], provisions: list[str], lang: str
) -> None:
    every_other = provisions[("en", "id").index(lang) :: 2]
    paths = [*pages, *every_other, "/screen/result", "/law/kuhp/999", "/find?q=xyzzy", "/gaps?as_of=never"]
    context = browser.new_context(base_url=address, viewport=PHONE)
    phone = context.new_page()
    phone.goto(f"/{lang}/")
    for sheet in sorted(STATIC.glob("*.css")):
        phone.add_style_tag(url=f"/static/{sheet.name}")
    widths = phone.evaluate(WIDTHS, [client.get(f"/{lang}{path}").text for path in paths])
    too_wide = {path: width for path, width in zip(paths, widths, strict=True) if width > PHONE["width"]}
    assert too_wide == {}
    (endless,) = phone.evaluate(WIDTHS, [f"<body><pre>{'x' * 200}</pre></body>"])
    assert endless > PHONE["width"], "a page that is too wide would be noticed"
    context.close()


def test_no_page_breaks_its_own_security_policy(browser: Browser, address: str, case: str) -> None:
    context = browser.new_context(base_url=address)
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    for path in (
        "/en/",
        "/en/gaps",
        "/id/gaps/cases",
        "/en/findings/DEF-10",
        "/id/law/kuhp/455.1",
        "/en/find?q=anak",
        f"/id/screen/result?{case}",
        "/en/gaps.html",
    ):
        page.goto(path)
    assert complaints == []
    context.close()


def test_tab_reaches_the_skip_link_first_and_the_search_box_submits_with_enter(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("name") == "q":
            break
    page.keyboard.type("KUHP 455")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/law/kuhp/455")


def test_the_case_form_can_be_filled_in_and_sent_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/id/screen")
    wanted = {"act-harbouring", "means-none", "purpose-other-sexual-exploitation"}
    dated = False
    for _ in range(80):
        page.keyboard.press("Tab")
        identifier, kind = page.evaluate("[document.activeElement.id, document.activeElement.type]")
        if identifier in wanted or identifier in ("citizenship-indonesian", "route-domestic", "stage-intended"):
            page.keyboard.press("Space")
        elif identifier == "age":
            page.keyboard.type("15")
        elif kind == "date" and not dated:  # month, day and year are three stops of one field
            page.keyboard.type("11212026")
            dated = True
        elif kind == "submit":
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/id/screen/result?**")
    assert "Dapat didalilkan" in page.locator("h1").inner_text()


def test_an_advocate_finds_article_17_and_screens_a_girl_of_15_harboured_at_home_without_means(page: Page) -> None:
    page.goto("/en/")
    page.get_by_label("Find a provision").fill("Pasal 17 UU TPPO")
    page.get_by_role("button", name="Find").click()
    page.wait_for_url("**/en/law/uu-2007-21/17")
    increase = page.locator(".aggravations").inner_text()
    assert "+1/3" in increase
    for article in ("KUHP Art. 455", "Law 21/2007 Art. 3", "Law 21/2007 Art. 4"):
        assert article in increase

    page.get_by_role("link", name="Screen a case").click()
    page.get_by_label("How old was the person?").fill("15")
    page.get_by_label("A citizen of Indonesia").check()
    page.get_by_label("Keeping a person somewhere").check()
    page.get_by_label("None of the improper means was used").check()
    page.get_by_label("such as pornography or lewd shows").check()
    page.get_by_label("Everything happens within one region").check()
    page.get_by_label("Exploitation happened, as the offender meant it").check()
    page.get_by_label("On what day did it happen?").fill("2026-11-21")
    page.get_by_role("button", name="Show the result").click()
    assert page.locator("h1").inner_text().strip().startswith("Arguable: no trafficking offence reaches this case")
    assert "Law 35/2014 Art. 83" in page.locator(".verdict-reason").inner_text()
    card = page.locator("article").filter(has=page.get_by_role("heading", name="Law 35/2014 Art. 83"))
    assert "imprisonment of 3 to 15 years" in card.inner_text()

    page.get_by_role("link", name="Change the facts").click()
    assert page.get_by_label("Keeping a person somewhere").is_checked()
    assert page.get_by_label("How old was the person?").input_value() == "15"


def test_on_paper_the_reasons_are_open_and_the_controls_are_gone(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/en/gaps/cases?as_of=2026-11-21")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert not page.locator("form.filter").is_visible()
    reasons = page.locator("#gap-2 details p").first
    assert reasons.bounding_box() is not None
    assert page.pdf(format="A4").startswith(b"%PDF")
    context.close()


def test_both_colour_schemes_keep_text_legible(browser: Browser, address: str) -> None:
    """WCAG 2.2 asks for a contrast of 4.5 to 1 for text."""
    for scheme in ("light", "dark"):
        context = browser.new_context(base_url=address, color_scheme=scheme)
        page = context.new_page()
        page.goto("/en/gaps/cases")
        for selector in ("body", ".lead", ".quiet", ".is-covered", ".is-arguable", ".is-gap", "a", ".hint, .basis"):
            ratio = page.evaluate(CONTRAST, selector)
            assert ratio >= 4.5, f"{selector} has a contrast of {ratio:.2f} in the {scheme} scheme"
        context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_findings_fit_every_screen_and_a_cell_of_the_matrix_fits_a_thumb(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(base_url=address, viewport=ViewportSize(width=width, height=740))
    page = context.new_page()
    for path in ("/id/gaps", "/en/findings?pillar=definition", "/id/findings/DEF-10"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto("/en/gaps")
    cell = page.locator(".matrix td a").first
    box = cell.bounding_box()
    assert box is not None and min(box["width"], box["height"]) >= 44
    cell.click()
    page.wait_for_url("**/en/findings?**")
    assert page.locator("li.finding").count() > 0
    context.close()


WIDTHS = """pages => pages.map(page => {
  const read = new DOMParser().parseFromString(page, 'text/html');
  const own = new Set([...read.querySelectorAll('link[rel=stylesheet]')].map(link => new URL(link.href).pathname));
  for (const sheet of document.styleSheets) sheet.disabled = own.size > 0 && !own.has(new URL(sheet.href).pathname);
  document.body.replaceWith(document.adoptNode(read.body));
  return document.documentElement.scrollWidth;
})"""
"""Lays the body of each page out under its own style sheets, which is much faster than to load each page."""

CONTRAST = """selector => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => channels(colour).slice(0, 3).map(value => value / 255)
    .map(value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
    .reduce((sum, value, index) => sum + value * [.2126, .7152, .0722][index], 0);
  const element = document.querySelector('main ' + selector) || document.querySelector(selector);
  let holder = element;
  const ground = holder => getComputedStyle(holder).backgroundColor;
  while (holder.parentElement && channels(ground(holder))[3] === 0) holder = holder.parentElement;
  const [dark, bright] = [light(getComputedStyle(element).color), light(ground(holder))].sort((a, b) => a - b);
  return (bright + .05) / (dark + .05);
}"""


@pytest.mark.parametrize("size", [PHONE, ViewportSize(width=1280, height=900)], ids=["phone", "desktop"])
def test_a_label_leads_to_a_list_that_can_be_narrowed_and_widened_again(
    browser: Browser, address: str, size: ViewportSize
) -> None:
    context = browser.new_context(base_url=address, viewport=size, java_script_enabled=False)
    page = context.new_page()
    page.goto("/en/law/uu-2007-21/48.1")
    page.locator(".column-side").get_by_role("link", name="restitution", exact=True).click()
    page.wait_for_load_state()  # sizes are those of the page with all its styles
    whole = page.locator("h1").inner_text()
    facet = page.locator(".facet li a").first
    box = facet.bounding_box()
    assert box and box["height"] >= (44 if size == PHONE else 24)
    facet.click()
    assert page.locator("h1").inner_text() != whole
    assert page.locator("html").evaluate("root => root.scrollWidth") <= size["width"]
    page.locator(".chosen a").filter(has_not_text="restitution").click()
    assert page.locator("h1").inner_text() == whole
    context.close()
