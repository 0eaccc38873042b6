"""The modules of the schemas: YAML files, with the prefixes that their CURIEs are read with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.mappings import yaml_nodes
from dspy_schema.mappings.places import Place
from dspy_schema.mappings.sssom_header import Prefix
from dspy_schema.mappings.texts import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

    from dspy_schema.mappings.places import Tell

_NO_SCHEMA = ("rules.yaml", ".rules.yaml")


class Module(msgspec.Struct, frozen=True, kw_only=True):
    """A file of a schema: its name, its default prefix, its prefixes, the files that it imports, and its sections."""

    source: str
    name: str
    default_prefix: str
    prefixes: dict[str, Prefix]
    imports: tuple[str, ...]
    sections: "dict[str, yaml.Node]"

    @property
    def namespaces(self) -> dict[str, str]:
        """The namespaces by prefix."""
        return {name: each.namespace for name, each in self.prefixes.items()}


def read(folder: str, tell: Tell) -> Iterator[Module]:
    """The modules in a folder and those below it, the root first; tells of those that cannot be read."""
    for path in sorted(_paths(folder), key=lambda path: (os.path.dirname(path) != folder, path)):
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError as error:
            tell(Place(path), f"cannot be read: {error.strerror}")
            continue
        text = decoded(data, path, tell)
        node = yaml_nodes.composed(text, path, tell) if text is not None else None
        if node is not None:
            yield _module(node, path)


def _paths(folder: str) -> Iterator[str]:
    for at, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for name in names:
            if name.endswith((".yaml", ".yml")) and not name.startswith(".") and not name.endswith(_NO_SCHEMA):
                yield os.path.join(at, name)


def _module(node: yaml.MappingNode, path: str) -> Module:
    members = yaml_nodes.members(node)
    prefixes = {}
    for key, value in yaml_nodes.items(members.get("prefixes")):
        # A prefix is bound to a namespace, or to a mapping that has it.
        namespace = yaml_nodes.text(value) or yaml_nodes.text(yaml_nodes.members(value).get("prefix_reference"))
        prefixes[key.value] = Prefix(namespace, yaml_nodes.place(key, path))
    at = os.path.dirname(path)
    return Module(
        source=path,
        name=yaml_nodes.text(members.get("name")),
        default_prefix=yaml_nodes.text(members.get("default_prefix")),
        prefixes=prefixes,
        imports=tuple(
            os.path.normpath(os.path.join(at, f"{each.value}.yaml"))
            for each in yaml_nodes.scalars(members.get("imports"))
            if ":" not in each.value
        ),
        sections=members,
    )
