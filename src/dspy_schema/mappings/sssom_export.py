"""One set as TSV, JSON, Turtle.

A row that says that there is no term is an annotation only: it states no mapping.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from dspy_schema.mappings import sssom_model
from dspy_schema.mappings.sssom_model import NO_TERM, SLOTS, Slot, complete_columns, expand_curie, spell_slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dspy_schema.mappings.sssom import MappingSet


_ID = "https://w3id.org/lmodel/dspy/mappings/dspy.sssom.tsv"
_TITLE = "Mappings of the DSPy schema to other vocabularies"
# What is said of one set, and not of all of them together.
_OF_ONE = {"mapping_set_id", "mapping_set_title", "mapping_set_description", "mapping_set_source"}
_SOURCE = "mapping_source"
_QUOTED = ("\t", '"', "\n", "\r")
_WIDE = 1 << 16
_VOCABULARY = "https://w3id.org/sssom/"
_DATATYPES = {"entity": "@id", "uri": "@id", "number": "xsd:double", "date": "xsd:date"}
_NEXT = " ;\n    "
_AXIOM = ("subject_id", "predicate_id", "object_id")


class MergedSet(msgspec.Struct, frozen=True):
    """Metadata, prefixes with their namespaces, columns, and rows in canonical order."""

    metadata: dict[str, Any]
    prefixes: dict[str, str]
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


def merge_sets(sets: Iterable[MappingSet]) -> MergedSet:
    """The rows of mapping sets as one set, with what is said of all of them.

    Columns are in the order of the standard, without those that are empty; rows are sorted by their cells. Prefixes are
    those of the files; where two disagree, the first counts, and the check tells of the other.
    """
    given = list(sets)
    prefixes: dict[str, str] = {}
    for each in given:
        for name, prefix in each.header.prefixes.items():
            prefixes.setdefault(name, prefix.namespace)
    rows = [_row(each, row.line) for each in given for row in each.rows]
    columns = tuple(name for name in sssom_model.COLUMNS if any(row.get(name) for row in rows))
    return MergedSet(
        metadata=_metadata(given),
        prefixes=dict(sorted(prefixes.items())),
        columns=columns,
        rows=tuple(sorted(rows, key=lambda row: [row.get(name, "") for name in columns])),
    )


def _row(set_: MappingSet, line: int) -> dict[str, str]:
    row = {name: set_.cell(line, name) for name in set_.columns}
    row[_SOURCE] = row.get(_SOURCE) or str(set_.metadata.get("mapping_set_id", ""))
    # A row that there is no term is about a vocabulary, which only the name of its file tells.
    row["object_source"] = row.get("object_source") or str(set_.metadata.get("object_source", ""))
    return row


def _metadata(sets: list[MappingSet]) -> dict[str, Any]:
    common = {
        name: value
        for name, value in (sets[0].metadata if sets else {}).items()
        if name not in _OF_ONE and name in sssom_model.SLOTS and all(each.metadata.get(name) == value for each in sets)
    }
    return dict(sorted({"mapping_set_id": _ID, "mapping_set_title": _TITLE, **common}.items()))


def write_tsv(merged: MergedSet) -> bytes:
    """The file, byte for byte the same for the same mappings."""
    header: dict[str, Any] = {**merged.metadata, "curie_map": merged.prefixes}
    # On one line each: a comment that goes on would be another.
    text = yaml.safe_dump(header, allow_unicode=True, sort_keys=False, width=_WIDE)
    lines = [f"#{line}" for line in text.splitlines()]
    lines.append("\t".join(merged.columns))
    lines += ["\t".join(_cell(row.get(name, "")) for name in merged.columns) for row in merged.rows]
    return "".join(f"{line}\n" for line in lines).encode()


def _cell(text: str) -> str:
    """A cell, quoted as in CSV where it has to be (RFC 4180)."""
    if any(each in text for each in _QUOTED):
        return '"' + text.replace('"', '""') + '"'
    return text


def write_json(merged: MergedSet) -> bytes:
    """The document, byte for byte the same for the same mappings."""
    document = {
        "@context": _context(merged),
        "@type": "MappingSet",
        **{name: json_value(text, SLOTS[name]) for name, text in merged.metadata.items()},
        "mappings": [
            {name: json_value(row[name], SLOTS[name]) for name in merged.columns if row.get(name)}
            for row in merged.rows
        ],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def json_value(text: Any, slot: Slot) -> Any:
    """The value of a slot; several are separated by bars in a cell."""
    if slot.many:
        return text if isinstance(text, list) else str(text).split("|")
    return float(text) if slot.kind == "number" else text


def _context(merged: MergedSet) -> dict[str, Any]:
    prefixes = complete_columns(merged.prefixes)
    terms: dict[str, Any] = {
        name: {"@id": spell_slot(SLOTS[name].property, prefixes)}
        | ({"@type": datatype} if (datatype := _DATATYPES.get(SLOTS[name].kind)) else {})
        for name in (*merged.metadata, *merged.columns)
    }
    mappings = {"@id": "sssom:mappings", "@container": "@set"}
    return {"@vocab": _VOCABULARY, **prefixes, "mappings": mappings, **dict(sorted(terms.items()))}


# The names that Turtle takes without escapes, and a few less.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?", re.ASCII)
_PREFIX = re.compile(r"[A-Za-z](?:[\w.-]*[\w-])?", re.ASCII)
# What an IRI in angle brackets may not have (Turtle, production IRIREF).
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\]')


def write_turtle(merged: MergedSet) -> bytes:
    """The document, byte for byte the same for the same mappings."""
    return "".join(_Writer(merged).parts()).encode()


class _Writer:
    def __init__(self, merged: MergedSet) -> None:
        self._merged = merged
        self._known = complete_columns(merged.prefixes)
        self._prefixes = {name: iri for name, iri in self._known.items() if _PREFIX.fullmatch(name)}

    def parts(self) -> Iterator[str]:
        """The prefixes, the mappings of each subject, and the set with what it says of each mapping."""
        for name, iri in self._prefixes.items():
            yield f"@prefix {name}: {_bracketed(iri)} .\n"
        stated: dict[str, dict[str, list[str]]] = {}
        for row in self._merged.rows:
            if NO_TERM not in {row["subject_id"], row["object_id"]}:
                of_subject = stated.setdefault(row["subject_id"], {})
                of_subject.setdefault(row["predicate_id"], []).append(row["object_id"])
        for subject, predicates in stated.items():
            told = [
                f"{self._entity(predicate)} {', '.join(self._entity(each) for each in dict.fromkeys(objects))}"
                for predicate, objects in predicates.items()
            ]
            yield f"\n{self._entity(subject)} {_NEXT.join(told)} .\n"
        yield f"\n{self._set()} .\n"

    def _set(self) -> str:
        metadata = dict(self._merged.metadata)
        set_ = _bracketed(str(metadata.pop("mapping_set_id")))
        lines = [f"{set_} a sssom:MappingSet"]
        lines += [self._told(name, metadata[name]) for name in metadata]
        axioms = ",\n    ".join(self._axiom(row) for row in self._merged.rows)
        if axioms:
            lines.append(f"sssom:mappings {axioms}")
        return _NEXT.join(lines)

    def _axiom(self, row: dict[str, str]) -> str:
        names = [*_AXIOM, *(name for name in self._merged.columns if name not in _AXIOM and row.get(name))]
        told = (self._told(name, row[name]) for name in names)
        return f"[ {f'{_NEXT}    '.join(['a owl:Axiom', *told])} ]"

    def _told(self, name: str, text: object) -> str:
        slot = SLOTS[name]
        found = json_value(text, slot)
        values = ", ".join(self._value(str(each), slot) for each in (found if isinstance(found, list) else [found]))
        return f"{spell_slot(slot.property, self._known)} {values}"

    def _value(self, text: str, slot: Slot) -> str:
        if slot.kind == "entity":
            return self._entity(text)
        if slot.kind == "uri":
            return _bracketed(text)
        quoted = json.dumps(text, ensure_ascii=False)
        datatype = {"number": "^^xsd:double", "date": "^^xsd:date"}.get(slot.kind, "")
        return f"{quoted}{datatype}"

    def _entity(self, curie: str) -> str:
        prefix, _, local = curie.partition(":")
        if prefix in self._prefixes and _LOCAL.fullmatch(local):
            return curie
        return _bracketed(expand_curie(curie, self._known) or curie)


def _bracketed(iri: str) -> str:
    escaped = _FORBIDDEN.sub(lambda found: rf"\u{ord(found[0]):04X}", iri)
    return f"<{escaped}>"


def _tsv(merged: MergedSet) -> bytes:

    return write_tsv(merged)


def _json(merged: MergedSet) -> bytes:

    return write_json(merged)


def _turtle(merged: MergedSet) -> bytes:

    return write_turtle(merged)


WRITERS: dict[str, Callable[[MergedSet], bytes]] = {"tsv": _tsv, "json": _json, "turtle": _turtle}
