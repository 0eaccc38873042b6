"""The explorer's data are the rows of the SSSOM files, whole, and lead to pages that are there."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from tests.sssom_reference import read_with_reference

from dspy_schema.mappings import alignment
from dspy_schema_build.sitegen import explorer

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "schema/mappings").glob("*.sssom.tsv"))
SMALL = ROOT / "tests/data/mappings/small"
OWN = {"file", "line", "vocabulary"}


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    shipped = alignment.load_alignment(str(ROOT / "schema"))
    return explorer.tabulate_mappings(shipped, ROOT / "src/docs")


def plain_rows(path: Path) -> list[dict[str, str]]:
    """The rows of an SSSOM file by the standard library, without empty cells."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return [{name: text for name, text in row.items() if text} for row in csv.DictReader(lines, delimiter="\t")]


def test_the_rows_are_those_of_the_files(data: dict[str, Any]) -> None:
    expected: list[dict[str, object]] = [dict(row) for path in FILES for row in plain_rows(path)]
    for row in expected:
        row["confidence"] = float(str(row["confidence"]))
    assert len(expected) > 100
    assert [{name: cell for name, cell in row.items() if name not in OWN} for row in data["rows"]] == expected
    for row in data["rows"]:
        line = (ROOT / row["file"]).read_text().splitlines()[row["line"] - 1]
        assert line.startswith(f"{row['subject_id']}\t")


def test_the_reference_tool_reads_the_same_rows(data: dict[str, Any]) -> None:
    columns = ("subject_id", "object_id", "confidence", "comment", "author_label", "subject_label", "object_label")
    found = [tuple(row.get(name) for name in columns) for read in read_with_reference(*FILES) for row in read["rows"]]
    for row in data["rows"]:
        expanded = row | {
            "subject_id": data["elements"][row["subject_id"]]["iri"],
            "object_id": data["terms"][row["object_id"]]["iri"],
        }
        assert tuple(expanded.get(name) for name in columns) in found
    assert len(found) == len(data["rows"])


def test_elements_and_terms_are_described(data: dict[str, Any]) -> None:
    job = data["elements"]["dspy:TrainingJob"]
    assert (job["kind"], job["schema"], job["iri"]) == ("class", "dspy", "https://w3id.org/lmodel/dspy/TrainingJob")
    term = data["terms"]["ai:ModelTraining"]
    assert (term["kind"], term["iri"]) == ("class", "https://w3id.org/lmodel/dpv/ai/ModelTraining")
    assert data["vocabularies"]["ai"]["namespace"] == "https://w3id.org/lmodel/dpv/ai/"
    assert set(data["vocabularies"]) == {row["vocabulary"] for row in data["rows"]}


def test_links_lead_to_pages_that_are_there(tmp_path: Path) -> None:
    for page in ("reference/TrainingJob.md", "reference/TrainingStatus.md", "vocabularies/ai.md"):
        (tmp_path / page).parent.mkdir(exist_ok=True)
        (tmp_path / page).touch()
    data = explorer.tabulate_mappings(alignment.load_alignment(str(ROOT / "schema")), tmp_path)
    assert data["elements"]["dspy:TrainingJob"]["page"] == "../reference/TrainingJob/"
    assert data["elements"]["dspy:TrainingStatus#succeeded"]["page"] == "../reference/TrainingStatus/#succeeded"
    assert "page" not in data["elements"]["dspy:TrainingRun"]
    assert data["terms"]["ai:ModelTraining"]["page"] == "../vocabularies/ai/"
    assert "page" not in data["terms"]["nexus:AiLifecyclePhase"]


@pytest.mark.parametrize(
    ("place", "address"),
    [("../reference/A.md", "../reference/A/"), ("../reference/A.md#md", "../reference/A/#md")],
)
def test_addresses_are_those_of_the_built_site(place: str, address: str) -> None:
    assert explorer.convert_link(place) == address


def test_a_schema_of_someone_else(tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "main.js").write_text("// starts")
    docs = tmp_path / "docs"
    explorer.write_explorer(docs, alignment.load_alignment(str(SMALL)), scripts)
    names = {path.name for path in (SMALL / "mappings").iterdir()}
    assert {path.name for path in (docs / "mappings").iterdir()} == names | {"index.md", "mappings.json"}
    assert (docs / "assets/explorer/main.js").exists()
    rows = json.loads((docs / "mappings/mappings.json").read_text())["rows"]
    assert len(rows) == sum(len(plain_rows(path)) for path in (SMALL / "mappings").glob("*.tsv"))
    page = (docs / "mappings/index.md").read_text()
    for row in rows:
        assert f"| {row['subject_id']} |" in page


def test_a_table_too_long_for_its_page_is_left_to_the_pages_of_the_vocabularies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = alignment.load_alignment(str(SMALL))
    monkeypatch.setattr(explorer, "MOST", 10)
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / "vocabularies/ai.md").touch()
    rows = explorer.render_rows(found, tmp_path)
    assert "nexus:" in rows
    assert " ai:" not in rows
    counts = explorer.render_counts(found, tmp_path)
    assert "[`ai`](../vocabularies/ai.md)" in counts
    assert "| `nexus` |" in counts
