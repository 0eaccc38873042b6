"""`dspy-schema convert` as a user runs it, judged by its output and exit status."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.acceptance.processes import COMMAND, LIMIT, environment, peak_memory, run_process, send, shell, wait_for

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests/data/vendor"
JOB = {
    "object": "fine_tuning.job",
    "id": "ftjob-1",
    "model": "gpt-4o-mini-2024-07-18",
    "status": "running",
    "created_at": 1746484925,
    "finished_at": None,
    "training_file": "file-1",
    "error": {},
}
SECRET = "sk-" + "a1B2" * 6


def lines_of(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def records_of(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "jobs.jsonl").write_text(lines_of(JOB, JOB | {"id": "ftjob-2"}))
    (tmp_path / "bad.jsonl").write_text(lines_of(JOB, JOB | {"status": 5}, JOB | {"id": "ftjob-3"}))
    (tmp_path / "warned.jsonl").write_text(lines_of(JOB | {"status": "brand-new"}))
    (tmp_path / "secret.jsonl").write_text(lines_of(JOB | {"metadata": {"api_key": SECRET}}))
    return tmp_path


@pytest.fixture
def run(command: Run, folder: Path) -> Run:
    """Run the command in the folder."""
    return partial(command, cwd=folder)


class TestStatus:
    @pytest.mark.parametrize(
        ("arguments", "status"),
        [
            (["--to", "dspy", "jobs.jsonl"], 0),
            (["--to", "openai", "jobs.jsonl"], 0),
            (["--to", "azure", "jobs.jsonl"], 1),
            (["--to", "dspy", "bad.jsonl"], 1),
            (["--to", "dspy", "warned.jsonl"], 0),
            (["--to", "dspy", "--fail-on", "warning", "warned.jsonl"], 1),
            (["--to", "dspy", "--fail-on", "never", "bad.jsonl"], 0),
            (["--to", "dspy", "secret.jsonl"], 0),
            (["--to", "dspy", "missing.jsonl", "jobs.jsonl"], 2),
            (["--to", "dspy", "-t", "openai:FineTuningJob", "jobs.jsonl"], 0),
            (["--to", "dspy", "-t", "caikit:TrainingJob", "jobs.jsonl"], 1),
            (["--to", "dspy", "-t", "Nope", "jobs.jsonl"], 2),
            (["--to", "nope", "jobs.jsonl"], 2),
            (["--to", "dspy"], 2),
            (["jobs.jsonl"], 0),
            ([], 2),
        ],
    )
    def test_of_convert(self, run: Run, arguments: list[str], status: int):
        assert run("convert", *arguments).returncode == status

    def test_unknown_names_are_one_line(self, run: Run):
        done = run("convert", "--to", "nope", "jobs.jsonl")
        assert done.stderr == "dspy-schema: no vendor 'nope'; the vendors are arbor, azure, caikit, emissary, openai\n"
        assert done.stdout == ""


class TestOutput:
    def test_there_and_back(self, run: Run, folder: Path):
        done = run("convert", "--to", "dspy", "jobs.jsonl")
        assert [(record["@type"], record["id"]) for record in records_of(done.stdout)] == [
            ("TrainingJob", "openai:ftjob-1"),
            ("TrainingRun", "openai:ftjob-1#run"),
            ("TrainingJob", "openai:ftjob-2"),
            ("TrainingRun", "openai:ftjob-2#run"),
        ]
        assert re.fullmatch(r"2 records: 2 valid, 0 invalid; 0 errors, 0 warnings \([\d.]+ s\)\n", done.stderr)
        (folder / "pairs.jsonl").write_text(done.stdout)
        assert run("validate", "pairs.jsonl").returncode == 0
        back = run("convert", "-q", "--to", "openai", "pairs.jsonl")
        assert records_of(back.stdout) == records_of((folder / "jobs.jsonl").read_text())
        assert back.stderr == ""

    def test_all_examples_of_all_vendors(self, run: Run):
        vendors = sorted({path.name.partition(".")[0] for path in (DATA / "valid").glob("*.json")})
        assert len(vendors) == 5
        for vendor in vendors:
            jobs = [path for path in sorted((DATA / "valid").glob(f"{vendor}.*.json")) if is_job(path)]
            done = run("convert", "--to", "dspy", "--keep-secrets", *jobs)
            there = [record for record in records_of(done.stdout) if record["@type"] != "TrainingRun"]
            refused = done.stderr.count(": error ")
            assert len(there) + refused == len(jobs)
            back = run("convert", "--to", vendor, "--keep-secrets", "-", input=done.stdout)
            assert back.returncode == 0, back.stderr
            assert len(records_of(back.stdout)) == len(there)

    def test_the_good_ones_are_written_and_the_others_reported(self, run: Run):
        done = run("convert", "--to", "dspy", "bad.jsonl")
        assert [record["id"] for record in records_of(done.stdout)][::2] == ["openai:ftjob-1", "openai:ftjob-3"]
        assert done.stderr.startswith("bad.jsonl:2:93: error DSP205 ")

    def test_findings_have_formats(self, run: Run):
        done = run("convert", "--to", "dspy", "--output-format", "json", "bad.jsonl")
        report = json.loads(done.stderr)
        assert [finding["code"] for finding in report["findings"]] == ["DSP205"]
        assert (report["summary"]["records"], report["summary"]["invalid"]) == (3, 1)
        assert len(records_of(done.stdout)) == 4

    def test_jobs_only(self, run: Run):
        done = run("convert", "--to", "dspy", "--jobs-only", "jobs.jsonl")
        assert [record["@type"] for record in records_of(done.stdout)] == ["TrainingJob"] * 2
        assert records_of(run("convert", "--to", "dspy", "--jobs-only", "-", input=done.stdout).stdout) == records_of(
            done.stdout
        )

    def test_secrets_are_redacted_and_never_printed(self, run: Run):
        done = run("convert", "--to", "dspy", "secret.jsonl")
        assert SECRET not in done.stdout + done.stderr
        assert records_of(done.stdout)[1]["extra"]["metadata"] == {"api_key": "[redacted]"}
        assert "info DSP401 `api_key` holds a secret" in done.stderr
        kept = run("convert", "--to", "dspy", "--keep-secrets", "secret.jsonl")
        assert records_of(kept.stdout)[1]["extra"]["metadata"] == {"api_key": SECRET}
        assert "DSP401" not in kept.stderr

    def test_a_pair_without_its_half(self, run: Run):
        job, training_run = run("convert", "--to", "dspy", "jobs.jsonl").stdout.splitlines()[:2]
        for half, what in ((job, "the run of this job"), (training_run, "the job of this run")):
            done = run("convert", "--to", "openai", "-", input=half)
            assert (done.returncode, done.stdout) == (1, "")
            assert re.match(rf"<stdin>:1:\d+: error DSP404 {what} is missing", done.stderr)


def is_job(path: Path) -> bool:
    from dspy_schema.conversion import vendors

    vendor, class_ = path.name.partition("-")[0].split(".")
    return vendors.find_converter(vendor).is_job(class_)


class TestInputs:
    def test_json_yaml_gzip_globs_folders_and_standard_input(self, run: Run, folder: Path):
        (folder / "in").mkdir()
        (folder / "in/a.json").write_text(
            json.dumps({"object": "list", "data": [JOB, JOB], "has_more": False}, indent=2)
        )
        (folder / "in/b.yaml").write_text(
            "object: fine_tuning.job\nid: y\nmodel: m\nstatus: queued\ncreated_at: 5\ntraining_file: f\n"
        )
        (folder / "in/c.jsonl.gz").write_bytes(gzip.compress(lines_of(JOB).encode()))
        assert len(records_of(run("convert", "--to", "dspy", "in").stdout)) == 8
        assert len(records_of(run("convert", "--to", "dspy", "in/*.json*", "-", input=lines_of(JOB)).stdout)) == 8
        assert len(records_of(run("convert", "--to", "dspy", "--from", "jsonl", "-", input=lines_of(JOB)).stdout)) == 2

    def test_output_flows_while_input_comes(self, folder: Path):
        with subprocess.Popen(
            [*COMMAND, "convert", "--to", "dspy", "--from", "jsonl", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment(),
        ) as process:
            for number in range(3):
                process.stdin.write(lines_of(JOB | {"id": f"j{number}"}).encode())
                process.stdin.flush()
                assert json.loads(process.stdout.readline())["id"] == f"openai:j{number}"
                assert json.loads(process.stdout.readline())["job"] == f"openai:j{number}"
            process.stdin.close()
            assert process.wait(LIMIT) == 0

    def test_memory_does_not_grow_with_the_file(self, folder: Path):
        line = lines_of(JOB)
        (folder / "many.jsonl").write_text(line * 40_000)

        for to, source, out in (("dspy", "many.jsonl", "pairs.jsonl"), ("openai", "pairs.jsonl", "back.jsonl")):
            assert peak_memory("convert", "-q", "--to", to, source, "-o", out, cwd=folder) < 60_000
        with (folder / "back.jsonl").open() as back:
            assert sum(json.loads(item) == JOB for item in back) == 40_000


class TestOutputFile:
    def test_holds_what_would_be_printed(self, run: Run, folder: Path):
        done = run("convert", "--to", "dspy", "-o", "pairs.jsonl", "bad.jsonl")
        assert (done.returncode, done.stdout) == (1, "")
        assert (folder / "pairs.jsonl").read_text() == run("convert", "--to", "dspy", "bad.jsonl").stdout

    def test_never_replaces_an_input(self, run: Run, folder: Path):
        before = (folder / "jobs.jsonl").read_text()
        done = run("convert", "--to", "dspy", "jobs.jsonl", "-o", "jobs.jsonl")
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
        assert (folder / "jobs.jsonl").read_text() == before

    @pytest.mark.parametrize(
        "arguments", [["--to", "nope", "jobs.jsonl"], ["--to", "dspy", "-t", "Nope", "jobs.jsonl"]]
    )
    def test_is_whole_or_not_there(self, run: Run, folder: Path, arguments: list[str]):
        (folder / "pairs.jsonl").write_text("those of yesterday")
        assert run("convert", *arguments, "-o", "pairs.jsonl").returncode == 2
        assert (folder / "pairs.jsonl").read_text() == "those of yesterday"
        assert not list(folder.glob("*.part"))

    def test_is_not_left_half_by_an_interrupt(self, folder: Path):
        with subprocess.Popen(
            [*COMMAND, "convert", "--to", "dspy", "--from", "jsonl", "-o", "pairs.jsonl", "-"],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment(),
            text=True,
        ) as process:
            send(process.stdin.fileno(), lines_of(JOB).encode() * 2000)
            assert any(name.endswith(".part") for name in os.listdir(folder))
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=LIMIT)
        assert process.returncode == 130
        assert "Traceback" not in err
        assert not (folder / "pairs.jsonl").exists()
        assert not list(folder.glob("*.part"))

    def test_a_reader_that_has_enough(self, folder: Path):
        (folder / "many.jsonl").write_text(lines_of(JOB) * 20_000)
        done = shell("{command} convert --to dspy many.jsonl | head -c 10", folder)
        assert len(done.stdout) == 10
        assert re.fullmatch(r"\d+ records: \d+ valid, 0 invalid; 0 errors, 0 warnings \(.* s\)\n", done.stderr)

    @pytest.mark.parametrize("target", [">/dev/full", ">&-", "2>&-", "2>/dev/full"])
    def test_output_that_is_full_or_closed(self, folder: Path, target: str):
        done = shell(f"{{command}} convert --to dspy jobs.jsonl {target}", folder)
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr
        assert done.returncode in {0, 1, 2}


class TestPython:
    def test_records_come_with_their_place(self, folder: Path):
        records = list(dspy_schema.convert(folder / "jobs.jsonl"))
        assert [(record.index, record.line, record.value["@type"]) for record in records] == [
            (1, 1, "TrainingJob"),
            (1, 1, "TrainingRun"),
            (2, 2, "TrainingJob"),
            (2, 2, "TrainingRun"),
        ]
        assert [item.value for item in dspy_schema.convert([item.value for item in records], "openai")] == records_of(
            (folder / "jobs.jsonl").read_text()
        )

    def test_an_error_raises_or_is_handed_over(self, folder: Path):
        with pytest.raises(dspy_schema.ReadError, match="DSP205"):
            list(dspy_schema.convert(folder / "bad.jsonl"))
        findings: list[dspy_schema.Finding] = []
        summary = dspy_schema.Summary()
        records = list(dspy_schema.convert(folder / "bad.jsonl", on_finding=findings.append, summary=summary))
        assert (len(records), [finding.code for finding in findings]) == (4, ["DSP205"])
        assert (summary.records, summary.invalid) == (3, 1)

    def test_options(self, folder: Path):
        (job,) = dspy_schema.convert(folder / "secret.jsonl", jobs_only=True)
        assert job.value["@type"] == "TrainingJob"
        *_, run = dspy_schema.convert(JOB | {"metadata": {"token": "x"}}, keep_secrets=True)
        assert run.value["extra"]["metadata"] == {"token": "x"}
        *_, run = dspy_schema.convert({"status": "RUNNING"}, type="caikit:TrainingInfo")
        assert run.value["provider"] == "caikit"
        with pytest.raises(dspy_schema.UnknownVendorError):
            list(dspy_schema.convert(JOB, "nope"))
        with pytest.raises(dspy_schema.UnknownTypeError):
            list(dspy_schema.convert(JOB, type="nope"))


ACME_SCHEMA = """
id: https://example.org/acme
name: acme
title: Records of Acme's training service
description: Jobs of Acme.
license: https://www.apache.org/licenses/LICENSE-2.0
version: 1.0.0
prefixes:
  linkml: https://w3id.org/linkml/
  acme: https://example.org/acme/
default_prefix: acme
default_range: string
annotations:
  codecs: share
imports:
  - linkml:types
  - dspy:core
enums:
  State:
    description: State of a job.
    annotations:
      open: true
    permissible_values:
      baking:
        description: At work.
        annotations:
          training_status: running
      baked:
        description: Done.
        annotations:
          training_status: succeeded
classes:
  Job:
    description: Job.
    extra_slots:
      allowed: true
    annotations:
      job: true
    classification_rules:
      - slot_conditions:
          acme_job:
            value_presence: PRESENT
    attributes:
      acme_job:
        description: Identifier.
        range: Identifier
        required: true
        annotations:
          to: job.job_id
      state:
        description: State.
        range: State
        annotations:
          to: run.provider_status, run.run_status, job.training_status
          as: status
      base:
        description: Base model.
        annotations:
          to: run.base_model, job.model
          as: model
      begun:
        description: When it began, in Unix seconds.
        range: integer
        annotations:
          to: run.started_at
          as: time
      share:
        description: How much is done, a share.
        range: double
        annotations:
          to: run.progress
          as: share
      trick:
        description: Whether it is reinforced.
        range: boolean
      sesame:
        description: Opens the service.
        annotations:
          secret: key
"""
ACME_CODE = '''
"""Acme's records."""
from importlib.resources import files

from dspy_schema.conversion.codecs import FieldCodec
from dspy_schema.jsontext.raw import Raw
from dspy_schema.plugins import Vendor


class Share(FieldCodec):
    """A share, as percent: 0.5 as 50."""

    def decode(self, value, draft):
        percent = float(bytes(value)) * 100
        return draft.put(self.slot, Raw(repr(percent).encode())) and repr(percent / 100).encode() == bytes(value)

    def encode(self, pair):
        percent = pair.get(self.slot)
        return None if percent is None else Raw(repr(float(bytes(percent)) / 100).encode())


VENDOR = Vendor(
    name="acme",
    folder=str(files(__name__) / "artefacts"),
    codecs={"share": Share},
    reinforces=lambda record: bytes(record.get("trick", b"")) == b"true",
)
'''
ACME_PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "acme-records"
version = "1.0"
[project.entry-points."dspy_schema.vendors"]
acme = "acme_records:VENDOR"
[tool.hatch.build.targets.wheel]
packages = ["acme_records"]
"""


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installed package that adds the vendor acme; its artefacts are generated like ours."""
    source, installed = tmp_path_factory.mktemp("acme"), tmp_path_factory.mktemp("site")
    (source / "acme.yaml").write_text(ACME_SCHEMA)
    (source / "acme.rules.yaml").write_text("[]\n")
    package = source / "acme_records"
    package.mkdir()
    generate = [sys.executable, "-m", "dspy_schema_build.codegen", "--schema", "acme.yaml"]
    generate += ["--out", "acme_records/artefacts"]
    done = subprocess.run(generate, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (package / "__init__.py").write_text(ACME_CODE)
    (source / "pyproject.toml").write_text(ACME_PROJECT)
    environment_ = environment(PIP_NO_INDEX="1", PIP_FIND_LINKS=str(ROOT / ".venv/wheels"))
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(installed), str(source)]
    done = subprocess.run(command, env=environment_, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    shutil.rmtree(source)
    return installed


def path_with(folder: Path) -> dict[str, str]:
    """The environment in which Python also imports from a folder."""
    return {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


class TestOutsideVendor:
    RECORDS = (
        {"acme_job": "a-1", "state": "baked", "base": "cake-7b", "begun": 1746484925, "share": 0.5, "trick": False},
        {"acme_job": "a-2", "state": "baking", "base": "cake-7b", "share": 0.1, "trick": True, "new": [1.50]},
        {"acme_job": "a-3", "state": "eaten", "sesame": "open", "share": None, "@type": "acme:Job"},
    )

    def test_its_records_are_validated_and_converted_both_ways(self, folder: Path, acme: Path):
        (folder / "acme.jsonl").write_text(lines_of(*self.RECORDS))
        env = path_with(acme)
        checked = run_process("validate", "-q", "acme.jsonl", env=env, cwd=folder)
        assert checked.returncode == 0, checked.stdout
        assert re.findall(r"DSP\d+", checked.stdout) == ["DSP211", "DSP309"]
        done = run_process("convert", "-q", "--to", "dspy", "acme.jsonl", "-o", "pairs.jsonl", env=env, cwd=folder)
        assert done.returncode == 0, done.stderr
        assert re.findall(r"DSP\d+", done.stderr) == ["DSP211", "DSP309", "DSP401"]
        first, _, second, second_run, _, third_run = records_of((folder / "pairs.jsonl").read_text())
        assert (first["@type"], first["model"], second["@type"]) == ("TrainingJob", "acme/cake-7b", "ReinforceJob")
        assert second_run["progress"] == 10.0
        assert third_run["extra"] == {"sesame": "[redacted]", "share": None, "@type": "acme:Job"}
        kept = run_process("convert", "-q", "--to", "dspy", "--keep-secrets", "acme.jsonl", env=env, cwd=folder)
        back = run_process(
            "convert", "-q", "--to", "acme", "--keep-secrets", "-", input=kept.stdout, env=env, cwd=folder
        )
        assert records_of(back.stdout) == list(self.RECORDS)
        assert run_process("validate", "pairs.jsonl", cwd=folder).returncode == 0

    def test_without_the_package_it_is_unknown(self, run: Run):
        assert "no vendor 'acme'" in run("convert", "--to", "acme", "jobs.jsonl").stderr

    def test_it_is_listed(self, folder: Path, acme: Path):
        done = run_process("convert", "--to", "nope", "jobs.jsonl", cwd=folder, env=path_with(acme))
        assert done.stderr.endswith("the vendors are arbor, azure, caikit, emissary, openai, acme\n")


class TestTheFileThatIsWritten:
    @pytest.mark.parametrize("pattern", ["g/*", "g/.*", "g/**"])
    def test_a_pattern_does_not_mean_what_is_being_written(self, run: Run, folder: Path, pattern: str):
        (folder / "g").mkdir()
        for name in ("a.jsonl", ".b.jsonl"):
            shutil.copy(folder / "jobs.jsonl", folder / "g" / name)
        done = run("convert", "-q", pattern, "-o", "g/out.jsonl")
        assert done.returncode == 0
        assert len(records_of((folder / "g/out.jsonl").read_text())) == 4
        assert run("validate", "-q", "--output-format", "jsonl", pattern, "-o", "g/out.jsonl").returncode in {0, 2}
        assert sorted(path.name for path in (folder / "g").iterdir()) == [".b.jsonl", "a.jsonl", "out.jsonl"]

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
    def test_a_signal_leaves_no_partial_file(self, folder: Path, number: signal.Signals):
        with subprocess.Popen(
            [*COMMAND, "convert", "-", "-o", "out.jsonl"],
            cwd=folder,
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
            # Tests that run with nohup hand on that it is ignored, and then the command ignores it too.
            preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509  # nothing else runs here
        ) as process:
            before = set(os.listdir(folder))
            wait_for(lambda: any(name.endswith(".part") for name in os.listdir(folder)))
            process.send_signal(number)
            assert process.wait(timeout=LIMIT) == 128 + number
        assert not any(name.endswith(".part") for name in set(os.listdir(folder)) | before - before)

    def test_permissions_stay(self, run: Run, folder: Path):
        (folder / "out.jsonl").touch()
        (folder / "out.jsonl").chmod(0o600)
        assert run("convert", "jobs.jsonl", "-o", "out.jsonl").returncode == 0
        assert (folder / "out.jsonl").stat().st_mode & 0o777 == 0o600

    def test_the_name_may_be_as_long_as_names_get(self, run: Run, folder: Path):
        assert run("convert", "jobs.jsonl", "-o", "a" * 250).returncode == 0
        assert len(records_of((folder / ("a" * 250)).read_text())) == 4

    @pytest.mark.parametrize(("name", "named"), [("", "-o"), ("none/out.jsonl", "none/out.jsonl")])
    def test_an_error_names_the_file_of_the_user(self, run: Run, name: str, named: str):
        done = run("convert", "jobs.jsonl", "-o", name)
        assert done.returncode == 2
        assert named in done.stderr
        assert ".part" not in done.stderr

    def test_standard_error_may_be_closed(self, folder: Path):
        done = subprocess.run(
            ["sh", "-c", '"$@" 2>&-', "sh", *COMMAND, "convert", "jobs.jsonl"],
            cwd=folder,
            stdout=subprocess.PIPE,
            env=environment(),
            check=False,
            timeout=LIMIT,
        )
        assert done.returncode == 0
        assert len(done.stdout.splitlines()) == 4


class TestNamesAndIdentifiers:
    def test_a_secret_as_a_name_is_neither_written_nor_told(self, run: Run, folder: Path):
        record = JOB | {"metadata": {SECRET: "v"}, "environment": {SECRET: "x"}, "hyperparameters": {SECRET: 1}}
        (folder / "a.jsonl").write_text(lines_of(record))
        for form in ("text", "json", "jsonl"):
            done = run("convert", "-v", "--output-format", form, "a.jsonl")
            assert done.returncode == 0
            assert SECRET not in done.stdout + done.stderr
            assert records_of(done.stdout)[1]["extra"]["metadata"] == {"[redacted]": "v"}

    def test_a_secret_as_the_identifier_is_not_told(self, run: Run, folder: Path):
        (folder / "a.jsonl").write_text(lines_of(JOB | {"id": SECRET}, JOB | {"id": SECRET, "model": 5}))
        done = run("convert", "-v", "--output-format", "jsonl", "a.jsonl")
        assert "DSP401" in done.stderr
        assert SECRET not in done.stdout + done.stderr


@pytest.mark.parametrize(("member", "value"), [("training_status", "failed"), ("model", "openai/gpt-5")])
def test_a_job_that_tells_otherwise_than_its_run(run: Run, folder: Path, member: str, value: str):
    job, of_job = records_of(run("convert", "-q", "jobs.jsonl").stdout)[:2]
    (folder / "pair.jsonl").write_text(lines_of(of_job, job) + lines_of(job | {member: value}, of_job))
    done = run("convert", "--to", "openai", "pair.jsonl")
    assert done.returncode == 0
    assert done.stderr.count("DSP408") == 1
    assert f"`{member}`" in done.stderr
    assert records_of(done.stdout) == [records_of((folder / "jobs.jsonl").read_text())[0]] * 2


@pytest.mark.parametrize("time_", ["2026-11-20T23:46:19+02:00", "2026-11-20t23:46:19z", "2026-11-20T23:46:19.5-11:30"])
def test_caikit_times_with_an_offset(run: Run, folder: Path, time_: str):
    record = {"training_id": "a", "state": "RUNNING", "submission_timestamp": time_}
    (folder / "a.jsonl").write_text(lines_of(record))
    done = run("convert", "-q", "a.jsonl")
    assert done.returncode == 0, done.stderr
    assert records_of(done.stdout)[1]["created_at"].startswith("2026-11-2")
    (folder / "b.jsonl").write_text(done.stdout)
    assert records_of(run("convert", "-q", "--to", "caikit", "b.jsonl").stdout) == [record]


@pytest.mark.parametrize("number", ["0.1234567890123456789012345", "1e400", "-0.0", "9" * 5000, "1.50", "1E5"])
def test_yaml_numbers_keep_their_digits(run: Run, folder: Path, number: str):
    (folder / "a.yaml").write_text(f"training_id: a\nstate: RUNNING\nscore: {number}\n")
    assert f'"score":{number}' in run("convert", "-q", "a.yaml").stdout


def test_a_record_in_memory_that_is_nested_too_deep():
    value: list[Any] = []
    for _ in range(5000):
        value = [value]
    found: list[dspy_schema.Finding] = []
    assert list(dspy_schema.convert(JOB | {"deep": value}, on_finding=found.append)) == []
    assert [item.code for item in found] == ["DSP107"]
