"""In these tests uniform records are converted at once however few they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dspy_schema.conversion import pipeline

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def always_at_once() -> Iterator[None]:
    """Let no batch be too small to be converted at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "FEWEST_UNIFORM", 1)
        yield
