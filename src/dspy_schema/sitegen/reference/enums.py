"""The page of an enumeration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown
from dspy_schema.sitegen.reference import facts, links, mapping_tables, page, usage
from dspy_schema.sitegen.reference.terms import MAPPINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import PermissibleValue

    from dspy_schema.sitegen.reference.contents import Contents
    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Term

# The words of vendors that become these are annotated with this name.
_STATUS = "training_status"
_STATUSES = "TrainingStatus"
_ELSEWHERE = {"text", "description", "meaning", "annotations", *MAPPINGS}


def of(contents: Contents, term: Term) -> page.Page:
    """The page of an enumeration."""
    return page.of_term(contents.reference, term, _lead(term), _sections(contents, term))


def _lead(term: Term) -> Iterator[str]:
    yield page.uri(term)
    if "open" in term.definition.annotations and term.definition.annotations["open"].value:
        yield "Open: another word is a [warning](" + _finding(term, "DSP309") + "), and kept."


def _sections(contents: Contents, term: Term) -> Iterator[page.Section]:
    yield "Permissible Values", _words(contents, term)
    yield "Mappings", mapping_tables.of_term(contents.mappings, term)
    yield "Mappings of Values", mapping_tables.of_words(contents.mappings, term)
    used = [usage.of_range(contents.uses, term), usage.of_name(contents.uses, term)]
    yield "Used by", "\n\n".join(each for each in used if each) or "No slot has it."
    yield "In Subsets", page.subsets(contents.reference, term)
    yield from page.closing(contents.reference, term)


def _words(contents: Contents, term: Term) -> str:
    words = term.definition.permissible_values
    rows = [[_named(word), markdown.cell(value.description)] for word, value in words.items()]
    heads = ["Value", "Description"]
    for head, cells in _columns(contents, term):
        if any(cells):
            heads.append(head)
            for row, cell in zip(rows, cells, strict=True):
                row.append(cell)
    return markdown.table(heads, rows) or "Its words are not listed."


def _columns(contents: Contents, term: Term) -> Iterator[tuple[str, list[str]]]:
    reference = contents.reference
    words = term.definition.permissible_values.items()
    yield "Meaning", [links.to_curie(term, value.meaning) if value.meaning else "" for _, value in words]
    yield "Mappings", [mapping_tables.in_words(contents.mappings.of(term, word)) for word, _ in words]
    yield "Becomes", [_becomes(reference, term, value) for _, value in words]
    if term.schema.name == "dspy" and term.name == _STATUSES:
        yield "Converted from", [_converted(reference, term, str(word)) for word, _ in words]
    yield "Notes", [", ".join(_notes(value)) for _, value in words]


def _named(word: object) -> str:
    return f"{markdown.anchor(links.anchor(str(word)))}{markdown.code(word)}"


def _becomes(reference: Reference, term: Term, value: PermissibleValue) -> str:
    status = _status(value)
    statuses = reference.find(reference.schemas[0], "enum", _STATUSES)
    return links.to(term, statuses, markdown.code(status), links.anchor(status)) if status and statuses else ""


def _converted(reference: Reference, term: Term, status: str) -> str:
    """The words of vendors that become a status, vendor by vendor."""
    found = []
    for enum in reference.of_kind("enum"):
        words = (str(word) for word, value in enum.definition.permissible_values.items() if _status(value) == status)
        if shown := ", ".join(links.to(term, enum, markdown.code(word), links.anchor(word)) for word in words):
            found.append(f"{markdown.text(enum.schema.name)}: {shown}")
    return "; ".join(found)


def _status(value: PermissibleValue) -> str:
    return str(value.annotations[_STATUS].value) if _STATUS in value.annotations else ""


def _notes(value: PermissibleValue) -> Iterator[str]:
    """All else that the schema states of a word."""
    for metaslot, stated in vars(value).items():
        if stated and metaslot not in _ELSEWHERE:
            yield f"{metaslot.replace('_', ' ')} {facts.plain(stated)}"
    for name, note in value.annotations.items():
        if name != _STATUS:
            yield f"{markdown.code(name)} {markdown.code(note.value)}"


def _finding(term: Term, code: str) -> str:
    return links.to_page(term, f"findings/{code}.md", "").removeprefix("[](").removesuffix(")")
