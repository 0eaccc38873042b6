"""Training data and settings stay as they are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.unit.secrets.harmless import OBJECTS, OBJECTS_OF_TRAINING, TEXTS

from dspy_schema import secrets
from dspy_schema.secrets.redaction import redact

# Elsewhere than in training data these are redacted, as decision 020 says.
REDACTED_ELSEWHERE = {
    "curl -u user:password https://example.com/private",
    "postgresql://user:password@localhost:5432/mydb",
    "mysql://root:root@localhost/test",
    "mongodb://user:pass@host:27017/admin",
    "A PEM file begins with -----BEGIN RSA PRIVATE KEY----- and ends with END.",
}


def test_there_are_many():
    assert len(set(TEXTS)) >= 120
    assert len(OBJECTS) >= 67


@pytest.mark.parametrize("value", [*TEXTS, *OBJECTS, *OBJECTS_OF_TRAINING], ids=str)
def test_training_data_stays_as_it_is(value: Any):
    record = json.dumps({"train_data": [value, {"text": value}, [[value]]]}).encode()
    assert redact(record, {}) == (record, [])


@pytest.mark.parametrize("value", [*TEXTS, *OBJECTS], ids=str)
def test_elsewhere_only_what_is_listed_is_redacted(value: Any):
    found = secrets.find_secrets({"train_kwargs": {"note": value}})
    assert bool(found) is (isinstance(value, str) and value in REDACTED_ELSEWHERE)


def test_a_key_in_training_data_is_redacted():
    key = "sk-" + "a1B2" * 6
    url = "redis://:p4ssw0rdLong@cache.internal:6379/0"
    record = {"train_data": [{"text": f"use {key}"}, [url], {key: 1}], "train_kwargs": {"target_token": "Paris"}}
    assert secrets.find_secrets(record) == [("train_data", 0, "text"), ("train_data", 1, 0)]
    assert list(secrets.find_secret_names(record)) == [("train_data", 2, key)]
