"""A page for each vocabulary that the schemas are mapped to: the source of its listing, the mappings, and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema_build.sitegen.markdown import render_source_line, render_table, write_page
from dspy_schema_build.sitegen.reference.links import locate_element

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.linkml_elements import Element
    from dspy_schema.mappings.vocabularies import Vocabulary


_INTRODUCTION = """\
The vocabularies that elements of the schemas are mapped to. Their listings are pinned: each page states the source of
its listing, and which terms are mapped, with the reasons. For the meaning of the columns, see
[Mapping](../concepts/mapping.md)."""
_PROVENANCE = ("upstream", "version", "date", "commit", "licence", "file", "sha256")
# A longer text without spaces, such as a digest, may break in its middle on a narrow screen.
_LONGEST_TEXT = 64
_HEADINGS = {
    "class": "Classes",
    "slot": "Properties",
    "enum": "Enumerations",
    "permissible_value": "Values of enumerations",
}


def write_vocabularies(docs: Path, alignment: Alignment) -> None:
    """Write the pages into `docs`/vocabularies, and one that lists them; the pages of elements are there already."""
    links: dict[str, list[Link]] = {}
    for link in alignment.links:
        links.setdefault(link.vocabulary, []).append(link)
    mapped = (vocabulary for vocabulary in alignment.vocabularies if vocabulary.prefix in links)
    vocabularies = sorted(mapped, key=lambda vocabulary: vocabulary.prefix)
    folder = docs / "vocabularies"
    write_page(folder / "index.md", _render_index(vocabularies, links))
    for vocabulary in vocabularies:
        write_page(folder / f"{vocabulary.prefix}.md", _render_vocabulary(vocabulary, links[vocabulary.prefix], docs))


def _render_index(vocabularies: list[Vocabulary], links: dict[str, list[Link]]) -> Iterator[str]:
    yield from ["# Vocabularies", "", _INTRODUCTION, ""]
    rows = (
        [
            f"[`{prefix}`]({prefix}.md)",
            _read_title(vocabulary),
            str(len(vocabulary.terms) or ""),
            str(len(links[prefix])),
        ]
        for vocabulary in vocabularies
        for prefix in [vocabulary.prefix]
    )
    yield from render_table(["prefix", "vocabulary", "terms", "mappings"], rows)


def _render_vocabulary(vocabulary: Vocabulary, links: list[Link], docs: Path) -> Iterator[str]:
    yield from [
        f"# {_read_title(vocabulary)}",
        "",
        f"Prefix `{vocabulary.prefix}:`, namespace <{vocabulary.namespace}>.",
        "",
    ]
    stated = ((name, vocabulary.provenance.get(name)) for name in _PROVENANCE)
    yield from render_table(["listing", ""], ([name, _break_long(text)] for name, text in stated if text))
    mapped = [link for link in links if not link.mapping.is_no_term]
    yield from ["", "## Mappings", ""]
    heads = ["element", "relation", "term", "confidence", "reason"]
    yield from render_table(heads, (_render_mapping(link, docs) for link in mapped))
    if unmatched := [link for link in links if link.mapping.is_no_term]:
        yield from ["", "## Without a match", "", "A matching term was looked for and not found.", ""]
        yield from render_table(["element or term", "reason"], (_render_unmatched(link, docs) for link in unmatched))
    elements: dict[str, list[str]] = {}
    for link in mapped:
        if link.term:
            element = _render_element(link.element, link.mapping.subject, docs)
            elements.setdefault(link.term.curie, []).append(element)
    yield from _render_terms(vocabulary, elements)


def _read_title(vocabulary: Vocabulary) -> str:
    return vocabulary.provenance.get("title") or f"`{vocabulary.prefix}`"


def _break_long(text: str) -> str:
    middle = _LONGEST_TEXT // 2
    return text if len(text) < _LONGEST_TEXT or " " in text else f"{text[:middle]}<wbr>{text[middle:]}"


def _render_mapping(link: Link, docs: Path) -> list[str]:
    mapping = link.mapping
    term = f"[`{mapping.object}`]({mapping.object_iri})" if mapping.object_iri else f"`{mapping.object}`"
    label = f"<br>{render_source_line(mapping.object_label)}" if mapping.object_label else ""
    confidence = "" if mapping.confidence is None else f"{mapping.confidence:g}"
    justification = mapping.justification.partition(":")[2] or mapping.justification
    return [
        _render_element(link.element, mapping.subject, docs),
        f"`{mapping.predicate}`",
        f"{term}{label}",
        confidence,
        f"{render_source_line(mapping.comment)} <small>{justification}</small>",
    ]


def _render_unmatched(link: Link, docs: Path) -> list[str]:
    mapping = link.mapping
    subject = _render_element(link.element, mapping.subject, docs) if link.element else f"`{mapping.object}`"
    return [subject, render_source_line(mapping.comment)]


def _render_element(element: Element | None, name: str, docs: Path) -> str:
    """Render the name of an element, with a link to its page where there is one."""
    if element is None:
        return f"`{name}`"
    page = f"reference/{locate_element(element)}.md"
    return f"[`{name}`](../{page})" if (docs / page).is_file() else f"`{name}`"


def _render_terms(vocabulary: Vocabulary, elements: dict[str, list[str]]) -> Iterator[str]:
    """List all terms by their kind, with the elements that are mapped to them."""
    kinds: dict[str, list[str]] = {}
    for term in vocabulary.terms.values():
        for kind in term.kinds:
            kinds.setdefault(kind, []).append(term.curie)
    if kinds:
        yield from ["", "## Terms", "", "Mapped terms are in bold, with the elements that are mapped to them."]
    for kind, curies in kinds.items():
        yield from ["", f"### {_HEADINGS.get(kind, f'{kind}s'.capitalize())} ({len(curies)})", ""]
        yield ",\n".join(_render_term(curie, elements.get(curie, ())) for curie in sorted(curies))


def _render_term(curie: str, elements: Iterable[str]) -> str:
    name = curie.partition(":")[2].replace("_", "\\_")
    return f"**{name}** ({', '.join(elements)})" if elements else name
