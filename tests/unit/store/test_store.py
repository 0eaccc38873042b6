"""A store has each record once, as it was loaded last, and shows the users' data only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.many import tries

from dspy_schema.errors import QueryError, StoreError
from dspy_schema.rdf import terms
from dspy_schema.store import Store, sparql
from dspy_schema.store import store as stores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Published = Callable[..., bytes]

JOB = {"@type": "TrainingJob", "id": "job-1", "model": "m", "training_status": "running"}
GRPO = {"@type": "ReinforceJob", "id": "grpo-1", "pending_batch_ids": [3, 1, 3]}
RUN = {
    "@type": "TrainingRun",
    "id": "job-1#run",
    "job": "job-1",
    "provider": "openai",
    "error": {"code": "c", "message": "m"},
    "training_data": ["file-1", "file-2"],
    "run_checkpoints": [{"name": "a", "metrics": [{"name": "loss", "value": 0.5}]}],
}


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with Store.open(None if request.param == "memory" else tmp_path / "store") as store:
        yield store


def rows(store: Store, text: str) -> list[tuple[Any, ...]]:
    return [tuple(term and term.value for term in solution) for solution in store.query(text)]


def canonical(text: bytes | Store) -> set[str]:
    """A graph as text, with canonical names of blank nodes."""
    if isinstance(text, Store):
        triples = text.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        quads = [ox.Quad(*quad) for quad in triples]
    else:
        # Oxigraph rewrites some literals, and the same in memory.
        other = ox.Store()
        other.load(text, ox.RdfFormat.N_TRIPLES)
        quads = [*other]
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


class TestLoading:
    def test_what_is_loaded_is_there(self, store: Store, published: Published):
        text = published(JOB, GRPO, RUN)
        store.load([text])
        assert canonical(store) == canonical(text)
        assert len(store) == text.count(b"\n")

    def test_twice_is_once(self, store: Store, published: Published):
        text = published(JOB, GRPO, RUN)
        store.load([text, text])
        store.load([text])
        store.load([published(RUN), published(GRPO)])
        assert canonical(store) == canonical(text)

    def test_a_changed_record_replaces_the_old_one(self, store: Store, published: Published):
        store.load([published(JOB, GRPO, RUN)])
        changed = [
            JOB | {"training_status": "succeeded"},
            {**GRPO, "pending_batch_ids": [7]},
            {name: value for name, value in RUN.items() if name not in {"error", "run_checkpoints"}},
        ]
        store.load([published(*changed)])
        assert canonical(store) == canonical(published(*changed))

    def test_a_replaced_run_leaves_its_job(self, store: Store, published: Published):
        # The run links to the job, whose list must stay.
        run = RUN | {"job": "grpo-1"}
        store.load([published(GRPO, run)])
        store.load([published(run | {"provider": "arbor"})])
        assert canonical(store) == canonical(published(GRPO, run | {"provider": "arbor"}))

    def test_the_last_in_one_load_wins(self, store: Store, published: Published):
        store.load([published(JOB, RUN, JOB | {"training_status": "failed"}, RUN | {"provider": "azure"})])
        assert canonical(store) == canonical(
            published(JOB | {"training_status": "failed"}, RUN | {"provider": "azure"})
        )

    def test_graphs_are_apart(self, store: Store, published: Published):
        store.load([published(JOB)])
        store.load([published(JOB | {"model": "other"})], graph="http://g/1")
        store.load([published(JOB | {"model": "third"})], graph="http://g/1")
        assert rows(store, "SELECT ?m { GRAPH <http://g/1> { ?s dspy:model ?m } }") == [("third",)]
        assert sorted(rows(store, "SELECT ?m { ?s dspy:model ?m }")) == [("m",), ("third",)]
        assert rows(store, "SELECT ?m FROM <http://g/1> { ?s dspy:model ?m }") == [("third",)]

    def test_nothing(self, store: Store):
        store.load([])
        store.load([b"", b""])
        assert len(store) == 0
        assert rows(store, "SELECT * { ?s ?p ?o }") == []

    @pytest.mark.parametrize("graph", ["no iri", "relative", stores.GRAPH, ""])
    def test_graphs_that_cannot_be(self, store: Store, published: Published, graph: str):
        with pytest.raises(StoreError):
            store.load([published(JOB)], graph=graph)
        assert len(store) == 0

    @pytest.mark.parametrize("id_", ["..", "a b", "a/b", "ü𝒳", "%2F", "<x>", '"', "a\\b", "x:y#z?", "a\u2028b", "> <"])
    def test_odd_ids(self, store: Store, published: Published, id_: str):
        store.load([published(JOB | {"id": id_})])
        store.load([published(JOB | {"id": id_, "model": "n"})])
        assert rows(store, "SELECT ?i ?m { ?s schema:identifier ?i ; dspy:model ?m }") == [(id_, "n")]
        assert rows(store, f"SELECT ?m {{ <{terms.encode_id(id_)}> dspy:model ?m }}") == [("n",)]

    @settings(max_examples=tries(40), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(data=st.data())
    def test_any_loads_give_the_last_of_each(self, published: Published, data: st.DataObject):
        ids = st.sampled_from(["a", "b", "c"])
        jobs = st.builds(lambda id_, model: JOB | {"id": id_, "model": model}, ids, st.sampled_from(["m", "n"]))
        numbers = st.lists(st.integers(0, 5), max_size=3)
        grpos = st.builds(lambda id_, numbers: GRPO | {"id": id_, "pending_batch_ids": numbers}, ids, numbers)
        loads = data.draw(st.lists(st.lists(jobs | grpos, min_size=1, max_size=4), max_size=5))
        with Store.open() as store:
            last: dict[str, dict[str, Any]] = {}
            for load in loads:
                store.load([published(*load)])
                last |= {item["id"]: item for item in load}
            assert canonical(store) == canonical(published(*last.values()) if last else b"")


class TestMappings:
    def test_they_are_in_their_graph_only(self, store: Store):
        assert rows(store, "SELECT * { ?s ?p ?o }") == []
        asked = f"SELECT ?o {{ GRAPH <{stores.GRAPH}> {{ dspy:TrainingJob skos:closeMatch ?o }} }}"
        assert sorted(rows(store, asked)) == [
            ("https://w3id.org/dpv/ai#ModelTraining",),
            ("https://w3id.org/lmodel/dpv/ai/ModelTraining",),
        ]
        assert rows(store, asked.replace("GRAPH", "").replace(f"<{stores.GRAPH}>", "")) == []

    def test_they_are_refreshed_when_they_change(self, tmp_path: Path):
        store = ox.Store(tmp_path / "s")
        for content in (b"<http://a> <http://p> [] .", b"<http://a> <http://p> [] .", b"<http://b> <http://p> 1 ."):
            stores.refresh_mappings(store, content)
            subjects = {quad.subject.value for quad in store.quads_for_pattern(None, ox.NamedNode("http://p"), None)}
            assert subjects == {content[1:9].decode()}
            assert len(store) == 2


class TestOpening:
    def test_it_is_kept(self, tmp_path: Path, published: Published):
        with Store.open(tmp_path / "new" / "store") as store:
            store.load([published(JOB)])
        with Store.open(str(tmp_path / "new" / "store"), create=False) as store:
            assert rows(store, "SELECT ?m { ?s dspy:model ?m }") == [("m",)]
        assert os.listdir(tmp_path / "new") == ["store"]

    def test_an_empty_folder_becomes_one(self, tmp_path: Path):
        with Store.open(tmp_path) as store:
            assert len(store) == 0
        Store.open(tmp_path, create=False).close()

    def test_one_that_oxigraph_made(self, tmp_path: Path, published: Published):
        made = ox.Store(tmp_path / "s")
        made.load(published(JOB), ox.RdfFormat.N_TRIPLES)
        del made
        with Store.open(tmp_path / "s", create=False) as store:
            store.load([published(JOB)])
            assert rows(store, "SELECT ?m { ?s dspy:model ?m }") == [("m",)]

    @pytest.mark.parametrize("content", ["x", "MANIFEST-1\n", "../CURRENT"])
    def test_what_is_no_store_is_left_alone(self, tmp_path: Path, content: str):
        (tmp_path / "CURRENT").write_text(content)
        with pytest.raises(StoreError, match="is not a store; nothing was written"):
            Store.open(tmp_path)
        assert os.listdir(tmp_path) == ["CURRENT"]

    def test_a_file_is_no_store(self, tmp_path: Path):
        (tmp_path / "f").write_text("x")
        with pytest.raises(StoreError, match="cannot be opened: Not a directory"):
            Store.open(tmp_path / "f")

    @pytest.mark.parametrize("empty", [True, False])
    def test_without_create(self, tmp_path: Path, *, empty: bool):
        path = tmp_path if empty else tmp_path / "missing"
        with pytest.raises(StoreError, match="is not a store"):
            Store.open(path, create=False)
        assert os.listdir(tmp_path) == []

    def test_one_at_a_time(self, tmp_path: Path):
        with Store.open(tmp_path / "s"), pytest.raises(StoreError, match="in use by another process"):
            Store.open(tmp_path / "s")
        Store.open(tmp_path / "s").close()

    def test_closed(self):
        store = Store.open()
        store.close()
        store.close()
        with pytest.raises(StoreError, match="closed"):
            len(store)
        with pytest.raises(StoreError, match="closed"):
            store.load([b""])


class TestQueries:
    def test_forms(self, store: Store, published: Published):
        store.load([published(JOB)])
        assert bool(store.query("ASK { <job-1> a dspy:TrainingJob }")) is True
        assert [quad.object.value for quad in store.query("CONSTRUCT WHERE { ?s dspy:model ?m }")] == ["m"]
        assert len([*store.query("DESCRIBE <job-1>")]) == len(store)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "query: not a query: it has no SELECT, ASK, CONSTRUCT or DESCRIBE"),
            ("SELECT * {\n ?s ?p", r"query:2:7: expected .*"),
            ("SELECT * {\n foo:a ?p ?o }", "query:2:2: the prefix foo: is not declared"),
            ("SELECT * { ?s ?p 'x }", "query:1:18: a text in quotes does not end"),
            (
                "PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }",
                "query:1:23: DELETE is refused: a query changes nothing",
            ),
            ("INSERT DATA { <a> <b> <c> }", "query:1:1: INSERT is refused: .*"),
            ("SELECT * { ?s ?p 1SERVICE <http://127.0.0.1/> {} }", "query:1:19: SERVICE is refused: no .*"),
            ("ASK { service <http://127.0.0.1/> {} }", "query:1:7: SERVICE is refused: .*"),
            ("ASK " + "{" * 5000, "query:1:105: brackets are nested deeper than 100"),
            ("SELECT (<http://f>(1) AS ?x) {}", "query: The custom function <http://f> is not supported"),
            ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "query:1:40: The SELECT contains a variable that is unbound"),
        ],
    )
    def test_faults_are_one_line(self, store: Store, text: str, message: str):
        with pytest.raises(QueryError, match=f"^{message}$"):
            store.query(text)

    @pytest.mark.parametrize(
        "text",
        [
            "ASK { ?s ?p 'SERVICE { INSERT' } # SERVICE FROM {{",
            'ASK { ?s ?p """a " SERVICE \\""" } """ }',
            "PREFIX service: <http://x/SERVICE#> ASK { ?SERVICE service:SERVICE ?insert FILTER(?x < 1 && 2 > 1) }",
        ],
    )
    def test_words_that_only_look_like_it(self, text: str):
        assert sparql.check_query(text) == "ASK"
        assert not sparql.names_graphs(text)

    def test_brackets_within_the_limit(self):
        assert sparql.check_query("ASK {" + "{" * 90 + "}" * 90 + "}") == "ASK"

    def test_what_oxigraph_rewrites(self, store: Store):
        """Numbers and times get their canonical text, which the guide describes; texts and rdf:JSON stay."""
        xsd = "http://www.w3.org/2001/XMLSchema#"
        given = {
            "3.0E0": ("double", "3"), "1.5E-7": ("double", "0.00000015"), "-0.0E0": ("double", "-0"),
            "12345678901234567890": ("integer", "12345678901234567890"), "007": ("integer", "7"),
            "2026-01-01T00:00:00.500Z": ("dateTime", "2026-01-01T00:00:00.5Z"),
            "2026-01-01T00:00:00+00:00": ("dateTime", "2026-01-01T00:00:00Z"),
            "2026-01-01T01:00:00+01:00": ("dateTime", "2026-01-01T01:00:00+01:00"),
            "1": ("boolean", "true"), " 1.0 ": ("string", " 1.0 "),
        }  # fmt: skip
        lines = [
            f'<http://a> <http://p/{n}> "{text}"^^<{xsd}{type_}> .'
            for n, (text, (type_, _)) in enumerate(given.items())
        ]
        store.load(
            ["\n".join([f"<http://a> <{terms.load_table().iri('rdf:type')}> <http://t> .", *lines, ""]).encode()]
        )
        for number, (type_, kept) in enumerate(given.values()):
            assert rows(store, f"SELECT ?o (DATATYPE(?o) AS ?t) {{ ?s <http://p/{number}> ?o }}") == [
                (kept, xsd + type_)
            ]
