"""The JSON-LD context, the SHACL shapes and the ontology: what stock linkml gets wrong in each, ours gets right."""

import json
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from tests.many import for_each
from linkml.generators.jsonldcontextgen import ContextGenerator
from linkml.generators.owlgen import OwlSchemaGenerator
from linkml.generators.shaclgen import ShaclGenerator
from linkml_runtime.utils.schemaview import SchemaView
from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SH, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from dspy_schema import artifacts
from dspy_schema import plugins
from dspy_schema.cli.main import main
from dspy_schema.rdf import terms
from dspy_schema_build.codegen import ontology
from dspy_schema_build.codegen.schema import Schema

DSPY = Namespace("https://w3id.org/lmodel/dspy/")
SDO = Namespace("http://schema.org/")
DATA = Path(__file__).parents[1] / "data"
RECORDS = tuple(artifacts.load_types().records)


def graph_of(record: dict[str, Any], context: Any = None) -> Graph:
    context = context or json.loads(artifacts.read_artifact("dspy.context.jsonld"))["@context"]
    # rdflib makes an invalid literal of no JSON at all; nulls are absent in JSON-LD as they are in the schema.
    return Graph().parse(data=json.dumps({**record, "@context": context}), format="json-ld")


def only(graph: Graph, predicate: URIRef) -> Any:
    (value,) = graph.objects(None, predicate)
    return value


def test_any_value_is_one_json_literal() -> None:
    value = {"id": "x", "name": [1, [2, None]], "@type": "Nothing"}
    graph = graph_of({"@type": "TrainingJob", "id": "a", "train_kwargs": value, "train_data": [value, [], None]})
    kwargs, data = only(graph, DSPY.train_kwargs), only(graph, DSPY.train_data)
    assert (kwargs.datatype, json.loads(kwargs)) == (RDF.JSON, value)
    assert (data.datatype, json.loads(data)) == (RDF.JSON, [value, [], None])
    assert set(graph.subjects()) == {only_subject(graph)}


def only_subject(graph: Graph) -> Any:
    (subject,) = set(graph.subjects(RDF.type, DSPY.TrainingJob))
    return subject


def test_stock_context_lets_data_speak_of_other_subjects(schema: Schema) -> None:
    stock = json.loads(ContextGenerator(schema.view.schema).serialize())["@context"]
    graph = graph_of({"@type": "TrainingJob", "id": "a", "train_kwargs": {"id": "x", "name": "n"}}, stock)
    assert len(set(graph.subjects())) == 2


def test_lists_keep_order_and_repetitions() -> None:
    graph = graph_of({"@type": "ReinforceJob", "id": "a", "pending_batch_ids": [3, 1, 3]})
    items = Collection(graph, only(graph, DSPY.pending_batch_ids))
    assert [item.toPython() for item in items] == [3, 1, 3]


def test_objects_inside_a_run_have_their_own_terms() -> None:
    run = {"@type": "TrainingRun", "id": "r", "job": "j", "run_checkpoints": [{"name": "c", "metadata": {"a": [1]}}]}
    graph = graph_of(run)
    (checkpoint,) = Collection(graph, only(graph, DSPY.run_checkpoints))
    assert json.loads(graph.value(checkpoint, DSPY.metadata)) == {"a": [1]}


def conforms(record: dict[str, Any], shapes: Graph) -> bool:
    verdict, _, _ = pyshacl.validate(graph_of(record), shacl_graph=shapes)
    return bool(verdict)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(data=artifacts.read_artifact("dspy.shacl.ttl"), format="turtle")


def examples(kind: str) -> list[Path]:
    return [path for path in sorted((DATA / kind).glob("*.json")) if path.stem.partition("-")[0] in RECORDS]


def load(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_bytes())
    return {"@type": path.stem.partition("-")[0]} | record


@for_each("path", examples("valid"), lambda path: path.stem)
def test_shapes_accept_valid_records(path: Path, shapes: Graph) -> None:
    assert conforms(load(path), shapes)


@pytest.mark.parametrize(
    "change",
    [
        {"id": None},
        {"id": ""},
        {"id": " a"},
        {"model": 5},
        {"model": "two words"},
        {"training_status": "done"},
        {"train_data": "text"},
        {"checkpoints": {}},
        {"bogus": 1},
    ],
    ids=json.dumps,
)
def test_shapes_refuse_what_json_schema_refuses(change: dict[str, Any], shapes: Graph) -> None:
    record = {"@type": "TrainingJob", "id": "a", "model": "openai/x", "train_data": [{"a": 1}]}
    assert conforms(record, shapes)
    assert not conforms(record | change, shapes)


def test_stock_shapes_miss_the_identifier_and_any_values(schema: Schema) -> None:
    stock = ShaclGenerator(schema.view.schema).as_graph()
    assert conforms({"@type": "TrainingJob", "model": "openai/x"}, stock)
    assert conforms({"@type": "TrainingJob", "id": "a", "train_data": "text"}, stock)


def test_shapes_leave_open_classes_open(schema: Schema, shapes: Graph) -> None:
    stock = ShaclGenerator(schema.view.schema).as_graph()
    assert (DSPY.LMUsage, SH.closed, Literal(True)) in stock
    assert (DSPY.LMUsage, SH.closed, Literal(False)) in shapes


def test_ontology_names_properties_by_slot_uri_and_types_any_values(schema: Schema) -> None:
    ours = Graph().parse(data=artifacts.read_artifact("dspy.owl.ttl"), format="turtle")
    stock = OwlSchemaGenerator(
        schema.view.schema,
        skip_vacuous_min_zero_cardinality_axioms=True,
        skip_vacuous_local_range_axioms=True,
        consolidate_cardinality_axioms=True,
    ).as_graph()
    assert (DSPY.train_kwargs, RDF.type, OWL.ObjectProperty) in stock
    assert (DSPY.train_kwargs, RDF.type, OWL.ObjectProperty) not in ours
    assert (DSPY.train_kwargs, RDF.type, OWL.DatatypeProperty) in ours
    assert (DSPY.id, None, None) in stock
    assert (SDO.identifier, None, None) not in ours
    assert (DSPY.training_status, RDF.type, OWL.DatatypeProperty) in ours
    assert (DSPY.as_written, RDFS.range, RDF.JSON) in ours
    assert (DSPY.train_data_digest, RDF.type, OWL.ObjectProperty) in ours


def test_ontology_tells_the_classes_of_prov_and_the_agents() -> None:
    ours = Graph().parse(data=artifacts.read_artifact("dspy.owl.ttl"), format="turtle")
    assert (DSPY.TrainingRun, RDFS.subClassOf, PROV.Activity) in ours
    agents = set(ours.subjects(RDF.type, PROV.SoftwareAgent))
    assert agents == {URIRef(terms.VENDORS + vendor) for vendor in plugins.vendor_folders()}
    assert (URIRef(terms.VENDORS + "emissary"), RDFS.label, Literal("Emissary's API")) in ours


def test_mappings_are_skos_triples_of_the_ontology_and_of_the_vocabulary(schema: Schema) -> None:
    skos = Graph().parse(data=artifacts.read_artifact("dspy.skos.ttl"), format="turtle")
    owl = Graph().parse(data=artifacts.read_artifact("dspy.owl.ttl"), format="turtle")
    job, word = DSPY.TrainingJob, DSPY["TrainingStatus#succeeded"]
    expected = {
        (job, SKOS.closeMatch, URIRef("https://w3id.org/lmodel/dpv/ai/ModelTraining")),
        (job, SKOS.broadMatch, URIRef("https://w3id.org/lmodel/iso42001/AISystemLifecycleStage")),
        (word, SKOS.closeMatch, SDO.CompletedActionStatus),
        (DSPY.created_at, SKOS.closeMatch, DCTERMS.created),
        (DSPY.started_at, SKOS.exactMatch, PROV.startedAtTime),
        (DSPY.provider, SKOS.relatedMatch, PROV.wasAssociatedWith),
        (DSPY.Checkpoint, SKOS.broadMatch, PROV.Entity),
    }
    mapped = set(ontology.mapping_statements(schema))
    assert expected <= mapped
    assert mapped <= set(skos)
    assert mapped <= set(owl)
    assert {p for _, p, _ in mapped} == {SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch}


def test_vocabulary_has_a_concept_for_every_element_of_our_own() -> None:
    skos = Graph().parse(data=artifacts.read_artifact("dspy.skos.ttl"), format="turtle")
    all_concepts = set(skos.subjects(RDF.type, SKOS.Concept))
    assert {DSPY.TrainingJob, DSPY.run_status, DSPY.TrainingStatus, DSPY["TrainingStatus#failed"]} <= all_concepts
    assert all(str(concept).startswith(DSPY) for concept in all_concepts)
    assert skos.value(DSPY["TrainingStatus#failed"], SKOS.notation) == Literal("failed")
    assert skos.value(DSPY["TrainingStatus#failed"], SKOS.broader) == DSPY.TrainingStatus
    for item in all_concepts:
        assert len(set(skos.objects(item, SKOS.inScheme))) == 1


@pytest.mark.parametrize("name", ["context", "owl", "shacl", "skos"])
def test_the_command_line_shows_it(name: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema", "show", "--to", name]) == 0
    assert capfdbinary.readouterr().out == artifacts.read_artifact(artifacts.FORMATS[name])
    assert main(["schema", "path", "--to", name]) == 0
    assert capfdbinary.readouterr().out.decode().strip() == artifacts.artifact_path(artifacts.FORMATS[name])


def test_the_ontology_has_no_property_for_what_another_vocabulary_names() -> None:
    ours = Graph().parse(data=artifacts.read_artifact("dspy.owl.ttl"), format="turtle")
    assert (DSPY.id, None, None) not in ours


def test_merged_schema_stands_alone(schema: Schema) -> None:
    merged = SchemaView(artifacts.read_artifact("dspy.linkml.yaml").decode())
    assert merged.schema.imports == []
    assert set(merged.all_classes()) == set(schema.view.all_classes())
    assert set(merged.all_slots()) == set(schema.view.all_slots())


def test_prefixes_are_those_of_the_schema(schema: Schema) -> None:
    prefixes = json.loads(artifacts.read_artifact("prefixes.json"))
    assert prefixes["dspy"] == str(DSPY)
    assert prefixes.keys() == {str(name) for name in schema.view.schema.prefixes}
