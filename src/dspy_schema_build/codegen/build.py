"""All artefacts of the schemas of this package, or those of one vendor's schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema_build.codegen import (
    json_schema,
    jsonld_context,
    ontology,
    python_models,
    shacl,
    tables,
    vendor_checks,
    vendors,
)
from dspy_schema_build.codegen.fast_structs import modules
from dspy_schema_build.codegen.schema import FILES, ROOT, Schema
from dspy_schema_build.codegen.schema_files import DSPY
from dspy_schema_build.codegen.uniform_conversions.modules import generate_conversions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dspy_schema_build.codegen.schema_files import Fault

    Generator = Callable[[Schema], dict[str, bytes]]


_INIT = b'"""Generated artefacts; dspy_schema.artifacts and dspy_schema.model are the doors to them."""\n'
GENERATORS: dict[str, Generator] = {
    "concepts": ontology.generate_concepts,
    "context": jsonld_context.generate_context,
    "dataclasses": python_models.generate_dataclasses,
    "json_schema": json_schema.generate_json_schemas,
    "merged": tables.generate_merged_schema,
    "ontology": ontology.generate_ontology,
    "pydantic": python_models.generate_pydantic,
    "rdf": jsonld_context.generate_rdf_table,
    "rules": tables.generate_rules,
    "shapes": shacl.generate_shacl,
    "sources": tables.generate_sources,
    "types": tables.generate_types,
}
# What also has the files that DSPy writes.
OF_FILES = {"json_schema", "merged", "rules", "sources", "types"}


class SchemaError(Exception):
    """Faults of a schema, a line each."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))


def build_artifacts() -> dict[str, bytes]:
    """Build every artefact of this package, by its path below the generated package.

    Raises SchemaError for what a vendor's schema lacks.
    """
    if faults := [fault for path in vendors.vendor_paths() for fault in vendor_checks.find_faults(path, ROOT)]:
        raise SchemaError(faults)
    schema, published = Schema(), Schema(without=FILES)
    files = {"__init__.py": _INIT, "py.typed": b""}
    for name, generate in GENERATORS.items():
        files |= generate(schema if name in OF_FILES else published)
    vendor_schemas = list(vendors.vendor_schemas())
    for vendor in vendor_schemas:
        artefacts = vendors.generate_vendor(vendor) | generate_conversions(vendor, published)
        files |= {f"vendors/{vendor.name}/{name}": data for name, data in artefacts.items()}
    return files | modules.generate_fast_structs([published, *vendor_schemas])


def build_vendor(path: Path) -> dict[str, bytes]:
    """Build the artefacts of one vendor's schema, by their names in the vendor's folder.

    Raises SchemaError for what the schema lacks.
    """
    if faults := vendor_checks.find_faults(path):
        raise SchemaError(faults)
    schema = Schema(path, vendor_checks.rules_path(path))
    schema.view.schema.source_file = path.name  # the same artefacts, from whichever folder this runs in
    return vendors.generate_vendor(schema) | generate_conversions(schema, Schema(DSPY, None))
