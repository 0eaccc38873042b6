"""Benchmarks: ratios, measured side by side. Run `python -m bench` at the project's root; nothing fails."""
