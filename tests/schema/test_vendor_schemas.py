"""What holds for the schemas of vendors: descriptions, open classes, targets that exist, rules that name members."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from linkml.linter.linter import Linter
from linkml_runtime.utils.schemaview import SchemaView

from dspy_schema import artifacts, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMA = Path(__file__).parents[2] / "schema"
VENDORS = {path.stem: path for path in sorted((SCHEMA / "vendors").glob("*.yaml")) if ".rules" not in path.name}
RULES = {name: yaml.safe_load(path.with_suffix(".rules.yaml").read_text()) for name, path in VENDORS.items()}
STATUSES = {"not_started", "pending", "running", "succeeded", "failed", "cancelled"}

# What each kind of rule must and may have in addition to code, class, kind, severity, message and source.
KEYS: dict[str, tuple[set[str], set[str]]] = {
    "at_most": ({"member"}, {"items", "key", "value"}),
    "key_of": ({"member", "object"}, set()),
    "needs": ({"member", "when", "is"}, set()),
    "not_before": ({"earlier", "later"}, set()),
    "only_with": ({"member", "when", "is"}, set()),
    "real_date": ({"members"}, set()),
    "unix_seconds": ({"members"}, set()),
    "within": ({"members"}, {"minimum", "maximum", "above", "below"}),
}


@pytest.fixture(scope="module", params=VENDORS, ids=str)
def view(request: pytest.FixtureRequest) -> SchemaView:
    return SchemaView(str(VENDORS[request.param]))


def own_classes(view: SchemaView) -> dict[str, Any]:
    return {name: value for name, value in view.all_classes().items() if "vendors" in str(value.from_schema)}


def attributes(view: SchemaView) -> Iterator[tuple[str, Any]]:
    for name in own_classes(view):
        for slot in view.class_induced_slots(name):
            yield f"{name}.{slot.name}", slot


def test_lint(view: SchemaView):
    config = yaml.safe_load((SCHEMA / ".linkmllint.yaml").read_text(encoding="utf-8"))
    # A vendor's words are as the vendor writes them.
    for rule in ("permissible_values_format", "standard_naming"):
        config["rules"][rule]["level"] = "disabled"
    assert [str(problem) for problem in Linter(config).lint(str(VENDORS[view.schema.name]))] == []


def test_everything_is_described(view: SchemaView):
    undescribed = [name for name, value in own_classes(view).items() if not value.description]
    undescribed += [name for name, slot in attributes(view) if not slot.description]
    for enum in view.all_enums().values():
        undescribed += [str(word) for word, item in enum.permissible_values.items() if not item.description]
    assert undescribed == []


def test_classes_are_open(view: SchemaView):
    concrete = {name: value for name, value in own_classes(view).items() if not value.abstract}
    assert [name for name, item in concrete.items() if not (item.extra_slots and item.extra_slots.allowed)] == []


def test_members_go_to_slots_that_there_are(view: SchemaView):
    records = artifacts.load_types().records
    slots = {
        "job": records["TrainingJob"].members | records["ReinforceJob"].members,
        "run": records["TrainingRun"].members,
    }
    for name, slot in attributes(view):
        if "to" in slot.annotations:
            for target in str(slot.annotations["to"].value).split(", "):
                owner, _, to = target.partition(".")
                assert to in slots[owner], f"{name} goes to {target}"


def test_states_are_training_statuses(view: SchemaView):
    words = [value for enum in view.all_enums().values() for value in enum.permissible_values.values()]
    stated = [str(word.annotations["training_status"].value) for word in words if "training_status" in word.annotations]
    assert set(stated) <= STATUSES


@cache
def view_of(vendor: str) -> SchemaView:
    return SchemaView(str(VENDORS[vendor]))


@pytest.mark.parametrize(
    ("vendor", "rule"),
    [(vendor, rule) for vendor, rules in RULES.items() for rule in rules],
    ids=lambda each: each if isinstance(each, str) else f"{each['code']}-{each['class']}-{each['kind']}",
)
def test_rule(vendor: str, rule: dict[str, Any]):
    needed, allowed = KEYS[rule["kind"]]
    own = set(rule) - {"code", "class", "kind", "severity", "message", "source"}
    assert needed <= own <= needed | allowed
    assert rule["code"] in catalogue.load_entries()
    assert rule["severity"] in {"error", "warning"}
    assert rule["message"].endswith(".")
    assert rule["source"]
    members = {slot.name for slot in view_of(vendor).class_induced_slots(rule["class"])}
    named = [rule[key] for key in ("member", "when", "earlier", "later", "object") if key in rule]
    assert {*named, *rule.get("members", ())} <= members


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_rule_is_in_force(vendor: str):
    """Each is about a record type or an object inside one, where the generator finds it."""
    stated = {rule["message"] for rules in artifacts.load_rules(vendor)["data"].values() for rule in rules}
    of_records = {
        rule["message"]
        for type_ in artifacts.list_vendor_types(vendor)
        for rule in artifacts.load_type_rules(type_)["data"]
    }
    assert stated <= of_records
    assert {rule["message"] for rule in RULES[vendor]} <= of_records
