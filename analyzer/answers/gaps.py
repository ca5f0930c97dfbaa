"""The element analysis of one day as an answer: the treaties, the regions with their reasons, and the elements."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from analyzer import reasons
from analyzer.answers.cases import case, references
from analyzer.answers.sentences import doubts
from analyzer.elements.coverage import RELATED, Case, CoverageRules
from analyzer.gaps import ElementRow, GapAnalysis, Region, compare_elements
from analyzer.i18n import both, calendar, joined
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage, Doubt
from analyzer.screening import AGE, screen
from analyzer.text import Text

Answer = dict[str, Any]

CONCERNS = ("meaning", "ranking", "participation")
"""What a doubt must touch to stand in the analysis: what the law means, which rule goes first, who takes part."""


def told(knowledge: Knowledge, rules: CoverageRules, analysis: GapAnalysis) -> Answer:
    """Return the analysis without its head."""

    def region(found: Region, reason: Callable[[Case], Text]) -> Answer:
        return _region(knowledge, rules, found, analysis.day, reason)

    return {
        "assessed": analysis.assessed,
        "reason": (analysis.scope.note if analysis.assessed else analysis.scope.outside).json(),
        "treaties": [_treaty(knowledge, slug, analysis.day) for slug in analysis.against],
        "cases": asdict(analysis.counts),
        "casesWithoutMeans": asdict(analysis.counts_without_means),
        "casesByVictim": {term.notation: asdict(counts) for term, counts in analysis.counts_by_victim},
        "regions": in_the_gap(knowledge, rules, analysis, analysis.regions),
        "arguableRegions": [region(found, _arguing(knowledge, rules, found)) for found in analysis.arguable],
        "elements": _elements(knowledge, analysis) if analysis.assessed else [],
        "exceeds": [region(found, _beyond(knowledge, found)) for found in analysis.exceeding],
        "offences": [knowledge.reference(offence.provision) for offence in analysis.offences],
        "doubts": doubts(knowledge, _standing_doubts(knowledge, analysis)),
    }


def in_the_gap(
    knowledge: Knowledge, rules: CoverageRules, analysis: GapAnalysis, regions: Iterable[Region]
) -> list[Answer]:
    """Return regions of the gap of `analysis`, each with the reason why no trafficking offence reaches it."""
    reaches = [rules.reach(offence) for offence in analysis.offences if offence.family != RELATED]

    def reason(box: Case) -> Text:
        return reasons.of_gap(knowledge, reaches, box)

    return [_region(knowledge, rules, found, analysis.day, reason) for found in regions]


def _treaty(knowledge: Knowledge, slug: str, day: date) -> Answer:
    """Say whether the treaty binds Indonesia on `day`: before that it is only a yardstick."""
    instrument = knowledge.instruments[slug]
    binds = instrument.dates.get("bindsIndonesiaFrom")
    in_force = instrument.dates.get("first_date_entry_in_force")
    if in_force is None or day < in_force:
        note = both("Not yet in force on this date.")
    elif binds is None:
        note = both("The day on which it binds Indonesia is not confirmed; used as a yardstick.")
    elif day < binds:
        note = both("Binds Indonesia from {day}; before that it is only a yardstick.", day=calendar(binds))
    else:
        note = both("Binds Indonesia since {day}.", day=calendar(binds))
    return {
        "instrument": slug,
        "title": instrument.title.json(),
        "short": instrument.short.json(),
        "bindsFrom": binds.isoformat() if binds else None,
        "note": note.json(),
    }


def _region(
    knowledge: Knowledge, rules: CoverageRules, region: Region, day: date, reason: Callable[[Case], Text]
) -> Answer:
    return {
        "victim": region.victim.notation,
        "dimensions": {name: [term.notation for term in terms] for name, terms in region.terms.items() if name != AGE},
        "cases": region.cases,
        "example": case(region.example),
        "verdict": str(screen(knowledge, rules, region.example, day).verdict),
        "reason": reason(region.terms).json(),
        "treaty": references(knowledge, region.reaching),
        "arguable": references(knowledge, region.arguable),
    }


def _arguing(knowledge: Knowledge, rules: CoverageRules, region: Region) -> Callable[[Case], Text]:
    """Return what gives the reason why trafficking offences reach a box only arguably."""

    def reason(box: Case) -> Text:
        example = {name: terms[:1] for name, terms in box.items()}
        judged = [rules.judge(item, example) for item in region.arguable if item.family != RELATED]
        texts = [
            both(
                "{citation}: {reason}",
                citation=knowledge.citation(judgement.encoding.provision),
                reason=joined(
                    [remark.reason for remark in judgement.remarks if remark.coverage is Coverage.ARGUABLE], " "
                ),
            )
            for judgement in judged
            if judgement.coverage is Coverage.ARGUABLE
        ]
        return joined(texts, " ")

    return reason


def _beyond(knowledge: Knowledge, region: Region) -> Callable[[Case], Text]:
    """Return what gives the reason why national law goes further than the treaties, the same for every box."""
    cited = joined([knowledge.citation(item.provision) for item in region.reaching])
    return lambda _box: both("Punished by {citations}; no treaty definition asks for it.", citations=cited)


def _elements(knowledge: Knowledge, analysis: GapAnalysis) -> list[Answer]:
    def told_row(row: ElementRow) -> Answer:
        return {
            "dimension": row.dimension,
            "treatyTerm": row.treaty.notation if row.treaty else None,
            "national": [term.notation for term in row.national],
            "status": row.status,
            "reason": row.reason.json(),
        }

    missing = both("No national term reaches it.")
    return [told_row(row) for row in compare_elements(knowledge, analysis.definitions, analysis.offences, missing)]


def _standing_doubts(knowledge: Knowledge, analysis: GapAnalysis) -> list[Doubt]:
    provisions = [item.provision for item in (*analysis.definitions, *analysis.offences)]
    return [doubt for iri in provisions for doubt in knowledge.doubts_about(iri, analysis.day, *CONCERNS)]
