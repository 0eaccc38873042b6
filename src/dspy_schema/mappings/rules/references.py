"""All that a row names exists and fits: prefixes, subject, target, predicate, confidence, justification."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Severity
from dspy_schema.mappings.rules.repetition import RepeatedFaults
from dspy_schema.mappings.sssom_model import (
    BUILT_IN,
    NO_TERM,
    SKOS_NAMES,
    SLOTS,
    Match,
    expand_curie,
    local_name,
    matches_name,
    split_values,
    suggest_names,
)
from dspy_schema.mappings.text_files import Place

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom import MappingSet, Prefix


_PREFIX = "DSP604"
_CONFIDENCE = "confidence"
_PREDICATES = [f"skos:{name}" for name in SKOS_NAMES.values()]
_LISTED_PREDICATES = ", ".join(_PREDICATES)
# The kind of a term that has the kind of an element.
_SAME_KIND = {
    "class": "class",
    "slot": "slot",
    "enum": "enum",
    "value": "permissible_value",
    "type": "type",
    "subset": "subset",
}
_NEVER_MAPPED = {"type", "subset"}
# Those whose prefixes the first rule about prefixes does not look at.
_OTHER_ENTITIES = {
    name for name, slot in SLOTS.items() if slot.kind == "entity" and name not in {"subject_id", "predicate_id"}
} - {"object_id", "mapping_justification"}
# Those that SSSOM 1.1 admits (slot mapping_justification).
_JUSTIFICATIONS = tuple(
    f"semapv:{name}"
    for name in (
        "MappingReview",
        "ManualMappingCuration",
        "LogicalReasoning",
        "LexicalMatching",
        "CompositeMatching",
        "UnspecifiedMatching",
        "SemanticSimilarityThresholdMatching",
        "LexicalSimilarityThresholdMatching",
        "MappingChaining",
        "MappingInversion",
        "StructuralMatching",
        "InstanceBasedMatching",
        "BackgroundKnowledgeBasedMatching",
    )
)


def check_prefix_bindings(alignment: Alignment) -> Iterator[Finding]:
    """Check that a file binds a prefix to the namespace that all files bind it to."""
    namespaces = alignment.namespaces
    owners = {namespace: name for name, namespace in reversed(namespaces.items())} | alignment.vocabularies.namespaces
    tables = [set_.header.prefixes for set_ in alignment.sets]
    if alignment.is_whole:
        tables += [module.prefixes for module in alignment.elements.modules]
    for table in tables:
        for name, prefix in table.items():
            right = namespaces.get(name)
            if prefix.namespace != right and (message := _describe_binding(name, prefix, right, owners)):
                yield prefix.place.finding(_PREFIX, message)


def check_prefixes_known(alignment: Alignment) -> Iterator[Finding]:
    """Check that the CURIEs of rows, and of mappings in YAML, have prefixes that the file declares.

    A prefix that a file does not declare is one finding, however often it is there.
    """
    for set_ in alignment.sets:
        repeated = RepeatedFaults()
        prefixes = set_.header.namespaces.keys()
        for line, column, curie in _iter_curies(set_):
            # An empty cell is a matter of other rules.
            if curie and (message := _describe_prefix(curie, prefixes)):
                repeated.add(_identify_prefix(curie), set_.place(line, column), message)
        yield from repeated.list_findings(_PREFIX, "cell")
    if not alignment.is_whole:
        return
    for module in alignment.elements.modules:
        repeated = RepeatedFaults()
        for element in alignment.elements:
            for mapping in element.mappings:
                if mapping.iri is None and mapping.place.source == module.source:
                    message = _describe_prefix(mapping.target, ()) or ""
                    repeated.add(_identify_prefix(mapping.target), mapping.place, message)
        yield from repeated.list_findings(_PREFIX, "mapping")


def _iter_curies(set_: MappingSet) -> Iterator[tuple[int, str, str]]:
    """Yield the CURIEs of rows, each with its line and column."""
    for row in set_.rows:
        yield row.line, "subject_id", row.subject
        yield row.line, "predicate_id", row.predicate
        yield row.line, "object_id", row.object
        yield row.line, "mapping_justification", row.justification
    for column in (name for name in set_.columns if name in _OTHER_ENTITIES):
        for row in set_.rows:
            for value in split_values(set_.cell(row.line, column)):
                # What has no prefix, or is an IRI, is a matter of the rules about values.
                if ":" in value and not value.partition(":")[2].startswith("//"):
                    yield row.line, column, value


def check_subject_exists(alignment: Alignment) -> Iterator[Finding]:
    """Check that each subject is an element; this cannot be checked where a module cannot be read."""
    if alignment.elements.faults:
        return
    repeated = RepeatedFaults()
    for link in alignment.all_links:
        row = link.mapping
        if link.element or row.subject == NO_TERM or (row.subject_iri is None and row.subject):
            continue
        prefix = row.subject.partition(":")[0]
        if row.subject and prefix not in alignment.elements.namespaces:
            message = f"the schema has no element {row.subject}, and {prefix} is not the prefix of a schema"
            repeated.add((row.source, prefix), alignment.place(row), message)
            continue
        # Where several classes have a slot of one name, records use another name than the schema's YAML.
        named = [element.id for element in alignment.elements if element.uri == row.subject_iri]
        ids = named or [element.id for element in alignment.elements]
        advice = suggest_names(row.subject, ids, named)
        message = f"the schema has no element {row.subject or 'without a name'}{advice}"
        yield alignment.place(row, "subject_id").finding("DSP605", message)
    yield from repeated.list_findings("DSP605", "row")


def check_labels(alignment: Alignment) -> Iterator[Finding]:
    """Check that a label is a name of the element or the term that it is a label of."""
    for link in alignment.all_links:
        row, element, term = link.mapping, link.element, link.term
        if element and row.subject_label and not _is_plain(row.subject_label, row.subject):
            names = {element.label, element.name, local_name(element.iri), local_name(element.uri)}
            if not matches_name(row.subject_label, names):
                message = f"{row.subject} is called {element.label!r}, not {row.subject_label!r}"
                yield alignment.place(row, "subject_label").finding("DSP608", message, Severity.WARNING)
        if term and row.object_label and not _is_plain(row.object_label, row.object):
            names = set(map(local_name, (term.iri, *term.declared_uris, *term.other_iris)))
            if not matches_name(row.object_label, names):
                message = f"{row.object} is called {local_name(row.object_iri or '')!r}, not {row.object_label!r}"
                yield alignment.place(row, "object_label").finding("DSP608", message, Severity.WARNING)


def check_target_exists(alignment: Alignment) -> Iterator[Finding]:
    """Check that each target is in the pinned listing of its vocabulary, under one of its published IRIs."""
    vocabularies = alignment.vocabularies
    unread = {vocabulary.prefix for vocabulary in vocabularies if not vocabularies.get_listing(vocabulary).terms}
    repeated = RepeatedFaults()
    for link in alignment.all_links:
        row = link.mapping
        if link.vocabulary in unread or link.term or row.is_no_term or (row.object_iri is None and row.object):
            continue
        iri = row.object_iri or ""
        unlisted = vocabularies.find_vocabulary(iri) is None
        if vocabularies.faults and unlisted:
            # Its listing may be one that cannot be read.
            continue
        message = _describe_missing(alignment, row.object, iri)
        # A vocabulary that is not listed is one finding, however many rows lead to it.
        key = (row.source, row.object.partition(":")[0] if unlisted and row.object else row.line)
        repeated.add(key, alignment.place(row, "object_id"), message)
    yield from repeated.list_findings("DSP606", "row")
    if not alignment.is_whole:
        return
    in_rows = {link.mapping.object_iri for link in alignment.all_links}
    for element in alignment.elements:
        for mapping in element.mappings:
            # A target that a row has as well is reported there.
            if mapping.iri and mapping.iri not in in_rows and not vocabularies.find_term(mapping.iri):
                message = _describe_missing(alignment, mapping.target, mapping.iri)
                yield mapping.place.finding("DSP606", message)


def check_target_in_use(alignment: Alignment) -> Iterator[Finding]:
    """Check that no target is deprecated."""
    for link in alignment.all_links:
        if link.term and link.term.deprecated:
            message = f"{link.mapping.object} is deprecated in its vocabulary"
            yield alignment.place(link.mapping, "object_id").finding("DSP607", message)


def check_predicates_known(alignment: Alignment) -> Iterator[Finding]:
    """Check that each predicate is one of SKOS's mapping relations, in SSSOM and in YAML."""
    for link in alignment.all_links:
        row = link.mapping
        if link.match is None and (row.predicate_iri is not None or not row.predicate):
            fault = f"{row.predicate} is not a predicate of mappings" if row.predicate else "the row has no predicate"
            advice = suggest_names(row.predicate, _PREDICATES, number=1) or f"; use one of {_LISTED_PREDICATES}"
            yield alignment.place(row, "predicate_id").finding("DSP609", fault + advice)
    if not alignment.is_whole:
        return
    for element in alignment.elements:
        for mapping in element.mappings:
            if mapping.predicate not in _PREDICATES:
                message = f"`mappings` does not say which predicate; use one of {_LISTED_PREDICATES}"
                yield mapping.place.finding("DSP609", message)


def check_kinds_fit(alignment: Alignment) -> Iterator[Finding]:
    """Check that a class is mapped to a class, a slot to a slot and so on; another kind needs a loose predicate."""
    for relation in alignment.relations:
        kind = relation.element.kind
        if any(_fits(kind, other, relation.match) for other in relation.term.kinds):
            continue
        row, other = relation.mapping, relation.term.kinds[0]
        if other in _NEVER_MAPPED or kind in _NEVER_MAPPED:
            remedy = "they cannot be mapped"
        elif "slot" in {kind, other}:
            # A slot is a relation: it can be about a class, and is never a kind of one.
            remedy = f"{row.predicate} is for two of one kind, use skos:relatedMatch"
        else:
            remedy = f"{row.predicate} is for two of one kind, use skos:broadMatch or skos:relatedMatch"
        message = f"{row.subject} is {_add_article(kind)}, and {row.object} {_add_article(other)}; {remedy}"
        yield alignment.place(row, "predicate_id").finding("DSP610", message)


def check_confidence(alignment: Alignment) -> Iterator[Finding]:
    """Check that each row has a confidence, from 0 to 1."""
    for set_ in alignment.sets:
        if set_.rows and _CONFIDENCE not in set_.columns:
            place = Place(set_.source, set_.rows[0].line - 1, 1)
            yield place.finding("DSP621", "no row has a confidence: there is no such column")
            continue
        for row in set_.rows:
            if row.confidence is None or not 0 <= row.confidence <= 1:
                text = set_.cell(row.line, _CONFIDENCE)
                message = f"the confidence is {f'not a number from 0 to 1: {text}' if text else 'missing'}"
                yield set_.place(row.line, _CONFIDENCE).finding("DSP621", message)


def check_justification(alignment: Alignment) -> Iterator[Finding]:
    """Check that each row has a justification that SSSOM admits."""
    for set_ in alignment.sets:
        for row in set_.rows:
            if row.justification in _JUSTIFICATIONS:
                continue
            place = set_.place(row.line, "mapping_justification")
            if not row.justification:
                yield place.finding("DSP622", "the justification is missing")
            elif expand_curie(row.justification, BUILT_IN):
                advice = suggest_names(row.justification, _JUSTIFICATIONS)
                yield place.finding("DSP622", f"SSSOM has no justification {row.justification}{advice}")


def _describe_binding(name: str, prefix: Prefix, right: str | None, owners: dict[str, str]) -> str | None:
    """Describe a namespace that is not the right one of its prefix; None where it belongs to no other prefix either."""
    namespace = prefix.namespace
    owner = owners.get(namespace)
    if right is None:
        return f"{namespace} is the namespace of {owner}, not of {name}; call the prefix {owner}" if owner else None
    if owner == name:
        reason = f", which is another or former namespace of {name}"
    else:
        reason = f", which is the namespace of {owner}" if owner else ""
    return f"the prefix {name} is bound to {namespace}{reason}; it stands for {right}"


def _is_plain(label: str, curie: str) -> bool:
    """Return whether a label is the name in a CURIE, with or without spaces, as most are."""
    return label.replace(" ", "") == curie.rpartition("#")[2].rpartition(":")[2]


def _identify_prefix(curie: str) -> str:
    """Return the prefix of a CURIE, and other texts whole."""
    prefix, colon, local = curie.partition(":")
    return curie if not colon or local.startswith("//") else f"{prefix}:"


def _describe_prefix(curie: str, prefixes: Container[str]) -> str | None:
    prefix, colon, local = curie.partition(":")
    if not colon or local.startswith("//"):
        return f"{curie} is not a CURIE; write a prefix, a colon and a name"
    return None if prefix in prefixes else f"the prefix {prefix} of {curie} is not declared in this file"


def _describe_missing(alignment: Alignment, target: str, iri: str) -> str:
    if not target:
        return "the row has no target"
    vocabulary = alignment.vocabularies.find_vocabulary(iri)
    if vocabulary is None:
        return f"no listed vocabulary has the namespace of {target}"
    prefix = target.partition(":")[0]
    namespace = next(namespace for namespace in alignment.vocabularies.namespaces if iri.startswith(namespace))
    names = alignment.vocabularies.list_names(vocabulary, namespace)
    advice = suggest_names(iri.removeprefix(namespace), names)
    if advice:
        advice = advice.replace("did you mean ", f"did you mean {prefix}:", 1).replace(" or ", f" or {prefix}:")
    return f"{vocabulary.prefix} has no term {target}{advice}"


def _fits(element: str, term: str, match: Match) -> bool:
    if _SAME_KIND[element] == term:
        return True
    if element in _NEVER_MAPPED or term in _NEVER_MAPPED:
        return False
    return match is Match.RELATED or (match is Match.BROAD and "slot" not in {element, term})


def _add_article(kind: str) -> str:
    noun = "value" if kind == "permissible_value" else kind
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
