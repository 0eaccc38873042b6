"""What the pages are made of, worked out once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dspy_schema.sitegen.reference import elements
from dspy_schema.sitegen.reference.examples import Examples
from dspy_schema.sitegen.reference.mappings import Mappings
from dspy_schema.sitegen.reference.uses import Uses

if TYPE_CHECKING:
    from dspy_schema.sitegen.reference.elements import Reference


@dataclass(frozen=True)
class Contents:
    """The terms, where they are used, examples of them, and what they are mapped to."""

    reference: Reference
    uses: Uses
    examples: Examples
    mappings: Mappings


def load() -> Contents:
    """The contents of the project's schemas; run at its root."""
    reference = elements.load()
    return Contents(reference, Uses(reference), Examples(reference), Mappings())
