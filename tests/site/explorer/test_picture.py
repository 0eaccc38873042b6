"""The picture is calm, and stays smooth."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tests.site.explorer.seen import NO_TERM, RELATIONS, opened, rows
from tests.site.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


def test_the_picture_is_calm(explorer: Page) -> None:
    """Far fewer lines cross than in the order of the files, the same ones each time, and no names overlap."""
    places = "() => [...document.querySelectorAll('.explorer-node')].map((each) => [each.dataset.key, each.style.top])"
    first = explorer.evaluate(places)
    opened(explorer)
    assert explorer.evaluate(places) == first
    heights = {key: float(top.removesuffix("px")) for key, top in first}
    for column in explorer.locator(".explorer-column").all():
        side = [str(item.get_attribute("data-key")) for item in column.locator(".explorer-node").all()]
        steps = [heights[below] - heights[above] for above, below in itertools.pairwise(side)]
        assert min(steps) >= 27.9
    lines = {(row["subject_id"], row["object_id"]) for row in rows() if NO_TERM not in row.values()}
    in_file = {key: at for at, key in enumerate(dict.fromkeys(key for line in sorted(lines) for key in line))}
    assert _crossings(lines, heights) * 6 < _crossings(lines, in_file)


def _crossings(lines: set[tuple[str, str]], places: dict[str, float]) -> int:
    ends = sorted((places[left], places[right]) for left, right in lines)
    return sum(a[0] < b[0] and a[1] > b[1] for at, a in enumerate(ends) for b in ends[at + 1 :])


def test_a_thousand_rows_stay_smooth(given: Callable[..., Page]) -> None:
    """The browser's work until it has shown what a key did."""
    relations = list(RELATIONS)
    many = [
        {"subject_id": f"dspy:E{at % 180}", "predicate_id": relations[at % 5], "object_id": f"x:T{at * 7 % 400}"}
        for at in range(1000)
    ]
    page = given(many)
    with Work(page) as work:
        page.evaluate(
            """async () => {
                const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
                const search = document.getElementById("explorer-search");
                for (const text of ["e", "e1", "", "t", ""]) {
                    search.value = text;
                    search.dispatchEvent(new Event("input"));
                    await frame();
                    await frame();
                }
            }"""
        )
    assert 0 < work.seconds / 5 < 1
