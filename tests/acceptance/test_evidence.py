"""`dspy-schema evidence` on real records: each claim and each gap is worked out again here, from rows and records."""

from __future__ import annotations

import csv
import gzip
import json
import re
import tomllib
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
import yaml
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from pyld import jsonld
from rdflib.compare import isomorphic
from tests.acceptance.processes import peak_memory

import dspy_schema

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator

    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
EXAMPLES = ["examples/vendors", "examples/jobs.jsonl", "examples/local_job.yaml"]
BASE = "https://example.org/jobs/"
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
OWL = rdflib.Namespace("http://www.w3.org/2002/07/owl#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")
SCHEMA = rdflib.Namespace("http://schema.org/")
RECORDS = ["TrainingJob", "ReinforceJob", "TrainingRun"]
FORMATS = ["text", "markdown", "html", "csv", "jsonld", "oscal"]
FRAMEWORKS = ["ai", "iso22989", "iso42001", "nist_ai_100_1", "nexus"]
REQUIREMENTS = ["nist_ai_rmf", "eu_ai_act"]
PREDICATES = {f"skos:{name}Match" for name in ("exact", "close", "broad", "narrow", "related")}
TABLE = tomllib.loads((ROOT / "schema/mappings/placeholders.toml").read_text())
GAPS = tomllib.loads((ROOT / "schema/mappings/evidence.toml").read_text())
SECRET = "sk-" + "a1B2" * 6
JOB: dict[str, Any] = {
    "@type": "TrainingJob",
    "id": "j",
    "description": "Answers questions about invoices",
    "job_id": "1",
    "model": "openai/gpt-4.1",
    "training_status": "succeeded",
    "train_data_format": "chat",
    "train_data": [{"messages": [{"role": "user", "content": "Is it paid?"}]}],
    "train_kwargs": {"n_epochs": 1},
}
TRAINING: dict[str, Any] = {
    "@type": "TrainingRun",
    "id": "j#run",
    "job": "j",
    "provider": "openai",
    "owner": "team-a",
    "method": "supervised",
    "run_status": "succeeded",
    "created_at": "2026-01-01T00:00:00Z",
    "finished_at": "2026-01-02T00:00:00Z",
    "base_model": "gpt-4.1",
    "fine_tuned_model": "ft:x",
    "training_data": ["file-1"],
    "validation_data": ["file-2"],
    "result_files": ["file-3"],
    "trained_tokens": 10,
}


@pytest.fixture
def run(command: Run) -> Run:
    def call(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return command(*arguments, cwd=ROOT, input=stdin, env={"COLUMNS": "100"})

    return call


def lines_of(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def graph_of(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="json-ld")


def gaps_of(text: str) -> dict[str, set[str]]:
    """The jobs of each gap of a JSON-LD report."""
    graph = graph_of(text)
    return {
        str(gap).partition("#gap-")[2]: {str(job).removeprefix(BASE) for job in graph.objects(gap, SCHEMA.about)}
        for gap in graph.subjects(DCT.type, rdflib.Literal("missing"))
    }


# What follows reads the schema and the mappings anew, without any code of the package but the conversion.


def modules() -> list[dict[str, Any]]:
    return [yaml.safe_load(path.read_text()) for path in sorted((ROOT / "schema/dspy").glob("*.yaml"))]


def sections(name: str) -> dict[str, Any]:
    return {key: value or {} for module in modules() for key, value in (module.get(name) or {}).items()}


CLASSES, SLOTS, ENUMS = sections("classes"), sections("slots"), sections("enums")


def members(class_: str) -> dict[str, str]:
    """The slots of a class by the names that records use."""
    above = CLASSES[class_].get("is_a")
    found = members(above) if above else {}
    return found | {SLOTS[slot].get("alias", slot): slot for slot in CLASSES[class_].get("slots", [])}


def list_elements(record: dict[str, Any], class_: str) -> Iterator[str]:
    """The ids of the elements that a record states facts about."""
    yield f"dspy:{class_}"
    slots = members(class_)
    for name, value in record.items():
        if name not in slots or name == "id" or value in (None, "", [], {}):
            continue
        # Nobody who can be asked, and data that validate nothing.
        if (name == "owner" and value.startswith("org-")) or (
            name == "validation_data" and value == record.get("training_data")
        ):
            continue
        yield f"dspy:{slots[name]}"
        range_ = SLOTS[slots[name]].get("range")
        if range_ in ENUMS:
            yield f"dspy:{range_}"
            yield f"dspy:{range_}#{value}"
        if range_ in CLASSES and range_ != "Any":
            for item in value if isinstance(value, list) else [value]:
                yield from list_elements(item, range_)


TIMES = ("created_at", "started_at", "updated_at", "finished_at")


def records_of_examples() -> dict[str, set[str]]:
    """The ids of the elements that the latest record of each id states facts about; of two as late, the last one."""
    found: dict[str, set[str]] = {}
    latest: dict[str, str] = {}
    records = dspy_schema.convert([ROOT / example for example in EXAMPLES])
    for _, pair in groupby(records, key=lambda record: (record.source, record.index)):
        values = [record.value for record in pair]
        times = (str(value.get(name, "")) for value in values for name in TIMES)
        moment = max(time.removesuffix("Z").removesuffix("+00:00") for time in times)
        # A paused job has begun: it is not pending as one that has not.
        is_paused = any(value.get("provider_status") in TABLE["paused"] for value in values)
        for value in values:
            class_ = value.get("@type") or ("ReinforceJob" if "current_model" in value else "TrainingJob")
            if value["id"] not in found or moment >= latest.get(value["id"], ""):
                elements = set(list_elements(value, class_))
                found[value["id"]] = elements - ({"dspy:TrainingStatus#pending"} if is_paused else set())
                latest[value["id"]] = moment or latest.get(value["id"], "")
    return found


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of the mapping sets of the frameworks, and where they are."""
    folders = {"mappings": FRAMEWORKS, "frameworks": REQUIREMENTS}
    for folder, name in ((folder, name) for folder, names in folders.items() for name in names):
        path = ROOT / f"schema/{folder}/dspy-{name}.sssom.tsv"
        lines = path.read_text().splitlines()
        first = next(index for index, line in enumerate(lines) if not line.startswith("#"))
        for offset, row in enumerate(csv.DictReader(lines[first:], delimiter="\t", quoting=csv.QUOTE_NONE)):
            yield f"schema/{folder}/{path.name}:{first + offset + 2}", row


def test_every_claim_follows_from_a_row_and_records_and_none_is_left_out(run: Run) -> None:
    done = run("evidence", *EXAMPLES, "--to", "jsonld", "--base", BASE, "-q", "--output-format", "jsonl")
    assert done.returncode == 0
    graph = graph_of(done.stdout)
    claims = {}
    for claim in graph.subjects(PROV.hadPrimarySource):
        row = graph.value(claim, PROV.hadPrimarySource)
        at = str(graph.value(graph.value(row, PROV.atLocation), rdflib.RDFS.label))
        records = {*graph.objects(claim, PROV.wasDerivedFrom), *graph.objects(claim, PROV.wasInfluencedBy)}
        claims[at] = {str(record).removeprefix(BASE) for record in records}
    elements_by_id = records_of_examples()
    expected = {}
    for at, row in rows():
        if (
            row["subject_id"].startswith("dspy:")
            and row["predicate_id"] in PREDICATES
            and "NoTerm" not in row["object_id"]
        ):
            ids = {encoded(id_) for id_, elements in elements_by_id.items() if row["subject_id"] in elements}
            if ids:
                expected[at] = ids
    of_vendors = {at for at, row in rows() if not row["subject_id"].startswith("dspy:")}
    assert {at: ids for at, ids in claims.items() if at not in of_vendors} == expected
    assert len(expected) > 100


def encoded(id_: str) -> str:
    return "".join(
        character if re.match(r"[A-Za-z0-9_.~-]", character) else f"%{ord(character):02X}" for character in id_
    )


def test_the_type_of_a_vendors_record_is_a_fact_of_the_job_that_it_becomes(run: Run) -> None:
    done = run("evidence", "examples/vendors/openai.jsonl", "--to", "jsonld", "--base", BASE, "-q")
    graph = graph_of(done.stdout)
    vendors = "https://w3id.org/lmodel/dspy/vendors/openai/FineTuningJob"
    about = list(graph.subjects(OWL.annotatedSource, rdflib.URIRef(vendors)))
    expected = {
        at for at, row in rows() if row["subject_id"] == "openai:FineTuningJob" and "NoTerm" not in row["object_id"]
    }
    assert len(about) == len(expected) > 3
    ids = {
        encoded(f"openai:{json.loads(line)['id']}")
        for line in (ROOT / "examples/vendors/openai.jsonl").read_text().splitlines()
    }
    for row in about:
        claim = graph.value(None, PROV.hadPrimarySource, row)
        assert {str(record).removeprefix(BASE) for record in graph.objects(claim, PROV.wasDerivedFrom)} == ids


def test_a_claim_has_what_its_row_has(run: Run) -> None:
    done = run("evidence", *EXAMPLES, "--framework", "iso22989", "-q")
    text = " ".join(done.stdout.split())
    seen = 0
    for at, row in rows():
        if at in text:
            seen += 1
            confidence = f"confidence {float(row['confidence']):g}, {at}"
            shown = f"mapping {row['subject_id']} {row['predicate_id']} {row['object_id']}, {confidence}"
            assert f"{shown} {row['comment']} from " in text
    assert seen > 20


def test_a_weaker_mapping_is_claimed_in_weaker_words(run: Run) -> None:
    done = run("evidence", *EXAMPLES, "-q")
    words = {
        "exact": "shows: ",
        "close": "nearly shows: ",
        "broad": "shows a part: ",
        "narrow": "may show: ",
        "related": "touches: ",
    }
    pieces = re.split(r"\n    (?=\S)", done.stdout)
    found = [(piece, match[1]) for piece in pieces if (match := re.search(r"skos:(\w+)Match", piece))]
    assert {predicate for _, predicate in found} >= {"exact", "close", "broad", "related"}
    for piece, predicate in found:
        assert piece.startswith(words[predicate]), piece


@pytest.mark.parametrize("format_", FORMATS)
def test_every_report_states_its_limits(run: Run, format_: str) -> None:
    done = run("evidence", "examples/jobs.jsonl", "--to", format_, "-q")
    assert "alignment of meanings that people judged, not a certification" in " ".join(done.stdout.split())


def test_a_complete_job_has_no_gap(run: Run) -> None:
    done = run("evidence", "-", "--to", "jsonld", "--base", BASE, stdin=lines_of(JOB, TRAINING))
    assert (done.returncode, gaps_of(done.stdout)) == (0, {})


def without(record: dict[str, Any], *names: str, **others: Any) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names} | others


RUNNING = without(TRAINING, "finished_at", "fine_tuned_model", run_status="running")
CASES = {
    "no-job": [TRAINING],
    "no-run": [JOB],
    "no-owner": [JOB, without(TRAINING, "owner")],
    "no-provider": [JOB, without(TRAINING, "provider")],
    "no-vendor-id": [without(JOB, "job_id"), TRAINING],
    "no-purpose": [without(JOB, "description"), TRAINING],
    "no-model": [without(JOB, "model"), without(TRAINING, "base_model")],
    "no-training-data": [without(JOB, "train_data"), without(TRAINING, training_data=[])],
    "no-validation-data": [JOB, without(TRAINING, "validation_data")],
    "no-method": [JOB, without(TRAINING, "method")],
    "no-settings": [without(JOB, train_kwargs={}), TRAINING],
    "no-status": [without(JOB, "training_status"), without(TRAINING, "run_status")],
    "no-outcome": [without(JOB, training_status="running"), RUNNING],
    "no-begin-time": [JOB, without(TRAINING, "created_at")],
    "no-finish-time": [JOB, without(TRAINING, "finished_at")],
    "failed-without-error": [
        without(JOB, training_status="failed"),
        without(TRAINING, "fine_tuned_model", run_status="failed"),
    ],
    "no-result": [JOB, without(TRAINING, "fine_tuned_model")],
    "no-measurement": [JOB, without(TRAINING, "result_files")],
    "no-resources": [JOB, without(TRAINING, "trained_tokens")],
}
# Gaps that come with another: without a run, all facts of runs are missing.
IMPLIED = {
    "no-job": {"no-vendor-id", "no-purpose", "no-settings"},
    "no-run": {
        *("no-owner", "no-provider", "no-validation-data", "no-method", "no-begin-time", "no-finish-time"),
        *("no-result", "no-measurement", "no-resources"),
    },
}


def test_there_is_a_case_of_every_gap() -> None:
    assert [*CASES] == [*GAPS]


@pytest.mark.parametrize("name", CASES)
def test_each_gap_is_found_and_no_other(run: Run, name: str) -> None:
    done = run("evidence", "-", "--to", "jsonld", "--base", BASE, stdin=lines_of(*CASES[name]))
    assert done.returncode == 0, done.stderr
    assert gaps_of(done.stdout) == {gap: {"j"} for gap in {name, *IMPLIED.get(name, set())}}


def test_a_gap_has_its_reason_its_facts_and_its_terms(run: Run) -> None:
    done = run("evidence", "-", "--framework", "nist_ai_100_1", stdin=lines_of(JOB, without(TRAINING, "owner")))
    text = " ".join(done.stdout.split())
    gap = GAPS["no-owner"]
    why = " ".join(gap["why"].replace("`", "").split())
    assert f"No owner: 1 of 1 job missing: {why} looked for TrainingRun.owner concerns" in text
    assert "concerns nist_ai_100_1:FunctionEnum#GOVERN, nist_ai_100_1:AiActor jobs: j" in text


def test_a_gap_that_concerns_no_term_of_the_framework_is_not_in_its_report(run: Run) -> None:
    stdin = lines_of(without(JOB, "job_id"), TRAINING)
    assert "no-vendor-id" in gaps_of(run("evidence", "-", "--to", "jsonld", stdin=stdin).stdout)
    assert gaps_of(run("evidence", "-", "--framework", "ai", "--to", "jsonld", stdin=stdin).stdout) == {}


def test_states_of_a_job_are_one_job_and_the_last_one_fills_the_gaps(run: Run) -> None:
    states = [without(JOB, training_status="running"), RUNNING, JOB, TRAINING]
    done = run("evidence", "-", "--to", "jsonld", stdin=lines_of(*states))
    assert gaps_of(done.stdout) == {}
    assert "1 job, 1 run" in run("evidence", "-", stdin=lines_of(*states)).stdout


def test_a_job_lacks_what_one_of_its_runs_lacks(run: Run) -> None:
    again = without(TRAINING, "owner", id="j#2")
    done = run("evidence", "-", "--to", "jsonld", "--base", BASE, stdin=lines_of(JOB, TRAINING, again))
    assert gaps_of(done.stdout) == {"no-owner": {"j"}}


def test_records_with_an_error_are_reported_and_not_used(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "jobs.jsonl"
    path.write_text(lines_of(JOB, without(JOB, id="bad", training_status="suceeded"), TRAINING) + "{\n")
    done = run("evidence", path, "--framework", "iso42001")
    assert done.returncode == 1
    assert re.findall(r"DSP\d+", done.stderr) == ["DSP206", "DSP101"]
    assert "4 read, 2 used, 2 not used" in done.stdout
    unused = done.stdout.partition("What was not used")[2]
    assert "record 2" in unused
    assert "DSP206" in unused
    assert "record 4" in unused
    assert "j#run" in done.stdout
    assert "bad" not in done.stdout.partition("What was not used")[0]


def test_a_record_that_is_not_a_job_is_not_used(run: Run) -> None:
    done = run("evidence", "-", "-t", "LMMessage", stdin='{"role": "user", "parts": []}\n')
    assert done.returncode == 0
    assert "info DSP680" in done.stderr
    assert "There is no job." in done.stdout


def test_an_input_that_cannot_be_read_is_reported_with_status_2(run: Run) -> None:
    done = run("evidence", "examples/jobs.jsonl", "nowhere.jsonl")
    assert done.returncode == 2
    assert "nowhere.jsonl DSP100" in done.stdout
    assert "2 jobs, 1 run" in done.stdout


def test_an_unknown_framework_is_refused_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    done = run("evidence", "examples/jobs.jsonl", "--framework", "nist", "-o", tmp_path / "report")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no framework 'nist'; did you mean nist_ai_100_1 or nist_ai_rmf?" in done.stderr
    assert not any(tmp_path.iterdir())


def test_every_input_format_is_read(run: Run, tmp_path: Path) -> None:
    records = [JOB, TRAINING]
    (tmp_path / "a.json").write_text(json.dumps(records))
    (tmp_path / "a.yaml").write_text(yaml.safe_dump_all(records))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines_of(*records).encode()))
    nquads = run("publish", "-", stdin=lines_of(*records)).stdout
    (tmp_path / "a.nq").write_text(nquads)
    done = [run("evidence", tmp_path / name, "-q") for name in ("a.json", "a.yaml", "a.jsonl.gz", "a.nq")]
    done.append(run("evidence", "-", stdin=lines_of(*records)))
    # The inputs have their own checksums; all that they say is the same.
    assert len({report.stdout.partition("\nInputs\n")[0] for report in done}) == 1
    assert len({report.stdout for report in done}) == 5


def test_json_ld_means_the_same_to_every_processor_and_names_records_as_publish_does(run: Run) -> None:
    done = run("evidence", *EXAMPLES, "--to", "jsonld", "--base", BASE, "-q")
    graph = graph_of(done.stdout)
    expanded = jsonld.to_rdf(json.loads(done.stdout), {"format": "application/n-quads"})
    assert isomorphic(graph, rdflib.Graph().parse(data=expanded, format="nt"))
    newest = {
        record.value["id"]: record.text for record in dspy_schema.convert([ROOT / example for example in EXAMPLES])
    }
    published = rdflib.Graph()
    for text in newest.values():
        pieces = dspy_schema.publish(json.loads(text), "ntriples", base=BASE)
        published.parse(data=b"".join(pieces), format="nt")
    # Not the models that runs generated, which are no records.
    subjects = {*published.subjects(rdflib.URIRef("http://schema.org/identifier"))}
    named = {*graph.objects(None, PROV.wasDerivedFrom), *graph.objects(None, PROV.wasInfluencedBy)}
    assert named == {subject for subject in subjects if str(subject).startswith(BASE)}
    # PROV-O: what is derived from is an entity, and no activity is one.
    assert not {*graph.objects(None, PROV.wasDerivedFrom)} & {*published.subjects(rdflib.RDF.type, PROV.Activity)}
    for subject in named:
        assert {*graph.objects(subject, rdflib.RDF.type)} == {*published.objects(subject, rdflib.RDF.type)}
        assert graph.value(subject, SCHEMA.identifier) == published.value(subject, SCHEMA.identifier)


def test_json_ld_has_all_ids_and_the_others_as_many_as_asked_for(run: Run) -> None:
    records = [without(JOB, id=f"job-{number}") for number in range(9)]
    graph = graph_of(run("evidence", "-", "--to", "jsonld", stdin=lines_of(*records)).stdout)
    assert len({*graph.objects(None, PROV.wasDerivedFrom)}) == 9
    text = run("evidence", "-", "--framework", "iso42001", "--max-ids", "2", stdin=lines_of(*records)).stdout
    assert "from job-0, job-1 and 7 more" in text
    assert "job-2" not in text
    text = run("evidence", "-", "--framework", "iso42001", "--max-ids", "0", stdin=lines_of(*records)).stdout
    assert "job-7, job-8\n" in text


@pytest.mark.parametrize("format_", FORMATS)
def test_equal_records_give_equal_bytes_wherever_they_are(run: Run, tmp_path: Path, format_: str) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "jobs.jsonl").write_text(lines_of(JOB, RUNNING))
    # OSCAL requires a date.
    date = ("--date", "2026-12-01") if format_ == "oscal" else ()
    first, second = (
        run("evidence", tmp_path / name / "jobs.jsonl", "--to", format_, *date).stdout for name in ("a", "b")
    )
    assert first == second


def test_reports_of_different_records_have_different_iris(run: Run) -> None:
    iris = {
        json.loads(run("evidence", "-", "--to", "jsonld", stdin=lines_of(*records)).stdout)["@context"]["@base"]
        for records in ([JOB], [JOB, TRAINING], [without(JOB, id="k")], [JOB, without(TRAINING, job="k")])
    }
    assert len(iris) == 4


HARMFUL = [
    "<script>alert(1)</script>",
    "a|b|c",
    "`code` **bold** [link](javascript:alert(1)) ![i](http://evil.example/x.png)",
    "http://evil.example/ www.evil.example mail@evil.example",
    '"><img src=x onerror=alert(1)>',
    "# heading",
    "&lt;b&gt; &amp; \\| \\<",
    "\u202eright to left",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_what_records_say_is_harmless_in_html(run: Run, text: str) -> None:
    records = [without(JOB, id=text), without(TRAINING, "owner", job=text, provider=text)]
    done = run("evidence", "-", "--to", "html", stdin=lines_of(*records))
    page = lxml_html.fromstring(done.stdout)
    assert not page.xpath("//script | //img | //iframe | //link | //object | //@onerror | //@src")
    assert all(link.startswith("https://w3id.org/") for link in page.xpath("//a/@href"))
    shown = text.replace("\u202e", "\\u202e")
    assert {shown} <= {code.text for code in page.xpath("//code")}


@pytest.mark.parametrize("text", HARMFUL)
def test_what_records_say_is_harmless_in_markdown(run: Run, text: str) -> None:
    records = [without(JOB, id=text), without(TRAINING, "owner", job=text, provider=text)]
    done = run("evidence", "-", "--to", "markdown", stdin=lines_of(*records))
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    page = lxml_html.fromstring(f"<main>{reader.render(done.stdout)}</main>")
    assert not page.xpath("//script | //img | //b | //@onerror")
    assert all(link.startswith("https://w3id.org/") for link in page.xpath("//a/@href"))
    for table in page.xpath("//table"):
        assert len({len(row.xpath("./td | ./th")) for row in table.xpath(".//tr")}) == 1
    shown = text.replace("\u202e", "\\u202e")
    (providers,) = page.xpath("//tr[td[1]='providers of runs']/td[2]")
    assert providers.text_content() == f"{shown} 1"
    assert any(shown in item.text_content() for item in page.xpath("//li"))
    assert "<script" not in done.stdout


@pytest.mark.parametrize("format_", FORMATS)
def test_no_secret_is_shown(run: Run, format_: str) -> None:
    records = [without(JOB, id=SECRET), JOB, without(TRAINING, provider=SECRET, owner=SECRET)]
    done = run("evidence", "-", "--to", format_, stdin=lines_of(*records))
    assert done.returncode == 1
    assert "DSP681" in done.stderr
    assert SECRET not in done.stdout + done.stderr
    # CSV and OSCAL list jobs, and not their runs.
    assert (",j\r\n" if format_ == "csv" else "/record/j" if format_ == "oscal" else "j#run") in done.stdout or (
        "j%23run" in done.stdout
    )


def test_html_asks_for_nothing_and_has_a_head_for_every_row(run: Run) -> None:
    done = run("evidence", *EXAMPLES, "--to", "html", "-q")
    page = lxml_html.fromstring(done.stdout)
    assert not page.xpath("//script | //link | //img | //iframe | //@src")
    assert not re.search(r"url\(|@import", done.stdout)
    assert page.xpath("//html/@lang") == ["en"]
    for row in page.xpath("//table//tr"):
        assert row.xpath("./th[@scope]")
    assert page.xpath("//table/caption")
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("width", [40, 72, 160])
def test_text_is_no_wider_than_the_screen(tmp_path: Path, width: int) -> None:
    found = dspy_schema.evidence([ROOT / example for example in EXAMPLES])
    text = b"".join(found.write("text", width=width)).decode()
    assert max(map(len, text.splitlines())) <= width


def test_totals_are_those_of_the_records(run: Run) -> None:
    found = dspy_schema.evidence([ROOT / example for example in EXAMPLES], on_finding=lambda _: None).totals
    records = [record.value for record in dspy_schema.convert([ROOT / example for example in EXAMPLES])]
    runs = {record["id"] for record in records if "job" in record}
    jobs = {record["id"] for record in records if "job" not in record} | {
        record["job"] for record in records if "job" in record
    }
    assert (found.jobs, found.runs) == (len(jobs), len(runs))
    times = [
        record[name]
        for record in records
        for name in ("created_at", "started_at", "updated_at", "finished_at")
        if name in record
    ]
    assert (found.first, found.last) == (min(times), max(times))
    assert sum(found.providers.values()) == len({record["id"] for record in records if record.get("provider")})
    assert (found.records, found.used, found.unused) == (51, 51, 0)


def test_the_first_error_is_raised_where_nobody_receives_findings() -> None:
    with pytest.raises(dspy_schema.ReadError, match="DSP206"):
        dspy_schema.evidence(without(JOB, training_status="suceeded"))


def test_memory_does_not_grow_with_what_records_hold(tmp_path: Path) -> None:
    path = tmp_path / "jobs.jsonl"
    with path.open("w") as file:
        for number in range(3000):
            file.write(lines_of(without(JOB, id=f"j{number}", train_data=[{"messages": ["x" * 20_000]}])))
    assert path.stat().st_size > 60_000_000
    assert peak_memory("evidence", "-q", path, "-o", tmp_path / "report", cwd=tmp_path) < 60_000


def test_terms_without_a_mapping_are_listed_apart_from_those_without_evidence(run: Run) -> None:
    text = " ".join(run("evidence", "-", "--framework", "iso22989", stdin=lines_of(JOB)).stdout.split())
    stages = text.partition("Life cycle")[2].partition("Data ")[0]
    mapped_part, _, unmapped = stages.partition("No mapping leads from what is read of records to ")
    mapped = {row["object_id"] for _, row in rows()}
    assert "iso22989:ExecutionStatus#failed" in mapped
    assert (
        "iso22989:ExecutionStatus (cancelled, failed, in_progress"
        in mapped_part.partition("No record is evidence of ")[2]
    )
    assert "iso22989:AILifecycleStage#retirement" not in mapped
    assert "retirement" in unmapped
    assert "retirement" not in mapped_part
