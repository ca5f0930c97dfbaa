"""Coverage proved by a description logic reasoner, independently of the set engine.

The dimensions of a case, the treaty definitions and the trafficking offences become OWL classes beside the vocabulary
and the encoded law. HermiT, which runs on Java, then answers by logic alone whether all this is consistent, whether
each definition lies within the national offences, and whether the gap that the set engine found is the gap. Every
question has one form, "can this class have a member?": A lies within B if and only if nothing can be in A and not in B.
"""

import io
import re
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import redirect_stderr
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from analyzer.elements.boxes import cover
from analyzer.elements.coverage import TRAFFICKING, CoverageRules, SpaceJudgement
from analyzer.elements.space import CaseSpace
from analyzer.errors import MissingToolError
from analyzer.gaps import choose_treaties
from analyzer.i18n import both
from analyzer.iris import BASE, PREFIXES
from analyzer.knowledge import Knowledge
from analyzer.model import Coverage, Encoding
from analyzer.screening import offences_in_force, treaty_definitions

CLASSES = f"{BASE}reasoning/"
"""Where the IRIs of the classes built here begin."""

_QUESTIONS = f"{CLASSES}question/"
_NOTHING = NamedNode(f"{PREFIXES['owl']}Nothing")
_RDF_TYPE = NamedNode(f"{PREFIXES['rdf']}type")
_RDFS_RANGE = NamedNode(f"{PREFIXES['rdfs']}range")

_Class: TypeAlias = NamedNode | BlankNode
"""A class by name, or a class expression."""


@dataclass(frozen=True, slots=True)
class Subsumption:
    """Whether every case that the definition in `provision` (IRI) covers is covered by a national trafficking offence.

    If not, `witness` is the set engine's example of a case that is not: for each dimension notation the IRI of a term.
    A case that national law does not reach even arguably is preferred to one that it reaches arguably.
    """

    provision: str
    subsumed: bool
    witness: Mapping[str, str] | None


@dataclass(frozen=True, slots=True)
class ReasoningResult:
    """What the reasoner proved of the law of one day.

    `unsatisfiable` holds the IRIs of classes that can have no member, be they of the vocabulary or built here.
    `boxes_proved` says that the boxes of the set engine hold exactly the cases that a definition covers and that no
    trafficking offence reaches even arguably. From an inconsistent ontology everything follows, so where `consistent`
    is False nothing is proved and the rest is empty but `culprits`: statements that contradict each other, none of
    which could be left out.
    """

    day: date
    consistent: bool
    unsatisfiable: tuple[str, ...]
    definitions: tuple[Subsumption, ...]
    boxes_proved: bool
    culprits: tuple[str, ...] = ()


def reason(knowledge: Knowledge, day: date, treaties: Sequence[str] | None = None) -> ReasoningResult:
    """Return what the reasoner proves of the law of `day`; see `reason_on_days`."""
    return reason_on_days(knowledge, (day,), treaties)[0]


def reason_on_days(
    knowledge: Knowledge, days: Sequence[date], treaties: Sequence[str] | None = None
) -> tuple[ReasoningResult, ...]:
    """Return what the reasoner proves of the law of each of `days`, in one run: starting Java costs more than a day.

    Args:
        knowledge: The encoded law.
        days: The days to ask about.
        treaties: The slugs of the treaties whose definitions are asked about; None for all.

    Raises:
        InputError: A treaty has no encoded definition.
        MissingToolError: Java was not found or cannot run the reasoner.
    """
    chosen = choose_treaties(knowledge, treaties)
    if shutil.which("java") is None:
        raise MissingToolError(
            both(
                "selaras reason needs Java, which was not found; install it, on Debian with: "
                "apt install default-jre-headless"
            )
        )
    ontology = _Ontology(knowledge)
    # Most days share their law with other days; each state of the law is asked about once.
    asked: dict[tuple[str, ...], _Questions] = {}
    states = []
    for day in days:
        law = _Law(
            treaty_definitions(knowledge, day, chosen),
            tuple(offence for offence in offences_in_force(knowledge, day) if offence.family == TRAFFICKING),
        )
        states.append(law.state)
        if law.state not in asked:
            asked[law.state] = _ask(ontology, law, day.isoformat())
    facts, built = _facts(knowledge), ontology.serialized()
    impossible = _unsatisfiable(_lines(facts) + built)
    culprits = _contradiction(facts) if impossible is None else ()
    return tuple(_result(day, asked[state], impossible, culprits) for day, state in zip(days, states, strict=True))


@dataclass(frozen=True)
class _Law:
    """Treaty definitions and trafficking offences in force together."""

    definitions: tuple[Encoding, ...]
    offences: tuple[Encoding, ...]

    @property
    def state(self) -> tuple[str, ...]:
        return tuple(encoding.iri for encoding in self.definitions + self.offences)


@dataclass(frozen=True)
class _Questions:
    """What is asked about one state of the law: classes that have no member if the claims they stand for are true."""

    definitions: tuple[tuple[Encoding, NamedNode, Mapping[str, str] | None], ...]
    boxes: tuple[NamedNode, ...]


def _ask(ontology: "_Ontology", law: _Law, label: str) -> _Questions:
    """Put the questions about `law` into the ontology; `label` tells its classes from those of other laws."""
    axioms = ontology.axioms
    treaty = ontology.union(f"{label}/treaty", (ontology.rule(d, Coverage.COVERED) for d in law.definitions))
    covering = ontology.union(f"{label}/national/covered", (ontology.rule(o, Coverage.COVERED) for o in law.offences))
    reaching = ontology.union(f"{label}/national/arguable", (ontology.rule(o, Coverage.ARGUABLE) for o in law.offences))

    judgement = SpaceJudgement(ontology.rules, law.definitions, law.offences)
    space = ontology.rules.space
    boxes = [
        ontology.product(
            f"{label}/box/{number}",
            {notation: {term.iri for term in terms} for notation, terms in space.box_terms(box).items()},
        )
        for number, box in enumerate(cover(space.shape, judgement.uncovered), 1)
    ]
    described = ontology.union(f"{label}/boxes", boxes)

    def question(name: str, *classes: _Class) -> NamedNode:
        return axioms.define(f"{_QUESTIONS}{label}/{name}", axioms.intersection(*classes))

    definitions = []
    for definition in law.definitions:
        outside = question(
            definition.iri.removeprefix(BASE),
            ontology.rule(definition, Coverage.COVERED),
            axioms.complement(covering),
        )
        cases = ontology.rules.cases(definition, Coverage.COVERED) & ~judgement.national
        witness = _example(space, cases & ~judgement.national_arguable or cases)
        definitions.append((definition, outside, witness))
    return _Questions(
        tuple(definitions),
        (
            question("not-in-treaty", described, axioms.complement(treaty)),
            question("reached-by-national-law", described, reaching),
            question("in-no-box", treaty, axioms.complement(reaching), axioms.complement(described)),
        ),
    )


def _example(space: CaseSpace, cases: int) -> dict[str, str] | None:
    """Return the first of `cases`, or None if there are none."""
    if not cases:
        return None
    index = (cases & -cases).bit_length() - 1
    example = {}
    for dimension, terms in zip(reversed(space.dimensions), reversed(space.terms), strict=True):
        index, position = divmod(index, len(terms))
        example[dimension.notation] = terms[position].iri
    return {dimension.notation: example[dimension.notation] for dimension in space.dimensions}


def _result(
    day: date, questions: _Questions, impossible: frozenset[str] | None, culprits: tuple[str, ...]
) -> ReasoningResult:
    if impossible is None:
        return ReasoningResult(
            day, consistent=False, unsatisfiable=(), definitions=(), boxes_proved=False, culprits=culprits
        )
    return ReasoningResult(
        day=day,
        consistent=True,
        unsatisfiable=tuple(sorted(iri for iri in impossible if not iri.startswith(_QUESTIONS))),
        definitions=tuple(
            Subsumption(definition.provision, question.value in impossible, witness)
            for definition, question, witness in questions.definitions
        ),
        boxes_proved=all(question.value in impossible for question in questions.boxes),
    )


class _Axioms:
    """OWL axioms as triples, written as the OWL 2 mapping to RDF graphs wants them."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def declare(self, iri: str, *types: str) -> NamedNode:
        """Name something of the given OWL types."""
        node = NamedNode(iri)
        for name in types:
            self._add(node, _RDF_TYPE, _owl(name))
        return node

    def define(self, iri: str, expression: _Class) -> NamedNode:
        """Name the class with exactly the members of `expression`."""
        node = self.declare(iri, "Class")
        self._add(node, _owl("equivalentClass"), expression)
        return node

    def partition(self, whole: NamedNode, parts: Sequence[NamedNode]) -> None:
        """Say that every member of `whole` is in exactly one of `parts`."""
        self._add(whole, _owl("disjointUnionOf"), self._list(parts))

    def functional_property(self, iri: str, values: NamedNode) -> NamedNode:
        """Name a property that everything has at most once, with its value in `values`."""
        node = self.declare(iri, "ObjectProperty", "FunctionalProperty")
        self._add(node, _RDFS_RANGE, values)
        return node

    def intersection(self, *classes: _Class) -> _Class:
        """Return what is in each of `classes`."""
        return self._combined("intersectionOf", classes)

    def union(self, *classes: _Class) -> _Class:
        """Return what is in one of `classes` at least."""
        return self._combined("unionOf", classes)

    def complement(self, excluded: _Class) -> _Class:
        """Return what is not in `excluded`."""
        node = self._expression("Class")
        self._add(node, _owl("complementOf"), excluded)
        return node

    def having(self, name: NamedNode, values: _Class) -> _Class:
        """Return what has a value of the property `name` in `values`."""
        node = self._expression("Restriction")
        self._add(node, _owl("onProperty"), name)
        self._add(node, _owl("someValuesFrom"), values)
        return node

    def _combined(self, operator: str, classes: Sequence[_Class]) -> _Class:
        if len(classes) == 1:
            return classes[0]
        node = self._expression("Class")
        self._add(node, _owl(operator), self._list(classes))
        return node

    def _expression(self, kind: str) -> BlankNode:
        node = BlankNode()
        self._add(node, _RDF_TYPE, _owl(kind))
        return node

    def _list(self, members: Sequence[_Class]) -> _Class:
        head: _Class = NamedNode(f"{PREFIXES['rdf']}nil")
        for member in reversed(members):
            rest, head = head, BlankNode()
            self._add(head, NamedNode(f"{PREFIXES['rdf']}first"), member)
            self._add(head, NamedNode(f"{PREFIXES['rdf']}rest"), rest)
        return head

    def _add(self, subject: _Class, predicate: NamedNode, value: _Class) -> None:
        self.triples.append(Triple(subject, predicate, value))


class _Ontology:
    """The classes of the case space, and those of the rules and boxes in it.

    A case has exactly one value on each dimension, and the values of a dimension are the spanning terms and no others:
    reasoners assume an open world, and without these statements nothing would follow from a missing value.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.axioms = _Axioms()
        self.rules = CoverageRules(knowledge.dimensions, knowledge.mappings)
        self._knowledge = knowledge
        self._terms: dict[str, NamedNode] = {}
        self._properties: dict[str, NamedNode] = {}
        self._reaching: dict[tuple[str, Coverage], NamedNode] = {}
        sides = []
        for notation, dimension in knowledge.dimensions.items():
            values = self.axioms.declare(f"{CLASSES}{notation}", "Class")
            terms = [self.axioms.declare(f"{CLASSES}{notation}/{t.notation}", "Class") for t in dimension.spanning]
            self.axioms.partition(values, terms)
            self._terms |= {term.iri: node for term, node in zip(dimension.spanning, terms, strict=True)}
            self._properties[notation] = self.axioms.functional_property(f"{CLASSES}has-{notation}", values)
            sides.append(self.axioms.having(self._properties[notation], values))
        self._case = self.axioms.define(f"{CLASSES}case", self.axioms.intersection(*sides))

    def serialized(self) -> bytes:
        """Return all axioms as N-Triples."""
        written = serialize(self.axioms.triples, format=RdfFormat.N_TRIPLES)
        return written or b""

    def product(self, name: str, values: Mapping[str, Collection[str]]) -> NamedNode:
        """Name the class of the cases with one of `values` (dimension notation to term IRIs) on each dimension."""
        parts: list[_Class] = [self._case]
        for notation, dimension in self._knowledge.dimensions.items():
            chosen = [self._terms[term.iri] for term in dimension.spanning if term.iri in values[notation]]
            if not chosen:
                # Such a rule, on adoption alone for example, reaches no case of the space. That is no contradiction,
                # so it gets no class of its own, which would be reported as unsatisfiable.
                return _NOTHING
            if len(chosen) < len(dimension.spanning):
                parts.append(self.axioms.having(self._properties[notation], self.axioms.union(*chosen)))
        return self.axioms.define(f"{CLASSES}{name}", self.axioms.intersection(*parts))

    def union(self, name: str, classes: Iterable[NamedNode]) -> NamedNode:
        """Name the union of `classes`."""
        members = [node for node in classes if node != _NOTHING]
        return self.axioms.define(f"{CLASSES}{name}", self.axioms.union(*members)) if members else _NOTHING

    def rule(self, encoding: Encoding, at_least: Coverage) -> NamedNode:
        """Return the class of the cases that `encoding` reaches at least as far as `at_least`."""
        key = encoding.iri, at_least
        if key not in self._reaching:
            reached = {notation: self._reached(encoding, notation, at_least) for notation in self._knowledge.dimensions}
            self._reaching[key] = self.product(f"{encoding.iri.removeprefix(BASE)}/{at_least.notation}", reached)
        return self._reaching[key]

    def _reached(self, encoding: Encoding, notation: str, at_least: Coverage) -> frozenset[str]:
        """Return the terms of a dimension that `encoding` reaches, from the data and not from the set engine."""
        listed = encoding.listed[notation]
        if listed is None:
            reached = frozenset(term.iri for term in self._knowledge.dimensions[notation].spanning)
        else:
            reached = listed | {
                mapping.reached
                for mapping in self._knowledge.mappings
                if mapping.listed in listed and mapping.remark.coverage >= at_least
            }
        readings = encoding.readings.items()
        reached |= {value for value, remark in readings if remark.coverage >= at_least}
        return reached - {value for value, remark in readings if remark.coverage < at_least}


def _owl(name: str) -> NamedNode:
    return NamedNode(PREFIXES["owl"] + name)


def _facts(knowledge: Knowledge) -> list[str]:
    """Return the vocabulary and the encoded law, each statement as a line of N-Triples, which the loader reads.

    Texts in a language are left out: they are prose, which no axiom is about, and half the graph.
    """
    from rdflib import Literal

    return [
        f"{subject.n3()} {predicate.n3()} {value.n3()} ."
        for subject, predicate, value in knowledge.store.graph
        if not (isinstance(value, Literal) and value.language)
    ]


def _lines(statements: Iterable[str]) -> bytes:
    return "".join(f"{statement}\n" for statement in statements).encode()


def _contradiction(facts: Iterable[str]) -> tuple[str, ...]:
    """Return statements among `facts` that contradict each other, so few that without any one of them nothing does.

    What a name stands for (a class, a property) is no claim about the world and is always kept. First the claims about
    individuals are halved as long as a half contradicts the vocabulary by itself; what is left goes to QuickXplain
    (Junker 2004), which asks the reasoner about halves in their context.
    """
    kinds = re.compile(rf"^\S+ <{_RDF_TYPE.value}> <{PREFIXES['owl']}\w+> \.$")
    axioms = re.compile(rf"^\S+ <(?:{PREFIXES['rdfs']}|{PREFIXES['owl']})\w+> <")
    declared = [fact for fact in facts if kinds.match(fact)]
    vocabulary = sorted(fact for fact in facts if axioms.match(fact))
    individuals = sorted(fact for fact in facts if not kinds.match(fact) and not axioms.match(fact))

    def contradictory(statements: Iterable[str]) -> bool:
        return _unsatisfiable(_lines([*declared, *statements])) is None

    def narrow(kept: list[str], grown: bool, claims: list[str]) -> list[str]:
        if grown and contradictory(kept):
            return []
        if len(claims) == 1:
            return claims
        first, second = _halves(claims)
        of_second = narrow([*kept, *first], True, second)
        of_first = narrow([*kept, *of_second], bool(of_second), first)
        return [*of_first, *of_second]

    if not contradictory([*vocabulary, *individuals]):
        return ()
    while len(individuals) > 1:
        half = next((half for half in _halves(individuals) if contradictory([*vocabulary, *half])), None)
        if half is None:
            break
        individuals = half
    return tuple(_shortened(claim) for claim in narrow([], False, [*individuals, *vocabulary]))


def _halves(claims: list[str]) -> tuple[list[str], list[str]]:
    return claims[: len(claims) // 2], claims[len(claims) // 2 :]


def _shortened(statement: str) -> str:
    """Return a statement with the names of known vocabularies in their short form."""
    for prefix, namespace in PREFIXES.items():
        statement = re.sub(rf"<{re.escape(namespace)}([\w-]+)>", rf"{prefix}:\1", statement)
    return statement


def _unsatisfiable(triples: bytes) -> frozenset[str] | None:
    """Run HermiT and return the IRIs of the classes that can have no member; None if the ontology is inconsistent."""
    # Here, because only this question needs it: importing it takes longer than most reports.
    import owlready2

    world = owlready2.World()
    with redirect_stderr(io.StringIO()):
        ontology = world.get_ontology(CLASSES).load(fileobj=io.BytesIO(triples), format="ntriples")
        try:
            with ontology:
                # HermiT knows no xsd:date; dates are compared here, not there.
                owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
        except owlready2.OwlReadyInconsistentOntologyError:
            return None
        except owlready2.OwlReadyJavaError as error:
            said = " ".join(str(error).split())
            raise MissingToolError(
                both("selaras reason could not run HermiT on the Java that was found: {said}", said=said)
            ) from None
        found = {node.iri for node in world.inconsistent_classes()}
    return frozenset(found - {_NOTHING.value})
