"""Checker page, its package, scripts from npm."""

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


# What a browser has no use for: what builds, what needs the rdf extra, what talks to a terminal, other forms of the
# schema.
_LEFT_OUT = ("__pycache__", "codegen", "sitegen", "store", "cli")
_NOT_READ = (".linkml.yaml", ".ttl", ".pyi", "pydantic_model.py", "dataclass_model.py", "dspy.schema.json")
# Python alone: what is installed here runs there.
_PURE = ("PyYAML", "rfc8785")
_COMPILED = ("msgspec",)
# Two builds are the same to the byte.
_WHEN = (2020, 1, 1, 0, 0, 0)
_FILES = {"@mermaid-js/tiny/dist/mermaid.tiny.js": "mermaid.js"}
# Files to try, and what a visitor sees in them.
SHOWN = {
    "broken.jsonl": "Five faults",
    "jobs.jsonl": "Three jobs and runs",
    "local_job.yaml": "A local job, in YAML",
    "vendors/openai.jsonl": "OpenAI",
    "vendors/emissary.json": "Emissary",
    "vendors/caikit.jsonl": "caikit",
    "vendors/arbor.jsonl": "Arbor",
    "vendors/dspy.jsonl": "Live DSPy jobs",
}
_PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")


class MissingWheelError(DspySchemaError):
    """A package is not there as a browser needs it; `make docs` gets it."""


def build_archive(wheels: Path) -> bytes:
    """The archive, as bytes; `wheels` has what is compiled.

    Raises MissingWheelError.
    """
    files = dict(_files(wheels))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in sorted(files):
            out.writestr(zipfile.ZipInfo(name, _WHEN), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _files(wheels: Path) -> Iterator[tuple[str, bytes]]:
    for package in (dspy_schema, dspy_schema_model):
        folder = Path(str(package.__file__)).parent
        for path in folder.rglob("*"):
            inner = path.relative_to(folder)
            if path.is_file() and not set(inner.parts) & {*_LEFT_OUT} and not inner.name.endswith(_NOT_READ):
                yield f"{folder.name}/{inner.as_posix()}", path.read_bytes()
    version = distribution("dspy-schema").version
    metadata = f"Metadata-Version: 2.1\nName: dspy-schema\nVersion: {version}\n"
    yield f"dspy_schema-{version}.dist-info/METADATA", metadata.encode()
    for name in _PURE:
        for file in distribution(name).files or ():
            if file.suffix == ".py" and not file.parts[0].startswith("_"):
                yield file.as_posix(), Path(str(file.locate())).read_bytes()
    for name in _COMPILED:
        yield from _of_wheel(wheels, name)


def _of_wheel(wheels: Path, name: str) -> Iterator[tuple[str, bytes]]:
    pattern = f"{name}-{distribution(name).version}-*.whl"
    wheel = next(iter(sorted(wheels.glob(pattern))), None)
    if wheel is None:
        raise MissingWheelError(f"{wheels / pattern} is missing: run `make docs`, which gets it")
    with zipfile.ZipFile(wheel) as packed:
        for each in packed.namelist():
            if each.endswith((".py", ".so")):
                yield each, packed.read(each)


class MissingLibraryError(DspySchemaError):
    """A script is not installed; `make docs` installs them."""


def write_libraries(folder: Path, installed: Path) -> None:
    """Copy the scripts from the folder where npm installed them.

    Raises MissingLibraryError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for source, name in _FILES.items():
        if not (installed / source).is_file():
            raise MissingLibraryError(f"{installed / source} is missing: run `make docs`, which installs it")
        shutil.copyfile(installed / source, folder / name)


SOURCE = Path("src/site/checker")
EXAMPLES = Path("examples")


def write_checker(folder: Path, installed: Path, wheels: Path) -> None:
    """Write the page and all that it loads into `folder`, from the folders where npm and pip put what others wrote.

    Raises MissingLibraryError.
    """
    folder.mkdir(parents=True)
    runtime = folder / "runtime"
    runtime.mkdir()
    for name in _PYODIDE:
        source = installed / "pyodide" / name
        if not source.is_file():
            raise MissingLibraryError(f"{source} is missing: run `make docs`, which installs it")
        shutil.copyfile(source, runtime / name)
    (runtime / "package.zip").write_bytes(build_archive(wheels))
    for path in sorted([*SOURCE.glob("*.js"), *SOURCE.glob("*.css")]):
        shutil.copyfile(path, folder / path.name)
    for name in SHOWN:
        (folder / "examples" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(EXAMPLES / name, folder / "examples" / name)
    loaded = sum(path.stat().st_size for path in runtime.iterdir())
    page = (SOURCE / "page.md").read_text(encoding="utf-8")
    for mark, text in {"types": _types(), "examples": _examples(), "size": [str(loaded)]}.items():
        page = page.replace(f"<!-- {mark} -->", "\n".join(text))
    (folder / "index.md").write_text(page, encoding="utf-8")


def _types() -> Iterator[str]:
    records = list(artifacts.load_types().records)
    yield from _group("Jobs and runs", records)
    for vendor in plugins.vendor_folders():
        yield from _group(vendor, artifacts.list_vendor_types(vendor))
    yield from _group("Other classes", [name for name in artifacts.load_types().classes if name not in records])


def _group(label: str, types: list[str]) -> Iterator[str]:
    yield f'<optgroup label="{html.escape(label)}">'
    yield from (f"<option>{html.escape(each)}</option>" for each in types)
    yield "</optgroup>"


def _examples() -> Iterator[str]:
    for name, label in SHOWN.items():
        yield f'<li><button type="button" data-example="{name}">{html.escape(label)}</button></li>'
