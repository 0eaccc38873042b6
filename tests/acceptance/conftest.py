"""What the acceptance tests share: check some content, and tell what was found in short."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import dspy_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., list[str]]:
    """Check content as the file of a name; gives `line:column code pointer` for each finding."""

    def run(content: bytes | str, name: str = "records.jsonl", **options: Any) -> list[str]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [
            f"{each.line}:{each.column} {each.code} {each.pointer}".strip()
            for each in dspy_schema.validate(path, **options).findings
        ]

    return run
