"""What the functions take: paths and records; and where the findings of a function that gives records go."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from dspy_schema import records
from dspy_schema.errors import ReadError
from dspy_schema.findings import Finding, Severity
from dspy_schema.records import Batch

PathLike: TypeAlias = str | os.PathLike[str]
Source: TypeAlias = PathLike | Mapping[str, Any] | Iterable[PathLike | Mapping[str, Any]]
OnFinding: TypeAlias = Callable[[Finding], object]


def sources(source: Source) -> Iterator[records.Source | Batch]:
    """The inputs that a source stands for: first those of its paths, then its records in memory."""
    if isinstance(source, (str, os.PathLike, Mapping)):
        source = [source]
    given = list(source)
    yield from records.expand(os.fspath(each) for each in given if not isinstance(each, Mapping))
    for number, each in enumerate((each for each in given if isinstance(each, Mapping)), start=1):
        yield _batch(each, number)


def tell(findings: Iterable[Finding], on_finding: OnFinding | None) -> None:
    """Give findings to `on_finding`; without it, the first error raises ReadError."""
    for finding in findings:
        if on_finding is not None:
            on_finding(finding)
        elif finding.severity is Severity.ERROR:
            raise ReadError(finding)


def _batch(record: Mapping[str, Any], number: int) -> Batch:
    import json

    from dspy_schema.records.fault import Fault

    # Not msgspec, which would write NaN as null: a record in memory is judged as strictly as one in a file.
    try:
        text = json.dumps(dict(record), ensure_ascii=False).encode("utf-8", "surrogatepass")
    except RecursionError:
        fault = Fault("DSP107", "arrays and objects are nested too deep to be read")
        return Batch(source="<records>", first=number, texts=[b""], faults={0: fault})
    return Batch(source="<records>", first=number, texts=[text])
