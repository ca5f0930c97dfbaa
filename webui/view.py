"""What templates can say: the words of the page's language, links to provisions, numbers and lists."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlsplit

from babel.lists import format_list
from babel.numbers import format_decimal
from flask import Flask, g, request, url_for
from flask_babel import get_translations, gettext
from jinja2 import StrictUndefined
from markupsafe import Markup

from analyzer.i18n import LANGUAGES
from analyzer.iris import BASE
from analyzer.report.render import writable
from analyzer.report.wording import Wording
from webui.dates import read_as_of
from webui.language import current
from webui.sections import sections
from webui.site import site

LONGEST_LIST = 3
"""The most terms that the title of a region lists; longer lists are said by what they leave out."""

MOST_ADDRESSES = 8192
"""How many addresses are kept; a page has a few hundred links."""

LANGUAGE_NAMES = {"en": "English", "id": "Bahasa Indonesia"}


def register(app: Flask) -> None:
    """Make the helpers of this module known to the templates."""
    app.jinja_env.undefined = StrictUndefined
    for speak in (number, any_of, all_of, within, host, capitalize_first, factor, holds):
        app.jinja_env.filters[speak.__name__] = speak
    app.jinja_env.globals["url_for"] = address
    app.jinja_env.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]  # else each word is asked for by a detour
    for name in ("mark", "status", "known"):
        app.jinja_env.globals[name] = _kept_macro(app, "macros/marks.html", name)
    for ask in (
        cite,
        cites,
        writable,
        reference_url,
        glossary_url,
        finding_url,
        screen_url,
        here,
        narrowed,
        left_open,
        suggestions,
    ):
        app.jinja_env.globals[ask.__name__] = ask
    app.context_processor(words)


def words() -> dict[str, Any]:
    """Return what every template has: the page's language and the words in it."""
    lang = current()
    return {
        "lang": lang,
        "other": next(tag for tag in LANGUAGES if tag != lang),
        "language_names": LANGUAGE_NAMES,
        "words": site().wordings[lang],
        "vocabulary": site().vocabulary,
        "data": site().data,
        "fingerprint": site().fingerprint,
        "sections": sections,
    }


def address(endpoint: str, **values: Any) -> str:
    """Return the address of an endpoint, as ``url_for`` does; those of pages that are about no case are kept.

    A page has hundreds of links, and composing an address takes longer than all else in a line of a list.
    """
    about_a_case = values and endpoint.startswith("screen.")
    if about_a_case or any(name.startswith("_") and name != "_anchor" for name in values):
        return url_for(endpoint, **values)
    try:
        return _address(request.root_path, current(), endpoint, *values.items())
    except TypeError:  # A value is a list, which nothing can be kept by.
        return url_for(endpoint, **values)


@lru_cache(MOST_ADDRESSES)
def _address(_root: str, _lang: str, endpoint: str, *values: tuple[str, Any]) -> str:
    return url_for(endpoint, **dict(values))


def here(**changes: Any) -> str:
    """Return the address of this page with some values changed, such as its language; what was asked stays."""
    if request.endpoint is None:
        return url_for("home.page", **changes)
    # Names that mean something to Flask itself could lead the link elsewhere.
    asked = {
        name: values
        for name, values in request.args.lists()
        if not name.startswith("_") and name not in ("endpoint", "lang")
    }
    values: dict[str, Any] = {**asked, **(request.view_args or {}), **changes}
    return url_for(request.endpoint, **values)


def reference_url(reference: str) -> str:
    """Return the address of a provision or an instrument named in the short form, on the date the reader asked for."""
    _, root, lang, day = _reading()
    return _reference_url(root, lang, day, reference)


def _reading() -> tuple[Wording, str, str, str | None]:
    """Return what links to provisions hang on, once a request: the words, the root, the language and the day.

    The day is that which the reader asked for, None where none was or it cannot be read.
    """
    if (found := g.get("reading")) is None:
        as_of = read_as_of() if request.args.get("as_of") else None
        day = as_of.day.isoformat() if as_of is not None and not as_of.error else None
        found = g.reading = (site().wordings[current()], request.root_path, current(), day)
    reading: tuple[Wording, str, str, str | None] = found
    return reading


@lru_cache(MOST_ADDRESSES)
def _reference_url(_root: str, _lang: str, day: str | None, reference: str) -> str:
    slug, _, path = reference.partition(":")
    if path:
        return url_for("law.provision", slug=slug, path=path, as_of=day)
    return url_for("law.instrument", slug=slug, as_of=day)


def cite(reference: str) -> Markup:
    """Return a link to a provision, as lawyers cite it, on the date the reader asked for."""
    wording, root, _, day = _reading()
    return _cite(wording, root, day, reference)


def cites(references: Iterable[str]) -> Markup:
    """Return links to provisions, joined by commas."""
    return Markup(", ").join(map(cite, references))


@lru_cache(MOST_ADDRESSES)
def _cite(wording: Wording, _root: str, _day: str | None, reference: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(reference_url(reference), wording.cite([reference]))


def _kept_macro(app: Flask, template: str, name: str) -> Callable[..., Markup]:
    """Return a macro whose outcome depends on the language and its values alone, so that each is drawn once."""

    @lru_cache
    def drawn(_lang: str, *values: str) -> Markup:
        macro = getattr(app.jinja_env.get_template(template).make_module(words()), name)
        return Markup(macro(*values))  # noqa: S704 - the macro has escaped its values

    return lambda *values: drawn(current(), *values)


def suggestions() -> list[str]:
    """Return what a search box suggests in the page's language."""
    return site().suggestions[current()]


def glossary_url(term: str) -> str:
    """Return the address at which the glossary explains a term."""
    return f"{address('home.page')}glossary#{term}"


def finding_url(criterion: str, day: str = "") -> str:
    """Return the address of the finding on a criterion, as of `day` (ISO) if one is named."""
    return address("findings.finding", criterion=criterion, as_of=day or None)


def screen_url(endpoint: str, case: dict[str, Any], day: str | None, **more: str) -> str:
    """Return the address that screens `case`, with `more` in its query, such as the other day of a comparison.

    ``screen.form`` as `endpoint` shows the facts for changing, without a day where `day` is None.
    """
    facts = {name: value for name, value in case.items() if name not in ("victim", "circumstances")}
    values: dict[str, Any] = {**facts, "circumstance": case["circumstances"], "as_of": day, **more}
    # Faster than urlencode, which matters where a page links to all neighbours of a case: few values, many links.
    query = "&".join(
        f"{name}={_quoted(str(item))}"
        for name, value in values.items()
        if value is not None
        for item in (value if isinstance(value, list) else [value])
    )
    return f"{_address(request.root_path, current(), endpoint)}?{query}"


_quoted = lru_cache(MOST_ADDRESSES)(quote_plus)


def number(value: int) -> str:
    """Return a number as people of the page's language write it."""
    return str(format_decimal(value, locale=current()))


def any_of(labels: Sequence[str]) -> str:
    """Return the labels joined by "or"."""
    return str(format_list(labels, style="or", locale=current()))


def all_of(labels: Sequence[str]) -> str:
    """Return the labels joined by "and"."""
    return str(format_list(labels, locale=current()))


def capitalize_first(text: str) -> str:
    """Return the text with its first letter raised; the others stay, unlike in ``str.capitalize``."""
    return text[:1].upper() + text[1:]


def factor(text: str) -> str:
    """Return the factor of an increase, such as "x3", with the sign of multiplication."""
    return f"\N{MULTIPLICATION SIGN}{text[1:]}" if text.startswith("x") else text


def holds(in_force: Mapping[str, str | None], day: str) -> bool:
    """Tell whether the time in force of an answer takes in `day`; all days in ISO 8601, which sort as they follow."""
    first, end = in_force["from"], in_force["to"]
    return (first is None or first <= day) and (end is None or day < end)


def within(citation: str, instrument: str) -> str:
    """Return a citation without the name of its instrument, for lists inside that instrument."""
    return citation.replace(instrument, "").strip() or citation


def host(address: str) -> str:
    """Return the name by which an outside address is shown; empty for an identifier of our own."""
    return "" if address.startswith(BASE) else urlsplit(address).netloc.removeprefix("www.")


def narrowed(region: dict[str, Any]) -> list[tuple[str, list[str], str]]:
    """Return the dimensions that a region narrows: its name, the labels of its terms, and a phrase for a title."""
    wording, found = site().wordings[current()], []
    for name, values in region["dimensions"].items():
        spanning = _spanning(name)
        labels = [wording.term(name, value) for value in values]
        left_out = [wording.term(name, value) for value in spanning if value not in values]
        if not left_out:
            continue
        phrase = any_of(labels)
        if len(left_out) < len(labels) and len(labels) > LONGEST_LIST:
            phrase = gettext(
                "%(dimension)s: any except %(terms)s",
                dimension=wording.dimension(name).lower(),
                terms=all_of(left_out),
            )
        found.append((name, labels, phrase))
    return found


def left_open(region: dict[str, Any]) -> list[str]:
    """Return the labels of the dimensions that a region does not narrow."""
    wording = site().wordings[current()]
    dimensions = region["dimensions"].items()
    return [wording.dimension(name).lower() for name, values in dimensions if len(values) == len(_spanning(name))]


def _spanning(dimension: str) -> list[str]:
    terms = site().vocabulary["dimensions"][dimension]["terms"]
    return [term["value"] for term in terms if not term["national"]]


def _gettext(text: str) -> str:
    return str(_translations(current()).gettext(text))


def _ngettext(one: str, several: str, count: int) -> str:
    return str(_translations(current()).ngettext(one, several, count))


@lru_cache
def _translations(_lang: str) -> Any:
    """Return the catalogue of the page's language; Flask-Babel looks for it anew at every word."""
    return get_translations()
