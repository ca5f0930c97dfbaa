"""A report as PDF: its HTML page laid out for A4 by WeasyPrint, with tags for screen readers and bookmarks.

Equal documents give equal bytes: no clock and no chance enters the file, and the fonts are those that travel with
matplotlib, whatever is installed on the machine. Nothing is fetched from anywhere.
"""

import hashlib
import logging
from functools import cache
from importlib.resources import files
from typing import Any

from analyzer.i18n import LANGUAGES, N_, both
from analyzer.report.document import Document
from analyzer.report.extra import needed_for
from analyzer.report.plots import font_folder
from analyzer.report.render import paged

with needed_for(N_("PDF files")):
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

FONT = "font:"
"""Scheme of the only addresses that a report may fetch."""

# It warns of every rule that is for screens only.
logging.getLogger("weasyprint").setLevel(logging.ERROR)


class Fonts(URLFetcher):  # type: ignore[misc]
    """Gives the fonts of reports by their file names, and refuses everything else."""

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return the font at `url`.

        Raises:
            ValueError: The address is not that of a font.
        """
        name = url.removeprefix(FONT)
        if not url.startswith(FONT) or not name.replace("-", "").replace(".", "").isalnum():
            raise ValueError(f'a report fetches nothing but its fonts, not "{url}"')
        return URLFetcherResponse(url, (font_folder() / name).read_bytes(), {"Content-Type": "font/ttf"})


def write(document: Document) -> bytes:
    """Return the document as a PDF file (PDF/UA-1), in its language and with its title."""
    page = paged(document, _style() + _margins(document))
    pdf: bytes = HTML(string=page, url_fetcher=Fonts()).write_pdf(
        pdf_identifier=hashlib.sha256(page.encode()).digest()[:16],
        pdf_variant="pdf/ua-1",
    )
    return pdf


@cache
def _style() -> str:
    return (files("analyzer.report") / "templates" / "print.css").read_text(encoding="utf-8")


def _margins(document: Document) -> str:
    """Return the texts of the margins: the number of the page; below, what the data are and how to run this again."""
    told = both("Page {page} of {pages}", page="\0", pages="\1")[LANGUAGES.index(document.language)]
    number = _quoted(told).replace("\0", '" counter(page) "').replace("\1", '" counter(pages) "')
    identity = _quoted("\n".join(document.footer[:2]))
    return f"@page {{ @bottom-left {{ content: {identity} }} @top-right {{ content: {number} }} }}\n"


def _quoted(text: str) -> str:
    r"""Return a text as a string of CSS that can stand in a page.

    >>> print(_quoted("a <b" + chr(10) + "c"))
    "a \3C b\A c"
    """
    return '"' + "".join(f"\\{ord(letter):X} " if letter in '"\\<\n' else letter for letter in text) + '"'
