"""The page of a class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown, signs
from dspy_schema.sitegen.reference import (
    diagram,
    links,
    mapping_tables,
    members,
    page,
    rule_tables,
    sources,
    usage,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.sitegen.reference.contents import Contents
    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.examples import Examples
    from dspy_schema.sitegen.reference.terms import Term


def of(contents: Contents, term: Term) -> page.Page:
    """The page of a class."""
    return page.of_term(contents.reference, term, _lead(contents.reference, term), _sections(contents, term))


def _lead(reference: Reference, term: Term) -> Iterator[str]:
    yield page.uri(term)
    if term.definition.abstract:
        yield "Abstract: what records hold is of one of its [kinds](#inheritance)."
    if term.schema.name != "dspy":
        yield _vendors(reference, term)
    elif term.name in term.schema.record_types:
        yield f"Checked by `dspy-schema validate`, as type `{term.schema.type_name(term.name)}`."


def _vendors(reference: Reference, term: Term) -> str:
    """Where the pages of the vendors tell of the class; those of all that share it."""
    pages = [
        links.to_page(term, f"vendors/{each.name}.md", markdown.text(each.view.schema.title), at=term.name.lower())
        for each in reference.schemas_with(term)
        if each.record_types and term.name in each.concrete_classes
    ]
    told = f"Type `{term.title}`. {signs.told(term.schema, term.name)} " if term.definition.classification_rules else ""
    return f"{told}In the guide: {', '.join(pages)}." if pages else told


def _sections(contents: Contents, term: Term) -> Iterator[page.Section]:
    reference, uses = contents.reference, contents.uses
    yield "Slots", members.of_class(reference, term) or "It names no slots."
    yield "Example", _example(contents.examples, term)
    yield "Rules", rule_tables.of_class(reference, term)
    yield "Conversion", members.conversion(reference, term)
    yield "Mappings", mapping_tables.of_term(contents.mappings, term)
    used = [usage.of_range(uses, term), usage.of_name(uses, term), usage.of_record(reference, uses, term)]
    yield "Used by", "\n\n".join(each for each in used if each) or "No other element refers to it."
    yield "Inheritance", page.inheritance(reference, term)
    yield "Diagram", diagram.of(reference, term) or "Too many boxes to be read; the slots above have all links."
    yield "In Subsets", page.subsets(reference, term)
    yield from page.closing(reference, term, sources.induced(term, reference.members(term)))


def _example(examples: Examples, term: Term) -> str:
    found = examples.of(term)
    if found is None:
        return ""
    file = links.to_page(term, f"examples/{found.file.as_posix()}", markdown.text(found.file.name))
    whole = links.to(term, found.within)
    if found.pointer:
        return f"At {markdown.code(found.pointer)} in a record of {whole}:\n\n{found.text()}\n\nThe record: {file}."
    kind = "" if found.within is term else f"A {whole}:\n\n"
    return f"{kind}{found.text()}\n\nAs a file: {file}."
