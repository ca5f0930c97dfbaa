"""Reads criteria, assessments and the findings of others from the store, and runs every rule once.

A rule gives its evidence for all days at once: each row stands on the days of what it rests on, so that one run serves
every as-of date.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from analyzer import cache
from analyzer.criteria.judge import CERTAINTY
from analyzer.criteria.values import (
    Aspect,
    Assessment,
    Challenge,
    Criterion,
    Degree,
    Draft,
    Evidence,
    ExternalFinding,
    Norm,
    Pattern,
    Policy,
    Question,
    Status,
    WordList,
)
from analyzer.errors import DataError
from analyzer.knowledge import Knowledge, cache_key
from analyzer.model import Interval
from analyzer.queries import Queries, Row
from analyzer.rows import grouped, local_name, optional_text_of, text_of
from analyzer.store import Store
from analyzer.text import Text

RULES = "criteria/"
"""Where the queries lie that judge criteria."""

DERIVED = ("derive/reaches", "derive/applies", "derive/strength")
"""The queries whose rows are laid beside the data before the rules run."""

_DEGREES = {degree.name.lower(): degree for degree in Degree}
_ALWAYS = Interval(date.min)


class Standing(NamedTuple):
    """On which days a statement holds, how it is known, what it adds in words, and whether it is an offence."""

    interval: Interval
    confirmation: str | None
    words: Text | None
    offence: bool


def read_policy(knowledge: Knowledge) -> Policy:
    """Return what criteria are judged by, from the derived copy where there is one.

    Raises:
        DataError: A rule is missing or breaks its contract.
    """
    if knowledge.extra is not None:
        return _Reader(knowledge).policy()
    key = cache_key(knowledge.root)
    kept = cache.read("policy", key)
    if isinstance(kept, Policy):
        return kept
    policy = _Reader(knowledge).policy()
    cache.write("policy", key, policy)
    return policy


def read_drafts(root: Path, path: Path) -> tuple[Draft, ...]:
    """Return what the Turtle file `path` proposes, without the base below `root` that it would change.

    Raises:
        DataError: The file cannot be parsed.
    """
    return _drafts(Queries(root).rows(Store.of_file(path), "policy/drafts"))


def _drafts(rows: Iterable[Row]) -> tuple[Draft, ...]:
    return tuple(Draft(row["draft"], text_of(row, "title"), text_of(row, "description"), row["start"]) for row in rows)


def run_rules(
    store: Store, queries: Queries, names: Iterable[str], standing: Mapping[str, Standing]
) -> dict[str, tuple[Evidence, ...]]:
    """Return the evidence of the rules `names` by criterion; `standing` says when what they rest on holds.

    Raises:
        DataError: A rule is missing, names an unknown degree, or rests on something without days.
    """
    derive_links(store, queries)
    found: dict[str, list[Evidence]] = defaultdict(list)
    for name in sorted(names):
        for row in queries.rows(store, RULES + name, derived=True):
            found[row["criterion"]].append(_evidence(name, row, standing))
    return {criterion: tuple(rows) for criterion, rows in found.items()}


def derive_links(store: Store, queries: Queries) -> None:
    """Keep in `store` the links that follow from the data and that rules are asked over."""
    store.derive(derived_links(store, queries))


def derived_links(store: Store, queries: Queries) -> set[tuple[str, str, str]]:
    """Return the links that follow from the data, each as the IRIs of its subject, property and object."""
    return {(row["subject"], row["property"], row["object"]) for name in DERIVED for row in queries.rows(store, name)}


def read_standing(store: Store, queries: Queries) -> dict[str, Standing]:
    """Return for every provision and encoded statement on which days it holds."""
    return {
        row["statement"]: Standing(
            Interval(row["start"] or date.min, row["end"]),
            row["confirmation"],
            optional_text_of(row, "words"),
            row["offence"],
        )
        for row in queries.rows(store, "policy/standing")
    }


def _evidence(rule: str, row: Row, standing: Mapping[str, Standing]) -> Evidence:
    if row["degree"] not in _DEGREES:
        raise DataError(f'rule {rule}: degree "{row["degree"]}" is unknown; write {", ".join(_DEGREES)}')
    rests_on = [row[name] for name in ("national", "supporting") if row[name] is not None]
    unknown = [iri for iri in rests_on if iri not in standing]
    if unknown:
        raise DataError(f"rule {rule}: {unknown[0]} is no provision or encoded statement, so it has no days")
    held = [standing[iri] for iri in rests_on]
    # A demand on an offence, such as that a rule reach it, is made only while there is that offence.
    demanded = [standing[iri] for iri in (row["part"], row["and"]) if iri in standing and standing[iri].offence]
    because = standing.get(row["reason"])
    return Evidence(
        part=row["part"],
        also=row["and"],
        degree=_DEGREES[row["degree"]],
        national=row["national"],
        supporting=row["supporting"],
        reason=because.words if because else None,
        interval=_common(item.interval for item in (*held, *demanded)),
        confirmation=_least_sure(item.confirmation for item in held),
    )


def _common(intervals: Iterable[Interval]) -> Interval:
    """Return the days that all intervals share."""
    common = _ALWAYS
    for interval in intervals:
        ends = [end for end in (common.end, interval.end) if end is not None]
        common = Interval(max(common.start, interval.start), min(ends, default=None))
    return common


def _least_sure(confirmations: Iterable[str | None]) -> str | None:
    return max((known for known in confirmations if known is not None), key=CERTAINTY.index, default=None)


class _Reader:
    """Turns rows into values; one method a kind of value."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._store = knowledge.store
        self._queries = knowledge.queries
        links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("external_links"):
            links[row["subject"], local_name(row["property"])].append(row["value"])
        self._links = links

    def _rows(self, name: str) -> Iterable[Row]:
        return self._queries.rows(self._store, f"policy/{name}")

    def policy(self) -> Policy:
        criteria = self.criteria()
        sources = list(self._rows("sources"))
        rules = {criterion.rule for criterion in criteria if criterion.rule is not None}
        evidence = run_rules(self._store, self._queries, rules, read_standing(self._store, self._queries))
        return Policy(
            criteria={criterion.notation: criterion for criterion in criteria},
            evidence=evidence,
            assessments=self.assessments(),
            labels={row["thing"]: text_of(row, "label") for row in self._rows("labels")},
            external=self.external(),
            challenges=self.challenges(),
            aspects=tuple(
                Aspect(row["aspect"], row["dimension"], text_of(row, "label")) for row in self._rows("aspects")
            ),
            norms=tuple(
                Norm(row["provision"], row["action"], optional_text_of(row, "short")) for row in self._rows("norms")
            ),
            strengths={row["modality"]: row["strength"] for row in self._rows("strengths")},
            drafts=_drafts(self._rows("drafts")),
            patterns=self.patterns(),
            word_lists=tuple(
                WordList(rows[0]["slug"], text_of(rows[0], "label"), tuple(row["term"] for row in rows))
                for _, rows in grouped(self._rows("word_lists"), "list")
            ),
            sources={row["source"]: text_of(row, "title") for row in sources},
            publications={row["source"]: text_of(row, "publication") for row in sources if row["publicationEn"]},
            addresses={row["source"]: row["address"] for row in sources if row["address"]},
            questions=self.questions(),
        )

    def criteria(self) -> list[Criterion]:
        links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("criterion_links"):
            links[row["criterion"], local_name(row["property"])].append(row["value"])
        return [
            Criterion(
                iri=row["criterion"],
                notation=row["notation"],
                pillar=row["pillar"],
                obligation=row["obligation"],
                weight=row["weight"],
                child_specific=row["childSpecific"],
                confirmation=row["confirmation"],
                title=text_of(row, "title"),
                test=text_of(row, "test"),
                rationale=text_of(row, "rationale"),
                treaty=tuple(links[row["criterion"], "treatySource"]),
                guidance=tuple(links[row["criterion"], "guidance"]),
                rule=row["rule"],
                scope=row["scope"],
                unassessed=optional_text_of(row, "unassessed"),
                note=optional_text_of(row, "note"),
                of_each_offence=optional_text_of(row, "offence"),
            )
            for row in self._rows("criteria")
        ]

    def assessments(self) -> dict[str, tuple[Assessment, ...]]:
        found: dict[str, list[Assessment]] = defaultdict(list)
        for iri, rows in grouped(self._rows("assessments"), "assessment"):
            row = rows[0]
            found[row["criterion"]].append(
                Assessment(
                    iri=iri,
                    criterion=row["criterion"],
                    status=Status(row["status"]),
                    interval=Interval(row["start"], row["end"]),
                    reason=text_of(row, "reason"),
                    evidence=tuple(item["evidence"] for item in rows),
                    confirmation=row["confirmation"],
                    reviewer=text_of(row, "reviewer"),
                    day=row["day"],
                    note=optional_text_of(row, "note"),
                )
            )
        return {criterion: tuple(items) for criterion, items in found.items()}

    def external(self) -> tuple[ExternalFinding, ...]:
        return tuple(
            ExternalFinding(
                iri=row["finding"],
                notation=row["notation"],
                basis=row["basis"],
                kind=row["kind"],
                certainty=row["certainty"],
                direction=Status(row["direction"]) if row["direction"] else None,
                child_specific=row["childSpecific"],
                year=int(row["year"]) if row["year"] else None,
                not_before=int(row["notBefore"]) if row["notBefore"] else None,
                description=text_of(row, "description"),
                disputed=optional_text_of(row, "disputed"),
                source=row["source"],
                criteria=tuple(self._links[row["finding"], "bearsOn"]),
                requirements=tuple(self._links[row["finding"], "requirement"]),
                provisions=tuple(self._links[row["finding"], "provisionsNamed"]),
            )
            for row in self._rows("external")
        )

    def challenges(self) -> tuple[Challenge, ...]:
        return tuple(
            Challenge(
                iri=row["challenge"],
                slug=row["slug"],
                order=row["order"],
                label=text_of(row, "label"),
                description=text_of(row, "description"),
                aspects=tuple(self._links[row["challenge"], "aspect"]),
                level=row["level"],
                criteria=tuple(self._links[row["challenge"], "bearsOn"]),
                touches=tuple(self._links[row["challenge"], "touches"]),
                sources=tuple(self._links[row["challenge"], "source"]),
                confirmation=row["confirmation"],
            )
            for row in self._rows("challenges")
        )

    def questions(self) -> tuple[Question, ...]:
        links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("question_links"):
            language = f"-{row['language']}" if row["language"] else ""
            links[row["question"], local_name(row["property"]) + language].append(row["value"])
        return tuple(
            Question(
                iri=row["question"],
                notation=row["notation"],
                label=text_of(row, "label"),
                answer=text_of(row, "answer"),
                topics=tuple(links[row["question"], "topic"]),
                evidence=tuple(links[row["question"], "evidence"]),
                notes={tag: tuple(links[row["question"], f"note-{tag}"]) for tag in Text._fields},
                confirmation=row["confirmation"],
            )
            for row in self._rows("questions")
        )

    def patterns(self) -> tuple[Pattern, ...]:
        links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("pattern_links"):
            links[row["pattern"], local_name(row["property"])].append(row["value"])
        return tuple(
            Pattern(
                iri=row["pattern"],
                slug=row["slug"],
                label=text_of(row, "label"),
                story=text_of(row, "story"),
                values=tuple(links[row["pattern"], "caseValue"]),
                age=row["age"],
                sources=tuple(links[row["pattern"], "source"]),
                confirmation=row["confirmation"],
            )
            for row in self._rows("patterns")
        )
