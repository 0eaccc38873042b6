"""Redaction leaves no secret, and all else as it is written."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.secrets.samples import HARMLESS, HARMLESS_NAMES, KEYS, NAMES

from dspy_schema import secrets
from dspy_schema.secrets.redaction import redact


def test_names_that_are_secrets_are_replaced():
    text = json.dumps({"[redacted]": 1, KEYS[0]: 2, "b": {"environment": {KEYS[2]: "x", KEYS[3]: None}}}).encode()
    without, pointers = redact(text, {})
    assert json.loads(without) == {
        "[redacted]": 1,
        "[redacted] 2": 2,
        "b": {"environment": {"[redacted]": "[redacted]", "[redacted] 2": None}},
    }
    assert len(pointers) == 3
    assert secrets.find_secret_names(json.loads(without)) == {}


def test_numbers_are_replaced_where_they_stand():
    assert redact(b'{"n":[1.50],"password": 12345678 ,"m":1}', {})[0] == b'{"n":[1.50],"password": "[redacted]" ,"m":1}'


@pytest.mark.parametrize(
    "value",
    [
        {"environment": {f"N{number}": "value" for number in range(24_000)}},
        {"a": ",".join(["https://example.org/a"] * 48_000)},
        {"a": "https://a?" * 60_000},
        {"a": "token=a1" * 60_000},
        {"a": "-eyJ" + "-eyJaaaaaaaaaa" * 24_000},
    ],
)
def test_redaction_takes_time_that_grows_with_the_text(value: Any):
    start = time.process_time()
    redact(json.dumps(value).encode(), {})
    assert time.process_time() - start < 20  # a search of quadratic time takes minutes


def test_what_a_schema_knows():
    known = {"/list/*/wachtwoord": "key", "/address": "signed_url"}
    value = {"list": [{"wachtwoord": "x"}], "address": "https://x"}
    assert secrets.find_secrets(value, known) == [("list", 0, "wachtwoord"), ("address",)]
    assert secrets.may_hold(json.dumps(value).encode(), known)
    assert redact(b'{"address":"https://x"}', known) == (b'{"address":"[redacted]"}', ["/address"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from([*KEYS, *HARMLESS]) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*NAMES, *HARMLESS_NAMES, "environment", "name", "value"]), inner, max_size=3)
    ),
)


@given(JSON, st.booleans())
def test_the_quick_look_misses_nothing_and_redaction_leaves_nothing(value: Any, ascii_only: bool):
    text = json.dumps({"record": value}, ensure_ascii=ascii_only).encode()
    there = secrets.find_secrets({"record": value})
    assert secrets.may_hold(text) or not there
    without, pointers = redact(text, {})
    assert len(pointers) == len(there)
    assert secrets.find_secrets(json.loads(without)) == []
    assert (without == text) is (not there)


def test_numbers_and_spaces_beside_a_secret_stay_as_they_are():
    text = b'{ "a" : 1.50 , "api_key":"\\u0041b", "b": [1E400, 100000000000000000000000000000000] }'
    assert redact(text, {})[0] == text.replace(b'"\\u0041b"', b'"[redacted]"')


def test_a_secret_behind_a_repeated_name_goes_too():
    without, _ = redact(b'{"wandb":{"api_key":"hidden","api_key":null},"n":1.50}', {})
    assert without == b'{"wandb":{"api_key":null},"n":1.50}'
