"""Reads rules of Apache's mod_rewrite as far as the redirects of the schema's identifiers use them.

https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html. Answers were compared with those of Apache 2.4.68.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Rule(NamedTuple):
    """A rule, and the conditions (variable, pattern) that have to hold."""

    conditions: list[tuple[str, str]]
    pattern: str
    target: str
    flags: dict[str, str]


class Redirects:
    """The rules of a file."""

    def __init__(self, text: str) -> None:
        self.rules = list(_rules(text))

    def answer(self, path: str, accept: str = "") -> tuple[int, str] | None:
        """The status and the address for a path below the folder of the file; None where no rule says any."""
        variables = {"HTTP_ACCEPT": accept}
        for rule in self.rules:
            matched = re.search(rule.pattern, path)
            held = _held(rule.conditions, variables)
            if matched is None or held is None:
                continue
            if "E" in rule.flags:
                name, _, value = rule.flags["E"].partition(":")
                variables[f"ENV:{name}"] = value
            if rule.target != "-":
                target = _fill(rule.target, "$", matched)
                return int(rule.flags["R"]), _fill(target, "%", held) if rule.conditions else target
        return None


def _rules(text: str) -> Iterator[Rule]:
    conditions: list[tuple[str, str]] = []
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ["RewriteCond"]:
            conditions.append((words[1].removeprefix("%{").removesuffix("}"), words[2]))
        elif words[:1] == ["RewriteRule"]:
            flags = dict(part.partition("=")[::2] for part in words[3].strip("[]").split(","))
            yield Rule(conditions, words[1], words[2], flags)
            conditions = []
        elif words and words[0] not in {"Options", "RewriteEngine", "#"} and not words[0].startswith("#"):
            raise ValueError(f"not read: {line}")


def _held(conditions: list[tuple[str, str]], variables: dict[str, str]) -> re.Match[str] | None:
    """The match of the last condition; of no condition, one of nothing."""
    held = re.search("", "")
    for variable, pattern in conditions:
        held = re.search(pattern, variables.get(variable, ""))
        if held is None:
            return None
    return held


def _fill(target: str, sign: str, matched: re.Match[str] | None) -> str:
    return re.sub(rf"{re.escape(sign)}(\d)", lambda found: (matched and matched[int(found[1])]) or "", target)
