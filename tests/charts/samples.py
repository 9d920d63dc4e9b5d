"""Something to draw for each kind of chart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mkdocs_osai.stats import Index, Shown
from tests.builders import a_model, an_index

FIRST: dict[str, Callable[[Index], Shown]] = {
    "bar": lambda index: index.tally("national_origins"),
    "pie": lambda index: index.tally("national_origins"),
    "stacked": lambda index: index.cross("national_origins", "organizations"),
    "line": lambda index: index.series("quarter", by="national_origins", cumulative=True),
    "heatmap": lambda index: index.grid("national_origins", top=8),
    "timeline": lambda index: index.timeline(models=[m.id for m in index.models[:40]]),
    "ranking": lambda index: index.ranking(),
}
"""What a kind shows of national origins."""


def sample(kind: str, counts: dict[str, int]) -> Shown:
    """What a kind shows of an index with so many models of each origin."""
    return FIRST[kind](an_index_of(counts))


def an_index_of(counts: dict[str, int]) -> Index:
    """An index with so many models of each origin, by organisations of the same names."""
    names = [name for name, count in counts.items() for _ in range(count)]
    return an_index(
        *(
            a_model(
                f"m{i}",
                name=name,
                origin=name,
                organization=names[-1 - i],
                released=f"{2020 + i % 5}-{1 + 5 * i % 12:02}",
            )
            for i, name in enumerate(names)
        )
    )


def everything(kind: str, index: Index) -> Iterator[Shown]:
    """Many figures of a kind, one for each dimension at least."""
    for name, dimension in index.registry.items():
        top = None if dimension.chronological else 12
        if kind == "bar" or (kind == "pie" and not dimension.multiple):
            yield index.tally(name, top=top)
        elif kind == "stacked":
            for by in ("regions", "weights_endmodel"):
                if by != name:
                    yield index.cross(name, by, top=top)
                    yield index.cross(name, by, top=top, normalize=True)
        elif kind == "line" and not dimension.chronological:
            yield index.series("year", by=name, measure="openness")
            yield index.series("month", by=name, cumulative=True)
        elif kind == "heatmap":
            yield index.grid(name, top=top)
        elif kind not in ("pie", "stacked", "line"):
            yield FIRST[kind](index)
