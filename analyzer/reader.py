"""Reads the law and what is encoded of it from the store: one query and one constructor for each kind of value.

No rule of law is decided here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from analyzer.citations import Reference
from analyzer.errors import DataError
from analyzer.model import (
    INSTRUMENT_LINKS,
    NORM_SIDES,
    AccessoryOffence,
    Aggravation,
    AncillaryRule,
    Circumstance,
    Concept,
    Coverage,
    Dimension,
    Division,
    Doubt,
    Elucidation,
    Encoding,
    GlossaryTerm,
    Instrument,
    Interval,
    Need,
    Opening,
    Penalty,
    PrisonCap,
    Provision,
    Redirection,
    Remark,
    Review,
    ReviewScope,
    Term,
    TermMapping,
)
from analyzer.queries import Queries, Row
from analyzer.rows import grouped, local_name, optional_text_of, text_of
from analyzer.store import Store
from analyzer.text import Text

LAW = ("instruments", "provisions", "divisions", "elucidations", "concepts", "glossary")
"""The methods that read the law itself and its terms, of which encodings and drafts only say something."""

STATEMENTS = (
    *("Draft", "Definition", "Offence", "AccessoryOffence", "Aggravation", "AncillaryRule", "Redirection", "Reading"),
    *("Penalty", "PrisonCap", "Doubt", "Norm", "Assessment"),
)
"""The classes of what is said of the law: none of the methods in `LAW` reads them."""

_Item = TypeVar("_Item")
_COVERAGE = {coverage.notation: coverage for coverage in Coverage}


class Reader:
    """Turns rows into values; one method a kind of value."""

    def __init__(self, store: Store, queries: Queries) -> None:
        """Read terms, dimensions and penalties at once, to which almost everything else refers."""
        self._store = store
        self._queries = queries
        dimension_rows = list(self._rows("dimensions"))
        self._dimension_of_scheme = {row["dimension"]: row["notation"] for row in dimension_rows}
        self.terms = {
            row["term"]: Term(
                iri=row["term"],
                notation=row["notation"],
                dimension=row["dimension"],
                order=row["termOrder"],
                spans=row["spans"] is not None,
                label=text_of(row, "label"),
                definition=text_of(row, "definition"),
                years=None
                if row["minimumYears"] is None
                else (row["minimumYears"], row["maximumYears"], row["exampleYears"]),
                excludes=bool(row["excludes"]),
                only_with=row["onlyWith"],
                examples=optional_text_of(row, "example"),
            )
            for row in self._rows("terms")
        }
        self.dimensions = {
            row["notation"]: Dimension(
                notation=row["notation"],
                compared=bool(row["compared"]),
                label=text_of(row, "label"),
                question=text_of(row, "question"),
                terms=tuple(term for term in self.terms.values() if term.dimension == row["notation"]),
                note=optional_text_of(row, "note"),
            )
            for row in dimension_rows
        }
        self.penalties = self._penalties()

    def _rows(self, name: str) -> Iterable[Row]:
        return self._queries.rows(self._store, f"model/{name}")

    def law(self) -> dict[str, Any]:
        """Return what the methods in `LAW` read, by their names."""
        return {name: getattr(self, name)() for name in LAW}

    def mappings(self) -> tuple[TermMapping, ...]:
        """Return how terms that one side lists reach terms of another."""
        return tuple(
            TermMapping(
                row["listed"], row["reached"], local_name(row["relation"]) in ("exactMatch", "closeMatch"), _remark(row)
            )
            for row in self._rows("mappings")
        )

    def instruments(self) -> dict[str, Instrument]:
        """Return the instruments by slug."""
        dates: dict[str, dict[str, date]] = defaultdict(dict)
        texts: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("instrument_facts"):
            name = local_name(row["property"])
            if isinstance(row["value"], date):
                dates[row["instrument"]][name] = row["value"]
            else:
                key = f"note-{row['language']}" if name == "note" else name
                texts[row["instrument"], key].append(row["value"])
        return {
            row["slug"]: Instrument(
                iri=row["instrument"],
                slug=row["slug"],
                jurisdiction=local_name(row["jurisdiction"]),
                title=text_of(row, "title"),
                short=text_of(row, "short"),
                names=tuple(texts[row["instrument"], "altLabel"] + texts[row["instrument"], "hiddenLabel"]),
                confirmation=row["confirmation"],
                gazette=row["gazette"],
                dates=dates[row["instrument"]],
                official_sources=tuple(texts[row["instrument"], "officialSource"]),
                sources=tuple(texts[row["instrument"], "source"]),
                notes={tag: tuple(texts[row["instrument"], f"note-{tag}"]) for tag in Text._fields},
                links={name: tuple(texts[row["instrument"], name]) for name in INSTRUMENT_LINKS},
            )
            for row in self._rows("instruments")
        }

    def provisions(self) -> dict[str, Provision]:
        """Return the provisions by IRI."""
        texts: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for row in self._rows("provision_texts"):
            texts[row["provision"], local_name(row["property"]), row["language"]].append(row["text"])
        links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("provision_links"):
            links[row["provision"], local_name(row["property"])].append(row["target"])

        def text(iri: str, name: str) -> Text:
            return Text(*("".join(texts[iri, name, tag]) for tag in Text._fields))

        return {
            row["provision"]: Provision(
                iri=row["provision"],
                reference=_reference(row["identifier"]),
                position=row["position"],
                citation=text_of(row, "citation"),
                heading=text(row["provision"], "heading"),
                digest=text(row["provision"], "digest"),
                kind=local_name(row["kind"]).removesuffix("Kind"),
                kind_label=text_of(row, "kind"),
                interval=_interval(row),
                confirmation=row["confirmation"],
                child_specific=row["childSpecific"],
                replaced_by=row["replacedBy"],
                repealed_by=row["repealedBy"],
                sources=tuple(links[row["provision"], "source"]),
                refers_to=tuple(links[row["provision"], "references"]),
                notes={tag: tuple(texts[row["provision"], "note", tag]) for tag in Text._fields},
                norm={side: tuple(links[row["provision"], side]) for side in NORM_SIDES},
            )
            for row in self._rows("provisions")
        }

    def divisions(self) -> dict[str, Division]:
        """Return the books, chapters and parts by IRI."""
        parts: dict[str, list[str]] = defaultdict(list)
        for row in self._rows("division_parts"):
            parts[row["division"]].append(row["part"])
        return {
            row["division"]: Division(
                iri=row["division"],
                reference=_reference(row["identifier"]),
                order=row["order"],
                citation=text_of(row, "citation"),
                heading=text_of(row, "heading"),
                parts=tuple(parts[row["division"]]),
            )
            for row in self._rows("divisions")
        }

    def elucidations(self) -> dict[str, Elucidation]:
        """Return what elucidations say, by IRI."""
        return {
            row["elucidation"]: Elucidation(
                iri=row["elucidation"],
                reference=_reference(row["identifier"]),
                order=row["order"],
                explains=row["explains"],
                citation=text_of(row, "citation"),
                heading=Text("", "") if row["headingEn"] is None else text_of(row, "heading"),
                digest=text_of(row, "digest"),
                confirmation=row["confirmation"],
            )
            for row in self._rows("elucidations")
        }

    def reviews(self) -> tuple[Review, ...]:
        """Return what second readers found."""
        return tuple(
            Review(
                iri=iri,
                instruments=_column(rows, "instrument"),
                pillars=_column(rows, "pillar"),
                part=optional_text_of(rows[0], "part"),
                day=rows[0]["day"],
                read=rows[0]["read"],
                changed=rows[0]["changed"],
                misled=rows[0]["misled"],
            )
            for iri, rows in grouped(self._rows("reviews"), "review")
        )

    def _penalties(self) -> dict[str, Penalty]:
        found: dict[str, Penalty] = {}
        for iri, rows in grouped(self._rows("penalties"), "penalty"):
            row = rows[0]
            found[iri] = Penalty(
                provisions=_column(rows, "provision"),
                prison_minimum=row["prisonMinimum"],
                prison_minimum_months=row["prisonMinimumMonths"],
                prison_maximum=row["prisonMaximum"],
                life=bool(row["life"]),
                death_penalty=bool(row["deathPenalty"]),
                fine_minimum=row["fineMinimum"] if row["minimumAmount"] is None else row["minimumAmount"],
                fine_maximum=row["fineMaximum"] if row["maximumAmount"] is None else row["maximumAmount"],
                by_category=None
                if row["maximumCategory"] is None
                else (row["minimumCategory"], row["maximumCategory"]),
                link=row["link"],
            )
        return found

    def _penalty(self, iri: str | None, holder: str) -> Penalty | None:
        return None if iri is None else look_up(self.penalties, iri, holder)

    def encodings(self) -> tuple[Encoding, ...]:
        """Return the definitions, which have no family, and the offences."""
        elements: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        unrestricted: dict[str, set[str]] = defaultdict(set)
        links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("encoding_links"):
            encoding, name, target = row["encoding"], local_name(row["property"]), row["target"]
            if name == "element":
                elements[encoding][look_up(self.terms, target, encoding).dimension].add(target)
            elif name == "unrestricted":
                unrestricted[encoding].add(look_up(self._dimension_of_scheme, target, encoding))
            else:
                links[encoding, name].append(target)
        readings: dict[str, dict[str, Remark]] = defaultdict(dict)
        for row in self._rows("readings"):
            readings[row["encoding"]][row["value"]] = _remark(row)
        return tuple(
            Encoding(
                iri=row["encoding"],
                provision=row["provision"],
                jurisdiction=local_name(row["jurisdiction"]),
                family=row["family"],
                interval=_interval(row),
                confirmation=row["confirmation"],
                listed={
                    notation: None
                    if notation in unrestricted[row["encoding"]]
                    else frozenset(elements[row["encoding"]][notation])
                    for notation in self.dimensions
                },
                readings=readings[row["encoding"]],
                read_with=tuple(links[row["encoding"], "readWith"]),
                consent=tuple(links[row["encoding"], "consent"]),
                further=None if row["furtherEn"] is None else text_of(row, "further"),
                penalty=self._penalty(row["penalty"], row["encoding"]),
                below_years=row["belowYears"],
            )
            for row in self._rows("encodings")
        )

    def accessories(self) -> tuple[AccessoryOffence, ...]:
        """Return the offences beside the trafficking offences, such as hindering an investigation."""
        return tuple(
            AccessoryOffence(
                iri=row["offence"],
                provision=row["provision"],
                interval=_interval(row),
                conduct=text_of(row, "conduct"),
                penalty=self._penalty(row["penalty"], row["offence"]),
            )
            for row in self._rows("accessories")
        )

    def aggravations(self) -> tuple[Aggravation, ...]:
        """Return the rules by which a circumstance changes the penalty."""
        implied = {circumstance.iri: circumstance.implied_by for circumstance in self.circumstances()}
        return tuple(
            Aggravation(
                provision=rows[0]["provision"],
                interval=_interval(rows[0]),
                circumstance=rows[0]["circumstance"],
                implied_by=look_up(implied, rows[0]["circumstance"], iri),
                applies_to=_column(rows, "target"),
                condition=text_of(rows[0], "condition"),
                fraction=None if rows[0]["fraction"] is None else Fraction(rows[0]["fraction"]),
                fine_factor=rows[0]["fineFactor"],
                replacement=self._penalty(rows[0]["replacement"], iri),
                scale_of=rows[0]["scale"],
                maximum_only=bool(rows[0]["maximumOnly"]),
                of_own_range=bool(rows[0]["ofOwnRange"]),
            )
            for iri, rows in grouped(self._rows("aggravations"), "aggravation")
        )

    def circumstances(self) -> tuple[Circumstance, ...]:
        """Return the circumstances that aggravate."""
        return tuple(
            Circumstance(row["circumstance"], row["notation"], text_of(row, "label"), row["impliedBy"], row["onlyWith"])
            for row in self._rows("circumstances")
        )

    def ancillary(self) -> tuple[AncillaryRule, ...]:
        """Return the rules on attempt, participation and the liability of corporations."""
        return tuple(
            AncillaryRule(
                provision=rows[0]["provision"],
                interval=_interval(rows[0]),
                participation=_column(rows, "participation"),
                applies_to=_column(rows, "target"),
                general=rows[0]["general"],
                share=None if rows[0]["share"] is None else Fraction(rows[0]["share"]),
            )
            for _, rows in grouped(self._rows("ancillary"), "rule")
        )

    def redirections(self) -> tuple[Redirection, ...]:
        """Return by what rules a reference to one provision means another."""
        return tuple(
            Redirection(row["provision"], _interval(row), row["source"], row["target"])
            for row in self._rows("redirections")
        )

    def doubts(self) -> tuple[Doubt, ...]:
        """Return the open questions of law."""
        return tuple(
            Doubt(
                iri=iri,
                concern=rows[0]["concern"],
                interval=_interval(rows[0]),
                about=_column(rows, "about"),
                basis=_column(rows, "basis"),
                reason=text_of(rows[0], "reason"),
            )
            for iri, rows in grouped(self._rows("doubts"), "doubt")
        )

    def caps(self) -> tuple[PrisonCap, ...]:
        """Return the longest terms of imprisonment that increases can lead to."""
        return tuple(PrisonCap(row["provision"], _interval(row), row["years"]) for row in self._rows("caps"))

    def openings(self) -> tuple[Opening, ...]:
        """Return for which cases which rights and procedures open."""
        found = []
        for iri, rows in grouped(self._rows("openings"), "opening"):
            when: dict[str, set[str]] = defaultdict(set)
            for term in _column(rows, "term"):
                when[look_up(self.terms, term, iri).dimension].add(term)
            conditions = {name: frozenset(terms) for name, terms in when.items()}
            found.append(Opening(rows[0]["provision"], conditions, rows[0]["need"]))
        return tuple(found)

    def needs(self) -> tuple[Need, ...]:
        """Return what victims need, in its order; the last, without topics, takes what no other does."""
        needs = tuple(
            Need(rows[0]["notation"], text_of(rows[0], "label"), _column(rows, "topic"))
            for _, rows in grouped(self._rows("needs"), "need")
        )
        if not needs or needs[-1].topics:
            raise DataError("ontology/schemes: the last need of victims must name no topic, so that nothing is lost")
        return needs

    def concepts(self) -> dict[str, Concept]:
        """Return the concepts of all schemes by IRI."""
        return {
            row["concept"]: Concept(
                iri=row["concept"],
                scheme=row["scheme"],
                notation=row["notation"],
                label=text_of(row, "label"),
                definition=optional_text_of(row, "definition"),
            )
            for row in self._rows("concepts")
        }

    def glossary(self) -> tuple[GlossaryTerm, ...]:
        """Return the terms of the glossary."""
        links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("glossary_links"):
            key = f"{local_name(row['property'])}-{row['language']}" if row["language"] else local_name(row["property"])
            links[row["term"], key].append(row["value"])
        return tuple(
            GlossaryTerm(
                iri=row["term"],
                slug=row["slug"],
                names={
                    tag: (label, *links[row["term"], f"altLabel-{tag}"])
                    for tag, label in zip(Text._fields, text_of(row, "label"), strict=True)
                },
                everyday={tag: tuple(links[row["term"], f"everyday-{tag}"]) for tag in Text._fields},
                meaning=text_of(row, "meaning"),
                provisions=tuple(links[row["term"], "references"]),
                concepts=tuple(links[row["term"], "relatedMatch"]),
            )
            for row in self._rows("glossary")
        )

    def scopes(self) -> tuple[ReviewScope, ...]:
        """Return what was reviewed in full, so that silence counts there."""
        return tuple(
            ReviewScope(
                iri=iri,
                jurisdiction=local_name(rows[0]["jurisdiction"]),
                subject=rows[0]["subject"],
                interval=_interval(rows[0]),
                reviewed=_column(rows, "reviewed"),
                note=text_of(rows[0], "note"),
                outside=text_of(rows[0], "outside"),
            )
            for iri, rows in grouped(self._rows("scopes"), "scope")
        )


def look_up(known: Mapping[str, _Item], iri: str, holder: str) -> _Item:
    """Return what `known` holds under `iri`, to which `holder` refers.

    Raises:
        DataError: It holds no such thing.
    """
    if iri not in known:
        raise DataError(f"{holder} refers to {iri}, which the ontology does not declare; run: selaras check")
    return known[iri]


def _remark(row: Row) -> Remark:
    return Remark(_COVERAGE[row["coverage"]], text_of(row, "reason"))


def _interval(row: Row) -> Interval:
    return Interval(row["start"], row["end"])


def _reference(identifier: str) -> Reference:
    instrument, _, path = identifier.partition(":")
    return Reference(instrument, tuple(path.split(".")))


def _column(rows: list[Row], name: str) -> tuple[str, ...]:
    """Return the distinct bound values of a column, in the order of the rows."""
    return tuple(dict.fromkeys(row[name] for row in rows if row[name] is not None))
