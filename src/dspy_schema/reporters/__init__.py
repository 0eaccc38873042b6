"""Findings to bytes, with one reporter for each output format."""
