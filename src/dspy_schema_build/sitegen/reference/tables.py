"""Tables of members, rules and uses; class diagram."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dspy_schema_build.codegen import tables
from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.reference import links, uses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.codegen.schema import Schema
    from dspy_schema_build.sitegen.reference.elements import Member, Reference, Term
    from dspy_schema_build.sitegen.reference.uses import Uses

    Names = dict[Term, str]

# A longer table is folded.
LONG = 40
# With more boxes, a diagram is too small to read.
TOO_MANY_BOXES = 20


def describe_cardinality(slot: SlotDefinition) -> str:
    """`1`, `0..1`, `*`, `1..*`, `0..n` and so on."""
    if slot.exact_cardinality is not None:
        return str(slot.exact_cardinality)
    at_least = 1 if slot.required or slot.identifier else slot.minimum_cardinality or 0
    at_most = "*" if slot.multivalued else str(1 if slot.maximum_cardinality is None else slot.maximum_cardinality)
    if at_most == "*":
        return "*" if at_least == 0 else f"{at_least}..*"
    return at_most if str(at_least) == at_most else f"{at_least}..{at_most}"


def class_members(reference: Reference, term: Term) -> str:
    """The slots of a class, with a place that links lead to for each."""
    members = reference.members(term)
    heads = ["Name", "Cardinality and Range", "Description", "Inheritance"]
    return markdown.raw_table(heads, (_member_row(reference, term, each) for each in members))


def conversion_cell(reference: Reference, term: Term) -> str:
    """Where the members of a vendor's class go in a conversion; empty for a class that is not converted."""
    members = reference.members(term)
    rows = ([links.link_member(term, each), conversion_targets(reference, term, each)] for each in members)
    return markdown.raw_table(["Member", "Goes to"], rows) if is_converted(reference, members) else ""


def slot_members(reference: Reference, slot: Term, members: list[Member]) -> str:
    """The classes that have a slot."""
    converted = is_converted(reference, members)
    heads = ["Class", "Cardinality and Range", "Description", *["Goes to"] * converted]
    rows = (
        [
            f"{links.link_term(slot, each.of, at=links.member_anchor(each.name))}{_inherited(slot, each)}",
            _range(reference, slot, each),
            describe_member(reference, slot, each),
            *[conversion_targets(reference, slot, each)] * converted,
        ]
        for each in members
    )
    return markdown.raw_table(heads, rows)


def describe_member(reference: Reference, page: Term, member: Member) -> str:
    """What a member is, and what its values are bound to, as a cell."""
    written = member.definition.description
    described = markdown.escape_cell(written, uses.mention_targets(reference, page, written, member.slot.schema.name))
    return ". ".join(each for each in [described, *describe_bounds(member.definition)] if each)


def describe_bounds(slot: SlotDefinition) -> Iterator[str]:
    """What the values of a slot must be besides its range, and its other spellings."""
    if slot.equals_string and f"``{slot.equals_string}``" not in str(slot.description):
        yield f"Always {markdown.code_span(slot.equals_string)}"
    if slot.equals_string_in:
        yield f"One of {', '.join(map(markdown.code_span, slot.equals_string_in))}"
    if slot.minimum_value is not None:
        yield f"At least {slot.minimum_value}"
    if slot.maximum_value is not None:
        yield f"At most {slot.maximum_value}"
    if slot.pattern:
        yield f"Matches {markdown.code_span(slot.pattern)}"
    if slot.aliases:
        yield f"Also read as {', '.join(map(markdown.code_span, slot.aliases))}"


def is_converted(reference: Reference, members: list[Member]) -> bool:
    """Whether any of the members goes somewhere when a vendor's record is converted."""
    return any("job" in each.of.definition.annotations or uses.use_targets(reference, each) for each in members)


def conversion_targets(reference: Reference, page: Term, member: Member) -> str:
    """Where a vendor's member goes, as a cell: what has no slot goes to `extra`."""
    shown = ", ".join(links.link_member(page, each) for each in uses.use_targets(reference, member))
    if shown or "job" not in member.of.definition.annotations:
        return shown
    run = reference.find(reference.schemas[0], "class", "TrainingRun")
    return (
        ", ".join(links.link_member(page, each) for each in reference.members(run) if each.name == "extra")
        if run
        else ""
    )


def _member_row(reference: Reference, term: Term, member: Member) -> list[str]:
    places = dict.fromkeys([links.member_anchor(member.name), links.member_anchor(member.slot.label)])
    name = links.link_term(term, member.slot, markdown.escape_text(member.name))
    inherited = links.link_terms(term, member.sources) or "direct"
    return [
        "".join(map(markdown.heading_anchor, places)) + name,
        _range(reference, term, member),
        describe_member(reference, term, member),
        inherited,
    ]


def _range(reference: Reference, page: Term, member: Member) -> str:
    slot = member.definition
    recommended = " *recommended*" if slot.recommended else ""
    return f"{describe_cardinality(slot)}{recommended} <br/> {' or <br/> '.join(_ranges(reference, page, member))}"


def _ranges(reference: Reference, page: Term, member: Member) -> Iterator[str]:
    slot = member.definition
    for branch in [*slot.any_of, *slot.exactly_one_of]:
        if branch.equals_string:
            yield markdown.code_span(branch.equals_string)
    for each in uses.list_ranges(reference, member):
        yield links.link_term(page, each)


def _inherited(page: Term, member: Member) -> str:
    return f" from {links.link_terms(page, member.sources)}" if member.sources else ""


def class_rules(reference: Reference, term: Term) -> str:
    """The rules, of all vendors where several share the class; empty where there is none."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for schema in reference.schemas_with(term):
        for entry in _entries(schema, term.name):
            names = rows.setdefault(tuple(_cells(term, entry)), [])
            names += [schema.name] * (schema.name not in names)
    shared = any(names != [term.schema.name] for names in rows.values())
    heads = ["Code", "Severity", "Rule", "Source", *["Of"] * shared]
    return markdown.raw_table(heads, ([*cells, *[", ".join(names)] * shared] for cells, names in rows.items()))


def _entries(schema: Schema, name: str) -> Iterator[tables.Entry]:
    ancestors = schema.view.class_ancestors(name)
    yield from tables.schema_rules(schema, name)
    yield from (each for each in schema.rules if each["class"] in ancestors)
    yield from tables.open_enum_rules(schema, name)


def _cells(term: Term, entry: tables.Entry) -> list[str]:
    code = links.link_page(term, f"findings/{entry['code']}.md", entry["code"])
    return [code, entry["severity"], markdown.escape_text(entry["message"]), markdown.escape_text(entry["source"])]


def range_uses(uses: Uses, term: Term) -> str:
    """The slots that hold a class, an enumeration or a type, and the classes that have them."""
    rows = [list(_usage_row(term, each.slot, each.members, each.through)) for each in uses.of(term)]
    shown = markdown.raw_table(["Slot", "In", "Inherited by", "Through"], rows)
    if rows and not any(row[3] for row in rows):
        shown = markdown.raw_table(["Slot", "In", "Inherited by"], (row[:3] for row in rows))
    return markdown.details_block(f"{len(rows)} slots", shown) if len(rows) > LONG else shown


def record_uses(reference: Reference, uses: Uses, term: Term) -> str:
    """The classes of vendors that become a class in a conversion."""
    found = (source.of for member in reference.members(term) for source in uses.sources(member))
    listed = links.link_terms(term, dict.fromkeys(found))
    return f"Converted from {listed}." if listed else ""


def name_uses(uses: Uses, term: Term) -> str:
    """The elements whose descriptions name a class or an enumeration."""
    listed = links.link_terms(term, uses.mentions(term))
    return f"Named in the description of {listed}." if listed else ""


def member_uses(uses: Uses, slot: Term) -> str:
    """The members of vendors whose values a slot gets in a conversion."""
    converted = ((member, uses.sources(member)) for member in uses.owners(slot))
    rows = (
        [links.link_member(slot, member), ", ".join(links.link_member(slot, each) for each in sources)]
        for member, sources in converted
        if sources
    )
    return markdown.raw_table(["Member", "Converted from"], rows)


def _usage_row(page: Term, slot: Term, members: tuple[Member, ...], through: Term | None) -> Iterator[str]:
    yield links.link_term(
        page, slot, markdown.escape_text(slot.member if slot.schema is page.schema else links.link_name(page, slot))
    )
    yield ", ".join(_place(page, each) for each in members if not each.sources)
    yield ", ".join(_place(page, each) for each in members if each.sources)
    yield links.link_term(page, through) if through else ""


def _place(page: Term, member: Member) -> str:
    return links.link_term(page, member.of, at=links.member_anchor(member.name))


def class_diagram(reference: Reference, term: Term) -> str | None:
    """The diagram of a class; None where it would have too many boxes to be read."""
    names = _names(diagram_boxes(reference, term))
    if len(names) >= TOO_MANY_BOXES:
        return None
    return markdown.code_fence("mermaid", "\n".join(_lines(reference, term, names)))


def diagram_boxes(reference: Reference, term: Term) -> list[Term]:
    """What the diagram of a class shows: it, its parents and children, and the classes and words of its members."""
    ranges = (each for member in reference.members(term) for each in uses.list_ranges(reference, member))
    held = (each for each in ranges if each.kind != "type")
    return list(dict.fromkeys([term, *reference.parents(term), *reference.children(term), *held]))


def _names(terms: list[Term]) -> Names:
    """Words that mermaid takes as names, a different one for each box."""
    shared = {label for label, count in Counter(each.label for each in terms).items() if count > 1}
    return {each: f"{each.schema.name}_{each.label}" if each.label in shared else each.label for each in terms}


def _lines(reference: Reference, term: Term, names: Names) -> Iterator[str]:
    box = names[term]
    yield "classDiagram"
    yield f"  class {box}"
    yield _click(term, term, names)
    for parent in sorted(reference.parents(term), key=names.__getitem__):
        yield f"  {names[parent]} <|-- {box}"
        yield _click(term, parent, names)
    for child in sorted(reference.children(term), key=names.__getitem__):
        yield f"  {box} <|-- {names[child]}"
        yield _click(term, child, names)
    for member in sorted(reference.members(term), key=lambda each: each.name):
        yield f"  {box} : {member.name}"
        for held in uses.list_ranges(reference, member):
            if held.kind != "type":
                yield f'  {box} --> "{describe_cardinality(member.definition)}" {names[held]} : {member.name}'
                yield _click(term, held, names)


def _click(page: Term, term: Term, names: Names) -> str:
    # On the site, a page is a folder, and its links start inside it.
    target = markdown.relative_link(page.path, term.path.with_suffix(""))
    return f'  click {names[term]} href "../{target}/"'
