"""The knowledge base as a whole: the store read once into the values of `analyzer.model`.

Everything here is a query and a constructor; no rule of law is decided in this module.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from analyzer import __version__, cache
from analyzer.citations import MOST_CITED, Range, Reference, fold_name, parse_reference, parse_references
from analyzer.data import find_root, fingerprint
from analyzer.errors import DataError, InputError
from analyzer.iris import ELUCIDATION, VOCABULARY, ancestors
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
    Text,
)
from analyzer.queries import Queries, Row
from analyzer.rows import grouped, local_name, optional_text_of, text_of
from analyzer.store import Store

_Item = TypeVar("_Item")
Held: TypeAlias = Provision | Division | Instrument
"""What a text can name."""

_COVERAGE = {coverage.notation: coverage for coverage in Coverage}


@dataclass(frozen=True)
class Knowledge:
    """The encoded law, read from one store. Mappings are keyed by IRI unless a comment says otherwise."""

    root: Path
    extra: Path | None
    dimensions: Mapping[str, Dimension]  # by notation
    terms: Mapping[str, Term]
    mappings: tuple[TermMapping, ...]
    instruments: Mapping[str, Instrument]  # by slug
    provisions: Mapping[str, Provision]
    divisions: Mapping[str, Division]
    elucidations: Mapping[str, Elucidation]
    definitions: tuple[Encoding, ...]
    offences: tuple[Encoding, ...]
    accessories: tuple[AccessoryOffence, ...]
    aggravations: tuple[Aggravation, ...]
    circumstances: tuple[Circumstance, ...]
    ancillary: tuple[AncillaryRule, ...]
    redirections: tuple[Redirection, ...]
    doubts: tuple[Doubt, ...]
    caps: tuple[PrisonCap, ...]
    scopes: tuple[ReviewScope, ...]
    reviews: tuple[Review, ...]
    openings: tuple[Opening, ...]
    concepts: Mapping[str, Concept]
    glossary: tuple[GlossaryTerm, ...]

    @classmethod
    def load(cls, root: Path | None = None, extra: Path | None = None) -> "Knowledge":
        """Read the base below `root` (default: the one that came with Selaras), with the Turtle of `extra` on top.

        Raises:
            DataError: A file is unreadable or breaks its contract; the message names it.
        """
        root = root or find_root()
        if extra is not None:
            return cls._read(root, extra)
        key = cache_key(root)
        kept = cache.read("knowledge", key)
        if isinstance(kept, dict):
            return cls(root=root, extra=None, **kept)
        knowledge = cls._read(root, None)
        cache.write("knowledge", key, {name: getattr(knowledge, name) for name in _DERIVED})
        return knowledge

    @classmethod
    def _read(
        cls, root: Path, extra: Path | None, store: Store | None = None, base: "Knowledge | None" = None
    ) -> "Knowledge":
        """Read what `store` holds, the law itself from `base` where that is given."""
        store, queries = store or Store.load(root, extra), Queries(root)
        reader = _Reader(store, queries)
        law = reader.law() if base is None else {name: getattr(base, name) for name in _LAW}
        encodings = sorted(reader.encodings(), key=lambda encoding: encoding.interval.start)
        knowledge = cls(
            root=root,
            extra=extra,
            dimensions=reader.dimensions,
            terms=reader.terms,
            mappings=reader.mappings(),
            definitions=tuple(encoding for encoding in encodings if encoding.family is None),
            offences=tuple(encoding for encoding in encodings if encoding.family is not None),
            accessories=reader.accessories(),
            aggravations=reader.aggravations(),
            circumstances=reader.circumstances(),
            ancillary=reader.ancillary(),
            redirections=reader.redirections(),
            doubts=reader.doubts(),
            caps=reader.caps(),
            scopes=reader.scopes(),
            reviews=reader.reviews(),
            openings=reader.openings(),
            **law,
        )
        for encoding in encodings:
            knowledge.reference(encoding.provision)
        knowledge.__dict__["store"] = store
        return knowledge

    def under(self, draft: Path, store: Store) -> "Knowledge":
        """Return this base with the Turtle file `draft` over it, which `store` holds together with the base.

        The law itself is taken over, as reading it is most of the work, unless the draft states something of it.

        Raises:
            DataError: The draft refers to something that is not there.
        """
        stated = {kind for subject in Store.of_file(draft).subjects() for kind in store.types(subject)}
        untouched = stated <= {VOCABULARY + name for name in _STATEMENTS}
        return self._read(self.root, draft, store, self if untouched else None)

    @cached_property
    def store(self) -> Store:
        """The graph, loaded when a question needs it."""
        return Store.load(self.root, self.extra)

    @cached_property
    def queries(self) -> Queries:
        """The query files of the base."""
        return Queries(self.root)

    @property
    def version(self) -> str:
        """The version of code and data, which are published together."""
        return __version__

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of all data files (hexadecimal)."""
        return fingerprint(self.root)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Every folded name of every instrument, with its slug."""
        return {
            fold_name(name): instrument.slug
            for instrument in self.instruments.values()
            for name in (instrument.slug, *instrument.short, *instrument.title, *instrument.names)
        }

    @cached_property
    def by_reference(self) -> Mapping[Reference, Provision]:
        """Every provision by its reference."""
        return {provision.reference: provision for provision in self.provisions.values()}

    @cached_property
    def divisions_by_reference(self) -> Mapping[Reference, Division]:
        """Every book, chapter and part by its reference."""
        return {division.reference: division for division in self.divisions.values()}

    @cached_property
    def explanations(self) -> Mapping[str, tuple[Elucidation, ...]]:
        """What the elucidations say, in their order, by the IRI of the provision or instrument explained."""
        found: dict[str, list[Elucidation]] = defaultdict(list)
        for item in sorted(self.elucidations.values(), key=lambda item: item.order):
            found[item.explains].append(item)
        return {iri: tuple(items) for iri, items in found.items()}

    @cached_property
    def explained(self) -> Mapping[Reference, Held]:
        """By the reference of a part of an elucidation the provision or instrument that it explains and stands with."""
        held: dict[str, Held] = {**self.provisions, **{item.iri: item for item in self.instruments.values()}}
        return {item.reference: _held(held, item.explains, item.iri) for item in self.elucidations.values()}

    def find(self, text: str) -> Held:
        """Return the provision, division or whole instrument that `text` names, in any short or citation form.

        A part of an elucidation ("Penjelasan Pasal 6 UU 21/2007") stands with what it explains, and so finds that.

        Raises:
            InputError: The text cannot be read, or the base does not hold what it names.
        """
        return self._held(parse_reference(text, self.names))

    def find_all(self, text: str) -> tuple[Held, ...]:
        """Return all that `text` names, each once, in its order; of a range, the articles that the base holds.

        Raises:
            InputError: The text cannot be read, names too much, or the base does not hold what it names.
        """
        found: dict[str, Held] = {}
        for cited in parse_references(text, self.names):
            references = cited.within(self.by_reference) if isinstance(cited, Range) else (cited,)
            if not references:
                raise InputError(f"the base holds no article of {cited}")
            found |= {held.iri: held for held in map(self._held, references)}
        if len(found) > MOST_CITED:
            raise InputError(f"the text names {len(found)} provisions; name {MOST_CITED} at the most")
        return tuple(found.values())

    def _held(self, reference: Reference) -> Held:
        if not reference.path:
            return self.instruments[reference.instrument]
        if reference in self.by_reference:
            return self.by_reference[reference]
        if reference in self.explained:
            return self.explained[reference]
        if reference.path == (ELUCIDATION,):
            return self.instruments[reference.instrument]
        divisions = self._divisions_called(reference)
        if len(divisions) == 1:
            return divisions[0]
        if divisions:
            choice = ", ".join(str(division.reference) for division in divisions)
            raise InputError(f"{reference} is there more than once; choose from {choice}")
        held = [str(known) for known in sorted(self.by_reference) if known.instrument == reference.instrument]
        near = [known for known in held if known.startswith(f"{reference.instrument}:{reference.path[0]}.")] or held
        hint = f"it holds, for example, {', '.join(near[:4])}" if near else "it holds the instrument without provisions"
        raise InputError(f"the base does not hold {reference}; {hint}")

    def _divisions_called(self, reference: Reference) -> list[Division]:
        """Return the division with this reference, or else those inside others whose own number it gives."""
        if reference in self.divisions_by_reference:
            return [self.divisions_by_reference[reference]]
        return [
            division
            for known, division in self.divisions_by_reference.items()
            if known.instrument == reference.instrument and known.path[-len(reference.path) :] == reference.path
        ]

    def find_instrument(self, text: str) -> Instrument:
        """Return the instrument that `text` names.

        Raises:
            InputError: The base holds no such instrument.
        """
        slug = self.names.get(fold_name(text))
        if slug is None:
            raise InputError(f'"{text[:40]}" is no instrument of the base; choose from {", ".join(self.instruments)}')
        return self.instruments[slug]

    def reference(self, provision: str) -> str:
        """Return the short reference of the provision with this IRI."""
        return str(self._provision(provision).reference)

    def citation(self, provision: str) -> Text:
        """Return how the provision with this IRI is cited."""
        return self._provision(provision).citation

    def _provision(self, iri: str) -> Provision:
        if iri not in self.provisions:
            raise DataError(f"an encoding refers to {iri}, which no instrument file and document declare")
        return self.provisions[iri]

    def redirected(self, provision: str, day: date) -> tuple[str, ...]:
        """Return the provisions that `provision` means on `day`, and the ones by which it does.

        The first is the provision meant; after it come the provisions that redirect the reference, if any.
        """
        bases: list[str] = []
        for redirection in self.redirections:
            if redirection.source == provision and redirection.interval.holds(day):
                provision = redirection.target
                bases.append(redirection.provision)
        return (provision, *bases)

    def doubts_about(self, provision: str, day: date, *concerns: str) -> tuple[Doubt, ...]:
        """Return the doubts about `provision`, or an element that holds it, on `day` that touch one of `concerns`."""
        lineage = self._doubted.intersection(ancestors(provision))
        if not lineage:
            return ()
        return tuple(
            doubt
            for doubt in self.doubts
            if doubt.interval.holds(day) and doubt.concern in concerns and lineage.intersection(doubt.about)
        )

    @cached_property
    def _doubted(self) -> frozenset[str]:
        """The provisions (IRIs) that any doubt is about."""
        return frozenset(iri for doubt in self.doubts for iri in doubt.about)


_LAW = ("instruments", "provisions", "divisions", "elucidations", "concepts", "glossary")
"""The fields that hold the law itself and its terms, of which encodings and drafts only say something."""

_STATEMENTS = (
    *("Draft", "Definition", "Offence", "AccessoryOffence", "Aggravation", "AncillaryRule", "Redirection", "Reading"),
    *("Penalty", "PrisonCap", "Doubt", "Norm", "Assessment"),
)
"""The classes of what is said of the law: nothing in the fields of `_LAW` is read from them."""

_DERIVED = tuple(field.name for field in fields(Knowledge) if field.name not in ("root", "extra"))

_READING = (
    *("citations.py", "corpus.py", "iris.py", "knowledge.py", "model.py", "rows.py", "store.py"),
    *("criteria/reader.py", "criteria/values.py"),
)
"""The modules that turn data files into what is kept."""


def cache_key(root: Path) -> str:
    """Return what a derived copy depends on: the data files, and the code that reads them."""
    digest = hashlib.sha256(fingerprint(root).encode())
    for module in _READING:
        digest.update((Path(__file__).parent / module).read_bytes())
    return digest.hexdigest()


class _Reader:
    """Turns rows into values; one method a kind of value."""

    def __init__(self, store: Store, queries: Queries) -> None:
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
            )
            for row in dimension_rows
        }
        self.penalties = self._penalties()

    def _rows(self, name: str) -> Iterable[Row]:
        return self._queries.rows(self._store, f"model/{name}")

    def law(self) -> dict[str, Any]:
        """Return the fields of `_LAW`."""
        return {name: getattr(self, name)() for name in _LAW}

    def mappings(self) -> tuple[TermMapping, ...]:
        return tuple(
            TermMapping(
                row["listed"], row["reached"], local_name(row["relation"]) in ("exactMatch", "closeMatch"), _remark(row)
            )
            for row in self._rows("mappings")
        )

    def instruments(self) -> dict[str, Instrument]:
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
        return None if iri is None else _held(self.penalties, iri, holder)

    def encodings(self) -> tuple[Encoding, ...]:
        elements: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        unrestricted: dict[str, set[str]] = defaultdict(set)
        links: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._rows("encoding_links"):
            encoding, name, target = row["encoding"], local_name(row["property"]), row["target"]
            if name == "element":
                elements[encoding][_held(self.terms, target, encoding).dimension].add(target)
            elif name == "unrestricted":
                unrestricted[encoding].add(_held(self._dimension_of_scheme, target, encoding))
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
            )
            for row in self._rows("encodings")
        )

    def accessories(self) -> tuple[AccessoryOffence, ...]:
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
        implied = {circumstance.iri: circumstance.implied_by for circumstance in self.circumstances()}
        return tuple(
            Aggravation(
                provision=rows[0]["provision"],
                interval=_interval(rows[0]),
                circumstance=rows[0]["circumstance"],
                implied_by=_held(implied, rows[0]["circumstance"], iri),
                applies_to=_column(rows, "target"),
                condition=text_of(rows[0], "condition"),
                fraction=None if rows[0]["fraction"] is None else Fraction(rows[0]["fraction"]),
                fine_factor=rows[0]["fineFactor"],
                replacement=self._penalty(rows[0]["replacement"], iri),
                scale_of=rows[0]["scale"],
            )
            for iri, rows in grouped(self._rows("aggravations"), "aggravation")
        )

    def circumstances(self) -> tuple[Circumstance, ...]:
        return tuple(
            Circumstance(row["circumstance"], row["notation"], text_of(row, "label"), row["impliedBy"])
            for row in self._rows("circumstances")
        )

    def ancillary(self) -> tuple[AncillaryRule, ...]:
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
        return tuple(
            Redirection(row["provision"], _interval(row), row["source"], row["target"])
            for row in self._rows("redirections")
        )

    def doubts(self) -> tuple[Doubt, ...]:
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
        return tuple(PrisonCap(row["provision"], _interval(row), row["years"]) for row in self._rows("caps"))

    def openings(self) -> tuple[Opening, ...]:
        found = []
        for iri, rows in grouped(self._rows("openings"), "opening"):
            when: dict[str, set[str]] = defaultdict(set)
            for term in _column(rows, "term"):
                when[_held(self.terms, term, iri).dimension].add(term)
            found.append(Opening(rows[0]["provision"], {name: frozenset(terms) for name, terms in when.items()}))
        return tuple(found)

    def concepts(self) -> dict[str, Concept]:
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


def _held(known: Mapping[str, _Item], iri: str, holder: str) -> _Item:
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
