"""Structs that accept valid records of type ReinforceJob."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty


class ReinforceJob(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid ReinforceJob."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    job_id: NonEmpty | Absent = UNSET
    current_model: NonEmpty | Absent = UNSET
    checkpoints: dict[str, Raw] | Absent = UNSET
    last_checkpoint: str | Absent = UNSET
    pending_batch_ids: list[int] | Absent = UNSET
    train_kwargs: Raw | UnsetType = UNSET
    id: NonEmpty
    name: str | Absent = UNSET
    description: str | Absent = UNSET


class TaggedReinforceJob(ReinforceJob, tag_field="@type", tag="ReinforceJob"):
    """ReinforceJob with its `@type`."""


def spaceless_texts(records: Sequence[ReinforceJob]) -> tuple[str, ...]:
    return (
        "".join([record.job_id or "" for record in records]),
        "".join([record.current_model or "" for record in records]),
        "".join([record.id for record in records]),
    )


def keeps_rules(record: ReinforceJob) -> bool:
    return (
        (record.last_checkpoint is None or record.last_checkpoint is UNSET or not record.checkpoints or record.last_checkpoint in record.checkpoints)
    )


ACCEPT = Accept(
    record=ReinforceJob,
    tagged=TaggedReinforceJob,
    discriminators=('current_model', 'checkpoints', 'last_checkpoint', 'pending_batch_ids'),
    has_signature=None,
    spaceless={'job_id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z', 'current_model': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]+\\Z', 'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=keeps_rules,
    exact_length=True,
)
