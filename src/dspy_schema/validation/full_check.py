"""Strict parse, schema, rules: one record."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema import artifacts
from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext import strict
from dspy_schema.jsontext.raw import repeats_none, split_members
from dspy_schema.jsontext.utf8 import is_well_formed
from dspy_schema.validation import aliases, json_schema, messages, rules
from dspy_schema.validation.type_detection import detect_type, detect_type_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dspy_schema.findings import Finding
    from dspy_schema.records.batch import Batch


# A shorter text is parsed as fast as it is skimmed.
WORTH_SKIMMING = 2000
_decode = msgspec.json.Decoder().decode
_EMPTY: dict[int, Any] = {ord("["): [], ord("{"): {}}


def parse_typed_members(text: bytes, type_: str | None) -> tuple[dict[str, Any], str | Diagnostic] | None:
    """The record with empty arrays and objects in any-value members, and its type or why that is not clear.

    None if the text is no object or not strict JSON, so that all of it must be looked at.
    """
    try:
        members = split_members(text)
        if not (repeats_none(members, text) and is_well_formed(text)):
            return None
        told = type_ or detect_type_in(members)
        emptied = _emptied(told) if isinstance(told, str) else frozenset(members) - {"id"}
        return {
            name: _EMPTY[memoryview(raw)[0]] if name in emptied and memoryview(raw)[0] in _EMPTY else _decode(raw)
            for name, raw in members.items()
        }, told
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


@cache
def _emptied(type_: str) -> frozenset[str]:
    """The any-value members of a type that no rule looks into."""
    if type_ not in artifacts.load_types().records:
        return frozenset()
    looked_into = {rule.get("object") for rule in artifacts.load_rules_of(type_)["data"]}
    return artifacts.load_types().records[type_].raw - looked_into


class Outcome(msgspec.Struct, gc=False):
    """What a full check found, with the record's id and type where they could be told."""

    problems: list[Diagnostic]
    id: str | None = None
    type: str | None = None

    @property
    def is_valid(self) -> bool:
        """True where no problem is an error."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)

    def locate(self, batch: Batch, index: int) -> Iterator[Finding]:
        """The findings on the record, which is the one at an index of a batch."""
        return (batch.locate(problem, index, id_=self.id, type_=self.type) for problem in self.problems)


def outcome_without_text(fault: Diagnostic) -> Outcome:
    """The outcome for a record that has no JSON text."""
    return Outcome([fault])


def join_faults(outcome: Outcome, faults: Sequence[Diagnostic]) -> Outcome:
    """An outcome with faults that the text of the record does not show; what they are about is not judged again."""
    begins = tuple(f"{fault.pointer}/" for fault in faults)
    others = [problem for problem in outcome.problems if not f"{problem.pointer}/".startswith(begins)]
    return Outcome([*faults, *others], outcome.id, outcome.type)


def check_record(text: bytes, type_: str | None, *, every_level: bool = False) -> Outcome:
    """Check the JSON text of a record of `type_`, or of the type that it shows itself."""
    # The line feed that ends a line is not part of it: what is missing is missing before it.
    text = text.rstrip(b" \t\r\n")
    if len(text) >= WORTH_SKIMMING and not every_level and (skimmed := parse_typed_members(text, type_)):
        return _judged(*skimmed, [])
    parsed = strict.parse(text, every_level=every_level)
    faults = parsed.faults
    record = parsed.value
    if record is msgspec.UNSET:
        return Outcome(faults)
    if not isinstance(record, dict):
        return Outcome([*faults, Diagnostic("DSP108", f"a record is an object, not {messages.json_kind(record)}", "")])
    return _judged(record, type_ or detect_type(record), faults)


def _judged(record: dict[str, Any], told: str | Diagnostic, faults: list[Diagnostic]) -> Outcome:
    identity = record.get("id")
    id_ = identity if isinstance(identity, str) else None
    if isinstance(told, Diagnostic):
        return Outcome([*faults, told], id_)
    if ":" in told:
        return Outcome([*faults, *_of_vendor(record, told)], id_, told)
    return Outcome([*faults, *_of_members(record, told)], id_, told)


def _of_members(record: dict[str, Any], type_: str) -> list[Diagnostic]:
    misshapen = list(json_schema.iter_shape_problems(record, type_))
    return [*misshapen, *rules.iter_rule_problems(record, type_, {each.pointer for each in misshapen})]


def _of_vendor(record: dict[str, Any], type_: str) -> list[Diagnostic]:
    spelled = aliases.respell(record, type_)
    problems = _of_members(spelled.record, type_)
    return [
        *spelled.problems,
        *(msgspec.structs.replace(each, pointer=spelled.pointer(each.pointer)) for each in problems),
    ]
