"""The schema, loaded once for the tests of what is generated from it."""

import os
from pathlib import Path

import pytest

from dspy_schema_build.codegen.schema import Schema

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def schema() -> Schema:
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        return Schema()
    finally:
        os.chdir(here)
