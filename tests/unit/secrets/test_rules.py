"""The examples of the rules of gitleaks and detect-secrets are found; what is left out is named with the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.many import for_each

from dspy_schema import secrets

RULES: list[dict[str, Any]] = json.loads(Path(__file__).parents[2].joinpath("data/secrets/rules.json").read_bytes())[
    "rules"
]
EXAMPLES = [rule for rule in RULES if "example" in rule]
LEFT_OUT = [rule for rule in RULES if "left_out" in rule]


@for_each("rule", EXAMPLES, lambda rule: f"{rule['source']} {rule['rule']} {EXAMPLES.index(rule)}")
def test_the_example_of_each_rule_is_found(rule: dict[str, Any]):
    example = "".join(rule["example"])
    for text in (example, f"see {example} there", f"a\n{example}"):
        assert secrets.find_secrets({"a": {"b": [text]}}) == [("a", "b", 0)]
        assert secrets.may_hold(json.dumps({"a": text}).encode())
        assert secrets.may_be_among(f",ok,{text},")


def test_each_rule_has_an_example_or_a_reason():
    rules = {(rule["source"], rule["rule"]) for rule in RULES}
    without = {(rule["source"], rule["rule"]) for rule in LEFT_OUT}
    assert len(rules) > 240
    assert without == rules - {(rule["source"], rule["rule"]) for rule in EXAMPLES}
    assert len(without) < 10
    assert all(len(rule["left_out"]) > 10 for rule in LEFT_OUT)
