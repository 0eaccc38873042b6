"""Turn YAML 1.2 nodes (core schema) into JSON values, and find a member among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

# A document that is small and whose aliases make it huge is an attack ("billion laughs").
MOST_NODES = 1_000_000
_TAG = "tag:yaml.org,2002:"
Path = tuple[str | int, ...]


class Loader(yaml.CSafeLoader):
    """PyYAML's C parser with the scalars of YAML 1.2, section 10.3.2: `no` is a string, `1e-5` a number."""


Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"null|Null|NULL|~|", [*"nN~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", [*"-+0123456789"]),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", [*"-+."]),
):
    Loader.add_implicit_resolver(_TAG + _tag, re.compile(rf"(?:{_pattern})\Z"), _first)


class UnfitNodeError(Exception):
    """A node that JSON cannot hold; `path` leads to it."""

    def __init__(self, code: str, message: str, path: Path) -> None:
        super().__init__(message)
        self.code = code
        self.path = path


class Converter:
    """Makes the JSON value of a node; raises UnfitNodeError at the first node that JSON cannot hold."""

    def __init__(self) -> None:
        self._nodes = 0
        self._open: set[int] = set()

    def value(self, node: yaml.Node, path: Path = ()) -> Any:
        """The JSON value of a node, to which `path` leads."""
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise UnfitNodeError("DSP110", "the aliases of this document make it too large", ())
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node, path)
        if id(node) in self._open:
            raise UnfitNodeError("DSP110", "an alias refers to what contains it", path)
        self._open.add(id(node))
        value = self._mapping(node, path) if isinstance(node, yaml.MappingNode) else self._sequence(node, path)
        self._open.remove(id(node))
        return value

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        _expect_tag(node, "map", path)
        members: dict[str, Any] = {}
        for key, value in node.value:
            name = _scalar(key, path) if isinstance(key, yaml.ScalarNode) else None
            if not isinstance(name, str):
                raise UnfitNodeError("DSP110", "a member's name must be a string; put it in quotes", path)
            if name in members:
                message = f"member `{name}` occurs more than once in one object; keep one of them"
                raise UnfitNodeError("DSP106" if path else "DSP105", message, (*path, name))
            members[name] = self.value(value, (*path, name))
        return members

    def _sequence(self, node: yaml.Node, path: Path) -> list[Any]:
        _expect_tag(node, "seq", path)
        return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]


def _scalar(node: yaml.ScalarNode, path: Path) -> Any:
    text: str = node.value
    match node.tag.removeprefix(_TAG):
        case "str":
            return text
        case "null":
            return None
        case "bool":
            return text[0] in "tT"
        case "int":
            return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
        case "float":
            number = float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
            if abs(number) < float("inf"):
                return number
            message = f"{text} is no JSON number; write null or leave the member out"
            raise UnfitNodeError("DSP104", message, path)
        case tag:
            raise UnfitNodeError("DSP110", f"tag !{tag} has no meaning here", path)


def _expect_tag(node: yaml.Node, kind: str, path: Path) -> None:
    if node.tag != _TAG + kind:
        raise UnfitNodeError("DSP110", f"tag !{node.tag.removeprefix(_TAG)} has no meaning here", path)


def find(node: yaml.Node, path: Sequence[str], *, at_key: bool) -> yaml.Node:
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
