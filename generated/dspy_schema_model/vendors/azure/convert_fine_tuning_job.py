"""Converts uniform records of azure:FineTuningJob, many at once; see dspy_schema.conversion.uniform."""

# Generated from the schema of azure by `python -m dspy_schema_build.codegen`; do not edit.

from collections.abc import Sequence
from typing import Annotated, Any, TypeAlias

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from dspy_schema.conversion.openai import COMPLETION_MODELS, are_settings, is_supervised_method
from dspy_schema.conversion.uniform import CheckedTexts, GatheredTexts, UniformError
from dspy_schema.timestamps import split_time

Absent: TypeAlias = None | UnsetType
FORMAT = 2
VENDOR_CODECS = frozenset({'settings'})
DEPENDS_ON_REINFORCEMENT = True
SPACELESS = ((False, 'job_id'), (True, 'fine_tuned_model'), (True, 'base_model'))
STATUSES = {
    'created': 'pending',
    'pending': 'pending',
    'validating_files': 'pending',
    'queued': 'pending',
    'running': 'running',
    'pausing': 'running',
    'paused': 'pending',
    'resuming': 'pending',
    'succeeded': 'succeeded',
    'failed': 'failed',
    'cancelled': 'cancelled',
}
days, minutes, seconds = split_time()
hyperparameters_is_uniform = CheckedTexts(are_settings)
method_is_uniform = CheckedTexts(is_supervised_method)
WITHOUT_RUN_FINISHED_AT = frozenset({'not_started', 'pending', 'running'})
WITHOUT_RUN_FINE_TUNED_MODEL = frozenset({'cancelled', 'failed', 'not_started', 'pending', 'running'})
WITHOUT_RUN_ERROR = frozenset({'succeeded'})


class Record(Struct, forbid_unknown_fields=True, gc=False):
    """A uniform record."""

    id: Annotated[str, Meta(min_length=1)] | Absent = UNSET
    model: Annotated[str, Meta(min_length=1)] | Absent = UNSET
    status: str | Absent = UNSET
    suffix: str | Absent = UNSET
    organisation_id: Raw | UnsetType = UNSET
    object: Raw | UnsetType = UNSET
    created_at: Annotated[int, Meta(ge=1, le=100000000000)] | Absent = UNSET
    finished_at: Annotated[int, Meta(ge=1, le=100000000000)] | Absent = UNSET
    estimated_finish: Annotated[int, Meta(ge=1, le=100000000000)] | Absent = UNSET
    fine_tuned_model: Annotated[str, Meta(min_length=1)] | Absent = UNSET
    organization_id: str | Absent = UNSET
    training_file: str | Absent = UNSET
    validation_file: str | Absent = UNSET
    result_files: list[str] | Absent = UNSET
    trained_tokens: Annotated[int, Meta(ge=1)] | Absent = UNSET
    hyperparameters: Raw | UnsetType = UNSET
    method: Raw | UnsetType = UNSET
    seed: Annotated[int, Meta(ge=1)] | Absent = UNSET
    integrations: list[Raw] | Absent = UNSET
    error: UniformError | Absent = UNSET
    metadata: Raw | UnsetType = UNSET


class Job(Struct, tag_field="@type", tag='TrainingJob', gc=False):
    """The job of a record."""

    id: Any = UNSET
    job_id: Any = UNSET
    training_status: Any = UNSET
    train_data_format: Any = UNSET
    train_kwargs: Any = UNSET
    name: Any = UNSET


class Run(Struct, tag_field="@type", tag='TrainingRun', gc=False):
    """The run of a record; `extra` is what is left of the record."""

    id: Any = UNSET
    job: Any = UNSET
    provider: Any = UNSET
    run_status: Any = UNSET
    provider_status: Any = UNSET
    created_at: Any = UNSET
    finished_at: Any = UNSET
    estimated_finish: Any = UNSET
    fine_tuned_model: Any = UNSET
    base_model: Any = UNSET
    method: Any = UNSET
    error: Any = UNSET
    training_data: Any = UNSET
    validation_data: Any = UNSET
    result_files: Any = UNSET
    trained_tokens: Any = UNSET
    seed: Any = UNSET
    owner: Any = UNSET
    integrations: Any = UNSET
    extra: Any = UNSET


def convert(records: Sequence[Record], texts: GatheredTexts, odd: list[int]) -> list[Any]:
    """Convert records, which are used up, to job, run, job, run, …; `odd` gets the numbers of those not uniform."""
    spaceless, words, prose, nested = texts.spaceless, texts.words, texts.prose, texts.nested
    pairs: list[Any] = []
    unset = UNSET  # a local name is faster
    last_organisation_id = None
    last_object = None
    last_metadata = None
    for number, record in enumerate(records):
        run_run_status = job_training_status = run_provider_status = run_created_at = run_finished_at = run_estimated_finish = job_job_id = job_name = run_fine_tuned_model = run_owner = run_training_data = run_validation_data = run_result_files = run_trained_tokens = job_train_kwargs = run_method = job_train_data_format = run_seed = run_integrations = run_error = run_base_model = unset
        value = record.status
        if value is not None and value is not unset:
            status = STATUSES.get(value)
            if status is None:
                odd.append(number)
            run_run_status = status
            job_training_status = status
            run_provider_status = value
            record.status = unset
        value = record.created_at
        if value is not None and value is not unset:
            run_created_at = f"{days[value // 86400]}{minutes[value // 60 % 1440]}{seconds[value % 60]}"
            record.created_at = unset
        value = record.finished_at
        if value is not None and value is not unset:
            run_finished_at = f"{days[value // 86400]}{minutes[value // 60 % 1440]}{seconds[value % 60]}"
            record.finished_at = unset
        value = record.estimated_finish
        if value is not None and value is not unset:
            run_estimated_finish = f"{days[value // 86400]}{minutes[value // 60 % 1440]}{seconds[value % 60]}"
            record.estimated_finish = unset
        value = record.id
        if value is not None and value is not unset:
            job_job_id = value
            record.id = unset
            spaceless.append(value)
        value = record.suffix
        if value is not None and value is not unset:
            job_name = value
            record.suffix = unset
            words.append(value)
        value = record.fine_tuned_model
        if value is not None and value is not unset:
            run_fine_tuned_model = value
            record.fine_tuned_model = unset
            spaceless.append(value)
        value = record.organization_id
        if value is not None and value is not unset:
            run_owner = value
            record.organization_id = unset
            words.append(value)
        value = record.training_file
        if value is not None and value is not unset:
            run_training_data = [value]
            words.append(value)
            record.training_file = unset
        value = record.validation_file
        if value is not None and value is not unset:
            run_validation_data = [value]
            words.append(value)
            record.validation_file = unset
        value = record.result_files
        if value is not None and value is not unset:
            run_result_files = value
            record.result_files = unset
            words += value
        value = record.trained_tokens
        if value is not None and value is not unset:
            run_trained_tokens = value
            record.trained_tokens = unset
        value = record.hyperparameters
        if value is not None and value is not unset:
            if not hyperparameters_is_uniform[bytes(value)]:
                odd.append(number)
            job_train_kwargs = value
            record.hyperparameters = unset
        value = record.method
        if value is not None and value is not unset:
            if not method_is_uniform[bytes(value)]:
                odd.append(number)
            run_method = 'supervised'
            job_train_data_format = "completion" if record.model in COMPLETION_MODELS else "chat"
        value = record.seed
        if value is not None and value is not unset:
            run_seed = value
            record.seed = unset
        value = record.integrations
        if value is not None and value is not unset:
            run_integrations = value
            record.integrations = unset
            nested += value
        value = record.error
        if value is not None and value is not unset and (value.code or value.message or value.param):
            run_error = value
            prose += [text for text in (value.code, value.message, value.param) if text]
            record.error = unset
        value = record.model
        if value is not None and value is not unset:
            run_base_model = value
            record.model = unset
            spaceless.append(value)
        value = record.organisation_id
        if value != last_organisation_id and value is not unset:
            last_organisation_id = value
            nested.append(value)
        value = record.object
        if value != last_object and value is not unset:
            last_object = value
            nested.append(value)
        value = record.metadata
        if value != last_metadata and value is not unset:
            last_metadata = value
            nested.append(value)
        if run_finished_at is not unset and run_run_status in WITHOUT_RUN_FINISHED_AT:
            odd.append(number)
        if run_fine_tuned_model is not unset and run_run_status in WITHOUT_RUN_FINE_TUNED_MODEL:
            odd.append(number)
        if run_error is not unset and run_run_status in WITHOUT_RUN_ERROR:
            odd.append(number)
        if run_created_at is not unset and run_finished_at is not unset and run_created_at > run_finished_at:
            odd.append(number)
        if job_job_id is unset:
            odd.append(number)
        id_ = f"azure:{job_job_id}"
        pairs.append(Job(id_, job_job_id, job_training_status, job_train_data_format, job_train_kwargs, job_name))
        pairs.append(Run(f"{id_}#run", id_, 'azure', run_run_status, run_provider_status, run_created_at, run_finished_at, run_estimated_finish, run_fine_tuned_model, run_base_model, run_method, run_error, run_training_data, run_validation_data, run_result_files, run_trained_tokens, run_seed, run_owner, run_integrations, record))
    return pairs
