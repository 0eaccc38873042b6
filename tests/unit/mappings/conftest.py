"""Fixtures of the tests of mappings: edited copies of folders, and the reference tool."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dspy_schema.mappings import alignment, check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[3]
SMALL = ROOT / "tests/data/mappings/small"


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A copy of a folder, by default the small one, with edits; listings that are changed are pinned again."""

    def make(edits: Iterable[dict[str, Any]] = (), of: Path = SMALL, *, repin: bool = True) -> Path:
        copy = Path(tempfile.mkdtemp(dir=tmp_path)) / "schema"
        shutil.copytree(of, copy)
        for edit in edits:
            path = copy / edit["file"]
            text = path.read_bytes().decode() if path.exists() else ""
            if "old" in edit:
                assert text.count(edit["old"]) == 1, edit["old"]
                text = text.replace(edit["old"], edit["new"])
            path.write_bytes((text + edit.get("add", "")).encode())
            if repin and path.parent.name == "vocabularies" and path.suffix == ".tsv" and path.stem != "provenance":
                pin(path, hashlib.sha256((of / edit["file"]).read_bytes()).hexdigest())
        return copy

    return make


def pin(listing: Path, before: str) -> None:
    provenance = listing.parent / "provenance.tsv"
    text = provenance.read_text()
    assert text.count(before) == 1
    provenance.write_text(text.replace(before, hashlib.sha256(listing.read_bytes()).hexdigest()))


@pytest.fixture
def found() -> Callable[[Path], list[str]]:
    """The findings in a folder: file, line, column, code and severity."""

    def run(of: Path) -> list[str]:
        return [
            f"{Path(finding.source).relative_to(of)}:{finding.line}:{finding.column} {finding.code} {finding.severity}"
            for finding in check.list_findings(alignment.load_alignment(str(of)))
        ]

    return run
