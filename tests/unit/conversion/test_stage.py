"""Batches: what is written, in what order, and what is said of what is not."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dspy_schema.conversion.pipeline import convert_batches
from dspy_schema.reading import read
from dspy_schema.records.batch import Batch
from dspy_schema.records.sources import expand_paths
from dspy_schema.validation import Checker

EXAMPLES = sorted(Path(__file__).parents[2].joinpath("data/vendor/valid").glob("*.json"))
JOB = {
    "object": "fine_tuning.job",
    "id": "ftjob-1",
    "model": "m",
    "status": "running",
    "created_at": 5,
    "training_file": "f",
}
EVENT = {"object": "fine_tuning.job.event", "id": "e", "created_at": 5, "level": "info", "message": "x"}
TRAINING = {"training_id": "t-1", "model_name": "m"}
LM = {"@type": "LM", "id": "lm", "model": "m"}


def lines_of(*records: Any) -> list[bytes]:
    return [record if isinstance(record, bytes) else json.dumps(record).encode() + b"\n" for record in records]


def run(texts: list[bytes], to: str, **options: bool) -> tuple[list[Any], list[str]]:
    """The records that are written, and `record code pointer` for each finding that is no info or of conversion."""
    checker = Checker()
    batches = [Batch(source="x.jsonl", first=1, texts=texts, lines=len(texts))]
    written: list[Any] = []
    findings = []
    for converted in convert_batches(batches, checker, to, **options):
        written += [json.loads(text) for _, text in converted]
        findings += [f"{finding.record} {finding.code} {finding.pointer}".strip() for finding in converted.findings]
    return written, findings


def ids(records: list[Any]) -> list[str]:
    return [record.get("id") or record.get("training_id") for record in records]


def test_records_come_in_input_order():
    records = [JOB, TRAINING, JOB | {"new": 1}, LM, JOB | {"id": "ftjob-2"}]
    written, findings = run(lines_of(*records), "dspy")
    assert ids(written) == [
        *("openai:ftjob-1", "openai:ftjob-1#run"),
        *("caikit:t-1", "caikit:t-1#run"),
        *("openai:ftjob-1", "openai:ftjob-1#run"),
        "lm",
        *("openai:ftjob-2", "openai:ftjob-2#run"),
    ]
    assert findings == ["3 DSP211 /new"]
    assert ids(run(lines_of(*records), "dspy", jobs_only=True)[0]) == [
        "openai:ftjob-1",
        "caikit:t-1",
        "openai:ftjob-1",
        "lm",
        "openai:ftjob-2",
    ]


def test_many_at_once_become_what_they_become_one_by_one():
    random = Random(1)
    texts = []
    for path in random.choices(EXAMPLES, k=400):
        vendor, class_ = path.name.partition("-")[0].split(".")
        if vendor in {"openai", "azure"} and class_ == "FineTuningJob":
            record = json.loads(path.read_bytes())
            record.setdefault("@type", f"{vendor}:{class_}") if random.random() < 0.1 else None
            texts.append(json.dumps(record, ensure_ascii=False).encode() + b"\n")
    together, found = run(texts, "dspy", keep_secrets=True)
    apart = [run([text], "dspy", keep_secrets=True) for text in texts]
    assert together == [record for records, _ in apart for record in records]
    assert [line.partition(" ")[2] for line in found] == [line.partition(" ")[2] for _, all_ in apart for line in all_]
    back, found = run(lines_of(*together), "openai", keep_secrets=True)
    assert len(back) + sum("DSP405" in line for line in found) == len(texts)


def test_what_is_wrong_is_not_written():
    written, findings = run(lines_of(JOB | {"status": 5}, JOB, b'{"id":\n', JOB | {"id": "b"}), "dspy")
    assert ids(written) == ["openai:ftjob-1", "openai:ftjob-1#run", "openai:b", "openai:b#run"]
    assert findings == ["1 DSP205 /status", "3 DSP101"]


def test_what_is_no_job():
    assert run(lines_of(EVENT, JOB), "dspy")[1] == ["1 DSP402"]
    assert run(lines_of(LM), "openai") == ([], ["1 DSP402"])


def test_what_has_the_wanted_form_passes():
    written, findings = run(lines_of(EVENT, JOB), "openai")
    assert (written, findings) == ([EVENT, JOB], [])
    pair, _ = run(lines_of(JOB), "dspy")
    assert run(lines_of(*pair), "dspy") == (pair, [])
    assert run(lines_of(*pair), "dspy", jobs_only=True) == (pair[:1], [])


def test_records_and_pairs_of_another_vendor():
    pair, _ = run(lines_of(JOB), "dspy")
    assert run(lines_of(JOB), "azure") == ([], ["1 DSP405"])
    for lines in (pair, pair[::-1]):
        assert run(lines_of(*lines), "azure") == ([], [f"{lines.index(pair[1]) + 1} DSP405 /provider"])
    run_without = {name: value for name, value in pair[1].items() if name != "provider"}
    assert run(lines_of(pair[0], run_without), "openai") == ([], ["2 DSP405 /provider"])


def test_halves_that_stand_apart():
    (a, a_run), (b, b_run), (c, _), (_, d_run) = (run(lines_of(JOB | {"id": id_}), "dspy")[0] for id_ in "abcd")
    written, findings = run(lines_of(c, a, b_run, d_run, b, a_run), "openai")
    assert ids(written) == ["b", "a"]
    assert findings == ["1 DSP404", "4 DSP404 /job"]


def test_several_snapshots_of_one_job():
    first, second = (run(lines_of(JOB | {"created_at": value}), "dspy")[0] for value in (5, 6))
    expected = [JOB, JOB | {"created_at": 6}]
    assert run(lines_of(*first, *second), "openai")[0] == expected
    assert run(lines_of(first[0], second[0], first[1], second[1]), "openai")[0] == expected


def test_halves_in_two_files(tmp_path: Path):
    pair, _ = run(lines_of(JOB), "dspy")
    for name, half in zip(("a.json", "b.jsonl"), pair, strict=True):
        (tmp_path / name).write_text(json.dumps(half, indent=2 if name == "a.json" else None))
    found = list(convert_batches(expand_paths([str(tmp_path)]), Checker(), "openai"))
    assert b"".join(batch.encode() for batch in found).count(b"\n") == 1
    (tmp_path / "b.jsonl").unlink()
    (finding,) = [
        finding
        for converted in convert_batches(expand_paths([str(tmp_path)]), Checker(), "openai")
        for finding in converted.findings
    ]
    assert (finding.code, finding.source, finding.record, finding.line) == ("DSP404", str(tmp_path / "a.json"), 1, 1)


def test_a_pretty_printed_record_becomes_lines(tmp_path: Path):
    (tmp_path / "a.json").write_text(json.dumps(JOB | {"metadata": {"a": "b"}, "new": [1, {"c": 2}]}, indent=4))
    for to in ("dspy", "openai"):
        for converted in convert_batches(expand_paths([str(tmp_path)]), Checker(), to):
            assert all(map(json.loads, converted.encode().splitlines()))


@pytest.mark.parametrize("number", ["1.0", "1e0", "-0", "1E400", "1" * 40, "1.10", "0.1"])
def test_numbers_stay_as_they_are_written(number: str):
    text = (
        json.dumps(JOB | {"hyperparameters": {"new": "@"}, "usage_metrics": ["@"]}).replace('"@"', number).encode()
        + b"\n"
    )
    (batch,) = convert_batches([Batch(source="", texts=[text], lines=1)], Checker(), "dspy")
    pair = batch.encode()
    assert pair.count(number.encode()) >= 2
    assert json.loads(pair.splitlines()[1])["extra"]["usage_metrics"] is not None


def test_a_secret_is_reported_and_not_shown():
    texts = lines_of(JOB | {"metadata": {"token": "hunter2", "n": "1"}}, JOB)
    written, findings = run(texts, "dspy")
    assert written[1]["extra"]["metadata"] == {"token": "[redacted]", "n": "1"}
    assert findings == ["1 DSP401 /metadata/token"]
    assert run(texts, "dspy", keep_secrets=True)[1] == []
    assert run(lines_of(*written), "openai") == ([JOB | {"metadata": {"token": "[redacted]", "n": "1"}}, JOB], [])
    assert run(texts, "openai")[1] == ["1 DSP401 /metadata/token"]


def test_what_is_nested_too_deep_for_a_search():
    deep = '{"token":' * 600 + '""' + "}" * 600
    text = json.dumps(JOB)[:-1].encode() + b',"metadata":' + deep.encode() + b"}\n"
    for options in ({}, {"keep_secrets": True}):
        written, findings = run([text], "dspy", **options)
        assert written or findings


def test_totals():
    checker = Checker()
    texts = lines_of(JOB, EVENT, JOB | {"status": 5}, JOB | {"status": "new"})
    list(convert_batches([Batch(source="", texts=texts, lines=4)], checker, "dspy"))
    summary = checker.summary
    assert (summary.records, summary.valid, summary.invalid, summary.errors, summary.warnings) == (4, 3, 1, 1, 1)


def test_memory_does_not_grow_with_pairs(tmp_path: Path):
    pair, _ = run(lines_of(JOB), "dspy")
    path = tmp_path / "pairs.jsonl"
    path.write_bytes(b"".join(lines_of(*pair)) * 2000)
    from dspy_schema.conversion.pipeline import BatchConverter

    stage, checker = BatchConverter("openai"), Checker()
    for batch in read([str(path)]):
        stage.convert(batch, checker.check(batch).types)
        assert len(stage._pairing._waiting) <= 1
