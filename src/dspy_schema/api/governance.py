"""What records and schemas mean to other vocabularies."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from dspy_schema.api.inputs import OnFinding, PathLike, Source, sources, tell
from dspy_schema.records import Format
from dspy_schema.validation import AUTO, Checker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.audit.evidence import Evidence
    from dspy_schema.findings import Report, Summary
    from dspy_schema.matrix.coverage import Coverage


def evidence(
    source: Source,
    framework: str | Iterable[str] = (),
    *,
    type: str = AUTO,
    format: str | None = None,
    summary: Summary | None = None,
    on_finding: OnFinding | None = None,
) -> Evidence:
    """What the records of `source` (see `iter_findings`) are evidence of in governance frameworks, and what they lack.

    `framework` names some of `ai`, `iso22989`, `iso42001`, `nist_ai_100_1` and `nexus`, by default all. Vendors' job
    records are converted on the way. Every record is checked, and one with an error is not used. Findings go to
    `on_finding`; without it, the first error raises ReadError. `summary`, if given, is counted up. `write` of the
    result gives the report as text, Markdown, HTML or JSON-LD. Memory grows with the ids of jobs and runs only.

    Raises UnknownNameError for a framework, UnknownTypeError, and ValueError for an unknown format.
    """
    from dspy_schema.audit.stage import evidence as gathered
    from dspy_schema.mappings import alignment

    return gathered(
        sources(source),
        Checker(type, summary=summary),
        alignment.load(),
        [framework] if isinstance(framework, str) else framework,
        tell=lambda findings: tell(findings, on_finding),
        format_=Format(format) if format else None,
    )


def coverage(
    vocabulary: str | Iterable[str] = (), element: str | Iterable[str] = (), *, everything: bool = False
) -> Coverage:
    """How far the elements of the schemas are mapped to the vocabularies, and the terms that nothing is mapped to.

    `vocabulary` names some vocabularies, by default all; `element` some elements by id, name or pattern, by default
    those that some mapping is about and the classes that one should be about, or with `everything` all.

    Raises UnknownNameError.
    """
    from dspy_schema.mappings import alignment
    from dspy_schema.matrix.laying_out import coverage as laid_out

    return laid_out(
        alignment.load(),
        [vocabulary] if isinstance(vocabulary, str) else vocabulary,
        [element] if isinstance(element, str) else element,
        everything=everything,
    )


def check_mappings(folder: PathLike | None = None) -> Report:
    """Check the alignment to other vocabularies and report all findings; the summary counts mappings as records.

    `folder` is laid out as `schema/` (modules of LinkML, `mappings/*.sssom.tsv`, `vocabularies/*.tsv`); by default it
    is the schema that ships with the package.
    """
    from dspy_schema.mappings import alignment, check

    start = time.perf_counter()
    checked = check.check(alignment.load(None if folder is None else os.fspath(folder)))
    checked.summary.seconds = time.perf_counter() - start
    return checked
