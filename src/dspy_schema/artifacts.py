"""The generated artefacts: where they are, and the tables that run-time code reads."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

import msgspec

import dspy_schema_model
from dspy_schema import registry, vendor_types
from dspy_schema.errors import UnknownTypeError

FOLDER = os.path.dirname(dspy_schema_model.__file__)

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


def path(name: str) -> str:
    """Absolute path of the artefact of that file name."""
    return os.path.join(FOLDER, name)


def read(name: str) -> bytes:
    """Content of the artefact of that file name."""
    with open(path(name), "rb") as file:
        return file.read()


@cache
def types() -> Types:
    """The table of types."""
    return msgspec.json.decode(read("types.json"), type=Types)


@cache
def member_names() -> frozenset[str]:
    """The members of all classes."""
    return frozenset().union(*types().classes.values())


def known(type_: str) -> str:
    """The type, if records can be of it: a class of `dspy`, or `<vendor>:<Class>`.

    Raises UnknownTypeError.
    """
    if type_ in types().classes or vendor_types.class_of(type_):
        return type_
    vendor = type_.partition(":")[0]
    of_vendors = {each: vendor_types.record_types(each) for each in registry.all_names()}
    listed = of_vendors.get(vendor) or [*types().classes, *(each for names in of_vendors.values() for each in names)]
    raise UnknownTypeError(f"no type {type_!r}; the types are {', '.join(listed)}")


def json_schema_path(type_: str = "dspy") -> str:
    """Path of the JSON Schema of a type, or of the one that chooses among the classes of `dspy` by `@type`.

    Raises UnknownTypeError.
    """
    if type_ != "dspy" and ":" in known(type_):
        return vendor_types.json_schema_path(type_)
    return path(f"json_schema/{type_}.schema.json")


def json_schema(type_: str = "dspy") -> dict[str, Any]:
    """The JSON Schema of a type, or the one that chooses among the classes of `dspy` by `@type`.

    Raises UnknownTypeError.
    """
    with open(json_schema_path(type_), "rb") as file:
        document: dict[str, Any] = msgspec.json.decode(file.read())
    return document


@cache
def rules() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """The table of cross-field rules: those of `data`, and those that JSON Schema states (`schema`), by class."""
    table: dict[str, dict[str, list[dict[str, Any]]]] = msgspec.json.decode(read("rules.json"))
    return table


def rules_of(type_: str) -> dict[str, list[dict[str, Any]]]:
    """The rules on records of a type: those of `data`, and those that JSON Schema states (`schema`)."""
    vendor, _, name = type_.rpartition(":")
    tables = vendor_types.rules(vendor) if vendor else rules()
    return {kind: table.get(name, []) for kind, table in tables.items()}
