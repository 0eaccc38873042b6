"""`dspy-schema publish` as a user runs it, judged by its output and exit status."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from tests.acceptance.processes import COMMAND, LIMIT, peak_memory, send

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
DSPY = "https://w3id.org/lmodel/dspy/"
PROV = "http://www.w3.org/ns/prov#"
JOB = {"id": "job-1", "model": "openai/gpt-4.1", "train_data_format": "chat", "train_data": [{"messages": []}]}
RUN = {"id": "job-1#run", "job": "job-1", "provider": "openai", "run_status": "succeeded", "progress": 100.0}
VENDORS = {
    "object": "fine_tuning.job",
    "id": "ftjob-1",
    "model": "gpt-4o-mini-2024-07-18",
    "status": "running",
    "created_at": 1746484925,
    "training_file": "file-1",
}
SECRET = "sk-" + "a1B2" * 6


@pytest.fixture
def run(command: Run, tmp_path: Path) -> Run:
    def call(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return command(*arguments, cwd=tmp_path, input=stdin)

    return call


def lines_of(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def triples(text: str, format_: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> set[tuple[str, str, str]]:
    return {(str(triple.subject), triple.predicate.value, triple.object.value) for triple in ox.parse(text, format_)}


def values(text: str, predicate: str) -> list[str]:
    return sorted(value for _, name, value in triples(text) if name == predicate)


@pytest.mark.parametrize("to", ["nquads", "ntriples", "turtle", "jsonld", "ndjsonld"])
def test_records_come_back(run: Run, tmp_path: Path, to: str) -> None:
    (tmp_path / "jobs.jsonl").write_text(lines_of(JOB, RUN))
    assert run("publish", "jobs.jsonl", "--to", to, "-o", "published").returncode == 0
    again = run("publish", "published", "--from", to, "--to", "jsonl", "-q")
    assert (again.returncode, again.stderr) == (0, "")
    assert [json.dumps(json.loads(line), sort_keys=True) for line in again.stdout.splitlines()] == [
        json.dumps(item, sort_keys=True) for item in (JOB, RUN)
    ]


def test_a_vendors_record_names_its_source_and_the_vendor(run: Run) -> None:
    done = run("publish", "-", "--base", "https://example.org/", "-q", stdin=lines_of(VENDORS))
    assert done.returncode == 0
    # A run is an activity, which is not derived from anything (PROV-O, section 3.1).
    assert values(done.stdout, f"{PROV}wasDerivedFrom") == ["https://example.org/source/openai/ftjob-1"]
    assert values(done.stdout, "http://purl.org/dc/terms/source") == ["https://example.org/source/openai/ftjob-1"]
    assert values(done.stdout, f"{PROV}wasAssociatedWith") == [f"{DSPY}vendors/openai"]
    assert values(done.stdout, f"{PROV}used") == [
        "https://example.org/data/openai/file-1",
        "https://example.org/model/openai/gpt-4o-mini-2024-07-18",
        "https://example.org/openai%3Aftjob-1",
    ]
    assert f"{PROV}Activity" in values(done.stdout, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


@pytest.mark.parametrize(
    "id_",
    ["a b", "../../etc", "..", ".", "a/b?c#d", "100%", "%2F", "é😀", "http://victim.org/x", "x> <y> <z> .", '"@\\'],
)
def test_no_id_escapes_the_base(run: Run, id_: str) -> None:
    record = {"id": id_, "model": "m", "train_kwargs": {"@id": "http://victim.org/", "@type": "x"}}
    done = run("publish", "-", "--base", "https://example.org/jobs/", "-q", stdin=lines_of(record))
    (subject,) = {subject for subject, _, _ in triples(done.stdout)}
    rest = subject.removeprefix("<https://example.org/jobs/").removesuffix(">")
    assert rest
    assert not set(rest) & set('/?#<> "\\')
    assert rest.strip(".")
    assert values(done.stdout, "http://schema.org/identifier") == [id_]


def test_own_context_and_iri_make_no_statements(run: Run) -> None:
    evil = {"model": {"@id": "http://victim.org/p", "@type": "@id"}}
    record = {"@context": evil, "@id": "http://victim.org/", "@type": "TrainingJob", "id": "a", "model": "http://x/"}
    for to, format_ in (("nquads", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)):
        done = run("publish", "-", "--to", to, "-q", stdin=lines_of(record))
        found = triples(done.stdout, format_)
        assert not [item for item in found if "victim" in item[0] or "victim" in item[1]]
        again = run("publish", "-", "--from", to, "--to", "jsonl", "-q", stdin=done.stdout)
        assert json.loads(again.stdout) == record


@pytest.mark.parametrize("to", ["nquads", "turtle", "jsonld", "ndjsonld"])
def test_secrets_are_redacted_unless_kept(run: Run, to: str) -> None:
    record = lines_of({"id": "a", "model": "m", "train_kwargs": {"api_key": SECRET}})
    done = run("publish", "-", "--to", to, stdin=record)
    assert done.returncode == 0
    assert "DSP401" in done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert "[redacted]" in done.stdout
    assert SECRET in run("publish", "-", "--to", to, "--keep-secrets", stdin=record).stdout
    assert SECRET not in run("publish", "-", "--to", to, "--redact", stdin=record).stdout


@pytest.mark.parametrize("to", ["nquads", "jsonld"])
def test_a_digest_stands_for_training_data(run: Run, to: str) -> None:
    data = [{"b": 1.0, "a": "é"}, []]
    record = {"id": "a", "train_data_format": "chat", "train_data": data}
    done = run("publish", "-", "--without-train-data", "--to", to, "-q", stdin=lines_of(record))
    sha256 = hashlib.sha256('[{"a":"é","b":1},[]]'.encode()).hexdigest()
    format_ = ox.RdfFormat.N_QUADS if to == "nquads" else ox.RdfFormat.JSON_LD
    found = {(name.removeprefix(DSPY), value) for _, name, value in triples(done.stdout, format_)}
    assert {("sha256", sha256), ("count", "2"), ("format", "chat")} <= found
    assert not any(name == "train_data" for name, _ in found)
    again = run("publish", "-", "--from", to, "--to", "jsonl", "-q", stdin=done.stdout)
    assert json.loads(again.stdout) == {"id": "a", "train_data_format": "chat"}


def test_bad_records_are_told_and_good_ones_published(run: Run) -> None:
    bad = {"id": "b", "training_status": "finished"}
    done = run("publish", "-", stdin=lines_of(JOB, bad) + "{\n" + lines_of(RUN))
    assert done.returncode == 1
    assert "<stdin>:2:32: error DSP206" in done.stderr
    assert values(done.stdout, "http://schema.org/identifier") == ["job-1", "job-1#run"]


def test_a_second_record_of_an_id_is_left_out(run: Run) -> None:
    done = run("publish", "-", stdin=lines_of(JOB, JOB | {"model": "other"}))
    assert done.returncode == 1
    assert "<stdin>:2:8: error DSP521" in done.stderr
    assert values(done.stdout, f"{DSPY}model") == ["openai/gpt-4.1"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--base", "jobs"], "'jobs' is not an absolute IRI; give one such as https://example.org/jobs/"),
        (["--base", "https://example.org/a b/"], "is not an absolute IRI"),
        (["--base", "https://example.org/>/"], "is not an absolute IRI"),
        (["--base", "https://example.org/jobs"], "must end with / # : = or ?"),
        (["--base", ""], "is not an absolute IRI"),
        (["--graph", "g"], "the graph 'g' is not an absolute IRI"),
        (["--graph", "urn:g", "--to", "turtle"], "turtle has no named graphs; nquads, jsonld and ndjsonld have"),
        (["--context", "context.jsonld", "--to", "jsonld"], "the context 'context.jsonld' is not an absolute IRI"),
    ],
)
def test_wrong_options_are_told_in_one_line(run: Run, tmp_path: Path, options: list[str], message: str) -> None:
    (tmp_path / "out").write_text("before")
    done = run("publish", "-", *options, "-o", "out", stdin=lines_of(JOB))
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "out").read_text() == "before"


def test_nothing_to_publish_is_a_whole_document(run: Run) -> None:
    done = run("publish", "-", "--to", "jsonld", stdin=lines_of({"id": "b", "training_status": "x"}))
    assert done.returncode == 1
    assert json.loads(done.stdout)["@graph"] == []


def test_interrupted_output_leaves_the_old_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out.nq").write_text("before")
    process = subprocess.Popen(
        [*COMMAND, "publish", "-", "-o", "out.nq"], cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    send(process.stdin.fileno(), lines_of(JOB).encode())
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=LIMIT)
    assert process.returncode == 130
    assert (tmp_path / "out.nq").read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["out.nq"]


@pytest.mark.parametrize("to", ["nquads", "turtle", "jsonld", "ndjsonld"])
def test_memory_does_not_grow(tmp_path: Path, to: str) -> None:
    large = {"train_data": [{"messages": [{"role": "user", "content": "word " * 2000}]}]}
    with (tmp_path / "many.jsonl").open("w") as file:
        for number in range(3000):
            file.write(json.dumps({"id": f"job-{number}", **large}) + "\n")
    assert (tmp_path / "many.jsonl").stat().st_size > 30_000_000
    assert peak_memory("publish", "-q", "many.jsonl", "--to", to, "-o", "out", cwd=tmp_path) < 60_000


def test_redirected_output_is_the_same_each_time(run: Run, tmp_path: Path) -> None:
    (tmp_path / "jobs.jsonl").write_text(lines_of(JOB | {"train_kwargs": {"b": [1], "a": 2}}, RUN))
    first, second = (run("publish", "jobs.jsonl", "--to", "nquads").stdout for _ in range(2))
    assert first == second
    assert first


def test_every_record_is_judged_as_rdf(run: Run, tmp_path: Path) -> None:
    examples = sorted((ROOT / "examples").glob("*.jsonl"))
    for path in examples:
        done = run("publish", str(path), "--to", "turtle", "-o", "graph.ttl")
        if done.returncode == 0:
            judged = run("validate", "graph.ttl")
            assert judged.returncode == 0, judged.stdout


def test_shared_context_address_is_not_fetched(run: Run) -> None:
    done = run("publish", "-", "--to", "ndjsonld", "-q", stdin=lines_of(JOB))
    assert json.loads(done.stdout)["@context"] == f"{DSPY}context.jsonld"
    again = run("publish", "-", "--from", "ndjsonld", "--to", "jsonl", "-q", stdin=done.stdout)
    assert json.loads(again.stdout) == JOB
    foreign = done.stdout.replace(f"{DSPY}context.jsonld", "https://example.org/context.jsonld")
    refused = run("publish", "-", "--from", "ndjsonld", "--to", "jsonl", stdin=foreign)
    assert refused.returncode == 1
    assert "https://example.org/context.jsonld" in refused.stderr
    assert refused.stdout == ""


@pytest.mark.parametrize("to", ["nquads", "turtle", "jsonld", "ndjsonld"])
def test_what_is_published_is_told_on_standard_input(run: Run, to: str) -> None:
    record = JOB | {"name": None, "train_kwargs": {"a": 3.0}}
    done = run("publish", "-", "--to", to, "-q", stdin=lines_of(record, RUN))
    again = run("publish", "-", "--to", "jsonl", "-q", stdin=done.stdout)
    assert (again.returncode, again.stderr) == (0, "")
    assert [json.loads(line) for line in again.stdout.splitlines()] == [record, RUN]


def test_a_redacted_id_is_no_name(run: Run, tmp_path: Path) -> None:
    records = lines_of(*({"id": f"sk-{number}{'a1B2' * 6}", "model": "m"} for number in range(2)))
    done = run("publish", "-", "--store", "store", stdin=records)
    assert done.returncode == 1
    assert done.stderr.count("error DSP522") == 2
    assert "a1B2" not in done.stderr


def test_a_number_beyond_doubles_is_told_of_and_kept(run: Run) -> None:
    lines = ['{"id":"ok","model":"m"}', '{"id":"r","job":"j","cost":1e1000000}', '{"id":"a","train_data":[1e400]}', ""]
    text = "\n".join(lines)
    done = run("publish", "-", "--to", "turtle", stdin=text)
    assert done.returncode == 0
    assert done.stderr.count("warning DSP523") == 2
    again = run("publish", "-", "--to", "jsonl", "-q", stdin=done.stdout)
    assert "1e1000000" in again.stdout
    assert "1e400" in again.stdout


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--without-train-data", "--to", "jsonl"], "jsonl cannot be without"),
        (["--context", "inline", "--to", "turtle"], "turtle has no context"),
        (["--json", "as-written", "--to", "jsonld"], "as they are written already"),
        (["--store", "s", "--to", "turtle"], "--store excludes --to and -o"),
        (["--base", "https://e.org/%zz/"], "is not an absolute IRI"),
        (["--base", "https://e.org/[/", "--store", "s"], "is not an absolute IRI"),
        (["--base", "https://e/#a#"], "is not an absolute IRI"),
    ],
)
def test_options_that_would_do_nothing_are_refused(run: Run, options: list[str], message: str) -> None:
    done = run("publish", "-", *options, stdin=lines_of(JOB))
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_digest_without_a_format(run: Run) -> None:
    done = run(
        "publish", "-", "--without-train-data", "--to", "turtle", "-q", stdin=lines_of({"id": "a", "train_data": [1]})
    )
    assert "dspy:count 1" in done.stdout
    assert "dspy:format" not in done.stdout
