"""What the fast path takes for granted of the generated structs holds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dspy_schema.records.batch import Batch
from dspy_schema.validation.fast_path import FastPath
from dspy_schema_model.fast_structs import MODULES, training_job, training_run

ACCEPTS = [training_job.ACCEPT, training_run.ACCEPT]
PATTERNS = sorted({pattern for accept in ACCEPTS for pattern in accept.spaceless.values()})


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(min_size=1).filter(lambda text: text.isprintable() and " " not in text))
def test_printable_text_without_a_space_matches(pattern: str, text: str) -> None:
    assert re.search(pattern, text)


@pytest.mark.parametrize("type_", [None, *MODULES])
@pytest.mark.parametrize(
    "text",
    [
        b'{"id":"a","job":"b","model":"m"}',
        b'{"id":"a"}',
        b'{"@type":"","id":"a","impossible":1}',
        b'{"@type":"","impossible":1}',
        b'{"@type":"TrainingJob","@type":"TrainingJob","id":"a"}',
        b'{"id":"a","model":"m","model":"m"}',
        b'{"last_checkpoint":null,"id":"a","@context":null,"last_checkpoint":null}',
    ],
)
def test_what_is_not_valid_for_certain_is_not_accepted(type_: str | None, text: bytes) -> None:
    batch = Batch(source="", texts=[text])
    accepted = not FastPath(type_).find_rejected(batch)
    assert not accepted or (
        type_ in {"TrainingJob", "ReinforceJob", "emissary:DatasetSummary"} and text == b'{"id":"a"}'
    )
