"""Check, convert and publish the records of DSPy's fine-tuning and reinforcement jobs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dspy_schema.api import (
        check_mappings,
        convert,
        coverage,
        evidence,
        from_graph,
        iter_findings,
        publish,
        read,
        to_graph,
        validate,
    )
    from dspy_schema.errors import (
        BaseError,
        DspySchemaError,
        MappingsError,
        MissingExtraError,
        NoArtefactError,
        OptionError,
        ReadError,
        SourceTypeError,
        UnknownCodeError,
        UnknownNameError,
        UnknownTypeError,
        UnknownVendorError,
        VendorError,
        WorkerError,
    )
    from dspy_schema.findings import Finding, Report, Severity, Summary
    from dspy_schema.governance.assessment import Evidence
    from dspy_schema.governance.coverage import Coverage
    from dspy_schema.records.batch import Record
    from dspy_schema.records.sources import Limits

__all__ = [
    "BaseError",
    "Coverage",
    "DspySchemaError",
    "Evidence",
    "Finding",
    "Limits",
    "MappingsError",
    "MissingExtraError",
    "NoArtefactError",
    "OptionError",
    "ReadError",
    "Record",
    "Report",
    "Severity",
    "SourceTypeError",
    "Summary",
    "UnknownCodeError",
    "UnknownNameError",
    "UnknownTypeError",
    "UnknownVendorError",
    "VendorError",
    "WorkerError",
    "check_mappings",
    "convert",
    "coverage",
    "evidence",
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
    "Coverage": "governance.coverage",
    "Evidence": "governance.assessment",
    "Limits": "records.sources",
    "Record": "records.batch",
    **dict.fromkeys(
        [
            "check_mappings",
            "convert",
            "coverage",
            "evidence",
            "from_graph",
            "iter_findings",
            "publish",
            "read",
            "to_graph",
            "validate",
        ],
        "api",
    ),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"dspy_schema.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return __all__
