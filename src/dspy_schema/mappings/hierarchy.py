"""What is above something, among elements or terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class HasId(Protocol):
    """Something that its `id` tells from others."""

    @property
    def id(self) -> str:
        """What tells it from others."""


Node = TypeVar("Node", bound=HasId)


def above(node: Node, parents: Callable[[Node], Iterable[Node]]) -> dict[str, Node]:
    """The ancestors of a node by id, nearest first, and not the node itself; a circle of parents ends."""
    found: dict[str, Node] = {}
    waiting = [*parents(node)]
    for each in waiting:
        if each.id not in found and each.id != node.id:
            found[each.id] = each
            waiting += parents(each)
    return found
