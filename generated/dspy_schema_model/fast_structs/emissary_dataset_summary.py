"""Structs that accept valid records of type DatasetSummary."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty


class DatasetSummary(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid DatasetSummary."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    id: NonEmpty
    name: str | Absent = UNSET
    created_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)] | Absent = UNSET
    is_uploaded: bool | Absent = UNSET


class TaggedDatasetSummary(DatasetSummary, tag_field="@type", tag="emissary:DatasetSummary"):
    """DatasetSummary with its `@type`."""


def spaceless_texts(records: Sequence[DatasetSummary]) -> tuple[str, ...]:
    return (
        "".join([record.id for record in records]),
    )


def has_signature(record: DatasetSummary) -> bool:
    return (
        record.is_uploaded is not UNSET
    )


ACCEPT = Accept(
    record=DatasetSummary,
    tagged=TaggedDatasetSummary,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=None,
    exact_length=True,
)
