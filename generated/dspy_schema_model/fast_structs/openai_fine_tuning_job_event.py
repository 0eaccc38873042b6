"""Structs that accept valid records of type FineTuningJobEvent."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty


class FineTuningJobEvent(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid FineTuningJobEvent."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    object: Literal['fine_tuning.job.event']
    id: NonEmpty
    created_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)]
    level: Literal['info', 'warn', 'error']
    message: str
    type: Literal['message', 'metrics', 'moderation_checks'] | Absent = UNSET
    data: Raw | UnsetType = UNSET


class TaggedFineTuningJobEvent(FineTuningJobEvent, tag_field="@type", tag="openai:FineTuningJobEvent"):
    """FineTuningJobEvent with its `@type`."""


def spaceless_texts(records: Sequence[FineTuningJobEvent]) -> tuple[str, ...]:
    return (
        "".join([record.id for record in records]),
    )


def has_signature(record: FineTuningJobEvent) -> bool:
    return (
        True
    )


ACCEPT = Accept(
    record=FineTuningJobEvent,
    tagged=TaggedFineTuningJobEvent,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=None,
    exact_length=True,
)
