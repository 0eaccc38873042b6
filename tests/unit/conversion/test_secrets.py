"""What is a secret and what is not; that none is left where conversion takes them out, whatever holds it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.many import for_each, tries

from dspy_schema import secrets
from dspy_schema.conversion.pipeline import convert_batches
from dspy_schema.records.batch import Batch
from dspy_schema.secrets.redaction import redact
from dspy_schema.validation import Checker

EXAMPLES = sorted(Path(__file__).parents[2].joinpath("data/vendor/valid").glob("*.json"))
KEYS = [
    "sk-" + "a1B2" * 6,
    "sk-proj-" + "a1B2_-" * 6,
    "hf_" + "aBcD" * 8,
    "AKIA" + "ABCD" * 4,
    "AIza" + "aBc-_" * 7,
    "ghp_" + "a1B2" * 9,
    "github_pat_" + "a1B2" * 9,
    "glpat-" + "a1B2" * 5,
    "gsk_" + "a1B2" * 6,
    "xoxb-1234567890-abc",
    "dapi" + "0a1b" * 8,
    "nvapi-" + "a1B2" * 6,
    "r8_" + "a1B2" * 8,
    "fw_" + "a1B2" * 6,
    "tgp_v1_" + "a1B2" * 6,
    "pplx-" + "a1B2" * 6,
    "wandb_v1_" + "a1B2" * 6,
    "lsv2_pt_" + "a1B2" * 6,
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_",
    "-----BEGIN RSA PRIVATE KEY-----\nMII",
    "Bearer abcdefghijklmnopqrstuvwxyz",
    "basic dXNlcjpwYXNzd29yZDEyMw==",
    "https://user:hunter2@example.org/x",
    "s3://b/m?X-Amz-Signature=abc",
    "https://a.blob.core.windows.net/m?sv=1&sig=abc%3D",
    "https://storage.googleapis.com/m?X-Goog-Signature=ab",
    "https://d.cloudfront.net/m?Expires=1&Signature=ab",
]
KEYS += [
    "ASIA" + "ABCD" * 4,
    "ya29." + "a1B2_" * 6,
    "GOCSPX-" + "a1B2" * 6,
    "sk_live_" + "a1B2" * 6,
    "npm_" + "a1B2" * 9,
    "xai-" + "a1B2" * 9,
    "SG." + "a1B2" * 5 + "." + "a1B2" * 9,
    "https://hooks.slack.com/services/T01/B02/abc123",
    "https://hf_" + "aBcD" * 8 + "@huggingface.co/x",
    "https://x/cb#access_token=abc",
    "https://x/v1?api_key=abc",
    "?sv=1&sig=abc%3D",
    '{"api_key": "hunter2"}',
    "api_key=hunter2hunter2",
    "tool --api-key hunter2hunter2",
    "Server=db;Password=correcthorse;",
    "AccountName=a;AccountKey=abcd/ef==;",
    "Authorization: Token 9944b09199c62bcf",
]
NAMES = ["api_key", "apiKey", "wandbApiKey", "WANDB_API_KEY", "databricks_token", "token", "HF_TOKEN", "password"]
NAMES += ["authorization", "Authorization", "client_secret", "secret", "aws_secret_access_key", "private-key", "cookie"]
NAMES += ["connection_string", "passphrase", "dbPassword", "auth_header", "access key"]
NAMES += ["api_keys", "hf_tokens", "tokens", "passwords", "secret_access_keys", "ConnectionStrings", "credential"]
NAMES += [
    "credentials",
    "pwd",
    "pat",
    "githubPat",
    "jwt",
    "bearer",
    "auth",
    "session_key",
    "sessionKey",
    "secretString",
]
NAMES += ["client_secret_value", "apiKeyValue", "OPENAI_API_KEY_2", "privateKeyPem", "sharedAccessSignature"]
HARMLESS_NAMES = ["trained_tokens", "max_tokens", "token_count", "tokenizer", "eos_token", "pad_token", "primary_key"]
HARMLESS_NAMES += ["n_tokens", "total_tokens", "prompt_tokens", "pattern", "path", "author", "gym_env", "public_key"]
HARMLESS_NAMES += ["keys", "key", "monkey", "secretary", "passed", "next_page_token", "stop_token", "environmental"]
HARMLESS = [
    "",
    "[redacted]",
    "ftjob-abcdefghijklmnopqrstuvwx",
    "task-abcdefghijklmnopqrstuvwxyz",
    "sk-short",
    "disk-" * 9,
]
HARMLESS += ["https://example.org/a?b=c", "https://example.org/a?sig=[redacted]", "ft:gpt-4o:acme::BTz2REMH", "a:b@c"]
HARMLESS += [
    "ft:gpt-4o:sk-learn-experiments-2026:id",
    "key=value",
    "max_tokens=1024",
    "Password: at least 8 characters",
]
HARMLESS += [
    "client(api_key=os.environ['OPENAI_API_KEY'])",
    "def f(token: str, password=None): pass",
    "token = next(it)",
]
HARMLESS += [
    "tokens=tokenizer(text, padding=True)",
    '{"api_key": ""}',
    "export API_KEY=<your key>",
    "{not json",
    "[" * 5000,
]
HARMLESS += ["the basic idea", "no bearer of news", "project/hf_model"]


def paths(value: Any) -> list[str]:
    return ["/".join(map(str, path)) for path in secrets.find_secrets(value)]


@pytest.mark.parametrize("text", KEYS)
def test_keys_are_told_by_their_look(text: str):
    for value in (text, f"see {text} there", f'he said "{text}"', f"KEY={text}", f"a\n{text}"):
        assert paths({"a": {"b": [1, value]}}) == ["a/b/1"], value
        assert secrets.may_hold(json.dumps({"a": value}).encode())
        assert secrets.may_be_among(f"~ok~{value}~")


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


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("key", KEYS[:17])
def test_keys_behind_any_character_that_no_word_has(before: str, key: str):
    value = f"OPENAI_API_KEY{before}{key}"
    assert paths({"a": value}) == ["a"]
    assert secrets.may_hold(json.dumps({"a": value}).encode())
    assert secrets.may_be_among(f"~ok~{value}~")


def test_a_key_in_the_name_of_a_model_is_found():
    assert paths({"a": f"ft:gpt-4o:{'sk-' + 'a1B2' * 6}"}) == ["a"]


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
        {"environment": {f"N{number}": "value" for number in range(8000)}},
        {"a": ",".join(["https://example.org/a"] * 16000)},
        {"a": "https://a?" * 20000},
        {"a": "token=a1" * 20000},
        {"a": "-eyJ" + "-eyJaaaaaaaaaa" * 8000},
    ],
)
def test_redaction_takes_time_that_grows_with_the_text(value: Any):
    start = time.process_time()
    redact(json.dumps(value).encode(), {})
    assert time.process_time() - start < 3


@given(st.text(), st.sampled_from(KEYS), st.text())
def test_the_quick_looks_are_sound(before: str, key: str, after: str):
    text = before + key + after
    if secrets.is_secret(text):
        assert secrets.may_be_among(f"~a~{text}~b")
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


def test_what_a_schema_knows():
    known = {"/list/*/wachtwoord": "key", "/address": "signed_url"}
    value = {"list": [{"wachtwoord": "x"}], "address": "https://x"}
    assert secrets.find_secrets(value, known) == [("list", 0, "wachtwoord"), ("address",)]
    assert secrets.may_hold(json.dumps(value).encode(), known)
    assert redact(b'{"address":"https://x"}', known) == (b'{"address":"[redacted]"}', ["/address"])


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


@for_each("path", EXAMPLES, lambda path: path.stem)
def test_no_text_of_a_record_carries_a_secret_into_its_conversion(path: Path):
    """Also not where plain records are converted at once: a key in the place of each text in turn."""
    record = json.loads(path.read_bytes())
    type_ = path.name.partition("-")[0].replace(".", ":", 1)
    key = KEYS[0]
    for place in _texts(record, ()):
        changed = json.loads(path.read_bytes())
        holder = changed
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = key
        line = json.dumps(changed, separators=(",", ":")).encode() + b"\n"
        batch = Batch(source="", texts=[line] * 2, lines=2)
        for converted in convert_batches([batch], Checker(type_), "dspy"):
            assert key.encode() not in converted.encode(), place


def _texts(value: Any, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    if isinstance(value, str):
        return [path]
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [each for key, child in children for each in _texts(child, (*path, key))]
