"""Generated files and tables, of `dspy` and of the vendors.

A type is a class of `dspy` (`TrainingRun`) or of a vendor (`openai:FineTuningJob`).
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

import dspy_schema_model
from dspy_schema import packaged, plugins
from dspy_schema.errors import NoArtefactError, UnknownTypeError

if TYPE_CHECKING:
    from collections.abc import Set

FOLDER = packaged.find_folder(str(dspy_schema_model.__file__))
SCHEMA = "schema"
"""The folder of the schema as it is written: LinkML modules, mappings, vocabularies."""
JSON_SCHEMA = "json-schema"
FORMATS = {
    "context": "dspy.context.jsonld",
    "linkml": "dspy.linkml.yaml",
    "owl": "dspy.owl.ttl",
    "prefixes": "prefixes.json",
    "rules": "rules.json",
    "shacl": "dspy.shacl.ttl",
    "shacl-open": "dspy.open.shacl.ttl",
    "skos": "dspy.skos.ttl",
    "sssom": "dspy.sssom.tsv",
}
"""The artefacts of `dspy` by format; JSON_SCHEMA has one for each type, too."""
RECORD_BASE = "https://w3id.org/lmodel/dspy/record/"
"""What the IRIs of records begin with by default."""
KEYWORDS = frozenset({"@context", "@id"})
"""Members of JSON-LD that any record may have."""
# A member by itself may be of anything.
_FEWEST_MEMBERS = 2
_decode = msgspec.json.Decoder().decode
Rules = dict[str, list[dict[str, Any]]]
"""Cross-field rules by where they are stated: in `data`, and in JSON Schema (`schema`)."""


class RecordType(msgspec.Struct, frozen=True):
    """The members of a record type, those that no other record type has, and those that hold any JSON value."""

    members: frozenset[str]
    discriminators: frozenset[str]
    raw: frozenset[str]

    def has_most(self, names: Set[str]) -> bool:
        """Return whether at least two of the members of a record are of this type, and more than are not."""
        known = len(names & self.members)
        return known >= _FEWEST_MEMBERS and 2 * known > len(names - KEYWORDS)


class Condition(msgspec.Struct, frozen=True):
    """A condition on a member of a record: it has one of some values, matches a pattern, or is (not) present.

    With `has`, it is an object with these members.
    """

    member: str
    values: tuple[str, ...] | None = None
    pattern: str | None = None
    present: bool | None = None
    has: tuple[str, ...] | None = None


class Types(msgspec.Struct, frozen=True):
    """The table `types.json`: record types in order of declaration, and the members of every class.

    `signatures` are those of other types that are detected; `files` are classes that are neither published nor classes
    in Python.
    """

    records: dict[str, RecordType]
    signatures: dict[str, tuple[tuple[Condition, ...], ...]]
    classes: dict[str, frozenset[str]]
    files: frozenset[str]


class VendorClass(msgspec.Struct, frozen=True):
    """The members of a class, their other spellings, and the classes of the objects in them.

    `maps` are the members whose object may be a map from names to objects; `signatures` are alternatives,
    of each of which all conditions hold of a record of the class.
    """

    members: frozenset[str]
    aliases: dict[str, str]
    inner: dict[str, str]
    maps: frozenset[str]
    signatures: tuple[tuple[Condition, ...], ...]


class VendorTypes(msgspec.Struct, frozen=True):
    """The classes of a vendor's records, and for each class that others specialise, these by their `type`."""

    classes: dict[str, VendorClass]
    kinds: dict[str, dict[str, str]]


def artifact_path(name: str) -> str:
    """Return the absolute path of the artefact of that file name."""
    return os.path.join(FOLDER, name)


def read_artifact(name: str) -> bytes:
    """Read the content of the artefact of that file name."""
    return _read(artifact_path(name))


def find_artifact(format_: str, type_: str = "dspy") -> str:
    """Find the path of the artefact of a format, for a type or for all of `dspy`.

    The JSON Schema of all of `dspy` chooses among its classes by `@type`. Raises UnknownTypeError, or NoArtefactError
    for the RDF of a vendor's type: vendors' records are converted first.
    """
    if type_ != "dspy":
        resolve_type(type_)
    vendor, _, name = type_.rpartition(":")
    if not vendor:
        return artifact_path(f"json_schema/{name}.schema.json" if format_ == JSON_SCHEMA else FORMATS[format_])
    names = {JSON_SCHEMA: f"{name}.schema.json", "linkml": f"{vendor}.linkml.yaml", "rules": "rules.json"}
    if format_ not in names:
        raise NoArtefactError(f"{vendor} has no {format_}; convert its records with `dspy-schema convert --to dspy`")
    return os.path.join(_find_folder(vendor), names[format_])


def load_json_schema(type_: str = "dspy") -> dict[str, Any]:
    """Load the JSON Schema of a type, or the one that chooses among the classes of `dspy` by `@type`.

    Raises UnknownTypeError.
    """
    document: dict[str, Any] = _decode(_read(find_artifact(JSON_SCHEMA, type_)))
    return document


@cache
def load_types() -> Types:
    """Load the table of the types of `dspy`."""
    return msgspec.json.decode(read_artifact("types.json"), type=Types)


@cache
def load_vendor_types(vendor: str) -> VendorTypes | None:
    """Load the types of a vendor's records; None where there is no such vendor."""
    folder = plugins.find_vendor_folder(vendor)
    return None if folder is None else msgspec.json.decode(_read(os.path.join(folder, "types.json")), type=VendorTypes)


@cache
def load_rules(schema: str = "dspy") -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Load the table of cross-field rules of `dspy` or of a vendor: by where they are stated, then by class."""
    folder = FOLDER if schema == "dspy" else _find_folder(schema)
    table: dict[str, dict[str, list[dict[str, Any]]]] = _decode(_read(os.path.join(folder, "rules.json")))
    return table


def load_type_rules(type_: str) -> Rules:
    """Load the rules on records of a type."""
    vendor, _, name = type_.rpartition(":")
    return {place: table.get(name, []) for place, table in load_rules(vendor or "dspy").items()}


@cache
def list_member_names() -> frozenset[str]:
    """List the members of all classes of `dspy`."""
    return frozenset().union(*load_types().classes.values())


@cache
def list_vendor_member_names() -> frozenset[str]:
    """List the members of all classes of the built-in vendors, in all spellings."""
    tables = [types for vendor in plugins.vendor_folders() if (types := load_vendor_types(vendor))]
    classes = [class_ for types in tables for class_ in types.classes.values()]
    return frozenset(name for class_ in classes for name in [*class_.members, *class_.aliases])


def resolve_type(type_: str) -> str:
    """Return the type of this name, or the only type of the vendor of this name; raises UnknownTypeError."""
    if type_ in load_types().classes or find_vendor_class(type_):
        return type_
    # A vendor's name is enough where its records are of one type.
    if len(types := list_vendor_types(type_)) == 1:
        return types[0]
    by_vendor = {vendor: list_vendor_types(vendor) for vendor in plugins.list_vendor_names()}
    all_types = [*load_types().classes, *(name for names in by_vendor.values() for name in names)]
    raise UnknownTypeError(
        f"no type {type_!r}; the types are {', '.join(by_vendor.get(type_.partition(':')[0]) or all_types)}"
    )


def find_vendor_class(type_: str) -> VendorClass | None:
    """Find the class that a type `<vendor>:<Class>` names; None where it names none."""
    vendor, _, name = type_.partition(":")
    types = load_vendor_types(vendor) if name else None
    return types.classes.get(name) if types else None


def list_vendor_types(vendor: str) -> list[str]:
    """List the types of a vendor's records that `auto` detects."""
    types = load_vendor_types(vendor)
    return [f"{vendor}:{name}" for name, class_ in types.classes.items() if class_.signatures] if types else []


def list_signatures(type_: str) -> tuple[tuple[Condition, ...], ...]:
    """List the signatures of a vendor's type; none where there is no such type."""
    class_ = find_vendor_class(type_)
    return class_.signatures if class_ else ()


def _find_folder(vendor: str) -> str:
    folder = plugins.find_vendor_folder(vendor)
    if folder is None:
        raise UnknownTypeError(f"no vendor {vendor!r}")
    return folder


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
