"""`mappings check`, `list` and `export`, as a user of the command line has them."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests/data/mappings/small"
HEADER = "#curie_map:\n#  dspy: https://w3id.org/lmodel/dspy/\n#  ai: https://w3id.org/lmodel/dpv/ai/\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
GOOD = "dspy:TrainingJob\tskos:closeMatch\tai:ModelTraining\tsemapv:MappingReview\t0.8\n"
BAD = "dspy:TrainingJob\tskos:broadMatch\tai:ModelTrainin\tsemapv:MappingReview\t0.8\n"


@pytest.fixture
def run(command: Run, tmp_path: Path) -> Run:
    """Run the command line in an empty folder."""
    return partial(command, "mappings", cwd=tmp_path)


def test_the_shipped_mappings_are_sound(run: Run) -> None:
    done = run("check")
    assert done.returncode == 0
    assert done.stdout.endswith(" 0 invalid; 0 errors, 0 warnings (" + done.stdout.rpartition("(")[2])
    assert " mappings: " in done.stdout
    assert done.stderr == "dspy-schema: checks the schema that ships with dspy-schema\n"


def test_a_folder_schema_here_is_checked_before_that(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "schema")
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "dspy-schema: checks schema\n")
    assert done.stdout.startswith("12 mappings: 12 valid, 0 invalid; ")
    (tmp_path / "schema/dspy.yaml").unlink()
    assert "ships with" in run("check").stderr


def test_the_schema_of_the_project_is_sound(run: Run) -> None:
    done = run("check", "-q", ROOT / "schema")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_fault_in_a_file_is_reported_at_its_place(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dspy-ai.sssom.tsv").write_text(HEADER + COLUMNS + GOOD + BAD)
    done = run("check", "dspy-ai.sssom.tsv")
    assert done.returncode == 1
    first, totals = done.stdout.splitlines()
    assert first == (
        "dspy-ai.sssom.tsv:6:34: error DSP606 ai has no term ai:ModelTrainin; did you mean ai:ModelTraining?"
    )
    assert totals.startswith("2 mappings: 1 valid, 1 invalid; 1 error, 0 warnings (")
    assert run("check", "dspy-ai.sssom.tsv", "--fail-on", "never").returncode == 0


def test_files_come_from_folders_patterns_and_standard_input(run: Run, tmp_path: Path) -> None:
    for name in ("a.sssom.tsv", "b.sssom.tsv"):
        (tmp_path / name).write_text(HEADER + COLUMNS + GOOD)
    assert "repeats the mapping" in run("check", ".").stdout
    assert "repeats the mapping" in run("check", "*.tsv").stdout
    assert run("check", "a.sssom.tsv", "a.sssom.tsv").stdout.startswith("1 mapping: 1 valid")
    assert run("check", "-", input=HEADER + COLUMNS + BAD).stdout.startswith("<stdin>:5:34: error DSP606 ")


@pytest.mark.parametrize("path", ["missing.tsv", "*.sssom.tsv", "empty"])
def test_a_path_that_cannot_be_opened_is_a_finding_and_status_2(run: Run, tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    done = run("check", path, "-q")
    assert done.returncode == 2
    assert done.stdout.startswith(f"{path}: error DSP100 ")
    assert done.stderr == ""


def test_every_output_format_reports_the_fault(run: Run, tmp_path: Path) -> None:
    (tmp_path / "m.sssom.tsv").write_text(HEADER + COLUMNS + BAD)

    def output(name: str) -> str:
        done = run("check", "m.sssom.tsv", "--output-format", name)
        assert done.returncode == 1
        return done.stdout

    report = json.loads(output("json"))
    assert report["summary"] | {"seconds": 0} == {
        "records": 1,
        "valid": 0,
        "invalid": 1,
        "errors": 1,
        "warnings": 0,
        "seconds": 0,
    }
    assert json.loads(output("jsonl"))["code"] == "DSP606"
    assert json.loads(output("sarif"))["runs"][0]["results"][0]["ruleId"] == "DSP606"
    assert ET.fromstring(output("junit")).findall(".//error")
    assert output("github").startswith("::error file=m.sssom.tsv,line=5,col=34")


def test_a_report_goes_to_a_file_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    assert run("check", "-o", "report.txt").stdout == ""
    assert " mappings: " in (tmp_path / "report.txt").read_text()
    done = run("check", "-o", "no/report.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no/report.txt" in done.stderr


def test_mappings_are_listed_by_vocabulary_and_element(run: Run) -> None:
    table = run("list", "--vocabulary", "nexus", "--element", "TrainingJob", env={"COLUMNS": "90"}).stdout.splitlines()
    assert table[0].split() == ["element", "is", "term", "sure", "comment"]
    assert max(map(len, table)) <= 90
    assert any(line.startswith("dspy:TrainingJob") and " broad " in line for line in table)
    rows = json.loads(run("list", "--element", "dspy:TrainingJob", "--to", "json").stdout)
    assert {row["subject"] for row in rows} == {"dspy:TrainingJob"}
    assert {"predicate": "skos:closeMatch", "object": "ai:ModelTraining", "vocabulary": "ai"}.items() <= rows[0].items()
    head, *lines = run("list", "--element", "dspy:TrainingJob", "--to", "tsv").stdout.splitlines()
    assert head.split("\t") == list(rows[0])
    assert [line.split("\t")[3] for line in lines] == [row["object"] for row in rows]
    assert run("list", "--element", "dspy:Any").stdout == "no mappings\n"


@pytest.mark.parametrize(
    ("option", "name", "message"),
    [
        ("--vocabulary", "nexsus", "no vocabulary 'nexsus'; did you mean nexus?"),
        ("--vocabulary", "zzz", "no vocabulary 'zzz'; there are ai, dct, dpv_ai, "),
        ("--element", "TraningJob", "no element 'TraningJob'; did you mean TrainingJob"),
        ("--element", "dspy:trainingjob", "no element 'dspy:trainingjob'; did you mean dspy:TrainingJob?"),
        ("--element", "zzz", "no element 'zzz'; `dspy-schema mappings list` lists"),
    ],
)
def test_unknown_names_are_refused_with_suggestions(run: Run, option: str, name: str, message: str) -> None:
    done = run("list", option, name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"dspy-schema: {message}")


def test_the_export_is_one_file_that_is_sound_itself(run: Run, tmp_path: Path) -> None:
    assert run("export", "-o", "all.sssom.tsv").stdout == ""
    done = run("check", "all.sssom.tsv")
    assert (done.returncode, done.stdout.count("\n")) == (0, 1)
    for name in ("tsv", "json", "turtle"):
        first, second = run("export", "--to", name).stdout, run("export", "--to", name).stdout
        assert first == second != ""


def test_mappings_that_are_wrong_are_not_exported(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "schema")
    with (tmp_path / "schema/mappings/dspy-nexus.sssom.tsv").open("a") as file:
        file.write("dspy:Job\n")
    done = run("export")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "dspy-schema: 1 error in the mappings; see `dspy-schema mappings check`\n"


def test_the_python_function_reports_the_same(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "schema")
    assert dspy_schema.check_mappings(tmp_path / "schema").findings == []
    with (tmp_path / "schema/mappings/dspy-nexus.sssom.tsv").open("a") as file:
        file.write("dspy:Job\n")
    report = dspy_schema.check_mappings(tmp_path / "schema")
    assert (report.ok, report.summary.records, [finding.code for finding in report.findings]) == (False, 12, ["DSP601"])
    assert dspy_schema.check_mappings().ok


def test_all_files_are_checked_in_half_a_second_and_nothing_heavy_is_imported() -> None:
    code = "import sys; from dspy_schema.cli import main; main(['mappings', 'check', '-q']); print(*sys.modules)"
    seconds = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Of the processor, so that what else runs does not count.
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    modules = {name.partition(".")[0] for name in done.stdout.split()}
    assert modules.isdisjoint({"linkml", "linkml_runtime", "pandas", "rdflib", "sssom", "pydantic", "jsonschema_rs"})
    assert min(seconds) < 0.5
