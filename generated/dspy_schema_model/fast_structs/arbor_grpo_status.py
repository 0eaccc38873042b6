"""Structs that accept valid records of type GRPOStatus."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

import re
from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty


class GRPOStatus(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid GRPOStatus."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    job_id: NonEmpty
    status: Literal['created', 'pending', 'validating_files', 'queued', 'running', 'pending_pause', 'paused', 'pending_resume', 'pending_cancel', 'succeeded', 'failed', 'cancelled'] | Absent = UNSET
    current_model: str | Absent = UNSET
    checkpoints: Absent = UNSET
    last_checkpoint: str | Absent = UNSET
    pending_batch_ids: list[int] | Absent = UNSET


class TaggedGRPOStatus(GRPOStatus, tag_field="@type", tag="arbor:GRPOStatus"):
    """GRPOStatus with its `@type`."""


def spaceless_texts(records: Sequence[GRPOStatus]) -> tuple[str, ...]:
    return (
        "".join([record.job_id for record in records]),
    )


def keeps_rules(record: GRPOStatus) -> bool:
    return (
        (record.last_checkpoint is None or record.last_checkpoint is UNSET or not record.checkpoints or record.last_checkpoint in record.checkpoints)
    )


_search_0 = re.compile('^grpo:').search


def has_signature(record: GRPOStatus) -> bool:
    return (
        record.status is not UNSET and record.current_model is not UNSET
        or record.status is not UNSET and record.pending_batch_ids is not UNSET
        or record.status is not UNSET and record.checkpoints is not UNSET
        or record.status is not UNSET and _search_0(record.job_id) is not None
    )


ACCEPT = Accept(
    record=GRPOStatus,
    tagged=TaggedGRPOStatus,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'job_id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=keeps_rules,
    exact_length=True,
)
