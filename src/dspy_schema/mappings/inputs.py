"""What the paths of a command line mean: folders laid out as `schema/`, and files of mappings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dspy_schema.mappings.alignment import load
from dspy_schema.mappings.places import Place
from dspy_schema.mappings.set_files import is_laid_out, read_set, sets_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment

HERE = "schema"
"""The folder that is checked where no other is named, if it is laid out so."""

_UNREADABLE = "DSP100"
_MAGIC = frozenset("*?[")


def default() -> str | None:
    """`schema` in the current folder where it is laid out so; else None, for the copy that ships with the package."""
    return HERE if is_laid_out(HERE) else None


def alignments(paths: Iterable[str], faults: list[Finding]) -> Iterator[Alignment]:
    """An alignment for each folder that is laid out as `schema/`, and one for all files together.

    Files are looked at with the shipped schema. What cannot be read is added to `faults`.
    """
    sets = []
    for path in dict.fromkeys(_files(paths, faults)):
        if is_laid_out(path):
            yield load(path)
            continue
        try:
            sets.append(read_set(path))
        except OSError as error:
            faults.append(_fault(path, f"cannot be read: {error.strerror or error}"))
    if sets:
        yield load(sets=sets)


def _files(paths: Iterable[str], faults: list[Finding]) -> Iterator[str]:
    for path in paths:
        if os.path.isdir(path) and not is_laid_out(path):
            found = sets_in(path)
            if not found:
                faults.append(_fault(path, "is neither laid out as schema/, nor has it files *.sssom.tsv"))
            yield from found
        elif not os.path.lexists(path) and not _MAGIC.isdisjoint(path):
            from glob import glob

            matches = sorted(glob(path, recursive=True))
            if not matches:
                faults.append(_fault(path, "no file matches this pattern"))
            yield from matches
        else:
            yield path


def _fault(path: str, message: str) -> Finding:
    name = os.fsencode(path).decode(errors="backslashreplace")
    return Place(name).finding(_UNREADABLE, message)
