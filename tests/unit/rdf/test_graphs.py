"""Records come back from RDF exactly as they were, whatever processor made the graph of their JSON-LD."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyld.jsonld
import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.many import tries

import dspy_schema
from dspy_schema import artifacts
from dspy_schema.rdf import terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CONTEXT = json.loads(artifacts.read_artifact("dspy.context.jsonld"))["@context"]
PROFILE = settings(max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5) | st.sampled_from(
    ["\u2028", "\U0001f600", ""]
)
integers = st.integers() | st.sampled_from([2**53 + 1, 12345678901234567890, -(10**25), 0])
floats = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(
    [3.0, -0.0, 1e21, 1e-7, 0.1 + 0.2, 1.7976931348623155e308]
)
numbers = integers | floats
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(texts | st.sampled_from(["@id", "@type"]), inner, max_size=3)
    ),
    max_leaves=8,
)
times = st.sampled_from(["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.120Z", "2026-01-02T03:04:05+00:00"])
points = st.fixed_dictionaries(
    {}, optional={"step": st.none() | integers, "loss": st.none() | floats, "recorded_at": times}
)
metrics = st.fixed_dictionaries({"name": texts}, optional={"value": st.none() | numbers, "epoch": st.none() | numbers})
jobs = st.fixed_dictionaries(
    {"id": texts, "@type": st.just("TrainingJob")},
    optional={
        "name": st.none() | texts,
        "train_data": st.lists(values, max_size=3),
        "train_kwargs": st.none() | values,
    },
)
runs = st.fixed_dictionaries(
    {"id": texts, "@type": st.just("TrainingRun"), "job": texts},
    optional={
        "cost": st.none() | numbers,
        "seed": st.none() | integers,
        "training_data": st.none() | st.lists(texts, max_size=3),
        "created_at": st.none() | times,
        "losses": st.lists(points, max_size=3),
        "error": st.none() | st.fixed_dictionaries({}, optional={"code": st.none() | texts}),
        "run_checkpoints": st.lists(
            st.fixed_dictionaries(
                {"name": texts, "metadata": values}, optional={"metrics": st.lists(metrics, max_size=2)}
            ),
            max_size=2,
        ),
        "extra": values,
    },
)


def notes(value: Any, members: dict[str, terms.Member] | None, path: str = "") -> dict[str, str]:
    """What RDF does not keep, found out in the plainest way; `members` are None inside any JSON value."""
    found: dict[str, str] = {}
    if isinstance(value, dict):
        for name, item in value.items():
            member = members[name] if members and name in members else None
            inner = terms.load_table().classes[member.class_].members if member and member.class_ else None
            where = f"{path}/{name.replace('~', '~0').replace('/', '~1')}"
            if name == "@type" and not path:
                found[where] = json.dumps(item)
            elif item is None and member and member.kind != "json":
                found[where] = "null"
            else:
                found |= notes(item, inner, where)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found |= notes(item, members, f"{path}/{index}")
    elif type(value) in {int, float} and changes(value):
        found[path] = json.dumps(value)
    return found


def changes(number: float) -> bool:
    return abs(number) > 2**53 or (
        isinstance(number, float) and (number.is_integer() or float(f"{number:1.15E}") != number)
    )


def exactly(value: Any) -> Any:
    """A value in which 3 and 3.0 differ, and 0.0 and -0.0."""
    if isinstance(value, dict):
        return {name: exactly(item) for name, item in value.items()}
    if isinstance(value, list):
        return [exactly(item) for item in value]
    return (type(value).__name__, repr(value))


def linked(record: dict[str, Any]) -> dict[str, Any]:
    members = terms.load_table().classes[record["@type"]].members
    rest = {name: item for name, item in record.items() if name != "@type"}
    types = terms.load_table().classes[record["@type"]].types
    return {
        "@context": CONTEXT,
        "@id": terms.subject_iri(terms.BASE, record["id"]),
        "@type": [types[0].removeprefix("dspy:"), *types[1:]],
        "as_written": notes(record, members),
        **rest,
    }


def oxigraph(format_: pyoxigraph.RdfFormat) -> Callable[[dict[str, Any]], bytes]:
    def written(document: dict[str, Any]) -> bytes:
        quads = pyoxigraph.parse(json.dumps(document).encode(), format=pyoxigraph.RdfFormat.JSON_LD)
        return pyoxigraph.serialize([quad.triple for quad in quads], format=format_) or b""

    return written


def by_pyld(document: dict[str, Any]) -> bytes:
    text: str = pyld.jsonld.to_rdf(document, {"format": "application/n-quads"})
    return text.encode()


def by_rdflib(format_: str) -> Callable[[dict[str, Any]], bytes]:
    def written(document: dict[str, Any]) -> bytes:
        return rdflib.Graph().parse(data=json.dumps(document), format="json-ld").serialize(format=format_).encode()

    return written


def as_json(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode()


WAYS: dict[str, tuple[str, Callable[[dict[str, Any]], bytes]]] = {
    "nquads": (".nq", oxigraph(pyoxigraph.RdfFormat.N_QUADS)),
    "ntriples": (".nt", oxigraph(pyoxigraph.RdfFormat.N_TRIPLES)),
    "turtle": (".ttl", oxigraph(pyoxigraph.RdfFormat.TURTLE)),
    "trig": (".trig", oxigraph(pyoxigraph.RdfFormat.TRIG)),
    "pyld": (".nq", by_pyld),
    "json-ld": (".jsonld", as_json),
    "lines": (".ndjsonld", as_json),
    "expanded": (".jsonld", lambda document: as_json(pyld.jsonld.expand(document))),
    "flattened": (".jsonld", lambda document: as_json(pyld.jsonld.flatten(document))),
}


def records(path: Path) -> list[Any]:
    return [json.loads(record.text) for record in dspy_schema.read(path)]


@pytest.mark.parametrize("way", WAYS)
@PROFILE
@given(record=jobs | runs)
def test_a_record_comes_back_exactly(
    tmp_path_factory: pytest.TempPathFactory, way: str, record: dict[str, Any]
) -> None:
    suffix, write = WAYS[way]
    path = tmp_path_factory.mktemp("graphs") / f"record{suffix}"
    path.write_bytes(write(linked(record)))
    assert exactly(records(path)) == exactly([record])


def kept_by_rdflib(record: dict[str, Any]) -> dict[str, Any]:
    """Less the nulls of which rdflib makes literals that are no JSON; it also rewrites doubles and times."""
    return {name: item for name, item in record.items() if item is not None or name == "name"}


@pytest.mark.parametrize(("format_", "suffix"), [("nt", ".nt"), ("turtle", ".ttl"), ("longturtle", ".ttl")])
@PROFILE
@given(record=jobs.map(kept_by_rdflib))
def test_a_record_comes_back_through_rdflib(
    tmp_path_factory: pytest.TempPathFactory, format_: str, suffix: str, record: dict[str, Any]
) -> None:
    path = tmp_path_factory.mktemp("graphs") / f"record{suffix}"
    path.write_bytes(by_rdflib(format_)(linked(record)))
    assert exactly(records(path)) == exactly([record])
