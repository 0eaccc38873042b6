"""SSSOM files are read as the reference tool reads them, and cells found where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sssom_reference import read_with_reference

from dspy_schema.mappings import alignment, sssom, sssom_model

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "schema/mappings").glob("*.sssom.tsv"))
HEAD = "#curie_map:\n#  dspy: https://w3id.org/lmodel/dspy/\n#  ai: https://w3id.org/lmodel/dpv/ai/\n"
COLUMNS = "subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tother\n"
ROW = "dspy:Job\tJob\tskos:closeMatch\tai:Training\tsemapv:MappingReview\t0.5\t{}\n"


def test_a_file_is_read_as_the_reference_tool_reads_it() -> None:
    assert FILES
    for path, expected in zip(FILES, read_with_reference(*FILES), strict=True):
        own = sssom.read_mapping_set(path.read_bytes(), str(path))
        assert own.faults == ()
        assert expected["problems"] == []
        assert len(own.rows) == len(expected["rows"]) > 0
        read = [(row.subject_iri, row.predicate_iri, row.object_iri, row.confidence, row.comment) for row in own.rows]
        names = ("subject_id", "predicate_id", "object_id", "confidence", "comment")
        assert sorted(read) == sorted(tuple(row.get(name, "") for name in names) for row in expected["rows"])
        assert own.metadata["mapping_set_id"] == expected["metadata"]["mapping_set_id"]


def test_a_quoted_cell_is_one_cell_and_the_next_is_found_behind_it() -> None:
    row = ROW.format("").replace("\tJob\t", '\t"Job ""1""\tand on"\t')
    read = sssom.read_mapping_set((HEAD + COLUMNS + row).encode(), "dspy-ai.sssom.tsv")
    assert read.rows[0].subject_label == 'Job "1"\tand on'
    assert read.place(5, "predicate_id").column == row.index("skos:") + 1
    assert read.place(5, "confidence").column == row.index("0.5") + 1
    assert read.cell(5, "object_id") == "ai:Training"


@pytest.mark.parametrize(
    ("other", "in_schema"),
    [("", True), ("in_schema=false", False), ("kept|in_schema=false", False), ("in_schema=falsely", True)],
)
def test_a_row_may_say_that_it_is_not_in_the_schema(other: str, in_schema: bool) -> None:
    read = sssom.read_mapping_set((HEAD + COLUMNS + ROW.format(other)).encode(), "a.sssom.tsv")
    assert read.rows[0].in_schema is in_schema


@pytest.mark.parametrize(
    ("name", "vocabulary"),
    [("x/dspy-dpv_ai.sssom.tsv", "dpv_ai"), ("dspy-a-b.tsv", "a-b"), ("nexus.sssom.tsv", "nexus")],
)
def test_the_name_of_a_file_has_the_vocabulary(name: str, vocabulary: str) -> None:
    assert sssom.vocabulary_name(name) == vocabulary


def test_bytes_that_are_not_utf_8_are_a_fault_where_they_are() -> None:
    read = sssom.read_mapping_set((HEAD + COLUMNS).encode() + "dspy:Jöb".encode("latin-1"), "a.sssom.tsv")
    assert [(fault.line, fault.column, fault.message) for fault in read.faults] == [(5, 7, "is not UTF-8")]
    assert read.rows == ()


def test_columns_that_the_header_defines_are_known() -> None:
    defined = "#extension_definitions:\n#  - slot_name: ours\n#    property: https://example.org/ours\n"
    row = ROW.format("a")
    read = sssom.read_mapping_set((HEAD + defined + COLUMNS.replace("other", "ours") + row).encode(), "a.sssom.tsv")
    assert read.faults == ()


@pytest.mark.parametrize(
    "text", ["", "\n", "#", "#a: *b\n", "#[]\nx", "#curie_map:\n", "\ufeff", "#a: !!python/none\n\t", '"']
)
def test_a_file_without_rows_has_faults(text: str) -> None:
    read = sssom.read_mapping_set(text.encode(), "a.sssom.tsv")
    assert read.rows == ()
    assert {fault.code for fault in read.faults} == {"DSP601"}
    assert all(fault.line and fault.column for fault in read.faults)


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("", []),
        ("Ann", ["Ann"]),
        ("Ann|Bob", ["Ann", "Bob"]),
        (r"Ann|Bob \| Co", ["Ann", "Bob | Co"]),
        # Those of the standard's own example of escapes.
        (r"Alice\|Bob|Charlie", ["Alice|Bob", "Charlie"]),
        (r"Alice\\Bob|Charlie\\|David\\\|Eve\\", ["Alice\\Bob", "Charlie\\", "David\\|Eve\\"]),
        (r"a\b", [r"a\b"]),
        ("a||b", ["a", "", "b"]),
    ],
)
def test_bars_separate_values_unless_they_are_escaped(cell: str, values: list[str]) -> None:
    assert sssom_model.split_values(cell) == values
    assert sssom_model.split_values(sssom_model.join_values(values)) == values


def test_crlf_empty_lines_and_left_out_cells_are_read_and_noted_once() -> None:
    rows = [ROW.format(""), ROW.format("").removesuffix("\t\n") + "\n", ROW.format("").split("\t0.5")[0] + "\n", "\n"]
    text = (HEAD + COLUMNS + "".join(rows)).replace("\n", "\r\n")
    read = sssom.read_mapping_set(text.encode(), "a.sssom.tsv", is_lenient=True)
    assert [(fault.line, fault.column, fault.severity) for fault in read.faults] == [
        (1, 12, "info"),
        (6, 1, "info"),
        (8, 1, "info"),
    ]
    assert (
        read.faults[1].message
        == "line leaves out cells at its end, which are read as empty; the head has 7 (so does 1 more)"
    )
    assert [row.confidence for row in read.rows] == [0.5, 0.5, None]
    strict = sssom.read_mapping_set(text.encode(), "a.sssom.tsv")
    assert {fault.severity for fault in strict.faults} == {"error"}


def test_a_row_without_what_every_row_has_is_not_read() -> None:
    text = HEAD + COLUMNS + "dspy:Job\tJob\tskos:closeMatch\n"
    read = sssom.read_mapping_set(text.encode(), "a.sssom.tsv", is_lenient=True)
    assert (read.rows, [fault.severity for fault in read.faults]) == ((), ["error"])


def test_a_header_may_be_in_a_file_beside_the_table(tmp_path: Path) -> None:
    (tmp_path / "a.sssom.tsv").write_text(COLUMNS + ROW.format(""))
    (tmp_path / "a.sssom.yml").write_text((HEAD + "#license: nothing\n").replace("#", ""))
    (loaded,) = alignment.load_alignments([str(tmp_path / "a.sssom.tsv")], [])
    (read,) = loaded.sets
    assert (read.faults, read.rows[0].line) == ((), 2)
    assert read.rows[0].object_iri == "https://w3id.org/lmodel/dpv/ai/Training"
    place = read.header.places["license"]
    assert (Path(place.source).name, place.line, place.column) == ("a.sssom.yml", 4, 1)


@pytest.mark.parametrize("text", ["#other: &a [*a]\n", "#comment: &a x\n#other: *a\n"])
def test_an_alias_in_a_header_is_a_fault(text: str) -> None:
    read = sssom.read_mapping_set((text + HEAD + COLUMNS + ROW.format("")).encode(), "a.sssom.tsv")
    assert read.rows == ()
    assert "uses an alias" in read.faults[0].message
