"""Rebuild generated/ from schema/, or check that it is up to date: `python -m dspy_schema_build.codegen [--check]`."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_SOURCES = (("schema", "*.yaml"), ("schema", "*.tsv"), ("schema", "*.toml"), ("src/dspy_schema_build/codegen", "*.py"))
GENERATED = Path("generated")
PACKAGE = GENERATED / "dspy_schema_model"
MANIFEST = GENERATED / "MANIFEST.json"
Manifest = dict[str, Any]


def compute_manifest(artefacts: dict[str, bytes] | None = None) -> Manifest:
    """The manifest of the sources as they are, and of `artefacts` (by default, of the files that are there)."""
    if artefacts is None:
        artefacts = list_existing()
    return {
        "generator": {name: _version(name) for name in ("linkml", "linkml-runtime")},
        "sources": {str(path.as_posix()): _digest(path.read_bytes()) for path in _source_files()},
        "artefacts": {name: _digest(data) for name, data in sorted(artefacts.items())},
    }


def read_manifest() -> Manifest | None:
    """The manifest on disk; None where there is none that can be read."""
    try:
        manifest: Manifest = json.loads(MANIFEST.read_bytes())
    except (OSError, ValueError):
        return None
    return manifest


def encode_manifest(manifest: Manifest) -> bytes:
    """The manifest as it is written."""
    return (json.dumps(manifest, indent=1) + "\n").encode()


def list_existing() -> dict[str, bytes]:
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


def main() -> int:
    """Exit status: 0 up to date or rebuilt, 1 out of date with `--check`, 2 not at the project's root."""
    parser = argparse.ArgumentParser(prog="python -m dspy_schema_build.codegen", description=__doc__)
    parser.add_argument("--check", action="store_true", help="rebuild in memory, compare, write nothing")
    parser.add_argument("--force", action="store_true", help="rebuild although the manifest says it is not needed")
    options = parser.parse_args()
    if not Path("schema/dspy.yaml").is_file():
        print("run this at the root of the project, where schema/ is", file=sys.stderr)
        return 2
    if not options.check and not options.force and compute_manifest() == read_manifest():
        print("generated/ is up to date")
        return 0

    # linkml takes a second to import, so that is left until something has changed.
    from dspy_schema_build.codegen.build import build_artifacts

    made = build_artifacts()
    files = {PACKAGE / name: data for name, data in made.items()}
    files[MANIFEST] = encode_manifest(compute_manifest(made))
    stale = {PACKAGE / name for name in list_existing()} - files.keys()
    changed = sorted(path for path, data in files.items() if not path.is_file() or path.read_bytes() != data)
    if options.check:
        for path in [*changed, *sorted(stale)]:
            print(f"{path} is not what schema/ gives; run `make generate`", file=sys.stderr)
        return 1 if changed or stale else 0
    _write(changed, files, stale)
    print(f"generated/: {len(changed)} of {len(files)} files written, {len(stale)} removed")
    return 0


def _write(changed: list[Path], files: dict[Path, bytes], stale: set[Path]) -> None:
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
    for path in stale:
        path.unlink()


if __name__ == "__main__":
    sys.exit(main())
