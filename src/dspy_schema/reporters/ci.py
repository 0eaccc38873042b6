"""Findings for CI services: GitHub annotations and JUnit."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dspy_schema.findings import Severity, printable
from dspy_schema.reporters.reporter import Reporter

if TYPE_CHECKING:
    from typing import Any

    from dspy_schema.findings import Finding, Summary


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class GitHubReporter(Reporter):
    """Writes a command for each finding: `::error file=…,line=…,title=CODE::path:line:col: CODE message [pointer]`.

    The log of a job shows only what follows the second `::`, so the place and the code are repeated there. Standard
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
        listed = ",".join(
            f"{name}={_escape_property(str(value))}" for name, value in properties.items() if value is not None
        )
        message = _escape_data(str(finding).replace(f": {finding.severity} ", ": ", 1))
        self._write(f"::{_COMMANDS[finding.severity]} {listed}::{message}\n".encode())


def _escape_data(text: str) -> str:
    # The escapes of escapeData and escapeProperty in GitHub's own @actions/core, src/command.ts.
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")


class JUnitReporter(Reporter):
    """Writes a suite for each source with a case for each finding, or one that passes where there is no finding.

    A finding below `fail_on` also passes, with its text as output, so that the report agrees with the exit status. A
    fault of a source as a whole is an error, any other a failure.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._findings: dict[str, list[Finding]] = {}

    def source(self, name: str) -> None:
        """Add a suite for the source."""
        self._findings.setdefault(name, [])

    def finding(self, finding: Finding) -> None:
        """Keep the finding."""
        self._findings.setdefault(finding.source, []).append(finding)

    def close(self, summary: Summary) -> None:
        """Write the report."""
        root = ET.Element("testsuites", name="dspy-schema")
        for source, findings in self._findings.items():
            suite = ET.SubElement(root, "testsuite", name=printable(source))
            for finding in findings:
                self._add_case(suite, finding)
            if not findings:
                ET.SubElement(suite, "testcase", name="no findings", classname=printable(source))
            _set_counts(suite, len(suite))
        _set_counts(root, sum(map(len, root)))
        root.set("time", f"{summary.seconds:.3f}")
        ET.indent(root)
        self._write(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
        super().close(summary)

    def _add_case(self, suite: ET.Element, finding: Finding) -> None:
        place = ":".join(str(part) for part in (finding.line, finding.column) if part is not None)
        name = " ".join(part for part in (place, finding.code, finding.pointer) if part)
        case = ET.SubElement(suite, "testcase", name=printable(name), classname=printable(finding.source))
        if finding.severity in self._failing:
            kind = "error" if finding.record is None else "failure"
            outcome = ET.SubElement(case, kind, type=finding.code, message=printable(finding.message))
        else:
            outcome = ET.SubElement(case, "system-out")
        outcome.text = printable(str(finding))


def _set_counts(element: ET.Element, tests: int) -> None:
    element.set("tests", str(tests))
    element.set("failures", str(len(element.findall(".//failure"))))
    element.set("errors", str(len(element.findall(".//error"))))
