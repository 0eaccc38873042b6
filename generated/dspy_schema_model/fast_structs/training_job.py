"""Structs that accept valid records of type TrainingJob."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty


class TrainingJob(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid TrainingJob."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    job_id: NonEmpty | Absent = UNSET
    model: NonEmpty | Absent = UNSET
    training_status: Literal['not_started', 'pending', 'running', 'succeeded', 'failed', 'cancelled'] | Absent = UNSET
    train_data_format: Literal['chat', 'completion', 'grpo_chat'] | Absent = UNSET
    train_data: Raw | UnsetType = UNSET
    train_kwargs: Raw | UnsetType = UNSET
    id: NonEmpty
    name: str | Absent = UNSET
    description: str | Absent = UNSET


class TaggedTrainingJob(TrainingJob, tag_field="@type", tag="TrainingJob"):
    """TrainingJob with its `@type`."""


def spaceless_texts(records: Sequence[TrainingJob]) -> tuple[str, ...]:
    return (
        "".join([record.job_id or "" for record in records]),
        "".join([record.model or "" for record in records]),
        "".join([record.id for record in records]),
    )


ACCEPT = Accept(
    record=TrainingJob,
    tagged=TaggedTrainingJob,
    discriminators=('model', 'training_status', 'train_data_format', 'train_data'),
    has_signature=None,
    spaceless={'job_id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z', 'model': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]+\\Z', 'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=('train_data',),
    keeps_rules=None,
    exact_length=True,
)
