"""The derived copy of the base is never a second truth."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from analyzer import cache
from analyzer.data import find_root
from analyzer.knowledge import Knowledge
from analyzer.screening import review_scope
from analyzer.service import Service

DAY = date(2026, 11, 21)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("SELARAS_NO_CACHE", raising=False)
    return tmp_path / "selaras"


def copies(home: Path, name: str = "knowledge") -> list[Path]:
    return sorted(home.glob(f"{name}-*"))


def test_the_copy_answers_like_the_files(home: Path) -> None:
    read = Service(Knowledge.load())
    assert len(copies(home)) == 1
    kept = Service(Knowledge.load())
    assert kept.gaps(DAY) == read.gaps(DAY)
    assert kept.findings(DAY) == read.findings(DAY)
    again = Service(Knowledge.load())
    assert again.findings(DAY) == read.findings(DAY)
    assert "store" not in again.knowledge.__dict__, "the copies spare parsing the files"
    assert kept.show("kuhp:455.1", DAY) == read.show("kuhp:455.1", DAY)
    assert kept.vocabulary() == read.vocabulary()
    assert len(kept.knowledge.store) == len(read.knowledge.store)


def test_deleting_it_changes_nothing(home: Path) -> None:
    before = Service(Knowledge.load()).gaps(DAY)
    shutil.rmtree(home)
    assert Service(Knowledge.load()).gaps(DAY) == before


@pytest.mark.parametrize("name", ["knowledge", "policy"])
@pytest.mark.parametrize("content", [b"", b"no pickle", b"\x80\x05N."])
def test_a_damaged_copy_is_derived_again(home: Path, name: str, content: bytes) -> None:
    before = Service(Knowledge.load()).gaps(DAY)
    (copy,) = copies(home, name)
    whole = copy.read_bytes()
    copy.write_bytes(content)
    assert Service(Knowledge.load()).gaps(DAY) == before
    assert copies(home, name) == [copy]
    assert len(copy.read_bytes()) == len(whole)


def test_changed_data_get_another_copy(home: Path, tmp_path: Path) -> None:
    Knowledge.load()
    root = tmp_path / "base"
    for folder in ("corpus", "ontology"):
        shutil.copytree(find_root() / folder, root / folder)
    assert Knowledge.load(root).provisions == Knowledge.load().provisions
    assert len(copies(home)) == 1, "the same bytes elsewhere are the same base"
    path = root / "ontology" / "scopes" / "trafficking-offences.ttl"
    path.write_text(path.read_text(encoding="utf-8").replace('"2007-04-19"', '"2008-01-01"'), encoding="utf-8")
    assert review_scope(Knowledge.load(root)).interval.start == date(2008, 1, 1)
    assert len(copies(home)) == 2


def test_only_the_newest_copies_are_kept(home: Path) -> None:
    for number in range(cache.KEPT + 3):
        cache.write("knowledge", f"{number:064}", {"number": number})
    assert len(copies(home)) == cache.KEPT


def test_it_can_be_turned_off(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELARAS_NO_CACHE", "1")
    Knowledge.load()
    assert copies(home) == []


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the cache folder would be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert Knowledge.load().provisions
