"""Words that reports share: labels, dates, and the footer that lets a reader reproduce them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from babel.numbers import format_decimal

from analyzer.i18n import LANGUAGES, N_, both, calendar
from analyzer.text import Text

Words = Callable[..., str]

NOT_ASSESSED = "not-assessed"
"""What stands in answers and records where nobody has judged."""


class Wording:
    """Speaks one language: composes sentences, and picks that language from bilingual answers."""

    def __init__(
        self, language: str, vocabulary: Mapping[str, Any], citations: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Speak `language` with the labels of `vocabulary` and the `citations` that the service gives."""
        self._citations = citations
        self.language = language
        self._index = LANGUAGES.index(language)
        self._dimensions = vocabulary["dimensions"]
        self._names = vocabulary["names"]
        self._circumstances = {item["value"]: item["label"] for item in vocabulary["circumstances"]}

    def say(self, message: str, **values: Text | str | int) -> str:
        """Return `message` in this language with `values` filled in."""
        return both(message, **values)[self._index]

    def pick(self, text: Mapping[str, str]) -> str:
        """Return this language of a bilingual text of an answer."""
        return text[self.language]

    def cite(self, references: Sequence[str]) -> str:
        """Return references as lawyers cite them, with a mark on those that were not read in the text."""
        known = (self._citations[reference] for reference in references)
        return ", ".join(self.marked(self.pick(item), item["confirmation"]) for item in known)

    def confirmation(self, reference: str) -> str:
        """Return how surely a provision is known, as the service names it."""
        return self._citations[reference]["confirmation"]

    def day(self, iso: str) -> str:
        """Return an ISO date as people write it."""
        return calendar(date.fromisoformat(iso))[self._index]

    def dimension(self, name: str) -> str:
        """Return the label of a dimension, with a capital."""
        return self.capital(self.pick(self._dimensions[name]["label"]))

    @staticmethod
    def capital(text: str) -> str:
        """Return a text with a capital first letter."""
        return text[:1].upper() + text[1:]

    def term(self, dimension: str, value: str) -> str:
        """Return the label of a term."""
        return next(self.pick(term["label"]) for term in self._dimensions[dimension]["terms"] if term["value"] == value)

    def terms(self, dimension: str, values: str | Sequence[str]) -> str:
        """Return the labels of several terms."""
        chosen = [values] if isinstance(values, str) else list(values)
        return ", ".join(self.term(dimension, value) for value in chosen)

    def spanned(self, dimension: str, values: Sequence[str]) -> str:
        """Return the labels of terms out of those that span the space of cases; all of these are called ``any``."""
        spanning = [term["value"] for term in self._dimensions[dimension]["terms"] if not term["national"]]
        if len(values) > 1 and list(values) == spanning:
            return self.say("any")
        return self.terms(dimension, values)

    def circumstance(self, value: str) -> str:
        """Return the label of an aggravating circumstance."""
        return self.pick(self._circumstances[value])

    def case(self, case: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return the facts of a case as labels with values."""
        rows = [
            (
                self.dimension(name),
                self.say("{years} years", years=case[name]) if name == "age" else self.terms(name, case[name]),
            )
            for name in self._dimensions
        ]
        rows += [(self.say("Circumstance"), self.circumstance(value)) for value in case["circumstances"]]
        return rows

    def name(self, value: str) -> str:
        """Return what a pillar, an obligation or a challenge is called."""
        return self.pick(self._names[value])

    def status(self, value: str) -> str:
        """Return a status in words: coverage, verdict, element status or confirmation."""
        return self.say(STATUSES[value])

    def degree(self, value: str | None) -> str:
        """Return in words how far a part of a demand is met; None where the part was not there."""
        return "-" if value is None else self.say(_DEGREES[value])

    def relation(self, value: str) -> str:
        """Return in words how one instrument stands to another on a point."""
        return self.say(_RELATIONS[value])

    def number(self, value: int) -> str:
        """Return a whole number with its thousands set apart."""
        return f"{value:,}".replace(",", "." if self.language == "id" else ",")

    def count(self, value: int | None) -> str:
        """Return how many cases there are, or that nobody has judged them."""
        return self.status(NOT_ASSESSED) if value is None else self.number(value)

    def figure(self, value: float) -> str:
        """Return a figure with at most three decimals, as the pages print it."""
        return format_decimal(value, locale=self.language)

    def marked(self, text: str, confirmation: str) -> str:
        """Return a statement with a mark where it was not read in the text, so that nobody takes it for checked."""
        return text if confirmation == "text" else f"{text} [{self.status(confirmation)}]"

    def force(self, in_force: bool) -> str:
        """Say whether a provision is in force on the day asked about."""
        return self.say("in force") if in_force else self.say("not in force")

    def sources(self, titles: Iterable[Mapping[str, Any]]) -> str:
        """Return what sources are called, each with its address; what has no title of its own is its address."""
        told = []
        for source in titles:
            title, address = self.pick(source["title"]), source["address"]
            told.append(title if address is None else address if title in address else f"{title}, {address}")
        return "; ".join(told)

    def footer(self, answer: Mapping[str, Any], command: str) -> list[str]:
        """Return the footer: fingerprints of the data and of a draft, as-of date, command, and what this is not."""
        data, draft = answer["data"], answer.get("draft")
        return [
            self.say(
                "Law as of {day}. Selaras data {version}, SHA-256 {sha256}.",
                day=self.day(answer["asOf"]),
                version=data["version"],
                sha256=data["sha256"],
            ),
            *([self.say("File of the draft: SHA-256 {sha256}.", sha256=draft["sha256"])] if draft else []),
            self.say("To reproduce: {command}", command=command),
            self.say(
                "Digests are in our own words; check the official text before relying on a number. Not legal advice."
            ),
        ]


STATUSES = {
    "covered": N_("covered"),
    "arguable": N_("arguable"),
    "not-covered": N_("not covered"),
    "gap": N_("gap"),
    "outside": N_("outside the treaties"),
    "exceeds": N_("exceeds the treaties"),
    "not-assessed": N_("not assessed"),
    "met": N_("met"),
    "not-required": N_("not required"),
    "missing": N_("missing"),
    "aligned": N_("aligned"),
    "partial": N_("partial"),
    "text": N_("read in the text"),
    "secondary": N_("from a secondary source"),
    "recalled": N_("recalled, not checked"),
    "proposed": N_("proposed, not law"),
}

_DEGREES = {
    "missing": N_("not met"),
    "arguable": N_("met in part or arguably"),
    "met": N_("met"),
    "beyond": N_("beyond the demand"),
}

_RELATIONS = {
    "same": N_("the same"),
    "adds": N_("added"),
    "lacks": N_("lacking"),
    "strengthens": N_("stronger"),
    "weakens": N_("weaker"),
}
