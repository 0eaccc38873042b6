"""Publishing, and reading JSON-LD that was published, need no pyoxigraph; other RDF says which extra it needs."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys, tempfile, pathlib

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "pyoxigraph":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Missing())
from dspy_schema.api import publish, read
from dspy_schema.errors import MissingExtraError

record = {"@type": "TrainingJob", "id": "a", "train_data": [{"a": 1}]}
folder = pathlib.Path(tempfile.mkdtemp())
for to in ("nquads", "ntriples", "turtle", "jsonl", "jsonld", "ndjsonld"):
    path = folder / f"a.{to}"
    path.write_bytes(b"".join(publish(record, to)))
    assert path.stat().st_size
    if to.endswith("ld"):
        assert [record.value for record in read(path)] == [record]
for name, text in (("a.nt", "<a:a> <a:b> <a:c> ."), ("b.jsonld", '{"@context": {"a": "a:b"}, "@id": "a:a", "a": "c"}')):
    (folder / name).write_text(text)
    try:
        list(read(folder / name))
    except MissingExtraError as error:
        print(error)
"""


def test_only_graphs_need_pyoxigraph() -> None:
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert run.stderr == ""
    assert run.stdout.count("pip install 'dspy-schema[rdf]'") == 2
