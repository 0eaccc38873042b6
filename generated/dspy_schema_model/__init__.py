"""Generated artefacts; dspy_schema.artifacts and dspy_schema.model are the doors to them."""
