"""The package runs from a zip file, as `python -m zipapp` writes it, with its data files."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipapp
from pathlib import Path

import pytest
from tests.acceptance.processes import LIMIT, environment

import dspy_schema
import dspy_schema_model

JOB = {"@type": "TrainingJob", "id": "a", "model": "m"}
MAIN = "import sys, dspy_schema.cli as c; sys.exit(c.main())"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zipapp")
    for package in (dspy_schema, dspy_schema_model):
        source = Path(str(package.__file__)).parent
        shutil.copytree(source, folder / "app" / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "app" / "__main__.py").write_text(MAIN)
    zipapp.create_archive(folder / "app", folder / "app.pyz")
    return folder / "app.pyz"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["validate", "job.json"], "1 record: 1 valid"),
        (["validate", "bad.json"], "DSP206"),
        (["convert", "openai.json"], '"job":"openai:ftjob-1"'),
        (["publish", "job.json"], "TrainingJob"),
        (["query", "--named", "jobs-by-status", "job.json"], "status"),
        (["query", "--list"], "jobs-by-status"),
        (["evidence", "job.json"], "ISO"),
        (["explain", "DSP101"], "Broken JSON"),
        (["mappings", "check"], "0 errors"),
        (["schema", "version"], "."),
    ],
    ids=lambda value: "-".join(value[:2]) if isinstance(value, list) else "",
)
def test_commands(archive: Path, tmp_path: Path, arguments: list[str], expected: str) -> None:
    job = {"object": "fine_tuning.job", "id": "ftjob-1", "model": "m", "status": "running", "created_at": 1}
    for name, record in (
        ("job", JOB),
        ("bad", JOB | {"training_status": "sucess"}),
        ("openai", job | {"training_file": "f"}),
    ):
        (tmp_path / f"{name}.json").write_text(json.dumps(record))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = subprocess.run(
        [sys.executable, archive, *arguments],
        cwd=tmp_path,
        env=environment(PYTHONPATH="", TMPDIR=str(temporary)),
        capture_output=True,
        text=True,
        check=False,
        timeout=LIMIT,
    )
    assert done.returncode == (arguments[1] == "bad.json"), done.stderr
    assert expected in done.stdout + done.stderr
    assert list(temporary.iterdir()) == []
