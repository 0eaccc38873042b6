"""SSSOM/TSV: rows and header."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from dspy_schema.findings import Finding
from dspy_schema.mappings import text_files
from dspy_schema.mappings.sssom_model import BUILT_IN, COLUMNS, NO_TERM, expand_curie
from dspy_schema.mappings.text_files import Place, decode_text

if TYPE_CHECKING:
    from collections.abc import Collection

    from dspy_schema.mappings.text_files import Tell


PREFIXES = "curie_map"
EXTENSIONS = "extension_definitions"
REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_NOT_IN_SCHEMA = "in_schema=false"


class Prefix(msgspec.Struct, frozen=True, gc=False):
    """What a prefix is bound to, and where."""

    namespace: str
    place: Place


class Header(msgspec.Struct, frozen=True):
    """The metadata of a mapping set, its prefixes, and the columns that it defines itself."""

    metadata: dict[str, Any]
    prefixes: dict[str, Prefix]
    extensions: frozenset[str] = frozenset()


def read_header(lines: list[str], source: str, tell: Tell) -> Header | None:
    """The header that these lines, which begin with `#`, hold; None, and telling why, where there is none."""
    if not lines:
        tell(Place(source, 1, 1), f"has no header: lines that begin with # and hold YAML, the {PREFIXES} among it")
        return None

    def tell_of_yaml(place: Place, message: str) -> None:
        tell(Place(source, place.line, (place.column or 1) + 1), message)

    node = text_files.compose_yaml("\n".join(line[1:] for line in lines), source, tell_of_yaml)
    if node is None:
        return None
    seen: set[str] = set()
    for key, _ in text_files.iter_items(node):
        if key.value in seen:
            tell_of_yaml(text_files.node_place(key, source), f"the header has {key.value} twice")
        seen.add(key.value)
    prefixes: dict[str, Prefix] = {}
    for key, value in text_files.iter_items(members := text_files.iter_members(node).get(PREFIXES)):
        place = text_files.node_place(key, source, columns=1)
        if not isinstance(value, yaml.ScalarNode) or not value.value:
            tell(place, f"the prefix {key.value} is bound to nothing")
        elif key.value in prefixes:
            tell(place, f"the header binds the prefix {key.value} twice")
        else:
            prefixes[key.value] = Prefix(value.value, place)
    if not isinstance(members, yaml.MappingNode):
        tell(Place(source, 1, 1), f"the header has no {PREFIXES} that binds prefixes to namespaces")
        return None
    metadata = _plain(node)
    defined = metadata.get(EXTENSIONS)
    extensions = (
        [each.get("slot_name") for each in defined if isinstance(each, dict)] if isinstance(defined, list) else []
    )
    metadata.pop(PREFIXES)
    return Header(metadata, prefixes, frozenset(str(each) for each in extensions))


def _plain(node: yaml.MappingNode) -> dict[str, Any]:
    """Nodes as plain values; dates and numbers stay the texts that they are written as."""
    return {key.value: _value(value) for key, value in text_files.iter_items(node)}


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _plain(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    return node.value


def read_columns(lines: list[str], first: int, source: str, extensions: Collection[str], tell: Tell) -> tuple[str, ...]:
    """The names of the columns, from the line at index `first`; none, and telling why, where rows cannot be read."""
    found = text_files.split_cells(lines[first]) if first < len(lines) else None
    if not found or found == [""]:
        tell(Place(source, min(first, len(lines)) + 1, 1), "has no table below the header")
        return ()
    readable = True
    for index, name in enumerate(found):
        place = Place(source, first + 1, text_files.find_column(lines[first], index))
        if name in found[:index]:
            tell(place, f"the column {name} is there twice")
            readable = False
        elif name not in COLUMNS and name not in extensions:
            from difflib import get_close_matches

            near = get_close_matches(name, COLUMNS, 1)
            tell(place, f"SSSOM has no column {name!r}{f'; did you mean {near[0]}?' if near else ''}")
    for name in REQUIRED:
        if name not in found:
            tell(Place(source, first + 1, 1), f"the table has no column {name}")
            readable = False
    return tuple(found) if readable else ()


_SEPARATORS = re.compile(r"[|;,\s]+")


class Mapping(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row: an element of the schema, how it is near to a term, and why.

    `subject`, `predicate` and `object` are CURIEs as the file has them, `subject_iri` and `object_iri` what they stand
    for (None where the prefix is unknown). `vocabulary` is that of the file, `confidence` from 0 to 1 (None where there
    is none, or no number). `in_schema` is False of a row that stands in SSSOM only, and not in the schema's YAML.
    """

    source: str
    line: int
    subject: str
    predicate: str
    object: str
    subject_iri: str | None
    predicate_iri: str | None
    object_iri: str | None
    vocabulary: str
    justification: str
    confidence: float | None
    subject_label: str = ""
    object_label: str = ""
    author: str = ""
    reviewer: str = ""
    comment: str = ""
    object_source: str = ""
    in_schema: bool = True

    @property
    def is_no_term(self) -> bool:
        """Whether the row says that there is no fitting term, or no fitting element."""
        return NO_TERM in {self.object, self.subject}


class MappingSet(msgspec.Struct, frozen=True, kw_only=True):
    """A file: its header, its rows, its lines, and what is broken in it.

    `vocabulary` is what the name of the file tells, `dspy-<vocabulary>.sssom.tsv`.
    """

    source: str
    vocabulary: str
    header: Header
    columns: tuple[str, ...]
    rows: tuple[Mapping, ...]
    lines: tuple[str, ...]
    faults: tuple[Finding, ...]

    @property
    def metadata(self) -> dict[str, Any]:
        """The header as plain values, without the prefixes."""
        return self.header.metadata

    def cell(self, line: int, column: str) -> str:
        """The text of a cell; an empty one where there is no such column."""
        found = text_files.split_cells(self.lines[line - 1]) if column in self.columns else None
        return found[self.columns.index(column)] if found else ""

    def place(self, line: int, column: str = "subject_id") -> Place:
        """Where a cell begins; the line's beginning where there is no such column."""
        index = self.columns.index(column) if column in self.columns else 0
        return Place(self.source, line, text_files.find_column(self.lines[line - 1], index))


def vocabulary_name(source: str) -> str:
    """The vocabulary that the name of a file tells: `nexus` of `dspy-nexus.sssom.tsv`."""
    name = re.split(r"[/\\]", source)[-1].removesuffix(".sssom.tsv").removesuffix(".tsv")
    return name.partition("-")[2] or name


def read_mapping_set(data: bytes, source: str) -> MappingSet:
    """The mapping set that a file holds; what is broken is in its `faults`, and rows that cannot be read left out."""
    faults: list[Finding] = []

    def tell(place: Place, message: str) -> None:
        faults.append(place.finding("DSP601", message))

    text = decode_text(data, source, tell) or ""
    lines = text.removesuffix("\n").split("\n") if text else []
    first = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = read_header(lines[:first], source, tell) if text else None
    columns: tuple[str, ...] = ()
    rows: tuple[Mapping, ...] = ()
    if not text and not faults:
        tell(Place(source, 1, 1), "is empty")
    elif header is not None:
        columns = read_columns(lines, first, source, header.extensions, tell)
        if columns:
            vocabulary = vocabulary_name(source)
            # What the header says of all rows (SSSOM, propagation of mapping set slots).
            propagated = {"object_source": str(header.metadata.get("object_source", ""))}
            prefixes = BUILT_IN | {name: each.namespace for name, each in header.prefixes.items()}
            rows = tuple(
                _mapping(source, line, vocabulary, propagated | dict(zip(columns, found, strict=True)), prefixes)
                for line, found in text_files.iter_rows(lines, first, source, tell)
            )
    return MappingSet(
        source=source,
        vocabulary=vocabulary_name(source),
        header=header or Header(metadata={}, prefixes={}),
        columns=columns,
        rows=rows,
        lines=tuple(lines),
        faults=tuple(faults),
    )


def _mapping(source: str, line: int, vocabulary: str, row: dict[str, str], prefixes: dict[str, str]) -> Mapping:
    get = row.get
    subject, predicate, object_ = row["subject_id"], row["predicate_id"], row["object_id"]
    return Mapping(
        source=source,
        line=line,
        subject=subject,
        predicate=predicate,
        object=object_,
        subject_iri=expand_curie(subject, prefixes),
        predicate_iri=expand_curie(predicate, prefixes),
        object_iri=expand_curie(object_, prefixes),
        vocabulary=vocabulary,
        justification=row["mapping_justification"],
        confidence=_number(get("confidence", "")),
        subject_label=get("subject_label", ""),
        object_label=get("object_label", ""),
        author=get("author_label", "") or get("author_id", ""),
        reviewer=get("reviewer_label", "") or get("reviewer_id", ""),
        comment=get("comment", ""),
        object_source=expand_curie(row["object_source"], prefixes) or "",
        in_schema=_NOT_IN_SCHEMA not in _SEPARATORS.split(get("other", "")),
    )


def _number(text: str) -> float | None:
    # Not what float takes besides: infinity, digits of other scripts, underscores.
    return float(text) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text, re.ASCII) else None
