"""Each row says how sure it is, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.curies import BUILT_IN, expanded
from dspy_schema.mappings.names import advice
from dspy_schema.mappings.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment

# Those that SSSOM 1.1 admits (slot mapping_justification).
_JUSTIFICATIONS = tuple(
    f"semapv:{each}"
    for each in (
        "MappingReview",
        "ManualMappingCuration",
        "LogicalReasoning",
        "LexicalMatching",
        "CompositeMatching",
        "UnspecifiedMatching",
        "SemanticSimilarityThresholdMatching",
        "LexicalSimilarityThresholdMatching",
        "MappingChaining",
        "MappingInversion",
        "StructuralMatching",
        "InstanceBasedMatching",
        "BackgroundKnowledgeBasedMatching",
    )
)
_COLUMN = "confidence"


def confidence(alignment: Alignment) -> Iterator[Finding]:
    """Each row has a confidence, from 0 to 1."""
    for set_ in alignment.sets:
        if set_.rows and _COLUMN not in set_.columns:
            line = set_.rows[0].line - 1
            yield Place(set_.source, line, 1).finding("DSP621", "no row has a confidence: there is no such column")
            continue
        for row in set_.rows:
            if row.confidence is None or not 0 <= row.confidence <= 1:
                given = set_.cell(row.line, _COLUMN)
                message = f"the confidence is {f'no number from 0 to 1: {given}' if given else 'missing'}"
                yield set_.place(row.line, _COLUMN).finding("DSP621", message)


def justification(alignment: Alignment) -> Iterator[Finding]:
    """Each row has a justification that SSSOM knows."""
    for set_ in alignment.sets:
        for row in set_.rows:
            given = row.justification
            if given not in _JUSTIFICATIONS:
                place = set_.place(row.line, "mapping_justification")
                if not given:
                    yield place.finding("DSP622", "the justification is missing")
                elif expanded(given, BUILT_IN):
                    near = advice(given, _JUSTIFICATIONS)
                    yield place.finding("DSP622", f"SSSOM knows no justification {given}{near}")
