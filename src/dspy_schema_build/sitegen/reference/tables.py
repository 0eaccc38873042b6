"""Tables of members, rules and uses; class diagrams."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dspy_schema_build.codegen import tables
from dspy_schema_build.sitegen import markdown
from dspy_schema_build.sitegen.reference import links
from dspy_schema_build.sitegen.reference.uses import find_targets, link_mentions, list_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema_build.codegen.schema import Schema
    from dspy_schema_build.sitegen.reference.elements import Member, Reference, Term
    from dspy_schema_build.sitegen.reference.uses import Use, Uses

    Boxes = dict[Term, str]


# In rows. A longer table is folded.
_LONG = 40
# With as many boxes, a diagram is too small to read.
_TOO_MANY_BOXES = 20


def render_class_slots(reference: Reference, term: Term) -> str:
    """Render the slots of a class, each with an anchor."""
    heads = ["Name", "Cardinality and Range", "Description", "Inheritance"]
    return markdown.join_table(heads, (_render_slot(reference, term, slot) for slot in reference.members(term)))


def _render_slot(reference: Reference, term: Term, member: Member) -> list[str]:
    anchors = dict.fromkeys([links.format_anchor(member.name), links.format_anchor(member.slot.label)])
    name = links.link_term(term, member.slot, markdown.escape_text(member.name))
    return [
        "".join(map(markdown.render_anchor, anchors)) + name,
        _render_range(reference, term, member),
        _describe_member(reference, term, member),
        links.link_terms(term, member.sources) or "direct",
    ]


def render_owners(reference: Reference, slot: Term, members: list[Member]) -> str:
    """Render the classes that have a slot."""
    is_converted = _are_converted(reference, members)
    heads = ["Class", "Cardinality and Range", "Description", *["Converted to"] * is_converted]
    rows = []
    for member in members:
        inherited = f" from {links.link_terms(slot, member.sources)}" if member.sources else ""
        row = [
            f"{links.link_term(slot, member.owner, anchor=links.format_anchor(member.name))}{inherited}",
            _render_range(reference, slot, member),
            _describe_member(reference, slot, member),
        ]
        rows.append([*row, *[_link_targets(reference, slot, member)] * is_converted])
    return markdown.join_table(heads, rows)


def _render_range(reference: Reference, page: Term, member: Member) -> str:
    slot = member.definition
    recommended = " *recommended*" if slot.recommended else ""
    ranges = " or <br/> ".join(_link_ranges(reference, page, member))
    return f"{format_cardinality(slot)}{recommended} <br/> {ranges}"


def _link_ranges(reference: Reference, page: Term, member: Member) -> Iterator[str]:
    slot = member.definition
    for branch in [*slot.any_of, *slot.exactly_one_of]:
        if branch.equals_string:
            yield markdown.render_code(branch.equals_string)
    for term in list_ranges(reference, member):
        yield links.link_term(page, term)


def format_cardinality(slot: SlotDefinition) -> str:
    """Format a cardinality: `1`, `0..1`, `*`, `1..*`, `0..n` and so on."""
    if slot.exact_cardinality is not None:
        return str(slot.exact_cardinality)
    at_least = 1 if slot.required or slot.identifier else slot.minimum_cardinality or 0
    at_most = "*" if slot.multivalued else str(1 if slot.maximum_cardinality is None else slot.maximum_cardinality)
    if at_most == "*":
        return "*" if at_least == 0 else f"{at_least}..*"
    return at_most if str(at_least) == at_most else f"{at_least}..{at_most}"


def _describe_member(reference: Reference, page: Term, member: Member) -> str:
    """Describe a member and the constraints on its values, as a cell."""
    text = member.definition.description
    description = markdown.escape_cell(text, link_mentions(reference, page, text, member.slot.schema.name))
    sentences = [description, *_describe_constraints(member.definition)]
    return ". ".join(sentence for sentence in sentences if sentence)


def _describe_constraints(slot: SlotDefinition) -> Iterator[str]:
    """Describe what limits the values of a slot further than its range, and its aliases."""
    if slot.equals_string and f"``{slot.equals_string}``" not in str(slot.description):
        yield f"Always {markdown.render_code(slot.equals_string)}"
    if slot.equals_string_in:
        yield f"One of {', '.join(map(markdown.render_code, slot.equals_string_in))}"
    if slot.minimum_value is not None:
        yield f"At least {slot.minimum_value}"
    if slot.maximum_value is not None:
        yield f"At most {slot.maximum_value}"
    if slot.pattern:
        yield f"Matches {markdown.render_code(slot.pattern)}"
    if slot.aliases:
        yield f"Also accepted as {', '.join(map(markdown.render_code, slot.aliases))}"


def render_conversion(reference: Reference, term: Term) -> str:
    """Render where the members of a vendor's class are converted to; empty for a class that is not converted."""
    members = reference.members(term)
    if not _are_converted(reference, members):
        return ""
    rows = ([links.link_member(term, member), _link_targets(reference, term, member)] for member in members)
    return markdown.join_table(["Member", "Converted to"], rows)


def _are_converted(reference: Reference, members: list[Member]) -> bool:
    """Check whether any of the members is converted with a vendor's record."""
    return any(_is_of_job(member) or find_targets(reference, member) for member in members)


def _is_of_job(member: Member) -> bool:
    return "job" in member.owner.definition.annotations


def _link_targets(reference: Reference, page: Term, member: Member) -> str:
    """Link to what a vendor's member is converted to; a member without a slot goes to `extra`."""
    targets = find_targets(reference, member)
    if not targets and _is_of_job(member):
        run = reference.find(reference.schemas[0], "class", "TrainingRun")
        targets = [slot for slot in reference.members(run) if slot.name == "extra"] if run else []
    return ", ".join(links.link_member(page, target) for target in targets)


def render_rules(reference: Reference, term: Term) -> str:
    """Render the rules on a class, of all schemas where several share it; empty if there are none."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for schema in reference.schemas_with(term):
        for rule in _list_rules(schema, term.name):
            names = rows.setdefault(tuple(_render_rule(term, rule)), [])
            names += [schema.name] * (schema.name not in names)
    is_shared = any(names != [term.schema.name] for names in rows.values())
    heads = ["Code", "Severity", "Rule", "Source", *["Schema"] * is_shared]
    return markdown.join_table(heads, ([*cells, *[", ".join(names)] * is_shared] for cells, names in rows.items()))


def _list_rules(schema: Schema, name: str) -> Iterator[tables.Entry]:
    ancestors = schema.view.class_ancestors(name)
    yield from tables.schema_rules(schema, name)
    yield from (rule for rule in schema.rules if rule["class"] in ancestors)
    yield from tables.open_enum_rules(schema, name)


def _render_rule(term: Term, rule: tables.Entry) -> list[str]:
    code = links.link_page(term, f"findings/{rule['code']}.md", rule["code"])
    return [code, rule["severity"], markdown.escape_text(rule["message"]), markdown.escape_text(rule["source"])]


def render_range_uses(uses: Uses, term: Term) -> str:
    """Render the slots whose range is a class, an enumeration or a type, and the classes that have them."""
    rows = [list(_render_use(term, use)) for use in uses.find_uses(term)]
    heads = ["Slot", "In", "Inherited by", "Through"]
    # The last column is for ranges that are broader than the term.
    if not any(row[-1] for row in rows):
        heads = heads[:-1]
    table = markdown.join_table(heads, (row[: len(heads)] for row in rows))
    return markdown.render_details(f"{len(rows)} slots", table) if len(rows) > _LONG else table


def _render_use(page: Term, use: Use) -> Iterator[str]:
    slot = use.slot
    label = slot.member if slot.schema is page.schema else links.name_term(page, slot)
    yield links.link_term(page, slot, markdown.escape_text(label))
    yield ", ".join(_link_owner(page, member) for member in use.members if not member.sources)
    yield ", ".join(_link_owner(page, member) for member in use.members if member.sources)
    yield links.link_term(page, use.through) if use.through else ""


def _link_owner(page: Term, member: Member) -> str:
    return links.link_term(page, member.owner, anchor=links.format_anchor(member.name))


def render_mentions(uses: Uses, term: Term) -> str:
    """Render the elements whose descriptions name a class or an enumeration."""
    terms = links.link_terms(term, uses.mentions(term))
    return f"Named in the description of {terms}." if terms else ""


def render_converted_classes(reference: Reference, uses: Uses, term: Term) -> str:
    """Render the classes of vendors that are converted to a class."""
    owners = (source.owner for member in reference.members(term) for source in uses.sources(member))
    terms = links.link_terms(term, dict.fromkeys(owners))
    return f"Converted from {terms}." if terms else ""


def render_converted_members(uses: Uses, slot: Term) -> str:
    """Render the members of vendors that are converted to a slot."""
    sources = ((member, uses.sources(member)) for member in uses.owners(slot))
    rows = (
        [links.link_member(slot, member), ", ".join(links.link_member(slot, source) for source in members)]
        for member, members in sources
        if members
    )
    return markdown.join_table(["Member", "Converted from"], rows)


def render_diagram(reference: Reference, term: Term) -> str | None:
    """Render the diagram of a class; None where it would have too many boxes to be read."""
    boxes = _name_boxes(_list_boxes(reference, term))
    if len(boxes) >= _TOO_MANY_BOXES:
        return None
    return markdown.render_code_block("mermaid", "\n".join(_draw_boxes(reference, term, boxes)))


def _list_boxes(reference: Reference, term: Term) -> list[Term]:
    """List what a diagram shows: the class, its parents and children, and the ranges of its members but for types."""
    ranges = (range_ for member in reference.members(term) for range_ in list_ranges(reference, member))
    drawn = (range_ for range_ in ranges if range_.kind != "type")
    return list(dict.fromkeys([term, *reference.parents(term), *reference.children(term), *drawn]))


def _name_boxes(terms: list[Term]) -> Boxes:
    """Give each box a name of its own, as mermaid takes names."""
    counts = Counter(term.label for term in terms)
    return {term: f"{term.schema.name}_{term.label}" if counts[term.label] > 1 else term.label for term in terms}


def _draw_boxes(reference: Reference, term: Term, boxes: Boxes) -> Iterator[str]:
    box = boxes[term]
    yield "classDiagram"
    yield f"  class {box}"
    yield _draw_link(term, term, boxes)
    for parent in sorted(reference.parents(term), key=boxes.__getitem__):
        yield f"  {boxes[parent]} <|-- {box}"
        yield _draw_link(term, parent, boxes)
    for child in sorted(reference.children(term), key=boxes.__getitem__):
        yield f"  {box} <|-- {boxes[child]}"
        yield _draw_link(term, child, boxes)
    for member in sorted(reference.members(term), key=lambda member: member.name):
        yield f"  {box} : {member.name}"
        for range_ in list_ranges(reference, member):
            if range_.kind != "type":
                yield f'  {box} --> "{format_cardinality(member.definition)}" {boxes[range_]} : {member.name}'
                yield _draw_link(term, range_, boxes)


def _draw_link(page: Term, term: Term, boxes: Boxes) -> str:
    # On the site, a page is a folder, and its links start inside it.
    target = markdown.relativize_path(page.path, term.path.with_suffix(""))
    return f'  click {boxes[term]} href "../{target}/"'
