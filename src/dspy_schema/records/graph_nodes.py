"""The node of a record in a graph as JSON text: the inverse of decision 009."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph

from dspy_schema.records import as_written, graph_lists, literals, scan, terms
from dspy_schema.records.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.rdf import Member
    from dspy_schema.records.as_written import Notes
    from dspy_schema.records.triples import Graph

Path = tuple[str | int, ...]
_EMPTY = "{}"


class NodeReader:
    """Writes the nodes of a record as JSON; `faults` are what JSON does not show.

    What is wrong in a way that JSON Schema refuses, with the same pointer, is left to it. Objects go no deeper than
    their classes do, so that neither circles nor depths of a graph are followed.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.faults: list[Fault] = []

    def text(self, node: Any, type_: str | None, notes: Notes) -> str:
        """The JSON text, on one line, of a record of that type, or of one that is to be told; raises RecursionError."""
        own = [f"{literals.quoted(name)}:{text}" for name, text in as_written.keywords(notes, type_)]
        return f"{{{','.join([*own, *self._members(node, terms.of_record(type_), (), notes)])}}}"

    def _members(self, node: Any, known: terms.Terms, path: Path, notes: Notes) -> Iterable[str]:
        values = self._graph.of(node)
        for predicate, term in known.terms.items():
            note = notes.get(term.name)
            if predicate in values:
                text = self._member([*values[predicate]], term, (*path, term.name), note)
                yield f'"{term.name}":{text}'
            elif note == as_written.NULL:
                yield f'"{term.name}":null'
        for predicate in values:
            if predicate in known.terms or predicate in known.passed_over:
                continue
            shown = [self._unknown(value) for value in values[predicate]]
            name = literals.quoted(known.unknown(predicate))
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
            items = graph_lists.items(self._graph, node)
        except graph_lists.BrokenListError as error:
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
            return f"{{{','.join(self._members(value, terms.of_object(member.class_), path, notes))}}}"
        if member.kind in {"json", "object"} or isinstance(value, pyoxigraph.Triple):
            self._fault("DSP504", f"{_kind(value)} is not expected here; expected {_expected(member)}", path)
        return self._unknown(value)

    def _literal(self, value: Any, term: terms.Term, path: Path, note: Notes | str | None) -> str:
        try:
            text = literals.text(value)
            if misfit := literals.misfit(value, term.member.kind, term.whole):
                self._fault("DSP504", misfit, path)
            elif term.member.kind == "json" and isinstance(note, dict):
                return as_written.restored(text, note)
        except literals.UnfitLiteralError as error:
            if literals.is_infinite(value) and term.member.kind == "number" and isinstance(note, str):
                infinite = "-1e999" if value.value.startswith("-") else "1e999"
                if (text := as_written.number(infinite, note)) != infinite:
                    return text
            self._fault("DSP504", str(error), path)
            return as_written.NULL
        except RecursionError:
            self._fault("DSP107", "arrays and objects are nested too deep to be read", path)
            return as_written.NULL
        return as_written.number(text, note) if term.member.kind in {"number", "json"} and text[0] in _DIGITS else text

    def _unknown(self, value: Any) -> str:
        """A value as the JSON that comes nearest; what is below a node is not followed."""
        if isinstance(value, pyoxigraph.NamedNode):
            return f'{{"@id":{literals.quoted(value.value)}}}'
        if isinstance(value, pyoxigraph.Literal):
            try:
                return literals.text(value)
            except (literals.UnfitLiteralError, RecursionError):
                return literals.quoted(value.value)
        return "[]" if self._is_list(value) else _EMPTY

    def _is_list(self, value: Any) -> bool:
        nodes = (pyoxigraph.BlankNode, pyoxigraph.NamedNode)
        return isinstance(value, nodes) and graph_lists.is_list(self._graph, value)

    def _fault(self, code: str, message: str, path: Path) -> None:
        self.faults.append(Fault(code, message, None, scan.pointer(path)))


_DIGITS = frozenset("-0123456789")


def _kind(value: Any) -> str:
    if isinstance(value, pyoxigraph.NamedNode):
        return "an IRI"
    return "a blank node" if isinstance(value, pyoxigraph.BlankNode) else "a triple"


def _expected(member: Member) -> str:
    return literals.expected(member.kind)
