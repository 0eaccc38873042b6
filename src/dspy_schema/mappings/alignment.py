"""The alignment: elements, vocabularies and the rows that relate them; loading it from folders and files."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.errors import MappingsError
from dspy_schema.mappings import linkml_elements, sssom, vocabularies
from dspy_schema.mappings.linkml_elements import Element, Elements
from dspy_schema.mappings.sssom import Mapping, MappingSet
from dspy_schema.mappings.sssom_model import BUILT_IN, MATCHES, Match, expand_curie
from dspy_schema.mappings.tables import Table
from dspy_schema.mappings.text_files import Place
from dspy_schema.mappings.vocabularies import Term, Vocabularies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.findings import Finding


MAPPINGS = "mappings"
DEFAULT_FOLDER = "schema"
"""The folder that is checked where none is named, if it is a schema folder."""
AREAS = "areas.toml"
GAPS = "evidence.toml"
_ROOT = "dspy.yaml"
_SUFFIX = ".sssom.tsv"
_UNREADABLE = "DSP100"
_MAGIC = frozenset("*?[")


class Link(msgspec.Struct, frozen=True, gc=False):
    """A row with its element, its term, their relation, and the vocabulary of the target.

    `element`, `term` and `match` are None where they are unknown. `vocabulary` is the one in whose namespace the target
    is, and where the row states that there is no term, that of its object_source or of the file.
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

    `is_whole` is False where single files are checked: rules about what is missing then do not apply.
    """

    folder: str
    elements: Elements
    vocabularies: Vocabularies
    sets: tuple[MappingSet, ...]
    is_whole: bool = True

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The faults of all files."""
        in_sets = (fault for set_ in self.sets for fault in set_.faults)
        return (*self.elements.faults, *self.vocabularies.faults, *in_sets)

    @cached_property
    def all_links(self) -> tuple[Link, ...]:
        """All rows with their elements and terms, in the order of the files; those included that deny a mapping."""
        return tuple(link for set_ in self.sets for link in self._link_rows(set_))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The rows that state something, which those that deny a mapping do not."""
        return tuple(link for link in self.all_links if not link.mapping.is_denied)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The rows that relate an element to a term, in the order of the files."""
        return tuple(
            Relation(link.mapping, link.element, link.vocabulary, link.term, link.match)
            for link in self.links
            if link.element and link.term and link.match
        )

    @cached_property
    def areas(self) -> Table:
        """The areas of vocabularies, as their file has them."""
        return Table(os.path.join(self.folder, vocabularies.FOLDER, AREAS))

    @cached_property
    def gaps(self) -> Table:
        """The gaps that records may have, as their file has them."""
        return Table(os.path.join(self.folder, MAPPINGS, GAPS))

    @cached_property
    def by_source(self) -> dict[str, MappingSet]:
        """The mapping sets by the names of their files."""
        return {set_.source: set_ for set_ in self.sets}

    @cached_property
    def namespaces(self) -> dict[str, str]:
        """The right namespace of each prefix; a file may bind it to another one."""
        in_listings = {vocabulary.prefix: vocabulary.namespace for vocabulary in self.vocabularies}
        return BUILT_IN | self.elements.namespaces | in_listings

    def place(self, mapping: Mapping, column: str = "subject_id") -> Place:
        """Return the place where a cell of a row begins."""
        return self.by_source[mapping.source].place(mapping.line, column)

    def _link_rows(self, set_: MappingSet) -> Iterator[Link]:
        # A prefix that is missing or has a wrong namespace is a finding of its own. Here it has the right one, so that
        # the row is linked.
        bound = set_.header.namespaces
        corrected = {name: right for name, right in self.namespaces.items() if bound.get(name) != right}
        is_wrong = any(name in bound for name in corrected)
        for row in set_.rows:
            subject, predicate, object_ = row.subject_iri or "", row.predicate_iri or "", row.object_iri or ""
            if is_wrong or not (subject and predicate and object_):
                subject = expand_curie(row.subject, corrected) or subject
                predicate = expand_curie(row.predicate, corrected) or predicate
                object_ = expand_curie(row.object, corrected) or object_
            element, match = self.elements.by_iri.get(subject), MATCHES.get(predicate)
            if row.is_no_term:
                source = self.vocabularies.find_vocabulary(row.object_source) if row.object_source else None
                yield Link(row, element, source.prefix if source else row.vocabulary, None, match)
                continue
            vocabulary = self.vocabularies.find_vocabulary(object_)
            term = self.vocabularies.find_term(object_)
            prefix = term.vocabulary if term else row.object.partition(":")[0]
            yield Link(row, element, vocabulary.prefix if vocabulary else prefix, term, match)


def load_alignment(folder: str | None = None, sets: Iterable[MappingSet] | None = None) -> Alignment:
    """Load the alignment of a schema folder; by default, of the copy that ships with the package.

    With `sets`, these take the place of the folder's own.
    """
    if folder is None:
        from dspy_schema import artifacts

        folder = artifacts.artifact_path(artifacts.SCHEMA)
    return Alignment(
        folder=folder,
        elements=linkml_elements.load_elements(folder),
        vocabularies=vocabularies.load_vocabularies(os.path.join(folder, vocabularies.FOLDER)),
        sets=read_sets(os.path.join(folder, MAPPINGS)) if sets is None else tuple(sets),
        is_whole=sets is None,
    )


def find_default_folder() -> str | None:
    """Return `schema` where the current folder has such a schema folder, else None, for the copy that ships."""
    return DEFAULT_FOLDER if is_schema_folder(DEFAULT_FOLDER) else None


def load_alignments(paths: Iterable[str], faults: list[Finding], schema: str | None = None) -> Iterator[Alignment]:
    """Load an alignment for each schema folder, and one for all files together.

    Files are checked with the schema in the folder `schema`, by default with the one that ships with the package. Paths
    that cannot be read are added to `faults`.
    """
    sets = []
    for path in dict.fromkeys(_expand_paths(paths, faults)):
        if is_schema_folder(path):
            yield load_alignment(path)
            continue
        try:
            # Files of others are read as the standard asks of readers; those of a schema folder are canonical.
            sets.append(_read_set(path, is_lenient=True))
        except OSError as error:
            faults.append(_create_fault(path, f"cannot be read: {error.strerror or error}"))
    if sets:
        yield load_alignment(schema, sets)


def load_sets(paths: Iterable[str], faults: list[Finding]) -> tuple[MappingSet, ...]:
    """Load the mapping sets in files and folders, without a schema; faults are added to `faults`."""
    sets: list[MappingSet] = []
    for path in dict.fromkeys(_expand_paths(paths, faults)):
        try:
            if is_schema_folder(path):
                sets += read_sets(os.path.join(path, MAPPINGS))
            else:
                sets.append(_read_set(path, is_lenient=True))
        except OSError as error:
            faults.append(_create_fault(path, f"cannot be read: {error.strerror or error}"))
    return tuple(sets)


def check_schema_folder(folder: str) -> str:
    """Return a folder that is laid out as `schema/`; raises MappingsError for another one."""
    if not is_schema_folder(folder):
        raise MappingsError(f"{folder} is not laid out as schema/: it has no file {_ROOT}")
    return folder


def _expand_paths(paths: Iterable[str], faults: list[Finding]) -> Iterator[str]:
    for path in paths:
        if os.path.isdir(path) and not is_schema_folder(path):
            files = _list_sets(path)
            if not files:
                faults.append(_create_fault(path, "is not laid out as schema/, and has no files *.sssom.tsv"))
            yield from files
        elif not os.path.lexists(path) and not _MAGIC.isdisjoint(path):
            from glob import glob

            matches = sorted(glob(path, recursive=True))
            if not matches:
                faults.append(_create_fault(path, "no file matches this pattern"))
            yield from matches
        else:
            yield path


def _create_fault(path: str, message: str) -> Finding:
    name = os.fsencode(path).decode(errors="backslashreplace")
    return Place(name).finding(_UNREADABLE, message)


def is_schema_folder(folder: str) -> bool:
    """Find out whether a folder is laid out as `schema/`."""
    return os.path.isfile(os.path.join(folder, _ROOT))


def read_sets(folder: str) -> tuple[MappingSet, ...]:
    """Read the mapping sets of a folder, none where there is no such folder."""
    return tuple(map(_read_set, _list_sets(folder))) if os.path.isdir(folder) else ()


def _list_sets(folder: str) -> list[str]:
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(_SUFFIX))


def _read_set(path: str, *, is_lenient: bool = False) -> MappingSet:
    """Read the mapping set in a file, `-` for standard input; raises OSError."""
    if path == "-":
        return sssom.read_mapping_set(sys.stdin.buffer.read(), "<stdin>", is_lenient=is_lenient)
    with open(path, "rb") as file:
        data = file.read()
    metadata = _read_metadata(path) if is_lenient and not data.startswith((b"#", b"\xef\xbb\xbf")) else None
    return sssom.read_mapping_set(data, path, is_lenient=is_lenient, metadata=metadata)


def _read_metadata(path: str) -> tuple[str, bytes] | None:
    """Read the header of a set that has it in a file beside it; None where there is none. Raises OSError."""
    stem = path.removesuffix(_SUFFIX).removesuffix(".tsv")
    for suffix in (".sssom.yml", ".sssom.yaml", ".yml", ".yaml"):
        if os.path.isfile(stem + suffix):
            with open(stem + suffix, "rb") as file:
                return stem + suffix, file.read()
    return None
