"""Graphs of rdflib, with the lexical forms that the other formats have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dspy_schema.errors import MissingExtraError
from dspy_schema.rdf import terms
from dspy_schema.rdf.long_literals import MOST_BYTES, ShortTexts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib import Graph
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


def _term(term: Any) -> Node:
    import pyoxigraph
    from rdflib import BNode, Literal, URIRef

    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    plain = term.datatype.value == f"{terms.XSD}string"
    # rdflib's parser would write times and doubles in another way.
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
