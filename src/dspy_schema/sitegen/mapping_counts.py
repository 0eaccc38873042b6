"""The mappings as tables that need no script: how many there are to each vocabulary, and the rows."""

from __future__ import annotations

import html
from collections import Counter
from typing import TYPE_CHECKING

from dspy_schema.mappings.curies import NO_TERM
from dspy_schema.sitegen import mapping_places
from dspy_schema.sitegen.pages import line, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path, PurePath

    from dspy_schema.mappings.alignment import Alignment, Link

MOST = 50_000
"""Characters of a table that leave its page, which is twice as long in HTML, under 150 kB."""

_GAP = "gap"
_RELATIONS = {
    "skos:exactMatch": "exact",
    "skos:closeMatch": "close",
    "skos:broadMatch": "broad",
    "skos:narrowMatch": "narrow",
    "skos:relatedMatch": "related",
}


def by_vocabulary(alignment: Alignment, docs: Path) -> str:
    """A row for each vocabulary: its page, where all rows are, and how many there are of each relation."""
    counts: dict[str, Counter[str]] = {}
    for each in alignment.links:
        counts.setdefault(each.vocabulary, Counter())[_relation(each)] += 1
    used = {relation for found in counts.values() for relation in found}
    known = [each for each in (*_RELATIONS.values(), _GAP) if each in used]
    relations = [*known, *sorted(used.difference(known))]
    rows = (
        [_linked(name, docs), _title(alignment, name), *(str(counts[name][each] or "") for each in relations)]
        for name in sorted(counts)
    )
    return "\n".join(table(["prefix", "vocabulary", *relations], rows))


def rows(alignment: Alignment, docs: Path) -> str:
    """All rows, without their reasons; where that were too much for a page, those of vocabularies without a page."""
    whole = _table(alignment.links)
    if len(whole) <= MOST:
        return whole
    return _table([each for each in alignment.links if mapping_places.of_vocabulary(each.vocabulary, docs) is None])


def files(sources: list[PurePath]) -> Iterator[str]:
    """Links to the files, which lie beside the page."""
    for each in sources:
        yield f"[{each.name}]({each.name})"


def _relation(link: Link) -> str:
    predicate = link.mapping.predicate
    return _GAP if link.mapping.is_no_term else _RELATIONS.get(predicate, f"`{predicate}`")


def _linked(name: str, docs: Path) -> str:
    page = mapping_places.of_vocabulary(name, docs)
    return f"[`{name}`]({page})" if page else f"`{name}`"


def _title(alignment: Alignment, name: str) -> str:
    found = alignment.vocabularies.get(name)
    return line(found.provenance.get("title") or found.namespace) if found else ""


def _table(links: Iterable[Link]) -> str:
    found = [_row(each) for each in links]
    return "\n".join(table(["element", "is", "term", "confidence"], found)) if found else ""


def _row(link: Link) -> list[str]:
    mapping = link.mapping
    term = f"no term in {link.vocabulary}" if mapping.object == NO_TERM else mapping.object
    confidence = "" if mapping.confidence is None else f"{mapping.confidence:g}"
    return [html.escape(each) for each in (mapping.subject, _relation(link).strip("`"), term, confidence)]
