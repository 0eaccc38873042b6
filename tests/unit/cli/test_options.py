"""Each option has one meaning in all commands; former names work for one release, and are listed nowhere."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

import pytest

from dspy_schema import artifacts
from dspy_schema.cli import evidence, schema
from dspy_schema.cli import options as shared
from dspy_schema.cli.main import COMMANDS, create_parser, main
from dspy_schema.cli.output import terminal_width
from dspy_schema.errors import QueryError
from dspy_schema.governance import assessment
from dspy_schema.mappings import sssom_export
from dspy_schema.records.formats import Format
from dspy_schema.reporters.registry import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JOB = '{"id": "a", "model": "m"}\n'
TURTLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def list_actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action.choices.values():
                yield from list_actions(choice)
        else:
            yield action


def actions_named(name: str) -> list[argparse.Action]:
    return [action for action in list_actions(create_parser()) if name in action.option_strings]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    (tmp_path / "a.jsonl").write_text(JOB)
    (tmp_path / "query.rq").write_text(TURTLE)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "choices", "commands"), [("--from", [*Format], 5), ("--output-format", [*REPORTERS], 6)]
)
def test_one_meaning_in_all_commands(name: str, choices: list[str], commands: int):
    actions = actions_named(name)
    assert len(actions) == commands
    assert {(action.dest, *(action.choices or ())) for action in actions} == {(actions[0].dest, *choices)}


def test_what_is_written_is_always_to():
    assert len(actions_named("--to")) == len({"convert", "publish", "query", "evidence", "coverage"}) + len(
        ("mappings list", "mappings export", "mappings diff", "schema path", "schema show")
    )


def test_no_option_has_two_descriptions():
    described: dict[str, set[str]] = {}
    for action in list_actions(create_parser()):
        for name in {*action.option_strings} & {"-t", "--base", "-o", "-q", "-v", "--color", "--fail-on"}:
            # -o says what is written.
            described.setdefault(name, set()).add((action.help or "").partition(" to FILE")[2 if name == "-o" else 0])
    # --type also chooses an artefact of a type.
    assert {name: len(texts) for name, texts in described.items()} == dict.fromkeys(described, 1) | {"-t": 2}


def test_every_option_has_help_in_plain_words(capsys: pytest.CaptureFixture[str]):
    for action in list_actions(create_parser()):
        assert action.help, action
    for command in COMMANDS:
        with pytest.raises(SystemExit):
            main([command, "--help"])
        text = capsys.readouterr().out
        assert "<" not in text
        assert "--format" not in text


@pytest.mark.parametrize(
    "arguments", [["validate", "--from", "xml", "a"], ["publish", "--to", "xml", "a"], ["convert", "a", "--from", "x"]]
)
def test_a_wrong_choice_is_reported_in_plain_words(arguments: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    message = capsys.readouterr().err.splitlines()[-1]
    assert "invalid choice: 'x" in message
    assert "<" not in message


@pytest.mark.parametrize(
    ("former", "now", "old_name", "new_name"),
    [
        (["validate", "--format", "jsonl"], ["validate", "--from", "jsonl"], "--format", "--from"),
        (["convert", "--format", "jsonl"], ["convert", "--from", "jsonl"], "--format", "--from"),
        (["publish", "--format", "jsonl"], ["publish", "--from", "jsonl"], "--format", "--from"),
        (
            ["query", "--query", TURTLE, "--format", "jsonl"],
            ["query", "--query", TURTLE, "--from", "jsonl"],
            "--format",
            "--from",
        ),
        (["evidence", "--format", "jsonld"], ["evidence", "--to", "jsonld"], "--format", "--to"),
        (
            ["query", "--named", "lineage", "--output-format", "csv"],
            ["query", "--named", "lineage", "--to", "csv"],
            "--output-format",
            "--to",
        ),
        (["query", TURTLE], ["query", "--query", TURTLE], "query", "--query"),
        (["query", "DESCRIBE<urn:a>"], ["query", "--query", "DESCRIBE<urn:a>"], "query", "--query"),
        (["query", "@query.rq"], ["query", "--query", "@query.rq"], "query", "--query"),
    ],
)
def test_former_spellings_of_readers(
    former: list[str], now: list[str], old_name: str, new_name: str, capsys: pytest.CaptureFixture[str]
):
    def run(arguments: list[str]) -> tuple[int, str, list[str]]:
        status = main([*arguments, "a.jsonl"])
        out, err = capsys.readouterr()
        return status, out.partition("(")[0], [line for line in err.splitlines() if line.startswith("dspy-schema: ")]

    status, out, notes = run(former)
    assert run(now) == (status, out, [])
    assert status == 0
    assert len(notes) == 1
    assert old_name in notes[0]
    assert new_name in notes[0]
    assert run([former[0], "-q", *former[1:]])[2] == notes


@pytest.mark.parametrize("format_", ["text", "json", "github"])
@pytest.mark.parametrize("flags", [[], ["-q"]])
def test_a_note_stands_beside_a_report_in_any_format(
    format_: str, flags: list[str], capsys: pytest.CaptureFixture[str]
):
    assert main(["validate", "--format", "jsonl", "--output-format", format_, *flags, "a.jsonl"]) == 0
    assert capsys.readouterr().err.startswith("dspy-schema: --format is now --from; ")


def test_json_selects_the_results_of_a_query_in_its_former_place(capsys: pytest.CaptureFixture[str]):
    query = "SELECT ?s WHERE { ?s ?p ?o }"
    assert main(["query", query, "a.jsonl", "--output-format", "json"]) == 0
    out, err = capsys.readouterr()
    assert main(["query", "--query", query, "--to", "json", "a.jsonl"]) == 0
    assert capsys.readouterr().out == out
    assert out.startswith('{"head"')
    notes = [line for line in err.splitlines() if line.startswith("dspy-schema: ")]
    assert ["--to json" in notes[0], "--query" in notes[1]] == [True, True]
    assert main(["query", query, "a.jsonl", "--output-format", "json", "--to", "csv"]) == 0
    out, err = capsys.readouterr()
    assert (out[:1], err[:1]) == ("s", "{")


@pytest.mark.parametrize("name", ["base.jsonl", "select-*.jsonl", "ask/a.jsonl", "selected", "select"])
def test_the_name_of_a_file_is_no_query(name: str, folder: Path):
    (folder / "select").write_text(JOB)
    with pytest.raises(QueryError, match=r"^no query; "):
        main(["query", name, "a.jsonl", "-vv"])


def test_help_has_one_width_everywhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("COLUMNS", raising=False)

    def list_parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
        yield parser
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                for choice in action.choices.values():
                    yield from list_parsers(choice)

    formatters = [parser._get_formatter() for parser in list_parsers(create_parser())]
    assert len(formatters) > len(COMMANDS) + 4
    assert {formatter._width for formatter in formatters} == {terminal_width() - 2}


@pytest.mark.parametrize(
    ("command", "format_"),
    [
        (["coverage", "--element", "TrainingJob"], "json"),
        (["mappings", "list", "--element", "TrainingJob"], "tsv"),
        (["mappings", "export"], "turtle"),
        (["schema", "path"], "shacl"),
        (["schema", "show"], "prefixes"),
    ],
)
def test_former_spellings_of_lists(command: list[str], format_: str, capfdbinary: pytest.CaptureFixture[bytes]):
    assert main([*command, "--to", format_]) == 0
    sys.stdout.flush()
    out, err = capfdbinary.readouterr()
    assert err == b""
    assert main([*command, "--format", format_]) == 0
    sys.stdout.flush()
    again, err = capfdbinary.readouterr()
    assert again == out != b""
    assert err.startswith(b"dspy-schema: --format is now --to; ")


def test_a_program_that_reads_findings_gets_no_note(capsys: pytest.CaptureFixture[str]):
    assert main(["convert", "--format", "jsonl", "--output-format", "json", "a.jsonl"]) == 0
    assert capsys.readouterr().err.startswith('{"summary":')


def test_notes_are_kept_in_order(capsys: pytest.CaptureFixture[str]):
    options = argparse.Namespace()
    shared.add_note(options, "a")
    shared.add_note(options, "b")
    shared.print_notes(options)
    assert capsys.readouterr().err == "dspy-schema: a\ndspy-schema: b\n"


def test_formats_that_stand_in_two_places_are_the_same():
    """The start of a command imports only its options, so their formats stand there, too."""
    assert evidence.FORMATS == assessment.FORMATS
    assert sorted(schema.FORMATS) == sorted([artifacts.JSON_SCHEMA, *artifacts.FORMATS])
    choices = {tuple(action.choices or ()) for action in actions_named("--to")}
    assert tuple(sssom_export.WRITERS) in choices
