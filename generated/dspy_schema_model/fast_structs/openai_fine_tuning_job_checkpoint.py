"""Structs that accept valid records of type FineTuningJobCheckpoint."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty


class CheckpointMetrics(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid CheckpointMetrics."""

    step: Annotated[float, Meta(ge=0)] | Absent = UNSET
    train_loss: float | Absent = UNSET
    train_mean_token_accuracy: Annotated[float, Meta(ge=0, le=1)] | Absent = UNSET
    valid_loss: float | Absent = UNSET
    valid_mean_token_accuracy: Annotated[float, Meta(ge=0, le=1)] | Absent = UNSET
    full_valid_loss: float | Absent = UNSET
    full_valid_mean_token_accuracy: Annotated[float, Meta(ge=0, le=1)] | Absent = UNSET


class FineTuningJobCheckpoint(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid FineTuningJobCheckpoint."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    object: Literal['fine_tuning.job.checkpoint']
    id: NonEmpty
    created_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)]
    fine_tuned_model_checkpoint: str
    fine_tuning_job_id: str
    step_number: Annotated[int, Meta(ge=0)]
    metrics: CheckpointMetrics | Absent = UNSET


class TaggedFineTuningJobCheckpoint(FineTuningJobCheckpoint, tag_field="@type", tag="openai:FineTuningJobCheckpoint"):
    """FineTuningJobCheckpoint with its `@type`."""


def spaceless_texts(records: Sequence[FineTuningJobCheckpoint]) -> tuple[str, ...]:
    return (
        "".join([record.id for record in records]),
    )


def has_signature(record: FineTuningJobCheckpoint) -> bool:
    return (
        True
    )


ACCEPT = Accept(
    record=FineTuningJobCheckpoint,
    tagged=TaggedFineTuningJobCheckpoint,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=None,
    exact_length=False,
)
