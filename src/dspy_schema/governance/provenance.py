"""Where a report comes from: its inputs and tables with their SHA-256, versions, and its date."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import artifacts, secrets
from dspy_schema.errors import OptionError
from dspy_schema.mappings import areas
from dspy_schema.mappings.vocabularies import FOLDER as VOCABULARIES
from dspy_schema.reading import read_source
from dspy_schema.records.batch import Batch
from dspy_schema.records.digests import Digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dspy_schema.mappings.alignment import Alignment
    from dspy_schema.records.formats import Format
    from dspy_schema.records.sources import Source
    from dspy_schema.validation import Checker


EPOCH = "SOURCE_DATE_EPOCH"
"""The variable with the date of reproducible outputs, in seconds (https://reproducible-builds.org/specs)."""
_ROOT = "dspy.yaml"
_VERSION = re.compile(r"^version:\s*[\"']?([^\s\"'#]+)", re.MULTILINE)


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """A file, standard input, or records in memory: its name, its SHA-256 as it was read, and its number of bytes."""

    name: str
    sha256: str
    size: int


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A program, schema or table of a report: its kind, name and version, and the SHA-256 of its file."""

    kind: str
    name: str
    version: str = ""
    sha256: str = ""


class Provenance(msgspec.Struct, frozen=True, kw_only=True):
    """The inputs and versions of a report, and its date, a text in RFC 3339 or empty."""

    inputs: list[Input]
    versions: list[Version]
    date: str = ""


class InputReader:
    """Reads sources, and keeps their names and digests; records in memory have one of their texts, a line each."""

    def __init__(self) -> None:
        self._digests: dict[str, Digest] = {}

    def read(self, sources: Iterable[Source | Batch], checker: Checker, format_: Format | None) -> Iterator[Batch]:
        """Yield the batches of the sources."""
        for source in sources:
            if isinstance(source, Batch):
                if source.texts:
                    digest = self._digests.setdefault(source.source, Digest())
                    for text in source.texts:
                        digest.add(bytes(text).rstrip(b"\n") + b"\n")
                yield source
                continue
            if checker.watch:
                checker.watch.source(source.name)
            digest = Digest()
            yield from read_source(source, format_, digest)
            if digest.size or source.path == "-" or os.path.isfile(source.path):
                self._digests[source.name] = digest

    def list_inputs(self) -> list[Input]:
        """List the inputs in the order of reading; of several files, by their paths from the folder of all."""
        paths = [name for name in self._digests if not name.startswith("<")]
        folder = os.path.commonpath(list(map(os.path.abspath, paths))) if paths else ""
        if len(paths) == 1:
            folder = os.path.dirname(folder)
        return [
            Input(name=_shorten(name, folder, paths), sha256=digest.sha256, size=digest.size)
            for name, digest in self._digests.items()
        ]


def _shorten(name: str, folder: str, paths: list[str]) -> str:
    short = os.path.relpath(os.path.abspath(name), folder).replace(os.sep, "/") if name in paths else name
    return secrets.redact_for_display(short)


def list_versions(alignment: Alignment, frameworks: Iterable[str], tables: Mapping[str, str]) -> list[Version]:
    """List the versions of the tool, the schema, and the mapping sets, listings and `tables` that a report uses."""
    wanted = set(frameworks)
    own = artifacts.artifact_path(artifacts.SCHEMA)
    root = os.path.join(alignment.folder, _ROOT)
    is_own = os.path.realpath(alignment.folder) == os.path.realpath(own)
    schema = "dspy" if is_own else f"dspy, from {secrets.redact_for_display(alignment.folder)}"
    versions = [
        Version(kind="tool", name="dspy-schema", version=_find_tool_version(own)),
        Version(kind="schema", name=schema, version=_read_version(root), sha256=_hash_file(root)),
    ]
    for set_ in alignment.sets:
        if any(link.vocabulary in wanted for link in alignment.links if link.mapping.source == set_.source):
            stated = str(set_.header.metadata.get("mapping_set_version", ""))
            name = os.path.basename(set_.source)
            versions.append(Version(kind="mapping set", name=name, version=stated, sha256=_hash_file(set_.source)))
    for vocabulary in alignment.vocabularies:
        if vocabulary.prefix in wanted:
            stated, digest = (vocabulary.provenance.get(name, "") for name in ("version", "sha256"))
            versions.append(Version(kind="vocabulary", name=vocabulary.prefix, version=stated, sha256=digest))
    area_table = os.path.join(alignment.folder, VOCABULARIES, areas.FILE)
    for kind, path in {**tables, "areas": area_table}.items():
        if os.path.isfile(path):
            versions.append(Version(kind=kind, name=os.path.basename(path), sha256=_hash_file(path)))
    return versions


def check_date(text: str | None) -> str:
    """Return a date or a time as RFC 3339 has it, a time in UTC; without one, that of SOURCE_DATE_EPOCH, or nothing.

    Raises OptionError.
    """
    from datetime import UTC, date, datetime

    if text is None:
        epoch = os.environ.get(EPOCH, "")
        if not epoch:
            return ""
        if not (epoch.isascii() and epoch.isdigit()):
            raise OptionError(f"{EPOCH} is not a number of seconds: {epoch!r}")
        try:
            return datetime.fromtimestamp(int(epoch), UTC).isoformat().replace("+00:00", "Z")
        except (ValueError, OverflowError, OSError) as error:
            raise OptionError(f"{EPOCH} is beyond the calendar: {epoch}") from error
    try:
        if len(text) == len("2026-01-01"):
            return date.fromisoformat(text).isoformat()
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise OptionError(f"{text!r} is no date; give one such as 2026-12-01 or 2026-12-01T09:30:00Z") from error
    if moment.tzinfo is None:
        raise OptionError(f"the time {text} has no zone; end it with Z for UTC")
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _find_tool_version(schema: str) -> str:
    """Find the version of the package; one that runs without metadata has that of its schema, which is the same."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("dspy-schema")
    except PackageNotFoundError:
        return _read_version(os.path.join(schema, _ROOT))


def _read_version(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        found = _VERSION.search(file.read())
    return found[1] if found else ""


def _hash_file(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
