"""A change of any cell of any row is found, unless it is one of those that are harmless."""

from __future__ import annotations

from pathlib import Path

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.many import tries

from dspy_schema.mappings import alignment, check, sssom, sssom_model
from dspy_schema.mappings.alignment import Alignment

SCHEMA = Path(__file__).parents[3] / "schema"
SOUND = alignment.load_alignment(str(SCHEMA))
ROWS = [(number, row.line) for number, set_ in enumerate(SOUND.sets) for row in set_.rows]
PREDICATES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
TERMS = [each.object for each in (link.mapping for link in SOUND.links) if not each.is_no_term]


def changed(number: int, line: int, column: str, text: str) -> Alignment:
    """The alignment with another text in a cell."""
    set_ = SOUND.sets[number]
    lines = list(set_.lines)
    cells = lines[line - 1].split("\t")
    assume(cells[set_.columns.index(column)] != text)
    cells[set_.columns.index(column)] = text
    lines[line - 1] = "\t".join(cells)
    read = sssom.read_mapping_set("".join(f"{each}\n" for each in lines).encode(), set_.source)
    sets = (*SOUND.sets[:number], read, *SOUND.sets[number + 1 :])
    return Alignment(folder=SOUND.folder, elements=SOUND.elements, vocabularies=SOUND.vocabularies, sets=sets)


def found(of: Alignment) -> set[str]:
    return {each.code for each in check.iter_mapping_findings(of)}


def cell(number: int, line: int, column: str) -> str:
    return SOUND.sets[number].cell(line, column)


def is_in_schema(number: int, line: int) -> bool:
    return next(row for row in SOUND.sets[number].rows if row.line == line).in_schema


many = settings(max_examples=tries(40), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
misspelt = st.text("abcXYZ019_#", min_size=1, max_size=3)


def test_the_alignment_is_sound() -> None:
    assert check.iter_mapping_findings(SOUND) == []


@many
@given(st.sampled_from(ROWS), misspelt, st.integers(0, 40))
def test_a_misspelt_target_is_found(row: tuple[int, int], letters: str, at: int) -> None:
    text = cell(*row, "object_id")
    prefix, _, local = text.partition(":")
    other = f"{prefix}:{local[:at]}{letters}{local[at:]}"
    expanded = sssom_model.expand_curie(other, SOUND.namespaces)
    # Letters in front or behind may make another term that there is.
    assume(not (expanded and SOUND.vocabularies.find(expanded)))
    assert found(changed(*row, "object_id", other)) >= {"DSP606"}


@many
@given(st.sampled_from(ROWS), misspelt)
def test_a_misspelt_subject_is_found(row: tuple[int, int], letters: str) -> None:
    other = cell(*row, "subject_id") + letters
    assume(other not in SOUND.elements.all)
    assert "DSP605" in found(changed(*row, "subject_id", other))


@many
@given(st.sampled_from(ROWS), st.sampled_from(PREDICATES))
def test_another_predicate_is_found_where_anything_else_tells(row: tuple[int, int], predicate: str) -> None:
    number, line = row
    codes = found(changed(number, line, "predicate_id", f"skos:{predicate}"))
    # What no other row, YAML or hierarchy speaks of, a person has to see: rows that stand in SSSOM only, to
    # vocabularies without twins, between two of one kind or by a predicate that claims no likeness.
    harmless = not is_in_schema(number, line) or cell(number, line, "object_id").startswith("sssom:")
    has_twin = SOUND.sets[number].vocabulary in {"ai", "dpv_ai"} and not cell(number, line, "object_id").startswith(
        "sssom:"
    )
    assert codes or (harmless and not has_twin)


@many
@given(st.sampled_from(ROWS), st.sampled_from(TERMS))
def test_another_target_of_the_same_vocabulary_is_found_where_it_has_a_label(row: tuple[int, int], term: str) -> None:
    text = cell(*row, "object_id")
    assume(term.partition(":")[0] == text.partition(":")[0] and term != text)
    codes = found(changed(*row, "object_id", term))
    iris = [sssom_model.expand_curie(each, SOUND.namespaces) or "" for each in (term, text)]
    same_term = SOUND.vocabularies.find(iris[0]) is SOUND.vocabularies.find(iris[1])
    # Values of two enumerations may have one name.
    same_name = term.rpartition("#")[2].casefold() == text.rpartition("#")[2].casefold()
    assert codes or same_term or (same_name and not is_in_schema(*row))


@many
@given(st.sampled_from(ROWS), st.sampled_from(["", "1.1", "-0.1", "sure", "nan", "inf", "1e3", "\u0660.\u0665", "0,5"]))
def test_a_confidence_that_is_none_is_found(row: tuple[int, int], text: str) -> None:
    assert found(changed(*row, "confidence", text)) == {"DSP621"}


@many
@given(st.sampled_from(ROWS), misspelt)
def test_a_justification_that_is_none_is_found(row: tuple[int, int], letters: str) -> None:
    other = cell(*row, "mapping_justification") + letters
    assert found(changed(*row, "mapping_justification", other)) == {"DSP622"}


@many
@given(
    st.sampled_from(ROWS), st.sampled_from(["comment", "author_label", "reviewer_label"]), st.text("ab 1", max_size=9)
)
def test_who_says_so_and_why_is_free(row: tuple[int, int], column: str, text: str) -> None:
    assert found(changed(*row, column, text)) == set()


@many
@given(st.sampled_from(ROWS))
def test_a_row_that_is_twice_there_or_gone_is_found(row: tuple[int, int]) -> None:
    number, line = row
    set_ = SOUND.sets[number]
    for copies in (0, 2):
        lines = [*set_.lines[: line - 1], *[set_.lines[line - 1]] * copies, *set_.lines[line:]]
        read = sssom.read_mapping_set("".join(f"{each}\n" for each in lines).encode(), set_.source)
        sets = (*SOUND.sets[:number], read, *SOUND.sets[number + 1 :])
        codes = found(
            Alignment(folder=SOUND.folder, elements=SOUND.elements, vocabularies=SOUND.vocabularies, sets=sets)
        )
        if copies:
            assert "DSP613" in codes
        elif is_in_schema(number, line) and cell(*row, "object_id") != "sssom:NoTermFound":
            assert codes >= {"DSP624"}


def test_rows_are_plain_data() -> None:
    link = SOUND.links[0]
    assert msgspec.json.decode(msgspec.json.encode(link.mapping), type=sssom.Mapping) == link.mapping
