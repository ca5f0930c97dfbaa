"""The header leads to every section, and each section to its pages."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webui.sections import sections


@pytest.mark.parametrize("lang", ["en", "id"])
def test_every_page_of_every_section_opens(app: Flask, client: FlaskClient, lang: str) -> None:
    with app.test_request_context(f"/{lang}/"):
        addresses = [app.url_for(page.endpoint, lang=lang) for section in sections() for page in section.pages]
    assert len(addresses) == len(set(addresses)) > 20
    for address in addresses:
        assert client.get(address, follow_redirects=True).status_code == 200, address


def test_the_reader_sees_in_which_section_and_on_which_page_they_are(client: FlaskClient) -> None:
    page = client.get("/en/timeline").get_data(as_text=True)
    assert page.count('aria-current="page"') == 1
    assert page.count('aria-current="true"') == 1
