"""The start of the command line: `dspy-schema`, and `python -m dspy_schema`."""

import sys


def main() -> int:
    """Run the command line; an interrupt shows no traceback, also while modules are imported."""
    try:
        from dspy_schema.cli.main import main as run

        return run()
    except KeyboardInterrupt:
        # ExitStatus.INTERRUPTED, which may not be imported yet.
        return 130


# The processes of --jobs may import this module under another name.
if __name__ == "__main__":
    sys.exit(main())
