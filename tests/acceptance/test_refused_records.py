"""A file that is refused is reported with its place by every command, and hides nothing of what is good."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import dspy_schema
from dspy_schema.findings import Finding, Severity

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    Run = Callable[..., subprocess.CompletedProcess[str]]

DATA = Path(__file__).parents[1] / "data"
GOOD = [
    {
        "object": "fine_tuning.job",
        "id": f"ftjob-good{number}",
        "model": "gpt-4o-mini-2024-07-18",
        "created_at": 1700000000 + number,
        "status": "running",
        "training_file": "file-a",
        "organization_id": "org-a",
        "result_files": [],
        "seed": 1,
        "hyperparameters": {"n_epochs": 1},
        "fine_tuned_model": None,
        "finished_at": None,
        "trained_tokens": None,
        "validation_file": None,
        "error": None,
    }
    for number in (1, 2)
]
"""Two jobs of which each command has an output."""


def _list_files() -> Iterator[Path]:
    for folder in ("invalid", "field_reports"):
        for path in sorted((DATA / folder).rglob("*")):
            if path.is_file() and path.suffix not in {".expected", ".md", ".py"}:
                yield path


def _pretty(data: bytes) -> bytes | None:
    """The content with line breaks, as an editor or `jq` writes it; None where it has no other form."""
    try:
        text = json.dumps(json.loads(data), indent=2, ensure_ascii=False)
        return text.encode(errors="surrogatepass")
    except (ValueError, RecursionError):
        # What is broken gets line breaks, too: none of the corpus has its fault in one.
        pretty = data.replace(b", ", b",\n  ").replace(b"{", b"{\n  ", 1)
        return pretty if pretty != data else None


FILES = list(_list_files())
IDENTIFIERS = "SELECT ?model {?job dspy:model ?model}"
COMMANDS = (
    ["validate", "--output-format", "json"],
    ["convert"],
    ["publish"],
    ["query", "--query", IDENTIFIERS, "--to", "csv"],
    ["evidence", "--max-ids", "0"],
)


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Each file of the corpus as it is, and with line breaks."""
    folder = tmp_path_factory.mktemp("forms")
    paths = []
    for number, path in enumerate(FILES):
        data = path.read_bytes()
        for form, content in (("as-it-is", data), ("pretty", _pretty(data))):
            if content is not None:
                copy = folder / f"{number:03}-{form}-{path.name}"
                copy.write_bytes(content)
                paths.append(copy)
    return paths


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two files that every command has an output for."""
    folder = tmp_path_factory.mktemp("good")
    paths = [folder / "first.json", folder / "last.json"]
    for path, record in zip(paths, GOOD, strict=True):
        path.write_text(json.dumps(record, indent=2))
    return paths


def test_the_corpus_is_there(forms: list[Path]):
    assert len(FILES) > 290
    assert sum("pretty" in path.name for path in forms) > 270


def test_every_file_alone_and_between_two_good_ones(forms: list[Path], good: list[Path]):
    """Through the Python API: what `validate` refuses, no other function works on, and all find it at its place."""
    wrong = []
    for path in forms:
        refused = [finding for finding in dspy_schema.validate(path).findings if finding.severity is Severity.ERROR]
        wrong += [f"{path.name}: no place of {finding.code}" for finding in refused if not _has_place(finding)]
        for sources, expected in (([path], 0), ([good[0], path, good[1]], len(good))):
            for name, run in FUNCTIONS.items():
                findings: list[Finding] = []
                output = run(sources, findings.append)
                if not {_identify(finding) for finding in refused} <= {_identify(finding) for finding in findings}:
                    wrong.append(f"{path.name}: {name} does not say what validate says")
                if sum(f"ftjob-good{number}".encode() in output for number in (1, 2)) != expected:
                    wrong.append(f"{path.name}: {name} has not the {expected} good records")
    assert wrong == []


def _convert(sources: list[Path], on_finding: Callable[[Finding], object]) -> bytes:
    return b"".join(record.text for record in dspy_schema.convert(sources, on_finding=on_finding))


def _publish(sources: list[Path], on_finding: Callable[[Finding], object]) -> bytes:
    return b"".join(dspy_schema.publish(sources, on_finding=on_finding))


FUNCTIONS = {"convert": _convert, "publish": _publish}


def _identify(finding: Finding) -> tuple[str, str, int | None]:
    return finding.source, finding.code, finding.line


def _has_place(finding: Finding) -> bool:
    # A graph is a set, in which records have no places.
    return finding.line is not None or Path(finding.source).suffix == ".ttl"


@pytest.mark.parametrize("command_line", COMMANDS, ids=lambda command_line: command_line[0])
def test_all_files_between_two_good_ones(command: Run, forms: list[Path], good: list[Path], command_line: list[str]):
    """On the command line; the fixture `command` fails on what is a fault of this package."""
    done = command(*command_line, good[0], *forms, good[1])
    assert done.returncode == 1, done.stderr[-1000:]
    printed = done.stdout + done.stderr
    refused = {finding.source for finding in dspy_schema.validate(forms).findings if finding.severity is Severity.ERROR}
    assert len(refused) > 480
    assert [source for source in refused if source not in printed] == []
    if command_line[0] == "query":
        assert done.stdout.count("gpt-4o-mini-2024-07-18") >= len(good)
    elif command_line[0] != "validate":
        assert all(f"ftjob-good{number}" in done.stdout for number in (1, 2))


def test_evidence_of_the_corpus(forms: list[Path], good: list[Path]):
    findings: list[Finding] = []
    evidence = dspy_schema.evidence([good[0], *forms, good[1]], on_finding=findings.append)
    assert evidence.totals.records >= len(forms)
    assert {finding.source for finding in findings} >= {
        finding.source for finding in dspy_schema.validate(forms).findings if finding.severity is Severity.ERROR
    }
