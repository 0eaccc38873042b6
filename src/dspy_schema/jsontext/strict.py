"""A strict parser of JSON (RFC 8259) that says what is wrong with a text, and where."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from dspy_schema.findings import Diagnostic
from dspy_schema.jsontext import scanner
from dspy_schema.jsontext.depth import TOO_DEEP, find_nesting_fault
from dspy_schema.jsontext.raw import names_differ, read_finite, read_integer

# What Python up to 3.12 reports behind a trailing comma.
_TRAILING = {
    ("Expecting value", "]"): "array",
    ("Expecting property name enclosed in double quotes", "}"): "object",
}
# A string is matched first, so that what it contains is never taken for a constant.
_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*+"?|(NaN|-?Infinity)', re.DOTALL)
# A pair is matched first, then a surrogate without its partner; any other escape is passed over whole.
_SURROGATE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.",
    re.DOTALL,
)
# What Python prints: texts in single quotes, its constants, tuples, sets, and objects with their members.
_PYTHON = re.compile(r"'|(?:None|True|False)\b|[A-Za-z_][\w.]*\(|\(")
_decode = msgspec.json.Decoder().decode


class Parsed(msgspec.Struct, gc=False):
    """The value of a JSON text (UNSET where there is none), and its faults."""

    value: Any = msgspec.UNSET
    faults: list[Diagnostic] = []


def parse(text: bytes, *, every_level: bool = False, is_document: bool = False) -> Parsed:
    """Parse `text`; a name that occurs twice in one object is a fault at the top, below it with `every_level`."""
    if fault := find_nesting_fault(text, is_document=is_document):
        return Parsed(faults=[fault])
    try:
        value = _decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        parsed = _diagnose(text)
        if parsed.value is msgspec.UNSET:
            return parsed
        value = parsed.value
    if every_level or (type(value) is dict and not names_differ(text)):
        return Parsed(value, _find_repeated(text, every_level=every_level))
    return Parsed(value)


def _find_repeated(text: bytes, *, every_level: bool) -> list[Diagnostic]:
    if every_level and not _repeats(text):
        return []
    return [
        Diagnostic(
            "DSP105" if pointer.count("/") == 1 else "DSP106",
            f"member `{scanner.split_pointer(pointer)[-1]}` occurs more than once in one object; keep one of them",
            pointer,
            offset=offset,
        )
        for pointer, offset in scanner.find_repeated_names(text.decode(), every_level=every_level)
    ]


def _repeats(text: bytes) -> bool:
    """Whether a name occurs twice in any object."""
    repeats = False

    def watch(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeats
        members = dict(pairs)
        repeats = repeats or len(members) < len(pairs)
        return members

    json.loads(text, object_pairs_hook=watch, parse_int=str, parse_float=str)
    return repeats


def _diagnose(text: bytes) -> Parsed:
    """Parse what the fast parser refused, with the parser that says why."""
    try:
        decoded = text.decode()
    except UnicodeDecodeError as error:
        return Parsed(faults=[_invalid_utf8(text, error)])
    constants: list[str] = []
    try:
        value = json.loads(decoded, parse_constant=constants.append, parse_int=read_integer, parse_float=read_finite)
    except json.JSONDecodeError as error:
        return Parsed(faults=[_broken(decoded, error)])
    except RecursionError:
        return Parsed(faults=[Diagnostic("DSP107", TOO_DEEP, offset=0)])
    faults = [
        Diagnostic("DSP104", f"{match[1]} is not JSON; write null or leave the member out", offset=match.start(1))
        for match in _CONSTANT.finditer(decoded)
        if constants and match[1]
    ]
    faults += [
        Diagnostic("DSP103", f"{match[1]} is half of a surrogate pair, not a character", offset=match.start(1))
        for match in _SURROGATE.finditer(decoded)
        if match[1]
    ]
    return Parsed(faults=faults) if faults else Parsed(value)


def _invalid_utf8(text: bytes, error: UnicodeDecodeError) -> Diagnostic:
    advice = "it looks like UTF-16" if b"\x00" in text[:8] or text[:2] in {b"\xff\xfe", b"\xfe\xff"} else error.reason
    message = f"not UTF-8 ({advice}); save the file as UTF-8"
    return Diagnostic("DSP102", message, offset=len(text[: error.start].decode(errors="replace")))


def _broken(text: str, error: json.JSONDecodeError) -> Diagnostic:
    # Python 3.13 reports a trailing comma itself, its predecessors what is missing after it.
    before = text[: error.pos].rstrip(" \t\r\n")
    kind = _TRAILING.get((error.msg, text[error.pos : error.pos + 1]))
    if kind and before.endswith(","):
        return Diagnostic("DSP101", f"broken JSON: illegal trailing comma before end of {kind}", offset=len(before) - 1)
    if match := _PYTHON.match(text, error.pos):
        advice = "write it with json.dumps, or an object with its model_dump_json()"
        message = f"this is Python, not JSON, from `{match[0]}` on; {advice}"
        return Diagnostic("DSP101", message, offset=error.pos)
    return Diagnostic("DSP101", f"broken JSON: {_explain(error.msg)}", offset=error.pos)


def _explain(message: str) -> str:
    if message == "Extra data":
        return "more than one value; write each on a line of its own, or all in one array"
    if "BOM" in message:
        return "a byte order mark stands before the value; remove it"
    return message[:1].lower() + message[1:]
