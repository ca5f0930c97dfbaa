"""The whole browser as files: every link leads to a file, nothing needs a server, and the search works without one."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath
from shutil import copytree
from urllib.parse import quote, unquote, urlsplit

import pytest
from flask import Flask
from lxml import html
from playwright.sync_api import Browser, Page

from analyzer.errors import InputError
from analyzer.filters import Filters
from analyzer.service import Service
from webui import create_app, offline_search, static_site
from webui.static_site import INDEX, MANIFEST, render_site

Files = dict[str, bytes]

SAMPLE = 60
"""One of so many provisions and criteria is in the copy of most tests."""

BIGGER_SAMPLE = 6
WITHOUT = ("/score", "/whatif/")
"""Pages that take seconds to compute, left out where a test is about others."""


@pytest.fixture(scope="module")
def site(service: Service) -> Flask:
    """The application as an export uses it: it keeps no pages."""
    return create_app(service, keep_pages=False)


def some(service: Service, one_of: int, without: tuple[str, ...] = ()) -> Callable[[str], bool]:
    """Return what wants all pages, but only one of so many provisions, criteria and terms."""
    references = [entry["id"] for item in service.instruments() for entry in item["contains"]]
    kept = {*references[::one_of], "kuhp:455.1", "uu-2007-21:17"}
    left_out = {f"/law/{reference.replace(':', '/')}" for reference in references if reference not in kept}
    left_out |= {f"/findings/{notation}" for number, notation in enumerate(service.policy.criteria) if number % one_of}
    left_out |= {f"/workshop/present/{number}" for number in range(one_of, 1000)}

    def wanted(path: str) -> bool:
        page = path[3:]
        return page not in left_out and not page.startswith(without)

    return wanted


@pytest.fixture(scope="module")
def wanted(service: Service) -> Callable[[str], bool]:
    """The pages of the copy that most tests look at."""
    return some(service, SAMPLE, WITHOUT)


@pytest.fixture(scope="module")
def copy(site: Flask, wanted: Callable[[str], bool]) -> Files:
    """A small copy, by the names of its files."""
    return render_site(site, wanted, lambda line: None)


@pytest.fixture(scope="module")
def stick(copy: Files, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small copy in a folder, whose name is as inconvenient as those of sticks may be."""
    folder = tmp_path_factory.mktemp("stick") / "Selaras #1 (salinan)"
    for name, content in copy.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser on the copy that reports every complaint as a failure."""
    complaints: list[str] = []
    opened = browser.new_page()
    opened.set_default_timeout(10_000)
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: complaints.extend([] if request.url.startswith("file:") else [request.url]))
    yield opened
    opened.close()
    assert complaints == []


def broken(files: Files) -> list[str]:
    """Return every link of the pages that leads to no file or to no place in it."""
    documents = {name: html.document_fromstring(content) for name, content in files.items() if name.endswith(".html")}
    places = {name: set(document.xpath("//@id")) for name, document in documents.items()}
    found = []
    for name, document in documents.items():
        for element, attribute, link, _ in document.iterlinks():
            parts = urlsplit(str(link))
            if parts.scheme:
                continue
            led = normpath(join(dirname(name), unquote(parts.path))) if parts.path else name
            place = unquote(parts.fragment)
            if led not in files or (place and led in places and place not in places[led]):
                found.append(f"{name}: {element.tag!r} {attribute!r} {parts.geturl()}")
    return found


def test_every_link_leads_to_a_file_and_every_anchor_to_a_place_in_it(copy: Files) -> None:
    assert broken(copy) == []
    assert "en/law/kuhp/455.1.html" in copy
    missing = {name: content for name, content in copy.items() if name != "en/gaps.html"}
    assert broken(missing), "a link that leads nowhere would be noticed"


def test_all_families_of_pages_are_there_in_both_languages(copy: Files) -> None:
    families = "index law questions find gaps findings elements timeline whatif compare map screen glossary schemes"
    for lang in ("en", "id"):
        for family in [*families.split(), "workshop", "workshop/cards", "workshop/handout", "workshop/cases"]:
            assert f"{lang}/{family}.html" in copy
        assert any(name.startswith(f"{lang}/screen/result~") for name in copy), "screened cases"
        assert any(name.startswith(f"{lang}/workshop/quiz~answer") for name in copy), "answers of the quiz"
    assert not [name for name in copy if name.endswith((".json", ".ttl", ".csv"))]


def test_nothing_asks_a_server(copy: Files) -> None:
    for name, content in copy.items():
        if not name.endswith(".html"):
            continue
        text = content.decode()
        assert "localhost" not in text and "127.0.0.1" not in text, name
        assert not re.search(r'(?:href|src|action)="/', text), f"{name}: an address from the root"
        document = html.document_fromstring(text)
        assert not document.xpath("//form[not(@class='search')]"), name
        (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert "default-src 'none'" in policy and "http" not in policy and "unsafe" not in policy


def test_what_needs_a_server_says_so_in_the_language_of_the_page(copy: Files) -> None:
    for lang, words in (("en", "read without a server"), ("id", "dibaca tanpa server")):
        for name in ("screen", "compare", "law/kuhp/455.1"):
            assert copy[f"{lang}/{name}.html"].decode().count(words) == 1, name


def test_in_place_of_the_questions_on_a_case_the_ready_cases_stand_open_under_their_own_heading(copy: Files) -> None:
    for lang, heading, invitation in (
        ("en", "Ready cases", "Tell in plain words"),
        ("id", "Kasus siap pakai", "Ceritakan"),
    ):
        document = html.document_fromstring(copy[f"{lang}/screen.html"])
        (main,) = document.xpath("//main")
        assert invitation not in main.text_content()
        assert not main.xpath(".//details")
        (listed,) = main.xpath(".//section[h2[text()=$heading]]", heading=heading)
        assert len(listed.xpath(".//li/a[starts-with(@href, 'screen/patterns.html#')]")) > 10


def test_the_page_of_queries_speaks_of_no_form_that_the_copy_has_not(copy: Files) -> None:
    for lang, words in (("en", "in the form above"), ("id", "formulir di atas")):
        text = html.document_fromstring(copy[f"{lang}/data/sparql.html"]).text_content()
        assert words not in text


def test_names_of_files_differ_in_more_than_case_and_suit_a_stick(copy: Files) -> None:
    assert len({name.casefold() for name in copy}) == len(copy)
    assert not [name for name in copy if re.search(r'[<>:"|?*\\]', name)]


def test_equal_data_give_equal_bytes(site: Flask) -> None:
    def few(path: str) -> bool:
        return path in (
            "/en/",
            "/id/",
            "/en/law",
            "/id/law",
            "/en/find",
            "/id/find",
            "/en/timeline",
            "/en/timeline.svg",
        )

    assert render_site(site, few, lambda line: None) == render_site(site, few, lambda line: None)


def test_the_index_of_the_search_names_only_files_that_are_there(copy: Files) -> None:
    named = re.findall(r'\["((?:law|glossary)/[^"]+\.html)"', copy[INDEX].decode())
    assert len(named) > 20
    assert {f"{lang}/{name}" for name in named for lang in ("en", "id")} <= copy.keys()


@pytest.mark.browser
def test_a_browser_opens_the_copy_from_a_folder_and_finds_a_word(page: Page, stick: Path) -> None:
    page.goto((stick / "index.html").as_uri())
    page.get_by_role("link", name="Bahasa Indonesia").click()
    page.locator("main input[name=q]").fill("calo")
    page.locator("main input[name=q]").press("Enter")
    page.locator("#offline-results li").first.wait_for()
    assert "calo" in page.locator("#offline-results li").first.inner_text()
    page.locator("#offline-results li a").first.click()
    assert "calo" in page.locator("h1").inner_text().lower()
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.browser
def test_the_search_of_the_copy_understands_a_citation_and_other_names(page: Page, stick: Path) -> None:
    def found(words: str) -> list[str]:
        page.goto(f"{(stick / 'en' / 'find.html').as_uri()}?q={words}")
        page.locator("#offline-results > p").first.wait_for()
        return page.locator("#offline-results li").all_inner_texts()

    assert "Law 21/2007 Art. 17" in found("Pasal+17+UU+TPPO")[0]
    assert "KUHP Art. 455(1)" in found("kuhp:455.1")[0]
    assert any("debt bondage" in text.lower() for text in found("penjeratan+utang"))
    assert found("%3Cimg%3Exyzzy") == []
    assert page.locator("#offline-results img").count() == 0


class Everything:
    """Holds the file of every page, as a whole copy does."""

    def __contains__(self, name: object) -> bool:
        """Tell that the file is there."""
        return True


@pytest.fixture(scope="module")
def whole_index(site: Flask, stick: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the page of the search alone, with the index of the whole base."""
    folder = tmp_path_factory.mktemp("search") / "copy"
    copytree(stick / "static", folder / "static")
    (folder / "en").mkdir()
    (folder / "en" / "find.html").write_bytes((stick / "en" / "find.html").read_bytes())
    with site.test_request_context("/en/"):
        (folder / INDEX).write_bytes(offline_search.index(Everything()))
    return folder


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Pasal 455 KUHP", ["KUHP Art. 455", "KUHP Art. 455(1)", "KUHP Art. 455(2)"]),
        ("Pasal 7 UU 21/2007", ["Law 21/2007 Art. 7", "Law 21/2007 Art. 7(1)"]),
        ("Pasal 21 Undang-Undang Nomor 21 Tahun 2007", ["Law 21/2007 Art. 21", "Law 21/2007 Art. 21(1)"]),
        ("Pasal 3 Protokol Palermo", ["Palermo Protocol Art. 3", "Palermo Protocol Art. 3(a)"]),
        ("Art. 3(c) Palermo Protocol", ["Palermo Protocol Art. 3(c)", "Palermo Protocol Art. 3"]),
        ("Pasal 83 ayat (1) UU 35/2014", ["Law 35/2014 Art. 83"]),
        ("Pasal 76F UU Perlindungan Anak", ["Law 35/2014 Art. 76F"]),
        ("Article 2 C29", ["ILO C29 Art. 2", "ILO C29 Art. 2(1)"]),
        ("Pasal 999 KUHP", ["KUHP Art. 624"]),
        ("pasal 455", ["KUHP Art. 455"]),
        ("art. 17", ["Law 21/2007 Art. 17", "ACTIP Art. 17", "Palermo Protocol Art. 17", "KUHP Art. 17"]),
        ("Pasal 76F", ["Law 35/2014 Art. 76F"]),
    ],
)
def test_the_search_of_the_copy_puts_what_is_cited_first(
    page: Page, whole_index: Path, typed: str, first: list[str]
) -> None:
    page.goto(f"{(whole_index / 'en' / 'find.html').as_uri()}?q={quote(typed)}")
    page.locator("#offline-results > p").first.wait_for()
    assert page.locator("#offline-results .found-head a").all_inner_texts()[: len(first)] == first


@pytest.mark.browser
@pytest.mark.parametrize(
    "typed",
    [
        *("penjeratan utang", "restitusi", "korban anak", "apa itu perdagangan anak?", "calo", "PRT", "<b>x</b>"),
        *("pasal 455", "Pasal 4 ayat (2)", "psl 17", "restitusi UU TPPO", "victims", "perdagangn"),
    ],
)
def test_the_search_of_the_copy_finds_as_much_as_the_service_and_nearly_in_its_order(
    page: Page, whole_index: Path, service: Service, typed: str
) -> None:
    page.goto(f"{(whole_index / 'en' / 'find.html').as_uri()}?q={quote(typed)}")
    page.locator("#offline-results > p").first.wait_for()
    answer = service.search(typed, date.today(), Filters())
    if answer["count"]:
        assert page.locator("#offline-results > p").first.inner_text() == f"Results: {answer['count']}"
    shown = page.locator("#offline-results .found-head a").all_inner_texts()
    wanted = [item["citation" if item["type"] == "provision" else "label"]["en"] for item in answer["results"]]
    assert shown[:1] == wanted[:1]
    assert len(set(wanted[:5]) - set(shown[:10])) <= 1


@pytest.mark.browser
def test_below_the_results_of_the_copy_stands_no_list_of_laws(page: Page, stick: Path) -> None:
    laws = page.get_by_role("heading", name="What the knowledge base holds")
    page.goto((stick / "en" / "find.html").as_uri())
    assert laws.is_visible()
    page.goto(f"{(stick / 'en' / 'find.html').as_uri()}?q=calo")
    page.locator("#offline-results > p").first.wait_for()
    assert not laws.is_visible()


@pytest.mark.browser
def test_a_law_named_in_a_question_narrows_the_search_of_the_copy_to_it(page: Page, whole_index: Path) -> None:
    page.goto(f"{(whole_index / 'en' / 'find.html').as_uri()}?q={quote('what is restitution under Law 21/2007?')}")
    page.locator("#offline-results > p").first.wait_for()
    found = page.locator("#offline-results .found-head a").all()
    led = [str(link.get_attribute("href")) for link in found]
    assert "law/uu-2007-21/48.1.html" in led
    assert not [link for link in led if not link.startswith(("law/uu-2007-21/", "glossary"))]


@pytest.mark.browser
def test_an_article_without_words_of_its_own_is_found_by_its_number_only(page: Page, whole_index: Path) -> None:
    page.goto(f"{(whole_index / 'en' / 'find.html').as_uri()}?q=perdagangan+orang")
    page.locator("#offline-results > p").first.wait_for()
    found = page.locator("#offline-results li").count()
    assert found == page.locator("#offline-results .found-text").count() > 0


@pytest.mark.browser
def test_the_quiz_of_the_copy_says_which_answer_is_right(page: Page, stick: Path) -> None:
    page.goto((stick / "en/workshop/quiz.html").as_uri())
    row = page.locator(".choices > a").first
    box = row.bounding_box()
    assert box is not None
    row.click(position={"x": box["width"] - 5, "y": box["height"] - 5})  # anywhere in the box, not on its words alone
    assert page.locator(".quiz-result").count() == 1
    page.get_by_role("link", name="Next question").click()
    assert page.locator(".choices a").count() > 1


def test_every_link_of_a_bigger_copy_leads_somewhere(site: Flask, service: Service) -> None:
    wanted = some(service, BIGGER_SAMPLE)
    files = render_site(site, lambda path: not path.startswith("/id/law/") and wanted(path), lambda line: None)
    assert len(files) > 800
    assert broken(files) == []


class TestWriting:
    """Whole or not at all, and never over what somebody else has put there."""

    @pytest.fixture
    def export(self, service: Service, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
        """Export three small files in place of the site."""
        content = {"index.html": b"<p>", "en/index.html": b"<p>", MANIFEST: b"en/index.html\nindex.html\n"}
        monkeypatch.setattr(static_site, "render_site", lambda app, wanted, tell: content)
        return lambda folder: print(static_site.export_site(service, folder, lambda line: None))

    def test_into_a_new_folder_and_into_its_own(self, export: Callable[[Path], None], tmp_path: Path) -> None:
        folder = tmp_path / "stick"
        for _ in range(2):
            export(folder)
            written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
            assert written == {"index.html", "en/index.html", MANIFEST}
            assert list(tmp_path.iterdir()) == [folder]

    def test_not_over_what_somebody_else_has_put_there(self, export: Callable[[Path], None], tmp_path: Path) -> None:
        folder = tmp_path / "stick"
        export(folder)
        (folder / "en" / "notes.txt").write_text("mine", encoding="utf-8")
        with pytest.raises(InputError, match=r"notes\.txt"):
            export(folder)
        assert (folder / "en" / "notes.txt").read_text(encoding="utf-8") == "mine"

    def test_not_over_a_file(self, export: Callable[[Path], None], tmp_path: Path) -> None:
        file = tmp_path / "file"
        file.write_text("mine", encoding="utf-8")
        with pytest.raises(InputError, match="is a file"):
            export(file)
