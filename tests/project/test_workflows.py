"""The workflows run actions by commit, and every version of Python that the package names."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github").rglob("*.yml"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit(path: Path) -> None:
    used = re.findall(r"uses: *(.+)", path.read_text(encoding="utf-8"))
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w/.-]+@[0-9a-f]{40} # v[0-9.]+|\./\S+", action)] == []


def test_one_action_has_one_version() -> None:
    used = {
        action for path in WORKFLOWS for action in re.findall(r"uses: *([^@\s]+@.+)", path.read_text(encoding="utf-8"))
    }
    assert len(used) == len({action.partition("@")[0] for action in used})


def test_every_named_python_is_tested() -> None:
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["classifiers"]
    named = [text.rpartition(" ")[2] for text in classifiers if re.search(r":: 3\.\d+$", text)]
    check = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    assert check["jobs"]["test"]["strategy"]["matrix"]["python"] == named
