"""What a graph says beside its records: the IRIs of these, further statements about them, and other resources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from dspy_schema.jsontext.raw import UNFIT, decode_outline
from dspy_schema.rdf import terms
from dspy_schema.rdf.oxigraph import import_pyoxigraph
from dspy_schema.rdf.provenance import find_origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dspy_schema.rdf.graph import Graph
    from dspy_schema.records.batch import Origin


# The types that entailment gives to records.
_ENTAILED = frozenset(
    {
        "http://www.w3.org/2002/07/owl#NamedIndividual",
        "http://www.w3.org/2002/07/owl#Thing",
        "http://www.w3.org/2000/01/rdf-schema#Resource",
    }
)
_MOST_NAMED = 5


def find_subjects(graph: Graph, subjects: Iterable[tuple[Any, list[str]]]) -> dict[str, str]:
    """Find the IRIs of records by their ids."""
    node = import_pyoxigraph().NamedNode
    identifier = terms.identifier_iri()
    return {
        value.value: subject.value
        for subject, _ in subjects
        if isinstance(subject, node)
        for value in graph.values(subject).get(identifier, ())
    }


def read_origin(graph: Graph, subject: Any, text: bytes, type_: str | None, subjects: dict[str, str]) -> Origin | None:
    """Read the resource that a record of this text is; None where its IRI, and its links, follow from the record."""
    if not isinstance(subject, import_pyoxigraph().NamedNode):
        return None
    try:
        members = decode_outline(text)
        job = None
        if type_ and terms.is_activity(type_):
            named = graph.values(subject).get(terms.load_table().iri("dspy:job"), ())
            job = next((subjects[value.value] for value in named if value.value in subjects), None)
        return find_origin(subject.value, members, type_, _read_links(graph, subject), job)
    except UNFIT:  # a member is not a text, which the check reports
        return None


def _read_links(graph: Graph, subject: Any) -> Iterator[tuple[str, str]]:
    node = import_pyoxigraph().NamedNode
    values = graph.values(subject)
    for predicate in terms.LINKS:
        for value in values.get(terms.load_table().iri(predicate), ()):
            if isinstance(value, node):
                yield predicate, value.value


def describe_further(
    graph: Graph, subject: Any, type_: str | None, origin: Origin | None, predicates: Iterable[str]
) -> str | None:
    """Describe the statements about a record that it has no member for.

    `predicates` are those of other vocabularies.
    """
    further = Counter(terms.shorten_iri(predicate) for predicate in predicates)
    if type_ is not None:
        further["rdf:type"] += sum(1 for _ in _find_further_types(graph, subject, type_))
        values = graph.values(subject)
        for predicate, member in zip(terms.TIMES, ("dspy:started_at", "dspy:finished_at"), strict=True):
            table = terms.load_table()
            stated = {value.value for value in values.get(table.iri(predicate), ())}
            if terms.is_activity(type_):
                further[predicate] += len(stated - {value.value for value in values.get(table.iri(member), ())})
    for predicate, _ in origin.links if origin is not None else ():
        further[predicate] += 1
    if not (further := +further):
        return None
    count = further.total()
    names = sorted(further, key=lambda name: (-further[name], name))
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    what = "1 statement is" if count == 1 else f"{count} statements are"
    return f"{what} not part of the record: {', '.join(names[:_MOST_NAMED])}{more}"


def _find_further_types(graph: Graph, subject: Any, type_: str) -> Iterator[str]:
    table = terms.load_table()
    known = {table.iri(curie) for curie in table.classes[type_].types} | _ENTAILED
    for value in graph.values(subject).get(terms.TYPE, ()):
        iri = getattr(value, "value", "")
        if iri not in known and not iri.startswith((terms.own_namespace(), table.prefixes["prov"])):
            yield iri


def describe_others(graph: Graph, records: Sequence[tuple[Any, list[str]]]) -> str | None:
    """Describe the resources of a graph that are not records, nor parts of them, nor what a publisher adds."""
    if len(graph.subjects) == len(records):
        return None
    module = import_pyoxigraph()
    node = module.BlankNode
    own = {subject for subject, _ in records}
    # What is said of the end of all lists is a fault of one.
    own.add(module.NamedNode(terms.NIL))
    others = [
        subject
        for subject, values in graph.subjects.items()
        # A blank node that something leads to is a part of that.
        if subject not in own and not (isinstance(subject, node) and graph.uses[subject]) and not _is_thing(values, own)
    ]
    if not others:
        return None
    named = next((f"<{other.value}>" for other in others if not isinstance(other, node)), "a blank node")
    if len(others) == 1:
        return f"1 resource is not a record, and is left out: {named}"
    return f"{len(others)} resources are not records, and are left out; one is {named}"


def _is_thing(values: dict[str, dict[Any, None]], own: set[Any]) -> bool:
    """Return whether all that is said of a resource is that records generated it, or that it is an agent."""
    made = values.get(terms.load_table().iri(terms.GENERATED_BY), ())
    types = values.get(terms.TYPE, ())
    known = sum(value in own for value in made) + sum(value.value == terms.AGENT_IRI for value in types)
    return bool(known == sum(map(len, values.values())))
