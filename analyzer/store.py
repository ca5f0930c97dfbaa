"""The store: ontology and corpus loaded into one graph.

The triples live in Oxigraph, whose own parsers read the files and whose engine answers our queries; `Store.graph` is
the same graph for everything that speaks rdflib (validation, export, other programs). rdflib is imported only then: it
would take half the time of a report. Loading is all or nothing: an unreadable file stops it with a line that names it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph

from analyzer.corpus import Document, Explanation, Group
from analyzer.data import data_files
from analyzer.errors import DataError, InputError
from analyzer.i18n import both
from analyzer.iris import BASE, PREFIXES, VOCABULARY

if TYPE_CHECKING:
    from rdflib import Graph

Value: TypeAlias = str | int | bool | date | None
"""A result in Python: IRIs and texts as str, whole numbers, booleans and dates as such, None where unbound."""

Bound: TypeAlias = dict[str, str]
"""A term of a result: its ``type`` and ``value``, and the ``xml:lang`` or ``datatype`` of a text."""

Parameter: TypeAlias = str | date | pyoxigraph.NamedNode
"""What a query can be given: a text, a date or the name of a resource."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_SLOT = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")
DERIVED = pyoxigraph.NamedNode(f"{BASE}graph/derived")
SHORT_CITATION = pyoxigraph.NamedNode(f"{VOCABULARY}shortCitation")
_TYPE = pyoxigraph.NamedNode(f"{PREFIXES['rdf']}type")
_IDENTIFIER = pyoxigraph.NamedNode(f"{PREFIXES['dcterms']}identifier")
_CONFIRMATION = pyoxigraph.NamedNode(f"{VOCABULARY}confirmation")
_SOURCE = pyoxigraph.NamedNode(f"{PREFIXES['dcterms']}source")


class Store:
    """The whole knowledge base as one read-only graph."""

    def __init__(self, triples: pyoxigraph.Store) -> None:
        """Wrap `triples`; use `load` to fill a store from files."""
        self._triples = triples

    @cached_property
    def graph(self) -> "Graph":
        """The same triples as an rdflib graph."""
        from oxrdflib import OxigraphStore
        from rdflib import Graph

        return Graph(store=OxigraphStore(store=self._triples), identifier="urn:x-rdflib:default")

    @classmethod
    def load(cls, root: Path, extra: Path | None = None) -> "Store":
        """Load every Turtle file below ``root/ontology`` and every document below ``root/corpus``.

        `extra` names a Turtle file, or a folder of them, to lay over the base, such as a draft law.

        Raises:
            DataError: A file cannot be parsed; nothing is returned.
        """
        triples = pyoxigraph.Store()
        turtle = data_files(root, ".ttl", "ontology")
        if extra is not None:
            turtle += [extra] if extra.is_file() else sorted(extra.rglob("*.ttl"))
        for path in turtle:
            _load_turtle(triples, path)
        for path in data_files(root, ".xml", "corpus"):
            _load_document(triples, path)
        return cls(triples)

    @classmethod
    def of_file(cls, path: Path) -> "Store":
        """Load one Turtle file alone, such as a draft of which only the title is asked.

        Raises:
            DataError: The file cannot be parsed.
        """
        triples = pyoxigraph.Store()
        _load_turtle(triples, path)
        return cls(triples)

    def triples(self) -> Iterator[pyoxigraph.Triple]:
        """Yield every triple of the data, without what was derived."""
        return (quad.triple for quad in self._triples.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()))

    def about(self, iri: str) -> Iterator[pyoxigraph.Triple]:
        """Yield every triple of the data with the resource of this IRI as its subject; none for what is no IRI."""
        try:
            subject = pyoxigraph.NamedNode(iri)
        except ValueError:
            return
        held = self._triples.quads_for_pattern(subject, None, None, pyoxigraph.DefaultGraph())
        yield from (quad.triple for quad in held)

    def subjects(self) -> list[str]:
        """Return the IRIs of all that something is stated of, in order."""
        nodes = {triple.subject for triple in self.triples()}
        return sorted(node.value for node in nodes if isinstance(node, pyoxigraph.NamedNode))

    def types(self, iri: str) -> set[str]:
        """Return the IRIs of the classes of a resource."""
        return {str(_value(triple.object)) for triple in self.about(iri) if triple.predicate == _TYPE}

    def neighbourhood(self, things: Iterable[str], steps: int) -> "Store":
        """Return what is stated of `things` (IRIs), of what they name, and so on, `steps` links away.

        A blank node is part of what names it, so that it costs no step and lists come whole.
        """
        near = pyoxigraph.Store()
        reached: set[object] = set()
        border: list[object] = [pyoxigraph.NamedNode(iri) for iri in things]
        for _ in range(steps + 1):
            nodes, border = border, []
            while nodes:
                node = nodes.pop()
                if node in reached or not isinstance(node, pyoxigraph.NamedNode | pyoxigraph.BlankNode):
                    continue
                reached.add(node)
                quads = list(self._triples.quads_for_pattern(node, None, None, pyoxigraph.DefaultGraph()))
                near.extend(quads)
                for quad in quads:
                    (nodes if isinstance(quad.object, pyoxigraph.BlankNode) else border).append(quad.object)
        return Store(near)

    def __len__(self) -> int:
        """Return the number of triples."""
        return sum(1 for _ in self.triples())

    def derive(self, links: Iterable[tuple[str, str, str]]) -> None:
        """Keep links between resources that follow from the data, in a graph of their own beside it."""
        node = pyoxigraph.NamedNode
        self._triples.bulk_extend(
            pyoxigraph.Quad(node(subject), node(name), node(value), DERIVED) for subject, name, value in links
        )

    def select(
        self, text: str, parameters: Mapping[str, Parameter] | None = None, *, derived: bool = False
    ) -> tuple[tuple[str, ...], Iterator[tuple[Value, ...]]]:
        """Run one SELECT query with our prefixes and return its columns and its rows.

        `parameters` go into the slots of the query; see `fill_slots`. Where `derived`, the query also sees the links
        that `derive` was given.

        Raises:
            InputError: The query is malformed, an update, does not select, or has no slot for a parameter.
        """
        solutions = self._solve(fill_slots(text, parameters or {}), derived)
        return _columns(solutions), (tuple(map(_value, solution)) for solution in _stepping(solutions))

    def bindings(self, text: str, *, derived: bool = False) -> tuple[tuple[str, ...], Iterator[dict[str, Bound]]]:
        """Run one SELECT query like `select`, and return for each row the terms themselves, by column where bound.

        A term is an object of the SPARQL 1.1 Query Results JSON Format: it tells an IRI from a text, and gives a text
        its language or datatype.

        Raises:
            InputError: The query is malformed, an update, or does not select.
        """
        solutions = self._solve(text, derived)
        columns = _columns(solutions)
        return columns, (
            {name: _bound(term) for name, term in zip(columns, solution, strict=True) if term is not None}
            for solution in _stepping(solutions)
        )

    def _solve(self, text: str, derived: bool) -> pyoxigraph.QuerySolutions:
        try:
            solutions = self._triples.query(text, prefixes=PREFIXES, use_default_graph_as_union=derived)
        except (SyntaxError, ValueError) as error:
            raise InputError(
                both("the query is not valid SPARQL: {problem}", problem=" ".join(str(error).split()))
            ) from None
        except (RuntimeError, OSError) as error:
            raise _unanswered(error) from None
        if not isinstance(solutions, pyoxigraph.QuerySolutions):
            raise InputError(both("only SELECT queries give rows; begin the query with SELECT"))
        return solutions


def _stepping(solutions: pyoxigraph.QuerySolutions) -> Iterator[pyoxigraph.QuerySolution]:
    """Yield the rows; what the engine cannot do may show only while it works."""
    try:
        yield from solutions
    except (RuntimeError, OSError) as error:
        raise _unanswered(error) from None


def _unanswered(error: Exception) -> InputError:
    return InputError(both("the query cannot be answered: {problem}", problem=" ".join(str(error).split())))


def fill_slots(text: str, parameters: Mapping[str, Parameter]) -> str:
    """Return the query `text` with each parameter's value in its slots ``VALUES ?name { UNDEF }``.

    A slot stands wherever the value is needed, above all in each sub-select: variables of the outer query do not reach
    into one, and Oxigraph's own substitution reaches only variables that the query selects. A slot is plain SPARQL, so
    the same text works on every engine. Values enter as RDF terms that Oxigraph checks and escapes, never as raw text.

    Raises:
        InputError: The query has no slot for a parameter.
    """
    missing = parameters.keys() - _SLOT.findall(text)
    if missing:
        name = min(missing)
        raise InputError(
            both("the query has no place for {name}; write VALUES ?{name} {{ UNDEF }} where it is needed", name=name)
        )

    def filled(slot: re.Match[str]) -> str:
        name = slot[1]
        return f"VALUES ?{name} {{ {_term(parameters[name])} }}" if name in parameters else slot[0]

    # All in one pass: nothing is looked for inside a value that has been put in.
    return _SLOT.sub(filled, text)


def _term(value: Parameter) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if isinstance(value, date):
        return pyoxigraph.Literal(value.isoformat(), datatype=pyoxigraph.NamedNode(f"{_XSD}date"))
    return pyoxigraph.Literal(value) if isinstance(value, str) else value


def _value(term: object) -> Value:
    if not isinstance(term, pyoxigraph.Literal):
        return None if term is None else str(getattr(term, "value", term))
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        match kind:
            case "date":
                return date.fromisoformat(term.value)
            case "integer":
                return int(term.value)
            case "boolean":
                return term.value in ("true", "1")
            case _:
                return term.value
    except ValueError:
        raise DataError(f'"{term.value[:40]}" cannot be read as {kind}; write dates as YYYY-MM-DD') from None


def _columns(solutions: pyoxigraph.QuerySolutions) -> tuple[str, ...]:
    return tuple(variable.value for variable in solutions.variables)


def _bound(term: object) -> Bound:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, pyoxigraph.Literal):
        return {"type": "literal", "value": str(term)}  # a triple, which SPARQL 1.1 does not know
    bound = {"type": "literal", "value": term.value}
    if term.language:
        bound["xml:lang"] = term.language
    elif term.datatype.value != f"{_XSD}string":
        bound["datatype"] = term.datatype.value
    return bound


def _load_turtle(triples: pyoxigraph.Store, path: Path) -> None:
    try:
        triples.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE, to_graph=pyoxigraph.DefaultGraph())
    except (SyntaxError, ValueError, OSError) as error:
        raise DataError(f"{path}: no valid Turtle: {' '.join(str(error).split())}") from None


def _load_document(triples: pyoxigraph.Store, path: Path) -> None:
    document = Document(path)
    work = pyoxigraph.NamedNode(document.work)
    short = next(
        (item for item in _literals(triples, work, SHORT_CITATION) if item.language == document.language), None
    )
    if short is None:
        raise DataError(
            f"{path}: no instrument file gives a sel:shortCitation in {document.language!r} for {document.work}"
        )
    slug = next((item.value for item in _literals(triples, work, _IDENTIFIER)), "")
    triples.bulk_extend(
        pyoxigraph.Quad(
            pyoxigraph.NamedNode(provision),
            pyoxigraph.NamedNode(VOCABULARY + name),
            pyoxigraph.Literal(value, language=language) if isinstance(value, str) else pyoxigraph.Literal(value),
        )
        for provision, name, language, value in document.provisions(short.value)
    )
    for group in document.groups(short.value):
        triples.bulk_extend(_division(group, work, slug, document.language))
    # How the elucidation is known does not hang on the provision: the one can be read where the other is missing.
    known = [quad for name in (_CONFIRMATION, _SOURCE) for quad in triples.quads_for_pattern(work, name, None, None)]
    for item in document.elucidations(short.value):
        triples.bulk_extend(_elucidation(item, work, slug, document.language))
        node = pyoxigraph.NamedNode(item.iri)
        triples.bulk_extend(pyoxigraph.Quad(node, quad.predicate, quad.object) for quad in known)


def _division(group: Group, work: pyoxigraph.NamedNode, slug: str, language: str) -> list[pyoxigraph.Quad]:
    node = pyoxigraph.NamedNode(group.iri)
    facts: list[tuple[str, pyoxigraph.NamedNode | pyoxigraph.Literal]] = [
        (_TYPE.value, pyoxigraph.NamedNode(f"{VOCABULARY}Division")),
        (_IDENTIFIER.value, pyoxigraph.Literal(f"{slug}:{group.path}")),
        (f"{PREFIXES['dcterms']}isPartOf", work),
        (f"{VOCABULARY}order", pyoxigraph.Literal(group.order)),
        (f"{VOCABULARY}citation", pyoxigraph.Literal(group.citation, language=language)),
        (f"{PREFIXES['eli']}title", pyoxigraph.Literal(group.heading, language=language)),
        *((f"{PREFIXES['eli']}has_part", pyoxigraph.NamedNode(held)) for held in group.holds),
    ]
    return [pyoxigraph.Quad(node, pyoxigraph.NamedNode(name), value) for name, value in facts]


def _elucidation(item: Explanation, work: pyoxigraph.NamedNode, slug: str, language: str) -> list[pyoxigraph.Quad]:
    node = pyoxigraph.NamedNode(item.iri)
    facts: list[tuple[str, pyoxigraph.NamedNode | pyoxigraph.Literal]] = [
        (_TYPE.value, pyoxigraph.NamedNode(f"{VOCABULARY}Elucidation")),
        (_IDENTIFIER.value, pyoxigraph.Literal(f"{slug}:{item.path}")),
        (f"{PREFIXES['dcterms']}isPartOf", work),
        (f"{VOCABULARY}explains", pyoxigraph.NamedNode(item.explains)),
        (f"{VOCABULARY}order", pyoxigraph.Literal(item.order)),
        (f"{VOCABULARY}citation", pyoxigraph.Literal(item.citation, language=language)),
        (f"{VOCABULARY}digest", pyoxigraph.Literal(item.digest, language=language)),
    ]
    if item.heading:
        facts.append((f"{VOCABULARY}heading", pyoxigraph.Literal(item.heading, language=language)))
    return [pyoxigraph.Quad(node, pyoxigraph.NamedNode(name), value) for name, value in facts]


def _literals(
    triples: pyoxigraph.Store, subject: pyoxigraph.NamedNode, name: pyoxigraph.NamedNode
) -> Iterator[pyoxigraph.Literal]:
    for quad in triples.quads_for_pattern(subject, name, None, None):
        if isinstance(quad.object, pyoxigraph.Literal):
            yield quad.object
