"""Many cases in one test, and how many examples Hypothesis tries."""

from __future__ import annotations

import functools
import inspect
import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")
LINES = 12


def tries(number: int) -> int:
    """Return how many examples to try: `number` every night, a third of them in each run."""
    return number if PROFILE == "nightly" else max(number // 3, 1)


def for_each(argument: str, cases: Iterable[Any] | str, name: Callable[[Any], str] = str) -> Any:
    """Run a test for each of many cases, as the argument of a name, and report all that fail at once.

    Several names, separated by commas, take the parts of a case. `cases` may be the name of a fixture that gives them.
    Each case has a `tmp_path` of its own.
    """
    names = [part.strip() for part in argument.split(",")]

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(test)
        others = [parameter for value, parameter in signature.parameters.items() if value not in names]
        if isinstance(cases, str):
            others.append(inspect.Parameter(cases, inspect.Parameter.KEYWORD_ONLY))

        @functools.wraps(test)
        def run(*arguments: Any, **fixtures: Any) -> None:
            every = list(fixtures.pop(cases) if isinstance(cases, str) else cases)
            assert every, "there are no cases"
            failures = []
            folder = fixtures.get("tmp_path")
            for number, case in enumerate(every):
                if folder:
                    fixtures["tmp_path"] = folder / str(number)
                    fixtures["tmp_path"].mkdir()
                try:
                    test(*arguments, **fixtures, **dict(zip(names, case if len(names) > 1 else [case], strict=True)))
                except (Exception, pytest.fail.Exception) as error:
                    lines = f"{type(error).__name__}: {error}".splitlines()
                    failures.append("\n    ".join([name(case), *lines[:LINES]]))
            assert not failures, f"{len(failures)} of {len(every)} fail:\n" + "\n".join(failures)

        run.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return run

    return decorate
