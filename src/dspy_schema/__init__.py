"""Check, convert and publish the records of DSPy's fine-tuning and reinforcement jobs."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dspy_schema.api.checking import iter_findings, validate
    from dspy_schema.api.governance import check_mappings, coverage, evidence
    from dspy_schema.api.publishing import from_graph, publish, to_graph
    from dspy_schema.api.reading import convert, read
    from dspy_schema.audit.evidence import Evidence
    from dspy_schema.errors import (
        BaseError,
        DspySchemaError,
        MappingsError,
        MissingExtraError,
        NoArtefactError,
        OptionError,
        ReadError,
        UnknownCodeError,
        UnknownNameError,
        UnknownTypeError,
        UnknownVendorError,
        VendorError,
    )
    from dspy_schema.findings import Finding, Report, Severity, Summary
    from dspy_schema.matrix.coverage import Coverage
    from dspy_schema.records.record import Record

__all__ = [
    "BaseError",
    "Coverage",
    "DspySchemaError",
    "Evidence",
    "Finding",
    "MappingsError",
    "MissingExtraError",
    "NoArtefactError",
    "OptionError",
    "ReadError",
    "Record",
    "Report",
    "Severity",
    "Summary",
    "UnknownCodeError",
    "UnknownNameError",
    "UnknownTypeError",
    "UnknownVendorError",
    "VendorError",
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
    "Coverage": "matrix.coverage",
    "Evidence": "audit.evidence",
    "Record": "records.record",
    **dict.fromkeys(["iter_findings", "validate"], "api.checking"),
    **dict.fromkeys(["check_mappings", "coverage", "evidence"], "api.governance"),
    **dict.fromkeys(["from_graph", "publish", "to_graph"], "api.publishing"),
    **dict.fromkeys(["convert", "read"], "api.reading"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"dspy_schema.{_HOMES.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return __all__
