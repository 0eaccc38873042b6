"""What the tests of the store share: records as the N-Triples that are published of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dspy_schema.publishing import publish_batches
from dspy_schema.rdf.writers import Options, Target
from dspy_schema.records.batch import Batch
from dspy_schema.validation import Checker

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def published() -> Callable[..., bytes]:
    """The N-Triples of records, in order."""

    def published(*records: dict[str, Any], base: str | None = None) -> bytes:
        texts = [json.dumps(batch).encode() for batch in records]
        options = Options(to=Target.NTRIPLES, base=base) if base else Options(to=Target.NTRIPLES)
        batches = [*publish_batches([Batch(source="records", texts=texts)], Checker(), options, replacing=True)]
        assert not [finding for batch in batches for finding in batch.findings]
        return b"".join(batch.text for batch in batches)

    return published
