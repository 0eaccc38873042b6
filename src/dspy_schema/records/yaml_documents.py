"""YAML 1.2 documents to JSON texts."""

from __future__ import annotations

import codecs
import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from dspy_schema.findings import Diagnostic
from dspy_schema.jsontext import scanner
from dspy_schema.jsontext.depth import TOO_DEEP
from dspy_schema.jsontext.raw import read_integer
from dspy_schema.records.batch import Batch, report_source
from dspy_schema.records.json_documents import find_wrapped_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Item = tuple[yaml.Node, "Path", Callable[[Any], None]]

_BREAK = rb"\r\n|[\r\n]|\xc2\x85|\xe2\x80[\xa8\xa9]"
# Two lines after which the parser expects what may follow a document: a marker or directives, but no bare document.
_EMPTY_DOCUMENT = b"---\n...\n"
# Arrays and objects inside each other: far more than any record needs, and fewer than the 1,000 at which libyaml stops.
DEEPEST = 512
# The parser reads this many characters ahead of the events that it gives, and complains of them first.
AHEAD = 1024
TAG = "tag:yaml.org,2002:"
# Aliases may make a file this many times as large, and a small file this large.
MOST_TIMES = 20
MOST_SIZE = 1_000_000
IN_BROWSER = sys.platform == "emscripten"
_find_breaks = re.compile(_BREAK).findall
# YAML 1.2, section 9.1.2: within a document no line starts like this, not even in a quoted or a block scalar.
_find_marker = re.compile(
    rb"(?:\A|(?<=[\r\n])|(?<=\xc2\x85)|(?<=\xe2\x80[\xa8\xa9]))(?:---|\.\.\.)(?=[ \t\0]|\Z|" + _BREAK + rb")"
).search


def choose_loader(data: bytes) -> Any:
    """A source of the events (`get_event`) of YAML; raises yaml.YAMLError, then or later."""
    if IN_BROWSER:
        from dspy_schema.records import yaml_browser

        return yaml_browser.Loader(data)
    return yaml.CSafeLoader(data)


class Events:
    """The events of a YAML file, which can be left within a document and resumed at the next one."""

    _start = 0

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.get_event = choose_loader(data).get_event

    def before(self, mark: Any) -> bytes:
        """The text before a mark, as UTF-8."""
        if self._data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self._data = self._data.decode("utf-16", "replace").encode()
        # A mark counts characters, and a character has up to four bytes.
        bom = codecs.BOM_UTF8 if self._data.startswith(codecs.BOM_UTF8) else b""
        text = self._data[len(bom) : len(bom) + 4 * mark.index].decode(errors="surrogateescape")
        return bom + text[: mark.index].encode(errors="surrogateescape")

    def after(self, mark: Any) -> Events:
        """The events of the documents that start after a mark."""
        before = self.before(mark)
        marker = _find_marker(self._data, len(before))
        end = marker.start() if marker else len(self._data)
        line = mark.line + len(_find_breaks(self._data, len(before), end))
        return _LaterEvents(self._data[end:], line, self._start + end)

    def again(self, before: bytes) -> Events:
        """The events of the text before a mark, from the first."""
        return Events(before)


class _LaterEvents(Events):
    """The events of the end of a file, with the places that they have in the whole file."""

    def __init__(self, data: bytes, line: int, start: int) -> None:
        self._data = data
        self._line = line
        self._start = start
        try:
            self._get_event = choose_loader(_EMPTY_DOCUMENT + data).get_event
        except yaml.reader.ReaderError as error:
            self._move(error)
            raise
        while not isinstance(self.get_event(), yaml.DocumentEndEvent):
            pass

    def get_event(self) -> Any:
        """The next event; None after the last."""
        try:
            event = self._get_event()
        except yaml.reader.ReaderError as error:
            self._move(error)
            raise
        except yaml.MarkedYAMLError as error:
            error.problem_mark = self._moved(error.problem_mark)
            raise
        if event is not None:
            event.start_mark, event.end_mark = self._moved(event.start_mark), self._moved(event.end_mark)
        return event

    def again(self, before: bytes) -> Events:
        """The events of the text before a mark, from the first."""
        return _LaterEvents(before, self._line, self._start)

    def _move(self, error: yaml.reader.ReaderError) -> None:
        error.position += self._start - len(_EMPTY_DOCUMENT)

    def _moved(self, mark: Any) -> Any:
        # The index is that in the text of these documents, the line that in the file.
        index, line = mark.index - len(_EMPTY_DOCUMENT), mark.line - _EMPTY_DOCUMENT.count(b"\n") + self._line
        return yaml.Mark(mark.name, index, line, mark.column, None, 0)


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


def compose_documents(data: bytes) -> Iterator[yaml.Node | TooDeep]:
    """The root node of each document; raises yaml.YAMLError."""
    events = Events(data)
    while True:
        try:
            document = _next_document(events)
        except yaml.MarkedYAMLError as error:
            document = _hidden_depth(events, error)
            if document is None:
                raise
        if document is None:
            return
        yield document
        if isinstance(document, TooDeep):
            events = events.after(document.mark)


def _next_document(events: Events) -> yaml.Node | TooDeep | None:
    while (event := events.get_event()) is not None:
        if isinstance(event, yaml.DocumentStartEvent):
            return _document(events)
    return None


def _hidden_depth(events: Events, error: yaml.MarkedYAMLError) -> TooDeep | None:
    """The depth that the parser found no time to report, since what it read ahead is broken, or too deep for it."""
    mark: Any = error.problem_mark
    before = events.before(mark)
    ahead = before[-4 * AHEAD :]
    if ahead.count(b"[") + ahead.count(b"{") < AHEAD // 8:
        return None
    depth = 0
    again = events.again(before)
    try:
        while (event := again.get_event()) is not None:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    return TooDeep(event.start_mark)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.MarkedYAMLError as earlier:
        place: Any = earlier.problem_mark
        if place.index < mark.index:
            raise earlier from None
    return None


def _document(events: Events) -> yaml.Node | TooDeep:
    anchors: dict[str, yaml.Node] = {}
    open_nodes: list[yaml.CollectionNode] = []
    # The children of an open mapping are collected as in a sequence, and paired at its end.
    children: list[list[yaml.Node]] = [[]]
    event: Any
    while not isinstance(event := events.get_event(), yaml.DocumentEndEvent):
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            node, items = open_nodes.pop(), children.pop()
            node.value = (
                list(zip(items[::2], items[1::2], strict=True)) if isinstance(node, yaml.MappingNode) else items
            )
            continue
        node = _node(event, anchors)
        children[-1].append(node)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(open_nodes) == DEEPEST:
                return TooDeep(event.start_mark)
            open_nodes.append(node)
            children.append([])
    return children[0][0]


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

    def value(self, root: yaml.Node) -> Any:
        """The JSON value of a node, made without recursion: no depth uses up the stack."""
        values: list[Any] = []
        # Of each open collection, outermost first: its node, and what is left in it.
        open_nodes: dict[yaml.Node, None] = {}
        open_items: list[Iterator[Item]] = [iter([(root, (), values.append)])]
        while open_items:
            for node, path, put in open_items[-1]:
                self._count(node, path)
                if isinstance(node, yaml.ScalarNode):
                    put(_scalar(node, path))
                    continue
                if node in open_nodes:
                    raise UnfitNodeError("DSP110", "an alias refers to what contains it", path, node.start_mark)
                if len(open_nodes) == DEEPEST:
                    raise UnfitNodeError("DSP107", TOO_DEEP, path, node.start_mark)
                value, items = _opened(node, path)
                put(value)
                open_nodes[node] = None
                open_items.append(items)
                break
            else:
                open_items.pop()
                if open_items:
                    open_nodes.popitem()
        return values[0]

    def _count(self, node: yaml.Node, path: Path) -> None:
        self._left -= 1 + (len(node.value) if isinstance(node, yaml.ScalarNode) else 0)
        if self._left < 0:
            raise UnfitNodeError("DSP110", "the aliases of this file make it too large", path, node.start_mark)


def _opened(node: yaml.Node, path: Path) -> tuple[Any, Iterator[Item]]:
    """The empty JSON value of a collection, and what goes into it."""
    if isinstance(node, yaml.MappingNode):
        _expect_tag(node, "map", path)
        members: dict[str, Any] = {}
        return members, _node_members(node, path, members)
    _expect_tag(node, "seq", path)
    array: list[Any] = []
    return array, ((item, (*path, index), array.append) for index, item in enumerate(node.value))


def _node_members(node: yaml.MappingNode, path: Path, members: dict[str, Any]) -> Iterator[Item]:
    for key, value in node.value:
        name = _scalar(key, path) if isinstance(key, yaml.ScalarNode) else None
        if not isinstance(name, str):
            message = "a member's name must be a string; put it in quotes"
            raise UnfitNodeError("DSP110", message, path, key.start_mark)
        if name in members:
            message = f"member `{name}` occurs more than once in one object; keep one of them"
            raise UnfitNodeError("DSP106" if path else "DSP105", message, (*path, name), key.start_mark)
        yield value, (*path, name), partial(members.__setitem__, name)


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
        yield report_source(source, "DSP107", TOO_DEEP, _place(node.mark))
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
        except RecursionError:  # where this is called, most of the stack is in use
            texts.append(b"")
            faults[index] = Diagnostic("DSP107", TOO_DEEP, offset=0)
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
