"""How the command line starts: as a module of Python, and with no more imports than a command needs."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

LOADED = """
import sys
from dspy_schema.cli import main
try:
    status = main(sys.argv[1:])
except SystemExit as end:
    status = end.code
print(*sys.modules, file=sys.stderr)
sys.exit(status)
"""


INTERRUPTED = """
import signal
import sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
sys.modules.pop(sys.argv[1], None)
"""


@pytest.mark.parametrize("name", ["argparse", "dspy_schema.cli.main", "dspy_schema.cli.schema"])
@pytest.mark.parametrize("start", ["module", "script"])
def test_an_interrupt_while_it_starts_shows_no_traceback(name: str, start: str):
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, _, function = project["scripts"]["dspy-schema"].partition(":")
    run = {
        "module": "import runpy; runpy.run_module('dspy_schema', run_name='__main__')",
        "script": f"from {module} import {function} as main; sys.exit(main())",
    }[start]
    code = f"{INTERRUPTED}sys.argv = ['dspy-schema', 'schema', 'version']\n{run}\n".replace(
        "sys.argv[1]", repr(name), 2
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("module", ["dspy_schema", "dspy_schema.cli.main"])
def test_it_runs_as_a_module(module: str, tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "model": 1}\n')
    done = subprocess.run(
        [sys.executable, "-m", module, "validate", "-q", "a.jsonl"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith("a.jsonl:1:22: error DSP205 ")


@pytest.mark.parametrize(
    ("arguments", "packages"),
    [
        (["validate", "a.jsonl"], {"api", "rdf", "conversion", "governance", "store", "documents", "browser"}),
        (["validate", "--help"], {"api", "rdf", "conversion", "governance", "store", "documents", "catalogue"}),
        (["convert", "a.jsonl"], {"api", "rdf", "governance", "store", "documents", "catalogue", "mappings"}),
        (["schema", "path"], {"api", "rdf", "conversion", "governance", "store", "documents", "validation"}),
        (["--help"], {"api", "rdf", "conversion", "governance", "store", "documents", "validation"}),
    ],
)  # fmt: skip
def test_a_command_imports_only_what_it_needs(arguments: list[str], packages: set[str], tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "model": "m"}\n')
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    modules = done.stderr.splitlines()[-1].split()
    assert "dspy_schema.cli.main" in modules
    loaded = {name.split(".")[1] for name in modules if name.startswith("dspy_schema.")}
    assert loaded & packages == set()
