"""What the checker page asks of this package, which runs in a worker of the visitor's browser, on Pyodide.

The page gives files the names by which findings call them, in the working folder, and gets JSON.
"""

from dspy_schema.browser.run import Run
from dspy_schema.browser.views import jobs, json_ld, lines, secret_places

__all__ = ["Run", "jobs", "json_ld", "lines", "secret_places"]
