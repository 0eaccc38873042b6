"""Take the secrets out of the JSON text of a record."""

from __future__ import annotations

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.jsontext import scanner
from dspy_schema.jsontext.raw import Raw, encode, read_elements, read_members
from dspy_schema.secrets.detector import REDACTED, find_secret_names, find_secrets
from dspy_schema.secrets.prefilter import may_hold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dspy_schema.secrets.detector import Path


class _Node(msgspec.Struct):
    """A value with secrets in it, or one that is a secret; `name` is what its own name is replaced by."""

    below: dict[str | int, _Node] = {}
    name: str | None = None
    is_secret: bool = False


def redact(text: bytes, known: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The text with `"[redacted]"` for each secret, and the pointers of these; `known` is as in `find_secrets`.

    Of a member whose name is a secret, too, the name is replaced. Raises RecursionError for a record that is nested too
    deep to be searched.
    """
    if not may_hold(text, known):
        return text, []
    value, repeats = _parse(text)
    if repeats:
        # Of members with one name the last counts; the others must not carry a secret either.
        text = bytes(_without_repeats(Raw(text)))
    paths, names = find_secrets(value, known), find_secret_names(value)
    if not paths and not names:
        return text, []
    root = _Node()
    for path in paths:
        _insert_node(root, path).is_secret = True
    for path, name in names.items():
        _insert_node(root, path).name = name
    old = text.decode()
    parts, done = [], 0
    # All secrets are replaced in one pass over the text.
    for start, end, new in _replacements(old, root):
        parts += [old[done:start], json.dumps(new)]
        done = end
    redacted = "".join([*parts, old[done:]])
    return redacted.encode(), [scanner.join_pointer(path) for path in dict.fromkeys([*names, *paths])]


def _insert_node(node: _Node, path: Path) -> _Node:
    for key in path:
        node = node.below.setdefault(key, _Node())
    return node


def _replacements(text: str, root: _Node) -> list[tuple[int, int, str]]:
    """(start, end, text instead) of each secret value and name in a JSON text, in order."""
    replacements: list[tuple[int, int, str]] = []

    def walk(at: int, node: _Node | None) -> int:
        """The end of the value at an offset."""
        if node is None or node.is_secret or not node.below:
            end: int = _raw_decode(text, at)[1]
            if node and node.is_secret:
                replacements.append((at, end, REDACTED))
            return end
        is_object, index = text[at] == "{", 0
        at = _skip_space(text, at + 1)
        while text[at] not in "]}":
            if is_object:
                start = at
                name, at = scanstring(text, start + 1, True)
                below = node.below.get(name)
                if below and below.name is not None:
                    replacements.append((start, at, below.name))
                at = _skip_colon(text, at)
            else:
                below, index = node.below.get(index), index + 1
            at = _skip_comma(text, walk(at, below))
        return at + 1

    walk(_skip_space(text, 0), root)
    return replacements


def _skipping(pattern: str) -> Callable[[str, int], int]:
    match = re.compile(pattern).match
    return lambda text, at: match(text, at).end()  # type: ignore[union-attr]


_skip_space, _skip_colon, _skip_comma = map(_skipping, (r"[ \t\r\n]*", r"[ \t\r\n:]*", r"[ \t\r\n,]*"))
# The C scanner finds the end of a value; the numbers that it returns are not looked at.
_raw_decode = json.JSONDecoder(parse_float=str, parse_int=str).raw_decode


def _parse(text: bytes) -> tuple[Any, bool]:
    """The value of a text, and whether there is an object in it in which a name occurs twice."""
    repeats = False

    def build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeats
        members = dict(pairs)
        repeats = repeats or len(members) != len(pairs)
        return members

    # Numbers are not looked at, and may be longer than Python reads.
    return json.loads(text, object_pairs_hook=build_object, parse_int=float, parse_float=float), repeats


def _without_repeats(value: Raw) -> Raw:
    first = bytes(value)[:1]
    if first == b"{":
        return Raw(encode({name: _without_repeats(child) for name, child in (read_members(value) or {}).items()}))
    if first == b"[":
        return Raw(encode([_without_repeats(child) for child in read_elements(value) or ()]))
    return value
