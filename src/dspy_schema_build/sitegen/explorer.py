"""The explorer of mappings: its page, its data, and tables of the same mappings for who has no JavaScript."""

from __future__ import annotations

import html
import shutil
from collections import Counter
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import msgspec

from dspy_schema.mappings.sssom_model import NO_TERM
from dspy_schema_build.sitegen.markdown import render_source_line, render_table, write_page
from dspy_schema_build.sitegen.reference.links import locate_element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.linkml_elements import Element
    from dspy_schema.mappings.sssom import MappingSet


SCRIPTS = Path("src/site/explorer")
DATA = "mappings.json"
# Characters of a table whose page, twice as long in HTML, stays below 150 kB.
MOST = 50_000
_GAP = "gap"
_RELATIONS = {
    "skos:exactMatch": "exact",
    "skos:closeMatch": "close",
    "skos:broadMatch": "broad",
    "skos:narrowMatch": "narrow",
    "skos:relatedMatch": "related",
}
_HEAD = f"""\
---
title: Mappings
description: Which terms of other vocabularies the elements of the schemas are mapped to, and why.
hide: [navigation, toc]
---

# Mappings

How the elements of the schemas relate to terms of other vocabularies, with the reasons, and which have no counterpart.

<link rel="stylesheet" href="../assets/explorer/explorer.css">
<div id="explorer" data-mappings="{DATA}"></div>
<script type="module" src="../assets/explorer/main.js"></script>

## By vocabulary

The page of each vocabulary lists its mappings as tables, and all of its terms.
"""


def write_explorer(docs: Path, alignment: Alignment, scripts: Path = SCRIPTS) -> None:
    """Write the folder `mappings` and the scripts into `docs`, where the pages that mappings lead to are already."""
    folder = docs / "mappings"
    write_page(folder / "index.md", _render_page(alignment, docs))
    (folder / DATA).write_bytes(msgspec.json.encode(tabulate_mappings(alignment, docs)))
    for mapping_set in alignment.sets:
        shutil.copy(mapping_set.source, folder)
    shutil.copytree(scripts, docs / "assets/explorer")


def _render_page(alignment: Alignment, docs: Path) -> Iterator[str]:
    yield from [_HEAD, render_counts(alignment, docs), ""]
    if rows := render_rows(alignment, docs):
        yield from ['<div class="explorer-plain" markdown>', "", rows, "", "</div>", ""]
    yield from ["## Files", "", "These files are the only source of the mappings:", ""]
    names = [PurePath(mapping_set.source).name for mapping_set in alignment.sets]
    yield ",\n".join(f"[{name}]({name})" for name in names) + "."
    yield f"[`{DATA}`]({DATA}) has all rows in one file, as this page loads them."


def render_counts(alignment: Alignment, docs: Path) -> str:
    """Render a row for each vocabulary: its page, its title, and how many mappings of each relation it has."""
    counts: dict[str, Counter[str]] = {}
    for link in alignment.links:
        counts.setdefault(link.vocabulary, Counter())[_name_relation(link)] += 1
    used = {relation for counter in counts.values() for relation in counter}
    known = [relation for relation in (*_RELATIONS.values(), _GAP) if relation in used]
    relations = [*known, *sorted(used.difference(known))]
    rows = (
        [
            _link_vocabulary(name, docs),
            _find_title(alignment, name),
            *(str(counts[name][relation] or "") for relation in relations),
        ]
        for name in sorted(counts)
    )
    return "\n".join(render_table(["prefix", "vocabulary", *relations], rows))


def render_rows(alignment: Alignment, docs: Path) -> str:
    """Render all rows without their reasons; if these are too many for a page, those of vocabularies without a page."""
    table = _render_links(alignment.links)
    if len(table) <= MOST:
        return table
    return _render_links([link for link in alignment.links if find_vocabulary_page(link.vocabulary, docs) is None])


def _render_links(links: Iterable[Link]) -> str:
    rows = [_render_link(link) for link in links]
    return "\n".join(render_table(["element", "relation", "term", "confidence"], rows)) if rows else ""


def _render_link(link: Link) -> list[str]:
    mapping = link.mapping
    term = f"no term in {link.vocabulary}" if mapping.object == NO_TERM else mapping.object
    confidence = "" if mapping.confidence is None else f"{mapping.confidence:g}"
    return [html.escape(cell) for cell in (mapping.subject, _name_relation(link).strip("`"), term, confidence)]


def _name_relation(link: Link) -> str:
    predicate = link.mapping.predicate
    return _GAP if link.mapping.is_no_term else _RELATIONS.get(predicate, f"`{predicate}`")


def _link_vocabulary(name: str, docs: Path) -> str:
    page = find_vocabulary_page(name, docs)
    return f"[`{name}`]({page})" if page else f"`{name}`"


def _find_title(alignment: Alignment, name: str) -> str:
    vocabulary = alignment.vocabularies.get(name)
    return render_source_line(vocabulary.provenance.get("title") or vocabulary.namespace) if vocabulary else ""


def tabulate_mappings(alignment: Alignment, docs: Path) -> dict[str, Any]:
    """Tabulate vocabularies, elements and terms by their CURIEs, and the rows: each with all cells that have a text.

    `page` is the address of a page of `docs`, relative to the page of the explorer.
    """
    links = alignment.links
    vocabularies = sorted({link.vocabulary for link in links})
    return {
        "vocabularies": {name: _describe_vocabulary(alignment, name, docs) for name in vocabularies},
        "elements": {link.mapping.subject: _describe_element(link, docs) for link in links},
        "terms": {link.mapping.object: _describe_term(link, docs) for link in links},
        "rows": list(_list_rows(alignment)),
    }


def _list_rows(alignment: Alignment) -> Iterator[dict[str, Any]]:
    for link in alignment.links:
        mapping = link.mapping
        cells = _read_cells(alignment.by_source[mapping.source], mapping.line)
        if mapping.confidence is not None:
            cells["confidence"] = mapping.confidence
        place = {"file": PurePath(mapping.source).as_posix(), "line": mapping.line, "vocabulary": link.vocabulary}
        yield cells | place


def _read_cells(mapping_set: MappingSet, line: int) -> dict[str, Any]:
    return {column: text for column in mapping_set.columns if (text := mapping_set.cell(line, column))}


def _describe_vocabulary(alignment: Alignment, name: str, docs: Path) -> dict[str, str]:
    vocabulary = alignment.vocabularies.get(name)
    page = _wrap_page(find_vocabulary_page(name, docs))
    if vocabulary is None:
        return page
    return {"title": vocabulary.provenance.get("title", ""), "namespace": vocabulary.namespace} | page


def _describe_element(link: Link, docs: Path) -> dict[str, str]:
    iri = _wrap_iri(link.mapping.subject_iri)
    element = link.element
    if element is None:
        return iri
    facts = {"label": element.label, "kind": element.kind, "schema": element.schema}
    return iri | facts | _wrap_page(find_element_page(element, docs))


def _describe_term(link: Link, docs: Path) -> dict[str, str]:
    kinds = link.term.kinds if link.term else ("term",)
    kind = {"kind": ", ".join(kind.replace("permissible_value", "value") for kind in kinds)}
    return _wrap_iri(link.mapping.object_iri) | kind | _wrap_page(find_vocabulary_page(link.vocabulary, docs))


def _wrap_iri(iri: str | None) -> dict[str, str]:
    return {"iri": iri} if iri else {}


def _wrap_page(page: str | None) -> dict[str, str]:
    return {} if page is None else {"page": convert_link(page)}


def find_element_page(element: Element, docs: Path) -> str | None:
    """Find the page of an element, or for a value, its place on that of the enumeration; None if there is none."""
    value = unquote(element.id.partition("#")[2]).replace(" ", "-")
    return _find_page(docs, f"reference/{locate_element(element)}.md", value)


def find_vocabulary_page(name: str, docs: Path) -> str | None:
    """Find the page of a vocabulary; None if `docs` has none."""
    return _find_page(docs, f"vocabularies/{name}.md")


def _find_page(docs: Path, path: str, anchor: str = "") -> str | None:
    return f"../{path}{f'#{anchor}' if anchor else ''}" if (docs / path).is_file() else None


def convert_link(link: str) -> str:
    """Turn a link between Markdown files, `../reference/TrainingJob.md#x`, into the address on the built site."""
    page, mark, anchor = link.partition("#")
    return f"{page.removesuffix('.md')}/{mark}{anchor}"
