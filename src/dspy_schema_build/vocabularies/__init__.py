"""The pinned listings of vocabularies, refreshed from their sources."""
