"""Which module may import what, and that no law stands in Python, both read from the syntax trees.

The web asks only the service: what it imports besides are the errors it answers, how days are typed, the languages,
what is said in both,
the reports that lay answers out, from ``iris`` and ``citations`` the address of the base, a limit of length and the
words around numbers, and from ``fillers`` the words that a search leaves aside, which are neither law nor graph.
Imports that only serve type checking count like all others.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from analyzer.knowledge import Knowledge

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "analyzer").rglob("*.py"), *(ROOT / "webui").rglob("*.py")])
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}

NETWORK = (
    *("aiohttp", "ftplib", "http.client", "http.server", "httplib2", "httpx", "imaplib", "poplib", "requests"),
    *("smtplib", "socket", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc"),
)
"""Modules that speak to other machines; `selaras serve` listens through waitress or gunicorn."""

ONLY_IN = {
    "click": {"analyzer/cli"},
    "docx": {"analyzer/report/word.py"},
    "flask": {"webui", "analyzer/cli/serving.py"},
    "flask_babel": {"webui"},
    "gunicorn": {"analyzer/cli/serving.py"},
    "jinja2": {"analyzer/report/render.py", "webui"},
    "lxml": {"analyzer/corpus.py", "analyzer/check.py", "webui/offline_page.py"},
    "markdown_it": {"webui/texts.py"},
    "matplotlib": {"analyzer/report/plots.py"},
    "multiprocessing": {"analyzer/sandbox.py"},
    "owlready2": {"analyzer/reasoning.py"},
    "oxrdflib": {"analyzer/store.py"},
    "pyoxigraph": {"analyzer/store.py", "analyzer/reasoning.py", "analyzer/export.py"},
    "pyparsing": {"analyzer/sparql.py"},
    "pyshacl": {"analyzer/check.py"},
    "rdflib": {"analyzer/store.py", "analyzer/sparql.py", "analyzer/check.py", "analyzer/reasoning.py"},
    "segno": {"webui/qr.py"},
    "waitress": {"analyzer/cli/serving.py"},
    "weasyprint": {"analyzer/report/pdf.py"},
}
"""Each library has few places, so that it can be replaced there; ``export`` writes RDF as ``store`` reads it, and
owlready2, which ``reasoning`` asks, answers in literals of rdflib."""

WEB_MAY_IMPORT = ("service", "filters", "errors", "days", "i18n", "report", "iris", "citations", "fillers", "text")
REPORTS_MAY_IMPORT = ("report", "errors", "i18n", "text")
"""Reports see answers, not the knowledge base."""

ARTICLE = re.compile(
    r"(?i)\b(?:pasal|ps\.|art\.?|articles?)\s*[0-9]|\bart_[0-9]|\b(?:uu|law|undang-undang)\s+(?:no\.?\s*)?[0-9]+[ /]"
)
DATE = re.compile(r"\b(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]\b")

EXAMPLES_OF_HOW_TO_WRITE = {
    "analyzer/cli/analysis.py": {"Treaties to hold the law against, such as palermo,actip; all by default."},
    "analyzer/cli/upkeep.py": {"Treaties to prove, such as palermo,actip; all by default."},
    "analyzer/citations.py": {
        'write "uu-2007-21:2.1", "Pasal 2 ayat (1) UU 21/2007" or "Art. 3(c) Palermo Protocol"',
        "{name} is no short name of an instrument, such as uu-2007-21",
    },
    "analyzer/corpus.py": {
        ': the eId of an element of the law must look like art_2__para_1__point_a, not "',
    },
    "analyzer/days.py": {'"{shown}" is no calendar date; write it as YYYY-MM-DD, such as 2026-01-02'},
    "webui/dates.py": {'"%(value)s" is no calendar date; write it as year-month-day, such as 2026-01-02.'},
}
"""Help and error messages may show a reference or a date; nothing is decided by them."""

WORDS_THAT_ARE_NO_TERM_THERE = {
    "analyzer/report/plots.py": {"none"},  # how matplotlib is told to leave texts as they are
    "analyzer/citations.py": {"none"},  # "known: none" where a base has no instrument
    "analyzer/cli/analysis.py": {"child"},  # the same filter of criteria
    "analyzer/cli/common.py": {"child"},  # the filter by provisions on children
    "analyzer/queries.py": {"none"},  # a query file says "parameters: none"
    "analyzer/search.py": {"indonesian"},  # a language
    "webui/openapi.py": {"child"},  # the filter of findings, and whom provisions are about
}
"""Where a word that is also the notation of a term means something else."""


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the full name of every module, or member of one, that is imported anywhere in `tree`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield every string constant with its line, parts of f-strings too, but no docstrings."""
    # A string that stands alone documents the module, the function or the assignment above it.
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


@pytest.mark.parametrize("path", TREES)
class TestImports:
    """Directions between the packages, and the places of the libraries."""

    def test_the_analyzer_does_not_know_the_web(self, path: str) -> None:
        if path.startswith("analyzer/") and not path.startswith("analyzer/cli/"):
            assert [name for name in imported(TREES[path]) if within(name, "webui")] == []

    def test_only_the_program_knows_the_command_line(self, path: str) -> None:
        if path != "analyzer/__main__.py" and not path.startswith("analyzer/cli/"):
            assert [name for name in imported(TREES[path]) if within(name, "analyzer.cli")] == []

    def test_the_web_asks_only_the_service(self, path: str) -> None:
        if path.startswith("webui/"):
            allowed = tuple(f"analyzer.{name}" for name in WEB_MAY_IMPORT)
            asked = [name for name in imported(TREES[path]) if within(name, "analyzer")]
            assert [name for name in asked if not any(within(name, module) for module in allowed)] == []

    def test_reports_see_answers_only(self, path: str) -> None:
        if path.startswith("analyzer/report/"):
            allowed = tuple(f"analyzer.{name}" for name in REPORTS_MAY_IMPORT)
            asked = [name for name in imported(TREES[path]) if within(name, "analyzer")]
            assert [name for name in asked if not any(within(name, module) for module in allowed)] == []

    def test_nothing_speaks_to_other_machines(self, path: str) -> None:
        assert [name for name in imported(TREES[path]) if any(within(name, module) for module in NETWORK)] == []

    def test_libraries_stay_in_their_places(self, path: str) -> None:
        strays = [
            name
            for name in imported(TREES[path])
            for library, places in ONLY_IN.items()
            if within(name, library) and not any(path == place or path.startswith(f"{place}/") for place in places)
        ]
        assert strays == []


@pytest.mark.parametrize("path", TREES)
class TestPythonKnowsNoLaw:
    """What the law says stands in ontology/ and corpus/ alone."""

    def test_no_string_names_an_instrument_an_article_or_a_date(self, path: str, knowledge: Knowledge) -> None:
        slugs = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(knowledge.instruments, reverse=True)))})\b")
        found = [
            (line, value)
            for line, value in strings(TREES[path])
            if (slugs.search(value) or ARTICLE.search(value) or DATE.search(value))
            and value not in EXAMPLES_OF_HOW_TO_WRITE.get(path, ())
        ]
        assert found == []

    def test_no_string_is_a_term_of_the_case(self, path: str, knowledge: Knowledge) -> None:
        notations = {term.notation for dimension in knowledge.dimensions.values() for term in dimension.terms}
        notations |= {circumstance.notation for circumstance in knowledge.circumstances}
        notations -= WORDS_THAT_ARE_NO_TERM_THERE.get(path, set())
        assert [(line, value) for line, value in strings(TREES[path]) if value in notations] == []


def test_no_exception_is_left_over() -> None:
    for path, examples in EXAMPLES_OF_HOW_TO_WRITE.items():
        assert examples <= {value for _, value in strings(TREES[path])}, path
    for path, words in WORDS_THAT_ARE_NO_TERM_THERE.items():
        assert words <= {value for _, value in strings(TREES[path])}, path
