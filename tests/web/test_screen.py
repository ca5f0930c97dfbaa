"""Screening a case: a form in plain words, ready cases, a result for the file, and the same case on another day."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from playwright.sync_api import Browser, ViewportSize

from analyzer.i18n import LANGUAGES
from analyzer.screening import Facts
from analyzer.service import Service

DAY = date(2026, 11, 21)
ADULT = (
    "act=recruitment&act=transportation&means=deception&purpose=forced-labour&age=27&route=outbound"
    "&citizenship=indonesian&stage=exploited&as_of=2026-11-21"
)
"""A woman of 27, recruited with lies and taken abroad, where she was made to work."""
CHILD_AT_WORK = (
    "act=harbouring&act=recruitment&means=none&purpose=forced-labour&age=9&route=domestic"
    "&citizenship=indonesian&stage=exploited&as_of=2026-11-21"
)
"""A child of 9, recruited and kept in its own region for forced labour, nobody having used any improper means."""
DOMESTIC_WORKER = (
    "act=recruitment&act=transportation&means=abuse-of-vulnerability&means=other-coercion&purpose=servitude&age=22"
    "&route=inter-region&citizenship=indonesian&stage=exploited&as_of=2026-11-21"
)
"""A domestic worker of 22, brought from another region and not free to leave the house."""


def tree(client: FlaskClient, address: str, status: int = 200) -> Any:
    response = client.get(address)
    assert response.status_code == status, address
    return html.fromstring(response.text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def facts(service: Service, query: str) -> Facts:
    given = parse_qs(query)
    return service.facts(given, given["age"][0], given.get("circumstance", []))


@pytest.fixture(params=["case", "adult"])
def screened(request: pytest.FixtureRequest, case: str) -> Iterator[str]:
    """The query of a case: of a child with no means, and of an adult deceived."""
    yield case if request.param == "case" else ADULT


class TestForm:
    """Seven questions, in plain words first."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_asks_in_seven_steps_that_stand_on_one_page(self, client: FlaskClient, lang: str) -> None:
        page = tree(client, f"/{lang}/screen")
        steps = page.xpath("//section[@class='step']")
        assert len(steps) == 7
        assert page.xpath("//nav[@class='progress']//a/@href") == [f"#{step.get('id')}" for step in steps]
        assert [field.get("id") for field in steps[0].xpath(".//*[starts-with(@id, 'field-')]")] == [
            "field-age",
            "field-citizenship",
        ]
        assert not page.xpath("//script"), "it works without scripts"

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_says_what_happened_before_the_word_of_the_law(
        self, client: FlaskClient, service: Service, lang: str
    ) -> None:
        page = tree(client, f"/{lang}/screen")
        for name, dimension in service.vocabulary()["dimensions"].items():
            for term in dimension["terms"] if name != "age" else ():
                (label,) = page.xpath(f"//label[@for='{name}-{term['value']}']")
                assert words(label).startswith(term["definition"][lang])
                assert words(label.find("small")) == term["label"][lang]

    def test_explains_beside_none_of_these_that_a_child_needs_no_means(
        self, client: FlaskClient, service: Service
    ) -> None:
        (spared,) = service.spared(DAY)
        assert (spared["dimension"], spared["victims"]) == ("means", ["child"])
        assert spared["by"] == ["palermo:3.c", "actip:2.c"]
        page = tree(client, f"/id/screen?as_of={DAY}")
        (note,) = page.xpath("//fieldset[@id='field-means']//p[@class='spared']")
        assert spared["text"]["id"] in words(note)
        assert note.xpath("preceding-sibling::div[1]//input/@value") == ["none"]

    def test_lists_every_mistake_at_the_top_and_beside_its_field(self, client: FlaskClient) -> None:
        page = tree(client, "/en/screen/result?age=300&act=flying&means=none&means=force", 400)
        (summary,) = page.xpath("//*[@role='alert']")
        targets = [link[1:] for link in summary.xpath(".//a/@href")]
        assert targets[:3] == ["field-age", "field-citizenship", "field-act"], "in the order of the form"
        for target in targets:
            (error,) = page.xpath(f"//*[@id='{target}']//p[@class='field-error']")
            assert words(error)[2:] in words(summary)
        told = words(page.xpath("//*[@id='means-error']")[0])
        assert '"None of the improper means was used, or none can be proved" cannot stand beside another answer' in told

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_gives_examples_from_daily_life_in_the_hint_of_an_option(
        self, client: FlaskClient, service: Service, lang: str
    ) -> None:
        page = tree(client, f"/{lang}/screen")
        told = []
        for name in ("act", "means", "purpose"):
            for term in service.vocabulary()["dimensions"][name]["terms"]:
                if term["examples"]:
                    (field,) = page.xpath(f"//input[@id='{name}-{term['value']}']")
                    (hint,) = page.xpath(f"//*[@id='{field.get('aria-describedby')}']")
                    assert words(hint).endswith(term["examples"][lang])
                    told.append(words(hint))
        for case in ("begging", "domestic work", "scam", "gambling", "fishing boats", "brothel"):
            assert lang != "en" or any(case in hint for hint in told), case

    def test_says_of_words_of_national_law_only_once_that_they_are(self, client: FlaskClient) -> None:
        for lang, prefix in (("en", "National term"), ("id", "Istilah nasional")):
            assert prefix not in words(tree(client, f"/{lang}/screen").find(".//main"))

    def test_does_not_guess_the_day(self, client: FlaskClient) -> None:
        page = tree(client, "/id/screen")
        assert page.xpath("//input[@id='as_of']/@value") == [""]
        for link in page.xpath("//details[@class='ready']//li/a/@href"):
            assert "as_of" not in link
        missing = tree(client, f"/id/screen/result?{ADULT.replace(str(DAY), '')}", 400)
        assert "Isi tanggalnya" in words(missing.xpath("//*[@id='as_of-error']")[0])
        review = tree(client, f"/id/screen?step=8&{ADULT.partition('&as_of')[0]}")
        assert review.xpath("//dl[@class='review']/div[@class='has-error']//a/@href")[0].endswith("#field-as_of")

    @pytest.mark.parametrize("circumstance", ["promise", "own-or-entrusted-child"])
    def test_refuses_a_fact_about_a_child_where_the_person_is_an_adult(
        self, client: FlaskClient, circumstance: str
    ) -> None:
        page = tree(client, f"/id/screen/result?{ADULT}&circumstance={circumstance}", 400)
        assert 'hanya cocok dengan "anak"' in words(page.xpath("//*[@id='circumstance-error']")[0])
        child = ADULT.replace("age=27", "age=17")
        assert client.get(f"/id/screen/result?{child}&circumstance={circumstance}").status_code == 200

    def test_starts_from_a_ready_case_too(self, client: FlaskClient, service: Service) -> None:
        links = tree(client, "/en/screen").xpath("//details[@class='ready']//li/a/@href")
        patterns = service.patterns(date.today())
        assert len(links) == len(patterns) == 14
        filled = tree(client, links[0]).xpath("//input[@checked]/@value")
        assert set(patterns[0]["case"]["act"]) <= set(filled)


class TestOneQuestionAtATime:
    """The answers travel in the address from page to page."""

    def test_carries_all_answers_from_the_first_step_to_the_result(self, client: FlaskClient, screened: str) -> None:
        answers, carried = parse_qs(screened), dict[str, list[str]]()
        for number in range(1, 8):
            page = tree(client, _address(f"/en/screen?step={number}", carried))
            hidden = page.xpath("//form[@class='case one-step']//input[@type='hidden'][@name!='from']")
            assert sorted((field.get("name"), field.get("value")) for field in hidden) == sorted(
                (name, value) for name, values in carried.items() for value in values
            )
            shown = {field.get("name") for field in page.xpath("//input[@type!='hidden']")}
            carried |= {name: values for name, values in answers.items() if name in shown}
            assert page.xpath("//button[@name='step']/@value")[0] == str(number + 1)
        review = tree(client, _address("/en/screen?from=7&step=8", carried))
        (on,) = review.xpath("//p[@class='submit']/a/@href")
        assert parse_qs(urlsplit(on).query) == answers
        assert client.get(on).status_code == 200

    def test_does_not_go_on_from_a_wrong_answer_but_always_back(self, client: FlaskClient) -> None:
        stopped = tree(client, "/en/screen?from=1&step=2&age=300", 400)
        assert words(stopped.find(".//h1")) == "Who"
        assert stopped.xpath("//*[@id='age-error']")
        assert words(tree(client, "/en/screen?from=3&step=2").find(".//h1")) == "What happened"

    def test_a_step_can_be_skipped_and_is_asked_for_in_the_review(self, client: FlaskClient) -> None:
        page = tree(client, "/en/screen?step=2&age=15")
        (skip,) = page.xpath("//a[@class='skip-step']/@href")
        assert words(tree(client, skip).find(".//h1")) == "How"
        review = tree(client, "/en/screen?step=8&age=15")
        assert not review.xpath("//p[@class='submit']")
        missing = review.xpath("//dl[@class='review']/div[@class='has-error']//a/@href")
        assert {parse_qs(urlsplit(link).query)["step"][0] for link in missing} == {"1", "2", "3", "4", "5", "6"}

    @pytest.mark.parametrize("step", ["0", "9", "-1", "one", "<script>", "1" * 50, "\N{SUPERSCRIPT TWO}", ""])
    def test_there_is_no_other_step(self, client: FlaskClient, step: str) -> None:
        for query in ({"step": step}, {"step": "2", "from": step or "x"}):
            response = client.get("/en/screen", query_string=query)
            assert response.status_code == 400
            assert "<script>" not in response.text


class TestPatterns:
    """The documented patterns as cases that are ready."""

    def test_each_has_its_story_its_verdict_and_leads_to_its_result(
        self, client: FlaskClient, service: Service
    ) -> None:
        patterns = service.patterns(DAY)
        page = tree(client, f"/id/screen/patterns?as_of={DAY}")
        cards = page.xpath("//article")
        assert len(cards) == len(patterns)
        for card, pattern in zip(cards, patterns, strict=True):
            assert pattern["story"]["id"] in words(card)
            link = card.xpath(".//p[@class='actions']/a/@href")[0]
            answer = client.get(link.replace("/result?", "/result.json?")).json
            assert answer is not None and answer["verdict"] == pattern["verdict"]

    def test_twin_is_the_answer_of_the_service(self, client: FlaskClient, service: Service) -> None:
        assert client.get(f"/en/screen/patterns.json?as_of={DAY}").json == service.patterns(DAY)
        assert client.get("/en/screen/patterns?as_of=never").status_code == 400
        assert client.get("/en/screen/patterns.json?as_of=never").status_code == 400


class TestResult:
    """The verdict first, then all that it rests on and what bears on it."""

    def test_begins_with_the_verdict_in_a_sentence(self, client: FlaskClient, case: str) -> None:
        for query, sentence in (
            (case, "Arguable: no trafficking offence reaches this case; a related offence may, if it is argued."),
            (ADULT, "Covered: national law punishes this as trafficking in persons, as the treaties ask."),
        ):
            page = tree(client, f"/en/screen/result?{query}")
            assert words(page.find(".//h1")) == sentence
            assert page.xpath("//h1/*[name()='svg']"), "with a shape beside the words"
            assert "This is not legal advice" in words(page.xpath("//section[@aria-labelledby='verdict']")[0])

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_shows_of_each_offence_the_elements_beside_the_facts(
        self, client: FlaskClient, service: Service, screened: str, lang: str
    ) -> None:
        around = service.around(facts(service, screened), DAY)
        answer = service.screen(facts(service, screened), DAY)
        page = tree(client, f"/{lang}/screen/result?{screened}")
        cards = page.xpath("//section[@aria-labelledby='offences']/article")
        told = {item["provision"]: item for item in around["offences"]}
        reached = [item for item in answer["results"] if item["provision"] in told and item["kind"] != "definition"]
        assert len(cards) == len(reached) == len(told)
        for card, result in zip(cards, reached, strict=True):
            elements = told[result["provision"]]["elements"]
            assert {item["dimension"]: item["status"] for item in elements} == result["elements"]
            asked = [item for item in elements if item["status"] != "not-required"]
            if result["provision"] == "kuhp:455.2":
                assert "455(1)" in words(card) or "455 ayat (1)" in words(card), "what is the same is not said again"
                asked = [item for item in asked if item not in told["kuhp:455.1"]["elements"]]
            further = told[result["provision"]]["further"]
            assert len(card.xpath(".//tbody/tr")) == len(asked) + (further is not None)
            for item in asked:
                if item["reason"]:
                    assert item["reason"][lang] in words(card)

    @pytest.mark.parametrize(
        ("lang", "covering", "arguable"),
        [
            ("en", "Offences that cover the case (2)", "Offences that can be argued (3)"),
            ("id", "Tindak pidana yang menjangkau kasus ini (2)", "Tindak pidana yang dapat didalilkan (3)"),
        ],
    )
    def test_tells_offences_that_cover_from_those_that_can_be_argued(
        self, client: FlaskClient, lang: str, covering: str, arguable: str
    ) -> None:
        child = CHILD_AT_WORK.replace("means=none", "means=deception")
        headings = [words(item) for item in tree(client, f"/{lang}/screen/result?{child}").xpath("//h3")]
        assert covering in headings and arguable in headings
        text = client.get(f"/{lang}/screen/result.txt?{child}").text
        assert covering in text and arguable in text
        without = [words(item) for item in tree(client, f"/{lang}/screen/result?{CHILD_AT_WORK}").xpath("//h3")]
        assert arguable in without and not any(covering[:20] in heading for heading in without)

    def test_a_covered_case_has_its_list_of_what_must_be_proved(self, client: FlaskClient) -> None:
        page = tree(client, f"/id/screen/result?{DOMESTIC_WORKER}")
        (section,) = page.xpath("//section[@aria-labelledby='to-prove']")
        told = [words(item) for item in section.xpath(".//li")]
        assert [item.partition(":")[0] for item in told] == ["Perbuatan", "Cara", "Tujuan", "Tahap"]
        assert "apa yang membuat orang itu rentan harus ditunjukkan" in told[1]
        text = " ".join(client.get(f"/id/screen/result.txt?{DOMESTIC_WORKER}").text.split())
        assert "Yang harus dibuktikan" in text and "rentan harus ditunjukkan" in text

    def test_says_the_condition_of_a_rule_on_several_penalties_once(self, client: FlaskClient, case: str) -> None:
        condition = "An official breached a special duty of office"
        page = words(tree(client, f"/en/screen/result?{case}&circumstance=official").find(".//main"))
        assert page.count(condition) == 1 and page.count("The greatest penalty can rise") > 1
        text = " ".join(client.get(f"/en/screen/result.txt?{case}&circumstance=official").text.split())
        assert text.count(condition) == 1 and text.count("The greatest penalty can rise") > 1

    def test_says_a_penalty_that_nothing_changes_once(self, client: FlaskClient) -> None:
        card = tree(client, f"/en/screen/result?{ADULT}").xpath("//section[@aria-labelledby='offences']/article")[0]
        assert len(card.xpath(".//*[@class='penalty-range']")) == 1
        assert not card.xpath(".//ol[@class='steps']")

    def test_says_whom_to_ask_with_the_words_of_the_handout(self, client: FlaskClient, service: Service) -> None:
        (chapter,) = (item for item in service.workshop(DAY)["chapters"] if item["id"] == "help")
        (box,) = tree(client, f"/id/screen/result?{ADULT}").xpath("//section[@aria-labelledby='helpers']")
        assert words(box.find("h2")) == chapter["label"]["id"]
        for item, screen in zip(box.xpath(".//li"), chapter["screens"], strict=True):
            assert words(item.find("a")).lower() == screen["title"]["id"].lower()
            assert screen["text"]["id"] in words(item)
            slug = item.find("a").get("href").removeprefix("/id/glossary#")
            assert client.get(f"/id/glossary/{slug}").status_code == 200

    def test_says_that_the_law_of_today_was_taken_where_no_day_was_given(self, client: FlaskClient) -> None:
        page = tree(client, f"/en/screen/result?{ADULT.partition('&as_of')[0]}")
        (note,) = page.xpath("//p[@class='day-note']")
        assert "law of today, because no day was given" in words(note)
        (link,) = note.xpath("./a/@href")
        assert link.endswith("#field-as_of") and "as_of=" not in link
        assert tree(client, link).xpath("//input[@id='as_of']/@value") == [""]
        assert not tree(client, f"/en/screen/result?{ADULT}").xpath("//p[@class='day-note']")

    def test_says_that_a_day_lies_in_the_future(self, client: FlaskClient) -> None:
        page = tree(client, f"/en/screen/result?{ADULT.replace(str(DAY), '2099-01-01')}")
        assert "the law known today is used" in words(page.xpath("//p[@class='day-note']")[0])

    def test_purposes_that_only_national_law_names_are_not_called_outside_every_treaty(
        self, client: FlaskClient
    ) -> None:
        answer = client.get(f"/en/screen/result.json?{CHILD_AT_WORK.replace('forced-labour', 'use-of-labour')}").json
        assert answer is not None and answer["verdict"] == "outside"
        told = answer["reason"]["en"]
        assert "not among those that the treaties name (Palermo Protocol, ACTIP)" in told
        assert "are a minimum" in told and "must be argued under Law 13/2003 Art. 183" in told

    def test_lists_what_is_left_to_prove(self, client: FlaskClient, service: Service, case: str) -> None:
        left = service.around(facts(service, case), DAY)["toProve"]
        assert {item["kind"] for item in left} == {"argue", "further", "lacking"}
        lacking = {provision for item in left if item["kind"] == "lacking" for provision in item["provisions"]}
        assert {"kuhp:455.1", "kuhp:455.2"} <= lacking, "the Code asks for a means"
        (section,) = tree(client, f"/en/screen/result?{case}").xpath("//section[@aria-labelledby='to-prove']")
        for item in left:
            if item["kind"] != "argue":
                assert item["text"]["en"][1:] in words(section)

    def test_what_one_other_fact_would_change_is_the_verdict_of_that_case(
        self, client: FlaskClient, service: Service, screened: str
    ) -> None:
        answer = service.screen(facts(service, screened), DAY)
        neighbours = service.around(facts(service, screened), DAY)["neighbours"]
        for row in neighbours:
            values = {name: value for name, value in row["case"].items() if name not in ("age", "victim")}
            listed = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
            other = service.facts(listed, row["case"]["age"], row["case"]["circumstances"])
            assert service.screen(other, DAY)["verdict"] == row["verdict"], row
        page = tree(client, f"/en/screen/result?{screened}")
        links = page.xpath("//section[@aria-labelledby='changes']//a/@href")
        assert len(links) == sum(row["verdict"] != answer["verdict"] for row in neighbours) > 0
        assert client.get(links[0]).status_code == 200

    def test_the_history_says_for_each_day_what_the_screening_of_that_day_says(
        self, service: Service, screened: str
    ) -> None:
        case = facts(service, screened)
        history = service.around(case, DAY)["history"]
        for span, later in zip(history, [*history[1:], None], strict=True):
            assert service.screen(case, date.fromisoformat(span["from"]))["verdict"] == span["verdict"]
            assert span["to"] == (later["from"] if later else None)

    def test_a_case_in_a_gap_names_the_region_that_it_lies_in(
        self, client: FlaskClient, service: Service, case: str
    ) -> None:
        regions = service.gaps(DAY)["regions"]
        named = service.around(facts(service, case), DAY)["regions"]
        assert named and {item["kind"] for item in named} == {"gap"}
        for item in named:
            region = regions[item["number"] - 1]
            assert (item["victim"], item["dimensions"]) == (region["victim"], region["dimensions"])
        page = tree(client, f"/en/screen/result?{case}")
        for item in named:
            assert page.xpath(f"//a[@href='/en/gaps/cases?as_of={DAY}#gap-{item['number']}']")

    def test_names_the_criteria_about_what_makes_the_case_one(
        self, client: FlaskClient, service: Service, case: str
    ) -> None:
        child = [item["criterion"] for item in service.around(facts(service, case), DAY)["criteria"]]
        adult = [item["criterion"] for item in service.around(facts(service, ADULT), DAY)["criteria"]]
        assert "DEF-10" in child and "DEF-10" not in adult
        assert "DEF-03" in adult and "DEF-03" not in child
        page = tree(client, f"/en/screen/result?{case}")
        for criterion in child:
            assert page.xpath(f"//a[@href='/en/findings/{criterion}?as_of={DAY}']")

    def test_says_each_doubt_once(self, client: FlaskClient, screened: str) -> None:
        page = tree(client, f"/en/screen/result?{screened}")
        doubts = [words(item) for item in page.xpath("//section[@aria-labelledby='doubts']//li")]
        assert doubts and len(doubts) == len(set(doubts))

    def test_nothing_around_a_day_that_was_not_reviewed_is_judged(
        self, client: FlaskClient, service: Service, case: str
    ) -> None:
        around = service.around(facts(service, case), date(2003, 1, 1))
        assert (around["neighbours"], around["regions"]) == ([], [])
        page = tree(client, f"/en/screen/result?{case.replace('2026-11-21', '2003-01-01')}")
        assert words(page.find(".//h1")) == "Not assessed: the law of this day was not reviewed."

    def test_twin_of_what_bears_on_it_is_the_answer_of_the_service(
        self, client: FlaskClient, service: Service, screened: str
    ) -> None:
        around = client.get(f"/id/screen/around.json?{screened}")
        assert around.json == service.around(facts(service, screened), DAY)
        assert "private" in around.headers["Cache-Control"]
        assert client.get("/id/screen/around.json?age=3").status_code == 400

    def test_can_be_taken_along_in_every_form(self, client: FlaskClient, case: str) -> None:
        links = tree(client, f"/en/screen/result?{case}").xpath("//ul[@class='downloads']//a/@href")
        endings = {urlsplit(link).path.rpartition(".")[2] for link in links}
        assert {"json", "txt", "md", "csv", "html"} <= endings
        for link in links:
            if urlsplit(link).path.endswith(("json", "txt", "md", "csv", "html")):
                assert client.get(link).status_code == 200
        assert client.get("/en/screen/result.txt").status_code == 400

    def test_fits_a_thin_line_compressed(self, client: FlaskClient, screened: str) -> None:
        packed = client.get(f"/id/screen/result?{screened}", headers={"Accept-Encoding": "gzip"})
        assert len(packed.get_data()) <= 30_000


class TestTwoDays:
    """The same facts under the law of two days."""

    def test_shows_what_the_code_changed(self, client: FlaskClient, service: Service) -> None:
        page = tree(client, f"/en/screen/result?{ADULT}")
        (earlier,) = page.xpath("//input[@id='other']/@value")
        begins = date.fromisoformat(earlier) + timedelta(days=1)
        assert begins == date.fromisoformat(service.around(facts(service, ADULT), DAY)["history"][-1]["from"])
        answer = service.screen_days(facts(service, ADULT), date.fromisoformat(earlier), DAY)
        changed = {row["provision"]: row for row in answer["results"] if row["changed"]}
        assert changed["uu-2007-21:2.1"]["after"] is None and changed["kuhp:455.1"]["before"] is None
        compared = tree(client, f"/en/screen/compare?{ADULT}&other={earlier}")
        assert len(compared.xpath("//table/tbody/tr")) == len(changed)
        twin = client.get(f"/en/screen/compare.json?{ADULT}&other={earlier}")
        assert twin.json == answer
        turned = client.get(f"/en/screen/compare.json?{ADULT.replace('2026-11-21', earlier)}&other={DAY}")
        assert turned.json == answer, "the earlier day comes first, however they are asked for"

    def test_a_day_that_is_none_is_refused(self, client: FlaskClient) -> None:
        for path in ("compare", "compare.json"):
            assert client.get(f"/en/screen/{path}?{ADULT}&other=2026-02-30").status_code == 400
        assert client.get("/en/screen/compare?age=3").status_code == 400
        assert client.get(f"/en/screen/compare?{ADULT}&other=1990-01-01").status_code == 400


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_fit_the_screen_and_the_way_through_the_steps_needs_no_script(
    browser: Browser, address: str, case: str, width: int
) -> None:
    context = browser.new_context(
        base_url=address, viewport=ViewportSize(width=width, height=740), java_script_enabled=False
    )
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.goto("/id/screen?step=1")
    page.locator("#age").fill("15")
    page.locator("#citizenship-indonesian").check()
    for answer in ("act-harbouring", "means-none", "purpose-servitude", "route-domestic", "stage-intended"):
        page.locator(".step-moves .primary").click()
        page.locator(f"#{answer}").check()
    page.locator("#as_of").fill("2026-11-21")
    page.locator(".step-moves .primary").click()
    page.locator(".step-moves .primary").click()
    page.locator(".submit .primary").click()
    page.wait_for_url("**/id/screen/result?**")
    assert page.locator("h1").inner_text().strip().startswith("Dapat didalilkan")
    for path in ("", "?step=3", "?step=8", "/patterns", f"/result?{case}", f"/compare?{case}&other=2006-01-01"):
        page.goto(f"/id/screen{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert complaints == []
    context.close()


@pytest.mark.browser
def test_the_result_for_the_file_holds_the_rights_and_leaves_out_the_what_ifs(
    browser: Browser, address: str, case: str
) -> None:
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto(f"/en/screen/result?{case}")
    page.emulate_media(media="print")
    for shown in (".verdict", ".facts", "article.result", ".rights li >> nth=-1", ".paper-only", ".colophon"):
        assert page.locator(shown).first.is_visible(), shown
    for hidden in (".masthead", ".what-if", ".days", ".bearing", ".downloads"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert f"/en/screen/result?{case.partition('&')[0]}" in page.locator(".paper-only").inner_text()
    context.close()


def _address(path: str, query: dict[str, list[str]]) -> str:
    return path + "".join(f"&{name}={value}" for name, values in query.items() for value in values)


def test_a_form_with_facts_that_cannot_be_together_says_which_in_the_readers_language(
    client: FlaskClient, case: str
) -> None:
    address = f"/id/screen/result?{case.replace('act=harbouring', 'act=taking-out')}"
    answer = client.get(address)
    assert answer.status_code == 400
    assert "hanya cocok dengan" in answer.text
    assert client.get(address.replace("route=domestic", "route=outbound")).status_code == 200
