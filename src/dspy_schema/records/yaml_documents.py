"""YAML 1.2 documents to JSON texts."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from dspy_schema.findings import Diagnostic
from dspy_schema.jsontext import scanner
from dspy_schema.jsontext.raw import read_integer
from dspy_schema.records.batch import Batch, report_source
from dspy_schema.records.json_documents import find_wrapped_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# Far more than any record needs, and few enough for what later walks the nodes.
DEEPEST = 250
# libyaml takes time that grows with the square of the depth: such a document is not read to its end.
HOPELESS = 5000
TAG = "tag:yaml.org,2002:"
# Aliases may make a file this many times as large, and a small file this large.
MOST_TIMES = 20
MOST_SIZE = 1_000_000
IN_BROWSER = sys.platform == "emscripten"


def choose_loader(data: bytes) -> Any:
    """A source of the events (`get_event`) of YAML; raises yaml.YAMLError, then or later."""
    if IN_BROWSER:
        from dspy_schema.records import yaml_browser

        return yaml_browser.Loader(data)
    return yaml.CSafeLoader(data)


# The core schema of YAML 1.2, section 10.3.2: `no` is a string, `1e-5` a number, `010` is ten.
FORMS = {
    "null": re.compile(r"null|Null|NULL|~|"),
    "bool": re.compile(r"true|True|TRUE|false|False|FALSE"),
    "int": re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    "float": re.compile(
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    ),
}


class TooDeep:
    """In place of the node of a document that is nested too deep; `mark` is where it is."""

    def __init__(self, mark: Any) -> None:
        self.mark = mark
        self.hopeless = False


def compose_documents(data: bytes) -> Iterator[yaml.Node | TooDeep]:
    """The root node of each document; raises yaml.YAMLError."""
    loader = choose_loader(data)
    while (event := loader.get_event()) is not None:
        if isinstance(event, yaml.DocumentStartEvent):
            document = _document(loader)
            yield document
            if isinstance(document, TooDeep) and document.hopeless:
                return


def _document(loader: Any) -> yaml.Node | TooDeep:
    anchors: dict[str, yaml.Node] = {}
    open_nodes: list[yaml.CollectionNode] = []
    # The children of an open mapping are collected as in a sequence, and paired at its end.
    children: list[list[yaml.Node]] = [[]]
    too_deep = None
    event: Any
    while not isinstance(event := loader.get_event(), yaml.DocumentEndEvent):
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            node, items = open_nodes.pop(), children.pop()
            node.value = (
                list(zip(items[::2], items[1::2], strict=True)) if isinstance(node, yaml.MappingNode) else items
            )
            continue
        node = _node(event, anchors)
        if len(open_nodes) < DEEPEST:
            children[-1].append(node)
        else:
            too_deep = too_deep or TooDeep(event.start_mark)
            if len(open_nodes) > HOPELESS:
                too_deep.hopeless = True
                return too_deep
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            open_nodes.append(node)
            children.append([])
    return too_deep or children[0][0]


def _node(event: Any, anchors: dict[str, yaml.Node]) -> Any:
    kind: type[yaml.Event] = type(event)
    node: yaml.Node
    if kind is yaml.AliasEvent:
        if event.anchor not in anchors:
            raise yaml.composer.ComposerError(None, None, f"found undefined alias {event.anchor!r}", event.start_mark)
        return anchors[event.anchor]
    if kind is yaml.ScalarEvent:
        node = yaml.ScalarNode(_tag_of_scalar(event), event.value, event.start_mark, event.end_mark)
    elif kind is yaml.MappingStartEvent:
        node = yaml.MappingNode(_tag(event, "map"), [], event.start_mark, event.end_mark)
    else:
        node = yaml.SequenceNode(_tag(event, "seq"), [], event.start_mark, event.end_mark)
    if event.anchor is not None:
        anchors[event.anchor] = node
    return node


def _tag(event: Any, name: str) -> str:
    return TAG + name if event.tag in {None, "!"} else str(event.tag)


def _tag_of_scalar(event: Any) -> str:
    if event.tag not in {None, "!"}:
        return str(event.tag)
    if event.tag == "!" or not event.implicit[0]:
        return f"{TAG}str"
    return TAG + next((name for name, form in FORMS.items() if form.fullmatch(event.value)), "str")


Path = tuple[str | int, ...]
_DECIMAL = re.compile(r"([-+]?)([0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?").fullmatch


class UnfitNodeError(Exception):
    """A node that JSON cannot hold; `path` leads to it, `mark` is where it stands."""

    def __init__(self, code: str, message: str, path: Path, mark: Any) -> None:
        super().__init__(message)
        self.code = code
        self.path = path
        self.mark = mark


class Converter:
    """Makes JSON values of nodes; raises UnfitNodeError at the first node that JSON cannot hold.

    A small document whose aliases make it huge is an attack ("billion laughs"): all values together may have
    `most` names, items and characters.
    """

    def __init__(self, most: int) -> None:
        self._left = most
        self._open: set[int] = set()

    def value(self, node: Any, path: Path = ()) -> Any:
        """The JSON value of a node, to which `path` leads."""
        is_scalar = isinstance(node, yaml.ScalarNode)
        self._left -= 1 + (len(node.value) if is_scalar else 0)
        if self._left < 0:
            raise UnfitNodeError("DSP110", "the aliases of this file make it too large", path, node.start_mark)
        if is_scalar:
            return _scalar(node, path)
        if id(node) in self._open:
            raise UnfitNodeError("DSP110", "an alias refers to what contains it", path, node.start_mark)
        self._open.add(id(node))
        try:
            is_mapping = isinstance(node, yaml.MappingNode)
            return self._mapping(node, path) if is_mapping else self._sequence(node, path)
        finally:
            self._open.remove(id(node))

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        _expect_tag(node, "map", path)
        members: dict[str, Any] = {}
        for key, value in node.value:
            name = _scalar(key, path) if isinstance(key, yaml.ScalarNode) else None
            if not isinstance(name, str):
                message = "a member's name must be a string; put it in quotes"
                raise UnfitNodeError("DSP110", message, path, key.start_mark)
            if name in members:
                message = f"member `{name}` occurs more than once in one object; keep one of them"
                raise UnfitNodeError("DSP106" if path else "DSP105", message, (*path, name), key.start_mark)
            members[name] = self.value(value, (*path, name))
        return members

    def _sequence(self, node: yaml.SequenceNode, path: Path) -> list[Any]:
        _expect_tag(node, "seq", path)
        return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]


def _scalar(node: yaml.ScalarNode, path: Path) -> Any:
    text: str = node.value
    tag = node.tag.removeprefix(TAG)
    if tag == "str":
        return text
    if tag not in FORMS or not FORMS[tag].fullmatch(text):
        message = f"{text!r} is no !!{tag}" if tag in FORMS else f"tag {_shown(node.tag)} has no meaning here"
        raise UnfitNodeError("DSP110", message, path, node.start_mark)
    if tag == "null":
        return None
    if tag == "bool":
        return text[0] in "tT"
    if tag == "int" and text[:2] in {"0o", "0x"}:
        return read_integer(text)
    if number := _DECIMAL(text):
        # With all its digits, as JSON writes them.
        sign, whole, fraction, exponent = number.groups("")
        parts = sign.strip("+"), whole.lstrip("0") or "0", f"{fraction}0" if fraction == "." else fraction, exponent
        return msgspec.Raw("".join(parts).encode())
    message = f"{text} is no JSON number; write null or leave the member out"
    raise UnfitNodeError("DSP104", message, path, node.start_mark)


def _expect_tag(node: yaml.Node, kind: str, path: Path) -> None:
    if node.tag != TAG + kind:
        raise UnfitNodeError("DSP110", f"tag {_shown(node.tag)} has no meaning here", path, node.start_mark)


def _shown(tag: str) -> str:
    return f"!!{tag.removeprefix(TAG)}" if tag.startswith(TAG) else tag


def find_node(node: yaml.Node, path: Sequence[str], *, at_key: bool) -> yaml.Node:
    """The node (or that of the name) at `path`; the nearest enclosing one where there is none."""
    for depth, token in enumerate(path, start=1):
        child: tuple[yaml.Node, yaml.Node] | None = None
        if isinstance(node, yaml.MappingNode):
            # Of members with one name the last one counts, as in JSON.
            child = next(((key, value) for key, value in reversed(node.value) if key.value == token), None)
        elif isinstance(node, yaml.SequenceNode) and token.isdigit() and int(token) < len(node.value):
            child = (node.value[int(token)],) * 2
        if child is None:
            return node
        node = child[0] if at_key and depth == len(path) else child[1]
    return node


_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


class NodeLocator:
    """Locator among YAML nodes; see `Locator`. An offset has none but the start of the record, or its fault's."""

    def __init__(self, nodes: Sequence[yaml.Node], faults: dict[int, Any]) -> None:
        self._nodes = nodes
        self._faults = faults

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:  # noqa: ARG002  # the text is not the file's
        """The place of the record, or of what is wrong with it."""
        return _place(self._faults.get(index, self._nodes[index].start_mark))

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member."""
        return _place(find_node(self._nodes[index], scanner.split_pointer(pointer), at_key=at_key).start_mark)


def read_yaml(data: bytes, source: str) -> Iterator[Batch]:
    """A batch a document; a document that does not parse ends the source, since what follows has no known start."""
    first = 1
    converter = Converter(MOST_SIZE + MOST_TIMES * len(data))
    try:
        for node in compose_documents(data):
            for batch in _batches(node, converter, source, first):
                first += len(batch.texts)
                yield batch
    except yaml.MarkedYAMLError as error:
        problem = " ".join(part for part in (error.context, error.problem) if part)
        yield report_source(source, "DSP109", f"broken YAML: {problem}", _place(error.problem_mark))
    except yaml.reader.ReaderError as error:
        yield report_source(source, *_unreadable(data, error))


def _batches(node: yaml.Node | TooDeep, converter: Converter, source: str, first: int) -> Iterator[Batch]:
    if isinstance(node, TooDeep):
        message = "arrays and objects are nested too deep to be read"
        yield report_source(source, "DSP107", message, _place(node.mark))
        return
    if isinstance(node, yaml.ScalarNode) and not node.value:
        return
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    texts: list[bytes] = []
    faults: dict[int, Diagnostic] = {}
    marks: dict[int, Any] = {}
    for index, each in enumerate(nodes):
        try:
            texts.append(msgspec.json.encode(converter.value(each)))
        except UnfitNodeError as error:
            texts.append(b"")
            faults[index] = Diagnostic(error.code, str(error), scanner.join_pointer(error.path), offset=0)
            marks[index] = error.mark
    if isinstance(node, yaml.MappingNode) and not faults and (name := find_wrapped_list(_members(texts[0]))):
        yield from _batches(find_node(node, [name], at_key=False), converter, source, first)
    elif texts:
        yield Batch(source=source, first=first, texts=texts, faults=faults, locator=NodeLocator(nodes, marks))


def _place(mark: yaml.Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _unreadable(data: bytes, error: yaml.reader.ReaderError) -> tuple[str, str, tuple[int, int]]:
    before = data[: error.position].decode(errors="replace")
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    if "UTF-8" in error.reason:
        return "DSP102", f"not UTF-8 ({error.reason}); save the file as UTF-8", place
    return "DSP109", f"broken YAML: {error.reason}", place
