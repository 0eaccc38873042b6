"""The generated artefacts as downloads: at an address that never changes, with the version, and at one without it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import artifacts, plugins
from dspy_schema_build.sitegen.markdown import render_table, write_page

if TYPE_CHECKING:
    from collections.abc import Iterator


IRI = "https://w3id.org/lmodel/dspy/"
_DESCRIPTIONS = {
    "dspy.context.jsonld": "JSON-LD context: reads a JSON record as linked data",
    "dspy.linkml.yaml": "the LinkML schema, all modules in one file",
    "dspy.open.shacl.ttl": "SHACL shapes that allow statements in terms of other vocabularies",
    "dspy.owl.ttl": "OWL ontology, with the mappings",
    "dspy.shacl.ttl": "SHACL shapes: validate a published graph",
    "dspy.skos.ttl": "the elements and their mappings as SKOS",
    "pydantic_model.py": "pydantic models",
    "dataclass_model.py": "dataclasses",
}
# The first suffix that fits.
_DESCRIPTIONS_BY_SUFFIX = {
    ".sssom.tsv": "mappings, SSSOM",
    ".tsv": "terms of a vocabulary",
    ".yaml": "LinkML",
    ".schema.json": "JSON Schema",
}
# What only the package itself reads: some tables, and Python modules in folders.
_INTERNAL = {"__init__.py", "py.typed", "prefixes.json", "rdf.json", "rules.json", "types.json", "crosswalk.json"}

File = tuple[str, Path]


def write_downloads(docs: Path, version: str) -> None:
    """Copy the artefacts to `docs` and to `docs`/`version`, and write the page that lists them."""
    files = list(_find_files())
    for name, source in files:
        for target in (docs / name, docs / version / name):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    # The names that JSON-LD records and the ontology's IRI refer to.
    for format_ in ("context", "owl", "shacl", "skos"):
        name = artifacts.FORMATS[format_]
        shutil.copyfile(artifacts.artifact_path(name), docs / name.removeprefix("dspy."))
    listing = [{"file": name, "bytes": source.stat().st_size, "sha256": _digest(source)} for name, source in files]
    (docs / version / "files.json").write_bytes(msgspec.json.format(msgspec.json.encode(listing)) + b"\n")
    write_page(docs / "downloads.md", _render_page(files, version))


def _find_files() -> Iterator[File]:
    folder = Path(artifacts.FOLDER)
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        is_internal = path.name in _INTERNAL or "__pycache__" in inner.parts
        is_module_of_package = path.suffix == ".py" and len(inner.parts) > 1
        if path.is_file() and not is_internal and not is_module_of_package:
            yield inner.as_posix(), path


def _render_page(files: list[File], version: str) -> Iterator[str]:
    yield from ["# Downloads", "", _introduce(version), ""]
    yield from ["## The model", "", *_render_files([file for file in files if "/" not in file[0]], version)]
    yield from ["", "## JSON Schema of a class", "", "One file for each class, with everything it refers to.", ""]
    yield from _render_files([file for file in files if file[0].startswith("json_schema/")], version)
    for vendor in plugins.vendor_folders():
        yield from ["", f"## Vendor: {vendor}", ""]
        yield from _render_files([file for file in files if file[0].startswith(f"vendors/{vendor}/")], version)
    if rest := [file for file in files if "/" in file[0] and not file[0].startswith(("json_schema/", "vendors/"))]:
        yield from ["", "## Modules, mappings, listings", "", "The sources of the files above.", ""]
        yield from _render_files(rest, version)


def _introduce(version: str) -> str:
    return f"""\
Every file that is generated from the schema has two addresses: `{IRI}dspy.shacl.ttl` is always the newest version,
`{IRI}{version}/dspy.shacl.ttl` is version {version} and never changes. The links below lead to version {version}.
[`files.json`]({version}/files.json) lists the same files for programs. Where the package is installed,
`dspy-schema schema path` prints the path of a file."""


def _render_files(files: list[File], version: str) -> Iterator[str]:
    rows = (
        [
            f"[{source.name}]({version}/{name})",
            _describe(name),
            f"{source.stat().st_size:,}".replace(",", "\u00a0"),
            # In two halves, between which a narrow screen may break; copied, it is one.
            f"<code>{_digest(source)[:32]}<wbr>{_digest(source)[32:]}</code>",
        ]
        for name, source in files
    )
    yield from render_table(["file", "what it is", "bytes", "sha256"], rows)


def _describe(name: str) -> str:
    by_suffix = (text for suffix, text in _DESCRIPTIONS_BY_SUFFIX.items() if name.endswith(suffix))
    return _DESCRIPTIONS.get(name) or next(by_suffix, "")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
