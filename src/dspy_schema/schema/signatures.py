"""Which types a record has the signature of.

A signature is a list of conditions on members, all of which hold of the records of its type. Where signatures of
several types hold, those with the most conditions count. An index leads from what a record has to the few signatures
that may hold, so that the cost does not grow with the number of types.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from dspy_schema import artifacts, plugins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dspy_schema.artifacts import Condition


# Longer than any text that names a type.
_LONGEST_WORD = 1000
_QUOTE = ord('"')
_BRACE = ord("{")
_decode_names = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_decode = msgspec.json.Decoder().decode


class Signature(NamedTuple):
    """A type, conditions that hold of its records, and the names of its members by their other spellings."""

    type: str
    conditions: Sequence[Condition]
    aliases: Mapping[str, str]


class SignatureIndex:
    """Signatures by a member that their records have: of several, the one that the fewest signatures ask for."""

    def __init__(self, signatures: Iterable[Signature]) -> None:
        self._signatures = list(signatures)
        askers: dict[object, int] = {}
        for signature in self._signatures:
            for key in {key for condition in signature.conditions for key in _list_keys(condition)}:
                askers[key] = askers.get(key, 0) + 1
        # By name, and below it by value: None stands for any.
        self._by_member: dict[str, dict[object, list[int]]] = {}
        for number, signature in enumerate(self._signatures):
            present = [keys for condition in signature.conditions if (keys := _list_keys(condition))]
            keys = min(present, key=lambda keys: sum(askers[key] for key in keys), default=[])
            names = {name for name, _ in keys}
            spelled = [alias for alias, name in signature.aliases.items() if name in names]
            for name in (*names, *spelled):
                values = self._by_member.setdefault(name, {})
                for value in {value for _, value in keys}:
                    values.setdefault(value, []).append(number)

    def match(self, record: Mapping[str, object]) -> list[str]:
        """Return the types of which a record has a signature, in their order; only those with the most conditions."""
        matches = [self._signatures[number] for number in self._find_candidates(record) if self._holds(number, record)]
        most = max((len(signature.conditions) for signature in matches), default=0)
        return list(dict.fromkeys(signature.type for signature in matches if len(signature.conditions) == most))

    def _find_candidates(self, record: Mapping[str, object]) -> list[int]:
        numbers: list[int] = []
        for name in record.keys() & self._by_member.keys():
            values = self._by_member[name]
            value = record[name]
            numbers += values.get(None, ())
            if isinstance(value, str):
                numbers += values.get(value, ())
        return sorted(set(numbers))

    def _holds(self, number: int, record: Mapping[str, object]) -> bool:
        signature = self._signatures[number]
        if not signature.aliases.keys().isdisjoint(record):
            record = {signature.aliases.get(name, name): value for name, value in record.items()}
        return all(_is_met(condition, record) for condition in signature.conditions)


def _list_keys(condition: Condition) -> list[tuple[str, object]]:
    """List what a record may have for the condition to be met: a name, and a value or None for any."""
    if condition.values is not None:
        return [(condition.member, value) for value in condition.values]
    return [] if condition.present is False else [(condition.member, None)]


def _is_met(condition: Condition, record: Mapping[str, object]) -> bool:
    value = record.get(condition.member)
    if condition.values is not None:
        return value in condition.values
    if condition.pattern is not None:
        return isinstance(value, str) and re.search(condition.pattern, value) is not None
    if condition.has is not None:
        return isinstance(value, Mapping) and value.keys() >= set(condition.has)
    return (condition.member in record) == condition.present


def match_built_in(record: Mapping[str, object]) -> list[str]:
    """Return the types of `dspy` and the built-in vendors of which a record has the signature."""
    return _index_built_in().match(record)


def match_added(record: Mapping[str, object]) -> list[str]:
    """Return the types of the vendors that other packages add; listing these takes a while."""
    built_in = plugins.vendor_folders()
    return _index_vendors(tuple(name for name in plugins.list_vendor_names() if name not in built_in)).match(record)


@cache
def _index_built_in() -> SignatureIndex:
    return SignatureIndex(list_built_in())


def list_built_in() -> Iterator[Signature]:
    """Yield the signatures of types of `dspy`, and of the built-in vendors'."""
    for type_, alternatives in artifacts.load_types().signatures.items():
        for conditions in alternatives:
            yield Signature(type_, conditions, {})
    for vendor in plugins.vendor_folders():
        yield from _list_vendor_signatures(vendor)


@cache
def _index_vendors(vendors: tuple[str, ...]) -> SignatureIndex:
    return SignatureIndex(signature for vendor in vendors for signature in _list_vendor_signatures(vendor))


def _list_vendor_signatures(vendor: str) -> Iterator[Signature]:
    types = artifacts.load_vendor_types(vendor)
    for name, class_ in types.classes.items() if types else ():
        for conditions in class_.signatures:
            yield Signature(f"{vendor}:{name}", conditions, class_.aliases)


def has_only_parts(record: Mapping[str, object]) -> bool:
    """Whether all members of an object are states of parts, as in a program saved without metadata."""
    parts = [part for name, part in record.items() if not name.startswith("@")]
    return bool(parts) and all(
        isinstance(part, Mapping) and (part.keys() >= {"signature", "demos"} or "module_src" in part) for part in parts
    )


def decode_type_values(members: Mapping[str, msgspec.Raw]) -> dict[str, object]:
    """Decode those members of a record that may show its type; the others have None.

    Of objects, the names of their members are decoded. Raises what msgspec raises for a text that it does not take.
    """
    looked_into = _list_looked_into()
    return {
        name: _decode(raw)
        if _is_word(raw)
        else _decode_names(raw)
        if name in looked_into and memoryview(raw)[0] == _BRACE
        else None
        for name, raw in members.items()
    }


@cache
def _list_looked_into() -> frozenset[str]:
    """The members that are objects with certain members in a signature."""
    conditions = [condition for signature in list_built_in() for condition in signature.conditions]
    return frozenset(condition.member for condition in conditions if condition.has is not None)


def _is_word(raw: msgspec.Raw) -> bool:
    """Return True of a short text, such as those that name a type."""
    view = memoryview(raw)
    return view[0] == _QUOTE and len(view) <= _LONGEST_WORD
