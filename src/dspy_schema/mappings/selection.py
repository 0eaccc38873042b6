"""Selections of rows: by vocabulary, element, predicate, confidence, and whether there is a term."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.errors import OptionError, UnknownNameError
from dspy_schema.mappings.sssom_model import Match, suggest_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.sssom import MappingSet


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """What rows are selected by; what is empty, or None, selects all.

    `elements` are ids, or the parts of ids after the prefix, `confidence` is the lowest and the highest one. `has_term`
    is False for the rows that state that there is no term.
    """

    vocabularies: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    matches: tuple[Match, ...] = ()
    confidence: tuple[float, float] | None = None
    has_term: bool | None = None

    def describe(self) -> str:
        """Describe the selection in the form of a query of a URL."""
        parts = [f"vocabulary={name}" for name in self.vocabularies]
        parts += [f"element={name}" for name in self.elements]
        parts += [f"predicate={match}" for match in self.matches]
        if self.confidence:
            parts.append(f"confidence={self.confidence[0]:g}..{self.confidence[1]:g}")
        if self.has_term is not None:
            parts.append(f"term={'yes' if self.has_term else 'no'}")
        return "&".join(parts)


def parse_confidence(text: str) -> tuple[float, float]:
    """Parse `0.7`, which is at least so much, or `0.3..0.5`, of which either may be left out; raises OptionError."""
    low, dots, high = text.partition("..")
    try:
        bounds = (float(low or 0), float(high or 1) if dots else 1.0)
    except ValueError:
        bounds = (1.0, 0.0)
    if not text or not 0 <= bounds[0] <= bounds[1] <= 1:
        raise OptionError(f"a confidence is a number from 0 to 1, or two such as 0.3..0.5, not {text!r}")
    return bounds


def select_links(alignment: Alignment, selection: Selection) -> list[Link]:
    """Select rows, those included that deny a mapping, in the order of the files; raises UnknownNameError."""
    vocabularies = {_find_vocabulary(alignment, name) for name in selection.vocabularies}
    ids = {id_ for name in selection.elements for id_ in _find_ids(alignment, name)}
    return [
        link
        for link in alignment.all_links
        if (not vocabularies or link.vocabulary in vocabularies)
        and (not selection.elements or (link.element is not None and link.element.id in ids))
        and (not selection.matches or (link.match in selection.matches and not link.mapping.is_no_term))
        and (not selection.confidence or _is_within(link.mapping.confidence, selection.confidence))
        and (selection.has_term is None or link.mapping.is_no_term is not selection.has_term)
    ]


def select_rows(alignment: Alignment, selection: Selection) -> list[MappingSet]:
    """Return the sets with the selected rows; sets without any are left out."""
    selected: dict[str, set[int]] = {}
    for link in select_links(alignment, selection):
        selected.setdefault(link.mapping.source, set()).add(link.mapping.line)
    return [
        msgspec.structs.replace(set_, rows=tuple(row for row in set_.rows if row.line in selected[set_.source]))
        for set_ in alignment.sets
        if set_.source in selected
    ]


def _is_within(confidence: float | None, bounds: tuple[float, float]) -> bool:
    """Return whether a confidence is within bounds, which one that is missing is not."""
    return confidence is not None and bounds[0] <= confidence <= bounds[1]


def _find_vocabulary(alignment: Alignment, name: str) -> str:
    known = {vocabulary.prefix for vocabulary in alignment.vocabularies} | {link.vocabulary for link in alignment.links}
    if name in known:
        return name
    suggestion = suggest_names(name, known) or f"; there are {', '.join(sorted(known))}"
    raise UnknownNameError(f"no vocabulary {name!r}{suggestion}")


def _find_ids(alignment: Alignment, name: str) -> Iterable[str]:
    ids = [element.id for element in alignment.elements]
    if matches := [id_ for id_ in ids if name in {id_, id_.partition(":")[2]}]:
        return matches
    names = ids if ":" in name else [id_.partition(":")[2] for id_ in ids]
    suggestion = suggest_names(name, names) or "; `dspy-schema mappings list` lists those that are mapped"
    raise UnknownNameError(f"no element {name!r}{suggestion}")
