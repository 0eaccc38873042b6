"""schema/ to generated/."""
