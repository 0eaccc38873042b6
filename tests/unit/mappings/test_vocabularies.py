"""Terms are found by the IRIs that are published for them, in listings that are as pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from dspy_schema.mappings import vocabularies

ROOT = Path(__file__).parents[3]
LISTED = vocabularies.load_vocabularies(str(ROOT / "schema/vocabularies"))


@pytest.mark.parametrize(
    ("iri", "vocabulary", "term"),
    [
        ("https://w3id.org/lmodel/dpv/ai/AiModel", "ai", "ai:AiModel"),
        ("https://w3id.org/lmodel/dpv/ai/Model", "ai", "ai:AiModel"),
        ("https://w3id.org/dpv/ai#Model", "dpv_ai", "ai:AiModel"),
        ("https://w3id.org/dpv/ai/owl#Model", "ai", "ai:AiModel"),
        ("https://w3id.org/lmodel/dpv/ai/hasTrainingData", "ai", "ai:has_training_data"),
        ("https://w3id.org/ai-atlas-nexus/AiLifecyclePhase", "nexus", "nexus:AiLifecyclePhase"),
        ("https://ibm.github.io/ai-atlas-nexus/ontology/AiLifecyclePhase", "nexus", "nexus:AiLifecyclePhase"),
        ("https://w3id.org/airo#AILifecyclePhase", None, "nexus:AiLifecyclePhase"),
        ("http://schema.org/Thing", "schema", "schema:Thing"),
        ("http://www.w3.org/ns/prov#Activity", "prov", "prov:Activity"),
        ("https://w3id.org/lmodel/iso22989/Nothing", "iso22989", None),
        ("https://example.org/Nothing", None, None),
    ],
)
def test_a_term_is_found_by_any_of_its_iris(iri: str, vocabulary: str | None, term: str | None) -> None:
    owner = LISTED.find_vocabulary(iri)
    found = LISTED.find_term(iri)
    assert (owner and owner.prefix, found and found.curie) == (vocabulary, term)


def test_every_term_is_found_by_its_own_iri() -> None:
    terms = [term for vocabulary in LISTED for term in vocabulary.terms.values()]
    assert len(terms) > 2000
    assert [term.curie for term in terms if LISTED.find_term(term.iri) is not term] == []


def test_rows_of_one_name_are_one_term_of_several_kinds() -> None:
    term = LISTED.get_term("iso42001:DocumentedInformation")
    assert term is not None
    assert set(term.kinds) == {"class", "subset"}


def test_a_value_is_under_its_enumeration() -> None:
    term = LISTED.get_term("nist_ai_100_1:AiLifecycleStageEnum#BUILD_AND_USE_MODEL")
    assert term is not None
    assert "nist_ai_100_1:AiLifecycleStageEnum" in LISTED.ancestors[term.curie]


def test_the_twin_has_no_listing_of_its_own() -> None:
    twin = LISTED.get("dpv_ai")
    assert twin is not None
    assert not twin.terms
    assert "Model" in LISTED.list_names(twin, twin.namespace)
