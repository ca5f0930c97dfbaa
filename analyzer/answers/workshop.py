"""What a workshop shows: the definitions, one idea a screen, from the glossary, the elements and the provisions.

Which glossary terms are shown stands in the word lists of the base; the rest follows from what the base holds.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from analyzer.criteria.values import WordList
from analyzer.i18n import both
from analyzer.knowledge import Knowledge
from analyzer.model import Dimension, Encoding, GlossaryTerm, Term
from analyzer.text import Text

Answer = dict[str, Any]

IDEA, WORDS, HELP = "idea", "words", "help"
"""The word lists: what trafficking is, which opens; words worth knowing and whom to ask, which close."""

MEANS = "means"


class Screens:
    """Composes the chapters of a workshop as the law stands on one day."""

    def __init__(self, knowledge: Knowledge, lists: Iterable[WordList]) -> None:
        """Take the words from the `lists` and everything else from `knowledge`."""
        self._knowledge = knowledge
        self._lists = {item.slug: item for item in lists}
        self._glossary = {term.iri: term for term in knowledge.glossary}

    def chapters(
        self,
        definitions: Sequence[Encoding],
        offences: Sequence[Encoding],
        children: Mapping[str, int] | None,
        penalty: Callable[[Encoding], Answer | None],
    ) -> list[Answer]:
        """Return the chapters, each with its screens, which are numbered throughout.

        `definitions` are those of the treaties and `offences` the trafficking offences in force, `children` counts the
        cases that need no means, None where they were not assessed, and `penalty` gives that of an offence.
        """
        asking = [item for item in definitions if not asks_no_means(item)]
        sparing = [item for item in definitions if asks_no_means(item)]
        chapters = [
            self._words(IDEA),
            *(self._element(item, definitions) for item in self._knowledge.dimensions.values() if item.compared),
            chapter("definition", both("The definition in the treaties"), self._definitions(asking)),
            chapter(
                "child-rule",
                both("The child rule"),
                [*self._definitions(sparing), *([_kept(children)] if sparing and children else [])],
            ),
            chapter(
                "offences",
                both("The offences in national law"),
                [self._offence(item, penalty(item)) for item in offences],
            ),
            self._words(WORDS),
            self._words(HELP),
        ]
        number = 0
        for held in chapters:
            for screen in held["screens"]:
                number += 1
                screen["number"] = number
        return [held for held in chapters if held["screens"]]

    def _words(self, slug: str) -> Answer:
        held = self._lists.get(slug)
        if held is None:
            return chapter(slug, Text("", ""), [])
        return chapter(slug, held.label, [self._word(self._glossary[iri]) for iri in held.terms])

    def _word(self, term: GlossaryTerm) -> Answer:
        others = Text(*(", ".join(term.names[tag][1:]) for tag in Text._fields))
        return screen(
            "word",
            term.label,
            term.meaning,
            items=[(both("Also called"), others)] if all(others) else [],
            provisions=self._held(term.provisions),
        )

    def _element(self, dimension: Dimension, definitions: Sequence[Encoding]) -> Answer:
        terms = [term for term in dimension.spanning if not term.excludes]
        meaning = next((term.meaning for term in self._knowledge.glossary if term.slug == dimension.notation), None)
        whole = screen(
            "element",
            dimension.label,
            meaning or dimension.question,
            items=[(term.label, term.definition) for term in terms],
            national=[(term.label, term.definition) for term in dimension.terms if not term.spans],
        )
        return chapter(dimension.notation, dimension.label, [whole, *(self._term(term, definitions) for term in terms)])

    def _term(self, term: Term, definitions: Sequence[Encoding]) -> Answer:
        listing = [item.provision for item in definitions if term.iri in (item.listed[term.dimension] or ())]
        return screen("term", term.label, term.definition, provisions=self._held(listing))

    def _definitions(self, definitions: Sequence[Encoding]) -> list[Answer]:
        """Return a screen for each wording: treaties that say the same share one."""
        held = self._knowledge.provisions
        ordered = sorted(definitions, key=lambda item: held[item.provision].digest)
        screens = []
        for digest, group in groupby(ordered, key=lambda item: held[item.provision].digest):
            provisions = [item.provision for item in sorted(group, key=lambda item: item.interval.start)]
            screens.append(
                screen("definition", self._knowledge.citation(provisions[0]), digest, provisions=self._held(provisions))
            )
        return screens

    def _offence(self, offence: Encoding, penalty: Answer | None) -> Answer:
        provision = self._knowledge.provisions[offence.provision]
        return screen(
            "offence",
            provision.citation,
            provision.digest,
            items=[(both("Penalty"), Text(**penalty["text"]))] if penalty else [],
            provisions=self._held([offence.provision]),
        )

    def _held(self, provisions: Iterable[str]) -> list[str]:
        return [self._knowledge.reference(iri) for iri in provisions if iri in self._knowledge.provisions]


def asks_no_means(definition: Encoding) -> bool:
    """Tell whether a definition is met whatever the means, as the treaties have it for some victims."""
    return definition.listed[MEANS] is None


def chapter(name: str, label: Text, screens: list[Answer]) -> Answer:
    """Return a chapter of a workshop."""
    return {"id": name, "label": label.json(), "screens": screens}


def screen(
    kind: str,
    title: Text,
    text: Text,
    *,
    items: Sequence[tuple[Text, Text]] = (),
    national: Sequence[tuple[Text, Text]] = (),
    provisions: Sequence[str] = (),
) -> Answer:
    """Return one screen: a title, one idea, what belongs to it (`national`: words of national law alone)."""
    return {
        "kind": kind,
        "title": title.json(),
        "text": text.json(),
        "items": _labelled(items),
        "national": _labelled(national),
        "provisions": list(provisions),
    }


def _labelled(items: Iterable[tuple[Text, Text]]) -> list[Answer]:
    return [{"label": label.json(), "text": text.json()} for label, text in items]


def _counted(number: int) -> Text:
    return Text(f"{number:,}", f"{number:,}".replace(",", "."))


def _kept(children: Mapping[str, int]) -> Answer:
    if children["uncovered"]:
        text = both(
            "Not fully: of {treaty} kinds of case of a child without any means, {gap} ({share} %) are reached by no "
            "trafficking offence; {covered} are covered, and {arguable} must be argued.",
            treaty=_counted(children["treaty"]),
            gap=_counted(children["uncovered"]),
            share=_counted(round(100 * children["uncovered"] / children["treaty"])),
            covered=_counted(children["covered"]),
            arguable=_counted(children["arguable"]),
        )
    else:
        text = both("Yes: every kind of case of a child without any means is reached, at least arguably.")
    return screen("rule-kept", both("Does national law keep the child rule?"), text)
