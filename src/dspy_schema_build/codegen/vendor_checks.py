"""What code generation asks of a vendor's schema: everything that is missing or wrong in it, with file and line."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from dspy_schema import artifacts, catalogue, plugins
from dspy_schema.conversion.codecs import CODECS
from dspy_schema_build.codegen.schema_files import DSPY, SchemaFiles, YamlFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from dspy_schema_build.codegen.schema_files import Element, Fault, Keys

    # (kind of condition, what it asks for), by member.
    Conditions = Mapping[str, tuple[str, Any]]


_NAME = re.compile(r"[a-z][a-z0-9_]*").fullmatch
_DESCRIBED = ("classes", "enums", "types")
_JOBS = ("TrainingJob", "ReinforceJob")
_RUN = "TrainingRun"
_SEVERITIES = ("error", "warning")
_EVERY_RULE = ("code", "class", "kind", "severity", "message", "source")
# The other keys of each kind of rule; `|`: at least one of these.
_RULE_KEYS = {
    "not_before": ("earlier", "later"),
    "real_date": ("members",),
    "key_of": ("member", "object"),
    "only_with": ("member", "when", "is"),
    "needs": ("member", "when", "is"),
    "within": ("members", "minimum|maximum|above|below"),
    "unix_seconds": ("members",),
    "at_most": ("member", "items|key|value"),
    "expected": ("members",),
    "not_expected": ("members",),
    "absent_unless": ("members", "unless"),
    "listed": ("member", "values"),
    "no_secret": (),
}
_MEMBER_KEYS = ("earlier", "later", "members", "member", "object", "when", "unless")


def find_faults(path: Path, dspy: Path = DSPY) -> list[Fault]:
    """Find all faults of a vendor's schema and of the rules beside it; `dspy` is DSPy's schema.

    In order of files and lines.
    """
    schema = SchemaFiles(path, dspy)
    if schema.main.faults and schema.main.value is None:
        return schema.main.faults
    rules = YamlFile.read(rules_path(path))
    faults = [fault for file in (*schema.own, rules) for fault in file.faults]
    if rules.faults and not rules.path.exists():
        message = f"there is no {rules.path.name} beside it; for a vendor without rules, it has the text []"
        faults = [fault for fault in faults if fault not in rules.faults] + [schema.main.fault((), message)]
    faults += _VendorChecks(schema, rules, _read_dspy(dspy)).find_faults()
    order = [file.path for file in (*schema.own, rules)]
    return sorted(set(faults), key=lambda fault: (order.index(fault.path), fault.line, fault.message))


def rules_path(path: Path) -> Path:
    """Return the path of the rules beside a vendor's schema."""
    return path.with_suffix(".rules.yaml")


@cache
def _read_dspy(path: Path) -> SchemaFiles:
    return SchemaFiles(path, path)


class _VendorChecks:
    """The checks of one vendor's schema."""

    def __init__(self, schema: SchemaFiles, rules: YamlFile, dspy: SchemaFiles) -> None:
        self._schema = schema
        self._rules = rules
        self._dspy = dspy
        self._name = str(schema.main.mapping().get("name"))

    def find_faults(self) -> Iterator[Fault]:
        """Find what is wrong, check by check."""
        if not isinstance(self._schema.main.value, dict):
            yield self._schema.main.fault((), "a schema is a mapping, with `name`, `classes` and so on")
            return
        for file in self._schema.own:
            yield from _check_metamodel(file)
        yield from self._check_head()
        yield from self._check_descriptions()
        yield from self._check_members()
        yield from self._check_statuses()
        yield from self._check_signatures()
        yield from self._check_reachability()
        yield from self._check_rules()

    def _check_head(self) -> Iterator[Fault]:
        head = self._schema.main
        for key in ("id", "name", "title", "description", "version"):
            if not head.mapping().get(key):
                yield head.fault((), f"the schema has no `{key}`")
        if "name" in head.mapping() and not _NAME(self._name):
            yield head.fault(("name",), f"the name {self._name!r} has more than lower-case letters, digits and _")
        if self._name in plugins.vendor_folders() and not self._is_built_in:
            yield head.fault(("name",), f"dspy-schema itself has a vendor {self._name!r}; choose another name")

    @property
    def _is_built_in(self) -> bool:
        return self._schema.main.path.resolve().parent.parent == self._dspy.main.path.resolve().parent

    def _check_descriptions(self) -> Iterator[Fault]:
        for kind in _DESCRIBED:
            for element in self._schema.own_elements(kind):
                if not element.value.get("description"):
                    yield element.fault(f"`{element.name}` has no `description`")
        for class_ in self._schema.own_elements("classes"):
            attributes = class_.file.mapping(*class_.at, "attributes")
            for name in attributes:
                if not class_.file.mapping(*class_.at, "attributes", name).get("description"):
                    yield class_.fault(f"`{class_.name}.{name}` has no `description`", "attributes", str(name))

    def _check_members(self) -> Iterator[Fault]:
        elements = self._schema.elements
        ranges = {name for kind in ("classes", "enums", "types") for name in elements[kind]}
        codecs = {*CODECS, *_split(_annotation(self._schema.main.mapping(), "codecs"))}
        targets = self._targets()
        for class_ in self._schema.own_elements("classes"):
            for key in ("is_a", "mixins"):
                above = class_.value.get(key) or []
                for name in above if isinstance(above, list) else [above]:
                    if str(name) not in elements["classes"]:
                        yield class_.fault(f"there is no class {name}", key)
            for name in class_.file.mapping(*class_.at, "attributes"):
                at: Keys = ("attributes", str(name))
                member = class_.file.mapping(*class_.at, *at)
                range_ = member.get("range")
                if range_ is not None and str(range_) not in ranges:
                    yield class_.fault(f"there is no class, enumeration or type {range_}", *at, "range")
                for target in _split(_annotation(member, "to")):
                    if target not in targets:
                        yield class_.fault(_unknown("slot", target, sorted(targets)), *at, "annotations", "to")
                codec = _annotation(member, "as")
                if codec is not None and codec not in codecs:
                    message = f"{_unknown('codec', codec, sorted(codecs))}; list one of your own in the annotation"
                    yield class_.fault(f"{message} `codecs` of the schema", *at, "annotations", "as")

    def _targets(self) -> set[str]:
        slots = {f"job.{name}" for job in _JOBS for name in self._dspy.members(job)}
        return slots | {f"run.{name}" for name in self._dspy.members(_RUN)}

    def _check_statuses(self) -> Iterator[Fault]:
        known = self._dspy.elements["enums"]["TrainingStatus"].file.mapping("enums", "TrainingStatus")
        for enum in self._schema.own_elements("enums"):
            for value in enum.file.mapping(*enum.at, "permissible_values"):
                entry = enum.file.mapping(*enum.at, "permissible_values", value)
                status = _annotation(entry, "training_status")
                if status is not None and status not in known["permissible_values"]:
                    at = ("permissible_values", str(value), "annotations", "training_status")
                    yield enum.fault(_unknown("training status", status, list(known["permissible_values"])), *at)

    def _check_signatures(self) -> Iterator[Fault]:
        """Check that no record has the signatures of two types, and each is of members that the class has."""
        if not any(class_.value.get("classification_rules") for class_ in self._schema.elements["classes"].values()):
            message = "no class has `classification_rules`, so that no record shows its type"
            yield self._schema.main.fault(("classes",), message)
        others = list(_built_in_signatures(self._name))
        for class_ in self._schema.own_elements("classes"):
            members = self._schema.members(class_.name)
            type_ = f"{self._name}:{class_.name}"
            own: list[tuple[str, Conditions]] = []
            for number, conditions in enumerate(_read_signatures(class_)):
                at: Keys = ("classification_rules", number)
                present = [member for member, condition in conditions.items() if condition != ("present", False)]
                for member in present:
                    if member not in members:
                        yield class_.fault(f"`{class_.name}` has no member `{member}`", *at, "slot_conditions", member)
                found = [other for other, theirs in others if self._collide(conditions, other, theirs)]
                for other in dict.fromkeys([*found, *self._dspy_types(present)]):
                    yield class_.fault(f"a record with these members may be a {other}, too", *at)
                own.append((type_, conditions))
            others += own

    def _collide(self, own: Conditions, other: str, theirs: Conditions) -> bool:
        """Return whether a record with the one signature may have the other as well, so that its type is not clear.

        Of two signatures, the one with more conditions counts; but vendors of this package are asked before others.
        """
        is_asked_first = not other.startswith(f"{self._name}:") and not self._is_built_in
        same = theirs.keys() <= own.keys() if is_asked_first else theirs.keys() == own.keys()
        return same and all(_can_both_hold(own[member], condition) for member, condition in theirs.items())

    def _dspy_types(self, members: list[str]) -> Iterator[str]:
        """Find the types of DSPy's records that have all these members, one of which no other type has."""
        types = {name: set(self._dspy.members(name)) for name in (*_JOBS, _RUN)}
        for name, own in types.items() if not self._is_built_in else ():
            others = set().union(*(theirs for other, theirs in types.items() if other != name))
            if own.issuperset(members) and not others.issuperset(members):
                yield f"{name} of DSPy"

    def _check_reachability(self) -> Iterator[Fault]:
        classes = self._schema.elements["classes"]
        todo = [name for name, class_ in classes.items() if class_.value.get("classification_rules")]
        reached: set[str] = set()
        while todo:
            name = todo.pop()
            if name in reached or name not in classes:
                continue
            reached.add(name)
            for member in self._schema.members(name).values():
                kinds = self._schema.descendants(str(member.value.get("range")))
                todo += [str(member.value.get("range")), *kinds]
        for class_ in self._schema.own_elements("classes") if reached else ():
            if class_.name not in reached and not class_.value.get("abstract"):
                message = f"no record has a `{class_.name}`: it has no `classification_rules`, and no such class has it"
                yield class_.fault(f"{message} as the range of a member")

    def _check_rules(self) -> Iterator[Fault]:
        rules = self._rules.value
        if self._rules.faults and rules is None:
            return
        if not isinstance(rules, list):
            yield self._rules.fault((), "the rules are a list; [] if there are none")
            return
        for number, rule in enumerate(rules):
            if isinstance(rule, dict):
                yield from self._check_rule(number, rule)
            else:
                yield self._rules.fault((number,), "a rule is a mapping, with `code`, `class`, `kind` and so on")

    def _check_rule(self, number: int, rule: dict[Any, Any]) -> Iterator[Fault]:
        for key in (
            "code",
            "class",
            "kind",
            "severity",
            "message",
            "source",
            *_RULE_KEYS.get(str(rule.get("kind")), ()),
        ):
            if not any(name in rule for name in key.split("|")):
                yield self._rules.fault((number,), f"the rule has no `{key.replace('|', '`, `')}`")
        known = {
            "code": [code for code in catalogue.load_entries() if code.startswith("DSP3")],
            "class": list(self._schema.elements["classes"]),
            "kind": list(_RULE_KEYS),
            "severity": list(_SEVERITIES),
        }
        for key, values in known.items():
            if key in rule and str(rule[key]) not in values:
                yield self._rules.fault((number, key), _unknown(key, str(rule[key]), values))
        if str(rule.get("class")) in known["class"]:
            yield from self._check_members_of_rule(number, rule, str(rule["class"]))

    def _check_members_of_rule(self, number: int, rule: dict[Any, Any], class_: str) -> Iterator[Fault]:
        classes = (class_, *self._schema.descendants(class_))
        members = {name: member for inner in classes for name, member in self._schema.members(inner).items()}
        for key in _MEMBER_KEYS:
            for name in _as_list(rule.get(key)):
                if name not in members:
                    yield self._rules.fault((number, key), f"`{class_}` has no member `{name}`")
        when = members.get(str(rule.get("when")))
        enum = self._schema.elements["enums"].get(str(when.value.get("range"))) if when else None
        if enum is not None:
            values = list(map(str, enum.file.mapping(*enum.at, "permissible_values")))
            for value in _as_list(rule.get("is")):
                if value not in values:
                    yield self._rules.fault((number, "is"), _unknown(f"value of {enum.name}", value, values))


def _read_signatures(class_: Element) -> Iterator[Conditions]:
    rules = class_.value.get("classification_rules")
    for rule in rules if isinstance(rules, list) else ():
        conditions = rule.get("slot_conditions") if isinstance(rule, dict) else None
        yield {
            str(member): _read_condition(condition if isinstance(condition, dict) else {})
            for member, condition in (conditions if isinstance(conditions, dict) else {}).items()
        }


def _read_condition(condition: dict[str, Any]) -> tuple[str, Any]:
    values = condition.get("equals_string_in") or [condition.get("equals_string")]
    if values != [None]:
        return "is", frozenset(map(str, values))
    if condition.get("pattern"):
        return "pattern", str(condition["pattern"])
    return "present", str(condition.get("value_presence")) == "PRESENT"


def _built_in_signatures(own: str) -> Iterator[tuple[str, Conditions]]:
    for vendor in plugins.vendor_folders():
        for type_ in artifacts.list_vendor_types(vendor) if vendor != own else ():
            for conditions in artifacts.list_signatures(type_):
                yield (
                    type_,
                    {
                        condition.member: ("is", frozenset(condition.values))
                        if condition.values is not None
                        else ("pattern", condition.pattern)
                        if condition.pattern is not None
                        else ("present", condition.present)
                        for condition in conditions
                    },
                )


def _can_both_hold(one: tuple[str, Any], other: tuple[str, Any]) -> bool:
    (kind, wanted), (other_kind, other_wanted) = sorted((one, other), key=lambda condition: condition[0])
    if kind == other_kind == "is":
        return bool(wanted & other_wanted)
    if kind == "is" and other_kind == "pattern":
        return any(re.search(other_wanted, word) for word in wanted)
    if kind == other_kind:
        return bool(wanted == other_wanted)
    return bool(other_wanted)  # `present`, beside a text


@cache
def _metamodel() -> jsonschema_rs.Validator:
    path = files("linkml_runtime") / "linkml_model/jsonschema/meta.schema.json"
    return jsonschema_rs.validator_for(json.loads(path.read_bytes()))


def _check_metamodel(file: YamlFile) -> Iterator[Fault]:
    """Check a file against LinkML's own schema: unknown keys, and values of the wrong type."""
    for error in _metamodel().iter_errors(json.loads(json.dumps(file.value, default=str))):
        for cause in _causes(error):
            at: Keys = tuple(cause.instance_path)
            if cause.kind.name == "additionalProperties":
                for name in cause.kind.unexpected:
                    yield file.fault((*at, name), f"LinkML has no `{name}` here")
            elif at or cause.kind.name != "required":  # what the head must have is checked with the rest of it
                yield file.fault(at, f"not LinkML: {_shorten(cause.message)}")


def _causes(error: Any) -> Iterator[Any]:
    """Find why no alternative fits: the errors of the first one that is of the right JSON type."""
    if error.kind.name != "anyOf":
        yield error
        return
    at = error.instance_path
    fitting = [
        causes
        for causes in error.kind.context
        if not any(cause.kind.name == "type" and cause.instance_path == at for cause in causes)
    ]
    for cause in (fitting or error.kind.context)[0]:
        yield from _causes(cause)


def _shorten(message: str) -> str:
    """Leave out the value that a message begins with if it is long: the message has its line."""
    value, is_not, rest = message.partition(" is not ")
    return f"this is not {rest}" if is_not and len(value) > 40 else message


def _annotation(element: dict[Any, Any], name: str) -> str | None:
    annotations = element.get("annotations")
    value = annotations.get(name) if isinstance(annotations, dict) else None
    value = value.get("value") if isinstance(value, dict) else value
    return None if value is None else str(value)


def _split(text: str | None) -> list[str]:
    return text.split(", ") if text else []


def _as_list(value: Any) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [] if value is None else [str(value)]


def _unknown(kind: str, name: str, known: list[str]) -> str:
    return f"there is no {kind} {name!r}; known are {', '.join(known)}"
