"""A folder as people have it: jobs, events, checkpoints, lists, training files; options about its findings."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dspy_schema import convert, read, validate

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

DATA = Path(__file__).parents[1] / "data" / "mixed"
COMMANDS = ("validate", "convert", "publish", "evidence")


@pytest.fixture
def run(command: Run) -> Run:
    return command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(DATA / "folder", tmp_path / "folder")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def find_row(text: str, type_: str) -> list[str]:
    (line,) = (line for line in text.splitlines() if line.startswith(f"{type_} "))
    return line.split()[-4:] if "not converted" in text else line.split()[-3:]


def test_what_is_not_a_job_is_not_converted(folder: Path, run: Run) -> None:
    excluded = ["--exclude", "package.json", "--exclude", "webhook.json", "--exclude", "train.jsonl"]
    done = run("convert", "folder", "-o", "jobs.jsonl", *excluded)
    assert done.returncode == 0
    assert "error" not in done.stderr.replace("0 errors", "")
    assert find_row(done.stderr, "openai:FineTuningJobEvent") == ["2", "2", "0", "2"]
    assert find_row(done.stderr, "openai:FineTuningJobCheckpoint") == ["1", "1", "0", "1"]
    assert done.stderr.endswith("3 files excluded\n")
    assert len((folder / "jobs.jsonl").read_text().splitlines()) == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_one_run_with_a_table(folder: Path, run: Run, name: str) -> None:
    done = run(name, "folder", *(["-o", "out"] if name != "validate" else []))
    text = done.stdout + done.stderr
    assert done.returncode == 1
    assert re.search(r"\(not detected\) +7 +0 +7", text)
    assert "(4 more in this file; here is the last, -v shows each)" in text
    assert text.count("train.jsonl") == 2


def test_verbose_output_shows_each_finding(folder: Path, run: Run) -> None:
    done = run("validate", "-v", "folder/train.jsonl")
    assert done.stdout.count("DSP202") == 5
    assert re.search(r"\(not detected\) +5 +0 +5", done.stdout)
    assert "type" not in run("validate", "folder/job.json").stdout.splitlines()[-1]


@pytest.mark.parametrize("name", COMMANDS)
def test_codes_are_ignored_and_changed_by_all_commands(folder: Path, run: Run, name: str) -> None:
    done = run(name, "folder", "--ignore", "DSP202", "--ignore", "DSP3", "--no-info")
    assert done.returncode == 0
    assert "DSP" not in done.stdout + done.stderr or name == "publish"
    assert "DSP" not in done.stderr
    done = run(name, "folder", "--ignore", "DSP202", "--error", "dsp3")
    assert done.returncode == 1
    assert "error DSP308" in done.stdout + done.stderr


def test_an_ignored_error_does_not_make_a_record_fit_to_be_converted(folder: Path, run: Run) -> None:
    (folder / "bad.json").write_text('{"object": "fine_tuning.job", "id": "ftjob-1", "created_at": "now"}')
    done = run("convert", "bad.json", "--ignore", "DSP2")
    assert (done.returncode, done.stdout) == (0, "")
    assert find_row(done.stderr, "openai:FineTuningJob") == ["1", "1", "0", "1"]


def test_the_longest_beginning_decides(folder: Path, run: Run) -> None:
    done = run("validate", "folder", "--ignore", "DSP", "--warn", "DSP202")
    assert done.returncode == 2
    done = run("validate", "folder", "--ignore", "DSP2,DSP3", "--warn", "DSP202")
    assert done.returncode == 0
    assert set(re.findall(r"\w+ DSP\d+", done.stdout)) == {"warning DSP202"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--ignore", "DSP999"], "no finding has the code"),
        (["--ignore", "nonsense"], "no finding has the code"),
        (["--ignore", "DSP3", "--error", "DSP3"], "DSP3 is both in ignore and in error"),
    ],
)
def test_wrong_codes_are_usage_errors(folder: Path, run: Run, options: list[str], message: str) -> None:
    done = run("validate", "folder", *options)
    assert done.returncode == 2
    assert message in done.stderr


CONFIGURATION = """
paths = ["folder"]
exclude = ["package.json", "folder/web*"]
ignore = ["DSP202"]
error = ["DSP308"]
"""


@pytest.mark.parametrize("name", ["dspy-schema.toml", "pyproject.toml"])
def test_the_configuration_file(folder: Path, run: Run, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table = "" if name == "dspy-schema.toml" else '[project]\nname = "x"\n[tool.dspy-schema]\n'
    (folder / name).write_text(table + CONFIGURATION)
    done = run("validate")
    assert done.returncode == 1
    assert re.findall(r"\w+ DSP\d+", done.stdout) == ["error DSP308"]
    assert done.stdout.endswith("2 files excluded\n")
    # From a folder below; options add to the file, and decide.
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    done = run("validate", "--warn", "DSP308", "--exclude", "train.jsonl")
    assert done.returncode == 0
    assert re.findall(r"\w+ DSP\d+", done.stdout) == ["warning DSP308"]
    assert done.stdout.endswith("3 files excluded\n")
    assert run("validate", "--no-config").returncode == 2
    assert run("validate", "--no-config", "../folder").stdout.count("error DSP202") == 4


def test_the_nearest_configuration_file_counts(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "dspy-schema.toml").write_text('ignore = ["DSP2"]\n')
    (folder / "folder" / "pyproject.toml").write_text('[project]\nname = "dspy-schema"\n')
    monkeypatch.chdir(folder / "folder")
    assert run("validate", ".").returncode == 0
    (folder / "folder" / "pyproject.toml").write_text("[tool.dspy-schema]\n")
    assert run("validate", ".").returncode == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('ignor = ["DSP2"]', "unknown key 'ignor'; did you mean ignore?"),
        ('ignore = "DSP2"', "`ignore` is a list of texts"),
        ('ignore = ["DSP999"]', "no finding has the code"),
        ('info = "no"', "`info` is true or false"),
        ("ignore = [", "broken TOML"),
        ('ignore = ["DSP2"]\nwarn = ["DSP2"]', "DSP2 is both in ignore and in warn"),
    ],
)
def test_a_wrong_configuration_is_an_error(folder: Path, run: Run, text: str, message: str) -> None:
    (folder / "dspy-schema.toml").write_text(text)
    for name in COMMANDS:
        done = run(name, "folder")
        assert done.returncode == 2
        assert message in done.stderr
        assert "fault of dspy-schema" not in done.stderr


def test_mappings_check_takes_the_options(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.sssom.tsv").write_text("subject_id\tpredicate_id\tobject_id\nx:a\tskos:exactMatch\ty:b\n")
    done = run("mappings", "check", str(tmp_path), "--output-format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["summary"]["errors"]
    done = run("mappings", "check", str(tmp_path), "--output-format", "json", "--ignore", "DSP6")
    assert (done.returncode, json.loads(done.stdout)["findings"]) == (0, [])


@pytest.mark.parametrize(
    ("pattern", "left_out"),
    [
        ("*.jsonl", {"a/x.jsonl", "a/b/x.jsonl"}),
        ("a/*.json", {"a/x.json", "a/b/x.json"}),
        ("a/b", {"a/b/x.json", "a/b/x.jsonl"}),
        ("b", {"a/b/x.json", "a/b/x.jsonl"}),
        ("./a/b/", {"a/b/x.json", "a/b/x.jsonl"}),
        ("a/**/x.json", {"a/x.json", "a/b/x.json"}),
        ("**/x.json", {"a/x.json", "a/b/x.json"}),
        ("[", set()),
    ],
)
def test_patterns(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, pattern: str, left_out: set[str]) -> None:
    monkeypatch.chdir(tmp_path)
    names = {"a/x.json", "a/x.jsonl", "a/b/x.json", "a/b/x.jsonl"}
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in names:
        (tmp_path / name).write_text("{}")
    for paths in (["a"], sorted(names), ["a/**"]):
        done = run("validate", *paths, "--exclude", pattern)
        assert names - set(re.findall(r"^(a/[\w/.]+):", done.stdout, re.MULTILINE)) == left_out, paths


JOB = json.loads((DATA / "folder" / "job.json").read_text())
EVENTS = json.loads((DATA / "folder" / "events.json").read_text())


def pretty(*values: object) -> str:
    return "\n".join(json.dumps(value, indent=1, ensure_ascii=False) for value in values)


FORMS = {
    "cat of pretty files": (pretty(JOB, JOB), 2, True),
    "cat without line feeds": (json.dumps(JOB) * 3, 3, True),
    "jq of an array and a record": (pretty([JOB, JOB], JOB), 3, True),
    "two pages": (
        pretty({"object": "list", "data": [JOB], "has_more": True}, {"object": "list", "data": [JOB]}),
        2,
        True,
    ),
    "commas at line ends": (f"{json.dumps(JOB)},\n{json.dumps(JOB)},\n", 2, True),
    "map from id to job": (pretty({"ftjob-1": JOB, "ftjob-2": JOB}), 2, True),
    "data": (pretty({"data": JOB, "code": 0}), 1, True),
    "data and error": (pretty({"data": JOB, "error": None}), 1, True),
    "value": (pretty({"value": [JOB, JOB]}), 2, True),
    "results and errors": (pretty({"results": [JOB, JOB], "errors": []}), 2, True),
    "merged pages": (pretty([{"object": "list", "data": [JOB, JOB]}, {"object": "list", "data": [JOB]}]), 3, False),
    "merged answers": (pretty([{"data": JOB, "code": 0}, {"data": JOB, "code": 0}]), 2, True),
    "DSPy in data": (pretty({"data": {"id": "j", "model": "m", "train_data_format": "chat"}, "ok": True}), 1, True),
}


@pytest.mark.parametrize(
    ("form", "suffix"),
    # A line of JSON Lines with several values is broken.
    [
        (form, suffix)
        for form, (text, *_) in FORMS.items()
        for suffix in (".json", "", ".jsonl")
        if "\n" in text or not suffix
    ],
)
def test_records_in_another_form_are_read(tmp_path: Path, form: str, suffix: str) -> None:
    text, count, is_guess = FORMS[form]
    path = tmp_path / f"jobs{suffix}"
    path.write_text(text)
    report = validate(path)
    assert {finding.code for finding in report.findings} <= {"DSP113", "DSP308"}
    assert ("DSP113" in {finding.code for finding in report.findings}) is is_guess
    assert report.summary.valid == count
    lines = text.splitlines()
    for record in read(path):
        assert "{" in lines[record.line - 1]
    assert [record.index for record in read(path)] == [*range(1, count + 1)]
    assert len(list(convert(path))) == count * (1 if form == "DSPy in data" else 2)


def test_places_in_values_in_a_row(tmp_path: Path) -> None:
    wrong = JOB | {"seed": "x"}
    path = tmp_path / "jobs.json"
    for text in (
        pretty(JOB, wrong),
        pretty(JOB, {"data": [JOB, wrong], "object": "list"}),
        pretty({"é": 1, "data": wrong}),
    ):
        path.write_text(text)
        (finding,) = (finding for finding in validate(path).findings if finding.code == "DSP205")
        assert '"seed": "x"' in text.splitlines()[finding.line - 1]
        assert text.splitlines()[finding.line - 1][finding.column - 1 :].startswith('"x"')


def test_a_broken_value_does_not_hide_the_others(tmp_path: Path) -> None:
    path = tmp_path / "jobs.json"
    path.write_text(pretty(JOB) + '\n{\n "id": \n}\n' + pretty(JOB, JOB))
    report = validate(path)
    assert (report.summary.valid, report.summary.invalid) == (3, 1)
    (finding,) = (finding for finding in report.findings if finding.code == "DSP101")
    assert finding.line == len(pretty(JOB).splitlines()) + 3


@pytest.mark.parametrize(("between", "line"), [("\n", 3), (",\n", 3), ("  ", 2), ("", 2)])
def test_an_array_without_commas(tmp_path: Path, between: str, line: int) -> None:
    path = tmp_path / "jobs.json"
    items = [json.dumps({"id": f"é{number}", "model": "m"}, ensure_ascii=False) for number in range(3)]
    path.write_text(f"[\n{items[0]}{between}{items[1]}\n{items[2]}\n]\n", encoding="utf-8")
    report = validate(path)
    (finding,) = report.findings
    assert (finding.code, finding.line, report.summary.records, report.ok) == ("DSP113", line, 3, True)
    assert "without commas" in finding.message


@pytest.mark.parametrize("between", ["é", ":", "]\n[", "\nnull\n"])
def test_an_array_with_another_fault_is_broken(tmp_path: Path, between: str) -> None:
    path = tmp_path / "jobs.json"
    path.write_text(f'[{{"id": "a", "model": "m"}}\n{{"id": "b", "model": "m"}}{between}{{"id": "c", "model": "m"}}]')
    assert [finding.code for finding in validate(path).findings] == ["DSP101"]


def test_what_is_left_in_an_envelope_is_named(tmp_path: Path) -> None:
    path = tmp_path / "jobs.json"
    path.write_text(pretty({"results": [JOB], "errors": [{"code": 1}]}))
    (finding,) = (finding for finding in validate(path).findings if finding.code == "DSP113")
    assert "`results`" in finding.message
    assert "`errors` is not read" in finding.message


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("f*.json*")))
def test_the_reported_files(name: str) -> None:
    report = validate(DATA / name)
    unread = {"f06-api-error-body.json", "f12-webhook.json"}
    assert report.ok is (name not in unread)
    assert "--from" not in "".join(finding.message for finding in report.findings)
    assert "remove" not in "".join(finding.message for finding in report.findings)


def test_azure_records_are_judged_as_such(tmp_path: Path, run: Run) -> None:
    job = {name: value for name, value in JOB.items() if name not in {"estimated_finish", "seed"}}
    path = tmp_path / "azure.json"
    path.write_text(json.dumps(job | {"trained_tokens": -1}))
    pair = tmp_path / "pair.jsonl"
    first = run("convert", str(path), "-t", "azure:FineTuningJob", "-o", str(pair))
    assert first.returncode == 0
    # As where the id was masked: it is not in Azure's form.
    pair.write_text(pair.read_text().replace("ftjob-41e7", "ftjob-A1B2C3D4E5F6G7H8I9J0K1L2"))
    done = run("convert", str(pair), "--to", "azure")
    assert (done.returncode, "DSP407" in done.stderr) == (0, False)
    assert json.loads(done.stdout)["trained_tokens"] == -1


def test_evidence_uses_the_latest_snapshot(tmp_path: Path, run: Run) -> None:
    oldest, latest = json.loads((DATA / "f08-snapshots-oldest-first.json").read_text())
    assert (oldest["status"], latest["status"]) == ("running", "succeeded")
    for order in ([oldest, latest], [latest, oldest]):
        path = tmp_path / "jobs.jsonl"
        path.write_text("".join(f"{json.dumps(record)}\n" for record in order))
        done = run("evidence", path)
        assert done.returncode == 0
        assert "1 job, 1 run" in done.stdout
        statuses = done.stdout.partition("statuses")[2].partition("\n")[0]
        assert "running" not in statuses
        assert "succeeded" in statuses
