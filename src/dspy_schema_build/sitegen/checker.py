"""The checker page: its scripts, the Python runtime, the package as an archive, and example files."""

from __future__ import annotations

import html
import io
import shutil
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import dspy_schema
import dspy_schema_model
from dspy_schema import artifacts, plugins
from dspy_schema.errors import DspySchemaError

if TYPE_CHECKING:
    from collections.abc import Iterator


SOURCE = Path("src/site/checker")
EXAMPLES = Path("examples")
# Example files of the page, and the labels of their buttons.
EXAMPLE_LABELS = {
    "broken.jsonl": "Five faults",
    "jobs.jsonl": "Three jobs and runs",
    "local_job.yaml": "A local job, in YAML",
    "vendors/openai.jsonl": "OpenAI",
    "vendors/emissary.json": "Emissary",
    "vendors/caikit.jsonl": "caikit",
    "vendors/arbor.jsonl": "Arbor",
    "vendors/dspy.jsonl": "Live DSPy jobs",
}
# Scripts from npm: those of all pages, by the names that they get, and those of the checker.
_LIBRARIES = {"@mermaid-js/tiny/dist/mermaid.tiny.js": "mermaid.js"}
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# Packages that a browser has no use for: what needs the rdf extra, what talks to a terminal.
_UNUSED_PACKAGES = {"__pycache__", "store", "cli"}
# Generated files that nothing reads there: other forms of the schema.
_UNUSED_SUFFIXES = (".linkml.yaml", ".ttl", ".pyi", "pydantic_model.py", "dataclass_model.py", "dspy.schema.json")
# Dependencies that are Python alone, copied from this environment, and those compiled for Pyodide, from a wheel.
_PURE = ("PyYAML", "rfc8785")
_COMPILED = ("msgspec",)
# One date for all files, so that two builds give the same bytes.
_DATE = (2020, 1, 1, 0, 0, 0)


class MissingLibraryError(DspySchemaError):
    """A script is not installed; `make docs` installs it."""


class MissingWheelError(DspySchemaError):
    """A wheel for the browser is not there; `make docs` downloads it."""


def write_libraries(folder: Path, installed: Path) -> None:
    """Copy the scripts that all pages load from `installed`, the folder of npm, into `folder`.

    Raises MissingLibraryError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for source, name in _LIBRARIES.items():
        _copy_library(installed / source, folder / name)


def _copy_library(source: Path, target: Path) -> None:
    if not source.is_file():
        raise MissingLibraryError(f"{source} is missing: run `make docs`, which installs it")
    shutil.copyfile(source, target)


def write_checker(folder: Path, installed: Path, wheels: Path) -> None:
    """Write the page and all that it loads into `folder`; npm's packages are in `installed`, pip's in `wheels`.

    Raises MissingLibraryError or MissingWheelError.
    """
    runtime = folder / "runtime"
    runtime.mkdir(parents=True)
    for name in _PYODIDE:
        _copy_library(installed / "pyodide" / name, runtime / name)
    (runtime / "package.zip").write_bytes(build_archive(wheels))
    for path in sorted([*SOURCE.glob("*.js"), *SOURCE.glob("*.css")]):
        shutil.copyfile(path, folder / path.name)
    for name in EXAMPLE_LABELS:
        (folder / "examples" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(EXAMPLES / name, folder / "examples" / name)
    size = sum(path.stat().st_size for path in runtime.iterdir())
    page = (SOURCE / "page.md").read_text(encoding="utf-8")
    parts = {"types": _render_types(), "examples": _render_examples(), "size": [str(size)]}
    for name, lines in parts.items():
        page = page.replace(f"<!-- {name} -->", "\n".join(lines))
    (folder / "index.md").write_text(page, encoding="utf-8")


def _render_types() -> Iterator[str]:
    types = artifacts.load_types()
    records = list(types.records)
    yield from _render_group("Jobs and runs", records)
    for vendor in plugins.vendor_folders():
        yield from _render_group(vendor, artifacts.list_vendor_types(vendor))
    yield from _render_group("Other classes", [name for name in types.classes if name not in records])


def _render_group(label: str, types: list[str]) -> Iterator[str]:
    yield f'<optgroup label="{html.escape(label)}">'
    yield from (f"<option>{html.escape(name)}</option>" for name in types)
    yield "</optgroup>"


def _render_examples() -> Iterator[str]:
    for name, label in EXAMPLE_LABELS.items():
        yield f'<li><button type="button" data-example="{name}">{html.escape(label)}</button></li>'


def build_archive(wheels: Path) -> bytes:
    """Pack the package and its dependencies as a zip archive for the browser; `wheels` has the compiled ones.

    Raises MissingWheelError.
    """
    files = dict(_read_files(wheels))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _DATE), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _read_files(wheels: Path) -> Iterator[tuple[str, bytes]]:
    for package in (dspy_schema, dspy_schema_model):
        folder = Path(str(package.__file__)).parent
        for path in folder.rglob("*"):
            inner = path.relative_to(folder)
            if (
                path.is_file()
                and _UNUSED_PACKAGES.isdisjoint(inner.parts)
                and not inner.name.endswith(_UNUSED_SUFFIXES)
            ):
                yield f"{folder.name}/{inner.as_posix()}", path.read_bytes()
    version = distribution("dspy-schema").version
    metadata = f"Metadata-Version: 2.1\nName: dspy-schema\nVersion: {version}\n"
    yield f"dspy_schema-{version}.dist-info/METADATA", metadata.encode()
    for name in _PURE:
        for file in distribution(name).files or ():
            if file.suffix == ".py" and not file.parts[0].startswith("_"):
                yield file.as_posix(), Path(str(file.locate())).read_bytes()
    for name in _COMPILED:
        yield from _read_wheel(wheels, name)


def _read_wheel(wheels: Path, name: str) -> Iterator[tuple[str, bytes]]:
    pattern = f"{name}-{distribution(name).version}-*.whl"
    wheel = next(iter(sorted(wheels.glob(pattern))), None)
    if wheel is None:
        raise MissingWheelError(f"{wheels / pattern} is missing: run `make docs`, which downloads it")
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            if member.endswith((".py", ".so")):
                yield member, archive.read(member)
