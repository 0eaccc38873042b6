"""Check, convert and publish the records of DSPy's fine-tuning and reinforcement jobs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dspy_schema.api import convert, from_graph, iter_findings, publish, read, to_graph, validate
    from dspy_schema.errors import (
        BaseError,
        DspySchemaError,
        MissingExtraError,
        NoArtefactError,
        OptionError,
        ReadError,
        UnknownCodeError,
        UnknownTypeError,
        UnknownVendorError,
        VendorError,
    )
    from dspy_schema.findings import Finding, Report, Severity, Summary
    from dspy_schema.records.record import Record

__all__ = [
    "BaseError",
    "DspySchemaError",
    "Finding",
    "MissingExtraError",
    "NoArtefactError",
    "OptionError",
    "ReadError",
    "Record",
    "Report",
    "Severity",
    "Summary",
    "UnknownCodeError",
    "UnknownTypeError",
    "UnknownVendorError",
    "VendorError",
    "convert",
    "from_graph",
    "iter_findings",
    "publish",
    "read",
    "to_graph",
    "validate",
]

# Importing the package imports nothing else: a name is looked up where it is used first.
_HOMES = {
    **dict.fromkeys(["Finding", "Report", "Severity", "Summary"], "findings"),
    "Record": "records.record",
    **dict.fromkeys(["convert", "from_graph", "iter_findings", "publish", "read", "to_graph", "validate"], "api"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"dspy_schema.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return __all__
