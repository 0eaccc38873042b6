"""A page: a heading, what leads in, and sections; each kind of term fills it in its own module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.reference import elements, facts, links, uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePosixPath

    from dspy_schema_build.sitegen.reference.elements import Reference, Term

    Section = tuple[str, str]


# How much sooner a search finds a class than a word in a text, as gen-doc has it.
_BOOST = {"class": 10, "slot": 5, "enum": 2, "type": 1, "subset": 1}
# The colours of a longer source would weigh more than all the rest of the page.
MOST_COLOURED = 120


@dataclass(frozen=True)
class Page:
    """A file of the site, `path` from its root."""

    path: PurePosixPath
    text: str


def term_page(reference: Reference, term: Term, lead: Iterable[str], sections: Iterable[Section]) -> Page:
    """The page of a term: its sentence, what leads in, and the sections that have a body."""
    front = {
        "title": term.title,
        "description": markdown.plain_text(term.definition.description or f"The {term.kind} {term.title}."),
        "search": {"boost": 0.5 if term.definition.deprecated else _BOOST[term.kind]},
    }
    written = term.definition.description
    described = markdown.paragraphs(written, uses.mention_targets(reference, term, written))
    head = [f"# {term.kind.capitalize()}: {markdown.escape_text(term.title)}", described]
    if reason := term.definition.deprecated:
        head.append(f"**Deprecated**: {markdown.escape_text(reason)}")
    return section_page(term.path, front, [*head, *lead], sections)


def section_page(
    path: PurePosixPath, front: Mapping[str, object], lead: Iterable[str], sections: Iterable[Section]
) -> Page:
    """A page of parts; those that are empty are left out."""
    parts = [markdown.front_matter(**front), *lead]
    for title, body in sections:
        parts += [f"## {title}", body] if body else []
    return Page(path, "\n\n".join(part for part in parts if part) + "\n")


def term_uri(term: Term) -> str:
    """The line that says what a term is called in RDF, and what it belongs to."""
    kinds = [f"URI: {links.link_curie(term, term.curie)}"]
    if title := term.schema.view.schema.title:
        kinds.append(markdown.markdown_link(markdown.escape_text(title), _index(term)))
    return " · ".join(kinds)


def subset_links(reference: Reference, term: Term) -> str:
    """The subsets that a term is in, as a list."""
    found = (reference.find(term.schema, "subset", str(each)) for each in term.definition.in_subset)
    return "\n".join(f"* {links.link_term(term, each)}" for each in found if each)


def inheritance_tree(reference: Reference, term: Term) -> str:
    """What a term is a kind of, itself, and its kinds, as a tree; empty for one that stands alone."""
    if not reference.parents(term) and not reference.children(term):
        return ""
    line = [term]
    while above := reference.parents(line[0]):
        line.insert(0, above[0])
    rows = [_branch(reference, term, each, depth) for depth, each in enumerate(line)]
    rows += [_branch(reference, term, each, len(line)) for each in reference.children(term)]
    return "\n".join(rows)


def closing_lines(reference: Reference, term: Term, induced: str = "") -> Iterator[Section]:
    """What every page ends with: all other facts, and the term in LinkML."""
    yield "Properties", facts.facts_table(reference, term)
    direct = fold(elements.direct_yaml(term))
    both = f"### Direct\n\n{direct}\n\n### Induced\n\n{fold(induced)}"
    yield "LinkML Source", both if induced else direct


def fold(source: str, what: str = "YAML") -> str:
    """YAML that is not in the way."""
    lines = source.count("\n")
    language = "yaml" if lines <= MOST_COLOURED else "text"
    return markdown.details_block(f"{what}, {lines} lines", markdown.code_fence(language, source))


def _branch(reference: Reference, page: Term, term: Term, depth: int) -> str:
    mixins = [each for each in reference.parents(term) if str(each.name) in getattr(term.definition, "mixins", ())]
    also = f" ({links.link_terms(page, mixins)})" if mixins else ""
    return f"{' ' * 4 * depth}* {links.link_term(page, term)}{also}"


def _index(term: Term) -> str:
    folder = term.path.parent.parent if term.path.parent.name == "slots" else term.path.parent
    return markdown.relative_link(term.path, folder / "index.md")
