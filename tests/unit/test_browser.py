"""What the checker page asks for: checks in slices, reports, views of the first records, lines, secrets."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import dspy_schema
from dspy_schema import browser
from dspy_schema.errors import UnknownTypeError
from dspy_schema.jsontext import depth
from dspy_schema.records import json_lines

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '{"id": "job-1", "model": "m", "train_data": []}\n'
BAD = '{"id": "job-1", "modle": "m", "train_data": []}\n'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def finished(run: browser.Run) -> dict:
    while not (outcome := json.loads(run.step(60)))["done"]:
        pass
    return outcome


def test_a_slice_ends_when_its_time_is_over(folder: Path):
    (folder / "a.jsonl").write_text((GOOD + BAD) * 10_000)
    run = browser.Run(["a.jsonl"])
    slices = []
    while not slices or not slices[-1]["done"]:
        slices.append(json.loads(run.step(0)))
    assert len(slices) > 5
    read = [part["read"] for part in slices]
    assert read == sorted(read)
    assert read[-1] == (folder / "a.jsonl").stat().st_size
    assert slices[-1]["summary"] | {"seconds": 0} == {
        "records": 20_000,
        "valid": 10_000,
        "invalid": 10_000,
        "errors": 10_000,
        "warnings": 0,
        "seconds": 0,
    }
    assert slices[-1]["types"] == {"TrainingJob": 20_000}
    assert slices[-1]["codes"] == {"DSP204": 10_000}
    assert sum(len(part["findings"]) for part in slices) == 2000
    assert len(json.loads(run.report("json"))["findings"]) == 10_000


def test_report_is_that_of_the_api(folder: Path):
    (folder / "a.jsonl").write_text(GOOD + BAD)
    (folder / "b.yaml").write_text("id: [\n")
    run = browser.Run(["a.jsonl", "b.yaml"])
    finished(run)
    expected = dspy_schema.validate(["a.jsonl", "b.yaml"])
    outcome = json.loads(run.report("json"))
    assert outcome["findings"] == json.loads(expected.to_json())["findings"]
    assert len(outcome["findings"]) == 2
    assert json.loads(run.report("sarif"))["version"] == "2.1.0"


def test_type_and_format(folder: Path):
    (folder / "a").write_text("id: a\n")
    assert finished(browser.Run(["a"], "TrainingJob", "yaml"))["types"] == {"TrainingJob": 1}
    with pytest.raises(UnknownTypeError):
        browser.Run(["a"], "Nonsense")


def test_what_cannot_be_read_does_not_hide_the_rest(folder: Path):
    """In a process of its own, which has loaded no reader of RDF, as a browser has none."""
    (folder / "a.ttl").write_text("@prefix a: <https://example.org/> .\n")
    (folder / "b.json").write_text(GOOD)
    program = """
import sys
sys.modules["pyoxigraph"] = None
from dspy_schema import browser
run = browser.Run(["a.ttl", "b.json"])
while b'"done":true' not in (part := run.step(60)):
    pass
sys.stdout.buffer.write(part)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, check=True)
    outcome = json.loads(done.stdout)
    assert outcome["summary"]["valid"] == 1
    assert [fault.partition(":")[0] for fault in outcome["faults"]] == ["a.ttl"]


def test_views_are_of_the_first_records(folder: Path):
    job = {"object": "fine_tuning.job", "model": "m", "created_at": 1, "status": "running", "seed": 1}
    job |= {"training_file": "file-1", "hyperparameters": {"n_epochs": 1}, "result_files": [], "organization_id": "o"}
    lines = [json.dumps(job | {"id": f"ftjob-{number}", "metadata": {"api_key": "x" * 30}}) for number in range(80)]
    (folder / "a.jsonl").write_text("\n".join(lines))
    view = json.loads(browser.list_jobs("a.jsonl"))
    assert view["more"]
    assert view["text"].count('"@type": "TrainingJob"') == view["text"].count('"@type": "TrainingRun"') == 50
    assert "xxxx" not in view["text"]
    assert {finding["code"] for finding in view["findings"]} == {"DSP401"}
    graph = json.loads(json.loads(browser.render_json_ld("a.jsonl"))["text"])["@graph"]
    assert len(graph) == 100
    assert json.loads(browser.find_secret_places("a.jsonl"))[:1] == ["/metadata/api_key"]


def test_views_of_what_is_no_job(folder: Path):
    (folder / "a.json").write_text("[1")
    view = json.loads(browser.list_jobs("a.json"))
    assert (view["text"], view["more"], [finding["code"] for finding in view["findings"]]) == ("", False, ["DSP101"])
    assert json.loads(browser.find_secret_places("a.json")) == []


def test_lines(folder: Path):
    (folder / "a.jsonl").write_bytes("\ufeffé\r\n".encode() + b"\xff\n" + b"x" * 3000 + b"\nlast")
    assert json.loads(browser.render_lines("a.jsonl", 1, 2)) == ["é", "\ufffd"]
    assert json.loads(browser.render_lines("a.jsonl", 3, 9)) == ["x" * 2000 + "…", "last"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.jsonld", "a.ndjsonld", "a"])
def test_no_parser_meets_deep_nesting_in_a_browser(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    """Not in Python, where it would raise an exception, but in a browser it would end the program."""
    monkeypatch.setattr(depth, "IN_BROWSER", True)
    deep = '{"id": "a", "model": %s}' % ("[" * 3000 + "]" * 3000)
    (folder / name).write_text(deep + f"\n{BAD}" * name.endswith(("l", "ndjsonld")))
    outcome = finished(browser.Run([name], "TrainingJob"))
    assert outcome["findings"][0]["code"] == "DSP107"
    # At the first bracket that is too deep; two levels may be around the records of a document.
    assert outcome["findings"][0]["line"] == 1
    assert outcome["findings"][0]["column"] in {533, 535}


@pytest.mark.parametrize(
    ("text", "is_deep"),
    [
        ("[" * 512 + "]" * 512, False),
        ("[" * 513 + "]" * 513, True),
        ("[]" * 2000, False),
        (json.dumps("[" * 2000), False),
        (json.dumps('"[\\' * 2000), False),
        ('"' + "[" * 2000, False),
        ('{"a":' * 513, True),
    ],
    ids=range(7),
)
def test_depth(text: str, is_deep: bool):
    assert (depth.find_nesting_fault(text.encode()) is not None) is is_deep


def test_lines_after_a_deep_one_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(depth, "IN_BROWSER", True)
    (folder / "a.jsonl").write_text("[" * 2000 + "\n" + BAD)
    with (folder / "a.jsonl").open("rb") as file:
        batch = next(json_lines.read_lines(file, "a.jsonl"))
    assert [*batch.faults] == [0]
    assert batch.texts[1] == BAD.encode()
