"""How much a relation says of what an element means."""

from __future__ import annotations

from dspy_schema.mappings.matches import Match

STRENGTHS = {Match.EXACT: 4, Match.CLOSE: 3, Match.BROAD: 2, Match.NARROW: 2, Match.RELATED: 1}
"""Broad and narrow say as much as each other."""
