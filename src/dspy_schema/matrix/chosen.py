"""What the names that a user gives stand for; a name that stands for nothing is told with what may be meant."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from dspy_schema.errors import UnknownNameError
from dspy_schema.mappings import areas
from dspy_schema.mappings.names import advice
from dspy_schema.mappings.vocabularies import TWIN_OF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.element import Element

# As many names fit into a sentence.
_FEW = 20


def vocabularies_of(alignment: Alignment, names: Iterable[str]) -> list[str]:
    """The vocabularies of these names, or all but those that are twins of others; raises UnknownNameError."""
    # Those with areas first, since they are what governance people ask for.
    sets, listings = (each.vocabulary for each in alignment.sets), (each.prefix for each in alignment.vocabularies)
    known = list(dict.fromkeys([*areas.read(alignment), *sets, *listings]))
    asked = list(names)
    for name in asked:
        if name not in known:
            raise UnknownNameError(f"no vocabulary {name!r}{_advice(name, known)}")
    return [each for each in known if (each in asked if asked else each not in TWIN_OF)]


def elements_of(alignment: Alignment, names: Iterable[str]) -> list[Element]:
    """The elements of these ids (`dspy:owner`), names or patterns (`openai:*`), or all; raises UnknownNameError."""
    every = list(alignment.elements)
    asked = list(names)
    found: set[str] = set()
    for name in asked:
        fitting = [each.id for each in every if _fits(name, each)]
        if not fitting:
            known = [text for each in every for text in (each.id, each.id.partition(":")[2])]
            raise UnknownNameError(f"no element {name!r}{_advice(name, known)}")
        found.update(fitting)
    return [each for each in every if not asked or each.id in found]


def _advice(name: str, known: list[str]) -> str:
    begun = [each for each in known if name and each.lower().startswith(name.lower())]
    told = advice(name, known, begun)
    return told or (f"; choose among {', '.join(known)}" if len(known) <= _FEW else "; coverage --all shows all")


def _fits(pattern: str, element: Element) -> bool:
    return any(fnmatchcase(text, pattern) for text in (element.id, element.id.partition(":")[2], element.label))
