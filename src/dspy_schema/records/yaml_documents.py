"""Read YAML: each document is a record or a list of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import msgspec
import yaml

from dspy_schema.records import scan
from dspy_schema.records.document import wrapped_list
from dspy_schema.records.record import Batch, fault_of_source
from dspy_schema.records.strict_json import Fault
from dspy_schema.records.yaml_nodes import Converter, Loader, UnfitNodeError, find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


class NodePlaces:
    """Places of members among YAML nodes; see `Places`."""

    def __init__(self, nodes: Sequence[yaml.Node]) -> None:
        self._nodes = nodes

    def of_offset(self, index: int, offset: int) -> tuple[int, int]:  # noqa: ARG002  # the text is ours, not the file's
        """The place of the record: its text was made from the nodes."""
        return _place(self._nodes[index].start_mark)

    def of_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member."""
        return _place(find(self._nodes[index], scan.tokens(pointer), at_key=at_key).start_mark)


def read(data: bytes, source: str) -> Iterator[Batch]:
    """A batch a document; a document that does not parse ends the source, since what follows has no known start."""
    first = 1
    try:
        loader = Loader(data)
        while loader.check_node():
            for batch in _batch(cast("yaml.Node", loader.get_node()), source, first):
                first += len(batch.texts)
                yield batch
    except yaml.MarkedYAMLError as error:
        problem = " ".join(part for part in (error.context, error.problem) if part)
        yield fault_of_source(source, "DSP109", f"broken YAML: {problem}", _place(error.problem_mark))
    except yaml.reader.ReaderError as error:
        yield fault_of_source(source, *_unreadable(data, error))
    except RecursionError:
        yield fault_of_source(source, "DSP107", "arrays and objects are nested too deep to be read")


def _batch(node: yaml.Node, source: str, first: int) -> Iterator[Batch]:
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts: list[bytes] = []
    faults: dict[int, Fault] = {}
    for index, each in enumerate(nodes):
        try:
            texts.append(msgspec.json.encode(Converter().value(each)))
        except UnfitNodeError as error:
            texts.append(b"")
            faults[index] = Fault(error.code, str(error), pointer=scan.pointer(error.path))
    if isinstance(node, yaml.MappingNode) and texts[0].startswith(b"{") and (name := wrapped_list(_members(texts[0]))):
        yield from _batch(find(node, [name], at_key=False), source, first)
    elif texts:
        yield Batch(source=source, first=first, texts=texts, faults=faults, places=NodePlaces(nodes))


def _place(mark: yaml.Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _unreadable(data: bytes, error: yaml.reader.ReaderError) -> tuple[str, str, tuple[int, int]]:
    before = data[: error.position]
    place = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
    if isinstance(error.character, bytes):
        return "DSP102", f"not UTF-8 ({error.reason}); save the file as UTF-8", place
    return "DSP109", f"broken YAML: {error.reason}", place
