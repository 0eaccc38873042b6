"""Structs that accept valid records of type TrainingJobDetail."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, NonEmpty, is_set, number_not_before


Identifier: TypeAlias = Annotated[str, Meta(pattern='^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z')]

class DatasetSummary(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid DatasetSummary."""

    id: Identifier
    name: str | Absent = UNSET
    created_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)] | Absent = UNSET
    is_uploaded: bool | Absent = UNSET


class TrainingLoss(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid TrainingLoss."""

    timestamp: Annotated[float, Meta(ge=-100000000000, le=100000000000)] | Absent = UNSET
    loss: float | Absent = UNSET


class TrainingJobDetail(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid TrainingJobDetail."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    train_dataset: DatasetSummary | Absent = UNSET
    test_dataset: DatasetSummary | Absent = UNSET
    training_loss: list[TrainingLoss] | Absent = UNSET
    hyper_parameters: dict[str, str | float | int | bool] | Absent = UNSET
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


class TaggedTrainingJobDetail(TrainingJobDetail, tag_field="@type", tag="emissary:TrainingJobDetail"):
    """TrainingJobDetail with its `@type`."""


def spaceless_texts(records: Sequence[TrainingJobDetail]) -> tuple[str, ...]:
    return (
        "".join([record.id for record in records]),
    )


def keeps_rules(record: TrainingJobDetail) -> bool:
    return (
        number_not_before(record.created_at, record.updated_at)
        and (record.base_model_option not in ('pre-trained',) or ((not record.base_fine_tuned_model) and (not record.base_fine_tuned_model_checkpoint)))
        and (record.training_technique not in ('SFT',) or ((not is_set(record.reward))))
    )


def has_signature(record: TrainingJobDetail) -> bool:
    return (
        record.status in ('Pending', 'Running', 'Testing', 'Success', 'Failed', 'TimedOut', 'Cancelled') and record.hyper_parameters is not UNSET
        or record.status in ('Pending', 'Running', 'Testing', 'Success', 'Failed', 'TimedOut', 'Cancelled') and record.train_dataset is not UNSET
        or record.status in ('Pending', 'Running', 'Testing', 'Success', 'Failed', 'TimedOut', 'Cancelled') and record.test_dataset is not UNSET
        or record.status in ('Pending', 'Running', 'Testing', 'Success', 'Failed', 'TimedOut', 'Cancelled') and record.training_loss is not UNSET
        or record.hyper_parameters is not UNSET and record.training_technique is not UNSET
        or record.train_dataset is not UNSET and record.training_technique is not UNSET
        or record.training_loss is not UNSET and record.training_technique is not UNSET
        or record.hyper_parameters is not UNSET and record.base_model is not UNSET
        or record.train_dataset is not UNSET and record.base_model is not UNSET
    )


ACCEPT = Accept(
    record=TrainingJobDetail,
    tagged=TaggedTrainingJobDetail,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=keeps_rules,
    exact_length=False,
)
