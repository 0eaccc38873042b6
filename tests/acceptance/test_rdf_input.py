"""RDF and JSON-LD are read as records; what is wrong with a graph is found, and nothing in it ends the run.

A file dropped in `tests/data/rdf/valid` or `invalid` is a test; what is expected of an invalid one is in a file beside
it, a line a finding: code and pointer.
"""

from __future__ import annotations

import gzip
import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.acceptance.processes import LIMIT
from tests.many import for_each

import dspy_schema
from dspy_schema.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    Check = Callable[..., list[str]]

DATA = Path(__file__).parents[1] / "data" / "rdf"
CONTEXT = "https://w3id.org/lmodel/dspy/context.jsonld"
DSPY = "https://w3id.org/lmodel/dspy/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
JSON = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
VALID = [path for path in sorted((DATA / "valid").iterdir()) if path.suffix != ".expected"]
INVALID = [path for path in sorted((DATA / "invalid").iterdir()) if path.suffix != ".expected"]


def found(path: Path, **options: Any) -> list[str]:
    return [f"{finding.code} {finding.pointer}".strip() for finding in dspy_schema.validate(path, **options).findings]


def expected(path: Path) -> list[str]:
    expected = path.with_suffix(".expected")
    return sorted(expected.read_text().splitlines()) if expected.exists() else []


@for_each("path", VALID, lambda path: path.name)
def test_valid(path: Path) -> None:
    report = dspy_schema.validate(path)
    assert sorted(found(path)) == expected(path)
    assert report.summary.valid == report.summary.records >= 1


@for_each("path", INVALID, lambda path: path.name)
def test_invalid(path: Path) -> None:
    assert sorted(found(path)) == expected(path) != []


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something wants to be fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def test_nothing_is_ever_fetched(offline: None) -> None:
    for path in sorted((DATA / "invalid").glob("*context.jsonld")):
        (finding,) = dspy_schema.validate(path).findings
        assert (finding.code, "never fetched" in finding.message) in {("DSP506", True), ("DSP502", False)}


def test_a_finding_names_record_and_context(tmp_path: Path) -> None:
    (finding,) = dspy_schema.validate(DATA / "invalid" / "language.ttl").findings
    assert (finding.record, finding.id, finding.type, finding.pointer) == (1, "j", "TrainingJob", "/name")
    (finding,) = dspy_schema.validate(DATA / "invalid" / "foreign-context.jsonld").findings
    assert "'https://example.org/context'" in finding.message


def test_two_subjects_with_one_id_are_both_named() -> None:
    report = dspy_schema.validate(DATA / "invalid" / "two-subjects.ttl")
    assert "record/k> has the id of <https://w3id.org/lmodel/dspy/record/j>" in report.findings[0].message
    assert (report.summary.valid, report.summary.invalid) == (1, 1)


def test_broken_rdf_has_a_place(check: Check) -> None:
    assert check('@prefix : <a:> .\n:é :b "c" ; :d x .', "graph.ttl") == ["2:16 DSP501"]


def test_nothing_is_read_of_a_graph_that_is_broken(check: Check, tmp_path: Path) -> None:
    good = (DATA / "valid" / "two-graphs.nq").read_text()
    assert check(good + "nonsense\n", "graph.nq") == ["5:1 DSP501"]


def test_places_in_json_ld(check: Check) -> None:
    node = f'{{"@context": "{CONTEXT}", "@type": "TrainingJob",\n "id": "j", "model": 1}}'
    assert check(node, "a.jsonld") == ["2:22 DSP205 /model"]
    assert check(f"[\n{node}]", "a.jsonld") == ["3:22 DSP205 /model"]
    graph = f'{{"@context": "{CONTEXT}", "@graph": [\n{{"@type": "TrainingJob", "id": "j", "model": 1}}]}}'
    assert check(graph, "a.jsonld") == ["2:46 DSP205 /model"]
    assert check(f"\n{node.replace(chr(10), '')}\n", "a.ndjsonld") == [f"2:{node.index('1}')} DSP205 /model"]
    repeated = node.replace("\n", "").replace('"model": 1', '"model": "m", "train_kwargs": {"a": 1, "a": 2}')
    (finding,) = check(repeated, "a.jsonld", strict_json=True)
    assert finding == f"1:{repeated.rindex(chr(34) + 'a') + 1} DSP106 /train_kwargs/a"


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ((DATA / "valid" / "job.ttl").read_bytes(), []),
        (b"PREFIX dspy: <" + DSPY.encode() + b">\n<a:j> a dspy:TrainingJob .", ["DSP203 /id"]),
        ((DATA / "valid" / "two-graphs.nq").read_bytes(), []),
        (b"<?xml version='1.0'?><a/>", ["DSP510"]),
        (b"<rdf:RDF></rdf:RDF>", ["DSP510"]),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", ["DSP510"]),
    ],
)
def test_format_by_content(tmp_path: Path, content: bytes, codes: list[str]) -> None:
    path = tmp_path / "records"
    path.write_bytes(content)
    assert found(path) == codes


@pytest.mark.parametrize("name", ["graph.rdf", "graph.OWL", "graph.xml.gz"])
def test_xml_is_refused_by_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"{}")
    assert found(path) == ["DSP510"]


def test_packed(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl.gz"
    path.write_bytes(gzip.compress((DATA / "valid" / "job.ttl").read_bytes()))
    assert found(path) == []


def test_an_empty_graph_has_no_records(check: Check) -> None:
    for name in ("a.ttl", "a.nq", "a.jsonld", "a.ndjsonld"):
        assert check("", name) == ["None:None DSP112"]
    assert check("@prefix a: <a:> .", "a.ttl") == ["None:None DSP112"]
    assert check("[]", "a.jsonld") == ["None:None DSP112"]


DEEP = 100_000
TOO_DEEP = [[code] for code in ("DSP107", "DSP204", "DSP502", "DSP504")]
NODE = f'{{"@context": "{CONTEXT}", "@type": "TrainingJob", "id": "j", "model": "m", "x:y": %s}}'
JOB = f'<a:j> a <{DSPY}TrainingJob> ; <http://schema.org/identifier> "j" ; <{DSPY}model> "m" ; '


SHAPES = [
    ("a.ttl", f"{JOB} <{DSPY}train_data> ", "(", ")"),
    ("a.ttl", f"{JOB} <{DSPY}error> ", "[<a:b> ", "]"),
    ("a.ttl", f"{JOB} <{DSPY}name> ", "<<( <a:b> <a:c> ", ")>>"),
    ("a.nq", "<a:j> <a:b> ", "<<( <a:b> <a:c> ", ")>>"),
    ("a.ttl", f'{JOB} <{DSPY}train_data> "', "[", "]"),
    ("a.jsonld", NODE.partition("%s")[0], "[", "]"),
    ("a.jsonld", NODE.partition("%s")[0], '{"a:b":', "}"),
    ("a.jsonld", NODE.partition("%s")[0], '{"@list":[', "]}"),
    ("a.ndjsonld", NODE.partition("%s")[0], '{"@context":{"x":"a:b"},"a:b":', "}"),
]


@pytest.mark.parametrize("depth", [600, 5000, DEEP])
def test_no_depth_ends_the_run(tmp_path: Path, depth: int) -> None:
    """In a process of its own: what overflows a stack ends the process, not the test."""
    literals = set()
    names = []
    for number, (name, begin, middle, end) in enumerate(SHAPES):
        inner = "<a:b>" if "<<(" in middle else "1"
        literal = begin.endswith('"')
        last = f'"^^<{JSON}> .' if literal else "}" if "json" in name else " ."
        names.append(f"{number}-{name}")
        literals |= {names[-1]} if literal else set()
        (tmp_path / names[-1]).write_text(begin + middle * depth + inner + end * depth + last)
    program = (
        "import sys, dspy_schema\n"
        "for path in sys.argv[1:]:\n"
        "    print(path, *[finding.code for finding in dspy_schema.validate(path).findings], flush=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *names],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    codes_by_name = {name: codes for name, *codes in map(str.split, done.stdout.splitlines())}
    assert (done.returncode, [*codes_by_name]) == (0, names), done.stderr[-300:]
    # As a literal, the least of these depths is not too deep.
    first = {
        name: codes[:1]
        for name, codes in codes_by_name.items()
        if not (depth == 600 and name in literals and not codes)
    }
    assert {name: codes for name, codes in first.items() if codes not in TOO_DEEP} == {}


def test_text_with_many_brackets_is_no_depth(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f"{JOB} <{DSPY}train_data> '''{json.dumps(['cout << 1;' * 5000])}'''^^<{JSON}> .")
    assert found(path) == []


def test_shared_nodes_are_not_read_over_and_over(tmp_path: Path) -> None:
    lines = [f"_:a{number} <{DSPY}error> _:a{number + 1}, _:a{number + 1} ." for number in range(1000)]
    lines += [f"_:a{number} <{DSPY}losses> _:a{number + 1} ." for number in range(1000)]
    path = tmp_path / "a.ttl"
    path.write_text("\n".join([f"{JOB} <{DSPY}error> _:a0 .", *lines]))
    assert found(path) == ["DSP204 /error"]


def test_records_keep_their_order_and_the_same_subject_is_one(tmp_path: Path) -> None:
    path = tmp_path / "a.nq"
    lines = []
    for part in ("identifier", "type"):
        for number in (3, 1, 2):
            subject = f"<a:{number}>"
            lines.append(
                f'{subject} <http://schema.org/identifier> "{number}" <a:g{number}> .'
                if part == "identifier"
                else f"{subject} <{TYPE}> <{DSPY}ReinforceJob> ."
            )
    path.write_text("\n".join(lines) + "\n")
    assert [record.value for record in dspy_schema.read(path)] == [{"id": "3"}, {"id": "1"}, {"id": "2"}]
    assert found(path) == []


def test_the_type_of_the_graph_counts(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f'<a:j> a <{DSPY}TrainingRun> ; <http://schema.org/identifier> "j" ; <{DSPY}job> "k" .')
    assert found(path) == []
    assert found(path, type="TrainingJob") == ["DSP204 /job"]


def test_convert_leaves_out_what_has_a_fault_that_only_the_graph_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.ttl"
    path.write_text(f'{JOB} <{DSPY}train_data> "[ 3.0,\\n1]"^^<{JSON}> .\n')
    assert main(["convert", "-q", str(path)]) == 0
    assert capsys.readouterr().out == '{"model":"m","train_data":[ 3.0, 1],"id":"j"}\n'
    path.write_text(path.read_text() + JOB.replace("a:j", "a:k") + '<http://purl.org/dc/terms/description> "d"@en .')
    assert main(["convert", "-q", str(path)]) == 1
    assert capsys.readouterr().out.count("\n") == 1


def test_lines_stream(tmp_path: Path) -> None:
    """Memory does not grow with lines of JSON-LD: the first record is there before the last line is."""
    node = {"@context": CONTEXT, "@id": "a:j", "@type": "TrainingJob", "id": "j", "model": "m" * 1000}
    path = tmp_path / "a.ndjsonld"
    path.write_text(f"{json.dumps(node)}\n" * 1000 + "{\n")
    batches = dspy_schema.reading.read([str(path)])
    assert 1 <= len(next(batches).texts) < 1000
    assert found(path) == ["DSP101"]


def test_json_ld_of_ours_needs_no_parser_of_rdf(tmp_path: Path) -> None:
    program = """
import sys
sys.modules["pyoxigraph"] = None
import dspy_schema
print(dspy_schema.validate(sys.argv[1]).ok)
try:
    dspy_schema.validate(sys.argv[2])
except dspy_schema.MissingExtraError as error:
    print(error)
"""
    paths = [DATA / "valid" / "graph.jsonld", DATA / "valid" / "job.ttl"]
    done = subprocess.run([sys.executable, "-c", program, *paths], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        "True",
        "pyoxigraph is not installed; run: pip install 'dspy-schema[rdf]'",
    ]
