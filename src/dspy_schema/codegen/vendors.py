"""The artefacts of the vendors' schemas, a folder each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from dspy_schema.codegen import json_schema, merged, rules, vendor_tables
from dspy_schema.codegen.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Iterator

VENDORS = Path("schema/vendors")


def schemas() -> Iterator[Schema]:
    """The schema of every vendor."""
    for path in sorted(VENDORS.glob("*.yaml")):
        if not path.name.endswith(".rules.yaml"):
            yield Schema(path, path.with_suffix(".rules.yaml"))


def generate(schema: Schema) -> dict[str, bytes]:
    """Below `vendors/<vendor>/`: `<Class>.schema.json`, the tables, and the schema in one file."""
    return {f"vendors/{schema.name}/{name}": data for name, data in _artefacts(schema)}


def _artefacts(schema: Schema) -> Iterator[tuple[str, bytes]]:
    exact = json_schema.exact_definitions(schema)
    for name in schema.concrete_classes:
        yield f"{name}.schema.json", json_schema.encode(json_schema.of_class(exact, name, schema))
    yield "types.json", _table(vendor_tables.types(schema))
    yield "crosswalk.json", _table(vendor_tables.crosswalk(schema))
    yield from rules.generate(schema).items()
    yield f"{schema.name}.linkml.yaml", merged.whole(schema)


def _table(table: vendor_tables.Table) -> bytes:
    return (json.dumps(table, indent=1, ensure_ascii=False) + "\n").encode()
