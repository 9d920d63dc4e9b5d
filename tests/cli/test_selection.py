"""The words of a selection, as options: the same as in macros and notebooks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai.cli.options import selecting
from mkdocs_osai.history import load
from mkdocs_osai.stats.dimensions.registry import built_in
from mkdocs_osai.stats.selection.selection import WORDS
from tests.conftest import osai


def test_every_word_has_an_option() -> None:
    def command() -> None: ...

    options = selecting(command).__click_params__  # type: ignore[attr-defined]
    told = {option.name.removeprefix("where_") for option in options}

    assert told == {*WORDS, *built_in().filters, "where", "folder", "as_of"}


SAME = [
    (["--latest"], {"latest": True}),
    (["--since", "2024", "--until", "2024-10"], {"since": "2024", "until": "2024-10"}),
    (["--min-score", "0.5", "--max-score", "0.75"], {"min_score": 0.5, "max_score": 0.75}),
    (["--model", "OLMo", "--model", "BLOOMZ"], {"models": ["OLMo", "BLOOMZ"]}),
    (["--exclude", "OLMo"], {"exclude": "OLMo"}),
    (
        ["--exclude", "type=code", "--exclude", "type=audio"],
        {"exclude": {"type": ["code", "audio"]}},
    ),
    (
        ["--exclude", "OLMo", "--exclude", "big-tech=true"],
        {"exclude": {"models": "OLMo", "big_tech": True}},
    ),
    (["--region", "Europe", "--academic", "false"], {"region": "Europe", "academic": False}),
    (["--where", "weights_endmodel=open"], {"weights_endmodel": "open"}),
    (
        ["--where", "weights-endmodel=open", "--where", "weights_endmodel=partial"],
        {"weights_endmodel": ["open", "partial"]},
    ),
    (["--where", "latest=true", "--where", "min_score=0.5"], {"latest": True, "min_score": 0.5}),
    (["--type", "text", "--where", "type=video"], {"type": ["text", "video"]}),
]


@pytest.mark.parametrize(("options", "words"), SAME, ids=" ".join)
def test_options_select_what_words_select(
    database: Path, options: list[str], words: dict[str, Any]
) -> None:
    result = osai("stats", "types", "--models", database, "--format", "json", *options)

    index = load(database)
    assert json.loads(result.stdout) == index.tally("types", **words).to_dict()
    assert 0 < json.loads(result.stdout)["models"] < len(index)


def test_options_group_and_order(database: Path) -> None:
    options = ["--group", "EU=France", "--group", "EU=Germany", "--group", "UK=United Kingdom"]
    options += ["--order", "UK", "--top", "3", "--other", "Elsewhere"]
    result = osai("stats", "national_origins", "--models", database, "--format", "json", *options)

    groups = {"EU": ["France", "Germany"], "UK": ["United Kingdom"]}
    tally = load(database).tally(
        "national_origins", groups=groups, order=["UK"], top=3, other="Elsewhere"
    )
    assert json.loads(result.stdout) == tally.to_dict()


def test_a_site_s_own_dimension_selects(folder: Path) -> None:
    (folder / "_dimensions.yml").write_text(
        "nordic:\n  field: origin\n  filter: nordic\n  groups: {Yes: [France]}\n  rest: No one\n"
    )
    options = ["--where", "nordic=Yes", "--format", "json"]

    assert json.loads(osai("stats", "nordic", "--models", folder, *options).stdout)["models"] == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--where", "typ=text"], "unknown argument 'typ'; did you mean 'type'?"),
        (["--where", "type"], "--where is 'type'; write it as word=value"),
        (["--group", "EU"], "--group is 'EU'; write it as word=value"),
        (["--where", "min_score=much"], "min_score is 'much'; openness scores go from 0 to 1"),
        (
            ["--since", "2024", "--where", "since=2025"],
            "since is given 2 times; keep one of them",
        ),
        (["--since", "soon"], "since is 'soon'; write a date as"),
        (["--model", "Z"], "unknown model 'Z'; allowed are 'a', 'b', 'c', 'd'"),
        (["--exclude", "tpye=code"], "unknown argument 'tpye'; did you mean 'type'?"),
        (["--measure", "share"], "--measure needs --by; name a dimension with --by"),
    ],
)
def test_a_word_that_makes_no_sense_is_one_sentence(
    folder: Path, options: list[str], message: str
) -> None:
    result = osai("stats", "types", "--models", folder, *options)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"osai: {message}")
    assert result.stderr.count("\n") == 1
