"""The tables behind coverage and evidence name only facts and terms that exist."""

from __future__ import annotations

import msgspec
import pytest

from dspy_schema.governance import frameworks, gaps
from dspy_schema.governance.facts import load_facts
from dspy_schema.governance.titles import load_titles
from dspy_schema.mappings import alignment, areas, check
from dspy_schema.mappings.alignment import read_sets
from dspy_schema.rdf import terms

ALIGNMENT = alignment.load_alignment()
AREAS = areas.load_areas(ALIGNMENT)
FACTS = load_facts(ALIGNMENT)
GAPS = gaps.load_gaps(ALIGNMENT, FACTS)
TITLES = load_titles(ALIGNMENT)
ROOTS = [(vocabulary, root) for vocabulary, listed in AREAS.items() for area in listed.values() for root in area.roots]


@pytest.mark.parametrize(("vocabulary", "root"), ROOTS)
def test_every_root_of_an_area_is_in_the_listing(vocabulary: str, root: str) -> None:
    found = ALIGNMENT.vocabularies.get_term(root)
    assert found is not None
    assert found.vocabulary == vocabulary


def test_every_vocabulary_of_governance_has_the_areas_of_life_cycle_data_and_model() -> None:
    vocabularies = {"ai", "iso22989", "iso42001", "nist_ai_100_1", "nexus"}
    assert set(AREAS) == vocabularies | {"nist_ai_rmf", "eu_ai_act"}
    for name in vocabularies:
        assert {"lifecycle", "data", "model"} <= set(AREAS[name])


def test_all_subcategories_of_the_nist_ai_rmf_are_listed() -> None:
    """The numbers of subcategories are those of tables 1 to 4 of NIST AI 100-1."""
    expected = {
        "GOVERN": (7, 3, 2, 3, 2, 2),
        "MAP": (6, 3, 5, 2, 2),
        "MEASURE": (3, 13, 3, 3),
        "MANAGE": (4, 4, 2, 3),
    }
    listed = ALIGNMENT.vocabularies.get("nist_ai_rmf")
    assert listed is not None
    subcategories = {
        f"nist_ai_rmf:{function}-{category}.{number}"
        for function, counts in expected.items()
        for category, count in enumerate(counts, start=1)
        for number in range(1, count + 1)
    }
    assert len(subcategories) == 72
    assert {curie for curie in listed.terms if "." in curie} == subcategories
    for curie in subcategories:
        assert listed.terms[curie].parents == (curie.partition(".")[0],)


def test_all_points_of_annex_iv_of_the_eu_ai_act_are_listed() -> None:
    listed = ALIGNMENT.vocabularies.get("eu_ai_act")
    assert listed is not None
    points = {f"annex_iv_{number}" for number in range(1, 10)}
    points |= {f"annex_iv_{number}_{letter}" for number in (1, 2) for letter in "abcdefgh"}
    assert {curie.partition(":")[2] for curie in listed.terms} == points | {"annex_iv"}


@pytest.mark.parametrize("name", ["nist_ai_rmf", "eu_ai_act"])
def test_a_framework_has_its_source_and_a_short_title_of_every_term(name: str) -> None:
    listed = ALIGNMENT.vocabularies.get(name)
    assert listed is not None
    assert all(listed.provenance[column] for column in ("title", "upstream", "version", "licence", "date"))
    for curie in listed.terms:
        number = curie.partition(":")[2].replace("-", " ")
        if name == "eu_ai_act":
            parts = number.removeprefix("annex_iv").split("_")[1:]
            number = "Annex IV" + "".join(f"({part})" for part in parts)
        assert TITLES[curie].removeprefix(number).strip(" :"), curie
        assert TITLES[curie].startswith(number)
        assert len(TITLES[curie]) < 60


def test_every_title_is_of_a_listed_term_and_every_control_has_one() -> None:
    assert all(ALIGNMENT.vocabularies.get_term(curie) for curie in TITLES)
    controls = [curie for curie in ALIGNMENT.vocabularies.get("iso42001").terms if "AnnexAControlId#" in curie]
    assert len(controls) == 38
    assert set(controls) <= set(TITLES)


def test_the_mappings_of_frameworks_have_no_finding_and_give_their_grounds() -> None:
    sets = read_sets(f"{ALIGNMENT.folder}/frameworks")
    assert [set_.source.rpartition("/")[2] for set_ in sets] == [
        "dspy-eu_ai_act.sssom.tsv",
        "dspy-nist_ai_rmf.sssom.tsv",
    ]
    assert check.list_findings(msgspec.structs.replace(ALIGNMENT, sets=sets, is_whole=False)) == []
    rows = [row for set_ in sets for row in set_.rows]
    assert len(rows) > 40
    assert len({row.comment for row in rows}) == len(rows)
    assert all(row.confidence and not row.in_schema for row in rows)


def test_a_gap_of_a_framework_is_of_a_term_that_a_mapping_leads_to() -> None:
    mapped = {relation.term.curie for relation in frameworks.load_alignment().relations}
    for name, terms_ in frameworks.load_terms(ALIGNMENT).items():
        assert set(terms_) <= mapped, name
        assert set(terms_) <= set(GAPS[name].terms)


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
