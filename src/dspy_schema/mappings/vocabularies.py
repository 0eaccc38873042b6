"""Pinned listings of vocabularies, and the terms in them."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings.linkml_elements import Ancestors
from dspy_schema.mappings.text_files import Place, TextFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from dspy_schema.findings import Finding


FOLDER = "vocabularies"
TWIN_OF = {"dpv_ai": "ai"}
"""A vocabulary without a listing, and the one whose listing has the IRIs of its terms."""
TWIN_NAMESPACES = {"dpv_ai": "https://w3id.org/dpv/ai#"}
_CODE = "DSP603"
_PROVENANCE = "provenance.tsv"
_PINNED = ("file", "prefix", "namespace", "other_namespaces", "sha256")
_COLUMNS = ("curie", "iri", "kind", "parent", "deprecated", "declared_uri", "other_iris")


class Term(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A term of a vocabulary.

    `curie` and `iri` are its native ones. It has several `kinds` where several elements share a name. `declared_uris`
    are those that its definition gives, `other_iris` further ones that are published for the same term, `parents`
    CURIEs, of a permissible value that of its enumeration.
    """

    curie: str
    iri: str
    kinds: tuple[str, ...]
    parents: tuple[str, ...] = ()
    deprecated: bool = False
    declared_uris: tuple[str, ...] = ()
    other_iris: tuple[str, ...] = ()

    @property
    def vocabulary(self) -> str:
        """The prefix of the vocabulary that lists it."""
        return self.curie.partition(":")[0]


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A vocabulary: its prefix and namespace, the provenance of its listing, and its terms by native CURIE.

    `other_namespaces` are former ones, and those that it is also published under.
    """

    prefix: str
    namespace: str
    other_namespaces: tuple[str, ...] = ()
    provenance: dict[str, str] = {}
    terms: dict[str, Term]

    @cached_property
    def by_iri(self) -> dict[str, Term]:
        """The terms by their IRIs: their own, further ones, and those that they declare in a namespace of this."""
        namespaces = (self.namespace, *self.other_namespaces)
        terms: dict[str, Term] = {}
        for term in self.terms.values():
            for iri in term.declared_uris:
                if iri.startswith(namespaces):
                    terms.setdefault(iri, term)
        for term in self.terms.values():
            for iri in term.other_iris:
                terms.setdefault(iri, term)
        return terms | {term.iri: term for term in self.terms.values()}


class Vocabularies:
    """All vocabularies by prefix, those without a listing of their own included."""

    def __init__(self, all_: Mapping[str, Vocabulary], faults: tuple[Finding, ...] = ()) -> None:
        self._all = dict(all_)
        self._found: dict[str, Term | None] = {}
        self.faults = faults
        for twin, original in TWIN_OF.items():
            if original in self._all and twin not in self._all:
                self._all[twin] = Vocabulary(prefix=twin, namespace=TWIN_NAMESPACES[twin], terms={})

    def __iter__(self) -> Iterator[Vocabulary]:
        return iter(self._all.values())

    def get(self, prefix: str) -> Vocabulary | None:
        """Return the vocabulary of a prefix."""
        return self._all.get(prefix)

    @cached_property
    def namespaces(self) -> dict[str, str]:
        """The prefix of the vocabulary of each namespace, further ones included."""
        others = {other: vocabulary.prefix for vocabulary in self for other in vocabulary.other_namespaces}
        return others | {vocabulary.namespace: vocabulary.prefix for vocabulary in self}

    @cached_property
    def ancestors(self) -> Ancestors:
        """The CURIEs of the terms above each; the enumeration of a value is among them."""
        return Ancestors({curie: term.parents for vocabulary in self for curie, term in vocabulary.terms.items()})

    def find_vocabulary(self, iri: str) -> Vocabulary | None:
        """Find the vocabulary in whose namespace an IRI is; the longest namespace counts."""
        fitting = [namespace for namespace in self.namespaces if iri.startswith(namespace)]
        return self._all[self.namespaces[max(fitting, key=len)]] if fitting else None

    def find_term(self, iri: str) -> Term | None:
        """Find the term of an IRI: its own, a further one, or one that it declares.

        One that it declares counts in the vocabulary's own namespace, and elsewhere where no other term declares it
        and no vocabulary has that namespace.
        """
        if iri not in self._found:
            vocabulary = self.find_vocabulary(iri)
            if vocabulary:
                self._found[iri] = self.get_listing(vocabulary).by_iri.get(iri)
            else:
                declaring = self._declaring.get(iri, ())
                self._found[iri] = declaring[0] if len(declaring) == 1 else None
        return self._found[iri]

    def get_listing(self, vocabulary: Vocabulary) -> Vocabulary:
        """Return the vocabulary whose listing has the terms of one: itself, or its twin."""
        return self._all.get(TWIN_OF.get(vocabulary.prefix, ""), vocabulary)

    def get_term(self, curie: str) -> Term | None:
        """Return the term of a CURIE as the listings write it."""
        vocabulary = self._all.get(curie.partition(":")[0])
        return vocabulary.terms.get(curie) if vocabulary else None

    def list_names(self, vocabulary: Vocabulary, namespace: str) -> list[str]:
        """List the names that the terms of a vocabulary have in a namespace of it."""
        iris = self.get_listing(vocabulary).by_iri
        return [iri.removeprefix(namespace) for iri in iris if iri.startswith(namespace)]

    @cached_property
    def _declaring(self) -> dict[str, list[Term]]:
        declaring: dict[str, list[Term]] = {}
        for vocabulary in self:
            for term in vocabulary.terms.values():
                for iri in term.declared_uris:
                    declaring.setdefault(iri, []).append(term)
        return declaring


def load_vocabularies(folder: str) -> Vocabularies:
    """Load the vocabularies whose listings are in a folder; one that is not as pinned is a fault."""
    provenance = TextFile.read(os.path.join(folder, _PROVENANCE), _CODE)
    faults: list[Finding] = []
    vocabularies: dict[str, Vocabulary] = {}
    pinned = {_PROVENANCE}
    head, rows = _read_table(provenance, _PINNED)
    for line, cells in rows:
        row = dict(zip(head, cells, strict=True))
        terms: dict[str, Term] = {}
        if row["file"]:
            pinned.add(row["file"])
            path = os.path.join(folder, row["file"])
            try:
                with open(path, "rb") as stream:
                    data = stream.read()
            except OSError as error:
                provenance.add_fault(f"{path} cannot be read: {error.strerror}", line)
            else:
                listing = _open_listing(path, data, row["sha256"])
                terms = _merge_rows(*_read_table(listing, _COLUMNS))
                faults += listing.faults
        others = row["other_namespaces"].split("|")
        vocabularies[row["prefix"]] = Vocabulary(
            prefix=row["prefix"],
            namespace=row["namespace"],
            # A namespace that is a twin's own is not a further one of the vocabulary.
            other_namespaces=tuple(other for other in others if other and other not in TWIN_NAMESPACES.values()),
            provenance={
                name: text for name, text in row.items() if name not in {"prefix", "namespace", "other_namespaces"}
            },
            terms=terms,
        )
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        if name.endswith(".tsv") and name not in pinned:
            place = Place(os.path.join(folder, name), 1, 1)
            faults.append(place.finding(_CODE, f"{_PROVENANCE} does not list this file"))
    return Vocabularies(vocabularies, (*provenance.faults, *faults))


def _open_listing(path: str, data: bytes, sha256: str) -> TextFile:
    listing = TextFile(path, data, _CODE)
    if (digest := hashlib.sha256(data).hexdigest()) != sha256:
        pinned = sha256 or "given"
        listing.add_fault(f"is not the listing that {_PROVENANCE} pins: its sha256 is {digest}, not {pinned}")
    return listing


def _read_table(file: TextFile, columns: tuple[str, ...]) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read the head and the rows of a table that must have these columns; each row comes with its line number."""
    if file.text is None:
        return [], []
    lines = file.lines or [""]
    head = lines[0].split("\t")
    if missing := [column for column in columns if column not in head]:
        file.add_fault(f"the table has no column {missing[0]}")
        return [], []
    return head, file.read_rows(lines, 0)


def _merge_rows(head: list[str], rows: list[tuple[int, list[str]]]) -> dict[str, Term]:
    """Return the terms of a listing by CURIE; rows of one CURIE are one term."""
    terms: dict[str, Term] = {}
    if not head:
        return terms
    curie, iri, kind, parent, deprecated, declared, others = map(head.index, _COLUMNS)
    for _, cells in rows:
        term = Term(
            curie=cells[curie],
            iri=cells[iri],
            kinds=(cells[kind],),
            # Most cells have one value or none.
            parents=_split(text) if (text := cells[parent]) else (),
            deprecated=cells[deprecated] == "true",
            declared_uris=_split(text) if (text := cells[declared]) else (),
            other_iris=_split(text) if (text := cells[others]) else (),
        )
        first = terms.get(term.curie)
        terms[term.curie] = _merge_terms(first, term) if first else term
    return terms


def _merge_terms(first: Term, other: Term) -> Term:
    return Term(
        curie=first.curie,
        iri=first.iri,
        kinds=first.kinds + other.kinds,
        parents=tuple(dict.fromkeys(first.parents + other.parents)),
        deprecated=first.deprecated and other.deprecated,
        declared_uris=tuple(dict.fromkeys(first.declared_uris + other.declared_uris)),
        other_iris=tuple(dict.fromkeys(first.other_iris + other.other_iris)),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|"))) if cell else ()
