"""Formats that records are published in: what stands before, between and after them, and how each is written."""

from __future__ import annotations

import enum
from typing import Literal, Protocol

import msgspec

from dspy_schema.errors import BaseError, OptionError
from dspy_schema.rdf import jsonld, serializers, terms
from dspy_schema.rdf.jsonld_contexts import render_context
from dspy_schema.rdf.nodes import Nodes
from dspy_schema.rdf.serializers import render_ntriples


class Target(enum.StrEnum):
    """The formats of published records; `jsonl` is the records themselves."""

    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    NDJSONLD = "ndjsonld"
    JSONL = "jsonl"


JsonLiterals = Literal["canonical", "as-written"]
_JSON_LD = {Target.JSONLD, Target.NDJSONLD}
_encode = msgspec.json.Encoder().encode


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What is published, and how; `context` is `inline`, an address, or None for what suits the format."""

    to: Target = Target.NQUADS
    base: str = terms.BASE
    graph: str | None = None
    context: str | None = None
    json: JsonLiterals = "canonical"
    without_train_data: bool = False

    def checked(self) -> Options:
        """The same; raises BaseError and OptionError."""
        terms.check_base(self.base)
        if self.graph is not None and self.to not in {Target.NQUADS, *_JSON_LD}:
            raise OptionError(f"{self.to} has no named graphs; nquads, jsonld and ndjsonld have")
        if self.context is not None and self.to not in _JSON_LD:
            raise OptionError(f"{self.to} has no context; jsonld and ndjsonld have")
        if self.json not in {"canonical", "as-written"}:
            raise OptionError(f"any JSON values are written canonical or as-written, not {self.json!r}")
        if self.json == "as-written" and self.to in {Target.JSONL, *_JSON_LD}:
            raise OptionError(f"{self.to} has any JSON values as they are written already")
        if self.without_train_data and self.to is Target.JSONL:
            raise OptionError("a record has no digest of its training data; jsonl cannot be without these")
        for name, iri in (("graph", self.graph), ("context", self.context)):
            if iri not in {None, "inline"} and not terms.is_iri(iri or ""):
                raise BaseError(f"the {name} {iri!r} is not an absolute IRI")
        if self.graph == "inline":
            raise BaseError("the graph 'inline' is not an absolute IRI")
        return self


class Writer(Protocol):
    """Writes records in a format."""

    head: bytes
    between: bytes
    tail: bytes

    @property
    def beyond(self) -> list[str]:
        """Pointers of the numbers of the last record that do not fit a double."""

    def record(self, text: bytes, type_: str) -> bytes:
        """A valid record of that type, as its JSON text; raises RecursionError for one that is nested too deep."""


class Triples:
    """N-Triples, N-Quads and Turtle."""

    between = tail = b""

    def __init__(self, options: Options) -> None:
        self._nodes = Nodes(
            options.base,
            is_canonical=options.json == "canonical",
            without_train_data=options.without_train_data,
        )
        self._graph = options.graph
        self._is_turtle = options.to is Target.TURTLE
        self.head = serializers.render_turtle_head() if self._is_turtle else b""

    @property
    def beyond(self) -> list[str]:
        """See `Writer`."""
        return self._nodes.beyond

    def record(self, text: bytes, type_: str) -> bytes:
        """See `Writer`."""
        node = self._nodes.node(text, type_)
        return serializers.render_turtle(node) if self._is_turtle else render_ntriples(node, self._graph)


class JsonLines:
    """JSON-LD documents, one a line, and the records themselves."""

    head = between = tail = b""

    def __init__(self, options: Options) -> None:
        self._objects: jsonld.NodeObjects | None = None
        if options.to is Target.NDJSONLD:
            self._objects = jsonld.NodeObjects(options.base, without_train_data=options.without_train_data)
        self._context = render_context(options.context or terms.CONTEXT)
        self._graph = None if options.graph is None else _encode(options.graph)

    @property
    def beyond(self) -> list[str]:
        """See `Writer`."""
        return self._objects.beyond if self._objects else []

    def record(self, text: bytes, type_: str) -> bytes:
        """See `Writer`."""
        if self._objects is None:
            return text + b"\n"
        if self._graph is None:
            return self._objects.node_object(text, type_, self._context) + b"\n"
        node = self._objects.node_object(text, type_)
        return b'{"@context":%s,"@id":%s,"@graph":[%s]}\n' % (self._context, self._graph, node)


class Document:
    """One JSON-LD document with all records in its `@graph`."""

    between = b",\n"
    tail = b"\n]}\n"

    def __init__(self, options: Options) -> None:
        self._objects = jsonld.NodeObjects(options.base, without_train_data=options.without_train_data)
        name = b'"@id":%s,' % _encode(options.graph) if options.graph is not None else b""
        self.head = b'{"@context":%s,%s"@graph":[\n' % (render_context(options.context or "inline"), name)

    @property
    def beyond(self) -> list[str]:
        """See `Writer`."""
        return self._objects.beyond

    def record(self, text: bytes, type_: str) -> bytes:
        """See `Writer`."""
        return self._objects.node_object(text, type_)


def create_writer(options: Options) -> Writer:
    """The writer that the options ask for; raises BaseError and OptionError."""
    options = options.checked()
    if options.to is Target.JSONLD:
        return Document(options)
    return JsonLines(options) if options.to in {Target.NDJSONLD, Target.JSONL} else Triples(options)
