"""The search box: citations lead to provisions, other words to results, best first."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from analyzer.errors import InputError
from analyzer.filters import Filters
from analyzer.search import SearchIndex, _stem
from analyzer.service import Service
from tests.web.conftest import Printed

TODAY = date.today()


def links(page: str) -> list[str]:
    """Return where the results of a page lead to, in their order."""
    return [str(link) for link in html.fromstring(page).xpath("//ol[@class='found']/li/p[1]//a/@href")]


def address(entry: dict[str, Any], lang: str) -> str:
    """Return where a result, or an entry of a list, must lead to."""
    if entry.get("type") == "term":
        return f"/{lang}/glossary#{entry['id']}"
    return f"/{lang}/law/{entry['id'].replace(':', '/')}"


def expected(answer: dict[str, Any], lang: str) -> list[str]:
    """Return what `links` gives for the results of `answer`."""
    return [address(item, lang) for item in answer["results"]]


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("Pasal 17 UU TPPO", "/id/law/uu-2007-21/17"),
        ("KUHP 455", "/id/law/kuhp/455"),
        ("Palermo 3(c)", "/id/law/palermo/3.c"),
        ("UU TPPO", "/id/law/uu-2007-21"),
        ("Pasal 76F UU Perlindungan Anak", "/id/law/uu-2014-35/76F"),
        ("Pasal 76I UU 23/2002 sebagaimana diubah dengan UU 35/2014", "/id/law/uu-2014-35/76I"),
        ("Pasal 13 UU 23/2002 sebagaimana diubah dengan UU 35/2014", "/id/law/uu-2002-23/13"),
        ("Pasal 83 UU 23/2002", "/id/law/uu-2002-23/83"),
    ],
)
def test_a_citation_leads_to_what_it_names(client: FlaskClient, typed: str, target: str) -> None:
    response = client.get("/id/find", query_string={"q": typed})
    assert (response.status_code, response.location) == (303, target)


@pytest.mark.parametrize("lang", ["en", "id"])
def test_other_words_show_the_results_of_the_service_in_the_language_of_the_page(
    client: FlaskClient, service: Service, lang: str
) -> None:
    answer = service.search("korban anak", TODAY, Filters())
    assert answer["count"] > 3
    response = client.get(f"/{lang}/find?q=korban+anak")
    assert response.status_code == 200
    assert links(response.text) == expected(answer, lang)
    force = {True: ("in force", "berlaku"), False: ("not in force", "tidak berlaku")}
    results = html.fromstring(response.text).xpath("//ol[@class='found']/li")
    for shown, item in zip(results, answer["results"], strict=True):
        if item["type"] == "term":
            continue
        head, *place, text, badges = shown.findall("p")
        assert item["citation"][lang] in head.text_content()
        assert item["heading"][lang] in head.text_content()
        assert [line.text_content() for line in place] == [
            f"{division['citation'][lang]}: {division['heading'][lang]}" for division in item["divisions"][-1:]
        ]
        assert text.text_content() == item["snippet"][lang]
        assert badges.find("span").text_content().strip() == force[item["inForceOn"]][lang == "id"]


def test_results_come_twenty_a_page_and_none_is_lost_between_pages(client: FlaskClient, service: Service) -> None:
    answer = service.search("anak", TODAY, Filters(), 500)
    wanted = expected(answer, "en")
    found, following, pages = [], "/en/find?q=anak", 0
    while following:
        page = client.get(following).text
        found += links(page)
        pages += 1
        assert len(found) == min(len(wanted), 20 * pages)
        tree = html.fromstring(page)
        assert tree.xpath("//ol[@class='found']/@start") == [str(20 * pages - 19)]
        following = next(iter(tree.xpath("//nav[@class='neighbours']/a[@rel='next']/@href")), "")
    assert found == wanted
    assert pages > 1


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ({"instrument": "uu-2007-21"}, Filters(instrument="uu-2007-21")),
        ({"kind": "offence"}, Filters(kind="offence")),
        ({"topic": "restitution"}, Filters(topic="restitution")),
        ({"modality": "right"}, Filters(modality="right")),
        ({"bearer": "court"}, Filters(bearer="court")),
        ({"beneficiary": "child-victim"}, Filters(beneficiary="child-victim")),
        ({"children": "yes"}, Filters(child=True)),
        ({"children": "no"}, Filters(child=False)),
        ({"in_force": "yes"}, Filters(in_force=True)),
        ({"in_force": "no"}, Filters(in_force=False)),
    ],
)
def test_filters_narrow_the_results_stay_chosen_and_reach_the_json_twin(
    client: FlaskClient, service: Service, query: dict[str, str], chosen: Filters
) -> None:
    asked = {"q": "anak", "as_of": "2026-11-21", **query}
    answer = service.search("anak", date(2026, 11, 21), chosen)
    assert 0 < answer["count"] < service.search("anak", date(2026, 11, 21), Filters())["count"]
    assert client.get("/id/find.json", query_string=asked).json == answer
    page = client.get("/id/find", query_string=asked).text
    assert len(links(page)) == len(answer["results"])
    tree = html.fromstring(page)
    ((name, value),) = query.items()
    assert tree.xpath(f"//select[@name='{name}']/option[@selected]/@value") == [value]
    assert len(tree.xpath("//select/option[@selected]")) == 1


def test_filters_without_words_give_a_list_in_reading_order_twenty_a_page(
    client: FlaskClient, service: Service
) -> None:
    answer = service.listing(date(2026, 11, 21), Filters(topic="restitution", in_force=True))
    assert client.get("/en/find.json?topic=restitution&in_force=yes&as_of=2026-11-21").json == answer
    assert answer["count"] > 20
    asked = "/en/find?topic=restitution&in_force=yes&as_of=2026-11-21"
    found = links(client.get(asked).text) + links(client.get(f"{asked}&page=2").text)
    assert found == [f"{address(entry, 'en')}?as_of=2026-11-21" for entry in answer["provisions"][:40]]
    order = [item["id"] for item in service.instruments()]
    held = [order.index(entry["instrument"]) for entry in answer["provisions"]]
    assert held == sorted(held)


def test_every_label_on_the_page_of_a_provision_leads_to_a_list_that_holds_the_provision(
    client: FlaskClient, service: Service
) -> None:
    tree = html.fromstring(client.get("/id/law/uu-2007-21/48.1").text)
    labels = tree.xpath("//p[@class='eyebrow']/a/@href | //ul[@class='terms']/li/a[contains(@href, '/find?')]/@href")
    assert {label.split("?")[1].split("=")[0] for label in labels} == {
        *("kind", "topic", "modality", "bearer", "beneficiary")
    }
    for label in labels:
        listed = client.get(label.replace("/find?", "/find.json?")).json
        assert listed and "uu-2007-21:48.1" in [entry["id"] for entry in listed["provisions"]], label
        assert client.get(label).status_code == 200


def test_what_a_list_can_be_narrowed_by_is_counted_and_each_link_leaves_as_many(
    client: FlaskClient, service: Service
) -> None:
    for asked in ("q=korban+anak", "topic=restitution"):
        tree = html.fromstring(client.get(f"/en/find?{asked}").text)
        counted = tree.xpath("//div[@class='facet']//li")
        assert len(counted) > 10
        for item in (counted[0], counted[-1]):
            answer = client.get(item.xpath("a/@href")[0].replace("/find?", "/find.json?")).json
            assert answer and item.xpath("span/text()") == [str(answer["count"])]
    assert service.listing(TODAY, Filters(kind="offence"))["facets"]["kind"] == [
        {
            "value": "offence",
            "label": service.choices["kind"]["offence"],
            "count": service.listing(TODAY, Filters(kind="offence"))["count"],
        }
    ]


def test_each_filter_that_is_set_is_named_and_can_be_taken_off(client: FlaskClient) -> None:
    tree = html.fromstring(client.get("/en/find?q=anak&topic=penalty&children=yes&as_of=2026-11-21").text)
    chosen = {link.get("aria-label"): link.get("href") for link in tree.xpath("//ul[@class='chosen']//a")}
    assert chosen == {
        "Remove the filter: Topic, penalty": "/en/find?q=anak&children=yes&as_of=2026-11-21",
        "Remove the filter: Children, about children": "/en/find?q=anak&topic=penalty&as_of=2026-11-21",
    }


def test_filters_that_nothing_passes_say_so_and_stay_to_be_taken_off(client: FlaskClient) -> None:
    response = client.get("/en/find?topic=restitution&kind=scope")
    assert response.status_code == 200
    tree = html.fromstring(response.text)
    assert tree.xpath("//h1/text()") == ["No provision passes all of these filters"]
    assert tree.xpath("//ul[@class='chosen']//a/@href") == ["/en/find?topic=restitution", "/en/find?kind=scope"]


def test_terms_that_the_words_name_stand_before_provisions(service: Service) -> None:
    for words, named in (("korban anak", {"child", "victim", "child-victim"}), ("jeratan utang", {"debt-bondage"})):
        results = service.search(words, TODAY, Filters())["results"]
        assert {item["id"] for item in results[: len(named)]} == named


def test_the_search_box_suggests_terms_and_laws_without_a_script(client: FlaskClient, service: Service) -> None:
    for lang in ("en", "id"):
        tree = html.fromstring(client.get(f"/{lang}/").text)
        (box,) = tree.xpath("//input[@type='search']")
        known = tree.xpath(f"//datalist[@id='{box.get('list')}']/option/@value")
        assert known == [
            *(term["label"][lang] for term in service.glossary()),
            *(instrument["citation"][lang] for instrument in service.instruments()),
        ]


def test_the_day_decides_what_is_in_force(client: FlaskClient) -> None:
    asked = {"q": "menjual anak", "instrument": "uu-2002-23", "in_force": "yes"}
    former = "/id/law/uu-2002-23/83"
    before = links(client.get("/id/find", query_string={**asked, "as_of": "2010-01-01"}).text)
    today = links(client.get("/id/find", query_string={**asked, "as_of": "2026-11-21"}).text)
    assert any(link.startswith(former) for link in before)
    assert not any(link.startswith(former) for link in today)


def test_nothing_found_helps_to_go_on(client: FlaskClient, service: Service) -> None:
    response = client.get("/id/find?q=xyzzy&kind=offence")
    assert response.status_code == 200
    tree = html.fromstring(response.text)
    assert 'Tidak ditemukan apa pun untuk "xyzzy".' in tree.xpath("//*[@role='alert']/p")[0].text_content()
    assert tree.xpath("//input[@name='q']/@value") == ["xyzzy"]
    assert "/id/find?q=xyzzy" in tree.xpath("//*[@role='alert']//a/@href")
    assert len(tree.xpath("//ul[@class='plain']/li")) == len(service.instruments())
    assert client.get("/id/find.json?q=xyzzy").json == service.search("xyzzy", TODAY, Filters())


def test_a_citation_of_what_the_base_does_not_hold_is_named_as_such_above_the_results(client: FlaskClient) -> None:
    tree = html.fromstring(client.get("/id/find?q=Pasal+999+KUHP").text)
    (detail,) = tree.xpath("//div[@class='notice']/p[@class='detail']")
    said = "kuhp:999 tidak ada dalam basis data; yang terdekat di dalamnya adalah kuhp:"
    assert detail.text_content().startswith(said)
    assert html.fromstring(client.get("/id/find?q=kuhp+anak").text).xpath("//div[@class='notice']") == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("pasal 455", ["/id/law/kuhp/455"]),
        ("Pasal 17", ["/id/law/uu-2007-21/17", "/id/law/actip/17", "/id/law/palermo/17", "/id/law/kuhp/17"]),
        ("article 17", ["/id/law/uu-2007-21/17"]),
        ("art. 17", ["/id/law/uu-2007-21/17"]),
        ("psl 17", ["/id/law/uu-2007-21/17"]),
        ("17", ["/id/law/uu-2007-21/17"]),
        ("Pasal 76F", ["/id/law/uu-2014-35/76F"]),
        ("pasal 2 ayat (1)", ["/id/law/uu-2007-21/2.1"]),
    ],
)
def test_an_article_number_without_a_law_finds_the_articles_of_that_number_first(
    client: FlaskClient, service: Service, typed: str, first: list[str]
) -> None:
    page = client.get("/id/find", query_string={"q": typed}).text
    assert links(page)[: len(first)] == first
    answer = service.search(typed, TODAY, Filters())
    path = first[0].rpartition("/")[2]
    numbers = [item["id"].partition(":")[2] == path for item in answer["results"]]
    assert numbers.index(False) == answer["numbered"] > 0
    assert f"disebut lebih dahulu: {answer['numbered']}." in page


def test_articles_of_a_number_that_are_no_longer_law_come_behind_those_that_are(service: Service) -> None:
    answer = service.search("Pasal 83", date(2026, 11, 21), Filters())
    force = [item["inForceOn"] for item in answer["results"][: answer["numbered"]]]
    assert force == sorted(force, reverse=True)
    assert force[0] and not force[-1]


def test_filters_hold_for_articles_of_a_number_too(service: Service) -> None:
    answer = service.search("Pasal 17", TODAY, Filters(instrument="kuhp"))
    assert answer["results"] and {item["instrument"] for item in answer["results"]} == {"kuhp"}


def test_articles_of_a_number_are_found_by_the_program_too(printed: Printed) -> None:
    told = printed("search", "pasal 455", "--lang", "id").decode()
    assert told.index("Pasal 455 KUHP") < told.index("Pasal 1 angka 2 UU 21/2007")
    assert "Ketentuan bernomor ini disebut lebih dahulu: 1." in told


def test_the_number_of_a_year_or_of_no_article_is_a_word_like_others(service: Service) -> None:
    for words in ("2007", "Pasal 9999"):
        assert service.search(words, TODAY, Filters())["numbered"] == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("perdagangn", "perdagangan"),
        ("penjeratan utnag", "penjeratan utang"),
        ("Trafficing", "trafficking"),
        ("korbam anak", "korban anak"),
    ],
)
def test_a_slip_of_the_pen_is_answered_by_the_word_that_is_meant(
    client: FlaskClient, service: Service, typed: str, meant: str
) -> None:
    assert service.search(typed, TODAY, Filters())["suggestion"] == meant
    tree = html.fromstring(client.get("/id/find", query_string={"q": typed, "in_force": "yes"}).text)
    (line,) = tree.xpath("//p[@class='suggested']")
    assert line.text_content() == f"Maksud Anda {meant}?"
    (link,) = line.xpath("a/@href")
    assert links(client.get(link).text)
    assert "in_force=yes" in link


def test_words_in_use_and_words_like_none_in_use_suggest_nothing(service: Service) -> None:
    for words in ("restitusi korban", "korban yang dipulangkan", "xyzzy", "Pasal 17", "Pasal 17 UU TPPO", "kuhp"):
        assert service.search(words, TODAY, Filters())["suggestion"] is None


def test_the_program_suggests_too(printed: Printed) -> None:
    assert "Did you mean: perdagangan?" in printed("search", "perdagangn").decode()


@pytest.mark.parametrize("typed", ["PRT", "ART", "pekerja rumah tangga", "domestic workers"])
def test_a_search_offers_the_findings_whose_title_fits_also_by_a_short_name(
    client: FlaskClient, service: Service, typed: str
) -> None:
    answer = service.search(typed, TODAY, Filters())
    assert answer["results"][0]["id"] == "domestic-worker"
    assert [item["criterion"] for item in answer["findings"]] == ["MIG-10"]
    tree = html.fromstring(client.get("/id/find", query_string={"q": typed}).text)
    (link,) = tree.xpath("//section[@class='findings-offered']//a")
    assert (link.get("href"), link.text) == ("/id/findings/MIG-10", "Pekerja rumah tangga")
    assert not service.search(typed, TODAY, Filters(in_force=True))["findings"]


def test_what_is_in_force_and_what_is_about_children_is_one_click_away(client: FlaskClient) -> None:
    tree = html.fromstring(client.get("/id/find?q=korban").text)
    quick = {link.text: link.get("href") for link in tree.xpath("//ul[@class='quick']//a")}
    assert quick == {
        "hanya yang berlaku": "/id/find?q=korban&in_force=yes",
        "hanya tentang anak": "/id/find?q=korban&children=yes",
    }
    narrowed = html.fromstring(client.get(quick["hanya tentang anak"]).text)
    assert narrowed.xpath("//ul[@class='quick']//a/text()") == ["hanya yang berlaku"]


def test_no_suggestion_of_the_search_box_carries_a_remark_in_brackets(client: FlaskClient) -> None:
    for lang in ("en", "id"):
        tree = html.fromstring(client.get(f"/{lang}/").text)
        assert not [name for name in tree.xpath("//datalist/option/@value") if "(" in name]


def test_a_paragraph_that_is_not_there_leads_to_its_article_and_its_parts(client: FlaskClient) -> None:
    assert links(client.get("/id/find?q=Pasal+83+ayat+(1)+UU+35/2014").text) == ["/id/law/uu-2014-35/83"]
    page = client.get("/id/find?q=Pasal+455+ayat+(9)+KUHP").text
    assert links(page) == [f"/id/law/kuhp/{place}" for place in ("455", "455.1", "455.2")]
    assert "Inilah yang terdekat yang dimuatnya." in page


def test_an_article_that_is_not_there_leads_to_its_neighbours_in_the_amended_law(client: FlaskClient) -> None:
    found = links(client.get("/id/find?q=Pasal+76G+UU+Perlindungan+Anak").text)
    assert found == [f"/id/law/uu-2014-35/{number}" for number in ("76E", "76F", "76H", "76I")]


def test_an_article_number_never_leads_into_an_omnibus_law_with_numbers_of_its_own(service: Service) -> None:
    with pytest.raises(InputError, match="does not hold uu-2011-6:84"):
        service.identify("Pasal 84 UU 6/2011")
    assert service.identify("Pasal 84 UU 11/2020") == "uu-2020-11:84"


def identities(service: Service, words: str) -> list[str]:
    """Return what a search finds on its first page."""
    return [item["id"] for item in service.search(words, TODAY, Filters())["results"]]


@pytest.mark.parametrize(
    ("plain", "words"),
    [
        ("apa hak korban TPPO", "hak korban TPPO"),
        ("what is debt bondage?", "debt bondage"),
        ("siapakah yang menjadi calo", "menjadi calo"),
    ],
)
def test_a_plain_question_finds_what_its_telling_words_find(service: Service, plain: str, words: str) -> None:
    assert identities(service, plain) == identities(service, words) != []


def test_words_that_tell_nothing_are_looked_for_where_there_are_no_others(service: Service) -> None:
    assert identities(service, "is it the")


def test_a_law_named_among_the_words_narrows_the_search_to_it(client: FlaskClient, service: Service) -> None:
    answer = service.search("what is restitution under the Trafficking Law", TODAY, Filters())
    provisions = [item for item in answer["results"] if item["type"] == "provision"]
    assert {item["instrument"] for item in provisions} == {"uu-2007-21"}
    page = client.get("/en/find?q=what+is+restitution+under+the+Trafficking+Law").text
    assert "Looked for in Law 21/2007, as the words ask." in page


def test_a_law_is_searched_with_those_that_amend_it(service: Service) -> None:
    answer = service.search("perekrutan UU Perlindungan Anak", TODAY, Filters())
    assert "uu-2014-35:76H" in [item["id"] for item in answer["results"]]
    assert [item["id"] for item in answer["within"]["instruments"]] == ["uu-2002-23", "uu-2014-35", "uu-2016-17"]


@pytest.mark.parametrize("words", ["is debt bondage in Law 18/2017?", "jeratan utang UU 18/2017"])
def test_a_law_in_which_nothing_is_found_is_named_above_what_is_found_elsewhere(
    client: FlaskClient, words: str
) -> None:
    page = client.get("/en/find", query_string={"q": words}).text
    assert "Nothing was found in Law 18/2017; this is what is found elsewhere." in page
    assert "/en/law/uu-2007-21/1.15" in links(page)


def test_a_filter_by_law_stands_above_a_law_that_the_words_name(service: Service) -> None:
    answer = service.search("restitusi UU TPPO", TODAY, Filters(instrument="pp-2017-43"))
    assert answer["within"] is None
    assert {item["instrument"] for item in answer["results"]} == {"pp-2017-43"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            ("debt bondage", "--instrument", "UU 18/2017"),
            "Nothing was found. Use fewer or other words, or leave out filters",
        ),
        (("jeratan utang UU 18/2017",), "Nothing was found in Law 18/2017; this is what is found elsewhere."),
        (("restitusi UU TPPO",), "Looked for in Law 21/2007, as the words ask."),
        (("Pasal 999 KUHP",), "does not hold the provision that is cited; these are the nearest."),
    ],
)
def test_the_program_says_where_it_looked_and_how_to_go_on(printed: Printed, asked: tuple[str, ...], said: str) -> None:
    assert said in " ".join(printed("search", *asked).decode().split())


@pytest.mark.parametrize(
    "typed",
    ["<script>alert(1)</script>", "xyzzy<script>", "<script>perdagangn</script>"],
    ids=["with results", "without results", "with a suggestion"],
)
def test_what_was_typed_is_shown_and_never_run(client: FlaskClient, typed: str) -> None:
    page = client.get("/en/find", query_string={"q": typed}).text
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_terms_of_the_glossary_are_marked_as_such(client: FlaskClient, service: Service) -> None:
    results = service.search("calo", TODAY, Filters())["results"]
    broker = next(item for item in results if item["type"] == "term" and item["label"]["id"] == "calo")
    for lang, other in (("en", "id"), ("id", "en")):
        tree = html.fromstring(client.get(f"/{lang}/find?q=calo").text)
        marked = tree.xpath("//ol[@class='found']/li[.//span[contains(@class, 'is-term')]]")
        assert len(marked) == len([item for item in results if item["type"] == "term"])
        (term,) = [shown for shown in marked if shown.xpath(".//dfn")[0].text_content() == broker["label"][lang]]
        assert term.xpath(".//p[1]/span[@lang]")[0].text_content() == broker["label"][other]
        assert broker["meaning"][lang] in term.text_content()


def test_several_readers_who_search_at_once_find_what_each_finds_alone(service: Service) -> None:
    """A stemmer keeps the word that it works on: threads that share it would spoil each other's words."""
    asked = ["perdagangan orang", "penjeratan utang", "exploited children", "memperdagangkan anak", "restitusi korban"]
    alone = {text: SearchIndex(service.knowledge).search(text) for text in asked}
    shared, interval = SearchIndex(service.knowledge), sys.getswitchinterval()
    _stem.cache_clear()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(shared.search, asked * 4))
    finally:
        sys.setswitchinterval(interval)
    assert together == [alone[text] for text in asked * 4]
