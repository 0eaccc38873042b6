"""Sources: the files that paths, folders and globs stand for, and `-` for standard input."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from dspy_schema.findings import Severity
from dspy_schema.records.batch import Batch, report_source
from dspy_schema.records.formats import format_by_suffix

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.records.exclusion import Exclusion


_MAGIC = frozenset("*?[")
PARTIAL = ".dspy-schema.{}.part"
"""The name of a file of output while it is written: it is never an input, whatever pattern it matches."""


def is_partial(name: str) -> bool:
    """Whether a file of this name is output that is being written, or that was left by a run that was killed."""
    beginning, ending = PARTIAL.split("{}")
    return name.startswith(beginning) and name.endswith(ending)


class Limits(msgspec.Struct, frozen=True, gc=False):
    """The most bytes that an archive may unpack to, and that the text of a record may have."""

    unpacked: int = 1 << 31
    record: int = 1 << 28


LIMITS = Limits()


class Source(msgspec.Struct, frozen=True, gc=False):
    """A file to read, or `-`."""

    path: str
    limits: Limits = LIMITS

    @property
    def name(self) -> str:
        """Its name in findings; bytes of the path that are not UTF-8 are escaped."""
        return "<stdin>" if self.path == "-" else os.fsencode(self.path).decode(errors="backslashreplace")


def expand_paths(
    paths: Iterable[str], exclusion: Exclusion | None = None, limits: Limits = LIMITS
) -> Iterator[Source | Batch]:
    """Yield the sources of `paths`, in order, each file once; a batch with a finding for a path that leads to none.

    What is excluded is left out, also where its path is among `paths`.
    """
    seen = set()
    for path in paths:
        for source in _expand(path, exclusion):
            if isinstance(source, Source):
                identity = source.path if source.path == "-" else os.path.realpath(source.path)
                if identity in seen:
                    continue
                seen.add(identity)
                if exclusion and source.path != "-" and exclusion.excludes_file(source.path):
                    continue
                source = msgspec.structs.replace(source, limits=limits)  # noqa: PLW2901
            yield source


def _expand(path: str, exclusion: Exclusion | None) -> Iterator[Source | Batch]:
    if path == "-":
        yield Source(path)
    elif "\0" in path:
        yield report_source(path, "DSP100", "cannot be read: the name of a file has no NUL character")
    elif os.path.isdir(path):
        yield from _folder(path, exclusion)
    elif not os.path.lexists(path) and not _MAGIC.isdisjoint(path):
        from glob import glob

        matches = sorted(match for match in glob(path, recursive=True) if not is_partial(os.path.basename(match)))
        for match in matches:
            yield from _folder(match, exclusion) if os.path.isdir(match) else _file(match)
        if not matches:
            yield report_source(path, "DSP100", "no file matches this pattern")
    else:
        yield Source(path)


def _file(path: str) -> Iterator[Source | Batch]:
    """A file of a folder or of a pattern; what is not a regular one could keep the run waiting for ever."""
    if os.path.exists(path) and not os.path.isfile(path):
        message = "not a regular file, and not read; to read a named pipe, give its own path"
        yield report_source(path, "DSP112", message, severity=Severity.WARNING)
    else:
        yield Source(path)


def _folder(path: str, exclusion: Exclusion | None) -> Iterator[Source | Batch]:
    is_empty = True
    errors: list[OSError] = []
    for folder, subfolders, names in os.walk(path, onerror=errors.append):
        subfolders[:] = sorted(
            name
            for name in subfolders
            if not (name.startswith(".") or (exclusion and exclusion.matches(os.path.join(folder, name))))
        )
        for name in sorted(names):
            if not name.startswith(".") and format_by_suffix(name):
                is_empty = False
                yield from _file(os.path.join(folder, name))
    for error in errors:
        yield report_source(str(error.filename), "DSP100", f"cannot be read: {error.strerror}")
    if is_empty and not errors:
        message = "no file of JSON, JSON Lines, YAML, RDF or JSON-LD, by its suffix, in this folder"
        yield report_source(path, "DSP112", message, severity=Severity.WARNING)
