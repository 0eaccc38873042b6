"""DSPy job objects.

    job = lm.finetune(train_data, train_data_format)
    training_job, training_run = dspy_jobs.records(job)

Nothing here waits for a job to end. If the Future holds a model or was cancelled, that is the status; else the provider
is asked for it, as `job.status()` does, over the network, unless `ask=False`. DSPy sets the exception of a
job that failed as its *result*: `job.done()` does not mean success.

Identifiers: `openai:<the provider's job id>` for the job (`dspy:` if the provider is not known), and that with `#run`
for its run, as the conversion of the vendor's record gives them. DSPy forgets the provider's id of a job when
it cancels it; here it is remembered for as long as the job object lives, if a record was made before. A job without
such an id is `urn:uuid:` with a number drawn once for the object, until it gets one: give `id` to keep one name
throughout.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping  # noqa: TC003 (typing reads the annotations of a NamedTuple)
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import uuid4
from weakref import finalize

from dspy_schema.live.values import public_attributes, to_plain, to_timestamp, without_secrets

# Members of Databricks' TrainingRun.
_TIMES = {
    "created_at": "created_at",
    "started_at": "started_at",
    "completed_at": "finished_at",
    "estimated_end_time": "estimated_finish",
}
# The statuses of providers, in lower case: DSPy's own, those of OpenAI, Azure, Arbor and Databricks.
STATUSES = {
    "not_started": "not_started",
    **dict.fromkeys(["pending", "validating_files", "queued", "created", "starting", "paused"], "pending"),
    **dict.fromkeys(["pending_pause", "pending_resume", "pending_cancel", "resuming"], "pending"),
    **dict.fromkeys(["running", "pausing", "terminating"], "running"),
    **dict.fromkeys(["succeeded", "completed"], "succeeded"),
    "failed": "failed",
    **dict.fromkeys(["cancelled", "stopped"], "cancelled"),
}
_UNDONE, _CANCELLED = object(), object()


class _Remembered(dict[int, str]):
    """A text for each of some objects, hashable or not, which is forgotten with the object."""

    def keep(self, holder: Any, text: str) -> str:
        """Keep a text for an object, if it has none yet; return the one that it has."""
        if id(holder) not in self:
            finalize(holder, self.pop, id(holder), None)
        return self.setdefault(id(holder), text)


_job_ids, _uuids = _Remembered(), _Remembered()


class StatusUnknownWarning(UserWarning):
    """The provider did not give the status of a job, and its records are without it."""


class _Answer(NamedTuple):
    """The provider's answer on a job."""

    status: str | None = None
    word: str | None = None  # the provider's own
    details: Mapping[str, Any] = MappingProxyType({})  # the members of a GRPOStatus
    mute: bool = False  # the class of the job knows no status
    failed: bool = False  # there was no answer


class Look(NamedTuple):
    """A job at one moment: its records are built from one look, so that they agree."""

    id: str
    job_id: str | None
    provider: str | None
    status: str | None
    answer: _Answer
    result: Any


def inspect_job(job: Any, id_: str | None, provider: str | None, ask: bool) -> Look:
    """Look at a job without waiting; the provider is asked only with `ask`, and if the job is not over."""
    provider = provider or _provider(job)
    # First the result, then the provider: a job that ends in between is reported as it was before.
    result = _result(job)
    open_ = result is _UNDONE or isinstance(result, BaseException)
    answer = _ask(job) if ask and open_ else _Answer()
    job_id = _job_id(job, answer)
    return Look(
        id=id_ or (f"{provider or 'dspy'}:{job_id}" if job_id else _uuids.keep(job, f"urn:uuid:{uuid4()}")),
        job_id=job_id,
        provider=provider,
        status=_status(job, result, answer),
        answer=answer,
        result=result,
    )


def _result(job: Any) -> Any:
    """Get what the Future of a job holds, without waiting; a ReinforceJob is not a Future."""
    if not hasattr(job, "done") or not job.done():
        return _UNDONE
    if job.cancelled():
        return _CANCELLED
    return job.exception(timeout=0) or job.result(timeout=0)


def _status(job: Any, result: Any, answer: _Answer) -> str | None:
    if result is _CANCELLED:
        return "cancelled"
    if isinstance(result, BaseException):
        # A job may go on at its provider when DSPy has given it up.
        is_known = answer.failed or answer.word or answer.status not in (None, "not_started")
        return answer.status if is_known else "failed"
    if result is not _UNDONE:
        return "succeeded"
    return _read_thread(getattr(job, "thread", None)) if answer.mute else answer.status


def _read_thread(thread: Any) -> str | None:
    """Read the status of a job that is only a thread, as LocalProvider's are."""
    if thread is None or (thread.ident is not None and not thread.is_alive()):
        return None
    return "running" if thread.is_alive() else "not_started"


def _ask(job: Any) -> _Answer:
    try:
        return _ask_provider(job)
    except NotImplementedError:
        return _Answer(mute=True)
    except Exception as error:
        word = error.args[0] if isinstance(error, KeyError) and error.args else None
        if isinstance(word, str) and word in STATUSES:
            return _answer(word)  # one that DSPy's own table lacks, such as OpenAI's `paused`
        # The error's text may hold what is secret.
        message = f"the provider did not give the status of the job ({type(error).__name__}); its records have none"
        warnings.warn(message, StatusUnknownWarning, stacklevel=4)
        return _Answer(failed=True)


def _ask_provider(job: Any) -> _Answer:
    if hasattr(job, "get_status"):
        details = to_plain(job.get_status())
        return _answer(details.get("status"))._replace(details=details)
    if run := databricks_run(job):
        return _answer(run.status)
    if getattr(job, "provider_job_id", "") is None:
        return _Answer(status="not_started")
    return _answer(job.status())


def _answer(status: Any) -> _Answer:
    word = to_plain(status)
    if not isinstance(word, str):
        return _Answer()
    if type(status).__name__ == "TrainingStatus" and word in ("not_started", "pending"):
        return _Answer(status=word)  # DSPy's words: the provider has others
    return _Answer(status=STATUSES.get(word.lower()), word=word)


def is_reinforcement(job: Any) -> bool:
    """Return whether a job is a ReinforceJob."""
    return hasattr(job, "lm")


def databricks_run(job: Any) -> Any:
    """Get the run that DatabricksProvider keeps in the job, up to date; `job.status()` reads another attribute."""
    run = getattr(job, "run", None)
    return run if hasattr(run, "status") else None


def _job_id(job: Any, answer: _Answer) -> str | None:
    job_id = (
        getattr(job, "provider_job_id", None)
        or answer.details.get("job_id")
        or getattr(databricks_run(job), "name", None)
    )
    if job_id:
        _job_ids.keep(job, "")
        _job_ids[id(job)] = str(job_id)
    return _job_ids.get(id(job))


def _provider(job: Any) -> str | None:
    """Find the provider by the module of the class of the job, or of Databricks' run in it."""
    for cls in (*type(job).__mro__, type(databricks_run(job))):
        parts = cls.__module__.split(".")
        if parts[0] == "arbor" or parts[-1] == "lm_local_arbor":
            return "arbor"
        if parts[0] == "databricks" or parts[:3] == ["dspy", "clients", "databricks"]:
            return "databricks"
        if parts[:3] == ["dspy", "clients", "openai"]:
            return "openai"
    return None


def records(
    job: Any, *, id: str | None = None, provider: str | None = None, ask: bool = True, keep_secrets: bool = False
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Build the TrainingJob or ReinforceJob record of a job, and its TrainingRun; the provider is asked once.

    `id` is the identifier of the job's record, `provider` the provider's name in lower case (detected for
    OpenAI, Databricks and Arbor). If a provider cannot be reached, or its class does not know the answer, there is a
    StatusUnknownWarning, and the records have no status.

    Keys, tokens and the like in `train_kwargs`, `checkpoints` and the texts of errors become `[redacted]`, unless
    `keep_secrets`; `train_data` is not redacted. A dspy.Example, a pydantic model, a dataclass or an array becomes what
    it holds, and other values that JSON does not have become text.
    """
    seen = inspect_job(job, id, provider, ask)
    make = _reinforce_job if is_reinforcement(job) else _training_job
    return make(job, seen, keep_secrets), _run(job, seen, keep_secrets)


def training_job(
    job: Any, *, id: str | None = None, provider: str | None = None, ask: bool = True, keep_secrets: bool = False
) -> dict[str, Any]:
    """Build the TrainingJob record of a `dspy.clients.provider.TrainingJob`; see `records`."""
    return _training_job(job, inspect_job(job, id, provider, ask), keep_secrets)


def reinforce_job(
    job: Any, *, id: str | None = None, provider: str | None = None, ask: bool = True, keep_secrets: bool = False
) -> dict[str, Any]:
    """Build the ReinforceJob record of a `dspy.clients.provider.ReinforceJob`; see `records`.

    It has what `get_status()` returns, if the class has that, as Arbor's does, and else what the object holds.
    """
    return _reinforce_job(job, inspect_job(job, id, provider, ask), keep_secrets)


def training_run(
    job: Any, *, id: str | None = None, provider: str | None = None, ask: bool = True, keep_secrets: bool = False
) -> dict[str, Any]:
    """Build the TrainingRun record of a job of either kind; `id` is the job's, without `#run`. See `records`.

    The exception that ended DSPy's side of a job is the `error` of the run; if the provider says that the run goes
    on, or succeeded, it is `dspy_error` in `extra`. DSPy's exception for a job that failed at OpenAI does not say why;
    the record from `client.fine_tuning.jobs.retrieve(job.provider_job_id)` does, and can be converted.
    """
    return _run(job, inspect_job(job, id, provider, ask), keep_secrets)


def _training_job(job: Any, seen: Look, keep_secrets: bool) -> dict[str, Any]:
    return _record(
        "TrainingJob",
        id=seen.id,
        job_id=seen.job_id,
        model=job.model,
        training_status=seen.status,
        train_data_format=to_plain(job.train_data_format),
        train_data=to_plain(job.train_data),
        train_kwargs=public_attributes(job.train_kwargs, keep_secrets=keep_secrets) or None,
    )


def _reinforce_job(job: Any, seen: Look, keep_secrets: bool) -> dict[str, Any]:
    details = seen.answer.details
    # The object's own entries win: Arbor's client adds the score to what its server gives.
    checkpoints = {**(details.get("checkpoints") or {}), **(getattr(job, "checkpoints", None) or {})}
    return _record(
        "ReinforceJob",
        id=seen.id,
        job_id=seen.job_id,
        current_model=details.get("current_model") or getattr(job.lm, "model", None),
        checkpoints=public_attributes(checkpoints, keep_secrets=keep_secrets),
        last_checkpoint=details.get("last_checkpoint") or getattr(job, "last_checkpoint", None),
        pending_batch_ids=to_plain(details.get("pending_batch_ids")),
        train_kwargs=public_attributes(job.train_kwargs, keep_secrets=keep_secrets) or None,
    )


def _run(job: Any, seen: Look, keep_secrets: bool) -> dict[str, Any]:
    error = _error(job, seen.result, keep_secrets) if isinstance(seen.result, BaseException) else None
    ended_by_it = seen.status in (None, "failed", "cancelled")
    tuned = seen.answer.details.get("current_model") if is_reinforcement(job) else getattr(seen.result, "model", None)
    file_id = getattr(job, "provider_file_id", None)
    return _record(
        "TrainingRun",
        id=f"{seen.id}#run",
        job=seen.id,
        provider=seen.provider,
        run_status=seen.status,
        provider_status=seen.answer.word or _infer_status(job, seen),
        **{slot: to_timestamp(getattr(databricks_run(job), name, None)) for name, slot in _TIMES.items()},
        fine_tuned_model=tuned if seen.status == "succeeded" else None,
        base_model=_base_model(job),
        method=_method(job),
        error=error if ended_by_it else None,
        training_data=[to_plain(file_id)] if file_id else None,
        extra={"dspy_error": error} if error and not ended_by_it else None,
    )


def _infer_status(job: Any, seen: Look) -> str | None:
    """Return the provider's status if it was not asked: these classes get a model with this status only."""
    return "succeeded" if seen.status == "succeeded" and hasattr(job, "provider_job_id") else None


def _base_model(job: Any) -> str | None:
    """Get the model's name without the prefixes that DSPy's providers remove before they pass it on."""
    model = getattr(job, "model", None)
    return model and model.removeprefix("openai/").removeprefix("arbor:").removeprefix("local:")


def _method(job: Any) -> str | None:
    if is_reinforcement(job):
        return "reinforcement"
    return "supervised" if to_plain(job.train_data_format) in ("chat", "completion") else None


def _error(job: Any, error: BaseException, keep_secrets: bool) -> dict[str, Any]:
    """Convert the exception to a JobError; those of the openai SDK have a code and a parameter."""
    code, param = getattr(error, "code", None), getattr(error, "param", None)
    message = str(error)
    return _drop_unset(
        code=code if isinstance(code, str) else None if type(error) is Exception else type(error).__name__,
        message=(message if keep_secrets else without_secrets(message, job.train_kwargs)) or None,
        param=param if isinstance(param, str) else None,
    )


def _record(type_: str, **members: Any) -> dict[str, Any]:
    return {"@type": type_, **_drop_unset(**members)}


def _drop_unset(**members: Any) -> dict[str, Any]:
    converted = {name: to_plain(value) if isinstance(value, str) else value for name, value in members.items()}
    return {name: value for name, value in converted.items() if value is not None}
