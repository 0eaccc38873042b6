"""What was made of what: sha256 of every source and artefact, and the generator's version."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

GENERATED = Path("generated")
PACKAGE = GENERATED / "dspy_schema_model"
MANIFEST = GENERATED / "MANIFEST.json"
_SOURCES = (("schema", "*.yaml"), ("schema", "*.tsv"), ("schema", "*.toml"), ("src/dspy_schema/codegen", "*.py"))

Manifest = dict[str, Any]


def current(artefacts: dict[str, bytes] | None = None) -> Manifest:
    """The manifest of the sources as they are, and of `artefacts` (by default, of the files that are there)."""
    if artefacts is None:
        artefacts = existing()
    return {
        "generator": {name: _version(name) for name in ("linkml", "linkml-runtime")},
        "sources": {str(path.as_posix()): _digest(path.read_bytes()) for path in _source_files()},
        "artefacts": {name: _digest(data) for name, data in sorted(artefacts.items())},
    }


def recorded() -> Manifest | None:
    """The manifest on disk; None where there is none that can be read."""
    try:
        manifest: Manifest = json.loads(MANIFEST.read_bytes())
    except (OSError, ValueError):
        return None
    return manifest


def encode(manifest: Manifest) -> bytes:
    """The manifest as it is written."""
    return (json.dumps(manifest, indent=1) + "\n").encode()


def existing() -> dict[str, bytes]:
    """Every artefact on disk, by its path below the package."""
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(PACKAGE).as_posix(): path.read_bytes() for path in files}


def _source_files() -> list[Path]:
    return sorted(path for folder, pattern in _SOURCES for path in Path(folder).rglob(pattern))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
