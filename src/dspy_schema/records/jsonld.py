"""Read a JSON-LD document: one node, an array of nodes, or an object with `@graph`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.findings import Finding, Severity
from dspy_schema.records import document, graphs, jsonld_contexts, jsonld_nodes, nesting, strict_json
from dspy_schema.records.batch import Batch, fault_of_source
from dspy_schema.records.formats import Format
from dspy_schema.records.places import TextPlaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.records.jsonld_nodes import Plain

_GRAPH = frozenset({"@context", "@id", "@graph"})
_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def read(data: bytes, source: str) -> Iterator[Batch]:
    """Batches of the records of a document; those of other writers go through a graph.

    Raises MissingExtraError.
    """
    if not data.strip():
        return
    if nesting.fault(data):
        yield from document.read(data, source)
        return
    parsed = strict_json.parse(data)
    whole = Batch(source=source, texts=[data], places=TextPlaces([data], lambda _: (1, 1)))
    if not isinstance(parsed.value, (dict, list)):
        yield whole  # the checker says what is wrong
        return
    document_: dict[str, Any] = parsed.value if isinstance(parsed.value, dict) else {}
    in_graph = "@graph" in document_
    batches = list(document.read(data, source)) if in_graph or isinstance(parsed.value, list) else []
    if repeated := list(_repeated([whole, *batches])):
        yield Batch(source=source, findings=repeated)
        return
    batches = batches or [whole] * bool(document_)
    nodes = None if in_graph and not _is_ours(data, document_) else [_plain(each, in_graph) for each in batches]
    if nodes is None or not all(map(_is_whole, nodes)) or not _differ(parsed.value):
        yield from _through_graph(data, source)
        return
    for each, of in zip(nodes, batches, strict=True):
        yield jsonld_nodes.batch(of, [node for node in each if node])


def _through_graph(data: bytes, source: str) -> Iterator[Batch]:
    try:
        inlined = jsonld_contexts.inlined(data)
    except jsonld_contexts.ForeignContextError as error:
        yield fault_of_source(source, "DSP506", str(error))
    except RecursionError:
        yield fault_of_source(source, "DSP107", "arrays and objects are nested too deep to be read")
    else:
        yield from graphs.read(inlined, source, Format.JSONLD)


def _is_ours(data: bytes, value: dict[str, Any]) -> bool:
    """Whether a document is a named graph, or none, with our context and nothing else."""
    return (
        value.keys() <= _GRAPH
        and isinstance(value["@graph"], list)
        and jsonld_contexts.is_ours(bytes(_members(data).get("@context", b"")))
    )


def _plain(batch: Batch, in_graph: bool) -> list[Plain | None]:
    return [jsonld_nodes.plain(text, in_graph=in_graph) if text[:1] == b"{" else None for text in batch.texts]


def _is_whole(nodes: list[Plain | None]) -> bool:
    return None not in nodes


def _differ(value: Any) -> bool:
    """Whether no two nodes have one subject, or subjects one id: a graph would make one of them, or tell."""
    nodes = value.get("@graph", [value]) if isinstance(value, dict) else value
    for name in ("@id", "id"):
        found = [each[name] for each in nodes if isinstance(each.get(name), str)]
        if len(set(found)) < len(found):
            return False
    return True


def _repeated(batches: list[Batch]) -> Iterator[Finding]:
    """What to say of names that occur twice in the document or in a node: processors differ in which they take."""
    for batch in batches:
        for index, text in enumerate(batch.texts):
            for fault in strict_json.parse(text).faults:
                line, column = batch.places.of_offset(index, fault.offset or 0) if batch.places else (None, None)
                yield Finding(
                    code=fault.code,
                    severity=Severity.ERROR,
                    message=fault.message,
                    source=batch.source,
                    line=line,
                    column=column,
                    pointer=fault.pointer,
                )
