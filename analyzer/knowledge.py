"""The knowledge base as a whole: the store read once into the values of `analyzer.model`, and found by name."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from analyzer import __version__, cache
from analyzer.citations import (
    MOST_CITED,
    Range,
    Reference,
    fold_name,
    nearest,
    parse_reference,
    parse_references,
)
from analyzer.data import find_root, fingerprint
from analyzer.errors import DataError, InputError
from analyzer.i18n import both
from analyzer.iris import ELUCIDATION, VOCABULARY, ancestors
from analyzer.model import (
    AccessoryOffence,
    Aggravation,
    AncillaryRule,
    Circumstance,
    Concept,
    Dimension,
    Division,
    Doubt,
    Elucidation,
    Encoding,
    GlossaryTerm,
    Instrument,
    Need,
    Opening,
    PrisonCap,
    Provision,
    Redirection,
    Review,
    ReviewScope,
    Term,
    TermMapping,
)
from analyzer.queries import Queries
from analyzer.reader import LAW, STATEMENTS, Reader, look_up
from analyzer.store import Store
from analyzer.text import Text, printable

Held: TypeAlias = Provision | Division | Instrument
"""What a text can name."""


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
    needs: tuple[Need, ...]
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
        reader = Reader(store, queries)
        law = reader.law() if base is None else {name: getattr(base, name) for name in LAW}
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
            needs=reader.needs(),
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
        untouched = stated <= {VOCABULARY + name for name in STATEMENTS}
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
        return {item.reference: look_up(held, item.explains, item.iri) for item in self.elucidations.values()}

    def find(self, text: str) -> Held:
        """Return the provision, division or whole instrument that `text` names, in any short or citation form.

        A part of an elucidation ("Penjelasan Pasal 6 UU 21/2007") stands with what it explains, and so finds that. What
        an instrument does not hold is looked for in those that amend it and number their provisions as it does.

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
            references = self._within(cited) if isinstance(cited, Range) else (cited,)
            if not references:
                raise InputError(both("the base holds no article of {cited}", cited=cited))
            found |= {held.iri: held for held in map(self._held, references)}
        if len(found) > MOST_CITED:
            raise InputError(
                both("the text names {count} provisions; name {most} at the most", count=len(found), most=MOST_CITED)
            )
        return tuple(found.values())

    def near(self, text: str) -> tuple[Provision, ...]:
        """Return what is nearest to the provision that `text` cites in vain: what holds its place, or its neighbours.

        Empty where the text is no citation of a provision, or the base holds the provision or nothing like it.
        """
        with suppress(InputError):
            reference = parse_reference(text, self.names)
            if reference.path and self._held_at(reference) is None:
                return tuple(self.by_reference[near] for near in self._near(reference))
        return ()

    def _held(self, reference: Reference) -> Held:
        held = self._held_at(reference)
        if held is not None:
            return held
        near = self._near(reference)
        if near and near[0].path == reference.path[: len(near[0].path)]:
            parts = ", ".join(str(part) for part in near[1:9])
            hint = (
                both("it holds {whole}, with {parts}", whole=near[0], parts=parts)
                if parts
                else both("it holds {whole}, and no part of it", whole=near[0])
            )
        elif near:
            hint = both("the nearest that it holds are {near}", near=", ".join(map(str, near)))
        elif known := [known for known in self.by_reference if known.instrument == reference.instrument]:
            first = sorted(known, key=lambda item: self.by_reference[item].position)[:4]
            hint = both("it holds, for example, {first}", first=", ".join(map(str, first)))
        else:
            hint = both("it holds the instrument without provisions")
        raise InputError(both("the base does not hold {reference}; {hint}", reference=reference, hint=hint))

    def _held_at(self, reference: Reference) -> Held | None:
        """Return what stands at `reference`, in its instrument or one that amends it; None where there is nothing.

        Raises:
            InputError: There is more than one division of this number.
        """
        instrument = self.instruments[reference.instrument]
        if not reference.path:
            return instrument
        for candidate in self._candidates(reference):
            if candidate in self.by_reference:
                return self.by_reference[candidate]
            if candidate in self.explained:
                return self.explained[candidate]
        if reference.path == (ELUCIDATION,):
            return instrument
        divisions = self._divisions_called(reference)
        if len(divisions) > 1:
            choice = ", ".join(str(division.reference) for division in divisions)
            raise InputError(
                both("{reference} is there more than once; choose from {choice}", reference=reference, choice=choice)
            )
        return divisions[0] if divisions else None

    def _candidates(self, cited: Reference) -> tuple[Reference, ...]:
        """Return where to look for what is cited: as it says, in what it says is amended, and in their amendments."""
        said = (cited.instrument, *cited.amended)
        slugs = dict.fromkeys([*said, *(slug for name in said for slug in self.amending.get(name, ()))])
        return tuple(replace(cited, instrument=slug) for slug in slugs)

    @cached_property
    def amending(self) -> Mapping[str, tuple[str, ...]]:
        """By slug, the instruments that amend one under its own numbers, each before those that amend it in turn.

        One does if a provision of it replaces the one of the same number. An omnibus law, which has numbers of its own
        for what it changes in other laws, does not.
        """
        direct: dict[str, dict[str, None]] = defaultdict(dict)
        for item in self.provisions.values():
            later = self.provisions.get(item.replaced_by or "")
            amended = self.instruments[item.reference.instrument]
            if later and later.reference.path == item.reference.path:
                amender = self.instruments[later.reference.instrument]
                if amender.iri in amended.links["amendedBy"]:
                    direct[amended.slug][amender.slug] = None

        found: dict[str, tuple[str, ...]] = {}
        for slug in direct:
            followed = [slug]
            for one in followed:
                followed += [later for later in direct.get(one, ()) if later not in followed]
            found[slug] = tuple(followed[1:])
        return found

    def _within(self, cited: Range) -> tuple[Reference, ...]:
        """Return the articles of a range, from the instrument that it cites or else from the first that amends it."""
        slugs = (cited.instrument, *self.amending.get(cited.instrument, ()))
        found = (replace(cited, instrument=slug).within(self.by_reference) for slug in slugs)
        return next(filter(None, found), ())

    def _near(self, reference: Reference) -> tuple[Reference, ...]:
        """Return the closest that holds the place of what is not held, with its parts, or else the articles around."""
        candidates = self._candidates(reference)
        for length in range(len(reference.path) - 1, 0, -1):
            for candidate in candidates:
                above = replace(candidate, path=candidate.path[:length])
                if above in self.by_reference:
                    return (above, *self._parts(above))
        slugs = {candidate.instrument for candidate in candidates}
        return nearest(reference, (known for known in self.by_reference if known.instrument in slugs))

    def _parts(self, above: Reference) -> tuple[Reference, ...]:
        depth = len(above.path)
        return tuple(
            item.reference
            for item in sorted(self.provisions.values(), key=lambda item: item.position)
            if item.reference.instrument == above.instrument
            and item.reference.path[:depth] == above.path
            and len(item.reference.path) == depth + 1
        )

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
            raise InputError(
                both(
                    '"{text}" is no instrument of the base; choose from {choices}',
                    text=printable(text),
                    choices=", ".join(self.instruments),
                )
            )
        return self.instruments[slug]

    def reference(self, provision: str) -> str:
        """Return the short reference of the provision with this IRI."""
        return str(self._provision(provision).reference)

    def by_place(self, provisions: Iterable[str]) -> list[str]:
        """Return provisions (IRIs) in the order in which each instrument has them, instruments as they first come."""
        known = [self._provision(iri) for iri in provisions]
        instruments = list(dict.fromkeys(item.reference.instrument for item in known))
        known.sort(key=lambda item: (instruments.index(item.reference.instrument), item.position))
        return [item.iri for item in known]

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


_DERIVED = tuple(field.name for field in fields(Knowledge) if field.name not in ("root", "extra"))

_READING = (
    *("citations.py", "corpus.py", "iris.py", "knowledge.py", "model.py", "queries.py", "reader.py", "rows.py"),
    *("store.py", "text.py", "criteria/judge.py", "criteria/reader.py", "criteria/values.py"),
)
"""The modules that turn data files into what is kept."""


def cache_key(root: Path) -> str:
    """Return what a derived copy depends on: the data files, and the code that reads them."""
    digest = hashlib.sha256(fingerprint(root).encode())
    for module in _READING:
        digest.update((Path(__file__).parent / module).read_bytes())
    return digest.hexdigest()
