"""Rows are compared by what they are about, whichever order, lines and prefixes they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.many import tries

from dspy_schema.mappings import sssom
from dspy_schema.mappings.comparison import compare_sets

if TYPE_CHECKING:
    from random import Random

HEAD = "#curie_map:\n#  dspy: https://w3id.org/lmodel/dspy/\n#  {}: https://w3id.org/lmodel/dpv/ai/\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\tpredicate_modifier\n"
Row = tuple[str, str, str]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["dspy:A", "dspy:B"]),
        st.sampled_from(["skos:exactMatch", "skos:closeMatch", "skos:relatedMatch"]),
        st.sampled_from(["0.1", "0.9"]),
    ),
    max_size=6,
)


def read(rows: list[Row], prefix: str = "ai", modifier: str = "") -> list[sssom.MappingSet]:
    lines = [
        f"{subject}\t{predicate}\t{prefix}:T\tsemapv:MappingReview\t{sure}\t{modifier}\n"
        for subject, predicate, sure in rows
    ]
    return [sssom.read_mapping_set((HEAD.format(prefix) + COLUMNS + "".join(lines)).encode(), "dspy-ai.sssom.tsv")]


@settings(max_examples=tries(50), deadline=None)
@given(ROWS, st.randoms())
def test_the_order_of_rows_and_the_names_of_prefixes_do_not_matter(rows: list[Row], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    found = compare_sets(read(rows), read(shuffled, "other"))
    assert (found.added, found.removed, found.changed, found.same) == ([], [], [], len(rows))


@settings(max_examples=tries(50), deadline=None)
@given(ROWS, ROWS)
def test_every_row_is_counted_once_on_its_side(old: list[Row], new: list[Row]) -> None:
    found = compare_sets(read(old), read(new))
    both = found.same + len(found.changed)
    assert (len(found.removed) + both, len(found.added) + both) == (len(old), len(new))
    # The same is found in the other direction.
    back = compare_sets(read(new), read(old))
    assert (len(back.added), len(back.removed), back.same) == (len(found.removed), len(found.added), found.same)


def test_another_predicate_and_a_denial_are_changes() -> None:
    old = read([("dspy:A", "skos:closeMatch", "0.9")])
    (change,) = compare_sets(old, read([("dspy:A", "skos:exactMatch", "0.9")])).changed
    assert change.changes == {"predicate": ("skos:closeMatch", "skos:exactMatch")}
    (change,) = compare_sets(old, read([("dspy:A", "skos:closeMatch", "0.9")], modifier="Not")).changed
    assert change.changes == {"predicate_modifier": ("", "Not")}


def test_of_several_rows_of_a_pair_those_with_one_predicate_are_compared() -> None:
    old = [("dspy:A", "skos:closeMatch", "0.9"), ("dspy:A", "skos:relatedMatch", "0.9")]
    new = [("dspy:A", "skos:relatedMatch", "0.1"), ("dspy:A", "skos:closeMatch", "0.9")]
    found = compare_sets(read(old), read(new))
    assert (found.same, [change.changes for change in found.changed]) == (1, [{"confidence": (0.9, 0.1)}])
