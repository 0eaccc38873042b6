"""Everything that the schema states of a term and that no other part of its page shows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.reference import elements, links
from dspy_schema_build.sitegen.reference.elements import MAPPINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.sitegen.reference.elements import Kind, Reference, Term


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


def facts_table(reference: Reference, term: Term) -> str:
    """The facts, and the schema that they are from."""
    stated = _plainly(elements.direct_yaml(term))
    return markdown.raw_table(_HEADS, [*_rows(reference, term, stated), *_of_schema(term)])


def schema_facts(term: Term) -> str:
    """The schema alone."""
    return markdown.raw_table(_HEADS, _of_schema(term))


def slot_facts(reference: Reference, term: Term, definition: SlotDefinition) -> str:
    """The facts of a slot as one class has it."""
    stated = _plainly(elements.attribute_yaml(definition))
    del stated["owner"]
    return markdown.raw_table(_HEADS, _rows(reference, term, stated))


def _plainly(source: str) -> dict[str, Any]:
    # The pure and the C loader give the same; one of them is ten times as fast.
    found: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    return found


def _rows(reference: Reference, term: Term, stated: dict[str, Any]) -> Iterator[list[str]]:
    for metaslot, value in stated.items():
        if metaslot == "annotations":
            for name, annotation in value.items():
                inner = annotation["value"] if isinstance(annotation, dict) else annotation
                yield [f"{_title(metaslot, 'Annotation')} {markdown.code_span(name)}", plain_value(inner)]
        elif metaslot not in _ELSEWHERE:
            yield [_title(metaslot), ", ".join(_value(reference, term, metaslot, each) for each in _listed(value))]


def _of_schema(term: Term) -> Iterator[list[str]]:
    modules = {str(each.name): each for each in term.schema.modules.values()}
    module = modules[term.module]
    yield ["From schema", markdown.escape_url(term.definition.from_schema or module.id)]
    yield ["Module", markdown.escape_text(module.title or module.name)]


def _title(metaslot: str, shown: str | None = None) -> str:
    return markdown.markdown_link(
        shown or metaslot.replace("_", " ").capitalize(), f"https://w3id.org/linkml/{metaslot}"
    )


def _value(reference: Reference, term: Term, metaslot: str, value: Any) -> str:
    if metaslot == "range":
        found = reference.range(term.schema, value)
    else:
        kind = _TERMS.get(metaslot)
        found = reference.find(term.schema, kind, str(value)) if kind else None
    if found:
        return links.link_term(term, found)
    if metaslot in _CODE:
        return markdown.code_span(value)
    return links.link_curie(term, str(value)) if metaslot in _CURIES else plain_value(value)


def plain_value(value: Any) -> str:
    """A value as a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return markdown.code_span(json.dumps(value, ensure_ascii=False, default=str))
    return markdown.code_span(value) if isinstance(value, str) and " " not in value else markdown.escape_text(value)


def _listed(value: Any) -> list[Any]:
    # Rules and the like are lists of objects, which are read as one.
    return value if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value) else [value]
