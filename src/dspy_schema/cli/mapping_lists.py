"""Mappings chosen and listed, as a table, JSON or TSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.cli import table
from dspy_schema.cli.results import width
from dspy_schema.documents import columns
from dspy_schema.errors import UnknownNameError
from dspy_schema.mappings.names import advice
from dspy_schema.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dspy_schema.documents.columns import Cell
    from dspy_schema.mappings.alignment import Alignment, Link

_MEMBERS = (
    "subject",
    "subject_label",
    "predicate",
    "object",
    "object_label",
    "vocabulary",
    "confidence",
    "justification",
    "author",
    "reviewer",
    "comment",
    "in_schema",
)
_HEAD = ("element", "is", "term", "sure", "comment")
_SPACES = str.maketrans("\t\n\r", "   ")


def chosen(alignment: Alignment, vocabulary: str | None, element: str | None) -> list[Link]:
    """The rows of a vocabulary and of an element, where they are named.

    An element is named by its id, or by what comes after the prefix. Raises UnknownNameError.
    """
    if vocabulary is not None and alignment.vocabularies.get(vocabulary) is None:
        known = [each.prefix for each in alignment.vocabularies]
        meant = advice(vocabulary, known) or f"; there are {', '.join(sorted(known))}"
        raise UnknownNameError(f"no vocabulary {vocabulary!r}{meant}")
    ids = None if element is None else _ids(alignment, element)
    return [
        link
        for link in alignment.links
        if (vocabulary is None or link.vocabulary == vocabulary)
        and (ids is None or (link.element is not None and link.element.id in ids))
    ]


def _ids(alignment: Alignment, element: str) -> set[str]:
    all_ = [each.id for each in alignment.elements]
    if found := {each for each in all_ if element in {each, each.partition(":")[2]}}:
        return found
    names = all_ if ":" in element else [each.partition(":")[2] for each in all_]
    meant = advice(element, names) or "; `dspy-schema mappings list` lists those that are mapped"
    raise UnknownNameError(f"no element {element!r}{meant}")


def _table(links: list[Link]) -> Iterator[bytes]:
    head = [(each, False, False) for each in _HEAD]
    rows = [_cells(link) for link in links]
    # A comment is cut first: what is mapped to what has to be read.
    others = [max(columns.width_of(row[index][0]) for row in (head, *rows)) for index in range(len(head) - 1)]
    left = max(width() - sum(others) - columns.GAP * len(others), len(_HEAD[-1]))
    for row in rows:
        row[-1] = (columns.cut(row[-1][0], left), False, False)
    for line in table.fitted(head, iter(rows), width(), "no mappings"):
        yield f"{line}\n".encode()


def _cells(link: Link) -> list[Cell]:
    row = link.mapping
    how = link.match.value if link.match else visible(row.predicate)
    return [
        (visible(row.subject), False, True),
        # Nothing is exact, or close, to what there is not.
        ("-" if row.is_no_term else how, False, False),
        (f"(no term of {link.vocabulary})" if row.is_no_term else visible(row.object), False, True),
        ("" if row.confidence is None else f"{row.confidence:g}", True, False),
        (visible(row.comment), False, False),
    ]


def _json(links: Iterable[Link]) -> Iterator[bytes]:
    yield msgspec.json.format(msgspec.json.encode([_plain(link) for link in links]), indent=1)
    yield b"\n"


def _tsv(links: Iterable[Link]) -> Iterator[bytes]:
    yield "\t".join(_MEMBERS).encode() + b"\n"
    for link in links:
        cells = ("" if each is None else str(each).translate(_SPACES) for each in _plain(link).values())
        yield "\t".join(cells).encode() + b"\n"


def _plain(link: Link) -> dict[str, Any]:
    row = link.mapping
    return {name: link.vocabulary if name == "vocabulary" else getattr(row, name) for name in _MEMBERS}


FORMATS: dict[str, Callable[[list[Link]], Iterator[bytes]]] = {"table": _table, "json": _json, "tsv": _tsv}
