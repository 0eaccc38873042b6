"""The package as people get it: a wheel in an empty environment, and a pre-commit hook in somebody's repository."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WHEELS = ROOT / ".venv/wheels"
BROKEN = '{"@type":"TrainingJob","id":"a","training_status":"done"}\n'
FINDING = "jobs.jsonl:1:51: error DSP206 `training_status` must be one of"


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command without a package index: what it installs is among the wheels that set-up downloaded."""
    env = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WHEELS), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    for name in ("PYTHONPATH", "VIRTUAL_ENV", "GIT_DIR", "GIT_INDEX_FILE", "GITHUB_ACTIONS"):
        env.pop(name, None)
    return subprocess.run(command, cwd=cwd, env=env | environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the files of this one as they are now."""
    copy = tmp_path_factory.mktemp("project")
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=ROOT).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    commit(copy)
    return copy


def commit(repository: Path) -> None:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    for command in (("init", "-q"), ("add", "-A"), (*identity, "commit", "-q", "-m", "all")):
        done = run("git", *command, cwd=repository)
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    """The wheel of the project."""
    folder = tmp_path_factory.mktemp("wheel")
    done = run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, str(project), cwd=folder)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def empty_environment(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A new environment, into which the package alone was installed."""
    folder = tmp_path_factory.mktemp("environment")
    assert run(sys.executable, "-m", "venv", folder, cwd=folder).returncode == 0
    done = run(folder / "bin/pip", "install", "--quiet", str(wheel), cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_command_works_without_linkml(empty_environment: Path, tmp_path: Path) -> None:
    (tmp_path / "jobs.jsonl").write_text(BROKEN)
    done = run(empty_environment / "bin/dspy-schema", "validate", "jobs.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(FINDING)
    for name in ("linkml", "linkml_runtime", "rdflib", "pydantic"):
        assert run(empty_environment / "bin/python", "-c", f"import {name}", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize("command", [["explain", "DSP206"], ["schema", "show"], ["completion", "bash"], ["--version"]])
def test_other_commands_work_too(empty_environment: Path, tmp_path: Path, command: list[str]) -> None:
    done = run(empty_environment / "bin/dspy-schema", *command, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_a_missing_extra_names_the_command_that_installs_it(empty_environment: Path, tmp_path: Path) -> None:
    code = "from dspy_schema import model; model.TrainingJob(id='a')"
    done = run(empty_environment / "bin/python", "-c", code, cwd=tmp_path)
    assert done.stderr.splitlines()[-1] == (
        "dspy_schema.errors.MissingExtraError: pydantic is not installed; run: pip install 'dspy-schema[model]'"
    )


def test_the_wheel_holds_two_packages_and_no_dspy(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names} == {
        "dspy_schema",
        "dspy_schema_model",
        "dspy_schema-0.1.0.dist-info",
    }
    assert {"dspy_schema/py.typed", "dspy_schema_model/py.typed", "dspy_schema/catalogue.toml"} <= set(names)
    assert not [name for name in names if name.endswith("dspy.py")]


def test_the_hooks_work_in_a_scratch_repository(project: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    (scratch / "README.md").write_text("# No records\n")
    shutil.copy(ROOT / "examples/jobs.jsonl", scratch / "good-jobs.jsonl")
    hooks = [{"id": "dspy-schema"}, {"id": "dspy-schema-all"}]
    revision = run("git", "rev-parse", "HEAD", cwd=project).stdout.strip()
    repository = {"repo": str(project), "rev": revision, "hooks": hooks}
    # Elsewhere, since one of the hooks looks at all YAML.
    config = tmp_path / "hooks.yaml"
    config.write_text(yaml.safe_dump({"repos": [repository]}))
    commit(scratch)
    command = (sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never", "-c", str(config))
    home = {"PRE_COMMIT_HOME": str(tmp_path / "home")}
    good = run(*command, cwd=scratch, **home)
    assert good.returncode == 0, good.stdout + good.stderr
    assert good.stdout.count("Passed") == len(hooks)
    (scratch / "jobs.jsonl").write_text(BROKEN)
    commit(scratch)
    bad = run(*command, cwd=scratch, **home)
    assert bad.returncode == 1
    assert bad.stdout.count("Failed") == bad.stdout.count(FINDING) == len(hooks)
