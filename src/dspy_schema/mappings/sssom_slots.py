"""The slots of SSSOM 1.1 that rows and mapping sets have, and what their values are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from dspy_schema.mappings.curies import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Literal["text", "entity", "uri", "number", "date"]


class Slot(msgspec.Struct, frozen=True, gc=False):
    """What the values of a slot are, whether there may be several, and its property in RDF."""

    kind: Kind
    many: bool
    property: str


_ROW = (
    "record_id subject_id subject_label subject_category predicate_id predicate_label predicate_modifier object_id "
    "object_label object_category mapping_justification author_id author_label reviewer_id reviewer_label creator_id "
    "creator_label license subject_type subject_source subject_source_version object_type object_source "
    "object_source_version predicate_type mapping_provider mapping_source mapping_cardinality cardinality_scope "
    "mapping_tool mapping_tool_id mapping_tool_version mapping_date publication_date review_date confidence "
    "reviewer_agreement curation_rule curation_rule_text subject_match_field object_match_field match_string "
    "subject_preprocessing object_preprocessing similarity_score similarity_measure see_also issue_tracker_item other "
    "comment"
)
_SET = (
    "sssom_version mapping_set_id mapping_set_version mapping_set_source mapping_set_title mapping_set_description "
    "mapping_set_confidence issue_tracker"
)
_MANY = (
    "author_id author_label reviewer_id reviewer_label creator_id creator_label cardinality_scope curation_rule "
    "curation_rule_text subject_match_field object_match_field match_string subject_preprocessing "
    "object_preprocessing see_also mapping_set_source"
)
_KINDS: dict[Kind, str] = {
    "entity": "record_id subject_id predicate_id object_id mapping_justification author_id reviewer_id creator_id "
    "subject_source object_source mapping_source mapping_tool_id curation_rule subject_match_field "
    "object_match_field subject_preprocessing object_preprocessing issue_tracker_item",
    "uri": "license mapping_provider see_also mapping_set_id mapping_set_source issue_tracker",
    "number": "confidence reviewer_agreement similarity_score mapping_set_confidence",
    "date": "mapping_date publication_date review_date",
}
_PROPERTIES = {
    "subject_id": "owl:annotatedSource",
    "predicate_id": "owl:annotatedProperty",
    "object_id": "owl:annotatedTarget",
    "author_id": "pav:authoredBy",
    "creator_id": "dcterms:creator",
    "license": "dcterms:license",
    "mapping_date": "dcterms:created",
    "publication_date": "dcterms:issued",
    "see_also": "rdfs:seeAlso",
    "comment": "rdfs:comment",
    "mapping_set_version": "owl:versionInfo",
    "mapping_set_source": "prov:wasDerivedFrom",
    "mapping_set_title": "dcterms:title",
    "mapping_set_description": "dcterms:description",
}

_STANDARD = {
    "dcterms": "http://purl.org/dc/terms/",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
} | {name: BUILT_IN[name] for name in ("owl", "rdfs", "semapv", "skos", "sssom", "xsd")}

COLUMNS = tuple(_ROW.split())
"""The slots of rows in the order of the standard, which is that of columns."""

_OF_KIND = {name: kind for kind, names in _KINDS.items() for name in names.split()}
SLOTS = {
    name: Slot(_OF_KIND.get(name, "text"), name in _MANY.split(), _PROPERTIES.get(name, f"sssom:{name}"))
    for name in (*COLUMNS, *_SET.split())
}


def with_standard(prefixes: Mapping[str, str]) -> dict[str, str]:
    """Prefixes with those that the properties need, sorted; a namespace has one prefix."""
    bound = set(prefixes.values())
    added = {name: namespace for name, namespace in _STANDARD.items() if namespace not in bound}
    return dict(sorted({**prefixes, **added}.items()))


def spelled(property_: str, prefixes: Mapping[str, str]) -> str:
    """The CURIE of a property by the prefix that its namespace has."""
    prefix, _, local = property_.partition(":")
    return next(f"{name}:{local}" for name, namespace in prefixes.items() if namespace == _STANDARD[prefix])
