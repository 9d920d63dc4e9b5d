"""`osai chart`."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from mkdocs_osai import charts
from mkdocs_osai.history import load
from tests.builders import a_file
from tests.conftest import osai
from tests.repositories import a_repository, commit

ARGUMENTS = {
    "pie": ["national_origins", "--top", "3"],
    "bar": ["licenses", "--top", "3"],
    "stacked": ["regions", "--by", "weights_endmodel", "--measure", "share"],
    "line": ["--unit", "year", "--by", "regions", "--cumulative"],
    "change": ["national_origins", "--from", "2025-01-01"],
    "heatmap": ["regions"],
    "scatter": ["--x", "openness", "--y", "release_date", "--by", "regions"],
    "thresholds": ["compute_base", "--by", "regions", "--above", "gpai"],
    "lineage": ["--family", "Llama"],
    "matrix": ["--top", "5", "--definition", "osaid"],
    "timeline": ["--type", "video"],
    "ranking": ["--top", "5", "--least-open"],
}


@pytest.mark.parametrize("kind", charts.KINDS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_draws_every_kind(database: Path, tmp_path: Path, kind: str, theme: str) -> None:
    out = tmp_path / "out.svg"
    if kind == "change":
        repository = a_repository(tmp_path / "repository")
        shutil.copytree(database, repository / "models")
        commit(repository, {}, "2025-01-01")
        database = repository / "models"
    result = osai(
        "chart", kind, *ARGUMENTS[kind], "--models", database, "-o", out, "--theme", theme
    )

    assert not [line for line in result.stderr.splitlines() if not line.startswith("warning: ")]
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{out}: {charts.KINDS[kind]}: ")
    assert out.read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chart_is_the_image_of_the_site(database: Path, tmp_path: Path, theme: str) -> None:
    for name in ("out.svg", "out.PNG"):
        osai(
            *("chart", "pie", "national_origins", "--latest", "--models", database),
            *("-o", tmp_path / name, "--theme", theme),
        )
    index = load(database)
    tally = index.tally("national_origins", latest=True)
    drawing = charts.draw("pie", tally)
    prepared = charts.prepare("pie", tally)  # its basis says whether Other takes one of two equals
    basis, numbers = prepared.basis, prepared.sentence
    told = f"National origin (performance class: latest): {basis}"
    svg = drawing.svg(theme, told, index.about, numbers)  # type: ignore[arg-type]

    assert (tmp_path / "out.svg").read_text("utf-8") == svg
    assert (tmp_path / "out.PNG").read_bytes() == drawing.png(theme)  # type: ignore[arg-type]


def test_a_file_is_replaced_and_nothing_is_left_beside_it(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.svg"
    out.write_text("before")
    osai("chart", "bar", "types", "--models", folder, "-o", out)

    assert out.read_text("utf-8").startswith("<svg")
    assert {p.name for p in tmp_path.iterdir()} == {"models", "out.svg"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["pei", "types"], "unknown kind of chart 'pei'; did you mean 'pie'?"),
        (["pie"], "pie needs DIMENSION; see osai chart pie --help"),
        (
            ["bar", "types", "--unit", "year"],
            "bar does not accept --unit; apart from a selection it",
        ),
        (["scatter", "--x", "date", "--y", "openness"], "unknown axis 'date'; did you mean 'rel"),
        (["scatter", "--x", "openness"], "scatter needs --y; see osai chart scatter --help"),
        (["bar", "tpyes"], "unknown dimension 'tpyes'; did you mean 'types'?"),
        (["pie", "types"], "a model can be in two categories of types, so a pie would not add up"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence_and_leaves_the_file(
    folder: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    out = tmp_path / "out.svg"
    out.write_text("before")
    result = osai("chart", *arguments, "--models", folder, "-o", out)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"osai: {message}")
    assert result.stderr.count("\n") == 1
    assert out.read_text() == "before"


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("out.pdf", "is not the name of an image; end it in .svg or .png"),
        ("nowhere/out.svg", "cannot be written (No such file or directory); name another file"),
        ("folder.svg", "cannot be written (Is a directory); name another file"),
    ],
)
def test_a_file_that_cannot_be_written_is_one_message(
    folder: Path, tmp_path: Path, out: str, message: str
) -> None:
    (tmp_path / "folder.svg").mkdir()
    result = osai("chart", "bar", "types", "--models", folder, "-o", tmp_path / out)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"{message}\n")
    assert {p.name for p in tmp_path.iterdir()} == {"models", "folder.svg"}


def test_an_index_without_a_tag_is_not_called_empty(folder: Path, tmp_path: Path) -> None:
    for name in "abd":
        (folder / f"{name}.yaml").write_text(a_file(origin=None, contributor=None), "utf-8")
    a_repository(tmp_path)
    commit(tmp_path, {}, "2025-01-01")
    line = ("chart", "line", "--over", "history", "--models", folder, "-o", tmp_path / "l.svg")

    none = osai(*line, "--by", "national_origins")
    video = osai(*line, "--by", "types", "--where", "performance_class=latest", "--type", "text")

    assert none.stderr.splitlines()[-1] == (
        "osai: there is nothing to draw: Models in the index at the end of each quarter, by "
        "national origin: 0 of 4 models; 4 without a tag; national origin not known; 2025 Q1 only "
        "up to 2025-01-01; select other models"
    )
    assert "(type: text, performance class: latest): 1 model" in video.stdout


def test_the_past_can_be_drawn_counted_and_listed(folder: Path, tmp_path: Path) -> None:
    a_repository(tmp_path)
    commit(tmp_path, {"models/d.yaml": None}, "2025-01-01")
    commit(tmp_path, {"models/d.yaml": a_file()}, "2025-08-01")

    line = osai("chart", "line", "--over", "history", "--models", folder, "-o", tmp_path / "l.svg")
    models = osai("models", "--models", folder, "--as-of", "2025-03-01")
    table = osai("stats", "academic", "--models", folder, "--as-of", "2024-03-01")

    assert "Models in the index at the end of each quarter: 4 models" in line.stdout
    assert models.stdout.startswith("3 models")
    assert table.exit_code == 2
    assert "on 2024-03-01 there was no index yet" in table.stderr


def test_a_file_has_a_title_and_all_numbers_as_its_description(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "types.svg"
    osai("chart", "bar", "types", out, "--models", folder)
    root = ET.fromstring(out.read_text("utf-8"))
    title, description = [one.text or "" for one in root[:2]]

    assert [one.tag.partition("}")[2] for one in root[:2]] == ["title", "desc"]
    assert title == load(folder).tally("types").caption()
    assert description == load(folder).tally("types").sentence


@pytest.mark.parametrize(
    ("arguments", "drawn"),
    [
        (["pie", "regions", "out.svg"], "Pie chart: Region: "),
        (["timeline", "out.svg"], "Timeline: Openness by date of release: "),
        (["ranking", "out.svg", "--top", "2"], "Ranking: The most open models: 2 of 4 models"),
        (["line", "year", "out.svg"], "Line chart: Models released per year: "),
        (
            ["line", "regions", "out.svg", "--unit", "year"],
            "Line chart: Models released per year, by",
        ),
        (
            ["line", "year", "out.svg", "--by", "regions", "--measure", "share"],
            "Line chart: Share of the models released per year, by region: ",
        ),
    ],
)
def test_the_file_is_the_last_argument(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    drawn: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = osai("chart", *arguments, "--models", folder)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"out.svg: {drawn}")
    assert (tmp_path / "out.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["pie", "regions"], "no file to write is named; end the command with one: pie.svg"),
        (["pie", "regions", "a.svg", "-o", "b.svg"], "two files are named, 'a.svg' and 'b.svg'"),
        (
            ["line", "year", "a.svg", "--unit", "month"],
            "unit is given twice, as 'year' and as --unit",
        ),
        (["line", "region", "a.svg"], "unknown dimension 'region'; did you mean 'regions'?"),
    ],
)
def test_what_to_write_is_named_once(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = osai("chart", *arguments, "--models", folder)

    assert result.exit_code == 2
    assert result.stderr.startswith(f"osai: {message}")
    assert not [path for path in tmp_path.iterdir() if path.name != "models"]
