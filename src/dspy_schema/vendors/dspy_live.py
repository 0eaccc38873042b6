"""Records of live DSPy jobs, made of what the objects have, whatever their classes, and without importing dspy.

    job = lm.finetune(train_data, train_data_format)
    training_job, training_run = dspy_live.records(job)

Nothing here waits for a job to end. The Future decides where it holds a model or was cancelled; else the provider is
asked for the status, as `job.status()` does, over the network, unless told `ask=False`. DSPy sets the exception of a
job that failed as its *result*: `job.done()` does not mean success.

Identifiers: `openai:<the provider's job id>` for the job (`dspy:` for a provider that is not known), and that with
`#run` added for its run, as a conversion of the vendor's record has them. DSPy forgets the provider's id of a job when
it cancels it; here it is remembered for as long as the job object lives, if a record was made before. A job without
such an id is `urn:uuid:` with a number drawn once for the object, until it gets one: give `id` to keep one name
throughout.
"""

from __future__ import annotations

from typing import Any

from dspy_schema.vendors.live_jobs import Look, StatusUnknownWarning, databricks_run, look_at, reinforces
from dspy_schema.vendors.live_values import moment, plain, published, told

__all__ = ["StatusUnknownWarning", "records", "reinforce_job", "training_job", "training_run"]

# Members of Databricks' TrainingRun.
_TIMES = {
    "created_at": "created_at",
    "started_at": "started_at",
    "completed_at": "finished_at",
    "estimated_end_time": "estimated_finish",
}


def records(
    job: Any, *, id: str | None = None, provider: str | None = None, ask: bool = True, keep_secrets: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The job as a TrainingJob or ReinforceJob record, and its TrainingRun; the provider is asked once.

    `id` is the identifier of the job's record, `provider` the provider's name in lower case (known by itself for
    OpenAI, Databricks and Arbor). Where a provider cannot be reached, or answers what its class does not know, a
    StatusUnknownWarning is given, and the records have no status.

    Keys, tokens and the like in `train_kwargs`, `checkpoints` and the texts of errors become `[redacted]`, unless
    `keep_secrets`; `train_data` is as it is. A dspy.Example, a pydantic model, a dataclass or an array becomes what it
    holds, and what else JSON does not have, text.
    """
    seen = look_at(job, id, provider, ask)
    make = _reinforce_job if reinforces(job) else _training_job
    return make(job, seen, keep_secrets), _run(job, seen, keep_secrets)


def training_job(
    job: Any, *, id: str | None = None, provider: str | None = None, ask: bool = True, keep_secrets: bool = False
) -> dict[str, Any]:
    """The TrainingJob record of a `dspy.clients.provider.TrainingJob`; see `records`."""
    return _training_job(job, look_at(job, id, provider, ask), keep_secrets)


def reinforce_job(
    job: Any, *, id: str | None = None, provider: str | None = None, ask: bool = True, keep_secrets: bool = False
) -> dict[str, Any]:
    """The ReinforceJob record of a `dspy.clients.provider.ReinforceJob`; see `records`.

    It is what `get_status()` tells, of a class that has it, as Arbor's does, and else what the object holds.
    """
    return _reinforce_job(job, look_at(job, id, provider, ask), keep_secrets)


def training_run(
    job: Any, *, id: str | None = None, provider: str | None = None, ask: bool = True, keep_secrets: bool = False
) -> dict[str, Any]:
    """The TrainingRun record of a job of either kind; `id` is the job's, without `#run`. See `records`.

    The exception that ended DSPy's side of a job is the `error` of the run; where the provider says that the run goes
    on, or succeeded, it is `dspy_error` in `extra`. DSPy's exception for a job that failed at OpenAI does not tell why;
    the record that `client.fine_tuning.jobs.retrieve(job.provider_job_id)` gives does, and converts, too.
    """
    return _run(job, look_at(job, id, provider, ask), keep_secrets)


def _training_job(job: Any, seen: Look, keep_secrets: bool) -> dict[str, Any]:
    return _record(
        "TrainingJob",
        id=seen.id,
        job_id=seen.job_id,
        model=job.model,
        training_status=seen.status,
        train_data_format=plain(job.train_data_format),
        train_data=plain(job.train_data),
        train_kwargs=published(job.train_kwargs, keep_secrets=keep_secrets) or None,
    )


def _reinforce_job(job: Any, seen: Look, keep_secrets: bool) -> dict[str, Any]:
    details = seen.answer.details
    # The object's own entries win: Arbor's client adds the score to what its server tells.
    checkpoints = {**(details.get("checkpoints") or {}), **(getattr(job, "checkpoints", None) or {})}
    return _record(
        "ReinforceJob",
        id=seen.id,
        job_id=seen.job_id,
        current_model=details.get("current_model") or getattr(job.lm, "model", None),
        checkpoints=published(checkpoints, keep_secrets=keep_secrets),
        last_checkpoint=details.get("last_checkpoint") or getattr(job, "last_checkpoint", None),
        pending_batch_ids=plain(details.get("pending_batch_ids")),
        train_kwargs=published(job.train_kwargs, keep_secrets=keep_secrets) or None,
    )


def _run(job: Any, seen: Look, keep_secrets: bool) -> dict[str, Any]:
    error = _error(job, seen.result, keep_secrets) if isinstance(seen.result, BaseException) else None
    ended_by_it = seen.status in (None, "failed", "cancelled")
    tuned = seen.answer.details.get("current_model") if reinforces(job) else getattr(seen.result, "model", None)
    file_id = getattr(job, "provider_file_id", None)
    return _record(
        "TrainingRun",
        id=f"{seen.id}#run",
        job=seen.id,
        provider=seen.provider,
        run_status=seen.status,
        provider_status=seen.answer.word or _implied(job, seen),
        **{slot: moment(getattr(databricks_run(job), name, None)) for name, slot in _TIMES.items()},
        fine_tuned_model=tuned if seen.status == "succeeded" else None,
        base_model=_base_model(job),
        method=_method(job),
        error=error if ended_by_it else None,
        training_data=[plain(file_id)] if file_id else None,
        extra={"dspy_error": error} if error and not ended_by_it else None,
    )


def _implied(job: Any, seen: Look) -> str | None:
    """The provider's word where there was no need to ask: these classes get a model by this word alone."""
    return "succeeded" if seen.status == "succeeded" and hasattr(job, "provider_job_id") else None


def _base_model(job: Any) -> str | None:
    """The model's name without the prefixes that DSPy's providers take off before they pass it on."""
    model = getattr(job, "model", None)
    return model and model.removeprefix("openai/").removeprefix("arbor:").removeprefix("local:")


def _method(job: Any) -> str | None:
    if reinforces(job):
        return "reinforcement"
    return "supervised" if plain(job.train_data_format) in ("chat", "completion") else None


def _error(job: Any, error: BaseException, keep_secrets: bool) -> dict[str, Any]:
    """The exception as a JobError; those of the openai SDK have a code and a parameter."""
    code, param = getattr(error, "code", None), getattr(error, "param", None)
    message = str(error)
    return _filled(
        code=code if isinstance(code, str) else None if type(error) is Exception else type(error).__name__,
        message=(message if keep_secrets else told(message, job.train_kwargs)) or None,
        param=param if isinstance(param, str) else None,
    )


def _record(type_: str, **members: Any) -> dict[str, Any]:
    return {"@type": type_, **_filled(**members)}


def _filled(**members: Any) -> dict[str, Any]:
    shown = {name: plain(value) if isinstance(value, str) else value for name, value in members.items()}
    return {name: value for name, value in shown.items() if value is not None}
