"""The model of SSSOM 1.1: slots of rows and sets, their values, predicates, prefixes; names that resemble others."""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


Kind = Literal["text", "entity", "uri", "number", "date"]
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
_PROPAGATED = (
    "subject_type subject_source subject_source_version object_type object_source object_source_version "
    "predicate_type mapping_provider cardinality_scope mapping_tool mapping_tool_id mapping_tool_version mapping_date "
    "subject_match_field object_match_field subject_preprocessing object_preprocessing similarity_measure "
    "curation_rule curation_rule_text"
)
_OF_BOTH = "creator_id creator_label license publication_date see_also other comment"
_MANY = (
    "author_id author_label reviewer_id reviewer_label creator_id creator_label cardinality_scope curation_rule "
    "curation_rule_text subject_match_field object_match_field match_string subject_preprocessing "
    "object_preprocessing see_also mapping_set_source"
)
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
BUILT_IN = {
    "linkml": "https://w3id.org/linkml/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that an SSSOM file need not declare, and that mean nothing else (SSSOM/TSV, built-in prefixes)."""
NO_TERM = "sssom:NoTermFound"
"""The object of a row that states that there is no term (SSSOM, section on missing mappings)."""
_STANDARD = {
    "dcterms": "http://purl.org/dc/terms/",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
} | {name: BUILT_IN[name] for name in ("owl", "rdfs", "semapv", "skos", "sssom", "xsd")}
_KINDS: dict[Kind, str] = {
    "entity": "record_id subject_id predicate_id object_id mapping_justification author_id reviewer_id creator_id "
    "subject_source object_source mapping_source mapping_tool_id curation_rule subject_match_field "
    "object_match_field subject_preprocessing object_preprocessing issue_tracker_item",
    "uri": "license mapping_provider see_also mapping_set_id mapping_set_source issue_tracker",
    "number": "confidence reviewer_agreement similarity_score mapping_set_confidence",
    "date": "mapping_date publication_date review_date",
}
_ESCAPED = re.compile(r"\\([|\\])|\|")
_NAMESPACE = re.compile(r"[#/:]([^#/:]*)$")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


class Slot(msgspec.Struct, frozen=True, gc=False):
    """A slot: the kind of its values, whether there may be several, and its property in RDF."""

    kind: Kind
    many: bool
    property: str


class Match(enum.StrEnum):
    """A relation of an element to a term; BROAD says that the term is the broader one."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"
    RELATED = "related"


COLUMNS = tuple(_ROW.split())
"""The slots of rows in the order of the standard, which is that of columns."""
PROPAGATED = tuple(_PROPAGATED.split())
"""The slots of a set that hold for each of its rows (SSSOM, section on propagatable slots)."""
SET_SLOTS = frozenset((*_SET.split(), *PROPAGATED, *_OF_BOTH.split()))
"""The slots that the header of a file may have."""
_ENTITY_TYPES = {
    "owl class": "owl:Class",
    "owl object property": "owl:ObjectProperty",
    "owl data property": "owl:DataProperty",
    "owl annotation property": "owl:AnnotationProperty",
    "owl named individual": "owl:NamedIndividual",
    "skos concept": "skos:Concept",
    "rdfs resource": "rdfs:Resource",
    "rdfs class": "rdfs:Class",
    "rdfs literal": "rdfs:Literal",
    "rdfs datatype": "rdfs:Datatype",
    "rdf property": "rdf:Property",
    "composed entity expression": "sssom:ComposedEntityExpression",
}
NOT = "Not"
"""The predicate_modifier of a row that denies its mapping."""
ENUMS: dict[str, dict[str, str]] = {
    "subject_type": _ENTITY_TYPES,
    "object_type": _ENTITY_TYPES,
    "predicate_type": _ENTITY_TYPES,
    "predicate_modifier": {NOT: "sssom:NegatedPredicate"},
    "mapping_cardinality": dict.fromkeys(("1:1", "1:n", "n:1", "n:n", "1:0", "0:1", "0:0"), ""),
    "sssom_version": {"1.0": "", "1.1": ""},
}
"""The values of slots that have few, each with the CURIE that stands for it in RDF, if any."""
RANGES = dict.fromkeys(("confidence", "similarity_score", "mapping_set_confidence"), (0.0, 1.0)) | {
    "reviewer_agreement": (-1.0, 1.0)
}
"""The lowest and the highest number of slots that have numbers."""
_KIND_OF_SLOT = {name: kind for kind, names in _KINDS.items() for name in names.split()}
SLOTS = {
    name: Slot(_KIND_OF_SLOT.get(name, "text"), name in _MANY.split(), _PROPERTIES.get(name, f"sssom:{name}"))
    for name in (*COLUMNS, *_SET.split())
}
SKOS_NAMES = {match: f"{match}Match" for match in Match}
"""The names of the relations in the namespace of SKOS."""
MATCHES = {BUILT_IN["skos"] + name: match for match, name in SKOS_NAMES.items()}
"""The relations by the IRIs of their predicates."""
STRENGTHS = {Match.EXACT: 4, Match.CLOSE: 3, Match.BROAD: 2, Match.NARROW: 2, Match.RELATED: 1}
"""The strengths of the relations; broad and narrow are equally strong."""


def split_values(text: str) -> list[str]:
    """Split the text of a slot with several values at its bars; `\\|` is a bar and `\\\\` a backslash in a value."""
    if "\\" not in text:
        return text.split("|") if text else []
    values = [""]
    at = 0
    for match in _ESCAPED.finditer(text):
        values[-1] += text[at : match.start()] + (match[1] or "")
        if not match[1]:
            values.append("")
        at = match.end()
    values[-1] += text[at:]
    return values


def join_values(values: Iterable[str]) -> str:
    """Join the values of a slot to the text of a cell, the reverse of `split_values`."""
    return "|".join(value.replace("\\", "\\\\").replace("|", "\\|") for value in values)


def expand_curie(curie: str, prefixes: Mapping[str, str]) -> str | None:
    """Expand a CURIE to its IRI; an IRI stays as it is. None where the prefix is unknown or missing."""
    prefix, colon, local = curie.partition(":")
    if local.startswith("//"):
        return curie
    namespace = prefixes.get(prefix) if colon else None
    return None if namespace is None else namespace + local


def add_standard_prefixes(prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return prefixes with those that the properties need, sorted; a namespace has one prefix."""
    bound = set(prefixes.values())
    added = {name: namespace for name, namespace in _STANDARD.items() if namespace not in bound}
    return dict(sorted({**prefixes, **added}.items()))


def shorten_property(property_: str, prefixes: Mapping[str, str]) -> str:
    """Return the CURIE of a property by the prefix that its namespace has."""
    prefix, _, local = property_.partition(":")
    return next(f"{name}:{local}" for name, namespace in prefixes.items() if namespace == _STANDARD[prefix])


def shorten_iri(iri: str, prefixes: Mapping[str, str]) -> str:
    """Return the CURIE of an IRI by the longest namespace that fits, or the IRI."""
    known = {**BUILT_IN, **prefixes}
    fitting = [name for name, namespace in known.items() if iri.startswith(namespace)]
    name = max(fitting, key=lambda name: len(known[name]), default=None)
    return iri if name is None else f"{name}:{iri.removeprefix(known[name])}"


def local_name(iri: str) -> str:
    """Return the part of an IRI after its namespace; of a value, the value without its enumeration."""
    match = _NAMESPACE.search(iri)
    name = match[1] if match else iri
    if "%" not in name:
        return name
    from urllib.parse import unquote

    return unquote(name)


def matches_name(label: str, names: Iterable[str]) -> bool:
    """Return whether a label is one of some names; spaces, hyphens, underscores and case do not count."""
    wanted = _normalize(label)
    return any(_normalize(name) == wanted for name in names)


def suggest_names(name: str, known: Iterable[str], certain: Iterable[str] = (), number: int = 3) -> str:
    """Suggest known names, at most `number`, as the end of a sentence; those that are `certain` come first."""
    near = list(certain)[:number]
    if not near:
        from difflib import get_close_matches

        by_normalized = {_normalize(other): other for other in known}
        same = by_normalized.get(_normalize(name))
        near = [same] if same else get_close_matches(name, list(dict.fromkeys(known)), number, 0.7)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _normalize(name: str) -> str:
    return _NOT_ALPHANUMERIC.sub("", name).casefold()
