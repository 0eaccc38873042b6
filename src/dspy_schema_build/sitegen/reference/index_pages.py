"""Pages that list elements: the index of a schema, and the page of a subset."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.reference import links, page
from dspy_schema_build.sitegen.reference.elements import BUILT_IN, FOLDER, HEADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema_build.codegen.schema import Schema
    from dspy_schema_build.sitegen.reference.elements import Kind, Reference, Term
    from dspy_schema_build.sitegen.reference.page import Page, Section


def render_index(reference: Reference, schema: Schema) -> Page:
    """Render the index of a schema's elements."""
    definition = schema.view.schema
    path = _locate_index(schema)
    front_matter = {
        "title": f"{definition.title}: reference",
        "description": markdown.strip_markup(definition.description),
    }
    lead = [
        f"# {markdown.escape_text(definition.title)}",
        markdown.render_paragraphs(definition.description),
        *_render_lead(reference, schema, path),
    ]
    return page.render_page(path, front_matter, lead, _render_sections(reference, schema, path))


def _locate_index(schema: Schema) -> PurePosixPath:
    return (FOLDER if schema.name == "dspy" else FOLDER / schema.name) / "index.md"


def _render_lead(reference: Reference, schema: Schema, path: PurePosixPath) -> Iterator[str]:
    definition = schema.view.schema
    version = f", version {definition.version}" if definition.version else ""
    yield f"URI: {markdown.render_url(definition.id)}{version}"
    counts = {head: len(reference.list_terms(kind, schema)) for kind, head in HEADS.items()}
    items = (f"[{count} {head.lower()}](#{head.lower()})" for head, count in counts.items() if count)
    yield f"{', '.join(items)}."
    if schema.name != "dspy" and schema.record_types:
        guide = markdown.relativize_path(path, PurePosixPath(f"vendors/{schema.name}.md"))
        yield f"How its records are detected, validated and converted: [guide]({guide})."


def _render_sections(reference: Reference, schema: Schema, path: PurePosixPath) -> Iterator[Section]:
    records = [term for term in reference.list_terms("class", schema) if term.name in schema.record_types]
    yield "Start here", "\n".join(f"* {_render_item(path, term)}" for term in records)
    if schema.name == "dspy":
        yield "Records of vendors", "\n".join(_list_other_schemas(reference, path))
    yield "Classes", _render_classes(reference, schema, path)
    for kind, head in HEADS.items():
        if kind not in {"class", "type"}:
            yield head, _render_terms(path, kind, reference.list_terms(kind, schema))
    yield "Types", _render_types(path, reference.list_terms("type", schema))


def _list_other_schemas(reference: Reference, path: PurePosixPath) -> Iterator[str]:
    for schema in reference.schemas[1:]:
        definition = schema.view.schema
        target = markdown.relativize_path(path, _locate_index(schema))
        description = markdown.escape_text(markdown.cut_first_sentence(definition.description))
        yield f"* {markdown.render_link(markdown.escape_text(definition.title), target)}: {description}"


def _render_classes(reference: Reference, schema: Schema, path: PurePosixPath) -> str:
    """Render the classes as trees, those of a module together."""
    classes = reference.list_terms("class", schema)
    titles = {str(module.name): str(module.title) for module in schema.modules.values()}
    modules = list(dict.fromkeys(term.module for term in classes))
    parts = []
    for module in modules:
        roots = [term for term in classes if term.module == module and not _has_parent_in(reference, term, module)]
        lines = (line for root in roots for line in _render_tree(reference, path, root))
        if len(modules) > 1:
            parts.append(f"### {markdown.escape_text(titles[module])}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _has_parent_in(reference: Reference, term: Term, module: str) -> bool:
    return any(parent.module == module for parent in reference.parents(term)[:1])


def _render_tree(reference: Reference, path: PurePosixPath, term: Term, depth: int = 0) -> Iterator[str]:
    """Render a class and its subclasses of the same module, each below its first parent."""
    yield f"{' ' * 4 * depth}* {_render_item(path, term)}"
    for child in reference.children(term):
        if child.module == term.module and reference.parents(child)[0] is term:
            yield from _render_tree(reference, path, child, depth + 1)


def _render_types(path: PurePosixPath, types: list[Term]) -> str:
    own = _render_terms(path, "type", [term for term in types if term.module != BUILT_IN])
    built_in = [term for term in types if term.module == BUILT_IN]
    title = f"{len(built_in)} built-in types of LinkML"
    folded = markdown.render_details(title, _render_terms(path, "type", built_in)) if built_in else ""
    return "\n\n".join(part for part in (own, folded) if part)


def _render_terms(path: PurePosixPath, kind: Kind, terms: list[Term]) -> str:
    rows = (
        [_link_term(path, term), markdown.escape_cell(markdown.cut_first_sentence(term.definition.description))]
        for term in terms
    )
    return markdown.join_table([kind.capitalize(), "Description"], rows)


def _render_item(path: PurePosixPath, term: Term) -> str:
    description = markdown.escape_text(markdown.cut_first_sentence(term.definition.description))
    return f"{_link_term(path, term)}: {description}" if description else _link_term(path, term)


def _link_term(path: PurePosixPath, term: Term) -> str:
    return markdown.render_link(markdown.escape_text(term.label), markdown.relativize_path(path, term.path))


def render_subset(reference: Reference, term: Term) -> Page:
    """Render the page of a subset."""
    return page.render_term_page(
        reference, term, [page.render_identity(term)], _render_subset_sections(reference, term)
    )


def _render_subset_sections(reference: Reference, term: Term) -> Iterator[Section]:
    sections = [(head, _render_subset_terms(reference, term, kind)) for kind, head in HEADS.items()]
    yield from sections
    if not any(table for _, table in sections):
        yield "Elements", "The subset is empty."
    yield from page.render_closing(reference, term)


def _render_subset_terms(reference: Reference, subset: Term, kind: Kind) -> str:
    terms = (
        term
        for term in reference.list_terms(kind)
        if any(reference.find(term.schema, "subset", str(name)) is subset for name in term.definition.in_subset)
    )
    rows = ([links.link_term(subset, term), markdown.escape_cell(term.definition.description)] for term in terms)
    return markdown.join_table([kind.capitalize(), "Description"], rows)
