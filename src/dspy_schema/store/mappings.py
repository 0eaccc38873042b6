"""The schema's mappings in a store: in a graph of their own, which no query sees that does not ask for it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from dspy_schema import artifacts
from dspy_schema.store.oxigraph import pyoxigraph

if TYPE_CHECKING:
    import pyoxigraph as ox

GRAPH = "https://w3id.org/lmodel/dspy/mappings"
ARTEFACT = "dspy.skos.ttl"
_VERSION = "http://www.w3.org/2002/07/owl#versionInfo"


def refresh(store: ox.Store, content: bytes | None = None) -> None:
    """Put the mappings into their graph, all or none, unless they are there in this version.

    `content` is Turtle; by default the artefact.
    """
    module = pyoxigraph()
    content = artifacts.read(ARTEFACT) if content is None else content
    version = module.Quad(
        module.NamedNode(GRAPH),
        module.NamedNode(_VERSION),
        module.Literal(f"sha256:{sha256(content).hexdigest()}"),
        module.NamedNode(GRAPH),
    )
    if version in store:
        return
    quads = [*module.parse(content, module.RdfFormat.TURTLE), version]
    triples = module.serialize([each.triple for each in quads], format=module.RdfFormat.N_TRIPLES).decode()
    store.update(f"DROP SILENT GRAPH <{GRAPH}>; INSERT DATA {{ GRAPH <{GRAPH}> {{ {triples} }} }}")
