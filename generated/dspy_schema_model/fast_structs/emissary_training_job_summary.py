"""Structs that accept valid records of type TrainingJobSummary."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty, is_set, number_not_before


class TrainingJobSummary(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid TrainingJobSummary."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    train_dataset_name: str | Absent = UNSET
    id: NonEmpty
    name: str | Absent = UNSET
    training_technique: Literal['SFT', 'GRPO'] | Absent = UNSET
    task_type: Literal['text-generation', 'classification', 'embedding', 'regression'] | Absent = UNSET
    base_model_option: Literal['pre-trained', 'fine-tuned'] | Absent = UNSET
    base_model: str | Absent = UNSET
    base_fine_tuned_model: str | Absent = UNSET
    base_fine_tuned_model_checkpoint: int | Absent = UNSET
    test_functions: list[str] | Absent = UNSET
    reward: dict[str, float | int] | Absent = UNSET
    status: Literal['Pending', 'Running', 'Testing', 'Success', 'Failed', 'TimedOut', 'Cancelled']
    progress: Annotated[int, Meta(ge=0, le=100)] | Absent = UNSET
    created_by: str | Absent = UNSET
    created_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)] | Absent = UNSET
    updated_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)] | Absent = UNSET


class TaggedTrainingJobSummary(TrainingJobSummary, tag_field="@type", tag="emissary:TrainingJobSummary"):
    """TrainingJobSummary with its `@type`."""


def spaceless_texts(records: Sequence[TrainingJobSummary]) -> tuple[str, ...]:
    return (
        "".join([record.id for record in records]),
    )


def keeps_rules(record: TrainingJobSummary) -> bool:
    return (
        number_not_before(record.created_at, record.updated_at)
        and (record.base_model_option not in ('pre-trained',) or ((not record.base_fine_tuned_model) and (not record.base_fine_tuned_model_checkpoint)))
        and (record.training_technique not in ('SFT',) or ((not is_set(record.reward))))
    )


def has_signature(record: TrainingJobSummary) -> bool:
    return (
        record.training_technique is not UNSET
        or record.base_model_option is not UNSET
        or record.train_dataset_name is not UNSET
        or record.status in ('Pending', 'Running', 'Testing', 'Success', 'Failed', 'TimedOut', 'Cancelled')
    )


ACCEPT = Accept(
    record=TrainingJobSummary,
    tagged=TaggedTrainingJobSummary,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=keeps_rules,
    exact_length=True,
)
