"""The index finds what a comparison with every signature finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.many import tries

from dspy_schema import artifacts
from dspy_schema.artifacts import Condition
from dspy_schema.schema import signatures
from dspy_schema.schema.signatures import Signature, SignatureIndex

if TYPE_CHECKING:
    from collections.abc import Mapping

SHIPPED = list(signatures.list_built_in())
NAMES = sorted(
    {condition.member for signature in SHIPPED for condition in signature.conditions}
    | {alias for signature in SHIPPED for alias in list(signature.aliases)[:3]}
)
WORDS = sorted(
    {value for signature in SHIPPED for condition in signature.conditions for value in condition.values or ()}
    | {"grpo:a", "ftjob:b", "ftjob-0123456789abcdef0123456789abcdef", "x.ft-y", "other"}
)
VALUES = st.sampled_from([None, 1, {}, [], *WORDS])


def match_all(record: Mapping[str, Any], all_: list[Signature]) -> list[str]:
    """What the documentation of signatures says, word by word."""
    matches = []
    for signature in all_:
        respelled = {signature.aliases.get(name, name): value for name, value in record.items()}
        if all(is_met(condition, respelled) for condition in signature.conditions):
            matches.append((len(signature.conditions), signature.type))
    most = max(matches, default=(0, ""))[0]
    return list(dict.fromkeys(type_ for number, type_ in matches if number == most))


def is_met(condition: Condition, record: Mapping[str, Any]) -> bool:
    if condition.values is not None:
        return record.get(condition.member) in condition.values
    if condition.pattern is not None:
        value = record.get(condition.member)
        return isinstance(value, str) and bool(re.search(condition.pattern, value))
    return (condition.member in record) is condition.present


@settings(max_examples=tries(3000), deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=8))
def test_the_index_finds_what_a_comparison_with_all_finds(record: dict[str, Any]) -> None:
    assert signatures.match_built_in(record) == match_all(record, SHIPPED)


CONDITIONS = st.one_of(
    st.builds(lambda name, present: Condition(name, present=present), st.sampled_from("abcd"), st.booleans()),
    st.builds(
        lambda name, values: Condition(name, values=tuple(values)),
        st.sampled_from("abcd"),
        st.lists(st.sampled_from("xyz"), min_size=1, max_size=2),
    ),
    st.builds(lambda name: Condition(name, pattern="^[xy]"), st.sampled_from("abcd")),
)
ANY_SIGNATURES = st.lists(
    st.builds(
        lambda type_, conditions: Signature(type_, [Condition("a", present=True), *conditions], {"A": "a", "B": "b"}),
        st.sampled_from("TUVW"),
        st.lists(CONDITIONS, max_size=3),
    ),
    max_size=12,
)


@settings(max_examples=tries(1500), deadline=None)
@given(ANY_SIGNATURES, st.dictionaries(st.sampled_from("abcdAB"), st.sampled_from([None, "x", "y", "z", 1])))
def test_any_signatures(all_: list[Signature], record: dict[str, Any]) -> None:
    assert SignatureIndex(all_).match(record) == match_all(record, all_)


def test_members_are_decoded_only_where_they_can_name_a_type() -> None:
    text = b'{"object": "fine_tuning.job", "id": 1, "data": ["x"]}'
    values = signatures.decode_type_values(artifacts.msgspec.json.decode(text, type=dict[str, artifacts.msgspec.Raw]))
    assert values == {"object": "fine_tuning.job", "id": None, "data": None}
