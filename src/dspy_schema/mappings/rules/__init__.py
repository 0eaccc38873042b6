"""The rules that a mapping has to keep."""
