"""What README and the written pages of the site show is what happens."""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in [ROOT / "README.md", *sorted((ROOT / "src/docs").rglob("*.md"))]
}
# Its commands build on each other, in a folder of their own: test_add_a_vendor walks them.
WALKED = {"src/docs/add-a-vendor.md"}
SESSIONS = [
    (command, printed)
    for block in re.findall(
        r"```console\n(.*?)```", "".join(PAGES[page] for page in sorted(PAGES.keys() - WALKED)), re.DOTALL
    )
    for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    if not command.startswith("make ")
]


def same(text: str) -> str:
    """The text without what differs from run to run: times, and where things are installed."""
    text = re.sub(r"\(\d+\.\d+ s\)", "(… s)", text)
    text = re.sub(r'"seconds":[\d.e-]+', '"seconds":…', text)
    return re.sub(r"^\S*(?=/dspy_schema_model/)", "…", text, flags=re.MULTILINE)


@pytest.mark.parametrize(("command", "printed"), SESSIONS, ids=[command for command, _ in SESSIONS])
def test_commands_print_what_is_shown(command: str, printed: str) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if name != "GITHUB_ACTIONS"}
    environment |= {"PATH": path, "COLUMNS": "100"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert same(done.stdout).strip() == same(printed).strip()


@pytest.mark.parametrize("page", [page for page, text in PAGES.items() if "```pycon" in text])
def test_python_examples(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = "".join(re.findall(r"```pycon\n(.*?)```", PAGES[page], re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, page, page, 0)
    results = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert (results.failed, results.attempted > 2) == (0, True)


def steps_of_workflows() -> list[str]:
    """The commands of this package in the workflows that the guide to CI shows."""
    blocks = re.findall(r"```yaml\n(.*?)```", PAGES["src/docs/ci.md"], re.DOTALL)
    commands = []
    for workflow in map(yaml.safe_load, blocks):
        job = workflow.get("jobs", {}).get("validate", workflow)
        commands += [step["run"] for step in job.get("steps", ()) if "run" in step]
        commands += workflow.get("records", {}).get("script", ())
    return [command for command in commands if command.startswith("dspy-schema")]


@pytest.mark.parametrize("command", steps_of_workflows())
def test_steps_of_workflows_run(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples/vendors", tmp_path / "jobs")
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    written = re.findall(r"-o (\S+)", command)
    assert [(tmp_path / name).stat().st_size > 100 for name in written] == [True] * len(written)


def test_hooks_that_pages_show_are_there() -> None:
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    text = PAGES["src/docs/pre-commit.md"] + PAGES["README.md"]
    shown = set(re.findall(r"- id: (\S+)", text))
    assert shown == hooks
