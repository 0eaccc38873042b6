"""generated/ and schema/ to the pages of the docs site."""
