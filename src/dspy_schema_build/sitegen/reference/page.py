"""The frame of a page: its heading, its sections, and the parts that pages of all kinds of terms have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.reference import elements, facts, links, uses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import PurePosixPath

    from dspy_schema_build.sitegen.reference.elements import Reference, Term
    from dspy_schema_build.sitegen.reference.examples import Examples
    from dspy_schema_build.sitegen.reference.mappings import Mappings

    Section = tuple[str, str]


# How much sooner a search finds a class than a word in a text, as gen-doc has it.
_BOOST = {"class": 10, "slot": 5, "enum": 2, "type": 1, "subset": 1}
# In lines. The colours of a longer source would weigh more than all the rest of the page.
_MOST_COLOURED = 120


@dataclass(frozen=True)
class Page:
    """A file of the site, `path` from its root."""

    path: PurePosixPath
    text: str


@dataclass(frozen=True)
class Contents:
    """What pages are rendered from: the terms, their uses, examples and mappings."""

    reference: Reference
    uses: uses.Uses
    examples: Examples
    mappings: Mappings


def render_term_page(reference: Reference, term: Term, lead: Iterable[str], sections: Iterable[Section]) -> Page:
    """Render the page of a term: its description, the lead, and the sections that have a body."""
    definition = term.definition
    front_matter = {
        "title": term.title,
        "description": markdown.strip_markup(definition.description or f"The {term.kind} {term.title}."),
        "search": {"boost": 0.5 if definition.deprecated else _BOOST[term.kind]},
    }
    targets = uses.link_mentions(reference, term, definition.description)
    head = [
        f"# {term.kind.capitalize()}: {markdown.escape_text(term.title)}",
        markdown.render_paragraphs(definition.description, targets),
    ]
    if reason := definition.deprecated:
        head.append(f"**Deprecated**: {markdown.escape_text(reason)}")
    return render_page(term.path, front_matter, [*head, *lead], sections)


def render_page(
    path: PurePosixPath, front_matter: Mapping[str, object], lead: Iterable[str], sections: Iterable[Section]
) -> Page:
    """Render a page of parts; those that are empty are left out."""
    parts = [markdown.render_front_matter(**front_matter), *lead]
    for title, body in sections:
        parts += [f"## {title}", body] if body else []
    return Page(path, "\n\n".join(part for part in parts if part) + "\n")


def render_identity(term: Term) -> str:
    """Render the line with the URI of a term, and the schema that it belongs to."""
    parts = [f"URI: {links.link_curie(term, term.curie)}"]
    if title := term.schema.view.schema.title:
        folder = term.path.parent.parent if term.path.parent.name == "slots" else term.path.parent
        index = markdown.relativize_path(term.path, folder / "index.md")
        parts.append(markdown.render_link(markdown.escape_text(title), index))
    return " · ".join(parts)


def render_subsets(reference: Reference, term: Term) -> str:
    """Render the subsets that a term is in, as a list."""
    subsets = (reference.find(term.schema, "subset", str(name)) for name in term.definition.in_subset)
    return "\n".join(f"* {links.link_term(term, subset)}" for subset in subsets if subset)


def render_inheritance(reference: Reference, term: Term) -> str:
    """Render a term between its ancestors and its children, as a tree; empty for one that stands alone."""
    if not reference.parents(term) and not reference.children(term):
        return ""
    line = [term]
    while parents := reference.parents(line[0]):
        line.insert(0, parents[0])
    rows = [_render_branch(reference, term, ancestor, depth) for depth, ancestor in enumerate(line)]
    rows += [_render_branch(reference, term, child, len(line)) for child in reference.children(term)]
    return "\n".join(rows)


def _render_branch(reference: Reference, page: Term, term: Term, depth: int) -> str:
    names = getattr(term.definition, "mixins", ())
    mixins = [parent for parent in reference.parents(term) if str(parent.name) in names]
    suffix = f" ({links.link_terms(page, mixins)})" if mixins else ""
    return f"{' ' * 4 * depth}* {links.link_term(page, term)}{suffix}"


def render_closing(reference: Reference, term: Term, induced: str = "") -> Iterator[Section]:
    """Render the last sections of every page: all other facts, and the term in LinkML."""
    yield "Properties", facts.render_facts(reference, term)
    direct = fold_source(elements.dump_direct(term))
    both = f"### Direct\n\n{direct}\n\n### Induced\n\n{fold_source(induced)}"
    yield "LinkML Source", both if induced else direct


def fold_source(source: str, title: str = "YAML") -> str:
    """Fold YAML until a reader opens it."""
    lines = source.count("\n")
    language = "yaml" if lines <= _MOST_COLOURED else "text"
    return markdown.render_details(f"{title}, {lines} lines", markdown.render_code_block(language, source))
