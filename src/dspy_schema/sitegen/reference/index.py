"""The page that lists all elements of a schema, each with its description."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import page
from dspy_schema.sitegen.reference.terms import BUILT_IN, FOLDER, HEADS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.codegen.schema import Schema
    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Kind, Term


def of(reference: Reference, schema: Schema) -> page.Page:
    """The index of a schema's elements."""
    definition = schema.view.schema
    path = (FOLDER if schema.name == "dspy" else FOLDER / schema.name) / "index.md"
    front = {"title": f"{definition.title}: reference", "description": markdown.plain(definition.description)}
    lead = [
        f"# {markdown.text(definition.title)}",
        markdown.paragraphs(definition.description),
        *_lead(reference, schema, path),
    ]
    return page.of_sections(path, front, lead, _sections(reference, schema, path))


def _lead(reference: Reference, schema: Schema, path: PurePosixPath) -> Iterator[str]:
    definition = schema.view.schema
    version = f", version {definition.version}" if definition.version else ""
    yield f"URI: {markdown.url(definition.id)}{version}"
    counts = {head: len(reference.of_kind(kind, schema)) for kind, head in HEADS.items()}
    shown = (f"[{count} {head.lower()}](#{head.lower()})" for head, count in counts.items() if count)
    yield f"{', '.join(shown)}."
    if schema.name != "dspy" and schema.record_types:
        guide = markdown.relative(path, PurePosixPath(f"vendors/{schema.name}.md"))
        yield f"How its records are told, converted and judged: [guide]({guide})."


def _sections(reference: Reference, schema: Schema, path: PurePosixPath) -> Iterator[page.Section]:
    records = [each for each in reference.of_kind("class", schema) if each.name in schema.record_types]
    yield "Start here", _list(path, records)
    if schema.name == "dspy":
        yield "Records of vendors", "\n".join(_others(reference, path))
    yield "Classes", _classes(reference, schema, path)
    for kind, head in HEADS.items():
        if kind not in {"class", "type"}:
            yield head, _table(path, kind, reference.of_kind(kind, schema))
    types = reference.of_kind("type", schema)
    built_in = [each for each in types if each.module == BUILT_IN]
    folded = _table(path, "type", built_in)
    own = _table(path, "type", [each for each in types if each not in built_in])
    parts = [own, markdown.details(f"{len(built_in)} types of LinkML itself", folded) if built_in else ""]
    yield "Types", "\n\n".join(part for part in parts if part)


def _others(reference: Reference, path: PurePosixPath) -> Iterator[str]:
    for other in reference.schemas[1:]:
        definition = other.view.schema
        target = markdown.relative(path, FOLDER / other.name / "index.md")
        described = markdown.text(markdown.first_sentence(definition.description))
        yield f"* {markdown.link(markdown.text(definition.title), target)}: {described}"


def _classes(reference: Reference, schema: Schema, path: PurePosixPath) -> str:
    """The classes as trees, those of a module together."""
    own = reference.of_kind("class", schema)
    titles = {name: str(module.title) for module in schema.modules.values() if (name := str(module.name))}
    parts = []
    for module in dict.fromkeys(each.module for each in own):
        roots = [each for each in own if each.module == module and not _below(reference, each, module)]
        lines = (line for root in roots for line in _tree(reference, path, root, module))
        several = len({each.module for each in own}) > 1
        parts += [f"### {markdown.text(titles[module])}"] * several + ["\n".join(lines)]
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
    described = markdown.text(markdown.first_sentence(term.definition.description))
    return f"{_link(path, term)}: {described}" if described else _link(path, term)


def _table(path: PurePosixPath, kind: Kind, terms: list[Term]) -> str:
    described = ((each, markdown.first_sentence(each.definition.description)) for each in terms)
    rows = ([_link(path, each), markdown.cell(sentence)] for each, sentence in described)
    return markdown.table([kind.capitalize(), "Description"], rows)


def _link(path: PurePosixPath, term: Term) -> str:
    return markdown.link(markdown.text(term.label), markdown.relative(path, term.path))
