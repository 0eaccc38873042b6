"""What a live DSPy job is at one moment: asked of the object, of its Future and of its provider."""

from __future__ import annotations

import warnings
from collections.abc import Mapping  # noqa: TC003 (typing reads the annotations of a NamedTuple)
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import uuid4
from weakref import finalize

from dspy_schema.vendors.live_values import plain

# What providers call the states, in lower case: DSPy's own words, those of OpenAI, Azure, Arbor and Databricks.
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

    def keep(self, of: Any, text: str) -> str:
        """The text of an object, which stays the first that was given, unless it is set anew."""
        if id(of) not in self:
            finalize(of, self.pop, id(of), None)
        return self.setdefault(id(of), text)


_job_ids, _uuids = _Remembered(), _Remembered()


class StatusUnknownWarning(UserWarning):
    """The provider could not be asked for the status of a job, and its records do without."""


class _Answer(NamedTuple):
    """What the provider tells of a job."""

    status: str | None = None
    word: str | None = None  # the provider's own
    details: Mapping[str, Any] = MappingProxyType({})  # the members of a GRPOStatus
    mute: bool = False  # the class of the job knows no status
    failed: bool = False  # there was no answer


class Look(NamedTuple):
    """A job at one moment: its records are made of one look, so that they agree."""

    id: str
    job_id: str | None
    provider: str | None
    status: str | None
    answer: _Answer
    result: Any


def look_at(job: Any, id_: str | None, provider: str | None, ask: bool) -> Look:
    """The job now, without waiting; the provider is asked only if told to, and if the job is not over."""
    provider = provider or _provider(job)
    # The result before the question: a job that ends between the two is then told as it was before.
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
    """What the Future of a job holds, without waiting; a ReinforceJob is no Future."""
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
        told = answer.failed or answer.word or answer.status not in (None, "not_started")
        return answer.status if told else "failed"
    if result is not _UNDONE:
        return "succeeded"
    return _of_thread(getattr(job, "thread", None)) if answer.mute else answer.status


def _of_thread(thread: Any) -> str | None:
    """The state of a job that is nothing but a thread, as LocalProvider's are."""
    if thread is None or (thread.ident is not None and not thread.is_alive()):
        return None
    return "running" if thread.is_alive() else "not_started"


def _ask(job: Any) -> _Answer:
    try:
        return _asked(job)
    except NotImplementedError:
        return _Answer(mute=True)
    except Exception as error:
        word = error.args[0] if isinstance(error, KeyError) and error.args else None
        if isinstance(word, str) and word in STATUSES:
            return _answer(word)  # one that DSPy's own table lacks, such as OpenAI's `paused`
        # The error's text may hold what is secret.
        message = f"the provider did not tell the status of the job ({type(error).__name__}); its records do without"
        warnings.warn(message, StatusUnknownWarning, stacklevel=4)
        return _Answer(failed=True)


def _asked(job: Any) -> _Answer:
    if hasattr(job, "get_status"):
        details = plain(job.get_status())
        return _answer(details.get("status"))._replace(details=details)
    if run := databricks_run(job):
        return _answer(run.status)
    if getattr(job, "provider_job_id", "") is None:
        return _Answer(status="not_started")
    return _answer(job.status())


def _answer(status: Any) -> _Answer:
    word = plain(status)
    if not isinstance(word, str):
        return _Answer()
    if type(status).__name__ == "TrainingStatus" and word in ("not_started", "pending"):
        return _Answer(status=word)  # DSPy's words: the provider has others
    return _Answer(status=STATUSES.get(word.lower()), word=word)


def reinforces(job: Any) -> bool:
    """Whether it is a ReinforceJob."""
    return hasattr(job, "lm")


def databricks_run(job: Any) -> Any:
    """The run that DatabricksProvider keeps in the job, up to date; `job.status()` looks at another attribute."""
    run = getattr(job, "run", None)
    return run if hasattr(run, "status") else None


def _job_id(job: Any, answer: _Answer) -> str | None:
    found = (
        getattr(job, "provider_job_id", None)
        or answer.details.get("job_id")
        or getattr(databricks_run(job), "name", None)
    )
    if found:
        _job_ids.keep(job, "")
        _job_ids[id(job)] = str(found)
    return _job_ids.get(id(job))


def _provider(job: Any) -> str | None:
    """The provider by the module of the class of the job, or of Databricks' run in it, where that tells it."""
    for cls in (*type(job).__mro__, type(databricks_run(job))):
        parts = cls.__module__.split(".")
        if parts[0] == "arbor" or parts[-1] == "lm_local_arbor":
            return "arbor"
        if parts[0] == "databricks" or parts[:3] == ["dspy", "clients", "databricks"]:
            return "databricks"
        if parts[:3] == ["dspy", "clients", "openai"]:
            return "openai"
    return None
