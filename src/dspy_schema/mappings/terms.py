"""A vocabulary and its terms."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable


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


def merged(rows: Iterable[tuple[int, dict[str, str]]]) -> dict[str, Term]:
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
