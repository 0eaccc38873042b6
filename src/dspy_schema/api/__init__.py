"""The Python API: the words of the command line, as functions."""
