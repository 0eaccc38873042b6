"""Structs that accept valid records of type TrainingRun."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import ABSENT, Absent, Accept, NonEmpty, not_before


ModelName: TypeAlias = Annotated[str, Meta(pattern='^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]+\\Z')]
UtcDateTime: TypeAlias = Annotated[str, Meta(pattern='^(?!0000)[0-9]{4}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|\\+00:00)\\Z')]

class JobError(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid JobError."""

    code: str | Absent = UNSET
    message: str | Absent = UNSET
    param: str | Absent = UNSET


class MetricPoint(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid MetricPoint."""

    name: str
    value: float
    step: Annotated[int, Meta(ge=0)] | Absent = UNSET
    epoch: Annotated[float, Meta(ge=0)] | Absent = UNSET
    recorded_at: UtcDateTime | Absent = UNSET


class Checkpoint(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid Checkpoint."""

    name: str
    location: str | Absent = UNSET
    fine_tuned_model: ModelName | Absent = UNSET
    step: Annotated[int, Meta(ge=0)] | Absent = UNSET
    epoch: Annotated[float, Meta(ge=0)] | Absent = UNSET
    score: float | Absent = UNSET
    created_at: UtcDateTime | Absent = UNSET
    metrics: list[MetricPoint] | Absent = UNSET
    metadata: dict[str, Raw] | Absent = UNSET


class LossPoint(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid LossPoint."""

    step: Annotated[int, Meta(ge=0)] | Absent = UNSET
    epoch: Annotated[float, Meta(ge=0)] | Absent = UNSET
    recorded_at: UtcDateTime | Absent = UNSET
    loss: float | Absent = UNSET
    valid_loss: float | Absent = UNSET


class TrainingRun(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid TrainingRun."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    job: NonEmpty
    provider: str | Absent = UNSET
    run_status: Literal['not_started', 'pending', 'running', 'succeeded', 'failed', 'cancelled'] | Absent = UNSET
    provider_status: str | Absent = UNSET
    created_at: UtcDateTime | Absent = UNSET
    started_at: UtcDateTime | Absent = UNSET
    finished_at: UtcDateTime | Absent = UNSET
    updated_at: UtcDateTime | Absent = UNSET
    estimated_finish: UtcDateTime | Absent = UNSET
    fine_tuned_model: NonEmpty | Absent = UNSET
    base_model: NonEmpty | Absent = UNSET
    method: str | Absent = UNSET
    error: JobError | Absent = UNSET
    training_data: list[str] | Absent = UNSET
    validation_data: list[str] | Absent = UNSET
    result_files: list[str] | Absent = UNSET
    run_checkpoints: list[Checkpoint] | Absent = UNSET
    metrics: list[MetricPoint] | Absent = UNSET
    losses: list[LossPoint] | Absent = UNSET
    trained_tokens: Annotated[int, Meta(ge=0)] | Absent = UNSET
    cost: Annotated[float, Meta(ge=0)] | Absent = UNSET
    cost_currency: Annotated[str, Meta(pattern='^[A-Z]{3}\\Z')] | Absent = UNSET
    progress: Annotated[float, Meta(ge=0, le=100)] | Absent = UNSET
    seed: int | Absent = UNSET
    owner: str | Absent = UNSET
    integrations: Raw | UnsetType = UNSET
    extra: Raw | UnsetType = UNSET
    id: NonEmpty
    name: str | Absent = UNSET
    description: str | Absent = UNSET


class TaggedTrainingRun(TrainingRun, tag_field="@type", tag="TrainingRun"):
    """TrainingRun with its `@type`."""


def spaceless_texts(records: Sequence[TrainingRun]) -> tuple[str, ...]:
    return (
        "".join([record.job for record in records]),
        "".join([record.fine_tuned_model or "" for record in records]),
        "".join([record.base_model or "" for record in records]),
        "".join([record.id for record in records]),
    )


def keeps_rules(record: TrainingRun) -> bool:
    return (
        (record.run_status not in ('not_started', 'pending', 'running') or record.finished_at in ABSENT)
        and (record.run_status not in ('not_started', 'pending', 'running', 'failed', 'cancelled') or record.fine_tuned_model in ABSENT)
        and (record.run_status not in ('succeeded',) or record.error in ABSENT)
        and not_before(record.created_at, record.started_at)
        and not_before(record.started_at, record.finished_at)
        and not_before(record.created_at, record.finished_at)
        and not_before(record.created_at, record.updated_at)
        and not_before(record.created_at, record.estimated_finish)
    )


ACCEPT = Accept(
    record=TrainingRun,
    tagged=TaggedTrainingRun,
    discriminators=('job', 'provider', 'run_status', 'provider_status', 'created_at', 'started_at', 'finished_at', 'updated_at', 'estimated_finish', 'fine_tuned_model', 'base_model', 'method', 'error', 'training_data', 'validation_data', 'result_files', 'run_checkpoints', 'metrics', 'losses', 'trained_tokens', 'cost', 'cost_currency', 'progress', 'seed', 'owner', 'integrations', 'extra'),
    has_signature=None,
    spaceless={'job': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z', 'fine_tuned_model': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]+\\Z', 'base_model': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]+\\Z', 'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=('integrations',),
    keeps_rules=keeps_rules,
    exact_length=False,
)
