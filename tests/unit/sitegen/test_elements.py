"""The YAML of elements is what linkml itself writes."""

from __future__ import annotations

from pathlib import Path

import pytest
from linkml_runtime.dumpers import yaml_dumper

from dspy_schema_build.codegen.schema import Schema
from dspy_schema_build.sitegen.reference import elements

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("file", ["dspy.yaml", "vendors/openai.yaml", "vendors/emissary.yaml"])
def test_dump_is_that_of_linkml(file: str) -> None:
    reference = elements.Reference([Schema(ROOT / "schema" / file, None)])
    terms = [term for term in reference.terms if term.kind != "slot"]
    assert len(terms) > 5
    assert [term.name for term in terms if elements.dump_direct(term) != yaml_dumper.dumps(term.definition)] == []
