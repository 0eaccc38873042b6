"""Turtle: each mapping as a triple of SKOS, and what is said of it as an annotation of OWL.

A row that says that there is no term is an annotation only: it states no mapping.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from dspy_schema.mappings.curies import NO_TERM, expanded
from dspy_schema.mappings.sssom_slots import SLOTS, spelled, with_standard
from dspy_schema.mappings.write_json import value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.mappings.merged import Merged
    from dspy_schema.mappings.sssom_slots import Slot

_NEXT = " ;\n    "
# The names that Turtle takes without escapes, and a few less.
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?", re.ASCII)
_PREFIX = re.compile(r"[A-Za-z](?:[\w.-]*[\w-])?", re.ASCII)
# What an IRI in angle brackets may not have (Turtle, production IRIREF).
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_AXIOM = ("subject_id", "predicate_id", "object_id")


def write(merged: Merged) -> bytes:
    """The document, byte for byte the same for the same mappings."""
    return "".join(_Writer(merged).parts()).encode()


class _Writer:
    def __init__(self, merged: Merged) -> None:
        self._merged = merged
        self._known = with_standard(merged.prefixes)
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
        found = value(text, slot)
        values = ", ".join(self._value(str(each), slot) for each in (found if isinstance(found, list) else [found]))
        return f"{spelled(slot.property, self._known)} {values}"

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
        return _bracketed(expanded(curie, self._known) or curie)


def _bracketed(iri: str) -> str:
    escaped = _FORBIDDEN.sub(lambda found: rf"\u{ord(found[0]):04X}", iri)
    return f"<{escaped}>"
