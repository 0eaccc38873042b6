"""Structs that accept valid records of type TrainingJobCheckpoint."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, number_not_before


class TestResults(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid TestResults."""

    general_test_result: str | Absent = UNSET
    aggregated_test_result: dict[str, Raw] | Absent = UNSET


class TrainingJobCheckpoint(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid TrainingJobCheckpoint."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    checkpoint: Annotated[int, Meta(ge=0)]
    model_download_url: str | Absent = UNSET
    test_results: TestResults | Absent = UNSET
    created_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)] | Absent = UNSET
    updated_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)] | Absent = UNSET


class TaggedTrainingJobCheckpoint(TrainingJobCheckpoint, tag_field="@type", tag="emissary:TrainingJobCheckpoint"):
    """TrainingJobCheckpoint with its `@type`."""


def spaceless_texts(records: Sequence[TrainingJobCheckpoint]) -> tuple[str, ...]:
    return ()


def keeps_rules(record: TrainingJobCheckpoint) -> bool:
    return (
        number_not_before(record.created_at, record.updated_at)
    )


def has_signature(record: TrainingJobCheckpoint) -> bool:
    return (
        record.model_download_url is not UNSET
        or record.test_results is not UNSET
        or record.updated_at is not UNSET
    )


ACCEPT = Accept(
    record=TrainingJobCheckpoint,
    tagged=TaggedTrainingJobCheckpoint,
    discriminators=(),
    has_signature=has_signature,
    spaceless={},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=keeps_rules,
    exact_length=True,
)
