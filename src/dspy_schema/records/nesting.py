"""How deep JSON texts are nested, where that must be known before they are parsed: in a browser.

There the stack is small, and a parser that uses it up ends the program; elsewhere it raises RecursionError.
"""

from __future__ import annotations

import sys

from dspy_schema.records.fault import Fault

IN_BROWSER = sys.platform == "emscripten"
# As deep as Python 3.11's parsers go, but for the frames that they are called from.
DEEPEST = 980
TOO_DEEP = "arrays and objects are nested too deep to be read"


def fault(text: bytes) -> Fault | None:
    """What is wrong with a text that must not be parsed, in a browser; None elsewhere, and of all others."""
    if not IN_BROWSER or text.count(b"[") + text.count(b"{") <= DEEPEST:
        return None
    return Fault("DSP107", TOO_DEEP) if _depth(text) > DEEPEST else None


def _depth(text: bytes) -> int:
    import re
    from itertools import accumulate

    without_strings = re.sub(rb'"(?:[^"\\]|\\.)*+"?', b"", text, flags=re.DOTALL)
    steps = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
    brackets = without_strings.translate(None, bytes(set(range(256)) - set(steps)))
    return max(accumulate(steps[each] for each in brackets), default=0)
