"""A process that is killed in the middle of a load leaves a store that opens, with whole records only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dspy_schema.store import Store, disk
from dspy_schema.store.disk import JOURNAL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Whole = Callable[[Path], int]

RECORDS = 200
PROGRAM = """
import sys
from dspy_schema.store import Store, store
# Small pieces, so that there are many moments to be killed at.
store.join_pieces = lambda texts: texts

def report_pieces(pieces):
    for piece in pieces:
        print("piece", flush=True)
        yield piece

with Store.open(sys.argv[1]) as store:
    print("open", flush=True)
    for name in sys.argv[2].split(","):
        store.load(report_pieces(open(name, "rb").read().split(b"\\n\\n")))
        print("loaded", flush=True)
"""


KILLED_AFTER = """
import os, signal, sys
import pyoxigraph
from dspy_schema.store.disk import JOURNAL, Replacement

class Breaking:
    def __init__(self, store, left):
        self.store, self.left = store, left
    def __getattr__(self, name):
        return getattr(self.store, name)
    def remove(self, quad):
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        self.store.remove(quad)

path, text, left = sys.argv[1], open(sys.argv[2], "rb").read(), int(sys.argv[3])
begun = Replacement(Breaking(pyoxigraph.Store(path), left), path)
begun.finish() if os.path.exists(os.path.join(path, JOURNAL)) else begun.load(text, None)
"""


def versions(store: Store) -> dict[str, tuple[str, str, int]]:
    """The model, the status, and the length of the list of each record."""
    asked = """
        SELECT ?id (GROUP_CONCAT(?m) AS ?ms) (SUM(?k) AS ?sum) (COUNT(?k) AS ?count) {
          ?s schema:identifier ?id ; dspy:current_model ?m ; dspy:pending_batch_ids/rdf:rest*/rdf:first ?k
        } GROUP BY ?id"""
    return {row["id"].value: (row["ms"].value, row["sum"].value, row["count"].value) for row in store.query(asked)}


def record(number: int, version: int) -> dict[str, object]:
    return {
        "@type": "ReinforceJob",
        "id": f"grpo-{number}",
        "current_model": f"v{version}",
        "pending_batch_ids": [version] * 5,
    }


@pytest.fixture
def files(tmp_path: Path, published: Callable[..., bytes]) -> list[str]:
    """Three files with the same records in other versions, in pieces of ten."""
    paths = []
    for version in range(3):
        pieces = [
            published(*(record(number, version) for number in range(first, first + 10)))
            for first in range(0, RECORDS, 10)
        ]
        path = tmp_path / f"{version}.nt"
        path.write_bytes(b"\n".join(pieces))
        paths.append(str(path))
    return paths


@pytest.fixture
def whole(published: Callable[..., bytes]) -> Callable[[Path], int]:
    """Tells the number of records in a store, each of which has one version, whole, and nothing is left over."""
    triples = published(record(0, 0)).count(b"\n")

    def whole(path: Path) -> int:
        with Store.open(path) as store:
            found = versions(store)
            for models, total, count in found.values():
                version = models[1:].split(" ")[0]
                assert models == " ".join([f"v{version}"] * 5)
                assert (total, count) == (str(int(version) * 5), "5")
            assert len(store) == triples * len(found)
        assert not (path / JOURNAL).exists()
        return len(found)

    return whole


def test_at_any_moment(tmp_path: Path, files: list[str], whole: Whole):
    """The first load adds the records, the others replace them all: killed after any number of pieces."""
    command = [sys.executable, "-c", PROGRAM]
    subprocess.run([*command, tmp_path / "all", ",".join(files)], check=True, capture_output=True)
    assert whole(tmp_path / "all") == RECORDS
    path = tmp_path / "store"
    for pieces in (3, 22, 46, 60):
        with subprocess.Popen([*command, path, ",".join(files)], stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
            said: list[str] = []
            while said.count("piece\n") < pieces:
                said.append(process.stdout.readline())
            process.kill()
            said += process.stdout.readlines()
        before = whole(path)
        assert before == RECORDS or "loaded\n" not in said


@pytest.mark.parametrize("steps", [0, 1, 60, 150, 240])
def test_in_the_middle_of_a_replacement(tmp_path: Path, published: Callable[..., bytes], steps: int, whole: Whole):
    """Killed after any number of triples that were removed, and again in the repair, it is finished at last."""
    path = tmp_path / "store"
    old, new = (published(*(record(number, version) for number in range(20))) for version in (0, 1))
    (tmp_path / "new.nt").write_bytes(new)
    with Store.open(path) as store:
        store.load([old])
    for after in (steps, (old.count(b"\n") - steps) // 2):
        killed = subprocess.run(
            [sys.executable, "-c", KILLED_AFTER, path, tmp_path / "new.nt", str(after)], check=False
        )
        assert killed.returncode == -signal.SIGKILL
        assert (path / JOURNAL).exists()
    assert whole(path) == 20
    with Store.open(path) as store:
        assert {item[0] for item in versions(store).values()} == {"v1 v1 v1 v1 v1"}


def test_after_the_load_and_before_the_end(
    tmp_path: Path, published: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch, whole: Whole
):
    path = tmp_path / "store"
    with Store.open(path) as store:
        store.load([published(record(1, 0))], graph="http://g/")
        with monkeypatch.context() as patched:
            patched.setattr(disk.os, "unlink", str)
            store.load([published(record(1, 1))], graph="http://g/")
    assert (path / JOURNAL).read_bytes().startswith(b"#http://g/\n")
    assert whole(path) == 1
    with Store.open(path) as store:
        assert len([*store.query("SELECT ?s { GRAPH <http://g/> { ?s a ?t } }")]) == 1


def test_a_half_written_journal_is_none(tmp_path: Path, published: Callable[..., bytes], whole: Whole):
    path = tmp_path / "store"
    with Store.open(path) as store:
        store.load([published(record(1, 0))])
    (path / f"{JOURNAL}.part").write_bytes(published(record(1, 1))[:100])
    assert whole(path) == 1
    with Store.open(path) as store:
        store.load([published(record(1, 2))])
    assert whole(path) == 1
    assert os.listdir(tmp_path) == ["store"]
