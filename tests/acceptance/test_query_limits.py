"""A query ends: by its limits, by an interrupt, and with a message where the store is not as it should be."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.acceptance.processes import LIMIT

from dspy_schema.cli.main import main
from dspy_schema.errors import QueryError, StoreError
from dspy_schema.store import Store, disk, sparql
from dspy_schema.store.evaluation import Limits, evaluate

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., subprocess.CompletedProcess[str]]

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ROWS = "SELECT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DISTINCT = ROWS.replace("SELECT", "SELECT DISTINCT").replace("?g {", "?g ?c ?f ?i {")
# It has no data, so that its check takes as long.
VALUES = "ASK {{ {} FILTER({} > 100) }}".format(
    " ".join(f"VALUES ?v{number} {{ 1 2 3 4 5 6 7 8 9 10 }}" for number in range(12)),
    "+".join(f"?v{number}" for number in range(9)),
)
JOB = 'ASK { ?job a dspy:TrainingJob ; schema:identifier "j1" }'
JOURNAL = "dspy-schema.unfinished.nt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    records = [{"id": f"j{number}", "model": "m"} for number in range(400)]
    (tmp_path / "jobs.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return tmp_path


@pytest.fixture
def filled(folder: Path, command: Run) -> Path:
    """A folder with a store of the records."""
    assert command("publish", "jobs.jsonl", "--store", "store", "-q", cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize("query", [PRODUCT, ROWS, VALUES], ids=["product", "rows", "values"])
@pytest.mark.parametrize("output", [(), ("-o", "results"), ("--to", "json")], ids=str)
def test_a_query_that_takes_too_long(command: Run, folder: Path, query: str, output: tuple[str, ...]) -> None:
    (folder / "results").write_text("as it was")
    done = command("query", "jobs.jsonl", "--query", query, "--timeout", "0.5", "-q", *output, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "dspy-schema: query took longer than 0.5 s, and was stopped; --timeout SECONDS allows more\n"
    )
    assert (folder / "results").read_text() == "as it was"
    assert sorted(path.name for path in folder.iterdir()) == ["jobs.jsonl", "results"]


def test_a_query_of_a_store_that_takes_too_long(command: Run, filled: Path) -> None:
    done = command("query", "--store", "store", "--query", PRODUCT, "--timeout", "0.5", cwd=filled)
    assert (done.returncode, done.stdout) == (2, "")
    assert "took longer than 0.5 s" in done.stderr
    # The store is as it was.
    assert command("query", "--store", "store", "--query", JOB, cwd=filled).stdout == "yes\n"


def test_a_query_that_takes_too_much_memory(command: Run, folder: Path) -> None:
    done = command("query", "jobs.jsonl", "--query", DISTINCT, "--max-memory", "64M", "-q", cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("dspy-schema: query took more than 64 MiB of memory, and was stopped; --max-memory")


def test_limits_are_numbers(command: Run, folder: Path) -> None:
    assert command("query", "jobs.jsonl", "--query", JOB, "--timeout", "0", "-q", cwd=folder).stdout == "yes\n"
    for option, value in (("--timeout", "-1"), ("--timeout", "nan"), ("--timeout", "x"), ("--max-memory", "much")):
        done = command("query", "jobs.jsonl", "--query", JOB, f"{option}={value}", cwd=folder)
        assert done.returncode == 2
        assert repr(value) in done.stderr


@pytest.mark.parametrize("to_all", [True, False])
def test_an_interrupt_ends_it_at_once(filled: Path, to_all: bool) -> None:
    """Ctrl-C in a terminal goes to all processes; `kill -INT` to one."""
    options = ["query", "--store", "store", "--query", PRODUCT, "--timeout", "0"]
    code = "import sys, dspy_schema.cli as c; sys.exit(c.main())"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", code, *options], cwd=filled, stdout=pipe, stderr=pipe, start_new_session=True
    ) as process:
        children = wait_for_child(process.pid)
        begin = time.monotonic()
        (os.killpg if to_all else os.kill)(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=LIMIT)
        # As long as the query would take is hours.
        assert time.monotonic() - begin < LIMIT
    assert (process.returncode, out, err) == (130, b"", b"")
    assert not any(is_alive(child) for child in children)


def test_the_process_of_a_query_ends_with_its_parent(filled: Path) -> None:
    options = ["query", "--store", "store", "--query", PRODUCT, "--timeout", "0"]
    code = "import sys, dspy_schema.cli as c; sys.exit(c.main())"
    with subprocess.Popen([sys.executable, "-c", code, *options], cwd=filled) as process:
        children = wait_for_child(process.pid)
        process.kill()
        process.wait(LIMIT)
    end = time.monotonic() + LIMIT
    while any(map(is_alive, children)):
        assert time.monotonic() < end
        time.sleep(0.05)


def wait_for_child(parent: int) -> list[int]:
    """Wait until the query is evaluated in a process of its own; that of its check ends soon."""
    end = time.monotonic() + LIMIT
    seen: dict[int, float] = {}
    while time.monotonic() < end:
        now = time.monotonic()
        for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
            seen.setdefault(int(child), now)
            if now - seen[int(child)] > 0.5:
                return [int(child)]
        time.sleep(0.02)
    raise AssertionError("there is no process of the query")


def is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except FileNotFoundError:
        return False


class TestProcess:
    def test_what_it_writes_is_returned(self):
        with evaluate(lambda file: file.write(b"x" * 1_000_000), Limits()) as file:
            assert file.read() == b"x" * 1_000_000

    def test_an_expected_error_is_raised(self):
        def fail(_: Any) -> None:
            raise QueryError("as it is")

        with pytest.raises(QueryError, match=r"^as it is$"):
            evaluate(fail, Limits())

    def test_any_other_error_is_a_fault(self):
        with pytest.raises(RuntimeError, match=r"^ZeroDivisionError: "):
            evaluate(lambda _: 1 / 0, Limits())  # type: ignore[arg-type,return-value]

    def test_a_process_that_dies_is_reported(self):
        with pytest.raises(QueryError, match="more memory than there is"):
            evaluate(lambda _: os.kill(os.getpid(), signal.SIGKILL), Limits(memory=None))

    def test_a_check_has_limits(self):
        with pytest.raises(QueryError, match="took longer"):
            sparql.check_query(VALUES, limits=Limits(0.2))
        with pytest.raises(QueryError, match=r"^query:1:8: "):
            sparql.check_query("ASK { x", limits=Limits())


class TestStore:
    @pytest.mark.parametrize(
        "damage",
        ["empty list", "cut list", "no current", "garbage", "no tables", "cut tables", "changed tables"],
    )
    def test_a_damaged_store_is_reported(self, filled: Path, command: Run, damage: str) -> None:
        store = filled / "store"
        (manifest,) = store.glob("MANIFEST-*")
        tables = [*store.glob("*.sst")]
        if damage == "empty list":
            manifest.write_bytes(b"")
        elif damage == "cut list":
            manifest.write_bytes(manifest.read_bytes()[:100])
        elif damage == "no current":
            (store / "CURRENT").unlink()
        elif damage == "garbage":
            (store / "CURRENT").write_text("garbage")
        for table in tables:
            if damage == "no tables":
                table.unlink()
            elif damage == "cut tables":
                table.write_bytes(table.read_bytes()[:50])
            elif damage == "changed tables":
                data = table.read_bytes()
                table.write_bytes(data[:20] + b"\xff" * 40 + data[60:])
        for options in (["query", "--query", JOB], ["publish", "jobs.jsonl"]):
            done = command(*options, "--store", "store", "-q", cwd=filled)
            assert done.returncode == 2
            assert done.stderr.startswith("dspy-schema: the store store is damaged: ")
            assert done.stderr.endswith("; load the records into a new store\n")

    @pytest.mark.parametrize(
        "content", [b"no RDF\n", b"#\n<a> <b", b"#\xff\n", b"#no IRI\n<a:a> <a:b> <a:c> .\n", b"#\n<a:a> \xff"]
    )
    def test_a_damaged_journal_is_reported(self, filled: Path, command: Run, content: bytes) -> None:
        (filled / "store" / JOURNAL).write_bytes(content)
        done = command("query", "--query", JOB, "--store", "store", "-q", cwd=filled)
        assert done.returncode == 2
        assert f"{JOURNAL}, which a load that was not finished has left, cannot be read: " in done.stderr
        # Without it, the store is as it was.
        (filled / "store" / JOURNAL).unlink()
        assert command("query", "--query", JOB, "--store", "store", "-q", cwd=filled).stdout == "yes\n"

    def test_a_read_only_store_is_queried(self, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = str(filled / "store")
        before = snapshot(filled)
        self.make_read_only(monkeypatch)
        assert main(["query", "--query", JOB, "--store", path, "-q", "-o", str(filled / "out")]) == 0
        assert (filled / "out").read_text() == "yes\n"
        with Store.open(path) as store:
            assert store.is_read_only
            assert bool(store.query(JOB))
            with pytest.raises(StoreError, match="read-only"):
                store.load([b""])
        assert main(["publish", str(filled / "jobs.jsonl"), "--store", path, "-q"]) == 2
        assert main(["query", str(filled / "jobs.jsonl"), "--query", JOB, "--store", path, "-q"]) == 2
        (filled / "out").unlink()
        assert snapshot(filled) == before

    def test_what_was_not_finished_is_reported_of_a_read_only_store(
        self, filled: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (filled / "store" / JOURNAL).write_bytes(b"#\n")
        self.make_read_only(monkeypatch)
        with pytest.raises(StoreError, match="read-only, and a load into it was not finished"):
            Store.open(filled / "store")

    def test_a_store_on_a_read_only_file_system(self, filled: Path) -> None:
        """As root in a container, a folder is mounted read-only; as another user, its permissions are taken."""
        store = filled / "store"
        query = [sys.executable, "-m", "dspy_schema", "query", "--store", str(store), "--query", JOB, "-q"]
        if os.geteuid() == 0 and shutil.which("unshare"):
            mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
            query = ["unshare", "--mount", "sh", "-c", mount, str(store), *query]
            probe = subprocess.run([*query[:5], str(store), "true"], capture_output=True, check=False)
            if probe.returncode:
                # Nothing may be mounted here: the test above says the same of a system that reports it.
                return
        else:
            store.chmod(0o555)
        done = subprocess.run(query, capture_output=True, text=True, timeout=LIMIT, check=False)
        store.chmod(0o755)
        assert (done.returncode, done.stdout, done.stderr) == (0, "yes\n", "")

    @pytest.mark.parametrize("options", [["query", "--query", JOB], ["query", "jobs.jsonl", "--query", JOB],
                                         ["publish", "jobs.jsonl"]])  # fmt: skip
    def test_a_store_without_a_name_is_refused(self, folder: Path, command: Run, options: list[str]) -> None:
        done = command(*options, "--store", "", cwd=folder)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "dspy-schema: the name of the store is empty; give a folder for --store\n"
        with pytest.raises(StoreError, match="the name of the store is empty"):
            Store.open("")

    def test_another_database_is_not_a_store(self, tmp_path: Path) -> None:
        (tmp_path / "CURRENT").write_text("MANIFEST-000001\n")
        (tmp_path / "MANIFEST-000001").write_bytes(b"something else")
        with pytest.raises(StoreError, match="is not a store; nothing was written to it"):
            Store.open(tmp_path)

    @staticmethod
    def make_read_only(monkeypatch: pytest.MonkeyPatch) -> None:
        """Let all folders be read-only to the code that opens a store."""
        access = os.access
        monkeypatch.setattr(disk.os, "access", lambda path, mode: mode != os.W_OK and access(path, mode))


def snapshot(folder: Path) -> dict[str, bytes]:
    # RocksDB writes its messages, and takes a lock.
    paths = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(("LOG", "LOCK"))]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}
