"""Records of YAML 1.2 documents, as JSON texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from dspy_schema.findings import Diagnostic
from dspy_schema.jsontext import scanner
from dspy_schema.jsontext.depth import DEEPEST, LEVELS_AROUND, TOO_DEEP
from dspy_schema.jsontext.raw import decode_outline
from dspy_schema.records.batch import Batch, report_source
from dspy_schema.records.json_documents import find_wrapped_list
from dspy_schema.records.yaml_faults import describe_error, find_place
from dspy_schema.records.yaml_nodes import TooDeep, compose_documents
from dspy_schema.records.yaml_values import Converter, NodeIndex, UnfitNodeError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# Aliases may make a file this many times as large, and a small file this large.
MOST_TIMES = 20
MOST_SIZE = 1_000_000


def read_yaml(data: bytes, source: str) -> Iterator[Batch]:
    """Yield a batch for each document; one that does not parse ends the source, since the next has no known start."""
    first = 1
    converter = Converter(MOST_SIZE + MOST_TIMES * len(data))
    try:
        for node in compose_documents(data):
            for batch in _batches(node, converter, source, first):
                first += len(batch.texts)
                yield batch
    except yaml.YAMLError as error:
        yield report_source(source, *describe_error(error, data))


def _batches(node: yaml.Node | TooDeep, converter: Converter, source: str, first: int) -> Iterator[Batch]:
    if isinstance(node, TooDeep):
        yield report_source(source, "DSP107", TOO_DEEP, find_place(node.mark))
        return
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts: list[bytes] = []
    faults: dict[int, Diagnostic] = {}
    marks: dict[int, Any] = {}
    for index, item in enumerate(nodes):
        try:
            texts.append(msgspec.json.encode(converter.value(item)))
        except UnfitNodeError as error:
            if error.code == "DSP107" and (wrapped := _find_wrapped_node(node, converter)):
                yield from _batches(wrapped, converter, source, first)
                return
            texts.append(b"")
            faults[index] = Diagnostic(error.code, str(error), scanner.join_pointer(error.path), offset=0)
            marks[index] = error.mark
    if isinstance(node, yaml.MappingNode) and not faults and (name := find_wrapped_list(decode_outline(texts[0]))):
        yield from _batches(NodeIndex().find_node(node, [name], at_key=False), converter, source, first)
    elif texts:
        yield Batch(source=source, first=first, texts=texts, faults=faults, locator=NodeLocator(nodes, marks))


def _find_wrapped_node(node: yaml.Node, converter: Converter) -> yaml.Node | None:
    """Find the list of records in an object that is too deep for a record; None if it is none that wraps a list."""
    if not isinstance(node, yaml.MappingNode):
        return None
    try:
        text = msgspec.json.encode(converter.value(node, DEEPEST + LEVELS_AROUND))
    except UnfitNodeError:
        return None
    name = find_wrapped_list(decode_outline(text))
    return None if name is None else NodeIndex().find_node(node, [name], at_key=False)


class NodeLocator:
    """Locator among YAML nodes: an offset in the text of a record is not one in the file."""

    def __init__(self, nodes: Sequence[yaml.Node], faults: dict[int, Any]) -> None:
        self._nodes = nodes
        self._faults = faults
        self._index = NodeIndex()

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:  # noqa: ARG002  # see the class
        """Locate the record, or of its fault."""
        return find_place(self._faults.get(index, self._nodes[index].start_mark))

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """Locate the value (or name) of a member."""
        node = self._index.find_node(self._nodes[index], scanner.split_pointer(pointer), at_key=at_key)
        return find_place(node.start_mark)
