"""A page for each element of the schemas."""
