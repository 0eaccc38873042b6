"""What README shows is what happens."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "src/docs/publishing.md").read_text(encoding="utf-8")
SESSIONS = [
    (command, printed)
    for block in re.findall(r"```console\n(.*?)```", README + GUIDE, re.DOTALL)
    for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    if "dspy-schema" in command
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
    length = 250 if "head -c" in command else None
    assert same(done.stdout)[:length].strip() == same(printed)[:length].strip()


def test_python_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    examples = "".join(re.findall(r"```pycon\n(.*?)```", README + GUIDE, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "README.md", "README.md", 0)
    results = doctest.DocTestRunner().run(test)
    assert (results.failed, results.attempted > 2) == (0, True)
