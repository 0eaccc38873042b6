"""Pinned listings: vocabularies, terms, areas."""

from __future__ import annotations

import hashlib
import os
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings import text_files
from dspy_schema.mappings.linkml_elements import iter_ancestors
from dspy_schema.mappings.text_files import Place, decode_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.text_files import Tell


FOLDER = "vocabularies"
PROVENANCE = "provenance.tsv"
TWIN_NAMESPACES = {"dpv_ai": "https://w3id.org/dpv/ai#"}
_COLUMNS = ("curie", "iri", "kind", "parent", "deprecated", "declared_uri", "other_iris")
_PINNED = ("file", "prefix", "namespace", "other_namespaces", "sha256")
_CODE = "DSP603"


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
    def id(self) -> str:
        """What tells it from others, its CURIE."""
        return self.curie

    @property
    def vocabulary(self) -> str:
        """The prefix of the vocabulary that lists it."""
        return self.curie.partition(":")[0]


class Vocabulary(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A vocabulary: what its prefix is bound to, what its listing is made of, and its terms by native CURIE.

    `other_namespaces` are those that it has had, or is published under as well.
    """

    prefix: str
    namespace: str
    other_namespaces: tuple[str, ...] = ()
    provenance: dict[str, str] = {}
    terms: dict[str, Term]

    @cached_property
    def by_iri(self) -> dict[str, Term]:
        """The terms by their IRIs: their own, further ones, and those that they declare in a namespace of this."""
        spaces = (self.namespace, *self.other_namespaces)
        found: dict[str, Term] = {}
        for term in self.terms.values():
            for iri in term.declared_uris:
                if iri.startswith(spaces):
                    found.setdefault(iri, term)
        for term in self.terms.values():
            for iri in term.other_iris:
                found.setdefault(iri, term)
        return found | {term.iri: term for term in self.terms.values()}


def merge_terms(rows: Iterable[tuple[int, dict[str, str]]]) -> dict[str, Term]:
    """The terms of a listing by CURIE; rows of one CURIE are one term."""
    found: dict[str, Term] = {}
    for _, row in rows:
        curie = row["curie"]
        term = Term(
            curie=curie,
            iri=row["iri"],
            kinds=(row["kind"],),
            parents=_parts(row["parent"]),
            deprecated=row["deprecated"] == "true",
            declared_uris=_parts(row["declared_uri"]),
            other_iris=_parts(row["other_iris"]),
        )
        found[curie] = _both(found[curie], term) if curie in found else term
    return found


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(each for each in cell.split("|") if each)


def _both(one: Term, other: Term) -> Term:
    return Term(
        curie=one.curie,
        iri=one.iri,
        kinds=one.kinds + other.kinds,
        parents=tuple(dict.fromkeys(one.parents + other.parents)),
        deprecated=one.deprecated and other.deprecated,
        declared_uris=tuple(dict.fromkeys(one.declared_uris + other.declared_uris)),
        other_iris=tuple(dict.fromkeys(one.other_iris + other.other_iris)),
    )


TWIN_OF = {"dpv_ai": "ai"}
"""A vocabulary that has no listing, and the one whose listing has the IRIs of its terms."""


class Vocabularies:
    """All vocabularies by prefix, those without a listing of their own included."""

    def __init__(self, all_: Mapping[str, Vocabulary], faults: tuple[Finding, ...] = ()) -> None:
        self._all = dict(all_)
        self.faults = faults
        for twin, of in TWIN_OF.items():
            if of in self._all and twin not in self._all:
                self._all[twin] = Vocabulary(prefix=twin, namespace=TWIN_NAMESPACES[twin], terms={})

    def __iter__(self) -> Iterator[Vocabulary]:
        return iter(self._all.values())

    def get(self, prefix: str) -> Vocabulary | None:
        """The vocabulary of a prefix."""
        return self._all.get(prefix)

    @cached_property
    def namespaces(self) -> dict[str, str]:
        """The prefix of the vocabulary of each namespace, further ones included."""
        found = {other: each.prefix for each in self for other in each.other_namespaces}
        return found | {each.namespace: each.prefix for each in self}

    def of_iri(self, iri: str) -> Vocabulary | None:
        """The vocabulary in whose namespace an IRI is; the longest one counts."""
        found = [namespace for namespace in self.namespaces if iri.startswith(namespace)]
        return self._all[self.namespaces[max(found, key=len)]] if found else None

    def find(self, iri: str) -> Term | None:
        """The term of an IRI: its own, a further one, or one that it declares.

        One that it declares counts in the vocabulary's own namespace, and elsewhere where no other term declares it
        and no vocabulary has that namespace.
        """
        vocabulary = self.of_iri(iri)
        if vocabulary is None:
            declaring = self._declaring.get(iri, ())
            return declaring[0] if len(declaring) == 1 else None
        return self.listing(vocabulary).by_iri.get(iri)

    def listing(self, vocabulary: Vocabulary) -> Vocabulary:
        """The vocabulary whose listing has the terms of one: itself, or its twin."""
        return self._all.get(TWIN_OF.get(vocabulary.prefix, ""), vocabulary)

    def names(self, vocabulary: Vocabulary, namespace: str) -> list[str]:
        """What the terms of a vocabulary are called in a namespace of it."""
        return [iri.removeprefix(namespace) for iri in self.listing(vocabulary).by_iri if iri.startswith(namespace)]

    def term(self, curie: str) -> Term | None:
        """The term of a CURIE as the listings write it."""
        vocabulary = self._all.get(curie.partition(":")[0])
        return vocabulary.terms.get(curie) if vocabulary else None

    def ancestors(self, term: Term) -> dict[str, Term]:
        """The terms above a term, by CURIE; the enumeration of a value among them, and not the term itself."""
        return iter_ancestors(term, lambda each: [found for curie in each.parents if (found := self.term(curie))])

    @cached_property
    def _declaring(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for vocabulary in self:
            for term in vocabulary.terms.values():
                for iri in term.declared_uris:
                    found.setdefault(iri, []).append(term)
        return found


def load_vocabularies(folder: str) -> Vocabularies:
    """The vocabularies whose listings are in a folder; one that is not as pinned is a fault."""
    faults: list[Finding] = []

    def tell(place: Place, message: str) -> None:
        faults.append(place.finding(_CODE, message))

    source = os.path.join(folder, PROVENANCE)
    found: dict[str, Vocabulary] = {}
    listed = {PROVENANCE}
    for line, row in _table(source, _PINNED, tell):
        if row["file"]:
            listed.add(row["file"])
        terms = _terms(os.path.join(folder, row["file"]), row, Place(source, line, 1), tell) if row["file"] else {}
        # A namespace that is a twin's own is not a further one of the vocabulary.
        others = (each for each in row["other_namespaces"].split("|") if each and each not in TWIN_NAMESPACES.values())
        told = {name: text for name, text in row.items() if name not in {"prefix", "namespace", "other_namespaces"}}
        found[row["prefix"]] = Vocabulary(
            prefix=row["prefix"],
            namespace=row["namespace"],
            other_namespaces=tuple(others),
            provenance=told,
            terms=terms,
        )
    if os.path.isdir(folder):
        for name in sorted(os.listdir(folder)):
            if name.endswith(".tsv") and name not in listed:
                tell(Place(os.path.join(folder, name), 1, 1), f"{PROVENANCE} does not tell of this listing")
    return Vocabularies(found, tuple(faults))


def _terms(path: str, row: dict[str, str], pinned: Place, tell: Tell) -> dict[str, Term]:
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        tell(pinned, f"{path} cannot be read: {error.strerror}")
        return {}
    if (digest := hashlib.sha256(data).hexdigest()) != row["sha256"]:
        message = f"is not the listing that {PROVENANCE} pins: its sha256 is {digest}, not {row['sha256'] or 'given'}"
        tell(Place(path, 1, 1), message)
    return merge_terms(_rows(data, path, _COLUMNS, tell))


def _table(path: str, columns: tuple[str, ...], tell: Tell) -> list[tuple[int, dict[str, str]]]:
    try:
        with open(path, "rb") as file:
            return list(_rows(file.read(), path, columns, tell))
    except OSError as error:
        tell(Place(path), f"cannot be read: {error.strerror}")
        return []


def _rows(data: bytes, path: str, columns: tuple[str, ...], tell: Tell) -> Iterator[tuple[int, dict[str, str]]]:
    text = decode_text(data, path, tell)
    if text is None:
        return
    lines = text.removesuffix("\n").split("\n")
    head = lines[0].split("\t")
    if missing := [each for each in columns if each not in head]:
        tell(Place(path, 1, 1), f"the table has no column {missing[0]}")
        return
    for line, found in text_files.iter_rows(lines, 0, path, tell):
        yield line, dict(zip(head, found, strict=True))
