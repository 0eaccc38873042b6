"""Every JSON-LD processor makes the same graph of a record and our context, and can read it as JSON-LD 1.1."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from tests.many import for_each
import rdflib
from pyld import jsonld

import dspy_schema
from dspy_schema import artifacts

RECORDS = tuple(artifacts.load_types().records)
CONTEXT = json.loads(artifacts.read_artifact("dspy.context.jsonld"))["@context"]
VALID = Path(__file__).parents[1] / "data" / "valid"
PATHS = [
    path for path in sorted(VALID.glob("*")) if path.stem.partition("-")[0] in RECORDS and path.suffix != ".expected"
]

# Against JSON-LD 1.1, section 8.1.2, pyld 3.3.0 makes 5.669999999999999E-1 of 0.567, and rdflib 7.6 a double of 3.0; in
# JSON literals rdflib keeps 1.0 and integers beyond 2^53, against RFC 8785.
BY_PYLD_OTHER = {"TrainingRun-succeeded"}
BY_RDFLIB_OTHER = {"TrainingRun-succeeded", "TrainingJob-big-numbers", "ReinforceJob-full", "ReinforceJob-yaml"}


def published(path: Path, to: str) -> bytes:
    return b"".join(dspy_schema.publish(path, to, type=path.stem.partition("-")[0], on_finding=lambda _: None))


def by_pyoxigraph(document: dict[str, Any]) -> str:
    return canonical(json.dumps(document).encode(), ox.RdfFormat.JSON_LD)


def by_pyld(document: dict[str, Any]) -> str:
    return canonical(jsonld.to_rdf(document, {"format": "application/n-quads"}), ox.RdfFormat.N_QUADS)


def by_rdflib(document: dict[str, Any]) -> str:
    return canonical(rdflib.Graph().parse(data=json.dumps(document), format="json-ld").serialize(format="nt"))


def canonical(data: str | bytes, format_: ox.RdfFormat = ox.RdfFormat.N_TRIPLES) -> str:
    """Canonical N-Quads, RDFC-1.0."""
    dataset = ox.Dataset(ox.parse(data, format_))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


@for_each("path", PATHS, lambda path: path.stem)
def test_processors_make_one_graph_of_what_we_publish(path: Path) -> None:
    made = json.loads(published(path, "jsonld"))
    made["@context"] = CONTEXT
    ours = canonical(published(path, "ntriples"))
    assert by_pyoxigraph(made) == ours
    assert (by_pyld(made) == ours) is (path.stem not in BY_PYLD_OTHER)
    # rdflib writes numbers and times in its own way, whatever it reads them from.
    rewritten = rdflib.Graph().parse(data=ours, format="nt").serialize(format="nt")
    assert (by_rdflib(made) == canonical(rewritten)) is (path.stem not in BY_RDFLIB_OTHER)


def test_a_record_may_have_a_context_of_its_own_after_ours() -> None:
    record = {"@context": [CONTEXT, {"model": "https://example.org/model"}], "id": "a", "model": "m"}
    assert "https://example.org/model" in by_pyoxigraph(record)
    assert by_pyoxigraph(record) == by_pyld(record)
