"""What must not leave a record unasked: keys, tokens, passwords, signed URLs and environments.

One table, by the name of a member and by the look of a text. Every stage asks it: conversion takes secrets out, and
findings never show one.
"""

from __future__ import annotations

from dspy_schema.secrets.search import REDACTED, Path, conceals, found, found_names
from dspy_schema.secrets.showing import hidden, shown, shown_pointer
from dspy_schema.secrets.signs import may_be_among, may_hold
from dspy_schema.secrets.texts import is_secret

__all__ = [
    "REDACTED",
    "Path",
    "conceals",
    "found",
    "found_names",
    "hidden",
    "is_secret",
    "may_be_among",
    "may_hold",
    "shown",
    "shown_pointer",
]
