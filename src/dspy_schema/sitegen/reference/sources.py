"""A term in LinkML's own words, as gen-doc shows it."""

from __future__ import annotations

from copy import copy, deepcopy
from functools import cache
from typing import TYPE_CHECKING

from linkml_runtime.dumpers import yaml_dumper

if TYPE_CHECKING:
    from linkml_runtime.linkml_model.meta import SlotDefinition

    from dspy_schema.sitegen.reference.terms import Member, Term

# What gen-doc writes for a slot without one.
_RANK = 1000


@cache
def direct(term: Term) -> str:
    """What the schema states of the term itself, as YAML."""
    if term.kind == "slot":
        in_no_class = term.schema.view.get_slot(term.name, attributes=False)
        return attribute(term.schema.view.induced_slot(term.name) if in_no_class else term.definition)
    text: str = yaml_dumper.dumps(term.definition)
    return text


def induced(term: Term, members: list[Member]) -> str:
    """A class with all that it inherits, as YAML."""
    whole = deepcopy(term.definition)
    own = {each.definition.name: each.definition for each in members}
    for name in term.schema.view.class_slots(term.name):
        whole.attributes[name] = _ranked(own[name])
    whole.slots = []
    text: str = yaml_dumper.dumps(whole)
    return text


def attribute(slot: SlotDefinition) -> str:
    """A slot as YAML."""
    text: str = yaml_dumper.dumps(_ranked(slot))
    return text


def _ranked(slot: SlotDefinition) -> SlotDefinition:
    ranked = copy(slot)
    ranked.rank = _RANK if slot.rank is None else slot.rank
    return ranked
