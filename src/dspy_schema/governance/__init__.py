"""Evidence and coverage: what records and the schema mean to governance frameworks."""
