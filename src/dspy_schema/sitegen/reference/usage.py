"""Tables of where a term is used: a page that another links to leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Member, Term
    from dspy_schema.sitegen.reference.uses import Uses

# A longer table is folded.
LONG = 40


def of_range(uses: Uses, term: Term) -> str:
    """The slots that hold a class, an enumeration or a type, and the classes that have them."""
    rows = [list(_row(term, each.slot, each.members, each.through)) for each in uses.of(term)]
    shown = markdown.table(["Slot", "In", "Inherited by", "Through"], rows)
    if rows and not any(row[3] for row in rows):
        shown = markdown.table(["Slot", "In", "Inherited by"], (row[:3] for row in rows))
    return markdown.details(f"{len(rows)} slots", shown) if len(rows) > LONG else shown


def of_record(reference: Reference, uses: Uses, term: Term) -> str:
    """The classes of vendors that become a class in a conversion."""
    found = (source.of for member in reference.members(term) for source in uses.sources(member))
    listed = links.to_all(term, dict.fromkeys(found))
    return f"Converted from {listed}." if listed else ""


def of_name(uses: Uses, term: Term) -> str:
    """The elements whose descriptions name a class or an enumeration."""
    listed = links.to_all(term, uses.mentions(term))
    return f"Named in the description of {listed}." if listed else ""


def of_member(uses: Uses, slot: Term) -> str:
    """The members of vendors whose values a slot gets in a conversion."""
    converted = ((member, uses.sources(member)) for member in uses.owners(slot))
    rows = (
        [links.to_member(slot, member), ", ".join(links.to_member(slot, each) for each in sources)]
        for member, sources in converted
        if sources
    )
    return markdown.table(["Member", "Converted from"], rows)


def _row(page: Term, slot: Term, members: tuple[Member, ...], through: Term | None) -> Iterator[str]:
    yield links.to(page, slot, markdown.text(slot.member if slot.schema is page.schema else links.name(page, slot)))
    yield ", ".join(_place(page, each) for each in members if not each.sources)
    yield ", ".join(_place(page, each) for each in members if each.sources)
    yield links.to(page, through) if through else ""


def _place(page: Term, member: Member) -> str:
    return links.to(page, member.of, at=links.anchor(member.name))
