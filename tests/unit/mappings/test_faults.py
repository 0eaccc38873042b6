"""Each file of tests/data/mappings/faults makes a sound folder wrong in one respect, and lists the findings.

`edit` is a list of changes: in a `file`, `new` replaces `old`, which is there once; or `add` is added to its end.
`found` are all findings, `says` is part of the first message. A file dropped there is a test.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from tests.many import for_each

from dspy_schema import catalogue
from dspy_schema.mappings import alignment, check

if TYPE_CHECKING:
    from collections.abc import Callable

FAULTS = sorted((Path(__file__).parents[2] / "data/mappings/faults").glob("*.toml"))


def test_the_small_folder_is_sound(folder: Callable[..., Path], found: Callable[[Path], list[str]]) -> None:
    assert found(folder()) == []


@for_each("path", FAULTS, lambda path: path.stem)
def test_fault(path: Path, folder: Callable[..., Path], found: Callable[[Path], list[str]]) -> None:
    case = tomllib.loads(path.read_text())
    changed = folder(case["edit"], repin=case.get("repin", True))
    assert found(changed) == case["found"]
    if "says" in case:
        assert case["says"] in check.list_findings(alignment.load_alignment(str(changed)))[0].message


@for_each("path", FAULTS, lambda path: path.stem)
def test_a_file_is_named_for_what_it_is_about(path: Path) -> None:
    code = path.stem.partition("-")[0]
    found = tomllib.loads(path.read_text())["found"]
    assert not found if code == "none" else any(f" {code} " in finding for finding in found)


def test_every_code_of_mappings_has_a_file() -> None:
    codes = {code for code in catalogue.load_entries() if re.fullmatch(r"DSP6[01]\d|DSP62[0-9]", code)}
    assert codes <= {path.stem.partition("-")[0] for path in FAULTS}
