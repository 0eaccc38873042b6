"""Evidence: what records of jobs tell, seen through the mappings to governance vocabularies, and what they do not."""
