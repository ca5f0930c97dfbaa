"""Bad input: the right status, one clear line in the reader's language, nothing reflected unescaped, no traceback."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from analyzer.service import Service
from webui import create_app

SCRIPT = "<script>alert(1)</script>"
OUR_SCRIPT = '<script src="/static/copy.js'
FACTS = {
    "act": "recruitment",
    "means": "deception",
    "purpose": "forced-labour",
    "age": "25",
    "route": "domestic",
    "citizenship": "indonesian",
    "stage": "intended",
}
BAD = [
    ("/gaps", {"as_of": "2026-02-30"}, 400),
    ("/gaps", {"as_of": "02/01/2026"}, 400),
    ("/gaps", {"as_of": "2026-01-02\0"}, 400),
    ("/gaps", {"as_of": SCRIPT}, 400),
    ("/gaps", {"as_of": "1990-01-01"}, 400),
    ("/gaps/cases", {"as_of": "2026-02-30"}, 400),
    ("/gaps/cases", {"as_of": SCRIPT}, 400),
    ("/gaps/cases", {"victim": "dolphin"}, 400),
    ("/gaps/cases", {"victim": SCRIPT}, 400),
    ("/gaps/cases", {"against": "kuhp"}, 400),
    ("/gaps/cases", {"against": SCRIPT}, 400),
    ("/findings", {"as_of": SCRIPT}, 400),
    ("/findings", {"pillar": SCRIPT}, 400),
    ("/findings", {"obligation": "nice"}, 400),
    ("/findings", {"status": "perfect\0"}, 400),
    ("/findings", {"children": SCRIPT}, 400),
    ("/findings/DEF-10", {"as_of": "soon"}, 400),
    ("/findings/DEF-10", {"as_of": "1990-01-01"}, 400),
    ("/findings/DEF-999", {}, 404),
    (f"/findings/{SCRIPT.replace('/', '')}", {}, 404),
    ("/findings/DEF-10\0", {}, 404),
    ("/findings/rules/nothing.rq", {}, 404),
    ("/findings/rules/..%2Fmodel%2Fterms.rq", {}, 404),
    ("/law/kuhp/999", {}, 404),
    ("/law/kuhp/\0", {}, 404),
    (f"/law/{SCRIPT}", {}, 404),
    (f"/law/kuhp/{SCRIPT.replace('/', '')}", {}, 404),
    ("/law/nowhere", {}, 404),
    ("/law/kuhp/455.1", {"as_of": "soon"}, 400),
    ("/law/kuhp", {"as_of": SCRIPT}, 400),
    ("/find", {"q": "anak", "page": "99"}, 404),
    ("/find", {"q": "anak", "page": "0"}, 400),
    ("/find", {"q": "anak", "page": SCRIPT}, 400),
    ("/find", {"q": "anak", "kind": SCRIPT}, 400),
    ("/find", {"q": "anak", "instrument": SCRIPT}, 400),
    ("/find", {"q": "anak", "bearer": "nobody"}, 400),
    ("/find", {"topic": SCRIPT}, 400),
    ("/find", {"modality": "must", "page": "99"}, 404),
    ("/find", {"q": "anak", "children": SCRIPT}, 400),
    ("/find", {"q": "anak", "as_of": SCRIPT}, 400),
    ("/find", {"q": "\0"}, 400),
    ("/find", {"q": "anak\0"}, 400),
    ("/find", {"q": "a" * 300}, 400),
    ("/screen/result", {}, 400),
    ("/screen/result", {**FACTS, "age": "-1"}, 400),
    ("/screen/result", {**FACTS, "age": "121"}, 400),
    ("/screen/result", {**FACTS, "age": "fifteen"}, 400),
    ("/screen/result", {**FACTS, "age": "1\0"}, 400),
    ("/screen/result", {**FACTS, "age": "\N{SUPERSCRIPT TWO}"}, 400),
    ("/screen/result", {**FACTS, "act": "flying"}, 400),
    ("/screen/result", {**FACTS, "means": SCRIPT}, 400),
    ("/screen/result", {**FACTS, "stage": ""}, 400),
    ("/screen/result", {**FACTS, "circumstance": "rain"}, 400),
    ("/screen/result", {**FACTS, "circumstance": "child-victim"}, 400),
    ("/screen/result", {**FACTS, "as_of": "2026-13-01"}, 400),
    ("/nothing", {}, 404),
]


@pytest.mark.parametrize("lang", ["en", "id"])
@pytest.mark.parametrize(("path", "query", "status"), BAD)
def test_bad_input_gets_its_status_and_a_page_in_the_language_of_the_reader(
    client: FlaskClient, lang: str, path: str, query: dict[str, str], status: int
) -> None:
    response = client.get(f"/{lang}{path}", query_string=query)
    assert response.status_code == status
    assert "<script" not in response.text.replace(OUR_SCRIPT, "")
    assert "Traceback" not in response.text
    tree = html.fromstring(response.text.replace("\0", ""))
    assert tree.get("lang") == lang
    lines = tree.xpath("//*[@class='field-error'] | //*[contains(@class, 'error-line')] | //*[@role='alert']/p[1]")
    assert lines, "the page says what is wrong"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/gaps.json", {"victim": "dolphin"}),
        ("/gaps.json", {"as_of": "2026-02-30"}),
        ("/gaps.json", {"against": "kuhp"}),
        ("/findings.json", {"pillar": "roof"}),
        ("/findings.json", {"children": "perhaps"}),
        ("/findings.json", {"as_of": "2026-02-30"}),
        ("/findings/DEF-10.json", {"as_of": "2026-02-30"}),
        ("/screen/result.json", {**FACTS, "age": "-1"}),
        ("/screen/result.json", {}),
        ("/law/kuhp.json", {"as_of": "soon"}),
        ("/find.json", {"q": ""}),
        ("/find.json", {"q": "anak", "in_force": "perhaps"}),
    ],
)
def test_a_json_twin_refuses_bad_input_with_the_one_line_of_the_service(
    client: FlaskClient, path: str, query: dict[str, str]
) -> None:
    response = client.get(f"/id{path}", query_string=query)
    assert response.status_code == 400
    assert response.json is not None
    assert list(response.json) == ["error"]
    assert "\n" not in response.json["error"]


@pytest.mark.parametrize("path", ["/id/law/kuhp/999.json", "/id/findings/DEF-999.json", "/id/nothing.json"])
def test_a_json_twin_of_nothing_is_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.json is not None
    assert response.json["error"]


@pytest.mark.parametrize("path", ["/fr/gaps", "/EN/gaps", "/de/", "/xx"])
def test_a_language_that_the_site_does_not_speak_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_pages_can_only_be_read(client: FlaskClient, method: str) -> None:
    response = client.open("/en/gaps", method=method)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert "This address can only be read" in response.text


def test_an_upload_and_an_endless_address_are_refused(client: FlaskClient) -> None:
    assert client.post("/id/gaps", data=b"x" * 20_000).status_code == 413
    response = client.get("/id/find", query_string={"q": "a" * 5000})
    assert response.status_code == 414
    assert "terlalu panjang" in response.text


def test_what_was_filled_in_survives_a_mistake_beside_it(client: FlaskClient) -> None:
    response = client.get("/id/screen/result", query_string={**FACTS, "age": "300"})
    tree = html.fromstring(response.text)
    assert "recruitment" in tree.xpath("//input[@checked]/@value")
    assert tree.xpath("//input[@id='age']/@value") == ["300"]
    (error,) = tree.xpath("//*[@id='age-error']")
    assert "Isi umur dalam tahun penuh, dari 0 sampai 120." in error.text_content()


def test_what_failed_exactly_is_said_in_the_language_of_the_page_and_to_programs_in_english(
    client: FlaskClient,
) -> None:
    for lang, said in (("en", "the base does not hold kuhp:999"), ("id", "kuhp:999 tidak ada dalam basis data")):
        tree = html.fromstring(client.get(f"/{lang}/law/kuhp/999").text)
        (line,) = tree.xpath("//main//p[@class='detail']")
        assert line.text_content().startswith(said)
        twin = client.get(f"/{lang}/law/kuhp/999.json").json
        assert twin is not None and twin["error"].startswith("the base does not hold kuhp:999")


def test_a_failure_of_our_own_shows_no_traceback(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    app: Flask = create_app(Service(service.knowledge))

    def fail(*_: object) -> None:
        raise RuntimeError("the secret inner state")

    monkeypatch.setattr(Service, "instruments", fail)
    response = app.test_client().get("/en/law")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Something failed on our side" in response.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/en/screen?step=1&from=00019", 400),
        ("/en/screen?step=00011", 400),
        ("/en/law/a%0d%0aX/", 308),
        ("/en/law/palermo/%3Fx/", 308),
        ("/en/data/sparql?query=SELECT+(<http://x/f>(1)+AS+?x)+{}", 400),
        ("/en/find?q=" + "a+" * 1_000, 400),
    ],
)
def test_odd_numbers_line_ends_and_functions_never_fail_on_our_side(
    client: FlaskClient, path: str, status: int
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert "\n" not in response.headers.get("Location", "")


def test_a_day_that_cannot_be_read_is_not_carried_into_every_link(client: FlaskClient) -> None:
    garbage = "9" * 1_500
    page = client.get(f"/en/law/kuhp?as_of={garbage}")
    assert page.status_code == 400
    assert page.text.count(garbage) <= 3
