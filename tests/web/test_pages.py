"""The pages as a browser without a window sees them: status, language, links, JSON twins, headers."""

import json
import re
import shlex
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from werkzeug.exceptions import NotFound

from analyzer.errors import InputError
from analyzer.service import Service
from webui import create_app

LANGUAGES = ("en", "id")
OPENING = """
@prefix age: <https://w3id.org/selaras/element/age/> .
@prefix law: <https://w3id.org/selaras/akn/id/act/uu/2007/21/~> .
@prefix opening: <https://w3id.org/selaras/opening/> .
@prefix sel: <https://w3id.org/selaras/ontology#> .
opening:consent a sel:Opening ; sel:opens law:art_26 ; sel:when age:child .
"""


EVERY_TENTH = 10
"""Of the provisions of each instrument, for what is the same code for all."""

SLOW_FORMS = ("docx", "pdf")
SHORT_REPORT = "findings.finding_file"
"""Files in the slow forms are opened of this report only: which report it is makes no difference to their writing."""


def links_of_sound_page(client: FlaskClient, address: str) -> set[str]:
    """Open a page, check what holds for every page, and return what it links to inside this site."""
    response = client.get(address)
    assert response.status_code == 200, address
    tree = html.fromstring(response.text)
    assert tree.get("lang") == address[1:3]
    assert len(tree.findall(".//h1")) == 1, f"{address} has one main heading"
    identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers)), f"{address} repeats an id"
    scripts = {urlsplit(script.get("src", "")).path for script in tree.findall(".//script")}
    assert scripts <= {"/static/copy.js"}, "no page carries a script but the one that adds buttons for copying"
    assert not tree.xpath("//*[@style] | //style"), "the policy forbids inline styles"
    links = {str(link) for link in tree.xpath("//a/@href | //link/@href")}
    for link in links:
        assert not link.startswith("#") or link[1:] in identifiers, f"{address} points to {link}, which is not on it"
    return {urljoin(address, link) for link in links if not link.startswith(("http", "#"))}


class Destinations:
    """Tells without opening it whether an address leads somewhere: a route takes it, and the base holds what it names.

    A provision, an instrument, a criterion, a rule, a term and a filter are named; all else is opened to see.
    """

    def __init__(self, app: Flask, service: Service) -> None:
        self._match = cache(app.url_map.bind("localhost").match)
        self._identify = cache(service.identify)
        self._choices = service.choices
        self._named: dict[str, set[str | None]] = {
            "criterion": set(service.policy.criteria),
            "name": {criterion.rule for criterion in service.policy.criteria.values()},
        }
        self._terms = {term["id"] for term in service.glossary()}

    def kind(self, target: str) -> tuple[str, str]:
        """Return what kind of page or file `target` is, once it is sure that there is one.

        Raises:
            NotFound: No route takes the address.
            InputError: The base holds no such provision or instrument.
        """
        parts = urlsplit(target)
        endpoint, values = self._match(parts.path)
        if endpoint.startswith("law.") and "slug" in values:
            named = ":".join(values[part] for part in ("slug", "path") if part in values)
            assert self._identify(named) == named, f"{target} names {named} in another way than its own"
        for name, known in self._named.items():
            assert values.get(name, next(iter(known))) in known, target
        if endpoint == "glossary.page" and parts.fragment:
            assert parts.fragment in self._terms, target
        if endpoint == "find.page":
            for name, value in parse_qsl(parts.query):
                assert value in self._choices.get(name, {value}), target
        return endpoint, str(values.get("form", ""))


@pytest.fixture(scope="module")
def destinations(app: Flask, service: Service) -> Destinations:
    """What the addresses of the site lead to."""
    return Destinations(app, service)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_page_opens_in_its_language_and_every_link_inside_the_site_leads_somewhere(
    client: FlaskClient, destinations: Destinations, pages: list[str], lang: str
) -> None:
    opened = {f"/{tag}{path}" for tag in LANGUAGES for path in pages}  # in the turn of the other language
    links = {link for path in pages for link in links_of_sound_page(client, f"/{lang}{path}")}
    kinds: dict[tuple[str, str], list[str]] = {}
    for target in sorted(links - opened):
        kinds.setdefault(destinations.kind(target), []).append(target)
    for (endpoint, form), targets in kinds.items():
        if form not in SLOW_FORMS or endpoint == SHORT_REPORT:
            target = targets[0 if lang == LANGUAGES[0] else -1]
            assert client.get(target).status_code in (200, 303, 308), target


def test_the_page_of_every_provision_opens_and_each_of_its_links_leads_somewhere(
    client: FlaskClient, destinations: Destinations, provisions: list[str]
) -> None:
    # In the other language some are opened above; what differs between the languages is in the templates.
    for number, path in enumerate(provisions):
        for target in links_of_sound_page(client, f"/{LANGUAGES[number % 2]}{path}"):
            destinations.kind(target)


def test_a_link_that_leads_nowhere_is_noticed(destinations: Destinations) -> None:
    for target in ("/en/nothing", "/en/law/kuhp/9999", "/en/law/uu-2099-1.json"):
        with pytest.raises((NotFound, InputError)):
            destinations.kind(target)
    for target in ("/en/findings/DEF-999", "/en/find?topic=nothing", "/en/glossary#nothing", "/en/law/KUHP/455"):
        with pytest.raises(AssertionError):
            destinations.kind(target)


def test_text_in_the_other_language_is_marked_as_such(client: FlaskClient) -> None:
    tree = html.fromstring(client.get("/id/law/uu-2007-21/17").text)
    (digest,) = tree.xpath("//section[@class='digest']//p[@lang='en']")
    assert digest.text_content().startswith("If an offence under Article 2")


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("", "/id/"),
        ("en-GB,en;q=0.9", "/en/"),
        ("id-ID,en;q=0.5", "/id/"),
        ("in-ID,en;q=0.9", "/id/"),
        ("en;q=0,fr", "/id/"),
        ("fr", "/id/"),
        ("fr,en;q=0.3", "/en/"),
        ("<script>", "/id/"),
    ],
)
def test_the_first_address_leads_to_the_language_of_the_browser(client: FlaskClient, header: str, target: str) -> None:
    response = client.get("/", headers={"Accept-Language": header})
    assert (response.status_code, response.location) == (302, target)
    assert "Accept-Language" in response.headers["Vary"]


def test_the_language_switch_keeps_the_page_and_what_was_asked(client: FlaskClient, case: str) -> None:
    for path in (f"/screen/result?{case}&means=threat", "/law/kuhp/455.1?as_of=2026-03-01", "/gaps/cases?victim=child"):
        tree = html.fromstring(client.get(f"/en{path}").text)
        (switch,) = tree.xpath("//a[@hreflang='id'][@rel='alternate']/@href")
        asked, kept = urlsplit(path), urlsplit(switch)
        assert kept.path == f"/id{asked.path}"
        assert sorted(kept.query.split("&")) == sorted(asked.query.split("&"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gaps.json?as_of=2026-11-21", "gaps --as-of 2026-11-21"),
        (
            "/gaps.json?as_of=2025-06-01&victim=child&against=palermo",
            "gaps --as-of 2025-06-01 --victim child --against palermo",
        ),
        ("/gaps.json?as_of=2003-01-01", "gaps --as-of 2003-01-01"),
        ("/gaps/cases.json?as_of=2026-11-21&victim=child", "gaps --as-of 2026-11-21 --victim child"),
        ("/law/kuhp/455.1.json?as_of=2026-11-21", "show kuhp:455.1 --as-of 2026-11-21"),
        ("/law/uu-2007-21/15.2.a.json?as_of=2026-11-21", "show uu-2007-21:15.2.a --as-of 2026-11-21"),
        ("/law/palermo.json?as_of=2026-11-21", "show palermo --as-of 2026-11-21"),
        ("/find.json?q=Pasal+17+UU+TPPO", "search Pasal 17 UU TPPO"),
        (
            "/find.json?q=korban+anak&kind=offence&children=yes&in_force=no&as_of=2026-11-21&page=2",
            "search korban anak --kind offence --child --not-in-force --limit 40 --as-of 2026-11-21",
        ),
        (
            "/screen/result.json?{case}&circumstance=official",
            "screen --act harbouring --means none --purpose other-sexual-exploitation --age 15 --route domestic "
            "--citizenship indonesian --stage exploited --circumstance official --as-of 2026-11-21",
        ),
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_json_twin_is_byte_for_byte_what_the_command_line_prints(
    client: FlaskClient, printed: Callable[..., bytes], case: str, path: str, words: str, lang: str
) -> None:
    response = client.get(f"/{lang}{path.format(case=case)}")
    assert response.content_type == "application/json"
    assert response.data == printed(*words.split(), "--format", "json")


def test_instruments_and_provisions_have_json_twins_equal_to_the_answer_of_the_service(
    client: FlaskClient, service: Service
) -> None:
    day = date(2026, 11, 21)
    for instrument in service.instruments():
        some = instrument["contains"][::EVERY_TENTH]
        for identifier in (instrument["id"], *(entry["id"] for entry in some)):
            response = client.get(f"/en/law/{identifier.replace(':', '/')}.json?as_of={day}")
            assert response.json == service.show(identifier, day)


def test_the_other_twins_are_answers_of_the_service(client: FlaskClient, service: Service) -> None:
    assert client.get("/id/law.json").json == service.instruments()
    assert client.get("/id/screen.json").json == service.vocabulary()
    assert client.get("/id.json").json == service.gaps(date.today())


@pytest.mark.parametrize("form", ["csv", "md", "html"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_file_is_what_the_command_line_prints(
    client: FlaskClient, printed: Callable[..., bytes], case: str, form: str, lang: str
) -> None:
    screened = (
        "screen --act harbouring --means none --purpose other-sexual-exploitation --age 15 --route domestic "
        "--citizenship indonesian --stage exploited --as-of 2026-11-21"
    )
    for path, words in (
        (f"/gaps.{form}?as_of=2026-11-21", "gaps --as-of 2026-11-21"),
        (f"/gaps/cases.{form}?victim=child&as_of=2026-11-21", "gaps --victim child --as-of 2026-11-21"),
        (f"/law/uu-2007-21/17.{form}?as_of=2026-11-21", "show uu-2007-21:17 --as-of 2026-11-21"),
        (f"/law/kuhp.{form}?as_of=2026-11-21", "show kuhp --as-of 2026-11-21"),
        (f"/screen/result.{form}?{case}", screened),
    ):
        response = client.get(f"/{lang}{path}")
        assert response.data == printed(*words.split(), "--format", form, "--lang", lang), path
        saved = response.headers.get("Content-Disposition", "").startswith("attachment")
        assert saved == (form != "html")


def test_the_command_on_a_page_gives_the_answer_of_the_page(
    client: FlaskClient, printed: Callable[..., bytes], case: str
) -> None:
    sought = "q=-anak+%27korban&instrument=uu-2007-21&children=yes&in_force=yes&as_of=2026-11-21"
    for path, asked in (("screen/result", case), ("find", sought)):
        tree = html.fromstring(client.get(f"/en/{path}?{asked}").text)
        (line,) = [text for text in tree.xpath("//section[@class='colophon']/p/text()") if "selaras " in text]
        words = shlex.split(line.partition("selaras ")[2])
        assert (
            json.loads(printed(words[0], "--format", "json", *words[1:])) == client.get(f"/en/{path}.json?{asked}").json
        )


def test_every_response_carries_strict_headers(client: FlaskClient, case: str) -> None:
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; script-src 'self'"
    )
    for path in ("/", "/id/", "/id/gaps", f"/en/screen/result?{case}", "/en/gaps.json", "/en/nothing", "/id/find?q=x"):
        response = client.get(path)
        assert response.headers["Content-Security-Policy"] == policy, path
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in response.headers


def test_the_page_to_print_may_use_its_own_style_and_nothing_else(client: FlaskClient) -> None:
    policy = client.get("/en/gaps.html").headers["Content-Security-Policy"]
    assert re.match(r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; ", policy)


def test_a_page_is_not_sent_twice_and_a_case_is_kept_from_shared_caches(client: FlaskClient, case: str) -> None:
    for path, scope in (("/en/gaps", "public"), (f"/en/screen/result?{case}", "private")):
        first = client.get(path)
        assert scope in first.headers["Cache-Control"] and "no-cache" in first.headers["Cache-Control"]
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert client.get("/en/gaps").headers["ETag"] != client.get("/id/gaps").headers["ETag"]


def test_style_sheets_are_shipped_and_fetch_nothing(client: FlaskClient) -> None:
    tree = html.fromstring(client.get("/id/").text)
    addresses = tree.xpath("//link[@rel='stylesheet']/@href")
    assert addresses
    for address in addresses:
        sheet = client.get(address)
        assert sheet.status_code == 200
        assert "max-age=31536000" in sheet.headers["Cache-Control"]
        assert "url(" not in sheet.text and "@import" not in sheet.text


def test_another_spelling_of_a_reference_leads_to_its_own_address(client: FlaskClient) -> None:
    response = client.get("/id/law/uu-2023-1/455.1?as_of=2026-03-01")
    assert (response.status_code, response.location) == (308, "/id/law/kuhp/455.1?as_of=2026-03-01")


def test_the_home_page_tells_the_figures_of_today(client: FlaskClient, service: Service) -> None:
    answer = service.gaps(date.today())
    duties = answer["summary"]["byObligation"]["mandatory"]
    tree = html.fromstring(client.get("/en/").text)
    met = duties["aligned"] + duties["exceeds"]
    assert tree.xpath("//h2[@id='today']/text()") == [
        f"Of {sum(duties.values())} duties that treaties lay down in plain words, the written law fully meets {met}"
    ]
    shown = {
        link.get("class").removeprefix("is-"): link.findtext("b") for link in tree.xpath("//*[@class='counts']//a")
    }
    assert shown == {status: str(count) for status, count in duties.items() if count}
    assert f"no trafficking offence reaches {answer['cases']['uncovered']:,}." in tree.text_content()


def test_the_home_page_has_the_search_first_and_then_three_doors(client: FlaskClient) -> None:
    tree = html.fromstring(client.get("/id/").text)
    fields = tree.xpath("//main//form | //main//nav[@class='doors']/a")
    assert [item.get("action") or item.get("href") for item in fields] == [
        *("/id/find", "/id/law", "/id/gaps", "/id/workshop")
    ]
    onward = tree.xpath("//main//p/a/@href")
    assert "/id/screen" in onward and "/id/method" in onward


def test_the_element_analysis_shows_the_child_first_and_every_region(client: FlaskClient, service: Service) -> None:
    answer = service.gaps(date(2026, 11, 21))
    tree = html.fromstring(client.get("/en/gaps/cases?as_of=2026-11-21").text)
    figures = [heading.text.strip() for heading in tree.xpath("//div[@class='figure']/h3")]
    assert figures == ["Child", "Adult"]
    for kind, key in (("gap", "regions"), ("arguable", "arguableRegions"), ("exceeds", "exceeds")):
        assert len(tree.xpath(f"//article[contains(@class, 'is-{kind}-edge')]")) == len(answer[key])
    assert len(tree.xpath("//table//tr[td]")) == len(answer["elements"])


def test_the_example_of_every_region_screens_to_the_verdict_of_the_region(
    client: FlaskClient, service: Service
) -> None:
    answer = service.gaps(date(2026, 11, 21))
    regions = [region for key in ("regions", "arguableRegions", "exceeds") for region in answer[key]]
    tree = html.fromstring(client.get("/en/gaps/cases?as_of=2026-11-21").text)
    links = tree.xpath("//p[@class='region-try']/a/@href")
    assert len(links) == len(regions)
    for link, region in zip(links, regions, strict=True):
        screened = client.get(link.replace("/result?", "/result.json?")).json
        assert screened is not None
        assert screened["verdict"] == region["verdict"]


def test_a_date_before_the_reviewed_law_is_not_assessed(client: FlaskClient, service: Service) -> None:
    reason = service.gaps(date(2003, 1, 1))["reason"]
    for path in ("/id/gaps", "/id/gaps/cases"):
        assert reason["id"] in html.fromstring(client.get(f"{path}?as_of=2003-01-01").text).text_content()
    screened = client.get("/en/screen/result?" + _case("2003-01-01"))
    assert screened.status_code == 200
    assert "Not assessed" in screened.text


def test_a_date_before_the_reviewed_law_still_tells_how_the_criteria_stand(
    client: FlaskClient, service: Service
) -> None:
    duties = service.gaps(date(2006, 12, 31))["summary"]["byObligation"]["mandatory"]
    assert duties["partial"] and duties["not-assessed"]
    page = html.fromstring(client.get("/en/gaps?as_of=2006-12-31").text)
    assert f"Of {sum(duties.values())} duties" in page.xpath("string(//h1)")
    assert f"{duties['not-assessed']} could not be assessed" in page.find_class("lead")[0].text_content()


def test_a_date_before_the_base_begins_is_refused_with_its_first_day(client: FlaskClient) -> None:
    for address, said in (
        ("/id/gaps?as_of=1990-01-01", "basis data dimulai pada 2002-10-22"),
        ("/en/screen/result?" + _case("1990-01-01"), "the base begins on 2002-10-22"),
    ):
        response = client.get(address)
        assert response.status_code == 400
        assert said in response.text


def test_national_terms_stand_in_a_group_after_the_treaty_terms(client: FlaskClient, service: Service) -> None:
    tree = html.fromstring(client.get("/en/screen").text)
    terms = service.vocabulary()["dimensions"]["act"]["terms"]
    first, also = tree.xpath("//fieldset[@id='field-act']//div[@class='choices']")
    assert first.xpath(".//input/@value") == [term["value"] for term in terms if not term["national"]]
    assert also.xpath(".//input/@value") == [term["value"] for term in terms if term["national"]]


def test_changing_the_facts_keeps_them(client: FlaskClient, case: str) -> None:
    result = html.fromstring(client.get(f"/en/screen/result?{case}&act=sending&circumstance=death").text)
    (back,) = result.xpath("//p[@class='actions']/a[1]/@href")
    form = html.fromstring(client.get(back).text)
    assert form.xpath("//input[@checked]/@value") == [
        "indonesian", "harbouring", "sending", "none", "other-sexual-exploitation", "domestic", "exploited", "death",
    ]  # fmt: skip
    assert form.xpath("//input[@id='age']/@value") == ["15"]
    assert form.xpath("//input[@id='as_of']/@value") == ["2026-11-21"]


def test_the_instrument_page_marks_what_is_not_in_force_on_the_day(client: FlaskClient, service: Service) -> None:
    for day in ("2010-01-01", "2026-11-21"):
        entries = service.show("uu-2002-23", date.fromisoformat(day))["contains"]
        past = [
            entry["id"]
            for entry in entries
            if not entry["depth"] and not service.show(entry["id"], date.fromisoformat(day))["inForceOn"]
        ]
        tree = html.fromstring(client.get(f"/en/law/uu-2002-23?as_of={day}").text)
        marked = tree.xpath("//ul[contains(@class, 'toc-list')]/li[@class='past']/a/@href")
        assert marked == [f"/en/law/{reference.replace(':', '/')}?as_of={day}" for reference in past]
    assert past, "the old law is not in force any more"


def test_an_increase_is_shown_with_the_sign_of_multiplication(client: FlaskClient, service: Service) -> None:
    threefold = next(
        entry["id"]
        for instrument in service.instruments()
        for entry in instrument["contains"]
        for rule in service.show(entry["id"], date(2026, 11, 21))["aggravations"]
        if rule["factor"] == "x3"
    )
    tree = html.fromstring(client.get(f"/id/law/{threefold.replace(':', '/')}?as_of=2026-11-21").text)
    factors = [factor.text_content() for factor in tree.xpath("//span[@class='factor']")]
    assert "\N{MULTIPLICATION SIGN}3" in factors
    assert "x3" not in factors


def test_the_result_shows_what_opens_for_the_victim(client: FlaskClient, case: str, tmp_path: Path) -> None:
    (tmp_path / "opening.ttl").write_text(OPENING, encoding="utf-8")
    opened = create_app(Service.load(extra=tmp_path)).test_client()
    for lang, heading in (
        ("en", "Rights and procedures that open for the victim"),
        ("id", "Hak dan acara yang terbuka bagi korban"),
    ):
        tree = html.fromstring(opened.get(f"/{lang}/screen/result?{case}").text)
        (section,) = tree.xpath("//section[@aria-labelledby='opens']")
        assert section.find("h2").text_content() == heading
        assert f"/{lang}/law/uu-2007-21/26?as_of=2026-11-21" in section.xpath(".//li/p[1]/a/@href")
    adult = case.replace("age=15", "age=25").replace("means=none", "means=force")
    (section,) = html.fromstring(opened.get(f"/en/screen/result?{adult}").text).xpath(
        "//section[@aria-labelledby='opens']"
    )
    assert "/en/law/uu-2007-21/26?as_of=2026-11-21" not in section.xpath(".//li/p[1]/a/@href")
    response = opened.get(f"/en/screen/result?{case.replace('2026-11-21', '2003-01-01')}")
    assert response.status_code == 200
    assert "that open for the victim" not in response.text


def test_no_name_in_an_address_can_turn_its_links_elsewhere(client: FlaskClient) -> None:
    for name in ("endpoint", "lang", "_external", "_scheme", "_anchor", "slug"):
        response = client.get(f"/en/law/kuhp?{name}=javascript")
        assert response.status_code == 200
        (switch,) = html.fromstring(response.text).xpath("//a[@hreflang='id'][@rel='alternate']/@href")
        assert switch == "/id/law/kuhp"


def test_a_law_added_to_the_base_is_on_the_pages_without_a_change_to_them() -> None:
    fictional = Service.load(extra=Path(__file__).parents[1] / "fictional")
    client = create_app(fictional).test_client()
    assert "UU Khayalan" in client.get("/id/law/uu-2099-1").text
    for path in ("/law/uu-2099-1/1", "/gaps?as_of=2026-06-01", "/gaps/cases?as_of=2026-06-01", "/findings"):
        assert client.get(f"/en{path}").status_code == 200
    child = _case("2026-06-01").replace("recruitment", "harbouring").replace("deception", "none").replace("=25", "=15")
    result = html.fromstring(client.get(f"/en/screen/result?{child}").text)
    assert result.xpath("//h1")[0].text_content().strip().startswith("Covered: national law punishes this")
    assert "/en/law/uu-2099-1/1?as_of=2026-06-01" in result.xpath("//article//h4/a/@href")


def _case(day: str) -> str:
    return (
        "act=recruitment&means=deception&purpose=forced-labour&age=25&route=domestic&citizenship=indonesian"
        f"&stage=intended&as_of={day}"
    )


def test_the_matrix_tells_what_only_the_definition_names_from_what_an_offence_punishes(
    client: FlaskClient, service: Service
) -> None:
    """Since Law 21/2007 Art. 2 was repealed, no offence of that law reaches the harbouring of a child."""
    answer = service.elements(date(2026, 11, 21))
    column = [item["id"] for item in answer["instruments"]].index("uu-2007-21")
    (child,) = [item for item in answer["victims"] if item["victim"] == "child"]
    (acts,) = [item for item in child["dimensions"] if item["dimension"] == "act"]
    cells = {row["term"]: row["cells"][column] for row in acts["rows"]}
    assert (cells["harbouring"]["status"], cells["harbouring"]["offence"]["status"]) == ("met", "missing")
    assert (cells["transportation"]["status"], cells["transportation"]["offence"]["status"]) == ("met", "met")
    page = html.fromstring(client.get("/en/elements?as_of=2026-11-21").text)
    shown = {
        str(row.xpath("string(th)")).split()[0].lower(): " ".join(
            row.xpath("td")[column].xpath("string(.//summary)").split()
        )
        for row in page.xpath("(//table)[1]/tbody/tr")
    }
    assert shown["harbouring"] == "only in the definition"
    assert shown["transportation"] == "met in an offence"
    assert shown["recruitment"] == "arguable in an offence"


@pytest.mark.parametrize("lang", ["en", "id"])
def test_the_matrix_warns_that_signs_do_not_add_up_to_a_covered_case(client: FlaskClient, lang: str) -> None:
    page = html.fromstring(client.get(f"/{lang}/elements?as_of=2026-11-21").text)
    assert page.xpath("//p[@class='notice']/a/@href") == [f"/{lang}/gaps/cases?as_of=2026-11-21"]
    jumps = page.xpath("//nav[@class='jump']//a/@href")
    assert jumps[:4] == ["#child", "#child-act", "#child-means", "#child-purpose"]
    assert all(page.xpath("//*[@id=$id]", id=jump[1:]) for jump in jumps)


@pytest.mark.parametrize(
    ("lang", "examples"),
    [
        ("en", ["Art. 17 of Law 21/2007", "Palermo 3(c)", "debt bondage"]),
        ("id", ["Pasal 17 UU TPPO", "Palermo 3(c)", "penjeratan utang"]),
    ],
)
def test_the_examples_beside_the_search_are_in_the_language_of_the_page_and_find_something(
    client: FlaskClient, lang: str, examples: list[str]
) -> None:
    links = html.fromstring(client.get(f"/{lang}/").text).xpath("//span[@class='example']/a")
    assert [link.text for link in links] == examples
    found = [client.get(link.get("href")) for link in links]
    assert [answer.location for answer in found[:2]] == [f"/{lang}/law/uu-2007-21/17", f"/{lang}/law/palermo/3.c"]
    assert found[2].status_code == 200


@pytest.mark.parametrize("lang", ["en", "id"])
def test_method_about_and_report_an_error_stand_at_the_foot_of_every_page(client: FlaskClient, lang: str) -> None:
    for path in ("", "law/kuhp/455", "nowhere"):
        links = html.fromstring(client.get(f"/{lang}/{path}").text).xpath("//footer//a/@href")
        assert links == [f"/{lang}/{name}" for name in ("method", "about", "report-an-error")]


@pytest.mark.parametrize("path", ["/elements", "/gaps/cases", "/map", "/timeline"])
def test_no_two_regions_of_a_page_have_the_same_name(client: FlaskClient, path: str) -> None:
    tree = html.fromstring(client.get(f"/en{path}").text)
    names = [
        region.get("aria-label")
        or " ".join(tree.xpath("string(//*[@id=$id])", id=name) for name in region.get("aria-labelledby").split())
        for region in tree.xpath("//section[@aria-labelledby] | //*[@role='region']")
    ]
    assert names and len(names) == len(set(names))


@pytest.mark.parametrize("path", ["/gaps", "/gaps/cases", "/whatif/waive-means-for-children"])
def test_where_boxes_may_overlap_the_page_says_so(client: FlaskClient, path: str) -> None:
    page = html.fromstring(client.get(f"/en{path}").text)
    assert page.xpath("//article[contains(@class, 'region')]")
    assert page.xpath("//p[@class='section-note'][contains(., 'They may overlap')]")
