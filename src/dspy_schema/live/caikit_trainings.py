"""Records of live caikit trainings, built without importing caikit.

future = trainer.train(Module, rows, save_path="models", model_name="majority")
record = caikit_trainings.training_info(future, model_name="majority")
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
    """Build the `caikit:TrainingInfo` record of a training, from its future, or its JobInfo or TrainingInfo.

    Asking a future for its information does not wait for the training. The others have neither identifier nor path,
    so pass them. caikit does not keep the name of the model. What is not known is left out, and what caikit has as
    None is None.

    caikit's times are local, without a zone: they are read in the zone of this process, and written in UTC. Exceptions
    become texts such as `ValueError: not enough labels`; secrets in them are redacted, unless `keep_secrets`.
    """
    info = training.get_info() if hasattr(training, "get_info") else training
    known = {
        "id": id or getattr(training, "id", None),
        "model_name": model_name,
        "save_path": save_path or _path(getattr(training, "save_path", None)),
    }
    return {name: value for name, value in known.items() if value is not None} | {
        "status": info.status.name,
        "errors": None if info.errors is None else [_describe_error(error, keep_secrets) for error in info.errors],
        "submission_time": _utc(info.submission_time),
        "completion_time": _utc(info.completion_time),
    }


def _utc(time: datetime | None) -> str | None:
    return to_timestamp(time.astimezone()) if time else None


def _path(path: Any) -> str | None:
    """Convert a path to text; an S3Path, which also has keys, to its URI."""
    if path is None or isinstance(path, (str, os.PathLike)):
        return path if path is None else os.fspath(path)
    bucket = getattr(path, "bucket", None)
    return f"s3://{bucket}/{path.path}" if bucket else str(path.path)


def _describe_error(error: BaseException, keep_secrets: bool) -> str:
    name, text = type(error).__name__, str(error)
    text = text if keep_secrets else without_secrets(text, None)
    return f"{name}: {text}" if text else name
