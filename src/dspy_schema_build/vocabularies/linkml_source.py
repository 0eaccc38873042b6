"""The terms of a vocabulary that is written in LinkML."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from linkml_runtime.linkml_model.meta import SlotDefinition
from linkml_runtime.utils.formatutils import camelcase, underscore
from linkml_runtime.utils.schemaview import SchemaView

from dspy_schema_build.vocabularies.listing import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from linkml_runtime.linkml_model.meta import Element, PermissibleValue, SchemaDefinition


class LinkMLSource:
    """A schema file with its imports, and which of its terms are wanted: those of one namespace."""

    def __init__(self, path: str, prefix: str, same: Collection[str] = (), also: Collection[str] = ()) -> None:
        """Read the schema.

        `same`: prefixes whose exact mappings name the same term; `also`: namespaces that have all names, too.
        """
        self._view = SchemaView(path)
        self._view.imports_closure()
        own = self._view.schema.prefixes.get(prefix)
        if own is None:
            raise ValueError(f"{path} does not bind the prefix {prefix}")
        self.prefix, self.namespace = prefix, str(own.prefix_reference)
        self._same = same
        self._also = also

    def iter_terms(self) -> Iterator[Term]:
        """Yield the terms of the namespace, in no order."""
        view = self._view
        for class_ in view.all_classes().values():
            yield from self._element_term(class_, "class", view.get_class(class_.is_a), class_.class_uri)
        for enum in view.all_enums().values():
            yield from self._element_term(enum, "enum", view.get_enum(enum.is_a), enum.enum_uri)
            for word, value in enum.permissible_values.items():
                yield from self._value_term(enum, str(word), value)
        for type_ in view.all_types().values():
            yield from self._element_term(type_, "type", view.get_type(type_.typeof), type_.uri)
        for subset in view.all_subsets().values():
            yield from self._element_term(subset, "subset")
        yield from self._slot_terms()

    def _slot_terms(self) -> Iterator[Term]:
        """Yield slots and attributes: those of one name are one term, described by the slot first."""
        named: dict[str, list[SlotDefinition]] = {}
        slots = self._view.all_slots(attributes=False).values()
        attributes = [slot for class_ in self._view.all_classes().values() for slot in class_.attributes.values()]
        for slot in (*slots, *attributes):
            named.setdefault(self._curie(slot), []).append(slot)
        for alike in named.values():
            terms = [
                term
                for slot in alike
                for term in self._element_term(slot, "slot", self._view.get_slot(slot.is_a), slot.slot_uri)
            ]
            if terms:
                yield Term(
                    terms[0].curie,
                    terms[0].iri,
                    "slot",
                    next((term.parents for term in terms if term.parents), ()),
                    all(term.deprecated for term in terms),
                    next((term.declared_uri for term in terms if term.declared_uri), ""),
                    tuple(sorted({iri for term in terms for iri in term.other_iris})),
                )

    def _element_term(
        self, element: Element, kind: str, parent: Element | None = None, declared: str | None = None
    ) -> Iterator[Term]:
        curie = self._curie(element)
        prefix, _, name = curie.partition(":")
        if prefix != self.prefix:
            return
        yield Term(
            curie,
            self.namespace + name,
            kind,
            () if parent is None else (self._curie(parent),),
            bool(element.deprecated),
            self._expand(declared, element) if declared else "",
            self._other_iris(element, name),
        )

    def _value_term(self, enum: Element, word: str, value: PermissibleValue) -> Iterator[Term]:
        above = self._curie(enum)
        if not above.startswith(f"{self.prefix}:"):
            return
        name = f"{above.partition(':')[2]}#{quote(word, safe='')}"
        declared = self._expand(str(value.meaning), enum) if value.meaning else ""
        yield Term(
            f"{self.prefix}:{name}",
            self.namespace + name,
            "permissible_value",
            (above,),
            bool(value.deprecated),
            declared,
            self._other_iris(value, name, enum),
        )

    def _other_iris(
        self, element: Element | PermissibleValue, name: str, owner: Element | None = None
    ) -> tuple[str, ...]:
        mapped = [str(curie) for curie in element.exact_mappings if str(curie).partition(":")[0] in self._same]
        others = {self._expand(curie, owner or element) for curie in mapped}
        return tuple(sorted(others | {namespace + name for namespace in self._also}))

    def _module(self, element: Element) -> SchemaDefinition:
        """Return the schema that an element is written in; an attribute has it from its class."""
        modules = self._view.schema_map.values()
        return next((module for module in modules if module.id == element.from_schema), self._view.schema)

    def _curie(self, element: Element) -> str:
        module = self._module(element)
        prefix = str(module.default_prefix)
        reference = module.prefixes[prefix].prefix_reference if prefix in module.prefixes else prefix
        # Modules may bind one namespace to several prefixes, or have it as their default in full.
        own = self.prefix if str(reference) == self.namespace else prefix
        rule = underscore if isinstance(element, SlotDefinition) else camelcase
        return f"{own}:{rule(str(element.name))}"

    def _expand(self, curie: str, element: Element) -> str:
        prefix, colon, name = curie.partition(":")
        if not colon or name.startswith("//"):
            return curie
        for module in (self._module(element), *self._view.schema_map.values()):
            if prefix in module.prefixes:
                return f"{module.prefixes[prefix].prefix_reference}{name}"
        raise ValueError(f"{element.name}: the prefix of {curie} is not bound")
