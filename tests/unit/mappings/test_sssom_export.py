"""The exports hold what the files hold, as the reference tool and rdflib read them, and are always the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from tests.sssom_reference import read_with_reference

from dspy_schema import artifacts
from dspy_schema.mappings import alignment, sssom, sssom_export

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[3]
ALIGNMENT = alignment.load_alignment(str(ROOT / "schema"))
MERGED = sssom_export.merge_sets(ALIGNMENT.sets)
SSSOM = Namespace("https://w3id.org/sssom/")
SUFFIXES = {"tsv": "tsv", "json": "json", "turtle": "ttl"}


def list_rows(read: dict[str, Any]) -> list[tuple[tuple[str, object], ...]]:
    # Slots of the set are propagated to rows, or not, as the format has it.
    kept = ("subject_id", "predicate_id", "object_id", "mapping_justification", "confidence", "comment", "other")
    return sorted(tuple((name, row.get(name, "")) for name in kept) for row in read["rows"])


def test_the_reference_tool_reads_the_same_rows_from_all_formats(tmp_path: Path) -> None:
    paths = [tmp_path / f"all.{suffix}" for suffix in SUFFIXES.values()]
    for path, write in zip(paths, sssom_export.WRITERS.values(), strict=True):
        path.write_bytes(write(MERGED))
    files = [Path(set_.source) for set_ in ALIGNMENT.sets]
    tsv, as_json, turtle, *single = read_with_reference(*paths, *files)
    every = sorted(row for read in single for row in list_rows(read))
    assert len(every) == len(ALIGNMENT.links) > 500
    assert tsv["problems"] == as_json["problems"] == turtle["problems"] == []
    assert list_rows(tsv) == every
    assert list_rows(as_json) == every
    assert list_rows(turtle) == every
    assert tsv["metadata"]["license"] == turtle["metadata"]["license"] == single[0]["metadata"]["license"]


def test_turtle_states_each_mapping_and_its_annotations() -> None:
    graph = Graph().parse(data=sssom_export.WRITERS["turtle"](MERGED), format="turtle")
    stated = {
        (str(s), str(o), str(p))
        for p in map(URIRef, {str(SKOS[f"{kind}Match"]) for kind in KINDS})
        for s, o in graph[:p]
    }
    expected = {
        (row.subject_iri, row.object_iri, row.predicate_iri)
        for link in ALIGNMENT.links
        for row in [link.mapping]
        if not row.is_no_term
    }
    assert stated == expected
    axioms = list(graph.subjects(RDF.type, OWL.Axiom))
    assert len(axioms) == len(ALIGNMENT.links)
    for axiom in axioms:
        assert graph.value(axiom, SSSOM.confidence) is not None
        assert graph.value(axiom, SSSOM.mapping_justification) is not None
        assert graph.value(axiom, RDFS.comment) is not None


KINDS = ("exact", "close", "broad", "narrow", "related")


@pytest.mark.parametrize("format_", SUFFIXES)
def test_the_order_of_the_files_and_rows_does_not_matter(format_: str, folder: Callable[..., Path]) -> None:
    write = sssom_export.WRITERS[format_]
    small = alignment.load_alignment(str(folder()))
    before = write(sssom_export.merge_sets(small.sets))
    for path in map(Path, [set_.source for set_ in small.sets]):
        head, _, body = path.read_text().partition("subject_id")
        columns, *lines = body.splitlines()
        path.write_text(f"{head}subject_id{columns}\n" + "\n".join(reversed(lines)) + "\n")
    changed = alignment.load_alignment(small.folder)
    assert write(sssom_export.merge_sets(reversed(changed.sets))) == before


def test_odd_texts_come_back_from_every_format(tmp_path: Path, folder: Callable[..., Path]) -> None:
    odd = 'He said ""so"", \\ and 日本 $x'
    edit = {"file": "mappings/dspy-nexus.sssom.tsv", "old": "0.5\tBecause.", "new": f'0.5\t"{odd}"'}
    sets = alignment.load_alignment(str(folder([edit]))).sets
    paths = [tmp_path / f"all.{suffix}" for suffix in SUFFIXES.values()]
    for path, write in zip(paths, sssom_export.WRITERS.values(), strict=True):
        path.write_bytes(write(sssom_export.merge_sets(sets)))
    for read in read_with_reference(*paths):
        assert [row["comment"] for row in read["rows"] if row["comment"] != "Because."] == [odd.replace('""', '"')]


HEADER = """\
#mapping_set_id: https://example.org/sets/one.sssom.tsv
#license: https://creativecommons.org/publicdomain/zero/1.0/
#mapping_tool: a matcher
#mapping_date: '2026-01-31'
#object_source: https://w3id.org/lmodel/dpv/ai/
#object_source_version: DPV 2.3
#subject_preprocessing:
#  - semapv:Stemming
#  - semapv:StopWordRemoval
#curie_map:
#  dspy: https://w3id.org/lmodel/dspy/
#  ai: https://w3id.org/lmodel/dpv/ai/
#  ours: https://example.org/ours/
#extension_definitions:
#  - slot_name: ext_rank
#    property: ours:rank
#    type_hint: xsd:integer
#  - slot_name: ext_note
#    property: ours:note
"""
COLUMNS = (
    *("subject_id", "predicate_id", "predicate_modifier", "object_id", "mapping_justification", "confidence"),
    *("author_label", "ext_rank", "ext_note"),
)
REVIEW = "semapv:MappingReview"
STATED = ("dspy:Job", "skos:closeMatch", "", "ai:Training", REVIEW, "0.8", r"Ann|Bob \| Co", "3", "short")
DENIED = ("dspy:Run", "skos:exactMatch", "Not", "ai:Training", REVIEW, "0.7", "Ann", "", "")


def read_set(header: str, *rows: tuple[str, ...]) -> sssom.MappingSet:
    text = header + "".join("\t".join(cells) + "\n" for cells in (COLUMNS, *rows))
    return sssom.read_mapping_set(text.encode(), "dspy-ai.sssom.tsv")


def test_the_export_keeps_what_headers_say_of_rows_and_what_sets_define(tmp_path: Path) -> None:
    one = read_set(HEADER, STATED, DENIED)
    header = HEADER.replace("one.sssom", "two.sssom").replace("DPV 2.3", "DPV 2.4")
    other = read_set(header, ("dspy:Usage", *STATED[1:]))
    assert (one.faults, other.faults) == ((), ())
    merged = sssom_export.merge_sets([one, other])
    # What all have is in the header, what differs is in the rows.
    assert merged.metadata["mapping_tool"] == "a matcher"
    assert merged.metadata["subject_preprocessing"] == ["semapv:Stemming", "semapv:StopWordRemoval"]
    assert [row["object_source_version"] for row in merged.rows] == ["DPV 2.3", "DPV 2.3", "DPV 2.4"]
    assert merged.columns[-2:] == ("ext_note", "ext_rank")
    again = sssom.read_mapping_set(sssom_export.write_tsv(merged), "all.sssom.tsv")
    assert again.faults == ()
    assert again.header.extensions == one.header.extensions
    assert sssom_export.merge_sets([again]).rows == merged.rows
    document = json.loads(sssom_export.write_json(merged))
    assert document["mapping_date"] == "2026-01-31"
    assert document["mappings"][0]["author_label"] == ["Ann", "Bob | Co"]
    assert document["mappings"][0]["ext_rank"] == "3"
    graph = Graph().parse(data=sssom_export.write_turtle(merged), format="turtle")
    ours = Namespace("https://example.org/ours/")
    assert {value.toPython() for value in graph.objects(None, ours.rank)} == {3}
    assert {str(value) for value in graph.objects(None, SSSOM.author_label)} == {"Ann", "Bob | Co"}
    paths = [tmp_path / f"all.{suffix}" for suffix in SUFFIXES.values()]
    for path, write in zip(paths, sssom_export.WRITERS.values(), strict=True):
        path.write_bytes(write(merged))
    for read in read_with_reference(*paths[:1]):
        assert read["problems"] == []
        assert {row["object_source_version"] for row in read["rows"]} == {"DPV 2.3", "DPV 2.4"}


def test_an_export_names_the_version_of_sssom_that_its_slots_need() -> None:
    text = "".join("\t".join(cells) + "\n" for cells in ((*COLUMNS, "review_date"), (*STATED, "2026-01-31")))
    read = sssom.read_mapping_set((HEADER + text).encode(), "dspy-ai.sssom.tsv")
    assert sssom_export.merge_sets([read]).metadata["sssom_version"] == "1.1"
    assert "sssom_version" not in sssom_export.merge_sets([read_set(HEADER, STATED)]).metadata


def test_a_header_does_not_speak_for_rows_of_which_one_has_its_own_value() -> None:
    text = "".join("\t".join(cells) + "\n" for cells in ((*COLUMNS, "mapping_tool"), (*STATED, "ours"), (*DENIED, "")))
    read = sssom.read_mapping_set((HEADER + text).encode(), "dspy-ai.sssom.tsv")
    assert sorted(row.get("mapping_tool", "") for row in sssom_export.merge_sets([read]).rows) == ["", "ours"]


def test_a_denied_mapping_is_an_annotation_with_its_modifier_and_no_triple(tmp_path: Path) -> None:
    # The reference tool reads no JSON with slots that a set defines itself.
    rows = (cells[:-2] for cells in (COLUMNS, STATED, DENIED))
    text = HEADER.partition("#extension")[0] + "".join("\t".join(cells) + "\n" for cells in rows)
    merged = sssom_export.merge_sets([sssom.read_mapping_set(text.encode(), "dspy-ai.sssom.tsv")])
    graph = Graph().parse(data=sssom_export.write_turtle(merged), format="turtle")
    dspy, ai = Namespace("https://w3id.org/lmodel/dspy/"), Namespace("https://w3id.org/lmodel/dpv/ai/")
    assert (dspy.Job, SKOS.closeMatch, ai.Training) in graph
    assert (dspy.Run, None, None) not in graph
    (axiom,) = graph.subjects(SSSOM.predicate_modifier, SSSOM.NegatedPredicate)
    assert graph.value(axiom, OWL.annotatedSource) == dspy.Run
    assert graph.value(axiom, OWL.annotatedTarget) == ai.Training
    paths = [tmp_path / f"all.{suffix}" for suffix in SUFFIXES.values()]
    for path, write in zip(paths, sssom_export.WRITERS.values(), strict=True):
        path.write_bytes(write(merged))
    for read in read_with_reference(*paths):
        assert sorted(row.get("predicate_modifier", "") for row in read["rows"]) == ["", "Not"]


def test_the_artefact_is_the_export() -> None:
    assert artifacts.read_artifact(artifacts.FORMATS["sssom"]) == sssom_export.WRITERS["tsv"](MERGED)


def test_the_ontology_and_the_concepts_state_every_mapping_of_what_has_an_iri() -> None:
    own = "https://w3id.org/lmodel/dspy/"
    # linkml adds this class itself.
    any_ = "https://w3id.org/linkml/Any"
    wanted = {
        (relation.element.uri, str(SKOS[f"{relation.match}Match"]), relation.mapping.object_iri)
        for relation in ALIGNMENT.relations
        if relation.element.uri.startswith(own)
    }
    assert len(wanted) > 300
    for name in ("dspy.skos.ttl", "dspy.owl.ttl"):
        graph = Graph().parse(data=artifacts.read_artifact(name), format="turtle")
        stated = {
            (str(s), str(p), str(o))
            for kind in KINDS
            for p in [SKOS[f"{kind}Match"]]
            for s, o in graph.subject_objects(p)
            if str(s) != any_
        }
        assert stated == wanted, name


def test_json_is_a_context_and_a_list_of_mappings() -> None:
    document = json.loads(sssom_export.WRITERS["json"](MERGED))
    assert document["@context"]["dspy"] == "https://w3id.org/lmodel/dspy/"
    assert isinstance(document["mappings"][0]["confidence"], float)
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    assert len(list(graph.subject_objects(OWL.annotatedSource))) == len(ALIGNMENT.links)
