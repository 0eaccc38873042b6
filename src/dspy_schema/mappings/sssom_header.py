"""The header of an SSSOM/TSV file: YAML in comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import yaml

from dspy_schema.mappings import yaml_nodes
from dspy_schema.mappings.places import Place

if TYPE_CHECKING:
    from dspy_schema.mappings.places import Tell

PREFIXES = "curie_map"
EXTENSIONS = "extension_definitions"


class Prefix(msgspec.Struct, frozen=True, gc=False):
    """What a prefix is bound to, and where."""

    namespace: str
    place: Place


class Header(msgspec.Struct, frozen=True):
    """The metadata of a mapping set, its prefixes, and the columns that it defines itself."""

    metadata: dict[str, Any]
    prefixes: dict[str, Prefix]
    extensions: frozenset[str] = frozenset()


def read_header(lines: list[str], source: str, tell: Tell) -> Header | None:
    """The header that these lines, which begin with `#`, hold; None, and telling why, where there is none."""
    if not lines:
        tell(Place(source, 1, 1), f"has no header: lines that begin with # and hold YAML, the {PREFIXES} among it")
        return None

    def tell_of_yaml(place: Place, message: str) -> None:
        tell(Place(source, place.line, (place.column or 1) + 1), message)

    node = yaml_nodes.composed("\n".join(line[1:] for line in lines), source, tell_of_yaml)
    if node is None:
        return None
    seen: set[str] = set()
    for key, _ in yaml_nodes.items(node):
        if key.value in seen:
            tell_of_yaml(yaml_nodes.place(key, source), f"the header has {key.value} twice")
        seen.add(key.value)
    prefixes: dict[str, Prefix] = {}
    for key, value in yaml_nodes.items(members := yaml_nodes.members(node).get(PREFIXES)):
        place = yaml_nodes.place(key, source, columns=1)
        if not isinstance(value, yaml.ScalarNode) or not value.value:
            tell(place, f"the prefix {key.value} is bound to nothing")
        elif key.value in prefixes:
            tell(place, f"the header binds the prefix {key.value} twice")
        else:
            prefixes[key.value] = Prefix(value.value, place)
    if not isinstance(members, yaml.MappingNode):
        tell(Place(source, 1, 1), f"the header has no {PREFIXES} that binds prefixes to namespaces")
        return None
    metadata = _plain(node)
    defined = metadata.get(EXTENSIONS)
    extensions = (
        [each.get("slot_name") for each in defined if isinstance(each, dict)] if isinstance(defined, list) else []
    )
    metadata.pop(PREFIXES)
    return Header(metadata, prefixes, frozenset(str(each) for each in extensions))


def _plain(node: yaml.MappingNode) -> dict[str, Any]:
    """Nodes as plain values; dates and numbers stay the texts that they are written as."""
    return {key.value: _value(value) for key, value in yaml_nodes.items(node)}


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _plain(node)
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    return node.value
