"""Detection of the type of a record.

What a record says comes first (`@type`), then the signatures of vendors' records, then the members that only one type
of `dspy` has. Such a member is no proof: most members must be of that type, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema import artifacts, secrets
from dspy_schema.findings import Diagnostic
from dspy_schema.schema import signatures

if TYPE_CHECKING:
    from collections.abc import Mapping

    import msgspec


_PREFIXES = ("dspy:", "https://w3id.org/lmodel/dspy/")
_VENDOR_PREFIX = "https://w3id.org/lmodel/dspy/vendors/"


def detect_type(record: Mapping[str, object]) -> str | Diagnostic:
    """Return the type of a record, or why it is not clear."""
    if "@type" in record:
        return _resolve_label(record["@type"])
    types = artifacts.load_types().records
    discriminated = [name for name, type_ in types.items() if not type_.discriminators.isdisjoint(record)]
    candidates = signatures.match_built_in(record)
    if not candidates and not _is_all_of(record, discriminated):
        # Finding the vendors that other packages add takes a while: nothing else fits.
        candidates = signatures.match_added(record)
    if not candidates and "object" not in record:
        candidates = [name for name in discriminated if types[name].has_most(record.keys())]
    if not candidates and signatures.has_only_parts(record):
        candidates = ["SavedProgram"]
    if len(candidates) == 1:
        return candidates[0]
    # Imported here, so that a run in which every type is clear never pays for it.
    from dspy_schema.validation import unknown_records

    return unknown_records.describe(record, candidates)


def detect_type_in(members: Mapping[str, msgspec.Raw]) -> str | Diagnostic:
    """The type of a record of which the JSON texts of the members are known.

    Raises what msgspec raises for a text that it does not take.
    """
    return detect_type(signatures.decode_type_values(members))


def _is_all_of(record: Mapping[str, object], discriminated: list[str]) -> bool:
    """True of a record that has discriminators of one type, and no member that the type does not have."""
    return len(discriminated) == 1 and record.keys() <= (
        artifacts.load_types().records[discriminated[0]].members | artifacts.KEYWORDS
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
    from dspy_schema.validation import messages

    shown = messages.show_value(secrets.hide_secret("/@type", label))
    message = f"@type is {shown}, which is not a type here; `dspy-schema schema list` lists them"
    return Diagnostic("DSP201", message, "/@type")
