"""`python -m dspy_schema_build.codegen --schema PATH --out DIR`: the folder of a vendor, whole or not at all."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dspy_schema_build.codegen import __main__ as command

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "src/docs/add-a-vendor.md").read_text(encoding="utf-8")
SCHEMA, RULES = re.findall(r'^```yaml title=".*?"\n(.*?)^```', PAGE, re.DOTALL | re.MULTILINE)
NAMES = ["Job.schema.json", "beta.linkml.yaml", "crosswalk.json", "rules.json", "types.json"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a schema."""
    (tmp_path / "beta.yaml").write_text(SCHEMA)
    (tmp_path / "beta.rules.yaml").write_text(RULES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def generate(*options: str | Path, schema: str | Path = "beta.yaml", out: str | Path = "out") -> int:
    return command.main(["--schema", str(schema), "--out", str(out), *map(str, options)])


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_folder_has_the_artefacts_of_a_vendor(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert generate(out="new/out") == 0
    assert capsys.readouterr() == (f"new/out: {len(NAMES)} files, {len(NAMES)} changed\n", "")
    assert list(content(folder / "new/out")) == NAMES
    assert sorted(os.listdir(folder)) == ["beta.rules.yaml", "beta.yaml", "new"]
    assert os.listdir(folder / "new") == ["out"]
    # As other files of this user: not as those of a temporary folder.
    assert (folder / "new/out").stat().st_mode == (folder / "new").stat().st_mode


def test_the_same_from_everywhere(folder: Path):
    """Whatever the working folder, the spelling of the paths and the seed of hashes are."""
    (folder / "inner").mkdir()
    calls = (
        (folder, "beta.yaml", folder / "a", "1"),
        (folder / "inner", "../beta.yaml", "../b", "2"),
        (Path("/"), folder / "beta.yaml", folder / "c", "3"),
    )
    for place, schema, out, seed in calls:
        done = subprocess.run(
            [sys.executable, "-m", "dspy_schema_build.codegen", "--schema", schema, "--out", out],
            cwd=place,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert content(folder / "a") == content(folder / "b") == content(folder / "c")
    assert not [name for name, data in content(folder / "a").items() if str(folder).encode() in data]


def test_a_second_run_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]):
    generate()
    inode = (folder / "out").stat().st_ino
    capsys.readouterr()
    assert generate() == 0
    assert capsys.readouterr().out == f"out: {len(NAMES)} files, up to date\n"
    assert (folder / "out").stat().st_ino == inode


def test_what_an_earlier_schema_gave_goes_away(folder: Path):
    generate()
    Path("beta.yaml").write_text(SCHEMA.replace("  Job:", "  Training:"))
    Path("beta.rules.yaml").write_text(RULES.replace("Job", "Training"))
    assert generate() == 0
    assert list(content(folder / "out")) == ["Training.schema.json", *NAMES[1:]]


def test_check(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert generate("--check") == 1
    assert not (folder / "out").exists()
    generate()
    assert generate("--check") == 0
    (folder / "out/types.json").write_text("{}")
    capsys.readouterr()
    assert generate("--check") == 1
    assert capsys.readouterr() == ("", "out/types.json is not what the schema gives; run this without --check\n")
    assert (folder / "out/types.json").read_text() == "{}"


def test_a_faulty_schema_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]):
    generate()
    before = content(folder / "out")
    capsys.readouterr()
    Path("beta.yaml").write_text(SCHEMA.replace("title: Records of Beta", "").replace("as: time", "as: tiem"))
    assert generate() == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert [line.split(": ")[0] for line in printed.err.splitlines()] == ["beta.yaml:1", "beta.yaml:46", "beta.yaml:50"]
    assert content(folder / "out") == before


def test_a_folder_with_other_files_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "out").mkdir()
    (folder / "out/__init__.py").write_text("")
    assert generate() == 2
    message = "out has files of other origin: __init__.py; name a folder for the artefacts alone\n"
    assert capsys.readouterr().err == message
    assert list(content(folder / "out")) == ["__init__.py"]


def test_the_folder_of_the_schema_is_left_alone(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert generate(out=".") == 2
    assert "beta.rules.yaml, beta.yaml" in capsys.readouterr().err


def test_a_file_in_the_place_of_the_folder(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "out").write_text("mine")
    assert generate() == 2
    assert capsys.readouterr().err == "out is not a folder\n"
    assert (folder / "out").read_text() == "mine"


def test_a_folder_that_cannot_be_written(folder: Path, capsys: pytest.CaptureFixture[str]):
    (folder / "file").write_text("")
    assert generate(out="file/out") == 2
    assert capsys.readouterr().err.endswith("/file: File exists\n")


def test_a_failure_in_the_last_step_leaves_the_folder_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    generate()
    before = content(folder / "out")
    rename = Path.rename

    def fail_for_new(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_new)
    Path("beta.yaml").write_text(SCHEMA.replace("A training job.", "A job."))
    assert generate() == 2
    assert capsys.readouterr().err == f"{folder}/out: No space left on device\n"
    assert content(folder / "out") == before
    assert sorted(os.listdir(folder)) == ["beta.rules.yaml", "beta.yaml", "out"]


@pytest.mark.parametrize("options", [["--schema", "beta.yaml"], ["--out", "out"]])
def test_schema_and_out_go_together(folder: Path, options: list[str], capsys: pytest.CaptureFixture[str]):
    assert command.main(options) == 2
    assert capsys.readouterr().err == "--schema and --out go together\n"


def test_elsewhere_than_at_the_root_of_the_project(folder: Path, capsys: pytest.CaptureFixture[str]):
    assert command.main([]) == 2
    assert capsys.readouterr().err == (
        "run this at the root of the project, where schema/ is, or with --schema and --out\n"
    )
