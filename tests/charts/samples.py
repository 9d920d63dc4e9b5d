"""Sample data for each kind of chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

from mkdocs_osai.index import Criteria, Criterion, IndexInfo
from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.stats import Dimension, Index, Result
from mkdocs_osai.stats.over_time import history_series, share_change
from tests.builders import a_model, an_index


def earlier(index: Index, part: float = 0.6, criteria: Criteria | None = None) -> Index:
    """An earlier version of an index: with some of its models, and optionally other criteria."""
    models = index.models[: max(1, round(part * len(index)))]
    about = IndexInfo(date=dt.date(2025, 6, 17))
    graded = criteria or index.criteria
    return Index(replace(index.snapshot, models=models, about=about, criteria=graded), other=index)


def history(index: Index) -> list[tuple[str, Index]]:
    """The history of an index over five quarters, with two more criteria in the first two."""
    more = Criteria((*index.criteria, *(Criterion(ref, ref, "All") for ref in ("x", "y"))))
    parts = {"2025 Q1": 0.2, "2025 Q2": 0.5, "2025 Q3": 0.6, "2026 Q1": 0.9}
    states = [
        (span, earlier(index, part, more if part <= 0.5 else None)) for span, part in parts.items()
    ]
    return [*states, ("2026 Q2", index)]


def lineage_of(index: Index) -> Result:
    """The tree of Llama, if the first models stand on three of its lines in turn."""
    bases = ("Llama-2-7B", "CodeLlama-7B", "Llama-3.1-8B")
    models = tuple(replace(m, base_model=bases[i % 3]) for i, m in enumerate(index.models[:40]))
    return Index(replace(index.snapshot, models=models)).lineage_tree("Llama")


COMPUTE = [
    read_compute(text)
    for text in ("~4e+23 FLOP +- 0.5 OoM", ">= 1e+22 FLOP", "unknown (~1e23?)", "6.7e+24 FLOP", "-")
]
"""Training compute of each state, in turn."""

DATA_OF_KIND: dict[str, Callable[[Index], Result]] = {
    "bar": lambda index: index.tally("national_origins"),
    "pie": lambda index: index.tally("national_origins"),
    "stacked": lambda index: index.cross("national_origins", "organizations"),
    "line": lambda index: index.series("quarter", by="national_origins", cumulative=True),
    "heatmap": lambda index: index.grid("national_origins", top=8),
    "scatter": lambda index: index.scatter("release_date", "openness", by="national_origins"),
    "timeline": lambda index: index.timeline(models=[m.id for m in index.models[:40]]),
    "thresholds": lambda index: index.thresholds(by="national_origins", top=8),
    "ranking": lambda index: index.ranking(),
    "lineage": lineage_of,
    "matrix": lambda index: index.definition_matrix(top=20),
    "change": lambda index: share_change(earlier(index), index, "national_origins"),
}
"""Kind of chart → its data about national origins."""


def sample(kind: str, counts: dict[str, int]) -> Result:
    """The data of a kind of chart, for an index with these numbers of models by origin."""
    return DATA_OF_KIND[kind](an_index_of(counts))


def an_index_of(counts: dict[str, int]) -> Index:
    """An index with these numbers of models by origin; organisations have the same names."""
    names = [name for name, count in counts.items() for _ in range(count)]
    return an_index(
        *(
            a_model(
                f"m{i}",
                name=name,
                origin=name,
                organization=names[-1 - i],
                compute_base=COMPUTE[i % len(COMPUTE)],
                released=f"{2020 + i % 5}-{1 + 5 * i % 12:02}",
            )
            for i, name in enumerate(names)
        )
    )


def figures_of_all_dimensions(kind: str, index: Index) -> Iterator[Result]:
    """Figures of a kind, at least one for each dimension."""
    for name, dimension in index.registry.items():
        top = None if dimension.chronological or kind == "pie" else 12
        if kind == "bar" or (kind == "pie" and not dimension.multiple):
            yield index.tally(name, top=top)
        elif kind == "stacked":
            for by in ("regions", "weights_endmodel"):
                if by != name:
                    yield index.cross(name, by, top=top)
                    yield index.cross(name, by, top=top, measure="share")
        elif kind == "line" and not dimension.chronological:
            yield index.series("year", by=name, measure="openness")
            yield index.series("month", by=name, cumulative=True)
            yield history_series(history(index), "quarter", by=name, measure="openness")
            yield history_series(history(index), "quarter", by=name, measure="share")
        elif kind == "heatmap":
            yield index.grid(name, top=top)
        elif kind in _OTHERS:
            yield from _OTHERS[kind](index, dimension)
        elif kind not in ("pie", "stacked", "line"):
            yield DATA_OF_KIND[kind](index)


def _scatters(index: Index, dimension: Dimension) -> Iterator[Result]:
    by = None if dimension.multiple else dimension.name
    yield index.scatter("openness", "release_date", by=by, top=5 if by else None)
    yield index.scatter("release_date", "openness", by=by, latest=True)
    yield index.scatter("release_date", "compute_base", by=by)
    yield index.scatter("compute_base", "openness", by=by)


def _thresholds(index: Index, dimension: Dimension) -> Iterator[Result]:
    yield index.thresholds(by=dimension.name, top=None if dimension.chronological else 9)
    yield index.thresholds("compute_total", by=dimension.name, above="systemic_risk")


def _changes(index: Index, dimension: Dimension) -> Iterator[Result]:
    yield share_change(earlier(index), index, dimension.name)


_OTHERS: dict[str, Callable[[Index, Dimension], Iterator[Result]]] = {
    "scatter": _scatters,
    "change": _changes,
    "thresholds": _thresholds,
}
