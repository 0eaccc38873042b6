"""The locks pin what pyproject.toml asks for, by hash, and name no registry: else run `make lock`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "locks").glob("*.txt")}
# In the Makefile: what of pyproject.toml each lock has.
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
ASKED = dict(re.findall(r"^(\S+) := ((?:pyproject\.toml)?(?: ?--(?:extra|group) \S+)+)$", MAKEFILE, re.MULTILINE))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def requirements(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for: the dependencies, and the extras and groups that the Makefile names for a lock."""
    asked = f"{ASKED[lock]} {ASKED.get(f'{lock}-alone', '')}"
    texts = list(PROJECT["project"]["dependencies"]) if "pyproject.toml" in asked else []
    texts += [text for name in re.findall(r"--extra (\S+)", asked) for text in of_extra(name)]
    texts += [text for name in re.findall(r"--group (\S+)", asked) for text in of_group(name)]
    return list(map(Requirement, texts))


def of_extra(name: str) -> Iterator[str]:
    for text in PROJECT["project"]["optional-dependencies"][name]:
        requirement = Requirement(text)
        if requirement.name == PROJECT["project"]["name"]:
            for extra in sorted(requirement.extras):
                yield from of_extra(extra)
        else:
            yield text


def of_group(name: str) -> Iterator[str]:
    for item in PROJECT["dependency-groups"][name]:
        if isinstance(item, dict):
            yield from of_group(item["include-group"])
        else:
            yield item


def pins(lock: str, python: str) -> dict[str, str]:
    """The versions that a lock has for a version of Python."""
    pinned = map(Requirement, re.findall(r"^([a-z0-9][^#\\\n]*?) \\$", LOCKS[lock], re.MULTILINE))
    return {
        canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==")
        for requirement in pinned
        if holds(requirement, python)
    }


def holds(requirement: Requirement, python: str) -> bool:
    return not requirement.marker or requirement.marker.evaluate(
        {"python_version": python, "python_full_version": f"{python}.9"}
    )


def test_every_environment_of_the_makefile_has_a_lock() -> None:
    assert LOCKS.keys() == {name for name in ASKED if not name.endswith("-alone")}


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize("python", PYTHONS)
def test_a_lock_pins_what_is_asked_for(lock: str, python: str) -> None:
    pinned = pins(lock, python)
    wanted = [requirement for requirement in requirements(lock) if holds(requirement, python)]
    assert wanted
    for requirement in wanted:
        assert pinned.get(canonicalize_name(requirement.name), "") in requirement.specifier, f"{requirement}: make lock"


def packages(lock: str) -> dict[str, str]:
    """What a lock says of each package: its version, its hashes, and who asks for it."""
    return {text.partition("==")[0]: text for text in re.split(r"^(?=[a-z0-9])", LOCKS[lock], flags=re.MULTILINE)[1:]}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_nothing_that_nobody_asks_for(lock: str) -> None:
    direct = {name for name, text in packages(lock).items() if "dspy-schema (pyproject.toml" in text}
    assert direct == {canonicalize_name(requirement.name) for requirement in requirements(lock)}, "make lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_no_place(lock: str) -> None:
    assert packages(lock)
    assert [name for name, text in packages(lock).items() if "--hash=sha256:" not in text] == []
    code = re.sub("via -c locks/dev.txt|-c locks/dev.txt", "", LOCKS[lock])
    assert re.findall(r"^.*(?: @ |--index|--find-links|/).*$", code, re.MULTILINE) == []


@pytest.mark.parametrize("lock", ["run", "docs"])
@pytest.mark.parametrize("python", PYTHONS)
def test_what_shares_an_environment_has_the_same_versions(lock: str, python: str) -> None:
    assert pins(lock, python).items() <= pins("dev", python).items()


def test_the_browser_runs_the_version_that_is_tested() -> None:
    (pin,) = re.findall(
        r"^msgspec==(\S+) --hash=sha256:[0-9a-f]{64}$", (ROOT / "src/site/browser.txt").read_text(), re.MULTILINE
    )
    assert pin == pins("dev", "3.14")["msgspec"]


def test_what_users_install_has_no_upper_bound() -> None:
    """An upper bound of ours keeps users from mending what others broke; only linkml, part of the source, is pinned."""
    texts = [*PROJECT["project"]["dependencies"], *of_extra("all")]
    bounds = {
        (requirement.name, part.operator) for requirement in map(Requirement, texts) for part in requirement.specifier
    }
    assert {name for name, operator in bounds if operator != ">="} == {"linkml", "linkml-runtime"}
