"""How national law stands to every criterion on a day, with reasons, evidence on both sides, and what others found."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from analyzer.answers import context
from analyzer.criteria.judge import Judgement, Part, judge
from analyzer.criteria.values import Challenge, Criterion, Degree, ExternalFinding, Policy, Status
from analyzer.errors import DataError, InputError
from analyzer.i18n import N_, both, joined
from analyzer.knowledge import Knowledge
from analyzer.text import Text, printable

Answer = dict[str, Any]

NORMATIVE = "normative"

_INTRODUCTIONS = {
    Degree.BEYOND: N_("Beyond the demand: {parts}."),
    Degree.MET: N_("Met: {parts}."),
    Degree.ARGUABLE: N_("Met in part, or only arguably: {parts}."),
    Degree.MISSING: N_("Not met: {parts}."),
}
_COMPARED = {
    Degree.BEYOND: N_("punished more heavily than {standard}: {offences}"),
    Degree.MET: N_("punished heavily enough beside {standard}: {offences}"),
    Degree.ARGUABLE: N_("punished more mildly than {standard} in one respect: {offences}"),
    Degree.MISSING: N_("punished too mildly beside {standard}: {offences}"),
}
"""What is said of parts that are offences whose penalties are held against that of another."""

_UNSEEN = N_("Nothing found, and the law was not fully reviewed for this: {parts}.")


def choose(
    policy: Policy,
    *,
    pillar: str | None = None,
    obligation: str | None = None,
    child: bool | None = None,
    criteria: Sequence[str] = (),
) -> tuple[Criterion, ...]:
    """Return the criteria that all filters let through, in their order.

    Raises:
        InputError: A pillar, an obligation or a criterion is unknown; the message says which there are.
    """
    wanted = {name.upper() for name in criteria}
    for name in sorted(wanted - policy.criteria.keys()):
        raise InputError(
            both(
                '"{name}" is no criterion; choose from {choices}',
                name=printable(name),
                choices=", ".join(policy.criteria),
            )
        )
    known = policy.criteria.values()
    _refuse_unknown("pillar", pillar, dict.fromkeys(item.pillar for item in known))
    _refuse_unknown("obligation", obligation, dict.fromkeys(item.obligation for item in known))
    return tuple(
        item
        for item in known
        if pillar in (None, item.pillar)
        and obligation in (None, item.obligation)
        and child in (None, item.child_specific)
        and (not wanted or item.notation in wanted)
    )


def _refuse_unknown(name: str, value: str | None, known: Iterable[str]) -> None:
    if value is not None and value not in known:
        raise InputError(
            both(
                '{name} "{value}" is unknown; choose from {choices}',
                name=name,
                value=printable(value),
                choices=", ".join(known),
            )
        )


def tell(
    knowledge: Knowledge, policy: Policy, day: date, chosen: Sequence[Criterion], status: str | None = None
) -> list[Answer]:
    """Return the findings of `day` on the criteria `chosen`, where given only those of one status.

    Raises:
        InputError: There is no such status.
    """
    _refuse_unknown("status", status, list(Status))
    judged = (judge(policy, criterion, day, knowledge.scopes) for criterion in chosen)
    return [finding(knowledge, policy, item, day) for item in judged if status in (None, item.status)]


def answer(
    knowledge: Knowledge, policy: Policy, day: date, criteria: Sequence[Criterion], status: str | None = None
) -> Answer:
    """Return the findings of `day` on `criteria`, of one `status` if given, with a summary and all that they name.

    ``external`` are the findings of others, ``sources`` the instruments with where their provisions were read.

    Raises:
        InputError: There is no such status.
    """
    told = tell(knowledge, policy, day, criteria, status)
    others = {notation for row in told for notation in (*row["externalAgree"], *row["externalDisagree"])}
    cited = {reference for row in told for reference in (*row["treaty"], *row["national"])}
    return {
        "findings": told,
        "summary": summary(told),
        "external": [outside(policy, item) for item in policy.external if item.notation in others],
        "sources": context.bibliography(knowledge, policy, cited),
    }


def finding(knowledge: Knowledge, policy: Policy, judged: Judgement, day: date) -> Answer:
    """Return one finding of `day`: status, reason, evidence on both sides, who or what judged, what others found."""
    criterion = judged.criterion
    outside = published(policy, criterion, day)
    agree, disagree = compare_with_outside(judged.status, outside)
    assessment = judged.assessment
    return {
        "criterion": criterion.notation,
        "title": criterion.title.json(),
        "pillar": criterion.pillar,
        "obligation": criterion.obligation,
        "weight": criterion.weight,
        "childSpecific": criterion.child_specific,
        "kind": NORMATIVE,
        "status": str(judged.status),
        "method": "assessed" if criterion.rule is None else "computed",
        "rule": criterion.rule,
        "reviewer": assessment.reviewer.json() if assessment else None,
        "reviewed": assessment.day.isoformat() if assessment else None,
        "since": assessment.interval.start.isoformat() if assessment else None,
        "reason": reason(knowledge, policy, judged).json(),
        "test": criterion.test.json(),
        "rationale": criterion.rationale.json(),
        "treaty": [knowledge.reference(iri) for iri in knowledge.by_place(criterion.treaty)],
        "guidance": list(criterion.guidance),
        "national": [knowledge.reference(iri) for iri in knowledge.by_place(judged.national)],
        "parts": [_part(knowledge, policy, criterion, part) for part in judged.parts],
        "notes": [note.json() for note in judged.notes],
        "externalAgree": [item.notation for item in agree],
        "externalDisagree": [item.notation for item in disagree],
        "external": [item.notation for item in outside],
        "practice": [item.slug for item in challenges_on(policy, criterion)],
        "confirmation": judged.confirmation,
    }


def published(policy: Policy, criterion: Criterion, day: date) -> list[ExternalFinding]:
    """Return what outside bodies had found on `criterion` by `day`."""
    return [item for item in policy.external if criterion.iri in item.criteria and item.published_by(day)]


def outside(policy: Policy, item: ExternalFinding) -> Answer:
    """Return what an outside body found, with where it was published and where the text says otherwise."""
    return {
        "id": item.notation,
        "criteria": [criterion.notation for criterion in policy.criteria.values() if criterion.iri in item.criteria],
        "description": item.description.json(),
        "direction": str(item.direction) if item.direction else None,
        "kind": item.kind,
        "basis": item.basis,
        "certainty": item.certainty,
        "childSpecific": item.child_specific,
        "year": item.year,
        "source": policy.sources[item.source].json(),
        "publication": policy.publications[item.source].json(),
        "requirements": list(item.requirements),
        "provisions": list(item.provisions),
        "disputedByText": item.disputed.json() if item.disputed else None,
    }


def challenges_on(policy: Policy, criterion: Criterion) -> list[Challenge]:
    """Return the challenges about the working of `criterion` in practice."""
    return [item for item in policy.challenges if criterion.iri in item.criteria]


def compare_with_outside(
    status: Status, outside: Iterable[ExternalFinding]
) -> tuple[list[ExternalFinding], list[ExternalFinding]]:
    """Return the outside findings on the law as written that agree with `status`, and those that do not.

    Findings on practice, and those without a direction, are neither; nor is any where we have not assessed.
    """
    comparable = [
        item
        for item in outside
        if item.kind == NORMATIVE and item.direction is not None and status is not Status.NOT_ASSESSED
    ]
    agree = [item for item in comparable if item.direction is status]
    return agree, [item for item in comparable if item.direction is not status]


def reason(knowledge: Knowledge, policy: Policy, judged: Judgement) -> Text:
    """Return why the criterion has its status, in words."""
    if judged.assessment is not None:
        return judged.assessment.reason
    criterion = judged.criterion
    if not judged.parts:
        return criterion.unassessed or both("Nothing of the base was judged for this day.")
    sentences = []
    for degree, intro in _INTRODUCTIONS.items():
        parts = [part for part in judged.parts if part.degree is degree]
        if parts:
            unseen = degree is Degree.MISSING and not judged.closed
            sentences.append(
                both(_UNSEEN if unseen else intro, parts=joined(_told(knowledge, policy, criterion, parts), "; "))
            )
    return joined(sentences, " ")


def label(policy: Policy, part: Part) -> Text:
    """Return what a part of a demand is called."""
    return joined([name_of(policy, iri) for iri in (part.part, part.also) if iri is not None], ", ")


def name_of(policy: Policy, iri: str) -> Text:
    """Return what a concept, a provision or an encoding is called.

    Raises:
        DataError: It has no name in both languages.
    """
    if iri not in policy.labels:
        raise DataError(f"{iri} is part of a demand but has no skos:prefLabel in English and Indonesian")
    return policy.labels[iri]


def _told(knowledge: Knowledge, policy: Policy, criterion: Criterion, parts: Iterable[Part]) -> list[Text]:
    """Return the parts with what carries them, those that rest on the same provisions and reasons together."""
    together: dict[Text | None, list[Part]] = {}
    said: set[Text] = set()
    for part in parts:
        together.setdefault(_carried(knowledge, policy, part, said), []).append(part)
    return [
        _named(knowledge, policy, criterion, group)
        if carried is None
        else both("{parts} ({carried})", parts=_named(knowledge, policy, criterion, group), carried=carried)
        for carried, group in together.items()
    ]


def _named(knowledge: Knowledge, policy: Policy, criterion: Criterion, parts: Iterable[Part]) -> Text:
    """Return the parts by name; those of two things, or of offences, are told under what they have in common."""
    asked = criterion.of_each_offence
    offences: list[Text] = []
    under: dict[str | None, list[Part]] = {}
    for part in parts:
        if asked and (offence := _only_offence(knowledge, part)):
            offences.append(name_of(policy, offence))
        else:
            under.setdefault(part.also, []).append(part)
    told = [both("{also}: {parts}", also=asked, parts=joined(offences))] if asked and offences else []
    return joined([*told, *(_under(knowledge, policy, also, group) for also, group in under.items())], "; ")


def _only_offence(knowledge: Knowledge, part: Part) -> str | None:
    """Return the offence that a part is about, None where it is about none or two."""
    known = {item.iri for item in knowledge.offences}
    found = [iri for iri in (part.part, part.also) if iri in known]
    return found[0] if len(found) == 1 else None


def _under(knowledge: Knowledge, policy: Policy, also: str | None, parts: Sequence[Part]) -> Text:
    names = joined([name_of(policy, part.part) for part in parts])
    if also is None:
        return names
    if all(_compares(knowledge, part) for part in parts):
        return both(_COMPARED[parts[0].degree], standard=name_of(policy, also), offences=names)
    return both("{also}: {parts}", also=name_of(policy, also), parts=names)


def _compares(knowledge: Knowledge, part: Part) -> bool:
    """Tell whether a part is one offence whose penalty is held against that of another."""
    offences = {item.iri for item in knowledge.offences}
    return part.part in offences and part.also in offences


def _carried(knowledge: Knowledge, policy: Policy, part: Part, said: set[Text]) -> Text | None:
    """Return the provisions that carry a part, and for an arguable one why each does so only in part.

    A reason that was `said` of an earlier part is not said again. A part that is itself the provision carries no more.
    """
    cited: dict[Text | None, dict[str, None]] = {}
    for row in part.evidence:
        if row.national is not None:
            because = row.reason if part.degree is Degree.ARGUABLE and row.reason not in said else None
            cited.setdefault(because, {})[row.national] = None
    told = []
    for because, iris in cited.items():
        provisions = joined([knowledge.citation(iri) for iri in knowledge.by_place(iris)], ", ")
        if because is not None:
            told.append(both("{citations}: {reason}", citations=provisions, reason=_unstopped(because)))
        elif provisions != name_of(policy, part.part):
            told.append(provisions)
    said |= {because for because in cited if because is not None}
    return joined(told, "; ") if told else None


def _unstopped(sentence: Text) -> Text:
    """Return a sentence without its full stop, for use inside another."""
    return Text(*(text.removesuffix(".") for text in sentence))


def _label(knowledge: Knowledge, policy: Policy, criterion: Criterion, part: Part) -> Text:
    asked = criterion.of_each_offence
    if asked and (offence := _only_offence(knowledge, part)):
        return both("{also}: {parts}", also=asked, parts=name_of(policy, offence))
    if part.also is None or not _compares(knowledge, part):
        return label(policy, part)
    names = {"offence": name_of(policy, part.part), "standard": name_of(policy, part.also)}
    return both("the penalty of {offence} beside that of {standard}", **names)


def _part(knowledge: Knowledge, policy: Policy, criterion: Criterion, part: Part) -> Answer:
    national = dict.fromkeys(row.national for row in part.evidence if row.national is not None)
    reasons = dict.fromkeys(row.reason for row in part.evidence if row.reason is not None)
    offence = _only_offence(knowledge, part) if criterion.of_each_offence else None
    return {
        "label": _label(knowledge, policy, criterion, part).json(),
        "offence": name_of(policy, offence).json() if offence else None,
        "asked": criterion.of_each_offence.json() if criterion.of_each_offence and offence else None,
        "degree": part.degree.name.lower(),
        "national": [knowledge.reference(iri) for iri in knowledge.by_place(national)],
        "reasons": [text.json() for text in reasons],
    }


def counted(statuses: Iterable[str]) -> dict[str, int]:
    """Count statuses; each of them appears, if only with 0."""
    found = Counter(statuses)
    return {str(status): found[status] for status in Status}


def summary(told: Sequence[Mapping[str, Any]]) -> Answer:
    """Count the findings by status: of each pillar, of each obligation, and of the criteria particular to children.

    Obligations are never added up into one score: a recommendation met does not make up for a duty missed.
    """

    def by(name: str) -> dict[str, dict[str, int]]:
        values = dict.fromkeys(row[name] for row in told)
        return {value: counted(row["status"] for row in told if row[name] == value) for value in values}

    return {
        "criteria": len(told),
        "computed": sum(row["method"] == "computed" for row in told),
        "assessed": sum(row["method"] == "assessed" for row in told),
        "byPillar": by("pillar"),
        "byObligation": by("obligation"),
        "childSpecific": counted(row["status"] for row in told if row["childSpecific"]),
        "byPillarAndObligation": {
            pillar: {
                obligation: counted(
                    row["status"] for row in told if (row["pillar"], row["obligation"]) == (pillar, obligation)
                )
                for obligation in dict.fromkeys(row["obligation"] for row in told)
            }
            for pillar in dict.fromkeys(row["pillar"] for row in told)
        },
    }
