"""Read lines of JSON-LD, a document each, in memory that does not grow with the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.records import jsonl, jsonld, jsonld_nodes, jsonld_places
from dspy_schema.records.batch import Batch, fault_of_source
from dspy_schema.records.well_formed import scan

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from dspy_schema.records.jsonld_nodes import Plain


def read(stream: io.BufferedReader[Any], source: str) -> Iterator[Batch]:
    """Batches of the records of each line; each line is a document of its own, and judged alone.

    Raises MissingExtraError where a line is not ours.
    """
    first = 1
    for lines in jsonl.read(stream, source):
        for batch in _batches(lines):
            yield msgspec.structs.replace(batch, first=first)
            first += len(batch.texts)


def _batches(lines: Batch) -> Iterator[Batch]:
    for index, fault in lines.faults.items():
        place = lines.places.of_offset(index, 0) if lines.places else (1, 1)
        yield fault_of_source(lines.source, fault.code, fault.message, place)
    nodes = _nodes(lines)
    if None not in nodes:
        yield jsonld_nodes.batch(lines, [node for node in nodes if node])
        return
    start = 0
    while start < len(nodes):
        end = start
        while end < len(nodes) and nodes[end]:
            end += 1
        if end > start:
            part = Batch(
                source=lines.source, texts=lines.texts[start:end], places=jsonld_places.Later(lines.places, start)
            )
            yield jsonld_nodes.batch(part, [node for node in nodes[start:end] if node])
        if end < len(nodes):
            line = lines.places.of_offset(end, 0)[0] if lines.places else 1
            for batch in jsonld.read(lines.texts[end].strip(), lines.source):
                yield _on_line(batch, line)
        start = end + 1


def _nodes(lines: Batch) -> list[Plain | None]:
    nodes: list[Plain | None] = []
    for text in lines.texts:
        try:
            nodes.append(jsonld_nodes.plain(text))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            nodes.append(None)
    whole = [index for index, node in enumerate(nodes) if node]
    for index in scan([lines.texts[index] for index in whole])[1]:
        nodes[whole[index]] = None
    return nodes


def _on_line(batch: Batch, line: int) -> Batch:
    findings = [msgspec.structs.replace(each, line=line, column=each.column or 1) for each in batch.findings]
    return msgspec.structs.replace(batch, findings=findings, places=jsonld_places.OnLine(batch.places, line))
