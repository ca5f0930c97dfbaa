"""Pages are rendered once a day and sent compressed; a screened case is never kept."""

import gzip

import pytest
from flask.testing import FlaskClient

from webui.kept import Memory, Page

CASE = (
    "/en/screen/result?act=harbouring&means=none&purpose=servitude&age=15"
    "&route=domestic&citizenship=indonesian&stage=intended"
)
PACKED = {"Accept-Encoding": "gzip"}


def kept(client: FlaskClient) -> Memory:
    memory: Memory = client.application.extensions["selaras-pages"]
    return memory


@pytest.mark.parametrize("path", ["/en/", "/id/law", "/en/gaps.json", "/id/find?q=restitusi"])
def test_a_page_from_memory_is_the_page_that_was_rendered(client: FlaskClient, path: str) -> None:
    first, second = client.get(path), client.get(path)
    assert first.status_code == second.status_code == 200
    assert second.get_data() == first.get_data()
    for name in ("Content-Type", "Content-Security-Policy", "ETag", "Cache-Control", "Vary"):
        assert second.headers[name] == first.headers[name], name


@pytest.mark.parametrize("path", ["/en/law", "/id/gaps.json"])
def test_a_page_is_sent_compressed_to_whoever_asks(client: FlaskClient, path: str) -> None:
    plain, packed = client.get(path), client.get(path, headers=PACKED)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    assert int(packed.headers["Content-Length"]) == len(packed.get_data())


def test_a_page_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/en/law", headers=PACKED).headers["ETag"]
    again = client.get("/en/law", headers={"If-None-Match": tag, **PACKED})
    assert again.status_code == 304
    assert again.get_data() == b""
    assert "Content-Encoding" not in again.headers


def test_a_screened_case_is_not_kept(client: FlaskClient) -> None:
    client.get(CASE)
    assert not [key for key in kept(client)._pages if "/screen" in key]


def test_a_mistake_is_not_kept(client: FlaskClient) -> None:
    assert client.get("/en/law/no-such-law").status_code == 404
    assert not [key for key in kept(client)._pages if "no-such-law" in key]


def test_the_pages_asked_for_longest_ago_make_room() -> None:
    memory = Memory(most_bytes=25)
    for name in ("1st", "2nd"):
        memory.keep(name, Page(b"0123456", None, ()))
    assert memory.get("1st") is not None
    memory.keep("3rd", Page(b"0123456", None, ()))
    assert memory.get("2nd") is None
    assert memory.get("1st") is not None
    assert memory.get("3rd") is not None


def test_a_long_address_weighs_too() -> None:
    memory = Memory(most_bytes=25)
    memory.keep("an address longer than all there is room for", Page(b"0", None, ()))
    assert memory.get("an address longer than all there is room for") is None


@pytest.mark.parametrize("path", ["/en/workshop", "/id/workshop/handout", "/en/data/sparql"])
def test_a_page_that_names_its_own_address_names_that_of_whoever_asks(client: FlaskClient, path: str) -> None:
    other = client.get(path, base_url="http://other.example/")
    own = client.get(path, base_url="http://own.example/")
    assert "other.example" in other.text
    assert "other.example" not in own.text
    assert "own.example" in own.text
    assert other.headers["ETag"] != own.headers["ETag"]
