"""Check one record fully: strict parse, type, names, JSON Schema, cross-field rules.

Each stage needs what the one before it gives, and ends the check where it gives nothing. The diagnostics of the text
come first, all others in the order of the record's text.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import artifacts
from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext import scanner, strict
from dspy_schema.jsontext.depth import BoundParsers, find_nesting_fault
from dspy_schema.jsontext.raw import UNFIT, decode_outline, repeats_none
from dspy_schema.jsontext.utf8 import is_well_formed
from dspy_schema.validation import aliases, json_schema, messages, rules
from dspy_schema.validation.type_detection import detect_type, detect_type_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dspy_schema.findings import Finding
    from dspy_schema.records.batch import Batch


# A shorter text is parsed as fast as it is split into its members.
WORTH_SPLITTING = 2000
_decode = msgspec.json.Decoder().decode
_EMPTY: dict[int, Any] = {ord("["): [], ord("{"): {}}


class Outcome(msgspec.Struct, gc=False):
    """The diagnostics of a full check, with the record's id and type where they could be detected."""

    problems: list[Diagnostic]
    id: str | None = None
    type: str | None = None

    @property
    def is_valid(self) -> bool:
        """True where no problem is an error."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)

    def join(self, faults: Sequence[Diagnostic]) -> Outcome:
        """The outcome with faults that the record's text does not show; what they are about is not reported again."""
        pointers = {fault.pointer for fault in faults if fault.severity is Severity.ERROR}
        others = [problem for problem in self.problems if pointers.isdisjoint(_list_enclosing(problem.pointer))]
        return Outcome([*faults, *others], self.id, self.type)

    def locate(self, batch: Batch, index: int) -> Iterator[Finding]:
        """The findings on the record, which is the one at an index of a batch."""
        return (batch.locate(problem, index, id_=self.id, type_=self.type) for problem in self.problems)


def _list_enclosing(pointer: str) -> Iterator[str]:
    """A pointer, and those of the values that the one at it is in."""
    return accumulate(pointer.split("/"), "{}/{}".format)


def check_record(
    text: bytes, type_: str | None, *, every_level: bool = False, tree: Mapping[str, Any] | None = None
) -> Outcome:
    """Check the JSON text of a record of `type_`, or with None of the type that is detected.

    `every_level` looks for repeated names below the top level, too. A saved program is compared with `tree`.
    """
    # The line feed that ends a line is not part of it: what is missing is missing before it.
    text = text.rstrip(b" \t\r\n")
    if len(text) >= WORTH_SPLITTING and not (every_level or tree) and (parsed := parse_typed_members(text, type_)):
        return _check_object(*parsed, [])
    strictly = strict.parse(text, every_level=every_level)
    record, faults = strictly.value, strictly.faults
    if record is msgspec.UNSET:
        return Outcome(faults)
    if not isinstance(record, dict):
        return Outcome([*faults, Diagnostic("DSP108", f"a record is an object, not {messages.json_kind(record)}")])
    outcome = _check_object(record, type_ or detect_type(record), faults)
    return outcome if tree is None else _compare(outcome, record, tree)


def _compare(outcome: Outcome, record: dict[str, Any], tree: Mapping[str, Any]) -> Outcome:
    """Add how a saved program differs from the tree of its code, if it has the shape of one."""
    from dspy_schema.validation import program_drift

    misshapen = any(problem.code.startswith("DSP2") for problem in outcome.problems)
    if outcome.type not in program_drift.SAVED or misshapen:
        return outcome
    drift = program_drift.find_drift(record, tree)
    # The tree knows all names, and so more of what the file shows by itself.
    known = {(problem.code, problem.pointer) for problem in outcome.problems}
    others = [problem for problem in drift if (problem.code, problem.pointer) not in known]
    return Outcome([*_sort_by_place([*outcome.problems, *others], record)], outcome.id, outcome.type)


def parse_typed_members(text: bytes, type_: str | None) -> tuple[dict[str, Any], str] | None:
    """The record with empty arrays and objects in any-value members, and its type.

    None if the text is not an object, not strict JSON, perhaps nested too deep, or of no clear type: then all of it
    must be looked at.
    """
    try:
        with BoundParsers() as are_bound:
            members = decode_outline(text)
        if not (repeats_none(members, text) and is_well_formed(text)) or (not are_bound and find_nesting_fault(text)):
            return None
        detected = type_ or detect_type_in(members)
        if not isinstance(detected, str):
            return None
        emptied = _list_emptied(detected)
        return {
            name: _EMPTY[memoryview(raw)[0]] if name in emptied and memoryview(raw)[0] in _EMPTY else _decode(raw)
            for name, raw in members.items()
        }, detected
    except UNFIT:
        return None


@cache
def _list_emptied(type_: str) -> frozenset[str]:
    """The any-value members of a type that no rule looks into."""
    if type_ not in artifacts.load_types().records:
        return frozenset()
    looked_into = {rule.get("object") for rule in artifacts.load_type_rules(type_)["data"]}
    return artifacts.load_types().records[type_].raw - looked_into


def _check_object(record: dict[str, Any], detected: str | Diagnostic, faults: list[Diagnostic]) -> Outcome:
    id_ = record.get("id") if isinstance(record.get("id"), str) else None
    if isinstance(detected, Diagnostic):
        return Outcome([*faults, detected], id_)
    check = _check_vendor_members if ":" in detected else _check_members
    problems = check(record, detected)
    return Outcome([*faults, *_sort_by_place(problems, record)], id_, detected)


def _check_vendor_members(record: dict[str, Any], type_: str) -> list[Diagnostic]:
    spelled = aliases.respell(record, type_)
    problems = _check_members(spelled.record, type_)
    located = [msgspec.structs.replace(problem, pointer=spelled.pointer(problem.pointer)) for problem in problems]
    return [*spelled.problems, *located]


def _check_members(record: dict[str, Any], type_: str) -> list[Diagnostic]:
    misshapen = list(json_schema.iter_shape_problems(record, type_))
    return [*misshapen, *rules.iter_rule_problems(record, type_, {problem.pointer for problem in misshapen})]


def _sort_by_place(problems: Sequence[Diagnostic], record: Any) -> Iterable[Diagnostic]:
    """The problems in the order of the record's text, then of their codes; a member that is missing comes first."""
    if len(problems) < 2:
        return problems
    positions: dict[int, dict[str, int]] = {}

    def find_place(problem: Diagnostic) -> tuple[list[int], str, str, str]:
        node, steps = record, []
        for token in scanner.split_pointer(problem.pointer):
            if isinstance(node, list):
                steps.append(int(token))
                node = node[int(token)]
            elif isinstance(node, dict) and token in node:
                # Counted once for each object: it may have as many problems as members.
                if id(node) not in positions:
                    positions[id(node)] = {name: position for position, name in enumerate(node)}
                steps.append(positions[id(node)][token])
                node = node[token]
        return steps, problem.code, problem.pointer, problem.message

    return sorted(problems, key=find_place)
