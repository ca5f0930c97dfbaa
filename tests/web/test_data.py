"""The data: files that equal the export, queries within limits, the vocabulary, and the texts about Selaras."""

import csv
import io
from collections.abc import Callable

import pyoxigraph
import pytest
from flask.testing import FlaskClient
from lxml import html
from playwright.sync_api import Browser, ViewportSize

from analyzer import __version__
from analyzer.service import Service
from webui import sparql, texts
from webui.pages.data import FILES

LANGUAGES = ("en", "id")
ADDRESSES = (
    *("/data", "/data/sparql", "/data/sparql?example=policy/criteria", "/data/api", "/vocabulary"),
    *("/method", "/about", "/report-an-error", "/write-a-draft"),
)
FEW = "SELECT ?dimension ?label { ?dimension a sel:Dimension ; skos:prefLabel ?label } ORDER BY ?dimension ?label"
COUNT = "SELECT (COUNT(*) AS ?n) { ?subject ?property ?object }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SCRIPT = "<script>alert(1)</script>"
RESULTS = "application/sparql-results+json"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ADDRESSES)
def test_a_page_on_the_data_opens_in_its_language_without_scripts_of_its_own_and_its_links_lead_somewhere(
    client: FlaskClient, lang: str, path: str
) -> None:
    response = client.get(f"/{lang}{path}")
    assert response.status_code == 200
    tree = html.fromstring(response.text)
    assert tree.get("lang") == lang
    assert len(tree.findall(".//h1")) == 1
    assert not tree.xpath("//script[not(contains(@src, '/copy.js'))] | //style | //*[@style]")
    identifiers = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    for target in {str(link) for link in tree.xpath("//a/@href") if not str(link).startswith(("http", "#"))}:
        if "/data/files/" not in target:
            address = target if target.startswith("/") else f"/{lang}/{target}"
            assert client.get(address).status_code in (200, 303, 308), target


class TestFiles:
    """What can be taken away."""

    @pytest.mark.parametrize("form", FILES)
    def test_a_file_is_what_the_command_line_exports(
        self, client: FlaskClient, printed: Callable[..., bytes], form: str
    ) -> None:
        response = client.get(f"/en/data/files/palermo.{form}")
        assert response.mimetype == FILES[form]
        assert response.data == printed("export", "--instrument", "palermo", "--format", form.partition(".")[0])
        assert f"selaras-palermo.{form}" in response.headers["Content-Disposition"]

    def test_the_whole_base_comes_in_one_file(self, client: FlaskClient, service: Service) -> None:
        response = client.get("/id/data/files/selaras.nt")
        assert f"selaras-{__version__}.nt" in response.headers["Content-Disposition"]
        triples = list(pyoxigraph.parse(response.data, format=pyoxigraph.RdfFormat.N_TRIPLES))
        assert len(triples) == service.dataset()["statementsInFile"], "the description of the file comes on top"

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_page_says_why_files_and_queries_hold_more_statements(
        self, client: FlaskClient, service: Service, lang: str
    ) -> None:
        answer = service.dataset()
        counted = client.get(f"/{lang}/data/sparql.json", query_string={"query": COUNT}).json
        assert counted is not None
        assert int(counted["results"]["bindings"][0]["n"]["value"]) == answer["statementsInQueries"]
        page = html.fromstring(client.get(f"/{lang}/data").text)
        (told,) = page.xpath("//ul[@class='tally'][1]/following-sibling::p[1]")
        for name in ("statementsInFile", "statementsInQueries"):
            assert f"{answer[name]:,}".replace(",", "." if lang == "id" else ",") in told.text_content()

    @pytest.mark.parametrize(
        "name", ["nowhere.ttl", "selaras.exe", "..%2Fcore.ttl", "kuhp\0.ttl", f"{SCRIPT[1:8]}.ttl"]
    )
    def test_a_file_that_is_not_there_is_not_found(self, client: FlaskClient, name: str) -> None:
        response = client.get(f"/en/data/files/{name}")
        assert response.status_code == 404
        assert "<script" not in response.text

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_page_counts_what_the_service_counts(self, client: FlaskClient, service: Service, lang: str) -> None:
        answer = service.dataset()
        assert client.get(f"/{lang}/data.json").json == answer
        page = html.fromstring(client.get(f"/{lang}/data").text).text_content()
        assert answer["data"]["sha256"] in page
        assert answer["citation"][lang] in page
        for count in (answer["statements"], answer["coverage"]["total"]["provisions"]):
            assert f"{count:,}".replace(",", "." if lang == "id" else ",") in page

    def test_every_instrument_is_listed_with_how_its_provisions_are_known(
        self, client: FlaskClient, service: Service
    ) -> None:
        tree = html.fromstring(client.get("/en/data").text)
        listed = tree.xpath("//ul[@class='by-instrument']/li//a/text()")
        rows = {
            row.find("th").text_content(): [cell.text_content() for cell in row.findall("td")]
            for row in tree.xpath("//table[caption[contains(., 'by how they are known')]]/tbody/tr")
        }
        for item in service.dataset()["coverage"]["instruments"]:
            name = item["citation"]["en"]
            assert name in listed
            if item["provisions"]:
                counts = (item["provisions"], *item["confirmation"].values(), *item["digests"].values())
                assert rows[name] == [f"{count:,}" for count in counts]

    def test_the_report_on_coverage_is_what_the_command_line_prints(
        self, client: FlaskClient, printed: Callable[..., bytes]
    ) -> None:
        assert client.get("/en/data.csv").data == printed("check", "--coverage", "--format", "csv")

    def test_the_citation_file_names_version_licence_and_fingerprint(
        self, client: FlaskClient, service: Service
    ) -> None:
        answer = service.dataset()
        text = client.get("/id/data/CITATION.cff").text
        assert text.startswith("cff-version: 1.2.0\n")
        for value in (__version__, answer["license"], answer["iri"], f"sha256:{answer['data']['sha256']}"):
            assert f'"{value}"' in text


class TestQueries:
    """SPARQL on a page."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_rows_stand_in_a_table_with_the_language_of_each_text(self, client: FlaskClient, lang: str) -> None:
        tree = html.fromstring(client.get(f"/{lang}/data/sparql", query_string={"query": FEW}).text)
        (table,) = tree.xpath("//table[contains(@class, 'answer-table')]")
        assert table.xpath(".//thead//th/text()") == ["dimension", "label"]
        assert set(table.xpath(".//td/@lang")) == set(LANGUAGES)
        (typed,) = tree.xpath("//textarea/text()")
        assert typed.strip() == FEW, "the query can be changed and asked again"

    def test_json_and_csv_are_the_answer_of_the_service(self, client: FlaskClient, service: Service) -> None:
        answer = service.sparql(FEW, 60)
        assert client.get("/en/data/sparql.json", query_string={"query": FEW}).json == answer
        rows = list(csv.reader(io.StringIO(client.get("/en/data/sparql.csv", query_string={"query": FEW}).text)))
        assert rows[0] == answer["head"]["vars"]
        assert len(rows) == 1 + len(answer["results"]["bindings"])

    @pytest.mark.parametrize(
        ("accepted", "mimetype"), [(RESULTS, RESULTS), ("text/csv", "text/csv"), ("*/*", "text/html")]
    )
    def test_a_program_gets_the_form_that_it_asks_for(self, client: FlaskClient, accepted: str, mimetype: str) -> None:
        for _ in range(2):
            response = client.get("/en/data/sparql", query_string={"query": FEW}, headers={"Accept": accepted})
            assert response.mimetype == mimetype
            assert "Accept" in response.headers["Vary"]

    def test_a_query_of_the_reader_s_own_is_not_kept(self, client: FlaskClient) -> None:
        client.get("/en/data/sparql", query_string={"query": FEW})
        kept = client.application.extensions["selaras-pages"]
        assert not [key for key in kept._pages if "query=" in key]
        assert "private" in client.get("/en/data/sparql", query_string={"query": FEW}).headers["Cache-Control"]

    def test_too_many_rows_are_cut_and_the_page_says_so(self, client: FlaskClient) -> None:
        tree = html.fromstring(client.get("/en/data/sparql", query_string={"query": "SELECT * { ?s ?p ?o }"}).text)
        assert len(tree.xpath("//table[contains(@class, 'answer-table')]/tbody/tr")) == sparql.MOST_ROWS
        assert "There are more rows; the page shows the first 1,000." in tree.text_content()
        answer = client.get("/en/data/sparql.json", query_string={"query": "SELECT * { ?s ?p ?o }"}).json
        assert answer is not None and answer["truncated"]

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_a_query_that_would_run_for_ever_is_stopped_with_an_explanation(
        self, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, lang: str
    ) -> None:
        monkeypatch.setattr(sparql, "SECONDS", 0.5)
        response = client.get(f"/{lang}/data/sparql", query_string={"query": ENDLESS})
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        said = {"en": "The query was stopped: it needed more than 0.5 seconds", "id": "Kueri dihentikan"}
        tree = html.fromstring(response.text)
        assert said[lang] in tree.xpath("//*[@role='alert']")[0].text_content()
        assert tree.xpath("//textarea/text()")[0].strip() == ENDLESS
        twin = client.get(f"/{lang}/data/sparql.json", query_string={"query": ENDLESS})
        assert twin.status_code == 503
        assert twin.json is not None and "took longer than 0.5 seconds" in twin.json["error"]

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("", "there is no query"),
            ("SELECT * { ?s ?p", "not valid SPARQL near line 1"),
            ("ASK {}", "only SELECT queries give rows"),
            ("DELETE WHERE { ?s ?p ?o }", "the query is an update; the base is read-only"),
            ("SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }", "SERVICE calls another server"),
            ("SELECT * FROM <urn:x> { ?s ?p ?o }", "FROM names another graph"),
            ("SELECT * { ?s ?p ?o }" + " " * 20_000, "longer than 20000 characters"),
            (SCRIPT, "not valid SPARQL"),
            ("SELECT \0", "not valid SPARQL"),
        ],
    )
    def test_what_may_not_run_is_refused_with_a_line_that_helps(
        self, client: FlaskClient, query: str, said: str
    ) -> None:
        page = client.get("/en/data/sparql", query_string={"query": query})
        assert page.status_code == 400
        assert said in page.text
        assert SCRIPT not in page.text
        twin = client.get("/id/data/sparql.json", query_string={"query": query})
        assert twin.status_code == 400
        assert twin.json is not None and said in twin.json["error"]
        assert client.get("/id/data/sparql.csv", query_string={"query": query}).status_code == 400

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_project_s_own_queries_are_linked_under_their_titles_and_fill_the_form(
        self, client: FlaskClient, service: Service, today: str, lang: str
    ) -> None:
        tree = html.fromstring(client.get(f"/{lang}/data/sparql").text)
        links = {link.text_content(): link.get("href") for link in tree.xpath("//details[@class='examples']//a")}
        answer = client.get(f"/{lang}/data/sparql.json").json
        assert answer is not None and answer["asOf"] == today
        assert {item["title"][lang] for item in answer["queries"]} == set(links)
        chosen = next(item for item in answer["queries"] if item["name"] == "coverage/uncovered")
        form = html.fromstring(client.get(links[chosen["title"][lang]]).text)
        assert form.xpath("//textarea/text()")[0].strip() == chosen["query"].strip()
        assert today in chosen["query"], "a query about a day asks about today"

    def test_an_example_that_is_not_there_is_not_found(self, client: FlaskClient) -> None:
        assert client.get("/en/data/sparql?example=model/nothing").status_code == 404
        assert client.get("/en/data/sparql?example=../core").status_code == 404

    def test_an_endless_address_is_refused_here_too(self, client: FlaskClient) -> None:
        assert client.get("/en/data/sparql", query_string={"query": "x" * 70_000}).status_code == 414


class TestVocabulary:
    """The classes and properties."""

    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_every_class_and_property_has_an_anchor_and_is_explained(
        self, client: FlaskClient, service: Service, lang: str
    ) -> None:
        answer = service.declared()
        assert client.get(f"/{lang}/vocabulary.json").json == answer
        tree = html.fromstring(client.get(f"/{lang}/vocabulary").text)
        for term in (*answer["classes"], *answer["properties"]):
            (entry,) = tree.xpath(f"//*[@id='{term['id']}']")
            assert term["comment"][lang] in entry.text_content()
            assert term["label"][lang] in entry.text_content()

    def test_nothing_declared_is_left_out(self, service: Service) -> None:
        declared = service.sparql("SELECT DISTINCT ?t { ?t a ?k FILTER(STRSTARTS(STR(?k), STR(owl:))) }", 60)
        iris = {row["t"]["value"] for row in declared["results"]["bindings"]}
        answer = service.declared()
        terms = {term["iri"] for term in (*answer["classes"], *answer["properties"])}
        assert {iri for iri in iris if iri.startswith(answer["namespace"])} == terms

    def test_a_program_that_asks_for_turtle_gets_it(self, client: FlaskClient) -> None:
        asked = client.get("/en/vocabulary", headers={"Accept": "text/turtle"})
        assert asked.mimetype == "text/turtle"
        assert asked.data == client.get("/id/vocabulary.ttl").data
        assert client.get("/en/vocabulary").mimetype == "text/html"
        iris = {str(triple.subject) for triple in pyoxigraph.parse(asked.data, format=pyoxigraph.RdfFormat.TURTLE)}
        assert "<https://w3id.org/selaras/ontology#Provision>" in iris


class TestTexts:
    """Method, about, and how to report an error."""

    @pytest.mark.parametrize("name", ["method", "about", "report-an-error", "write-a-draft"])
    def test_the_page_holds_the_text_of_its_language(self, client: FlaskClient, name: str) -> None:
        twin = client.get(f"/en/{name}.json").json
        assert twin is not None and twin["text"] == texts.source(name)
        for lang in LANGUAGES:
            tree = html.fromstring(client.get(f"/{lang}/{name}").text)
            headings = [line[3:] for line in twin["text"][lang].splitlines() if line.startswith("## ")]
            assert [item.text_content() for item in tree.xpath("//div[contains(@class, 'prose')]/h2")] == headings
            assert [item.text_content() for item in tree.xpath("//nav[@class='toc']//a")] == headings
            assert not tree.xpath("//div[contains(@class, 'prose')]//th[not(@scope)]")

    def test_both_languages_say_the_same_in_as_many_parts(self) -> None:
        for name in ("method", "about", "report-an-error", "write-a-draft"):
            shapes = [
                [line.split(" ")[0] for line in text.splitlines() if line.startswith(("#", "- ", "1. ", "|"))]
                for text in texts.source(name).values()
            ]
            assert shapes[0] == shapes[1], name

    def test_html_in_a_text_stays_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(texts, "source", lambda _: {"en": f"# Title\n\n{SCRIPT} [x](javascript:alert(1))\n"})
        rendered = texts.written.__wrapped__("forged", "en").body
        assert "<script" not in rendered
        assert "href" not in rendered

    def test_the_way_to_them_leads_from_the_data(self, client: FlaskClient) -> None:
        tree = html.fromstring(client.get("/id/data").text)
        assert {"/id/method", "/id/about", "/id/report-an-error"} <= set(tree.xpath("//main//a/@href"))


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways_and_a_query_runs_without_scripts(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(
        base_url=address, viewport=ViewportSize(width=width, height=740), java_script_enabled=False
    )
    page = context.new_page()
    for path in (*ADDRESSES, "/data/sparql?query=SELECT+*+{?s+sel:digest+?o}+LIMIT+9"):
        page.goto(f"/id{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.goto("/en/data/sparql")
    page.get_by_role("link", name="Criteria", exact=True).click()
    page.get_by_role("button", name="Run the query").click()
    assert page.get_by_role("heading", name="Answer").is_visible()
    page.get_by_label("Query").fill("SELECT nonsense")
    page.get_by_role("button", name="Run the query").click()
    assert "not valid SPARQL" in page.get_by_role("alert").inner_text()
    context.close()


class TestTurtle:
    """Who likes Turtle better than a page is sent on to it, wherever a page tells resources of the base."""

    @pytest.mark.parametrize(
        ("path", "named"),
        [
            ("/glossary", "term/debt-bondage"),
            ("/glossary/debt-bondage", "term/debt-bondage"),
            ("/schemes", "element/act/harbouring"),
            ("/screen/patterns", "pattern/forged-documents"),
            ("/map", "challenge/poverty"),
        ],
    )
    def test_terms_concepts_patterns_and_challenges_are_told_as_turtle_to_who_asks_for_it(
        self, client: FlaskClient, path: str, named: str
    ) -> None:
        sent = client.get(f"/en{path}", headers={"Accept": "text/turtle"})
        assert (sent.status_code, sent.location) == (303, f"/en{path}.ttl")
        page = client.get(f"/en{path}", headers={"Accept": "text/turtle;q=.5, text/html"})
        assert page.mimetype == "text/html"
        assert "Accept" in sent.vary and "Accept" in page.vary
        response = client.get(sent.location)
        assert response.mimetype == "text/turtle"
        stated = pyoxigraph.parse(response.data, format=pyoxigraph.RdfFormat.TURTLE)
        assert pyoxigraph.NamedNode(f"https://w3id.org/selaras/{named}") in {triple.subject for triple in stated}

    def test_a_term_that_is_not_there_is_not_found_as_turtle_either(self, client: FlaskClient) -> None:
        assert client.get("/en/glossary/nowhere.ttl").status_code == 404
