"""Names of elements and terms: whether two are the same, and which may be meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_END = re.compile(r"[#/:]([^#/:]*)$")
_NEITHER = re.compile(r"[\W_]+")


def local(iri: str) -> str:
    """The part of an IRI after its namespace; of a value, the value without its enumeration."""
    found = _END.search(iri)
    name = found[1] if found else iri
    if "%" not in name:
        return name
    from urllib.parse import unquote

    return unquote(name)


def is_name_of(label: str, names: Iterable[str]) -> bool:
    """Whether a label is one of some names; spaces, hyphens, underscores and case do not count."""
    wanted = _bare(label)
    return any(_bare(each) == wanted for each in names)


def advice(name: str, known: Iterable[str], sure: Iterable[str] = (), number: int = 3) -> str:
    """What may be meant by a name, as the end of a sentence; `sure` is meant for sure. At most `number` are named."""
    near = list(sure)[:number]
    if not near:
        from difflib import get_close_matches

        of_bare = {_bare(each): each for each in known}
        exact = of_bare.get(_bare(name))
        near = [exact] if exact else get_close_matches(name, list(dict.fromkeys(known)), number, 0.7)
    return f"; did you mean {' or '.join(near)}?" if near else ""


def _bare(name: str) -> str:
    return _NEITHER.sub("", name).casefold()
