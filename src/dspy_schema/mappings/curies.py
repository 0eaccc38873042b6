"""CURIEs and the IRIs that they stand for (https://www.w3.org/TR/curie/)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BUILT_IN = {
    "linkml": "https://w3id.org/linkml/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefixes that an SSSOM file need not declare, and that mean nothing else (SSSOM/TSV, built-in prefixes)."""

NO_TERM = "sssom:NoTermFound"
"""What stands for a term that a vocabulary does not have (SSSOM, section on missing mappings)."""


def prefix(curie: str) -> str | None:
    """The prefix of a CURIE; None of an IRI, and of what is neither."""
    before, mark, after = curie.partition(":")
    return before if mark and not after.startswith("//") else None


def expanded(curie: str, prefixes: Mapping[str, str]) -> str | None:
    """The IRI that a CURIE stands for, or the IRI itself; None where the prefix is unknown or there is none."""
    before, mark, after = curie.partition(":")
    if after.startswith("//"):
        return curie
    namespace = prefixes.get(before) if mark else None
    return None if namespace is None else namespace + after
