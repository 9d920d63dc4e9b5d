"""`osai chart`: a figure as a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import click

from mkdocs_osai import charts
from mkdocs_osai.charts.theme import Theme
from mkdocs_osai.cli.output import write
from mkdocs_osai.cli.problem_formats import report
from mkdocs_osai.cli.selection_options import grouping, joined, selecting, selection
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.problems import AuthorError, OsaiError, UnknownName, quote
from mkdocs_osai.sanitize import terminal_line
from mkdocs_osai.stats import Result
from mkdocs_osai.stats.over_time import history_series, share_change

_GROUPING = frozenset(("top", "other", "groups", "order"))


@dataclass(frozen=True, slots=True)
class ChartQuery:
    """How a kind of chart asks the index for its numbers.

    Attributes:
        method: the method of the index; `change` compares two editions of it.
        needs: what it cannot do without.
        takes: what else it understands, beside a selection.
    """

    method: str
    needs: tuple[str, ...] = ()
    takes: frozenset[str] = frozenset()


_OF_DIMENSION = ChartQuery("tally", ("dimension",), _GROUPING)

QUESTIONS = {
    "stacked": ChartQuery("cross", ("dimension", "by"), _GROUPING | {"normalize"}),
    "line": ChartQuery(
        "series", (), _GROUPING - {"other"} | {"unit", "by", "over", "measure", "cumulative"}
    ),
    "change": ChartQuery("change", ("dimension", "start"), _GROUPING),
    "heatmap": ChartQuery("grid", (), _GROUPING - {"other"} | {"dimension", "most"}),
    "timeline": ChartQuery("timeline"),
    "ranking": ChartQuery("ranking", (), frozenset(("most", "least_open"))),
}
"""Kind of chart → how it asks; the others show the tally of a dimension, as a pie does."""


@click.command()
@click.argument("kind")
@click.argument("dimension", required=False)
@click.option(
    "-o",
    "--output",
    "out",
    required=True,
    type=click.Path(path_type=Path),
    help="The file to write, .svg or .png; one that is there is replaced.",
)
@click.option(
    "--theme",
    type=click.Choice(["light", "dark"]),
    default="light",
    show_default=True,
    help="The page it is to stand on.",
)
@click.option("--by", metavar="DIMENSION", help="Split by another dimension.")
@click.option("--normalize", is_flag=True, help="stacked: shares of each bar, not counts.")
@click.option("--unit", help="line: the span of a point, month, quarter or year.")
@click.option(
    "--over",
    type=click.Choice(["release", "history"]),
    help="line: the dates when models came out, or those of the index itself, out of git.",
)
@click.option(
    "--measure",
    help="line: models counts them, openness is the mean of their scores; over history also share.",
)
@click.option("--from", "start", metavar="MOMENT", help="change: the day, tag or commit of before.")
@click.option("--cumulative", is_flag=True, help="line: all released until then.")
@click.option("--most", type=click.IntRange(min=1), help="heatmap, ranking: how many models.")
@click.option("--least-open", is_flag=True, help="ranking: start from the other end.")
@grouping
@selecting
def chart(
    kind: str, dimension: str | None, out: Path, theme: str, folder: Path, **options: Any
) -> None:
    """Draw a chart: a KIND such as pie or bar, of a DIMENSION such as national_origins.

    Example: osai chart pie national_origins --latest -o origins.svg --theme dark
    """
    if kind not in charts.KINDS:
        raise UnknownName("kind of chart", kind, charts.KINDS)
    if out.suffix.lower() not in (".svg", ".png"):
        raise OsaiError(f"{quote(out)} is no name of an image", "end it in .svg or .png")
    versions, as_of = IndexVersions(folder), options.pop("as_of")
    index = versions.at(as_of)
    report(index.problems)
    words: dict[str, Any] = selection(index, options)
    options.update(joined(options), dimension=dimension)
    told = {word: value for word, value in options.items() if value not in (None, False)}
    data = charts.prepare(kind, ask(versions, as_of, kind, told, words))
    drawing = charts.draw(kind, data)
    page = cast("Theme", theme)
    if out.suffix.lower() == ".png":
        image = drawing.png(page)
    else:
        image = drawing.svg(page, data.caption(), index.about).encode()
    write(out, image)
    click.echo(terminal_line(f"{out}: {charts.KINDS[kind]}: {data.caption()}"))


def ask(
    versions: IndexVersions,
    as_of: str | None,
    kind: str,
    told: dict[str, Any],
    words: dict[str, Any],
) -> Result:
    """The numbers of a kind of chart.

    Args:
        versions: the states of the index.
        as_of: the one to ask; None for the present.
        kind: the kind of chart.
        told: what is asked for beside the selection.
        words: the selection.

    Raises:
        AuthorError: something is missing, or said that the kind does not understand.
    """
    question = QUESTIONS.get(kind, _OF_DIMENSION)
    for word in question.needs:
        if word not in told:
            raise AuthorError(
                f"{kind} needs {_option(word)}", f"osai chart {kind} --help says more"
            )
    known = {*question.needs, *question.takes}
    for word in told:
        if word not in known:
            what = f"{kind} understands no {_option(word)}"
            others = ", ".join(_option(w) for w in sorted(known))
            raise AuthorError(what, f"beside a selection it understands {others}")
    needed = [told[word] for word in question.needs]
    beside = {word: value for word, value in told.items() if word not in question.needs}
    index = versions.at(as_of)
    data: Result
    if kind == "change":
        by, start = needed
        before = versions.at(start)
        data = share_change(before, replace(index, other=before), by, **beside, **words)
    elif beside.pop("over", None) == "history":
        unit = beside.pop("unit", "quarter")
        if beside.pop("cumulative", False):
            raise AuthorError(
                "the history of an index holds all models of each day", "leave --cumulative out"
            )
        data = history_series(versions.past(unit, as_of), unit, **beside, **words)
    else:
        data = getattr(index, question.method)(*needed, **beside, **words)
    return data


def _option(word: str) -> str:
    if word == "dimension":
        return "DIMENSION"
    if word == "start":
        return "--from"
    return "--group" if word == "groups" else f"--{word.replace('_', '-')}"
