"""The guide to adding a vendor, walked from an empty folder: what its page shows is what happens."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "src/docs/add-a-vendor.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r'^```\w+ title="(.*?)"\n(.*?)^```', PAGE, re.DOTALL | re.MULTILINE))
BLOCKS = re.findall(r"^```console\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
INSTALL, *SESSION = [
    (command, printed)
    for block in BLOCKS
    for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
# An author has all in one environment. Here, code generation has that of the tests, and the rest an empty one.
COMMANDS = """
python() { "$DEVELOPMENT" "$@"; }
pip() { "$DEVELOPMENT" -m pip --python "$EMPTY/bin/python" "$@"; }
dspy-schema() { "$EMPTY/bin/dspy-schema" "$@"; }
"""


def run(command: str, folder: Path, environment: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the page without a package index, in the folder of a vendor's author."""
    env = {name: value for name, value in os.environ.items() if name not in {"GITHUB_ACTIONS", "VIRTUAL_ENV"}}
    env |= {"DEVELOPMENT": sys.executable, "EMPTY": str(environment), "COLUMNS": "100"}
    env |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(ROOT / ".venv/wheels"), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if not command.startswith("python "):
        env.pop("PYTHONPATH", None)
    return subprocess.run(
        ["bash", "-c", COMMANDS + command], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with this package alone."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    done = run(f"pip install --quiet '{ROOT}'", folder, folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory, environment: Path) -> Path:
    """The folder of a vendor's author who has done all that the page says; each command printed what it shows."""
    folder = tmp_path_factory.mktemp("beta")
    for name, content in FILES.items():
        (folder / name).write_text(content)
    for command, printed in SESSION:
        done = run(command, folder, environment)
        assert done.stdout + done.stderr == printed, command
    return folder


def test_the_session_of_the_page(walked: Path) -> None:
    assert sorted(path.name for path in (walked / "beta_records").iterdir()) == [
        "Job.schema.json",
        "beta.linkml.yaml",
        "crosswalk.json",
        "rules.json",
        "types.json",
    ]


def test_the_record_comes_back(walked: Path, environment: Path) -> None:
    (record,) = map(json.loads, (walked / "jobs.jsonl").read_text().splitlines())
    back = "dspy-schema convert -q jobs.jsonl | dspy-schema convert -q --to beta -"
    assert json.loads(run(back, walked, environment).stdout) == record


def test_a_secret_is_taken_out(walked: Path, environment: Path) -> None:
    (walked / "secret.jsonl").write_text('{"beta_job": "b-3", "state": "ready", "token": "0123"}\n')
    done = run("dspy-schema convert -q secret.jsonl", walked, environment)
    assert "0123" not in done.stdout
    assert '"token":"[redacted]"' in done.stdout


def test_the_vendor_is_gone_with_its_package(walked: Path, environment: Path) -> None:
    known = "dspy-schema convert --to nope jobs.jsonl"
    assert "openai, beta\n" in run(known, walked, environment).stderr
    assert run("pip uninstall --quiet --yes beta-records", walked, environment).returncode == 0
    assert "openai\n" in run(known, walked, environment).stderr


def test_the_environment_of_users_has_no_code_generation(environment: Path) -> None:
    done = run('"$EMPTY/bin/python" -c "import dspy_schema_build"', environment, environment)
    assert "No module named 'dspy_schema_build'" in done.stderr


def test_an_editable_install_has_it(environment: Path, tmp_path: Path) -> None:
    """As the page says; linkml is left out, which is not among the wheels."""
    assert INSTALL == ("pip install --editable '.[build]'", "")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path], check=True)
    done = run(f"pip install --quiet --no-deps --editable '{ROOT}'", tmp_path, tmp_path)
    assert done.returncode == 0, done.stderr
    found = run('"$EMPTY/bin/python" -c "import dspy_schema_build.codegen as c; print(c.__file__)"', tmp_path, tmp_path)
    assert found.stdout == f"{ROOT}/src/dspy_schema_build/codegen/__init__.py\n"
