"""Check records, convert vendors' ones, and gather what they are evidence of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.audit import aligned
from dspy_schema.audit.assembling import assemble, chosen
from dspy_schema.audit.facts import Facts
from dspy_schema.audit.gathering import Gathering
from dspy_schema.conversions import conversions
from dspy_schema.vendors.stage import DSPY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dspy_schema.audit.evidence import Evidence
    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.records import Batch, Format, Source
    from dspy_schema.validation import Checker


def evidence(
    sources: Iterable[Source | Batch],
    checker: Checker,
    alignment: Alignment,
    frameworks: Iterable[str] = (),
    *,
    tell: Callable[[list[Finding]], object],
    format_: Format | None = None,
) -> Evidence:
    """What the records are evidence of in these frameworks, or in all; findings on them go to `tell`.

    Raises UnknownNameError for a name that is no framework.
    """
    names = chosen(alignment, frameworks)
    facts_of = aligned.facts_of_elements(alignment)
    facts = Facts(aligned.words(alignment), (fact for each in facts_of.values() for fact in each))
    gathering = Gathering(facts)
    for converted in conversions(sources, checker, DSPY, format_=format_):
        refused = gathering.take(converted)
        checker.summary.errors += len(refused)
        checker.summary.invalid += len(refused)
        checker.summary.valid -= len(refused)
        found = converted.findings
        tell(sorted([*found, *refused], key=lambda each: each.record or 0) if refused else found)
    return assemble(alignment, facts_of, facts, gathering, names)
