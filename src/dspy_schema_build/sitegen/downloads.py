"""The generated artefacts as downloads: under their version for ever, and without one as they are now."""

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
# What a file is for, by how its name begins or ends; the first that fits.
_KINDS = {
    "dspy.context.jsonld": "JSON-LD context: makes a JSON record linked data",
    "dspy.linkml.yaml": "the schema itself, LinkML, all modules in one",
    "dspy.owl.ttl": "OWL ontology, with the mappings",
    "dspy.shacl.ttl": "SHACL shapes: judge a published graph",
    "dspy.skos.ttl": "the elements and their mappings as SKOS",
    "pydantic_model.py": "pydantic models",
    "dataclass_model.py": "dataclasses",
}
_RUN_TIME = {"__init__.py", "py.typed", "prefixes.json", "rdf.json", "rules.json", "types.json", "crosswalk.json"}


def write_downloads(docs: Path, version: str) -> None:
    """Copy the artefacts to `docs` and to `docs`/`version`, and write the page that lists them."""
    files = list(_files())
    for name, source in files:
        for target in (docs / name, docs / version / name):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    # The name that JSON-LD records and the ontology's IRI ask for.
    for format_ in ("context", "owl", "shacl", "skos"):
        name = artifacts.FORMATS[format_]
        shutil.copyfile(artifacts.artifact_path(name), docs / name.removeprefix("dspy."))
    table_of_files = [
        {"file": name, "bytes": source.stat().st_size, "sha256": _sha256(source)} for name, source in files
    ]
    (docs / version / "files.json").write_bytes(msgspec.json.format(msgspec.json.encode(table_of_files)) + b"\n")
    write_page(docs / "downloads.md", _page(files, version))


def _files() -> Iterator[tuple[str, Path]]:
    folder = Path(artifacts.FOLDER)
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        is_code = name.startswith("fast_structs/") or (name.startswith("vendors/") and path.suffix == ".py")
        hidden = path.name in _RUN_TIME or is_code or "__pycache__" in name
        if path.is_file() and not hidden:
            yield name, path


def _page(files: list[tuple[str, Path]], version: str) -> Iterator[str]:
    yield from ["# Downloads", "", _introduction(version), ""]
    main = [each for each in files if "/" not in each[0]]
    yield from ["## The model", "", *_table(main, version)]
    yield from ["", "## JSON Schema of a class", "", "One file a class, with all that it refers to.", ""]
    yield from _table([each for each in files if each[0].startswith("json_schema/")], version)
    for vendor in plugins.vendor_folders():
        yield from ["", f"## Vendor: {vendor}", ""]
        yield from _table([each for each in files if each[0].startswith(f"vendors/{vendor}/")], version)
    if rest := [each for each in files if "/" in each[0] and not each[0].startswith(("json_schema/", "vendors/"))]:
        yield from ["", "## Modules, mappings, listings", "", "What all of this is made of.", ""]
        yield from _table(rest, version)


def _introduction(version: str) -> str:
    return f"""\
Every file that is generated from the schema. Each has two addresses: `{IRI}dspy.shacl.ttl` is the newest one,
`{IRI}{version}/dspy.shacl.ttl` is that of version {version}, and never changes. The links below lead to the latter.
[`files.json`]({version}/files.json) is this page for programs. Installed with the package, the same files are found by
`dspy-schema schema path`."""


def _table(files: list[tuple[str, Path]], version: str) -> Iterator[str]:
    rows = (
        [
            f"[{source.name}]({version}/{name})",
            _KINDS.get(name, _kind(name)),
            f"{source.stat().st_size:,}".replace(",", "\u00a0"),
            # In two halves, between which a narrow screen may break; copied, it is one.
            f"<code>{_sha256(source)[:32]}<wbr>{_sha256(source)[32:]}</code>",
        ]
        for name, source in files
    )
    yield from render_table(["file", "what it is", "bytes", "sha256"], rows)


def _kind(name: str) -> str:
    if name.endswith(".sssom.tsv"):
        return "mappings, SSSOM"
    if name.endswith(".tsv"):
        return "a vocabulary's terms"
    return "LinkML" if name.endswith(".yaml") else "JSON Schema" if name.endswith(".schema.json") else ""


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
