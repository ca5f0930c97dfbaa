"""The pages on change: timeline, what if, comparisons, the map of challenges, and the score."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, Route, ViewportSize

from analyzer.service import Service
from webui.pages import score, timeline

DAYS = "first=2026-01-01&second=2026-01-02"
PAGES = [
    "/timeline",
    "/timeline?criterion=PRT-21&as_of=2023-01-01",
    "/whatif",
    "/whatif/waive-means-for-children",
    "/compare",
    f"/compare/dates?{DAYS}",
    "/compare/dates?first=2003-01-01&second=2004-01-01",
    "/compare/instruments?first=palermo&second=actip",
    "/compare/provisions?first=palermo:3.c&second=kuhp:455.1",
    "/compare/provisions?first=palermo:6.3&second=actip:14.7&as_of=2020-01-01",
    "/map",
    "/score",
]
ORIGIN = "https://selaras.test"
PHONE, DESKTOP = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=900)


class Structure(HTMLParser):
    """The headings of a page, and what every control is labelled by."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.controls: set[str] = set()
        self.labelled: set[str] = set()
        self.identifiers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert "style" not in values and not any(name.startswith("on") for name in values)
        self.identifiers += [values["id"] or ""] if "id" in values else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)
        elif tag in ("select", "input") and values.get("type") != "hidden":
            self.controls.add(values.get("id") or "")
        elif tag == "label":
            self.labelled.add(values.get("for") or "")


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_with_one_first_heading_and_labelled_controls(
    client: FlaskClient, lang: str, path: str
) -> None:
    answer = client.get(f"/{lang}{path}")
    assert answer.status_code == 200
    page = Structure(answer.text)
    assert page.headings.count("h1") == 1
    levels = [int(name[1]) for name in page.headings]
    assert all(after <= before + 1 for before, after in pairwise(levels)), "no level is left out"
    assert page.controls <= page.labelled
    assert len(page.identifiers) == len(set(page.identifiers)), "no identifier stands twice"
    assert "<script" not in answer.text


class TestTimeline:
    """Every day on which an answer changed."""

    def test_the_twin_is_the_answer_of_the_service(self, client: FlaskClient, service: Service) -> None:
        asked = client.get("/en/timeline.json?criterion=prt-21&as_of=2023-01-01").json
        assert asked == service.timeline(date(2023, 1, 1), criteria=("PRT-21",))

    def test_a_day_tells_what_happened_which_findings_changed_and_through_what(self, client: FlaskClient) -> None:
        text = client.get("/en/timeline?as_of=2026-11-21").text
        assert "Palermo Protocol binds Indonesia." in text and "Indonesia signed ACTIP." in text
        day = text.split('id="d-2022-05-09"')[1].split('<li class="event')[0]
        assert "Law 12/2022 entered into force." in day
        assert 'href="/en/findings/PRT-21?as_of=2022-05-09"' in day
        assert 'href="/en/law/uu-2022-12/' in day

    def test_a_day_before_the_first_verdict_has_no_figures(self, client: FlaskClient) -> None:
        text = client.get("/en/timeline").text
        assert "in the gap not assessed, then 364" in " ".join(text.split())
        assert "covered 0, then 0" not in text

    def test_a_narrowed_timeline_leaves_other_days_aside(self, client: FlaskClient) -> None:
        text = client.get("/id/timeline?criterion=PRT-21&as_of=2026-11-21").text
        first, aside = text.split("Hari lain ketika sesuatu terjadi")
        assert first.count('class="event is-turning"') == 2
        assert "UU 18/2017 mulai berlaku." in aside and "UU 18/2017 mulai berlaku." not in first

    def test_the_plot_is_an_image_that_is_drawn_once(self, client: FlaskClient) -> None:
        pytest.importorskip("matplotlib")
        first, again = (client.get("/id/timeline.svg?as_of=2026-11-21") for _ in range(2))
        assert first.mimetype == "image/svg+xml" and first.data == again.data
        assert b"style=" not in first.data
        assert 'src="/id/timeline.svg?as_of=2026-11-21"' in client.get("/id/timeline?as_of=2026-11-21").text

    def test_without_the_library_the_table_stands_alone_with_a_hint(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(timeline, "PLOTTER", "no_such_library")
        text = client.get("/en/timeline?as_of=2026-11-19").text
        assert "selaras[research]" in text and "timeline.svg" not in text and "<details open>" in text
        assert client.get("/en/timeline.svg?as_of=2026-11-19").status_code == 501

    @pytest.mark.parametrize("query", ["criterion=XX-99", "as_of=yesterday", "as_of=1990-01-01", "criterion=%3Cb%3E"])
    def test_what_cannot_be_read_is_refused_without_echoing_markup(self, client: FlaskClient, query: str) -> None:
        for form in ("", ".json", ".svg"):
            answer = client.get(f"/en/timeline{form}?{query}")
            assert answer.status_code == 400
            assert "<b>" not in answer.text


class TestWhatIf:
    """The shipped drafts, and nothing else."""

    def test_every_shipped_draft_has_a_card_in_plain_words(self, client: FlaskClient, service: Service) -> None:
        text = client.get("/id/whatif").text
        assert client.get("/id/whatif.json").json == service.drafts()
        for draft in service.drafts():
            assert f'href="/id/whatif/{draft["name"]}"' in text
        assert "Tidak satu pun merupakan hukum" in text

    def test_the_page_says_that_it_is_no_law_and_what_closes(self, client: FlaskClient) -> None:
        text = client.get("/en/whatif/waive-means-for-children").text
        assert "This is not law." in text and "Nobody proposes it" in text
        assert "Gap regions that close" in text and "Gap regions that open" not in text
        assert "No finding changes its status." in text
        assert "Parts of other findings that change" in text
        assert "Cases that are in the gap today and no longer with the draft." in text
        assert "File of the draft: SHA-256 " in text

    def test_findings_that_change_show_both_reasons(self, client: FlaskClient) -> None:
        text = client.get("/en/whatif/non-punishment-without-coercion").text
        turned = text.split('class="card turned"')[1].split("</article>")[0]
        assert "Today&#39;s law" in turned and "With the draft" in turned
        assert 'href="/en/findings/' in turned

    def test_a_draft_is_computed_once_a_day(self, app: Flask, client: FlaskClient) -> None:
        site = app.extensions["selaras"]
        client.get("/en/whatif/waive-means-for-children")
        before = site._whatif.cache_info().misses
        twin = client.get("/id/whatif/waive-means-for-children.json").json
        assert site._whatif.cache_info().misses == before
        assert twin == site.service.whatif(site.service.draft_files()["waive-means-for-children"], date.today())

    @pytest.mark.parametrize("name", ["nope", "..%2F..%2Fpyproject", "waive-means-for-children.ttl", "%3Cscript%3E"])
    def test_no_other_file_can_be_named(self, client: FlaskClient, name: str) -> None:
        for form in ("", ".json", ".md"):
            answer = client.get(f"/en/whatif/{name}{form}")
            assert answer.status_code == 404
            assert "<script>" not in answer.text

    def test_nothing_can_be_uploaded(self, client: FlaskClient) -> None:
        assert client.post("/en/whatif", data=b"@prefix sel: <x> .").status_code == 405


class TestCompare:
    """Two dates, two instruments, two provisions."""

    def test_the_twins_are_the_answers_of_the_service(self, client: FlaskClient, service: Service) -> None:
        day = date(2026, 11, 21)
        twins = {
            "instruments.json?first=palermo&second=actip&as_of=2026-11-21": service.compare_instruments(
                "palermo", "actip", day
            ),
            "provisions.json?first=palermo:3.c&second=kuhp:455.1&as_of=2026-11-21": service.compare_provisions(
                "palermo:3.c", "kuhp:455.1", day
            ),
            f"dates.json?{DAYS}": service.compare_days(date(2026, 1, 1), date(2026, 1, 2)),
        }
        for path, answer in twins.items():
            text = json.dumps(answer, ensure_ascii=False, indent=2) + "\n"
            assert client.get(f"/en/compare/{path}").text == text
        assert client.get("/en/compare.json").json == service.comparable(date.today())

    def test_citations_lead_to_the_one_address_of_the_comparison(self, client: FlaskClient) -> None:
        answer = client.get("/id/compare/provisions?first=Palermo+3(c)&second=Pasal+455+ayat+(1)+KUHP&as_of=2026-11-21")
        assert answer.status_code == 308
        assert answer.location == "/id/compare/provisions?first=palermo:3.c&second=kuhp:455.1&as_of=2026-11-21"

    def test_what_differs_between_two_provisions_is_said_in_words(self, client: FlaskClient) -> None:
        text = client.get("/en/compare/provisions?first=palermo:3.c&second=kuhp:455.1&as_of=2026-11-21").text
        assert "Palermo Protocol Art. 3(c) asks for nothing here; KUHP Art. 455(1) does." in text
        assert "Only KUHP Art. 455(1) sets one." in text
        assert '<p class="digest-text" lang="id">' in text

    def test_two_days_tell_what_came_and_went(self, client: FlaskClient) -> None:
        text = client.get(f"/en/compare/dates?{DAYS}").text
        assert "Provisions in force on 2 January 2026 only" in text
        assert "Provisions in force on 1 January 2026 only" in text
        assert "No case moves between these days." in text

    def test_a_day_without_verdict_has_no_figure_and_opens_no_gap(self, client: FlaskClient) -> None:
        text = client.get("/en/compare/dates?first=2006-12-31&second=2012-06-01").text
        assert "so the cases are not assessed" in text
        assert "Gap regions that open" not in text and "No case moves" not in text

    def test_parts_that_change_under_an_equal_status_are_told(self, client: FlaskClient) -> None:
        text = client.get(f"/en/compare/dates?{DAYS}").text
        assert "Parts of other findings that change" in text
        assert "punish lewd acts with anyone under eighteen" in text

    def test_two_instruments_tell_what_is_asked_for_in_part_and_which_criteria_they_serve(
        self, client: FlaskClient
    ) -> None:
        text = client.get("/en/compare/instruments?first=palermo&second=uu-2007-21&as_of=2026-11-21").text
        assert "Other demands of the criteria" in text and 'href="/en/findings/CRI-02?as_of=2026-11-21"' in text
        assert 'in part: <a href="/en/law/uu-2007-21/51.1' in " ".join(text.split())
        assert "/en/law/uu-2007-21/2.1" not in text

    def test_an_instrument_that_is_not_yet_in_force_is_said_to_be_so(self, client: FlaskClient) -> None:
        text = client.get("/id/compare/instruments?first=actip&second=palermo&as_of=2005-01-01").text
        assert "Tidak ada ketentuan ACTIP yang berlaku pada 1 Januari 2005." in text

    def test_the_form_without_answers_leads_back_to_all_comparisons(self, client: FlaskClient) -> None:
        assert client.get("/en/compare/dates").location == "/en/compare#dates"

    @pytest.mark.parametrize(
        ("query", "line"),
        [
            ("dates?first=2026-01-01&second=soon", "is no calendar date"),
            ("dates?first=2026-01-01", "Fill this in."),
            ("dates?first=1990-01-01&second=2020-01-01", "the base begins on"),
            ("instruments?first=palermo&second=palermo", "compared with itself"),
            ("instruments?first=palermo&second=%3Cscript%3E", "is no instrument"),
            ("provisions?first=palermo:99&second=kuhp:455.1", "does not hold"),
            ("provisions?first=%3Cscript%3E&second=kuhp:455.1", "This comparison cannot be made."),
            ("provisions?first=palermo:3.c&second=kuhp:455.1&as_of=never", "is no calendar date"),
        ],
    )
    def test_what_cannot_be_compared_comes_back_in_the_form(self, client: FlaskClient, query: str, line: str) -> None:
        answer = client.get(f"/en/compare/{query}")
        assert answer.status_code == 400
        assert line in answer.text and "<form" in answer.text and "<script>" not in answer.text
        kind, _, asked = query.partition("?")
        assert client.get(f"/en/compare/{kind}.json?{asked}").status_code == 400


class TestMap:
    """What practice lacks, beside what the law says."""

    def test_every_challenge_stands_once_with_what_is_open(self, client: FlaskClient, service: Service) -> None:
        answer = service.challenge_map(date(2026, 11, 21))
        text = client.get("/en/map?as_of=2026-11-21").text
        assert client.get("/en/map.json?as_of=2026-11-21").json == answer
        challenges = {
            item["id"]: item
            for dimension in answer["dimensions"]
            for aspect in dimension["aspects"]
            for item in aspect["challenges"]
        }
        for name, challenge in challenges.items():
            card = text.split(f'id="{name}"')[1].split("</article>")[0]
            assert "open in practice" in card
            assert ("open in law" in card) is any(item["open"] for item in challenge["criteria"])

    def test_a_date_that_cannot_be_read_is_said_at_the_field(self, client: FlaskClient) -> None:
        answer = client.get("/id/map?as_of=kapan")
        assert answer.status_code == 400 and 'id="as_of-error"' in answer.text


class TestScore:
    """Our findings beside those of others."""

    def test_every_disagreement_shows_both_reasons(self, client: FlaskClient, service: Service) -> None:
        pytest.importorskip("statsmodels")
        answer = service.score(date(2026, 11, 21))
        text = client.get("/en/score?as_of=2026-11-21").text
        assert client.get("/en/score.json?as_of=2026-11-21").json == answer
        assert text.count('class="card dispute"') == answer["result"]["all"]["disagree"] > 0
        assert text.count("They say") == text.count("We say") == answer["result"]["all"]["disagree"]

    def test_every_comparison_that_is_not_made_is_folded_away_with_its_reason(
        self, client: FlaskClient, service: Service
    ) -> None:
        pytest.importorskip("statsmodels")
        answer = service.score(date(2026, 11, 21))
        _, _, told = client.get("/en/score?as_of=2026-11-21").text.partition('id="incomparable"')
        section, _, _ = told.partition("</section>")
        assert section.count("<li>") == answer["result"]["all"]["notComparable"] > 0
        assert "It speaks of practice" in section

    def test_the_year_of_each_finding_stands_beside_it(self, client: FlaskClient) -> None:
        pytest.importorskip("statsmodels")
        text = client.get("/en/score?as_of=2020-01-01").text
        assert "published by 1 January 2020 is held against the law of that day" in text
        assert "(2018)" in text and "(2021)" not in text and "(year not known)" in text

    def test_without_the_library_the_page_says_how_to_add_it(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(score, "STATISTICS", "no_such_library")
        answer = client.get("/en/score?as_of=2026-11-19")
        assert answer.status_code == 501 and "selaras[research]" in answer.text
        assert client.get("/en/score.json?as_of=2026-11-19").status_code == 501


@pytest.mark.parametrize("form", ["csv", "md", "html"])
@pytest.mark.parametrize(
    "path",
    [
        "/timeline.{form}?as_of=2023-01-01&criterion=PRT-21",
        "/whatif/non-punishment-without-coercion.{form}?",
        "/compare/dates.{form}?" + DAYS,
        "/compare/instruments.{form}?first=palermo&second=actip",
        "/compare/provisions.{form}?first=palermo:3.c&second=kuhp:455.1",
        "/map.{form}?",
        "/score.{form}?",
    ],
)
def test_every_report_can_be_taken_along_in_indonesian(client: FlaskClient, path: str, form: str) -> None:
    answer = client.get("/id" + path.format(form=form))
    assert answer.status_code == 200 and len(answer.text) > 200
    if form == "md":
        assert "selaras " in answer.text and "--lang id --format md" in answer.text


def visit(browser: Browser, app: Flask, size: ViewportSize) -> Page:
    """Open a window whose every request the application answers, without a network."""
    client = app.test_client(use_cookies=False)
    context = browser.new_context(viewport=size, base_url=ORIGIN)
    context.set_default_timeout(10_000)

    def answer(route: Route) -> None:
        asked = client.get(route.request.url.removeprefix(ORIGIN), follow_redirects=True)
        route.fulfill(status=asked.status_code, headers=dict(asked.headers), body=asked.data)

    context.route("**/*", answer)
    return context.new_page()


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_pages_fit_the_screen_and_obey_their_security_policy(
    browser: Browser, app: Flask, size: ViewportSize
) -> None:
    page, complaints = visit(browser, app, size), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    for path in PAGES:
        page.goto(f"/id{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
    assert complaints == []
    page.context.close()


@pytest.mark.browser
def test_two_provisions_are_compared_with_the_keyboard_alone(browser: Browser, app: Flask) -> None:
    page = visit(browser, app, PHONE)
    page.goto("/en/compare")
    page.get_by_label("First provision").focus()
    page.keyboard.type("Palermo 3(c)")
    page.keyboard.press("Tab")
    page.keyboard.type("KUHP 455(1)")
    page.keyboard.press("Enter")
    page.wait_for_selector("#elements")
    assert page.locator("h1").inner_text() == "Palermo Protocol Art. 3(c) and KUHP Art. 455(1)"
    page.context.close()


@pytest.mark.browser
def test_the_plot_keeps_its_size_on_a_phone_and_scrolls_in_its_own_box(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport=ViewportSize(width=360, height=740))
    page.goto(f"{address}/en/timeline")
    box = page.get_by_role("region", name="Plot, wider than a small screen")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth && box.tabIndex === 0")
    assert page.locator(".plot-box img").evaluate("image => image.clientWidth") >= 640
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
