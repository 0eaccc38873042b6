"""All artefacts of the schemas, from one view of each schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema_build.codegen import (
    json_schema,
    jsonld_context,
    ontology,
    python_models,
    shacl,
    tables,
    vendors,
)
from dspy_schema_build.codegen.fast_structs import modules
from dspy_schema_build.codegen.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Callable

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


def build_artifacts() -> dict[str, bytes]:
    """Every artefact by its path below the generated package."""
    schema = Schema()
    made = {"__init__.py": _INIT, "py.typed": b""}
    for generate in GENERATORS.values():
        made.update(generate(schema))
    of_vendors = list(vendors.vendor_schemas())
    for each in of_vendors:
        made.update(vendors.generate_vendor(each))
    return made | modules.generate_fast_structs([schema, *of_vendors])
