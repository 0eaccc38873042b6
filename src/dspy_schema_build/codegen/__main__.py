"""Rebuild generated/ from schema/, or the artefacts of one vendor's schema, or check that they are up to date.

Without options, at the root of the project, this writes generated/. With --schema and --out, anywhere, it writes the
folder that a package which adds a vendor needs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from fnmatch import fnmatch
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_SOURCES = (("schema", "*.yaml"), ("schema", "*.tsv"), ("schema", "*.toml"), ("src/dspy_schema_build/codegen", "*.py"))
GENERATED = Path("generated")
PACKAGE = GENERATED / "dspy_schema_model"
MANIFEST = GENERATED / "MANIFEST.json"
# What a vendor's folder may have from an earlier run, though this one does not write it.
_VENDOR_FILES = ("*.schema.json", "*.linkml.yaml", "*.json", "__pycache__")
Manifest = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 up to date or written, 1 out of date with `--check`, 2 a wrong command line or schema."""
    options = _parser().parse_args(arguments)
    if (options.schema is None) != (options.out is None):
        return _fail("--schema and --out go together")
    if options.schema is not None:
        return _generate_vendor(options.schema, options.out, check=options.check)
    return _generate_project(check=options.check, force=options.force)


def compute_manifest(artefacts: dict[str, bytes]) -> Manifest:
    """Compute the manifest of the sources as they are, and of artefacts."""
    paths = sorted(path for folder, pattern in _SOURCES for path in Path(folder).rglob(pattern))
    return {
        "generator": {name: _find_version(name) for name in ("linkml", "linkml-runtime")},
        "sources": {path.as_posix(): _digest(path.read_bytes()) for path in paths},
        "artefacts": {name: _digest(data) for name, data in sorted(artefacts.items())},
    }


def read_manifest() -> Manifest | None:
    """Read the manifest on disk; None where there is none that can be read."""
    try:
        manifest: Manifest = json.loads(MANIFEST.read_bytes())
    except (OSError, ValueError):
        return None
    return manifest


def encode_manifest(manifest: Manifest) -> bytes:
    """Encode the manifest as it is written."""
    return (json.dumps(manifest, indent=1) + "\n").encode()


def list_existing(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder, by its path there."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _generate_project(*, check: bool, force: bool) -> int:
    if not Path("schema/dspy.yaml").is_file():
        return _fail("run this at the root of the project, where schema/ is, or with --schema and --out")
    if not check and not force and compute_manifest(list_existing(PACKAGE)) == read_manifest():
        print("generated/ is up to date")
        return 0

    # linkml takes a second to import, so that is left until something has changed.
    from dspy_schema_build.codegen.build import SchemaError, build_artifacts

    try:
        artefacts = build_artifacts()
    except SchemaError as error:
        return _fail(str(error))
    files = {PACKAGE / name: data for name, data in artefacts.items()}
    files[MANIFEST] = encode_manifest(compute_manifest(artefacts))
    stale = {PACKAGE / name for name in list_existing(PACKAGE)} - files.keys()
    changed = sorted(path for path, data in files.items() if not path.is_file() or path.read_bytes() != data)
    if check:
        for path in [*changed, *sorted(stale)]:
            print(f"{path} is not what schema/ gives; run `make generate`", file=sys.stderr)
        return 1 if changed or stale else 0
    for path in changed:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
    for path in stale:
        path.unlink()
    print(f"generated/: {len(changed)} of {len(files)} files written, {len(stale)} removed")
    return 0


def _generate_vendor(schema: Path, out: Path, *, check: bool) -> int:
    from dspy_schema_build.codegen.build import SchemaError, build_vendor

    try:
        files = build_vendor(schema)
    except SchemaError as error:
        return _fail(str(error))
    except (ValueError, TypeError, NotImplementedError) as error:
        # What linkml or a generator cannot do with a schema in which the checks have found nothing.
        return _fail(f"{schema}:1: no artefacts of this schema: {error}")
    try:
        return _write_vendor(out, files, check=check)
    except OSError as error:
        return _fail(f"{error.filename or out}: {error.strerror}")


def _write_vendor(out: Path, files: dict[str, bytes], *, check: bool) -> int:
    if out.exists() and not out.is_dir():
        return _fail(f"{out} is not a folder")
    existing = list_existing(out)
    if others := sorted(name for name in existing.keys() - files.keys() if not _is_vendor_file(name)):
        return _fail(f"{out} has files of other origin: {', '.join(others)}; name a folder for the artefacts alone")
    changed = sorted(name for name in files.keys() | existing.keys() if files.get(name) != existing.get(name))
    if check:
        for name in changed:
            print(f"{out / name} is not what the schema gives; run this without --check", file=sys.stderr)
        return 1 if changed else 0
    if changed:
        _replace_folder(out, files)
    print(f"{out}: {len(files)} files, {f'{len(changed)} changed' if changed else 'up to date'}")
    return 0


def _replace_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Write the files to the folder, and remove all others; if that fails, leave the folder as it was."""
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as temporary:
        new, old = Path(temporary, "new"), Path(temporary, "old")
        new.mkdir()
        for name, data in files.items():
            (new / name).write_bytes(data)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise


def _is_vendor_file(name: str) -> bool:
    return "/" not in name and any(fnmatch(name, pattern) for pattern in _VENDOR_FILES)


def _fail(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _find_version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dspy_schema_build.codegen", description=__doc__)
    parser.add_argument("--check", action="store_true", help="rebuild in memory, compare, write nothing")
    parser.add_argument("--force", action="store_true", help="rebuild although the manifest says it is not needed")
    parser.add_argument("--schema", type=Path, metavar="PATH", help="the LinkML schema of a vendor's records")
    parser.add_argument("--out", type=Path, metavar="DIR", help="the folder for its artefacts, and for nothing else")
    return parser


if __name__ == "__main__":
    sys.exit(main())
