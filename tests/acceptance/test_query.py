"""`dspy-schema query` as a user runs it, judged by its output and exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from tests.acceptance.processes import LIMIT, run_process, send

from dspy_schema.store import Store, store

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
MAIN = "import sys, dspy_schema.cli as c; sys.exit(c.main())"
COMMAND = [sys.executable, "-c", MAIN, "query"]
JOBS = [
    {"@type": "TrainingJob", "id": "job-1", "model": "m/1", "training_status": "succeeded", "name": "tab\there\nü🙂"},
    {"@type": "TrainingJob", "id": "job-2", "model": "m/2", "training_status": "failed", "name": 'a "quoted", name'},
    {"@type": "TrainingRun", "id": "job-1#run", "job": "job-1", "provider": "openai", "run_status": "succeeded",
     "created_at": "2026-01-01T00:00:00Z", "finished_at": "2026-01-02T06:30:00Z", "cost": 12.5, "cost_currency": "USD",
     "base_model": "m", "fine_tuned_model": "ft:m", "training_data": ["file-1"], "result_files": ["file-2"],
     "run_checkpoints": [{"name": "step-1", "location": "s3://c/1"}]},
    {"@type": "TrainingRun", "id": "job-3#run", "job": "job-3", "provider": "caikit", "run_status": "failed",
     "error": {"code": "E1", "message": "no data"}},
    {"@type": "ReinforceJob", "id": "job-3", "pending_batch_ids": [1]},
]  # fmt: skip
MODELS = "SELECT ?id ?model { ?job schema:identifier ?id ; dspy:model ?model } ORDER BY ?id"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "jobs.jsonl", *JOBS)
    write(tmp_path / "bad.jsonl", JOBS[0], JOBS[1] | {"training_status": 5})
    write(tmp_path / "later.jsonl", JOBS[1] | {"training_status": "succeeded"})
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "query.rq").write_text(f"# models\n{MODELS}\n")
    return tmp_path


def write(path: Path, *records: Any) -> None:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


@pytest.fixture
def run(command: Run, folder: Path) -> Run:
    """Run the command in the folder."""
    return partial(command, "query", cwd=folder)


class TestResults:
    def test_table(self, run: Run):
        done = run("--query", MODELS, "jobs.jsonl")
        assert done.stdout == "id     model\n-----  -----\njob-1  m/1\njob-2  m/2\n"
        assert done.stderr.startswith("5 records: 5 valid, 0 invalid; ")
        assert done.returncode == 0
        assert run("-q", "--query", MODELS, "jobs.jsonl").stderr == ""

    def test_csv(self, run: Run):
        done = run("--query", "SELECT ?n { ?s rdfs:label ?n ; dspy:model ?m } ORDER BY ?n", "jobs.jsonl", "--to", "csv")
        assert [*csv.reader(io.StringIO(done.stdout))] == [["n"], [JOBS[1]["name"]], [JOBS[0]["name"]]]

    def test_json(self, run: Run):
        done = run("--query", "SELECT ?n { <job-1> rdfs:label ?n }", "jobs.jsonl", "--to", "json")
        assert json.loads(done.stdout)["results"] == {
            "bindings": [{"n": {"type": "literal", "value": "tab\there\nü🙂"}}]
        }

    def test_controls_in_a_table(self, run: Run):
        done = run("--query", "SELECT ?n { <job-1> rdfs:label ?n }", "jobs.jsonl")
        assert done.stdout.splitlines()[2] == r"tab\there\nü🙂"

    def test_yes_and_no(self, run: Run):
        assert run("--query", "ASK { <job-1> a dspy:TrainingJob }", "jobs.jsonl").stdout == "yes\n"
        assert run("--query", "ASK { <job-9> a dspy:TrainingJob }", "jobs.jsonl").stdout == "no\n"
        done = run("--query", "ASK { <job-9> ?p ?o }", "jobs.jsonl", "--to", "json")
        assert json.loads(done.stdout)["boolean"] is False

    def test_turtle(self, run: Run):
        done = run("--query", "CONSTRUCT { ?s dspy:model ?m } WHERE { ?s dspy:model ?m }", "jobs.jsonl")
        triples = {(triple.subject.value, triple.object.value) for triple in ox.parse(done.stdout, ox.RdfFormat.TURTLE)}
        base = "https://w3id.org/lmodel/dspy/record/"
        assert triples == {(f"{base}job-1", "m/1"), (f"{base}job-2", "m/2")}
        assert "record:job-1 dspy:model" in done.stdout

    def test_a_wide_table_fits(self, run: Run):
        for columns in ("80", "100"):
            done = run("--query", "SELECT * { ?s ?p ?o }", "jobs.jsonl", env={"COLUMNS": columns})
            lines = done.stdout.splitlines()
            assert len(lines) > 20
            assert max(map(len, lines)) <= int(columns)

    def test_without_results(self, run: Run):
        assert run("--query", "SELECT * { ?s dspy:none ?o }", "jobs.jsonl").stdout == "no results\n"
        assert run("--query", "SELECT * { ?s ?p ?o }", "empty.jsonl", "--to", "csv").stdout == "o,p,s\r\n"

    def test_to_a_file(self, run: Run, folder: Path):
        done = run("--query", MODELS, "jobs.jsonl", "-o", "out.txt")
        assert done.stdout == ""
        assert (folder / "out.txt").read_text().startswith("id     model\n")
        done = run("--query", "SELECT", "jobs.jsonl", "-o", "other.txt")
        assert (done.returncode, (folder / "other.txt").exists()) == (2, False)

    def test_base(self, run: Run):
        done = run("--query", "ASK { <http://x/#job-1> a dspy:TrainingJob }", "--base", "http://x/#", "jobs.jsonl")
        assert done.stdout == "yes\n"
        assert run("--query", "ASK {}", "--base", "no", "jobs.jsonl").returncode == 2


class TestInput:
    def test_from_a_file_and_standard_input(self, run: Run, folder: Path):
        done = run("--query", "@query.rq", "-", input=(folder / "jobs.jsonl").read_text())
        assert done.stdout == run("--query", MODELS, "jobs.jsonl").stdout

    def test_rdf(self, run: Run, folder: Path):
        base = "https://w3id.org/lmodel/dspy/record/"
        types = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/lmodel/dspy/TrainingJob>"
        (folder / "graph.nt").write_text(
            f'<{base}a> {types} .\n<{base}a> <http://schema.org/identifier> "a" .\n'
            f'<{base}a> <https://w3id.org/lmodel/dspy/model> "m" .\n'
        )
        done = run("--query", MODELS, "graph.nt")
        assert done.stdout == "id  model\n--  -----\na   m\n", done.stderr

    def test_vendors_records(self, run: Run):
        done = run("--named", "runs-by-provider", ROOT / "examples/vendors", "--to", "csv")
        providers = {row["provider"]: int(row["runs"]) for row in csv.DictReader(io.StringIO(done.stdout))}
        assert set(providers) >= {"openai", "caikit", "arbor", "emissary"}

    def test_findings_and_status(self, run: Run):
        done = run("--query", MODELS, "bad.jsonl")
        assert done.stdout.splitlines()[2:] == ["job-1  m/1"]
        assert done.stderr.startswith("bad.jsonl:2:")
        assert done.returncode == 1
        assert run("--query", MODELS, "bad.jsonl", "--fail-on", "never").returncode == 0
        done = run("--query", MODELS, "missing.jsonl", "jobs.jsonl")
        assert (done.returncode, len(done.stdout.splitlines())) == (2, 4)

    def test_secrets(self, run: Run, folder: Path):
        secret = "sk-" + "a1B2" * 6
        write(folder / "secret.jsonl", {"@type": "TrainingRun", "id": "r", "job": "j", "extra": {"api_key": secret}})
        asked = ("--query", "SELECT ?o { ?s dspy:extra ?o }", "secret.jsonl", "--to", "csv")
        assert secret not in run(*asked).stdout
        assert secret in run(*asked, "--keep-secrets").stdout


class TestUsage:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ((), "no query; write --query SPARQL, or --named NAME (--list shows the names)"),
            (("--query", MODELS), "nothing to ask; name files, or a store with --store DIR"),
            (("jobs.jsonl",), "no query; write --query SPARQL"),
            (("--query", "query.rq", "jobs.jsonl"), "query.rq is a file; for the query that it holds, write --query @"),
            (("--query", "@missing.rq", "jobs.jsonl"), "missing.rq: No such file or directory"),
            (("--query", "SELECT *\n{ ?s ?p", "jobs.jsonl"), "query:2:8: expected "),
            (("--query", "INSERT DATA {}", "jobs.jsonl"), "query:1:1: INSERT is refused: a query changes nothing"),
            (
                ("--query", "ASK { SERVICE <http://x> {} }", "jobs.jsonl"),
                "query:1:7: SERVICE is refused: no query asks the network",
            ),
            (
                ("--query", MODELS, "jobs.jsonl", "--to", "turtle"),
                "SELECT has no results as turtle; choose table or csv ",
            ),
            (("--query", "ASK {}", "jobs.jsonl", "--to", "csv"), "ASK has no results as csv; choose table or json"),
            (("--named", "nope", "jobs.jsonl"), "no query 'nope'; the named queries are cost-by-provider, "),
            (("--show",), "--show needs --named"),
            (("--query", MODELS, "--store", "nope"), "nope is not a store, and no files are given to create one from"),
            (("--query", MODELS, "--store", ".", "jobs.jsonl"), ". is not a store; nothing was written to it"),
        ],
    )
    def test_faults_are_one_line(self, run: Run, folder: Path, arguments: tuple[str, ...], message: str):
        before = sorted(os.listdir(folder))
        done = run(*arguments)
        assert done.stderr.startswith(f"dspy-schema: {message}")
        assert done.stderr.count("\n") == 1
        assert (done.returncode, done.stdout) == (2, "")
        assert sorted(os.listdir(folder)) == before

    def test_help_is_light(self):
        tell = "print([m for m in sys.modules if 'oxigraph' in m], file=sys.stderr)"
        program = f"import sys\ntry:\n  {MAIN}\nfinally:\n  {tell}"
        done = subprocess.run(
            [sys.executable, "-c", program, "query", "--help"], capture_output=True, text=True, check=True
        )
        assert "--named NAME" in done.stdout
        assert [line for line in done.stderr.splitlines() if "pyoxigraph" in line] == []


class TestStore:
    def test_it_is_kept_and_added_to(self, run: Run):
        asked = "SELECT ?id ?status { ?j schema:identifier ?id ; dspy:training_status ?status } ORDER BY ?id"
        done = run("--query", asked, "--store", "s", "jobs.jsonl")
        assert done.stdout.splitlines()[2:] == ["job-1  succeeded", "job-2  failed"]
        assert run("--query", asked, "--store", "s").stdout == done.stdout
        assert run("--query", asked, "--store", "s", "jobs.jsonl", "later.jsonl").stdout.splitlines()[2:] == [
            "job-1  succeeded",
            "job-2  succeeded",
        ]
        count = run("--query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--store", "s").stdout
        assert run("--query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--store", "s", "later.jsonl").stdout == count
        assert run("--query", asked, "--store", "s").stderr == ""

    def test_two_processes(self, run: Run, folder: Path):
        assert run("--query", "ASK {}", "--store", "s", "jobs.jsonl").returncode == 0
        with Store.open(folder / "s"):
            done = run_process("query", "--query", "ASK {}", "--store", "s", cwd=folder)
        assert done.stderr == "dspy-schema: the store s is in use by another process; one at a time can open it\n"
        assert done.returncode == 2
        assert run("--query", "ASK { ?s ?p ?o }", "--store", "s").stdout == "yes\n"

    def test_interrupted(self, run: Run, folder: Path):
        with subprocess.Popen(
            [*COMMAND, "--query", MODELS, "--store", "s", "-"], cwd=folder, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            send(process.stdin.fileno(), b"")
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=LIMIT)
        assert process.returncode == 130
        assert output == ""
        assert "Traceback" not in errors
        assert run("--query", "ASK { ?s ?p ?o }", "--store", "s").stdout == "no\n"

    def test_a_reader_that_has_enough(self, folder: Path):
        command = " ".join(
            f"'{item}'" for item in [*COMMAND, "--query", "SELECT * { ?s ?p ?o . ?a ?b ?c }", "jobs.jsonl"]
        )
        done = subprocess.run(
            ["bash", "-c", f"{command.replace(MAIN, MAIN.replace(chr(39), chr(34)))} -q | head -1"],
            cwd=folder, capture_output=True, text=True, check=True, timeout=LIMIT,
        )  # fmt: skip
        assert done.stdout.split() == ["a", "b", "c", "o", "p", "s"]
        assert done.stderr == ""


class TestNamed:
    def rows(self, run: Run, name: str, *paths: object) -> list[list[str]]:
        done = run("--named", name, *(paths or ["jobs.jsonl"]), "--to", "csv", "-q")
        assert (done.returncode, done.stderr) == (0, "")
        return [*csv.reader(io.StringIO(done.stdout))]

    def test_list_and_show(self, run: Run):
        listed = dict(line.split(maxsplit=1) for line in run("--list").stdout.splitlines())
        assert listed == store.list_named_queries()
        assert set(listed) >= {
            "jobs-by-status", "runs-by-provider", "jobs-by-lifecycle-stage", "failed-with-reason", "lineage",
        }  # fmt: skip
        for name, summary in listed.items():
            assert summary.endswith(".")
            shown = run("--named", name, "--show").stdout
            assert shown.startswith(f"# {summary}\n")
            assert run("--query", shown, "jobs.jsonl").stdout == run("--named", name, "jobs.jsonl").stdout

    @pytest.mark.parametrize("name", sorted(store.list_named_queries()))
    def test_of_nothing(self, run: Run, name: str):
        assert run("--query", "ASK {}", "--store", "s", "empty.jsonl").stdout == "yes\n"
        assert len(self.rows(run, name, "--store", "s")) == 1

    def test_jobs_by_status(self, run: Run):
        assert self.rows(run, "jobs-by-status") == [
            ["type", "status", "jobs"],
            ["ReinforceJob", "failed", "1"],
            ["TrainingJob", "failed", "1"],
            ["TrainingJob", "succeeded", "1"],
        ]

    def test_runs_by_provider(self, run: Run):
        assert self.rows(run, "runs-by-provider")[1:] == [
            ["caikit", "1", "0", "1", "0", "", ""],
            ["openai", "1", "1", "0", "0", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"],
        ]

    def test_jobs_by_lifecycle_stage(self, run: Run):
        rows = self.rows(run, "jobs-by-lifecycle-stage")
        assert rows[0] == ["vocabulary", "stage", "match", "jobs"]
        assert ["ai", "ModelTraining", "close", "2"] in rows
        assert ["iso22989", "AILifecycleStage", "broad", "3"] in rows
        assert {row[0] for row in rows[1:]} == {"ai", "iso22989", "iso42001", "nexus", "nist_ai_100_1"}

    def test_failed_with_reason(self, run: Run):
        assert self.rows(run, "failed-with-reason")[1:] == [
            ["job-2", "", "", "", ""],
            ["job-3", "caikit", "", "E1", "no data"],
        ]

    def test_lineage(self, run: Run):
        assert [row for row in self.rows(run, "lineage")[1:] if row[0] == "job-1"] == [
            ["job-1", "run", "job-1#run"],
            ["job-1", "base model", "m"],
            ["job-1", "training data", "file-1"],
            ["job-1", "model", "ft:m"],
            ["job-1", "checkpoint", "s3://c/1"],
            ["job-1", "result file", "file-2"],
        ]
        sources = [
            row for row in self.rows(run, "lineage", ROOT / "examples/vendors/openai.jsonl") if row[1] == "source"
        ]
        assert sources
        assert all(row[2].startswith("https://w3id.org/lmodel/dspy/record/source/openai/ftjob-") for row in sources)

    def test_longest_runs(self, run: Run):
        assert self.rows(run, "longest-runs")[1:] == [["job-1#run", "openai", "succeeded", "30.5"]]

    def test_cost_by_provider(self, run: Run):
        assert self.rows(run, "cost-by-provider")[1:] == [["openai", "USD", "1", "12.5", "0"]]
