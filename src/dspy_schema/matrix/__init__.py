"""Coverage: which elements of the schemas are mapped to which vocabularies, and which terms nothing is mapped to."""
