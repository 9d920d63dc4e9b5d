"""A chart shows the number of categories that `top` asks for, or it is an error."""

from __future__ import annotations

import pytest

from mkdocs_osai import charts
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index, Tally, TimeSeries
from mkdocs_osai.stats.over_time import share_change
from mkdocs_osai.stats.results.share_change import ShareChange
from tests.builders import a_model, an_index

NAMES = [f"Land {letter}" for letter in "ABCDEFGHIJKLMNOPQRS"]


@pytest.fixture
def index() -> Index:
    return an_index(
        *(a_model(f"{name}{i}", origin=name) for k, name in enumerate(NAMES) for i in range(19 - k))
    )


@pytest.mark.parametrize("top", [1, 2, 5])
def test_a_pie_shows_as_many_as_it_is_asked_for(index: Index, top: int) -> None:
    shown = charts.prepare("pie", index.tally("national_origins", top=top))

    assert [c.name for c in shown.categories] == [*NAMES[:top], "Other"]


@pytest.mark.parametrize(
    ("top", "slices"), [(6, "7 slices with Other"), (17, "18 slices with Other"), (18, "19 slices")]
)
def test_a_pie_of_more_slices_than_it_shows_is_an_error(
    index: Index, top: int, slices: str
) -> None:
    with pytest.raises(AuthorError) as caught:
        charts.prepare("pie", index.tally("national_origins", top=top))
    assert str(caught.value) == (
        f"top={top} makes {slices}, and the chart shows 6; "
        f"write top=5, or use osai.bar('national_origins', top={top})"
    )


def test_too_many_lines_or_changes_are_an_error(index: Index) -> None:
    with pytest.raises(AuthorError, match=r"top=6 makes 7 lines with Other, .* 6; write top=5$"):
        charts.prepare("line", index.series("year", by="national_origins", top=6))
    with pytest.raises(AuthorError, match=r"top=12 makes 13 rows with Other, .* 12; write top=11$"):
        charts.prepare("change", share_change(index, index, "national_origins", top=12))


def test_a_top_that_fits_is_no_error(index: Index) -> None:
    few = index.tally("national_origins", top=50, origin=NAMES[:6])

    assert [c.name for c in charts.prepare("pie", few).categories] == NAMES[:6]


def test_without_a_top_a_chart_joins_the_rest_under_the_given_name(index: Index) -> None:
    shown: list[Tally] = [
        charts.prepare("pie", index.tally("national_origins", other="All others")),
        charts.prepare("bar", index.tally("national_origins", top=3, other="All others")),
        charts.prepare(
            "change", share_change(index, index, "national_origins", other="All others")
        ).after,
    ]

    assert [tally.categories[-1].name for tally in shown] == ["All others"] * 3
    assert "All others" in shown[0].sentence


def test_a_pie_keeps_the_order_of_its_author(index: Index) -> None:
    order = ["Land C", "Land A"]
    shown = charts.prepare("pie", index.tally("national_origins", top=3, order=order))

    assert [c.name for c in shown.categories] == ["Land C", "Land A", "Land B", "Other"]


def test_a_time_series_keeps_its_numbers(index: Index) -> None:
    series: TimeSeries = charts.prepare("line", index.series("year", by="national_origins", top=5))
    changed: ShareChange = charts.prepare(
        "change", share_change(index, index, "national_origins", top=11)
    )

    assert len(series.lines.categories) == 6
    assert len(changed.categories) == 12
