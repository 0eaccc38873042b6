"""Of several states of a job, publish, query, stores and evidence take the same one: the latest."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest

import dspy_schema
from dspy_schema.conversion import snapshots

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

EXAMPLE = Path(__file__).parents[2] / "examples" / "vendors" / "caikit.jsonl"
DSPY = "https://w3id.org/lmodel/dspy/"
STATUS = "SELECT ?status { ?job dspy:training_status ?status }"
COUNTS = "SELECT ?status (COUNT(?job) AS ?n) { ?job dspy:training_status ?status } GROUP BY ?status ORDER BY ?status"
RUNS = "SELECT ?status { ?run dspy:run_status ?status }"


def openai(status: str, finished: int | None = None) -> dict[str, Any]:
    return {"object": "fine_tuning.job", "id": "ftjob-1", "model": "gpt-4o-mini-2024-07-18", "created_at": 1725983532,
            "finished_at": finished, "status": status, "training_file": "file-x", "organization_id": "org-x",
            "result_files": [], "hyperparameters": {"n_epochs": 3}, "trained_tokens": None, "error": None,
            "fine_tuned_model": None, "validation_file": None, "seed": 7, "integrations": []}  # fmt: skip


def run_record(status: str, updated: str) -> dict[str, Any]:
    return {"@type": "TrainingRun", "id": "r", "job": "j", "run_status": status, "updated_at": updated}


def write(path: Path, records: Any) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return path


def published(path: Any, name: str = "training_status") -> list[str]:
    text = b"".join(dspy_schema.publish(path, "ntriples", on_finding=lambda _: None))
    quads = ox.parse(text, ox.RdfFormat.N_TRIPLES)
    return sorted(quad.object.value for quad in quads if quad.predicate.value == f"{DSPY}{name}")


def asked(command: Run, folder: Path, query: str, *options: str) -> list[str]:
    done = command("query", *options, "--query", query, "--to", "csv", "-q", "--no-info", cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()[1:]


STATES = {
    "by time": ([openai("running"), openai("succeeded", 1725990000)], "succeeded"),
    "by status": ([openai("queued"), openai("running"), openai("cancelled")], "cancelled"),
    "back": ([openai("failed", 1725983600), openai("succeeded", 1725990000)], "succeeded"),
}


@pytest.mark.parametrize("name", STATES)
def test_any_order_gives_the_latest_state(command: Run, tmp_path: Path, name: str) -> None:
    states, expected = STATES[name]
    for number, order in enumerate(itertools.permutations(states)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = write(folder / "jobs.jsonl", order)
        assert published(path) == [expected]
        assert published(path, "run_status") == [expected]
        assert asked(command, folder, STATUS, "jobs.jsonl") == [expected]
        # A state in a file of its own, one after the other into one store.
        for at, state in enumerate(order):
            write(folder / f"{at}.jsonl", [state])
            done = command("publish", f"{at}.jsonl", "--store", "store", "-q", cwd=folder)
            assert done.returncode == 0
        assert asked(command, folder, STATUS, "--store", "store") == [expected]
        assert asked(command, folder, RUNS, "--store", "store") == [expected]
        assert published([folder / f"{at}.jsonl" for at in range(len(order))]) == [expected]


def test_runs_by_the_time_of_their_update(command: Run, tmp_path: Path) -> None:
    states = [run_record("succeeded", "2026-01-02T00:00:00Z"), run_record("running", "2026-01-03T00:00:00+00:00")]
    for order in (states, states[::-1]):
        path = write(tmp_path / "runs.jsonl", order)
        assert published(path, "run_status") == ["running"]
        assert asked(command, tmp_path, RUNS, "runs.jsonl") == ["running"]


def test_equal_states_are_as_given(command: Run, tmp_path: Path) -> None:
    jobs = [{"@type": "TrainingJob", "id": "j", "model": model} for model in ("first", "second")]
    path = write(tmp_path / "jobs.jsonl", jobs)
    assert published(path, "model") == ["second"]
    assert asked(command, tmp_path, "SELECT ?m { ?j dspy:model ?m }", "jobs.jsonl") == ["second"]


def test_the_example_is_the_same_everywhere(command: Run, tmp_path: Path) -> None:
    statuses = Counter(published(EXAMPLE))
    assert statuses == {"succeeded": 2, "failed": 2, "cancelled": 2}
    rows = asked(command, tmp_path, COUNTS, str(EXAMPLE))
    assert rows == [f"{status},{statuses[status]}" for status in sorted(statuses)]
    lines = EXAMPLE.read_text().splitlines()
    (tmp_path / "back.jsonl").write_text("\n".join(reversed(lines)))
    assert Counter(published(tmp_path / "back.jsonl")) == statuses
    assert asked(command, tmp_path, COUNTS, "back.jsonl") == rows


def test_older_states_are_noted_and_are_no_error(command: Run, tmp_path: Path) -> None:
    write(tmp_path / "jobs.jsonl", [openai("running"), openai("succeeded", 1725990000)])
    done = command("publish", "jobs.jsonl", "--to", "turtle", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.count("DSP525") == 1
    assert done.stderr.startswith("jobs.jsonl:1:1: info DSP525 another state of this record is later")


def test_what_is_read_once_keeps_the_first_state_and_is_reported(command: Run, tmp_path: Path) -> None:
    states = [f'"@type": TrainingJob\nid: j\ntraining_status: {status}\n' for status in ("running", "succeeded")]
    (tmp_path / "jobs.yaml").write_text("---\n".join(states))
    done = command("publish", "jobs.yaml", "-q", cwd=tmp_path)
    assert done.returncode == 1
    assert "error DSP521" in done.stderr
    assert '"running"' in done.stdout
    # A store replaces, so that the order in which they come does not matter.
    for order in (states, states[::-1]):
        (tmp_path / "jobs.yaml").write_text("---\n".join(order))
        assert asked(command, tmp_path, STATUS, "jobs.yaml") == ["succeeded"]


def test_ranks() -> None:
    job = b'{"id": "j", "training_status": "running"}'
    run = b'{"id": "r", "job": "j", "run_status": "succeeded", "created_at": "2026-01-01T00:00:00Z"}'
    assert snapshots.rank_states([job, run]) == [("j", ("2026-01-01T00:00:00", 3)), ("r", ("2026-01-01T00:00:00", 4))]
    assert snapshots.rank_states([b'{"id": "j"}']) == [("j", ("", 0))]
    for is_answer in (True, False):
        assert snapshots.is_older(("2026-01-01", 4), ("2026-01-02", 3), is_answer=is_answer)
        assert not snapshots.is_older(("2026-01-01", 4), ("2026-01-01", 4), is_answer=is_answer)
        assert snapshots.is_older(("", 3), ("", 4), is_answer=is_answer)
        assert snapshots.is_older(("", 0), ("2026-01-02", 4), is_answer=is_answer) is is_answer
