"""YAML as a tree of nodes that know their places, by the parser in C."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from dspy_schema.mappings.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.mappings.places import Tell

# Some builds of PyYAML are without the parser in C.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def composed(text: str, source: str, tell: Tell) -> yaml.MappingNode | None:
    """The mapping at the top of a document; None, and telling why, where there is none."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(source, mark.line + 1, mark.column + 1) if mark else Place(source, 1, 1)
        tell(place, f"broken YAML: {getattr(error, 'problem', None) or 'a character that YAML does not have'}")
        return None
    except RecursionError:
        tell(Place(source, 1, 1), "broken YAML: nested too deep")
        return None
    if not isinstance(node, yaml.MappingNode):
        tell(Place(source, 1, 1), "broken YAML: there is no mapping at the top")
        return None
    return node


def items(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """The keys that are scalars, and their values, of a mapping; nothing of another node."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key, value


def members(node: yaml.Node | None) -> dict[str, yaml.Node]:
    """The values of a mapping by the texts of their keys."""
    return {key.value: value for key, value in items(node)}


def scalars(node: yaml.Node | None) -> list[yaml.ScalarNode]:
    """The scalars of a sequence, or the one scalar that stands for a sequence of one."""
    if isinstance(node, yaml.ScalarNode):
        return [node] if node.value else []
    return (
        [each for each in node.value if isinstance(each, yaml.ScalarNode)]
        if isinstance(node, yaml.SequenceNode)
        else []
    )


def text(node: yaml.Node | None) -> str:
    """The text of a scalar; an empty one of another node."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def is_true(node: yaml.Node | None) -> bool:
    """Whether a scalar is the boolean true."""
    return text(node).lower() == "true"


def place(node: yaml.Node, source: str, lines: int = 0, columns: int = 0) -> Place:
    """Where a node begins, in a file in which its document begins that many lines and columns later."""
    return Place(source, node.start_mark.line + 1 + lines, node.start_mark.column + 1 + columns)
