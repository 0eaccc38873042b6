"""The downloads are the artefacts that a user may read, and none of the package's own modules and tables."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from dspy_schema import artifacts
from dspy_schema_build.sitegen import downloads

if TYPE_CHECKING:
    from pathlib import Path


def test_artefacts_are_listed_and_internals_are_not(tmp_path: Path) -> None:
    downloads.write_downloads(tmp_path, "1.2.3")
    files = {file["file"]: file for file in json.loads((tmp_path / "1.2.3/files.json").read_text(encoding="utf-8"))}
    assert {"dspy.owl.ttl", "pydantic_model.py", "json_schema/TrainingJob.schema.json"} <= set(files)
    assert [name for name in files if name.endswith(".py") and "/" in name] == []
    assert [name for name in files if name.endswith(("types.json", "crosswalk.json", "__init__.py"))] == []
    for name, file in files.items():
        for copy in (tmp_path / name, tmp_path / "1.2.3" / name):
            assert hashlib.sha256(copy.read_bytes()).hexdigest() == file["sha256"]
            assert copy.stat().st_size == file["bytes"]
    page = (tmp_path / "downloads.md").read_text(encoding="utf-8")
    assert [name for name in files if f"(1.2.3/{name})" not in page] == []


def test_addresses_of_the_ontology_and_the_context(tmp_path: Path) -> None:
    downloads.write_downloads(tmp_path, "1.2.3")
    for name in ("context.jsonld", "owl.ttl", "shacl.ttl", "skos.ttl"):
        assert (tmp_path / name).read_bytes() == artifacts.read_artifact(f"dspy.{name}")
