"""Links from a page of the reference to terms and other pages."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dspy_schema_build.sitegen import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema.mappings.linkml_elements import Element
    from dspy_schema_build.sitegen.reference.elements import Member, Term


# The anchors of headings: a member of one of these names has an anchor with a prefix.
HEADINGS = {
    "applicable-classes",
    "class-properties",
    "conversion",
    "diagram",
    "direct",
    "example",
    "identifier-and-mapping-information",
    "in-subsets",
    "induced",
    "inheritance",
    "linkml-source",
    "mappings",
    "mappings-of-values",
    "members",
    "permissible-values",
    "properties",
    "rules",
    "slots",
    "used-by",
}


def link_term(page: Term, term: Term, label: str | None = None, anchor: str = "") -> str:
    """Link to the page of a term, with its name or other Markdown; on its own page, give only the name."""
    label = label or markdown.escape_text(name_term(page, term))
    if page is term and not anchor:
        return f"**{label}**"
    return markdown.render_link(label, markdown.relativize_path(page.path, term.path, anchor))


def link_terms(page: Term, terms: Iterable[Term]) -> str:
    """Link to some terms, in a row."""
    return ", ".join(link_term(page, term) for term in terms)


def link_member(page: Term, member: Member) -> str:
    """Link to a member where its class lists it, `TrainingRun.created_at`; on the page of the class, by its name."""
    owner = member.owner
    label = markdown.escape_text(member.name if page is owner else f"{name_term(page, owner)}.{member.name}")
    return link_term(page, owner, label, format_anchor(member.name))


def link_page(page: Term, path: str, label: str, anchor: str = "") -> str:
    """Link to another page of the site, given by its path from the root."""
    return markdown.render_link(label, markdown.relativize_path(page.path, PurePosixPath(path), anchor))


def link_curie(term: Term, curie: str) -> str:
    """Link from a CURIE to its IRI, where the schema declares the prefix."""
    iri = term.expand_curie(curie)
    label = markdown.escape_text(curie)
    return markdown.render_link(label, iri) if iri.startswith("http") else label


def name_term(page: Term, term: Term) -> str:
    """Name a term on the page of another: with its vendor, unless that is the page's own."""
    module = page.schema.modules.get(term.name)
    is_known = page.schema is term.schema or (module is not None and str(module.name) == term.module)
    return term.label if is_known else f"{term.schema.name}:{term.label}"


def format_anchor(member: str) -> str:
    """Format the anchor of a member on the page of its class, and of a value on that of its enumeration."""
    return f"member-{member}" if member in HEADINGS else member.replace(" ", "-")


def locate_element(element: Element) -> str:
    """Locate an element's page below `reference`, by its path without suffix; a value is on that of its enumeration."""
    name = element.id.partition(":")[2].partition("#")[0]
    if element.schema == "dspy":
        return name
    return f"{element.schema}/slots/{name}" if element.kind == "slot" else f"{element.schema}/{name}"
