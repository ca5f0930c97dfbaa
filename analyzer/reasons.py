"""Reasons in words: why a rule reaches a case or not, composed in both languages from the labels in the data."""

from collections.abc import Iterable, Sequence

from analyzer.elements.coverage import RELATED, Case, ElementStatus, Judgement, Reach
from analyzer.i18n import both, either, joined, plain
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage, Encoding, Term
from analyzer.text import Text

MOST_NAMED = 4
"""A list of terms longer than this is counted, not recited."""


def of_judgement(knowledge: Knowledge, judgement: Judgement, case: Case) -> Text:
    """Return why `judgement` says what it says of `case`."""
    missing = [name for name, status in judgement.elements.items() if status is ElementStatus.MISSING]
    if missing:
        asks = joined([demand(knowledge, judgement.encoding, name, case[name]) for name in missing], "; ")
        return both("Not reached: {asks}.", asks=asks)
    sentences = [remark.reason for remark in sorted(judgement.remarks, key=lambda remark: remark.coverage)]
    if judgement.coverage is Coverage.COVERED:
        sentences.insert(0, both("All elements are met."))
    elif judgement.encoding.family == RELATED:
        sentences.insert(0, both("A related offence, not one of trafficking: it can help, but it needs an argument."))
    if judgement.encoding.further is not None:
        sentences.append(both("Further to prove: {further}", further=judgement.encoding.further))
    return joined(sentences, " ")


def demand(knowledge: Knowledge, encoding: Encoding, dimension: str, values: Sequence[Term]) -> Text:
    """Return what `encoding` asks for on `dimension` that `values` do not give."""
    label = knowledge.dimensions[dimension].label
    has = labels(values)
    listed = [term for term in knowledge.dimensions[dimension].terms if term.iri in (encoding.listed[dimension] or ())]
    if encoding.below_years is not None and set(values) <= set(listed):
        return both(
            "{dimension}: it protects below {years} years only, and the victim is older",
            dimension=label,
            years=plain(str(encoding.below_years)),
        )
    if not listed:
        return both("{dimension}: {has} is not what it names", dimension=label, has=has)
    if len(listed) > MOST_NAMED:
        return both(
            "{dimension}: it asks for one of the {count} that it lists, here it is {has}",
            dimension=label,
            count=len(listed),
            has=has,
        )
    return both("{dimension}: it asks for {asked}, here it is {has}", dimension=label, asked=labels(listed), has=has)


def labels(terms: Sequence[Term]) -> Text:
    """Return the labels of terms as an enumeration ("a, b or c")."""
    return either([term.label for term in terms])


def of_gap(knowledge: Knowledge, reaches: Iterable[Reach], box: Case) -> Text:
    """Return why no offence reaches the cases of `box`: for each offence the elements that none of them has.

    Where the cases of the box fail an offence for different reasons, the elements that some of them lack are named.
    """
    citations: dict[Text, list[Text]] = {}
    for reach in reaches:
        lacking = {
            name: [term for term in terms if reach.level(name, term.iri) is Coverage.NOT_COVERED]
            for name, terms in box.items()
        }
        always = [name for name, terms in lacking.items() if len(terms) == len(box[name])]
        if always:
            asks = joined([demand(knowledge, reach.encoding, name, lacking[name]) for name in always], "; ")
        else:
            partly = [demand(knowledge, reach.encoding, name, terms) for name, terms in lacking.items() if terms]
            asks = joined(partly, both(", or "))
        citations.setdefault(asks, []).append(knowledge.citation(reach.encoding.provision))
    return joined(
        [both("Not by {citation}: {asks}.", citation=either(cited), asks=asks) for asks, cited in citations.items()],
        " ",
    )
