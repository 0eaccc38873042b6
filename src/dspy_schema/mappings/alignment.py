"""Elements, vocabularies and rows, joined; load."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings import linkml_elements, sssom, vocabularies
from dspy_schema.mappings.linkml_elements import Element, Elements
from dspy_schema.mappings.sssom import Mapping, MappingSet
from dspy_schema.mappings.sssom_model import BUILT_IN, BY_IRI, Match, expand_curie
from dspy_schema.mappings.text_files import Place
from dspy_schema.mappings.vocabularies import Term, Vocabularies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.findings import Finding


MAPPINGS = "mappings"
ROOT = "dspy.yaml"
SUFFIX = ".sssom.tsv"
_UNREADABLE = "DSP100"
_MAGIC = frozenset("*?[")


def is_laid_out(folder: str) -> bool:
    """Whether a folder is laid out as `schema/`."""
    return os.path.isfile(os.path.join(folder, ROOT))


def find_sets(root: str) -> list[str]:
    """The files of mappings of a folder that is laid out so."""
    folder = os.path.join(root, MAPPINGS)
    return list_set_files(folder) if os.path.isdir(folder) else []


def list_set_files(folder: str) -> list[str]:
    """The files of mappings in a folder, sorted."""
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(SUFFIX))


def read_set(path: str) -> sssom.MappingSet:
    """The mapping set in a file, `-` for standard input; raises OSError."""
    if path == "-":
        return sssom.read_mapping_set(sys.stdin.buffer.read(), "<stdin>")
    with open(path, "rb") as file:
        return sssom.read_mapping_set(file.read(), path)


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
        return expand_curie(curie, self.namespaces) or iri


def load_alignment(folder: str | None = None, sets: Iterable[MappingSet] | None = None) -> Alignment:
    """The alignment of a folder that is laid out as `schema/`; by default, of the copy that ships with the package.

    With `sets`, these take the place of the folder's own.
    """
    root = _shipped() if folder is None else folder
    return Alignment(
        folder=root,
        elements=linkml_elements.load_elements(root),
        vocabularies=vocabularies.load_vocabularies(os.path.join(root, vocabularies.FOLDER)),
        sets=tuple(map(read_set, find_sets(root))) if sets is None else tuple(sets),
        is_whole=sets is None,
    )


def _shipped() -> str:
    from dspy_schema import artifacts

    return artifacts.artifact_path(artifacts.SCHEMA)


HERE = "schema"
"""The folder that is checked where no other is named, if it is laid out so."""


def default_paths() -> str | None:
    """`schema` in the current folder where it is laid out so; else None, for the copy that ships with the package."""
    return HERE if is_laid_out(HERE) else None


def load_alignments(paths: Iterable[str], faults: list[Finding]) -> Iterator[Alignment]:
    """An alignment for each folder that is laid out as `schema/`, and one for all files together.

    Files are looked at with the shipped schema. What cannot be read is added to `faults`.
    """
    sets = []
    for path in dict.fromkeys(_files(paths, faults)):
        if is_laid_out(path):
            yield load_alignment(path)
            continue
        try:
            sets.append(read_set(path))
        except OSError as error:
            faults.append(_fault(path, f"cannot be read: {error.strerror or error}"))
    if sets:
        yield load_alignment(sets=sets)


def _files(paths: Iterable[str], faults: list[Finding]) -> Iterator[str]:
    for path in paths:
        if os.path.isdir(path) and not is_laid_out(path):
            found = list_set_files(path)
            if not found:
                faults.append(_fault(path, "is neither laid out as schema/, nor has it files *.sssom.tsv"))
            yield from found
        elif not os.path.lexists(path) and not _MAGIC.isdisjoint(path):
            from glob import glob

            matches = sorted(glob(path, recursive=True))
            if not matches:
                faults.append(_fault(path, "no file matches this pattern"))
            yield from matches
        else:
            yield path


def _fault(path: str, message: str) -> Finding:
    name = os.fsencode(path).decode(errors="backslashreplace")
    return Place(name).finding(_UNREADABLE, message)
