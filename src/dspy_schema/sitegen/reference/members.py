"""Tables of members: those of a class, and those that a slot is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import cardinality, links, mentions, uses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Member, Term


def of_class(reference: Reference, term: Term) -> str:
    """The slots of a class, with a place that links lead to for each."""
    members = reference.members(term)
    heads = ["Name", "Cardinality and Range", "Description", "Inheritance"]
    return markdown.table(heads, (_row(reference, term, each) for each in members))


def conversion(reference: Reference, term: Term) -> str:
    """Where the members of a vendor's class go in a conversion; empty for a class that is not converted."""
    members = reference.members(term)
    rows = ([links.to_member(term, each), goes_to(reference, term, each)] for each in members)
    return markdown.table(["Member", "Goes to"], rows) if is_converted(reference, members) else ""


def of_slot(reference: Reference, slot: Term, members: list[Member]) -> str:
    """The classes that have a slot."""
    converted = is_converted(reference, members)
    heads = ["Class", "Cardinality and Range", "Description", *["Goes to"] * converted]
    rows = (
        [
            f"{links.to(slot, each.of, at=links.anchor(each.name))}{_inherited(slot, each)}",
            _range(reference, slot, each),
            description(reference, slot, each),
            *[goes_to(reference, slot, each)] * converted,
        ]
        for each in members
    )
    return markdown.table(heads, rows)


def description(reference: Reference, page: Term, member: Member) -> str:
    """What a member is, and what its values are bound to, as a cell."""
    written = member.definition.description
    described = markdown.cell(written, mentions.targets(reference, page, written, member.slot.schema.name))
    return ". ".join(each for each in [described, *bounds(member.definition)] if each)


def bounds(slot: SlotDefinition) -> Iterator[str]:
    """What the values of a slot must be besides its range, and its other spellings."""
    if slot.equals_string and f"``{slot.equals_string}``" not in str(slot.description):
        yield f"Always {markdown.code(slot.equals_string)}"
    if slot.equals_string_in:
        yield f"One of {', '.join(map(markdown.code, slot.equals_string_in))}"
    if slot.minimum_value is not None:
        yield f"At least {slot.minimum_value}"
    if slot.maximum_value is not None:
        yield f"At most {slot.maximum_value}"
    if slot.pattern:
        yield f"Matches {markdown.code(slot.pattern)}"
    if slot.aliases:
        yield f"Also read as {', '.join(map(markdown.code, slot.aliases))}"


def is_converted(reference: Reference, members: list[Member]) -> bool:
    """Whether any of the members goes somewhere when a vendor's record is converted."""
    return any("job" in each.of.definition.annotations or uses.targets(reference, each) for each in members)


def goes_to(reference: Reference, page: Term, member: Member) -> str:
    """Where a vendor's member goes, as a cell: what has no slot goes to `extra`."""
    shown = ", ".join(links.to_member(page, each) for each in uses.targets(reference, member))
    if shown or "job" not in member.of.definition.annotations:
        return shown
    run = reference.find(reference.schemas[0], "class", "TrainingRun")
    return (
        ", ".join(links.to_member(page, each) for each in reference.members(run) if each.name == "extra") if run else ""
    )


def _row(reference: Reference, term: Term, member: Member) -> list[str]:
    places = dict.fromkeys([links.anchor(member.name), links.anchor(member.slot.label)])
    name = links.to(term, member.slot, markdown.text(member.name))
    inherited = links.to_all(term, member.sources) or "direct"
    return [
        "".join(map(markdown.anchor, places)) + name,
        _range(reference, term, member),
        description(reference, term, member),
        inherited,
    ]


def _range(reference: Reference, page: Term, member: Member) -> str:
    slot = member.definition
    recommended = " *recommended*" if slot.recommended else ""
    return f"{cardinality.of(slot)}{recommended} <br/> {' or <br/> '.join(_ranges(reference, page, member))}"


def _ranges(reference: Reference, page: Term, member: Member) -> Iterator[str]:
    slot = member.definition
    for branch in [*slot.any_of, *slot.exactly_one_of]:
        if branch.equals_string:
            yield markdown.code(branch.equals_string)
    for each in uses.ranges(reference, member):
        yield links.to(page, each)


def _inherited(page: Term, member: Member) -> str:
    return f" from {links.to_all(page, member.sources)}" if member.sources else ""
