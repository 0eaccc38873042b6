"""JSON-LD to records."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from dspy_schema.findings import Diagnostic, Finding, Severity
from dspy_schema.jsontext import depth, scanner, strict
from dspy_schema.jsontext.raw import decode_outline, repeats_none
from dspy_schema.jsontext.utf8 import scan_texts
from dspy_schema.rdf import graph_reader, jsonld_contexts, literals, roundtrip_notes, terms
from dspy_schema.records import json_documents, json_lines
from dspy_schema.records.batch import Batch, TextLocator, report_source
from dspy_schema.records.formats import Format

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator, Mapping, Sequence

    from dspy_schema.records.batch import Locator


_NOT_A_RECORD = "-"
_GRAPH = frozenset({"@context", "@id", "@graph"})


class NodeLocator:
    """Locator in nodes, of which the records are parts."""

    def __init__(self, nodes: Sequence[bytes], records: Sequence[bytes], places: Locator) -> None:
        self._nodes = nodes
        self._records = records
        self._places = places

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the record."""
        node, record = self._nodes[index].decode(errors="replace"), self._records[index].decode(errors="replace")
        before = [child for child in scanner.iter_children(record, 0) if child[1] <= offset]
        if not before:
            return self._places.locate_offset(index, 0)
        name, key, value = before[-1]
        at_key = offset < value
        begin = scanner.find_offset(node, [name], at_key=at_key)
        return self._places.locate_offset(index, begin + offset - (key if at_key else value))

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member."""
        return self._places.locate_pointer(index, pointer, at_key=at_key)


class Later:
    """Locator of the texts of a batch from the one at `start` on."""

    def __init__(self, places: Locator | None, start: int) -> None:
        self._places = places
        self._start = start

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""
        return self._places.locate_offset(index + self._start, offset) if self._places else (1, 1)

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member."""
        return self._places.locate_pointer(index + self._start, pointer, at_key=at_key) if self._places else (1, 1)


class OnLine:
    """Locator in a document that is a line; its beginning where a record went through a graph."""

    def __init__(self, places: Locator | None, line: int) -> None:
        self._places = places
        self._line = line

    def locate_offset(self, index: int, offset: int) -> tuple[int, int]:
        """The place of a character of the text."""
        return self._line, self._places.locate_offset(index, offset)[1] if self._places else 1

    def locate_pointer(self, index: int, pointer: str, *, at_key: bool = False) -> tuple[int, int]:
        """The place of the value (or name) of a member."""
        return self._line, self._places.locate_pointer(index, pointer, at_key=at_key)[1] if self._places else 1


_AROUND = ("@context", "@id", "@type", "as_written", terms.DIGEST)


class Plain(msgspec.Struct, gc=False):
    """The JSON text of a record, its type if it is told, and what is wrong with what stood around it."""

    text: bytes
    type: str | None
    faults: list[Diagnostic]


class _Link(msgspec.Struct, forbid_unknown_fields=True):
    iri: str = msgspec.field(name="@id")


class _Digest(msgspec.Struct, forbid_unknown_fields=True):
    sha256: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
    count: Annotated[int, msgspec.Meta(ge=0)]
    format: Literal["chat", "completion", "grpo_chat"] | None = None


_link = msgspec.json.Decoder(_Link).decode
_digest = msgspec.json.Decoder(_Digest).decode


def to_plain(text: bytes, *, in_graph: bool = False) -> Plain | None:
    """The record that a node is; None where it takes a processor of JSON-LD to tell.

    Nodes `in_graph` have the context of the document. Raises msgspec.DecodeError, UnicodeDecodeError and
    RecursionError.
    """
    members = decode_outline(text)
    whole = repeats_none(members, text)
    around = {name: bytes(members.pop(name)) for name in (*_AROUND, *terms.LINKS) if name in members}
    type_ = _type(around["@type"]) if "@type" in around else None
    if not whole or type_ == _NOT_A_RECORD or not _is_begin(around, in_graph=in_graph):
        return None
    if not all(_is_expected(name, raw, type_) for name, raw in around.items()):
        return None
    table = _node_members(type_)
    if not all(_is_plain(name, raw, table.get(name)) for name, raw in members.items()):
        return None
    record = msgspec.json.encode(members)
    faults = [terms.digest_exclusions()] if terms.DIGEST in around else []
    if (noted := around.get("as_written")) is None:
        return Plain(record, type_, faults)
    try:
        return Plain(_restored(record, roundtrip_notes.parse_notes(noted), type_), type_, faults)
    except roundtrip_notes.MalformedNoteError as error:
        return Plain(record, type_, [*faults, Diagnostic("DSP508", str(error), "/as_written")])


def _is_begin(around: Mapping[str, bytes], *, in_graph: bool) -> bool:
    context = around.get("@context")
    if in_graph or context is None:
        return in_graph and context is None
    return jsonld_contexts.is_ours(context) and around.get("@id", b'"').startswith(b'"')


def _is_expected(name: str, raw: bytes, type_: str | None) -> bool:
    """Whether what a publisher adds is as it writes that to a record of the type; what else it is, the graph shows."""
    if name != terms.DIGEST and name not in terms.LINKS:
        return True
    term = terms.digest_iri() if name == terms.DIGEST else terms.load_table().iri(name)
    try:
        (_digest if name == terms.DIGEST else _link)(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return term in terms.record_terms(type_).passed_over


def _restored(record: bytes, notes: roundtrip_notes.Notes, type_: str | None) -> bytes:
    own = [f"{literals.quote_text(name)}:{text}" for name, text in roundtrip_notes.restore_keywords(notes, type_)]
    rest = roundtrip_notes.restore_json(
        record.decode(), {name: note for name, note in notes.items() if name[:1] != "@"}
    )
    if own:
        rest = f"{{{','.join(own)}{'' if rest == '{}' else ','}{rest[1:]}"
    return rest.encode()


def build_batch(of: Batch, nodes: Sequence[Plain]) -> Batch:
    """The batch of the records that the nodes of a batch are."""
    texts = [node.text for node in nodes]
    return msgspec.structs.replace(
        of,
        texts=texts,
        types=[node.type for node in nodes],
        further_faults={index: node.faults for index, node in enumerate(nodes) if node.faults},
        locator=NodeLocator(of.texts, texts, of.locator) if of.locator else None,
    )


@lru_cache(maxsize=64)
def _type(raw: bytes) -> str | None:
    """The record type that an `@type` tells, alone or with that of PROV-O."""
    value = msgspec.json.decode(raw)
    names = value if isinstance(value, list) else [value]
    table = terms.load_table()
    for name in table.records:
        own, *others = [{each, table.iri(each), each.removeprefix("dspy:")} for each in table.classes[name].types]
        found = [each for each in names if not any(each in other for other in others)]
        if len(found) == 1 and found[0] in own:
            return name
    return _NOT_A_RECORD


@lru_cache(maxsize=8)
def _node_members(type_: str | None) -> dict[str, terms.Member]:
    return {term.name: term.member for term in terms.record_terms(type_).terms.values()}


def _is_plain(name: str, raw: msgspec.Raw, member: terms.Member | None) -> bool:
    if not _is_plain_name(name):
        return False
    if member is None or member.kind == "json":
        return True
    first = bytes(raw)[:1]
    if first not in {b"[", b"{"}:
        return not member.is_list or raw == b"null"
    return _is_plain_value(msgspec.json.decode(raw), member)


def _is_plain_value(value: Any, member: terms.Member) -> bool:
    if member.kind == "json":
        return True
    if member.is_list:
        return isinstance(value, list) and all(_is_plain_item(each, member) for each in value)
    return _is_plain_item(value, member)


def _is_plain_item(value: Any, member: terms.Member) -> bool:
    if isinstance(value, list):
        return False
    if not isinstance(value, dict):
        return True
    members: Mapping[str, terms.Member] = terms.load_table().classes[member.class_].members if member.class_ else {}
    return all(
        _is_plain_name(name) and (name not in members or _is_plain_value(each, members[name]))
        for name, each in value.items()
    )


def _is_plain_name(name: str) -> bool:
    return ":" not in name and not name.startswith("@")


_document_members = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def read_jsonld(data: bytes, source: str) -> Iterator[Batch]:
    """Batches of the records of a document; those of other writers go through a graph.

    Raises MissingExtraError.
    """
    if not data.strip():
        return
    if depth.find_nesting_fault(data):
        yield from json_documents.read_document(data, source)
        return
    parsed = strict.parse(data)
    whole = Batch(source=source, texts=[data], locator=TextLocator([data], lambda _: (1, 1)))
    if not isinstance(parsed.value, (dict, list)):
        yield whole  # the checker says what is wrong
        return
    document_: dict[str, Any] = parsed.value if isinstance(parsed.value, dict) else {}
    in_graph = "@graph" in document_
    batches = list(json_documents.read_document(data, source)) if in_graph or isinstance(parsed.value, list) else []
    if repeated := list(_repeated([whole, *batches])):
        yield Batch(source=source, findings=repeated)
        return
    batches = batches or [whole] * bool(document_)
    nodes = None if in_graph and not _is_ours(data, document_) else [_plain(each, in_graph) for each in batches]
    if nodes is None or not all(map(_is_whole, nodes)) or not _differ(parsed.value):
        yield from _through_graph(data, source)
        return
    for each, of in zip(nodes, batches, strict=True):
        yield build_batch(of, [node for node in each if node])


def _through_graph(data: bytes, source: str) -> Iterator[Batch]:
    try:
        inlined = jsonld_contexts.inline_contexts(data)
    except jsonld_contexts.ForeignContextError as error:
        yield report_source(source, "DSP506", str(error))
    except RecursionError:
        yield report_source(source, "DSP107", "arrays and objects are nested too deep to be read")
    else:
        yield from graph_reader.read_graph(inlined, source, Format.JSONLD)


def _is_ours(data: bytes, value: dict[str, Any]) -> bool:
    """Whether a document is a named graph, or none, with our context and nothing else."""
    return (
        value.keys() <= _GRAPH
        and isinstance(value["@graph"], list)
        and jsonld_contexts.is_ours(bytes(_document_members(data).get("@context", b"")))
    )


def _plain(batch: Batch, in_graph: bool) -> list[Plain | None]:
    return [to_plain(text, in_graph=in_graph) if text[:1] == b"{" else None for text in batch.texts]


def _is_whole(nodes: list[Plain | None]) -> bool:
    return None not in nodes


def _differ(value: Any) -> bool:
    """Whether no two nodes have one subject, or subjects one id: a graph would make one of them, or tell."""
    nodes = value.get("@graph", [value]) if isinstance(value, dict) else value
    for name in ("@id", "id"):
        found = [each[name] for each in nodes if isinstance(each.get(name), str)]
        if len(set(found)) < len(found):
            return False
    return True


def _repeated(batches: list[Batch]) -> Iterator[Finding]:
    """What to say of names that occur twice in the document or in a node: processors differ in which they take."""
    for batch in batches:
        for index, text in enumerate(batch.texts):
            for fault in strict.parse(text).faults:
                line, column = batch.locator.locate_offset(index, fault.offset or 0) if batch.locator else (None, None)
                yield Finding(
                    code=fault.code,
                    severity=Severity.ERROR,
                    message=fault.message,
                    source=batch.source,
                    line=line,
                    column=column,
                    pointer=fault.pointer,
                )


def read_jsonld_lines(stream: io.BufferedReader[Any], source: str) -> Iterator[Batch]:
    """Batches of the records of each line; each line is a document of its own, and judged alone.

    Raises MissingExtraError where a line is not ours.
    """
    first = 1
    for lines in json_lines.read_lines(stream, source):
        for batch in _batches(lines):
            yield msgspec.structs.replace(batch, first=first)
            first += len(batch.texts)


def _batches(lines: Batch) -> Iterator[Batch]:
    for index, fault in lines.faults.items():
        place = lines.locator.locate_offset(index, 0) if lines.locator else (1, 1)
        yield report_source(lines.source, fault.code, fault.message, place)
    nodes = _nodes(lines)
    if None not in nodes:
        yield build_batch(lines, [node for node in nodes if node])
        return
    start = 0
    while start < len(nodes):
        end = start
        while end < len(nodes) and nodes[end]:
            end += 1
        if end > start:
            part = Batch(source=lines.source, texts=lines.texts[start:end], locator=Later(lines.locator, start))
            yield build_batch(part, [node for node in nodes[start:end] if node])
        if end < len(nodes):
            line = lines.locator.locate_offset(end, 0)[0] if lines.locator else 1
            for batch in read_jsonld(lines.texts[end].strip(), lines.source):
                yield _on_line(batch, line)
        start = end + 1


def _nodes(lines: Batch) -> list[Plain | None]:
    nodes: list[Plain | None] = []
    for text in lines.texts:
        try:
            nodes.append(to_plain(text))
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            nodes.append(None)
    whole = [index for index, node in enumerate(nodes) if node]
    for index in scan_texts([lines.texts[index] for index in whole])[1]:
        nodes[whole[index]] = None
    return nodes


def _on_line(batch: Batch, line: int) -> Batch:
    findings = [msgspec.structs.replace(each, line=line, column=each.column or 1) for each in batch.findings]
    return msgspec.structs.replace(batch, findings=findings, locator=OnLine(batch.locator, line))
