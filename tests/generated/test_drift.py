"""generated/ is what schema/ gives, to the byte; finding that out is quick when nothing changed."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def codegen(*options: str, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *python, "-m", "dspy_schema_build.codegen", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_nothing_is_done_and_linkml_not_imported_when_nothing_changed() -> None:
    done = codegen(python=("-X", "importtime"))
    assert done.stdout == "generated/ is up to date\n"
    assert "linkml" not in {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}


def test_regenerating_gives_the_committed_bytes_and_an_edited_artefact_is_found(tmp_path: Path) -> None:
    """In one run, on a copy: nothing but the edited file differs from what schema/ gives.

    The manifest with its digest does not, and that is the digest of the committed file, as the test below says.
    """
    for name in ("schema", "generated", "src/dspy_schema_build/codegen"):
        shutil.copytree(ROOT / name, tmp_path / name)
    artefact = tmp_path / "generated/dspy_schema_model/rules.json"
    artefact.write_text(artefact.read_text().replace("DSP301", "DSP399"))
    command = [sys.executable, "-m", "dspy_schema_build.codegen", "--check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == ("generated/dspy_schema_model/rules.json is not what schema/ gives; run `make generate`\n")


def test_the_manifest_tells_the_digest_of_every_source_and_artefact() -> None:
    manifest = json.loads((ROOT / "generated/MANIFEST.json").read_bytes())
    files = {ROOT / name: digest for name, digest in manifest["sources"].items()}
    files |= {ROOT / "generated/dspy_schema_model" / name: digest for name, digest in manifest["artefacts"].items()}
    assert {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == files
    assert manifest["generator"]["linkml"] == "1.12.1"


@pytest.mark.parametrize("name", json.loads((ROOT / "generated/MANIFEST.json").read_bytes())["artefacts"])
def test_no_artefact_names_the_machine_that_made_it(name: str) -> None:
    assert str(ROOT).encode() not in (ROOT / "generated/dspy_schema_model" / name).read_bytes()
