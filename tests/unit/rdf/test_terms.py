"""Bases are those that give IRIs of records, whatever the ids are, as RFC 3987 says."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from dspy_schema.errors import BaseError
from dspy_schema.rdf import terms

IDS = ["a", "1", ".", "..", "a:b", "@x", "[", "é", "a b", "80"]


@pytest.mark.parametrize(
    "base",
    [
        "https://example.org/jobs/",
        "http://example.org/#",
        "http://example.org?id=",
        "http://user@example.org:/",
        "http://[::1]:80/",
        "http://[v1.a:b]/",
        "http://é.example/",
        "urn:jobs:",
        "tag:example.org,2026:",
        "file:///jobs/",
        "https://w3id.org/lmodel/dspy/record/",
        "https://w3id.org/lmodel/dspy/record/acme/",
    ],
)
def test_bases(base: str) -> None:
    assert terms.check_base(base) == base
    for id_ in IDS:
        iri = terms.subject_iri(base, id_)
        assert terms.is_iri(iri)
        (quad,) = ox.parse(f"<{iri}> <urn:p> <urn:o> .", ox.RdfFormat.N_TRIPLES)
        assert quad.subject.value == iri
        # The id stands where it was put: no IRI is that of another base.
        assert terms.find_base(iri, id_) == base


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("http://example.org:", "ends within the name of a host"),
        ("http://user:", "ends within the name of a host"),
        ("http://", "ends within the name of a host"),
        ("ftp://", "ends within the name of a host"),
        ("http:///", "has no host"),
        ("HTTPS://user@:80/", "has no host"),
        ("http://example.org", "must end with"),
        ("https://w3id.org/lmodel/dspy/", "that of the schema's own terms"),
        ("https://w3id.org/lmodel/dspy#", "that of the schema's own terms"),
        ("https://w3id.org/lmodel/dspy/vendors/", "that of the schema's own terms"),
        ("http://[zz]/", "is not an absolute IRI"),
        ("http://[1::2::3]/", "is not an absolute IRI"),
        ("http://example.org/a b/", "is not an absolute IRI"),
        ("http://example.org/%zz/", "is not an absolute IRI"),
        ("http://example.org:port/", "is not an absolute IRI"),
        ("http://example.org/#a#", "is not an absolute IRI"),
        ("jobs/", "is not an absolute IRI"),
        ("", "is not an absolute IRI"),
    ],
)
def test_what_is_no_base(base: str, message: str) -> None:
    with pytest.raises(BaseError, match=message):
        terms.check_base(base)
