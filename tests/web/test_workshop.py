"""The workshop: screens to present, cases to reveal, a quiz computed from the base, and what goes on paper."""

import re
from datetime import date
from itertools import pairwise
from urllib.parse import urljoin

import pytest
import segno
from flask.testing import FlaskClient
from lxml import html
from playwright.sync_api import Browser, Page, ViewportSize

from analyzer.service import Service
from webui import qr

DAY = date(2026, 11, 21)
LANGUAGES = ("en", "id")
PAGES = (
    *("/workshop", "/workshop/present/1", "/workshop/present/2", "/workshop/present/26", "/workshop/present/28"),
    *("/workshop/present/33?both=yes", "/workshop/present/55", "/workshop/cases", "/workshop/quiz?n=1"),
    *("/workshop/quiz?n=2", "/workshop/quiz?n=3&answer=covered&check=yes", "/workshop/handout"),
    *("/workshop/handout?size=a5", "/workshop/cards", "/workshop/quiz?n=2&answer=covered"),
)


def said(page: str) -> str:
    """Return the text of the main part, with single spaces."""
    (main,) = html.fromstring(page).xpath("//main")
    return " ".join(main.text_content().split())


class TestEveryPage:
    """What all pages of the family have in common."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("path", PAGES)
    def test_opens_with_one_heading_and_links_that_lead_somewhere(
        self, client: FlaskClient, path: str, lang: str
    ) -> None:
        address = f"/{lang}{path}"
        response = client.get(address)
        assert response.status_code == 200
        tree = html.fromstring(response.text)
        assert tree.get("lang") == lang
        assert len(tree.findall(".//h1")) == 1
        identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(identifiers) == len(set(identifiers))
        assert not tree.xpath("//*[@style] | //style"), "the policy forbids inline styles"
        assert all(script.get("src") and not script.text for script in tree.findall(".//script"))
        targets = {element.get("href") for element in tree.xpath("//main//a[@href] | //link[@href]")}
        for target in sorted(target for target in targets if not target.startswith(("#", "http"))):
            assert client.get(urljoin(address, target)).status_code in (200, 303, 308), target

    def test_only_scripts_of_the_site_itself_may_run(self, client: FlaskClient) -> None:
        assert "script-src 'self'" in client.get("/en/workshop").headers["Content-Security-Policy"]
        assert "script-src 'none'" in client.get("/en/gaps.html").headers["Content-Security-Policy"]

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/workshop?as_of=never", 400),
            ("/workshop?as_of=1999-01-01", 400),
            ("/workshop.json?as_of=never", 400),
            ("/workshop/present/0", 404),
            ("/workshop/present/999", 404),
            ("/workshop/present/999.json", 404),
            ("/workshop/present/x", 404),
            ("/workshop/cases?as_of=2026-13-01", 400),
            ("/workshop/quiz?n=0", 400),
            ("/workshop/quiz?n=9999", 400),
            ("/workshop/quiz?n=one", 400),
            ("/workshop/quiz?n=%C2%B2", 400),
            ("/workshop/quiz?n=1&answer=%3Cscript%3E", 400),
            ("/workshop/quiz?n=1&check=yes", 400),
            ("/workshop/quiz.json?n=-1", 400),
            ("/workshop/handout?size=letter", 400),
            ("/workshop/handout?size=%3Cscript%3E", 400),
        ],
    )
    def test_bad_input_gets_a_page_that_helps(self, client: FlaskClient, path: str, status: int) -> None:
        for lang in LANGUAGES:
            response = client.get(f"/{lang}{path}")
            assert response.status_code == status
            assert "<script>" not in response.text


class TestTwins:
    """The JSON twins are answers of the service."""

    def test_of_the_index_and_the_handout(self, client: FlaskClient, service: Service) -> None:
        for path in ("workshop", "workshop/handout"):
            assert client.get(f"/en/{path}.json?as_of={DAY}").json == service.workshop(DAY)

    def test_of_the_cases_and_the_cards(self, client: FlaskClient, service: Service) -> None:
        for path in ("workshop/cases", "workshop/cards"):
            assert client.get(f"/id/{path}.json?as_of={DAY}").json == service.patterns(DAY)

    def test_of_a_question(self, client: FlaskClient, service: Service) -> None:
        assert client.get(f"/id/workshop/quiz.json?n=5&as_of={DAY}").json == service.quiz(DAY, 5)

    def test_of_a_screen_is_that_screen(self, client: FlaskClient, service: Service) -> None:
        screens = [item for chapter in service.workshop(DAY)["chapters"] for item in chapter["screens"]]
        assert client.get(f"/id/workshop/present/7.json?as_of={DAY}").json == screens[6]


class TestScreens:
    """The presenter's view."""

    def test_the_chapters_follow_from_the_base(self, service: Service) -> None:
        chapters = {item["id"]: item for item in service.workshop(DAY)["chapters"]}
        assert list(chapters) == [
            *("idea", "act", "means", "purpose", "definition", "child-rule", "offences", "words", "help")
        ]
        terms = service.vocabulary()["dimensions"]["act"]["terms"]
        treaty = [term["label"] for term in terms if not term["national"]]
        assert [item["title"] for item in chapters["act"]["screens"]][1:] == treaty
        assert chapters["definition"]["screens"][0]["provisions"] == ["palermo:3.a", "actip:2.a"]
        assert chapters["child-rule"]["screens"][0]["provisions"] == ["palermo:3.c", "actip:2.c"]
        offences = [item["provisions"][0] for item in chapters["offences"]["screens"]]
        assert "kuhp:455.1" in offences and "uu-2007-21:2.1" not in offences

    def test_the_child_rule_is_held_against_the_count_of_the_gap_report(self, service: Service) -> None:
        chapters = {item["id"]: item for item in service.workshop(DAY)["chapters"]}
        counts = service.gaps(DAY)["casesWithoutMeans"]
        kept = chapters["child-rule"]["screens"][-1]["text"]
        for number in (counts["treaty"], counts["uncovered"], counts["covered"], counts["arguable"]):
            assert str(number) in kept["en"] and str(number) in kept["id"]

    def test_another_day_shows_the_offences_of_that_day(self, service: Service) -> None:
        chapters = {item["id"]: item for item in service.workshop(date(2020, 1, 1))["chapters"]}
        offences = [item["provisions"][0] for item in chapters["offences"]["screens"]]
        assert "uu-2007-21:2.1" in offences and "kuhp:455.1" not in offences

    def test_every_screen_leads_to_the_next_and_back_and_keeps_day_and_languages(
        self, client: FlaskClient, service: Service
    ) -> None:
        count = sum(len(chapter["screens"]) for chapter in service.workshop(DAY)["chapters"])
        kept = f"as_of={DAY}&both=yes"
        addresses = [f"/en/workshop/present/{number}?{kept}" for number in range(1, count + 1)]
        screens = [(address, html.fromstring(client.get(address).text)) for address in addresses]
        for (here, one), (there, other) in pairwise(screens):
            assert one.xpath("//nav//a[@rel='next']/@href") == [there]
            assert other.xpath("//nav//a[@rel='prev']/@href") == [here]

    def test_both_languages_stand_side_by_side_and_are_marked(self, client: FlaskClient) -> None:
        tree = html.fromstring(client.get(f"/id/workshop/present/27?both=yes&as_of={DAY}").text)
        (other,) = tree.xpath("//div[@class='side'][@lang='en']")
        assert "For a child, recruiting, transporting" in other.text_content()
        (own,) = tree.xpath("//div[@class='side'][not(@lang)]")
        assert "Bagi anak" in own.text_content() or "anak" in own.text_content()

    def test_the_script_is_deferred_and_small(self, client: FlaskClient) -> None:
        (script,) = html.fromstring(client.get("/en/workshop/present/1").text).findall(".//script")
        assert script.get("defer") is not None
        assert len(client.get(script.get("src")).data) < 4000


class TestCases:
    """The stories and what is revealed."""

    def test_each_story_stands_open_and_its_answer_is_folded_in(self, client: FlaskClient, service: Service) -> None:
        tree = html.fromstring(client.get(f"/en/workshop/cases?as_of={DAY}").text)
        cards = tree.xpath("//article")
        for card, pattern in zip(cards, service.patterns(DAY), strict=True):
            (story,) = card.xpath("./p[@class='story']")
            assert story.text_content() == pattern["story"]["en"]
            (hidden,) = card.xpath("./details")
            assert hidden.get("open") is None
            assert pattern["reason"]["en"] in hidden.text_content()
            (link,) = hidden.xpath(".//p[@class='actions']/a/@href")
            screened = client.get(link.replace("/screen/result", "/screen/result.json")).json
            assert screened is not None and screened["verdict"] == pattern["verdict"]


class TestQuiz:
    """Questions and answers come out of the analysis."""

    def test_the_same_number_asks_the_same_question(self, service: Service, knowledge: object) -> None:
        again = Service(service.knowledge)
        for number in (1, 17, 100):
            assert service.quiz(DAY, number) == again.quiz(DAY, number)

    def test_every_right_answer_is_among_the_choices_and_no_question_comes_twice(self, service: Service) -> None:
        questions = [service.quiz(DAY, number) for number in range(1, service.quiz(DAY, 1)["count"] + 1)]
        assert len({question["id"] for question in questions}) == len(questions) > 100
        assert {question["kind"] for question in questions} == {"reach", "element", "verdict", "word"}
        for question in questions:
            values = [choice["value"] for choice in question["choices"]]
            assert question["answer"] in values and len(values) == len(set(values)) >= 2
            assert question["explanation"] and all(text for line in question["explanation"] for text in line.values())

    def test_right_answers_are_those_of_the_screening(self, service: Service) -> None:
        for number in range(1, service.quiz(DAY, 1)["count"] + 1):
            question = service.quiz(DAY, number)
            if question["case"] is None:
                continue
            case = question["case"]
            values = {
                name: value if isinstance(value, list) else [value]
                for name, value in case.items()
                if name in service.vocabulary()["dimensions"] and name != "age"
            }
            screened = service.screen(service.facts(values, case["age"]), DAY)
            if question["kind"] == "verdict":
                assert question["answer"] == screened["verdict"]
                continue
            (result,) = [item for item in screened["results"] if item["provision"] == question["provisions"][0]]
            if question["kind"] == "reach":
                assert question["answer"] == result["coverage"]
            else:
                missing = [name for name, status in result["elements"].items() if status == "missing"]
                assert missing == [question["answer"]]

    def test_a_girl_without_means_inside_her_region_is_not_reached_by_the_criminal_code(self, service: Service) -> None:
        """The gap that the workshop is about is among the questions."""
        asked = [service.quiz(DAY, number) for number in range(1, service.quiz(DAY, 1)["count"] + 1)]
        about = [
            question
            for question in asked
            if question["kind"] in ("reach", "element")
            and question["provisions"] == ["kuhp:455.1"]
            and question["case"]["victim"] == "child"
            and question["case"]["means"] == ["none"]
        ]
        assert about and {question["answer"] for question in about} <= {"not-covered", "means"}

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_result_names_right_answer_reason_and_provision(
        self, client: FlaskClient, service: Service, lang: str
    ) -> None:
        question = service.quiz(DAY, 3)
        right = next(choice for choice in question["choices"] if choice["value"] == question["answer"])
        wrong = next(choice for choice in question["choices"] if choice["value"] != question["answer"])
        for choice, word in (
            (right, {"en": "Right", "id": "Benar"}),
            (wrong, {"en": "Not quite", "id": "Belum tepat"}),
        ):
            page = client.get(f"/{lang}/workshop/quiz?n=3&answer={choice['value']}&as_of={DAY}").text
            (result,) = html.fromstring(page).xpath("//section[@role='status']")
            text = " ".join(result.text_content().split())
            assert word[lang] in text
            assert question["explanation"][0][lang] in text
            assert result.xpath(".//ul[@class='cites']//a")

    def test_before_it_is_answered_the_page_gives_nothing_away(self, client: FlaskClient, service: Service) -> None:
        page = client.get(f"/en/workshop/quiz?n=3&as_of={DAY}").text
        assert service.quiz(DAY, 3)["explanation"][0]["en"] not in said(page)
        assert not html.fromstring(page).xpath("//input[@type='radio'][@checked]")


class TestPaper:
    """Handouts, cards and codes."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    @pytest.mark.parametrize("size", ["a4", "a5"])
    def test_a_handout_has_elements_child_rule_offences_and_whom_to_ask(
        self, client: FlaskClient, service: Service, size: str, lang: str
    ) -> None:
        page = client.get(f"/{lang}/workshop/handout?size={size}&as_of={DAY}").text
        assert html.fromstring(page).xpath(f"//article[@class='sheet is-{size}']")
        text = said(page)
        for chapter in service.workshop(DAY)["chapters"]:
            if chapter["id"] in ("definition", "child-rule", "offences", "help"):
                for screen in chapter["screens"]:
                    assert screen["text"][lang] in text

    def test_the_cards_hold_every_story_and_every_element_once(self, client: FlaskClient, service: Service) -> None:
        cards = html.fromstring(client.get(f"/en/workshop/cards?as_of={DAY}").text).xpath("//li[@class='cut-card']")
        texts = [" ".join(card.text_content().split()) for card in cards]
        for pattern in service.patterns(DAY):
            assert sum(pattern["story"]["en"] in text for text in texts) == 1
        for dimension in ("act", "purpose"):
            for term in service.vocabulary()["dimensions"][dimension]["terms"]:
                assert sum(term["definition"]["en"] in text for text in texts) == 1

    def test_the_style_sheet_names_the_sizes_of_the_pages(self, client: FlaskClient) -> None:
        tree = html.fromstring(client.get("/en/workshop/handout").text)
        (sheet,) = [link for link in tree.xpath("//link[@rel='stylesheet']/@href") if "workshop" in link]
        style = client.get(sheet).text
        assert re.search(r"@page a4 \{ size: 210mm 297mm", style) and re.search(r"@page a5 \{ size: 148mm 210mm", style)

    def test_the_code_stands_for_the_own_absolute_address_of_the_page(self, client: FlaskClient) -> None:
        address = "https://selaras.example/id/workshop/handout?size=a5&as_of=2026-11-21"
        page = client.get(
            "/id/workshop/handout?size=a5&as_of=2026-11-21&noise=1", base_url="https://selaras.example"
        ).text
        (picture,) = html.fromstring(page).xpath("//svg[@role='img']")
        assert picture.get("aria-label") == f"Kode QR halaman ini: {address}"
        assert picture.find("path").get("d") == qr.encode(address).path
        assert "Alamat ini hanya dapat dibuka" not in page

    def test_on_a_machine_of_ones_own_the_page_says_that_phones_cannot_follow_the_code(
        self, client: FlaskClient
    ) -> None:
        page = client.get("/en/workshop/handout", base_url="http://127.0.0.1:8000").text
        assert "Only this machine can open this address." in page

    @pytest.mark.browser
    @pytest.mark.parametrize("path", ["handout?size=a4", "handout?size=a5", "cards"])
    def test_on_paper_no_address_stands_that_only_this_machine_can_open(
        self, browser: Browser, address: str, path: str
    ) -> None:
        page = browser.new_page()
        page.goto(f"{address}/id/workshop/{path}")
        assert page.locator(".qr").is_visible() and page.locator(".qr-private").is_visible()
        page.emulate_media(media="print")
        assert not page.locator(".qr").is_visible()
        page.close()

    def test_the_path_of_a_code_draws_exactly_its_dark_modules(self) -> None:
        code = qr.encode("https://selaras.example/")
        drawn = {
            (int(column) + step, int(line))
            for column, line, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path)
            for step in range(int(length))
        }
        rows = list(segno.make_qr(code.address, error="q").matrix_iter(border=qr.QUIET_ZONE))
        assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
        assert code.size == len(rows)


PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=720)


@pytest.mark.browser
class TestInABrowser:
    """Screens on a phone and on a projector, and paper."""

    @pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "projector"])
    def test_no_page_scrolls_sideways_or_breaks_the_policy(
        self, browser: Browser, address: str, size: ViewportSize
    ) -> None:
        context = browser.new_context(base_url=address, viewport=size)
        page, complaints = context.new_page(), list[str]()
        page.on("console", lambda message: complaints.append(message.text))
        for path in PAGES:
            response = page.goto(f"/id{path}")
            assert response is not None and response.ok
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
        assert complaints == []
        context.close()

    def test_arrow_keys_move_between_screens(self, browser: Browser, address: str) -> None:
        context = browser.new_context(base_url=address, viewport=DESKTOP)
        page = context.new_page()
        page.goto("/en/workshop/present/3?both=yes")
        page.keyboard.press("ArrowRight")
        page.wait_for_url("**/en/workshop/present/4?both=yes")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url("**/en/workshop/present/3?both=yes")
        context.close()

    def test_a_swipe_moves_on(self, browser: Browser, address: str) -> None:
        context = browser.new_context(base_url=address, viewport=PHONE, has_touch=True)
        page = context.new_page()
        page.goto("/id/workshop/present/3")
        page.evaluate(SWIPE)
        page.wait_for_url("**/id/workshop/present/4")
        context.close()

    def test_without_scripts_links_and_reveal_work(self, browser: Browser, address: str) -> None:
        context = browser.new_context(base_url=address, viewport=PHONE, java_script_enabled=False)
        page: Page = context.new_page()
        page.goto("/en/workshop/present/1")
        page.get_by_role("link", name="Next").click()
        page.wait_for_url("**/en/workshop/present/2")
        page.goto("/en/workshop/cases")
        reason = page.locator("article details p").nth(1)
        assert not reason.is_visible()
        page.locator("article summary").first.click()
        assert reason.is_visible()
        context.close()

    def test_handouts_print_on_the_paper_they_are_set_for(self, browser: Browser, address: str) -> None:
        context = browser.new_context(base_url=address)
        page = context.new_page()
        for size, box in (("a4", (595, 842)), ("a5", (420, 595))):
            page.goto(f"/id/workshop/handout?size={size}")
            printed = page.pdf(prefer_css_page_size=True)
            boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
            assert boxes and {(round(float(x)), round(float(y))) for x, y in boxes} == {box}
        context.close()


SWIPE = """() => {
  const touch = x => new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 });
  const send = (type, x) => document.body.dispatchEvent(new TouchEvent(type, {
    bubbles: true, touches: type === 'touchend' ? [] : [touch(x)], changedTouches: [touch(x)] }));
  send('touchstart', 300);
  send('touchend', 100);
}"""
"""A finger that moves from right to left."""
