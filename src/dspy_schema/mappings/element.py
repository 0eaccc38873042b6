"""The elements of the schemas as their YAML has them: classes, slots, enumerations and their values.

| element | id |
|---|---|
| class, enumeration | `dspy:TrainingJob` |
| slot, attribute | `dspy:train_data`, the name that it has in YAML |
| value of an enumeration | `dspy:TrainingStatus#succeeded`, percent-encoded as in the ontology |

Those of a vendor have the default prefix of its schema. Attributes of one name in several classes of a schema are one
element, as they are for LinkML.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from dspy_schema.mappings.places import Place

Kind: TypeAlias = Literal["class", "slot", "enum", "value", "type", "subset"]


class Written(msgspec.Struct, frozen=True, gc=False):
    """A mapping in YAML: its predicate, its target as written, the IRI that this stands for, and where it is."""

    predicate: str
    target: str
    iri: str | None
    place: Place


class Element(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An element of a schema.

    `iri` is what `id` stands for, `uri` what records and the ontology call it (`class_uri` or `slot_uri` where it has
    one). `label` is its title, or the name that records use, `parents` are ids (of a value, that of its enumeration),
    `slots` those of a class itself. `schema` is the prefix, `module` the file.
    """

    id: str
    iri: str
    uri: str
    kind: Kind
    name: str
    label: str
    description: str = ""
    parents: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    subsets: tuple[str, ...] = ()
    is_concrete: bool = True
    module: str
    place: Place
    mappings: tuple[Written, ...] = ()

    @property
    def schema(self) -> str:
        """The prefix of the schema that it is of."""
        return self.id.partition(":")[0]
