"""Prefixes are bound to the right namespaces, and namespaces to the right prefixes, in SSSOM and in YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings import curies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom_header import Prefix

_CODE = "DSP604"
_CELLS = {
    "subject_id": "subject",
    "predicate_id": "predicate",
    "object_id": "object",
    "mapping_justification": "justification",
}


def bound_right(alignment: Alignment) -> Iterator[Finding]:
    """What a file binds a prefix to is what everybody binds it to."""
    right = alignment.namespaces
    others = alignment.vocabularies.namespaces
    tables = [each.header.prefixes for each in alignment.sets]
    if alignment.is_whole:
        tables += [each.prefixes for each in alignment.elements.modules]
    for table in tables:
        for name, prefix in table.items():
            if message := _wrong(name, prefix, right, others):
                yield prefix.place.finding(_CODE, message)


def known(alignment: Alignment) -> Iterator[Finding]:
    """The CURIEs of rows, and of mappings in YAML, have prefixes that the file declares."""
    for set_ in alignment.sets:
        prefixes = set_.header.prefixes.keys() | curies.BUILT_IN.keys()
        for row in set_.rows:
            for column, member in _CELLS.items():
                if problem := _unknown(getattr(row, member), prefixes):
                    yield set_.place(row.line, column).finding(_CODE, problem)
    if not alignment.is_whole:
        return
    for element in alignment.elements:
        for each in element.mappings:
            if each.iri is None:
                yield each.place.finding(_CODE, _unknown(each.target, ()) or f"{each.target} is no CURIE")


def _wrong(name: str, prefix: Prefix, right: dict[str, str], others: dict[str, str]) -> str | None:
    namespace = prefix.namespace
    wanted = right.get(name)
    if namespace == wanted:
        return None
    owner = others.get(namespace) or next((each for each, found in right.items() if found == namespace), None)
    if wanted is None:
        return f"{namespace} is the namespace of {owner}, not of {name}; call the prefix {owner}" if owner else None
    if owner == name:
        told = f", which is another or former namespace of {name}"
    else:
        told = f", which is the namespace of {owner}" if owner else ""
    return f"the prefix {name} is bound to {namespace}{told}; it stands for {wanted}"


def _unknown(curie: str, prefixes: object) -> str | None:
    # What is missing altogether is a matter of other rules, and of the reader.
    if not curie:
        return None
    prefix = curies.prefix(curie)
    if prefix is None:
        return f"{curie} is no CURIE; write a prefix, a colon and a name"
    return None if prefix in prefixes else f"the prefix {prefix} of {curie} is not declared in this file"  # type: ignore[operator]
