"""Formats of sources: by the suffix of a file, or by its content."""

from __future__ import annotations

import enum
import re
import sys
from typing import TYPE_CHECKING, Any

import msgspec

from dspy_schema.jsontext import depth
from dspy_schema.jsontext.raw import UNFIT

if TYPE_CHECKING:
    import io


class Format(enum.StrEnum):
    """The formats that records are read from."""

    JSON = "json"
    JSONL = "jsonl"
    YAML = "yaml"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    TURTLE = "turtle"
    TRIG = "trig"
    JSONLD = "jsonld"
    NDJSONLD = "ndjsonld"


BY_SUFFIX = {
    ".json": Format.JSON,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".yaml": Format.YAML,
    ".yml": Format.YAML,
    ".nq": Format.NQUADS,
    ".nt": Format.NTRIPLES,
    ".ttl": Format.TURTLE,
    ".trig": Format.TRIG,
    ".jsonld": Format.JSONLD,
    ".ndjsonld": Format.NDJSONLD,
}
GRAPHS = frozenset({Format.NQUADS, Format.NTRIPLES, Format.TURTLE, Format.TRIG})
PACKED = (".gz", ".zst")
_XML = (".rdf", ".owl", ".xml")
_XML_BEGIN = (b"<?xml", b"<!doctype", b"<rdf:rdf")
_IRI = rb'<[^<>"{}|^`\\\s]+>'
_TURTLE = rb"(?i)(?:@?prefix\s+[^\s:]*:|@?base)\s*" + _IRI
_PYTHON = rb"[A-Za-z_][\w.]*\((?:\w+=|\))"
_QUADS = _IRI + rb"\s*" + _IRI
# How published documents begin: with the address of our context, or all of it.
_OUR_CONTEXT = (
    b'{"@context":"https://w3id.org/lmodel/dspy/context.jsonld"',
    b'{"@context":{"@version":1.1,"@vocab":"https://w3id.org/lmodel/dspy/"',
)
_skip_value = msgspec.json.Decoder(msgspec.Raw).decode


def format_by_suffix(path: str) -> Format | None:
    """The format by the suffix of a file, before .gz and .zst; None for any other suffix."""
    name = _strip_packing(path)
    dot = name.rfind(".")
    return BY_SUFFIX.get(name[dot:]) if dot >= 0 else None


def is_xml(path: str) -> bool:
    """Whether a file is XML by its suffix: RDF may be written in it, but is not read."""
    return _strip_packing(path).endswith(_XML)


def _strip_packing(path: str) -> str:
    name = path.lower()
    for packed in PACKED:
        name = name.removesuffix(packed)
    return name


def detect_format(stream: io.BufferedReader[Any], most: int = sys.maxsize) -> tuple[Format | None, bytes]:
    """The format by the first lines of a stream, and these lines, at most `most` bytes of each; None for XML.

    A first line that is a whole JSON object starts JSON Lines, unless nothing but white space follows it. RDF is
    detected only where it is nothing else.
    """
    lines = [_next_line(stream, most)]
    first = lines[0].lstrip()
    if not first.startswith(b"{") or len(lines[0]) >= most:
        return _by_first_line(first), lines[0]
    if first.startswith(_OUR_CONTEXT) and b',"@id":"' in first and b',"@type":' in first:
        return Format.NDJSONLD, lines[0]
    if first.startswith(_OUR_CONTEXT) and first.rstrip().endswith(b'"@graph":['):
        return Format.JSONLD, lines[0]
    lines.append(_next_line(stream, most))
    head = b"".join(lines)
    return (Format.JSONL if lines[1].strip() and _is_whole_object(first, lines[1]) else Format.JSON), head


def _is_whole_object(line: bytes, following: bytes) -> bool:
    if depth.find_nesting_fault(line):  # must not be parsed
        return line.rstrip().endswith(b"}") and following.lstrip().startswith(b"{")
    try:
        _skip_value(line)
    except UNFIT:
        return False
    return True


def _by_first_line(line: bytes) -> Format | None:
    # What Python prints of objects is no YAML either, and the parser of JSON says what it is.
    if line.startswith(b"[") or not line or re.match(_PYTHON, line):
        return Format.JSON
    if line.startswith(b"{"):
        # The line is larger than a record may be: this is reported, and the next one read.
        return Format.JSONL
    if line[: len(_XML_BEGIN[1])].lower().startswith(_XML_BEGIN):
        return None
    if re.match(_TURTLE, line):
        return Format.TURTLE
    return Format.NQUADS if re.match(_QUADS, line) else Format.YAML


def _next_line(stream: io.BufferedReader[Any], most: int) -> bytes:
    """The next line that is not blank, with the blank lines before it."""
    lines = []
    while line := stream.readline(most):
        lines.append(line)
        if not line.isspace():
            break
    return b"".join(lines)
