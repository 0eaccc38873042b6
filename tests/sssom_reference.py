"""Files of SSSOM as the reference tool reads them; `python sssom_reference.py FILE...` prints it as JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

IRIS = ("subject_id", "predicate_id", "object_id", "mapping_justification", "object_source", "mapping_source")


def read_with_reference(*paths: Path) -> list[dict[str, Any]]:
    """Return what the tool reads of each file: the metadata, the rows with IRIs for CURIEs, and what it finds wrong.

    It runs in a process of its own, since what it imports warns, and once for a content.
    """
    from tests.recorded import packages_of, recorded

    def run() -> bytes:
        command = [sys.executable, "-W", "ignore", __file__, *map(str, paths)]
        return subprocess.run(command, capture_output=True, check=True).stdout

    depends_on = [Path(__file__).read_bytes(), *packages_of(Path(sys.prefix))]
    for path in paths:
        depends_on += [path.name, path.read_bytes()]
    read: list[dict[str, Any]] = json.loads(recorded("sssom", depends_on, run))
    return read


def read(path: str) -> dict[str, object]:
    """Read a file with the tool, leaving out what is empty."""
    from sssom.parsers import parse_sssom_json, parse_sssom_rdf, parse_sssom_table
    from sssom.validators import validate

    parsers = {"json": parse_sssom_json, "ttl": parse_sssom_rdf, "tsv": parse_sssom_table}
    try:
        found = parsers[path.rpartition(".")[2]](path)
        reports = validate(found, fail_on_error=False)
    except Exception as fault:  # whatever it is, the tool does not take the file
        return {"metadata": {}, "rows": [], "problems": [repr(fault)]}
    expand = found.converter.expand
    rows = [{name: value for name, value in row.items() if value not in {"", None}} for row in table(found)]
    for row in rows:
        row.update({name: iri(expand, row[name]) for name in IRIS if name in row})
    problems = [str(result) for report in reports.values() for result in report.results]
    return {"metadata": found.metadata, "rows": rows, "problems": problems}


def iri(expand: Callable[[str], str | None], curie: str) -> str:
    """Return the IRI of a CURIE, or what stands where one should."""
    try:
        return expand(curie) or curie
    except ValueError:
        return curie


def table(found: object) -> list[dict[str, Any]]:
    """Return the rows as plain values."""
    rows: list[dict[str, Any]] = json.loads(found.df.fillna("").to_json(orient="records"))  # type: ignore[attr-defined]
    return rows


if __name__ == "__main__":
    print(json.dumps([read(path) for path in sys.argv[1:]], default=str))
