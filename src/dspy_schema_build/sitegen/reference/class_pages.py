"""Pages of classes, and of the slots that they have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dspy_schema_build.sitegen import markdown, vendors
from dspy_schema_build.sitegen.reference import elements, facts, links, mappings, page, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema_build.sitegen.reference.elements import Member, Reference, Term
    from dspy_schema_build.sitegen.reference.examples import Examples
    from dspy_schema_build.sitegen.reference.page import Contents, Page, Section


# In lines. Longer values are shown in the record only.
_LONGEST_EXAMPLE = 20


def render_class(contents: Contents, term: Term) -> Page:
    """Render the page of a class."""
    lead = _render_class_lead(contents.reference, term)
    return page.render_term_page(contents.reference, term, lead, _render_class_sections(contents, term))


def _render_class_lead(reference: Reference, term: Term) -> Iterator[str]:
    yield page.render_identity(term)
    if term.definition.abstract:
        yield "Abstract: records hold instances of its [subclasses](#inheritance)."
    if term.definition.mixin:
        yield "Mixin: what several classes have in common; records hold instances of these."
    if term.schema.name != "dspy":
        yield _link_guides(reference, term)
    elif term.name in term.schema.record_types:
        yield f"`dspy-schema validate` checks its records as type `{term.schema.type_name(term.name)}`."
    elif term.definition.classification_rules:
        signature = vendors.describe_signature(term.schema, term.name)
        yield f"`dspy-schema validate` checks its records as type `{term.name}`. {signature}"


def _link_guides(reference: Reference, term: Term) -> str:
    """Describe how a vendor's class is detected, and link to the pages of all vendors that share it."""
    guides = [
        links.link_page(
            term, f"vendors/{schema.name}.md", markdown.escape_text(schema.view.schema.title), term.name.lower()
        )
        for schema in reference.schemas_with(term)
        if schema.record_types and term.name in schema.concrete_classes
    ]
    sentences = []
    if term.definition.classification_rules:
        sentences.append(f"Type `{term.title}`. {vendors.describe_signature(term.schema, term.name)} ")
    if guides:
        sentences.append(f"Guide: {', '.join(guides)}.")
    return "".join(sentences)


def _render_class_sections(contents: Contents, term: Term) -> Iterator[Section]:
    reference, uses = contents.reference, contents.uses
    yield "Slots", tables.render_class_slots(reference, term) or "The class has no slots."
    yield "Example", _render_class_example(contents.examples, term)
    yield "Rules", tables.render_rules(reference, term)
    yield "Conversion", tables.render_conversion(reference, term)
    yield "Mappings", mappings.render_term_mappings(contents.mappings, term)
    used_by = [
        tables.render_range_uses(uses, term),
        tables.render_mentions(uses, term),
        tables.render_converted_classes(reference, uses, term),
    ]
    yield "Used by", "\n\n".join(use for use in used_by if use) or "No other element refers to it."
    yield "Inheritance", page.render_inheritance(reference, term)
    diagram = tables.render_diagram(reference, term)
    yield "Diagram", diagram or "Too many boxes for a readable diagram; the table of slots has all links."
    yield "In Subsets", page.render_subsets(reference, term)
    yield from page.render_closing(reference, term, elements.dump_induced(term, reference.members(term)))


def _render_class_example(examples: Examples, term: Term) -> str:
    example = examples.find(term)
    if example is None:
        return ""
    file = links.link_page(term, f"examples/{example.file.as_posix()}", markdown.escape_text(example.file.name))
    record = links.link_term(term, example.record_class)
    if example.pointer:
        place = markdown.render_code(example.pointer)
        return f"At {place} in a record of {record}:\n\n{example.render()}\n\nThe whole record: {file}."
    lead = "" if example.record_class is term else f"A {record}:\n\n"
    return f"{lead}{example.render()}\n\nAs a file: {file}."


def render_slot(contents: Contents, term: Term) -> Page:
    """Render the page of a slot."""
    return page.render_term_page(
        contents.reference, term, _render_slot_lead(term), _render_slot_sections(contents, term)
    )


def _render_slot_lead(term: Term) -> Iterator[str]:
    yield page.render_identity(term)
    if term.member != term.name:
        yield f"In records, it is called {markdown.render_code(term.member)}."


def _render_slot_sections(contents: Contents, term: Term) -> Iterator[Section]:
    reference = contents.reference
    owners = contents.uses.owners(term)
    yield "Applicable Classes", tables.render_owners(reference, term, owners) or "No class has it."
    yield "Example", _render_slot_example(contents.examples, term, owners)
    yield "Mappings", mappings.render_term_mappings(contents.mappings, term)
    yield "Used by", tables.render_converted_members(contents.uses, term)
    yield "Inheritance", page.render_inheritance(reference, term)
    yield "In Subsets", page.render_subsets(reference, term)
    # In vendors' schemas, each class defines the slot for itself.
    attributes = [member for member in owners if member.slot.name in member.owner.definition.attributes]
    if len(attributes) > 1:
        parts = [facts.render_schema_facts(term)]
        for member in attributes:
            owner = links.link_term(term, member.owner)
            parts.append(f"### In {owner}\n\n{facts.render_slot_facts(reference, term, member.definition)}")
        yield "Properties", "\n\n".join(parts)
        sources = (
            page.fold_source(elements.dump_slot(member.definition), f"In {member.owner.label}") for member in attributes
        )
        yield "LinkML Source", "\n\n".join(sources)
    else:
        yield from page.render_closing(reference, term)


def _render_slot_example(examples: Examples, term: Term, owners: list[Member]) -> str:
    for member in owners:
        example = examples.find(member.owner)
        value = example.value.get(member.name) if example else None
        if value is None:
            continue
        text = json.dumps({member.name: value}, indent=2, ensure_ascii=False)
        if text.count("\n") < _LONGEST_EXAMPLE:
            owner = links.link_term(term, member.owner, anchor="example")
            return f"In a {owner}:\n\n{markdown.render_code_block('json', text)}"
    return ""
