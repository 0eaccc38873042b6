"""The rules between members of a class, which findings name by their codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.codegen import rules
from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.codegen.schema import Schema
    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Term


def of_class(reference: Reference, term: Term) -> str:
    """The rules, of all vendors where several share the class; empty where there is none."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for schema in reference.schemas_with(term):
        for entry in _entries(schema, term.name):
            names = rows.setdefault(tuple(_cells(term, entry)), [])
            names += [schema.name] * (schema.name not in names)
    shared = any(names != [term.schema.name] for names in rows.values())
    heads = ["Code", "Severity", "Rule", "Source", *["Of"] * shared]
    return markdown.table(heads, ([*cells, *[", ".join(names)] * shared] for cells, names in rows.items()))


def _entries(schema: Schema, name: str) -> Iterator[rules.Entry]:
    ancestors = schema.view.class_ancestors(name)
    yield from rules.schema_rules(schema, name)
    yield from (each for each in schema.rules if each["class"] in ancestors)
    yield from rules.open_words(schema, name)


def _cells(term: Term, entry: rules.Entry) -> list[str]:
    code = links.to_page(term, f"findings/{entry['code']}.md", entry["code"])
    return [code, entry["severity"], markdown.text(entry["message"]), markdown.text(entry["source"])]
