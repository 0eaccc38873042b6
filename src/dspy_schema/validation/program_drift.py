"""Differences between a saved program and the code that loads it: parts and fields that no longer fit.

A file has no names and types of fields: `load` gives its texts to the fields of the code by their order, and says
nothing. A ProgramTree has the names.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Any

from dspy_schema.findings import Diagnostic, Severity
from dspy_schema.jsontext import scanner
from dspy_schema.validation import messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


SAVED = frozenset({"SavedProgram", "SavedPredictor", "SavedFlex", "PredictorState", "FlexState"})
"""The types of records that are compared with the code."""
# The path of the part in a file of one predictor.
_ALONE = ""
_NOT_PARTS = frozenset({"metadata", "@type", "@id", "@context"})
_find_name = re.compile(r"\$\{(\w+)\}").fullmatch
Part = dict[str, Any]


def find_drift(record: Mapping[str, Any], tree: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Find what of a saved program does not fit its code; the record and the tree are of the right shape."""
    saved = _list_parts(record)
    wanted = {part["part_path"]: part for part in tree["parts"]}
    for path in [path for path in wanted if path not in saved]:
        near = _find_nearest(path, [other for other in saved if other not in wanted])
        message = f"the program has the part {_show(path)}, and the file does not: `load` raises KeyError{near}"
        yield Diagnostic("DSP326", message, "")
    for path in [path for path in saved if path not in wanted]:
        near = _find_nearest(path, [other for other in wanted if other not in saved])
        message = f"the program has no part {_show(path)}: `load` leaves it out, and says nothing{near}"
        yield Diagnostic("DSP326", message, _point(path), Severity.WARNING, at_key=bool(path))
    for path, part in saved.items():
        if path in wanted:
            yield from _compare_parts(path, part, wanted[path])


def _list_parts(record: Mapping[str, Any]) -> dict[str, Part]:
    """List the states of parts by their paths."""
    if "signature" in record or "module_src" in record:
        return {_ALONE: dict(record)}
    return {path: part for path, part in record.items() if path not in _NOT_PARTS}


def _compare_parts(path: str, part: Part, wanted: Part) -> Iterator[Diagnostic]:
    if "signature" not in part:
        return
    signature, fields = part["signature"], wanted["fields"]
    at = [path] if path else []
    names = [field["name"] for field in fields]
    texts = signature["fields"]
    if len(texts) != len(fields):
        message = f"there are texts for {_count(len(texts))}, and the signature has {len(fields)} ({', '.join(names)})"
        yield Diagnostic(
            "DSP327", f"{message}: `load` gives them to the wrong fields", _point(*at, "signature", "fields")
        )
    for index, (text, name) in enumerate(zip(texts, names, strict=False)):
        match = _find_name(text["description"])
        if match and match[1] != name:
            message = f"this is the text of `{match[1]}`, and the signature has `{name}` there: `load` gives it to that"
            yield Diagnostic("DSP327", message, _point(*at, "signature", "fields", index))
    yield from _compare_demos(at, part.get("demos", ()), fields)
    if signature["instructions"] != wanted["instructions"]:
        message = "these instructions are not those of the code: they were tuned, or the code has changed since"
        yield Diagnostic("DSP328", message, _point(*at, "signature", "instructions"), Severity.INFO)
    if config := wanted.get("config"):
        message = f"the code calls this part with {', '.join(map(_quote, config))}, which a file does not keep"
        yield Diagnostic("DSP329", message, _point(*at), Severity.INFO, at_key=bool(path))


def _compare_demos(at: Sequence[str], demos: Sequence[Part], fields: Sequence[Part]) -> Iterator[Diagnostic]:
    sides = [{field["name"] for field in fields if field["role"] == role} for role in ("input", "output")]
    for index, demo in enumerate(demos):
        if not all(side & demo.keys() for side in sides):
            message = (
                "this has no input or no output of the signature: DSPy leaves it out of the prompt, and says nothing"
            )
            yield Diagnostic("DSP320", message, _point(*at, "demos", index), Severity.WARNING)


def _find_nearest(path: str, others: Sequence[str]) -> str:
    near = difflib.get_close_matches(path, others, n=1)
    return f"; did you mean {_show(near[0])}?" if near else ""


def _show(path: str) -> str:
    return messages.show_value(path) if path else "of a lone predictor"


def _quote(name: str) -> str:
    return f"`{name}`"


def _count(number: int) -> str:
    return "1 field" if number == 1 else f"{number} fields"


def _point(*path: str | int) -> str:
    return scanner.join_pointer([part for part in path if part != ""])
