"""The table: the example of each line is found, and no prefilter hides it."""

from __future__ import annotations

import json
import re

import pytest

from dspy_schema import secrets
from dspy_schema.secrets import prefilter
from dspy_schema.secrets.patterns import KEYS, NAMES, PHRASES, Key, Name, Phrase, secret_kind

EXAMPLES = [(key, prefix + key.sample) for key in KEYS for prefix in key.prefixes.split()]
# Values that are secret in members of each kind.
VALUES = {
    "environment": {"A": "b"},
    "signed_url": "https://x",
    "auth": "hunter2",
    "tokens": "hunter2",
    "key": "hunter2",
    "token": "hunter2",
    "opaque": "hunter2",
}


def spellings(text: str) -> list[bytes]:
    """A record with the text, as JSON writes it: also escaped, with escaped slashes, and in JSON that is a text."""
    escaped = "".join(f"\\u{ord(character):04x}" for character in text if ord(character) < 0x10000)
    written = json.dumps({"a": text})
    return [
        spelling.encode()
        for spelling in (written, written.replace("/", "\\/"), f'{{"a": "{escaped}"}}', json.dumps({"b": written}))
    ]


@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=[example[:12] for _, example in EXAMPLES])
def test_each_key_is_found_and_passes_every_prefilter(key: Key, example: str):
    assert re.fullmatch(key.rest, key.sample)
    for text in (example, f"see {example}.", f"a\n{example}", f"x%3D{example}"):
        assert secrets.find_secrets({"a": text}) == [("a",)]
        assert prefilter.may_be_key(f",{text}")
        assert secrets.may_be_among(f",ok,{text},")
        assert all(map(secrets.may_hold, spellings(text)))
    assert not secrets.find_secrets({"a": f"word{example}"})


@pytest.mark.parametrize("key", KEYS, ids=[key.issuer for key in KEYS])
def test_the_prefixes_of_keys_have_no_character_that_json_escapes(key: Key):
    assert key.prefixes
    assert all(re.fullmatch("[A-Za-z0-9][A-Za-z0-9_.-]*", prefix) for prefix in key.prefixes.split())


@pytest.mark.parametrize("phrase", PHRASES, ids=[phrase.kind for phrase in PHRASES])
def test_each_phrase_is_found_and_passes_every_prefilter(phrase: Phrase):
    assert re.search(phrase.pattern, phrase.example)
    assert any(word in phrase.example.lower() for word in phrase.words) or (phrase.hint and not phrase.words)
    assert not any(re.search(r'["\\\n]', word) or word != word.lower() for word in phrase.words)
    written = json.dumps(phrase.example)
    assert not phrase.hint or re.search(phrase.hint, written.lower() if phrase.words else written)
    for text in (phrase.example, f"see {phrase.example}", f"a\n{phrase.example}"):
        assert secrets.find_secrets({"a": text}) == [("a",)]
        assert prefilter.may_be_phrase(text)
        assert secrets.may_be_among(f",ok,{text},")
        assert all(map(secrets.may_hold, spellings(text)))


@pytest.mark.parametrize("name", NAMES, ids=[name.example for name in NAMES])
def test_each_name_tells_of_a_secret_and_passes_every_prefilter(name: Name):
    assert secret_kind(name.example) == name.kind
    value = VALUES[name.kind]
    assert name.sign in f"{name.example} {value}".lower()
    written = json.dumps({name.example: value})
    assert len(secrets.find_secrets({name.example: value})) == 1
    assert prefilter.may_have_secret_name(written)
    assert secrets.may_hold(written.encode())
    assert secrets.is_secret(written)
    assert all(map(secrets.may_hold, spellings(written)))


@pytest.mark.parametrize(
    "text",
    [
        '{"bearer": "hunter2"}',
        '{"pat": "hunter2"}',
        '{"download_url": "https://x"}',
        '{"p\\u0061ssword": "hunter2"}',
        '{"password"\n: "hunter2"}',
    ],
)
def test_json_in_a_text_is_searched_as_records_are(text: str):
    assert secrets.find_secrets(json.loads(text))
    assert secrets.is_secret(text)
    assert secrets.may_hold(json.dumps({"a": text}).encode())
