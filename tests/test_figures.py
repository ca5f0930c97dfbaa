"""Figures held to law texts: what agrees, what differs, and what a damaged scan still tells. All texts are invented."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from analyzer.check import Finding
from analyzer.errors import InputError
from analyzer.figures import check_figures, digest_figures, read_figures, words_value
from analyzer.knowledge import Knowledge
from tests.conftest import Run

INCITEMENT = "https://w3id.org/selaras/penalty/uu-2007-21-9"

ARTICLE_9 = (
    "Barang siapa membujuk: kurungan badan, paling singkat 1 (satu) tahun, tetapi paling lama 6 (enam) tahun; uangnya, "
    "paling sedikit Rp40.000.000,00 (empat puluh juta rupiah). Batas atasnya ialah: paling banyak Rp240.000.000,00 "
    "(dua ratus empat puluh juta rupiah)."
)

Compare: TypeAlias = Callable[..., list[Finding]]
"""Writes the text of Article 9 of Law 21/2007 and returns what `check_figures` says of one subject."""


@pytest.fixture
def compare(knowledge: Knowledge, tmp_path: Path) -> Compare:
    def compared(text: str, subject: str = INCITEMENT, name: str = "uu-2007-21") -> list[Finding]:
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
        return [finding for finding in check_figures(knowledge, tmp_path) if finding.subject == subject]

    return compared


def test_a_text_that_says_the_same_gives_no_finding(compare: Compare) -> None:
    assert compare(f"Pasal 9\n{ARTICLE_9}\nPasal 10\nLain.\n") == []


def test_a_term_that_differs_is_an_error_that_names_both(compare: Compare) -> None:
    (finding,) = compare(f"Pasal 9\n{ARTICLE_9.replace('6 (enam)', '8 (delapan)')}\n")
    assert (finding.severity, finding.check) == ("error", "figure-differs")
    assert "uu-2007-21:9: greatest 6 years (text: least 1 years; greatest 8 years" in finding.message.en


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("6 (enam)", "6 (tujuh)"),
        ("6 (enam)", "7 (enam)"),
        ("empat puluh juta", "empat puluh ribu"),
        ("Rp240.000.000,00", "Rp250.000.000,00"),
        ("paling singkat 1", "paling lama 1"),
    ],
)
def test_digits_words_and_bound_must_all_agree(compare: Compare, right: str, wrong: str) -> None:
    assert [found.check for found in compare(f"Pasal 9\n{ARTICLE_9.replace(right, wrong, 1)}\n")] == ["figure-differs"]


@pytest.mark.parametrize(
    ("printed", "scanned"),
    [
        ("Rp40.000.000,00", "Rp4O.OOO.0O0,00"),
        ("Rp240.000.000,00", "Rp 240. 000.000,OO"),
        ("1 (satu)", "l (satu)"),
        ("6 (enam)", "6 ^(enam)"),
        ("6 (enam)", "6 (enqm)"),
        ("lama", "^lama"),
    ],
)
def test_a_damaged_scan_is_read(compare: Compare, printed: str, scanned: str) -> None:
    assert compare(f"Pasal 9\n{ARTICLE_9.replace(printed, scanned)}\n") == []


def test_an_article_that_is_not_found_is_a_warning(compare: Compare) -> None:
    (finding,) = compare(f"Pasal 8\n{ARTICLE_9}\n")
    assert (finding.severity, finding.check) == ("warning", "figure-not-found")
    assert "uu-2007-21:9" in finding.message.en


def test_an_article_without_figures_is_not_found_either(compare: Compare) -> None:
    assert [finding.check for finding in compare("Pasal 9\nHalaman ini hilang.\n")] == ["figure-not-found"]


@pytest.mark.parametrize("heading", ["Pasal 9", "Pasa1 9", "# **Pasal 9**", "5. Ketentuan Pasal 9 diubah:"])
def test_an_article_is_found_by_its_heading(compare: Compare, heading: str) -> None:
    assert compare(f"{heading}\n{ARTICLE_9}\n") == []


def test_a_paragraph_is_held_to_its_own_figures(compare: Compare) -> None:
    first = "(1) Penyerang dipenjara paling singkat 1 (satu) tahun dan paling lama 5 (lima) tahun serta didenda"
    fines = "paling sedikit Rp40.000.000,00 (empat puluh juta rupiah) dan paling banyak {greatest}."
    text = f"Pasal 21\n{first} {fines}\n(2) Bila luka, paling lama 9 (sembilan) tahun.\n"
    penalty = "https://w3id.org/selaras/penalty/uu-2007-21-21.1"
    assert compare(text.format(greatest="Rp200.000.000,00 (dua ratus juta rupiah)"), penalty) == []
    assert compare(text.format(greatest="Rp2.000.000,00 (dua juta rupiah)"), penalty) != []


@pytest.mark.parametrize(("category", "agrees"), [("VI", True), ("M", True), ("V", False), ("VIII", False)])
def test_a_fine_by_category_is_compared_as_category(compare: Compare, category: str, agrees: bool) -> None:
    text = (
        f"Pasal 345\nPedagang:\na. organ, paling lama 7 (tujuh) tahun atau denda paling banyak kategori {category};\n"
    )
    found = compare(text, "https://w3id.org/selaras/penalty/kuhp-345.a", "uu-2023-1")
    assert (found == []) is agrees


def test_a_minimum_in_months_is_compared_in_months(compare: Compare) -> None:
    text = (
        "Pasal 38\nPaling singkat 6 (enam) {unit} dan paling lama 6 (enam) tahun dan/atau "
        "paling sedikit Rp250.000.000,00 (dua ratus lima puluh juta rupiah); tapi "
        "paling banyak Rp3.000.000.000,00 (tiga miliar rupiah)"
    )
    penalty = "https://w3id.org/selaras/penalty/uu-2008-44-38"
    assert compare(text.format(unit="bulan"), penalty, "uu-2008-44") == []
    assert compare(text.format(unit="tahun"), penalty, "uu-2008-44") != []


@pytest.mark.parametrize("joined", ["7 (tujuh) tahun 6 (enam) Bulan", "7 (tujuh) tahun dan 6 (enam) bulan"])
def test_months_beside_years_share_their_bound(joined: str) -> None:
    read = [str(reading) for reading in read_figures(f"Hakim korup: penjara paling lama {joined}.")]
    assert read == ["greatest 7 years", "greatest 6 months"]


def test_months_beside_an_age_are_no_term() -> None:
    assert read_figures("Anak berumur 7 (tujuh) tahun 6 (enam) bulan.") == []


def test_a_provision_is_also_sought_in_the_law_that_changed_it(compare: Compare) -> None:
    text = "Pasal 41\nPembocor: paling lama 7 (tujuh) tahun, paling banyak Rp500.000.000,00 (lima ratus juta rupiah).\n"
    assert compare(text, "https://w3id.org/selaras/penalty/uu-2006-13-41", "uu-2014-31") == []


def test_the_numbers_of_a_digest_are_compared_too(compare: Compare) -> None:
    digest = "https://w3id.org/selaras/akn/id/act/uu/2002/23/~art_79"
    text = (
        "Pasal 79\nPelanggar Pasal {article} dipenjara paling lama 5 (lima) tahun atau didenda paling banyak {fine}.\n"
    )
    fine = "Rp100.000.000,00 (seratus juta rupiah)"
    assert compare(text.format(article="39 ayat (1)", fine=fine), digest, "uu-2002-23") == []
    (finding,) = compare(text.format(article="93", fine="Rp1.000.000,00 (satu juta rupiah)"), digest, "uu-2002-23")
    assert finding.message.en.endswith("Found: 100000000 rupiah, Pasal 39.")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("dua belas", 12),
        ("sebelas", 11),
        ("sepuluh", 10),
        ("seratus dua puluh juta rupiah", 120_000_000),
        ("satu miliar lima ratus juta rupiah", 1_500_000_000),
        ("lima be1as milyar", 15_000_000_000),
        ("seribu", 1000),
        ("tqjuh", None),
        ("", None),
    ],
)
def test_indonesian_number_words_are_read(words: str, value: int | None) -> None:
    assert words_value(words) == value


def test_a_digest_gives_terms_amounts_and_categories_but_no_ages() -> None:
    digest = (
        "Anak di bawah dua belas tahun: penjara dua sampai tujuh tahun dan denda kategori III sampai V; Rp1,5 miliar."
    )
    found = [str(figure) for figure in digest_figures(digest)]
    assert found == ["2 years", "7 years", "1500000000 rupiah", "category III", "category V"]


def test_a_reading_shows_both_ways_where_they_differ() -> None:
    (reading,) = read_figures("paling lama 7 (enam) tahun")
    assert str(reading) == "greatest 7 years / greatest 6 years"


def test_the_command_prints_one_line_a_finding_and_fails_on_errors(run: Run, tmp_path: Path) -> None:
    (tmp_path / "uu-2007-21.md").write_text(f"Pasal 9\n{ARTICLE_9.replace('6 (enam)', '8 (delapan)')}\n", "utf-8")
    outcome = run("check", "--texts", str(tmp_path))
    assert outcome.code == 1
    assert sum(line.startswith(f"error figure-differs {INCITEMENT}: ") for line in outcome.out.splitlines()) == 1


def test_a_folder_without_law_texts_is_bad_input(knowledge: Knowledge, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"holds no law text; name a folder with files called <slug>\.md"):
        check_figures(knowledge, tmp_path)


def test_coverage_and_texts_are_two_questions(run: Run, tmp_path: Path) -> None:
    outcome = run("check", "--coverage", "--texts", str(tmp_path))
    assert outcome.code == 2
    assert "give one of them" in outcome.err
