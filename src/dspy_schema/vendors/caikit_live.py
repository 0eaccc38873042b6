"""Deprecated name of `dspy_schema.live.caikit_trainings`, which goes away with the next release."""

import warnings

from dspy_schema.live.caikit_trainings import training_info

__all__ = ["training_info"]

warnings.warn(
    "dspy_schema.vendors.caikit_live is now dspy_schema.live.caikit_trainings", DeprecationWarning, stacklevel=2
)
