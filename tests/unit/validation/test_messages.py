"""Sentences of findings."""

from __future__ import annotations

from dspy_schema.validation import messages


def test_a_word_of_the_same_stem_is_suggested() -> None:
    statuses = ["pending", "running", "succeeded", "failed", "cancelled"]
    for word in ("sucess", "Success", "suceed", "failure", "canceled"):
        assert 'did you mean "' in messages.not_in_enum("status", word, statuses)
    for word in ("done", "su", "complete"):
        assert "did you mean" not in messages.not_in_enum("status", word, statuses)
    assert "did you mean" not in messages.not_in_enum("status", "resumed", ["result", "resource"])
