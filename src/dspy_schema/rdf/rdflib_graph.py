"""Graphs of rdflib, with the lexical forms that the other formats have."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from dspy_schema.errors import MissingExtraError
from dspy_schema.rdf import terms
from dspy_schema.rdf.long_literals import MOST_BYTES, ShortTexts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import Graph, Literal
    from rdflib.term import Node


def build_rdflib_graph(texts: Iterable[bytes]) -> Graph:
    """Build a graph from N-Triples, with the prefixes of the table; raises MissingExtraError."""
    try:
        import pyoxigraph
        from rdflib import Graph
    except ImportError as error:
        raise MissingExtraError(error.name or "rdflib", "rdf") from error
    graph = Graph()
    for name, iri in terms.load_table().prefixes.items():
        graph.bind(name, iri, replace=True)
    for text in texts:
        short = ShortTexts(text, is_json=False) if len(text) > MOST_BYTES else None
        for triple in pyoxigraph.parse(short.data if short else text, pyoxigraph.RdfFormat.N_TRIPLES):
            object_ = short.restore(triple.object) if short else triple.object
            graph.add((_term(triple.subject), _term(triple.predicate), _term(object_)))
    return graph


@cache
def _exact_literal() -> type[Literal]:
    """Return a class of literals whose text rdflib's serializers keep: of doubles Turtle's has seven digits."""
    from rdflib import Literal

    class ExactLiteral(Literal):
        __slots__ = ()

        def _literal_n3(self, use_plain: bool = False, qname_callback: Any = None) -> str:  # noqa: ARG002
            return super()._literal_n3(use_plain=False, qname_callback=qname_callback)

    return ExactLiteral


def _term(term: Any) -> Node:
    import pyoxigraph
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    plain = term.datatype.value == f"{terms.XSD}string"
    # rdflib's parser would write times and doubles in another way.
    class_ = _exact_literal() if term.datatype.value == terms.DOUBLE else Literal
    return class_(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
