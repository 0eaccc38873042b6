"""Confidences are parsed, and selections describe themselves."""

from __future__ import annotations

import pytest

from dspy_schema.errors import OptionError
from dspy_schema.mappings.selection import Selection, parse_confidence
from dspy_schema.mappings.sssom_model import Match


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("0.7", (0.7, 1)),
        ("0.3..0.5", (0.3, 0.5)),
        ("..0.5", (0, 0.5)),
        ("0.5..", (0.5, 1)),
        ("0", (0, 1)),
        ("1", (1, 1)),
    ],
)
def test_a_confidence_is_a_lowest_one_or_a_range(text: str, bounds: tuple[float, float]) -> None:
    assert parse_confidence(text) == bounds


@pytest.mark.parametrize("text", ["", "x", "0.5..0.3", "1.1", "-0.1", "nan", "0.1..inf", "0.1...0.2"])
def test_what_is_no_range_from_0_to_1_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match="a confidence is a number from 0 to 1"):
        parse_confidence(text)


def test_a_selection_describes_itself() -> None:
    assert Selection().describe() == ""
    selection = Selection(
        vocabularies=("ai",), elements=("LM",), matches=(Match.CLOSE,), confidence=(0.3, 1), has_term=True
    )
    assert selection.describe() == "vocabulary=ai&element=LM&predicate=close&confidence=0.3..1&term=yes"
