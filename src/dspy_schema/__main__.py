"""`python -m dspy_schema`: the command line."""

import sys

from dspy_schema.cli.main import main

# The processes of --jobs may import this module under another name.
if __name__ == "__main__":
    sys.exit(main())
