"""Which findings are reported, and as what: codes and families of codes that are ignored, errors or warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dspy_schema.errors import OptionError
from dspy_schema.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dspy_schema.findings import Finding


ACTIONS: dict[str, Severity | None] = {"ignore": None, "error": Severity.ERROR, "warn": Severity.WARNING}
"""What the options that take codes make of a finding; None for nothing."""


class FindingPolicy:
    """Says what becomes of a finding by its code.

    `layers` name codes, or their beginnings (`DSP3`), with the severity that their findings get, None for none. In a
    layer the longest beginning decides; of several layers, the first that names the code. `shows_infos` keeps what
    has the severity info afterwards.
    """

    def __init__(self, *layers: Mapping[str, Severity | None], shows_infos: bool = True) -> None:
        self._layers = layers
        self._shows_infos = shows_infos
        self._severities: dict[tuple[str, Severity], Severity | None] = {}

    def apply(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return the findings that are reported, with their severities."""
        applied = []
        for finding in findings:
            severity = self.decide(finding.code, finding.severity)
            if severity is finding.severity:
                applied.append(finding)
            elif severity is not None:
                applied.append(msgspec.structs.replace(finding, severity=severity))
        return applied

    def decide(self, code: str, severity: Severity) -> Severity | None:
        """Decide which severity a finding with this code and severity gets; None if it is not reported."""
        key = code, severity
        if key not in self._severities:
            self._severities[key] = self._look_up(code, severity)
        return self._severities[key]

    def _look_up(self, code: str, severity: Severity) -> Severity | None:
        decided: Severity | None = severity
        for layer in self._layers:
            beginnings = [beginning for beginning in layer if code.startswith(beginning)]
            if beginnings:
                decided = layer[max(beginnings, key=len)]
                break
        return None if decided is Severity.INFO and not self._shows_infos else decided


def parse_layer(codes: Mapping[str, Iterable[str]], where: str) -> dict[str, Severity | None]:
    """Parse the codes of each of ACTIONS, which `where` gives.

    Raises UnknownCodeError, and OptionError for a contradiction.
    """
    layer: dict[str, Severity | None] = {}
    actions: dict[str, str] = {}
    for action, severity in ACTIONS.items():
        for code in codes.get(action, ()):
            beginning = _check_code(code)
            if actions.setdefault(beginning, action) != action:
                raise OptionError(f"{where}: {beginning} is both in {actions[beginning]} and in {action}; choose one")
            layer[beginning] = severity
    return layer


def _check_code(code: str) -> str:
    """Return a code, or the beginning of codes, in capitals; raises UnknownCodeError."""
    from dspy_schema import catalogue

    beginning = code.strip().upper()
    if len(beginning) > len("DSP") and any(known.startswith(beginning) for known in catalogue.load_entries()):
        return beginning
    return catalogue.find_entry(code.strip()).code
