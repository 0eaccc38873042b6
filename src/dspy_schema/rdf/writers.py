"""Formats that records are published in: what stands before, between and after them, and how each is written."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from dspy_schema.errors import BaseError, OptionError
from dspy_schema.rdf import serializers, terms
from dspy_schema.rdf.jsonld import writer as jsonld
from dspy_schema.rdf.jsonld.contexts import render_context
from dspy_schema.rdf.nodes import Nodes
from dspy_schema.rdf.serializers import render_ntriples, render_turtle

if TYPE_CHECKING:
    from collections.abc import Callable

    from dspy_schema.records.batch import Origin


JsonLiterals = Literal["canonical", "as-written"]
_encode = msgspec.json.Encoder().encode


class Writer(Protocol):
    """Writes records in a format."""

    head: bytes
    between: bytes
    tail: bytes

    @property
    def beyond(self) -> list[str]:
        """List the pointers of the numbers of the last record that do not fit a double."""

    def record(self, text: bytes, type_: str, origin: Origin | None = None) -> bytes:
        """Write a valid record of that type from its JSON text; `origin` is the resource whose IRI it keeps.

        Raises RecursionError if it is nested too deep.
        """


class Triples:
    """N-Triples and N-Quads."""

    head = between = tail = b""

    def __init__(self, options: Options) -> None:
        self._nodes = Nodes(
            options.base,
            is_canonical=options.json == "canonical",
            without_train_data=options.without_train_data,
        )
        self._graph = options.graph

    @property
    def beyond(self) -> list[str]:
        """See `Writer`."""
        return self._nodes.beyond

    def record(self, text: bytes, type_: str, origin: Origin | None = None) -> bytes:
        """See `Writer`."""
        return render_ntriples(self._nodes.node(text, type_, origin), self._graph)


class TurtleBlocks(Triples):
    """Turtle: the prefixes, then a block for each record."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.head = serializers.render_turtle_head()

    def record(self, text: bytes, type_: str, origin: Origin | None = None) -> bytes:
        """See `Writer`."""
        return render_turtle(self._nodes.node(text, type_, origin))


class JsonLdDocument:
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

    def record(self, text: bytes, type_: str, origin: Origin | None = None) -> bytes:
        """See `Writer`."""
        return self._objects.node_object(text, type_, b"", origin)


class JsonLdLines:
    """JSON-LD documents, one a line."""

    head = between = tail = b""

    def __init__(self, options: Options) -> None:
        self._objects = jsonld.NodeObjects(options.base, without_train_data=options.without_train_data)
        self._context = render_context(options.context or terms.CONTEXT)
        self._graph = None if options.graph is None else _encode(options.graph)

    @property
    def beyond(self) -> list[str]:
        """See `Writer`."""
        return self._objects.beyond

    def record(self, text: bytes, type_: str, origin: Origin | None = None) -> bytes:
        """See `Writer`."""
        if self._graph is None:
            return self._objects.node_object(text, type_, self._context, origin) + b"\n"
        node = self._objects.node_object(text, type_, b"", origin)
        return b'{"@context":%s,"@id":%s,"@graph":[%s]}\n' % (self._context, self._graph, node)


class JsonLines:
    """The records themselves, one a line."""

    head = between = tail = b""

    def __init__(self, _: Options) -> None:
        self.beyond: list[str] = []

    def record(self, text: bytes, type_: str, origin: Origin | None = None) -> bytes:  # noqa: ARG002  # see `Writer`
        """See `Writer`."""
        return text + b"\n"


class Target(enum.StrEnum):
    """The table of the formats of published records: name, writer, and what the format has."""

    create: Callable[[Options], Writer]
    has_graphs: bool
    #: JSON-LD: it has a context, and keeps any JSON values as they are written.
    is_jsonld: bool

    def __new__(
        cls,
        name: str,
        create: Callable[[Options], Writer] = JsonLines,
        has_graphs: bool = False,
        is_jsonld: bool = False,
    ) -> Target:
        """Create a row of the table."""
        target = str.__new__(cls, name)
        target._value_ = name
        target.create, target.has_graphs, target.is_jsonld = create, has_graphs, is_jsonld
        return target

    NQUADS = "nquads", Triples, True
    NTRIPLES = "ntriples", Triples
    TURTLE = "turtle", TurtleBlocks
    JSONLD = "jsonld", JsonLdDocument, True, True
    NDJSONLD = "ndjsonld", JsonLdLines, True, True
    JSONL = "jsonl", JsonLines


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What is published, and how; `context` is `inline`, an address, or None for what suits the format."""

    to: Target = Target.NQUADS
    base: str = terms.BASE
    graph: str | None = None
    context: str | None = None
    json: JsonLiterals = "canonical"
    without_train_data: bool = False

    @property
    def keeps_subjects(self) -> bool:
        """Whether records that are read from RDF keep their IRIs: they do unless a base is asked for."""
        return self.base == terms.BASE

    def check(self) -> Options:
        """Return the options if they go together; raises BaseError and OptionError."""
        terms.check_base(self.base)
        if self.graph is not None and not self.to.has_graphs:
            names = _join_names([target for target in Target if target.has_graphs])
            raise OptionError(f"{self.to} has no named graphs; {names} have")
        if self.context is not None and not self.to.is_jsonld:
            names = _join_names([target for target in Target if target.is_jsonld])
            raise OptionError(f"{self.to} has no context; {names} have")
        if self.json not in {"canonical", "as-written"}:
            raise OptionError(f"any JSON values are written canonical or as-written, not {self.json!r}")
        if self.json == "as-written" and (self.to.is_jsonld or self.to is Target.JSONL):
            raise OptionError(f"{self.to} has any JSON values as they are written already")
        if self.without_train_data and self.to is Target.JSONL:
            raise OptionError("a record has no digest of its training data; jsonl cannot be without these")
        for name, iri in (("graph", self.graph), ("context", self.context)):
            if iri not in {None, "inline"} and not terms.is_iri(iri or ""):
                raise BaseError(f"the {name} {iri!r} is not an absolute IRI")
        if self.graph == "inline":
            raise BaseError("the graph 'inline' is not an absolute IRI")
        return self


def create_writer(options: Options) -> Writer:
    """Create the writer that the options ask for; raises BaseError and OptionError."""
    return options.check().to.create(options)


def _join_names(targets: list[Target]) -> str:
    return f"{', '.join(targets[:-1])} and {targets[-1]}"
