"""Facts: all that the schema states of a term, and no other part of its page shows."""

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


_HEADS = ["Property", "Value"]
# Metaslots that other parts of the pages show.
_SHOWN_ELSEWHERE = {
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
# Metaslots whose values are names of terms, code, and CURIEs.
_TERMS: dict[str, Kind] = {
    "domain": "class",
    "owner": "class",
    "typeof": "type",
    "union_of": "class",
    "disjoint_with": "class",
}
_CODE = {"pattern", "ifabsent", "equals_string", "equals_string_in", "equals_expression", "string_serialization"}
_CURIES = {"class_uri", "slot_uri", "enum_uri", "uri", "see_also", "subclass_of", "implements", "instantiates"}


def render_facts(reference: Reference, term: Term) -> str:
    """Render the facts of a term, and the schema that it is from."""
    stated = _load_yaml(elements.dump_direct(term))
    return markdown.join_table(_HEADS, [*_render_rows(reference, term, stated), *_render_schema(term)])


def render_schema_facts(term: Term) -> str:
    """Render the schema of a term alone."""
    return markdown.join_table(_HEADS, _render_schema(term))


def render_slot_facts(reference: Reference, term: Term, definition: SlotDefinition) -> str:
    """Render the facts of a slot as one class defines it."""
    stated = _load_yaml(elements.dump_slot(definition))
    del stated["owner"]
    return markdown.join_table(_HEADS, _render_rows(reference, term, stated))


def _load_yaml(source: str) -> dict[str, Any]:
    # The loader in C gives the same as the one in Python, ten times as fast.
    stated: dict[str, Any] = yaml.load(source, Loader=yaml.CSafeLoader)
    return stated


def _render_rows(reference: Reference, term: Term, stated: dict[str, Any]) -> Iterator[list[str]]:
    for metaslot, value in stated.items():
        if metaslot == "annotations":
            for name, annotation in value.items():
                inner = annotation["value"] if isinstance(annotation, dict) else annotation
                yield [f"{_link_metaslot(metaslot, 'Annotation')} {markdown.render_code(name)}", render_value(inner)]
        elif metaslot not in _SHOWN_ELSEWHERE:
            cells = (_render_metaslot_value(reference, term, metaslot, item) for item in _list_values(value))
            yield [_link_metaslot(metaslot), ", ".join(cells)]


def _render_schema(term: Term) -> Iterator[list[str]]:
    modules = {str(module.name): module for module in term.schema.modules.values()}
    module = modules[term.module]
    yield ["From schema", markdown.render_url(term.definition.from_schema or module.id)]
    yield ["Module", markdown.escape_text(module.title or module.name)]


def _link_metaslot(metaslot: str, label: str | None = None) -> str:
    label = label or metaslot.replace("_", " ").capitalize()
    return markdown.render_link(label, f"https://w3id.org/linkml/{metaslot}")


def _render_metaslot_value(reference: Reference, term: Term, metaslot: str, value: Any) -> str:
    if metaslot == "range":
        target = reference.find_range(term.schema, value)
    else:
        kind = _TERMS.get(metaslot)
        target = reference.find(term.schema, kind, str(value)) if kind else None
    if target:
        return links.link_term(term, target)
    if metaslot in _CODE:
        return markdown.render_code(value)
    return links.link_curie(term, str(value)) if metaslot in _CURIES else render_value(value)


def render_value(value: Any) -> str:
    """Render any value as a cell."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return markdown.render_code(json.dumps(value, ensure_ascii=False, default=str))
    return markdown.render_code(value) if isinstance(value, str) and " " not in value else markdown.escape_text(value)


def _list_values(value: Any) -> list[Any]:
    # Rules and the like are lists of objects, which are read as one.
    is_list = isinstance(value, list) and not any(isinstance(item, dict | list) for item in value)
    return value if is_list else [value]
