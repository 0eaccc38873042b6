"""Build time only: the pages of the docs site, as plain files in generated/docs."""
