"""The areas of vocabularies that fine-tuning has to do with, as `vocabularies/areas.toml` lays them out."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings import vocabularies
from dspy_schema.mappings.vocabularies import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.vocabularies import Vocabulary


FILE = "areas.toml"
_ENUM = ("enum",)


class Area(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a vocabulary: what people call it, and the terms that it begins with."""

    title: str
    roots: tuple[str, ...]


class LaidOut(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """An area with the terms that belong to it, by CURIE, in the order of its roots."""

    name: str
    title: str
    terms: dict[str, Term]

    @cached_property
    def listed(self) -> list[Term]:
        """The terms that something can be mapped to for its own sake: not enumerations, whose values stand for them."""
        return [each for each in self.terms.values() if each.kinds != _ENUM]


def load_areas(alignment: Alignment) -> dict[str, dict[str, Area]]:
    """The areas as they are written, by vocabulary and name; none where a folder has no such file.

    Raises ValueError where the file is not as it should be.
    """
    import tomllib

    path = os.path.join(alignment.folder, vocabularies.FOLDER, FILE)
    if not os.path.exists(path):
        return {}
    with open(path, "rb") as file:
        return msgspec.convert(tomllib.load(file), dict[str, dict[str, Area]])


def lay_out_areas(alignment: Alignment) -> dict[str, list[LaidOut]]:
    """The areas of each vocabulary with their terms; a term belongs to the first area that has it."""
    found: dict[str, list[LaidOut]] = {}
    for prefix, areas in load_areas(alignment).items():
        vocabulary = alignment.vocabularies.get(prefix)
        if vocabulary is None:
            continue
        below = _below(vocabulary)
        seen: set[str] = set()
        found[prefix] = []
        for name, area in areas.items():
            terms = {each.curie: each for each in _area_terms(vocabulary, area, below) if each.curie not in seen}
            seen.update(terms)
            found[prefix].append(LaidOut(name=name, title=area.title, terms=terms))
    return found


def _area_terms(vocabulary: Vocabulary, area: Area, below: dict[str, list[str]]) -> Iterator[Term]:
    """The roots, each followed by what is below it; a root that the listing does not have is left out."""
    seen: set[str] = set()
    for root in area.roots:
        waiting = [root]
        while waiting:
            curie = waiting.pop()
            if curie not in seen and curie in vocabulary.terms:
                seen.add(curie)
                yield vocabulary.terms[curie]
                waiting += reversed(below.get(curie, []))


def _below(vocabulary: Vocabulary) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for term in vocabulary.terms.values():
        for parent in term.parents:
            found.setdefault(parent, []).append(term.curie)
    return found
