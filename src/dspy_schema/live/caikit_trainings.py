"""Records of live caikit trainings, made without importing caikit.

future = trainer.train(Module, rows, save_path="models", model_name="majority")
record = caikit_live.training_info(future, model_name="majority")
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from dspy_schema.live.values import to_timestamp, without_secrets

if TYPE_CHECKING:
    from datetime import datetime


def training_info(
    training: Any,
    *,
    id: str | None = None,
    model_name: str | None = None,
    save_path: str | None = None,
    keep_secrets: bool = False,
) -> dict[str, Any]:
    """The `caikit:TrainingInfo` record of a training: of its future, or of the JobInfo or TrainingInfo of one.

    A future is asked for its information, which does not wait for the training; the others have neither identifier
    nor path, which can be given. caikit nowhere keeps the name of the model. What is not known is left out, and what
    caikit has as None is None.

    caikit's times are local and without zone: they are taken to be in the zone that this process is in, now, and
    written in UTC. Exceptions become `ValueError: not enough labels`; one with a text that holds a secret loses it,
    unless `keep_secrets`.
    """
    info = training.get_info() if hasattr(training, "get_info") else training
    known = {
        "id": id or getattr(training, "id", None),
        "model_name": model_name,
        "save_path": save_path or _path(getattr(training, "save_path", None)),
    }
    return {name: value for name, value in known.items() if value is not None} | {
        "status": info.status.name,
        "errors": None if info.errors is None else [_error(each, keep_secrets) for each in info.errors],
        "submission_time": _utc(info.submission_time),
        "completion_time": _utc(info.completion_time),
    }


def _utc(time: datetime | None) -> str | None:
    return to_timestamp(time.astimezone()) if time else None


def _path(path: Any) -> str | None:
    """The path as text; an S3Path, which also has keys, as its URI."""
    if path is None or isinstance(path, (str, os.PathLike)):
        return path if path is None else os.fspath(path)
    bucket = getattr(path, "bucket", None)
    return f"s3://{bucket}/{path.path}" if bucket else str(path.path)


def _error(error: BaseException, keep_secrets: bool) -> str:
    name, text = type(error).__name__, str(error)
    shown = text if keep_secrets else without_secrets(text, None)
    return f"{name}: {shown}" if shown else name
