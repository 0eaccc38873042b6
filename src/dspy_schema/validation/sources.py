"""Check sources, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.records import Batch, read_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.records import Format, Source
    from dspy_schema.validation.checker import Checker


def findings_of_sources(
    sources: Iterable[Source | Batch],
    checker: Checker,
    *,
    format_: Format | None = None,
    jobs: int = 1,
) -> Iterator[Finding]:
    """The findings of all sources, as they are found; `jobs` processes share a large JSON Lines file."""
    for source in sources:
        if isinstance(source, Batch):
            yield from checker.findings(source)
            continue
        if checker.watch:
            checker.watch.source(source.name)
        if jobs > 1:
            from dspy_schema.validation.ranges import in_parallel, ranges

            if len(pieces := ranges(source, checker, format_, jobs)) > 1:
                yield from in_parallel(pieces, checker, jobs)
                continue
        for batch in read_source(source, format_):
            yield from checker.findings(batch)
