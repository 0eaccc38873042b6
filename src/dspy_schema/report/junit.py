"""Findings as a JUnit report, in the dialect of the xUnit plugin of Jenkins."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from dspy_schema.report.base import Reporter
from dspy_schema.visible import visible

if TYPE_CHECKING:
    from typing import Any

    from dspy_schema.findings import Finding, Summary


class JUnitReporter(Reporter):
    """A suite for each source with a case for each finding; a source without findings has one, which passes.

    A finding below `fail_on` passes too, with its text as output: the report and the exit status agree.
    A fault of a source as a whole is an error, any other a failure.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._findings: dict[str, list[Finding]] = {}

    def source(self, name: str) -> None:
        """Make sure of the source's suite."""
        self._findings.setdefault(name, [])

    def finding(self, finding: Finding) -> None:
        """Keep the finding."""
        self._findings.setdefault(finding.source, []).append(finding)

    def close(self, summary: Summary) -> None:
        """Write the report."""
        root = ET.Element("testsuites", name="dspy-schema")
        for source, findings in self._findings.items():
            suite = ET.SubElement(root, "testsuite", name=visible(source))
            for finding in findings:
                self._add_case(suite, finding)
            if not findings:
                ET.SubElement(suite, "testcase", name="no findings", classname=visible(source))
            _count(suite, len(suite))
        _count(root, sum(map(len, root)))
        root.set("time", f"{summary.seconds:.3f}")
        ET.indent(root)
        self._write(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")
        super().close(summary)

    def _add_case(self, suite: ET.Element, finding: Finding) -> None:
        place = ":".join(str(part) for part in (finding.line, finding.column) if part is not None)
        name = " ".join(part for part in (place, finding.code, finding.pointer) if part)
        case = ET.SubElement(suite, "testcase", name=visible(name), classname=visible(finding.source))
        if finding.severity in self._failing:
            kind = "error" if finding.record is None else "failure"
            outcome = ET.SubElement(case, kind, type=finding.code, message=visible(finding.message))
        else:
            outcome = ET.SubElement(case, "system-out")
        outcome.text = visible(str(finding))


def _count(element: ET.Element, tests: int) -> None:
    element.set("tests", str(tests))
    element.set("failures", str(len(element.findall(".//failure"))))
    element.set("errors", str(len(element.findall(".//error"))))
