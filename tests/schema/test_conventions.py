"""What holds for the whole schema: names, prefixes, pages, descriptions, owners of slots, rules."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from linkml.linter.linter import Linter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition
    from linkml_runtime.utils.schemaview import SchemaView

SCHEMA = Path(__file__).parents[2] / "schema"
MODULES = [SCHEMA / "dspy.yaml", *sorted((SCHEMA / "dspy").glob("*.yaml"))]
RULES = yaml.safe_load((SCHEMA / "rules.yaml").read_text(encoding="utf-8"))

# Elements that the published pages of TrainingJob and ReinforceJob show without a description.
WITHOUT_DESCRIPTION = {
    "job_id",
    "training_status",
    "train_data_format",
    "train_kwargs",
    "current_model",
    "last_checkpoint",
    "pending_batch_ids",
}

# The owners that the published pages list: complete, and in this order.
OWNERS = {
    "job_id": ["TrainingJob", "ReinforceJob"],
    "model": ["LMRequest", "LMResponse", "BaseLM", "TrainingJob"],
    "training_status": ["TrainingJob"],
    "train_data_format": ["TrainingJob", "BootstrapFinetune"],
    "train_data": ["TrainingJob"],
    "train_kwargs": ["LM", "TrainingJob", "ReinforceJob", "BootstrapFinetune"],
    "id": ["NamedThing"],
    "name": ["NamedThing", "LMToolCallPart", "LMMessage", "LMToolSpec"],
    "description": ["NamedThing", "LMToolSpec"],
    "current_model": ["ReinforceJob"],
    "checkpoints": ["ReinforceJob"],
    "last_checkpoint": ["ReinforceJob"],
    "pending_batch_ids": ["ReinforceJob"],
}

# What the keys of each kind of rule in rules.yaml name: members with one of these ranges.
OPERANDS = {
    "not_before": {"earlier": {"UtcDateTime"}, "later": {"UtcDateTime"}},
    "real_date": {"members": {"UtcDateTime"}},
    "key_of": {"member": {"string"}, "object": {"Any", "JsonObject"}},
    "expected": {"members": {"SaveMetadata"}},
    "not_expected": {},
    "absent_unless": {"unless": {"PythonPath"}},
    "since": {"members": {"Any", "EngineState", "JsonObject"}},
    "listed": {"member": {"PythonPath"}},
    "matches": {"member": {"ModelName"}, "when": {"PythonPath"}},
    "no_secret": {},
    "distinct": {"member": {"SignatureFieldState"}},
    "names_among": {"member": {"Demo"}},
    "begins": {"member": {"Demo"}},
    "tuned": {},
}

# The other keys of a kind: what is not a member that the class names, or no member at all.
OTHERS = {
    "not_expected": {"members"},
    "absent_unless": {"members"},
    "since": {"version", "version_at"},
    "listed": {"values"},
    "matches": {"pattern", "values"},
    "distinct": {"by"},
    "names_among": {"names_in", "by", "other", "fault"},
    "begins": {"text"},
}

# Keys of the metamodel whose values are CURIEs or prefixes of them.
CURIE_KEYS = {
    "slot_uri",
    "class_uri",
    "enum_uri",
    "uri",
    "meaning",
    "default_prefix",
    "mappings",
    "exact_mappings",
    "close_mappings",
    "broad_mappings",
    "narrow_mappings",
    "related_mappings",
}


def snake_case(name: str) -> str:
    """LMToolSpec -> lm_tool_spec, GRPOChatData -> grpo_chat_data."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def member(slot: SlotDefinition) -> str:
    """The name of a slot in records."""
    return slot.alias or slot.name


def members(view: SchemaView, cls: str) -> dict[str, SlotDefinition]:
    return {member(slot): slot for slot in view.class_induced_slots(cls)}


def elements(view: SchemaView) -> Iterator[tuple[str, str | None]]:
    """Name and description of everything that the schema defines."""
    for kind in (view.all_classes, view.all_slots, view.all_enums, view.all_types, view.all_subsets):
        for name, element in kind().items():
            if element.from_schema != "https://w3id.org/linkml/types":
                yield name, element.description
    for enum in view.all_enums().values():
        for value, definition in enum.permissible_values.items():
            yield f"{enum.name}.{value}", definition.description


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_lint(path: Path) -> None:
    config = yaml.safe_load((SCHEMA / ".linkmllint.yaml").read_text(encoding="utf-8"))
    assert [str(problem) for problem in Linter(config).lint(str(path))] == []


def test_root_imports_every_module() -> None:
    imports = yaml.safe_load(MODULES[0].read_text(encoding="utf-8"))["imports"]
    assert sorted(imports) == sorted(["linkml:types", *(f"dspy/{path.stem}" for path in MODULES[1:])])


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_prefixes_of_curies_are_declared_and_all_used(path: Path) -> None:
    module = yaml.safe_load(path.read_text(encoding="utf-8"))

    def curies(node: object, key: str = "") -> Iterator[str]:
        if isinstance(node, dict):
            for name, value in node.items():
                yield from curies(value, name)
        elif isinstance(node, list):
            for value in node:
                yield from curies(value, key)
        elif key in CURIE_KEYS or (key == "imports" and ":" in str(node)):
            yield str(node)

    used = {curie.split(":")[0] for curie in curies(module)}
    assert used <= set(module["prefixes"])
    if path != MODULES[0]:  # The root declares what users of the merged schema may want.
        assert used == set(module["prefixes"])


def test_prefixes_mean_the_same_everywhere() -> None:
    modules = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in MODULES]
    for module in modules[1:]:
        assert module["prefixes"].items() <= modules[0]["prefixes"].items()


def test_no_enum_value_has_a_meaning(view: SchemaView) -> None:
    values = [value for enum in view.all_enums().values() for value in enum.permissible_values.values()]
    assert [value.text for value in values if value.meaning] == []


def test_page_names_differ_in_more_than_case(view: SchemaView, pages: Path) -> None:
    elements_with_page = (view.all_classes, view.all_slots, view.all_enums, view.all_types, view.all_subsets)
    names = Counter(name.lower() for kind in elements_with_page for name in kind())
    assert [name for name, count in names.items() if count > 1] == []
    assert names.keys().isdisjoint({"index", "dspy"})
    files = Counter(path.name.lower() for path in pages.iterdir())
    assert [name for name, count in files.items() if count > 1] == []
    # A page too few was overwritten by another.
    assert len(files) == len(names) + len({"index", "dspy"})


def test_everything_is_described_but_what_the_published_pages_show_without(view: SchemaView) -> None:
    assert {name for name, description in elements(view) if not description} == WITHOUT_DESCRIPTION


def test_descriptions_are_sentences(view: SchemaView) -> None:
    """Tables show a description up to its first full stop, so it starts with a sentence that stands alone."""
    described = [(name, text) for name, text in elements(view) if text]
    assert [name for name, text in described if not text.endswith(".") or text[0].islower()] == []


@pytest.mark.parametrize("slot", OWNERS)
def test_slots_of_the_published_pages_have_no_other_owner(view: SchemaView, slot: str) -> None:
    assert view.induced_slot(slot, OWNERS[slot][0]).domain_of == OWNERS[slot]


def test_aliases_follow_one_pattern(view: SchemaView) -> None:
    """A slot with an alias is called <alias>_of_<class>, and that class alone has it."""
    for slot in view.all_slots().values():
        if slot.alias:
            (owner,) = view.get_classes_by_slot(slot)
            assert slot.name == f"{slot.alias.lstrip('_')}_of_{snake_case(owner)}"


def test_members_of_a_class_have_different_names(view: SchemaView) -> None:
    for cls in view.all_classes():
        names = Counter(member(slot) for slot in view.class_induced_slots(cls))
        assert [name for name, count in names.items() if count > 1] == [], cls


def test_every_slot_is_used(view: SchemaView) -> None:
    used = {slot for cls in view.all_classes() for slot in view.class_slots(cls)}
    # What a publisher adds to the node of a record is no member of any class.
    published = {name for name, slot in view.all_slots().items() if "publishing" in slot.in_subset}
    assert set(view.all_slots()) == used | published


class TestRules:
    """The rules that LinkML states, and those of rules.yaml beside it."""

    @staticmethod
    def stated(view: SchemaView) -> list[dict[str, str]]:
        """The annotations of the rules that LinkML states, with their class, title and description."""
        return [
            {
                "class": name,
                "title": rule.title,
                "description": rule.description,
                **{key: annotation.value for key, annotation in rule.annotations.items()},
            }
            for name, cls in view.all_classes().items()
            for rule in cls.rules
        ]

    def test_stated_rules_say_all(self, view: SchemaView) -> None:
        rules = self.stated(view)
        assert [rule["code"] for rule in rules] == ["DSP303", "DSP304", "DSP305"]
        for rule in rules:
            assert rule["severity"] == "error"
            assert rule["title"]
            assert rule["description"].endswith(".")
            assert rule["source"]

    def test_stated_rules_name_members_and_values(self, view: SchemaView) -> None:
        for name, cls in view.all_classes().items():
            for rule in cls.rules:
                for side in (rule.preconditions, rule.postconditions):
                    for slot, condition in side.slot_conditions.items():
                        values = [*condition.equals_string_in, *filter(None, [condition.equals_string])]
                        allowed = view.get_enum(members(view, name)[slot].range) if values else None
                        assert allowed is None or set(values) <= set(allowed.permissible_values)
                        assert slot in members(view, name)

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule['code']}-{rule['class']}-{rule['kind']}")
    def test_entry(self, view: SchemaView, rule: dict[str, object]) -> None:
        assert re.fullmatch(r"DSP3\d\d", rule["code"])
        assert rule["severity"] in {"error", "warning", "info"}
        assert rule["message"].endswith(".")
        assert rule["source"]
        operands = OPERANDS[rule["kind"]]
        others = OTHERS.get(rule["kind"], set())
        assert set(rule) == {"code", "class", "kind", "severity", "message", "source", *operands, *others}
        slots = members(view, rule["class"])
        for operand, ranges in operands.items():
            for name in [rule[operand]] if isinstance(rule[operand], str) else rule[operand]:
                assert slots[name].range in ranges

    def test_no_entry_twice(self) -> None:
        entries = Counter(tuple((key, str(value)) for key, value in rule.items()) for rule in RULES)
        assert max(entries.values()) == 1

    def test_a_code_means_one_thing(self, view: SchemaView) -> None:
        kinds = {(rule["code"], rule["kind"]) for rule in RULES}
        kinds |= {(rule["code"], rule["title"]) for rule in self.stated(view)}
        assert len(kinds) == len({code for code, _ in kinds})

    def test_every_time_must_be_a_real_one(self, view: SchemaView) -> None:
        """A pattern cannot tell 30 February, so real_date has to list every member with a time."""
        times = {
            (name, slot)
            for name, cls in view.all_classes().items()
            for slot, definition in members(view, name).items()
            if definition.range == "UtcDateTime" and not cls.abstract
        }
        listed = {(rule["class"], slot) for rule in RULES if rule["kind"] == "real_date" for slot in rule["members"]}
        assert listed == times
