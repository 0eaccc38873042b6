"""Links from a page to terms and other pages."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dspy_schema_build.sitegen import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dspy_schema_build.sitegen.reference.elements import Member, Term


# The headings of pages: a member of one of these names has an anchor with a prefix.
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


def link_term(page: Term, term: Term, shown: str | None = None, at: str = "") -> str:
    """A link to the page of a term, with its name or other Markdown; on its own page only the name."""
    shown = shown or markdown.escape_text(link_name(page, term))
    if page is term and not at:
        return f"**{shown}**"
    return markdown.markdown_link(shown, markdown.relative_link(page.path, term.path, at))


def link_terms(page: Term, terms: Iterable[Term]) -> str:
    """Links to some terms, in a row."""
    return ", ".join(link_term(page, each) for each in terms)


def link_member(page: Term, member: Member) -> str:
    """A link to a member where its class lists it, `TrainingRun.created_at`; on the page of the class, its name."""
    shown = markdown.escape_text(member.name if page is member.of else f"{link_name(page, member.of)}.{member.name}")
    return link_term(page, member.of, shown, member_anchor(member.name))


def link_page(page: Term, path: str, shown: str, at: str = "") -> str:
    """A link to another page of the site, given from its root."""
    return markdown.markdown_link(shown, markdown.relative_link(page.path, PurePosixPath(path), at))


def link_curie(term: Term, curie: str) -> str:
    """A CURIE that leads to what it stands for."""
    iri = term.expanded(curie)
    return (
        markdown.markdown_link(markdown.escape_text(curie), iri)
        if iri.startswith("http")
        else markdown.escape_text(curie)
    )


def link_name(page: Term, term: Term) -> str:
    """The name of a term as another's page says it: with its vendor, unless that is the page's own."""
    module = page.schema.modules.get(term.name)
    known = page.schema is term.schema or (module is not None and str(module.name) == term.module)
    return term.label if known else f"{term.schema.name}:{term.label}"


def member_anchor(member: str) -> str:
    """The place of a member in the page of its class, and of a word in that of its enumeration."""
    return f"member-{member}" if member in HEADINGS else member.replace(" ", "-")
