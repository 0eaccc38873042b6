"""A run over valid JSON Lines loads what it needs, and nothing that only faults or other formats need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[3] / "examples"
ALWAYS = {
    *("artifacts", "errors", "findings", "interrupts", "packaged", "plugins", "reading", "secrets", "session"),
    *(
        "secrets.detector",
        "secrets.patterns",
        "secrets.prefilter",
        "cli",
        "cli.main",
        "cli.configuration",
        "cli.options",
        "cli.output",
        "cli.validate",
    ),
    *("jsontext", "jsontext.depth", "jsontext.raw", "jsontext.utf8"),
    *("records", "records.batch", "records.formats", "records.json_lines", "records.sources", "records.streams"),
    *("reporters", "reporters.registry", "reporters.reporter", "reporters.text"),
    *("validation", "validation.checker", "validation.fast_path", "validation.run"),
}
"""All modules of the package that a valid record may load, unless its type must be detected among several."""
NEVER = {
    *("dspy_schema_build", "jsonschema_rs", "yaml", "pyoxigraph", "rdflib", "multiprocessing"),
    *("asyncio", "concurrent", "dataclasses", "difflib", "glob", "hashlib", "importlib.metadata", "inspect", "logging"),
    *("json", "pathlib", "pydantic", "shutil", "subprocess", "tempfile", "threading", "urllib", "zlib", "zoneinfo"),
}
"""Other modules that a valid record must not load, with what is in them."""


def load(program: str, *paths: Path) -> set[str]:
    """The modules that a program loads."""
    code = f"import sys; before = set(sys.modules); {program}; print('\\n', *set(sys.modules) - before, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code, *map(str, paths)], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def validate(*paths: Path) -> set[str]:
    """The modules that `validate` loads for valid files."""
    return load("from dspy_schema.cli.main import main; assert main(['validate', '-q', *sys.argv[1:]]) == 0", *paths)


def list_own(modules: set[str]) -> set[str]:
    """The names of the package's modules among these."""
    return {name.removeprefix("dspy_schema.") for name in modules if name.startswith("dspy_schema.")}


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("records") / "jobs.jsonl"
    path.write_text('{"@type": "TrainingJob", "id": "j", "model": "m", "train_data_format": "chat"}\n')
    return path


@pytest.fixture(scope="module")
def loaded(jobs: Path) -> set[str]:
    return validate(jobs)


def test_a_valid_record_loads_no_module_beyond_these(loaded: set[str]):
    assert list_own(loaded) - ALWAYS == set()


def test_these_modules_are_loaded(loaded: set[str]):
    """Else the list above would only ever grow."""
    assert ALWAYS - list_own(loaded) == set()


def test_a_valid_record_loads_no_library_but_msgspec(loaded: set[str]):
    # What msgspec imports by itself is its own affair.
    others = loaded - load("import msgspec, msgspec.json, argparse")
    assert {name for name in others if any(f"{name}.".startswith(f"{never}.") for never in NEVER)} == set()
    outside = {name.partition(".")[0] for name in others} - sys.stdlib_module_names
    assert outside <= {"dspy_schema", "dspy_schema_model"}


def test_records_of_several_types_load_the_detection_of_types():
    detection = {"schema", "schema.signatures", "validation.type_detection"}
    assert list_own(validate(EXAMPLES / "jobs.jsonl")) - ALWAYS == detection
