"""A page for each class, slot, enum, type and subset of the schema, by linkml's gen-doc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkml.generators.docgen import DocGenerator

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = "schema/dspy.yaml"


def write(folder: Path) -> None:
    """Write the pages into `folder`."""
    folder.mkdir(parents=True)
    DocGenerator(SCHEMA, directory=str(folder), hierarchical_class_view=True).serialize()
