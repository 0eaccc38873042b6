"""The types of vendor records, `<vendor>:<Class>`, from the tables in each vendor's folder."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import registry
from dspy_schema.errors import NoArtefactError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Longer than any text that tells a type.
LONGEST_WORD = 1000
_QUOTE = ord('"')
_decode = msgspec.json.Decoder().decode


class Condition(msgspec.Struct, frozen=True):
    """What holds of a member in records of a class: it is one of some words, has a form, or is (not) there."""

    member: str
    words: tuple[str, ...] | None = msgspec.field(name="is", default=None)
    pattern: str | None = None
    present: bool | None = None


class VendorClass(msgspec.Struct, frozen=True):
    """The members of a class, their other spellings, and the classes of the objects in them.

    `maps` are the members whose object may be a map from names to objects; `signs` are alternatives, of each of
    which all conditions hold of a record of the class.
    """

    members: frozenset[str]
    aliases: dict[str, str]
    inner: dict[str, str]
    maps: frozenset[str]
    signs: tuple[tuple[Condition, ...], ...]


class VendorTypes(msgspec.Struct, frozen=True):
    """The classes of a vendor's records, and for each class that others specialise, these by their `type`."""

    classes: dict[str, VendorClass]
    kinds: dict[str, dict[str, str]]


Rules = dict[str, dict[str, list[dict[str, Any]]]]


@cache
def table(vendor: str) -> VendorTypes | None:
    """The types of a vendor's records; None where there is no such vendor."""
    folder = registry.folder(vendor)
    return None if folder is None else msgspec.json.decode(_read(folder, "types.json"), type=VendorTypes)


@cache
def rules(vendor: str) -> Rules:
    """The table of cross-field rules of a vendor that there is, as `artifacts.rules` has it for `dspy`."""
    tables: Rules = msgspec.json.decode(_read(str(registry.folder(vendor)), "rules.json"))
    return tables


def class_of(type_: str) -> VendorClass | None:
    """The class that a type `<vendor>:<Class>` names; None where it names none."""
    vendor, _, name = type_.partition(":")
    types = table(vendor) if name else None
    return types.classes.get(name) if types else None


def json_schema_path(type_: str) -> str:
    """Path of the JSON Schema of a type that there is."""
    vendor, _, name = type_.partition(":")
    return os.path.join(str(registry.folder(vendor)), f"{name}.schema.json")


def path(type_: str, format_: str) -> str:
    """Path of an artefact of the vendor of a type that there is.

    Raises NoArtefactError: vendors' records have no RDF of their own, they are converted.
    """
    vendor, _, _ = type_.partition(":")
    names = {"linkml": f"{vendor}.linkml.yaml", "rules": "rules.json"}
    if format_ not in names:
        raise NoArtefactError(f"{vendor} has no {format_}; convert its records with `dspy-schema convert --to dspy`")
    return os.path.join(str(registry.folder(vendor)), names[format_])


def signs(type_: str) -> tuple[tuple[Condition, ...], ...]:
    """The signs of a type; none where there is no such type."""
    class_ = class_of(type_)
    return class_.signs if class_ else ()


def record_types(vendor: str) -> list[str]:
    """The types of the records of a vendor that `auto` can tell."""
    types = table(vendor)
    return [f"{vendor}:{name}" for name, each in types.classes.items() if each.signs] if types else []


def signed(record: Mapping[str, object], vendors: Iterable[str]) -> list[str]:
    """The types of these vendors whose signs a record has; those with the most conditions, since they are narrowest."""
    found = [
        (len(conditions), type_)
        for vendor in vendors
        for type_ in record_types(vendor)
        for read in [_read_as(type_, record)]
        for conditions in signs(type_)
        if all(_holds(each, read) for each in conditions)
    ]
    most = max((count for count, _ in found), default=0)
    return list(dict.fromkeys(type_ for count, type_ in found if count == most))


def shown(members: Mapping[str, msgspec.Raw]) -> dict[str, object]:
    """The members of a record of which the JSON texts are known, with the values that may tell its type.

    Raises what msgspec raises for a text that it does not take.
    """
    return {name: _decode(raw) if _is_word(raw) else None for name, raw in members.items()}


@cache
def member_names() -> frozenset[str]:
    """The members of all classes of the built-in vendors, in all spellings."""
    tables = [types for vendor in registry.folders() if (types := table(vendor))]
    return frozenset(
        name for types in tables for each in types.classes.values() for name in [*each.members, *each.aliases]
    )


def _is_word(raw: msgspec.Raw) -> bool:
    """True of a short text, such as those that tell a type."""
    view = memoryview(raw)
    return view[0] == _QUOTE and len(view) <= LONGEST_WORD


def _read_as(type_: str, record: Mapping[str, object]) -> Mapping[str, object]:
    """The record with the names of the class for those in another spelling."""
    class_ = class_of(type_)
    if class_ is None or class_.aliases.keys().isdisjoint(record):
        return record
    return {class_.aliases.get(name, name): value for name, value in record.items()}


def _holds(condition: Condition, record: Mapping[str, object]) -> bool:
    value = record.get(condition.member)
    if condition.words is not None:
        return value in condition.words
    if condition.pattern is not None:
        return isinstance(value, str) and re.search(condition.pattern, value) is not None
    return (condition.member in record) == condition.present


def _read(folder: str, name: str) -> bytes:
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()
