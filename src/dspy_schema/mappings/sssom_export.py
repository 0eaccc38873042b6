"""All mapping sets as one: merged, and written as SSSOM/TSV, SSSOM/JSON or Turtle.

A row that states that there is no term, or that a mapping does not hold, is only an annotation in Turtle.
"""

from __future__ import annotations

import json
import re
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec
import yaml

from dspy_schema.mappings import text_files
from dspy_schema.mappings.sssom import STRING, Extension
from dspy_schema.mappings.sssom_model import (
    BUILT_IN,
    COLUMNS,
    ENUMS,
    NO_TERM,
    NOT,
    PROPAGATED,
    SLOTS,
    Slot,
    add_standard_prefixes,
    expand_curie,
    join_values,
    shorten_iri,
    shorten_property,
    split_values,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dspy_schema.mappings.sssom import MappingSet


_FOLDER = "https://w3id.org/lmodel/dspy/mappings/"
_ID = f"{_FOLDER}dspy.sssom.tsv"
_TITLE = "Mappings of the DSPy schema to other vocabularies"
# Slots that describe one set, and not all of them together.
_OF_ONE_SET = {"mapping_set_id", "mapping_set_title", "mapping_set_description", "mapping_set_source"}
_SOURCE = "mapping_source"
# A text with one of these is quoted in a cell (RFC 4180).
_QUOTED = ("\t", '"', "\n", "\r")
_UNLIMITED = 1 << 16
_VOCABULARY = "https://w3id.org/sssom/"
_JSONLD_TYPES = {"entity": "@id", "uri": "@id", "number": "xsd:double", "date": "xsd:date"}
_TURTLE_TYPES = {"number": "^^xsd:double", "date": "^^xsd:date"}
_AXIOM = ("subject_id", "predicate_id", "object_id")
_NEXT = " ;\n    "
_OF_1_1 = {
    *("record_id", "predicate_type", "cardinality_scope", "mapping_tool_id", "review_date", "reviewer_agreement"),
    *("mapping_set_confidence", "sssom_version"),
}
# What a set defines has one value, whose type stands elsewhere.
_EXTENSION = Slot("text", many=False, property="")
_IRI_TYPES = {BUILT_IN["linkml"] + name for name in ("uriOrCurie", "Uriorcurie", "uriorcurie")}
# The names that Turtle takes without escapes, and a few less.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?", re.ASCII)
_PREFIX = re.compile(r"[A-Za-z](?:[\w.-]*[\w-])?", re.ASCII)
# An IRI in angle brackets cannot have these (Turtle, production IRIREF).
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\]')


class MergedSet(msgspec.Struct, frozen=True):
    """Metadata, prefixes with their namespaces, columns, rows in canonical order, and the columns that sets define."""

    metadata: dict[str, Any]
    prefixes: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    extensions: dict[str, Extension] = {}


def merge_sets(sets: Iterable[MappingSet], selected: str = "") -> MergedSet:
    """Merge mapping sets into one, with the metadata that they have in common.

    `selected` says which rows these are, if they are not all; it becomes a part of the id.

    What a header says of all rows is kept: in the header where all rows of all sets have it, else in the rows. Columns
    are in the order of the standard, without empty ones, those that sets define after them; rows are sorted by their
    cells. Prefixes are those of the files; where two disagree, the first counts, and the check reports the other.
    """
    sets = list(sets)
    prefixes: dict[str, str] = {}
    extensions: dict[str, Extension] = {}
    for set_ in sets:
        for name, prefix in set_.header.prefixes.items():
            prefixes.setdefault(name, prefix.namespace)
        extensions |= {name: item for name, item in set_.header.extensions.items() if name not in extensions}
    metadata = _merge_metadata(sets, selected)
    rows = [row for set_ in sets for row in _read_rows(set_, metadata)]
    for name in PROPAGATED:
        # What all rows have is said once (SSSOM, section on condensation).
        values = {row.get(name, "") for row in rows}
        if len(values) == 1 and (value := values.pop()):
            metadata[name] = split_values(value) if SLOTS[name].many else value
            for row in rows:
                del row[name]
    known = (*COLUMNS, *sorted(extensions, key=lambda name: extensions[name].property))
    columns = tuple(name for name in known if any(row.get(name) for row in rows))
    if not _OF_1_1.isdisjoint((*columns, *metadata)):
        # A set without this slot is one of SSSOM 1.0, which has fewer slots.
        metadata["sssom_version"] = "1.1"
    return MergedSet(
        metadata=dict(sorted(metadata.items())),
        prefixes=dict(sorted(prefixes.items())),
        columns=columns,
        rows=tuple(sorted(rows, key=lambda row: [row.get(name, "") for name in columns])),
        extensions={name: extensions[name] for name in columns if name in extensions},
    )


def _read_rows(set_: MappingSet, common: dict[str, Any]) -> list[dict[str, str]]:
    """Read the rows of a set, with what its header says of each of them and no other set's does."""
    rows = []
    for mapping in set_.rows:
        cells = text_files.split_cells(set_.lines[mapping.line - 1]) or []
        rows.append(dict(zip(set_.columns, cells, strict=False)))
    for name in PROPAGATED:
        value = set_.metadata.get(name)
        # A set's value holds for its rows unless one of them has its own (SSSOM, section on propagation).
        if value and not any(row.get(name) for row in rows):
            text = join_values(map(str, value)) if isinstance(value, list) else str(value)
            for row in rows:
                row[name] = text
    for row in rows:
        row[_SOURCE] = row.get(_SOURCE) or str(set_.metadata.get("mapping_set_id", ""))
        # A row that states that there is no term names its vocabulary here, since the merged file has no name for it.
        row["object_source"] = row.get("object_source") or str(set_.metadata.get("object_source", ""))
        if "license" in set_.metadata and "license" not in common:
            row["license"] = row.get("license") or str(set_.metadata["license"])
    return rows


def _merge_metadata(sets: list[MappingSet], selected: str) -> dict[str, Any]:
    common = {
        name: value
        for name, value in (sets[0].metadata if sets else {}).items()
        if name not in {*_OF_ONE_SET, *PROPAGATED}
        and name in SLOTS
        and all(set_.metadata.get(name) == value for set_ in sets)
    }
    return {**_identify(sets, selected), **common}


def _identify(sets: list[MappingSet], selected: str) -> dict[str, str]:
    """Return the id and the title of what sets are merged to: one set keeps its own, others get one of their ids."""
    ids = sorted(str(set_.metadata.get("mapping_set_id") or set_.source) for set_ in sets)
    titles = [str(set_.metadata["mapping_set_title"]) for set_ in sets if set_.metadata.get("mapping_set_title")]
    if all(id_.startswith(_FOLDER) for id_ in ids):
        id_, title = _ID, _TITLE
    elif len(ids) == 1 and ":" in ids[0]:
        id_, title = ids[0], titles[0] if titles else ids[0]
    else:
        id_, title = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(ids))}", "; ".join(titles) or "Mappings"
    if selected:
        id_ = f"{id_}#{quote(selected, safe='=&.:')}"
        title = f"{title}, of which those with {selected.replace('&', ' and ')}"
    return {"mapping_set_id": id_, "mapping_set_title": title}


def write_tsv(merged: MergedSet) -> bytes:
    """Write SSSOM/TSV, byte for byte the same for the same mappings."""
    header: dict[str, Any] = {**merged.metadata, "curie_map": merged.prefixes}
    if merged.extensions:
        header["extension_definitions"] = [
            {"slot_name": name, "property": shorten_iri(extension.property, merged.prefixes)}
            | ({"type_hint": shorten_iri(extension.type, merged.prefixes)} if extension.type != STRING else {})
            for name, extension in merged.extensions.items()
        ]
    # Each value on one line: the next line of a comment would be another comment.
    text = yaml.safe_dump(header, allow_unicode=True, sort_keys=False, width=_UNLIMITED)
    lines = [f"#{line}" for line in text.splitlines()]
    lines.append("\t".join(merged.columns))
    lines += ["\t".join(_quote(row.get(name, "")) for name in merged.columns) for row in merged.rows]
    return "".join(f"{line}\n" for line in lines).encode()


def _quote(text: str) -> str:
    if any(character in text for character in _QUOTED):
        return '"' + text.replace('"', '""') + '"'
    return text


def write_json(merged: MergedSet) -> bytes:
    """Write SSSOM/JSON, byte for byte the same for the same mappings."""
    document = {
        "@context": _build_context(merged),
        "@type": "MappingSet",
        **{name: _convert_value(text, SLOTS[name]) for name, text in merged.metadata.items()},
        "mappings": [
            {name: _convert_value(row[name], SLOTS.get(name, _EXTENSION)) for name in merged.columns if row.get(name)}
            for row in merged.rows
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _convert_value(text: Any, slot: Slot) -> Any:
    """Convert a text to the value of a slot; several are separated by bars in a cell."""
    if slot.many:
        return text if isinstance(text, list) else split_values(str(text))
    return float(text) if slot.kind == "number" else text


def _build_context(merged: MergedSet) -> dict[str, Any]:
    prefixes = add_standard_prefixes(merged.prefixes)
    terms: dict[str, Any] = {
        name: {"@id": shorten_property(SLOTS[name].property, prefixes)}
        | ({"@type": datatype} if (datatype := _JSONLD_TYPES.get(SLOTS[name].kind)) else {})
        for name in (*merged.metadata, *merged.columns)
        if name in SLOTS
    } | {
        name: {"@id": extension.property} | ({"@type": extension.type} if extension.type != STRING else {})
        for name, extension in merged.extensions.items()
    }
    mappings = {"@id": "sssom:mappings", "@container": "@set"}
    return {"@vocab": _VOCABULARY, **prefixes, "mappings": mappings, **dict(sorted(terms.items()))}


def write_turtle(merged: MergedSet) -> bytes:
    """Write Turtle, byte for byte the same for the same mappings."""
    return "".join(_TurtleWriter(merged).iter_parts()).encode()


class _TurtleWriter:
    def __init__(self, merged: MergedSet) -> None:
        self._merged = merged
        self._namespaces = add_standard_prefixes(merged.prefixes)
        self._prefixes = {name: iri for name, iri in self._namespaces.items() if _PREFIX.fullmatch(name)}

    def iter_parts(self) -> Iterator[str]:
        """Yield the prefixes, the mappings of each subject, and the set with the annotations of each mapping."""
        for name, iri in self._prefixes.items():
            yield f"@prefix {name}: {_bracket(iri)} .\n"
        mappings: dict[str, dict[str, list[str]]] = {}
        for row in self._merged.rows:
            if NO_TERM not in {row["subject_id"], row["object_id"]} and row.get("predicate_modifier") != NOT:
                predicates = mappings.setdefault(row["subject_id"], {})
                predicates.setdefault(row["predicate_id"], []).append(row["object_id"])
        for subject, predicates in mappings.items():
            statements = [
                f"{self._format_entity(predicate)} {', '.join(map(self._format_entity, dict.fromkeys(objects)))}"
                for predicate, objects in predicates.items()
            ]
            yield f"\n{self._format_entity(subject)} {_NEXT.join(statements)} .\n"
        yield f"\n{self._format_set()} .\n"

    def _format_set(self) -> str:
        metadata = dict(self._merged.metadata)
        iri = _bracket(str(metadata.pop("mapping_set_id")))
        lines = [f"{iri} a sssom:MappingSet"]
        lines += [self._format_statement(name, value) for name, value in metadata.items()]
        axioms = ",\n    ".join(map(self._format_axiom, self._merged.rows))
        if axioms:
            lines.append(f"sssom:mappings {axioms}")
        return _NEXT.join(lines)

    def _format_axiom(self, row: dict[str, str]) -> str:
        names = [*_AXIOM, *(name for name in self._merged.columns if name not in _AXIOM and row.get(name))]
        statements = (self._format_statement(name, row[name]) for name in names)
        return f"[ {f'{_NEXT}    '.join(['a owl:Axiom', *statements])} ]"

    def _format_statement(self, name: str, text: object) -> str:
        if extension := self._merged.extensions.get(name):
            return f"{_bracket(extension.property)} {self._format_extension(str(text), extension)}"
        slot = SLOTS[name]
        value = _convert_value(text, slot)
        values = value if isinstance(value, list) else [value]
        if name in ENUMS:
            objects = ", ".join(self._format_constant(name, str(item)) for item in values)
        else:
            objects = ", ".join(self._format_value(str(item), slot) for item in values)
        return f"{shorten_property(slot.property, self._namespaces)} {objects}"

    def _format_extension(self, text: str, extension: Extension) -> str:
        if extension.type in _IRI_TYPES:
            return self._format_entity(text)
        literal = json.dumps(text, ensure_ascii=False)
        return literal if extension.type == STRING else f"{literal}^^{_bracket(extension.type)}"

    def _format_constant(self, name: str, text: str) -> str:
        """Format a value of few: as the term that stands for it, if it has one (SSSOM/RDF, slots of enumerations)."""
        meaning = ENUMS[name].get(text)
        if not meaning:
            return json.dumps(text, ensure_ascii=False)
        return (
            meaning if meaning.partition(":")[0] in self._prefixes else _bracket(expand_curie(meaning, BUILT_IN) or "")
        )

    def _format_value(self, text: str, slot: Slot) -> str:
        if slot.kind == "entity":
            return self._format_entity(text)
        if slot.kind == "uri":
            return _bracket(text)
        return f"{json.dumps(text, ensure_ascii=False)}{_TURTLE_TYPES.get(slot.kind, '')}"

    def _format_entity(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        if prefix in self._prefixes and _LOCAL.fullmatch(local):
            return curie
        return _bracket(expand_curie(curie, self._namespaces) or curie)


def _bracket(iri: str) -> str:
    escaped = _FORBIDDEN.sub(lambda match: rf"\u{ord(match[0]):04X}", iri)
    return f"<{escaped}>"


WRITERS: dict[str, Callable[[MergedSet], bytes]] = {"tsv": write_tsv, "json": write_json, "turtle": write_turtle}
