"""This package and what it needs as one archive, which the checker page unpacks in the visitor's browser."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

import dspy_schema
import dspy_schema_model
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


class MissingWheelError(DspySchemaError):
    """A package is not there as a browser needs it; `make docs` gets it."""


def archive(wheels: Path) -> bytes:
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
