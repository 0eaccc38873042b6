"""What the acceptance tests share: the command line in this process, and the findings in some content, in short."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from contextlib import ExitStack, chdir, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.acceptance.processes import environment

import dspy_schema
from dspy_schema.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMES = ("stdin", "stdout", "stderr")


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., list[str]]:
    """Check content as the file of a name; gives `line:column code pointer` for each finding."""

    def run(content: bytes | str, name: str = "records.jsonl", **options: Any) -> list[str]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [
            f"{finding.line}:{finding.column} {finding.code} {finding.pointer}".strip()
            for finding in dspy_schema.validate(path, **options).findings
        ]

    return run


@pytest.fixture
def command(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line in this process as if in one of its own, of which the result is given.

    The streams are files, binary ones below the texts, as those of a process are. What a process has and this has not
    (signals, pipes, closed streams, terminals, an environment of its own) is tested in processes.
    """
    streams = tmp_path_factory.mktemp("streams")

    def run(
        *arguments: object,
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
        input: str | bytes = b"",  # noqa: A002  # as subprocess.run has it
    ) -> subprocess.CompletedProcess[str]:
        (streams / "stdin").write_bytes(input.encode() if isinstance(input, str) else input)
        with ExitStack() as stack:
            stack.enter_context(chdir(cwd or Path.cwd()))
            stack.enter_context(_environment(env or {}))
            stack.enter_context(_streams(streams))
            thresholds = gc.get_threshold()
            try:
                status = main([*map(str, arguments)])
            except SystemExit as end:
                status = int(end.code or 0)
            finally:
                gc.set_threshold(*thresholds)
        out, err = ((streams / name).read_bytes().decode() for name in NAMES[1:])
        assert "this is a fault" not in err, err
        return subprocess.CompletedProcess(arguments, status, out, err)

    return run


@contextmanager
def _environment(changes: dict[str, str]) -> Iterator[None]:
    before, after = dict(os.environ), environment(**changes)
    os.environ.clear()
    os.environ.update(after)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _streams(folder: Path) -> Iterator[None]:
    """Files as the standard streams; what was printed is in them, however it was."""
    before = {name: getattr(sys, name) for name in NAMES}
    with (
        open(folder / "stdin", encoding="utf-8") as stdin,
        open(folder / "stdout", "w", encoding="utf-8") as stdout,
        open(folder / "stderr", "w", encoding="utf-8", errors="backslashreplace", buffering=1) as stderr,
    ):
        try:
            sys.stdin, sys.stdout, sys.stderr = stdin, stdout, stderr
            yield
        finally:
            for name, stream in before.items():
                setattr(sys, name, stream)
