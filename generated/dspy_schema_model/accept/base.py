"""What the structs of all record types need."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema.codegen`; do not edit.

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Struct, UnsetType

Absent: TypeAlias = None | UnsetType
ABSENT = (None, UNSET)
NonEmpty: TypeAlias = Annotated[str, Meta(min_length=1)]


class Never(Struct, tag_field="@type", tag=""):
    """No record is of this type; msgspec asks for a tag only where it has a choice."""

    impossible: Annotated[int, Meta(ge=1, le=0)]


class Accept(Struct, frozen=True):
    """How records of a type are accepted."""

    #: Structs, without and with `@type`.
    record: type[Struct]
    tagged: type[Struct]
    #: A record without `@type` is of this type for certain if it has one of these members.
    marks: tuple[str, ...]
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
    """True if both texts are times in UTC and in order for certain, or if one is absent."""
    if earlier in ABSENT or later in ABSENT:
        return True
    return earlier[:19] < later[:19] or earlier == later  # type: ignore[index]
