"""The full check of one record: parse strictly, tell its type, check shape and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.records import strict_json
from dspy_schema.validation import rules, shape, wording
from dspy_schema.validation.detect import detect
from dspy_schema.validation.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.records.fault import Fault


class Outcome(msgspec.Struct, gc=False):
    """What a full check found, with the record's id and type where they could be told."""

    problems: list[Problem]
    id: str | None = None
    type: str | None = None


def no_text(fault: Fault) -> Outcome:
    """The outcome for a record that has no JSON text."""
    return Outcome([_problem(fault)])


def check(text: bytes, type_: str | None, *, every_level: bool = False) -> Outcome:
    """Check the JSON text of a record of `type_`, or of the type that it shows itself."""
    # The line feed that ends a line is not part of it: what is missing is missing before it.
    parsed = strict_json.parse(text.rstrip(b" \t\r\n"), every_level=every_level)
    faults = [_problem(each) for each in parsed.faults]
    record = parsed.value
    if record is msgspec.UNSET:
        return Outcome(faults)
    if not isinstance(record, dict):
        return Outcome([*faults, Problem("DSP108", f"a record is an object, not {wording.kind(record)}", "")])
    identity = record.get("id")
    found = Outcome(faults, identity if isinstance(identity, str) else None)
    told = type_ or detect(record)
    if isinstance(told, Problem):
        found.problems.append(told)
        return found
    found.type = told
    found.problems += _without_echoes(_of_type(record, told))
    return found


def _problem(fault: Fault) -> Problem:
    return Problem(fault.code, fault.message, fault.pointer, offset=fault.offset)


def _of_type(record: dict[str, Any], type_: str) -> Iterable[Problem]:
    misshapen = list(shape.problems(record, type_))
    yield from misshapen
    yield from rules.problems(record, type_, {each.pointer for each in misshapen})


def _without_echoes(problems: Iterable[Problem]) -> list[Problem]:
    """One problem for each member and code: a rule that is stated for several pairs speaks once."""
    return list({(each.code, each.pointer): each for each in reversed(list(problems))}.values())[::-1]
