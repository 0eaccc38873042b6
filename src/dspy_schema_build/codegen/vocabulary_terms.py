"""Terms of a LinkML schema or an ontology, and the listing of them.

Names are those that LinkML gives them in RDF: classes, enumerations, types and subsets in camel case, slots with an
underscore for spaces and hyphens, a word of an enumeration as `Enum#word`, percent-encoded.

| in RDF | kind |
|---|---|
| class | class; `type` for a datatype; `enum` below schema:Enumeration |
| property | slot |
| member of a class below schema:Enumeration | permissible_value, whose parents are the enumerations |

Parents are those of the same namespace. Superseded (schema.org) counts as deprecated.

They hold names, IRIs, kinds and parents only, no definition of a vocabulary's own words.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

from linkml_runtime.linkml_model.meta import SlotDefinition
from linkml_runtime.utils.formatutils import camelcase, underscore
from linkml_runtime.utils.schemaview import SchemaView
from rdflib import OWL, RDF, RDFS, Dataset, URIRef
from rdflib.exceptions import ParserError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from linkml_runtime.linkml_model.meta import Element, PermissibleValue, SchemaDefinition


COLUMNS = ("curie", "iri", "kind", "parent", "deprecated", "declared_uri", "other_iris")
PROVENANCE = (
    "file",
    "prefix",
    "namespace",
    "other_namespaces",
    "title",
    "upstream",
    "version",
    "licence",
    "commit",
    "date",
    "sha256",
)
_HTTP_SDO = "http://schema.org/"


@dataclass(frozen=True)
class Term:
    """A term; `kind` is class, slot, enum, permissible_value, type or subset, the parents and the parent are CURIEs."""

    curie: str
    iri: str
    kind: str
    parents: tuple[str, ...] = ()
    deprecated: bool = False
    declared_uri: str = ""
    other_iris: tuple[str, ...] = ()

    @property
    def row(self) -> tuple[str, ...]:
        """The cells of the term's line."""
        deprecated = "true" if self.deprecated else "false"
        several = "|".join(self.parents), "|".join(self.other_iris)
        return (self.curie, self.iri, self.kind, several[0], deprecated, self.declared_uri, several[1])


def encode_listing(terms: Iterable[Term]) -> bytes:
    """The listing, sorted by kind and CURIE.

    Raises ValueError for no term, for one that is there twice, and where a cell has a tab or a line end.
    """
    rows = sorted((each.kind, each.curie, each.row) for each in terms)
    if not rows:
        raise ValueError("the source has no term in that namespace")
    for one, other in pairwise(rows):
        if one[:2] == other[:2]:
            raise ValueError(f"two terms of the kind {one[0]} are called {one[1]}")
    return _table(COLUMNS, (row for _, _, row in rows))


def record_listing(path: Path, listing: bytes, known: dict[str, str]) -> bytes:
    """The table of provenance with the line of a listing brought up to date.

    `path` is that of the table, which may not be there yet; `known` are cells of the line, by column; the others stay.
    """
    lines = path.read_text(encoding="utf-8").splitlines()[1:] if path.is_file() else []
    rows = {cells[0]: dict(zip(PROVENANCE, cells, strict=True)) for cells in (line.split("\t") for line in lines)}
    file = known["file"]
    rows[file] = dict.fromkeys(PROVENANCE, "") | rows.get(file, {}) | known
    rows[file]["sha256"] = hashlib.sha256(listing).hexdigest()
    return _table(PROVENANCE, (tuple(rows[name].values()) for name in sorted(rows)))


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    lines = []
    for row in (columns, *rows):
        if any(sign in cell for cell in row for sign in "\t\r\n"):
            raise ValueError(f"a cell of {row[0]} has a tab or a line end")
        lines.append("\t".join(row) + "\n")
    return "".join(lines).encode()


class LinkMLSource:
    """A schema file with its imports, and which of its terms are wanted: those of one namespace."""

    def __init__(self, path: str, prefix: str, same: Collection[str] = (), also: Collection[str] = ()) -> None:
        """`same`: prefixes whose exact mappings name the same term; `also`: namespaces that have all names, too."""
        self._view = SchemaView(path)
        self._view.imports_closure()
        own = self._view.schema.prefixes.get(prefix)
        if own is None:
            raise ValueError(f"{path} does not bind the prefix {prefix}")
        self.prefix, self.namespace = prefix, str(own.prefix_reference)
        self._same = same
        self._also = also

    def terms(self) -> Iterator[Term]:
        """Terms of the namespace, in no order."""
        view = self._view
        for class_ in view.all_classes().values():
            yield from self._term(class_, "class", view.get_class(class_.is_a), class_.class_uri)
        for enum in view.all_enums().values():
            yield from self._term(enum, "enum", view.get_enum(enum.is_a), enum.enum_uri)
            for word, value in enum.permissible_values.items():
                yield from self._word(enum, str(word), value)
        for type_ in view.all_types().values():
            yield from self._term(type_, "type", view.get_type(type_.typeof), type_.uri)
        for subset in view.all_subsets().values():
            yield from self._term(subset, "subset")
        yield from self._slots()

    def _slots(self) -> Iterator[Term]:
        """Slots, and attributes: those of one name are one term, of which the slot tells first."""
        named: dict[str, list[SlotDefinition]] = {}
        slots = self._view.all_slots(attributes=False).values()
        attributes = [each for class_ in self._view.all_classes().values() for each in class_.attributes.values()]
        for each in (*slots, *attributes):
            named.setdefault(self._curie(each), []).append(each)
        for alike in named.values():
            told = [
                term
                for each in alike
                for term in self._term(each, "slot", self._view.get_slot(each.is_a), each.slot_uri)
            ]
            if told:
                yield Term(
                    told[0].curie,
                    told[0].iri,
                    "slot",
                    next((each.parents for each in told if each.parents), ()),
                    all(each.deprecated for each in told),
                    next((each.declared_uri for each in told if each.declared_uri), ""),
                    tuple(sorted({iri for each in told for iri in each.other_iris})),
                )

    def _term(
        self, element: Element, kind: str, parent: Element | None = None, declared: str | None = None
    ) -> Iterator[Term]:
        curie = self._curie(element)
        prefix, _, name = curie.partition(":")
        if prefix != self.prefix:
            return
        yield Term(
            curie,
            self.namespace + name,
            kind,
            () if parent is None else (self._curie(parent),),
            bool(element.deprecated),
            self._expanded(declared, element) if declared else "",
            self._others(element, name),
        )

    def _word(self, enum: Element, word: str, value: PermissibleValue) -> Iterator[Term]:
        above = self._curie(enum)
        if not above.startswith(f"{self.prefix}:"):
            return
        name = f"{above.partition(':')[2]}#{quote(word, safe='')}"
        declared = self._expanded(str(value.meaning), enum) if value.meaning else ""
        yield Term(
            f"{self.prefix}:{name}",
            self.namespace + name,
            "permissible_value",
            (above,),
            bool(value.deprecated),
            declared,
            self._others(value, name, enum),
        )

    def _others(self, element: Element | PermissibleValue, name: str, owner: Element | None = None) -> tuple[str, ...]:
        mapped = [str(each) for each in element.exact_mappings if str(each).partition(":")[0] in self._same]
        others = {self._expanded(each, owner or element) for each in mapped}
        return tuple(sorted(others | {namespace + name for namespace in self._also}))

    def _module(self, element: Element) -> SchemaDefinition:
        """The schema that an element is written in; an attribute has it from the class it is in."""
        modules = self._view.schema_map.values()
        return next((each for each in modules if each.id == element.from_schema), self._view.schema)

    def _curie(self, element: Element) -> str:
        module = self._module(element)
        prefix = str(module.default_prefix)
        reference = module.prefixes[prefix].prefix_reference if prefix in module.prefixes else prefix
        # Modules may bind one namespace to several prefixes, or have it as their default in full.
        own = self.prefix if str(reference) == self.namespace else prefix
        rule = underscore if isinstance(element, SlotDefinition) else camelcase
        return f"{own}:{rule(str(element.name))}"

    def _expanded(self, curie: str, element: Element) -> str:
        prefix, colon, name = curie.partition(":")
        if not colon or name.startswith("//"):
            return curie
        for module in (self._module(element), *self._view.schema_map.values()):
            if prefix in module.prefixes:
                return f"{module.prefixes[prefix].prefix_reference}{name}"
        raise ValueError(f"{element.name}: the prefix of {curie} is not bound")


_ENUMERATION, _DATA_TYPE, _SUPERSEDED = (
    URIRef(_HTTP_SDO + name) for name in ("Enumeration", "DataType", "supersededBy")
)
_CLASSES = {RDFS.Class, OWL.Class, RDFS.Datatype}
_PROPERTIES = {RDF.Property, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}


class OntologySource:
    """A file of RDF, all its graphs, and which of its terms are wanted: those of one namespace."""

    def __init__(self, path: str, prefix: str, namespace: str, also: Collection[str] = ()) -> None:
        """`also`: namespaces that have all names, too.

        Raises SyntaxError or ValueError for broken RDF, and OSError.
        """
        self.prefix, self.namespace = prefix, namespace
        self._also = also
        self._types: dict[URIRef, set[URIRef]] = defaultdict(set)
        self._above: dict[URIRef, set[URIRef]] = defaultdict(set)
        self._gone: set[URIRef] = set()
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
                self._gone.add(subject)

    def terms(self) -> Iterator[Term]:
        """Terms of the namespace, in no order."""
        for iri, types in self._types.items():
            kind = self._kind(iri, types)
            if kind and self._is_own(iri):
                name = iri[len(self.namespace) :]
                above = types if kind == "permissible_value" else self._above[iri]
                parents = sorted(self._curie(each) for each in above if self._is_own(each))
                others = tuple(sorted(namespace + name for namespace in self._also))
                yield Term(self._curie(iri), str(iri), kind, tuple(parents), iri in self._gone, "", others)

    def _kind(self, iri: URIRef, types: set[URIRef]) -> str | None:
        if types & _PROPERTIES:
            return "slot"
        if types & _CLASSES:
            ancestors = self._ancestors(iri)
            if RDFS.Datatype in types or _DATA_TYPE in types or _DATA_TYPE in ancestors or iri == _DATA_TYPE:
                return "type"
            return "enum" if _ENUMERATION in ancestors else "class"
        return "permissible_value" if any(_ENUMERATION in self._ancestors(each) for each in types) else None

    def _ancestors(self, iri: URIRef) -> set[URIRef]:
        """Superclasses; a member of a class of datatypes has what that is below, too."""
        found: set[URIRef] = set()
        todo = [iri]
        while todo:
            for each in self._above.get(todo.pop(), set()) - found:
                found.add(each)
                todo.append(each)
        for each in list(found):
            if _DATA_TYPE in self._types.get(each, set()):
                found.add(_DATA_TYPE)
        return found

    def _is_own(self, iri: URIRef) -> bool:
        return iri.startswith(self.namespace) and iri in self._types and str(iri) != self.namespace

    def _curie(self, iri: URIRef) -> str:
        return f"{self.prefix}:{iri[len(self.namespace) :]}"
