"""Graph to records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph

from dspy_schema.findings import Diagnostic, with_article
from dspy_schema.jsontext import scanner
from dspy_schema.rdf import graph, literals, roundtrip_notes, terms
from dspy_schema.rdf import graph as graphs
from dspy_schema.records.batch import Batch, report_source
from dspy_schema.records.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dspy_schema.rdf.graph import Graph
    from dspy_schema.rdf.roundtrip_notes import Notes
    from dspy_schema.rdf.terms import Member


BATCH = 1000
_EMPTY = "{}"
_DIGITS = frozenset("-0123456789")


def read_graph(data: bytes, source: str, format_: Format) -> Iterator[Batch]:
    """Batches of the records of a graph; broken RDF gives none.

    A graph is a set: before its end, nothing is known to be whole. Raises MissingExtraError.
    """
    try:
        graph = graphs.parse_graph(data, format_)
    except graphs.BrokenRdfError as error:
        yield report_source(source, error.code, str(error), error.place)
        return
    if not (subjects := _records(graph)):
        # An empty graph is no fault, but a document that becomes one says what no context explains.
        if graph.subjects or format_ is Format.JSONLD:
            what = "it is RDF of something else" if graph.subjects else "its terms have no context"
            yield report_source(source, "DSP502", f"no records of dspy in this graph: {what}")
        return
    known: dict[Any, Any] = {}
    for start in range(0, len(subjects), BATCH):
        yield _batch(graph, subjects[start : start + BATCH], known, source, start + 1)


def _batch(
    graph: graph.Graph,
    subjects: Sequence[tuple[Any, list[str]]],
    known: dict[Any, Any],
    source: str,
    first: int,
) -> Batch:
    texts: list[bytes] = []
    faults: dict[int, list[Diagnostic]] = {}
    for index, (subject, types) in enumerate(subjects):
        text, found = _record(graph, subject, types)
        for id_ in graph.of(subject).get(_identifier(), ()):
            if (other := known.setdefault(id_, subject)) != subject:
                message = f"{_shown(subject)} has the id of {_shown(other)}"
                found.append(Diagnostic("DSP503", message, "/id"))
        texts.append(text.encode())
        if found:
            faults[index] = found
    told = [types[0] if types else None for _, types in subjects]
    return Batch(source=source, first=first, texts=texts, types=told, further_faults=faults)


def _record(graph: graph.Graph, subject: Any, types: list[str]) -> tuple[str, list[Diagnostic]]:
    from dspy_schema.rdf import provenance

    reader = NodeReader(graph)
    type_ = types[0] if types else None
    notes, faults = _notes(graph, subject)
    try:
        text = reader.text(subject, type_, notes)
    except RecursionError:
        return "{}", [Diagnostic("DSP107", "arrays and objects are nested too deep to be read")]
    if len(types) > 1:
        return text, [
            Diagnostic(
                "DSP507", f"{_shown(subject)} is {' and '.join(map(with_article, types))}; a record is of one type"
            )
        ]
    besides = provenance.check_extra_predicates(graph, subject, type_) if type_ else ()
    return text, [*faults, *reader.faults, *besides]


def _notes(graph: graph.Graph, subject: Any) -> tuple[Notes, list[Diagnostic]]:
    from dspy_schema.rdf import literals

    values = [*graph.of(subject).get(terms.as_written_iri(), ())]
    if not values:
        return {}, []
    try:
        if len(values) > 1 or getattr(values[0], "datatype", None) is None or values[0].datatype.value != literals.JSON:
            raise roundtrip_notes.MalformedNoteError("as_written is not one literal of rdf:JSON")
        return roundtrip_notes.parse_notes(values[0].value), []
    except roundtrip_notes.MalformedNoteError as error:
        return {}, [Diagnostic("DSP508", str(error), "/as_written")]


def _records(graph: graph.Graph) -> list[tuple[Any, list[str]]]:
    """The subjects of records, and of each the record types that it is said to be of."""
    found = []
    for subject, values in graph.subjects.items():
        said = {getattr(each, "value", None) for each in values.get(terms.TYPE, ())}
        types = [name for iri, name in terms.record_type_iris().items() if iri in said]
        if types or (not said and _is_untyped_record(graph, subject, values)):
            found.append((subject, types))
    return found


def _is_untyped_record(graph: graph.Graph, subject: Any, values: dict[str, Any]) -> bool:
    own = terms.own_namespace()
    return not graph.uses[subject] and _identifier() in values and any(each.startswith(own) for each in values)


def _identifier() -> str:
    return terms.load_table().iri("schema:identifier")


def _shown(subject: Any) -> str:
    return str(subject)


Path = tuple[str | int, ...]


class NodeReader:
    """Writes the nodes of a record as JSON; `faults` are what JSON does not show.

    What is wrong in a way that JSON Schema refuses, with the same pointer, is left to it. Objects go no deeper than
    their classes do, so that neither circles nor depths of a graph are followed.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.faults: list[Diagnostic] = []

    def text(self, node: Any, type_: str | None, notes: Notes) -> str:
        """The JSON text, on one line, of a record of that type, or of one that is to be told; raises RecursionError."""
        own = [f"{literals.quote_text(name)}:{text}" for name, text in roundtrip_notes.restore_keywords(notes, type_)]
        return f"{{{','.join([*own, *self._members(node, terms.record_terms(type_), (), notes)])}}}"

    def _members(self, node: Any, known: terms.Terms, path: Path, notes: Notes) -> Iterable[str]:
        values = self._graph.of(node)
        for predicate, term in known.terms.items():
            note = notes.get(term.name)
            if predicate in values:
                text = self._member([*values[predicate]], term, (*path, term.name), note)
                yield f'"{term.name}":{text}'
            elif note == roundtrip_notes.NULL:
                yield f'"{term.name}":null'
        for predicate in values:
            if predicate in known.terms or predicate in known.passed_over:
                continue
            shown = [self._unknown(value) for value in values[predicate]]
            name = literals.quote_text(known.unknown(predicate))
            yield f"{name}:{shown[0] if len(shown) == 1 else '[' + ','.join(shown) + ']'}"

    def _member(self, values: list[Any], term: terms.Term, path: Path, note: Notes | str | None) -> str:
        if len(values) > 1:
            what = "one rdf:List" if term.member.is_list else "one"
            self._fault("DSP509", f"`{term.name}` has {len(values)} values; expected {what}", path)
            return f"[{','.join(map(self._unknown, values))}]"
        if term.member.is_list and self._is_list(values[0]):
            return self._list(values[0], term, path, note)
        return self._value(values[0], term, path, note)

    def _list(self, node: Any, term: terms.Term, path: Path, note: Notes | str | None) -> str:
        try:
            items = graph.list_items(self._graph, node)
        except graph.BrokenListError as error:
            self._fault("DSP505", f"{error}", path)
            return "[]"
        notes = note if isinstance(note, dict) else {}
        return f"[{','.join([self._value(each, term, (*path, i), notes.get(str(i))) for i, each in enumerate(items)])}]"

    def _value(self, value: Any, term: terms.Term, path: Path, note: Notes | str | None) -> str:
        member = term.member
        if isinstance(value, pyoxigraph.Literal):
            return self._literal(value, term, path, note)
        if member.class_ and isinstance(value, pyoxigraph.BlankNode) and not self._is_list(value):
            if self._graph.uses[value] > 1:
                self._fault("DSP505", "the blank node is used more than once", path)
                return _EMPTY
            notes = note if isinstance(note, dict) else {}
            return f"{{{','.join(self._members(value, terms.object_terms(member.class_), path, notes))}}}"
        if member.kind in {"json", "object"} or isinstance(value, pyoxigraph.Triple):
            self._fault("DSP504", f"{_kind(value)} is not expected here; expected {_expected(member)}", path)
        return self._unknown(value)

    def _literal(self, value: Any, term: terms.Term, path: Path, note: Notes | str | None) -> str:
        try:
            text = literals.literal_text(value)
            if misfit := literals.describe_misfit(value, term.member.kind, term.whole):
                self._fault("DSP504", misfit, path)
            elif term.member.kind == "json" and isinstance(note, dict):
                return roundtrip_notes.restore_json(text, note)
        except literals.UnfitLiteralError as error:
            if literals.is_infinite(value) and term.member.kind == "number" and isinstance(note, str):
                infinite = "-1e999" if value.value.startswith("-") else "1e999"
                if (text := roundtrip_notes.restore_number(infinite, note)) != infinite:
                    return text
            self._fault("DSP504", str(error), path)
            return roundtrip_notes.NULL
        except RecursionError:
            self._fault("DSP107", "arrays and objects are nested too deep to be read", path)
            return roundtrip_notes.NULL
        return (
            roundtrip_notes.restore_number(text, note)
            if term.member.kind in {"number", "json"} and text[0] in _DIGITS
            else text
        )

    def _unknown(self, value: Any) -> str:
        """A value as the JSON that comes nearest; what is below a node is not followed."""
        if isinstance(value, pyoxigraph.NamedNode):
            return f'{{"@id":{literals.quote_text(value.value)}}}'
        if isinstance(value, pyoxigraph.Literal):
            try:
                return literals.literal_text(value)
            except (literals.UnfitLiteralError, RecursionError):
                return literals.quote_text(value.value)
        return "[]" if self._is_list(value) else _EMPTY

    def _is_list(self, value: Any) -> bool:
        nodes = (pyoxigraph.BlankNode, pyoxigraph.NamedNode)
        return isinstance(value, nodes) and graph.is_list(self._graph, value)

    def _fault(self, code: str, message: str, path: Path) -> None:
        self.faults.append(Diagnostic(code, message, scanner.join_pointer(path)))


def _kind(value: Any) -> str:
    if isinstance(value, pyoxigraph.NamedNode):
        return "an IRI"
    return "a blank node" if isinstance(value, pyoxigraph.BlankNode) else "a triple"


def _expected(member: Member) -> str:
    return literals.describe_expected(member.kind)
