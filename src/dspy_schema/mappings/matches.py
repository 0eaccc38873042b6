"""The mapping relations of SKOS (SKOS Reference, section 10)."""

from __future__ import annotations

import enum

from dspy_schema.mappings.curies import BUILT_IN


class Match(enum.StrEnum):
    """How an element is near to a term; BROAD says that the term is the broader one."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"


SKOS = {each: f"{each}Match" for each in Match}
"""Their names in the namespace of SKOS."""

BY_IRI = {BUILT_IN["skos"] + name: each for each, name in SKOS.items()}
