"""The same selection gives the same numbers wherever they stand."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_osai import charts
from mkdocs_osai.charts.shapes import Bar, Text, Wedge
from mkdocs_osai.cli import main
from mkdocs_osai.history import load
from mkdocs_osai.macros import Figure
from mkdocs_osai.stats import percent
from tests.builders import a_file

ORIGINS = ["China", "France", "Peru", "Spain", "Chile", "Kenya", "Japan", "International", None]
A_MODEL = st.fixed_dictionaries(
    {
        "origin": st.sampled_from(ORIGINS),
        "performanceclass": st.sampled_from(["latest", "full"]),
        "type": st.sampled_from(["text", "video"]),
    }
)


@settings(max_examples=25)
@given(models=st.lists(A_MODEL, min_size=1, max_size=25), latest=st.booleans())
def test_chart_alt_table_csv_json_command_and_notebook_say_the_same(
    models: list[dict[str, str | None]], *, latest: bool
) -> None:
    with TemporaryDirectory() as name:
        for i, values in enumerate(models):
            (Path(name) / f"m{i}.yaml").write_text(a_file(**values), "utf-8")
        index = load(name)
        tally = index.tally("national_origins", latest=latest)
        command = ["stats", "national_origins", "--models", name, "--format", "json"]
        told = CliRunner().invoke(main, [*command, "--latest" if latest else "--no-latest"])

    # Counted by hand, from what was written.
    asked = [m for m in models if (m["performanceclass"] == "latest") is latest]
    expected = {o: sum(m["origin"] == o for m in asked) for o in ORIGINS if o}
    expected = {origin: count for origin, count in expected.items() if count}
    n = sum(expected.values())

    assert {c.name: c.count for c in tally.categories} == expected
    assert json.loads(told.stdout) == tally.to_dict()
    assert tally.to_dict()["n"] == n
    assert tally.to_dict()["unsorted"] == len(asked) - n
    assert tally.frame()["count"].to_dict() == expected
    rows = list(csv.DictReader(io.StringIO(tally.to_csv())))
    assert {row["category"]: int(row["count"]) for row in rows} == expected
    assert {row[0]: int(row[1]) for row in tally.table.rows} == expected
    for origin, count in expected.items():
        assert str(index.count("national_origins", origin, latest=latest)) == str(count)
    if not n:
        return

    for kind in ("pie", "bar"):
        shown = charts.prepare(kind, tally)
        drawing = charts.draw(kind, tally)
        alt = Figure(kind, tally, index.about).alternative
        drawn = " ".join(shape.text for shape in drawing.shapes if isinstance(shape, Text))
        for category in shown.categories:
            said = f"{category.name} {percent(category.share)} ({category.count})"
            assert said in alt
            assert category.percent in drawn
        for origin, count in expected.items():
            assert re.search(rf"{origin} (\S+ \()?{count}\b", alt)
        sizes = [
            shape.end - shape.start if isinstance(shape, Wedge) else shape.width
            for shape in drawing.shapes
            if isinstance(shape, Wedge | Bar)
        ]
        whole = max(sizes) / max(c.count for c in shown.categories)
        for size, category in zip(sizes, shown.categories, strict=True):
            assert abs(size / whole - category.count) < 1e-6 * n or size == 1
