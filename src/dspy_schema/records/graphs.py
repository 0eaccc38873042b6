"""Read RDF: the records of a graph, in order of first appearance of their subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema import rdf
from dspy_schema.records import as_written, terms, triples
from dspy_schema.records.batch import Batch, fault_of_source
from dspy_schema.records.fault import Fault
from dspy_schema.records.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dspy_schema.records.as_written import Notes

BATCH = 1000


def read(data: bytes, source: str, format_: Format) -> Iterator[Batch]:
    """Batches of the records of a graph; broken RDF gives none.

    A graph is a set: before its end, nothing is known to be whole. Raises MissingExtraError.
    """
    try:
        graph = triples.parse(data, format_)
    except triples.BrokenRdfError as error:
        yield fault_of_source(source, error.code, str(error), error.place)
        return
    if not (subjects := _records(graph)):
        # An empty graph is no fault, but a document that becomes one says what no context explains.
        if graph.subjects or format_ is Format.JSONLD:
            what = "it is RDF of something else" if graph.subjects else "its terms have no context"
            yield fault_of_source(source, "DSP502", f"no records of dspy in this graph: {what}")
        return
    known: dict[Any, Any] = {}
    for start in range(0, len(subjects), BATCH):
        yield _batch(graph, subjects[start : start + BATCH], known, source, start + 1)


def _batch(
    graph: triples.Graph,
    subjects: Sequence[tuple[Any, list[str]]],
    known: dict[Any, Any],
    source: str,
    first: int,
) -> Batch:
    texts: list[bytes] = []
    faults: dict[int, list[Fault]] = {}
    for index, (subject, types) in enumerate(subjects):
        text, found = _record(graph, subject, types)
        for id_ in graph.of(subject).get(_identifier(), ()):
            if (other := known.setdefault(id_, subject)) != subject:
                message = f"{_shown(subject)} has the id of {_shown(other)}"
                found.append(Fault("DSP503", message, None, "/id"))
        texts.append(text.encode())
        if found:
            faults[index] = found
    told = [types[0] if types else None for _, types in subjects]
    return Batch(source=source, first=first, texts=texts, types=told, further_faults=faults)


def _record(graph: triples.Graph, subject: Any, types: list[str]) -> tuple[str, list[Fault]]:
    from dspy_schema.records import graph_besides
    from dspy_schema.records.graph_nodes import NodeReader

    reader = NodeReader(graph)
    type_ = types[0] if types else None
    notes, faults = _notes(graph, subject)
    try:
        text = reader.text(subject, type_, notes)
    except RecursionError:
        return "{}", [Fault("DSP107", "arrays and objects are nested too deep to be read")]
    if len(types) > 1:
        return text, [Fault("DSP507", f"{_shown(subject)} is a {' and a '.join(types)}; a record is of one type")]
    besides = graph_besides.faults(graph, subject, type_) if type_ else ()
    return text, [*faults, *reader.faults, *besides]


def _notes(graph: triples.Graph, subject: Any) -> tuple[Notes, list[Fault]]:
    from dspy_schema.records import literals

    values = [*graph.of(subject).get(terms.as_written(), ())]
    if not values:
        return {}, []
    try:
        if len(values) > 1 or getattr(values[0], "datatype", None) is None or values[0].datatype.value != literals.JSON:
            raise as_written.MalformedNoteError("as_written is not one literal of rdf:JSON")
        return as_written.parse(values[0].value), []
    except as_written.MalformedNoteError as error:
        return {}, [Fault("DSP508", str(error), None, "/as_written")]


def _records(graph: triples.Graph) -> list[tuple[Any, list[str]]]:
    """The subjects of records, and of each the record types that it is said to be of."""
    found = []
    for subject, values in graph.subjects.items():
        said = {getattr(each, "value", None) for each in values.get(terms.TYPE, ())}
        types = [name for iri, name in terms.record_types().items() if iri in said]
        if types or (not said and _is_untyped_record(graph, subject, values)):
            found.append((subject, types))
    return found


def _is_untyped_record(graph: triples.Graph, subject: Any, values: dict[str, Any]) -> bool:
    own = terms.namespace()
    return not graph.uses[subject] and _identifier() in values and any(each.startswith(own) for each in values)


def _identifier() -> str:
    return rdf.table().iri("schema:identifier")


def _shown(subject: Any) -> str:
    return str(subject)
