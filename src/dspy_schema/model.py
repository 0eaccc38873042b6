"""The generated classes: `model.TrainingJob` and so on are pydantic's, `model.dataclasses()` has linkml's."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dspy_schema.artifacts import load_types
from dspy_schema.errors import MissingExtraError

if TYPE_CHECKING:
    from types import ModuleType


def load_pydantic() -> ModuleType:
    """Load the module of pydantic models, for building records and reading them as objects.

    Raises MissingExtraError.
    """
    return _module("pydantic_model", needs="pydantic")


def load_dataclasses() -> ModuleType:
    """Load the module of dataclasses, for use with linkml-runtime; they do not validate.

    Raises MissingExtraError.
    """
    return _module("dataclass_model", needs="linkml_runtime")


def _module(name: str, *, needs: str) -> ModuleType:
    try:
        import_module(needs)
    except ModuleNotFoundError as error:
        raise MissingExtraError(needs, "model") from error
    return import_module(f"dspy_schema_model.{name}")


def __getattr__(name: str) -> Any:
    if name in _list_names():
        return getattr(load_pydantic(), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*_list_names(), "dataclasses", "pydantic"])


def _list_names() -> set[str]:
    return (load_types().classes.keys() - load_types().files) | {"TrainDataFormat", "TrainingStatus"}
