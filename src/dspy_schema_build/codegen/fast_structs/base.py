"""What the structs of all record types need.

Code generation copies this file as it is to the package `dspy_schema_model.fast_structs`, so that it imports nothing
of the build package. Edit it in `dspy_schema_build.codegen.fast_structs`.
"""

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

Absent: TypeAlias = UnsetType | None
ABSENT = (None, UNSET)
NonEmpty: TypeAlias = Annotated[str, Meta(min_length=1)]
Impossible: TypeAlias = Annotated[int, Meta(ge=1, le=0)]
_UTC = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]([.][0-9]+)?Z").fullmatch


class Never(Struct, tag_field="@type", tag=""):
    """The type of no record; msgspec asks for a tag only where it has a choice."""

    impossible: Impossible


class Accept(Struct, frozen=True):
    """The structs of a record type, and what the fast path still has to prove of the records that they take."""

    #: Structs, without and with `@type`.
    record: type[Struct]
    tagged: type[Struct]
    #: A record without `@type` is of this type for certain if it has one of these members,
    discriminators: tuple[str, ...]
    #: or, of a vendor's record, if this finds the signature of the type.
    has_signature: Callable[[Any], bool] | None
    #: Members with their patterns, which every non-empty printable text without a space matches.
    spaceless: dict[str, str]
    #: All text of each of these members in some records.
    spaceless_texts: Callable[[Sequence[Any]], tuple[str, ...]]
    #: Raw members that must be arrays or null.
    arrays: tuple[str, ...]
    #: True only of records that break no rule.
    keeps_rules: Callable[[Any], bool] | None
    #: Encoding a decoded record never gives a longer text than the shortest that it was decoded from.
    exact_length: bool


def not_before(earlier: str | Absent, later: str | Absent) -> bool:
    """Return True if both texts are times in UTC and in order for certain, or if one is absent."""
    if not isinstance(earlier, str) or not isinstance(later, str):
        return True
    if len(earlier) == len(later) and earlier[-1] == later[-1]:
        return earlier <= later
    return earlier[:19] < later[:19]


def text_not_before(earlier: str | Absent, later: str | Absent) -> bool:
    """Compare as not_before does, but texts that need not be times in UTC."""
    if not isinstance(earlier, str) or not isinstance(later, str):
        return True
    return bool(_UTC(earlier) and _UTC(later)) and not_before(earlier, later)


def number_not_before(earlier: float | Absent, later: float | Absent) -> bool:
    """Return True if both numbers are in order, or if one is absent or 0."""
    return not earlier or not later or earlier <= later


def every_year(text: str | Absent) -> bool:
    """Return True if the text is a time on a day that every year has, or is absent."""
    return not isinstance(text, str) or bool(_UTC(text) and text[8:10] < "29")


def is_set(value: Any) -> bool:
    """Return False for what is absent or empty, and for an object all of whose members are absent."""
    if isinstance(value, dict):
        return any(
            bytes(item) not in {b"null", b'""'} if isinstance(item, Raw) else item not in (None, "")
            for item in value.values()
        )
    if isinstance(value, Struct):
        for name in value.__struct_fields__:  # noqa: SIM110 - any() takes half as long again
            if getattr(value, name) not in (None, UNSET, ""):
                return True
        return False
    return value is True or value is False or (value is not UNSET and value not in (None, "", [], 0))
