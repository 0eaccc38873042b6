"""What a report of `dspy-schema evidence` claims, lists and states of itself: no over-claim, provenance, formats."""

from __future__ import annotations

import csv
import gzip
import hashlib
import importlib.metadata
import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
import rdflib
from lxml import html as lxml_html
from tests.many import for_each

import dspy_schema
from dspy_schema.governance import contradictions
from dspy_schema.governance.facts import decode_members
from dspy_schema.governance.reports import control_table

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable

    from dspy_schema.governance.assessment import Evidence

    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples/vendors/openai.jsonl"
FORMATS = ["text", "markdown", "html", "csv", "jsonld", "oscal"]
OSCAL = jsonschema_rs.validator_for(
    json.loads((ROOT / "tests/data/oscal/oscal_assessment-results_schema-1.1.3.json").read_text()),
    validate_formats=True,
)
JOB: dict[str, Any] = {"@type": "TrainingJob", "id": "j", "model": "gpt-4.1", "training_status": "succeeded"}
RUN: dict[str, Any] = {
    "@type": "TrainingRun",
    "id": "j#run",
    "job": "j",
    "run_status": "succeeded",
    "created_at": "2026-01-01T00:00:00Z",
    "finished_at": "2026-01-02T00:00:00Z",
    "owner": "Jane Doe",
    "fine_tuned_model": "ft:x",
    "base_model": "gpt-4.1",
    "training_data": ["file-1"],
    "validation_data": ["file-2"],
}


@pytest.fixture
def run(command: Run) -> Run:
    def call(*arguments: str | Path, stdin: str = "", **env: str) -> subprocess.CompletedProcess[str]:
        return command(*arguments, cwd=ROOT, input=stdin, env={"COLUMNS": "100"} | env)

    return call


def assess(*records: dict[str, Any], **options: Any) -> Evidence:
    return dspy_schema.evidence(list(records), on_finding=lambda _: None, **options)


def vendor_job(**members: Any) -> dict[str, Any]:
    return json.loads(EXAMPLE.read_text().splitlines()[0]) | members


def claims_of(evidence: Evidence) -> set[tuple[str, str, int]]:
    return {(claim.relation.element.id, claim.relation.term.curie, claim.count) for claim in evidence.claims}


def lines_of(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


# No over-claim.


def test_an_organization_as_owner_is_nobody_who_can_be_asked(run: Run) -> None:
    found = assess(vendor_job())
    assert found.parties.people == {}
    assert found.parties.organizations == {"org-LoopbackExample": 1}
    assert "no-owner" in {gap.name for gap in found.gaps}
    assert not [claim for claim in found.claims if claim.relation.element.id == "dspy:owner"]
    text = run("evidence", "-", "--framework", "iso42001", "-q", stdin=lines_of(vendor_job())).stdout
    assert "organizations as owners    org-LoopbackExample in 1 run" in text
    assert "nobody who can be asked is named" in text
    person = assess(JOB, RUN)
    assert person.parties.people == {"Jane Doe": 1}
    assert "no-owner" not in {gap.name for gap in person.gaps}


def test_a_paused_job_is_not_one_that_has_not_begun() -> None:
    paused = assess(vendor_job(status="paused", finished_at=None, fine_tuned_model=None, trained_tokens=None))
    assert paused.totals.statuses == {"paused": 1}
    assert not [claim for claim in paused.claims if claim.relation.term.curie == "iso22989:ExecutionStatus#planned"]
    assert "no-outcome" in {gap.name for gap in paused.gaps}
    queued = assess(vendor_job(status="queued", finished_at=None, fine_tuned_model=None, trained_tokens=None))
    assert queued.totals.statuses == {"pending": 1}
    assert [claim for claim in queued.claims if claim.relation.term.curie == "iso22989:ExecutionStatus#planned"]


def test_halves_of_a_paused_job_are_paused_in_any_order() -> None:
    halves = [JOB | {"training_status": "pending"}, {**RUN, "run_status": "pending", "provider_status": "paused"}]
    del halves[1]["finished_at"], halves[1]["fine_tuned_model"]
    for records in (halves, halves[::-1]):
        found = assess(*records)
        assert found.totals.statuses == {"paused": 1}
        assert "dspy:TrainingStatus#pending" not in {claim.relation.element.id for claim in found.claims}


PLACEHOLDERS = {
    "owner": "-",
    "provider": "unknown",
    "description": "TODO",
    "method": "n/a",
    "base_model": "test",
    "fine_tuned_model": "None",
    "created_at": "1970-01-01T00:00:00Z",
    "finished_at": "1970-01-01T00:00:00Z",
    "training_data": ["tbd"],
    "validation_data": [""],
    "result_files": ["?", "?"],
    "error": {"message": "unknown"},
    "extra": {"ticket": "xxx"},
}


@for_each("member", PLACEHOLDERS)
def test_a_placeholder_is_listed_and_supports_no_claim(member: str) -> None:
    bare = {"@type": "TrainingRun", "id": "j#run", "job": "j"}
    with_it = assess(JOB, bare | {member: PLACEHOLDERS[member]})
    without = assess(JOB, bare)
    assert claims_of(with_it) == claims_of(without)
    assert [gap.name for gap in with_it.gaps] == [gap.name for gap in without.gaps]
    (placeholder,) = with_it.placeholders
    assert placeholder.member in {f"TrainingRun.{member}", "JobError.message"}
    assert placeholder.jobs == ["j"]


def test_a_record_of_placeholders_claims_no_more_than_that_there_is_one(run: Run) -> None:
    record = {"@type": "TrainingRun", "id": "j#run", "job": "j", **PLACEHOLDERS}
    job = {"@type": "TrainingJob", "id": "j"}
    assert claims_of(assess(job, record)) == claims_of(assess(job, {"@type": "TrainingRun", "id": "j#run", "job": "j"}))
    text = run("evidence", "-", "--framework", "iso42001", "-q", stdin=lines_of(job, record)).stdout
    section = " ".join(text.partition("\nPlaceholders\n")[2].partition("\nPeople and")[0].split())
    for shown in ("TrainingRun.owner: 1 job placeholder: with - jobs: j", "with 1970-01-01T00:00:00Z", "with TODO"):
        assert shown in section


def test_a_placeholder_of_an_earlier_snapshot_is_not_listed() -> None:
    later = RUN | {"updated_at": "2026-02-01T00:00:00Z"}
    assert not assess(JOB, RUN | {"owner": "TODO"}, later).placeholders
    assert assess(JOB, later, RUN | {"owner": "TODO"}).parties.people == {"Jane Doe": 1}


WITHOUT_STATUS: dict[str, Any] = {"@type": "TrainingRun", "id": "j#run", "job": "j"}
CONTRADICTIONS: dict[str, list[dict[str, Any]]] = {
    # Of a run with a status, the check refuses these.
    "succeeded-with-error": [JOB, WITHOUT_STATUS | {"error": {"code": "x"}}],
    "failed-with-model": [JOB | {"training_status": "failed"}, WITHOUT_STATUS | {"fine_tuned_model": "ft:x"}],
    "open-with-model": [JOB | {"training_status": "running"}, WITHOUT_STATUS | {"fine_tuned_model": "ft:x"}],
    "open-with-end": [JOB | {"training_status": "pending"}, WITHOUT_STATUS | {"finished_at": "2026-01-02T00:00:00Z"}],
    "waiting-but-begun": [
        JOB | {"training_status": "pending"},
        {"@type": "TrainingRun", "id": "j#run", "job": "j", "run_status": "pending", "trained_tokens": 7},
    ],
    "succeeded-without-tokens": [JOB, RUN | {"trained_tokens": 0}],
    "succeeded-in-part": [JOB, RUN | {"progress": 40}],
    "model-is-base-model": [JOB, RUN | {"fine_tuned_model": "gpt-4.1"}],
    "validation-is-training": [JOB, RUN | {"validation_data": ["file-1"]}],
    "validation-overlaps-training": [JOB, RUN | {"validation_data": ["file-1", "file-2"]}],
    "statuses-differ": [JOB | {"training_status": "running"}, RUN],
    "run-of-several-jobs": [JOB, RUN, RUN | {"job": "k"}],
    "after-the-report": [JOB, RUN | {"finished_at": "2026-06-02T00:00:00Z"}],
}


def test_a_sound_job_has_no_contradiction() -> None:
    found = assess(JOB, RUN, date="2026-06-01")
    assert (found.contradictions, found.placeholders) == ([], [])


@for_each("name", CONTRADICTIONS)
def test_each_contradiction_is_listed_and_no_other(name: str) -> None:
    found = assess(*CONTRADICTIONS[name], date="2026-06-01")
    assert [one.name for one in found.contradictions] == [name]
    assert len(found.contradictions[0].jobs) == (2 if name == "run-of-several-jobs" else 1)


def test_validation_data_that_are_training_data_are_a_placeholder_as_well() -> None:
    found = assess(JOB, RUN | {"validation_data": ["file-1"]})
    assert [(one.member, one.values) for one in found.placeholders] == [
        ("TrainingRun.validation_data", ["(the training data)"])
    ]
    assert not [claim for claim in found.claims if claim.relation.element.id == "dspy:validation_data"]
    assert "no-validation-data" in {gap.name for gap in found.gaps}


@for_each(
    "members",
    [
        {"finished_at": "2025-01-01T00:00:00Z"},
        {"run_status": "failed"},
        {"run_status": "running"},
        {"error": {"code": "x"}},
    ],
)
def test_a_contradiction_that_the_check_finds_is_listed_although_the_record_is_not_used(
    members: dict[str, Any],
) -> None:
    records = [JOB | {"training_status": members.get("run_status", "succeeded")}, RUN | members]
    refused = assess(*records)
    assert refused.unused
    text = b"".join(refused.write("text")).decode()
    section = text.partition("\nContradictions\n")[2].partition("\nPeople")[0]
    assert f"not used, record 2  <records> {refused.unused[0].code} " in section


@for_each(
    "members, name",
    [
        ({"started_at": "2026-01-02T00:00:00Z", "finished_at": "2026-01-01T00:00:00Z"}, "ended-before-started"),
        ({"created_at": "2026-01-02T00:00:00Z", "finished_at": "2026-01-01T00:00:00.5Z"}, "ended-before-started"),
        ({"created_at": "2026-01-02T00:00:00Z", "started_at": "2026-01-01T00:00:00Z"}, "started-before-created"),
        ({"created_at": "2026-01-02T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}, "updated-before-created"),
    ],
)
def test_times_of_a_run_that_contradict_one_another_are_found(members: dict[str, str], name: str) -> None:
    moments = {member: time.removesuffix("Z") for member, time in members.items()}
    assert [*contradictions.find_in_run(decode_members(json.dumps(members).encode()), moments, "")] == [name]


# Provenance.


def shas(text: str) -> set[str]:
    return {sha for sha in (hashlib.sha256(path.read_bytes()).hexdigest() for path in TABLES) if sha in text}


TABLES = [
    ROOT / "schema/dspy.yaml",
    ROOT / "schema/mappings/dspy-iso42001.sssom.tsv",
    ROOT / "schema/mappings/evidence.toml",
    ROOT / "schema/mappings/placeholders.toml",
    ROOT / "schema/vocabularies/iso42001.tsv",
    ROOT / "schema/vocabularies/areas.toml",
    ROOT / "schema/vocabularies/titles.toml",
]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_has_the_checksums_of_inputs_and_tables_and_the_versions(run: Run, format_: str) -> None:
    arguments = ("--framework", "iso42001", "--to", format_, "--date", "2026-12-01", "-q")
    done = run("evidence", EXAMPLE, "examples/jobs.jsonl", *arguments)
    text = done.stdout.replace("\n              ", " ")
    for path in (EXAMPLE, ROOT / "examples/jobs.jsonl"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in text
    assert "vendors/openai.jsonl" in text
    assert shas(text) == {hashlib.sha256(path.read_bytes()).hexdigest() for path in TABLES}
    assert "2026-12-01" in text
    assert run("evidence", EXAMPLE, "examples/jobs.jsonl", *arguments).stdout == done.stdout


@pytest.mark.parametrize("format_", FORMATS)
def test_the_date_of_reproducible_outputs_is_that_of_the_report(run: Run, format_: str) -> None:
    first, second = (run("evidence", EXAMPLE, "--to", format_, "-q", SOURCE_DATE_EPOCH="1764547200") for _ in "ab")
    assert first.stdout == second.stdout
    assert "2025-12-01T00:00:00Z" in first.stdout
    assert run("evidence", EXAMPLE, "--to", format_, "-q", "--date", "2025-12-01T01:00:00+01:00").stdout == first.stdout


@for_each("date", ["yesterday", "2026-13-01", "2026-12-01T09:30", "", "2026"])
def test_a_date_that_is_none_is_refused(run: Run, tmp_path: Path, date: str) -> None:
    done = run("evidence", EXAMPLE, "--date", date, "-o", tmp_path / "report")
    assert done.returncode == 2
    assert "dspy-schema: " in done.stderr
    assert not any(tmp_path.iterdir())
    assert run("evidence", EXAMPLE, SOURCE_DATE_EPOCH="soon").returncode == 2


def test_the_checksum_of_an_input_is_that_of_what_was_read(run: Run, tmp_path: Path) -> None:
    text = EXAMPLE.read_bytes()
    packed = gzip.compress(text, mtime=0)
    contents = {
        "plain.jsonl": text,
        "packed.jsonl.gz": packed,
        "cut.jsonl.gz": packed[:-20],
        "trailing.json": json.dumps(JOB).encode() + b"\n\n\n",
        "utf-16.json": json.dumps(JOB).encode("utf-16"),
        "bom.jsonl": b"\xef\xbb\xbf" + text,
        "empty.jsonl": b"",
        "broken.json": b'{"a": ',
        "page.html": b"<!doctype html><p>no records</p>" * 9999,
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    found = dspy_schema.evidence(tmp_path, on_finding=lambda _: None)
    sums = {one.name: (one.sha256, one.size) for one in found.provenance.inputs}
    expected = {name: (hashlib.sha256(content).hexdigest(), len(content)) for name, content in contents.items()}
    assert sums == {name: pair for name, pair in expected.items() if name != "page.html"}
    done = run("evidence", "-", "--framework", "iso42001", "-q", stdin=text.decode())
    assert f"<stdin>  {len(text):,} bytes, SHA-256 {hashlib.sha256(text).hexdigest()}" in done.stdout


def test_the_version_of_the_tool_is_known_without_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_none(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    expected = assess(JOB).provenance.versions[0]
    monkeypatch.setattr(importlib.metadata, "version", find_none)
    assert assess(JOB).provenance.versions[0] == expected


def test_records_in_memory_have_a_checksum_of_their_texts() -> None:
    first, second = assess(JOB, RUN).provenance.inputs, assess(JOB, RUN | {"owner": "Jo"}).provenance.inputs
    assert len(first) == 1
    assert first != second
    assert first == assess(JOB, RUN).provenance.inputs


# The schema, its mappings and its gaps.


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "schema", tmp_path / "own"))


def test_the_mappings_of_a_folder_are_read_and_cited(run: Run, schema: Path) -> None:
    path = schema / "mappings/dspy-iso42001.sssom.tsv"
    reason = "A reason of our own."
    old = "Who had a run done can be held against the roles that A.3.2 has allocated; the owner's name is not a role."
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, reason))
    stdin = lines_of(JOB, RUN)
    done = run("evidence", "-", "--schema", schema, "--framework", "iso42001", "-q", stdin=stdin, COLUMNS="300")
    assert done.returncode == 0, done.stderr
    text = " ".join(done.stdout.split())
    assert reason in text
    line = next(number for number, row in enumerate(path.read_text().split("\n"), start=1) if reason in row)
    assert f"{path}:{line}" in text
    assert hashlib.sha256(path.read_bytes()).hexdigest() in text
    assert f"dspy, from {schema}" in text
    assert reason not in run("evidence", "-", "--framework", "iso42001", "-q", stdin=stdin).stdout
    path.write_text(path.read_text().replace("iso42001:ml_approach\tml approach", "iso42001:MLApproach\tMLApproach"))
    refused = run("evidence", "-", "--schema", schema, stdin=stdin)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "in the mappings; see `dspy-schema mappings check" in refused.stderr
    assert run("coverage", "--schema", schema).returncode == 2


def test_coverage_reads_the_mappings_of_a_folder(run: Run, schema: Path) -> None:
    arguments = ("coverage", "--element", "dspy:owner", "--vocabulary", "iso42001", "--to", "json")
    assert run(*arguments, "--schema", schema).stdout == run(*arguments).stdout
    areas = schema / "vocabularies/areas.toml"
    areas.write_text(areas.read_text().replace("Controls (Annex A)", "Controls of ours"))
    assert "Controls of ours" in run(*arguments, "--schema", schema).stdout


@for_each("command", [("evidence", "-"), ("coverage",)])
def test_a_folder_that_is_no_schema_is_refused(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(*command, "--schema", tmp_path)
    assert done.returncode == 2
    assert "is not laid out as schema/: it has no file dspy.yaml" in done.stderr


GAP = """
[no-seed]
title = "No seed"
lacks = ["TrainingRun.seed"]
why = "The training cannot be repeated."
terms = ["iso42001:AnnexAControlId#a_6_2_3"]
"""


def test_a_table_of_gaps_of_ones_own(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "gaps.toml"
    table.write_text(GAP)
    done = run("evidence", "-", "--gaps", table, "--framework", "iso42001", "-q", stdin=lines_of(JOB, RUN))
    section = done.stdout.partition("\nMissing evidence\n")[2]
    assert "No seed: 1 of 1 job" in section
    assert "iso42001:AnnexAControlId#a_6_2_3 A.6.2.3 Documentation of design and development" in section
    assert "No owner" not in section
    assert hashlib.sha256(table.read_bytes()).hexdigest() in done.stdout
    assert [gap.name for gap in assess(JOB, RUN, gaps=table).gaps] == ["no-seed"]


def test_a_term_that_a_gap_looks_for_is_not_said_to_be_beyond_all_records(run: Run, tmp_path: Path) -> None:
    found = dspy_schema.evidence(EXAMPLE)
    for framework in found.frameworks:
        unmapped = {term.curie for area in framework.areas for term in area.unmapped}
        assert not unmapped & {term for gap in found.gaps for term in gap.gap.terms}
    table = tmp_path / "gaps.toml"
    table.write_text(GAP.replace("a_6_2_3", "a_6_1_2"))
    text = run("evidence", EXAMPLE, "--gaps", table, "--framework", "iso42001", "-q", COLUMNS="300").stdout
    sought = "no mapping leads to them, so that there is no claim: iso42001:AnnexAControlId (A.6.1.2 Objectives"
    assert sought in text
    assert not [line for line in text.split("\n") if line.startswith("No mapping leads") and "A.6.1.2" in line]


@for_each(
    "wrong, message",
    [
        (("TrainingRun.seed", "TrainingRun.sed"), "names no fact: TrainingRun.sed; did you mean TrainingRun.seed"),
        (("a_6_2_3", "a_6_2_33"), "names no term of a vocabulary: iso42001:AnnexAControlId#a_6_2_33"),
        (("lacks", "lakcs"), "lakcs"),
        (('"The', "The"), "gaps.toml: "),
        (("why", "whence"), "whence"),
    ],
)
def test_a_wrong_table_of_gaps_is_refused_in_one_sentence(
    run: Run, tmp_path: Path, wrong: tuple[str, str], message: str
) -> None:
    table = tmp_path / "gaps.toml"
    table.write_text(GAP.replace(*wrong))
    done = run("evidence", "-", "--gaps", table, stdin=lines_of(JOB))
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


@for_each("name", ["eu-ai-act", "eu_ai_act", "nist-ai-rmf", "EU-AI-Act", "nist-ai-100-1"])
def test_a_framework_is_named_with_hyphens_or_underscores(run: Run, name: str) -> None:
    prefix = name.lower().replace("-", "_")
    text = run("evidence", EXAMPLE, "--framework", name, "-q").stdout
    assert f"\n{prefix}: " in text
    assert f"\n{prefix}  " in text.partition("\nClaims in short\n")[2]


def test_subcategories_and_points_have_claims_gaps_and_titles(run: Run) -> None:
    text = run("evidence", "-", "--framework", "nist-ai-rmf", "-q", stdin=lines_of(JOB, RUN), COLUMNS="200").stdout
    assert "nist_ai_rmf:GOVERN-2.1 GOVERN 2.1 Roles and responsibilities" in text
    assert "concerns nist_ai_rmf:MAP-1.1 MAP 1.1 Intended purpose and context" in text
    text = run("evidence", "-", "--framework", "eu-ai-act", "-q", stdin=lines_of(JOB, RUN), COLUMNS="200").stdout
    assert "eu_ai_act:annex_iv_2_g Annex IV(2)(g) Validation and testing" in text
    assert "No mapping leads from what is read of records to eu_ai_act:annex_iv" not in text.partition("Annex IV(3)")[2]
    assert "Annex IV(9) Monitoring after placing on the market" in text


# Formats.


def test_gaps_come_before_claims_and_controls_have_titles(run: Run) -> None:
    text = run("evidence", EXAMPLE, "--framework", "iso42001", "-q", COLUMNS="250").stdout
    heads = ["What was read", "Missing evidence", "People and organizations", "Claims in short", "iso42001: ", "Inputs"]
    places = [text.index(f"\n{head}") for head in heads]
    assert places == sorted(places)
    assert "iso42001:AnnexAControlId#a_3_2 A.3.2 Roles and responsibilities" in " ".join(text.split())
    table = text.partition("\nTerms and jobs\n")[2]
    assert next(line for line in table.split("\n") if line.startswith("A.6.2.3 Documentation")).split()[-1] == "related"
    rows = [line for line in table.partition("\nLife cycle\n")[0].split("\n") if line.startswith("A.")]
    numbers = [[int(part) for part in row.split()[0].split(".")[1:]] for row in rows]
    assert numbers == sorted(numbers)
    assert len(numbers) > 9


def test_the_table_of_controls_counts_jobs_by_the_weight_of_claims() -> None:
    found = dspy_schema.evidence(EXAMPLE, "iso42001")
    (framework,) = found.frameworks
    rows = {row.term.curie: row for row in control_table.build_rows(found, framework, 0)}
    method = rows["iso42001:ml_approach"]
    assert (method.direct, method.partial, method.related, method.missing) == (7, 0, 0, 0)
    owner = rows["iso42001:AnnexAControlId#a_3_2"]
    assert (owner.direct, owner.partial, owner.related, owner.missing) == (0, 0, 0, 7)
    for row in rows.values():
        assert len(row.cells) == 7
        assert sum(missing for _, missing in row.cells) == row.missing
        matches = [match for match, _ in row.cells]
        assert sum(match in control_table.DIRECT for match in matches) == row.direct
        claims = {entry.term.curie: entry.claims for area in framework.areas for entry in area.terms}
        assert bool(claims.get(row.term.curie)) == any(matches)


def test_related_claims_stand_apart(run: Run) -> None:
    page = lxml_html.fromstring(run("evidence", EXAMPLE, "--framework", "iso42001", "--to", "html", "-q").stdout)
    assert page.xpath("//h4[contains(., 'only related')]")
    for article in page.xpath("//article[div[contains(@class, 'k-related')]]"):
        assert {div.get("class") for div in article.xpath("./div")} == {"k-related"}


@pytest.mark.parametrize("format_", FORMATS)
def test_no_secret_in_the_name_of_a_file_is_shown(run: Run, tmp_path: Path, format_: str) -> None:
    secret = "sk-" + "a1B2" * 6
    (tmp_path / f"{secret}.jsonl").write_text(lines_of(JOB | {"training_status": "suceeded"}))
    (tmp_path / f"{secret}-2.jsonl").write_text(lines_of(JOB))
    done = run("evidence", tmp_path, "--to", format_)
    assert done.returncode == 1
    assert secret not in done.stdout + done.stderr


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_a_row_for_each_claim_gap_and_input(run: Run) -> None:
    done = run("evidence", EXAMPLE, "--to", "csv", "--max-ids", "0", "-q")
    rows = read_csv(done.stdout)
    found = dspy_schema.evidence(EXAMPLE)
    claims = [row for row in rows if row["kind"] == "claim"]
    assert [(row["term"], int(row["jobs"])) for row in claims] == [
        (claim.relation.term.curie, claim.count) for claim in found.claims
    ]
    for row in claims:
        assert len(row["ids"].split()) == int(row["jobs"])
    gaps = [row for row in rows if row["kind"] == "gap"]
    assert [(row["name"], row["term"], row["jobs"], row["among"]) for row in gaps] == [
        (gap.name, term, str(len(gap.jobs)), str(gap.among)) for gap in found.gaps for term in gap.gap.terms
    ]
    assert {row["name"]: row["jobs"] for row in rows if row["kind"] == "status"} == {
        name: str(count) for name, count in found.totals.statuses.items()
    }
    assert next(row for row in rows if row["term"] == "iso42001:AnnexAControlId#a_3_2")["title"].startswith("A.3.2 ")


@for_each("text", ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\tx", 'a,b\nc"d'])
def test_no_cell_of_csv_is_a_formula(run: Run, text: str) -> None:
    done = run("evidence", "-", "--to", "csv", stdin=lines_of(JOB | {"id": text}, RUN | {"job": text, "owner": text}))
    rows = read_csv(done.stdout)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert len({len(row) for row in rows}) == 1


def references(value: Any, name: str) -> Iterable[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            if key == name:
                yield item
            yield from references(item, name)
    elif isinstance(value, list):
        for item in value:
            yield from references(item, name)


CORPORA: dict[str, list[dict[str, Any]]] = {
    "examples": [json.loads(line) for line in EXAMPLE.read_text().splitlines()],
    "nothing": [],
    "a message": [{"@type": "LMMessage", "role": "user", "parts": []}],
    "placeholders": [JOB, {"@type": "TrainingRun", "id": " odd \u202e id ", "job": "j", **PLACEHOLDERS}],
    "contradictions": [record for records in CONTRADICTIONS.values() for record in records],
}


@for_each("name", CORPORA)
def test_oscal_is_valid_and_its_references_lead_somewhere(run: Run, name: str) -> None:
    done = run("evidence", "-", "--to", "oscal", stdin=lines_of(*CORPORA[name]))
    report = json.loads(done.stdout)
    assert not [f"{error.instance_path}: {error.message}" for error in OSCAL.iter_errors(report)]
    uuids = list(references(report, "uuid"))
    assert len(uuids) == len(set(uuids))
    for reference in ("subject-uuid", "observation-uuid"):
        assert {*references(report, reference)} <= {*uuids}
    assert report["assessment-results"]["import-ap"]["href"].removeprefix("#") in uuids


def test_oscal_claims_no_control_to_be_satisfied() -> None:
    found = dspy_schema.evidence(EXAMPLE, date="2026-12-01")
    report = json.loads(b"".join(found.write("oscal")))["assessment-results"]
    (result,) = report["results"]
    assert {*references(result, "state")} == {"not-satisfied"}
    assert len(result["findings"]) == len(found.gaps)
    assert {finding["target"]["target-id"] for finding in result["findings"]} == {
        f"evidence-{gap.name}" for gap in found.gaps
    }
    kinds = len(found.claims) + len(found.gaps) + len(found.placeholders) + len(found.contradictions)
    assert len(result["observations"]) == kinds
    assert report["metadata"]["last-modified"] == "2026-12-01T00:00:00Z"
    assert report["metadata"]["oscal-version"] == "1.1.3"


def test_json_ld_has_placeholders_contradictions_inputs_and_versions() -> None:
    found = assess(*CONTRADICTIONS["validation-is-training"], date="2026-12-01")
    graph = rdflib.Graph().parse(data=b"".join(found.write("jsonld")), format="json-ld")
    dct = rdflib.Namespace("http://purl.org/dc/terms/")
    kinds = {str(kind) for kind in graph.objects(None, dct.type)}
    assert {"placeholder", "contradiction", "tool", "schema", "mapping set", "vocabulary", "gaps"} <= kinds
    (created,) = graph.objects(None, dct.created)
    assert created == rdflib.Literal("2026-12-01", datatype=rdflib.XSD.date)
    (source,) = graph.objects(None, dct.source)
    assert graph.value(source, rdflib.URIRef("http://schema.org/sha256"))
