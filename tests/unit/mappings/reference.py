"""Read SSSOM files with the reference tool and print what it reads as JSON: `python reference.py FILE...`."""

from __future__ import annotations

import json
import sys

from sssom.parsers import parse_sssom_json, parse_sssom_rdf, parse_sssom_table
from sssom.validators import validate

PARSERS = {"json": parse_sssom_json, "ttl": parse_sssom_rdf, "tsv": parse_sssom_table}
IRIS = ("subject_id", "predicate_id", "object_id", "mapping_justification", "object_source", "mapping_source")


def read(path: str) -> dict[str, object]:
    """Metadata, rows without what is empty, and whether the tool finds the file valid."""
    found = PARSERS[path.rpartition(".")[2]](path)
    reports = validate(found, fail_on_error=False)
    expand = found.converter.expand
    rows = [{name: value for name, value in row.items() if value not in {"", None}} for row in table(found)]
    for row in rows:
        row.update({name: expand(row[name]) or row[name] for name in IRIS if name in row})
    problems = [str(result) for report in reports.values() for result in report.results]
    return {"metadata": found.metadata, "rows": rows, "problems": problems}


def table(found: object) -> list[dict[str, object]]:
    """The rows as plain values."""
    return json.loads(found.df.fillna("").to_json(orient="records"))  # type: ignore[attr-defined]


if __name__ == "__main__":
    print(json.dumps([read(path) for path in sys.argv[1:]], default=str))
