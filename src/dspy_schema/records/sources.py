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


class Source(msgspec.Struct, frozen=True, gc=False):
    """A file to read, or `-`."""

    path: str

    @property
    def name(self) -> str:
        """Its name in findings; bytes of the path that are not UTF-8 are escaped."""
        return "<stdin>" if self.path == "-" else os.fsencode(self.path).decode(errors="backslashreplace")


def expand_paths(paths: Iterable[str], exclusion: Exclusion | None = None) -> Iterator[Source | Batch]:
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

        beginning, ending = PARTIAL.split("{}")
        names = ((os.path.basename(match), match) for match in glob(path, recursive=True))
        matches = sorted(match for name, match in names if not (name.startswith(beginning) and name.endswith(ending)))
        for match in matches:
            yield from _expand(match, exclusion)
        if not matches:
            yield report_source(path, "DSP100", "no file matches this pattern")
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
                file = os.path.join(folder, name)
                yield Source(file)
    for error in errors:
        yield report_source(str(error.filename), "DSP100", f"cannot be read: {error.strerror}")
    if is_empty and not errors:
        message = "no file of JSON, JSON Lines, YAML, RDF or JSON-LD, by its suffix, in this folder"
        yield report_source(path, "DSP112", message, severity=Severity.WARNING)
