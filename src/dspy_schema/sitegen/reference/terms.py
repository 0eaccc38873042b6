"""A term: an element of a schema, with its page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from linkml_runtime.utils.formatutils import camelcase, underscore

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import Element, SlotDefinition

    from dspy_schema.codegen.schema import Schema

Kind = Literal["class", "slot", "enum", "type", "subset"]

FOLDER = PurePosixPath("reference")
BUILT_IN = "types"
# The lists of mappings that an element can have.
MAPPINGS = (
    "exact_mappings",
    "narrow_mappings",
    "broad_mappings",
    "related_mappings",
    "close_mappings",
    "mappings",
)
# Headings of the kinds, in the order of lists.
HEADS: dict[Kind, str] = {"class": "Classes", "slot": "Slots", "enum": "Enums", "type": "Types", "subset": "Subsets"}


@dataclass(frozen=True, eq=False)
class Term:
    """A class, slot, enumeration, type or subset of a schema. A slot that classes share is one term."""

    kind: Kind
    name: str
    definition: Element
    schema: Schema
    path: PurePosixPath
    module: str

    @property
    def label(self) -> str:
        """The name as pages show it, `String` for `string`."""
        return shown_name(self.kind, self.name)

    @property
    def title(self) -> str:
        """The name that is no other's in the reference, `openai:FineTuningJob`."""
        return self.label if self.schema.name == "dspy" else f"{self.schema.name}:{self.label}"

    @property
    def member(self) -> str:
        """The name of a slot in records."""
        return str(getattr(self.definition, "alias", None) or self.name)

    @property
    def curie(self) -> str:
        """The term that the element stands for in RDF."""
        if self.kind == "slot":
            return str(self.definition.slot_uri or f"{self.schema.name}:{self.member}")
        return str(self.schema.view.get_uri(self.definition)) if self.kind != "subset" else self.native

    @property
    def native(self) -> str:
        """The term in the schema's own namespace."""
        return f"{'linkml' if self.module == BUILT_IN else self.schema.name}:{self.label}"

    def expanded(self, curie: str) -> str:
        """The IRI of a CURIE of the element's schema; what is no CURIE stays as it is."""
        prefix, colon, name = curie.partition(":")
        known = self.schema.view.schema.prefixes
        return f"{known[prefix].prefix_reference}{name}" if colon and prefix in known else curie


@dataclass(frozen=True, eq=False)
class Member:
    """A slot as a class has it: `definition` is induced; `sources` are the classes that it is inherited from."""

    of: Term
    slot: Term
    name: str
    definition: SlotDefinition
    sources: tuple[Term, ...]


def shown_name(kind: Kind, name: str) -> str:
    """The name in its canonical form, which is also that of its page."""
    return str(underscore(name) if kind in {"slot", "subset"} else camelcase(name))
