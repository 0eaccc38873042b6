"""Descriptions that name classes and enumerations: the names lead to their pages, and these lead back."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dspy_schema.sitegen import markdown

if TYPE_CHECKING:
    from dspy_schema.sitegen.reference.elements import Reference
    from dspy_schema.sitegen.reference.terms import Term

# A word with a capital inside, which no sentence has for another reason.
_NAME = re.compile(r"[A-Z]\w*[a-z]\w*[A-Z]\w*|[A-Z]{2,}[a-z]\w*")


def of(reference: Reference, term: Term) -> list[Term]:
    """What the description of a term names, of its own schema; not itself."""
    return list(_named(reference, term, term.definition.description, term.schema.name).values())


def targets(reference: Reference, page: Term, written: object, schema: str | None = None) -> dict[str, str]:
    """Where names in a text of a schema lead, by default in one of the page's own."""
    named = _named(reference, page, written, schema or page.schema.name)
    return {name: markdown.relative(page.path, each.path) for name, each in named.items()}


def _named(reference: Reference, page: Term, written: object, schema: str) -> dict[str, Term]:
    names = _names(reference, schema)
    words = sorted(markdown.words(written) & names.keys())
    return {word: names[word] for word in words if names[word] is not page}


@cache
def _names(reference: Reference, schema: str) -> dict[str, Term]:
    terms = (each for each in reference.terms if each.schema.name == schema and each.kind in {"class", "enum"})
    return {each.label: each for each in terms if _NAME.fullmatch(each.label)}
