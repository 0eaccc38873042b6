"""Listings of other vocabularies' terms, made from LinkML schemas and from RDF."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from dspy_schema_build.vocabularies import __main__ as command
from dspy_schema_build.vocabularies import listing

if TYPE_CHECKING:
    from pathlib import Path

MAIN = """
id: https://example.org/v
name: v
version: 3.0.0
prefixes:
  linkml: https://w3id.org/linkml/
  v: https://example.org/v/
  w3c: https://example.org/w3c#
  other: https://example.org/other/
  schema: http://schema.org/
default_prefix: v
imports:
  - linkml:types
  - ./shared
  - ./foreign
subsets:
  core_part: {}
types:
  positive integer type:
    typeof: integer
    uri: schema:Integer
  Code:
    typeof: positive integer type
enums:
  Kind of-thing:
    enum_uri: schema:Kind
    permissible_values:
      plain: {meaning: schema:Plain}
      X-LORA: {}
      "two words/50 %": {exact_mappings: [w3c:TwoWords, other:no]}
      old: {deprecated: no longer used}
classes:
  AI thing:
    class_uri: w3c:Thing
    exact_mappings: [w3c:Thing, other:Thing]
    slots: [has part-of]
    attributes:
      note: {slot_uri: schema:text}
      label: {}
  Model:
    is_a: AI thing
    deprecated: use AI thing
    attributes:
      note: {}
      has part-of: {}
  Elsewhere:
    is_a: Foreign thing
slots:
  has part-of:
    is_a: shared_slot
    exact_mappings: [w3c:hasPartOf]
"""
SHARED = """
id: https://example.org/v/shared
name: shared
prefixes:
  linkml: https://w3id.org/linkml/
  v: https://example.org/v/
default_prefix: v
imports: [linkml:types]
slots:
  shared_slot: {}
"""
FOREIGN = """
id: https://example.org/foreign
name: foreign
prefixes:
  linkml: https://w3id.org/linkml/
  f: https://example.org/foreign/
default_prefix: f
imports: [linkml:types]
classes:
  Foreign thing: {}
enums:
  Foreign kind:
    permissible_values: {a: {}}
slots:
  foreign_slot: {}
"""
LISTED = [
    ("v:AIThing", "class", "", "false", "https://example.org/w3c#Thing", "https://example.org/w3c#Thing"),
    ("v:Elsewhere", "class", "f:ForeignThing", "false", "", ""),
    ("v:Model", "class", "v:AIThing", "true", "", ""),
    ("v:KindOf-thing", "enum", "", "false", "http://schema.org/Kind", ""),
    ("v:KindOf-thing#X-LORA", "permissible_value", "v:KindOf-thing", "false", "", ""),
    ("v:KindOf-thing#old", "permissible_value", "v:KindOf-thing", "true", "", ""),
    ("v:KindOf-thing#plain", "permissible_value", "v:KindOf-thing", "false", "http://schema.org/Plain", ""),
    (
        *("v:KindOf-thing#two%20words%2F50%20%25", "permissible_value", "v:KindOf-thing", "false", ""),
        "https://example.org/w3c#TwoWords",
    ),
    ("v:has_part_of", "slot", "v:shared_slot", "false", "", "https://example.org/w3c#hasPartOf"),
    ("v:label", "slot", "", "false", "", ""),
    ("v:note", "slot", "", "false", "http://schema.org/text", ""),
    ("v:shared_slot", "slot", "", "false", "", ""),
    ("v:CorePart", "subset", "", "false", "", ""),
    ("v:Code", "type", "v:PositiveIntegerType", "false", "", ""),
    ("v:PositiveIntegerType", "type", "linkml:Integer", "false", "http://schema.org/Integer", ""),
]

RDF = """
@prefix v: <https://example.org/v#> .
@prefix other: <https://example.org/other#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
<https://example.org/v#> a owl:Ontology .
v:Thing a owl:Class ; rdfs:subClassOf other:Thing, [ a owl:Restriction ] ; rdfs:label "Thing" .
v:Both a rdfs:Class ; rdfs:subClassOf v:Thing, v:Old .
v:Old a owl:Class ; owl:deprecated true .
v:Kept a owl:Class ; owl:deprecated false .
v:size a owl:DatatypeProperty ; rdfs:subPropertyOf v:measure .
v:measure a rdf:Property ; schema:supersededBy v:size .
v:Word a rdfs:Class ; rdfs:subClassOf schema:Enumeration .
v:yes a v:Word .
v:Day a rdfs:Datatype .
v:someone a v:Thing .
other:Thing a owl:Class .
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    for name, text in {"v": MAIN, "shared": SHARED, "foreign": FOREIGN}.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "v.yaml"


def refresh(*arguments: object) -> int:
    return command.main([str(argument) for argument in arguments])


def table(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def test_terms_of_a_linkml_schema(source: Path) -> None:
    output = source.parent / "v.tsv"
    assert refresh(source, "--prefix", "v", "--same", "w3c", "-o", output) == 0
    head, *rows = table(output)
    assert head == list(listing.COLUMNS)
    assert [(row[0], *row[2:]) for row in rows] == LISTED
    assert [row[1] for row in rows] == [f"https://example.org/v/{row[0][2:]}" for row in rows]


def test_a_namespace_that_has_every_name_too(source: Path) -> None:
    output = source.parent / "v.tsv"
    assert refresh(source, "--prefix", "v", "--same", "w3c", "--also", "https://old.example/", "-o", output) == 0
    others = {row[0]: row[6] for row in table(output)}
    assert others["v:Model"] == "https://old.example/Model"
    assert others["v:AIThing"] == "https://example.org/w3c#Thing|https://old.example/AIThing"


def test_terms_of_rdf(tmp_path: Path) -> None:
    path, output = tmp_path / "v.ttl", tmp_path / "v.tsv"
    path.write_text(RDF, encoding="utf-8")
    assert refresh(path, "--prefix", "v", "--namespace", "https://example.org/v#", "-o", output) == 0
    assert [(row[0][2:], *row[2:5]) for row in table(output)[1:]] == [
        ("Both", "class", "v:Old|v:Thing", "false"),
        ("Kept", "class", "", "false"),
        ("Old", "class", "", "true"),
        ("Thing", "class", "", "false"),
        ("Word", "enum", "", "false"),
        ("yes", "permissible_value", "v:Word", "false"),
        ("measure", "slot", "", "true"),
        ("size", "slot", "v:measure", "false"),
        ("Day", "type", "", "false"),
    ]


def test_provenance_keeps_what_it_is_not_told_anew(source: Path) -> None:
    output, provenance = source.parent / "v.tsv", source.parent / "provenance.tsv"
    options = ("--title", "V", "--upstream", "example.org", "--licence", "CC0-1.0", "--commit", "abc", "--version", "2")
    assert refresh(source, "--prefix", "v", "-o", output, "--date", "2026-01-01", *options) == 0
    (source.parent / "w.tsv").write_text("not touched", encoding="utf-8")
    assert refresh(source, "--prefix", "v", "-o", source.parent / "u.tsv") == 0
    arguments = ("--same", "w3c", "--other-namespaces", "https://example.org/w3c#", "--version", "3", "--commit", "def")
    assert refresh(source, "--prefix", "v", "-o", output, *arguments) == 0
    head, first, second = table(provenance)
    assert head == list(listing.PROVENANCE)
    assert first[:2] == ["u.tsv", "v"]
    assert dict(zip(head, second, strict=True)) == {
        **{"file": "v.tsv", "prefix": "v", "namespace": "https://example.org/v/", "title": "V"},
        **{"other_namespaces": "https://example.org/w3c#", "upstream": "example.org", "version": "3"},
        **{"licence": "CC0-1.0", "commit": "def", "date": "2026-01-01"},
        "sha256": hashlib.sha256(output.read_bytes()).hexdigest(),
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("missing.yaml", "--prefix", "v"), "no such file"),
        (("v.yaml", "--prefix", "unbound"), "does not bind the prefix unbound"),
        (("v.yaml", "--prefix", "other"), "no term in that namespace"),
        (("v.yaml", "--prefix", "v", "--version", "a\tb"), "a cell of v.tsv has a tab"),
        (("broken.yaml", "--prefix", "v"), "did not find expected node content"),
        (("broken.nq", "--prefix", "v", "--namespace", "https://example.org/v#"), "broken.nq"),
        (("broken.ttl", "--prefix", "v", "--namespace", "https://example.org/v#"), "broken.ttl"),
        (("v.yaml", "--prefix", "v", "-o", "missing/v.tsv"), "missing/v.tsv"),
    ],
)
def test_what_does_not_do_is_told_and_nothing_written(
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(source.parent)
    for name in ("broken.yaml", "broken.nq", "broken.ttl"):
        (source.parent / name).write_text("id: [", encoding="utf-8")
    assert refresh("-o", "v.tsv", *arguments) == 2
    assert message in capsys.readouterr().err
    assert not (source.parent / "v.tsv").exists()
    assert not (source.parent / "provenance.tsv").exists()


def test_two_terms_of_one_name_are_refused() -> None:
    term = listing.Term("v:A", "https://example.org/v/A", "class")
    other = listing.Term("v:A", "https://example.org/v/A", "subset")
    assert listing.encode_listing([term, other]).count(b"\n") == 3
    with pytest.raises(ValueError, match="two terms of the kind class are named v:A"):
        listing.encode_listing([term, term])
