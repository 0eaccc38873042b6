"""The terms of a vocabulary that is written in RDF.

| in RDF | kind |
|---|---|
| class | class; `type` for a datatype; `enum` below schema:Enumeration |
| property | slot |
| member of a class below schema:Enumeration | permissible_value, whose parents are the enumerations |

Parents are those of the same namespace. Superseded (schema.org) counts as deprecated.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rdflib import OWL, RDF, RDFS, Dataset, URIRef
from rdflib.exceptions import ParserError

from dspy_schema_build.vocabularies.listing import Term

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


_HTTP_SDO = "http://schema.org/"
_ENUMERATION, _DATA_TYPE, _SUPERSEDED = (
    URIRef(_HTTP_SDO + name) for name in ("Enumeration", "DataType", "supersededBy")
)
_CLASSES = {RDFS.Class, OWL.Class, RDFS.Datatype}
_PROPERTIES = {RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


class RdfSource:
    """A file of RDF, all its graphs, and which of its terms are wanted: those of one namespace."""

    def __init__(self, path: str, prefix: str, namespace: str, also: Collection[str] = ()) -> None:
        """Read the file.

        `also`: namespaces that have all names, too. Raises SyntaxError or ValueError for broken RDF, and OSError.
        """
        self.prefix, self.namespace = prefix, namespace
        self._also = also
        self._types: dict[URIRef, set[URIRef]] = defaultdict(set)
        self._above: dict[URIRef, set[URIRef]] = defaultdict(set)
        self._deprecated: set[URIRef] = set()
        data = Dataset(default_union=True)
        try:
            data.parse(path)
        except ParserError as fault:
            raise ValueError(str(fault)) from fault
        for subject, predicate, object_ in data.triples((None, None, None)):
            if not isinstance(subject, URIRef):
                continue
            if isinstance(object_, URIRef):
                if predicate == RDF.type:
                    self._types[subject].add(object_)
                elif predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
                    self._above[subject].add(object_)
            if predicate == _SUPERSEDED or (predicate == OWL.deprecated and str(object_) in ("true", "1")):
                self._deprecated.add(subject)

    def iter_terms(self) -> Iterator[Term]:
        """Yield the terms of the namespace, in no order."""
        for iri, types in self._types.items():
            kind = self._kind(iri, types)
            if kind and self._is_own(iri):
                name = iri[len(self.namespace) :]
                above = types if kind == "permissible_value" else self._above[iri]
                parents = sorted(self._curie(parent) for parent in above if self._is_own(parent))
                others = tuple(sorted(namespace + name for namespace in self._also))
                yield Term(self._curie(iri), str(iri), kind, tuple(parents), iri in self._deprecated, "", others)

    def _kind(self, iri: URIRef, types: set[URIRef]) -> str | None:
        if types & _PROPERTIES:
            return "slot"
        if types & _CLASSES:
            ancestors = self._ancestors(iri)
            if RDFS.Datatype in types or _DATA_TYPE in types or _DATA_TYPE in ancestors or iri == _DATA_TYPE:
                return "type"
            return "enum" if _ENUMERATION in ancestors else "class"
        return "permissible_value" if any(_ENUMERATION in self._ancestors(type_) for type_ in types) else None

    def _ancestors(self, iri: URIRef) -> set[URIRef]:
        """Return the superclasses; a member of a class of datatypes has those of that class, too."""
        ancestors: set[URIRef] = set()
        todo = [iri]
        while todo:
            for parent in self._above.get(todo.pop(), set()) - ancestors:
                ancestors.add(parent)
                todo.append(parent)
        for ancestor in list(ancestors):
            if _DATA_TYPE in self._types.get(ancestor, set()):
                ancestors.add(_DATA_TYPE)
        return ancestors

    def _is_own(self, iri: URIRef) -> bool:
        return iri.startswith(self.namespace) and iri in self._types and str(iri) != self.namespace

    def _curie(self, iri: URIRef) -> str:
        return f"{self.prefix}:{iri[len(self.namespace) :]}"
