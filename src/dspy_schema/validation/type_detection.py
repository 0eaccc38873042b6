"""Which type a record is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import artifacts, plugins, secrets
from dspy_schema.findings import Diagnostic
from dspy_schema.validation import messages

if TYPE_CHECKING:
    from collections.abc import Mapping

    import msgspec


_PREFIXES = ("dspy:", "https://w3id.org/lmodel/dspy/")
_VENDOR_PREFIX = "https://w3id.org/lmodel/dspy/vendors/"


def detect_type(record: Mapping[str, object]) -> str | Diagnostic:
    """The type that `@type` names, else the vendor's that has the record's signs, else the one that its marks tell.

    A mark is a member that no other record type of `dspy` has.
    """
    if "@type" in record:
        return _named(record["@type"])
    signed = artifacts.match_signatures(record, plugins.vendor_folders())
    types = artifacts.load_types().records
    marked = [name for name, each in types.items() if not each.marks.isdisjoint(record)]
    if not signed and not _is_dspy(record, marked):
        # Finding the vendors that other packages add takes a while: nothing else fits.
        signed = artifacts.match_signatures(record, plugins.list_vendor_names())
    kind = record.get("object")
    if not signed and isinstance(kind, str):
        shown = messages.show_value(secrets.hide_secret("/object", kind))
        message = f"`object` is {shown}, which tells no type that is known; pass --type"
        if kind == "list":
            message = "this is a list inside a list; give each list of records in a document or line of its own"
        return Diagnostic("DSP202", message, "/object")
    found = signed or marked
    if len(found) == 1:
        return found[0]
    if found:
        message = f"the type is not clear: it has members of {' and of '.join(found)}"
    elif not any(each.members.issuperset(record) for each in types.values()):
        message = f"the type is not clear: it has no member that marks a {', '.join(types)} or a vendor's record"
    else:
        message = "the type is not clear: its members do not tell the types apart"
    return Diagnostic("DSP202", f"{message}; add @type or pass --type", "")


def detect_type_in(members: Mapping[str, msgspec.Raw]) -> str | Diagnostic:
    """The type of a record of which the JSON texts of the members are known.

    Raises what msgspec raises for a text that it does not take.
    """
    return detect_type(artifacts.describe_vendor_types(members))


def _is_dspy(record: Mapping[str, object], marked: list[str]) -> bool:
    return len(marked) == 1 and not record.keys().isdisjoint(artifacts.load_types().records[marked[0]].members)


def _named(label: object) -> str | Diagnostic:
    if isinstance(label, str):
        classes = artifacts.load_types().classes
        name = label
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        if name in classes:
            return name
        if label.startswith(_VENDOR_PREFIX) and ":" not in (rest := label.removeprefix(_VENDOR_PREFIX)):
            name = rest.replace("/", ":")
        if artifacts.find_vendor_class(name):
            return name
    shown = messages.show_value(secrets.hide_secret("/@type", label))
    return Diagnostic(
        "DSP201", f"@type is {shown}, which is no type here; `dspy-schema schema list` lists them", "/@type"
    )
