"""Rebuild generated/ from schema/, or check that it is up to date: `python -m dspy_schema.codegen [--check]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dspy_schema.codegen import manifest


def main() -> int:
    """Exit status: 0 up to date or rebuilt, 1 out of date with `--check`, 2 not at the project's root."""
    parser = argparse.ArgumentParser(prog="python -m dspy_schema.codegen", description=__doc__)
    parser.add_argument("--check", action="store_true", help="rebuild in memory, compare, write nothing")
    parser.add_argument("--force", action="store_true", help="rebuild although the manifest says it is not needed")
    options = parser.parse_args()
    if not Path("schema/dspy.yaml").is_file():
        print("run this at the root of the project, where schema/ is", file=sys.stderr)
        return 2
    if not options.check and not options.force and manifest.current() == manifest.recorded():
        print("generated/ is up to date")
        return 0

    from dspy_schema.codegen import build

    made = build.artefacts()
    files = {manifest.PACKAGE / name: data for name, data in made.items()}
    files[manifest.MANIFEST] = manifest.encode(manifest.current(made))
    stale = {manifest.PACKAGE / name for name in manifest.existing()} - files.keys()
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
