"""Governance: evidence from records, and coverage of vocabularies by the schema."""
