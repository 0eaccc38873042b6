"""Deprecated name of `dspy_schema.live.dspy_jobs`, which goes away with the next release."""

import warnings

from dspy_schema.live.dspy_jobs import StatusUnknownWarning, records, reinforce_job, training_job, training_run

__all__ = ["StatusUnknownWarning", "records", "reinforce_job", "training_job", "training_run"]

warnings.warn("dspy_schema.vendors.dspy_live is now dspy_schema.live.dspy_jobs", DeprecationWarning, stacklevel=2)
