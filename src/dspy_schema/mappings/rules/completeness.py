"""Nothing is missing: classes are mapped, YAML and SSSOM agree."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dspy_schema.mappings.rules import consistency, gaps
from dspy_schema.mappings.rules.repetition import RepeatedFaults
from dspy_schema.mappings.sssom_model import NO_TERM, Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.linkml_elements import Element, YamlMapping


_FINE_TUNING = "finetune"
_VENDORS = "vendors"
_FIXED = ("dspy:TrainingJob", "dspy:ReinforceJob")
_FIXED_NAMES = " and ".join(id_.partition(":")[2] for id_ in _FIXED)


def check_classes(alignment: Alignment) -> Iterator[Finding]:
    """Check that each concrete class has a mapping, or a row that says that there is no term.

    A class of fine-tuning has one in each vocabulary of governance: those whose areas are listed.
    """
    mapped = {link.element.id for link in alignment.links if link.element}
    pairs = {(link.element.id, link.vocabulary) for link in alignment.links if link.element}
    governance = [name for name in gaps.list_vocabularies(alignment) if any(name == pair[1] for pair in pairs)]
    for element in alignment.elements:
        if element.kind != "class" or not element.is_concrete:
            continue
        if not element.mappings and element.id not in mapped:
            yield element.place.finding("DSP619", f"{element.id} has no mapping, and no row says that there is no term")
        elif _is_about_training(element):
            missing = [name for name in governance if (element.id, name) not in pairs]
            if missing:
                names = " and ".join(missing)
                message = f"{element.id} has no mapping to {names}, and no row says that there is no term"
                yield element.place.finding("DSP619", message)


def _is_about_training(element: Element) -> bool:
    """Return whether a class is in the subset of fine-tuning, or one of a vendor's schema."""
    return _FINE_TUNING in element.subsets or os.path.basename(os.path.dirname(element.module)) == _VENDORS


def check_no_term_rows(alignment: Alignment) -> Iterator[Finding]:
    """Check that no row says that a vocabulary has no term for an element that another row maps to a term of it.

    Such a row has the predicate that SSSOM asks for.
    """
    for link in alignment.all_links:
        row = link.mapping
        if row.is_no_term and link.match and link.match is not Match.EXACT:
            message = f"a row to {NO_TERM} has the predicate skos:exactMatch, not {row.predicate}"
            yield alignment.place(row, "predicate_id").finding("DSP609", message)
    mapped: dict[tuple[str, str], Link] = {}
    no_terms: list[tuple[tuple[str, str], Link]] = []
    for link in alignment.links:
        if link.element:
            key = (link.element.id, link.vocabulary)
            if link.mapping.is_no_term:
                no_terms.append((key, link))
            else:
                mapped.setdefault(key, link)
    for key, link in no_terms:
        if key in mapped:
            row, other = link.mapping, mapped[key].mapping
            message = (
                f"says that {link.vocabulary} has no term for {row.subject}, which has {other.predicate} {other.object}"
            )
            yield alignment.place(row, "object_id").finding("DSP620", message)


def check_rows_in_yaml(alignment: Alignment) -> Iterator[Finding]:
    """Check that each row is in YAML with its predicate, or says that it is not, and is not."""
    in_yaml: dict[tuple[str, str | None], set[str]] = {}
    for element in alignment.elements:
        for mapping in element.mappings:
            in_yaml.setdefault((element.id, mapping.iri), set()).add(mapping.predicate)
    fixed = _find_fixed(alignment)
    # What one row states and another one denies is a finding of its own.
    stated = {
        (link.element.id, link.mapping.object_iri, link.mapping.predicate) for link in alignment.links if link.element
    }
    for link in alignment.all_links:
        # What is unknown in a row is a finding of its own.
        if not (link.element and link.term and link.match):
            continue
        row = link.mapping
        predicates = in_yaml.get((link.element.id, row.object_iri), set())
        yaml = f"the YAML of {row.subject}"
        if not row.in_schema or row.is_denied:
            is_stated = (link.element.id, row.object_iri, row.predicate) in stated
            fault = None if row.is_denied and is_stated else _describe_outside(link, predicates, fixed)
            if fault:
                column, message = fault
                yield alignment.place(row, column).finding("DSP623", message)
        elif not predicates:
            message = f"{yaml} does not have {row.object}; add it, or write in_schema=false in the column other"
            yield alignment.place(row).finding("DSP623", message)
        elif row.predicate not in predicates:
            message = f"{yaml} has {row.object} as {' and '.join(sorted(predicates))}, not as {row.predicate}"
            yield alignment.place(row, "predicate_id").finding("DSP623", message)


def _describe_outside(link: Link, in_yaml: set[str], fixed: set[str]) -> tuple[str, str] | None:
    """Describe what is wrong with a row that is not to be in YAML, and in which column."""
    row = link.mapping
    if row.is_denied:
        message = f"denies that {row.subject} has {row.predicate} {row.object}, and its YAML states it"
        return ("predicate_modifier", message) if row.predicate in in_yaml else None
    if row.predicate in in_yaml:
        return "subject_id", f"says in_schema=false, and the YAML of {row.subject} has {row.object}"
    if fixed and link.element and link.element.id not in fixed:
        message = f"says in_schema=false, which only {_FIXED_NAMES} and their slots need; add it to the YAML"
        return "other", message
    return None


def check_yaml_in_rows(alignment: Alignment) -> Iterator[Finding]:
    """Check that each mapping in YAML is a row, by the same predicate."""
    in_rows: dict[tuple[str, str | None], set[str]] = {}
    for link in alignment.all_links:
        if link.element:
            in_rows.setdefault((link.element.id, link.mapping.object_iri), set()).add(link.mapping.predicate)
    # A row with an unknown element or target is a finding of its own, and may be the one.
    unknown = {
        (link.element.id, link.mapping.object.partition(":")[0])
        for link in alignment.all_links
        if link.element and not link.term and not link.mapping.is_no_term
    }
    of_unknown = {link.mapping.object_iri for link in alignment.all_links if not link.element}
    mapped = {link.vocabulary for link in alignment.all_links}
    repeated = RepeatedFaults()
    for element in alignment.elements:
        stated = {(mapping.iri, mapping.predicate) for mapping in element.mappings}
        for mapping in element.mappings:
            iri, prefix = mapping.iri, mapping.target.partition(":")[0]
            # An unknown target is another finding.
            if not iri or not alignment.vocabularies.find_term(iri):
                continue
            if predicates := in_rows.get((element.id, iri)):
                if message := _describe_other_predicate(element, mapping, predicates, stated):
                    yield mapping.place.finding("DSP624", message)
            elif prefix not in mapped:
                # The whole file may be missing.
                message = f"no row maps {element.id} to {mapping.target}, nor any to {prefix}"
                repeated.add(prefix, mapping.place, message)
            elif (element.id, prefix) not in unknown and iri not in of_unknown:
                message = f"no row maps {element.id} to {mapping.target}; add one, or remove it here"
                yield mapping.place.finding("DSP624", message)
    yield from repeated.list_findings("DSP624", "mapping")


def _describe_other_predicate(
    element: Element, mapping: YamlMapping, in_rows: set[str], in_yaml: set[tuple[str | None, str]]
) -> str | None:
    """Describe a mapping that has a row by another predicate, which the YAML has as well.

    Where the YAML has the row's predicate nowhere, the row is reported, and predicates that contradict one another are
    a finding of their own.
    """
    if mapping.predicate in in_rows or not any((mapping.iri, other) in in_yaml for other in in_rows):
        return None
    if not consistency.are_compatible({mapping.predicate, *in_rows}):
        return None
    row = " and ".join(sorted(in_rows))
    return f"no row maps {element.id} to {mapping.target} by {mapping.predicate}, only by {row}"


def _find_fixed(alignment: Alignment) -> set[str]:
    """Find the elements whose YAML cannot have further mappings: the classes of two fixed pages, and their slots."""
    elements = alignment.elements
    classes = [element for id_ in _FIXED if (element := elements.get(id_))]
    owners = [
        owner
        for class_ in classes
        for id_ in (class_.id, *elements.ancestors[class_.id])
        if (owner := elements.get(id_))
    ]
    return {class_.id for class_ in classes} | {slot for owner in owners for slot in owner.slots}
