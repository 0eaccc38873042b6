"""The prefilters let all pass that holds a secret."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.many import tries
from tests.unit.secrets.samples import KEYS

from dspy_schema import secrets


@pytest.mark.parametrize("text", KEYS)
def test_keys_pass(text: str):
    for value in (text, f"see {text} there", f'he said "{text}"', f"KEY={text}", f"a\n{text}"):
        assert secrets.may_hold(json.dumps({"a": value}).encode())
        assert secrets.may_be_among(f",ok~{value}~")


@given(st.text(), st.sampled_from(KEYS), st.text())
def test_the_quick_looks_are_sound(before: str, key: str, after: str):
    text = before + key + after
    if secrets.is_secret(text):
        assert secrets.may_be_among(f",a~{text}~b")
        for ascii_only in (True, False):
            assert secrets.may_hold(json.dumps(text, ensure_ascii=ascii_only).encode(errors="surrogatepass"))


WORDS = [
    "api_key",
    "API-KEY",
    "secret",
    "password",
    "Pwd",
    "token",
    "authorization",
    "AccountKey",
    "sig",
    "x-goog-signature",
]
WORDS += [
    "--api-key",
    "bearer",
    "Basic",
    "env",
    "processEnv",
    "tokens",
    "credentials",
    "downloadUrl",
    "auth",
    "jwt",
    "a",
]
PIECES = [
    *WORDS,
    *KEYS,
    "=",
    ":",
    " ",
    '"',
    "'",
    "\\",
    "\n",
    "\t",
    "/",
    "?",
    "&",
    "#",
    ";",
    "{",
    "}",
    "é",
    "\u2028",
    "%3D",
]
PIECES += [
    "hunter2hunter2",
    "a1b2c3d4e5f6a7b8c9",
    "12345678",
    "https://",
    "u:p@h",
    "-----BEGIN RSA PRIVATE KEY",
    "hooks.slack.com/x/y/z",
]
odd_texts = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)
odd_texts |= st.tuples(st.sampled_from(WORDS), odd_texts).map(lambda pair: json.dumps({pair[0]: pair[1]}))
odd_values = st.recursive(
    odd_texts | st.integers(0, 10**9) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | odd_texts, inner, max_size=3),
    max_leaves=4,
)


@settings(max_examples=tries(3000), deadline=None, derandomize=True, database=None)
@given(odd_values)
def test_the_quick_look_at_a_record_is_sound(value: Any):
    if secrets.find_secrets(value) or secrets.find_secret_names(value):
        for ascii_only in (True, False):
            for separators in (None, (",", ":"), (" , ", " : ")):
                written = json.dumps(value, ensure_ascii=ascii_only, separators=separators)
                assert secrets.may_hold(written.encode())
                assert secrets.may_hold(written.replace("/", "\\/").encode())
