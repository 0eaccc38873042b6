"""Findings as workflow commands, which GitHub Actions shows beside the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.findings import Severity
from dspy_schema.report.base import Reporter
from dspy_schema.visible import visible

if TYPE_CHECKING:
    from dspy_schema.findings import Finding

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GitHubReporter(Reporter):
    """One command a finding: `::error file=…,line=…,col=…,title=CODE::path:line:col: CODE message [pointer]`.

    The log of a job shows what follows the `::` alone, so that has the place and the code again. Standard
    input has no file.
    """

    def finding(self, finding: Finding) -> None:
        """Write the command."""
        properties = {
            "file": None if finding.source == "<stdin>" else finding.source,
            "line": finding.line,
            "col": finding.column,
            "title": finding.code,
        }
        shown = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
        message = _data(str(finding).replace(f": {finding.severity} ", ": ", 1))
        self._write(f"::{_COMMANDS[finding.severity]} {shown}::{message}\n".encode())


def _data(text: str) -> str:
    # The escapes of escapeData and escapeProperty in GitHub's own @actions/core, src/command.ts.
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
