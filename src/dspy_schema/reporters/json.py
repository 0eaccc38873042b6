"""Findings as JSON, and as JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.reporters.reporter import Reporter

if TYPE_CHECKING:
    from typing import Any

    from dspy_schema.findings import Finding, Summary


def encode_finding(finding: Finding) -> bytes:
    """Encode a finding as JSON; halves of surrogate pairs, which UTF-8 cannot hold, become text: `\\udcff`."""
    try:
        return msgspec.json.encode(finding)
    except UnicodeEncodeError:
        return msgspec.json.encode(escape_surrogates(finding))


def escape_surrogates(finding: Finding) -> Finding:
    """Replace halves of surrogate pairs in the texts of a finding by escapes."""
    texts = {
        name: value.encode(errors="backslashreplace").decode()
        for name, value in msgspec.structs.asdict(finding).items()
        if isinstance(value, str) and name != "severity"
    }
    return msgspec.structs.replace(finding, **texts)


class JsonReporter(Reporter):
    """Writes `{"summary": {…}, "findings": […]}` on one line; keeps the findings until the totals are known."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._findings: list[bytes] = []

    def finding(self, finding: Finding) -> None:
        """Keep the finding."""
        self._findings.append(encode_finding(finding))

    def close(self, summary: Summary) -> None:
        """Write the object."""
        findings = b",".join(self._findings)
        self._write(b'{"summary":%b,"findings":[%b]}\n' % (msgspec.json.encode(summary), findings))
        super().close(summary)


class JsonLinesReporter(Reporter):
    """Writes one finding a line, and nothing else."""

    def finding(self, finding: Finding) -> None:
        """Write the line."""
        self._write(encode_finding(finding) + b"\n")
