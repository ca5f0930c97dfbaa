"""The search box: citations lead to provisions, other words to results, best first."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from analyzer.filters import Filters
from analyzer.service import Service

TODAY = date.today()


def links(page: str) -> list[str]:
    """Return where the results of a page lead to, in their order; a glossary term leads nowhere and gives its label."""
    return [str(head) for head in html.fromstring(page).xpath("//ol[@class='found']/li/p[1]/*[1]/@href | //dfn/text()")]


def expected(answer: dict[str, Any], lang: str) -> list[str]:
    """Return what `links` gives for the results of `answer`."""
    return [
        item["label"][lang] if item["type"] == "term" else f"/{lang}/law/{item['id'].replace(':', '/')}"
        for item in answer["results"]
    ]


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("Pasal 17 UU TPPO", "/id/law/uu-2007-21/17"),
        ("KUHP 455", "/id/law/kuhp/455"),
        ("Palermo 3(c)", "/id/law/palermo/3.c"),
        ("UU TPPO", "/id/law/uu-2007-21"),
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
        head, text, badges = shown.findall("p")
        assert item["citation"][lang] in head.text_content()
        assert item["heading"][lang] in head.text_content()
        assert text.text_content() == item["snippet"][lang]
        assert badges.find("span").text_content().strip() == force[item["inForceOn"]][lang == "id"]


def test_results_come_twenty_a_page_and_none_is_lost_between_pages(client: FlaskClient, service: Service) -> None:
    answer = service.search("anak", TODAY, Filters(), 500)
    wanted = expected(answer, "en")
    found, address, pages = [], "/en/find?q=anak", 0
    while address:
        page = client.get(address).text
        found += links(page)
        pages += 1
        assert len(found) == min(len(wanted), 20 * pages)
        tree = html.fromstring(page)
        assert tree.xpath("//ol[@class='found']/@start") == [str(20 * pages - 19)]
        address = next(iter(tree.xpath("//nav[@class='neighbours']/a[@rel='next']/@href")), "")
    assert found == wanted
    assert pages > 1


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ({"instrument": "uu-2007-21"}, Filters(instrument="uu-2007-21")),
        ({"kind": "offence"}, Filters(kind="offence")),
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


def test_the_day_decides_what_is_in_force(client: FlaskClient) -> None:
    asked = {"q": "menjual anak", "instrument": "uu-2002-23", "in_force": "yes"}
    former = "/id/law/uu-2002-23/83"
    before = links(client.get("/id/find", query_string={**asked, "as_of": "2010-01-01"}).text)
    today = links(client.get("/id/find", query_string={**asked, "as_of": "2026-11-21"}).text)
    assert any(link.startswith(former) for link in before)
    assert not any(link.startswith(former) for link in today)


def test_nothing_found_helps_to_go_on(client: FlaskClient, service: Service) -> None:
    response = client.get("/id/find?q=xyzzy&kind=offence")
    assert response.status_code == 404
    tree = html.fromstring(response.text)
    assert 'Tidak ditemukan apa pun untuk "xyzzy".' in tree.xpath("//*[@role='alert']/p")[0].text_content()
    assert tree.xpath("//input[@name='q']/@value") == ["xyzzy"]
    assert "/id/find?q=xyzzy" in tree.xpath("//*[@role='alert']//a/@href")
    assert len(tree.xpath("//ul[@class='plain']/li")) == len(service.instruments())
    assert client.get("/id/find.json?q=xyzzy").json == service.search("xyzzy", TODAY, Filters())


def test_a_citation_of_what_the_base_does_not_hold_is_named_as_such_above_the_results(client: FlaskClient) -> None:
    tree = html.fromstring(client.get("/id/find?q=Pasal+999+KUHP").text)
    (detail,) = tree.xpath("//div[@class='notice']/p[@lang='en']")
    assert detail.text_content().startswith("the base does not hold kuhp:999")
    assert html.fromstring(client.get("/id/find?q=kuhp+anak").text).xpath("//div[@class='notice']") == []


def test_what_was_typed_is_shown_and_never_run(client: FlaskClient) -> None:
    page = client.get("/en/find", query_string={"q": "<script>alert(1)</script>"}).text
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
