"""JSON-LD documents and lines to records: our own from their text, others through a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.findings import Finding, Severity
from dspy_schema.jsontext import depth, scanner, strict
from dspy_schema.jsontext.raw import UNFIT, decode_outline
from dspy_schema.jsontext.utf8 import scan_texts
from dspy_schema.rdf.jsonld import contexts as jsonld_contexts
from dspy_schema.rdf.jsonld.writer import read_node_object
from dspy_schema.records import json_documents, json_lines
from dspy_schema.records.batch import Batch, TextLocator, report_source
from dspy_schema.records.formats import Format
from dspy_schema.records.sources import LIMITS

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Sequence

    from dspy_schema.rdf.jsonld.writer import NodeRecord
    from dspy_schema.records.batch import Locator


_GRAPH = frozenset({"@context", "@id", "@graph"})


class NodeLocator:
    """Locator in nodes, of which the records are parts."""

    def __init__(self, nodes: Sequence[bytes], records: Sequence[bytes], places: Locator) -> None:
        self._nodes = nodes
        self._records = records
        self._places = places

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """Locate a character of the record."""
        node, record = self._nodes[index].decode(errors="replace"), self._records[index].decode(errors="replace")
        before = [child for child in scanner.iter_children(record, 0) if child[1] <= offset]
        if not before:
            return self._places.locate_offset(index, 0)
        name, key, value = before[-1]
        at_key = offset < value
        begin = scanner.find_offset(node, [name], at_key=at_key)
        return self._places.locate_offset(index, begin + offset - (key if at_key else value))

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """Locate the value (or name) of a member."""
        return self._places.locate_pointer(index, pointer, at_key=at_key)


class LaterLocator:
    """Locator of the texts of a batch from the one at `start` on."""

    def __init__(self, places: Locator | None, start: int) -> None:
        self._places = places
        self._start = start

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """Locate a character of the text."""
        return self._places.locate_offset(index + self._start, offset) if self._places else (1, 1)

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """Locate the value (or name) of a member."""
        return self._places.locate_pointer(index + self._start, pointer, at_key=at_key) if self._places else (1, 1)


class LineLocator:
    """Locator in a document that is a line; its beginning where a record went through a graph."""

    def __init__(self, places: Locator | None, line: int) -> None:
        self._places = places
        self._line = line

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """Locate a character of the text."""
        return self._line, self._places.locate_offset(index, offset)[1] if self._places else 1

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """Locate the value (or name) of a member."""
        return self._line, self._places.locate_pointer(index, pointer, at_key=at_key)[1] if self._places else 1


def read_jsonld(data: bytes, source: str) -> Iterator[Batch]:
    """Yield batches of the records of a document; those of other writers go through a graph.

    Raises MissingExtraError.
    """
    if not data.strip():
        return
    if depth.find_nesting_fault(data, is_document=True):
        yield from json_documents.read_document(data, source)
        return
    parsed = strict.parse(data, is_document=True)
    whole = Batch(source=source, texts=[data], locator=TextLocator([data], lambda _: (1, 1)))
    if not isinstance(parsed.value, (dict, list)):
        yield whole  # the checker says what is wrong
        return
    document: dict[str, Any] = parsed.value if isinstance(parsed.value, dict) else {}
    in_graph = "@graph" in document
    batches = list(json_documents.read_document(data, source)) if in_graph or isinstance(parsed.value, list) else []
    if repeated := list(_report_repeated([whole, *batches])):
        yield Batch(source=source, findings=repeated)
        return
    batches = batches or [whole] * bool(document)
    nodes = None if in_graph and not _is_ours(data, document) else [_read_nodes(batch, in_graph) for batch in batches]
    if nodes is None or not all(map(_is_whole, nodes)) or not _are_distinct(parsed.value):
        yield from _through_graph(data, source)
        return
    for records, batch in zip(nodes, batches, strict=True):
        yield _build_batch(batch, [node for node in records if node])


def _through_graph(data: bytes, source: str) -> Iterator[Batch]:
    from dspy_schema.rdf import graph_reader

    try:
        inlined = jsonld_contexts.inline_contexts(data)
    except jsonld_contexts.ForeignContextError as error:
        yield report_source(source, "DSP506", str(error))
    except RecursionError:
        yield report_source(source, "DSP107", depth.TOO_DEEP)
    else:
        yield from graph_reader.read_graph(inlined, source, Format.JSONLD)


def _is_ours(data: bytes, value: dict[str, Any]) -> bool:
    """Return whether a document is a named graph, or none, with our context and nothing else."""
    return (
        value.keys() <= _GRAPH
        and isinstance(value["@graph"], list)
        and jsonld_contexts.is_ours(bytes(decode_outline(data).get("@context", b"")))
    )


def _read_nodes(batch: Batch, in_graph: bool) -> list[NodeRecord | None]:
    return [read_node_object(text, in_graph=in_graph) if text[:1] == b"{" else None for text in batch.texts]


def _is_whole(nodes: list[NodeRecord | None]) -> bool:
    return None not in nodes


def _are_distinct(value: Any) -> bool:
    """Return whether no two nodes have one subject, or subjects one id: a graph would merge them, or report it."""
    nodes = value.get("@graph", [value]) if isinstance(value, dict) else value
    for name in ("@id", "id"):
        names = [node[name] for node in nodes if isinstance(node.get(name), str)]
        if len(set(names)) < len(names):
            return False
    return True


def _build_batch(whole: Batch, nodes: Sequence[NodeRecord]) -> Batch:
    """Build the batch of the records that the nodes of a batch are."""
    texts = [node.text for node in nodes]
    return msgspec.structs.replace(
        whole,
        texts=texts,
        types=[node.type for node in nodes],
        origins=[node.origin for node in nodes],
        further_faults={index: node.faults for index, node in enumerate(nodes) if node.faults},
        locator=NodeLocator(whole.texts, texts, whole.locator) if whole.locator else None,
    )


def _report_repeated(batches: list[Batch]) -> Iterator[Finding]:
    """Yield findings on names that occur twice in the document or in a node: processors differ in which they take."""
    for batch in batches:
        for index, text in enumerate(batch.texts):
            for fault in strict.parse(text, is_document=True).faults:
                line, column = batch.locator.locate_offset(index, fault.offset or 0) if batch.locator else (None, None)
                yield Finding(
                    code=fault.code,
                    severity=Severity.ERROR,
                    message=fault.message,
                    source=batch.source,
                    line=line,
                    column=column,
                    pointer=fault.pointer,
                )


def read_jsonld_lines(stream: io.BufferedReader[Any], source: str, most: int = LIMITS.record) -> Iterator[Batch]:
    """Yield batches of the records of each line of at most `most` bytes; each is a document, and judged alone.

    Raises MissingExtraError where a line is not ours.
    """
    first = 1
    for lines in json_lines.read_lines(stream, source, most=most):
        for batch in _read_batches(lines):
            yield msgspec.structs.replace(batch, first=first)
            first += len(batch.texts)


def _read_batches(lines: Batch) -> Iterator[Batch]:
    for index, fault in lines.faults.items():
        place = lines.locator.locate_offset(index, fault.offset or 0) if lines.locator else (1, 1)
        yield report_source(lines.source, fault.code, fault.message, place)
    nodes = _read_lines(lines)
    if None not in nodes:
        yield _build_batch(lines, [node for node in nodes if node])
        return
    start = 0
    while start < len(nodes):
        end = start
        while end < len(nodes) and nodes[end]:
            end += 1
        if end > start:
            part = Batch(source=lines.source, texts=lines.texts[start:end], locator=LaterLocator(lines.locator, start))
            yield _build_batch(part, [node for node in nodes[start:end] if node])
        if end < len(nodes):
            line = lines.locator.locate_offset(end, 0)[0] if lines.locator else 1
            for batch in read_jsonld(lines.texts[end].strip(), lines.source):
                yield _place_on_line(batch, line)
        start = end + 1


def _read_lines(lines: Batch) -> list[NodeRecord | None]:
    nodes: list[NodeRecord | None] = []
    for text in lines.texts:
        try:
            nodes.append(read_node_object(text))
        except UNFIT:
            nodes.append(None)
    whole = [index for index, node in enumerate(nodes) if node]
    for index in scan_texts([lines.texts[index] for index in whole])[1]:
        nodes[whole[index]] = None
    return nodes


def _place_on_line(batch: Batch, line: int) -> Batch:
    findings = [msgspec.structs.replace(row, line=line, column=row.column or 1) for row in batch.findings]
    return msgspec.structs.replace(batch, findings=findings, locator=LineLocator(batch.locator, line))
