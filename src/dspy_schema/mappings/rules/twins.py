"""Each row whose term has a twin goes with a row for that, and the two say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dspy_schema.mappings.sssom_model import NO_TERM, NOT
from dspy_schema.mappings.vocabularies import TWIN_NAMESPACES, TWIN_OF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dspy_schema.findings import Finding
    from dspy_schema.mappings.alignment import Alignment, Link
    from dspy_schema.mappings.sssom import Mapping
    from dspy_schema.mappings.vocabularies import Term


_CODE = "DSP618"
_OTHER_OF = dict(TWIN_OF) | {original: twin for twin, original in TWIN_OF.items()}
# As much of a comment is quoted.
_LONG = 40


def check_twins(alignment: Alignment) -> Iterator[Finding]:
    """Check that each row whose term has a twin goes with a row for that, with the same predicate and reason.

    Where two differ in their confidence or comment, either may be the wrong one, so both are reported.
    """
    rows: dict[tuple[str, ...], list[Link]] = {}
    links = [link for link in alignment.all_links if link.vocabulary in _OTHER_OF and link.element]
    for link in links:
        rows.setdefault(_identify(link, link.vocabulary), []).append(link)
    # A file that states nowhere that there is no term leaves that to its twin.
    searched = {link.vocabulary for link in links if link.mapping.is_no_term}
    for link in links:
        row, vocabulary = link.mapping, _OTHER_OF[link.vocabulary]
        others = [other.mapping for other in rows.get(_identify(link, vocabulary), ())]
        same = [own for own in rows[_identify(link, link.vocabulary)] if own.mapping.predicate == row.predicate]
        if not others:
            if message := _describe_missing(link, vocabulary, searched):
                yield alignment.place(row, "object_id").finding(_CODE, message)
        elif same[0] is link:
            # That a row is there twice is another finding.
            other = next((other for other in others if other.predicate == row.predicate), others[0])
            is_twin = link.vocabulary in TWIN_OF
            for column, message in _iter_differences(row, other):
                # A predicate is also compared with the YAML, which says which of the two is wrong.
                if not (is_twin and column == "predicate_id"):
                    yield alignment.place(row, column).finding(_CODE, message)


def _identify(link: Link, vocabulary: str) -> tuple[str, ...]:
    """Identify a row, or the one that it would have in this vocabulary; listings name a term and its twin alike."""
    row = link.mapping
    target = NO_TERM if row.is_no_term else link.term.curie if link.term else row.object
    return link.element.id if link.element else row.subject, vocabulary, target


def _describe_missing(link: Link, vocabulary: str, searched: set[str]) -> str | None:
    row = link.mapping
    if row.is_no_term:
        if vocabulary not in searched:
            return None
        return f"no row says that {vocabulary}, the twin of {link.vocabulary}, has no term for {row.subject}"
    name = _name_twin(link.term, vocabulary) if link.term else None
    return f"{row.subject} is not mapped to {name}, the twin of {row.object}" if name else None


def _name_twin(term: Term, vocabulary: str) -> str | None:
    """Return the name of a term in the vocabulary; None where it has no twin."""
    if vocabulary not in TWIN_OF:
        return term.curie
    namespace = TWIN_NAMESPACES[vocabulary]
    names = (iri.removeprefix(namespace) for iri in term.other_iris if iri.startswith(namespace))
    return next((f"{vocabulary}:{name}" for name in names), None)


def _iter_differences(row: Mapping, other: Mapping) -> Iterator[tuple[str, str]]:
    """Yield the columns in which a row differs from that of its twin, and what is to be said of them."""
    where = f"in line {other.line} of {other.source}"
    if row.predicate != other.predicate:
        twin = f"its twin {other.object} by {other.predicate}, {where}"
        yield "predicate_id", f"{row.object} is mapped by {row.predicate}, and {twin}"
    for column, value, wanted in (
        ("predicate_modifier", NOT * row.is_denied, NOT * other.is_denied),
        ("confidence", row.confidence, other.confidence),
        ("comment", row.comment, other.comment),
    ):
        if value != wanted:
            yield column, f"the {column} is {_quote(value)}, and that of its twin {where} is {_quote(wanted)}"


def _quote(value: object) -> str:
    text = "" if value is None else str(value)
    return f"{text[:_LONG]}…" if len(text) > _LONG else text or "missing"
