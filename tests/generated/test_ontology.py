"""The ontology is consistent with published records and with PROV-O, by HermiT, and says nothing of others' terms.

HermiT, which owlready2 has with it, needs Java.
"""

from __future__ import annotations

import re
import shutil
import warnings
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, URIRef
from rdflib.collection import Collection

import dspy_schema
from dspy_schema import artifacts
from dspy_schema.rdf import terms

DATA = Path(__file__).parents[1] / "data"
EXAMPLES = Path(__file__).parents[2] / "examples"
OWN = "https://w3id.org/lmodel/dspy"
DSPY = rdflib.Namespace(f"{OWN}/")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
RUN = {"@type": "TrainingRun", "id": "openai:a#run", "job": "openai:a", "provider": "openai"}
FULL = RUN | {
    "run_status": "succeeded",
    "description": "a text with blanks",
    "created_at": "2026-01-01T00:00:00Z",
    "started_at": "2026-01-01T00:00:00.5Z",
    "finished_at": "2026-01-01T01:00:00Z",
    "base_model": "m",
    "fine_tuned_model": "ft",
    "training_data": ["a", "a"],
    "validation_data": [],
    "progress": 50,
    "cost": 2,
    "seed": 7,
    "losses": [{"step": 1, "loss": 1, "epoch": 1}, {"step": 2, "loss": 0.5, "epoch": 1.5}],
    "metrics": [{"name": "accuracy", "value": 1}, {"name": "accuracy", "value": 0.5}],
    "error": {"code": "c", "message": "m"},
}
JOB = {"@type": "TrainingJob", "id": "openai:a", "job_id": "a", "model": "m", "training_status": "succeeded"}
GRPO = {"@type": "ReinforceJob", "id": "q", "pending_batch_ids": [1, 2]}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(data=artifacts.read_artifact("dspy.owl.ttl"), format="turtle")


def published(records: Any) -> Graph:
    text = b"".join(dspy_schema.publish(records, "ntriples", base="https://example.org/", on_finding=lambda _: None))
    return read(text, "nt")


def read(text: bytes, format_: str) -> Graph:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        return Graph().parse(data=text, format=format_)


def prov() -> Graph:
    return Graph().parse(DATA / "ontologies" / "prov-core.ttl")


@pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs Java")
class TestReasoner:
    def is_consistent(self, graph: Graph, tmp_path: Path) -> bool:
        """The verdict of HermiT, by which all classes can have members, too."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the parser's C module, which is optional
            import owlready2
        path = tmp_path / "graph.nt"
        # HermiT knows no datatypes but those of OWL 2, of which rdf:JSON is not one.
        lines = [line for line in graph.serialize(format="nt").splitlines() if not line.endswith(f"^^<{RDF.JSON}> .")]
        # Nor does it read times below a millisecond.
        path.write_text(re.sub(r'(T[0-9:]{8}\.[0-9]{3})[0-9]+', r"\1", "\n".join([*lines, ""])))
        world = owlready2.World()
        with world.get_ontology(path.as_uri()).load():
            try:
                owlready2.sync_reasoner_hermit(world, debug=0)
            except owlready2.OwlReadyInconsistentOntologyError:
                return False
        assert list(world.inconsistent_classes()) == []
        return True

    @pytest.mark.parametrize(
        "records",
        [
            pytest.param([], id="alone"),
            pytest.param([RUN], id="little"),
            pytest.param([JOB, FULL, GRPO], id="all"),
            pytest.param([FULL | {"cost": 1.5, "progress": 50.5, "seed": -1}], id="fractions"),
            pytest.param(EXAMPLES / "jobs.jsonl", id="jobs"),
            pytest.param(sorted((EXAMPLES / "vendors").glob("*.jsonl")), id="vendors"),
        ],
    )
    def test_records_are_consistent_with_the_ontology_and_with_prov(
        self, ontology: Graph, tmp_path: Path, records: Any
    ) -> None:
        assert self.is_consistent(ontology + prov() + (published(records) if records else Graph()), tmp_path)

    @pytest.mark.parametrize(
        "statement",
        [
            pytest.param((PROV.wasDerivedFrom, URIRef("urn:x")), id="an activity that is derived"),
            pytest.param((DSPY.progress, rdflib.Literal("101", datatype=XSD.integer)), id="beyond a bound"),
            pytest.param((DSPY.cost, rdflib.Literal("much")), id="a text as a number"),
            pytest.param((DSPY.job, rdflib.Literal("another")), id="two values"),
        ],
    )
    def test_what_contradicts_them_is_found(
        self, ontology: Graph, tmp_path: Path, statement: tuple[URIRef, Any]
    ) -> None:
        graph = ontology + prov() + published([RUN])
        assert self.is_consistent(graph, tmp_path)
        graph.add((URIRef("https://example.org/openai%3Aa%23run"), *statement))
        assert not self.is_consistent(graph, tmp_path)


@pytest.mark.parametrize("inference", ["none", "rdfs"])
def test_a_published_graph_conforms_with_the_ontology_and_inference(ontology: Graph, inference: str) -> None:
    shapes = Graph().parse(data=artifacts.read_artifact("dspy.shacl.ttl"), format="turtle")
    for records in ([JOB, FULL, GRPO], EXAMPLES / "jobs.jsonl"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
            conforms, _, text = pyshacl.validate(
                published(records), shacl_graph=shapes, ont_graph=ontology, inference=inference
            )
        assert conforms, text


def test_nothing_is_said_of_terms_of_others(ontology: Graph) -> None:
    subjects = {subject for subject in ontology.subjects() if isinstance(subject, URIRef)}
    assert {subject for subject in subjects if not subject.startswith(OWN)} == set()
    named = set(ontology.objects(None, OWL.onProperty))
    assert {property_ for property_ in named if not str(property_).startswith(OWN)} == set()


def test_each_property_is_of_one_kind_and_has_one_range(ontology: Graph) -> None:
    properties = {*ontology.subjects(RDF.type, OWL.DatatypeProperty), *ontology.subjects(RDF.type, OWL.ObjectProperty)}
    for property_ in properties:
        assert len(set(ontology.objects(property_, RDF.type))) == 1, property_
        assert len(set(ontology.objects(property_, RDFS.range))) <= 1, property_
    for restriction in set(ontology.subjects(OWL.onProperty)):
        assert ontology.value(restriction, OWL.onProperty) in properties


def datatypes(graph: Graph, node: Any) -> set[Any]:
    """The datatypes of which the values of a data range are one."""
    if (members := graph.value(node, OWL.unionOf)) is not None:
        return {datatype for member in Collection(graph, members) for datatype in datatypes(graph, member)}
    return {graph.value(node, OWL.onDatatype) if isinstance(node, BNode) else node}


def test_ranges_are_those_of_published_values(ontology: Graph) -> None:
    numbers = {XSD.decimal, XSD.double, XSD.float}
    for name in ("cost", "progress", "epoch", "loss", "value", "score"):
        assert datatypes(ontology, ontology.value(DSPY[name], RDFS.range)) == numbers, name
    for name in ("seed", "step", "trained_tokens"):
        assert datatypes(ontology, ontology.value(DSPY[name], RDFS.range)) == {XSD.integer, XSD.double}, name
    assert ontology.value(DSPY.created_at, RDFS.range) == XSD.dateTime
    assert ontology.value(DSPY.error, RDFS.range) == DSPY.JobError
    table = terms.load_table()
    for class_ in table.classes.values():
        for member in class_.members.values():
            property_ = URIRef(table.iri(member.predicate))
            if not property_.startswith(OWN):
                continue
            kind = OWL.ObjectProperty if member.is_list or member.kind == "object" else OWL.DatatypeProperty
            assert (property_, RDF.type, kind) in ontology, property_
            # The items of a list are not its values.
            assert not member.is_list or ontology.value(property_, RDFS.range) is None, property_
            if member.kind == "json":
                assert ontology.value(property_, RDFS.range) == RDF.JSON, property_


def test_lists_of_the_ontology_are_whole(ontology: Graph) -> None:
    cells = set(ontology.subjects(RDF.first))
    assert cells == set(ontology.subjects(RDF.rest))
    assert all(set(ontology.objects(cell, RDF.rest)) <= {*cells, RDF.nil} for cell in cells)
    unused = {subject for subject in ontology.subjects() if isinstance(subject, BNode)} - set(ontology.objects())
    assert unused == set()


