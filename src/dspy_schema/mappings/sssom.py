"""SSSOM/TSV: the header and the rows of a mapping set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from dspy_schema.findings import Finding, Severity
from dspy_schema.mappings import text_files
from dspy_schema.mappings.sssom_model import BUILT_IN, COLUMNS, NO_TERM, NOT, expand_curie, split_values
from dspy_schema.mappings.text_files import Place, TextFile

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


STRING = "http://www.w3.org/2001/XMLSchema#string"
"""The type of the values of a slot that a file defines without one."""
_CODE = "DSP601"
_PREFIXES = "curie_map"
_EXTENSIONS = "extension_definitions"
_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_NOT_IN_SCHEMA = "in_schema=false"
_NO_PROPERTY = "http://sssom.invalid/"
_SEPARATORS = re.compile(r"[|;,\s]+")
# Unlike float(), without infinity, digits of other scripts and underscores.
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


class Prefix(msgspec.Struct, frozen=True, gc=False):
    """The namespace that a prefix is bound to, and the place where it is."""

    namespace: str
    place: Place


class Extension(msgspec.Struct, frozen=True, gc=False):
    """A slot that a file defines itself: the IRIs of its property and of the type of its values."""

    property: str
    type: str


class Header(msgspec.Struct, frozen=True):
    """The metadata of a mapping set, the places of its keys, its prefixes, and the slots that it defines itself."""

    metadata: dict[str, Any]
    prefixes: dict[str, Prefix]
    extensions: dict[str, Extension] = {}
    places: dict[str, Place] = {}

    @property
    def namespaces(self) -> dict[str, str]:
        """The namespaces by prefix, those included that no file needs to declare."""
        return BUILT_IN | {name: prefix.namespace for name, prefix in self.prefixes.items()}


class Mapping(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row: an element of the schema, a term, how they are related, and why.

    `subject`, `predicate` and `object` are CURIEs as the file has them, `subject_iri`, `predicate_iri` and `object_iri`
    their IRIs (None where the prefix is unknown). `vocabulary` is that of the file, `confidence` from 0 to 1 (None
    where it is missing or not a number). `in_schema` is False where the schema's YAML is to be without the mapping,
    `is_denied` is True where the row states that the mapping does not hold (predicate_modifier `Not`).
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
    is_denied: bool = False

    @property
    def is_no_term(self) -> bool:
        """Whether the row states that there is no fitting term, or no fitting element."""
        return NO_TERM in {self.object, self.subject}


class MappingSet(msgspec.Struct, frozen=True, kw_only=True):
    """A file: its header, its rows, its lines and its faults.

    `vocabulary` comes from the name of the file, `dspy-<vocabulary>.sssom.tsv`.
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

    @property
    def is_sound(self) -> bool:
        """Whether the file has no faults but such that are only noted."""
        return not any(fault.severity is Severity.ERROR for fault in self.faults)

    def cell(self, line: int, column: str) -> str:
        """Return the text of a cell; an empty one where there is no such column."""
        cells = text_files.split_cells(self.lines[line - 1]) if column in self.columns else None
        index = self.columns.index(column) if cells else 0
        # Cells at the end of a line may be left out.
        return cells[index] if cells and index < len(cells) else ""

    def place(self, line: int, column: str = "subject_id") -> Place:
        """Return the place where a cell begins, or the line where there is no such column."""
        index = self.columns.index(column) if column in self.columns else 0
        return Place(self.source, line, text_files.find_column(self.lines[line - 1], index))


def read_mapping_set(
    data: bytes, source: str, *, is_lenient: bool = False, metadata: tuple[str, bytes] | None = None
) -> MappingSet:
    """Read the mapping set in a file; what is broken is in its `faults`, and broken rows are left out.

    With `is_lenient`, what readers of SSSOM accept, though writers should not write it, is only noted. `metadata` are
    the name and the content of a file that has the header, where it is not in this one.
    """
    file = TextFile(source, data, _CODE, is_lenient=is_lenient)
    other = TextFile(*metadata, _CODE, is_lenient=is_lenient) if metadata else None
    lines = file.lines
    header = Header(metadata={}, prefixes={})
    columns: tuple[str, ...] = ()
    rows: tuple[Mapping, ...] = ()
    if lines:
        head = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
        if found := _read_header(file, lines[:head]) if other is None else _read_metadata(other):
            header = found
            columns = _read_columns(file, lines, head, header.extensions)
        if columns:
            rows = tuple(_iter_rows(file, lines, head, header, columns))
    elif not file.faults:
        file.add_fault("is empty")
    return MappingSet(
        source=source,
        vocabulary=vocabulary_name(source),
        header=header,
        columns=columns,
        rows=rows,
        lines=tuple(lines),
        faults=(*(other.faults if other else ()), *file.faults),
    )


def vocabulary_name(source: str) -> str:
    """Return the vocabulary in the name of a file: `nexus` of `dspy-nexus.sssom.tsv`."""
    name = re.split(r"[/\\]", source)[-1].removesuffix(".sssom.tsv").removesuffix(".tsv")
    return name.partition("-")[2] or name


def _read_header(file: TextFile, lines: list[str]) -> Header | None:
    """Read the header in these lines, which begin with `#`; None, and a fault, where there is none."""
    if not lines:
        file.add_fault(f"has no header: lines that begin with # and hold YAML, the {_PREFIXES} among it")
        return None
    return _read_yaml(file, "\n".join(line[1:] for line in lines), columns=1)


def _read_metadata(file: TextFile) -> Header | None:
    """Read a file with a header, whose lines do not begin with `#` (SSSOM/TSV, external metadata mode)."""
    return None if file.text is None else _read_yaml(file, file.text, columns=0)


def _read_yaml(file: TextFile, text: str, columns: int) -> Header | None:
    """Read a header; in the file, each line begins `columns` later."""
    node = file.compose_yaml(text, columns)
    if node is None:
        return None

    def add_fault(key: yaml.Node, message: str) -> None:
        place = text_files.node_place(key, file.source, columns)
        file.add_fault(message, place.line or 1, place.column or 1)

    if alias := _find_alias(node):
        add_fault(alias, "the header uses an alias, which SSSOM does not allow")
        return None
    seen: set[str] = set()
    for key, _ in text_files.iter_items(node):
        if key.value in seen:
            add_fault(key, f"the header has {key.value} twice")
        seen.add(key.value)
    prefixes: dict[str, Prefix] = {}
    table = text_files.map_members(node).get(_PREFIXES)
    for key, value in text_files.iter_items(table):
        if not isinstance(value, yaml.ScalarNode) or not value.value:
            add_fault(key, f"the prefix {key.value} is bound to nothing")
        elif key.value in prefixes:
            add_fault(key, f"the header binds the prefix {key.value} twice")
        else:
            prefixes[key.value] = Prefix(value.value, text_files.node_place(key, file.source, columns))
    if not isinstance(table, yaml.MappingNode):
        file.add_fault(f"the header has no {_PREFIXES} that binds prefixes to namespaces")
        return None
    metadata = _convert_mapping(node)
    metadata.pop(_PREFIXES)
    places = {key.value: text_files.node_place(key, file.source, columns) for key, _ in text_files.iter_items(node)}
    namespaces = Header(metadata, prefixes).namespaces
    return Header(metadata, prefixes, _read_extensions(metadata.get(_EXTENSIONS), namespaces), places)


def _find_alias(node: yaml.Node) -> yaml.Node | None:
    """Find a node that is there more than once, as aliases make it; such nodes may be nested without end."""
    seen: set[int] = set()
    waiting = [node]
    for item in waiting:
        if id(item) in seen:
            return item
        seen.add(id(item))
        if isinstance(item, yaml.MappingNode):
            waiting += [inner for pair in item.value for inner in pair]
        elif isinstance(item, yaml.SequenceNode):
            waiting += item.value
    return None


def _read_extensions(defined: object, namespaces: dict[str, str]) -> dict[str, Extension]:
    """Return the slots that a header defines, by name (SSSOM, section on defined extensions)."""
    extensions = {}
    for definition in defined if isinstance(defined, list) else ():
        if isinstance(definition, dict) and isinstance(name := definition.get("slot_name"), str) and name:
            property_ = expand_curie(str(definition.get("property", "")), namespaces)
            type_ = expand_curie(str(definition.get("type_hint", "")), namespaces)
            extensions[name] = Extension(property_ or _NO_PROPERTY + name, type_ or STRING)
    return extensions


def _convert_mapping(node: yaml.MappingNode) -> dict[str, Any]:
    """Convert nodes to plain values; dates and numbers stay the texts that they are written as."""
    return {key.value: _convert_value(value) for key, value in text_files.iter_items(node)}


def _convert_value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _convert_mapping(node)
    if isinstance(node, yaml.SequenceNode):
        return [_convert_value(item) for item in node.value]
    return node.value


def _read_columns(file: TextFile, lines: list[str], head: int, extensions: Collection[str]) -> tuple[str, ...]:
    """Read the names of the columns in the line at index `head`; none, and a fault, where rows cannot be read."""
    names = text_files.split_cells(lines[head]) if head < len(lines) else None
    if not names or names == [""]:
        file.add_fault("has no table below the header", min(head, len(lines)) + 1)
        return ()
    readable = True
    for index, name in enumerate(names):
        column = text_files.find_column(lines[head], index)
        if name in names[:index]:
            file.add_fault(f"the column {name} is there twice", head + 1, column)
            readable = False
        elif name not in COLUMNS and name not in extensions:
            from difflib import get_close_matches

            near = get_close_matches(name, COLUMNS, 1)
            advice = f"; did you mean {near[0]}?" if near else ""
            if near or not file.is_lenient:
                file.add_fault(f"SSSOM has no column {name!r}{advice}", head + 1, column)
            else:
                # What nobody defines is left out (SSSOM/TSV, non-standard slots).
                file.add_fault(
                    f"the column {name!r} is not one of SSSOM, and is left out", head + 1, column, Severity.INFO
                )
    for name in _REQUIRED:
        if name not in names:
            file.add_fault(f"the table has no column {name}", head + 1)
            readable = False
    return tuple(names) if readable else ()


def _iter_rows(
    file: TextFile, lines: list[str], head: int, header: Header, columns: tuple[str, ...]
) -> Iterator[Mapping]:
    namespaces = header.namespaces
    vocabulary = vocabulary_name(file.source)
    # Some slots in the header hold for all rows, unless a row has a value of its own (SSSOM, section on propagation).
    object_source = str(header.metadata.get("object_source", ""))
    least = max(map(columns.index, _REQUIRED)) + 1
    for line, cells in file.read_rows(lines, head, least):
        row = dict(zip(columns, cells, strict=True))
        row["object_source"] = row.get("object_source") or object_source
        confidence = row.get("confidence", "")
        yield Mapping(
            source=file.source,
            line=line,
            subject=row["subject_id"],
            predicate=row["predicate_id"],
            object=row["object_id"],
            subject_iri=expand_curie(row["subject_id"], namespaces),
            predicate_iri=expand_curie(row["predicate_id"], namespaces),
            object_iri=expand_curie(row["object_id"], namespaces),
            vocabulary=vocabulary,
            justification=row["mapping_justification"],
            confidence=float(confidence) if _NUMBER.fullmatch(confidence) else None,
            subject_label=row.get("subject_label", ""),
            object_label=row.get("object_label", ""),
            author=_list_people(row, "author"),
            reviewer=_list_people(row, "reviewer"),
            comment=row.get("comment", ""),
            object_source=expand_curie(row["object_source"], namespaces) or "",
            in_schema=_NOT_IN_SCHEMA not in split_other(row.get("other", "")),
            is_denied=row.get("predicate_modifier") == NOT,
        )


def split_other(text: str) -> list[str]:
    """Split the text of the column `other`, which SSSOM leaves open, into its words."""
    return _SEPARATORS.split(text) if text else []


def _list_people(row: dict[str, str], role: str) -> str:
    text = row.get(f"{role}_label", "") or row.get(f"{role}_id", "")
    return ", ".join(split_values(text)) if "|" in text else text
