"""Numbers that are JSON and that Python cannot hold, or refuses to: what stands for them.

A stand-in has the sign and the kind of the number, so that every verdict about it is right.
"""

from __future__ import annotations

import math
import sys

# Python refuses to convert longer texts (CVE-2020-10735).
MOST_DIGITS = 4000
_LONG: int = 10**MOST_DIGITS


def integer(text: str) -> int:
    """The integer that a text of any length writes, or one with its sign and MOST_DIGITS zeros."""
    if len(text) > MOST_DIGITS:
        return -_LONG if text.startswith("-") else _LONG
    return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)


def finite(text: str) -> float:
    """The double that a text writes, or the largest one with its sign."""
    number = float(text)
    return number if math.isfinite(number) else math.copysign(sys.float_info.max, number)
