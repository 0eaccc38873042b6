"""Conversion of vendors' job records to the jobs and runs of dspy, and back.

A vendor's job record becomes two records: a TrainingJob or ReinforceJob, and the TrainingRun that belongs to it. The
two hold all that the record holds, and become the same record again: `to_vendor(*to_dspy(record, type)) == record`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dspy_schema.conversion.vendors import to_dspy, to_vendor

__all__ = ["to_dspy", "to_vendor"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from dspy_schema.conversion import vendors

    return getattr(vendors, name)
