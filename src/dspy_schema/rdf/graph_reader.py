"""Graph to records; importing it raises MissingExtraError without ox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.findings import Diagnostic, Severity, with_article
from dspy_schema.jsontext import scanner
from dspy_schema.jsontext.depth import TOO_DEEP, find_nesting_fault
from dspy_schema.rdf import foreign, literals, roundtrip_notes, terms
from dspy_schema.rdf.graph import BrokenListError, BrokenRdfError, is_list, list_items, parse_graph
from dspy_schema.rdf.oxigraph import import_pyoxigraph
from dspy_schema.rdf.provenance import check_extra_predicates
from dspy_schema.records.batch import Batch, report_source
from dspy_schema.records.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyoxigraph as ox

    from dspy_schema.rdf.graph import Graph
    from dspy_schema.rdf.roundtrip_notes import Notes, Path
    from dspy_schema.records.batch import Origin
else:
    ox = import_pyoxigraph()

BATCH = 1000
_EMPTY = "{}"
_DIGITS = frozenset("-0123456789")


def read_graph(data: bytes, source: str, format_: Format) -> Iterator[Batch]:
    """Yield batches of the records of a graph; broken RDF gives none.

    A graph is a set: before its end, nothing is known to be whole.
    """
    try:
        graph = parse_graph(data, format_)
    except BrokenRdfError as error:
        yield report_source(source, error.code, str(error), error.place)
        return
    if not (subjects := _records(graph)):
        # An empty graph is no fault, but a document that becomes one says what no context explains.
        if graph.subjects or format_ is Format.JSONLD:
            what = "it is RDF of something else" if graph.subjects else "its terms have no context"
            yield report_source(source, "DSP502", f"no records of dspy in this graph: {what}")
        return
    iris = foreign.find_subjects(graph, subjects)
    known: dict[Any, Any] = {}
    for start in range(0, len(subjects), BATCH):
        batch = _batch(graph, subjects[start : start + BATCH], known, iris)
        yield msgspec.structs.replace(batch, source=source, first=start + 1)
    if message := foreign.describe_others(graph, subjects):
        yield report_source(source, "DSP513", message, severity=Severity.INFO)


def _batch(
    graph: Graph,
    subjects: Sequence[tuple[Any, list[str]]],
    known: dict[Any, Any],
    iris: dict[str, str],
) -> Batch:
    texts: list[bytes] = []
    faults: dict[int, list[Diagnostic]] = {}
    origins: list[Origin | None] = []
    for index, (subject, types) in enumerate(subjects):
        text, diagnostics, further = _read_record(graph, subject, types)
        for id_ in graph.values(subject).get(terms.identifier_iri(), ()):
            if (other := known.setdefault(id_, subject)) != subject:
                diagnostics.append(Diagnostic("DSP503", f"{subject} has the id of {other}", "/id"))
        texts.append(text.encode())
        type_ = types[0] if types else None
        origins.append(foreign.read_origin(graph, subject, texts[-1], type_, iris))
        if message := foreign.describe_further(graph, subject, type_, origins[-1], further):
            diagnostics.append(Diagnostic("DSP512", message, severity=Severity.INFO))
        if diagnostics:
            faults[index] = diagnostics
    first_types = [types[0] if types else None for _, types in subjects]
    return Batch(source="", texts=texts, types=first_types, further_faults=faults, origins=origins)


def _read_record(graph: Graph, subject: Any, types: list[str]) -> tuple[str, list[Diagnostic], Sequence[str]]:
    """Read the text of a record, what is wrong with it, and the predicates of other vocabularies that it has."""
    reader = NodeReader(graph)
    type_ = types[0] if types else None
    notes, faults = _read_notes(graph, subject)
    try:
        text = reader.text(subject, type_, notes)
    except RecursionError:
        return _EMPTY, [Diagnostic("DSP107", TOO_DEEP)], ()
    if fault := find_nesting_fault(text.encode()):
        return _EMPTY, [msgspec.structs.replace(fault, offset=None)], ()
    if len(types) > 1:
        classes = " and ".join(map(with_article, types))
        return text, [Diagnostic("DSP507", f"{subject} is {classes}; a record is of one type")], ()
    extra = check_extra_predicates(graph, subject, type_) if type_ else ()
    return text, [*faults, *reader.faults, *extra], reader.further


def _read_notes(graph: Graph, subject: Any) -> tuple[Notes, list[Diagnostic]]:
    values = [*graph.values(subject).get(terms.extra_iri(terms.AS_WRITTEN), ())]
    if not values:
        return {}, []
    try:
        if len(values) > 1 or getattr(values[0], "datatype", None) is None or values[0].datatype.value != terms.JSON:
            raise roundtrip_notes.MalformedNoteError("as_written is not one literal of rdf:JSON")
        return roundtrip_notes.parse_notes(values[0].value), []
    except roundtrip_notes.MalformedNoteError as error:
        return {}, [Diagnostic("DSP508", str(error), f"/{terms.AS_WRITTEN}")]


def _records(graph: Graph) -> list[tuple[Any, list[str]]]:
    """Return the subjects of records, and of each the record types that it is said to be of."""
    records = []
    for subject, values in graph.subjects.items():
        stated = {getattr(value, "value", None) for value in values.get(terms.TYPE, ())}
        types = [name for iri, name in terms.record_type_iris().items() if iri in stated]
        if types or (not stated and _is_untyped_record(graph, subject, values)):
            records.append((subject, types))
    return records


def _is_untyped_record(graph: Graph, subject: Any, values: dict[str, Any]) -> bool:
    own = terms.own_namespace()
    return not graph.uses[subject] and terms.identifier_iri() in values and any(iri.startswith(own) for iri in values)


class NodeReader:
    """Writer of the nodes of a record as JSON; `faults` are what JSON does not show, `further` other predicates.

    What is wrong in a way that JSON Schema refuses, with the same pointer, is left to it. Objects go no deeper than
    their classes do, so that neither circles nor depths of a graph are followed.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.faults: list[Diagnostic] = []
        #: The predicates of other vocabularies, which say what no record does; each as often as it has values.
        self.further: list[str] = []

    def text(self, node: Any, type_: str | None, notes: Notes) -> str:
        """Return the JSON text, on one line, of a record of that type, or with None of any; raises RecursionError."""
        own = roundtrip_notes.render_keywords(notes, type_)
        return f"{{{','.join([*own, *self._members(node, terms.record_terms(type_), (), notes)])}}}"

    def _members(self, node: Any, known: terms.Terms, path: Path, notes: Notes) -> Iterable[str]:
        values = self._graph.values(node)
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
            if not terms.is_own(predicate):
                self.further += [predicate] * len(values[predicate])
                continue
            texts = [self._unknown(value) for value in values[predicate]]
            name = literals.quote_text(known.name_unknown(predicate))
            value = texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"
            yield f"{name}:{value}"

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
            items = list_items(self._graph, node)
        except BrokenListError as error:
            self._fault("DSP505", str(error), path)
            return "[]"
        notes = note if isinstance(note, dict) else {}
        texts = [self._value(item, term, (*path, i), notes.get(str(i))) for i, item in enumerate(items)]
        return f"[{','.join(texts)}]"

    def _value(self, value: Any, term: terms.Term, path: Path, note: Notes | str | None) -> str:
        member = term.member
        if isinstance(value, ox.Literal):
            return self._literal(value, term, path, note)
        if member.class_ and isinstance(value, ox.BlankNode) and not self._is_list(value):
            if self._graph.uses[value] > 1:
                self._fault("DSP505", "the blank node is used more than once", path)
                return _EMPTY
            notes = note if isinstance(note, dict) else {}
            return f"{{{','.join(self._members(value, terms.object_terms(member.class_), path, notes))}}}"
        if member.kind in {"json", "object"} or isinstance(value, ox.Triple):
            expected = literals.describe_expected(member.kind)
            self._fault("DSP504", f"{_describe_node(value)} is not expected here; expected {expected}", path)
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
            self._fault("DSP107", TOO_DEEP, path)
            return roundtrip_notes.NULL
        return (
            roundtrip_notes.restore_number(text, note)
            if term.member.kind in {"number", "json"} and text[0] in _DIGITS
            else text
        )

    def _unknown(self, value: Any) -> str:
        """Return a value as the JSON that comes nearest; what is below a node is not followed."""
        if isinstance(value, ox.NamedNode):
            return f'{{"@id":{literals.quote_text(value.value)}}}'
        if isinstance(value, ox.Literal):
            try:
                return literals.literal_text(value)
            except (literals.UnfitLiteralError, RecursionError):
                return literals.quote_text(value.value)
        return "[]" if self._is_list(value) else _EMPTY

    def _is_list(self, value: Any) -> bool:
        nodes = (ox.BlankNode, ox.NamedNode)
        return isinstance(value, nodes) and is_list(self._graph, value)

    def _fault(self, code: str, message: str, path: Path) -> None:
        self.faults.append(Diagnostic(code, message, scanner.join_pointer(path)))


def _describe_node(value: Any) -> str:
    if isinstance(value, ox.NamedNode):
        return "an IRI"
    return "a blank node" if isinstance(value, ox.BlankNode) else "a triple"
