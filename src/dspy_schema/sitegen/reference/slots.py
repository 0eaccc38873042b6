"""The page of a slot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import facts, links, mapping_tables, members, page, sources, usage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.sitegen.reference.contents import Contents
    from dspy_schema.sitegen.reference.examples import Examples
    from dspy_schema.sitegen.reference.terms import Member, Term

# Longer values are shown in the record only.
LONGEST_EXAMPLE = 20


def of(contents: Contents, term: Term) -> page.Page:
    """The page of a slot."""
    return page.of_term(contents.reference, term, _lead(term), _sections(contents, term))


def _lead(term: Term) -> Iterator[str]:
    yield page.uri(term)
    if term.member != term.name:
        yield f"Records have it under the name {markdown.code(term.member)}."


def _sections(contents: Contents, term: Term) -> Iterator[page.Section]:
    reference = contents.reference
    owners = contents.uses.owners(term)
    yield "Applicable Classes", members.of_slot(reference, term, owners) or "No class has it."
    yield "Example", _example(contents.examples, term, owners)
    yield "Mappings", mapping_tables.of_term(contents.mappings, term)
    yield "Used by", usage.of_member(contents.uses, term)
    yield "Inheritance", page.inheritance(reference, term)
    yield "In Subsets", page.subsets(reference, term)
    if len(own := _attributes(owners)) > 1:
        tables = (
            f"### In {links.to(term, each.of)}\n\n{facts.of_slot(reference, term, each.definition)}" for each in own
        )
        yield "Properties", "\n\n".join([facts.of_schema(term), *tables])
        folded = (page.folded(sources.attribute(each.definition), f"In {each.of.label}") for each in own)
        yield "LinkML Source", "\n\n".join(folded)
    else:
        yield from page.closing(reference, term)


def _attributes(owners: list[Member]) -> list[Member]:
    """The members that define the slot each for its own class, as vendors' schemas do."""
    return [each for each in owners if each.slot.name in each.of.definition.attributes]


def _example(examples: Examples, term: Term, owners: list[Member]) -> str:
    for member in owners:
        found = examples.of(member.of)
        value = found.value.get(member.name) if found else None
        if value is None or found is None:
            continue
        text = json.dumps({member.name: value}, indent=2, ensure_ascii=False)
        if text.count("\n") < LONGEST_EXAMPLE:
            return f"In a {links.to(term, member.of, at='example')}:\n\n{markdown.fence('json', text)}"
    return ""
