"""The nodes of YAML 1.2 documents; one that is nested too deep is left, and the next one read."""

from __future__ import annotations

import codecs
import gc
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import yaml

from dspy_schema.jsontext.depth import DEEPEST, LEVELS_AROUND

if TYPE_CHECKING:
    from collections.abc import Iterator


# The parser reads this many characters ahead of the events that it gives, and complains of them first.
AHEAD = 1024
TAG = "tag:yaml.org,2002:"
IN_BROWSER = sys.platform == "emscripten"
# The core schema of YAML 1.2, section 10.3.2: `no` is a string, `1e-5` a number, `010` is ten.
FORMS = {
    "null": re.compile(r"null|Null|NULL|~|"),
    "bool": re.compile(r"true|True|TRUE|false|False|FALSE"),
    "int": re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
    "float": re.compile(
        r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
    ),
}
# All at once, since every scalar is tried.
_match_form = re.compile("|".join(f"(?P<{name}>{form.pattern})" for name, form in FORMS.items())).fullmatch
_BREAK = rb"\r\n|[\r\n]|\xc2\x85|\xe2\x80[\xa8\xa9]"
# Two lines after which the parser expects what may follow a document: a marker or directives, but no bare document.
_EMPTY_DOCUMENT = b"---\n...\n"
_find_breaks = re.compile(_BREAK).findall
# YAML 1.2, section 9.1.2: within a document no line starts like this, not even in a quoted or a block scalar.
_find_marker = re.compile(
    rb"(?:\A|(?<=[\r\n])|(?<=\xc2\x85)|(?<=\xe2\x80[\xa8\xa9]))(?:---|\.\.\.)(?=[ \t\0]|\Z|" + _BREAK + rb")"
).search


class TooDeep:
    """Stands for a document that is nested too deep; `mark` is where it is."""

    def __init__(self, mark: Any) -> None:
        self.mark = mark


def compose_documents(data: bytes) -> Iterator[yaml.Node | TooDeep]:
    """Yield the root node of each document; raises yaml.YAMLError."""
    events = Events(data)
    while True:
        try:
            with pause_collection():
                document = _next_document(events)
        except yaml.MarkedYAMLError as error:
            document = _find_hidden_depth(events, error)
            if document is None:
                raise
        if document is None:
            return
        with spare_collector():
            yield document
        if isinstance(document, TooDeep):
            events = events.after(document.mark)


@contextmanager
def pause_collection() -> Iterator[None]:
    """Let the collector of cycles wait: it would go through many new nodes again and again, and none is in a cycle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def spare_collector() -> Iterator[None]:
    """Keep the nodes that there are from the collector of cycles, unless the program has such objects of its own."""
    is_unused = not gc.get_freeze_count()
    if is_unused:
        gc.freeze()
    try:
        yield
    finally:
        if is_unused:
            gc.unfreeze()


def _next_document(events: Events) -> yaml.Node | TooDeep | None:
    while (event := events.get_event()) is not None:
        if isinstance(event, yaml.DocumentStartEvent):
            return _document(events)
    return None


def _find_hidden_depth(events: Events, error: yaml.MarkedYAMLError) -> TooDeep | None:
    """Return the place where a document is too deep, if the parser stopped before it at what it read ahead."""
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
                if depth > DEEPEST + LEVELS_AROUND:
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
            if len(open_nodes) == DEEPEST + LEVELS_AROUND:
                return TooDeep(event.start_mark)
            open_nodes.append(node)
            children.append([])
    return children[0][0]


def _node(event: Any, anchors: dict[str, yaml.Node]) -> Any:
    kind: type[yaml.Event] = type(event)
    node: yaml.Node
    if kind is yaml.AliasEvent:
        if event.anchor not in anchors:
            problem = f"`*{event.anchor}` names no anchor before it"
            raise yaml.composer.ComposerError(None, None, problem, event.start_mark)
        return anchors[event.anchor]
    if kind is yaml.ScalarEvent:
        node = yaml.ScalarNode(_tag_of_scalar(event), event.value, event.start_mark)
    elif kind is yaml.MappingStartEvent:
        node = yaml.MappingNode(_tag(event, "map"), [], event.start_mark)
    else:
        node = yaml.SequenceNode(_tag(event, "seq"), [], event.start_mark)
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
    form = _match_form(event.value)
    return f"{TAG}{form.lastgroup if form else 'str'}"


def choose_loader(data: bytes) -> Any:
    """Return a source of the events (`get_event`) of YAML; raises yaml.YAMLError, then or later."""
    if IN_BROWSER:
        from dspy_schema.records import yaml_browser

        return yaml_browser.Loader(data)
    return yaml.CSafeLoader(data)


class Events:
    """The events of a YAML file, which can be left within a document and resumed at the next one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.get_event = choose_loader(data).get_event

    def before(self, mark: Any) -> bytes:
        """Return the text before a mark, as UTF-8."""
        if self._data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self._data = self._data.decode("utf-16", "replace").encode()
        # A mark counts characters, and a character has up to four bytes.
        bom = codecs.BOM_UTF8 if self._data.startswith(codecs.BOM_UTF8) else b""
        text = self._data[len(bom) : len(bom) + 4 * mark.index].decode(errors="surrogateescape")
        return bom + text[: mark.index].encode(errors="surrogateescape")

    def after(self, mark: Any) -> Events:
        """Return the events of the documents that start after a mark."""
        before = self.before(mark)
        marker = _find_marker(self._data, len(before))
        end = marker.start() if marker else len(self._data)
        line = mark.line + len(_find_breaks(self._data, len(before), end))
        return _LaterEvents(self._data[end:], line)

    def again(self, before: bytes) -> Events:
        """Return the events of the text before a mark, from the first."""
        return Events(before)


class _LaterEvents(Events):
    """The events of the end of a file, with the places that they have in the whole file."""

    def __init__(self, data: bytes, line: int) -> None:
        self._data = data
        self._line = line
        self._get_event = choose_loader(_EMPTY_DOCUMENT + data).get_event
        while not isinstance(self.get_event(), yaml.DocumentEndEvent):
            pass

    def get_event(self) -> Any:
        """Return the next event; None after the last."""
        try:
            event = self._get_event()
        except yaml.MarkedYAMLError as error:
            error.problem_mark = self._move_mark(error.problem_mark)
            if error.context_mark is not None:
                error.context_mark = self._move_mark(error.context_mark)
            raise
        if event is not None:
            event.start_mark, event.end_mark = self._move_mark(event.start_mark), self._move_mark(event.end_mark)
        return event

    def again(self, before: bytes) -> Events:
        """Return the events of the text before a mark, from the first."""
        return _LaterEvents(before, self._line)

    def _move_mark(self, mark: Any) -> Any:
        # The index is that in the text of these documents, the line that in the file.
        index, line = mark.index - len(_EMPTY_DOCUMENT), mark.line - _EMPTY_DOCUMENT.count(b"\n") + self._line
        return yaml.Mark(mark.name, index, line, mark.column, None, 0)
