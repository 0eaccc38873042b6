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


def rows_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert (done.returncode, done.stderr) == (0, "")
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def test_rows_are_selected_by_predicate_confidence_vocabulary_and_term(run: Run) -> None:
    every = rows_of(run("list", "--to", "json"))
    assert len(every) > 700

    def select(*options: str) -> list[dict[str, object]]:
        return rows_of(run("list", "--to", "json", *options))

    assert select("--vocabulary", "prov", "--vocabulary", "dct") == [
        row for row in every if row["vocabulary"] in {"prov", "dct"}
    ]
    no_term = [row for row in every if row["object"] == "sssom:NoTermFound"]
    assert select("--no-term") == no_term
    assert select("--with-term") == [row for row in every if row not in no_term]
    # That nothing fits is no match, though its predicate is that of one.
    exact = [row for row in every if row["predicate"] == "skos:exactMatch" and row not in no_term]
    assert select("--predicate", "exact") == exact != []
    sure = [row for row in every if float(str(row["confidence"])) >= 0.9]
    assert select("--confidence", "0.9") == sure != every
    assert select("--confidence", "0.3..0.35") == [row for row in every if 0.3 <= float(str(row["confidence"])) <= 0.35]
    assert select("--confidence", "..0.3", "--predicate", "related", "--element", "owner") == []
    assert run("list", "--no-term", "--with-term").returncode == 2


@pytest.mark.parametrize("text", ["sure", "0.9..0.1", "1.5", "", "0.1..x"])
def test_a_confidence_is_a_number_or_a_range(run: Run, text: str) -> None:
    done = run("list", f"--confidence={text}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "a confidence is a number from 0 to 1" in done.stderr


def test_own_files_are_listed_and_exported(run: Run, tmp_path: Path) -> None:
    header = "#mapping_set_id: https://example.org/ours\n#license: https://example.org/free\n" + HEADER
    (tmp_path / "ours.sssom.tsv").write_text(header + COLUMNS + GOOD)
    assert [row["object"] for row in rows_of(run("list", ".", "--to", "json"))] == ["ai:ModelTraining"]
    assert "#mapping_set_id: https://example.org/ours\n" in run("export", "ours.sssom.tsv").stdout
    exported = run("export", "ours.sssom.tsv", "--no-term")
    assert (exported.returncode, "dspy:" in exported.stdout.partition("subject_id")[2]) == (0, False)
    assert run("list", "-", input=header + COLUMNS + GOOD).stdout.count("dspy:TrainingJob") == 1
    done = run("list", "missing.tsv")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "dspy-schema: missing.tsv: cannot be read: No such file or directory\n",
    )


def test_a_selection_is_exported_under_an_id_of_its_own(run: Run) -> None:
    whole, part = run("export").stdout, run("export", "--vocabulary", "prov", "--predicate", "exact").stdout
    ids = [text.partition("#mapping_set_id: ")[2].partition("\n")[0] for text in (whole, part)]
    assert ids[1] == f"{ids[0]}#vocabulary=prov&predicate=exact"
    assert part.count("\tskos:exactMatch\t") == 2
    assert run("check", "-", input=part).returncode == 0


def test_another_schema_can_be_named(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "own")
    assert run("check", "--schema", "own").stdout.startswith("12 mappings: 12 valid, 0 invalid")
    assert len(rows_of(run("list", "--schema", "own", "--to", "json"))) == 12
    assert "dspy:Usage" in run("export", "--schema", "own").stdout
    # ai:Training is a term of the vocabulary in that folder only.
    row = GOOD.replace("TrainingJob", "Job").replace("ModelTraining", "Training")
    (tmp_path / "a.sssom.tsv").write_text(HEADER + COLUMNS + row)
    assert run("check", "a.sssom.tsv").returncode == 1
    assert run("check", "a.sssom.tsv", "--schema", "own").returncode == 0
    for action in ("check", "list", "export"):
        done = run(action, "--schema", "nowhere")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "dspy-schema: nowhere is not laid out as schema/: it has no file dspy.yaml\n"


def test_what_differs_is_shown(run: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(SMALL, old)
    shutil.copytree(SMALL, new)
    assert run("diff", "old", "new").stdout == "0 added, 0 removed, 0 changed, 12 the same\n"
    path = new / "mappings/dspy-nexus.sssom.tsv"
    lines = path.read_text().splitlines(keepends=True)
    lines[8] = lines[8].replace("skos:broadMatch", "skos:relatedMatch").replace("\t0.6\t", "\t0.4\t")
    added = lines[9].replace("#running", "#not%20started")
    path.write_text("".join([*lines[:10], added]))
    assert run("diff", "old", "new").stdout.splitlines() == [
        "+ dspy:Status#not%20started skos:exactMatch nexus:Phase#RUNNING 0.9  Because.",
        "- dspy:owner_of_run skos:relatedMatch nexus:hasOwner 0.5  Because.",
        "~ dspy:Job nexus:Phase",
        "    predicate: skos:broadMatch -> skos:relatedMatch",
        "    confidence: 0.6 -> 0.4",
        "1 added, 1 removed, 1 changed, 10 the same",
    ]
    found = json.loads(run("diff", "old", "new", "--to", "json").stdout)
    assert (found["same"], len(found["added"]), len(found["removed"])) == (10, 1, 1)
    assert found["changed"][0]["changes"]["confidence"] == [0.6, 0.4]
    assert found["removed"][0]["line"] == 11
    # The order and the names of files do not count.
    shutil.move(old / "mappings/dspy-ai.sssom.tsv", old / "mappings/ours-ai.sssom.tsv")
    assert run("diff", "old", "new").stdout.endswith("1 added, 1 removed, 1 changed, 10 the same\n")
    path.write_text("no table")
    done = run("diff", "old", "new")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("dspy-schema: new/mappings/dspy-nexus.sssom.tsv:1: has no header")


def test_a_denied_mapping_is_listed_as_one(run: Run, tmp_path: Path) -> None:
    columns = COLUMNS.replace("\tconfidence", "\tconfidence\tpredicate_modifier")
    (tmp_path / "m.sssom.tsv").write_text(HEADER + columns + GOOD.replace("0.8", "0.8\tNot"))
    assert run("check", "m.sssom.tsv").returncode == 0
    assert " not close " in run("list", "m.sssom.tsv").stdout
    assert rows_of(run("list", "m.sssom.tsv", "--to", "json"))[0]["predicate_modifier"] == "Not"
    turtle = run("export", "m.sssom.tsv", "--to", "turtle").stdout
    assert "sssom:NegatedPredicate" in turtle
    assert "dspy:TrainingJob skos:closeMatch" not in turtle


def test_files_of_others_are_read(run: Run, tmp_path: Path) -> None:
    """As they are published: with CRLF, comments of the header behind a space, and without empty cells at the end."""
    header = (
        "# mapping_set_id: https://example.org/x\n# license: https://example.org/y\n"
        "# curie_map:\n#   HP: https://example.org/HP_\n#   MP: https://example.org/MP_\n"
    )
    row = "MP:{0}\tskos:exactMatch\tHP:{0}\tsemapv:LexicalMatching\n"
    text = header + COLUMNS.rstrip("\n") + "\tcomment\n" + "".join(row.format(number) for number in range(60)) + "\n"
    (tmp_path / "mp.sssom.tsv").write_bytes(text.replace("\n", "\r\n").encode())
    done = run("check", "mp.sssom.tsv", "--ignore", "DSP621")
    assert done.stdout.startswith("mp.sssom.tsv:1:")
    found = [line.split(" ")[1:3] for line in done.stdout.splitlines()[:-1]]
    # One of each, not sixty.
    noted, foreign, unlisted = ["info", "DSP601"], ["error", "DSP605"], ["error", "DSP606"]
    assert found == [noted, noted, foreign, unlisted, noted]
    assert len(rows_of(run("list", "mp.sssom.tsv", "--to", "json"))) == 60


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
