"""Outputs of every kind, and endings of every kind: a file is as it was, or it is whole."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from tests.acceptance.processes import COMMAND, LIMIT, environment, run_process, send, shell, wait_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

JOB = '{"id": "a", "model": "m"}\n'
BAD = '{"id": "b", "model": 1}\n'
OLD = b"what was there\n"
SIGNALS = {"INT": signal.SIGINT, "TERM": signal.SIGTERM, "KILL": signal.SIGKILL}
# The input of each ending, and the status.
ENDINGS = {"good": (JOB * 3, 0), "findings": (JOB + BAD + JOB, 1), "unreadable": (None, 2)} | {
    name: (JOB * 3, 130 if name == "INT" else 143 if name == "TERM" else -9) for name in SIGNALS
}
WHOLE = {"good": JOB.encode() * 3, "findings": JOB.encode() * 2}


class Output:
    """An output of `convert`: the arguments that name it, what its standard output is, and what has come to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "out.jsonl"
        self.arguments: list[str] = ["-o", "out.jsonl"]
        self.stdout: int = subprocess.DEVNULL
        self.descriptors: tuple[int, ...] = ()
        self.before: bytes | None = None
        self.limit = ""
        self._arrived: list[bytes] = []
        self._reader: Thread | None = None
        self._ends: list[int] = []

    def write(self, content: bytes) -> None:
        self.path.write_bytes(content)
        self.before = content

    def read_from(self, open_: Callable[[], int]) -> None:
        """Read what comes through a pipe, in a thread."""

        def read() -> None:
            with open(open_(), "rb") as file:
                self._arrived.append(file.read())

        self._reader = Thread(target=read, daemon=True)
        self._reader.start()

    def close_later(self, *descriptors: int) -> None:
        self._ends += descriptors

    def content(self) -> bytes | None:
        """What has come to the output; None for a file that is not there."""
        while self._ends:
            os.close(self._ends.pop())
        if self._reader:
            self._reader.join(LIMIT)
            return self._arrived[0]
        return self.path.read_bytes() if self.path.exists() else None


def new(_: Output) -> None:
    """A file that is not there."""


def existing(output: Output) -> None:
    output.write(OLD)
    output.path.chmod(0o640)


def pipe(output: Output) -> None:
    read_end, output.stdout = os.pipe()
    output.arguments = ["-o", "/dev/stdout"]
    output.close_later(output.stdout)
    output.read_from(lambda: read_end)


def descriptor(output: Output) -> None:
    read_end, write_end = os.pipe()
    output.arguments = ["-o", f"/dev/fd/{write_end}"]
    output.descriptors = (write_end,)
    output.close_later(write_end)
    output.read_from(lambda: read_end)


def fifo(output: Output) -> None:
    os.mkfifo(output.path)
    # Open for writing here, too: else a run that opens nothing would leave the reader waiting.
    reader = os.open(output.path, os.O_RDONLY | os.O_NONBLOCK)
    output.close_later(os.open(output.path, os.O_WRONLY))
    os.set_blocking(reader, True)
    output.read_from(lambda: reader)


def device(output: Output) -> None:
    output.path = Path(os.devnull)
    output.arguments = ["-o", os.devnull]
    output.before = b""


def append(output: Output) -> None:
    output.write(OLD)
    output.stdout = os.open(output.path, os.O_WRONLY | os.O_APPEND)
    output.arguments = ["-o", "/dev/stdout"]
    output.close_later(output.stdout)


def symlink(output: Output) -> None:
    output.path = output.folder / "target.jsonl"
    output.write(OLD)
    (output.folder / "out.jsonl").symlink_to("target.jsonl")


def read_only(output: Output) -> None:
    output.write(OLD)
    output.path.chmod(0o444)


def full_disk(output: Output) -> None:
    """A file that cannot grow."""
    output.write(OLD)
    output.limit = "ulimit -f 0; "


STREAMS = [pipe, descriptor, fifo, append]
REFUSED = [read_only, full_disk]
OUTPUTS = [new, existing, symlink, *STREAMS, device, *REFUSED]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start the command with an output, and an input that stays open."""
    processes: list[subprocess.Popen[bytes]] = []

    def run(output: Output, *arguments: str) -> subprocess.Popen[bytes]:
        command = " ".join(f"'{part}'" for part in [*COMMAND, *arguments, *output.arguments])
        process = subprocess.Popen(
            ["bash", "-c", f"{output.limit}exec {command}"],
            stdin=subprocess.PIPE,
            stdout=output.stdout,
            stderr=subprocess.PIPE,
            pass_fds=output.descriptors,
            cwd=tmp_path,
            env=environment(),
        )
        processes.append(process)
        return process

    yield run
    for process in processes:
        process.kill()
        process.wait()
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stderr.close()


def left_files(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("make", OUTPUTS, ids=lambda make: make.__name__)
def test_an_output_is_as_it_was_or_whole(
    tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]], make: Callable[[Output], None], ending: str
):
    output = Output(tmp_path)
    make(output)
    given, status = ENDINGS[ending]
    process = start(output, "convert", "--from", "jsonl", "missing.jsonl" if given is None else "-")
    if make in REFUSED:
        status = 2
        with suppress(BrokenPipeError):
            process.stdin.write((given or "").encode())
            process.stdin.close()
    else:
        if given is not None:
            send(process.stdin.fileno(), given.encode())
        if ending in SIGNALS:
            process.send_signal(SIGNALS[ending])
        else:
            process.stdin.close()
    if ending == "TERM" and make in [*STREAMS, device]:
        # Nothing needs to be removed: the signal ends the process itself.
        status = -signal.SIGTERM
    err = process.stderr.read().decode()
    assert process.wait(LIMIT) == status, err
    assert "Traceback" not in err
    content = output.content()
    if make in STREAMS:
        # What has been written stays; it is what was done until then.
        expected = WHOLE.get(ending, given.encode() if given else b"")
        assert content == (output.before or b"") + expected
    elif make in REFUSED or ending not in WHOLE:
        assert content == output.before
    else:
        assert content == (b"" if make is device else WHOLE[ending])
    if make in REFUSED and given is not None:
        assert "out.jsonl: " in err
    # What a killed run leaves is removed by the next one.
    assert len(left_files(tmp_path)) <= (ending == "KILL")
    if make is existing:
        assert output.path.stat().st_mode & 0o777 == 0o640
    if make is symlink:
        assert (tmp_path / "out.jsonl").is_symlink()


@pytest.mark.parametrize("arguments", [("publish",), ("evidence",), ("query", "--query", "ASK {}")])
def test_an_input_that_cannot_be_opened_leaves_the_output(tmp_path: Path, arguments: tuple[str, ...]):
    (tmp_path / "out").write_bytes(OLD)
    done = run_process(*arguments, "missing.jsonl", "-o", "out", cwd=tmp_path)
    assert (done.returncode, "DSP100" in done.stderr) == (2, True)
    assert (tmp_path / "out").read_bytes() == OLD


def test_a_record_beside_an_input_that_cannot_be_opened_is_written(tmp_path: Path):
    (tmp_path / "good.jsonl").write_text(JOB)
    assert run_process("convert", "missing.jsonl", "good.jsonl", "-o", "out", cwd=tmp_path).returncode == 2
    assert (tmp_path / "out").read_text() == JOB


@pytest.mark.parametrize("name", SIGNALS)
@pytest.mark.parametrize("content", [None, OLD])
def test_a_report_that_is_not_finished_replaces_none(
    tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]], name: str, content: bytes | None
):
    output = Output(tmp_path)
    if content:
        output.write(content)
    process = start(output, "validate", "--from", "jsonl", "-")
    send(process.stdin.fileno(), BAD.encode())
    process.send_signal(SIGNALS[name])
    err = process.stderr.read().decode()
    process.wait(LIMIT)
    assert output.content() == content
    if name == "INT":
        assert err == "dspy-schema: interrupted; nothing is written to out.jsonl\n"


def test_what_killed_runs_leave_does_not_pile_up(tmp_path: Path, start: Callable[..., subprocess.Popen[bytes]]):
    output = Output(tmp_path)
    running = start(output, "convert", "--from", "jsonl", "-")
    send(running.stdin.fileno(), JOB.encode())
    for _ in range(3):
        process = start(output, "convert", "--from", "jsonl", "-")
        send(process.stdin.fileno(), JOB.encode())
        process.kill()
        process.wait(LIMIT)
        # That of the run that goes on, and that of the last one that was killed.
        assert len(left_files(tmp_path)) == 2
    running.stdin.close()
    assert running.wait(LIMIT) == 0
    assert output.content() == JOB.encode()
    (tmp_path / "good.jsonl").write_text(JOB)
    assert run_process("convert", "good.jsonl", "-o", "other.jsonl", cwd=tmp_path).returncode == 0
    assert left_files(tmp_path) == []


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("convert good.jsonl", 0),
        ("convert good.jsonl -o /dev/stdout", 0),
        ("validate good.jsonl", 0),
        ("publish good.jsonl", 0),
        ("validate bad.jsonl", 1),
        ("convert bad.jsonl good.jsonl", 1),
        ("convert bad.jsonl good.jsonl 2>&1", 1),
        ("validate bad.jsonl -o /dev/stdout", 1),
        ("validate bad.jsonl -o >(head -1)", 1),
        ("validate good.jsonl -o >(true)", 0),
        ("schema show", 0),
        ("explain", 0),
    ],
)
def test_the_status_where_the_reader_has_enough_is_that_of_the_findings_until_then(
    tmp_path: Path, line: str, status: int
):
    (tmp_path / "good.jsonl").write_text("".join(JOB.replace('"a"', f'"{number}"') for number in range(20_000)))
    (tmp_path / "bad.jsonl").write_text(BAD * 20_000)
    done = shell(f"{{command}} 2>err {line} | head -1 >/dev/null; echo ${{{{PIPESTATUS[0]}}}}", tmp_path)
    assert done.stdout == f"{status}\n"
    assert "Traceback" not in (tmp_path / "err").read_text()


def test_a_process_substitution_and_an_appending_redirection(tmp_path: Path):
    (tmp_path / "good.jsonl").write_text(JOB)
    shell("{command} convert -q good.jsonl -o >(cat >copy; : >done)", tmp_path)
    shell("{command} convert -q good.jsonl -o /dev/stdout | cat >piped", tmp_path)
    shell("echo first >log; {command} convert -q good.jsonl -o /dev/stdout >>log", tmp_path)
    wait_for((tmp_path / "done").exists)
    assert (tmp_path / "copy").read_text() == (tmp_path / "piped").read_text() == JOB
    assert (tmp_path / "log").read_text() == "first\n" + JOB


def test_only_regular_files_of_a_folder_are_read(tmp_path: Path):
    """A named pipe would be waited for; given by its own name, it is read."""
    folder = tmp_path / "jobs"
    folder.mkdir()
    os.mkfifo(folder / "a.json")
    (folder / "link.jsonl").symlink_to("a.json")
    (folder / "b.jsonl").write_text(JOB)
    for argument in ("jobs", "jobs/*"):
        done = run_process("validate", argument, cwd=tmp_path)
        assert done.returncode == 0
        assert done.stdout.count("DSP112 not a regular file") == 2
        assert "1 record: 1 valid" in done.stdout
    done = shell("cat jobs/b.jsonl >jobs/a.json & {command} validate -q jobs/a.json", tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
