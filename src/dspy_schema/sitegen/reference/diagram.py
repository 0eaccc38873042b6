"""The class diagram of a class, in mermaid's language; every box is a link."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import cardinality, uses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Term

    Names = dict[Term, str]

# With more boxes, a diagram is too small to read.
TOO_MANY_BOXES = 20


def of(reference: Reference, term: Term) -> str | None:
    """The diagram of a class; None where it would have too many boxes to be read."""
    names = _names(boxes(reference, term))
    if len(names) >= TOO_MANY_BOXES:
        return None
    return markdown.fence("mermaid", "\n".join(_lines(reference, term, names)))


def boxes(reference: Reference, term: Term) -> list[Term]:
    """What the diagram of a class shows: it, its parents and children, and the classes and words of its members."""
    ranges = (each for member in reference.members(term) for each in uses.ranges(reference, member))
    held = (each for each in ranges if each.kind != "type")
    return list(dict.fromkeys([term, *reference.parents(term), *reference.children(term), *held]))


def _names(terms: list[Term]) -> Names:
    """Words that mermaid takes as names, a different one for each box."""
    shared = {label for label, count in Counter(each.label for each in terms).items() if count > 1}
    return {each: f"{each.schema.name}_{each.label}" if each.label in shared else each.label for each in terms}


def _lines(reference: Reference, term: Term, names: Names) -> Iterator[str]:
    box = names[term]
    yield "classDiagram"
    yield f"  class {box}"
    yield _click(term, term, names)
    for parent in sorted(reference.parents(term), key=names.__getitem__):
        yield f"  {names[parent]} <|-- {box}"
        yield _click(term, parent, names)
    for child in sorted(reference.children(term), key=names.__getitem__):
        yield f"  {box} <|-- {names[child]}"
        yield _click(term, child, names)
    for member in sorted(reference.members(term), key=lambda each: each.name):
        yield f"  {box} : {member.name}"
        for held in uses.ranges(reference, member):
            if held.kind != "type":
                yield f'  {box} --> "{cardinality.of(member.definition)}" {names[held]} : {member.name}'
                yield _click(term, held, names)


def _click(page: Term, term: Term, names: Names) -> str:
    # On the site, a page is a folder, and its links start inside it.
    target = markdown.relative(page.path, term.path.with_suffix(""))
    return f'  click {names[term]} href "../{target}/"'
