"""Prefixes, subjects, targets, predicates, justification exist and fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Severity
from dspy_schema.mappings import sssom_model
from dspy_schema.mappings.sssom_model import (
    BUILT_IN,
    NO_TERM,
    SKOS,
    Match,
    expand_curie,
    local_name,
    matches_name,
    suggest_names,
)
from dspy_schema.mappings.text_files import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.sssom import Prefix


_CODE = "DSP604"
_CELLS = {
    "subject_id": "subject",
    "predicate_id": "predicate",
    "object_id": "object",
    "mapping_justification": "justification",
}
_SAME = {
    "class": "class",
    "slot": "slot",
    "enum": "enum",
    "value": "permissible_value",
    "type": "type",
    "subset": "subset",
}
_NEVER = {"type", "subset"}
_SPOKEN = {"permissible_value": "value"}
_COLUMN = "confidence"


def check_prefix_bindings(alignment: Alignment) -> Iterator[Finding]:
    """What a file binds a prefix to is what everybody binds it to."""
    right = alignment.namespaces
    others = alignment.vocabularies.namespaces
    tables = [each.header.prefixes for each in alignment.sets]
    if alignment.is_whole:
        tables += [each.prefixes for each in alignment.elements.modules]
    for table in tables:
        for name, prefix in table.items():
            if message := _wrong(name, prefix, right, others):
                yield prefix.place.finding(_CODE, message)


def check_prefixes_known(alignment: Alignment) -> Iterator[Finding]:
    """The CURIEs of rows, and of mappings in YAML, have prefixes that the file declares."""
    for set_ in alignment.sets:
        prefixes = set_.header.prefixes.keys() | sssom_model.BUILT_IN.keys()
        for row in set_.rows:
            for column, member in _CELLS.items():
                if problem := _unknown(getattr(row, member), prefixes):
                    yield set_.place(row.line, column).finding(_CODE, problem)
    if not alignment.is_whole:
        return
    for element in alignment.elements:
        for each in element.mappings:
            if each.iri is None:
                yield each.place.finding(_CODE, _unknown(each.target, ()) or f"{each.target} is no CURIE")


def _wrong(name: str, prefix: Prefix, right: dict[str, str], others: dict[str, str]) -> str | None:
    namespace = prefix.namespace
    wanted = right.get(name)
    if namespace == wanted:
        return None
    owner = others.get(namespace) or next((each for each, found in right.items() if found == namespace), None)
    if wanted is None:
        return f"{namespace} is the namespace of {owner}, not of {name}; call the prefix {owner}" if owner else None
    if owner == name:
        told = f", which is another or former namespace of {name}"
    else:
        told = f", which is the namespace of {owner}" if owner else ""
    return f"the prefix {name} is bound to {namespace}{told}; it stands for {wanted}"


def _unknown(curie: str, prefixes: object) -> str | None:
    # What is missing altogether is a matter of other rules, and of the reader.
    if not curie:
        return None
    prefix = sssom_model.split_prefix(curie)
    if prefix is None:
        return f"{curie} is no CURIE; write a prefix, a colon and a name"
    return None if prefix in prefixes else f"the prefix {prefix} of {curie} is not declared in this file"  # type: ignore[operator]


def check_subject_exists(alignment: Alignment) -> Iterator[Finding]:
    """Each subject is an element; with a module that cannot be read, nobody knows."""
    if alignment.elements.faults:
        return
    for link in alignment.links:
        row = link.mapping
        if link.element or row.subject == NO_TERM or (row.subject_iri is None and row.subject):
            continue
        # Records call a slot by another name than the schema's YAML where several classes have one of that name.
        called = [each.id for each in alignment.elements if each.uri == row.subject_iri]
        ids = called or [each.id for each in alignment.elements]
        where = alignment.place(row, "subject_id")
        yield where.finding(
            "DSP605",
            f"the schema has no element {row.subject or 'without a name'}{suggest_names(row.subject, ids, called)}",
        )


def check_subject_labels(alignment: Alignment) -> Iterator[Finding]:
    """A label is a name of what the row is about."""
    for link in alignment.links:
        row = link.mapping
        if link.element and row.subject_label:
            element = link.element
            names = {element.label, element.name, local_name(element.iri), local_name(element.uri)}
            if not matches_name(row.subject_label, names):
                message = f"{row.subject} is called {element.label!r}, not {row.subject_label!r}"
                yield alignment.place(row, "subject_label").finding("DSP608", message, Severity.WARNING)
        if link.term and row.object_label:
            names = {local_name(each) for each in (link.term.iri, *link.term.declared_uris, *link.term.other_iris)}
            if not matches_name(row.object_label, names):
                message = f"{row.object} is called {local_name(row.object_iri or '')!r}, not {row.object_label!r}"
                yield alignment.place(row, "object_label").finding("DSP608", message, Severity.WARNING)


def check_target_exists(alignment: Alignment) -> Iterator[Finding]:
    """Each target is in the pinned listing of its vocabulary, under one of the IRIs that are published for it."""
    unread = {each.prefix for each in alignment.vocabularies if not alignment.vocabularies.listing(each).terms}
    told = {row.object_iri for link in alignment.links for row in [link.mapping]}
    for link in alignment.links:
        row = link.mapping
        if link.vocabulary in unread or link.term or row.is_no_term or (row.object_iri is None and row.object):
            continue
        if alignment.vocabularies.faults and not alignment.vocabularies.of_iri(row.object_iri or ""):
            # Its listing may be one that cannot be read.
            continue
        where = alignment.place(row, "object_id")
        yield where.finding("DSP606", _no_such(alignment, row.object, row.object_iri or ""))
    if alignment.is_whole:
        for element in alignment.elements:
            for each in element.mappings:
                # What a row says as well is told of there.
                if each.iri and each.iri not in told and not alignment.vocabularies.find(each.iri):
                    yield each.place.finding("DSP606", _no_such(alignment, each.target, each.iri))


def check_target_in_use(alignment: Alignment) -> Iterator[Finding]:
    """No target is deprecated."""
    for link in alignment.links:
        if link.term and link.term.deprecated:
            message = f"{link.mapping.object} is deprecated in its vocabulary"
            yield alignment.place(link.mapping, "object_id").finding("DSP607", message)


def _no_such(alignment: Alignment, target: str, iri: str) -> str:
    if not target:
        return "the row has no target"
    vocabulary = alignment.vocabularies.of_iri(iri)
    if vocabulary is None:
        return f"there is no listing of a vocabulary that has {target}"
    prefix = target.partition(":")[0]
    space = next(each for each in alignment.vocabularies.namespaces if iri.startswith(each))
    names = alignment.vocabularies.names(vocabulary, space)
    near = suggest_names(iri.removeprefix(space), names)
    if near:
        near = near.replace("did you mean ", f"did you mean {prefix}:", 1).replace(" or ", f" or {prefix}:")
    return f"{vocabulary.prefix} has no term {target}{near}"


_LOOSE = (Match.BROAD, Match.RELATED)


def check_predicates_known(alignment: Alignment) -> Iterator[Finding]:
    """Each predicate is one of SKOS's mapping relations, in SSSOM and in YAML."""
    names = [f"skos:{each}" for each in SKOS.values()]
    listed = ", ".join(names)
    for link in alignment.links:
        row = link.mapping
        if link.match is None and (row.predicate_iri is not None or not row.predicate):
            near = suggest_names(row.predicate, names, number=1) or f"; there are {listed}"
            message = f"{row.predicate or 'nothing'} is no predicate of mappings{near}"
            yield alignment.place(row, "predicate_id").finding("DSP609", message)
    if alignment.is_whole:
        for element in alignment.elements:
            for each in element.mappings:
                if each.predicate not in names:
                    yield each.place.finding("DSP609", f"`mappings` does not tell how; use one of {listed}")


def check_kinds_fit(alignment: Alignment) -> Iterator[Finding]:
    """A class is mapped to a class, a slot to a slot and so on; to another kind by what claims no sameness only."""
    for link in alignment.relations:
        if any(_fits(link.element.kind, kind, link.match) for kind in link.term.kinds):
            continue
        kind = link.term.kinds[0]
        of_kinds = f"{_a(link.element.kind)}, and {link.mapping.object} {_a(_SPOKEN.get(kind, kind))}"
        if kind in _NEVER or link.element.kind in _NEVER:
            remedy = "they cannot be mapped"
        else:
            remedy = f"{link.mapping.predicate} is for two of one kind, use skos:broadMatch or skos:relatedMatch"
        message = f"{link.mapping.subject} is {of_kinds}; {remedy}"
        yield alignment.place(link.mapping, "predicate_id").finding("DSP610", message)


def _fits(element: str, term: str, match: Match) -> bool:
    if _SAME[element] == term:
        return True
    return match in _LOOSE and element not in _NEVER and term not in _NEVER


def _a(kind: str) -> str:
    return f"a{'n' * (kind[0] in 'aeiou')} {kind}"


# Those that SSSOM 1.1 admits (slot mapping_justification).
_JUSTIFICATIONS = tuple(
    f"semapv:{each}"
    for each in (
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


def check_confidence(alignment: Alignment) -> Iterator[Finding]:
    """Each row has a confidence, from 0 to 1."""
    for set_ in alignment.sets:
        if set_.rows and _COLUMN not in set_.columns:
            line = set_.rows[0].line - 1
            yield Place(set_.source, line, 1).finding("DSP621", "no row has a confidence: there is no such column")
            continue
        for row in set_.rows:
            if row.confidence is None or not 0 <= row.confidence <= 1:
                given = set_.cell(row.line, _COLUMN)
                message = f"the confidence is {f'no number from 0 to 1: {given}' if given else 'missing'}"
                yield set_.place(row.line, _COLUMN).finding("DSP621", message)


def check_justification(alignment: Alignment) -> Iterator[Finding]:
    """Each row has a justification that SSSOM knows."""
    for set_ in alignment.sets:
        for row in set_.rows:
            given = row.justification
            if given not in _JUSTIFICATIONS:
                place = set_.place(row.line, "mapping_justification")
                if not given:
                    yield place.finding("DSP622", "the justification is missing")
                elif expand_curie(given, BUILT_IN):
                    near = suggest_names(given, _JUSTIFICATIONS)
                    yield place.finding("DSP622", f"SSSOM knows no justification {given}{near}")
