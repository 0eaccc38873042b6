"""Everything that the schema states of a term and that no other part of its page shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import links, sources
from dspy_schema.sitegen.reference.terms import MAPPINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Kind, Term

# What other parts of the pages show.
_ELSEWHERE = {
    "name",
    "description",
    "is_a",
    "mixins",
    "rank",
    "attributes",
    "slots",
    "classification_rules",
    "rules",
    "permissible_values",
    "domain_of",
    "in_subset",
    "from_schema",
    "deprecated",
    *MAPPINGS,
}
_TERMS: dict[str, Kind] = {
    "domain": "class",
    "owner": "class",
    "typeof": "type",
    "union_of": "class",
    "disjoint_with": "class",
}
_HEADS = ["Property", "Value"]
_CODE = {"pattern", "ifabsent", "equals_string", "equals_string_in", "equals_expression", "string_serialization"}
_CURIES = {"class_uri", "slot_uri", "enum_uri", "uri", "see_also", "subclass_of", "implements", "instantiates"}


def table(reference: Reference, term: Term) -> str:
    """The facts, and the schema that they are from."""
    stated = _plainly(sources.direct(term))
    return markdown.table(_HEADS, [*_rows(reference, term, stated), *_of_schema(term)])


def of_schema(term: Term) -> str:
    """The schema alone."""
    return markdown.table(_HEADS, _of_schema(term))


def of_slot(reference: Reference, term: Term, definition: SlotDefinition) -> str:
    """The facts of a slot as one class has it."""
    stated = _plainly(sources.attribute(definition))
    del stated["owner"]
    return markdown.table(_HEADS, _rows(reference, term, stated))


def _plainly(source: str) -> dict[str, Any]:
    # The pure and the C loader give the same; one of them is ten times as fast.
    found: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    return found


def _rows(reference: Reference, term: Term, stated: dict[str, Any]) -> Iterator[list[str]]:
    for metaslot, value in stated.items():
        if metaslot == "annotations":
            for name, annotation in value.items():
                inner = annotation["value"] if isinstance(annotation, dict) else annotation
                yield [f"{_title(metaslot, 'Annotation')} {markdown.code(name)}", plain(inner)]
        elif metaslot not in _ELSEWHERE:
            yield [_title(metaslot), ", ".join(_value(reference, term, metaslot, each) for each in _listed(value))]


def _of_schema(term: Term) -> Iterator[list[str]]:
    modules = {str(each.name): each for each in term.schema.modules.values()}
    module = modules[term.module]
    yield ["From schema", markdown.url(term.definition.from_schema or module.id)]
    yield ["Module", markdown.text(module.title or module.name)]


def _title(metaslot: str, shown: str | None = None) -> str:
    return markdown.link(shown or metaslot.replace("_", " ").capitalize(), f"https://w3id.org/linkml/{metaslot}")


def _value(reference: Reference, term: Term, metaslot: str, value: Any) -> str:
    if metaslot == "range":
        found = reference.range(term.schema, value)
    else:
        kind = _TERMS.get(metaslot)
        found = reference.find(term.schema, kind, str(value)) if kind else None
    if found:
        return links.to(term, found)
    if metaslot in _CODE:
        return markdown.code(value)
    return links.to_curie(term, str(value)) if metaslot in _CURIES else plain(value)


def plain(value: Any) -> str:
    """A value as a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return markdown.code(json.dumps(value, ensure_ascii=False, default=str))
    return markdown.code(value) if isinstance(value, str) and " " not in value else markdown.text(value)


def _listed(value: Any) -> list[Any]:
    # Rules and the like are lists of objects, which are read as one.
    return value if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value) else [value]
