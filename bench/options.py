"""What the command line of the benchmarks says."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True)
class Options:
    """The parts to run, and whether a rough answer will do."""

    parts: Sequence[str]
    quick: bool

    @property
    def repetitions(self) -> int:
        """How often contestants that take a second or less are run."""
        return 3 if self.quick else 9


def parse(parts: Collection[str]) -> Options:
    """The options of this run; without any part named, all of them."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Side-by-side benchmarks; ratios and medians.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(parts)}; by default all")
    parser.add_argument("--quick", action="store_true", help="smaller files and fewer repetitions: a rough answer")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(parts):
        parser.error(f"no part {', '.join(sorted(unknown))}")
    return Options(options.parts or list(parts), options.quick)
