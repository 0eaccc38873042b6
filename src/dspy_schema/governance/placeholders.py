"""Values that say nothing, and owners that are organizations, as `mappings/placeholders.toml` lists them."""

from __future__ import annotations

import os
import re
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from dspy_schema import artifacts
from dspy_schema.governance.tables import read_table
from dspy_schema.mappings.alignment import MAPPINGS

if TYPE_CHECKING:
    from dspy_schema.mappings.alignment import Alignment


FILE = "placeholders.toml"
_SEPARATORS = re.compile(r"[\W_]+")
# Placeholders are short: longer texts are not looked at.
_LONGEST = 60
_is_repeated_x = re.compile(r"x{2,}|(?:lorem ipsum.*)", re.IGNORECASE | re.DOTALL).fullmatch
# What identifies an organization and no person: a UUID, digits, or a path of a cloud.
_is_opaque = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[0-9]+|/.*").fullmatch
_PREFIX = re.compile(r"([A-Za-z]+)[-_:/.].")


class Placeholders(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """The table of placeholders: words, the years that times can have, words for paused, and names of organizations."""

    words: tuple[str, ...] = ()
    from_year: int = 1
    until_year: int = 10_000
    paused: frozenset[str] = frozenset()
    organization_prefixes: frozenset[str] = frozenset()
    organization_endings: frozenset[str] = frozenset()

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(map(_fold, self.words))

    def is_placeholder(self, text: str) -> bool:
        """Find out whether a text stands for nothing."""
        if len(text) > _LONGEST:
            return False
        folded = _fold(text)
        return not folded or folded in self._words or _is_repeated_x(text.strip()) is not None

    def is_unset_time(self, text: str) -> bool:
        """Find out whether a time in RFC 3339 is that of a clock that was never set."""
        year = text[:4]
        return year.isdigit() and not self.from_year <= int(year) < self.until_year

    def is_organization(self, owner: str) -> bool:
        """Find out whether an owner is an organization, an account or a project, as far as its name shows it."""
        owner = owner.strip()
        if "@" in owner:
            return False
        prefix = _PREFIX.match(owner)
        if prefix and prefix[1].lower() in self.organization_prefixes:
            return True
        words = re.split(r"[\s,]+", owner.lower().replace(".", ""))
        return (len(words) > 1 and words[-1] in self.organization_endings) or _is_opaque(owner) is not None


def load_placeholders(alignment: Alignment) -> Placeholders:
    """Load the table of a schema folder, or the one that ships with the package where the folder has none.

    Raises MappingsError where the file is malformed.
    """
    return read_table(find_placeholders(alignment), Placeholders)


def find_placeholders(alignment: Alignment) -> str:
    """Return the path of the table of a schema folder, or of the one that ships with the package."""
    path = os.path.join(alignment.folder, MAPPINGS, FILE)
    return path if os.path.exists(path) else os.path.join(artifacts.artifact_path(artifacts.SCHEMA), MAPPINGS, FILE)


def _fold(text: str) -> str:
    return _SEPARATORS.sub("", text).casefold()
