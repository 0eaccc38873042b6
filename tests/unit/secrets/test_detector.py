"""What is a secret and what is not, by the form of texts and the names of members."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.secrets.samples import HARMLESS, HARMLESS_NAMES, KEYS, NAMES

from dspy_schema import secrets


def paths(value: Any) -> list[str]:
    return ["/".join(map(str, path)) for path in secrets.find_secrets(value)]


@pytest.mark.parametrize("text", KEYS)
def test_keys_are_found_by_their_form(text: str):
    for value in (text, f"see {text} there", f'he said "{text}"', f"KEY={text}", f"a\n{text}"):
        assert paths({"a": {"b": [1, value]}}) == ["a/b/1"], value


@pytest.mark.parametrize("name", NAMES)
def test_names_tell_of_secrets(name: str):
    assert paths({"x": [{name: "hunter2"}]}) == [f"x/0/{name}"]
    assert secrets.may_hold(json.dumps({name: "hunter2"}).encode())
    assert paths({name: ""}) == paths({name: None}) == paths({name: 5}) == paths({name: "[redacted]"}) == []


@pytest.mark.parametrize("name", HARMLESS_NAMES)
def test_other_names_do_not(name: str):
    assert paths({name: "hunter2", "a": [{name: "x"}]}) == []


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_are_none(text: str):
    assert paths({"a": text, "b": [text]}) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"environment": {"A": "b", "N": {"c": "d"}}}, ["environment/A", "environment/N/c"]),
        ({"Environment": {"A": "b"}}, ["Environment/A"]),
        ({"environment": "staging", "env": "prod"}, []),
        ({"secrets": {"HF": "x"}, "env": [{"name": "A", "value": "b"}]}, ["secrets/HF", "env/0/value"]),
        (
            {"trainer": {"env": [{"name": "A", "valueFrom": {"k": "v"}}]}},
            ["trainer/env/0/name", "trainer/env/0/valueFrom/k"],
        ),
        ({"token": ["a", "b"]}, ["token/0", "token/1"]),
        ({"bos_token": "<s>", "token": "<|endoftext|>"}, []),
        (
            {"model_download_url": "https://x/y", "metricsFileSignedUrl": "gs://a"},
            ["model_download_url", "metricsFileSignedUrl"],
        ),
        ({"model_download_url": "not yet"}, []),
        (
            {"model_download_url": ["https://x", "later"], "signed_urls": {"a": "s3://b"}},
            ["model_download_url/0", "signed_urls/a"],
        ),
        *[
            ({name: {"A": "b"}}, [f"{name}/A"])
            for name in ("env_variables", "environments", "runtime_env", "container_env", "processEnv", "extra_env")
        ],
        ({"environment": "HF=x LANG=C", "env": '{"A": 1}'}, ["environment", "env"]),
        (
            {"password": 12345678, "environment": {"PIN": 12345678, "SIZE": 8, "ON": True}},
            ["password", "environment/PIN"],
        ),
        ({"tokens": 12345678, "trained_tokens": 12345678, "token": 50256, "max_tokens": 4096}, []),
        ({"tokens": [50256, 11], "logprobs": {"tokens": ["Hello", " world"], "token_logprobs": [-0.1, -2]}}, []),
        ({"content": [{"token": "Hello", "logprob": -0.1, "bytes": [72]}]}, []),
        ({"tokens": {"hub": "hunter2"}}, ["tokens/hub"]),
        ({"auth": "oauth2", "x": {"auth": "None"}}, []),
    ],
)
def test_environments_lists_and_addresses(value: Any, expected: list[str]):
    assert paths(value) == expected
    assert not expected or secrets.may_hold(json.dumps(value).encode())


BEFORE = [":", "/", ".", "&", "-", "!", "*", "}", "\u00a0", "\u2028", "\ufeff", "\0", "\\n", "%3D", "é", "@", "~"]


@pytest.mark.parametrize("key", KEYS[:17])
def test_keys_behind_any_character_that_no_word_has(key: str):
    for before in BEFORE:
        value = f"OPENAI_API_KEY{before}{key}"
        assert paths({"a": value}) == ["a"], before
        assert secrets.may_hold(json.dumps({"a": value}).encode()), before
        assert secrets.may_be_among(f",ok~{value}~"), before


def test_a_key_in_the_name_of_a_model_is_found():
    assert paths({"a": f"ft:gpt-4o:{'sk-' + 'a1B2' * 6}"}) == ["a"]


@pytest.mark.parametrize(
    ("pointer", "value", "expected"),
    [
        ("/metadata/api_key", "x", True),
        ("/environment/A", "x", True),
        ("/environment/A/b", "x", True),
        ("/environment", "x", False),
        ("/environment", {"A": "x"}, True),
        ("/status", KEYS[0], True),
        ("/status", "done", False),
        ("/status", {"a": [KEYS[0]]}, True),
        ("/trained_tokens", "many", False),
        ("/token", 5, False),
        ("", {"password": "x"}, True),
    ],
)
def test_what_a_finding_must_not_show(pointer: str, value: object, expected: bool):
    assert secrets.is_secret_at(pointer, value) is expected
