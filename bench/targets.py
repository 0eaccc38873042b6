"""What the project promises of its speed and memory, and whether a measurement keeps the promise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A limit of one measured number; `unit` follows the number."""

    name: str
    limit: float
    unit: str
    at_least: bool

    def is_met(self, measured: float) -> bool:
        """True if the number is on the right side of the limit."""
        return measured >= self.limit if self.at_least else measured <= self.limit

    @property
    def wanted(self) -> str:
        """The limit as text."""
        return f"{'>=' if self.at_least else '<='} {self.limit:g} {self.unit}".rstrip()


TARGETS = {
    "large": Target("large records, relative to orjson.loads alone", 1.5, "x", at_least=True),
    "small": Target("small records, relative to orjson.loads alone", 0.8, "x", at_least=True),
    "large_linkml": Target("large records, relative to linkml.validator", 30, "x", at_least=True),
    "small_linkml": Target("small records, relative to linkml.validator", 60, "x", at_least=True),
    "conversion": Target("conversion of vendors' records, relative to orjson.loads + dumps", 0.333, "x", at_least=True),
    "ntriples_quads": Target("N-Triples as written, relative to pyoxigraph quads", 4, "x", at_least=True),
    "ntriples_dumper": Target("N-Triples as written, relative to rdflib_dumper", 25, "x", at_least=True),
    "canonical_quads": Target("N-Triples canonical, relative to pyoxigraph quads", 4, "x", at_least=True),
    "canonical_dumper": Target("N-Triples canonical, relative to rdflib_dumper", 25, "x", at_least=True),
    "ndjsonld": Target("NDJSON-LD of valid records, relative to orjson.loads", 1, "x", at_least=True),
    "ndjsonld_whole": Target("NDJSON-LD, checked and redacted, relative to orjson.loads", 1, "x", at_least=True),
    "publish_memory": Target("peak memory of publishing", 100, "MB", at_least=False),
    "store": Target("loading into a store, relative to pyoxigraph's bulk load", 0.5, "x", at_least=True),
    "jobs": Target("two processes, relative to one", 1.8, "x", at_least=True),
    "memory": Target("peak memory of the command line, the larger file", 80, "MB", at_least=False),
    "growth": Target("time for each of many, relative to few, the largest", 1.3, "x", at_least=False),
    "detection": Target("detection among 200 types, relative to 20", 1.5, "x", at_least=False),
    "start": Target("one small file, start to exit, relative to python -c pass", 4, "x", at_least=False),
    "mappings": Target("all mappings, start to exit", 0.5, "s", at_least=False),
    "codegen": Target("code generation, relative to the separate commands", 0.5, "x", at_least=False),
    "unchanged": Target("code generation with nothing changed", 0.5, "s", at_least=False),
}
