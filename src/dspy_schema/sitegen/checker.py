"""The checker page: its text, its scripts, Pyodide, and this package as a browser runs it."""

from __future__ import annotations

import html
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from dspy_schema import artifacts, registry, vendor_types
from dspy_schema.sitegen import browser_package
from dspy_schema.sitegen.libraries import MissingLibraryError

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path("src/site/checker")
EXAMPLES = Path("examples")
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


def write(folder: Path, installed: Path, wheels: Path) -> None:
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
    (runtime / "package.zip").write_bytes(browser_package.archive(wheels))
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
    records = list(artifacts.types().records)
    yield from _group("Jobs and runs", records)
    for vendor in registry.folders():
        yield from _group(vendor, vendor_types.record_types(vendor))
    yield from _group("Other classes", [name for name in artifacts.types().classes if name not in records])


def _group(label: str, types: list[str]) -> Iterator[str]:
    yield f'<optgroup label="{html.escape(label)}">'
    yield from (f"<option>{html.escape(each)}</option>" for each in types)
    yield "</optgroup>"


def _examples() -> Iterator[str]:
    for name, label in SHOWN.items():
        yield f'<li><button type="button" data-example="{name}">{html.escape(label)}</button></li>'
