"""JSON-LD that is ours is taken from its text; other JSON-LD goes through a graph, and means the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dspy_schema import artifacts
from dspy_schema.jsontext.depth import DEEPEST
from dspy_schema.rdf import terms
from dspy_schema.rdf.jsonld import contexts as jsonld_contexts
from dspy_schema.rdf.jsonld import writer as jsonld
from dspy_schema.reading import read

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = json.loads(artifacts.read_artifact("dspy.context.jsonld"))["@context"]
RUN = {"@type": ["TrainingRun", "prov:Activity"], "id": "r", "job": "j"}


def plain(**members: Any) -> jsonld.NodeRecord | None:
    return jsonld.read_node_object(json.dumps({"@context": terms.CONTEXT, **members}).encode())


@pytest.mark.parametrize("context", [terms.CONTEXT, CONTEXT], ids=["address", "content"])
def test_what_the_publisher_put_in_front_is_taken_off(context: Any) -> None:
    front = {
        "@context": context,
        "@id": "https://example.org/r",
        "@type": ["TrainingRun", "prov:Activity"],
        "prov:used": {"@id": "https://example.org/j"},
        "prov:wasAssociatedWith": {"@id": terms.VENDORS + "openai"},
        "prov:wasDerivedFrom": {"@id": "https://example.org/s"},
        "as_written": {"/@type": '"TrainingRun"', "/cost": "3.0"},
    }
    text = json.dumps(front)[:-1] + ', "id": "r", "job": "j", "cost": 3, "extra": {"@id": [1.50, null]}}'
    node = jsonld.read_node_object(text.encode())
    assert node is not None
    assert (node.type, node.faults) == ("TrainingRun", [])
    assert node.text == b'{"@type":"TrainingRun","id":"r","job":"j","cost":3.0,"extra":{"@id": [1.50, null]}}'


@pytest.mark.parametrize(
    ("label", "type_"),
    [
        ("TrainingJob", "TrainingJob"),
        ("dspy:TrainingJob", "TrainingJob"),
        ("https://w3id.org/lmodel/dspy/TrainingJob", "TrainingJob"),
        (["ReinforceJob"], "ReinforceJob"),
        (["http://www.w3.org/ns/prov#Activity", "dspy:TrainingRun"], "TrainingRun"),
    ],
)
def test_type(label: Any, type_: str) -> None:
    node = plain(**{"@type": label})
    assert node is not None
    assert node.type == type_


def test_a_record_with_nothing_but_a_context_is_told_by_its_marks() -> None:
    node = plain(id="j", pending_batch_ids=[1])
    assert node is not None
    assert node.type is None


@pytest.mark.parametrize(
    "members",
    [
        {"@context": [terms.CONTEXT]},
        {"@context": {**CONTEXT, "more": "https://example.org/more"}},
        {"@type": "Person"},
        {"@type": ["TrainingJob", "ReinforceJob"]},
        {"@type": ["TrainingJob", "prov:Activity"]},
        {"@included": []},
        {"dspy:model": "m"},
        {"https://w3id.org/lmodel/dspy/model": "m"},
        {"model": ["m"]},
        {"model": {"@value": "m"}},
        {"@id": {}},
        {**RUN, "training_data": "a"},
        {**RUN, "training_data": {"@list": ["a"]}},
        {**RUN, "training_data": [["a"]]},
        {**RUN, "error": {"@id": "_:b"}},
        {**RUN, "error": {"code": ["c"]}},
        {**RUN, "losses": [{"dspy:step": 1}]},
    ],
    ids=json.dumps,
)
def test_what_takes_a_processor(members: dict[str, Any]) -> None:
    assert plain(**members) is None


def values(path: Path) -> list[Any]:
    return [json.loads(text) for batch in read([str(path)]) for text in batch.texts]


@pytest.mark.parametrize(
    ("members", "value"),
    [
        ({"dspy:model": "m", "id": "j"}, {"model": "m", "id": "j"}),
        ({"@type": "TrainingJob", "model": ["m"], "id": "j"}, {"model": "m", "id": "j"}),
        (
            {**RUN, "training_data": {"@list": ["a", {"@value": "b"}]}},
            {"id": "r", "job": "j", "training_data": ["a", "b"]},
        ),
        ({**RUN, "training_data": "a"}, {"id": "r", "job": "j", "training_data": ["a"]}),
        ({**RUN, "error": {"@id": "_:e", "code": ["c"]}}, {"id": "r", "job": "j", "error": {"code": "c"}}),
    ],
)
def test_it_means_the_same_through_a_graph(tmp_path: Path, members: dict[str, Any], value: dict[str, Any]) -> None:
    path = tmp_path / "a.jsonld"
    path.write_text(json.dumps({"@context": terms.CONTEXT, **members}))
    assert values(path) == [value]


def test_nodes_that_refer_to_one_subject_are_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonld"
    nodes = [{"@id": "a:j", "@type": "TrainingJob", "id": "j"}, {"@id": "a:j", "model": "m"}]
    path.write_text(json.dumps({"@context": terms.CONTEXT, "@graph": nodes}))
    assert values(path) == [{"model": "m", "id": "j"}]


def test_lines_of_all_kinds_keep_their_order(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjsonld"
    ours = {"@context": CONTEXT, "@type": "TrainingJob", "id": "1"}
    graph = {
        "@context": CONTEXT,
        "@id": "a:g",
        "@graph": [{"@id": f"a:{n}", "@type": "TrainingJob", "id": n} for n in "34"],
    }
    other = {"@context": CONTEXT, "@type": "TrainingJob", "id": {"@value": "2"}}
    path.write_text("\n".join(map(json.dumps, [ours, other, graph, {**ours, "id": "5"}])))
    batches = list(read([str(path)]))
    assert [json.loads(text)["id"] for batch in batches for text in batch.texts] == [*"12345"]
    assert [batch.first for batch in batches] == [1, 2, 3, 5]
    assert [batch.locator.locate_offset(0, 0)[0] for batch in batches if batch.locator] == [1, 2, 3, 4]


def test_our_context_is_put_in_place_and_data_is_left_alone() -> None:
    data = {"@context": "https://example.org/data"}
    document = {
        "@context": [terms.CONTEXT, {"td": {"@id": "dspy:train_data", "@type": "@json"}}],
        "td": [data],
        "n": 1.50,
    }
    literal = {"train_kwargs": data, "x": {"@type": "@json", "@value": data}}
    text = json.dumps({**document, **literal}).replace("1.5", "1.50").encode()
    inlined = jsonld_contexts.inline_contexts(text)
    assert json.loads(inlined) == {**document, **literal, "@context": [CONTEXT, document["@context"][1]]}  # type: ignore[index]
    assert b'"n":1.50' in inlined


@pytest.mark.parametrize(
    "context",
    [
        "https://example.org/c",
        "context.jsonld",
        [terms.CONTEXT, "https://example.org/c"],
        {"@import": terms.CONTEXT},
        {"a": {"@id": "a:b", "@context": "https://example.org/c"}},
        {"a": {"@id": "a:b", "@context": {"c": {"@id": "a:d", "@context": [{"@import": "x"}]}}}},
    ],
)
@pytest.mark.parametrize("depth", [0, 3])
def test_a_context_from_elsewhere_is_named(context: Any, depth: int) -> None:
    document: Any = {"@context": context, "id": "j"}
    for _ in range(depth):
        document = {"error": [document]}
    with pytest.raises(jsonld_contexts.ForeignContextError, match="never fetched"):
        jsonld_contexts.inline_contexts(json.dumps(document).encode())


def test_what_is_so_deep_that_a_parser_may_overflow_its_stack_is_refused() -> None:
    deep = "[" * (DEEPEST + 3) + "]" * (DEEPEST + 3)
    with pytest.raises(RecursionError):
        jsonld_contexts.inline_contexts(f'{{"@id": "a:b", "a:c": {deep}}}'.encode())
    assert jsonld_contexts.inline_contexts(f'{{"train_data": {deep}}}'.encode()) == f'{{"train_data":{deep}}}'.encode()
