"""Areas of vocabularies that concern fine-tuning, as `vocabularies/areas.toml` lists them."""

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
    """A part of a vocabulary: its title, and the terms at its top."""

    title: str
    roots: tuple[str, ...]


class ResolvedArea(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """An area with the terms that belong to it, by CURIE, in the order of its roots."""

    name: str
    title: str
    terms: dict[str, Term]

    @cached_property
    def mappable(self) -> list[Term]:
        """The terms without the enumerations, since their values are mapped instead."""
        return [term for term in self.terms.values() if term.kinds != _ENUM]


def load_areas(alignment: Alignment) -> dict[str, dict[str, Area]]:
    """Load the areas as they are written, by vocabulary and name; none where a folder has no such file.

    Raises ValueError where the file is malformed.
    """
    import tomllib

    path = os.path.join(alignment.folder, vocabularies.FOLDER, FILE)
    if not os.path.exists(path):
        return {}
    with open(path, "rb") as file:
        return msgspec.convert(tomllib.load(file), dict[str, dict[str, Area]])


def resolve_areas(alignment: Alignment) -> dict[str, list[ResolvedArea]]:
    """Return the areas of each vocabulary with their terms; a term belongs to the first area that has it."""
    resolved: dict[str, list[ResolvedArea]] = {}
    for prefix, areas in load_areas(alignment).items():
        vocabulary = alignment.vocabularies.get(prefix)
        if vocabulary is None:
            continue
        children: dict[str, list[str]] = {}
        for term in vocabulary.terms.values():
            for parent in term.parents:
                children.setdefault(parent, []).append(term.curie)
        seen: set[str] = set()
        resolved[prefix] = []
        for name, area in areas.items():
            terms = {term.curie: term for term in _iter_terms(vocabulary, area, children) if term.curie not in seen}
            seen.update(terms)
            resolved[prefix].append(ResolvedArea(name=name, title=area.title, terms=terms))
    return resolved


def _iter_terms(vocabulary: Vocabulary, area: Area, children: dict[str, list[str]]) -> Iterator[Term]:
    """Yield the roots, each followed by what is below it; a root that the listing does not have is left out."""
    seen: set[str] = set()
    for root in area.roots:
        waiting = [root]
        while waiting:
            curie = waiting.pop()
            if curie not in seen and curie in vocabulary.terms:
                seen.add(curie)
                yield vocabulary.terms[curie]
                waiting += reversed(children.get(curie, []))
