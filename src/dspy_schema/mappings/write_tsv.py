"""SSSOM/TSV: the header as YAML in comments, then the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from dspy_schema.mappings.merged import Merged

_QUOTED = ("\t", '"', "\n", "\r")
_WIDE = 1 << 16


def write(merged: Merged) -> bytes:
    """The file, byte for byte the same for the same mappings."""
    header: dict[str, Any] = {**merged.metadata, "curie_map": merged.prefixes}
    # On one line each: a comment that goes on would be another.
    text = yaml.safe_dump(header, allow_unicode=True, sort_keys=False, width=_WIDE)
    lines = [f"#{line}" for line in text.splitlines()]
    lines.append("\t".join(merged.columns))
    lines += ["\t".join(_cell(row.get(name, "")) for name in merged.columns) for row in merged.rows]
    return "".join(f"{line}\n" for line in lines).encode()


def _cell(text: str) -> str:
    """A cell, quoted as in CSV where it has to be (RFC 4180)."""
    if any(each in text for each in _QUOTED):
        return '"' + text.replace('"', '""') + '"'
    return text
