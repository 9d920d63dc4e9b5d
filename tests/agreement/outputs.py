"""All outputs of a figure, and helpers to compare them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mkdocs_osai.index.criteria import BUILT_IN
from tests.agreement.reading import Mark, squeezed

Json = Mapping[str, Any]
MARKS = {"open": "●", "partial": "◐", "closed": "○"}
"""The mark of a class, which figures have in front of its name."""

GRADED = frozenset(c.ref for c in BUILT_IN) | {"licenses_class"} - {"licenses"}
"""The dimensions whose categories are classes."""


@dataclass(frozen=True)
class Outputs:
    """All outputs of a figure.

    Attributes:
        json: the numbers as plain values.
        csv: the rows of the CSV.
        frame: the DataFrame.
        header, rows: the table below the figure.
        sentence: the numbers of the alt text.
        marks: the texts and shapes of the figure.
    """

    json: Json
    csv: list[dict[str, str]]
    frame: pd.DataFrame
    header: list[str]
    rows: list[list[str]]
    sentence: str
    marks: list[Mark]


def near(one: float, other: float, by: float = 1e-9) -> bool:
    return math.isclose(one, other, rel_tol=by, abs_tol=by)


def on_chart(one: Json, *, marked: bool = False) -> str:
    """The name of a category in a figure, without spaces; a class may have its mark."""
    name = str(one["name"])
    if one.get("joined"):
        name += f"({len(one['joined'])})"
    return squeezed(f"{MARKS.get(name, '') if marked else ''}{name}")


def parts_of(one: Json) -> list[Json]:
    return [*one.get("joined", ())] or [one]


def named(found: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    """Categories with their names in tables; an `Other` is followed by those it joins."""
    for one in found:
        yield one["name"], one
        for part in one.get("joined", ()):
            yield f"{one['name']}: {part['name']}", part


def names_joined(sentence: str, found: Iterable[Json]) -> None:
    """The alt text says how many categories an `Other` joins, and which."""
    for one in found:
        if parts := one.get("joined"):
            _, joins, names = sentence.partition(f"{one['name']} joins {len(parts)} categories: ")
            assert joins, (one["name"], sentence)
            assert all(part["name"] in names for part in parts), sentence


def cell(value: object) -> str:
    """A number in CSV."""
    return "" if value is None else str(value)


def in_time(places: list[float], spans: list[str]) -> None:
    """Places are as far apart as their spans of time."""
    numbers = [number_of_span(span) for span in spans]
    if len(set(numbers)) < 2:
        return
    unit = (places[-1] - places[0]) / (numbers[-1] - numbers[0])
    assert unit > 0, spans
    for place, number in zip(places, numbers, strict=True):
        assert abs(place - places[0] - unit * (number - numbers[0])) < 0.1, spans


def number_of_span(span: str) -> int:
    year, rest = int(span[:4]), span[4:]
    if not rest:
        return year
    return 4 * year + int(rest[-1]) if "Q" in rest else 12 * year + int(rest[1:])
