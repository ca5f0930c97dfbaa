"""The pages of the law: instruments, table of contents, a provision with all around it, linked data, questions."""

import gzip
import io
import json
import zipfile
from datetime import date

import pytest
from flask.testing import FlaskClient
from lxml import html
from playwright.sync_api import Browser, ViewportSize, expect

from analyzer.i18n import LANGUAGES
from analyzer.service import Service

DAY = "2026-11-21"
MOST_COMPRESSED = 30_000
"""Bytes of a page as it travels."""


def page(client: FlaskClient, path: str) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200, path
    return html.fromstring(response.text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_groups_treaties_statutes_and_regulations(client: FlaskClient, service: Service, lang: str) -> None:
    tree = page(client, f"/{lang}/law?as_of={DAY}")
    listed = {
        section.xpath("./h2/@id")[0]: [href.split("/")[3].split("?")[0] for href in section.xpath(".//p/a[1]/@href[1]")]
        for section in tree.xpath("//section[h2]")
    }
    assert list(listed) == ["treaty", "uu", "pp"]
    for instrument in service.instruments():
        group = "treaty" if instrument["jurisdiction"] != service.home else instrument["form"]
        assert instrument["id"] in listed[group]


def test_the_list_says_what_was_not_yet_in_force_or_binding_on_the_day(client: FlaskClient) -> None:
    text = page(client, "/en/law?as_of=2005-01-01").text_content()
    assert "not yet in force" in text
    assert "not yet binding on Indonesia" in text
    assert client.get("/en/law?as_of=soon").status_code == 400


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_contents_lead_to_every_article_in_the_order_of_the_text(
    client: FlaskClient, service: Service, lang: str
) -> None:
    for instrument in service.instruments():
        tree = page(client, f"/{lang}/law/{instrument['id']}")
        linked = tree.xpath("//ul[contains(@class, 'toc-list')]/li/a/@href")
        held = {entry["id"] for entry in instrument["contains"]}
        articles = [entry["id"] for entry in instrument["contains"] if entry["id"].rpartition(".")[0] not in held]
        assert linked == [f"/{lang}/law/{reference.replace(':', '/')}" for reference in articles]


def test_large_pages_stay_light(client: FlaskClient) -> None:
    for path in ("/id/law/uu-2017-18", "/id/law/kuhp", "/id/law/kuhp/455", "/id/law/uu-2007-21/1", "/en/questions"):
        assert len(gzip.compress(client.get(path).data)) <= MOST_COMPRESSED, path


def test_a_chapter_leads_to_its_place_on_the_page_of_the_instrument(client: FlaskClient) -> None:
    response = client.get("/id/law/uu-2007-21/chapter-ii")
    assert (response.status_code, response.location) == (303, "/id/law/uu-2007-21#chapter-ii")
    assert page(client, "/id/law/uu-2007-21").xpath("//ul[@id='chapter-ii']")


def test_the_instrument_tells_its_sources_by_title_and_what_changed_it(client: FlaskClient) -> None:
    tree = page(client, "/en/law/uu-2007-21")
    facts = tree.xpath("//dl[@class='facts']")[0].text_content()
    assert "Law 21/2007, public copy of the text" in facts
    assert "Repealed in part by" in facts
    assert "w3id.org/selaras/source" not in facts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_provision_stands_in_both_languages_with_glossary_terms_linked_once(
    client: FlaskClient, service: Service, lang: str
) -> None:
    answer = service.show("kuhp:455", date.fromisoformat(DAY))
    tree = page(client, f"/{lang}/law/kuhp/455?as_of={DAY}")
    shown = [" ".join(block.text_content().split()) for block in tree.xpath("//div[contains(@class, 'bilingual')]/p")]
    for entry in answer["contains"]:
        assert {entry["digest"]["en"], entry["digest"]["id"]} <= set(shown)
    for part in ("not(@lang)", "@lang"):
        links = tree.xpath(f"//div[contains(@class, 'bilingual')]/p[{part}]/a/@href")
        assert links and len(links) == len(set(links))
        assert all(link.startswith(f"/{lang}/glossary#") for link in links)
    assert not tree.xpath("//a//a")


def test_the_page_of_a_provision_shows_all_that_its_answer_holds(client: FlaskClient, service: Service) -> None:
    answer = service.show("uu-2007-21:17", date.fromisoformat(DAY))
    tree = page(client, f"/en/law/uu-2007-21/17?as_of={DAY}")
    copies = [item.text for item in tree.xpath("//code[@class='copy']")]
    assert copies == [
        answer["cite"]["id"],
        answer["cite"]["en"],
        answer["cite"]["full"]["en"],
        answer["iri"],
        answer["id"],
    ]
    linked = tree.xpath("//ul[contains(@class, 'criteria')]/li/a/@href")
    assert linked == [f"/en/findings/{item['criterion']}?as_of={DAY}" for item in answer["criteria"]]
    asked = tree.xpath("//details[@class='asked-item']//a[contains(@href, '/questions#')]/@href")
    assert asked == [f"/en/questions#{item['notation']}" for item in answer["questions"]]
    for topic in answer["topic"]:
        assert tree.xpath(f"//a[@href='/en/find?topic={topic}']")
    assert tree.xpath("//a[@rel='next']/@href") == [f"/en/law/uu-2007-21/18?as_of={DAY}"]
    crumbs = tree.xpath("//nav[@class='crumbs']//a/@href")
    assert f"/en/law/uu-2007-21?as_of={DAY}#chapter-ii" in crumbs


def test_the_line_of_time_tells_what_repealed_and_replaced_a_provision(client: FlaskClient) -> None:
    (shown,) = page(client, "/en/law/uu-2007-21/2.1").xpath("//ol[@class='line-of-time']")
    line = " ".join(shown.text_content().split())
    assert line.startswith("19 April 2007 in force from here on 2 January 2026 no longer in force")
    assert "replaced by KUHP Art. 455(1)" in line
    line = page(client, "/en/law/kuhp/455.1").xpath("//ol[@class='line-of-time']")[0].text_content()
    assert "takes the place of" in line


@pytest.mark.parametrize("reference", ["uu-2007-21", "uu-2007-21/17", "palermo/3.c", "kuhp/622.1.q"])
def test_linked_data_is_given_to_who_asks_for_it(client: FlaskClient, service: Service, reference: str) -> None:
    iri = service.show(reference.replace("/", ":"), date.fromisoformat(DAY))["iri"]
    tags = {client.get(f"/en/law/{reference}").headers["ETag"]}
    for media_type, ending in (("text/turtle", "ttl"), ("application/ld+json", "jsonld")):
        response = client.get(f"/en/law/{reference}", headers={"Accept": media_type})
        assert (response.status_code, response.mimetype) == (200, media_type)
        assert "Accept" in response.vary
        assert response.headers["Content-Location"] == f"/en/law/{reference}.{ending}"
        assert iri in response.text
        assert response.data == client.get(f"/en/law/{reference}.{ending}").data
        tags.add(response.headers["ETag"])
        less_liked = client.get(f"/en/law/{reference}", headers={"Accept": f"{media_type};q=.5, text/html"})
        assert less_liked.mimetype == "text/html"
    assert len(tags) == 3, "a page and its twins are never taken for each other"
    json.loads(client.get(f"/en/law/{reference}.jsonld").text)
    assert "Accept" in client.get(f"/en/law/{reference}").vary


def test_the_turtle_of_an_instrument_holds_its_provisions(client: FlaskClient, service: Service) -> None:
    text = client.get("/en/law/palermo.ttl").text
    for entry in service.show("palermo", date.fromisoformat(DAY))["contains"]:
        assert f'"{entry["id"]}"' in text


def test_the_akoma_ntoso_of_an_instrument_comes_in_both_languages(client: FlaskClient) -> None:
    response = client.get("/id/law/uu-2007-21.akn.zip")
    assert response.mimetype == "application/zip"
    names = zipfile.ZipFile(io.BytesIO(response.data)).namelist()
    assert sorted(name.rpartition("/")[2] for name in names) == ["eng.xml", "ind.xml"]
    assert client.get("/id/law/uu-2017-12.akn.zip").status_code == 404


@pytest.mark.parametrize("path", ["nowhere.ttl", "nowhere.akn.zip", "kuhp/999.ttl", "kuhp/999.jsonld"])
def test_what_the_base_does_not_hold_is_not_found_in_any_form(client: FlaskClient, path: str) -> None:
    assert client.get(f"/en/law/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("uu-2007-21/99", ["64", "65", "66", "67"]),
        ("uu-2007-21/21/extra", ["21"]),
        ("kuhp/455.9", ["455", "455.1", "455.2"]),
    ],
)
def test_a_provision_that_is_not_held_leads_to_the_nearest_and_to_the_search(
    client: FlaskClient, path: str, near: list[str]
) -> None:
    response = client.get(f"/id/law/{path}")
    assert response.status_code == 404
    tree = html.fromstring(response.text)
    slug = path.partition("/")[0]
    assert tree.xpath("//main//ul[@class='cites']//a/@href") == [f"/id/law/{slug}/{part}" for part in near]
    assert tree.xpath("//main//form[@role='search']")


@pytest.mark.parametrize("path", ["uu-2007-21", "uu-2007-21/17"])
def test_an_address_with_a_slash_at_its_end_leads_to_the_one_without(client: FlaskClient, path: str) -> None:
    response = client.get(f"/id/law/{path}/?as_of={DAY}")
    assert (response.status_code, response.location) == (308, f"/id/law/{path}?as_of={DAY}")


@pytest.mark.parametrize("path", ["kuhp/455?as_of=2026-11-21", "uu-2007-21/2?as_of=2020-01-01"])
def test_of_a_paragraph_that_is_like_the_one_before_only_the_difference_is_told(client: FlaskClient, path: str) -> None:
    first, second = page(client, f"/en/law/{path}").xpath("//section[dl[@class='elements']]")
    assert len(first.xpath("dl/div")) > 5
    told = second.xpath("string(p[1])")
    assert told.startswith("As ") and "(1)" in told and told.endswith(", but:")
    assert [term.text_content() for term in second.xpath("dl/div/dt")] == ["Stage"]


def test_the_day_and_the_ways_through_a_provision_stand_before_its_parts(client: FlaskClient) -> None:
    tree = page(client, f"/id/law/uu-2007-21/17?as_of={DAY}")
    (field,) = tree.xpath("//input[@id='as_of']")
    assert field.xpath("following::nav[@class='jump']") and not field.xpath("preceding::section")
    jumps = tree.xpath("//nav[@class='jump']//a/@href")
    assert {"#references", "#history", "#cite"} <= set(jumps)
    assert all(tree.xpath("//*[@id=$id]", id=jump[1:]) for jump in jumps)
    explained = page(client, f"/id/law/uu-2007-21/3?as_of={DAY}")
    assert bool(explained.xpath("//*[@id='elucidation']")) == bool(explained.xpath("//a[@href='#elucidation']"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_stands_with_its_answer_and_its_evidence(
    client: FlaskClient, service: Service, lang: str
) -> None:
    answer = service.questions(date.today())
    tree = page(client, f"/{lang}/questions")
    for question in answer["questions"]:
        (shown,) = tree.xpath(f"//div[@id='{question['notation']}']")
        assert question["answer"][lang] in shown.text_content()
        for reference in question["evidence"]:
            assert shown.xpath(f".//a[@href='/{lang}/law/{reference.replace(':', '/')}']")
    assert len(tree.xpath("//details")) == len(answer["questions"])
    assert client.get(f"/{lang}/questions.json").json == answer


PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
class TestInABrowser:
    """The law on a phone and at a desk, without scripts."""

    def test_no_page_scrolls_sideways(self, browser: Browser, address: str, size: ViewportSize) -> None:
        context = browser.new_context(base_url=address, viewport=size, java_script_enabled=False)
        opened = context.new_page()
        for path in ("law", "law/uu-2007-21", "law/actip", "law/kuhp/455.1", "law/uu-2007-21/17?both=1", "questions"):
            opened.goto(f"/id/{path}")
            assert opened.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        context.close()

    def test_a_phone_opens_chapters_and_the_other_language_on_request_and_a_desk_shows_them(
        self, browser: Browser, address: str, size: ViewportSize
    ) -> None:
        context = browser.new_context(base_url=address, viewport=size, java_script_enabled=False)
        opened = context.new_page()
        opened.goto("/en/law/uu-2007-21")
        article = opened.locator(".toc-list a", has_text="Art. 17")
        assert article.is_visible() == (size == DESKTOP)
        if size == PHONE:
            opened.locator("summary", has_text="Chapter II").first.click()
        article.click()
        opened.wait_for_url("**/en/law/uu-2007-21/17")
        indonesian = opened.locator(".digest [lang=id]")
        assert indonesian.is_visible() == (size == DESKTOP)
        if size == PHONE:
            opened.get_by_role("link", name="Show both languages").click()
            assert opened.locator(".digest [lang=id]").is_visible()
        context.close()

    def test_a_link_to_a_chapter_or_an_answer_opens_it(
        self, browser: Browser, address: str, size: ViewportSize
    ) -> None:
        context = browser.new_context(base_url=address, viewport=size, java_script_enabled=False)
        opened = context.new_page()
        opened.goto("/en/law/uu-2007-21#chapter-v")
        assert opened.locator("#chapter-v").is_visible()
        opened.goto("/en/questions#CF07")
        assert opened.locator("#CF07").is_visible()
        context.close()

    def test_a_button_copies_a_citation_and_says_so(self, browser: Browser, address: str, size: ViewportSize) -> None:
        context = browser.new_context(
            base_url=address, viewport=size, permissions=["clipboard-read", "clipboard-write"]
        )
        opened = context.new_page()
        opened.goto("/id/law/kuhp/455.1")
        opened.get_by_role("button", name="Salin: Bahasa Indonesia").click()
        expect(opened.get_by_role("status")).to_have_text("Tersalin: Bahasa Indonesia")  # once it is done
        assert opened.evaluate("navigator.clipboard.readText()") == opened.locator(".copy").first.inner_text()
        context.close()

    def test_the_navigation_takes_one_line_each_and_shows_where_the_reader_is(
        self, browser: Browser, address: str, size: ViewportSize
    ) -> None:
        context = browser.new_context(base_url=address, viewport=size, java_script_enabled=False)
        opened = context.new_page()
        opened.goto("/id/score")
        tops = opened.locator(".subsections a").evaluate_all("links => links.map(link => link.offsetTop)")
        assert len(set(tops)) == 1
        here = opened.locator(".subsections [aria-current]").bounding_box()
        assert here is not None and here["x"] >= 0 and here["x"] + here["width"] <= size["width"]
        assert opened.evaluate("document.documentElement.scrollWidth") <= size["width"]
        opened.locator(".subsections a").first.focus()
        first = opened.locator(".subsections a").first.bounding_box()
        assert first is not None and first["x"] >= 0, "who moves by keyboard sees where they are"
        context.close()
