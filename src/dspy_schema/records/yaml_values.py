"""JSON values of YAML nodes, and the places of nodes."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from dspy_schema.jsontext.depth import DEEPEST, TOO_DEEP
from dspy_schema.jsontext.raw import read_integer
from dspy_schema.records.yaml_nodes import FORMS, TAG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Item = tuple[yaml.Node, "Path", Callable[[Any], None]]

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
    """Converts nodes to JSON values; raises UnfitNodeError at the first node that JSON cannot hold.

    A small document whose aliases make it huge is an attack ("billion laughs"): all values together may have
    `most` names, items and characters.
    """

    def __init__(self, most: int) -> None:
        self._left = most

    def value(self, root: yaml.Node, deepest: int = DEEPEST) -> Any:
        """Return the JSON value of a node, built without recursion: no depth uses up the stack."""
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
                if len(open_nodes) == deepest:
                    raise UnfitNodeError("DSP107", TOO_DEEP, path, node.start_mark)
                value, items = _open(node, path)
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


def _open(node: yaml.Node, path: Path) -> tuple[Any, Iterator[Item]]:
    """Create the empty JSON value of a collection, and what goes into it."""
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
        message = (
            f"{text!r} is not a value of !!{tag}" if tag in FORMS else f"tag {_short_tag(node.tag)} has no meaning here"
        )
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
    message = f"{text} is not a JSON number; write null or leave the member out"
    raise UnfitNodeError("DSP104", message, path, node.start_mark)


def _expect_tag(node: yaml.Node, kind: str, path: Path) -> None:
    if node.tag != TAG + kind:
        raise UnfitNodeError("DSP110", f"tag {_short_tag(node.tag)} has no meaning here", path, node.start_mark)


def _short_tag(tag: str) -> str:
    return f"!!{tag.removeprefix(TAG)}" if tag.startswith(TAG) else tag


class NodeIndex:
    """Finds nodes below others; the names of each mapping are gone through once, however many are asked for."""

    def __init__(self) -> None:
        self._members: dict[yaml.Node, dict[str, tuple[yaml.Node, yaml.Node]]] = {}

    def find_node(self, node: yaml.Node, path: Sequence[str], *, at_key: bool) -> yaml.Node:
        """Find the node (or that of the name) at `path` below a node; the nearest enclosing one where there is none."""
        for depth, token in enumerate(path, start=1):
            child = self._find_child(node, token)
            if child is None:
                return node
            node = child[0] if at_key and depth == len(path) else child[1]
        return node

    def _find_child(self, node: yaml.Node, token: str) -> tuple[yaml.Node, yaml.Node] | None:
        """The nodes of the name and of the value of a member, or twice that of an item."""
        if isinstance(node, yaml.MappingNode):
            if node not in self._members:
                # Of members with one name the last one counts, as in JSON.
                names = ((key.value, (key, value)) for key, value in node.value if isinstance(key, yaml.ScalarNode))
                self._members[node] = dict(names)
            return self._members[node].get(token)
        is_item = isinstance(node, yaml.SequenceNode) and token.isdigit() and int(token) < len(node.value)
        return (node.value[int(token)],) * 2 if is_item else None
