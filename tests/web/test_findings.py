"""The gap report in short, the lists of findings, and the page of one finding."""

import json
from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest
from flask.testing import FlaskClient
from lxml import html

from analyzer.errors import InputError
from analyzer.report import render
from analyzer.service import Service
from webui import create_app
from webui.site import Site

DAY = date(2026, 11, 21)
LANGUAGES = ("en", "id")


def tree_of(client: FlaskClient, address: str) -> html.HtmlElement:
    response = client.get(address)
    assert response.status_code == 200, address
    return html.fromstring(response.text)


class TestSummary:
    """The page /gaps."""

    def test_the_first_sentence_speaks_of_duties_alone(self, client: FlaskClient, service: Service) -> None:
        duties = service.gaps(DAY)["summary"]["byObligation"]["mandatory"]
        tree = tree_of(client, f"/en/gaps?as_of={DAY}")
        heading = tree.findtext(".//h1")
        assert heading is not None
        assert f"Of {sum(duties.values())} duties" in heading
        assert f"fully meets {duties['aligned'] + duties['exceeds']}" in heading

    def test_no_number_adds_duties_and_recommendations_up(self, client: FlaskClient, service: Service) -> None:
        summary = service.gaps(DAY)["summary"]
        assert list(summary["byObligation"]) != [], "there are criteria"
        tree = tree_of(client, f"/en/gaps?as_of={DAY}")
        names = [heading.text_content() for heading in tree.xpath("//div[@class='obligation']/h3/a")]
        assert names == ["Mandatory", "Qualified", "Recommended"]
        met = sum(counts["aligned"] for counts in summary["byObligation"].values())
        links = tree.xpath("//section[@aria-labelledby='obligations']//a[contains(@class, 'is-aligned')]/b/text()")
        assert str(met) not in links

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_cell_of_the_matrix_leads_to_as_many_findings_as_it_says(
        self, client: FlaskClient, service: Service, lang: str
    ) -> None:
        tree = tree_of(client, f"/{lang}/gaps?as_of={DAY}")
        cells = tree.xpath("//table[@class='matrix']//td/a")
        counts = service.gaps(DAY)["summary"]["byPillar"]
        assert len(cells) == sum(bool(count) for row in counts.values() for count in row.values())
        for cell in cells:
            asked = parse_qs(urlsplit(cell.get("href")).query)
            pillar, status = asked["pillar"][0], asked["status"][0]
            told = service.findings(date.fromisoformat(asked["as_of"][0]), pillar=pillar, status=status)
            assert cell.text_content().strip() == str(len(told["findings"])) == str(counts[pillar][status])
        listed = tree_of(client, cells[0].get("href")).xpath("//li[@class='finding']")
        assert len(listed) == int(cells[0].text_content())

    def test_the_child_module_shows_every_criterion_on_children_worst_first(
        self, client: FlaskClient, service: Service
    ) -> None:
        tree = tree_of(client, f"/en/gaps?as_of={DAY}")
        shown = tree.xpath(
            "//section[@aria-labelledby='child-module']//li[@class='finding']//span[@class='code']/text()"
        )
        told = service.findings(DAY, child=True)["findings"]
        assert sorted(shown) == sorted(row["criterion"] for row in told)
        by_notation = {row["criterion"]: row["status"] for row in told}
        statuses = [by_notation[notation] for notation in shown]
        assert statuses == sorted(statuses, key=["gap", "partial", "not-assessed", "aligned", "exceeds"].index)
        lines = tree.xpath("//section[@aria-labelledby='child-module']//p[@class='finding-line']")
        assert all(line.text_content().strip() for line in lines)

    def test_every_gap_region_can_be_tried_and_leads_to_its_reasons(
        self, client: FlaskClient, service: Service
    ) -> None:
        regions = service.gaps(DAY)["regions"]
        tree = tree_of(client, f"/en/gaps?as_of={DAY}")
        tried = tree.xpath("//p[@class='region-try']/a/@href")
        assert len(tried) == len(regions)
        for link, region in zip(tried, regions, strict=True):
            screened = client.get(link.replace("/result?", "/result.json?")).json
            assert screened is not None
            assert screened["verdict"] == region["verdict"]
        (whole,) = {link.partition("#")[0] for link in tree.xpath("//article//h3/a/@href")}
        assert "gap-1" in tree_of(client, whole).xpath("//article/@id")

    def test_an_old_address_with_a_class_of_victims_leads_to_the_whole_analysis(self, client: FlaskClient) -> None:
        response = client.get("/en/gaps?victim=child&against=palermo&_external=1&as_of=2026-11-21")
        assert (response.status_code, response.location) == (
            303,
            "/en/gaps/cases?as_of=2026-11-21&victim=child&against=palermo",
        )

    def test_a_page_asks_once_and_its_answer_is_kept_within_bounds(self, service: Service) -> None:
        site = Site(service)
        assert site.gaps(DAY) is site.gaps(DAY)
        kept = site.gaps.cache_info().maxsize
        assert kept is not None and kept <= 64

    def test_the_figures_by_victim_are_those_of_the_report_on_that_victim(self, service: Service) -> None:
        figures = service.gaps(DAY)["casesByVictim"]
        assert list(figures) == ["child", "adult"]
        for victim, cases in figures.items():
            assert cases == service.gaps(DAY, victim=victim)["cases"]


class TestFiles:
    """Downloads."""

    @pytest.mark.parametrize(("ending", "form"), [("txt", "text"), ("csv", "csv"), ("md", "md"), ("html", "html")])
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_a_file_is_what_the_command_line_prints(
        self, client: FlaskClient, printed: Callable[..., bytes], lang: str, ending: str, form: str
    ) -> None:
        for path, words in (
            ("gaps", "gaps"),
            ("findings", "findings --pillar definition --child"),
            ("findings/DEF-10", "findings --criterion DEF-10"),
        ):
            filters = "&pillar=definition&children=yes" if path == "findings" else ""
            response = client.get(f"/{lang}/{path}.{ending}?as_of={DAY}{filters}")
            expected = printed(*words.split(), "--as-of", str(DAY), "--format", form, "--lang", lang)
            assert response.data == expected, path

    def test_word_and_pdf_files_are_written_once(self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
        written: list[str] = []

        def writer(form: str) -> Callable[[object], bytes]:
            def write(_document: object) -> bytes:
                written.append(form)
                return form.encode()

            return write

        fake = {form: writer(form) for form in ("docx", "pdf")}
        monkeypatch.setattr("webui.responses.FILES", fake)
        monkeypatch.setattr("webui.responses._KEPT", {})
        for form in ("docx", "pdf", "docx"):
            response = client.get(f"/en/findings/DEF-10.{form}?as_of={DAY}&unasked={len(written)}")
            assert response.data == form.encode()
            assert response.headers["Content-Disposition"].endswith(f"selaras-DEF-10-{DAY}-en.{form}")
        assert written == ["docx", "pdf"]

    def test_without_the_research_libraries_word_and_pdf_are_hidden_and_the_page_says_how_to_get_them(
        self, service: Service, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(render, "installed", lambda *names: False)
        client = create_app(service, keep_pages=False).test_client()  # not the pages kept when the libraries were there
        for path in ("gaps", "findings", "findings/DEF-10"):
            tree = tree_of(client, f"/id/{path}")
            (section,) = tree.xpath("//section[@class='colophon']")
            assert not [link for link in section.xpath(".//a/@href") if ".pdf" in link or ".docx" in link]
            assert 'pip install "selaras[research]"' in section.text_content()


class TestLists:
    """The page /findings."""

    @pytest.mark.parametrize(
        ("asked", "words"),
        [
            ("", ""),
            ("&pillar=protection", "--pillar protection"),
            ("&obligation=mandatory&status=partial&children=yes", "--obligation mandatory --status partial --child"),
            ("&children=no&status=gap", "--not-child --status gap"),
        ],
    )
    def test_filters_work_and_the_twin_is_what_the_command_line_prints(
        self, client: FlaskClient, printed: Callable[..., bytes], asked: str, words: str
    ) -> None:
        data = client.get(f"/en/findings.json?as_of={DAY}{asked}").data
        assert data == printed("findings", *words.split(), "--as-of", str(DAY), "--format", "json")
        told = [row["criterion"] for row in json.loads(data)["findings"]]
        tree = tree_of(client, f"/en/findings?as_of={DAY}{asked}")
        assert tree.xpath("//li[@class='finding']//span[@class='code']/text()") == told

    def test_the_filters_that_were_chosen_stay_chosen(self, client: FlaskClient) -> None:
        tree = tree_of(client, "/id/findings?pillar=status&children=yes")
        chosen = {select.get("name"): select.xpath("./option[@selected]/@value") for select in tree.iter("select")}
        assert chosen == {"pillar": ["status"], "obligation": [], "status": [], "children": ["yes"]}


class TestFinding:
    """The page of one finding."""

    @pytest.mark.parametrize("notation", ["DEF-10", "DEF-16", "DEF-04"])
    def test_the_twin_is_the_answer_of_the_service(self, client: FlaskClient, service: Service, notation: str) -> None:
        assert client.get(f"/id/findings/{notation}.json?as_of={DAY}").json == service.finding(notation, DAY)

    def test_the_answer_agrees_with_the_list_the_timeline_and_the_report(self, service: Service) -> None:
        for notation in service.policy.criteria:
            answer = service.finding(notation, DAY)
            (listed,) = service.findings(DAY, criteria=[notation])["findings"]
            assert answer["finding"] == listed
            assert [entry["id"] for entry in answer["national"]] == listed["national"]
            assert [item["id"] for item in answer["external"]] == listed["external"]
            assert answer["history"][-1]["status"] == listed["status"]
            assert answer["history"][-1]["to"] is None

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_a_computed_finding_shows_test_parts_provisions_and_rule(
        self, client: FlaskClient, service: Service, lang: str
    ) -> None:
        answer = service.finding("DEF-10", DAY)
        tree = tree_of(client, f"/{lang}/findings/DEF-10?as_of={DAY}")
        text = " ".join(tree.text_content().split())
        finding = answer["finding"]
        assert finding["test"][lang] in text
        for part in finding["parts"]:
            assert part["label"][lang] in text
            assert all(reason[lang] in text for reason in part["reasons"])
        for entry in (*answer["treaty"], *answer["national"]):
            assert " ".join(entry["digest"][lang].split()) in text
            assert f"/{lang}/law/{entry['id'].replace(':', '/')}?as_of={DAY}" in tree.xpath("//a/@href")
        assert answer["rule"]["question"][lang] in text
        (query,) = tree.xpath("//pre")
        assert query.text_content() == answer["rule"]["query"]
        assert client.get(f"/{lang}/findings/rules/{answer['rule']['name']}.rq").text == answer["rule"]["query"]

    @pytest.mark.parametrize(("lang", "words"), [("en", "challenge"), ("id", "membantah")])
    def test_a_finding_says_how_to_challenge_it(self, client: FlaskClient, lang: str, words: str) -> None:
        tree = tree_of(client, f"/{lang}/findings/DEF-10")
        (link,) = [link for link in tree.xpath("//main//a/@href") if "/method" in link]
        page, _, anchor = link.partition("#")
        (heading,) = tree_of(client, page).xpath(f"//*[@id='{anchor}']")
        assert words in heading.text_content().lower()

    def test_an_assessed_finding_names_its_reviewer_and_the_day(self, client: FlaskClient, service: Service) -> None:
        finding = service.finding("DEF-16", DAY)["finding"]
        (section,) = tree_of(client, f"/en/findings/DEF-16?as_of={DAY}").xpath("//section[@aria-labelledby='judged']")
        assert finding["reviewer"]["en"] in section.text_content()
        assert "21 November 2026" in section.text_content()

    def test_practice_stands_apart_and_says_that_it_changes_no_status(
        self, client: FlaskClient, service: Service
    ) -> None:
        (challenge,) = service.finding("DEF-10", DAY)["practice"]
        (section,) = tree_of(client, f"/en/findings/DEF-10?as_of={DAY}").xpath("//section[@class='practice']")
        assert challenge["description"]["en"] in section.text_content()
        assert "does not change the status" in section.text_content()

    def test_an_outside_finding_says_whether_it_agrees_and_where_the_text_disputes_it(
        self, client: FlaskClient, service: Service
    ) -> None:
        items = service.finding("DEF-10", DAY)["external"]
        tree = tree_of(client, f"/en/findings/DEF-10?as_of={DAY}")
        for item in items:
            (shown,) = tree.xpath(f"//li[@id='{item['id']}']")
            told = shown.text_content()
            assert item["source"]["en"] in told and str(item["year"]) in told
            assert ("Comes to another status" in told) == (item["id"] == "XE-01")
            if item["disputedByText"]:
                assert item["disputedByText"]["en"] in told

    def test_the_history_follows_the_law(self, client: FlaskClient, service: Service) -> None:
        spans = service.finding("DEF-10", DAY)["history"]
        assert [(span["status"], span["to"]) for span in spans] == [("not-assessed", "2007-04-19"), ("partial", None)]
        assert spans[1]["through"]
        shown = tree_of(client, f"/en/findings/DEF-10?as_of={DAY}").xpath("//ol[@class='history']/li")
        assert len(shown) == len(spans)

    def test_one_can_walk_from_the_first_criterion_to_the_last(self, service: Service) -> None:
        ordered = list(service.policy.criteria)
        walked, notation = [], ordered[0]
        while notation:
            walked.append(notation)
            following = service.finding(notation, DAY)["next"]
            notation = following["criterion"] if following else ""
        assert walked == ordered

    def test_a_name_in_small_letters_leads_to_its_own_address(self, client: FlaskClient) -> None:
        response = client.get("/en/findings/def-10?as_of=2026-11-21")
        assert (response.status_code, response.location) == (308, "/en/findings/DEF-10?as_of=2026-11-21")

    def test_programs_get_the_criterion_as_turtle(self, client: FlaskClient, service: Service) -> None:
        sent = client.get("/en/findings/DEF-10", headers={"Accept": "text/turtle, text/html;q=0.5"})
        assert (sent.status_code, sent.location) == (303, "/en/findings/DEF-10.ttl")
        assert "Accept" in sent.headers["Vary"]
        assert "Accept" in client.get("/en/findings/DEF-10").headers["Vary"]
        response = client.get(sent.location)
        assert response.mimetype == "text/turtle"
        iri = service.finding("DEF-10", DAY)["iri"]
        read = set(pyoxigraph.parse(response.data, format=pyoxigraph.RdfFormat.TURTLE))
        assert {quad.triple for quad in read} == set(service.knowledge.store.about(iri))
        assert read

    def test_nothing_is_stated_of_an_unknown_resource(self, service: Service) -> None:
        for iri in ("https://w3id.org/selaras/criterion/NO-1", "no iri at all", ""):
            with pytest.raises(InputError, match="states nothing"):
                service.turtle(iri)
