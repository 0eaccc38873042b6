"""The rules on mappings, by topic: each takes the alignment and gives what is wrong."""
