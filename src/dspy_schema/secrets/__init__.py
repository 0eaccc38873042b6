"""Secrets in records: keys, tokens, passwords, signed URLs and environments.

One table, by the names of members and the forms of texts. Conversion takes secrets out, and findings never show one.
"""

from dspy_schema.secrets.detector import (
    REDACTED,
    Path,
    find_secret_names,
    find_secrets,
    hide_secret,
    is_secret,
    is_secret_at,
    redact_for_display,
    redact_pointer,
)
from dspy_schema.secrets.prefilter import may_be_among, may_hold

__all__ = [
    "REDACTED",
    "Path",
    "find_secret_names",
    "find_secrets",
    "hide_secret",
    "is_secret",
    "is_secret_at",
    "may_be_among",
    "may_hold",
    "redact_for_display",
    "redact_pointer",
]
