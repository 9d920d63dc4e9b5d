"""`osai chart`: a figure as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, cast

import click

from mkdocs_osai import charts
from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.cli.options import CommandWithOldOptions, grouping, joined, selecting, selection
from mkdocs_osai.cli.output import report, write
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.over_history import line_over_history
from mkdocs_osai.problems import AuthorError, OsaiError, UnknownName, quote
from mkdocs_osai.sanitize import terminal_line
from mkdocs_osai.stats import Result
from mkdocs_osai.stats.over_time import share_change
from mkdocs_osai.stats.results.release_series import UNITS

_GROUPING = frozenset(("top", "other", "groups", "order"))


class ChartQuery(NamedTuple):
    """How a kind of chart queries the index.

    Attributes:
        method: the method of the index; `change` compares two versions of it.
        needs: the required options.
        takes: the other options, apart from a selection.
    """

    method: str
    needs: tuple[str, ...] = ()
    takes: frozenset[str] = frozenset()


_OF_DIMENSION = ChartQuery("tally", ("dimension",), _GROUPING)

QUERIES = {
    "stacked": ChartQuery("cross", ("dimension", "by"), _GROUPING | {"measure"}),
    "line": ChartQuery(
        "series",
        (),
        _GROUPING - {"other"} | {"unit", "by", "over", "measure", "cumulative", "constant"},
    ),
    "change": ChartQuery("change", ("dimension", "start"), _GROUPING),
    "heatmap": ChartQuery("grid", (), _GROUPING - {"other"} | {"dimension"}),
    "scatter": ChartQuery("scatter", ("x", "y"), _GROUPING - {"other"} | {"by"}),
    "thresholds": ChartQuery("thresholds", (), _GROUPING | {"dimension", "by", "above"}),
    "lineage": ChartQuery("lineage_tree", ("family",)),
    "matrix": ChartQuery("definition_matrix", (), frozenset(("top", "definitions"))),
    "timeline": ChartQuery("timeline"),
    "ranking": ChartQuery("ranking", (), frozenset(("top", "least_open"))),
}
"""Kind of chart → its query; other kinds show the tally of a dimension."""


@click.command(
    cls=CommandWithOldOptions,
    old_options={"--most": ("--top", None), "--normalize": ("--measure", "share")},
)
@click.argument("kind")
@click.argument("dimension", required=False)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(path_type=Path),
    help="The file to write, in place of FILE.",
)
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="The background of the page.",
)
@click.option("--x", metavar="AXIS", help="scatter: release_date, openness or compute_base.")
@click.option("--y", metavar="AXIS", help="scatter: the vertical axis, another one.")
@click.option("--family", help="lineage: a family of base models, such as Llama.")
@click.option("--definition", "definitions", multiple=True, help="matrix: one of the columns.")
@click.option("--by", metavar="DIMENSION", help="Split or colour by another dimension.")
@click.option("--above", metavar="FLOP", help="thresholds: one of them, such as 1e23 or gpai.")
@click.option("--unit", help="line: the time between two points: month, quarter or year.")
@click.option(
    "--over",
    type=click.Choice(["release", "history"]),
    help="line: the release dates of models, or the history of the index in git.",
)
@click.option(
    "--measure",
    help="stacked, line: counts of models, or the share of each category; line also openness.",
)
@click.option("--from", "start", metavar="MOMENT", help="change: the first day, tag or commit.")
@click.option("--cumulative", is_flag=True, help="line: all models released up to then.")
@click.option("--constant", is_flag=True, help="line: also the same models on the same criteria.")
@click.option("--least-open", is_flag=True, help="ranking: the least open models first.")
@grouping
@selecting
def chart(kind: str, dimension: str | None, theme: str, folder: Path, **options: Any) -> None:
    """Draw a chart: a KIND such as pie or bar, of a DIMENSION such as national_origins.

    FILE is the file to write, .svg or .png; an existing file is replaced. A line is over a unit of
    time, or has a line for each category of a dimension.

    Example: osai chart pie national_origins origins.svg --latest --theme dark
    """
    if kind not in charts.KINDS:
        raise UnknownName("kind of chart", kind, charts.KINDS)
    dimension, out = _places(kind, dimension, options.pop("file"), options.pop("out"))
    if kind == "line" and dimension is not None:
        word = "unit" if dimension in UNITS else "by"
        if options[word] not in (None, dimension):
            option = f"{_option(word)} {options[word]}"
            what = f"{word} is given twice, as {quote(dimension)} and as {option}"
            raise AuthorError(what, "keep one of them")
        options[word], dimension = dimension, None
    versions, as_of = IndexVersions(folder), options.pop("as_of")
    index = versions.at(as_of)
    report(index.problems)
    selected: dict[str, Any] = selection(index, options)
    options.update(joined(options), dimension=dimension)
    given = {word: value for word, value in options.items() if value not in (None, False, ())}
    data = charts.prepare(kind, query(versions, as_of, kind, given, selected))
    drawing = charts.draw(kind, data)
    colors = cast("Theme", theme)
    if out.suffix.lower() == PNG:
        image = drawing.png(colors)
    else:
        image = drawing.svg(colors, data.caption(), index.about, data.sentence).encode()
    write(out, image)
    click.echo(terminal_line(f"{out}: {charts.KINDS[kind]}: {data.caption()}"))


PNG = ".png"
IMAGES = (".svg", PNG)


def _places(
    kind: str, dimension: str | None, file: Path | None, out: Path | None
) -> tuple[str | None, Path]:
    """The dimension and the file to write, wherever the file is named."""
    if file is None and dimension is not None and Path(dimension).suffix.lower() in IMAGES:
        file, dimension = Path(dimension), None
    if file is not None and out is not None:
        what = f"two files are named, {quote(file)} and {quote(out)}"
        raise OsaiError(what, "keep one of them")
    out = file or out
    if out is None:
        raise OsaiError("no file to write is named", f"end the command with one: {kind}.svg")
    if out.suffix.lower() not in IMAGES:
        raise OsaiError(f"{quote(out)} is not the name of an image", "end it in .svg or .png")
    return dimension, out


def query(
    versions: IndexVersions,
    as_of: str | None,
    kind: str,
    given: dict[str, Any],
    selected: dict[str, Any],
) -> Result:
    """The numbers of a kind of chart.

    Args:
        versions: the states of the index.
        as_of: the state to query; None for the present.
        kind: the kind of chart.
        given: the options, apart from the selection.
        selected: the selection.

    Raises:
        AuthorError: a required option is missing, or one does not apply to the kind.
    """
    chart_query = QUERIES.get(kind, _OF_DIMENSION)
    for word in chart_query.needs:
        if word not in given:
            raise AuthorError(f"{kind} needs {_option(word)}", f"see osai chart {kind} --help")
    known = {*chart_query.needs, *chart_query.takes}
    for word in given:
        if word not in known:
            what = f"{kind} does not accept {_option(word)}"
            others = ", ".join(_option(w) for w in sorted(known))
            raise AuthorError(what, f"apart from a selection it accepts {others}")
    needed = [given[word] for word in chart_query.needs]
    other = {word: value for word, value in given.items() if word not in chart_query.needs}
    index = versions.at(as_of)
    data: Result
    if kind == "change":
        by, start = needed
        before = versions.at(start)
        data = share_change(before, replace(index, other=before), by, **other, **selected)
    elif other.pop("over", None) == "history":
        unit = other.pop("unit", "quarter")
        if other.pop("cumulative", False):
            raise AuthorError(
                "the history of an index holds all models of each day", "leave --cumulative out"
            )
        data = line_over_history(versions, unit, as_of, **other, **selected)
    else:
        if other.pop("constant", False):
            what = "--constant compares states of the index, and dates of release have one state"
            raise AuthorError(what, "write --over history --measure openness")
        data = getattr(index, chart_query.method)(*needed, **other, **selected)
    return data


def _option(word: str) -> str:
    names = {"dimension": "DIMENSION", "start": "--from", "groups": "--group"}
    return names.get(word, f"--{word.replace('_', '-')}")
