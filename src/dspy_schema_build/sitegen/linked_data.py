"""Turtle and JSON-LD for the IRI of every term, and a page that lists the terms and how to request them.

Vendors' schemas have no ontology, since their records are converted before they are published: the statements about
their terms are name, meaning and mappings.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec
import pyoxigraph as ox

from dspy_schema import artifacts
from dspy_schema_build.sitegen.downloads import IRI
from dspy_schema_build.sitegen.markdown import render_table, write_page
from dspy_schema_build.sitegen.reference.links import locate_element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.linkml_elements import Element


FORMATS = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
_FORMAT_NAMES = {"ttl": "Turtle", "jsonld": "JSON-LD"}
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_PREFIXES = {"owl": _OWL, "skos": _SKOS}
_TYPE = ox.NamedNode(f"{_RDF}type")
# By the kind of an element; a concept otherwise.
_TYPES = {"class": f"{_OWL}Class", "slot": f"{_RDF}Property"}
_INTRODUCTION = f"""\
The IRI of each term is `{IRI}` followed by its name, as in `{IRI}TrainingJob`. In a browser, it leads to the page of
the term. A program that sends `Accept: text/turtle` or `Accept: application/ld+json` gets the statements about the
term; the IRI with `.ttl` or `.jsonld` appended gives the same statements without the header. A value of an enumeration
is described together with the enumeration: `{IRI}TrainingStatus#succeeded`.

The IRI `{IRI.removesuffix("/")}` identifies the whole [ontology](owl.ttl), including the mappings
([JSON-LD](owl.jsonld))."""


def write_terms(folder: Path) -> None:
    """Write two files for each term of dspy into `folder`, and a page for each IRI that several elements share."""
    statements = list(_read_statements("owl")) + list(_read_statements("skos"))
    statements_about: dict[object, list[ox.Triple]] = defaultdict(list)
    terms: dict[str, list[ox.NamedNode]] = defaultdict(list)
    for triple in dict.fromkeys(statements):
        subject = triple.subject
        if isinstance(subject, ox.NamedNode) and subject not in statements_about and (name := _name_term(subject)):
            terms[name].append(subject)
        statements_about[subject].append(triple)
    for name, subjects in terms.items():
        closure = [triple for subject in subjects for triple in _collect_closure(subject, statements_about)]
        for suffix, format_ in FORMATS.items():
            (folder / f"{name}.{suffix}").write_bytes(serialize_term(closure, format_))
        if not (folder / f"{name}.md").exists():
            write_page(folder / f"{name}.md", _render_shared_iri(name, folder))
    write_page(folder.parent / "terms.md", _render_term_list(terms))
    for artefact in ("owl", "skos"):
        target = folder.parent / f"{artefact}.jsonld"
        target.write_bytes(serialize_term(_read_statements(artefact), ox.RdfFormat.JSON_LD))


def _read_statements(artefact: str) -> Iterator[ox.Triple]:
    for quad in ox.parse(artifacts.read_artifact(artifacts.FORMATS[artefact]), ox.RdfFormat.TURTLE):
        yield quad.triple


def _name_term(subject: ox.NamedNode) -> str:
    """Name the term that a subject belongs to; empty for vendors and graphs, which are not terms."""
    name = subject.value.removeprefix(IRI).partition("#")[0]
    return name if name.isidentifier() else ""


def _collect_closure(subject: object, statements_about: dict[object, list[ox.Triple]]) -> Iterator[ox.Triple]:
    """Collect the statements about a subject, and about the blank nodes that they lead to."""
    for triple in statements_about[subject]:
        yield triple
        if isinstance(triple.object, ox.BlankNode):
            yield from _collect_closure(triple.object, statements_about)


def serialize_term(statements: Iterable[ox.Triple], format_: ox.RdfFormat) -> bytes:
    """Serialize statements with the prefixes of the schema; JSON-LD is indented."""
    prefixes = _PREFIXES | json.loads(artifacts.read_artifact("prefixes.json"))
    text = ox.serialize(statements, format=format_, prefixes=prefixes) or b""
    return (msgspec.json.format(text) if format_ is ox.RdfFormat.JSON_LD else text).rstrip() + b"\n"


def _render_term_list(terms: Iterable[str]) -> Iterator[str]:
    yield from ["# Terms", "", _INTRODUCTION, ""]
    rows = (
        [
            f"[`dspy:{name}`](reference/{name}.md)",
            *(f"[{title}](reference/{name}.{suffix})" for suffix, title in _FORMAT_NAMES.items()),
        ]
        for name in sorted(terms, key=str.lower)
    )
    yield from render_table(["term", "", ""], rows)


def _render_shared_iri(name: str, folder: Path) -> Iterator[str]:
    """Render the page of an IRI that several elements share: names in a schema are unique, IRIs are not."""
    yield from [
        f"# `dspy:{name}`",
        "",
        f"These elements are called `{name}` in records and share the IRI `{IRI}{name}`:",
        "",
    ]
    for path in sorted(folder.glob(f"{name}_of_*.md")):
        yield f"- [{path.stem}]({path.name})"


def write_vendor_terms(folder: Path, alignment: Alignment) -> None:
    """Write two files for each vendor's term that has a page in `folder`, next to the page."""
    mapped: dict[str, list[ox.Triple]] = defaultdict(list)
    for relation in alignment.relations:
        predicate, target = relation.mapping.predicate_iri, relation.mapping.object_iri
        if predicate and target and relation.element.schema != "dspy":
            subject = ox.NamedNode(relation.element.iri)
            mapped[relation.element.id].append(ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(target)))
    statements: dict[str, list[ox.Triple]] = defaultdict(list)
    for element in alignment.elements:
        if element.schema != "dspy":
            statements[locate_element(element)] += [*_state_facts(alignment, element), *mapped[element.id]]
    for path, triples in statements.items():
        for suffix, format_ in FORMATS.items():
            file = folder / f"{path}.{suffix}"
            if file.with_suffix(".md").is_file():
                file.write_bytes(serialize_term(triples, format_))


def _state_facts(alignment: Alignment, element: Element) -> Iterator[ox.Triple]:
    subject = ox.NamedNode(element.iri)
    yield ox.Triple(subject, _TYPE, ox.NamedNode(_TYPES.get(element.kind, f"{_SKOS}Concept")))
    yield ox.Triple(subject, ox.NamedNode(f"{_RDFS}label"), ox.Literal(element.label or element.name))
    if element.description:
        yield ox.Triple(subject, ox.NamedNode(f"{_SKOS}definition"), ox.Literal(" ".join(element.description.split())))
    broader = f"{_RDFS}subClassOf" if element.kind == "class" else f"{_SKOS}broader"
    for parent in map(alignment.elements.get, element.parents):
        if parent:
            yield ox.Triple(subject, ox.NamedNode(broader), ox.NamedNode(parent.iri))
    scheme = element.iri.partition("#")[0].rpartition("/")[0]
    yield ox.Triple(subject, ox.NamedNode(f"{_SKOS}inScheme"), ox.NamedNode(scheme))
