"""All that there is to check: the elements of the schemas, the vocabularies, and the mappings between them."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings import elements, vocabularies
from dspy_schema.mappings.curies import BUILT_IN, expanded
from dspy_schema.mappings.element import Element
from dspy_schema.mappings.elements import Elements
from dspy_schema.mappings.matches import BY_IRI, Match
from dspy_schema.mappings.set_files import read_set, sets_of
from dspy_schema.mappings.sssom import Mapping, MappingSet
from dspy_schema.mappings.terms import Term
from dspy_schema.mappings.vocabularies import Vocabularies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.places import Place


class Link(msgspec.Struct, frozen=True, gc=False):
    """A row with what it is about: the element, the term, how they are related, and the vocabulary of the target.

    `element`, `term` and `match` are None where there is no such thing. `vocabulary` is the one in whose namespace the
    target is, and where the row says that there is no term, that of its object_source or of the file.
    """

    mapping: Mapping
    element: Element | None
    vocabulary: str
    term: Term | None
    match: Match | None


class Relation(msgspec.Struct, frozen=True, gc=False):
    """A row whose element, term and predicate are all known."""

    mapping: Mapping
    element: Element
    vocabulary: str
    term: Term
    match: Match


class Alignment(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """The elements, the vocabularies and the mapping sets.

    `is_whole` is False where single files are looked at: rules about what is missing then say nothing.
    """

    folder: str
    elements: Elements
    vocabularies: Vocabularies
    sets: tuple[MappingSet, ...]
    is_whole: bool = True

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is broken in the files."""
        of_sets = [fault for each in self.sets for fault in each.faults]
        return (*self.elements.faults, *self.vocabularies.faults, *of_sets)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """All rows with what they are about, in the order of the files."""
        return tuple(self._link(row) for each in self.sets for row in each.rows)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The rows that relate an element to a term, in the order of the files."""
        return tuple(
            Relation(each.mapping, each.element, each.vocabulary, each.term, each.match)
            for each in self.links
            if each.element and each.term and each.match
        )

    @cached_property
    def by_source(self) -> dict[str, MappingSet]:
        """The mapping sets by the names of their files."""
        return {each.source: each for each in self.sets}

    def place(self, mapping: Mapping, column: str = "subject_id") -> Place:
        """Where a cell of a row begins."""
        return self.by_source[mapping.source].place(mapping.line, column)

    @cached_property
    def namespaces(self) -> dict[str, str]:
        """What each prefix stands for, whatever a file binds it to."""
        of_vocabularies = {each.prefix: each.namespace for each in self.vocabularies}
        return BUILT_IN | self.elements.namespaces | of_vocabularies

    def _link(self, row: Mapping) -> Link:
        element = self.elements.by_iri.get(self._iri(row.subject, row.subject_iri))
        match = BY_IRI.get(self._iri(row.predicate, row.predicate_iri))
        if row.is_no_term:
            told = self.vocabularies.of_iri(row.object_source) if row.object_source else None
            return Link(row, element, told.prefix if told else row.vocabulary, None, match)
        iri = self._iri(row.object, row.object_iri)
        vocabulary = self.vocabularies.of_iri(iri)
        term = self.vocabularies.find(iri)
        name = vocabulary.prefix if vocabulary else term.vocabulary if term else row.object.partition(":")[0]
        return Link(row, element, name, term, match)

    def _iri(self, curie: str, iri: str | None) -> str:
        """The IRI of a CURIE of a row; where its prefix is bound wrongly, which is told of, the one that is meant."""
        if iri is None:
            return ""
        return expanded(curie, self.namespaces) or iri


def load(folder: str | None = None, sets: Iterable[MappingSet] | None = None) -> Alignment:
    """The alignment of a folder that is laid out as `schema/`; by default, of the copy that ships with the package.

    With `sets`, these take the place of the folder's own.
    """
    root = _shipped() if folder is None else folder
    return Alignment(
        folder=root,
        elements=elements.load(root),
        vocabularies=vocabularies.load(os.path.join(root, vocabularies.FOLDER)),
        sets=tuple(map(read_set, sets_of(root))) if sets is None else tuple(sets),
        is_whole=sets is None,
    )


def _shipped() -> str:
    from dspy_schema import artifacts

    return artifacts.path(artifacts.SCHEMA)
