"""Colours of categories that stand in one picture without a name beside each."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_osai.charts.theme import HUES
from mkdocs_osai.stats import Category, Tally
from mkdocs_osai.stats.dimensions.dimension import OTHER, UNDISCLOSED

MOST = len(HUES) + 1
"""Categories that colours can tell apart: one for each hue, and grey."""


def apart(tally: Tally) -> Tally:
    """The tally with no two categories of one colour, if it has `MOST` at most.

    A category keeps the hue it has on every chart; those that have none borrow the free ones. Grey
    stays with `Other`, else with `Undisclosed`, else with the last of them.
    """
    own: dict[str, Category] = {}
    for category in tally.categories:
        if category.color:
            own.setdefault(category.color, category)
    keeping = {category.name for category in own.values()}
    without = [c for c in tally.categories if c.name not in keeping]
    without.sort(key=lambda c: (c.name == OTHER or bool(c.joined), c.name == UNDISCLOSED))
    free = (hue for hue in HUES if hue not in own)
    borrowed = {c.name: hue for c, hue in zip(without[:-1], free, strict=False)}
    colored = (
        c if c.name in keeping else replace(c, color=borrowed.get(c.name)) for c in tally.categories
    )
    return replace(tally, categories=tuple(colored))
