"""How deep arrays and objects may be nested in a JSON text."""

from __future__ import annotations

import re
import sys
from itertools import accumulate

from dspy_schema.findings import Diagnostic

# As deep as the parsers of Python 3.11 go, but for the frames that they are called from.
DEEPEST = 980
TOO_DEEP = "arrays and objects are nested too deep to be read"
IN_BROWSER = sys.platform == "emscripten"
"""There the stack is small, and a parser that uses it up ends the program; elsewhere it raises RecursionError."""
_STRING = rb'"(?:[^"\\]|\\.)*+"?'
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_OTHERS = bytes(set(range(256)) - _STEPS.keys())


def find_nesting_fault(text: bytes) -> Diagnostic | None:
    """The fault of a text that must not be parsed in a browser; None for all others, and elsewhere."""
    return Diagnostic("DSP107", TOO_DEEP) if IN_BROWSER and is_too_deep(text) else None


def is_too_deep(text: bytes) -> bool:
    """Return whether a text is nested deeper than DEEPEST."""
    return text.count(b"[") + text.count(b"{") > DEEPEST and _measure_depth(text) > DEEPEST


def _measure_depth(text: bytes) -> int:
    brackets = re.sub(_STRING, b"", text, flags=re.DOTALL).translate(None, _OTHERS)
    return max(accumulate(map(_STEPS.__getitem__, brackets)), default=0)
