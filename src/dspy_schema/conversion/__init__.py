"""Vendors' records to jobs and runs of dspy, and back."""
