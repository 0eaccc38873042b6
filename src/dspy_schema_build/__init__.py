"""Build time: what makes generated/ and the docs site; not in the wheel."""
