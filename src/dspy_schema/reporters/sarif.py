"""Findings as SARIF 2.1.0 (OASIS), for code scanning services and editors."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from dspy_schema import catalogue
from dspy_schema.findings import Severity
from dspy_schema.jsontext import scanner
from dspy_schema.reporters.json import escape_surrogates
from dspy_schema.reporters.reporter import Reporter

if TYPE_CHECKING:
    from dspy_schema.findings import Finding, Summary


SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
INFORMATION = "https://w3id.org/lmodel/dspy"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
Object = dict[str, Any]


class SarifReporter(Reporter):
    """Writes one run with a result for each finding, and the catalogue's entry for each code that occurs.

    Findings are kept, as JSON, until the codes that occur are known.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._results: list[msgspec.Raw] = []
        self._codes: dict[str, int] = {}

    def finding(self, finding: Finding) -> None:
        """Keep the result, encoded."""
        rule = self._codes.setdefault(finding.code, len(self._codes))
        self._results.append(msgspec.Raw(msgspec.json.encode(_build_result(finding, rule))))

    def close(self, summary: Summary) -> None:
        """Write the log."""
        from importlib.metadata import version

        driver = {
            "name": "dspy-schema",
            "version": version("dspy-schema"),
            "informationUri": INFORMATION,
            "rules": [_build_rule(code) for code in self._codes],
        }
        run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": self._results}
        log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
        self._write(msgspec.json.encode(log) + b"\n")
        super().close(summary)


def _build_rule(code: str) -> Object:
    entry = catalogue.load_entries().get(code)
    if entry is None:
        return {"id": code}
    return {
        "id": code,
        "name": "".join(word[:1].upper() + word[1:] for word in entry.title.replace("-", "").split()),
        "shortDescription": {"text": f"{entry.title}."},
        "fullDescription": {"text": entry.explanation},
        "help": {"text": catalogue.render_entry(entry)},
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
    }


def _build_result(finding: Finding, rule: int) -> Object:
    address = path_uri(finding.source)
    finding = escape_surrogates(finding)
    about = {"record": finding.record, "id": finding.id, "type": finding.type}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_build_location(finding, address)],
        "properties": {name: value for name, value in about.items() if value is not None},
    }


def _build_location(finding: Finding, address: str) -> Object:
    physical: Object = {"artifactLocation": {"uri": address}}
    if finding.line is not None:
        physical["region"] = {"startLine": finding.line}
        if finding.column is not None:
            physical["region"]["startColumn"] = finding.column
    location: Object = {"physicalLocation": physical}
    if finding.pointer:
        name = scanner.split_pointer(finding.pointer)[-1]
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": finding.pointer}]
    return location


def path_uri(path: str) -> str:
    """Make a path a URI, relative to the working folder for what is in it, else absolute."""
    folder = os.path.join(os.getcwd(), "")
    path = os.path.normpath(path).removeprefix(folder)
    quoted = quote(os.fsencode(path.replace(os.sep, "/")))
    if os.path.isabs(path):
        return f"file://{quoted}" if quoted.startswith("/") else f"file:///{quoted}"
    return quoted
