"""Build time only: schema/ to generated/, in one process, from one SchemaView."""
