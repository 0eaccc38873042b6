"""Compose YAML documents to nodes, without recursion: no depth can end the process."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from dspy_schema.records import yaml_loader

if TYPE_CHECKING:
    from collections.abc import Iterator

# Far more than any record needs, and few enough for what later walks the nodes.
DEEPEST = 250
# libyaml takes time that grows with the square of the depth: such a document is not read to its end.
HOPELESS = 5000
TAG = "tag:yaml.org,2002:"

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


def documents(data: bytes) -> Iterator[yaml.Node | TooDeep]:
    """The root node of each document; raises yaml.YAMLError."""
    loader = yaml_loader.loader(data)
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
