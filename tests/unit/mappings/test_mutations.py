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
TERMS = [link.mapping.object for link in SOUND.links if not link.mapping.is_no_term]


def changed(number: int, line: int, column: str, text: str) -> Alignment:
    """The alignment with another text in a cell."""
    set_ = SOUND.sets[number]
    lines = list(set_.lines)
    cells = lines[line - 1].split("\t")
    assume(cells[set_.columns.index(column)] != text)
    cells[set_.columns.index(column)] = text
    lines[line - 1] = "\t".join(cells)
    read = sssom.read_mapping_set("".join(f"{text}\n" for text in lines).encode(), set_.source)
    sets = (*SOUND.sets[:number], read, *SOUND.sets[number + 1 :])
    return Alignment(folder=SOUND.folder, elements=SOUND.elements, vocabularies=SOUND.vocabularies, sets=sets)


def find_codes(alignment: Alignment) -> set[str]:
    return {finding.code for finding in check.list_findings(alignment)}


def cell(number: int, line: int, column: str) -> str:
    return SOUND.sets[number].cell(line, column)


def is_in_schema(number: int, line: int) -> bool:
    return next(row for row in SOUND.sets[number].rows if row.line == line).in_schema


many = settings(max_examples=tries(40), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
misspelt = st.text("abcXYZ019_#", min_size=1, max_size=3)


def test_the_alignment_is_sound() -> None:
    assert check.list_findings(SOUND) == []


@many
@given(st.sampled_from(ROWS), misspelt, st.integers(0, 40))
def test_a_misspelt_target_is_found(row: tuple[int, int], letters: str, at: int) -> None:
    text = cell(*row, "object_id")
    prefix, _, local = text.partition(":")
    other = f"{prefix}:{local[:at]}{letters}{local[at:]}"
    expanded = sssom_model.expand_curie(other, SOUND.namespaces)
    # With more letters it may be another term that exists.
    assume(not (expanded and SOUND.vocabularies.find_term(expanded)))
    assert find_codes(changed(*row, "object_id", other)) >= {"DSP606"}


@many
@given(st.sampled_from(ROWS), misspelt)
def test_a_misspelt_subject_is_found(row: tuple[int, int], letters: str) -> None:
    other = cell(*row, "subject_id") + letters
    assume(other not in SOUND.elements.all)
    assert "DSP605" in find_codes(changed(*row, "subject_id", other))


@many
@given(st.sampled_from(ROWS), st.sampled_from(PREDICATES))
def test_another_predicate_is_found_where_anything_contradicts_it(row: tuple[int, int], predicate: str) -> None:
    number, line = row
    codes = find_codes(changed(number, line, "predicate_id", f"skos:{predicate}"))
    # No rule can find it in a row that is in SSSOM only and has no twin, between two of one kind or by a loose
    # predicate, unless another row or a hierarchy contradicts it.
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
    codes = find_codes(changed(*row, "object_id", term))
    iris = [sssom_model.expand_curie(curie, SOUND.namespaces) or "" for curie in (term, text)]
    same_term = SOUND.vocabularies.find_term(iris[0]) is SOUND.vocabularies.find_term(iris[1])
    # Values of two enumerations may have one name.
    same_name = term.rpartition("#")[2].casefold() == text.rpartition("#")[2].casefold()
    assert codes or same_term or (same_name and not is_in_schema(*row))


@many
@given(st.sampled_from(ROWS), st.sampled_from(["", "1.1", "-0.1", "sure", "nan", "inf", "1e3", "\u0660.\u0665", "0,5"]))
def test_a_malformed_confidence_is_found(row: tuple[int, int], text: str) -> None:
    # The twin of a row has another confidence then.
    assert find_codes(changed(*row, "confidence", text)) - {"DSP618"} == {"DSP621"}


@many
@given(st.sampled_from(ROWS), misspelt)
def test_an_unknown_justification_is_found(row: tuple[int, int], letters: str) -> None:
    other = cell(*row, "mapping_justification") + letters
    assert find_codes(changed(*row, "mapping_justification", other)) == {"DSP622"}


people = st.sampled_from(["author_label", "reviewer_label"])


@many
@given(st.sampled_from(ROWS), people, st.text("ab 1|\\", min_size=1, max_size=9).filter(str.strip))
def test_authors_are_free(row: tuple[int, int], column: str, text: str) -> None:
    assert find_codes(changed(*row, column, text)) == set()


@many
@given(st.sampled_from(ROWS), st.sampled_from(["comment", "author_label", "reviewer_label"]), st.text(" ", max_size=2))
def test_a_missing_reason_or_person_is_found(row: tuple[int, int], column: str, text: str) -> None:
    assert find_codes(changed(*row, column, text)) - {"DSP618"} == {"DSP627"}


@many
@given(st.sampled_from(ROWS))
def test_a_repeated_or_missing_row_is_found(row: tuple[int, int]) -> None:
    number, line = row
    set_ = SOUND.sets[number]
    for copies in (0, 2):
        lines = [*set_.lines[: line - 1], *[set_.lines[line - 1]] * copies, *set_.lines[line:]]
        read = sssom.read_mapping_set("".join(f"{text}\n" for text in lines).encode(), set_.source)
        sets = (*SOUND.sets[:number], read, *SOUND.sets[number + 1 :])
        codes = find_codes(
            Alignment(folder=SOUND.folder, elements=SOUND.elements, vocabularies=SOUND.vocabularies, sets=sets)
        )
        if copies:
            assert "DSP613" in codes
        elif is_in_schema(number, line) and cell(*row, "object_id") != "sssom:NoTermFound":
            assert codes >= {"DSP624"}


def test_rows_are_plain_data() -> None:
    link = SOUND.links[0]
    assert msgspec.json.decode(msgspec.json.encode(link.mapping), type=sssom.Mapping) == link.mapping
