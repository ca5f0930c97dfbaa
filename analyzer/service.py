"""The one read-only service that the command line and the web call: questions in, JSON-ready answers out.

The keys of the answers are a contract: keys are added, never renamed. Texts are objects with ``en`` and ``id``;
provisions are named by their short reference; dates are ISO 8601; money is whole rupiah; ages and terms of imprisonment
are whole years. ``inForce.to`` is the first day no longer in force.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analyzer.answers import (
    around,
    cases,
    challenges,
    comparison,
    context,
    dataset,
    declared,
    elements,
    examples,
    findings,
    gaps,
    grounds,
    instruments,
    listing,
    patterns,
    proofs,
    provisions,
    reform,
    resources,
    score,
    searching,
    sentences,
    side_by_side,
    timeline,
    vocabulary,
    words,
    workshop,
)
from analyzer.answers.entries import Entries
from analyzer.answers.glossing import Glosser
from analyzer.answers.quiz import Quiz
from analyzer.criteria.judge import Judgement as CriterionJudgement
from analyzer.criteria.judge import judge, judge_all
from analyzer.criteria.reader import read_drafts, read_policy
from analyzer.criteria.values import Criterion, Policy
from analyzer.elements.coverage import RELATED, CoverageRules
from analyzer.errors import DataError, InputError
from analyzer.export import export
from analyzer.filters import Filters
from analyzer.gaps import analyse, choose_treaties, treaties
from analyzer.i18n import both
from analyzer.inventory import inventory
from analyzer.iris import PREFIXES
from analyzer.knowledge import Held, Knowledge
from analyzer.model import (
    Division,
    GlossaryTerm,
    Instrument,
    Provision,
)
from analyzer.sandbox import Sandbox
from analyzer.screening import (
    AGE,
    Facts,
    offences_in_force,
    read_facts,
    review_scope,
    screen,
    treaty_definitions,
)
from analyzer.sparql import LONGEST_QUERY, Question, open_base, printed
from analyzer.store import Store
from analyzer.text import printable

if TYPE_CHECKING:
    from analyzer.search import SearchIndex

Answer = dict[str, Any]
"""A JSON object."""

LARGEST_DRAFT = 2_000_000
"""Bytes of a file that is taken as a draft."""

MOST_ANALYSES = 16
"""Of how many days the analysis of the whole case space is kept for those who screen cases."""

DRAFTS = "corpus/drafts"
"""Where the worked drafts lie; they are no law, so that they stand outside the ontology."""


class Service:
    """Answers every question from one loaded knowledge base."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Use `knowledge`; see `Service.load` for the one that came with Selaras."""
        self.knowledge = knowledge
        self._entries = Entries(knowledge)
        self._asked: tuple[date, list[Answer]] | None = None
        self._judged: tuple[date, tuple[CriterionJudgement, ...]] | None = None
        self._glosses: dict[str, Answer] = {}
        self._analysis = lru_cache(MOST_ANALYSES)(lambda day: analyse(knowledge, self.rules, day, None, None))
        self._sandbox = Sandbox(open_base, knowledge.root, knowledge.extra)

    @classmethod
    def load(cls, root: Path | None = None, extra: Path | None = None) -> "Service":
        """Load the base below `root` (default: the shipped one) with the Turtle files of `extra` on top.

        Raises:
            DataError: A data file is unreadable or breaks its contract.
        """
        return cls(Knowledge.load(root, extra))

    def prepare(self) -> None:
        """Read and index at once what otherwise the first question that needs it would."""
        held = self.knowledge
        _ = self.rules, self.policy, self.names, self._index
        _ = held.sha256, held.names, held.by_reference, held.divisions_by_reference, held.explanations, held.explained

    @cached_property
    def rules(self) -> CoverageRules:
        """The coverage rules of the loaded base."""
        return CoverageRules(self.knowledge.dimensions, self.knowledge.mappings)

    @cached_property
    def policy(self) -> Policy:
        """What criteria are judged by."""
        return read_policy(self.knowledge)

    # --- gaps and findings --------------------------------------------------------------------------------------------

    def gaps(self, day: date, against: Sequence[str] | None = None, victim: str | None = None) -> Answer:
        """Return the element analysis of `day` against the treaties `against`, for one class of victims or all.

        Raises:
            InputError: A treaty or a class of victims is unknown, or the day lies before the base begins.
        """
        self._refuse_before_the_base(day)
        analysis = analyse(self.knowledge, self.rules, day, against, victim)
        return {
            **self._head(day),
            "against": list(analysis.against),
            "victim": victim or "both",
            **gaps.told(self.knowledge, self.rules, analysis),
            **self._criteria_against(day, analysis.against if against else ()),
        }

    def _criteria_against(self, day: date, treaties: Sequence[str]) -> Answer:
        """Return the findings, where treaties are named on the criteria that come from them only."""
        chosen = [
            criterion
            for criterion in self.policy.criteria.values()
            if not treaties
            or any(self.knowledge.provisions[iri].reference.instrument in treaties for iri in criterion.treaty)
        ]
        return findings.answer(self.knowledge, self.policy, day, chosen)

    def findings(
        self,
        day: date,
        *,
        pillar: str | None = None,
        obligation: str | None = None,
        status: str | None = None,
        child: bool | None = None,
        criteria: Sequence[str] = (),
    ) -> Answer:
        """Return how national law stands on `day` to the criteria that all filters let through, and a summary.

        Raises:
            InputError: A filter names what there is not.
        """
        chosen = findings.choose(self.policy, pillar=pillar, obligation=obligation, child=child, criteria=criteria)
        return {**self._head(day), **findings.answer(self.knowledge, self.policy, day, chosen, status)}

    def finding(self, notation: str, day: date) -> Answer:
        """Return the finding of `day` on the criterion called `notation`, with all that stands behind and beside it.

        Raises:
            InputError: There is no such criterion, or the day lies before the base begins.
        """
        self._refuse_before_the_base(day)
        (chosen,) = findings.choose(self.policy, criteria=[notation])
        judged = judge(self.policy, chosen, day, self.knowledge.scopes)
        told = findings.finding(self.knowledge, self.policy, judged, day)
        return {
            **self._head(day),
            "iri": chosen.iri,
            "finding": told,
            "treaty": self._listed(chosen.treaty, day),
            "national": self._listed(judged.national, day),
            "rule": self.rule(chosen.rule) if chosen.rule else None,
            "external": grounds.outside(self.policy, chosen, day),
            "practice": grounds.practice(self.policy, chosen),
            "history": grounds.history(self.timeline(day, criteria=[chosen.notation])),
            "sources": context.bibliography(self.knowledge, self.policy, {*told["treaty"], *told["national"]}),
            **grounds.neighbours(self.policy, chosen),
        }

    def _listed(self, provisions: Iterable[str], day: date) -> list[Answer]:
        """Return provisions (IRIs) as lists show them, in the order of the law."""
        return [
            self._entries.listed(self.knowledge.provisions[iri], day) for iri in self.knowledge.by_place(provisions)
        ]

    def rule(self, name: str) -> Answer:
        """Return the rule called `name`: what it asks, on what legal basis, its query, and the criteria it judges.

        Raises:
            InputError: No criterion is judged by such a rule.
        """
        return grounds.rule(self.policy, self.knowledge.queries, name)

    def criterion_terms(self) -> dict[str, list[Answer]]:
        """Return the pillars and the kinds of obligation, in their order, with what they are called and mean."""
        return vocabulary.criterion_terms(self.knowledge, self.policy)

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """What pillars and obligations (by notation) and challenges (by slug) are called."""
        return vocabulary.names(self.knowledge, self.policy)

    def _judgements(self, day: date) -> tuple[CriterionJudgement, ...]:
        """Return how national law stands to every criterion on `day`; those of the last day asked about are kept."""
        kept = self._judged
        if kept is None or kept[0] != day:
            kept = self._judged = (day, judge_all(self.policy, day, self.knowledge.scopes))
        return kept[1]

    # --- time, reform and comparison ----------------------------------------------------------------------------------

    def timeline(
        self, today: date, first: date | None = None, last: date | None = None, criteria: Sequence[str] = ()
    ) -> Answer:
        """Return every day on which an answer changed, from `first` to `last`.

        Without them, from the oldest date of the treaties to `today`.

        Raises:
            InputError: A criterion is unknown, or the days are in the wrong order.
        """
        chosen = findings.choose(self.policy, criteria=criteria)
        begin = first or min(
            day for slug in treaties(self.knowledge) for day in self.knowledge.instruments[slug].dates.values()
        )
        end = last or today
        if end < begin:
            raise InputError(
                both(
                    "the timeline ends on {end}, before it begins on {begin}; give an earlier first day",
                    end=end,
                    begin=begin,
                )
            )
        events = timeline.timeline(self.knowledge, self.policy, self.rules, chosen, begin, end)
        return {
            "asOf": end.isoformat(),
            "from": begin.isoformat(),
            "to": end.isoformat(),
            "criteria": [criterion.notation for criterion in chosen] if criteria else None,
            "data": self._data(),
            "events": events,
            "statuses": self._statuses(chosen, begin, events),
        }

    def _statuses(self, chosen: Sequence[Criterion], begin: date, events: Sequence[Answer]) -> list[Answer]:
        """Return how many criteria have each status from each day of change on, for a plot."""
        days = [begin, *(date.fromisoformat(event["date"]) for event in events if event["changes"])]
        return [
            {
                "date": day.isoformat(),
                "counts": findings.counted(
                    str(judge(self.policy, item, day, self.knowledge.scopes).status) for item in chosen
                ),
            }
            for day in days
        ]

    def whatif(self, draft: Path, today: date, day: date | None = None) -> Answer:
        """Lay the draft in the Turtle file `draft` over the base and return what it would open or close.

        The day is that on which the draft would hold, or `today` where that is past, unless `day` is given.

        Raises:
            InputError: The file is unreadable, is no valid Turtle, breaks the contract of the data or states no draft.
        """
        shipped = draft.resolve() in {path.resolve() for path in self.draft_files().values()}
        reformed = open_draft(self.knowledge, draft, shipped=shipped)
        proposal = reformed.policy.drafts[0]
        day = day or max(today, proposal.start)
        return {
            **self._head(day),
            "draft": {
                "title": proposal.title.json(),
                "description": proposal.description.json(),
                "from": proposal.start.isoformat(),
                "inForce": proposal.start <= day,
                "sha256": sha256(draft.read_bytes()).hexdigest(),
            },
            **reform.difference(self._state(day), reformed._state(day)),
        }

    def _state(self, day: date) -> reform.State:
        """Return the law of `day`, to be held beside another state of it.

        Raises:
            InputError: The day lies before the base begins.
        """
        self._refuse_before_the_base(day)
        return reform.State(self.knowledge, self.policy, self._analysis(day))

    def draft_files(self) -> dict[str, Path]:
        """Return the worked drafts that come with the base, by name."""
        return {path.stem: path for path in sorted((self.knowledge.root / DRAFTS).glob("*.ttl"))}

    def drafts(self) -> list[Answer]:
        """Return what the worked drafts that come with the base propose."""
        return [
            {"name": name, "title": draft.title.json(), "description": draft.description.json()}
            for name, path in self.draft_files().items()
            for draft in read_drafts(self.knowledge.root, path)
        ]

    def comparable(self, today: date) -> Answer:
        """Return what can be compared: the instruments with provisions, and the days on which findings changed.

        A change on the first day of the base is left out: there is no day before it to compare with.
        """
        events = [item for item in self.timeline(today)["events"] if item["date"] > self._begins.isoformat()]
        return {
            **self._head(today),
            **comparison.comparable(self.knowledge, events),
        }

    def compare_days(self, first: date, second: date) -> Answer:
        """Return what is different on `second` from `first`: findings, cases and provisions.

        Raises:
            InputError: A day lies before the base begins.
        """
        began, ended = comparison.law_between(self.knowledge, first, second)
        return {
            "asOf": second.isoformat(),
            "first": first.isoformat(),
            "second": second.isoformat(),
            "data": self._data(),
            **reform.difference(self._state(first), self._state(second)),
            "began": began,
            "ended": ended,
        }

    def compare_instruments(self, first: str, second: str, day: date) -> Answer:
        """Return what the instrument `first` adds to `second`, lacks, weakens or says alike, as both stand on `day`.

        Raises:
            InputError: The base does not hold one of them, or they are the same.
        """
        one, other = (self.knowledge.find_instrument(name) for name in (first, second))
        if one.slug == other.slug:
            raise InputError(both("{slug} is compared with itself; name two instruments", slug=one.slug))
        rows = comparison.instruments(self.knowledge, self.policy, one, other, day)
        return {
            **self._head(day),
            "first": comparison.side(self.knowledge, one, day),
            "second": comparison.side(self.knowledge, other, day),
            "rows": rows,
            "summary": comparison.counted(rows),
        }

    def compare_provisions(self, first: str, second: str, day: date) -> Answer:
        """Return two provisions side by side as they stand on `day`: what differs, how strongly, by element.

        Raises:
            InputError: A text names no provision of the base, or both name the same one.
        """
        one, other = (self._one_provision(text) for text in (first, second))
        if one.iri == other.iri:
            raise InputError(both("{reference} is compared with itself; name two provisions", reference=one.reference))
        return {
            **self._head(day),
            **side_by_side.provisions(self.knowledge, self.policy, self.rules, one, other, day),
        }

    def _one_provision(self, text: str) -> Provision:
        held = self.knowledge.find(text)
        if not isinstance(held, Provision):
            raise InputError(
                both('"{text}" is more than one provision; name an article, or a part of one', text=printable(text))
            )
        return held

    # --- practice and proof -------------------------------------------------------------------------------------------

    def challenge_map(self, day: date) -> Answer:
        """Return the map of challenges with what remains open in law and in practice on `day`."""
        judged = {item.criterion.iri: item for item in judge_all(self.policy, day, self.knowledge.scopes)}
        return {
            **self._head(day),
            "dimensions": challenges.challenge_map(self.policy, judged),
        }

    def score(self, day: date) -> Answer:
        """Return our findings of `day` held against those of outside bodies.

        Raises:
            InputError: The statistics library is not installed, or the day lies before the base begins.
        """
        self._refuse_before_the_base(day)
        told = findings.tell(self.knowledge, self.policy, day, tuple(self.policy.criteria.values()))
        ours = {self.policy.criteria[row["criterion"]].iri: row for row in told}
        rows = score.comparisons(self.policy, ours, day)
        return {**self._head(day), "rows": rows, "result": score.result(rows)}

    def reason(self, day: date, against: Sequence[str] | None = None) -> Answer:
        """Prove or refute with HermiT that the national offences take in each treaty definition on `day`.

        Raises:
            InputError: A treaty is unknown.
            MissingToolError: Java is not installed.
        """
        from analyzer.reasoning import reason

        slugs = choose_treaties(self.knowledge, against)
        return {"asOf": day.isoformat(), **proofs.told(self.knowledge, reason(self.knowledge, day, slugs))}

    # --- cases --------------------------------------------------------------------------------------------------------

    def facts(self, values: Mapping[str, Iterable[str]], age: str | int, circumstances: Iterable[str] = ()) -> Facts:
        """Read the facts of a case; see `analyzer.screening.read_facts`."""
        return read_facts(self.knowledge, values, age, circumstances)

    def screen(self, facts: Facts, day: date) -> Answer:
        """Return what every definition and offence in force on `day` says of the case, and the verdict.

        Raises:
            InputError: The day lies before the base begins.
        """
        self._refuse_before_the_base(day)
        screening = screen(self.knowledge, self.rules, facts, day)
        return {
            "case": cases.case(facts),
            **self._head(day),
            **cases.screened(self.knowledge, self._entries, screening),
        }

    def around(self, facts: Facts, day: date) -> Answer:
        """Return what bears on the case on `day` beside its screening.

        That is: which single facts would change the verdict, what it was on other days, what the offences ask for and
        what is left to prove, the regions of the gap analysis it lies in, the criteria about what makes it one, and
        whom the victim can ask for help.

        Raises:
            InputError: The day lies before the base begins.
        """
        self._refuse_before_the_base(day)
        case = cases.case(facts)
        surroundings = around.Surroundings(self.knowledge, self.rules, facts, case, day)
        return {
            "case": case,
            **self._head(day),
            "offences": surroundings.offences(),
            "toProve": surroundings.to_prove(),
            "neighbours": surroundings.neighbours(),
            "history": surroundings.history(),
            "regions": surroundings.regions(self._analysis(day)),
            "criteria": surroundings.criteria(self.policy, self._judgements(day), findings.label),
            "help": words.word_list(self.knowledge, self.policy.word_lists, workshop.HELP),
        }

    def screen_days(self, facts: Facts, first: date, second: date) -> Answer:
        """Return how the screening of the case on `second` differs from that on `first`.

        Raises:
            InputError: A day lies before the base begins.
        """
        return around.two_days(self.screen(facts, first), self.screen(facts, second))

    def spared(self, day: date) -> list[Answer]:
        """Return what the treaties ask for in general but not for some victims, as on `day`."""
        return around.spared(self.knowledge, treaty_definitions(self.knowledge, day))

    def pattern_facts(self, name: str) -> Facts:
        """Return the facts of the typical case of the pattern called `name`.

        Raises:
            InputError: There is no such pattern.
        """
        return patterns.facts(self.knowledge, patterns.find(self.policy, name))

    def patterns(self, day: date) -> list[Answer]:
        """Return the documented patterns with what the screening of their typical cases says on `day`.

        Raises:
            InputError: The day lies before the base begins.
        """
        return [
            patterns.told(self.policy, item, self.screen(patterns.facts(self.knowledge, item), day))
            for item in self.policy.patterns
        ]

    # --- law ----------------------------------------------------------------------------------------------------------

    def show(self, text: str, day: date) -> Answer:
        """Return what `text` names, in any short or citation form, as it stands on `day`.

        It is a provision, an instrument, or a division (book, chapter or part) of one.

        Raises:
            InputError: The text cannot be read, or the base does not hold what it names.
        """
        return self._shown(self.knowledge.find(text), day)

    def show_all(self, texts: Sequence[str], day: date) -> Answer:
        """Return all that `texts` name: the answer of `show` for one, for several ``asOf`` and ``provisions``.

        Each text may cite by itself, and several provisions; where one does not, they are the words of one citation.

        Raises:
            InputError: The texts cannot be read, or the base does not hold what they name.
        """
        answers = [self._shown(held, day) for held in self._named(texts)]
        if len(answers) == 1:
            return answers[0]
        return {**self._head(day), "provisions": answers}

    def _named(self, texts: Sequence[str]) -> list[Held]:
        try:
            found = [held for text in texts for held in self.knowledge.find_all(text)]
        except InputError as refusal:
            try:
                found = list(self.knowledge.find_all(" ".join(texts)))
            except InputError:
                # Words with spaces were citations, not words of one: the first refusal tells more.
                if len(texts) > 1 and any(" " in text.strip() for text in texts):
                    raise refusal from None
                raise
        return list({held.iri: held for held in found}.values())

    def _shown(self, held: Held, day: date) -> Answer:
        match held:
            case Instrument():
                return instruments.instrument(self.knowledge, self.policy, held)
            case Division():
                return instruments.division(self.knowledge, held)
            case Provision():
                return provisions.provision(
                    self.knowledge, self.policy, held, day, self._judgements(day), self._glossed
                )

    def near(self, text: str) -> list[str]:
        """Return the references of what is nearest to the provision that `text` cites in vain; empty where it does not.

        What holds its place comes with its parts, or else its neighbours.
        """
        return [str(provision.reference) for provision in self.knowledge.near(text)]

    def identify(self, text: str) -> str:
        """Return the short form of the provision, division or instrument that `text` names.

        Raises:
            InputError: The text cannot be read, or the base does not hold what it names.
        """
        held = self.knowledge.find(text)
        return held.slug if isinstance(held, Instrument) else str(held.reference)

    def names_an_instrument(self, text: str) -> bool:
        """Tell whether `text` names an instrument as a whole, rather than a provision.

        Raises:
            InputError: The text cannot be read, or the base does not hold what it names.
        """
        return isinstance(self.knowledge.find(text), Instrument)

    @cached_property
    def home(self) -> str:
        """The jurisdiction whose law is held against the treaties."""
        return review_scope(self.knowledge).jurisdiction

    def instruments(self) -> list[Answer]:
        """Return every instrument of the base, treaties first."""
        return [instruments.instrument(self.knowledge, self.policy, item) for item in context.ordered(self.knowledge)]

    def questions(self, day: date) -> Answer:
        """Return all questions of law that the base answers; the answers say themselves of which days they speak."""
        return {
            **self._head(day),
            "questions": context.questions(self.knowledge, self.policy.questions),
        }

    @cached_property
    def _glosser(self) -> Glosser:
        return Glosser(self.knowledge.glossary)

    def _glossed(self, provision: Provision) -> Answer:
        """Return the digest in parts, with the glossary terms in it; composed once."""
        if provision.iri not in self._glosses:
            self._glosses[provision.iri] = self._glosser.parts(provision.digest)
        return self._glosses[provision.iri]

    @cached_property
    def citations(self) -> dict[str, dict[str, str]]:
        """For every reference how it is cited in both languages, and how it is known."""
        return {
            str(item.reference): {**item.citation.json(), "confirmation": item.confirmation}
            for item in self.knowledge.provisions.values()
        }

    # --- search -------------------------------------------------------------------------------------------------------

    def listing(self, day: date, chosen: Filters) -> Answer:
        """Return the provisions that pass the filters `chosen`, in reading order: treaties first, law by law.

        Raises:
            InputError: A filter names what there is not.
        """
        accepts = chosen.on(self.knowledge, day)
        held = [item for item in self.knowledge.provisions.values() if item.digest.en and accepts(item)]
        order = {instrument.slug: number for number, instrument in enumerate(context.ordered(self.knowledge))}
        held.sort(key=lambda item: (order[item.reference.instrument], item.position))
        return {
            **self._head(day),
            "count": len(held),
            "facets": listing.facets(self.knowledge, held),
            "provisions": [self._entries.listed(item, day) for item in held],
        }

    @cached_property
    def choices(self) -> dict[str, dict[str, dict[str, str]]]:
        """The values that each filter by name can take, with what they are called."""
        return listing.choices(self.knowledge)

    def search(self, text: str, day: date, chosen: Filters, limit: int = 20) -> Answer:
        """Return what fits the words `text`, best first: provisions that pass the filters, without filters terms too.

        A text that cites a provision of the base finds that provision first, and then the terms that it names; one that
        cites in vain, the nearest; a number without a law, all provisions of that number. A law named among other words
        narrows the search, if anything is found there. Offered beside are nearer words for those that nothing holds,
        and without filters the findings whose title fits.

        Raises:
            InputError: The text has no word or is too long, or a filter names what there is not.
        """
        from analyzer.search import refuse_too_long

        refuse_too_long(text)
        accepts = chosen.on(self.knowledge, day)
        asked = searching.read(self.knowledge, text, day, accepts, narrow=chosen.instrument is None)
        hits = [
            hit
            for hit in self._index.search(asked.words)
            if (chosen == Filters() if isinstance(hit.found, GlossaryTerm) else accepts(hit.found))
        ]
        return {
            **self._head(day),
            "query": text,
            **searching.results(self.knowledge, self._entries, asked, hits, day, limit),
            **searching.offers(self._index, asked, text, self.policy.criteria.values() if chosen == Filters() else ()),
        }

    def search_aids(self) -> Answer:
        """Return what a search without the service needs to find as it does; see `searching.aids`."""
        return searching.aids(self.knowledge, self._index)

    @cached_property
    def _index(self) -> "SearchIndex":
        from analyzer.search import SearchIndex

        return SearchIndex(self.knowledge)

    # --- words and teaching -------------------------------------------------------------------------------------------

    def elements(self, day: date) -> Answer:
        """Return what each instrument says of every act, means and purpose on `day`, for a child and for an adult.

        Raises:
            InputError: The day lies before the base begins.
        """
        self._refuse_before_the_base(day)
        return {
            **self._head(day),
            **elements.matrix(self.knowledge, self.rules, day),
        }

    def glossary(self) -> list[Answer]:
        """Return every term of the glossary with its names and meaning in both languages."""
        return words.glossary(self.knowledge)

    def glossary_term(self, slug: str) -> Answer:
        """Return one term of the glossary with the provisions and concepts it belongs to.

        Raises:
            InputError: There is no such term.
        """
        return words.term(self.knowledge, slug)

    def schemes(self) -> list[Answer]:
        """Return the schemes of concepts as trees."""
        return words.schemes(self.knowledge)

    def vocabulary(self) -> Answer:
        """Return the dimensions with their terms, and the circumstances, as forms and reports need them."""
        return vocabulary.vocabulary(self.knowledge, self.names)

    def workshop(self, day: date) -> Answer:
        """Return the definitions, the child rule and the offences of `day`, one idea a screen, in chapters.

        Raises:
            InputError: The day lies before the base begins.
        """
        self._refuse_before_the_base(day)
        definitions = treaty_definitions(self.knowledge, day)
        offences = [item for item in offences_in_force(self.knowledge, day) if item.family != RELATED]
        spared = {iri for item in definitions if workshop.asks_no_means(item) for iri in item.listed[AGE] or ()}
        victims = [self.knowledge.terms[iri].notation for iri in sorted(spared)]
        analysis = analyse(self.knowledge, self.rules, day, None, victims[0] if victims else None)
        counts = asdict(analysis.counts_without_means)
        return {
            **self._head(day),
            "chapters": workshop.Screens(self.knowledge, self.policy.word_lists).chapters(
                definitions,
                offences,
                counts if analysis.assessed else None,
                lambda offence: sentences.penalty(self.knowledge, offence, day),
            ),
        }

    def quiz(self, day: date, number: int) -> Answer:
        """Return the question with this `number`, from 1, with its right answer and why it is right.

        Raises:
            InputError: There is no such question, or the day lies before the base begins.
        """
        questions = self._questions(day)
        if not 1 <= number <= len(questions):
            raise InputError(
                both("there is no question {number}; choose from 1 to {count}", number=number, count=len(questions))
            )
        return {**self._head(day), **questions[number - 1]}

    def _questions(self, day: date) -> list[Answer]:
        """Return all quiz questions of `day`; those of the last day that was asked about are kept."""
        kept = self._asked
        if kept is None or kept[0] != day:
            self._refuse_before_the_base(day)
            analysis = analyse(self.knowledge, self.rules, day, None, None)
            kept = self._asked = (day, Quiz(self.knowledge, self.policy, self.rules, analysis).questions(cases.case))
        return kept[1]

    # --- data ---------------------------------------------------------------------------------------------------------

    def inventory(self) -> Answer:
        """Return how much the base holds, how each statement is known, and what second readings found."""
        return inventory(self.knowledge)

    def dataset(self) -> Answer:
        """Return the base as a data set: its description, licence, citation and formats, and how much it holds."""
        return dataset.dataset(self.knowledge)

    def citation_file(self) -> str:
        """Return how the data set is cited, in the Citation File Format."""
        return dataset.citation_file(self.knowledge)

    def declared(self) -> Answer:
        """Return the classes and properties of our own that the base declares, with what each means."""
        return declared.declared(self.knowledge)

    def declared_turtle(self) -> str:
        """Return all that the base states of its own vocabulary, as Turtle."""
        return declared.turtle(self.knowledge)

    def export(self, slug: str | None, form: str) -> bytes:
        """Return an instrument with all its provisions, or the whole base, in one of the formats of ``selaras export``.

        Raises:
            InputError: The base holds no such instrument.
        """
        return export(self.knowledge, form, slug)

    def turtle(self, *iris: str) -> str:
        """Return all that the base states of the resources with these IRIs, as Turtle.

        Raises:
            InputError: The base states nothing of one of them.
        """
        return resources.turtle(self.knowledge, *iris)

    def json_ld(self, iri: str) -> str:
        """Return all that the base states of the resource with this IRI, as JSON-LD.

        Raises:
            InputError: The base states nothing of it.
        """
        return resources.json_ld(self.knowledge, iri)

    def example_queries(self, day: date) -> Answer:
        """Return the project's own queries with what each asks; those about a day ask about `day`."""
        return examples.examples(self.knowledge.queries, day)

    def sparql(
        self,
        text: str,
        seconds: float,
        most_rows: int | None = None,
        most_characters: int | None = None,
        patience: float = -1,
    ) -> Answer:
        """Return the rows of a read-only query in the SPARQL 1.1 Query Results JSON Format, with ``truncated``.

        The query runs for at most `seconds`; another that is under way is waited for `patience` seconds, as long as
        it takes when negative.

        Raises:
            InputError: The query is malformed, an update, calls another server, or selects nothing.
            StoppedError: It took too much time or memory.
            BusyError: Another query is still under way.
        """
        answer: Answer = self._sandbox.ask(Question(text, most_rows, most_characters), seconds, patience)
        return answer

    def sparql_as(self, answer: Answer, form: str) -> str:
        """Return an answer of `sparql` as ``text``, ``json`` or ``csv``, as ``selaras query`` prints it."""
        return printed(answer, form)

    @property
    def longest_query(self) -> int:
        """How many characters a query may have."""
        return LONGEST_QUERY

    def prefixes(self) -> dict[str, str]:
        """Return the prefixes that a query need not declare, with their namespaces."""
        return dict(PREFIXES)

    # --- what many answers share --------------------------------------------------------------------------------------

    def _head(self, day: date) -> Answer:
        """Return what every answer about a day begins with."""
        return {"asOf": day.isoformat(), "data": self._data()}

    def _data(self) -> Answer:
        return {"version": self.knowledge.version, "sha256": self.knowledge.sha256}

    def _refuse_before_the_base(self, day: date) -> None:
        """Refuse a day on which the base holds no definition and no offence at all: there is nothing to answer from."""
        if day < self._begins:
            raise InputError(
                both(
                    "the base begins on {begins}, {day} lies before it; ask as of that day or a later one",
                    begins=self._begins,
                    day=day,
                )
            )

    @cached_property
    def _begins(self) -> date:
        """The first day on which the base holds a definition or an offence."""
        return min(item.interval.start for item in (*self.knowledge.definitions, *self.knowledge.offences))


def open_draft(base: Knowledge, draft: Path, *, shipped: bool = False) -> Service:
    """Return a service over `base` with the Turtle file `draft` laid over it.

    A draft that is `shipped` with the base was held to the contract of the data before.

    Raises:
        InputError: The file is unreadable, is no valid Turtle, breaks the contract of the data or states no draft.
    """
    from concurrent.futures import ThreadPoolExecutor

    try:
        if draft.stat().st_size > LARGEST_DRAFT:
            raise InputError(
                both(
                    "{draft} is larger than {most} MB; a draft states a few provisions",
                    draft=draft,
                    most=LARGEST_DRAFT // 1000000,
                )
            )
        store = Store.load(base.root, draft)
        # The contract takes as long as the reading, and the store serves both at once.
        with ThreadPoolExecutor(1) as pool:
            held = None if shipped else pool.submit(_refuse_broken, base, store, draft)
            try:
                service = Service(base.under(draft, store))
                stated = service.policy.drafts
            finally:
                if held is not None:
                    held.result()  # says better than a failed reading what is wrong
    except OSError as error:
        raise InputError(
            both(
                "cannot read {draft}: {problem}; name a Turtle file, or a draft that is shipped",
                draft=draft,
                problem=error.strerror,
            )
        ) from None
    except DataError as error:
        raise InputError(error.text) from None
    if len(stated) != 1:
        raise InputError(
            both(
                "{draft} states {count} drafts; state one sel:Draft with dcterms:title and dcterms:description in "
                "both languages and sel:from",
                draft=draft,
                count=len(stated),
            )
        )
    return service


def _refuse_broken(base: Knowledge, store: Store, draft: Path) -> None:
    """Raise InputError where `draft` states something against the data contract; `store` holds it with the base."""
    from analyzer.check import check_draft

    broken = [finding for finding in check_draft(store, base.queries, draft) if finding.severity == "error"]
    if broken:
        raise InputError(
            both("{draft}: {subject}: {problem}", draft=draft, subject=broken[0].subject, problem=broken[0].message)
        )
