"""The unit of the read stage: a batch of records of one source, each as its own JSON text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from dspy_schema.findings import Finding, Severity
from dspy_schema.records.fault import Fault


class Places(Protocol):
    """Tells where the parts of the i-th text of a batch stand in their source: (line, column), both from 1."""

    def of_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""

    def of_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member, or of the nearest enclosing value where there is none."""


class Batch(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Records that were read together, in order, or none and what is wrong with their source.

    `texts` holds a JSON text a record, which white space may follow, and `faults` tells, by index, of records that
    have none; `further_faults` tells what is wrong with others and does not show in their texts; `types`, unless it is
    empty, are the types that the format tells, None where it tells none; `first` is the number, from 1, of the first
    record in its source; `lines`, of JSON Lines, is the number of lines read, blank ones included.
    """

    source: str
    first: int = 1
    texts: Sequence[bytes] = ()
    lines: int = 0
    places: Places | None = None
    findings: Sequence[Finding] = ()
    faults: Mapping[int, Fault] = {}
    further_faults: Mapping[int, Sequence[Fault]] = {}
    types: Sequence[str | None] = ()


def fault_of_source(
    source: str,
    code: str,
    message: str,
    place: tuple[int, int] | tuple[None, None] = (None, None),
    severity: Severity = Severity.ERROR,
) -> Batch:
    """A batch without records that says what is wrong with a source as a whole."""
    finding = Finding(code=code, severity=severity, message=message, source=source, line=place[0], column=place[1])
    return Batch(source=source, findings=[finding])
