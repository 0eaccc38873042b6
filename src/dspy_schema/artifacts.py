"""Generated files and tables: dspy's and the vendors'."""

from __future__ import annotations

import os
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

import dspy_schema_model
from dspy_schema import plugins
from dspy_schema.errors import NoArtefactError, UnknownTypeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


# Longer than any text that tells a type.
LONGEST_WORD = 1000
_QUOTE = ord('"')
FORMATS = {
    "context": "dspy.context.jsonld",
    "linkml": "dspy.linkml.yaml",
    "owl": "dspy.owl.ttl",
    "prefixes": "prefixes.json",
    "rules": "rules.json",
    "shacl": "dspy.shacl.ttl",
    "skos": "dspy.skos.ttl",
    "sssom": "dspy.sssom.tsv",
}
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
def load_vendor_types(vendor: str) -> VendorTypes | None:
    """The types of a vendor's records; None where there is no such vendor."""
    folder = plugins.find_vendor_folder(vendor)
    return None if folder is None else msgspec.json.decode(_read(folder, "types.json"), type=VendorTypes)


@cache
def load_vendor_rules(vendor: str) -> Rules:
    """The table of cross-field rules of a vendor that there is, as `artifacts.rules` has it for `dspy`."""
    tables: Rules = msgspec.json.decode(_read(str(plugins.find_vendor_folder(vendor)), "rules.json"))
    return tables


def find_vendor_class(type_: str) -> VendorClass | None:
    """The class that a type `<vendor>:<Class>` names; None where it names none."""
    vendor, _, name = type_.partition(":")
    types = load_vendor_types(vendor) if name else None
    return types.classes.get(name) if types else None


def find_vendor_json_schema(type_: str) -> str:
    """Path of the JSON Schema of a type that there is."""
    vendor, _, name = type_.partition(":")
    return os.path.join(str(plugins.find_vendor_folder(vendor)), f"{name}.schema.json")


def vendor_artifact_path(type_: str, format_: str) -> str:
    """Path of an artefact of the vendor of a type that there is.

    Raises NoArtefactError: vendors' records have no RDF of their own, they are converted.
    """
    vendor, _, _ = type_.partition(":")
    names = {"linkml": f"{vendor}.linkml.yaml", "rules": "rules.json"}
    if format_ not in names:
        raise NoArtefactError(f"{vendor} has no {format_}; convert its records with `dspy-schema convert --to dspy`")
    return os.path.join(str(plugins.find_vendor_folder(vendor)), names[format_])


def list_signatures(type_: str) -> tuple[tuple[Condition, ...], ...]:
    """The signs of a type; none where there is no such type."""
    class_ = find_vendor_class(type_)
    return class_.signs if class_ else ()


def list_vendor_types(vendor: str) -> list[str]:
    """The types of the records of a vendor that `auto` can tell."""
    types = load_vendor_types(vendor)
    return [f"{vendor}:{name}" for name, each in types.classes.items() if each.signs] if types else []


def match_signatures(record: Mapping[str, object], vendors: Iterable[str]) -> list[str]:
    """The types of these vendors whose signs a record has; those with the most conditions, since they are narrowest."""
    found = [
        (len(conditions), type_)
        for vendor in vendors
        for type_ in list_vendor_types(vendor)
        for read in [_read_as(type_, record)]
        for conditions in list_signatures(type_)
        if all(_holds(each, read) for each in conditions)
    ]
    most = max((count for count, _ in found), default=0)
    return list(dict.fromkeys(type_ for count, type_ in found if count == most))


def describe_vendor_types(members: Mapping[str, msgspec.Raw]) -> dict[str, object]:
    """The members of a record of which the JSON texts are known, with the values that may tell its type.

    Raises what msgspec raises for a text that it does not take.
    """
    return {name: _decode(raw) if _is_word(raw) else None for name, raw in members.items()}


@cache
def list_vendor_member_names() -> frozenset[str]:
    """The members of all classes of the built-in vendors, in all spellings."""
    tables = [types for vendor in plugins.vendor_folders() if (types := load_vendor_types(vendor))]
    return frozenset(
        name for types in tables for each in types.classes.values() for name in [*each.members, *each.aliases]
    )


def _is_word(raw: msgspec.Raw) -> bool:
    """True of a short text, such as those that tell a type."""
    view = memoryview(raw)
    return view[0] == _QUOTE and len(view) <= LONGEST_WORD


def _read_as(type_: str, record: Mapping[str, object]) -> Mapping[str, object]:
    """The record with the names of the class for those in another spelling."""
    class_ = find_vendor_class(type_)
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


FOLDER = os.path.dirname(dspy_schema_model.__file__)
SCHEMA = "schema"
"""The folder of the schema as it is written: LinkML modules, mappings, vocabularies."""


class RecordType(msgspec.Struct, frozen=True):
    """The members of a record type, those that no other record type has, and those that hold any JSON value."""

    members: frozenset[str]
    marks: frozenset[str]
    raw: frozenset[str]


class Types(msgspec.Struct, frozen=True):
    """What `types.json` tells: record types in order of declaration, and the members of every class."""

    records: dict[str, RecordType]
    classes: dict[str, frozenset[str]]


def artifact_path(name: str) -> str:
    """Absolute path of the artefact of that file name."""
    return os.path.join(FOLDER, name)


def read_artifact(name: str) -> bytes:
    """Content of the artefact of that file name."""
    with open(artifact_path(name), "rb") as file:
        return file.read()


@cache
def load_types() -> Types:
    """The table of types."""
    return msgspec.json.decode(read_artifact("types.json"), type=Types)


@cache
def list_member_names() -> frozenset[str]:
    """The members of all classes."""
    return frozenset().union(*load_types().classes.values())


def resolve_type(type_: str) -> str:
    """The type, if records can be of it: a class of `dspy`, or `<vendor>:<Class>`.

    Raises UnknownTypeError.
    """
    if type_ in load_types().classes or find_vendor_class(type_):
        return type_
    vendor = type_.partition(":")[0]
    of_vendors = {each: list_vendor_types(each) for each in plugins.list_vendor_names()}
    listed = of_vendors.get(vendor) or [
        *load_types().classes,
        *(each for names in of_vendors.values() for each in names),
    ]
    raise UnknownTypeError(f"no type {type_!r}; the types are {', '.join(listed)}")


def find_json_schema(type_: str = "dspy") -> str:
    """Path of the JSON Schema of a type, or of the one that chooses among the classes of `dspy` by `@type`.

    Raises UnknownTypeError.
    """
    if type_ != "dspy" and ":" in resolve_type(type_):
        return find_vendor_json_schema(type_)
    return artifact_path(f"json_schema/{type_}.schema.json")


def load_json_schema(type_: str = "dspy") -> dict[str, Any]:
    """The JSON Schema of a type, or the one that chooses among the classes of `dspy` by `@type`.

    Raises UnknownTypeError.
    """
    with open(find_json_schema(type_), "rb") as file:
        document: dict[str, Any] = msgspec.json.decode(file.read())
    return document


@cache
def load_rules() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The table of cross-field rules: those of `data`, and those that JSON Schema states (`schema`), by class."""
    table: dict[str, dict[str, list[dict[str, Any]]]] = msgspec.json.decode(read_artifact("rules.json"))
    return table


def load_rules_of(type_: str) -> dict[str, list[dict[str, Any]]]:
    """The rules on records of a type: those of `data`, and those that JSON Schema states (`schema`)."""
    vendor, _, name = type_.rpartition(":")
    tables = load_vendor_rules(vendor) if vendor else load_rules()
    return {kind: table.get(name, []) for kind, table in tables.items()}
