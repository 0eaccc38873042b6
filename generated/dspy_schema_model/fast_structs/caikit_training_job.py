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
    training_id: NonEmpty
    model_name: str | Absent = UNSET


class TaggedTrainingJob(TrainingJob, tag_field="@type", tag="caikit:TrainingJob"):
    """TrainingJob with its `@type`."""


def spaceless_texts(records: Sequence[TrainingJob]) -> tuple[str, ...]:
    return (
        "".join([record.training_id for record in records]),
    )


def has_signature(record: TrainingJob) -> bool:
    return (
        record.model_name is not UNSET
    )


ACCEPT = Accept(
    record=TrainingJob,
    tagged=TaggedTrainingJob,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'training_id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=None,
    exact_length=True,
)
