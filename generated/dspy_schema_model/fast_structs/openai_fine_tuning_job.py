"""Structs that accept valid records of type FineTuningJob."""

# Generated from schema/dspy.yaml and schema/rules.yaml by `python -m dspy_schema_build.codegen`; do not edit.

import re
from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, field

from dspy_schema_model.fast_structs.base import Absent, Accept, Impossible, NonEmpty, is_set, number_not_before


class Hyperparameters(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid Hyperparameters."""

    n_epochs: Annotated[int, Meta(ge=1, le=50)] | Literal['auto'] | Absent = UNSET
    batch_size: Annotated[int, Meta(ge=1, le=256)] | Literal['auto'] | Absent = UNSET
    learning_rate_multiplier: Annotated[float, Meta(gt=0)] | Literal['auto'] | Absent = UNSET


class SupervisedMethod(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid SupervisedMethod."""

    hyperparameters: Hyperparameters | Absent = UNSET


class DpoHyperparameters(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid DpoHyperparameters."""

    beta: Annotated[float, Meta(le=2, gt=0)] | Literal['auto'] | Absent = UNSET
    n_epochs: Annotated[int, Meta(ge=1, le=50)] | Literal['auto'] | Absent = UNSET
    batch_size: Annotated[int, Meta(ge=1, le=256)] | Literal['auto'] | Absent = UNSET
    learning_rate_multiplier: Annotated[float, Meta(gt=0)] | Literal['auto'] | Absent = UNSET


class DpoMethod(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid DpoMethod."""

    hyperparameters: DpoHyperparameters | Absent = UNSET


class StringCheckGrader(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True, tag_field="type", tag="string_check"):
    """A valid StringCheckGrader."""

    input: str
    reference: str
    operation: Literal['eq', 'ne', 'like', 'ilike']
    name: str | Absent = UNSET


class TextSimilarityGrader(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True, tag_field="type", tag="text_similarity"):
    """A valid TextSimilarityGrader."""

    input: str
    reference: str
    evaluation_metric: Literal['cosine', 'fuzzy_match', 'bleu', 'gleu', 'meteor', 'rouge_1', 'rouge_2', 'rouge_3', 'rouge_4', 'rouge_5', 'rouge_l']
    name: str | Absent = UNSET


class PythonGrader(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True, tag_field="type", tag="python"):
    """A valid PythonGrader."""

    source: str
    image_tag: str | Absent = UNSET
    name: str | Absent = UNSET


class GraderMessage(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid GraderMessage."""

    role: Literal['user', 'assistant', 'system', 'developer']
    content: Raw
    type: Literal['message'] | Absent = UNSET


class GraderSamplingParams(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid GraderSamplingParams."""

    max_completions_tokens: int | Absent = UNSET
    reasoning_effort: Literal['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] | Absent = UNSET
    seed: int | Absent = UNSET
    temperature: float | Absent = UNSET
    top_p: float | Absent = UNSET


class ScoreModelGrader(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True, tag_field="type", tag="score_model"):
    """A valid ScoreModelGrader."""

    model: str
    input: list[GraderMessage]
    range: list[float] | Absent = UNSET
    sampling_params: GraderSamplingParams | Absent = UNSET
    name: str | Absent = UNSET


class MultiGrader(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True, tag_field="type", tag="multi"):
    """A valid MultiGrader."""

    graders: Impossible
    calculate_output: str
    name: str | Absent = UNSET


class ReinforcementHyperparameters(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid ReinforcementHyperparameters."""

    compute_multiplier: Annotated[float, Meta(le=10, gt=1e-05)] | Literal['auto'] | Absent = UNSET
    eval_interval: Annotated[int, Meta(ge=1)] | Literal['auto'] | Absent = UNSET
    eval_samples: Annotated[int, Meta(ge=1)] | Literal['auto'] | Absent = UNSET
    reasoning_effort: Literal['default', 'low', 'medium', 'high'] | Absent = UNSET
    n_epochs: Annotated[int, Meta(ge=1, le=50)] | Literal['auto'] | Absent = UNSET
    batch_size: Annotated[int, Meta(ge=1, le=256)] | Literal['auto'] | Absent = UNSET
    learning_rate_multiplier: Annotated[float, Meta(gt=0)] | Literal['auto'] | Absent = UNSET


class ReinforcementMethod(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid ReinforcementMethod."""

    grader: StringCheckGrader | TextSimilarityGrader | PythonGrader | ScoreModelGrader | MultiGrader
    hyperparameters: ReinforcementHyperparameters | Absent = UNSET
    response_format: dict[str, Raw] | Absent = UNSET


class Method(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid Method."""

    type: Literal['supervised', 'dpo', 'reinforcement']
    supervised: SupervisedMethod | Absent = UNSET
    dpo: DpoMethod | Absent = UNSET
    reinforcement: ReinforcementMethod | Absent = UNSET


class WandbIntegration(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid WandbIntegration."""

    project: str
    name: str | Absent = UNSET
    entity: str | Absent = UNSET
    tags: list[str] | Absent = UNSET
    run_id: str | Absent = UNSET


class Integration(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid Integration."""

    type: Literal['wandb']
    wandb: WandbIntegration | Absent = UNSET


class FineTuningJobError(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid FineTuningJobError."""

    code: str | Absent = UNSET
    message: str | Absent = UNSET
    param: str | Absent = UNSET


class FineTuningJob(Struct, forbid_unknown_fields=True, omit_defaults=True, gc=False, kw_only=True):
    """A valid FineTuningJob."""

    at_context: Raw | UnsetType = field(default=UNSET, name="@context")
    at_id: str | UnsetType = field(default=UNSET, name="@id")
    id: NonEmpty
    model: str
    status: Literal['validating_files', 'created', 'pending', 'queued', 'running', 'paused', 'succeeded', 'failed', 'cancelled']
    user_provided_suffix: str | Absent = UNSET
    usage_metrics: Raw | UnsetType = UNSET
    shared_with_openai: bool | Absent = UNSET
    eval_id: str | Absent = UNSET
    object: Literal['fine_tuning.job']
    created_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)]
    finished_at: Annotated[int, Meta(ge=-100000000000, le=100000000000)] | Absent = UNSET
    estimated_finish: Annotated[int, Meta(ge=-100000000000, le=100000000000)] | Absent = UNSET
    fine_tuned_model: str | Absent = UNSET
    organization_id: str | Absent = UNSET
    training_file: str
    validation_file: str | Absent = UNSET
    result_files: list[str] | Absent = UNSET
    trained_tokens: Annotated[int, Meta(ge=0)] | Absent = UNSET
    hyperparameters: Hyperparameters | Absent = UNSET
    method: Method | Absent = UNSET
    seed: int | Absent = UNSET
    integrations: Annotated[list[Integration], Meta(max_length=5)] | Absent = UNSET
    error: FineTuningJobError | Absent = UNSET
    metadata: Annotated[dict[Annotated[str, Meta(max_length=64)], Annotated[str, Meta(max_length=512)]], Meta(max_length=16)] | Absent = UNSET


class TaggedFineTuningJob(FineTuningJob, tag_field="@type", tag="openai:FineTuningJob"):
    """FineTuningJob with its `@type`."""


def spaceless_texts(records: Sequence[FineTuningJob]) -> tuple[str, ...]:
    return (
        "".join([record.id for record in records]),
    )


NO_FineTuningJobError = FineTuningJobError()
NO_SupervisedMethod = SupervisedMethod()
NO_DpoMethod = DpoMethod()


def keeps_rules(record: FineTuningJob) -> bool:
    return (
        number_not_before(record.created_at, record.finished_at)
        and number_not_before(record.created_at, record.estimated_finish)
        and (record.status not in ('validating_files', 'queued', 'running') or ((not record.error or record.error == NO_FineTuningJobError or not is_set(record.error)) and (not record.fine_tuned_model) and (not record.finished_at) and (not record.trained_tokens)))
        and (record.status not in ('created', 'pending') or ((not record.error or record.error == NO_FineTuningJobError or not is_set(record.error)) and (not record.estimated_finish) and (not record.fine_tuned_model) and (not record.finished_at) and (not record.trained_tokens)))
        and (record.status not in ('paused',) or ((not record.error or record.error == NO_FineTuningJobError or not is_set(record.error)) and (not record.fine_tuned_model)))
        and (record.status not in ('failed',) or ((not record.estimated_finish) and (not record.fine_tuned_model) and not (not record.error or record.error == NO_FineTuningJobError or not is_set(record.error))))
        and (record.status not in ('cancelled',) or ((not record.error or record.error == NO_FineTuningJobError or not is_set(record.error)) and (not record.estimated_finish) and (not record.fine_tuned_model)))
        and (record.status not in ('succeeded',) or ((not record.error or record.error == NO_FineTuningJobError or not is_set(record.error)) and (not record.estimated_finish)))
        and (not record.method or (record.method.type not in ('dpo',) or ((not record.method.reinforcement) and (not record.method.supervised or record.method.supervised == NO_SupervisedMethod or not is_set(record.method.supervised)))))
        and (not record.method or (record.method.type not in ('reinforcement',) or ((not record.method.dpo or record.method.dpo == NO_DpoMethod or not is_set(record.method.dpo)) and (not record.method.supervised or record.method.supervised == NO_SupervisedMethod or not is_set(record.method.supervised)))))
        and (not record.method or (record.method.type not in ('supervised',) or ((not record.method.dpo or record.method.dpo == NO_DpoMethod or not is_set(record.method.dpo)) and (not record.method.reinforcement))))
    )


_search_0 = re.compile('^(grpo|ftjob):').search
_search_1 = re.compile('^ft(job)?-[0-9a-f]{32}$').search


def has_signature(record: FineTuningJob) -> bool:
    return (
        not (bool(record.fine_tuned_model and '.ft-' in record.fine_tuned_model)) and not (record.organization_id is UNSET and _search_0(record.id) is not None) and not (_search_1(record.id) is not None)
    )


ACCEPT = Accept(
    record=FineTuningJob,
    tagged=TaggedFineTuningJob,
    discriminators=(),
    has_signature=has_signature,
    spaceless={'id': '^[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF]([^\\x00-\\x1F\\x7F-\\x9F]*[^\\s\\x00-\\x1F\\x7F-\\x9F\\uFEFF])?\\Z'},
    spaceless_texts=spaceless_texts,
    arrays=(),
    keeps_rules=keeps_rules,
    exact_length=False,
)
