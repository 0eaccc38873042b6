"""Turtle and JSON-LD at every IRI.

And a page that lists all terms with these, and tells how to ask for them.

Vendors' schemas have no ontology, since their records are converted before they are published.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec
import pyoxigraph as ox

from dspy_schema import artifacts
from dspy_schema.mappings import alignment
from dspy_schema_build.sitegen.downloads import IRI
from dspy_schema_build.sitegen.markdown import render_table, write_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.mappings.linkml_elements import Element


_PREFIXES = {"owl": "http://www.w3.org/2002/07/owl#", "skos": "http://www.w3.org/2004/02/skos/core#"}
_KINDS = (("ttl", "Turtle"), ("jsonld", "JSON-LD"))
_OWL = "http://www.w3.org/2002/07/owl#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_INTRODUCTION = f"""\
Each term of the schema has an IRI, `{IRI}` and its name, as in `{IRI}TrainingJob`. A browser gets the page of the term
there. A program that asks with `Accept: text/turtle` or `Accept: application/ld+json` gets the statements about it, and
so does everybody with `.ttl` or `.jsonld` behind the name. A value of an enumeration stands with the enumeration:
`{IRI}TrainingStatus#succeeded`.

The IRI `{IRI.removesuffix("/")}` is the [ontology](owl.ttl) as a whole, with the mappings ([JSON-LD](owl.jsonld))."""
FORMATS = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}


def write_terms(folder: Path) -> None:
    """Write two files a term into `folder`, and a page for each term that is not the name of an element."""
    statements = list(_term_statements("owl")) + list(_term_statements("skos"))
    about: dict[object, list[ox.Triple]] = defaultdict(list)
    terms: dict[str, list[ox.NamedNode]] = defaultdict(list)
    for each in dict.fromkeys(statements):
        if isinstance(each.subject, ox.NamedNode) and each.subject not in about and (name := _name(each.subject)):
            terms[name].append(each.subject)
        about[each.subject].append(each)
    for name, subjects in terms.items():
        told = [each for subject in subjects for each in _closure(subject, about)]
        for suffix, rdf_format in FORMATS.items():
            (folder / f"{name}.{suffix}").write_bytes(serialize_term(told, rdf_format))
        if not (folder / f"{name}.md").exists():
            write_page(folder / f"{name}.md", _page(name, folder))
    write_page(folder.parent / "terms.md", _listed(terms))
    for format_ in ("owl", "skos"):
        target = folder.parent / f"{format_}.jsonld"
        target.write_bytes(serialize_term(_term_statements(format_), ox.RdfFormat.JSON_LD))


def _term_statements(format_: str) -> Iterator[ox.Triple]:
    for quad in ox.parse(artifacts.read_artifact(artifacts.FORMATS[format_]), ox.RdfFormat.TURTLE):
        yield quad.triple


def _name(subject: ox.NamedNode) -> str:
    """The term's name; values of an enum stand with the enum. Vendors and graphs are no terms."""
    name = subject.value.removeprefix(IRI).partition("#")[0]
    return name if name.isidentifier() else ""


def _closure(subject: object, about: dict[object, list[ox.Triple]]) -> Iterator[ox.Triple]:
    """The statements about a subject, and about the nodes without a name that they lead to."""
    for each in about[subject]:
        yield each
        if isinstance(each.object, ox.BlankNode):
            yield from _closure(each.object, about)


def serialize_term(statements: Iterable[ox.Triple], format_: ox.RdfFormat) -> bytes:
    """The statements, with the prefixes of the schema; JSON-LD in lines that people can read."""
    text = ox.serialize(
        statements, format=format_, prefixes=_PREFIXES | json.loads(artifacts.read_artifact("prefixes.json"))
    )
    text = text or b""
    return (msgspec.json.format(text) if format_ is ox.RdfFormat.JSON_LD else text).rstrip() + b"\n"


def _listed(terms: Iterable[str]) -> Iterator[str]:
    yield from ["# Terms", "", _INTRODUCTION, ""]
    rows = (
        [f"[`dspy:{name}`](reference/{name}.md)", *(f"[{kind}](reference/{name}.{suffix})" for suffix, kind in _KINDS)]
        for name in sorted(terms, key=str.lower)
    )
    yield from render_table(["term", "", ""], rows)


def _page(name: str, folder: Path) -> Iterator[str]:
    """For an IRI that elements of other names have, since a schema's names are unique and its IRIs are not."""
    yield from [
        f"# `dspy:{name}`",
        "",
        f"`{IRI}{name}` is the IRI of these elements, which all are called `{name}`:",
        "",
    ]
    for path in sorted(folder.glob(f"{name}_of_*.md")):
        yield f"- [{path.stem}]({path.name})"


_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_CLASSES = {"class": f"{_OWL}Class", "slot": "http://www.w3.org/1999/02/22-rdf-syntax-ns#Property"}


def write_vendor_terms(folder: Path) -> None:
    """Write two files a term into `folder`, beside its page."""
    read = alignment.load_alignment("schema")
    told: dict[str, list[ox.Triple]] = defaultdict(list)
    mapped: dict[str, list[ox.Triple]] = defaultdict(list)
    for relation in read.relations:
        predicate, target = relation.mapping.predicate_iri, relation.mapping.object_iri
        if predicate and target and relation.element.schema != "dspy":
            subject = ox.NamedNode(relation.element.iri)
            mapped[relation.element.id].append(ox.Triple(subject, ox.NamedNode(predicate), ox.NamedNode(target)))
    for element in read.elements:
        if element.schema != "dspy" and (path := _path(element)):
            told[path] += [*_vendor_statements(read, element), *mapped[element.id]]
    for path, statements in told.items():
        for suffix, format_ in FORMATS.items():
            target_file = folder / f"{path}.{suffix}"
            if target_file.with_suffix(".md").is_file():
                target_file.write_bytes(serialize_term(statements, format_))


def _path(element: Element) -> str:
    """The element's page below the reference, without suffix; a value is on that of its enumeration."""
    name = element.id.partition(":")[2].partition("#")[0]
    slots = "slots/" if element.kind == "slot" else ""
    return f"{element.schema}/{slots}{name}"


def _vendor_statements(read: Alignment, element: Element) -> Iterator[ox.Triple]:
    subject = ox.NamedNode(element.iri)
    yield ox.Triple(subject, _TYPE, ox.NamedNode(_CLASSES.get(element.kind, f"{_SKOS}Concept")))
    yield ox.Triple(subject, ox.NamedNode(f"{_RDFS}label"), ox.Literal(element.label or element.name))
    if element.description:
        yield ox.Triple(subject, ox.NamedNode(f"{_SKOS}definition"), ox.Literal(" ".join(element.description.split())))
    under = f"{_RDFS}subClassOf" if element.kind == "class" else f"{_SKOS}broader"
    for parent in map(read.elements.get, element.parents):
        if parent:
            yield ox.Triple(subject, ox.NamedNode(under), ox.NamedNode(parent.iri))
    scheme = element.iri.partition("#")[0].rpartition("/")[0]
    yield ox.Triple(subject, ox.NamedNode(f"{_SKOS}inScheme"), ox.NamedNode(scheme))
