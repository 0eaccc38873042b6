"""What Python functions take as a source: paths, records as objects, and contents, as inputs to read or batches."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import msgspec

from dspy_schema import reading
from dspy_schema.errors import OptionError, SourceTypeError
from dspy_schema.findings import Diagnostic
from dspy_schema.jsontext.depth import TOO_DEEP
from dspy_schema.records import sources
from dspy_schema.records.batch import Batch, report_source
from dspy_schema.records.sources import LIMITS, Limits

if TYPE_CHECKING:
    from dspy_schema.records.formats import Format


class _Model(Protocol):
    """An object of pydantic."""

    def model_dump(self, *, mode: str, by_alias: bool) -> dict[str, Any]: ...


class _File(Protocol):
    def read(self) -> str | bytes: ...


Item: TypeAlias = str | os.PathLike[str] | Mapping[str, Any] | bytes | bytearray | _Model | _File
Source: TypeAlias = Item | Iterable[Item]
RECORDS = "<records>"
# No pattern of file names begins like this, and no name that anyone gives.
_begins_json = re.compile(r'\s*(?:\{\s*(?:["}]|$)|\[\s*(?:[{\]]|$))').match


def resolve_sources(
    source: Source, limits: Limits = LIMITS, format_: Format | None = None
) -> Iterator[sources.Source | Batch]:
    """Yield the inputs of a source: first those of its paths, then its records in memory and its contents, in order.

    `format_` is that of contents. Raises SourceTypeError.
    """
    items = _list_items(source)
    yield from sources.expand_paths((os.fspath(item) for item in items if _is_path(item)), limits=limits)
    records = contents = 0
    for item in items:
        if _is_path(item):
            continue
        if (record := _to_mapping(item)) is not None:
            for batch in _read_record(record, records + 1):
                records += len(batch.texts)
                yield batch
        else:
            contents += 1
            yield from _read_content(item, contents, limits, format_)


def read_program_tree(source: str | os.PathLike[str] | Mapping[str, Any]) -> Mapping[str, Any]:
    """Read a ProgramTree from a file, or take the mapping, and check it; raises OptionError."""
    from dspy_schema.findings import Severity
    from dspy_schema.validation import Checker

    batches = list(_list_batches(source))
    checker = Checker("ProgramTree")
    errors = [
        finding
        for batch in batches
        for finding in (*batch.findings, *checker.iter_findings(batch))
        if finding.severity is Severity.ERROR
    ]
    name = os.fspath(source) if isinstance(source, (str, os.PathLike)) else "the tree"
    if errors and errors[0].code == "DSP100":
        raise OptionError(f"{name} {errors[0].message}")
    texts = [text for batch in batches for text in batch.texts]
    if errors or len(texts) != 1:
        reason = f"{errors[0].message} (line {errors[0].line or 1})" if errors else "there must be one"
        raise OptionError(f"{name} is not a ProgramTree: {reason}; `dspy_schema.live.tree(program)` makes one")
    tree: Mapping[str, Any] = msgspec.json.decode(texts[0])
    return tree


def _list_batches(source: str | os.PathLike[str] | Mapping[str, Any]) -> Iterator[Batch]:
    for resolved in resolve_sources(source):
        yield from [resolved] if isinstance(resolved, Batch) else reading.read_source(resolved)


def _list_items(source: Any) -> list[Any]:
    if isinstance(source, (str, os.PathLike)) or _is_content(source) or _to_mapping(source) is not None:
        return [source]
    if not isinstance(source, Iterable):
        raise SourceTypeError(_describe_misfit(source))
    items = list(source)
    for item in items:
        if not (isinstance(item, (str, os.PathLike)) or _is_content(item) or _to_mapping(item) is not None):
            raise SourceTypeError(_describe_misfit(item))
    return items


def _describe_misfit(item: object) -> str:
    kinds = (
        "a path, a record as a mapping or an object of pydantic or a dataclass, bytes, an open file, or JSON in a str"
    )
    return f"a source is {kinds}, or an iterable of these, not {_describe_type(item)}"


def _describe_type(value: object) -> str:
    return "None" if value is None else f"of the type {type(value).__name__}"


def _is_path(item: object) -> bool:
    if isinstance(item, str):
        return not (_begins_json(item) and not _exists(item))
    return isinstance(item, os.PathLike)


def _exists(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def _is_content(item: object) -> bool:
    return isinstance(item, (bytes, bytearray, memoryview)) or callable(getattr(item, "read", None))


def _to_mapping(item: Any) -> Mapping[str, Any] | None:
    """The members of a record, or of a vendor's list; None for an object of another kind."""
    if isinstance(item, Mapping):
        return item
    if isinstance(item, type):
        return None
    if callable(getattr(item, "model_dump", None)):
        # The SDK of OpenAI leaves out what the server did not send, and pydantic alone would not.
        dump = getattr(item, "to_dict", None)
        members = dump(mode="json") if callable(dump) else item.model_dump(mode="json", by_alias=True)
        return members if isinstance(members, Mapping) else None
    if dataclasses.is_dataclass(item):
        return dataclasses.asdict(item)  # type: ignore[arg-type]  # no class, see above
    return None


def _read_record(record: Mapping[str, Any], number: int) -> Iterator[Batch]:
    """Read a record, or the records of the list that a mapping wraps."""
    try:
        # Not msgspec, which writes NaN as null: a record in memory is checked as strictly as one in a file.
        text = json.dumps(dict(record), ensure_ascii=False, default=_to_json).encode("utf-8", "surrogatepass")
    except RecursionError:
        fault = Diagnostic("DSP107", TOO_DEEP)
        yield Batch(source=RECORDS, first=number, texts=[b""], faults={0: fault})
        return
    except (TypeError, ValueError) as error:  # names that are no texts; a record that holds itself
        raise SourceTypeError(f"a record cannot be written as JSON: {error}") from error
    if not any(isinstance(value, (list, tuple)) for value in record.values()):
        yield Batch(source=RECORDS, first=number, texts=[text])
        return
    from dspy_schema.records import json_documents

    for batch in json_documents.read_document(text, RECORDS):
        # What is in memory has no lines.
        yield msgspec.structs.replace(batch, first=number, locator=None)
        number += len(batch.texts)


def _to_json(value: Any) -> Any:
    if (members := _to_mapping(value)) is not None:
        return dict(members)
    advice = "; write a time as text, with isoformat()" if hasattr(value, "isoformat") else ""
    raise TypeError(f"it has a value {_describe_type(value)}, which JSON does not have{advice}")


def _read_content(item: Any, number: int, limits: Limits, format_: Format | None) -> Iterator[Batch]:
    """Read what a file would hold, of which this is the content, or the open file."""
    kind = "text" if isinstance(item, str) else "bytes" if not hasattr(item, "read") else "file"
    name = f"<{kind}>" if number == 1 else f"<{kind} {number}>"
    if hasattr(item, "read"):
        own = getattr(item, "name", None)
        name = own if isinstance(own, str) else name
        try:
            item = item.read()
        except UnicodeDecodeError as error:
            yield report_source(
                name, "DSP102", f"the file was opened as {error.encoding}, which it is not; open it as UTF-8"
            )
            return
        except (OSError, ValueError) as error:  # closed, or open for writing
            yield report_source(name, "DSP100", f"cannot be read: {error}")
            return
    if isinstance(item, str):
        item = item.encode("utf-8", "surrogatepass")
    if not isinstance(item, (bytes, bytearray, memoryview)):
        raise SourceTypeError(f"the file {name} gives no text or bytes, but an object {_describe_type(item)}")
    yield from reading.read_content(bytes(item), sources.Source(name, limits=limits), format_)
