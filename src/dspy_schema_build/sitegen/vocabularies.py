"""A page for each vocabulary that the schema is mapped to: where its listing is from, the mappings, and its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings import alignment
from dspy_schema_build.sitegen.markdown import render_table, source_line, write_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from dspy_schema.mappings.alignment import Link
    from dspy_schema.mappings.linkml_elements import Element
    from dspy_schema.mappings.vocabularies import Vocabulary


_INTRODUCTION = """\
The vocabularies that elements of the schema are mapped to. Their listings are pinned: each page tells where its listing
is from, and what of the vocabulary is mapped, with the reason. What the columns mean:
[Mapping](../concepts/mapping.md)."""
_PROVENANCE = ("upstream", "version", "date", "commit", "licence", "file", "sha256")
_NAMES = {
    "class": "Classes",
    "slot": "Properties",
    "enum": "Enumerations",
    "permissible_value": "Values of enumerations",
}


def write_vocabularies(docs: Path) -> None:
    """Write the pages into `docs`/vocabularies, and one that lists them; the pages of elements are there already."""
    read = alignment.load_alignment("schema")
    links: dict[str, list[Link]] = {}
    for each in read.links:
        links.setdefault(each.vocabulary, []).append(each)
    folder = docs / "vocabularies"
    shown = sorted((each for each in read.vocabularies if each.prefix in links), key=lambda each: each.prefix)
    write_page(folder / "index.md", _listed(shown, links))
    for vocabulary in shown:
        write_page(folder / f"{vocabulary.prefix}.md", _page(vocabulary, links[vocabulary.prefix], docs))


def _listed(vocabularies: list[Vocabulary], links: dict[str, list[Link]]) -> Iterator[str]:
    yield from ["# Vocabularies", "", _INTRODUCTION, ""]
    rows = (
        [f"[`{each.prefix}`]({each.prefix}.md)", _title(each), str(len(each.terms) or ""), str(len(links[each.prefix]))]
        for each in vocabularies
    )
    yield from render_table(["prefix", "vocabulary", "terms", "mappings"], rows)


def _page(vocabulary: Vocabulary, links: list[Link], docs: Path) -> Iterator[str]:
    yield from [f"# {_title(vocabulary)}", "", f"`{vocabulary.prefix}:` is <{vocabulary.namespace}>.", ""]
    told = [[name, vocabulary.provenance[name]] for name in _PROVENANCE if vocabulary.provenance.get(name)]
    # A digest may break in its middle on a narrow screen.
    yield from render_table(
        ["listing", ""],
        [[name, text if len(text) < 64 or " " in text else f"{text[:32]}<wbr>{text[32:]}"] for name, text in told],
    )
    mapped = [each for each in links if not each.mapping.is_no_term]
    yield from ["", "## Mappings", ""]
    yield from render_table(["element", "is", "term", "confidence", "why"], (_row(each, docs) for each in mapped))
    if without := [each for each in links if each.mapping.is_no_term]:
        yield from ["", "## Without a match", "", "Looked for, and not found.", ""]
        yield from render_table(["element or term", "why"], (_row_without(each, docs) for each in without))
    elements: dict[str, list[str]] = {}
    for each in mapped:
        if each.term:
            elements.setdefault(each.term.curie, []).append(_element(each.element, each.mapping.subject, docs))
    yield from _terms(vocabulary, elements)


def _title(vocabulary: Vocabulary) -> str:
    return vocabulary.provenance.get("title") or f"`{vocabulary.prefix}`"


def _row(link: Link, docs: Path) -> list[str]:
    mapping = link.mapping
    term = f"[`{mapping.object}`]({mapping.object_iri})" if mapping.object_iri else f"`{mapping.object}`"
    label = f"<br>{source_line(mapping.object_label)}" if mapping.object_label else ""
    confidence = "" if mapping.confidence is None else f"{mapping.confidence:g}"
    justification = mapping.justification.partition(":")[2] or mapping.justification
    reason = f"{source_line(mapping.comment)} <small>{justification}</small>"
    return [
        _element(link.element, mapping.subject, docs),
        f"`{mapping.predicate}`",
        f"{term}{label}",
        confidence,
        reason,
    ]


def _row_without(link: Link, docs: Path) -> list[str]:
    mapping = link.mapping
    subject = _element(link.element, mapping.subject, docs) if link.element else f"`{mapping.object}`"
    return [subject, source_line(mapping.comment)]


def _element(element: Element | None, shown: str, docs: Path) -> str:
    """The element's name, with a link to its page where there is one."""
    if element is None:
        return f"`{shown}`"
    folder = "reference" if element.schema == "dspy" else f"reference/{element.schema}"
    if element.kind == "slot" and element.schema != "dspy":
        folder = f"{folder}/slots"
    page = f"{folder}/{element.id.partition(':')[2].partition('#')[0]}.md"
    return f"[`{shown}`](../{page})" if (docs / page).is_file() else f"`{shown}`"


def _terms(vocabulary: Vocabulary, elements: dict[str, list[str]]) -> Iterator[str]:
    """All terms by their kind, with the elements that are mapped to them."""
    kinds: dict[str, list[str]] = {}
    for term in vocabulary.terms.values():
        for kind in term.kinds:
            kinds.setdefault(kind, []).append(term.curie)
    if kinds:
        yield from ["", "## Terms", "", "In bold those that are mapped, with what is mapped to them."]
    for kind, curies in kinds.items():
        yield from ["", f"### {_NAMES.get(kind, f'{kind}s'.capitalize())} ({len(curies)})", ""]
        yield ",\n".join(_name(curie, elements.get(curie, ())) for curie in sorted(curies))


def _name(curie: str, elements: Iterable[str]) -> str:
    name = curie.partition(":")[2].replace("_", "\\_")
    return f"**{name}** ({', '.join(elements)})" if elements else name
