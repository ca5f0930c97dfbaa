"""What pages show of elucidations and of how provisions are known."""

import pytest
from flask.testing import FlaskClient


@pytest.mark.parametrize(("lang", "title"), [("en", "Elucidation"), ("id", "Penjelasan")])
@pytest.mark.parametrize("address", ["uu-2007-21/24", "uu-2007-21"])
def test_a_page_shows_the_elucidation_apart(client: FlaskClient, address: str, lang: str, title: str) -> None:
    page = client.get(f"/{lang}/law/{address}").get_data(as_text=True)
    assert f'<h2 id="elucidation">{title}</h2>' in page


def test_the_address_of_an_elucidation_leads_to_what_it_explains(client: FlaskClient) -> None:
    response = client.get("/en/law/uu-2007-21/penjelasan.6")
    assert (response.status_code, response.location) == (308, "/en/law/uu-2007-21/6")


@pytest.mark.parametrize(
    ("lang", "cited"),
    [
        ("en", "ACTIP Art. 2(c) [recalled, not checked]"),
        ("id", "Pasal 2 huruf c ACTIP [dari ingatan, belum diperiksa]"),
    ],
)
def test_a_citation_says_when_its_provision_was_recalled(client: FlaskClient, case: str, lang: str, cited: str) -> None:
    page = client.get(f"/{lang}/screen/result?{case}").get_data(as_text=True)
    assert f">{cited}</a>" in page
