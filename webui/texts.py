"""Longer texts about Selaras itself: Markdown files in both languages, rendered once."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from analyzer.i18n import LANGUAGES


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the second level, with the anchor that leads to it."""

    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A rendered text: its title, what stands below it, and its headings."""

    title: str
    body: Markup
    headings: tuple[Heading, ...]


def source(name: str) -> dict[str, str]:
    """Return the text called `name` as Markdown, by language."""
    folder = files("webui") / "texts"
    return {tag: (folder / f"{name}.{tag}.md").read_text(encoding="utf-8") for tag in LANGUAGES}


@cache
def written(name: str, language: str) -> Written:
    """Return the text called `name` in `language`, ready for a page; HTML in it stands as what it is, text."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(source(name)[language])
    title, rest = tokens[1].content, tokens[3:]
    headings: list[Heading] = []
    for token, inside in pairwise(rest):
        if token.type == "heading_open" and token.tag == "h2":
            headings.append(Heading(f"part-{len(headings) + 1}", inside.content))
            token.attrSet("id", headings[-1].anchor)
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    body = str(parser.renderer.render(_boxed(rest), parser.options, {}))
    return Written(title, Markup(body), tuple(headings))  # noqa: S704 - our own text, in which HTML is escaped


def _boxed(tokens: list[Token]) -> list[Token]:
    """Return the tokens with every table in the box that tables have on these pages."""
    boxed: list[Token] = []
    for token in tokens:
        if token.type == "table_open":
            boxed.append(Token("box_open", "div", 1, attrs={"class": "table-box"}, block=True))
        boxed.append(token)
        if token.type == "table_close":
            boxed.append(Token("box_close", "div", -1, block=True))
    return boxed
