"""All artefacts, from one view of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.codegen import (
    accept,
    concepts,
    context,
    dataclass_model,
    json_schema,
    merged,
    ontology,
    pydantic_model,
    rdf_table,
    rules,
    shapes,
    sources,
    types_table,
    vendors,
)
from dspy_schema.codegen.schema import Schema

if TYPE_CHECKING:
    from collections.abc import Callable

    Generator = Callable[[Schema], dict[str, bytes]]

GENERATORS: dict[str, Generator] = {
    "concepts": concepts.generate,
    "context": context.generate,
    "dataclasses": dataclass_model.generate,
    "json_schema": json_schema.generate,
    "merged": merged.generate,
    "ontology": ontology.generate,
    "pydantic": pydantic_model.generate,
    "rdf": rdf_table.generate,
    "rules": rules.generate,
    "shapes": shapes.generate,
    "sources": sources.generate,
    "types": types_table.generate,
}
_INIT = b'"""Generated artefacts; dspy_schema.artifacts and dspy_schema.model are the doors to them."""\n'


def artefacts() -> dict[str, bytes]:
    """Every artefact by its path below the generated package."""
    schema = Schema()
    made = {"__init__.py": _INIT, "py.typed": b""}
    for generate in GENERATORS.values():
        made.update(generate(schema))
    of_vendors = list(vendors.schemas())
    for each in of_vendors:
        made.update(vendors.generate(each))
    return made | accept.generate([schema, *of_vendors])
