"""Structs that accept valid records of type FineTuningJob."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

import re
from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty


class FineTuningJob(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid FineTuningJob."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    object: Literal['fine_tuning.job']
    id: NonEmpty
    status: Literal['created', 'pending', 'validating_files', 'queued', 'running', 'pending_pause', 'paused', 'pending_resume', 'pending_cancel', 'succeeded', 'failed', 'cancelled']
    model: str | Absent = UNSET
    fine_tuned_model: str | Absent = UNSET
    training_file: str | Absent = UNSET


class TaggedFineTuningJob(FineTuningJob, tag_field="@type", tag="arbor:FineTuningJob"):
    """FineTuningJob with its `@type`."""


def spaceless_texts(records: Sequence[FineTuningJob]) -> tuple[str, ...]:
    return (
        "".join([record.id for record in records]),
    )


_search_0 = re.compile('^(grpo|ftjob):').search


def has_signature(record: FineTuningJob) -> bool:
    return (
        _search_0(record.id) is not None
    )


ACCEPT = Accept(
    record=FineTuningJob,
    tagged=TaggedFineTuningJob,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=None,
    exact_length=True,
)
