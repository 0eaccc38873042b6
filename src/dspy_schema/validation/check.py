"""The full check of one record: parse strictly, tell its type, check shape and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.findings import Severity
from dspy_schema.records import strict_json
from dspy_schema.validation import rules, shape, spelling, wording
from dspy_schema.validation.detect import detect
from dspy_schema.validation.problem import Problem
from dspy_schema.validation.skim import skim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dspy_schema.records.fault import Fault

# A shorter text is parsed as fast as it is skimmed.
WORTH_SKIMMING = 2000


class Outcome(msgspec.Struct, gc=False):
    """What a full check found, with the record's id and type where they could be told."""

    problems: list[Problem]
    id: str | None = None
    type: str | None = None

    @property
    def is_valid(self) -> bool:
        """True where no problem is an error."""
        return all(problem.severity is not Severity.ERROR for problem in self.problems)


def no_text(fault: Fault) -> Outcome:
    """The outcome for a record that has no JSON text."""
    return Outcome([_problem(fault)])


def joined(outcome: Outcome, faults: Sequence[Fault]) -> Outcome:
    """An outcome with faults that the text of the record does not show; what they are about is not judged again."""
    begins = tuple(f"{fault.pointer}/" for fault in faults)
    others = [problem for problem in outcome.problems if not f"{problem.pointer}/".startswith(begins)]
    return Outcome([*map(_problem, faults), *others], outcome.id, outcome.type)


def check(text: bytes, type_: str | None, *, every_level: bool = False) -> Outcome:
    """Check the JSON text of a record of `type_`, or of the type that it shows itself."""
    # The line feed that ends a line is not part of it: what is missing is missing before it.
    text = text.rstrip(b" \t\r\n")
    if len(text) >= WORTH_SKIMMING and not every_level and (skimmed := skim(text, type_)):
        return _judged(*skimmed, [])
    parsed = strict_json.parse(text, every_level=every_level)
    faults = [_problem(each) for each in parsed.faults]
    record = parsed.value
    if record is msgspec.UNSET:
        return Outcome(faults)
    if not isinstance(record, dict):
        return Outcome([*faults, Problem("DSP108", f"a record is an object, not {wording.kind(record)}", "")])
    return _judged(record, type_ or detect(record), faults)


def _judged(record: dict[str, Any], told: str | Problem, faults: list[Problem]) -> Outcome:
    identity = record.get("id")
    id_ = identity if isinstance(identity, str) else None
    if isinstance(told, Problem):
        return Outcome([*faults, told], id_)
    if ":" in told:
        return Outcome([*faults, *_of_vendor(record, told)], id_, told)
    return Outcome([*faults, *_of_members(record, told)], id_, told)


def _of_members(record: dict[str, Any], type_: str) -> list[Problem]:
    misshapen = list(shape.problems(record, type_))
    return [*misshapen, *rules.problems(record, type_, {each.pointer for each in misshapen})]


def _of_vendor(record: dict[str, Any], type_: str) -> list[Problem]:
    spelled = spelling.spelled(record, type_)
    problems = _of_members(spelled.record, type_)
    return [
        *spelled.problems,
        *(msgspec.structs.replace(each, pointer=spelled.pointer(each.pointer)) for each in problems),
    ]


def _problem(fault: Fault) -> Problem:
    return Problem(fault.code, fault.message, fault.pointer, severity=fault.severity, offset=fault.offset)
