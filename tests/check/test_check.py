"""Every rule of the data contract is held to data that break it once and to data that do not break it."""

import re
import shutil
from pathlib import Path

import pyoxigraph
import pytest

from analyzer.check import (
    CHECKS,
    QUERY_USE,
    Finding,
    Rules,
    check,
    check_corpus,
    check_data,
    check_draft,
    check_queries,
    check_query_files,
    check_shapes,
    counts,
)
from analyzer.data import data_files, find_root
from analyzer.errors import DataError
from analyzer.knowledge import Knowledge
from analyzer.queries import Queries
from analyzer.store import Store

ROOT = find_root()
FIXTURES = Path(__file__).parent / "fixtures"
CONTRACT = [ROOT / "ontology" / "core.ttl", *data_files(ROOT, ".ttl", "ontology/shapes")]
"""What a rule needs beside the data it is about: the vocabulary, the shapes and their severities."""

FILE_RULES = {"corpus-path", "corpus-languages", "query-contract", "query-vocabulary"}
TEXT_RULES = {"figure-differs", "figure-not-found"}  # held to broken data in tests/test_figures.py
QUERIES = {path.stem for path in data_files(ROOT, ".rq", "ontology/queries/check")}
SHAPES = {
    name
    for path in data_files(ROOT, ".ttl", "ontology/shapes")
    for name in re.findall(r"^check:(\S+) a sh:\w+Shape", path.read_text(encoding="utf-8"), re.MULTILINE)
}
HITS = sorted(FIXTURES.glob("*/hit*.ttl"))
CLEAN = sorted(FIXTURES.glob("*/clean.ttl"))


def read_store(*files: Path) -> Store:
    triples = pyoxigraph.Store()
    for path in (*CONTRACT, *files):
        triples.load(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    return Store(triples)


def findings(name: str, *files: Path) -> list[Finding]:
    store, queries = read_store(*files), Queries(ROOT)
    rules = Rules(store, queries)
    if name in QUERIES:
        return list(check_queries(store, queries, rules, [QUERY_USE + name]))
    return list(check_shapes(store, rules, [name]))


def fixture_name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small base of its own: the vocabulary, the shapes, the queries and one law."""
    for folder in ("ontology/shapes", "ontology/queries", "corpus/akn/id/act/uu/2007/21"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("ontology/core.ttl", "ontology/elements.ttl", "ontology/instruments/uu-2007-21.ttl"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def test_the_base_breaks_no_rule(knowledge: Knowledge) -> None:
    assert [finding for finding in check(knowledge) if finding.severity == "error"] == []


def test_what_was_checked_is_counted(knowledge: Knowledge) -> None:
    counted = counts(knowledge)
    assert counted["rules"] == len(SHAPES | QUERIES | FILE_RULES | TEXT_RULES)
    assert counted["provisions"] == len(knowledge.provisions)
    assert all(counted.values())


def test_every_rule_has_fixtures_and_no_fixture_is_left_over() -> None:
    assert {path.parent.name for path in HITS} == SHAPES | QUERIES
    assert {path.parent.name for path in CLEAN} == SHAPES | QUERIES


def test_the_profile_names_every_rule_and_nothing_else() -> None:
    profile = (ROOT / "ontology" / "shapes" / "profile.ttl").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^check:(\S+) ", profile, re.MULTILINE)) == sorted(
        SHAPES | QUERIES | FILE_RULES | TEXT_RULES
    )


def test_a_shape_and_a_query_never_share_a_name() -> None:
    assert not SHAPES & QUERIES


def test_every_shape_says_in_both_languages_what_would_be_right() -> None:
    store = read_store()
    rules = Rules(store, Queries(ROOT))
    for name in SHAPES:
        message = rules.finding(name, "https://w3id.org/selaras/fixture/it").message
        assert message.en
        assert message.id
        assert message.en != message.id


@pytest.mark.parametrize("path", HITS, ids=fixture_name)
def test_the_rule_finds_the_one_violation(path: Path) -> None:
    name = path.parent.name
    expected = re.search(r"^# finds: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert expected
    assert [(finding.check, finding.subject) for finding in findings(name, path)] == [(name, expected[1])]


@pytest.mark.parametrize("path", [path for path in HITS if path.parent.name in SHAPES], ids=fixture_name)
def test_a_draft_that_breaks_a_shape_is_found_from_what_it_names(path: Path) -> None:
    store, queries = read_store(path), Queries(ROOT)
    assert set(findings(path.parent.name, path)) <= set(check_draft(store, queries, path))


@pytest.mark.parametrize("path", CLEAN, ids=fixture_name)
def test_the_rule_finds_nothing_in_sound_data(path: Path) -> None:
    assert findings(path.parent.name, path) == []


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*/hit.ttl")), ids=fixture_name)
def test_sound_data_speak_of_the_same_thing(path: Path) -> None:
    subject = re.search(r"^# finds: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert subject
    sound = pyoxigraph.parse(path=str(path.with_name("clean.ttl")), format=pyoxigraph.RdfFormat.TURTLE)
    assert pyoxigraph.NamedNode(subject[1]) in {quad.subject for quad in sound}


def test_a_finding_names_the_value_and_the_remedy_in_both_languages() -> None:
    (finding,) = findings("dangling-reference", FIXTURES / "dangling-reference" / "hit.ttl")
    assert finding.severity == "error"
    assert finding.message.en == (
        "Reference to nothing: sel:penalty https://w3id.org/selaras/fixture/penalty. "
        "Declare the resource (give it a type), or correct its IRI."
    )
    assert finding.message.id.startswith("Rujukan kosong: sel:penalty https://w3id.org/selaras/fixture/penalty. ")


def test_a_shape_that_is_broken_twice_by_one_thing_gives_one_finding(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(
        "@prefix sel: <https://w3id.org/selaras/ontology#> .\n"
        '<https://w3id.org/selaras/fixture/it> sel:multipliesFineBy 1 , "three" .\n',
        encoding="utf-8",
    )
    (finding,) = findings("fine-factor", data)
    assert finding.message.en.endswith("Found: 1, three.")
    assert finding.message.id.endswith("Ditemukan: 1, three.")


def test_the_severity_comes_from_the_profile_alone() -> None:
    (finding,) = findings("long-digest", FIXTURES / "long-digest" / "hit.ttl")
    assert finding.severity == "warning"


def test_errors_come_before_warnings() -> None:
    rules = Rules(read_store(), Queries(ROOT))
    warning = rules.finding("instrument-other-names", "a")
    error = rules.finding("provision-kind", "z")
    assert sorted([warning, error]) == [error, warning]


def test_a_rule_without_severity_is_refused() -> None:
    rules = Rules(read_store(), Queries(ROOT))
    with pytest.raises(DataError, match=r"profile\.ttl: no sh:severity for check:unheard-of"):
        rules.finding("unheard-of", "https://w3id.org/selaras/fixture/it")


def test_a_severity_that_shacl_does_not_know_as_error_or_warning_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(
        f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n<{CHECKS}mild> sh:severity sh:Info .\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match="must be sh:Violation or sh:Warning"):
        Rules(read_store(data), Queries(ROOT))


def test_a_malformed_shape_is_refused_in_one_line(tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix sel: <https://w3id.org/selaras/ontology#> .\n"
        f"<{CHECKS}odd> a sh:PropertyShape ; sh:targetClass sel:Check ; sh:path sel:kind ; sh:minCount 1 , 2 .\n",
        encoding="utf-8",
    )
    store = read_store(data)
    with pytest.raises(DataError, match="a shape is malformed") as refusal:
        list(check_shapes(store, Rules(store, Queries(ROOT))))
    assert "\n" not in str(refusal.value)


def test_the_order_of_findings_never_changes(root: Path) -> None:
    # Without the Code, every reference to it leads nowhere.
    store, queries = Store.load(root), Queries(root)
    once = check_data(root, store, queries)
    assert once == sorted(once)
    assert once == check_data(root, Store.load(root), Queries(root))
    assert {finding.check for finding in once} >= {"dangling-reference", "repealed-by"}


def query_findings(root: Path) -> list[tuple[str, str]]:
    store, queries = read_store(), Queries(root)
    return [
        (finding.check, finding.subject) for finding in check_query_files(store, queries, Rules(store, Queries(ROOT)))
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# remedy-en: ", "# advice-en: "),
        ("# title-id: ", "# judul: "),
        ("# columns: subject property value", "# columns: subject property"),
        ("SELECT ?subject ?property ?value", "SELECT ?subject ?value ?property"),
        ("WHERE {", "WHERE {{"),
    ],
)
def test_a_query_that_breaks_its_contract_is_found_and_not_run(root: Path, old: str, new: str) -> None:
    path = root / "ontology/queries/check/offence-without-penalty.rq"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    expected = ("query-contract", "ontology/queries/check/offence-without-penalty.rq")
    assert query_findings(root) == [expected]
    found = check_data(root, Store.load(root), Queries(root))
    assert expected in [(finding.check, finding.subject) for finding in found]


def test_a_query_that_uses_an_undeclared_term_is_found(root: Path) -> None:
    path = root / "ontology/queries/check/offence-without-penalty.rq"
    path.write_text(path.read_text(encoding="utf-8").replace("sel:penalty ?p", "sel:punishment ?p"), encoding="utf-8")
    assert query_findings(root) == [("query-vocabulary", "ontology/queries/check/offence-without-penalty.rq")]


def corpus_findings(root: Path) -> list[tuple[str, str]]:
    return [(finding.check, finding.subject) for finding in check_corpus(root, Rules(read_store(), Queries(ROOT)))]


WORK = "https://w3id.org/selaras/akn/id/act/uu/2007/21"
DOCUMENTS = "corpus/akn/id/act/uu/2007/21"


def test_sound_documents_break_no_rule(root: Path) -> None:
    assert corpus_findings(root) == []


def test_a_document_in_the_wrong_place_is_found(root: Path) -> None:
    (root / DOCUMENTS).rename(root / "corpus/akn/id/act/uu/2007/22")
    assert corpus_findings(root) == [
        ("corpus-path", "corpus/akn/id/act/uu/2007/22/eng.xml"),
        ("corpus-path", "corpus/akn/id/act/uu/2007/22/ind.xml"),
    ]


def test_a_document_named_after_another_language_is_found(root: Path) -> None:
    shutil.copy(root / DOCUMENTS / "eng.xml", root / DOCUMENTS / "ind.xml")
    assert corpus_findings(root) == [("corpus-path", f"{DOCUMENTS}/ind.xml")]


def test_a_missing_translation_is_found(root: Path) -> None:
    (root / DOCUMENTS / "ind.xml").unlink()
    assert corpus_findings(root) == [("corpus-languages", WORK)]


@pytest.mark.parametrize(
    ("old", "new"),
    [('"art_17"', '"art_171"'), ('"art_17"', '"art_16"')],
    ids=["an element that the translation lacks", "an element twice"],
)
def test_documents_that_differ_in_their_elements_are_found(root: Path, old: str, new: str) -> None:
    path = root / DOCUMENTS / "ind.xml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert corpus_findings(root) == [("corpus-languages", WORK)]
