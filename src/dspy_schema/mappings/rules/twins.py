"""What is mapped to a term of a vocabulary is mapped to its twin, the same term as another body publishes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.vocabularies import TWIN_NAMESPACES, TWIN_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Relation
    from dspy_schema.mappings.terms import Term


def twins(alignment: Alignment) -> Iterator[Finding]:
    """Each row has its twin, with the same predicate."""
    found: dict[tuple[str, str, str], list[Relation]] = {}
    for each in alignment.relations:
        found.setdefault((each.element.id, each.vocabulary, each.term.id), []).append(each)
    for each in alignment.relations:
        for twin, of in TWIN_OF.items():
            name = _name(each.term, twin)
            if each.vocabulary not in {twin, of} or name is None:
                continue
            row = each.mapping
            is_twin = each.vocabulary == twin
            others = found.get((each.element.id, of if is_twin else twin, each.term.id), [])
            if not others:
                message = (
                    f"{row.subject} is not mapped to {each.term.id if is_twin else name}, the twin of {row.object}"
                )
                yield alignment.place(row, "object_id").finding("DSP618", message)
            elif not is_twin and each.match not in [other.match for other in others]:
                told = f"and its twin {others[0].mapping.object} by {others[0].mapping.predicate}"
                message = f"{row.object} is mapped by {row.predicate}, {told}"
                yield alignment.place(row, "predicate_id").finding("DSP618", message)


def _name(term: Term, twin: str) -> str | None:
    """The CURIE of a term in the vocabulary that is its own's twin."""
    space = TWIN_NAMESPACES[twin]
    return next((f"{twin}:{each.removeprefix(space)}" for each in term.other_iris if each.startswith(space)), None)
