"""Explorer of mappings."""

from __future__ import annotations

import html
import shutil
from collections import Counter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import msgspec

from dspy_schema.mappings import alignment
from dspy_schema.mappings.sssom_model import NO_TERM
from dspy_schema_build.sitegen.markdown import render_table, source_line, write_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.linkml_elements import Element
    from dspy_schema.mappings.sssom import MappingSet


_GAP = "gap"
_RELATIONS = {
    "skos:exactMatch": "exact",
    "skos:closeMatch": "close",
    "skos:broadMatch": "broad",
    "skos:narrowMatch": "narrow",
    "skos:relatedMatch": "related",
}
SCHEMA = "schema"
DATA = "mappings.json"


def element_address(element: Element, docs: Path) -> str | None:
    """The page of an element, of a value its place in that of the enumeration; None where `docs` has no such page."""
    name, _, word = element.id.partition(":")[2].partition("#")
    folder = "reference" if element.schema == "dspy" else f"reference/{element.schema}"
    if element.kind == "slot" and element.schema != "dspy":
        folder += "/slots"
    return _there(docs, f"{folder}/{name}.md", unquote(word).replace(" ", "-"))


def vocabulary_address(name: str, docs: Path) -> str | None:
    """The page of a vocabulary; None where `docs` has no such page."""
    return _there(docs, f"vocabularies/{name}.md")


def site_address(place: str) -> str:
    """What a link of Markdown leads to, `../reference/TrainingJob.md#x`, as the built site has it."""
    page, mark, at = place.partition("#")
    return f"{page.removesuffix('.md')}/{mark}{at}"


def _there(docs: Path, path: str, at: str = "") -> str | None:
    return f"../{path}{f'#{at}' if at else ''}" if (docs / path).is_file() else None


def mapping_data(alignment: Alignment, docs: Path) -> dict[str, Any]:
    """Vocabularies, elements and terms by their CURIEs, and the rows: each with all cells that have a text.

    `page` is where a page that is in `docs` will be, seen from the page of the explorer.
    """
    links = alignment.links
    vocabularies = sorted({each.vocabulary for each in links})
    return {
        "vocabularies": {name: _vocabulary(alignment, name, docs) for name in vocabularies},
        "elements": {each.mapping.subject: _element(each, docs) for each in links},
        "terms": {each.mapping.object: _term(each, docs) for each in links},
        "rows": list(_rows(alignment)),
    }


def _rows(alignment: Alignment) -> Iterator[dict[str, Any]]:
    for link in alignment.links:
        mapping = link.mapping
        cells = _cells(alignment.by_source[mapping.source], mapping.line)
        if mapping.confidence is not None:
            cells["confidence"] = mapping.confidence
        place = {"file": PurePath(mapping.source).as_posix(), "line": mapping.line, "vocabulary": link.vocabulary}
        yield cells | place


def _cells(of: MappingSet, line: int) -> dict[str, Any]:
    return {column: text for column in of.columns if (text := of.cell(line, column))}


def _vocabulary(alignment: Alignment, name: str, docs: Path) -> dict[str, str]:
    found = alignment.vocabularies.get(name)
    told = {"title": found.provenance.get("title", ""), "namespace": found.namespace} if found else {}
    return told | _page(vocabulary_address(name, docs))


def _element(link: Link, docs: Path) -> dict[str, str]:
    iri = _iri(link.mapping.subject_iri)
    if link.element is None:
        return iri
    told = {"label": link.element.label, "kind": link.element.kind, "schema": link.element.schema}
    return iri | told | _page(element_address(link.element, docs))


def _term(link: Link, docs: Path) -> dict[str, str]:
    kinds = link.term.kinds if link.term else ("term",)
    kind = {"kind": ", ".join(each.replace("permissible_value", "value") for each in kinds)}
    return _iri(link.mapping.object_iri) | kind | _page(vocabulary_address(link.vocabulary, docs))


def _iri(iri: str | None) -> dict[str, str]:
    return {"iri": iri} if iri else {}


def _page(place: str | None) -> dict[str, str]:
    return {} if place is None else {"page": site_address(place)}


MOST = 50_000
"""Characters of a table that leave its page, which is twice as long in HTML, under 150 kB."""


def count_by_vocabulary(alignment: Alignment, docs: Path) -> str:
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
    return "\n".join(render_table(["prefix", "vocabulary", *relations], rows))


def count_rows(alignment: Alignment, docs: Path) -> str:
    """All rows, without their reasons; where that were too much for a page, those of vocabularies without a page."""
    whole = _table(alignment.links)
    if len(whole) <= MOST:
        return whole
    return _table([each for each in alignment.links if vocabulary_address(each.vocabulary, docs) is None])


def count_files(sources: list[PurePath]) -> Iterator[str]:
    """Links to the files, which lie beside the page."""
    for each in sources:
        yield f"[{each.name}]({each.name})"


def _relation(link: Link) -> str:
    predicate = link.mapping.predicate
    return _GAP if link.mapping.is_no_term else _RELATIONS.get(predicate, f"`{predicate}`")


def _linked(name: str, docs: Path) -> str:
    page = vocabulary_address(name, docs)
    return f"[`{name}`]({page})" if page else f"`{name}`"


def _title(alignment: Alignment, name: str) -> str:
    found = alignment.vocabularies.get(name)
    return source_line(found.provenance.get("title") or found.namespace) if found else ""


def _table(links: Iterable[Link]) -> str:
    found = [_row(each) for each in links]
    return "\n".join(render_table(["element", "is", "term", "confidence"], found)) if found else ""


def _row(link: Link) -> list[str]:
    mapping = link.mapping
    term = f"no term in {link.vocabulary}" if mapping.object == NO_TERM else mapping.object
    confidence = "" if mapping.confidence is None else f"{mapping.confidence:g}"
    return [html.escape(each) for each in (mapping.subject, _relation(link).strip("`"), term, confidence)]


SCRIPTS = Path("src/site/explorer")
_HEAD = f"""\
---
title: Mappings
description: Which terms of other vocabularies the elements of the schemas are mapped to, and why.
hide: [navigation, toc]
---

# Mappings

How the elements of the schemas relate to terms of other vocabularies, and why; and what has no counterpart there.

<link rel="stylesheet" href="../assets/explorer/explorer.css">
<div id="explorer" data-mappings="{DATA}"></div>
<script type="module" src="../assets/explorer/main.js"></script>

## By vocabulary

The page of each vocabulary has the same mappings as plain tables, and all of its terms.
"""


def write_explorer(docs: Path, schema: str = SCHEMA, scripts: Path = SCRIPTS) -> None:
    """Write the folder `mappings` and the scripts into `docs`, where the pages that mappings lead to are already."""
    found = alignment.load_alignment(schema)
    folder = docs / "mappings"
    write_page(folder / "index.md", _explorer_page(found, docs))
    (folder / DATA).write_bytes(msgspec.json.encode(mapping_data(found, docs)))
    for each in found.sets:
        shutil.copy(each.source, folder)
    shutil.copytree(scripts, docs / "assets/explorer")


def _explorer_page(found: Alignment, docs: Path) -> Iterator[str]:
    yield from [_HEAD, count_by_vocabulary(found, docs), ""]
    if rows := count_rows(found, docs):
        yield from ['<div class="explorer-plain" markdown>', "", rows, "", "</div>", ""]
    yield from ["## Files", "", "The mappings are made from these files, and are nowhere else:", ""]
    yield ",\n".join(count_files([PurePath(each.source) for each in found.sets])) + "."
    yield f"[`{DATA}`]({DATA}) has all rows in one file, as this page loads them."
