"""Detection of the type of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import artifacts, plugins, secrets
from dspy_schema.findings import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Mapping

    import msgspec


_KEYWORDS = {"@context", "@id"}
_PREFIXES = ("dspy:", "https://w3id.org/lmodel/dspy/")
_VENDOR_PREFIX = "https://w3id.org/lmodel/dspy/vendors/"


def detect_type(record: Mapping[str, object]) -> str | Diagnostic:
    """The type that `@type` names, else the vendor's whose signature the record has, else that of its discriminators.

    A discriminator is a member that no other record type of `dspy` has.
    """
    if "@type" in record:
        return _resolve_label(record["@type"])
    signed = artifacts.match_signatures(record, plugins.vendor_folders())
    types = artifacts.load_types().records
    discriminated = [name for name, type_ in types.items() if not type_.discriminators.isdisjoint(record)]
    if not signed and not _is_dspy(record, discriminated):
        # Finding the vendors that other packages add takes a while: nothing else fits.
        added = [vendor for vendor in plugins.list_vendor_names() if vendor not in plugins.vendor_folders()]
        signed = artifacts.match_signatures(record, added)
    if not signed and isinstance(kind := record.get("object"), str):
        return _unknown_object(kind)
    candidates = signed or discriminated
    return candidates[0] if len(candidates) == 1 else _unclear_type(record, candidates)


def detect_type_in(members: Mapping[str, msgspec.Raw]) -> str | Diagnostic:
    """The type of a record of which the JSON texts of the members are known.

    Raises what msgspec raises for a text that it does not take.
    """
    return detect_type(artifacts.decode_type_values(members))


def _is_dspy(record: Mapping[str, object], discriminated: list[str]) -> bool:
    """True of a record that has discriminators of one type, and no member that the type does not have."""
    return len(discriminated) == 1 and record.keys() <= (
        artifacts.load_types().records[discriminated[0]].members | _KEYWORDS
    )


def _resolve_label(label: object) -> str | Diagnostic:
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
    message = f"@type is {_visible('/@type', label)}, which is not a type here; `dspy-schema schema list` lists them"
    return Diagnostic("DSP201", message, "/@type")


def _unknown_object(kind: str) -> Diagnostic:
    if kind == "list":
        message = "this is a list inside a list; give each list of records in a document or line of its own"
    else:
        message = f"`object` is {_visible('/object', kind)}, which is not of a known type; pass --type"
    return Diagnostic("DSP202", message, "/object")


def _unclear_type(record: Mapping[str, object], candidates: list[str]) -> Diagnostic:
    types = artifacts.load_types().records
    if candidates:
        reason = f"it has members of {' and of '.join(candidates)}"
    elif not any(type_.members.issuperset(record) for type_ in types.values()):
        reason = f"it has no member that only a {', '.join(types)} or a vendor's record has"
    else:
        reason = "several types have all its members"
    return Diagnostic("DSP202", f"the type is not clear: {reason}; add @type or pass --type")


def _visible(pointer: str, value: object) -> str:
    # Imported here, so that a run in which every type is clear never pays for it.
    from dspy_schema.validation import messages

    return messages.show_value(secrets.hide_secret(pointer, value))
