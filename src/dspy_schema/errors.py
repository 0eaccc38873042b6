"""The exceptions of this package, for when it cannot do its job, and exit statuses; a fault of data is a Finding.

DspySchemaError
├── UnknownTypeError         no generated schema has this name
├── UnknownCodeError         no finding has this code
├── UnknownVendorError       no vendor has this name
├── VendorError              the vendor that an installed package adds cannot be used
├── NoArtefactError          there is no artefact of this kind
├── BaseError                the base cannot begin IRIs
├── StoreError               a store cannot be opened or written
├── QueryError               a query cannot be run, or its results have no such format
├── MappingsError            mappings have errors and cannot be used
├── UnknownNameError         no vocabulary, framework or element has this name
├── OptionError              options contradict one another
├── ConfigurationError       the configuration file is wrong
├── WorkerError              a process of --jobs ends again and again
├── SourceTypeError          what was given is not a source of records, or not JSON
├── MissingExtraError        a feature needs an optional dependency
└── ReadError                a record could not be read and the caller asked for records only
"""

from __future__ import annotations

import enum


class ExitStatus(enum.IntEnum):
    """The exit statuses of the command line, from best to worst."""

    OK = 0
    FINDINGS = 1
    FAILURE = 2
    """A usage error, or an input that cannot be opened."""
    INTERRUPTED = 130


class DspySchemaError(Exception):
    """Root of this package's exceptions; its text is one sentence for the user."""


class UnknownTypeError(DspySchemaError):
    """No generated schema has the requested name."""


class UnknownCodeError(DspySchemaError):
    """No finding has the requested code."""


class UnknownVendorError(DspySchemaError):
    """No vendor has the requested name."""


class VendorError(DspySchemaError):
    """The vendor that an installed package adds cannot be used."""


class NoArtefactError(DspySchemaError):
    """There is no artefact of the requested kind."""


class BaseError(DspySchemaError):
    """The base that was given cannot begin the IRIs of records."""


class StoreError(DspySchemaError):
    """A store cannot be opened or written."""


class QueryError(DspySchemaError):
    """A query cannot be run, or its results have no such format."""


class MappingsError(DspySchemaError):
    """Mappings have errors and cannot be used."""


class UnknownNameError(DspySchemaError):
    """No vocabulary, framework or element of a schema has the requested name."""


class OptionError(DspySchemaError):
    """Options contradict one another."""


class ConfigurationError(DspySchemaError):
    """The configuration file is not TOML, or has an unknown key or a wrong value."""


class WorkerError(DspySchemaError):
    """A process of several ends each time that it does a task."""


class SourceTypeError(DspySchemaError, TypeError):
    """What was given is not a source of records, or holds what JSON does not have."""


class MissingExtraError(DspySchemaError):
    """A feature needs an optional dependency that is not installed."""

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(f"{module} is not installed; run: pip install 'dspy-schema[{extra}]'")
        self.module = module
        self.extra = extra


class ReadError(DspySchemaError):
    """A record could not be read; `finding` says where and why."""

    def __init__(self, finding: object) -> None:
        super().__init__(str(finding))
        self.finding = finding
