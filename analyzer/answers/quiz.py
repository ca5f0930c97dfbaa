"""Quiz questions made from the base: the question, the right answer and its reason are all computed.

Questions come in several kinds, which take turns; within a kind their order follows from a fingerprint of each, so that
a number always means the same question as long as the base and the day stay the same.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from analyzer import reasons
from analyzer.answers import patterns
from analyzer.criteria.values import Policy
from analyzer.elements.coverage import RELATED, CoverageRules, ElementStatus
from analyzer.gaps import GapAnalysis, Region
from analyzer.i18n import N_, both
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage, Encoding, Term
from analyzer.screening import AGE, Facts, screen
from analyzer.text import Text

Answer = dict[str, Any]

CASES_A_REGION = 6
"""How many cases are drawn from a region of the gap analysis."""

MOST_ALIKE = 24
"""How many questions of one kind may have the same right answer, so that none can be guessed from the others."""

CHOICES = 4
"""How many words of the law, or elements, there are to choose from."""

YOUNGER, OLDER = 3, 15
"""By how many years a drawn victim is at most younger or older than the example of the age class."""

_REACHES = {
    Coverage.COVERED: N_("Yes, all its elements are met"),
    Coverage.ARGUABLE: N_("It can be argued, but it is not certain"),
    Coverage.NOT_COVERED: N_("No, an element is missing"),
}
_VERDICTS = {
    "covered": N_("A national offence covers it, as the treaties ask"),
    "arguable": N_("It can be argued, but it is not certain"),
    "gap": N_("The treaties cover it, but no national offence does"),
    "exceeds": N_("A national offence covers it, though no treaty asks for it"),
    "outside": N_("Neither a treaty definition nor, clearly, a national offence covers it"),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """A case to ask about; `story` where it is a documented pattern."""

    key: str
    facts: Facts
    story: Text | None = None


class Quiz:
    """The questions on the law of one day."""

    def __init__(self, knowledge: Knowledge, policy: Policy, rules: CoverageRules, analysis: GapAnalysis) -> None:
        """Draw cases from the patterns of `policy` and from the regions of `analysis`, whose day is asked about."""
        self._knowledge, self._rules, self._day = knowledge, rules, analysis.day
        self._offences = tuple(offence for offence in analysis.offences if offence.family != RELATED)
        documented = [Situation(item.slug, patterns.facts(knowledge, item), item.story) for item in policy.patterns]
        regions = (*analysis.regions, *analysis.exceeding)
        drawn = [self._draw(region, turn) for region in regions for turn in range(CASES_A_REGION)]
        self._patterns = documented if analysis.assessed else []
        self._situations = [*self._patterns, *({item.key: item for item in drawn}.values())]

    def questions(self, case_of: Callable[[Facts], Answer]) -> list[Answer]:
        """Return all questions, words and stories first; `case_of` gives facts as `screen` takes them."""
        kinds = (self._words(), self._verdicts(case_of), self._reaching(case_of), self._missing(case_of))
        ordered = [_mixed(kind) for kind in kinds]
        found = [question for question in chain.from_iterable(zip_longest(*ordered)) if question is not None]
        return [{"number": number, "count": len(found), **item} for number, item in enumerate(found, 1)]

    def _draw(self, region: Region, turn: int) -> Situation:
        """Return a case of `region`, the same at every draw with the same `turn`."""
        seed = f"{turn} {_key(term for terms in region.terms.values() for term in terms)}"
        case = {name: (_pick(terms, f"{seed} {name}"),) for name, terms in region.terms.items()}
        least, greatest, example = case[AGE][0].years or (region.example.age,) * 3
        years = range(max(least, example - YOUNGER), min(greatest, example + OLDER) + 1)
        facts = Facts(case, _pick(years, f"{seed} years"))
        return Situation(f"{_key(term for terms in case.values() for term in terms)} {facts.age}", facts)

    def _reaching(self, case_of: Callable[[Facts], Answer]) -> list[Answer]:
        """Ask whether an offence reaches a case."""
        return [
            self._on_case(
                "reach",
                situation,
                case_of,
                offence,
                both("Does {citation} reach this case?", citation=self._knowledge.citation(offence.provision)),
                {level.notation: both(label) for level, label in _REACHES.items()},
                self._rules.judge(offence, situation.facts.case).coverage.notation,
            )
            for situation in self._situations
            for offence in self._offences
        ]

    def _missing(self, case_of: Callable[[Facts], Answer]) -> list[Answer]:
        """Ask which element an offence lacks, where it is one alone."""
        questions = []
        for situation in self._situations:
            for offence in self._offences:
                elements = self._rules.judge(offence, situation.facts.case).elements
                lacking = [name for name, status in elements.items() if status is ElementStatus.MISSING]
                if len(lacking) != 1:
                    continue
                key = f"{situation.key} {offence.provision}"
                others = sorted(set(elements) - set(lacking), key=lambda name: _digest(f"{key} {name}"))
                offered = {*lacking, *others[: CHOICES - 1]}
                questions.append(
                    self._on_case(
                        "element",
                        situation,
                        case_of,
                        offence,
                        both(
                            "{citation} does not reach this case. Which element is missing?",
                            citation=self._knowledge.citation(offence.provision),
                        ),
                        {
                            name: dimension.label
                            for name, dimension in self._knowledge.dimensions.items()
                            if name in offered
                        },
                        lacking[0],
                    )
                )
        return questions

    def _verdicts(self, case_of: Callable[[Facts], Answer]) -> list[Answer]:
        """Ask what treaties and national law together say of a pattern."""
        questions = []
        for situation in self._patterns:
            screened = screen(self._knowledge, self._rules, situation.facts, self._day)
            carrying = (*screened.treaty.judgements, *screened.national.judgements)
            questions.append(
                {
                    **_question(
                        "verdict",
                        situation.key,
                        both("What do the treaties and national law together say of this case?"),
                        {value: both(label) for value, label in _VERDICTS.items()},
                        str(screened.verdict),
                        [
                            both(
                                "{citation}: {reason}",
                                citation=self._knowledge.citation(item.encoding.provision),
                                reason=reasons.of_judgement(self._knowledge, item, situation.facts.case),
                            )
                            for item in carrying
                        ],
                        [self._knowledge.reference(item.encoding.provision) for item in carrying],
                    ),
                    "story": situation.story.json() if situation.story else None,
                    "case": case_of(situation.facts),
                }
            )
        return questions

    def _words(self) -> list[Answer]:
        """Ask which word of the law is explained."""
        questions = []
        for dimension in self._knowledge.dimensions.values():
            if not dimension.compared:
                continue
            terms = [term for term in dimension.spanning if not term.excludes]
            for term in terms:
                others = sorted(
                    (item for item in terms if item is not term),
                    key=lambda item: _digest(f"{term.iri} {item.iri}"),
                )
                offered = sorted((term, *others[: CHOICES - 1]), key=lambda item: item.order)
                listing = [
                    item.provision
                    for item in self._knowledge.definitions
                    if item.interval.holds(self._day) and term.iri in (item.listed[dimension.notation] or ())
                ]
                questions.append(
                    {
                        **_question(
                            "word",
                            term.iri,
                            both("Which word of the definition does this explain?"),
                            {item.notation: item.label for item in offered},
                            term.notation,
                            [
                                both("{label}: {meaning}", label=item.label, meaning=item.definition)
                                for item in sorted(offered, key=lambda item: item is not term)
                            ],
                            [self._knowledge.reference(iri) for iri in listing],
                        ),
                        "story": term.definition.json(),
                        "case": None,
                    }
                )
        return questions

    def _on_case(
        self,
        kind: str,
        situation: Situation,
        case_of: Callable[[Facts], Answer],
        offence: Encoding,
        question: Text,
        choices: Mapping[str, Text],
        right: str,
    ) -> Answer:
        judgement = self._rules.judge(offence, situation.facts.case)
        reference = self._knowledge.reference(offence.provision)
        return {
            **_question(
                kind,
                f"{situation.key} {reference}",
                question,
                choices,
                right,
                [reasons.of_judgement(self._knowledge, judgement, situation.facts.case)],
                [reference],
            ),
            "story": situation.story.json() if situation.story else None,
            "case": case_of(situation.facts),
        }


def _question(
    kind: str,
    key: str,
    question: Text,
    choices: Mapping[str, Text],
    right: str,
    explanation: Sequence[Text],
    provisions: Sequence[str],
) -> Answer:
    return {
        "id": f"{kind} {key}",
        "kind": kind,
        "question": question.json(),
        "choices": [{"value": value, "label": label.json()} for value, label in choices.items()],
        "answer": right,
        "explanation": [text.json() for text in explanation],
        "provisions": list(dict.fromkeys(provisions)),
    }


def _mixed(questions: Iterable[Answer]) -> list[Answer]:
    """Return the questions in an order that follows from their fingerprints, none of their answers too often."""
    given: Counter[str] = Counter()
    kept = []
    for question in sorted(questions, key=lambda question: _digest(question["id"])):
        given[question["answer"]] += 1
        if given[question["answer"]] <= MOST_ALIKE:
            kept.append(question)
    return kept


def _key(terms: Iterable[Term]) -> str:
    return " ".join(term.notation for term in terms)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _pick(choices: Sequence[Any], seed: str) -> Any:
    return choices[int(_digest(seed), 16) % len(choices)]
