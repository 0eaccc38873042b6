"""Every class that a record can have comes with examples: valid ones, and ones with a single fault.

What a checker says of them is tested with the command line; here, that they are there and well formed.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from tests.many import for_each

if TYPE_CHECKING:
    from linkml_runtime.utils.schemaview import SchemaView

DATA = Path(__file__).parents[1] / "data"
VALID = sorted(path for path in (DATA / "valid").iterdir() if path.suffix in {".json", ".yaml"})
INVALID = sorted(path for path in (DATA / "invalid").iterdir() if path.suffix in {".json", ".yaml"})


def class_of(path: Path) -> str:
    return path.name.split("-")[0]


def test_every_class_has_examples(view: SchemaView) -> None:
    concrete = {
        name
        for name, cls in view.all_classes().items()
        if not cls.abstract and not cls.mixin and cls.class_uri != "linkml:Any" and "publishing" not in cls.in_subset
    }
    assert {class_of(path) for path in VALID} == concrete
    faults = Counter(map(class_of, INVALID))
    assert set(faults) == concrete
    assert min(faults.values()) >= 3


@for_each("path", INVALID, lambda path: path.stem)
def test_every_fault_has_an_expectation(path: Path) -> None:
    expected = path.with_suffix(".expected").read_text(encoding="utf-8")
    assert re.fullmatch(r"DSP[23]\d\d /\S+\n", expected)


def test_every_expectation_has_a_record() -> None:
    expectations = {path.stem for path in (DATA / "invalid").glob("*.expected")}
    assert expectations == {path.stem for path in INVALID}


def test_every_rule_has_an_example(view: SchemaView) -> None:
    codes = {path.with_suffix(".expected").read_text(encoding="utf-8").split()[0] for path in INVALID}
    assert codes >= {f"DSP{number}" for number in (301, 302, 303, 304, 305, 306)}
    assert codes >= {f"DSP{number}" for number in range(203, 210)}
