"""What the schema's tests share: the schema, loaded once, and its pages, generated once."""

from __future__ import annotations

from pathlib import Path

import pytest
from linkml.generators.docgen import DocGenerator
from linkml_runtime.utils.schemaview import SchemaView

SCHEMA = Path(__file__).parents[2] / "schema"


@pytest.fixture(scope="session")
def schema_dir() -> Path:
    return SCHEMA


@pytest.fixture(scope="session")
def view() -> SchemaView:
    return SchemaView(str(SCHEMA / "dspy.yaml"))


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the Markdown pages that stock gen-doc makes of the schema."""
    folder = tmp_path_factory.mktemp("pages")
    # The command's default, not the class's: without it the index page ranks every class, and the
    # ranks show up in the sources of the pages.
    generator = DocGenerator(str(SCHEMA / "dspy.yaml"), directory=str(folder), hierarchical_class_view=True)
    generator.serialize()
    return folder
