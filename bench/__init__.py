"""Benchmarks, run as `python -m bench` at the project's root: ratios, measured side by side; nothing here fails a build."""
