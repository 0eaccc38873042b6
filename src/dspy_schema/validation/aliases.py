"""Names of members in vendors' records: other spellings are read as the members that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import artifacts
from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext import scanner
from dspy_schema.validation import messages

if TYPE_CHECKING:
    from dspy_schema.artifacts import VendorTypes


Path = tuple[str | int, ...]
_JSON_LD = frozenset({"@context", "@id", "@type"})


class Respelled(msgspec.Struct, gc=False):
    """A record with the names that its class has, diagnostics of its names, and the names as they are written.

    `written` has the name of each member in another spelling as it is in the record, by the pointer in `record`.
    """

    record: dict[str, Any]
    problems: list[Diagnostic]
    written: dict[str, str]

    def pointer(self, pointer: str) -> str:
        """The pointer into the record as it is written for a pointer into `record`."""
        if not self.written:
            return pointer
        tokens, at = [], ""
        for token in pointer.split("/")[1:]:
            at = f"{at}/{token}"
            tokens.append(self.written.get(at, token))
        return "".join(f"/{token}" for token in tokens)


def respell(record: dict[str, Any], type_: str) -> Respelled:
    """The record of a vendor's type with the names of its class."""
    vendor, _, name = type_.partition(":")
    types = artifacts.load_vendor_types(vendor)
    if types is None:
        raise KeyError(type_)
    reader = _Reader(types)
    return Respelled(reader.read_object(record, name, (), ()), reader.problems, reader.written)


class _Reader:
    """Walks the objects that a vendor's schema describes; `path` is as it is written, `meant` as it is read."""

    def __init__(self, types: VendorTypes) -> None:
        self._types = types
        self.problems: list[Diagnostic] = []
        self.written: dict[str, str] = {}

    def read_object(self, value: dict[str, Any], name: str, path: Path, meant: Path) -> dict[str, Any]:
        """The object of a class, with the names that the class has."""
        class_ = self._types.classes[name]
        known = tuple(sorted(class_.members))
        members: dict[str, Any] = {}
        for written, content in value.items():
            member = class_.aliases.get(written, written)
            pointer = scanner.join_pointer((*path, written))
            if member != written:
                if member in value:
                    self._inform("DSP211", messages.repeated_member(written, member), pointer)
                    members[written] = content
                    continue
                self.written[scanner.join_pointer((*meant, member))] = scanner.join_pointer((written,))[1:]
                self._inform("DSP212", messages.alternative_spelling(written, member), pointer)
            if member not in class_.members and (path or written not in _JSON_LD):
                self._inform("DSP211", messages.unknown_member(written, known), pointer)
            if inner := class_.inner.get(member):
                is_map = member in class_.maps
                members[member] = self._read_inner(content, inner, (*path, written), (*meant, member), is_map)
            else:
                members[member] = content
        return members

    def _read_inner(self, value: Any, name: str, path: Path, meant: Path, is_map: bool) -> Any:
        """The value of a member that holds objects of a class, in an array or a map or alone."""
        if isinstance(value, list):
            return [
                self._read_inner(item, name, (*path, index), (*meant, index), False) for index, item in enumerate(value)
            ]
        if not isinstance(value, dict):
            return value
        kinds = self._types.kinds.get(name)
        type_ = value.get("type")
        is_one = kinds and (isinstance(type_, str) or not any(isinstance(member, dict) for member in value.values()))
        if is_map and not is_one:
            return {
                key: self._read_inner(member, name, (*path, key), (*meant, key), False) for key, member in value.items()
            }
        known = kinds.get(type_) if kinds and isinstance(type_, str) else None if kinds else name
        return self.read_object(value, known, path, meant) if known else value

    def _inform(self, code: str, message: str, pointer: str) -> None:
        self.problems.append(Diagnostic(code, message, pointer, Severity.INFO, at_key=True))
