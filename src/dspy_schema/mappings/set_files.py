"""The files of mappings, alone and in folders that are laid out as `schema/`."""

from __future__ import annotations

import os
import sys

from dspy_schema.mappings import sssom

MAPPINGS = "mappings"
ROOT = "dspy.yaml"
SUFFIX = ".sssom.tsv"


def is_laid_out(folder: str) -> bool:
    """Whether a folder is laid out as `schema/`."""
    return os.path.isfile(os.path.join(folder, ROOT))


def sets_of(root: str) -> list[str]:
    """The files of mappings of a folder that is laid out so."""
    folder = os.path.join(root, MAPPINGS)
    return sets_in(folder) if os.path.isdir(folder) else []


def sets_in(folder: str) -> list[str]:
    """The files of mappings in a folder, sorted."""
    return sorted(os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(SUFFIX))


def read_set(path: str) -> sssom.MappingSet:
    """The mapping set in a file, `-` for standard input; raises OSError."""
    if path == "-":
        return sssom.read(sys.stdin.buffer.read(), "<stdin>")
    with open(path, "rb") as file:
        return sssom.read(file.read(), path)
