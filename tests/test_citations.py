"""Every way people cite a provision leads to the same reference, and nothing else does."""

import string
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyzer.citations import (
    LONGEST_REFERENCE,
    MOST_CITED,
    Range,
    Reference,
    fold_name,
    named_among,
    nearest,
    numbered,
    parse_reference,
    parse_references,
    without_article_words,
)
from analyzer.errors import InputError

SLUGS = ("uu-2007-21", "kuhp", "uu-2002-23", "uu-2014-35", "uu-2026-1", "palermo", "actip", "untoc", "pp-2008-9")
OTHER_NAMES = {
    "uu tppo": "uu-2007-21",
    "UU 21/2007": "uu-2007-21",
    "uu-2023-1": "kuhp",
    "Kitab Undang-Undang Hukum Pidana": "kuhp",
    "UU Perlindungan Anak": "uu-2014-35",
    "Palermo Protocol": "palermo",
    "Protokol Palermo": "palermo",
    "Protocol to Prevent, Suppress and Punish Trafficking in Persons": "palermo",
}
NAMES = {fold_name(slug): slug for slug in SLUGS} | {fold_name(name): slug for name, slug in OTHER_NAMES.items()}

WAYS_TO_WRITE = {
    "uu-2007-21": [
        "uu-2007-21",
        "UU-2007-21",
        " uu tppo ",
        "UU No. 21 Tahun 2007",
        "Law 21/2007",
        "the Law No. 21 of 2007",
    ],
    "uu-2007-21:2": ["UU No. 21 Tahun 2007 Pasal 2", "Pasal 2 UU TPPO", "Law 21/2007 Art. 2", "UU 21/2007, Pasal 2"],
    "uu-2007-21:2.1": [
        "uu-2007-21:2.1",
        "UU-2007-21 : 2 . 1",
        "uu-2007-21:2(1)",
        "UU 21/2007: Pasal 2 ayat (1)",
        "Pasal 2 ayat (1) UU 21/2007",
        "pasal 2 ayat 1 uu tppo",
        "PASAL 2 AYAT(1) UU NO.21 TAHUN 2007",
        "Pasal\u00a02  ayat ( 1 )  dari UU 21 / 2007",
        "Pasal 2 ayat (1) Undang-Undang Nomor 21 Tahun 2007",
        "Pasal 2 ayat (1) Undang-Undang Republik Indonesia Nomor 21 Tahun 2007",
        "Psl 2 ayat (1) UU RI No 21 Thn 2007",
        "Law 21/2007 Art. 2(1)",
        "Law No. 21 of 2007, Article 2 (1)",
        "Article 2, paragraph 1, of Law Number 21 Year 2007",
        "Law 21/2007 2(1)",
        "2(1) UU TPPO",
        '"Pasal 2 ayat (1) UU TPPO"',
    ],
    "uu-2007-21:1.7": ["Pasal 1 angka 7 UU TPPO", "Law No. 21 of 2007 Article 1(7)", "Pasal 1 butir 7 UU 21/2007"],
    "uu-2007-21:15.2.a": [
        "Pasal 15 ayat (2) huruf a Undang-Undang Nomor 21 Tahun 2007",
        "Pasal 15 ayat (2) huruf (A) UU TPPO",
        "UU TPPO Pasal 15 ayat 2 huruf a",
        "Art 15.2.a Law 21/2007",
    ],
    "uu-2014-35:83": ["pasal 83 UU Perlindungan Anak", "Pasal 83 Undang-Undang Perlindungan Anak", "UU 35/2014 Ps. 83"],
    "uu-2014-35:76F": [
        "uu-2014-35:76f",
        "Pasal 76F UU 35/2014",
        "pasal 76f uu perlindungan anak",
        "Article 76F Law 35/2014",
    ],
    "uu-2026-1:IX": ["Pasal IX UU 1/2026", "pasal ix uu no. 1 tahun 2026", "uu-2026-1:ix"],
    "uu-2026-1:minima": ["uu-2026-1:minima", "UU 1/2026: Minima"],
    "pp-2008-9:3": [
        "Pasal 3 PP 9/2008",
        "PP No. 9 Tahun 2008 Pasal 3",
        "Article 3 of Government Regulation No. 9 of 2008",
    ],
    "kuhp:455": [
        "uu-2023-1:455",
        "Pasal 455 KUHP",
        "KUHP 455",
        "Pasal 455 UU 1/2023",
        "Pasal 455 Kitab Undang-undang Hukum Pidana",
    ],
    "kuhp:455.1": ["Ps. 455 ayat 1 KUHP", "KUHP 455(1)", "KUHP 455 (1)", "kuhp:455.1", "KUHP 455.1"],
    "kuhp:622.1.q": ["kuhp:622.1.q", "Pasal 622 ayat (1) huruf q KUHP", "KUHP 622(1)(q)"],
    "kuhp:622.1.cc": ["kuhp:622.1.cc", "Pasal 622 ayat (1) huruf cc KUHP", "KUHP Art. 622(1)(cc)"],
    "uu-2007-21:chapter-ii": [
        "uu-2007-21:chapter-ii",
        "Bab II UU 21/2007",
        "BAB II UU TPPO",
        "UU TPPO, Bab II",
        "Chapter II Law 21/2007",
        "Chapter II of Law No. 21 of 2007",
        "Law 21/2007 Chapter II",
    ],
    "kuhp:book-2.chapter-xv": [
        "kuhp:book-2.chapter-xv",
        "Bab XV Buku Kedua KUHP",
        "KUHP Buku Kedua Bab XV",
        "KUHP Book Two Chapter XV",
    ],
    "kuhp:455.1.1": ["Pasal 455 ayat (1) ke-1 KUHP"],
    "palermo:3.c": [
        "palermo:3.c",
        "Palermo 3(c)",
        "Pasal 3 huruf c Protokol Palermo",
        "Art. 3(c) Palermo Protocol",
        "art.3 (C) of the PALERMO PROTOCOL",
        "Article 3, subparagraph (c), of the Palermo Protocol",
        "Article 3(c) of the Protocol to Prevent, Suppress and Punish Trafficking in Persons",
    ],
    "palermo:5.2.c": ["Article 5(2)(c) of the Palermo Protocol", "Article 5, paragraph 2 (c), Palermo"],
    "actip:5.3.b": ["ACTIP 5.3.b", "ACTIP 5(3)(b)", "Art. 5.3(b) ACTIP", "Pasal 5 ayat (3) huruf b ACTIP"],
    "actip:14.7": ["Art 14.7 ACTIP", "actip:14.7", "ACTIP Art. 14(7)"],
}


@pytest.mark.parametrize(("short", "text"), [(short, text) for short, texts in WAYS_TO_WRITE.items() for text in texts])
def test_a_citation_is_read_into_its_short_form(short: str, text: str) -> None:
    assert str(parse_reference(text, NAMES)) == short


def test_the_numbers_of_a_provision_are_read_where_no_law_is_named() -> None:
    for text, path in (
        ("Pasal 455", ("455",)),
        ("psl. 76f", ("76F",)),
        ("Art. 3(c)", ("3", "c")),
        ("Pasal 4 ayat (2) huruf a", ("4", "2", "a")),
        ("article IX", ("IX",)),
        ("17", ("17",)),
    ):
        assert numbered(text) == path
    for text in ("Pasal 17 UU TPPO", "korban anak", "21/2007", "3 korban", "pasal", "", "i", "\x00"):
        assert numbered(text) == ()


def test_the_words_before_the_number_of_an_article_are_left_out_and_no_others() -> None:
    for text in ("Pasal 17", "psl 17", "Art. 17", "article 17"):
        assert without_article_words(text) == "17"
    assert without_article_words("works of art in Article 5") == "works of art in 5"


def test_the_numbers_are_kept_as_a_path_from_the_article_down() -> None:
    assert parse_reference("Pasal 15 ayat (2) huruf a UU TPPO", NAMES) == Reference("uu-2007-21", ("15", "2", "a"))
    assert parse_reference("KUHP", NAMES) == Reference("kuhp")


def test_a_law_absent_from_the_names_is_refused_with_known_ones_and_the_forms_that_work() -> None:
    with pytest.raises(InputError) as refused:
        parse_reference("Pasal 2 UU 99/1999", NAMES)
    assert str(refused.value) == (
        '"Pasal 2 UU 99/1999": no instrument is called "uu 99/1999" '
        "(known: actip, kuhp, palermo, pp-2008-9, untoc, uu-2002-23, ...); "
        'write "uu-2007-21:2.1", "Pasal 2 ayat (1) UU 21/2007" or "Art. 3(c) Palermo Protocol"'
    )


@pytest.mark.parametrize(
    "text",
    ["uu-1999-99:2", "UU 99/1999", "Law No. 99 of 1999 Article 1", "Geneva 3(c)", "nonsense", "Pasal 2 UU Ini dan Itu"],
)
def test_an_unknown_instrument_is_named_in_the_refusal(text: str) -> None:
    with pytest.raises(InputError, match="no instrument is called"):
        parse_reference(text, NAMES)


@pytest.mark.parametrize(
    "text",
    [
        "Pasal 2 jo. Pasal 10 UU 21/2007",
        "Pasal 2 jo UU 21/2007",
        "Pasal 2 dan 3 UU TPPO",
        "Pasal 2 dan Pasal 3 UU TPPO",
        "Articles 2 and 3 of Law 21/2007",
        "Pasal 2-6 UU TPPO",
        "Pasal 2 \u2013 6 UU TPPO",
        "Pasal 2 s.d. 6 UU TPPO",
        "Pasal 2 sampai dengan Pasal 6 UU TPPO",
        "Pasal 2 ayat (1) dan ayat (2) UU TPPO",
        "Pasal 2 ayat (1), (2) UU TPPO",
        "Art. 3, 5 Palermo Protocol",
        "Palermo 3, 5",
        "uu-2007-21:2-6",
        "uu-2007-21:2.1, kuhp:455",
        "Pasal 15 ayat (2) huruf a dan b UU TPPO",
        "UU TPPO jo. KUHP Pasal 455",
    ],
)
def test_ranges_lists_and_joined_provisions_are_refused_one_at_a_time(text: str) -> None:
    with pytest.raises(InputError, match="one provision at a time"):
        parse_reference(text, NAMES)


@pytest.mark.parametrize(
    "text", ["Pasal 2", "2", "kuhp:", ":", ":2", "Pasal", "UU", "kuhp:2..1", "kuhp:.", "Pasal 2 ayat UU TPPO", "()"]
)
def test_half_a_reference_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_reference(text, NAMES)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is empty"):
        parse_reference(text, NAMES)


@pytest.mark.parametrize("text", ["kuhp:455\x00", "kuhp\n:455", "kuhp\x1b[31m:455", "kuhp:4\u202e55"])
def test_control_characters_are_refused_and_never_printed_back(text: str) -> None:
    with pytest.raises(InputError, match="control character") as refused:
        parse_reference(text, NAMES)
    assert str(refused.value).isprintable()


def test_a_long_text_is_refused_in_a_short_line() -> None:
    with pytest.raises(InputError, match="longer than 200 characters") as refused:
        parse_reference("Pasal 2 " * 26, NAMES)
    assert len(str(refused.value)) < 250


def test_a_year_after_a_name_is_no_article() -> None:
    with pytest.raises(InputError):
        parse_reference("KUHP 2023", NAMES)
    assert str(parse_reference("Pasal 1365 KUHP", NAMES)) == "kuhp:1365"


def test_of_two_names_that_fit_the_longer_one_is_meant() -> None:
    names = NAMES | {fold_name("Protocol"): "untoc", fold_name("Protocol 2"): "palermo"}
    assert str(parse_reference("Protocol 2 5", names)) == "palermo:5"
    assert str(parse_reference("Protocol 2", names)) == "palermo"


def test_an_empty_name_never_stands_for_an_instrument() -> None:
    with pytest.raises(InputError):
        parse_reference("Pasal 2 No.", NAMES | {"": "kuhp"})


def test_spellings_of_one_name_fold_together_and_other_names_stay_apart() -> None:
    spellings = ["UU 21/2007", "uu no. 21 tahun 2007", "Undang-Undang Nomor 21 Tahun 2007", "UU  No.21  Thn 2007"]
    assert {fold_name(spelling) for spelling in spellings} == {"uu 21 2007"}
    assert fold_name("Law No. 21 of 2007") == fold_name("Law Number 21 Year 2007") == fold_name("law 21/2007")
    assert fold_name("UU 21/2007") != fold_name("UU 2/12007")


@pytest.mark.parametrize(
    ("instrument", "path"), [("KUHP", ()), ("", ()), ("kuhp", ("2.1",)), ("kuhp", ("",)), ("kuhp", ("a",) * 200)]
)
def test_a_reference_that_could_not_be_read_back_is_never_made(instrument: str, path: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        Reference(instrument, path)


@pytest.mark.parametrize("piece", [" ", "pasal ", "(", "1(", "ayat ", "a-", "1.", "-", " 1", ",", "ivx", "uu 1 "])
def test_reading_time_stays_short_for_repetitive_text(piece: str) -> None:
    text = "pasal 1" + piece * (190 // len(piece)) + "!"
    start = time.perf_counter()
    with pytest.raises(InputError):
        parse_reference(text, NAMES)
    assert time.perf_counter() - start < 0.05


SEVERAL = {
    "Pasal 2 ayat (1) jo. Pasal 17 UU No. 21 Tahun 2007": "uu-2007-21:2.1 uu-2007-21:17",
    "Pasal 2 ayat (1) dan ayat (2) UU 21/2007": "uu-2007-21:2.1 uu-2007-21:2.2",
    "Pasal 2 ayat (1), ayat (2) UU TPPO": "uu-2007-21:2.1 uu-2007-21:2.2",
    "Pasal 2 ayat (1), (2) UU TPPO": "uu-2007-21:2.1 uu-2007-21:2.2",
    "Pasal 2 ayat 1 dan 2 UU TPPO": "uu-2007-21:2.1 uu-2007-21:2.2",
    "Pasal 1 angka 7 dan 8 UU TPPO": "uu-2007-21:1.7 uu-2007-21:1.8",
    "Pasal 15 ayat (2) huruf a dan b UU TPPO": "uu-2007-21:15.2.a uu-2007-21:15.2.b",
    "Pasal 5 ayat (1) huruf a dan ayat (2) huruf b UU TPPO": "uu-2007-21:5.1.a uu-2007-21:5.2.b",
    "Pasal 622 ayat (1) huruf q dan cc KUHP": "kuhp:622.1.q kuhp:622.1.cc",
    "Pasal 3, 4 dan 6 UU TPPO": "uu-2007-21:3 uu-2007-21:4 uu-2007-21:6",
    "UU TPPO Pasal 3, 4, dan 6": "uu-2007-21:3 uu-2007-21:4 uu-2007-21:6",
    "Articles 2 and 3 of Law 21/2007": "uu-2007-21:2 uu-2007-21:3",
    "Art. 5(2)(a), (c) and (3) Palermo": "palermo:5.2.a palermo:5.2.c palermo:5.3",
    "Art. 3(c), 5 and 9(5) of the Palermo Protocol": "palermo:3.c palermo:5 palermo:9.5",
    "Palermo 3, 5": "palermo:3 palermo:5",
    "KUHP 455 dan 456": "kuhp:455 kuhp:456",
    "Pasal 76F jo. Pasal 83 UU 35/2014": "uu-2014-35:76F uu-2014-35:83",
    "Pasal I dan II UU 1/2026": "uu-2026-1:I uu-2026-1:II",
    "Bab II dan III UU 21/2007": "uu-2007-21:chapter-ii uu-2007-21:chapter-iii",
    "Pasal 455 KUHP jo. Pasal 17 UU TPPO": "kuhp:455 uu-2007-21:17",
    "UU TPPO Pasal 2, 3 dan Pasal 6 jo. KUHP Pasal 455": "uu-2007-21:2 uu-2007-21:3 uu-2007-21:6 kuhp:455",
    "Pasal 2, 3, dan 4 UU TPPO jo. Pasal 55 ayat (1) ke-1 KUHP": ("uu-2007-21:2 uu-2007-21:3 uu-2007-21:4 kuhp:55.1.1"),
    "Pasal 88 jo Pasal 76I UU No. 35 Tahun 2014 dan/atau Pasal 12 UU TPPO": (
        "uu-2014-35:88 uu-2014-35:76I uu-2007-21:12"
    ),
    "UU TPPO jo. KUHP Pasal 455": "uu-2007-21 kuhp:455",
    "Protocol to Prevent, Suppress and Punish Trafficking in Persons Art. 3(a) and (c)": "palermo:3.a palermo:3.c",
    "uu-2007-21:2.1, kuhp:455": "uu-2007-21:2.1 kuhp:455",
    "uu-2007-21:2.1 kuhp:455": "uu-2007-21:2.1 kuhp:455",
    "Pasal 2-6 UU 21/2007": "uu-2007-21:2-6",
    "Pasal 2 \u2013 6 UU TPPO": "uu-2007-21:2-6",
    "Pasal 2 s.d. 6 UU TPPO": "uu-2007-21:2-6",
    "Pasal 2 sampai dengan Pasal 6 UU TPPO": "uu-2007-21:2-6",
    "Arts. 3 to 6 Law 21/2007": "uu-2007-21:3-6",
    "Pasal 76A-76J jo. Pasal 83 UU 35/2014": "uu-2014-35:76A-76J uu-2014-35:83",
}


@pytest.mark.parametrize(("text", "short"), SEVERAL.items())
def test_several_provisions_are_read_as_lawyers_cite_them(text: str, short: str) -> None:
    assert " ".join(map(str, parse_references(text, NAMES))) == short
    assert " ".join(map(str, parse_references(text.upper(), NAMES))) == short


@pytest.mark.parametrize("text", [text for texts in WAYS_TO_WRITE.values() for text in texts])
def test_one_provision_is_read_alike_where_several_may_stand(text: str) -> None:
    assert parse_references(text, NAMES) == (parse_reference(text, NAMES),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Pasal 2 jo UU 21/2007", "names no instrument"),
        ("Pasal 2 dan 3", "names no instrument"),
        ("Pasal 6-2 UU TPPO", "runs backwards"),
        ("Pasal 2-99 UU TPPO", "spans more than 50 articles"),
        ("Pasal 2 ayat (1)-(3) UU TPPO", "goes over whole articles"),
        ("Pasal I-IX UU 1/2026", "cannot begin or end a range"),
        ("Pasal 2 dan huruf b UU TPPO", "follows nothing"),
        ("Pasal 2 jo. Pasal 10 UU 99/1999", 'no instrument is called "uu 99/1999"'),
        ("Pasal 2, entahlah, UU TPPO", "cannot be read|no instrument is called"),
    ],
)
def test_what_cannot_be_read_as_several_is_refused_with_the_reason(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_references(text, NAMES)


AS_AMENDED = [
    "Pasal 76I UU 23/2002 sebagaimana diubah dengan UU 35/2014",
    "Pasal 76I UU 23/2002, sebagaimana telah diubah dengan UU No. 35 Tahun 2014",
    "Pasal 76I UU 23/2002 sebagaimana telah beberapa kali diubah, terakhir dengan UU 35/2014",
    "Pasal 76I UU 23/2002 yang telah diubah oleh UU Perlindungan Anak",
    "Pasal 76I UU No. 23 Tahun 2002 tentang Perlindungan Anak sebagaimana telah diubah dengan UU No. 35 Tahun 2014",
    "UU 23/2002 Pasal 76I sebagaimana diubah dengan UU 35/2014",
    "UU 23/2002 (sebagaimana diubah dengan UU 35/2014) Pasal 76I",
    "Article 76I of Law No. 23 of 2002, as last amended by Law 35/2014",
    "Art. 76I Law 23/2002 as amended by Law No. 35 of 2014 on Child Protection",
]


@pytest.mark.parametrize("text", AS_AMENDED)
def test_a_law_cited_as_amended_means_the_amending_law_and_remembers_the_amended_one(text: str) -> None:
    for reference in (parse_reference(text, NAMES), *parse_references(text, NAMES)):
        assert isinstance(reference, Reference)
        assert (str(reference), reference.amended) == ("uu-2014-35:76I", ("uu-2002-23",))


def test_of_a_law_amended_twice_the_last_amendment_comes_first() -> None:
    text = "Pasal 81 UU 23/2002 sebagaimana diubah dengan UU 35/2014 dan terakhir dengan UU 1/2026"
    assert parse_reference(text, NAMES).amended == ("uu-2014-35", "uu-2002-23")
    assert str(parse_reference(text, NAMES)) == "uu-2026-1:81"


def test_several_provisions_of_a_law_as_amended_all_lie_in_the_amending_law() -> None:
    text = "Pasal 76F jo. Pasal 83 UU 23/2002 sebagaimana diubah dengan UU 35/2014 jo. Pasal 17 UU TPPO"
    assert " ".join(map(str, parse_references(text, NAMES))) == "uu-2014-35:76F uu-2014-35:83 uu-2007-21:17"


def test_an_unknown_amending_law_is_refused_rather_than_left_aside() -> None:
    with pytest.raises(InputError, match="no instrument is called"):
        parse_reference("Pasal 76I UU 23/2002 sebagaimana diubah dengan UU 99/1999", NAMES)


@pytest.mark.parametrize(
    ("text", "slug", "others"),
    [
        ("debt bondage in Law 21/2007?", "uu-2007-21", "debt bondage in"),
        ("hak korban menurut UU No. 21 Tahun 2007 tentang apa", "uu-2007-21", "hak korban menurut tentang apa"),
        ("anak Palermo Protocol", "palermo", "anak"),
        ("debt bondage", None, "debt bondage"),
    ],
)
def test_a_law_is_read_among_other_words(text: str, slug: str | None, others: str) -> None:
    assert named_among(text, NAMES) == (slug, others)


def test_the_nearest_articles_stand_around_the_one_cited_in_the_order_of_their_numbers() -> None:
    numbers = ("1", "9", "10", "76A", "76F", "76H", "77", "100")
    known = [*(Reference("kuhp", (number,)) for number in numbers), Reference("kuhp", ("76F", "1"))]
    around = {"76G": "76A 76F 76H 77", "2": "1 9 10 76A", "999": "76F 76H 77 100", "annex": ""}
    for cited, expected in around.items():
        assert " ".join(near.path[0] for near in nearest(Reference("kuhp", (cited,)), known)) == expected


def test_a_range_holds_the_articles_between_its_ends_and_nothing_else() -> None:
    known = [
        *(Reference("uu-2014-35", (number,)) for number in ("76", "76A", "76F", "76J", "76K", "77", "IX", "annex")),
        Reference("uu-2014-35", ("76F", "1")),
        Reference("kuhp", ("76F",)),
    ]
    held = Range("uu-2014-35", "76a", "76J").within(known)
    assert [str(reference) for reference in held] == ["uu-2014-35:76A", "uu-2014-35:76F", "uu-2014-35:76J"]


@pytest.mark.parametrize(
    "piece", ["1-", "1,", "(1)", " dan 1", "jo ", " 1 to", "a,", "i-", "-", "kuhp:1 ", "pasal 1 ", " as last last"]
)
def test_reading_several_stays_quick_for_repetitive_text(piece: str) -> None:
    text = "pasal 1" + piece * (190 // len(piece)) + "!"
    start = time.perf_counter()
    with pytest.raises(InputError):
        parse_references(text, NAMES)
    assert time.perf_counter() - start < 0.2


numbers = st.from_regex(r"[0-9]{1,4}[A-Za-z]{0,3}", fullmatch=True)
words = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}(-[a-z0-9]{1,4})?", fullmatch=True)
references = st.builds(Reference, st.sampled_from(SLUGS), st.lists(numbers | words, max_size=5).map(tuple))


@given(references)
def test_the_short_form_reads_back_as_the_same_reference(reference: Reference) -> None:
    assert parse_reference(str(reference), NAMES) == reference
    assert parse_reference(f"  {str(reference).upper()} ", NAMES) == reference


@given(
    st.text(max_size=LONGEST_REFERENCE + 20)
    | st.text(alphabet=string.printable, max_size=80)
    | st.lists(
        st.sampled_from(["pasal ", "ayat", "(1)", " uu ", "21/2007", ":", ".", "kuhp", "\ufb01", "ix", "-", " "])
    ).map("".join)
)
@example("\ud800")
@example("\u0130" * 200)
@example("kuhp:" + "\ufdfa" * 150)
def test_arbitrary_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        reference = parse_reference(text, NAMES)
    except InputError as refusal:
        assert str(refusal).isprintable()
    else:
        assert parse_reference(str(reference), NAMES) == reference


@given(
    st.text(max_size=LONGEST_REFERENCE + 20)
    | st.lists(
        st.sampled_from(
            [
                *(
                    "pasal ",
                    "ayat ",
                    "(1)",
                    " uu ",
                    "21/2007",
                    ":",
                    ".",
                    "kuhp",
                    "\ufb01",
                    "ix",
                    "-",
                    " ",
                    ", ",
                    "2",
                    "a",
                ),
                *(
                    " dan ",
                    " jo. ",
                    " s.d. ",
                    " uu tppo",
                    " as amended by ",
                    "bab ",
                    "ii",
                    "huruf ",
                    "uu-2007-21:2.1",
                    "buku kedua ",
                ),
            ]
        )
    ).map("".join)
)
def test_arbitrary_text_cites_something_or_is_refused_in_one_line(text: str) -> None:
    try:
        cited = parse_references(text, NAMES)
    except InputError as refusal:
        assert str(refusal).isprintable()
    else:
        assert 0 < len(cited) <= MOST_CITED
        for one in cited:
            assert parse_references(str(one), NAMES) == (one,)


articles = st.integers(1, 999).map(str) | st.builds("{}{}".format, st.integers(1, 999), st.sampled_from("ABCF"))
paragraphs = st.none() | st.integers(1, 40).map(str)
letters = st.none() | st.sampled_from(string.ascii_lowercase)


@given(articles, paragraphs, letters)
def test_one_provision_written_in_every_form_is_one_reference(
    article: str, paragraph: str | None, letter: str | None
) -> None:
    path = tuple(number for number in (article, paragraph, letter) if number)
    indonesian = (
        f"Pasal {article}" + (f" ayat ({paragraph})" if paragraph else "") + (f" huruf {letter}" if letter else "")
    )
    english = article + "".join(f"({number})" for number in path[1:])
    dotted = ".".join(path)
    texts = [
        f"uu-2007-21:{dotted}",
        f"{indonesian} UU 21/2007",
        f"{indonesian} Undang-Undang Nomor 21 Tahun 2007",
        f"UU No. 21 Tahun 2007 {indonesian}",
        f"{indonesian} UU TPPO".upper(),
        f"Article {english} of Law No. 21 of 2007",
        f"Law 21/2007 Art. {english}",
        f"Law 21/2007 {english}",
        f"Art {dotted} UU TPPO",
        f"UU TPPO {dotted}",
    ]
    assert {parse_reference(text, NAMES) for text in texts} == {Reference("uu-2007-21", path)}


ranges = st.builds(
    lambda slug, first, length: Range(slug, str(first), str(first + length)),
    st.sampled_from(SLUGS),
    st.integers(1, 900),
    st.integers(0, MOST_CITED - 1),
)
plain_references = st.builds(
    lambda slug, article, paragraph, letter: Reference(slug, tuple(filter(None, (article, paragraph, letter)))),
    st.sampled_from(SLUGS),
    articles,
    st.integers(1, 40).map(str),
    letters,
)


@given(
    st.lists(plain_references | ranges, min_size=1, max_size=6), st.sampled_from([", ", " ", "; ", " dan ", " jo. "])
)
def test_short_forms_joined_in_any_way_read_back(cited: list[Reference | Range], joint: str) -> None:
    assert parse_references(joint.join(map(str, cited)), NAMES) == tuple(cited)


@given(st.lists(articles, min_size=1, max_size=8))
def test_a_list_of_articles_reads_alike_before_and_after_the_name(numbers: list[str]) -> None:
    expected = tuple(Reference("uu-2007-21", (number,)) for number in numbers)
    listed = ", ".join(numbers[:-1]) + (" dan " if numbers[1:] else "") + numbers[-1]
    joined = " jo. ".join(f"Pasal {number}" for number in numbers)
    for text in (f"Pasal {listed} UU TPPO", f"UU TPPO Pasal {listed}", f"{joined} UU 21/2007", f"UU TPPO {joined}"):
        assert parse_references(text, NAMES) == expected
