"""Each fault of tests/data/mappings/mutations.toml is found on its line, in the project's own mappings.

The schema is read once; of a mutation, only what is in the changed file is read again.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.many import for_each

from dspy_schema.mappings import alignment, check, linkml_elements, sssom, vocabularies

if TYPE_CHECKING:
    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "tests/data/mappings/mutations.toml"
MUTATIONS: list[dict[str, Any]] = tomllib.loads(TABLE.read_text())["mutation"]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutations") / "schema"
    shutil.copytree(ROOT / "schema", folder)
    return folder


@pytest.fixture(scope="module")
def sound(copy: Path) -> Alignment:
    return alignment.load_alignment(str(copy))


def mutate(text: str, mutation: dict[str, Any]) -> tuple[str, int]:
    """Return the text with the fault, and the number of the line that has it."""
    if "old" in mutation:
        assert mutation["old"] in text, mutation["old"]
        after = text.replace(mutation["old"], mutation["new"], 1)
        lines = enumerate(zip(text.split("\n"), after.split("\n"), strict=False), start=1)
        return after, next(number for number, (one, other) in lines if one != other)
    lines = text.split("\n")
    head = next(index for index, line in enumerate(lines) if not line.startswith("#"))
    table = [line.split("\t") for line in lines[head:-1]]
    changes = mutation.get("columns") or ({mutation["column"]: mutation["to"]} if "column" in mutation else {})
    for name in changes:
        if name not in table[0]:
            table = [[*cells, "" if index else name] for index, cells in enumerate(table)]
    subject, object_ = mutation["row"].split(" ")
    (at,) = (n for n, cells in enumerate(table) if (cells[0], cells[table[0].index("object_id")]) == (subject, object_))
    row = [changes.get(name, cell) for name, cell in zip(table[0], table[at], strict=True)]
    table[at : at + 1] = [] if mutation.get("delete") else [table[at], row] if mutation.get("copy") else [row]
    changed = head + at + (2 if mutation.get("copy") else 1)
    return "\n".join([*lines[:head], *("\t".join(cells) for cells in table), ""]), changed


def load(sound: Alignment, path: Path) -> Alignment:
    """Load an alignment again, of which one file has changed."""
    elements, sets, listed = sound.elements, sound.sets, sound.vocabularies
    if path.name.endswith(".sssom.tsv"):
        read = sssom.read_mapping_set(path.read_bytes(), str(path))
        sets = tuple(read if set_.source == read.source else set_ for set_ in sets)
    elif path.suffix == ".yaml":
        elements = linkml_elements.load_elements(sound.folder)
    elif path.suffix == ".tsv":
        listed = vocabularies.load_vocabularies(str(path.parent))
    return alignment.Alignment(folder=sound.folder, elements=elements, vocabularies=listed, sets=sets)


def list_findings(sound: Alignment, path: Path, text: str) -> list[Finding]:
    before = path.read_bytes()
    path.write_bytes(text.encode())
    try:
        return [finding for finding in check.list_findings(load(sound, path)) if finding.severity != "info"]
    finally:
        path.write_bytes(before)


def test_the_copy_is_sound(sound: Alignment) -> None:
    assert check.list_findings(sound) == []


def test_there_are_kinds_enough() -> None:
    kinds = [mutation["kind"] for mutation in MUTATIONS]
    assert len(kinds) == len(set(kinds)) > 80


@for_each("mutation", MUTATIONS, lambda mutation: str(mutation["kind"]))
def test_a_fault_is_found_on_its_line(mutation: dict[str, Any], copy: Path, sound: Alignment) -> None:
    path = copy / mutation["file"]
    before = path.read_bytes().decode()
    after, line = mutate(before, mutation)
    findings = list_findings(sound, path, after)
    assert sorted({finding.code for finding in findings}) == mutation["found"]
    place = path
    if "near" in mutation:
        place = copy / mutation["at"]
        lines = (after if place == path else place.read_text()).split("\n")
        wanted = {number for number, line in enumerate(lines, start=1) if line.startswith(mutation["near"])}
    else:
        wanted = {line}
    assert [finding for finding in findings if finding.source == str(place) and finding.line in wanted], findings
    # One fault is not many findings.
    assert len(findings) <= 4
