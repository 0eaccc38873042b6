"""Live objects of DSPy and caikit as records."""
