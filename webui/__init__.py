"""The web pages of Selaras: rendered on the server, without JavaScript, in English and Indonesian.

The pages ask the read-only service and lay its answers out. They know no law: terms, labels, questions and citations
all come from the knowledge base.
"""

from flask import Flask
from flask_babel import Babel

from analyzer.service import Service
from webui import errors, kept, language, responses, view
from webui.pages import (
    about,
    challenges,
    compare,
    data,
    elements,
    find,
    findings,
    gaps,
    glossary,
    home,
    law,
    questions,
    score,
    screen,
    timeline,
    whatif,
    workshop,
)
from webui.site import Site

PAGES = (
    *(home, find, law, questions, elements, glossary),
    *(gaps, findings, timeline, whatif, compare, challenges, score),
    *(screen, workshop),
    *(data, about),
)
"""The families of pages; each module holds one blueprint."""

LONGEST_BODY = 16 * 1024
"""The most bytes of a request body; no page reads one."""

ONE_YEAR = 365 * 24 * 60 * 60
"""In seconds."""


def create_app(service: Service | None = None, *, keep_pages: bool = True) -> Flask:
    """Return the application that answers from `service` (default: the knowledge base that came with Selaras).

    It keeps the pages that it has rendered, unless each is asked for only once, as by an export.

    Raises:
        DataError: The knowledge base is unreadable or breaks its contract.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LONGEST_BODY
    # The address of every static file carries the fingerprint of the pages, so it never goes stale.
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = ONE_YEAR
    app.extensions["selaras"] = Site(service or Service.load())
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    Babel(app, default_locale="en", locale_selector=language.current)
    language.register(app)
    if keep_pages:
        kept.register(app)
    responses.register(app)
    errors.register(app)
    view.register(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    return app
