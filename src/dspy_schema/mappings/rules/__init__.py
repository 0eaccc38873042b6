"""Rules that mappings must keep; each takes an alignment and yields findings."""
