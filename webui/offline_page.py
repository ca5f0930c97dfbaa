"""One page, reworked for a copy without a server: links become relative, and forms give way to a hint or a script."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import basename
from urllib.parse import urlencode, urlsplit

from lxml import html
from lxml.html import HtmlElement

from webui.offline_addresses import ORIGIN, Addresses, Target, file_name, relative

POLICY = (
    "default-src 'none'; style-src 'self' file:; img-src 'self' file: data:; script-src 'self' file:; "
    "form-action 'self' file:; base-uri 'none'"
)
"""Only files of the copy: some browsers do not count the files beside a page that is a file itself as its own."""

TOOLS = frozenset({"actions", "downloads", "toggle", "neighbours", "quiz-result"})
"""Classes of what holds links that are of no use where they lead nowhere; other links leave their words behind."""

ONLINE = "online"
"""The class of words that are true only where a server answers."""

EMPTY = frozenset({"li", "ul", "p", "nav", "details", "section"})
"""Elements that go with the last thing in them."""

SPEAKING = ".//*[self::img or self::svg or self::input or self::use]"


@dataclass(frozen=True, slots=True)
class Insets:
    """What the copy puts into pages of one language, as HTML.

    It stands after a search box, for a form, for the form that takes a case, for report files, and at the foot. Each is
    made for the relative address of the root of the copy.
    """

    results: Callable[[str], str]
    hint: Callable[[str], str]
    cases: Callable[[str], str]
    files: Callable[[str], str]
    foot: Callable[[str], str]


class Copy:
    """What is known of all pages of a copy while each is reworked."""

    def __init__(self, addresses: Addresses, resolved: Mapping[str, Target], insets: Mapping[str, Insets]) -> None:
        """Link to the pages whose addresses lead to what is `resolved`; `insets` by language."""
        self._addresses = addresses
        self._resolved = resolved
        self._insets = insets

    def rework(self, text: str, address: str) -> bytes:
        """Return the page at `address`, rendered as `text`, as the content of its file."""
        return _Page(self, text, address).rework()

    def href(self, link: str, base: str, source: str, *, shown: bool = False) -> str | None:
        """Return `link` on the page at `base` as a link from the file `source`; None where it leads nowhere."""
        parts = urlsplit(link)
        if parts.scheme or (not parts.path and not parts.query):
            return link
        target = self._addresses.target(link, base, shown=shown)
        reached = self._resolved.get(target.address) if target else None
        if target is None or reached is None:
            return None
        query = f"?{target.query}" if target.query else ""
        fragment = target.fragment or reached.fragment
        name = relative(reached.address, source)
        return f"{name}{query}{f'#{fragment}' if fragment else ''}"

    def insets(self, language: str) -> Insets:
        """Return what pages in `language` are given."""
        return self._insets[language]


class _Page:
    """One page while it is reworked."""

    def __init__(self, copy: Copy, text: str, address: str) -> None:
        self._copy = copy
        self._address = address
        self._file = file_name(address)
        self._root = relative(".", self._file)
        self._document: HtmlElement = html.document_fromstring(text)
        self._insets = copy.insets(self._document.get("lang", ""))

    def rework(self) -> bytes:
        self._head()
        for figure in self._document.xpath("//figure[contains(@class, 'qr')]"):
            self._drop(figure)  # It stands for the address of a server.
        for told in self._document.xpath("//body//*[contains(text(), $origin)]", origin=ORIGIN):
            # An address to send queries to takes its section along, any other its line.
            self._drop(next(told.iterancestors("section"), told) if told.tag == "code" else told)
        for words in self._document.find_class(ONLINE):
            self._drop(words)
        self._forms()
        for link in self._document.xpath("//a[@href]"):
            self._link(link)
        for image in self._document.xpath("//img[@src]"):
            image.set("src", self._copy.href(image.get("src"), self._address, self._file, shown=True) or "")
        for footer in self._document.xpath("//footer/div"):
            footer.append(html.fragment_fromstring(self._insets.foot(self._root)))
        written = html.tostring(self._document, encoding="utf-8", doctype="<!doctype html>")
        return bytes(written) + b"\n"

    def _head(self) -> None:
        (head,) = self._document.xpath("/html/head")
        policy = html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY})
        policy.tail = "\n"
        head.insert(1, policy)
        for link in head.xpath("link"):
            if link.get("rel") in ("stylesheet", "icon"):
                link.set("href", self._static(link.get("href")))
            elif (href := self._copy.href(link.get("href"), self._address, self._file)) is not None:
                link.set("href", href)
            else:
                self._drop(link)
        for script in self._document.xpath("//script[@src]"):
            script.set("src", self._static(script.get("src")))

    def _static(self, link: str) -> str:
        return relative(f"static/{basename(urlsplit(link).path)}", self._file)

    def _forms(self) -> None:
        """Give the search to the script, the quiz to links, and say once of all other forms what answers them."""
        said = False
        for form in self._document.xpath("//form"):
            kind = form.get("class", "")
            if kind == "search":
                self._search(form)
            elif kind == "quiz-form":
                self._quiz(form)
            elif kind.startswith("case "):
                self._case(form)
                said = True
            elif said:
                self._drop(form)
            else:
                self._replace(form, self._insets.hint(self._root))
                said = True

    def _search(self, form: HtmlElement) -> None:
        action = self._copy.href(form.get("action", ""), self._address, self._file)
        if action is None:
            self._drop(form)
            return
        form.set("action", action)
        if action == basename(self._file):
            form.addnext(html.fragment_fromstring(self._insets.results(self._root)))

    def _case(self, form: HtmlElement) -> None:
        """Offer the ready cases, whose results the copy holds, in place of the questions on a case of one's own."""
        for words in self._document.xpath("//div[@class='page-head']/p | //details[@class='ready']"):
            self._drop(words)
        self._replace(form, self._insets.cases(self._root))

    def _quiz(self, form: HtmlElement) -> None:
        """Turn each choice into a link to the page that says whether it is right."""
        for choice, address in _choices(form):
            (label,) = form.xpath(".//label[@for=$name]", name=choice.get("id", ""))
            link = html.Element("a", {"class": "choice", "href": address})
            link.text = label.text_content()
            (box,) = choice.xpath("..")
            self._replace_element(box, link)
        for control in form.xpath(".//button | .//input"):
            self._drop(control)
        form.tag = "div"
        form.attrib.pop("method", None)

    def _link(self, link: HtmlElement) -> None:
        href = self._copy.href(link.get("href", ""), self._address, self._file)
        if href is not None:
            link.set("href", href)
            return
        holders = [link, *link.iterancestors()]
        if any(TOOLS & set(holder.get("class", "").split()) for holder in holders) or "button" in link.get("class", ""):
            self._drop(link)
            return
        link.tag = "span"
        for name in ("href", "hreflang", "rel"):
            link.attrib.pop(name, None)

    def _drop(self, element: HtmlElement) -> None:
        """Take `element` out, and with it what holds nothing any more; what follows it stays."""
        parent = element.getparent()
        if parent is None:
            return
        downloads = element.get("class") == "downloads"
        if downloads:
            self._replace(element, self._insets.files(self._root))
            return
        element.drop_tree()
        if parent.tag in EMPTY and not parent.text_content().strip() and not parent.xpath(SPEAKING):
            self._drop(parent)

    def _replace(self, element: HtmlElement, fragment: str) -> None:
        self._replace_element(element, html.fragment_fromstring(fragment))

    def _replace_element(self, element: HtmlElement, other: HtmlElement) -> None:
        other.tail = element.tail
        parent = element.getparent()
        if parent is not None:
            parent.replace(element, other)


def links(text: str) -> tuple[list[str], list[str]]:
    """Return where the links of a rendered page lead, with the answers of a quiz, and the addresses of its images."""
    document = html.document_fromstring(text)
    answers = [address for form in document.xpath("//form[@class='quiz-form']") for _, address in _choices(form)]
    return [*document.xpath("//a/@href"), *answers], document.xpath("//img/@src")


def _choices(form: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each choice of a quiz with the address that sending the form with it would ask for."""
    hidden = [(item.get("name"), item.get("value")) for item in form.xpath(".//input[@type='hidden']")]
    for choice in form.xpath(".//input[@type='radio']"):
        yield choice, f"?{urlencode([*hidden, (choice.get('name'), choice.get('value'))])}"
