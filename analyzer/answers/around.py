"""What bears on a screened case: facts and days that would change the verdict, what is to prove, gaps and criteria."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from analyzer import reasons
from analyzer.criteria.judge import Judgement as CriterionJudgement
from analyzer.criteria.judge import Part
from analyzer.criteria.values import Degree, Policy, Status
from analyzer.elements.coverage import RELATED, CoverageRules, ElementStatus
from analyzer.gaps import GapAnalysis, Region
from analyzer.i18n import both, joined
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage, Dimension, Encoding, Term
from analyzer.screening import (
    AGE,
    Facts,
    Verdict,
    misfit,
    offences_in_force,
    protects,
    review_scope,
    treaty_definitions,
    verdict,
)
from analyzer.text import Text

Answer = dict[str, Any]

WORST_FIRST = (Status.GAP, Status.PARTIAL, Status.NOT_ASSESSED, Status.ALIGNED, Status.EXCEEDS)


@dataclass(frozen=True)
class Surroundings:
    """One case on a day, with what lies around it; `case` are the facts as the service tells them."""

    knowledge: Knowledge
    rules: CoverageRules
    facts: Facts
    case: Mapping[str, Any]
    day: date

    # --- the case and its neighbours ----------------------------------------------------------------------------------

    @cached_property
    def _treaties(self) -> tuple[Encoding, ...]:
        return treaty_definitions(self.knowledge, self.day)

    @cached_property
    def _offences(self) -> tuple[Encoding, ...]:
        return self._offences_on(self.day)

    def _offences_on(self, day: date) -> tuple[Encoding, ...]:
        return tuple(item for item in offences_in_force(self.knowledge, day) if protects(item, self.facts))

    @cached_property
    def _by_dimension(self) -> dict[str, dict[str, Coverage]]:
        """How far each encoding, of whatever day, reaches each side of the case on its own."""
        return {
            item.iri: {name: self.rules.level(item, name, terms) for name, terms in self.facts.case.items()}
            for item in (*self.knowledge.definitions, *self.knowledge.offences)
        }

    def _coverage(self, encoding: Encoding) -> Coverage:
        """Return how far an encoding reaches the case: as far as it reaches its weakest side."""
        return min(self._by_dimension[encoding.iri].values())

    def _furthest(self, encodings: Iterable[Encoding]) -> Coverage:
        return max(map(self._coverage, encodings), default=Coverage.NOT_COVERED)

    def neighbours(self) -> list[Answer]:
        """Return the verdict on the case with one fact changed, for every such change; none where nothing is assessed.

        Where the case has several values on a side, the changed one takes the place of all of them.
        """
        if not review_scope(self.knowledge).interval.holds(self.day):
            return []
        found: list[Answer] = []
        for dimension in self.knowledge.dimensions.values():
            treaties, offences = (self._but_for(side, dimension) for side in (self._treaties, self._offences))
            found += (
                {
                    "dimension": dimension.notation,
                    "value": term.notation,
                    "case": self._changed(dimension, term),
                    "verdict": str(verdict(self._furthest_with(treaties, term), self._furthest_with(offences, term))),
                }
                for term in dimension.spanning
                if self.facts.case[dimension.notation] != (term,)
                and misfit(self.knowledge, {**self.facts.case, dimension.notation: (term,)}, self.facts.circumstances)
                is None
            )
        return found

    def _but_for(self, encodings: Iterable[Encoding], dimension: Dimension) -> list[tuple[Encoding, Coverage]]:
        """Return the encodings that reach the case but for what it says on `dimension`, and how far."""
        found = []
        for item in encodings:
            rest = min(level for name, level in self._by_dimension[item.iri].items() if name != dimension.notation)
            if rest:
                found.append((item, rest))
        return found

    def _furthest_with(self, rest: Iterable[tuple[Encoding, Coverage]], term: Term) -> Coverage:
        """Return how far the case is reached with `term`, given the encodings that reach all else of it."""
        reached = (min(level, self.rules.level(item, term.dimension, (term,))) for item, level in rest)
        return max(reached, default=Coverage.NOT_COVERED)

    def _changed(self, dimension: Dimension, term: Term) -> Answer:
        """Return the case with one fact changed, so that it can be put to the service again."""
        if dimension.notation == AGE:
            years = term.years[2] if term.years else self.facts.age
            return {**self.case, AGE: years, "victim": term.notation}
        several = isinstance(self.case[dimension.notation], list)
        return {**self.case, dimension.notation: [term.notation] if several else term.notation}

    def history(self) -> list[Answer]:
        """Return the verdict on the same facts from each day on which it, or the offences that reach them, changed.

        ``by`` are the offences that reach furthest, ``also`` the others that reach the case. ``to`` is the first day on
        which it was no longer so; the last has none.
        """
        scope = review_scope(self.knowledge)
        held = [scope.interval, *(item.interval for item in (*self.knowledge.definitions, *self.knowledge.offences))]
        days = {day for interval in held for day in (interval.start, interval.end) if day}
        spans: list[Answer] = []
        for day in sorted(days):
            told = self._on(day, scope.interval.holds(day))
            if spans and {**told, "from": spans[-1]["from"]} == spans[-1]:
                continue
            if spans:
                spans[-1]["to"] = day.isoformat()
            spans.append(told)
        return spans

    def _on(self, day: date, assessed: bool) -> Answer:
        offences = self._offences_on(day) if assessed else ()
        national = self._furthest(offences)
        treaty = self._furthest(treaty_definitions(self.knowledge, day))
        reaching = [item for item in offences if self._coverage(item)]
        return {
            "from": day.isoformat(),
            "to": None,
            "verdict": str(verdict(treaty, national) if assessed else Verdict.NOT_ASSESSED),
            "by": [self.knowledge.reference(item.provision) for item in reaching if self._coverage(item) is national],
            "also": [
                self.knowledge.reference(item.provision) for item in reaching if self._coverage(item) is not national
            ],
        }

    # --- what is to prove ---------------------------------------------------------------------------------------------

    def offences(self) -> list[Answer]:
        """Return the offences that reach the case, element by element: what each asks for, and what the facts give."""
        return [
            {
                "provision": self.knowledge.reference(item.provision),
                "elements": [self._element(item, dimension) for dimension in self.knowledge.dimensions.values()],
                "further": item.further.json() if item.further else None,
            }
            for item in self._offences
            if self._coverage(item)
        ]

    def _element(self, offence: Encoding, dimension: Dimension) -> Answer:
        terms = self.facts.case[dimension.notation]
        status, remark = self.rules.reach(offence).status(dimension.notation, terms)
        listed = offence.listed[dimension.notation]
        return {
            "dimension": dimension.notation,
            "status": str(status),
            "asks": None if listed is None else [term.notation for term in dimension.terms if term.iri in listed],
            "has": [term.notation for term in terms],
            "reason": remark.reason.json() if remark else None,
        }

    def to_prove(self) -> list[Answer]:
        """Return what the facts leave open, each with the offences that ask for it.

        ``argue`` is an element that must be argued, ``further`` one beyond the facts that were asked for, and
        ``lacking`` what the nearest trafficking offences miss where none of them reaches the case.
        """
        reached = [item for item in self._offences if self._coverage(item)]
        found: dict[tuple[str, str | None, Text], list[Encoding]] = {}
        for offence in reached:
            for name, terms in self.facts.case.items():
                status, remark = self.rules.reach(offence).status(name, terms)
                if status is ElementStatus.ARGUABLE and remark is not None:
                    found.setdefault(("argue", name, remark.reason), []).append(offence)
            if offence.further is not None:
                found.setdefault(("further", None, offence.further), []).append(offence)
        if all(item.family == RELATED for item in reached):
            for offence, names in self._nearest():
                for name in names:
                    asked = reasons.demand(self.knowledge, offence, name, self.facts.case[name])
                    found.setdefault(("lacking", name, asked), []).append(offence)
        return [
            {
                "kind": kind,
                "dimension": name,
                "text": text.json(),
                "provisions": list(dict.fromkeys(self.knowledge.reference(item.provision) for item in offences)),
            }
            for (kind, name, text), offences in found.items()
        ]

    def _nearest(self) -> list[tuple[Encoding, list[str]]]:
        """Return the trafficking offences that miss the fewest elements of the case, with the sides they miss."""
        missed = [
            (item, [name for name, level in self._by_dimension[item.iri].items() if level is Coverage.NOT_COVERED])
            for item in self._offences
            if item.family != RELATED
        ]
        fewest = min((len(names) for _, names in missed), default=0)
        return [(item, names) for item, names in missed if len(names) == fewest]

    # --- findings of the base -----------------------------------------------------------------------------------------

    def regions(self, analysis: GapAnalysis) -> list[Answer]:
        """Return the regions of the analysis of the day that the case lies in, numbered as there from 1."""
        trafficking = self._furthest(item for item in self._offences if item.family != RELATED)
        treaty = self._furthest(self._treaties)
        known: dict[str, tuple[Region, ...]] = {}
        if treaty is Coverage.COVERED and trafficking is Coverage.NOT_COVERED:
            known = {"gap": analysis.regions}
        elif treaty is Coverage.COVERED and trafficking is Coverage.ARGUABLE:
            known = {"arguable": analysis.arguable}
        elif treaty is Coverage.NOT_COVERED and trafficking is Coverage.COVERED:
            known = {"exceeds": analysis.exceeding}
        return [
            {
                "kind": kind,
                "number": number,
                "victim": region.victim.notation,
                "dimensions": {
                    name: [term.notation for term in terms] for name, terms in region.terms.items() if name != AGE
                },
                "cases": region.cases,
            }
            for kind, regions in known.items()
            for number, region in enumerate(regions, 1)
            if all(set(terms).intersection(self.facts.case[name]) for name, terms in region.terms.items())
        ]

    def criteria(
        self, policy: Policy, judged: Iterable[CriterionJudgement], label: Callable[[Policy, Part], Text]
    ) -> list[Answer]:
        """Return the criteria that come from the treaty definitions reaching the case, the worst status first.

        A criterion that is judged term by term bears on the case only where it speaks of one of its terms.
        """
        reaching = {item.provision for item in self._treaties if self._coverage(item)}
        chosen = {term.iri for terms in self.facts.case.values() for term in terms}
        found: list[tuple[CriterionJudgement, list[Part]]] = []
        for item in judged:
            if reaching.isdisjoint(item.criterion.treaty):
                continue
            by_term = [part for part in item.parts if self._terms(part)]
            ours = [part for part in by_term if chosen.issuperset(self._terms(part))]
            if ours or not by_term:
                found.append((item, ours))
        found.sort(key=lambda pair: WORST_FIRST.index(pair[0].status))
        return [
            {
                "criterion": item.criterion.notation,
                "title": item.criterion.title.json(),
                "status": str(item.status),
                "childSpecific": item.criterion.child_specific,
                "parts": [
                    {"label": label(policy, part).json(), "degree": Degree(part.degree).name.lower()} for part in parts
                ],
            }
            for item, parts in found
        ]

    def _terms(self, part: Part) -> set[str]:
        return {iri for iri in (part.part, part.also) if iri is not None and iri in self.knowledge.terms}


def spared(knowledge: Knowledge, definitions: Sequence[Encoding]) -> list[Answer]:
    """Return what the treaty `definitions` ask for in general but not for some victims, and of whom they do not."""
    found = []
    for dimension in knowledge.dimensions.values():
        asking = [item for item in definitions if dimension.compared and item.listed[dimension.notation] is not None]
        sparing = [item for item in definitions if item not in asking and item.listed[AGE] is not None]
        victims = {iri for item in sparing for iri in item.listed[AGE] or ()}
        if not (asking and sparing):
            continue
        text = both(
            "Where the victim is a {victims}, {citations} ask for none of these; a national offence may still do so.",
            victims=joined([term.label for term in knowledge.dimensions[AGE].terms if term.iri in victims]),
            citations=joined([knowledge.citation(item.provision) for item in sparing]),
        )
        found.append(
            {
                "dimension": dimension.notation,
                "victims": [term.notation for term in knowledge.dimensions[AGE].terms if term.iri in victims],
                "by": [knowledge.reference(item.provision) for item in sparing],
                "text": text.json(),
            }
        )
    return found


def two_days(first: Mapping[str, Any], second: Mapping[str, Any]) -> Answer:
    """Return how the screening of a case on one day, `first`, differs from that on another, `second`."""
    before, after = ({item["provision"]: item for item in answer["results"]} for answer in (first, second))
    rows = []
    for provision in dict.fromkeys((*before, *after)):
        sides = [held.get(provision) for held in (before, after)]
        if not any(side is not None and side["coverage"] != Coverage.NOT_COVERED.notation for side in sides):
            continue
        known = next(side for side in reversed(sides) if side is not None)
        rows.append(
            {
                **{name: known[name] for name in ("provision", "citation", "heading", "kind", "confirmation")},
                **dict(zip(("before", "after"), map(_told, sides), strict=True)),
                "changed": _told(sides[0]) != _told(sides[1]),
            }
        )
    opened, closed = ({entry["id"]: entry for entry in answer["opens"]} for answer in (second, first))
    names = ("id", "citation", "heading", "digest", "confirmation")
    return {
        "case": second["case"],
        "asOf": second["asOf"],
        "first": first["asOf"],
        "second": second["asOf"],
        "data": second["data"],
        "verdict": {"before": first["verdict"], "after": second["verdict"]},
        "reason": {"before": first["reason"], "after": second["reason"]},
        "results": rows,
        "opened": [{name: entry[name] for name in names} for key, entry in opened.items() if key not in closed],
        "closed": [{name: entry[name] for name in names} for key, entry in closed.items() if key not in opened],
    }


def _told(result: Mapping[str, Any] | None) -> Answer | None:
    """Return how far a result reaches and what it threatens; None where the provision was not in force."""
    if result is None:
        return None
    return {"coverage": result["coverage"], "penalty": result["penalty"]["text"] if result["penalty"] else None}
