"""Pages of classes, slots, enums, types, subsets, index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dspy_schema_build.sitegen import markdown, vendors
from dspy_schema_build.sitegen.reference import elements, facts, links, mappings, page, tables
from dspy_schema_build.sitegen.reference import tables as tables_module
from dspy_schema_build.sitegen.reference.elements import BUILT_IN, FOLDER, HEADS, MAPPINGS
from dspy_schema_build.sitegen.reference.examples import Examples
from dspy_schema_build.sitegen.reference.mappings import Mappings
from dspy_schema_build.sitegen.reference.uses import Uses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import PermissibleValue

    from dspy_schema_build.codegen.schema import Schema
    from dspy_schema_build.sitegen.reference.elements import Kind, Member, Reference, Term


# Longer values are shown in the record only.
LONGEST_EXAMPLE = 20
# The words of vendors that become these are annotated with this name.
_STATUS = "training_status"
_STATUSES = "TrainingStatus"


def class_page(contents: Contents, term: Term) -> page.Page:
    """The page of a class."""
    return page.term_page(
        contents.reference, term, _class_lead(contents.reference, term), _class_sections(contents, term)
    )


def _class_lead(reference: Reference, term: Term) -> Iterator[str]:
    yield page.term_uri(term)
    if term.definition.abstract:
        yield "Abstract: what records hold is of one of its [kinds](#inheritance)."
    if term.schema.name != "dspy":
        yield _vendors(reference, term)
    elif term.name in term.schema.record_types:
        yield f"Checked by `dspy-schema validate`, as type `{term.schema.type_name(term.name)}`."


def _vendors(reference: Reference, term: Term) -> str:
    """Where the pages of the vendors tell of the class; those of all that share it."""
    pages = [
        links.link_page(
            term, f"vendors/{each.name}.md", markdown.escape_text(each.view.schema.title), at=term.name.lower()
        )
        for each in reference.schemas_with(term)
        if each.record_types and term.name in each.concrete_classes
    ]
    told = (
        f"Type `{term.title}`. {vendors.describe_signature(term.schema, term.name)} "
        if term.definition.classification_rules
        else ""
    )
    return f"{told}In the guide: {', '.join(pages)}." if pages else told


def _class_sections(contents: Contents, term: Term) -> Iterator[page.Section]:
    reference, uses = contents.reference, contents.uses
    yield "Slots", tables.class_members(reference, term) or "It names no slots."
    yield "Example", _class_example(contents.examples, term)
    yield "Rules", tables.class_rules(reference, term)
    yield "Conversion", tables.conversion_cell(reference, term)
    yield "Mappings", mappings.mappings_of_term(contents.mappings, term)
    used = [tables.range_uses(uses, term), tables.name_uses(uses, term), tables.record_uses(reference, uses, term)]
    yield "Used by", "\n\n".join(each for each in used if each) or "No other element refers to it."
    yield "Inheritance", page.inheritance_tree(reference, term)
    yield (
        "Diagram",
        tables.class_diagram(reference, term) or "Too many boxes to be read; the slots above have all links.",
    )
    yield "In Subsets", page.subset_links(reference, term)
    yield from page.closing_lines(reference, term, elements.induced_yaml(term, reference.members(term)))


def _class_example(examples: Examples, term: Term) -> str:
    found = examples.of(term)
    if found is None:
        return ""
    file = links.link_page(term, f"examples/{found.file.as_posix()}", markdown.escape_text(found.file.name))
    whole = links.link_term(term, found.within)
    if found.pointer:
        return (
            f"At {markdown.code_span(found.pointer)} in a record of {whole}:\n\n{found.text()}\n\nThe record: {file}."
        )
    kind = "" if found.within is term else f"A {whole}:\n\n"
    return f"{kind}{found.text()}\n\nAs a file: {file}."


def slot_page(contents: Contents, term: Term) -> page.Page:
    """The page of a slot."""
    return page.term_page(contents.reference, term, _slot_lead(term), _slot_sections(contents, term))


def _slot_lead(term: Term) -> Iterator[str]:
    yield page.term_uri(term)
    if term.member != term.name:
        yield f"Records have it under the name {markdown.code_span(term.member)}."


def _slot_sections(contents: Contents, term: Term) -> Iterator[page.Section]:
    reference = contents.reference
    owners = contents.uses.owners(term)
    yield "Applicable Classes", tables_module.slot_members(reference, term, owners) or "No class has it."
    yield "Example", _slot_example(contents.examples, term, owners)
    yield "Mappings", mappings.mappings_of_term(contents.mappings, term)
    yield "Used by", tables_module.member_uses(contents.uses, term)
    yield "Inheritance", page.inheritance_tree(reference, term)
    yield "In Subsets", page.subset_links(reference, term)
    if len(own := _attributes(owners)) > 1:
        tables = (
            f"### In {links.link_term(term, each.of)}\n\n{facts.slot_facts(reference, term, each.definition)}"
            for each in own
        )
        yield "Properties", "\n\n".join([facts.schema_facts(term), *tables])
        folded = (page.fold(elements.attribute_yaml(each.definition), f"In {each.of.label}") for each in own)
        yield "LinkML Source", "\n\n".join(folded)
    else:
        yield from page.closing_lines(reference, term)


def _attributes(owners: list[Member]) -> list[Member]:
    """The members that define the slot each for its own class, as vendors' schemas do."""
    return [each for each in owners if each.slot.name in each.of.definition.attributes]


def _slot_example(examples: Examples, term: Term, owners: list[Member]) -> str:
    for member in owners:
        found = examples.of(member.of)
        value = found.value.get(member.name) if found else None
        if value is None or found is None:
            continue
        text = json.dumps({member.name: value}, indent=2, ensure_ascii=False)
        if text.count("\n") < LONGEST_EXAMPLE:
            return f"In a {links.link_term(term, member.of, at='example')}:\n\n{markdown.code_fence('json', text)}"
    return ""


_ELSEWHERE = {"text", "description", "meaning", "annotations", *MAPPINGS}


def enum_page(contents: Contents, term: Term) -> page.Page:
    """The page of an enumeration."""
    return page.term_page(contents.reference, term, _enum_lead(term), _enum_sections(contents, term))


def _enum_lead(term: Term) -> Iterator[str]:
    yield page.term_uri(term)
    if "open" in term.definition.annotations and term.definition.annotations["open"].value:
        yield "Open: another word is a [warning](" + _finding(term, "DSP309") + "), and kept."


def _enum_sections(contents: Contents, term: Term) -> Iterator[page.Section]:
    yield "Permissible Values", _words(contents, term)
    yield "Mappings", mappings.mappings_of_term(contents.mappings, term)
    yield "Mappings of Values", mappings.mappings_of_values(contents.mappings, term)
    used = [tables.range_uses(contents.uses, term), tables.name_uses(contents.uses, term)]
    yield "Used by", "\n\n".join(each for each in used if each) or "No slot has it."
    yield "In Subsets", page.subset_links(contents.reference, term)
    yield from page.closing_lines(contents.reference, term)


def _words(contents: Contents, term: Term) -> str:
    words = term.definition.permissible_values
    rows = [[_named(word), markdown.escape_cell(value.description)] for word, value in words.items()]
    heads = ["Value", "Description"]
    for head, cells in _columns(contents, term):
        if any(cells):
            heads.append(head)
            for row, cell in zip(rows, cells, strict=True):
                row.append(cell)
    return markdown.raw_table(heads, rows) or "Its words are not listed."


def _columns(contents: Contents, term: Term) -> Iterator[tuple[str, list[str]]]:
    reference = contents.reference
    words = term.definition.permissible_values.items()
    yield "Meaning", [links.link_curie(term, value.meaning) if value.meaning else "" for _, value in words]
    yield "Mappings", [mappings.describe_mapping(contents.mappings.of(term, word)) for word, _ in words]
    yield "Becomes", [_becomes(reference, term, value) for _, value in words]
    if term.schema.name == "dspy" and term.name == _STATUSES:
        yield "Converted from", [_converted(reference, term, str(word)) for word, _ in words]
    yield "Notes", [", ".join(_notes(value)) for _, value in words]


def _named(word: object) -> str:
    return f"{markdown.heading_anchor(links.member_anchor(str(word)))}{markdown.code_span(word)}"


def _becomes(reference: Reference, term: Term, value: PermissibleValue) -> str:
    status = _status(value)
    statuses = reference.find(reference.schemas[0], "enum", _STATUSES)
    return (
        links.link_term(term, statuses, markdown.code_span(status), links.member_anchor(status))
        if status and statuses
        else ""
    )


def _converted(reference: Reference, term: Term, status: str) -> str:
    """The words of vendors that become a status, vendor by vendor."""
    found = []
    for enum in reference.of_kind("enum"):
        words = (str(word) for word, value in enum.definition.permissible_values.items() if _status(value) == status)
        if shown := ", ".join(
            links.link_term(term, enum, markdown.code_span(word), links.member_anchor(word)) for word in words
        ):
            found.append(f"{markdown.escape_text(enum.schema.name)}: {shown}")
    return "; ".join(found)


def _status(value: PermissibleValue) -> str:
    return str(value.annotations[_STATUS].value) if _STATUS in value.annotations else ""


def _notes(value: PermissibleValue) -> Iterator[str]:
    """All else that the schema states of a word."""
    for metaslot, stated in vars(value).items():
        if stated and metaslot not in _ELSEWHERE:
            yield f"{metaslot.replace('_', ' ')} {facts.plain_value(stated)}"
    for name, note in value.annotations.items():
        if name != _STATUS:
            yield f"{markdown.code_span(name)} {markdown.code_span(note.value)}"


def _finding(term: Term, code: str) -> str:
    return links.link_page(term, f"findings/{code}.md", "").removeprefix("[](").removesuffix(")")


def type_page(contents: Contents, term: Term) -> page.Page:
    """The page of a type."""
    return page.term_page(contents.reference, term, [page.term_uri(term)], _type_sections(contents, term))


def _type_sections(contents: Contents, term: Term) -> Iterator[page.Section]:
    yield "Inheritance", page.inheritance_tree(contents.reference, term)
    yield "Mappings", mappings.mappings_of_term(contents.mappings, term)
    yield "Used by", tables.range_uses(contents.uses, term) or "No slot has it."
    yield "In Subsets", page.subset_links(contents.reference, term)
    yield from page.closing_lines(contents.reference, term)


def subset_page(reference: Reference, term: Term) -> page.Page:
    """The page of a subset."""
    return page.term_page(reference, term, [page.term_uri(term)], _subset_sections(reference, term))


def _subset_sections(reference: Reference, term: Term) -> Iterator[page.Section]:
    found = [(head, _subset_table(reference, term, kind)) for kind, head in HEADS.items()]
    yield from found
    if not any(table for _, table in found):
        yield "Elements", "Nothing is in it."
    yield from page.closing_lines(reference, term)


def _subset_table(reference: Reference, term: Term, kind: Kind) -> str:
    inside = (
        each
        for each in reference.of_kind(kind)
        if any(reference.find(each.schema, "subset", str(name)) is term for name in each.definition.in_subset)
    )
    rows = ([links.link_term(term, each), markdown.escape_cell(each.definition.description)] for each in inside)
    return markdown.raw_table([kind.capitalize(), "Description"], rows)


def index_page(reference: Reference, schema: Schema) -> page.Page:
    """The index of a schema's elements."""
    definition = schema.view.schema
    path = (FOLDER if schema.name == "dspy" else FOLDER / schema.name) / "index.md"
    front = {"title": f"{definition.title}: reference", "description": markdown.plain_text(definition.description)}
    lead = [
        f"# {markdown.escape_text(definition.title)}",
        markdown.paragraphs(definition.description),
        *_index_lead(reference, schema, path),
    ]
    return page.section_page(path, front, lead, _index_sections(reference, schema, path))


def _index_lead(reference: Reference, schema: Schema, path: PurePosixPath) -> Iterator[str]:
    definition = schema.view.schema
    version = f", version {definition.version}" if definition.version else ""
    yield f"URI: {markdown.escape_url(definition.id)}{version}"
    counts = {head: len(reference.of_kind(kind, schema)) for kind, head in HEADS.items()}
    shown = (f"[{count} {head.lower()}](#{head.lower()})" for head, count in counts.items() if count)
    yield f"{', '.join(shown)}."
    if schema.name != "dspy" and schema.record_types:
        guide = markdown.relative_link(path, PurePosixPath(f"vendors/{schema.name}.md"))
        yield f"How its records are told, converted and judged: [guide]({guide})."


def _index_sections(reference: Reference, schema: Schema, path: PurePosixPath) -> Iterator[page.Section]:
    records = [each for each in reference.of_kind("class", schema) if each.name in schema.record_types]
    yield "Start here", _list(path, records)
    if schema.name == "dspy":
        yield "Records of vendors", "\n".join(_others(reference, path))
    yield "Classes", _classes(reference, schema, path)
    for kind, head in HEADS.items():
        if kind not in {"class", "type"}:
            yield head, _index_table(path, kind, reference.of_kind(kind, schema))
    types = reference.of_kind("type", schema)
    built_in = [each for each in types if each.module == BUILT_IN]
    folded = _index_table(path, "type", built_in)
    own = _index_table(path, "type", [each for each in types if each not in built_in])
    parts = [own, markdown.details_block(f"{len(built_in)} types of LinkML itself", folded) if built_in else ""]
    yield "Types", "\n\n".join(part for part in parts if part)


def _others(reference: Reference, path: PurePosixPath) -> Iterator[str]:
    for other in reference.schemas[1:]:
        definition = other.view.schema
        target = markdown.relative_link(path, FOLDER / other.name / "index.md")
        described = markdown.escape_text(markdown.first_sentence(definition.description))
        yield f"* {markdown.markdown_link(markdown.escape_text(definition.title), target)}: {described}"


def _classes(reference: Reference, schema: Schema, path: PurePosixPath) -> str:
    """The classes as trees, those of a module together."""
    own = reference.of_kind("class", schema)
    titles = {name: str(module.title) for module in schema.modules.values() if (name := str(module.name))}
    parts = []
    for module in dict.fromkeys(each.module for each in own):
        roots = [each for each in own if each.module == module and not _below(reference, each, module)]
        lines = (line for root in roots for line in _tree(reference, path, root, module))
        several = len({each.module for each in own}) > 1
        parts += [f"### {markdown.escape_text(titles[module])}"] * several + ["\n".join(lines)]
    return "\n\n".join(parts)


def _below(reference: Reference, term: Term, module: str) -> bool:
    return any(each.module == module for each in reference.parents(term)[:1])


def _tree(reference: Reference, path: PurePosixPath, term: Term, module: str, depth: int = 0) -> Iterator[str]:
    yield f"{' ' * 4 * depth}* {_item(path, term)}"
    for child in reference.children(term):
        if child.module == module and reference.parents(child)[0] is term:
            yield from _tree(reference, path, child, module, depth + 1)


def _list(path: PurePosixPath, terms: list[Term]) -> str:
    return "\n".join(f"* {_item(path, each)}" for each in terms)


def _item(path: PurePosixPath, term: Term) -> str:
    described = markdown.escape_text(markdown.first_sentence(term.definition.description))
    return f"{_link(path, term)}: {described}" if described else _link(path, term)


def _index_table(path: PurePosixPath, kind: Kind, terms: list[Term]) -> str:
    described = ((each, markdown.first_sentence(each.definition.description)) for each in terms)
    rows = ([_link(path, each), markdown.escape_cell(sentence)] for each, sentence in described)
    return markdown.raw_table([kind.capitalize(), "Description"], rows)


def _link(path: PurePosixPath, term: Term) -> str:
    return markdown.markdown_link(markdown.escape_text(term.label), markdown.relative_link(path, term.path))


@dataclass(frozen=True)
class Contents:
    """The terms, where they are used, examples of them, and what they are mapped to."""

    reference: Reference
    uses: Uses
    examples: Examples
    mappings: Mappings


def load_contents() -> Contents:
    """The contents of the project's schemas; run at its root."""
    reference = elements.load_reference()
    return Contents(reference, Uses(reference), Examples(reference), Mappings())
