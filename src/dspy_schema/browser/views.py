"""What else the page shows of records: the jobs and runs they become, their JSON-LD, their lines, their secrets."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import rdf
from dspy_schema.conversions import conversions
from dspy_schema.publication.writers import Options, Target
from dspy_schema.publications import publications
from dspy_schema.records import Batch, Format, Source, read_source
from dspy_schema.report.encoding import encode
from dspy_schema.validation import AUTO, Checker
from dspy_schema.vendors.redaction import redacted
from dspy_schema.vendors.stage import DSPY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.findings import Finding

# The command line is for the others.
MOST_RECORDS = 50
# A longer line is no pleasure to read.
LONGEST_LINE = 2000


class View(msgspec.Struct):
    """A text to show, what there was to say on the way, and whether there are records beyond those shown."""

    text: str
    findings: list[msgspec.Raw]
    more: bool


def jobs(name: str, type_: str = AUTO, format_: str | None = None) -> bytes:
    """The first records of a file as `dspy-schema convert` gives them, but indented; a View as JSON."""
    batches, more = _beginning(name, format_)
    converted = list(conversions(batches, Checker(type_), DSPY))
    texts = [text for each in converted for part in each.lines for text in part.text.split(b"\n")[:-1]]
    return _view([_indented(text) for text in texts], (each.findings for each in converted), more)


def json_ld(name: str, type_: str = AUTO, format_: str | None = None) -> bytes:
    """The first records as `dspy-schema publish --to jsonld --context …` gives them, but indented; a View as JSON."""
    batches, more = _beginning(name, format_)
    options = Options(to=Target.JSONLD, context=rdf.CONTEXT).checked()
    published = list(publications(batches, Checker(type_), options))
    document = b"".join(each.text for each in published)
    return _view([_indented(document)], (each.findings for each in published), more)


def lines(name: str, first: int, last: int) -> bytes:
    """The lines of a file from `first` to `last`, counted from 1, cut where they are long; as JSON."""
    with open(name, encoding="utf-8-sig", errors="replace", newline="\n") as file:
        some = [line.rstrip("\r\n") for line in islice(file, first - 1, last)]
    return msgspec.json.encode([line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…" for line in some])


def secret_places(name: str, format_: str | None = None) -> bytes:
    """The pointers of what looks like a secret in the first records of a file; as JSON."""
    found: list[str] = []
    for batch in _beginning(name, format_)[0]:
        for text in batch.texts:
            try:
                found += redacted(text, {})[1]
            except (msgspec.MsgspecError, ValueError, RecursionError):
                continue  # what cannot be parsed is not published either
    return msgspec.json.encode(found)


def _beginning(name: str, format_: str | None) -> tuple[list[Batch], bool]:
    """Batches of the first records of a file, and whether there are others."""
    batches: list[Batch] = []
    left = MOST_RECORDS
    for batch in _read(name, format_):
        if left == 0 and batch.texts:
            return batches, True
        taken = batch if len(batch.texts) <= left else _cut(batch, left)
        batches.append(taken)
        left -= len(taken.texts)
        if taken is not batch:
            return batches, True
    return batches, False


def _read(name: str, format_: str | None) -> Iterator[Batch]:
    return read_source(Source(name), Format(format_) if format_ else None)


def _cut(batch: Batch, most: int) -> Batch:
    faults = {index: each for index, each in batch.faults.items() if index < most}
    further = {index: each for index, each in batch.further_faults.items() if index < most}
    return msgspec.structs.replace(
        batch, texts=batch.texts[:most], types=batch.types[:most], faults=faults, further_faults=further
    )


def _indented(text: bytes) -> str:
    return msgspec.json.format(text, indent=2).decode() if text.strip() else ""


def _view(texts: list[str], findings: Iterable[list[Finding]], more: bool) -> bytes:
    told = [msgspec.Raw(encode(finding)) for some in findings for finding in some]
    return msgspec.json.encode(View("\n".join(texts), told, more))
