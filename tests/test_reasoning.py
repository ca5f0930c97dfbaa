"""What `selaras reason` says when the law is closed, the ontology broken, a box wrong or Java missing."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from analyzer import reasoning
from analyzer.elements.boxes import Box, cover
from analyzer.errors import InputError, MissingToolError
from analyzer.knowledge import Knowledge
from analyzer.reasoning import reason

DAY = date(2026, 11, 21)
ACTIP_BINDS = date(2017, 3, 8)

PREFIXES = """
@prefix draft: <https://w3id.org/selaras/draft/> .
@prefix element: <https://w3id.org/selaras/element/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sel: <https://w3id.org/selaras/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

Overlay = Callable[[str], Knowledge]


@pytest.fixture
def overlay(tmp_path: Path) -> Overlay:
    """Load the base with some Turtle laid over it."""

    def load(turtle: str) -> Knowledge:
        (tmp_path / "extra.ttl").write_text(PREFIXES + turtle, encoding="utf-8")
        return Knowledge.load(extra=tmp_path)

    return load


@pytest.mark.java
def test_a_definition_beyond_national_law_comes_with_a_witness(knowledge: Knowledge) -> None:
    result = reason(knowledge, DAY, ["palermo"])
    child = next(answer for answer in result.definitions if answer.provision.endswith("art_3__point_c"))
    assert not child.subsumed
    assert child.witness is not None
    assert list(child.witness) == list(knowledge.dimensions)
    assert child.witness["age"].endswith("/child")
    assert child.witness["means"].endswith("/none")


@pytest.mark.java
def test_an_offence_without_any_limit_takes_in_every_definition(overlay: Overlay) -> None:
    unlimited = overlay(
        """
        draft:offence a sel:Offence ; sel:family sel:TraffickingFamily ; sel:from "2026-01-02"^^xsd:date ;
            sel:encodes <https://w3id.org/selaras/akn/id/act/uu/2023/1/~art_455__para_1> ; sel:confirmation sel:Text ;
            sel:unrestricted element:act , element:means , element:purpose , element:age , element:citizenship ,
                element:route , element:stage .
        """
    )
    result = reason(unlimited, DAY)
    assert result.definitions
    assert all(answer.subsumed and answer.witness is None for answer in result.definitions)
    assert result.boxes_proved


@pytest.mark.java
def test_a_contradiction_in_the_ontology_is_reported_and_nothing_is_proved(overlay: Overlay) -> None:
    result = reason(overlay("sel:Definition owl:disjointWith sel:Encoding ."), DAY)
    assert not result.consistent
    assert not result.boxes_proved
    assert result.definitions == ()
    broken, subclass, *individual = sorted(
        result.culprits, key=lambda line: ("disjointWith" not in line, "sub" not in line)
    )
    assert broken == "sel:Definition owl:disjointWith sel:Encoding ."
    assert subclass == "sel:Definition rdfs:subClassOf sel:Encoding ."
    assert [line.split(maxsplit=1)[1] for line in individual] == ["rdf:type sel:Definition ."]


@pytest.mark.java
def test_a_class_that_can_have_no_member_is_named(overlay: Overlay) -> None:
    result = reason(
        overlay(
            """
            sel:Penalty owl:disjointWith sel:Provision .
            draft:Both a owl:Class ; rdfs:subClassOf sel:Penalty , sel:Provision .
            """
        ),
        DAY,
    )
    assert result.consistent
    assert result.unsatisfiable == ("https://w3id.org/selaras/draft/Both",)


@pytest.mark.java
def test_a_box_that_is_left_out_is_noticed(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_last(shape: tuple[int, ...], target: int) -> tuple[Box, ...]:
        return cover(shape, target)[:-1]

    monkeypatch.setattr(reasoning, "cover", without_last)
    assert not reason(knowledge, DAY).boxes_proved


@pytest.mark.java
@pytest.mark.parametrize("means", ["threat", "none"], ids=["a covered case", "a case outside the treaties"])
def test_a_box_too_many_is_noticed(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, means: str) -> None:
    # Of an adult; on the other dimensions, such as a route inside Indonesia, the first term will do.
    chosen = {"act": "recruitment", "means": means, "age": "adult"}
    case: Box = tuple(
        ([term.notation for term in dimension.spanning].index(chosen.get(name, dimension.spanning[0].notation)),)
        for name, dimension in knowledge.dimensions.items()
    )

    def with_one_more(shape: tuple[int, ...], target: int) -> tuple[Box, ...]:
        return (*cover(shape, target), case)

    monkeypatch.setattr(reasoning, "cover", with_one_more)
    assert not reason(knowledge, DAY).boxes_proved


@pytest.mark.java
def test_only_the_chosen_treaties_in_force_are_asked_about(knowledge: Knowledge) -> None:
    earlier, later = reasoning.reason_on_days(knowledge, (date(2017, 3, 7), ACTIP_BINDS), ["actip"])
    assert earlier.definitions == ()
    assert earlier.boxes_proved
    assert {answer.provision.partition("/~")[0] for answer in later.definitions} == {knowledge.instruments["actip"].iri}


def test_an_unknown_treaty_is_refused(knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match="geneva"):
        reason(knowledge, DAY, ["geneva"])


def test_missing_java_is_said_with_the_way_to_install_it(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingToolError, match=r"needs Java, which was not found.* apt install default-jre-headless$"):
        reason(knowledge, DAY)


def test_a_java_that_cannot_run_the_reasoner_is_no_verdict(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'Error: this Java is too old' >&2\nexit 1\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(MissingToolError, match=r"could not run HermiT.*this Java is too old"):
        reason(knowledge, DAY)
