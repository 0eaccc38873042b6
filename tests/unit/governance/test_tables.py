"""The tables behind coverage and evidence name only facts and terms that exist."""

from __future__ import annotations

import pytest

from dspy_schema.governance import gaps
from dspy_schema.governance.facts import load_facts
from dspy_schema.mappings import alignment, areas
from dspy_schema.rdf import terms

ALIGNMENT = alignment.load_alignment()
AREAS = areas.load_areas(ALIGNMENT)
FACTS = load_facts(ALIGNMENT)
GAPS = gaps.load_gaps(ALIGNMENT, FACTS)
ROOTS = [(vocabulary, root) for vocabulary, listed in AREAS.items() for area in listed.values() for root in area.roots]


@pytest.mark.parametrize(("vocabulary", "root"), ROOTS)
def test_every_root_of_an_area_is_in_the_listing(vocabulary: str, root: str) -> None:
    found = ALIGNMENT.vocabularies.get_term(root)
    assert found is not None
    assert found.vocabulary == vocabulary


def test_every_framework_has_the_areas_of_life_cycle_data_and_model() -> None:
    assert set(AREAS) == {"ai", "iso22989", "iso42001", "nist_ai_100_1", "nexus"}
    for listed in AREAS.values():
        assert {"lifecycle", "data", "model"} <= set(listed)


def test_no_area_is_empty_and_no_term_is_in_two() -> None:
    for resolved in areas.resolve_areas(ALIGNMENT).values():
        terms = [curie for area in resolved for curie in area.terms]
        assert len(terms) == len(set(terms))
        assert all(area.mappable for area in resolved)


@pytest.mark.parametrize("name", GAPS)
def test_every_gap_names_facts_and_terms_that_exist(name: str) -> None:
    gap = GAPS[name]
    assert {*gap.where, *gap.lacks} <= set(FACTS)
    assert gap.lacks
    for curie in gap.terms:
        assert ALIGNMENT.vocabularies.get_term(curie), curie
    assert {"iso42001", "nist_ai_100_1"} <= {curie.partition(":")[0] for curie in gap.terms}


def test_every_member_of_a_record_is_about_an_element() -> None:
    concerned = {fact for facts in FACTS.by_element.values() for fact in facts}
    members = {f"{name}.{member}" for name, class_ in terms.load_table().classes.items() for member in class_.members}
    assert members - concerned == {f"{name}.id" for name in terms.load_table().records}
