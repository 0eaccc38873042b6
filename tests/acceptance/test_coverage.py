"""`dspy-schema coverage`: each cell and each open term is worked out again here, from rows and listings."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html

import dspy_schema

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parents[2]
AREAS = tomllib.loads((ROOT / "schema/vocabularies/areas.toml").read_text())
ORDER = ["exact", "close", "broad", "narrow", "related"]
STRENGTH = {"exact": 4, "close": 3, "broad": 2, "narrow": 2, "related": 1, "no-term": 0}


@pytest.fixture
def run(command: Run) -> Run:
    def call(*arguments: str | Path, columns: int = 100) -> subprocess.CompletedProcess[str]:
        return command("coverage", *arguments, cwd=ROOT, env={"COLUMNS": str(columns)})

    return call


def table(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def states(vocabulary: str) -> dict[str, list[tuple[str, str]]]:
    """The states and terms of the rows of a file, by element."""
    found: dict[str, list[tuple[str, str]]] = {}
    folder = "frameworks" if vocabulary in {"nist_ai_rmf", "eu_ai_act"} else "mappings"
    for row in table(ROOT / f"schema/{folder}/dspy-{vocabulary}.sssom.tsv"):
        word = row["predicate_id"].removeprefix("skos:").removesuffix("Match")
        state = "no-term" if row["object_id"] == "sssom:NoTermFound" else word
        found.setdefault(row["subject_id"], []).append((state, row["object_id"]))
    return found


@pytest.fixture(scope="module")
def report() -> Any:
    return json.loads(dspy_schema.coverage(everything=True).to_json())


@pytest.mark.parametrize("vocabulary", [*AREAS, "dct", "prov", "schema"])
def test_a_cell_has_the_state_of_the_strongest_row(report: Any, vocabulary: str) -> None:
    expected = states(vocabulary)
    seen = set()
    for element in report["elements"]:
        cell = element["cells"][vocabulary]
        rows = expected.get(element["element"], [])
        most = max((STRENGTH[state] for state, _ in rows), default=None)
        assert (cell["state"] == "nothing") == (not rows)
        if rows:
            assert STRENGTH[cell["state"]] == most
            assert sorted(target["state"] for target in cell["rows"]) == sorted(state for state, _ in rows)
            seen.add(element["element"])
    assert seen == set(expected)


@pytest.mark.parametrize("vocabulary", AREAS)
def test_open_terms_are_those_of_the_areas_that_no_row_has(report: Any, vocabulary: str) -> None:
    listing = table(ROOT / f"schema/vocabularies/{vocabulary}.tsv")
    kinds: dict[str, set[str]] = {}
    for row in listing:
        kinds.setdefault(row["curie"], set()).add(row["kind"])
    iris = {iri: row["curie"] for row in listing for iri in [row["iri"], row["declared_uri"]] if iri}
    prefix = next(iter(iris)).rpartition("/")[0] + "/"
    mapped = {
        iris[prefix + term.partition(":")[2]]
        for rows in states(vocabulary).values()
        for state, term in rows
        if state != "no-term"
    }
    seen: set[str] = set()
    for area in report["areas"][vocabulary]:
        below = set(AREAS[vocabulary][area["name"]]["roots"])
        while more := {row["curie"] for row in listing if row["parent"] in below} - below:
            below |= more
        terms = {term for term in below - seen if kinds[term] != {"enum"}}
        seen |= below
        assert area["terms"] == len(terms)
        assert {term["term"] for term in area["unmapped"]} == terms - mapped
        assert all(iris[term["iri"]] == term["term"] for term in area["unmapped"])


def test_every_class_of_records_is_in_the_matrix_and_left_out_elements_are_listed(run: Run, report: Any) -> None:
    shown = json.loads(run("--to", "json").stdout)
    elements = {row["element"] for row in shown["elements"]}
    assert {"dspy:TrainingJob", "dspy:LMMessage", "openai:FineTuningJob"} <= elements
    assert elements | set(shown["left_out"]) == {row["element"] for row in report["elements"]}
    assert not elements & set(shown["left_out"])
    text = run().stdout
    assert f"{len(shown['left_out'])} further elements have no row; --all shows them." in text
    assert "further elements" not in run("--all").stdout


def test_the_shape_of_json(run: Run) -> None:
    shown = json.loads(run("--to", "json", "--vocabulary", "prov", "--element", "dspy:started_at").stdout)
    assert shown == {
        "vocabularies": {"prov": "PROV-O and the terms of the PROV notes"},
        "elements": [
            {
                "element": "dspy:started_at",
                "kind": "slot",
                "cells": {
                    "prov": {
                        "state": "exact",
                        "rows": [
                            {
                                "state": "exact",
                                "term": "prov:startedAtTime",
                                "iri": "http://www.w3.org/ns/prov#startedAtTime",
                                "confidence": shown["elements"][0]["cells"]["prov"]["rows"][0]["confidence"],
                                "line": shown["elements"][0]["cells"]["prov"]["rows"][0]["line"],
                            }
                        ],
                    }
                },
            }
        ],
        "areas": {},
        "left_out": shown["left_out"],
    }


@pytest.mark.parametrize("columns", [60, 80, 100, 200])
def test_text_fits_the_screen_and_has_every_cell(run: Run, columns: int) -> None:
    done = run("--element", "dspy:Training*", columns=columns)
    assert max(map(len, done.stdout.splitlines())) <= columns
    row = [line.split() for line in done.stdout.splitlines() if line.startswith("dspy:TrainingJob ")]
    cells = [cell for line in row for cell in line[1:]]
    assert len(cells) == 10
    assert cells[:5] == ["close", "broad", "broad", "broad", "broad"]


def test_elements_are_named_by_id_name_or_pattern(run: Run) -> None:
    def elements(name: str) -> list[str]:
        found = json.loads(run("--to", "json", "--element", name).stdout)
        return [row["element"] for row in found["elements"]]

    assert elements("dspy:owner") == elements("owner") == ["dspy:owner"]
    assert elements("provider") == ["dspy:provider_of_training_run"]
    assert elements("TrainingStatus#f*")[0] == "dspy:TrainingStatus#failed"
    assert len(elements("openai:*")) > 10


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--vocabulary", "iso"], "no vocabulary 'iso'; did you mean iso22989 or iso42001?"),
        (["--vocabulary", "zzz"], "no vocabulary 'zzz'; choose among ai, iso22989"),
        (["--element", "TrainingJbo"], "no element 'TrainingJbo'; did you mean TrainingJob"),
        (["--element", ""], "no element ''"),
    ],
)
def test_unknown_names_are_refused_with_suggestions(run: Run, tmp_path: Path, options: list[str], message: str) -> None:
    done = run(*options, "-o", tmp_path / "report")
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert not any(tmp_path.iterdir())


def test_twins_are_shown_on_request(run: Run) -> None:
    assert "dpv_ai" not in json.loads(run("--to", "json").stdout)["vocabularies"]
    shown = json.loads(run("--to", "json", "--vocabulary", "dpv_ai", "--element", "TrainingJob").stdout)
    assert shown["elements"][0]["cells"]["dpv_ai"]["state"] == "close"


def test_html_asks_for_nothing_names_its_cells_and_links_to_the_terms(run: Run, tmp_path: Path) -> None:
    assert run("--to", "html", "-o", tmp_path / "coverage.html").returncode == 0
    text = (tmp_path / "coverage.html").read_text()
    page = lxml_html.fromstring(text)
    assert not page.xpath("//script | //link | //img | //iframe | //@src")
    assert not re.search(r"url\(|@import", text)
    grid = page.xpath("//div[@class='grid']/table")[0]
    heads = [head.text for head in grid.xpath("./thead/tr/th[@scope='col']")]
    assert heads[:3] == ["element", "ai", "iso22989"]
    shown = {row["element"]: row["cells"] for row in json.loads(run("--to", "json").stdout)["elements"]}
    words = {"no-term": "none", "nothing": "-"}
    rows = grid.xpath("./tbody/tr")
    assert len(rows) == len(shown)
    for row in rows:
        cells = shown[row.xpath("./th[@scope='row']")[0].text]
        for name, cell in zip(heads[1:], row.xpath("./td"), strict=True):
            assert cell.text_content() == words.get(cells[name]["state"], cells[name]["state"])
            best = cells[name]["rows"][0]["iri"] if cells[name]["rows"] else None
            assert cell.xpath("./a/@href") == ([best] if best else [])
    legend = page.xpath("//table[caption='What the words say']//th")
    assert [head.text for head in legend] == [*ORDER, "none", "-"]


def test_the_function_says_what_the_command_does(run: Run) -> None:
    found = dspy_schema.coverage("iso42001", ["owner", "dspy:cost"])
    shown = run("--to", "json", "--vocabulary", "iso42001", "--element", "owner", "--element", "dspy:cost").stdout
    assert json.loads(found.to_json()) == json.loads(shown)
