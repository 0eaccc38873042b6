"""SSSOM/TSV: a header of YAML in comments, and a table of mappings (https://mapping-commons.github.io/sssom/)."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from dspy_schema.findings import Finding
from dspy_schema.mappings import sssom_columns, tsv
from dspy_schema.mappings.curies import BUILT_IN, NO_TERM, expanded
from dspy_schema.mappings.places import Place
from dspy_schema.mappings.sssom_header import Header, read_header
from dspy_schema.mappings.texts import decoded

_NOT_IN_SCHEMA = "in_schema=false"
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
        found = tsv.cells(self.lines[line - 1]) if column in self.columns else None
        return found[self.columns.index(column)] if found else ""

    def place(self, line: int, column: str = "subject_id") -> Place:
        """Where a cell begins; the line's beginning where there is no such column."""
        index = self.columns.index(column) if column in self.columns else 0
        return Place(self.source, line, tsv.column(self.lines[line - 1], index))


def vocabulary_of(source: str) -> str:
    """The vocabulary that the name of a file tells: `nexus` of `dspy-nexus.sssom.tsv`."""
    name = re.split(r"[/\\]", source)[-1].removesuffix(".sssom.tsv").removesuffix(".tsv")
    return name.partition("-")[2] or name


def read(data: bytes, source: str) -> MappingSet:
    """The mapping set that a file holds; what is broken is in its `faults`, and rows that cannot be read left out."""
    faults: list[Finding] = []

    def tell(place: Place, message: str) -> None:
        faults.append(place.finding("DSP601", message))

    text = decoded(data, source, tell) or ""
    lines = text.removesuffix("\n").split("\n") if text else []
    first = next((index for index, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = read_header(lines[:first], source, tell) if text else None
    columns: tuple[str, ...] = ()
    rows: tuple[Mapping, ...] = ()
    if not text and not faults:
        tell(Place(source, 1, 1), "is empty")
    elif header is not None:
        columns = sssom_columns.read_columns(lines, first, source, header.extensions, tell)
        if columns:
            vocabulary = vocabulary_of(source)
            # What the header says of all rows (SSSOM, propagation of mapping set slots).
            propagated = {"object_source": str(header.metadata.get("object_source", ""))}
            prefixes = BUILT_IN | {name: each.namespace for name, each in header.prefixes.items()}
            rows = tuple(
                _mapping(source, line, vocabulary, propagated | dict(zip(columns, found, strict=True)), prefixes)
                for line, found in tsv.rows(lines, first, source, tell)
            )
    return MappingSet(
        source=source,
        vocabulary=vocabulary_of(source),
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
        subject_iri=expanded(subject, prefixes),
        predicate_iri=expanded(predicate, prefixes),
        object_iri=expanded(object_, prefixes),
        vocabulary=vocabulary,
        justification=row["mapping_justification"],
        confidence=_number(get("confidence", "")),
        subject_label=get("subject_label", ""),
        object_label=get("object_label", ""),
        author=get("author_label", "") or get("author_id", ""),
        reviewer=get("reviewer_label", "") or get("reviewer_id", ""),
        comment=get("comment", ""),
        object_source=expanded(row["object_source"], prefixes) or "",
        in_schema=_NOT_IN_SCHEMA not in _SEPARATORS.split(get("other", "")),
    )


def _number(text: str) -> float | None:
    # Not what float takes besides: infinity, digits of other scripts, underscores.
    return float(text) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text, re.ASCII) else None
