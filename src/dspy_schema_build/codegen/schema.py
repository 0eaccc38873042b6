"""The one view of the schema that all generators share."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from linkml_runtime.utils.schemaview import SchemaView

from dspy_schema_build.codegen.schema_files import IMPORTS

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import ClassDefinition, Element, PermissibleValue, SlotDefinition


ROOT = Path("schema/dspy.yaml")
RULES = Path("schema/rules.yaml")
ANY = "linkml:Any"
PUBLISHING = "publishing"
# Modules of files that DSPy writes. The names of some of their members are those of a user's program, which neither
# Python classes nor RDF can have: they are checked by JSON Schema alone.
FILES = frozenset({"dspy_programs"})


class Schema:
    """A schema as the generators need it; what takes long is computed once."""

    def __init__(self, root: Path = ROOT, rules: Path | None = RULES, *, without: frozenset[str] = frozenset()) -> None:
        # A relative path, since generators write the path of their source into their output.
        self.view = SchemaView(str(root), importmap={"dspy:": IMPORTS["dspy:"]})
        # The module that defines each element, by the element's name.
        self.modules = {
            str(name): module
            for module in self.view.all_schema()
            for kind in (module.classes, module.enums, module.types, module.slots, module.subsets)
            for name in kind
        }
        self.view.merge_imports()
        for name in [name for name, module in self.modules.items() if str(module.name) in without]:
            self._drop(name)
        self.name = str(self.view.schema.name)
        self._rules = rules
        self._members: dict[str, dict[str, SlotDefinition]] = {}

    def _drop(self, name: str) -> None:
        definition = self.view.schema
        for kind in (definition.classes, definition.enums, definition.types, definition.slots, definition.subsets):
            kind.pop(name, None)
        self.view.set_modified()

    @cached_property
    def rules(self) -> list[dict[str, Any]]:
        """The rules that LinkML cannot state, as they are written beside the schema."""
        if self._rules is None:
            return []
        rules: list[dict[str, Any]] = yaml.safe_load(self._rules.read_text(encoding="utf-8"))
        return rules

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The namespaces by their prefixes."""
        prefixes = self.view.schema.prefixes.values()
        return {str(prefix.prefix_prefix): str(prefix.prefix_reference) for prefix in prefixes}

    @property
    def concrete_classes(self) -> list[str]:
        """Names of the classes that a record can be of, sorted."""
        return [name for name in self.node_classes if PUBLISHING not in self.class_(name).in_subset]

    @property
    def node_classes(self) -> list[str]:
        """Names of the classes that a node of a published record can be of, sorted: no record is a digest."""
        return sorted(
            name
            for name, class_ in self.view.all_classes().items()
            if not (class_.abstract or class_.mixin or class_.class_uri == ANY)
        )

    @property
    def record_types(self) -> list[str]:
        """The types of the records of job files, in the schema's order.

        Of `dspy`, the concrete identified classes of the subset `finetune`; of a vendor, those with a signature.
        """
        if self.name != "dspy":
            return [str(name) for name, class_ in self.view.all_classes().items() if class_.classification_rules]
        return [
            name
            for name, class_ in self.view.all_classes().items()
            if "finetune" in class_.in_subset
            and not class_.abstract
            and "NamedThing" in self.view.class_ancestors(name)
        ]

    @property
    def signed_types(self) -> list[str]:
        """The types of `dspy` that are detected by a signature, in the schema's order."""
        return [str(name) for name, class_ in self.view.all_classes().items() if class_.classification_rules]

    @cached_property
    def unions(self) -> dict[str, list[str]]:
        """Abstract classes that are the range of a slot, with the concrete classes that its values are of."""
        # Class by class: the view's list of all slots has one of the attributes that share a name.
        ranges = {slot.range for name in self.view.all_classes() for slot in self.members(name).values()}
        return {
            name: [kind for kind in self.view.class_descendants(name) if not self.class_(kind).abstract]
            for name, definition in self.view.all_classes().items()
            if definition.abstract and name in ranges
        }

    def type_name(self, class_name: str) -> str:
        """Return the name of the type of a class's records, as the command line has it."""
        return class_name if self.name == "dspy" else f"{self.name}:{class_name}"

    def class_(self, name: str) -> ClassDefinition:
        """Return the class of that name."""
        return self.view.get_class(name, strict=True)

    def members(self, class_name: str) -> dict[str, SlotDefinition]:
        """Return the induced slots of a class by their names in records (a slot's alias where it has one)."""
        if class_name not in self._members:
            slots = self.view.class_induced_slots(class_name)
            self._members[class_name] = {str(slot.alias or slot.name): slot for slot in slots}
        return self._members[class_name]

    def is_open(self, class_name: str) -> bool:
        """Return True where a record may have members that the class does not name."""
        extra = self.class_(class_name).extra_slots
        return bool(extra and extra.allowed)

    def free_ranges(self, class_name: str) -> list[str]:
        """Return the classes of the members that a class does not name; none where it has no such members."""
        extra = self.class_(class_name).extra_slots
        expression = extra.range_expression if extra else None
        return [str(one.range) for one in expression.any_of] if expression else []

    def is_open_enum(self, slot: SlotDefinition) -> bool:
        """Return True where a slot may have values that its enumeration does not list; annotation `open`."""
        enum = self.view.get_enum(slot.range) if slot.range else None
        return enum is not None and "open" in enum.annotations and bool(enum.annotations["open"].value)

    def range_class(self, slot: SlotDefinition) -> str | None:
        """Return the name of the class of a slot's values; None for scalars and for any JSON value."""
        class_ = self.view.get_class(slot.range) if slot.range else None
        return None if class_ is None or class_.class_uri == ANY else str(class_.name)


def read_annotation(element: Element | PermissibleValue, name: str) -> str | None:
    """Read an annotation of an element; None where there is none."""
    return str(element.annotations[name].value) if name in element.annotations else None


def member_shapes(slot: SlotDefinition) -> list[str]:
    """List the forms that a member with several objects may have: object, list, map, map of string."""
    return (read_annotation(slot, "shapes") or "").split(", ") if "shapes" in slot.annotations else []


def map_value_types(slot: SlotDefinition) -> list[str]:
    """List the JSON types of the values of a member that is a map; none where they may be of any type."""
    return (read_annotation(slot, "values") or "").split(", ") if "values" in slot.annotations else []
