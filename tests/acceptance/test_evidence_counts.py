"""`evidence` counts as SPARQL does over the published graph, for any corpus: jobs, runs, statuses, gaps.

Each record is published into a graph of its own, as a store keeps snapshots apart. The latest state of each job and run
is then worked out, and everything is counted, by SPARQL, without any code of `dspy_schema.governance`.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.many import tries

import dspy_schema

ROOT = Path(__file__).parents[2]
GAPS = tomllib.loads((ROOT / "schema/mappings/evidence.toml").read_text())
TABLE = tomllib.loads((ROOT / "schema/mappings/placeholders.toml").read_text())
WORDS = ["".join(filter(str.isalnum, word)).casefold() for word in TABLE["words"]]
PREFIXES = """
PREFIX dspy: <https://w3id.org/lmodel/dspy/>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <http://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX t: <urn:test:>
"""
NO_TIME = '"0001-01-01T00:00:00Z"^^xsd:dateTime'
# Where objects inside a run are.
INSIDE = {"Checkpoint": "dspy:run_checkpoints/rdf:rest*/rdf:first", "JobError": "dspy:error"}
OTHER_PREDICATES = {"description": "dct:description", "name": "rdfs:label"}

# When each graph is from: the latest time of the run in it, and its number, which is the order of reading.
MOMENTS = f"""
INSERT {{ GRAPH t:order {{ ?g t:moment ?moment }} }} WHERE {{
  SELECT ?g (MAX(?one) AS ?moment) WHERE {{
    GRAPH t:order {{ ?g t:index ?index }}
    OPTIONAL {{ GRAPH ?g {{ ?run dspy:created_at|dspy:started_at|dspy:updated_at|dspy:finished_at ?time }} }}
    BIND (COALESCE(?time, {NO_TIME}) AS ?one)
  }} GROUP BY ?g
}}
"""
# The latest state of each job and each run, with all that is in it.
LATEST = """
INSERT {{ GRAPH t:latest {{ ?x ?p ?o . ?s t:moment{kind} ?moment }} }} WHERE {{
  GRAPH t:order {{ ?g t:index ?index ; t:moment ?moment }}
  GRAPH ?g {{
    ?s a ?class . FILTER (?class IN ({classes}))
    ?s (!(prov:used|prov:wasAssociatedWith|prov:wasDerivedFrom))* ?x . ?x ?p ?o
  }}
  FILTER NOT EXISTS {{
    GRAPH t:order {{ ?h t:index ?later ; t:moment ?other }}
    GRAPH ?h {{ ?s a ?also . FILTER (?also IN ({classes})) }}
    FILTER (?other > ?moment || (?other = ?moment && ?later > ?index))
  }}
}}
"""
JOB_CLASSES, RUN_CLASSES = "dspy:TrainingJob, dspy:ReinforceJob", "dspy:TrainingRun"
# Each job with each of its runs, in the order in which they first came, or alone.
PAIRS = f"""
INSERT {{ GRAPH t:pairs {{ ?pair t:id ?id ; t:job ?job ; t:run ?run ; t:first ?first }} }} WHERE {{
  {{
    SELECT ?id ?run (MIN(?index) AS ?first) WHERE {{
      GRAPH ?g {{ ?run a dspy:TrainingRun ; dspy:job ?id }} GRAPH t:order {{ ?g t:index ?index }}
    }} GROUP BY ?id ?run
  }} UNION {{
    GRAPH t:latest {{ ?alone a ?class ; schema:identifier ?id . FILTER (?class IN ({JOB_CLASSES})) }}
    FILTER NOT EXISTS {{ GRAPH ?g {{ ?any a dspy:TrainingRun ; dspy:job ?id }} }}
  }}
  OPTIONAL {{ GRAPH t:latest {{ ?job a ?kind ; schema:identifier ?id . FILTER (?kind IN ({JOB_CLASSES})) }} }}
  BIND (IRI(CONCAT("urn:pair:", ENCODE_FOR_URI(?id), ":", COALESCE(STR(?run), ""))) AS ?pair)
}}
"""
# The status of each job: that of its latest run with one, or its own.
STATUS = """
INSERT { GRAPH t:status { ?job_key t:id ?id ; t:word ?word ; t:base ?base ; t:waits ?waits } } WHERE {
  {
    GRAPH t:pairs { ?pair t:id ?id ; t:run ?run ; t:first ?first }
    GRAPH t:latest { ?run dspy:run_status ?base ; t:moment1 ?moment }
    FILTER NOT EXISTS {
      GRAPH t:pairs { ?other t:id ?id ; t:run ?later ; t:first ?second }
      GRAPH t:latest { ?later dspy:run_status ?any ; t:moment1 ?when }
      FILTER (?when > ?moment || (?when = ?moment && ?second > ?first))
    }
    OPTIONAL { GRAPH t:latest { ?run t:waits ?held } }
    BIND (COALESCE(?held, "no") AS ?waits)
  } UNION {
    GRAPH t:pairs { ?pair t:id ?id ; t:job ?job }
    GRAPH t:latest { ?job dspy:training_status ?base }
    FILTER NOT EXISTS {
      GRAPH t:pairs { ?other t:id ?id ; t:run ?any } GRAPH t:latest { ?any dspy:run_status ?stated }
    }
    BIND ("no" AS ?waits)
  }
  BIND (IF(?waits = "paused", ?waits, ?base) AS ?word)
  BIND (IRI(CONCAT("urn:job:", ENCODE_FOR_URI(?id))) AS ?job_key)
}
"""
# A run that is said to wait, and is paused or has begun.
WAITS = f"""
INSERT {{ GRAPH t:latest {{ ?run t:waits ?word }} }} WHERE {{
  GRAPH t:latest {{
    ?run a dspy:TrainingRun ; dspy:run_status ?status . FILTER (?status IN ("not_started", "pending"))
    OPTIONAL {{ ?run dspy:provider_status ?said }}
    BIND (BOUND(?said) && LCASE(?said) IN ({", ".join(f'"{word}"' for word in TABLE["paused"])}) AS ?is_paused)
    FILTER (?is_paused || EXISTS {{ ?run dspy:started_at ?time FILTER (YEAR(?time) >= 2010) }}
      || EXISTS {{ ?run dspy:trained_tokens ?tokens FILTER (?tokens > 0) }})
    BIND (IF(?is_paused, "paused", "begun") AS ?word)
  }}
}}
"""


def states_something(value: str) -> str:
    """The condition that a value in RDF is no placeholder and not empty."""
    text = f'LCASE(REPLACE(STR({value}), "[^A-Za-z0-9]", ""))'
    words = ", ".join(json.dumps(word) for word in WORDS)
    return (
        f"({value} != rdf:nil && IF(DATATYPE({value}) = xsd:string, {text} NOT IN ({words}) && {text} != '', "
        f"IF(DATATYPE({value}) = xsd:dateTime, YEAR({value}) >= {TABLE['from_year']}, "
        f"""STR({value}) NOT IN ('{{}}', '[]', '[{{"messages":[]}}]'))))"""
    )


def states(fact: str) -> str:  # noqa: PLR0911, a kind of fact after the other
    """The pattern of a fact, of the variables ?job, ?run and ?pair."""
    member, _, value = fact.partition("=")
    class_, _, name = member.partition(".")
    if name == "training_status":
        if not value:
            return "GRAPH t:latest { ?job dspy:training_status ?own }"
        # What a later run says otherwise does not hold.
        return (
            f'GRAPH t:latest {{ ?job dspy:training_status ?own FILTER (?own = "{value}") }} '
            "FILTER NOT EXISTS { GRAPH t:status { ?key t:id ?id ; t:base ?base FILTER (?base != ?own) } }"
        )
    if class_ in {"TrainingJob", "ReinforceJob", "TrainingRun"}:
        subject = "?run" if class_ == "TrainingRun" else "?job"
        if not name:
            return f"GRAPH t:latest {{ {subject} a dspy:{class_} }}"
        path = OTHER_PREDICATES.get(name, f"dspy:{name}")
        start = f"{subject} a dspy:{class_} ; {path}"
    else:
        start = f"?run {INSIDE[class_]}/dspy:{name}"
    if value:
        return f'GRAPH t:latest {{ {start} "{value}" }}'
    further = ""
    if name == "owner":
        further = '&& !STRSTARTS(?value, "org-")'
    if name == "validation_data":
        further = (
            "&& EXISTS { ?run dspy:validation_data/rdf:rest*/rdf:first ?one FILTER NOT EXISTS "
            "{ ?run dspy:training_data/rdf:rest*/rdf:first ?one } }"
        )
    if name in {"training_data", "validation_data", "result_files"}:
        return (
            f"GRAPH t:latest {{ {start}/rdf:rest*/rdf:first ?value FILTER ({states_something('?value')} {further}) }}"
        )
    if name in {"error", "run_checkpoints", "metrics", "losses"}:
        inner = f"{start}{'' if name == 'error' else '/rdf:rest*/rdf:first'}/!<urn:none> ?value"
        return f"GRAPH t:latest {{ {inner} FILTER (isLiteral(?value) && {states_something('?value')}) }}"
    return f"GRAPH t:latest {{ {start} ?value FILTER ({states_something('?value')} {further}) }}"


def any_of(facts: list[str]) -> str:
    def condition(fact: str) -> str:
        # An unbound variable would stand for any node.
        subject = "?job" if fact.startswith(("TrainingJob", "ReinforceJob")) else "?run"
        return f"(BOUND({subject}) && EXISTS {{ {states(fact)} }})"

    return " || ".join(map(condition, facts)) or "true"


class Reference:
    """A corpus in a store, counted by SPARQL."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        self.store = pyoxigraph.Store()
        for index, record in enumerate(records):
            pieces = dspy_schema.publish(record, "nquads", graph=f"urn:g:{index}", on_finding=lambda _: None)
            if quads := b"".join(pieces):
                self.store.load(quads, format=pyoxigraph.RdfFormat.N_QUADS)
                self.update(f"INSERT DATA {{ GRAPH t:order {{ <urn:g:{index}> t:index {index} }} }}")
        self.update(MOMENTS)
        self.update(LATEST.format(kind=0, classes=JOB_CLASSES))
        self.update(LATEST.format(kind=1, classes=RUN_CLASSES))
        self.update(WAITS)
        self.update(PAIRS)
        self.update(STATUS)

    def update(self, text: str) -> None:
        self.store.update(PREFIXES + text)

    def select(self, text: str) -> list[tuple[str, ...]]:
        rows = self.store.query(PREFIXES + text)
        return [tuple("" if value is None else value.value for value in row) for row in rows]

    def count(self, variable: str, pattern: str) -> dict[str, int]:
        rows = self.select(f"SELECT ?key (COUNT(DISTINCT ?{variable}) AS ?n) WHERE {{ {pattern} }} GROUP BY ?key")
        return {key: int(count) for key, count in rows if key and int(count)}

    def jobs(self) -> set[str]:
        return {id_ for (id_,) in self.select("SELECT DISTINCT ?id WHERE { GRAPH t:pairs { ?pair t:id ?id } }")}

    def classes(self) -> dict[str, int]:
        known = f"?s a ?class . FILTER (?class IN ({JOB_CLASSES}, {RUN_CLASSES}))"
        return self.count("s", f'GRAPH t:latest {{ {known} BIND (STRAFTER(STR(?class), "dspy/") AS ?key) }}')

    def statuses(self) -> dict[str, int]:
        return self.count("id", "GRAPH t:status { ?job t:id ?id ; t:word ?key }")

    def providers(self) -> dict[str, int]:
        stated = f"?run a dspy:TrainingRun ; dspy:provider ?key FILTER ({states_something('?key')})"
        return self.count("run", f"GRAPH t:latest {{ {stated} }}")

    def span(self) -> tuple[str, str]:
        query = """SELECT (MIN(?time) AS ?first) (MAX(?time) AS ?last) WHERE {
          GRAPH ?g { ?run dspy:created_at|dspy:started_at|dspy:updated_at|dspy:finished_at ?time }
          FILTER (STRSTARTS(STR(?g), "urn:g:") && YEAR(?time) >= 2010) }"""
        ((first, last),) = self.select(query)
        return first, last

    def gap(self, gap: dict[str, Any]) -> tuple[set[str], int]:
        """The jobs that have a gap, and the number of those that could have it."""
        pairs = "GRAPH t:pairs { ?pair t:id ?id . OPTIONAL { ?pair t:job ?job } OPTIONAL { ?pair t:run ?run } }"
        among = f"{pairs} FILTER ({any_of(gap.get('where', []))})"
        rows = self.select(f"SELECT DISTINCT ?id WHERE {{ {among} FILTER (!({any_of(gap['lacks'])})) }}")
        return {id_ for (id_,) in rows}, len(self.select(f"SELECT DISTINCT ?id WHERE {{ {among} }}"))


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


def members(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=strategies)


STATUSES = one_of("not_started", "pending", "running", "succeeded", "failed", "cancelled")
TIME = one_of("1970-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-02T00:00:00.5Z")
TEXT = one_of("", " ", "TODO", "n/a", "-", "said")
DATA = st.lists(one_of("file-1", "file-2", "unknown"), max_size=2)
JOB = st.builds(
    lambda id_, rest: {"@type": "TrainingJob", "id": id_, **rest},
    one_of("a", "b", "c"),
    members(
        training_status=STATUSES,
        description=TEXT,
        job_id=TEXT,
        model=one_of("gpt", "unknown"),
        train_kwargs=one_of({}, {"n_epochs": 1}),
        train_data=one_of([], [{"messages": []}], [{"messages": [{"role": "user", "content": "hello"}]}]),
    ),
)
REINFORCE_JOB = st.builds(
    lambda id_, rest: {"@type": "ReinforceJob", "id": id_, **rest},
    one_of("r", "s"),
    members(current_model=one_of("gpt", "tbd"), checkpoints=one_of({}, {"one": "there"}), description=TEXT),
)
RUN = st.builds(
    lambda job, number, rest: {"@type": "TrainingRun", "id": f"{job}#{number}", "job": job, **rest},
    one_of("a", "b", "c", "r", "only-named"),
    one_of(1, 2),
    members(
        run_status=STATUSES,
        provider_status=one_of("paused", "queued", "odd"),
        provider=one_of("openai", "other", "unknown"),
        owner=one_of("org-1", "jane@example.org", "unknown", ""),
        method=one_of("supervised", "n/a"),
        created_at=TIME,
        started_at=TIME,
        finished_at=TIME,
        base_model=one_of("gpt", "unknown"),
        fine_tuned_model=one_of("ft:x", "none"),
        training_data=DATA,
        validation_data=DATA,
        result_files=DATA,
        error=one_of({"code": "x"}, {"message": "unknown"}, {"code": None}),
        metrics=one_of([], [{"name": "loss", "value": 0}]),
        run_checkpoints=one_of([], [{"name": "one", "score": 0}], [{"name": "tbd"}]),
        trained_tokens=one_of(0, 7),
        cost=one_of(0, 1.5),
        description=TEXT,
    ),
)
VENDOR_JOB = json.loads((ROOT / "examples/vendors/openai.jsonl").read_text().splitlines()[0])


def vendor_job(number: int, status: str, finished: int | None) -> dict[str, Any]:
    ended = status in {"succeeded", "failed", "cancelled"}
    return VENDOR_JOB | {
        "id": f"ftjob-{number}",
        "status": status,
        "created_at": 1762300000,
        "finished_at": finished if ended else None,
        "fine_tuned_model": f"ft:{number}" if status == "succeeded" else None,
        "trained_tokens": 10 if status == "succeeded" else None,
        "error": {"code": "x", "message": "y", "param": None} if status == "failed" else None,
    }


VENDOR = st.builds(
    vendor_job,
    one_of(1, 2),
    one_of("queued", "running", "paused", "succeeded", "failed", "cancelled"),
    one_of(1762300100, 1762300200),
)
CORPUS = st.lists(st.one_of(JOB, REINFORCE_JOB, RUN, RUN, VENDOR), max_size=10).flatmap(
    # Duplicates, and the order in which snapshots and halves come.
    lambda records: st.permutations([*records, *records[:2]])
)


def check_agreement(records: list[dict[str, Any]]) -> None:
    found = dspy_schema.evidence(records, on_finding=lambda _: None)
    reference = Reference(records)
    totals = found.totals
    assert totals.jobs == len(reference.jobs())
    assert totals.types == reference.classes()
    assert totals.runs == reference.classes().get("TrainingRun", 0)
    assert totals.statuses == reference.statuses()
    assert sum(totals.statuses.values()) <= totals.jobs
    assert totals.providers == reference.providers()
    assert (totals.first, totals.last) == reference.span()
    expected = {name: reference.gap(gap) for name, gap in GAPS.items()}
    gaps = {gap.name: (set(gap.jobs), gap.among) for gap in found.gaps}
    assert gaps == {name: (ids, among) for name, (ids, among) in expected.items() if ids}


@settings(
    max_examples=tries(120),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(CORPUS)
@example([vendor_job(1, "succeeded", 1762300100)])
@example([vendor_job(1, "paused", None)])
@example([vendor_job(1, "running", None), vendor_job(1, "succeeded", 1762300100), vendor_job(1, "running", None)])
def test_evidence_counts_as_sparql_does_over_the_published_graph(records: list[dict[str, Any]]) -> None:
    check_agreement(records)


@pytest.mark.parametrize("path", ["examples/vendors/openai.jsonl", "examples/jobs.jsonl"])
def test_evidence_of_the_examples_counts_as_sparql_does(path: str) -> None:
    check_agreement([json.loads(line) for line in (ROOT / path).read_text().splitlines()])
