"""The alignment as it is written: valid SSSOM, the same set as the mappings in the YAML, and no gap that is not stated.

Judged with the reference tool of SSSOM and with LinkML's own view of the schemas, not with this package's checker.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from linkml_runtime.utils.schemaview import SchemaView
from tests.sssom_reference import read_with_reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import Element

SCHEMA = Path(__file__).parents[2] / "schema"
FILES = sorted((SCHEMA / "mappings").glob("*.sssom.tsv"))
VENDORS = sorted(path for path in (SCHEMA / "vendors").glob("*.yaml") if not path.name.endswith(".rules.yaml"))
GOVERNANCE = {"ai", "iso22989", "iso42001", "nist_ai_100_1", "nexus"}
SEEDS = ("TrainingJob", "ReinforceJob")
COLUMNS = [
    *("subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification"),
    *("author_label", "reviewer_label", "confidence", "comment", "other"),
]
NO_TERM = "sssom:NoTermFound"
MATCHES = {f"skos:{kind}Match": f"{kind}_mappings" for kind in ("exact", "close", "broad", "narrow", "related")}


class MappingFile(NamedTuple):
    """An SSSOM file: the vocabulary of its targets, its header, its rows."""

    vocabulary: str
    header: dict[str, object]
    columns: list[str]
    rows: list[dict[str, str]]


def read(path: Path) -> MappingFile:
    lines = path.read_text(encoding="utf-8").splitlines()
    header = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    table = csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True
    )
    rows = list(table)
    return MappingFile(path.name.removeprefix("dspy-").removesuffix(".sssom.tsv"), header, list(table.fieldnames), rows)


SETS = {item.vocabulary: item for item in map(read, FILES)}
ROWS = [row for value in SETS.values() for row in value.rows]

by_set = pytest.mark.parametrize("name", SETS)


def listing(vocabulary: str) -> list[dict[str, str]]:
    path = SCHEMA / "vocabularies" / f"{vocabulary}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def views() -> Iterator[SchemaView]:
    for path in (SCHEMA / "dspy.yaml", *VENDORS):
        yield SchemaView(str(path))


def elements() -> Iterator[tuple[str, Element]]:
    """Each element that the project's schemas define, with what SSSOM calls it; what several import is listed once."""
    seen = set()
    for view in views():
        for module in view.imports_closure():
            schema = view.schema_map[module]
            if module in seen or module.startswith("linkml:") or (module != "dspy" and schema.id in seen):
                continue
            seen |= {module, schema.id}
            prefix = schema.default_prefix
            for cls in schema.classes.values():
                yield f"{prefix}:{cls.name}", cls
                yield from ((f"{prefix}:{value.name}", value) for value in cls.attributes.values())
            yield from ((f"{prefix}:{item.name}", item) for item in schema.slots.values())
            for enum in schema.enums.values():
                yield f"{prefix}:{enum.name}", enum
                yield from ((f"{prefix}:{enum.name}#{word}", entry) for word, entry in enum.permissible_values.items())


def concrete_classes() -> dict[str, Element]:
    return {
        name: item
        for name, item in elements()
        if type(item).__name__ == "ClassDefinition"
        and not (item.abstract or item.mixin)
        and item.class_uri != "linkml:Any"
    }


def test_the_reference_tool_reads_every_row_and_finds_nothing(tmp_path: Path) -> None:
    text = FILES[0].read_text(encoding="utf-8")
    broken = tmp_path / FILES[0].name
    broken.write_text(text.replace("\tsemapv:ManualMappingCuration\t", "\tmanual\t"), encoding="utf-8")
    assert read_with_reference(broken)[0]["problems"]
    for path, parsed in zip(FILES, read_with_reference(*FILES), strict=True):
        assert (path.name, len(parsed["rows"]), parsed["problems"]) == (path.name, len(read(path).rows), [])


def test_each_vocabulary_has_its_file() -> None:
    assert set(SETS) == GOVERNANCE | {"dpv_ai", "prov", "schema", "dct"}


@by_set
def test_header_is_whole(name: str) -> None:
    header = dict(SETS[name].header)
    prefixes = header.pop("curie_map")
    assert set(header) == {
        *("mapping_set_id", "mapping_set_version", "mapping_set_title", "mapping_set_description", "license"),
        *("subject_source", "subject_source_version", "object_source", "object_source_version"),
    }
    root = yaml.safe_load((SCHEMA / "dspy.yaml").read_text(encoding="utf-8"))
    assert header["mapping_set_id"] == f"https://w3id.org/lmodel/dspy/mappings/dspy-{name}.sssom.tsv"
    assert header["mapping_set_version"] == header["subject_source_version"] == root["version"]
    assert header["license"] == root["license"]
    assert header["subject_source"] == root["id"]
    assert header["object_source"] == prefixes[name] == root["prefixes"][name]
    used = {row[column].partition(":")[0] for row in SETS[name].rows for column in ("subject_id", "predicate_id")}
    assert set(prefixes) == used | {"dspy", "semapv", "skos", "sssom", name}


@by_set
def test_rows_are_sorted_and_each_is_there_once(name: str) -> None:
    rows = [(row["subject_id"], row["predicate_id"], row["object_id"]) for row in SETS[name].rows]
    assert SETS[name].columns == COLUMNS
    assert rows == sorted(set(rows))
    pairs = Counter((subject, object_) for subject, _, object_ in rows)
    assert max(pairs.values()) == 1


@by_set
def test_every_row_gives_its_grounds(name: str) -> None:
    for row in SETS[name].rows:
        assert row["predicate_id"] in MATCHES
        assert re.fullmatch(r"0\.[0-9]{1,2}", row["confidence"]), row
        assert re.fullmatch(r"[^\s].+\.", row["comment"]), row
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert row["author_label"]
        assert row["subject_label"]
        assert bool(row["object_label"]) == (row["object_id"] != NO_TERM)
        assert row["other"] in {"", "in_schema=false"}


def test_no_reason_is_given_twice() -> None:
    """A sentence that fits several pairs says why of none; the twins of rows are the same pair."""
    counts = Counter(row["comment"] for name, value in SETS.items() if name != "dpv_ai" for row in value.rows)
    assert {comment: times for comment, times in counts.items() if times > 1} == {}


@by_set
def test_targets_are_listed_terms_in_use(name: str) -> None:
    known = {
        iri: term
        for term in listing("ai" if name == "dpv_ai" else name)
        for iri in (term["iri"], term["declared_uri"], *term["other_iris"].split("|"))
    }
    namespace = SETS[name].header["curie_map"][name]
    for row in SETS[name].rows:
        if row["object_id"] == NO_TERM:
            assert (row["predicate_id"], row["other"]) == ("skos:exactMatch", "")
        else:
            prefix, _, local = row["object_id"].partition(":")
            assert prefix == name
            assert known[namespace + local]["deprecated"] == "false"


def test_yaml_and_sssom_say_the_same() -> None:
    """The schema's mappings are the rows that are not marked otherwise, in both directions."""
    stated = {
        (name, match, str(target))
        for name, element in elements()
        for match, kind in MATCHES.items()
        for target in getattr(element, kind)
    }
    rows = {
        (row["subject_id"], row["predicate_id"], row["object_id"])
        for row in ROWS
        if row["object_id"] != NO_TERM and row["other"] != "in_schema=false"
    }
    assert rows == stated
    assert [name for name, element in elements() if element.mappings] == []


def test_subjects_are_elements_of_the_schemas() -> None:
    assert {row["subject_id"] for row in ROWS} <= {name for name, _ in elements()}


def test_only_what_the_published_pages_show_stands_outside_the_schema(view: SchemaView) -> None:
    shown = {f"dspy:{slot.name}" for name in SEEDS for slot in view.class_induced_slots(name)}
    marked = {row["subject_id"] for row in ROWS if row["other"] and row["object_id"] != NO_TERM}
    assert marked <= shown | {f"dspy:{name}" for name in SEEDS}
    assert {f"dspy:{name}" for name in SEEDS} <= marked
    # Mapped in the schema, a slot would bring its mappings to the pages.
    assert {row["subject_id"] for row in ROWS if row["object_id"] != NO_TERM and not row["other"]} & shown == set()


def test_every_concrete_class_is_spoken_of() -> None:
    assert concrete_classes().keys() <= {row["subject_id"] for row in ROWS}


def test_every_fine_tuning_class_has_a_row_in_each_governance_vocabulary() -> None:
    vendors = {f"{path.stem}:" for path in VENDORS}
    wanted = {
        name
        for name, value in concrete_classes().items()
        if "finetune" in value.in_subset or name.partition(":")[0] + ":" in vendors
    }
    assert {"dspy:TrainingRun", "dspy:GRPOGroup", "openai:FineTuningJob", "emissary:TestResults"} <= wanted
    missing = {
        (name, vocabulary)
        for vocabulary in GOVERNANCE
        for name in wanted - {row["subject_id"] for row in SETS[vocabulary].rows}
    }
    assert missing == set()


def test_every_row_on_ai_has_its_twin_in_w3c_s_namespace() -> None:
    prefixes = SETS["ai"].header["curie_map"] | SETS["dpv_ai"].header["curie_map"]
    w3c = prefixes["dpv_ai"]
    terms = {
        iri: other
        for term in listing("ai")
        for iri in {term["iri"], term["declared_uri"]}
        for other in term["other_iris"].split("|")
        if other.startswith(w3c)
    }

    def statement(row: dict[str, str], target: str) -> tuple[str, ...]:
        return row["subject_id"], row["predicate_id"], target, row["confidence"]

    def expanded(curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return curie if curie == NO_TERM else prefixes[prefix] + local

    ours = {statement(row, terms.get(iri := expanded(row["object_id"]), iri)) for row in SETS["ai"].rows}
    assert ours == {statement(row, expanded(row["object_id"])) for row in SETS["dpv_ai"].rows}


def test_listings_are_those_that_the_provenance_tells_of() -> None:
    pinned = listing("provenance")
    digests = {row["file"]: row["sha256"] for row in pinned}
    files = {path for path in (SCHEMA / "vocabularies").glob("*.tsv") if path.name != "provenance.tsv"}
    assert digests == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    for row in pinned:
        assert all(row[key] for key in ("prefix", "namespace", "title", "upstream", "version", "licence", "date"))
        spaces = (row["namespace"], *filter(None, row["other_namespaces"].split("|")))
        terms = listing(row["prefix"])
        assert all(term["iri"].startswith(row["namespace"]) for term in terms)
        assert all(iri.startswith(spaces) for term in terms for iri in filter(None, term["other_iris"].split("|")))
