"""Unusual indexes and unusual calls for each kind of figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from mkdocs_osai.index import TYPES, Model
from mkdocs_osai.stats import Index
from tests.agreement.worlds import (
    CLASSES,
    COMPUTE,
    CONTRIBUTORS,
    GRADED,
    MANY,
    ORIGINS,
    RELEASED,
    Call,
    an_index,
    base_of,
)
from tests.builders import a_model

DIMENSIONS = ("national_origins", "types", "regions", "performance_classes", "release_quarters")
_TYPES = (("text",), ("text", "code"), ("image", "video"), ("audio",), TYPES, ())


def _models(origins: tuple[str | None, ...], count: int, **changes: Any) -> list[Model]:
    """Models of all kinds in turn, each with `changes`."""
    return [
        a_model(
            f"m{i:02}",
            **{
                "origin": origins[i % len(origins)],
                "contributor": CONTRIBUTORS[i % len(CONTRIBUTORS)],
                "performance_class": ("full", "latest", None, "latest")[i % 4],
                "types": _TYPES[i % len(_TYPES)],
                "released": RELEASED[i % len(RELEASED)],
                "base_model": base_of(i),
                "compute_base": COMPUTE[-1 - i % len(COMPUTE)],
                "classes": {ref: CLASSES[(i + j) % 4] for j, ref in enumerate(GRADED)},
                **changes,
            },
        )
        for i in range(count)
    ]


INDEXES: Mapping[str, Index] = {
    "some": an_index(_models((*ORIGINS[:5], None, "Undisclosed", "China", "China", "France"), 23)),
    "odd names": an_index(_models(ORIGINS, 2 * len(ORIGINS))),
    "sixty categories": an_index(_models(MANY, 60)),
    "ties": an_index(_models(MANY[:8], 16)),
    "one category": an_index(_models(("China",), 6, types=("text",), released="2024-07")),
    "one model": an_index(_models(("China",), 1)),
    "undisclosed": an_index(_models(("Undisclosed", None), 5)),
    "without a type": an_index(_models(("China", "France"), 5, types=())),
    "untagged": an_index(_models((None,), 4, contributor=None, types=(), released=None)),
    "empty": an_index([]),
}
WORDS: tuple[dict[str, Any], ...] = (
    {"top": 1},
    {"top": 2, "other": "Rest"},
    {"latest": True, "title": "A title"},
    {"exclude": {"type": "text"}},
    {"as_of": "2025-06-17"},
    {"min_score": 0.9, "until": "2023"},
)
ARRANGED: Mapping[str, tuple[dict[str, Any], ...]] = {
    "national_origins": ({"groups": {"EU": ["France"]}}, {"order": ["France"], "top": 2}),
    "types": ({"groups": {"To see": ["image", "video"]}, "top": 1}, {"order": ["video"]}),
    "release_quarters": ({"order": ["2024 Q1", "2023 Q2"]},),
}


def odd_calls(macro: str) -> Iterator[tuple[str, Index, Call]]:
    """Each unusual index with each dimension, and the largest one with all unusual arguments."""
    for (name, index), dimension in product(INDEXES.items(), DIMENSIONS):
        rich = name in ("some", "odd names")
        more = (*WORDS, *ARRANGED.get(dimension, ())) if rich else WORDS[:1]
        for words in ({}, *more):
            yield from ((name, index, call) for call in _of(macro, dimension, words))


_PLACES = {
    "scatter": (("release_date", "openness"), ("compute_base", "openness")),
    "thresholds": (("compute_base",),),
    "lineage": (("Llama",),),
}
"""Macro → the arguments of its calls."""


def _of(macro: str, dimension: str, words: dict[str, Any]) -> Iterator[Call]:
    """The calls of a macro about a dimension."""
    told = tuple(words.items())
    without_other = tuple((word, value) for word, value in told if word != "other")
    chosen = tuple((w, v) for w, v in told if w not in ("top", "other", "groups", "order"))
    if macro in ("ranking", "timeline", "lineage", "matrix"):
        if dimension == DIMENSIONS[0]:
            yield Call(macro, _PLACES.get(macro, ((),))[0], chosen)
            yield from [Call(macro, (), (*chosen, ("top", 2)))] * (macro in ("ranking", "matrix"))
    elif macro in ("scatter", "thresholds"):
        both = (*without_other, ("by", dimension)), chosen
        yield from (Call(macro, places, one) for places in _PLACES[macro] for one in both)
    elif macro == "stacked":
        for by in ("academic", "weights_basemodel", "national_origins"):
            if by != dimension:
                measure = ("measure", "share" if by == "academic" else "models")
                yield Call(macro, (dimension, by), (*told, measure))
    elif macro == "line":
        lines = (*without_other, ("by", dimension))
        yield Call(macro, ("quarter",), (*lines, ("cumulative", True)))
        yield Call(macro, ("quarter",), (*lines, ("over", "history")))
        yield Call(macro, ("year",), (("measure", "openness"), *chosen))
    elif macro == "heatmap":
        yield Call(macro, (dimension,), without_other)
        yield Call(macro, (), (*chosen, ("top", 3)))
    else:
        if macro == "change":
            told = (*told, ("since", "2025-06-17"))
        yield Call(macro, (dimension,), told)
