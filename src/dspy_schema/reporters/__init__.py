"""Findings to bytes: a reporter for each output format."""
