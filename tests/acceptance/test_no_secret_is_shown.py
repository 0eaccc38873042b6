"""Nothing that is a secret by the table is printed: over commands, formats and places."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from tests.many import tries

from dspy_schema.cli.main import main
from dspy_schema.secrets.patterns import KEYS, PHRASES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMATS = ("text", "json", "jsonl", "junit", "sarif", "github")
SECRETS = [key.prefixes.split()[0] + key.sample for key in KEYS]
SECRETS += [phrase.example for phrase in PHRASES if phrase.everywhere and len(phrase.example) > 30]
SECRETS += ["aws_session_token=" + "Ab1" * 60 + "TAIL0123", "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEfake0123" * 6]
JOB = {"@type": "TrainingJob", "id": "a", "model": "m", "training_status": "running"}
OPENAI = {"object": "fine_tuning.job", "id": "ftjob-1", "model": "m", "status": "running", "created_at": 1725983532}
PLACES: dict[str, Callable[[str], Any]] = {
    "a name": lambda secret: JOB | {secret: 1},
    "a name behind key_": lambda secret: JOB | {f"key_{secret}": 1},
    "a value": lambda secret: JOB | {"training_status": secret},
    "a number's place": lambda secret: JOB | {"train_kwargs": secret},
    "the id": lambda secret: JOB | {"id": secret, "model": 1},
    "the type": lambda secret: JOB | {"@type": secret},
    "a name in settings": lambda secret: JOB | {"train_kwargs": {secret: {secret: 1}}, "model": 1},
    "a name in a vendor's record": lambda secret: OPENAI | {secret: 1, "metadata": {secret: "x"}},
    "a value in a vendor's record": lambda secret: (
        OPENAI | {"status": secret, "error": {"code": "x", "message": secret}}
    ),
    "an error's text": lambda secret: {"error": {"message": secret, "type": secret}, secret: 1},
    "the kind of an object": lambda secret: {"object": secret, "id": secret},
    "URL-encoded": lambda secret: JOB | {quote(secret, safe=""): 1, "training_status": quote(secret, safe="")},
}
COMMANDS = (
    ["validate"],
    ["validate", "-v"],
    ["validate", "--strict-json"],
    ["convert"],
    ["convert", "--to", "openai"],
    ["convert", "--jobs-only"],
    ["publish"],
    ["publish", "--to", "jsonld", "--json", "as-written"],
    ["evidence"],
    ["evidence", "--to", "html"],
    ["query", "SELECT * { ?s ?p ?o }"],
)
SUFFIXES = ("json", "jsonl", "yaml", "ndjson", "yml")


def pieces(secret: str) -> list[str]:
    """The last part of a secret, as it is and as URLs and JSON write it."""
    tail = secret.strip()[-10:]
    return [tail, quote(tail, safe=""), json.dumps(tail)[1:-1]]


def assert_hidden(secret: str, shown: str, where: str) -> None:
    assert not any(piece in shown for piece in pieces(secret)), (where, secret, shown)


@pytest.mark.parametrize("place", PLACES)
def test_no_finding_shows_a_secret(place: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    chosen = SECRETS[:: max(1, 200 // tries(200))]
    for number, secret in enumerate(chosen):
        # All commands and formats come to all forms of files: their numbers have no divisor in common.
        path = tmp_path / f"{number}.{SUFFIXES[number % len(SUFFIXES)]}"
        path.write_text(json.dumps(PLACES[place](secret)) + "\n")
        command = COMMANDS[number % len(COMMANDS)]
        main([*command, str(path)])
        assert_hidden(secret, "".join(capfd.readouterr()), f"{place} {command}")
        format_ = FORMATS[number % len(FORMATS)]
        main(["validate", "--output-format", format_, str(path)])
        assert_hidden(secret, "".join(capfd.readouterr()), f"{place} {format_}")


@pytest.mark.parametrize("format_", FORMATS)
def test_no_name_of_a_file_shows_a_secret(format_: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    for key in KEYS[::5]:
        secret = key.prefixes.split()[0] + key.sample
        if "/" in secret or len(secret) > 200:
            continue
        path = tmp_path / f"{secret}.json"
        path.write_text("{")
        for arguments in ([str(path)], [f"{path}.missing"]):
            main(["validate", "--output-format", format_, *arguments])
            assert_hidden(secret, "".join(capfd.readouterr()), format_)


def test_no_error_text_shows_a_secret(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    secret = "sk-" + "a1B2" * 8
    for arguments in (
        ["validate", "--type", secret, "x.json"],
        ["validate", "--output-format", secret, "x.json"],
        ["convert", "--to", secret, "x.json"],
        ["explain", secret],
        ["query", "--store", str(tmp_path / secret), "ASK {}"],
        ["publish", "--base", f"https://user:{secret}@example.org", "x.json"],
    ):
        with suppress(SystemExit):
            main(arguments)
        assert_hidden(secret, "".join(capfd.readouterr()), " ".join(arguments))
