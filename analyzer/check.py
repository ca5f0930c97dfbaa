"""The data contract: what must be true of every file of the knowledge base before an analysis may rest on it.

A rule is a SHACL shape (``ontology/shapes``), a query whose rows are violations (``ontology/queries/check``) or, where
only the files themselves can tell, a function here. How serious a violation is stands in one place only:
``ontology/shapes/profile.ttl``.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from analyzer.corpus import LANGUAGES, Document
from analyzer.data import data_files
from analyzer.errors import DataError, SelarasError
from analyzer.iris import BASE, PREFIXES, VOCABULARY
from analyzer.knowledge import Knowledge
from analyzer.queries import Queries
from analyzer.store import Store, Value
from analyzer.text import Text

Severity: TypeAlias = Literal["error", "warning"]

CHECKS = f"{BASE}check/"
"""Where the rules have their names; a shape and a query never share one."""

QUERY_USE = "check/"
COLUMNS = ("subject", "property", "value")
REMEDIES = ("remedy-en", "remedy-id")

_SEVERITIES: Mapping[str, Severity] = {"Violation": "error", "Warning": "warning"}
_SHACL = PREFIXES["sh"]
_OUR_TERM = re.compile(r"(?<![\w:])sel:(\w+)")
_NAMELESS = "[ ]"
_SEEN_BY_SHAPES = 3
"""How many links a shape looks from the thing it is about: two of a path, one to a class, one to what that is under."""

_LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One violation: which rule, of what (an IRI or the path of a file), and what would be right.

    Findings sort by severity, errors first, then by rule, subject and message.
    """

    severity: Severity
    check: str
    subject: str
    message: Text

    def line(self, language: str) -> str:
        """Return the finding as one line in the language with this tag (``en`` or ``id``)."""
        return f"{self.severity} {self.check} {self.subject}: {self.message.json()[language]}"

    def json(self) -> dict[str, object]:
        """Return the finding as a JSON object."""
        return {
            "severity": self.severity,
            "check": self.check,
            "subject": self.subject,
            "message": self.message.json(),
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """What the profile and the shapes say of a rule; the message of a query stands in its own header instead."""

    severity: Severity
    message: Text | None


class Rules:
    """All rules of the base by name."""

    def __init__(self, store: Store, queries: Queries) -> None:
        """Read the severities and messages from `store`.

        Raises:
            DataError: The profile gives a severity that is neither sh:Violation nor sh:Warning.
        """
        self._rules = {
            row["rule"].removeprefix(CHECKS): Rule(_severity(row["rule"], row["severity"]), _message(row))
            for row in queries.rows(store, "model/rules")
        }

    @property
    def names(self) -> frozenset[str]:
        """The names of all rules to which the profile gives a severity."""
        return frozenset(self._rules)

    def finding(self, name: str, subject: str, message: Text | None = None, found: Iterable[str] = ()) -> Finding:
        """Return a finding of the rule `name` with its own message or the one given, and what was `found` instead.

        Raises:
            DataError: The profile gives the rule no severity, or there is no message.
        """
        if name not in self._rules:
            raise DataError(f"ontology/shapes/profile.ttl: no sh:severity for check:{name}")
        rule = self._rules[name]
        message = message or rule.message
        if message is None:
            raise DataError(f"ontology/shapes: check:{name} needs one sh:message in English and one in Indonesian")
        values = ", ".join(sorted(found))
        if values:
            message = Text(f"{message.en} Found: {values}.", f"{message.id} Ditemukan: {values}.")
        return Finding(rule.severity, name, subject, message)


def check(knowledge: Knowledge) -> list[Finding]:
    """Hold the whole base to the data contract; an empty list means that nothing breaks it."""
    return check_data(knowledge.root, knowledge.store, knowledge.queries)


def check_data(root: Path, store: Store, queries: Queries) -> list[Finding]:
    """Hold the files below `root`, loaded into `store`, to the data contract.

    This asks less than `analyzer.knowledge.Knowledge.load`, so it can explain data that do not load.
    """
    rules = Rules(store, queries)
    broken = list(check_query_files(store, queries, rules))
    skipped = {finding.subject for finding in broken}
    sound = [name for name in queries.names() if name.startswith(QUERY_USE) and _query_path(name) not in skipped]
    return sorted(
        {
            *broken,
            *check_corpus(root, rules),
            *check_shapes(store, rules),
            *check_queries(store, queries, rules, sound),
        }
    )


def check_draft(store: Store, queries: Queries, draft: Path) -> list[Finding]:
    """Hold what the Turtle file `draft` states to the data contract; `store` holds it together with the base.

    What the draft does not name is left out: the base itself is checked elsewhere.

    Raises:
        DataError: The draft is no valid Turtle.
    """
    rules = Rules(store, queries)
    subjects = Store.of_file(draft).subjects()
    names = [name for name in queries.names() if name.startswith(QUERY_USE)]
    near = store.neighbourhood([*subjects, *(CHECKS + name for name in rules.names)], _SEEN_BY_SHAPES)
    # The store answers beside Python, so that the queries cost no time of their own.
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(lambda: list(check_queries(store, queries, rules, names)))
        found = {*check_shapes(near, rules), *asked.result()}
    return sorted(finding for finding in found if finding.subject in subjects)


def counts(knowledge: Knowledge) -> dict[str, int]:
    """Return how much was checked: rules, queries, triples, documents, instruments, provisions and encoded rules."""
    return {
        "rules": len(Rules(knowledge.store, knowledge.queries).names),
        "queries": len(knowledge.queries.names()),
        "triples": len(knowledge.store),
        "documents": len(data_files(knowledge.root, ".xml", "corpus")),
        "instruments": len(knowledge.instruments),
        "provisions": len(knowledge.provisions),
        "definitions": len(knowledge.definitions),
        "offences": len(knowledge.offences) + len(knowledge.accessories),
    }


def check_shapes(store: Store, rules: Rules, names: Iterable[str] = ()) -> Iterator[Finding]:
    """Yield one finding for each shape (default: all), or each of those called `names`, and thing that breaks it.

    Raises:
        DataError: A shape is not valid SHACL.
    """
    # What is no value of its type is found by the shapes; rdflib need not tell it as well, with a traceback.
    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import BNode, Graph, URIRef

    # pySHACL asks many small questions, which a plain graph answers three times faster than one over Oxigraph.
    graph = Graph()
    for triple in store.graph:
        graph.add(triple)
    try:
        _, results, _ = validate(
            graph,
            shacl_graph=graph,  # or else pySHACL copies the whole graph to look for shapes
            inplace=True,
            use_shapes=[CHECKS + name for name in names] or None,
        )
    except ReportableRuntimeError as error:
        raise DataError(f"ontology/shapes: a shape is malformed: {' '.join(str(error).split())}") from None
    if not isinstance(results, Graph):
        raise DataError(f"ontology/shapes: the shapes cannot be applied: {results}")
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for result, shape in results.subject_objects(URIRef(f"{_SHACL}sourceShape")):
        focus = results.value(result, URIRef(f"{_SHACL}focusNode"))
        subject = _NAMELESS if isinstance(focus, BNode) else str(focus)
        values = found[str(shape).removeprefix(CHECKS), subject]
        values.update(_shown(str(value)) for value in results.objects(result, URIRef(f"{_SHACL}value")))
    for (name, subject), values in found.items():
        yield rules.finding(name, subject, found=values)


def check_queries(store: Store, queries: Queries, rules: Rules, names: Iterable[str]) -> Iterator[Finding]:
    """Yield one finding for each row of the check queries called `names`."""
    for name in names:
        header = queries.get(name).header
        for row in queries.rows(store, name):
            statement = " ".join(_shown(row[column]) for column in COLUMNS[1:] if row[column] is not None)
            message = Text(
                en=f"{header['title-en']}: {statement}. {header['remedy-en']}",
                id=f"{header['title-id']}: {statement}. {header['remedy-id']}",
            )
            yield rules.finding(name.removeprefix(QUERY_USE), str(row["subject"]), message)


def check_query_files(store: Store, queries: Queries, rules: Rules) -> Iterator[Finding]:
    """Yield a finding for each query file that breaks the contract of its header or uses an undeclared term of ours."""
    declared = {row["term"].removeprefix(VOCABULARY) for row in queries.rows(store, "model/vocabulary")}
    for name in queries.names():
        problem = _problem(store, queries, name)
        if problem:
            yield rules.finding("query-contract", _query_path(name), found=[problem])
            continue
        strays = set(_OUR_TERM.findall(queries.get(name).text)) - declared
        if strays:
            yield rules.finding("query-vocabulary", _query_path(name), found=[f"sel:{stray}" for stray in strays])


def check_corpus(root: Path, rules: Rules) -> Iterator[Finding]:
    """Yield a finding for each document that lies in the wrong place or differs in structure from its translation."""
    works: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for path in data_files(root, ".xml", "corpus"):
        document = Document(path)
        statements = list(document.provisions(""))
        folder = path.parent.relative_to(root / "corpus").as_posix()
        elements = [tuple(iri.split("/~")) for iri, name, *_ in statements if name == "position"]
        identity = {work for work, _ in elements} | {tag for _, name, tag, _ in statements if name == "citation"}
        if identity != {BASE + folder, LANGUAGES.get(path.stem, "")}:
            yield rules.finding("corpus-path", path.relative_to(root).as_posix(), found=identity)
        groups = [group.iri.partition("/~")[2] for group in document.groups("")]
        explanations = [item.iri.partition("~")[2] for item in document.elucidations("")]
        works[folder][path.stem] = [element_id for _, element_id in elements] + groups + explanations
    for folder, documents in works.items():
        if documents.keys() != LANGUAGES.keys():
            yield rules.finding("corpus-languages", BASE + folder, found=documents)
            continue
        first, *others = documents.values()
        differing = {element_id for other in others for element_id in set(first) ^ set(other)}
        if differing or any(first != other for other in others) or len(first) != len(set(first)):
            yield rules.finding("corpus-languages", BASE + folder, found=differing)


def _problem(store: Store, queries: Queries, name: str) -> str | None:
    try:
        query = queries.get(name)
        if name.startswith(QUERY_USE) and (query.columns != COLUMNS or not all(map(query.header.get, REMEDIES))):
            return f"columns {' '.join(query.columns)}; header {', '.join(query.header)}"
        columns, _ = store.select(query.text, dict.fromkeys(query.parameters, ""))
        if columns != query.columns:
            return f"columns {' '.join(columns)}"
        if not query.parameters:
            for _ in queries.rows(store, name):
                pass
    except SelarasError as error:
        return str(error)
    return None


def _query_path(name: str) -> str:
    return f"ontology/queries/{name}.rq"


def _severity(rule: str, iri: str) -> Severity:
    try:
        return _SEVERITIES[iri.removeprefix(_SHACL)]
    except KeyError:
        raise DataError(f"{rule}: sh:severity must be sh:Violation or sh:Warning, not {iri}") from None


def _message(row: Mapping[str, str | None]) -> Text | None:
    english, indonesian = row["messageEn"], row["messageId"]
    return None if english is None or indonesian is None else Text(english, indonesian)


def _shown(value: Value) -> str:
    """Return a value short enough for a message: IRIs of known vocabularies with their prefix, long texts cut."""
    text = str(value)
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text if len(text) <= _LONGEST_VALUE or text.startswith("http") else f"{text[:_LONGEST_VALUE]}…"
