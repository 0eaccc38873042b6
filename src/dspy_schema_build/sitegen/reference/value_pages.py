"""Pages of what values can be: enumerations and types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.reference import facts, links, mappings, page, tables
from dspy_schema_build.sitegen.reference.elements import MAPPINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import PermissibleValue

    from dspy_schema_build.sitegen.reference.elements import Reference, Term
    from dspy_schema_build.sitegen.reference.page import Contents, Page, Section


# The enumeration that vendors' states are converted to, and the annotation of a state with its value.
_STATUSES = "TrainingStatus"
_STATUS = "training_status"
# Metaslots of a value that have columns of their own.
_SHOWN_ELSEWHERE = {"text", "description", "meaning", "annotations", *MAPPINGS}


def render_enum(contents: Contents, term: Term) -> Page:
    """Render the page of an enumeration."""
    return page.render_term_page(
        contents.reference, term, _render_enum_lead(term), _render_enum_sections(contents, term)
    )


def _render_enum_lead(term: Term) -> Iterator[str]:
    yield page.render_identity(term)
    annotations = term.definition.annotations
    if "open" in annotations and annotations["open"].value:
        yield f"Open: any other value is kept, with {links.link_page(term, 'findings/DSP309.md', 'a warning')}."


def _render_enum_sections(contents: Contents, term: Term) -> Iterator[Section]:
    yield "Permissible Values", _render_values(contents, term)
    yield "Mappings", mappings.render_term_mappings(contents.mappings, term)
    yield "Mappings of Values", mappings.render_value_mappings(contents.mappings, term)
    used_by = [tables.render_range_uses(contents.uses, term), tables.render_mentions(contents.uses, term)]
    yield "Used by", "\n\n".join(use for use in used_by if use) or "No slot has it."
    yield "In Subsets", page.render_subsets(contents.reference, term)
    yield from page.render_closing(contents.reference, term)


def _render_values(contents: Contents, term: Term) -> str:
    values = term.definition.permissible_values
    rows = [[_render_value(value), markdown.escape_cell(stated.description)] for value, stated in values.items()]
    heads = ["Value", "Description"]
    for head, cells in _render_columns(contents, term):
        if any(cells):
            heads.append(head)
            for row, cell in zip(rows, cells, strict=True):
                row.append(cell)
    return markdown.join_table(heads, rows) or "The schema lists no values."


def _render_value(value: object) -> str:
    return f"{markdown.render_anchor(links.format_anchor(str(value)))}{markdown.render_code(value)}"


def _render_columns(contents: Contents, term: Term) -> Iterator[tuple[str, list[str]]]:
    reference = contents.reference
    values = term.definition.permissible_values.items()
    yield "Meaning", [links.link_curie(term, stated.meaning) if stated.meaning else "" for _, stated in values]
    rows = (contents.mappings.list_rows(term, value) for value, _ in values)
    yield "Mappings", [mappings.summarize_mappings(row) for row in rows]
    yield "Becomes", [_link_status(reference, term, stated) for _, stated in values]
    if term.schema.name == "dspy" and term.name == _STATUSES:
        yield "Converted from", [_link_states(reference, term, str(value)) for value, _ in values]
    yield "Notes", [", ".join(_list_notes(stated)) for _, stated in values]


def _link_status(reference: Reference, term: Term, stated: PermissibleValue) -> str:
    """Link to the status that a vendor's state is converted to."""
    status = _read_status(stated)
    statuses = reference.find(reference.schemas[0], "enum", _STATUSES)
    if not status or not statuses:
        return ""
    return links.link_term(term, statuses, markdown.render_code(status), links.format_anchor(status))


def _link_states(reference: Reference, term: Term, status: str) -> str:
    """Link to the vendors' states that are converted to a status, vendor by vendor."""
    cells = []
    for enum in reference.list_terms("enum"):
        values = enum.definition.permissible_values.items()
        states = [str(value) for value, stated in values if _read_status(stated) == status]
        targets = (
            links.link_term(term, enum, markdown.render_code(state), links.format_anchor(state)) for state in states
        )
        if states:
            cells.append(f"{markdown.escape_text(enum.schema.name)}: {', '.join(targets)}")
    return "; ".join(cells)


def _read_status(stated: PermissibleValue) -> str:
    return str(stated.annotations[_STATUS].value) if _STATUS in stated.annotations else ""


def _list_notes(stated: PermissibleValue) -> Iterator[str]:
    """List all else that the schema states of a value."""
    for metaslot, fact in vars(stated).items():
        if fact and metaslot not in _SHOWN_ELSEWHERE:
            yield f"{metaslot.replace('_', ' ')} {facts.render_value(fact)}"
    for name, annotation in stated.annotations.items():
        if name != _STATUS:
            yield f"{markdown.render_code(name)} {markdown.render_code(annotation.value)}"


def render_type(contents: Contents, term: Term) -> Page:
    """Render the page of a type."""
    lead = [page.render_identity(term)]
    return page.render_term_page(contents.reference, term, lead, _render_type_sections(contents, term))


def _render_type_sections(contents: Contents, term: Term) -> Iterator[Section]:
    yield "Inheritance", page.render_inheritance(contents.reference, term)
    yield "Mappings", mappings.render_term_mappings(contents.mappings, term)
    yield "Used by", tables.render_range_uses(contents.uses, term) or "No slot has it."
    yield "In Subsets", page.render_subsets(contents.reference, term)
    yield from page.render_closing(contents.reference, term)
